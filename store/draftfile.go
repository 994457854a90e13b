package store

import (
	"context"
	"errors"
	"fmt"
	"io"

	"recourse/complaint"
	"recourse/seal"
	"recourse/store/storedb"
)

// The room for files of drafts: of one draft as much as its case would have, and of
// all together so much, in bytes, that nobody fills the record up before anything is
// filed. Product choices.
var (
	draftsRoom    = anybodysRoom
	allDraftsRoom = int64(20 << 30)
)

// The places of what is sealed, within a file of a draft.
const (
	draftFileOwner   = "draft file/" // and the identifier of the file: whose its key is
	draftFileContent = "content"
	draftFileSaid    = "description"
)

// UploadToDraft takes in the content of a file that waits with a draft, sealed and in
// pieces under a key of its own, and returns its size when it is whole. It is not
// listed before DescribeDraftFile. Conflict when the draft has no room for it, Busy
// when all drafts together have none, Missing when there is no such draft; an error of
// the reader is passed on. Whatever fails, what was taken in is dropped.
func (s *Store) UploadToDraft(ctx context.Context, draft complaint.DraftID, id string, content io.Reader) (int64, error) {
	k, wrapped, err := s.sealer.NewKey(draftFileOwner + id)
	if err != nil {
		return 0, fmt.Errorf("make the key of a file of a draft: %w", err)
	}
	err = s.countedOfDraft(ctx, draft, func(q *storedb.Queries) error { return beginDraftFile(ctx, q, draft, id, wrapped) })
	if err != nil {
		return 0, err
	}
	size, err := sealInto(k, draftFileContent, content, func(n int64, piece []byte) error {
		return s.q.AddDraftChunk(ctx, storedb.AddDraftChunkParams{File: id, N: n, Sealed: piece})
	})
	if err == nil {
		err = s.countedOfDraft(ctx, draft, func(q *storedb.Queries) error { return finishDraftFile(ctx, q, id, size) })
	}
	if err != nil {
		return 0, errors.Join(fmt.Errorf("take in a file of a draft: %w", err), s.DropDraftFile(context.WithoutCancel(ctx), id))
	}
	return size, nil
}

// countedOfDraft does something while no other file of the draft is counted.
func (s *Store) countedOfDraft(ctx context.Context, draft complaint.DraftID, do func(*storedb.Queries) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fault(err, "count the files of a draft")
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after the commit
	q := storedb.New(tx)
	if err := q.LockDraftFiles(ctx, string(draft)); err != nil {
		return fault(err, "count the files of a draft")
	}
	if err := do(q); err != nil {
		return err
	}
	return fault(tx.Commit(), "count the files of a draft")
}

func beginDraftFile(ctx context.Context, q *storedb.Queries, draft complaint.DraftID, id string, wrapped []byte) error {
	all, err := q.DraftFilesSize(ctx)
	if err != nil {
		return fault(err, "count the files of all drafts")
	}
	if all >= allDraftsRoom {
		return complaint.Errorf(complaint.Busy, "no files can be taken before a complaint is sent at the moment; send them afterwards")
	}
	n, err := q.BeginDraftFile(ctx, storedb.BeginDraftFileParams{
		ID: id, Draft: string(draft), Wrapped: wrapped, Master: int64(seal.WrappedBy(wrapped)), Most: draftsRoom.files,
	})
	switch {
	case violates(err, "draft_files_draft_fkey"):
		return complaint.Errorf(complaint.Missing, "there is no such draft, or none any more")
	case err != nil:
		return fault(err, "begin a file of a draft")
	case n == 0:
		return complaint.Unfit(complaint.FilesMany, complaint.Errorf(complaint.Conflict, "there are %d files already, which is as many as there can be", draftsRoom.files))
	}
	return nil
}

func finishDraftFile(ctx context.Context, q *storedb.Queries, id string, size int64) error {
	n, err := q.FinishDraftFile(ctx, storedb.FinishDraftFileParams{ID: id, Size: size, Most: draftsRoom.content})
	if err == nil && n == 0 {
		return complaint.Unfit(complaint.FilesFull, complaint.Errorf(complaint.Conflict, "all files together would be larger than %d MB", draftsRoom.content>>20))
	}
	return fault(err, "finish a file of a draft")
}

// DescribeDraftFile keeps what is said of a file of a draft that is whole, in the place
// of what was said before. From then on it is listed. Missing when there is none.
func (s *Store) DescribeDraftFile(ctx context.Context, f complaint.DraftFile) error {
	if err := checkTexts(f); err != nil {
		return err
	}
	wrapped, err := s.q.DraftFileKey(ctx, storedb.DraftFileKeyParams{ID: f.ID, Draft: string(f.Draft)})
	if err != nil {
		return fault(missing(err, "there is no such file"), "read the key of a file of a draft")
	}
	k, err := s.sealer.Key(draftFileOwner+f.ID, wrapped)
	if err != nil {
		return fmt.Errorf("unwrap the key of a file of a draft: %w", err)
	}
	said, err := sealed(k, f, draftFileSaid)
	if err != nil {
		return fmt.Errorf("seal what is said of a file of a draft: %w", err)
	}
	n, err := s.q.DescribeDraftFile(ctx, storedb.DescribeDraftFileParams{Sealed: said, ID: f.ID, Draft: string(f.Draft)})
	if err == nil && n == 0 {
		return complaint.Errorf(complaint.Missing, "there is no such file")
	}
	return fault(err, "keep what is said of a file of a draft")
}

// DraftFiles lists the files of a draft, in the order they came.
func (s *Store) DraftFiles(ctx context.Context, draft complaint.DraftID) ([]complaint.DraftFile, error) {
	rows, err := s.q.DraftFiles(ctx, string(draft))
	if err != nil {
		return nil, fault(err, "list the files of a draft")
	}
	files := make([]complaint.DraftFile, len(rows))
	for i, row := range rows {
		files[i] = complaint.DraftFile{ID: row.ID, Draft: draft, Size: row.Size.Int64}
		if err := s.openDraftFile(&files[i], row.Wrapped, row.Sealed); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// openDraftFile opens what is said of a file.
func (s *Store) openDraftFile(f *complaint.DraftFile, wrapped, said []byte) error {
	k, err := s.sealer.Key(draftFileOwner+f.ID, wrapped)
	if err == nil {
		err = unseal(k, said, draftFileSaid, f)
	}
	if err != nil {
		return fmt.Errorf("open a file of a draft: %w", err)
	}
	return nil
}

// FilesToMove lists up to limit files, after an identifier, of drafts that have become
// cases; none only when there are none left. Files that cannot be opened are left out,
// and the error, which may come with a list, says why.
func (s *Store) FilesToMove(ctx context.Context, after string, limit int) (files []complaint.DraftFile, err error) {
	for {
		rows, failed := s.q.FilesToMove(ctx, storedb.FilesToMoveParams{After: after, MaxRows: int64(limit)})
		if failed != nil || len(rows) == 0 {
			return nil, errors.Join(err, fault(failed, "list files of drafts that were sent"))
		}
		for _, row := range rows {
			f := complaint.DraftFile{ID: row.ID, Draft: complaint.DraftID(row.Draft), Number: complaint.Number(row.Number.String), Size: row.Size.Int64}
			if failed := s.openDraftFile(&f, row.Wrapped, row.Sealed); failed != nil {
				err = errors.Join(err, failed)
				continue
			}
			files = append(files, f)
		}
		if after = rows[len(rows)-1].ID; len(files) > 0 {
			return files, err
		}
	}
}

// DraftFile returns the content of a file of a draft, which comes as it is read.
// Missing when there is none.
func (s *Store) DraftFile(ctx context.Context, f complaint.DraftFile) (io.Reader, error) {
	wrapped, err := s.q.DraftFileKey(ctx, storedb.DraftFileKeyParams{ID: f.ID, Draft: string(f.Draft)})
	if err != nil {
		return nil, fault(missing(err, "there is no such file"), "read the key of a file of a draft")
	}
	k, err := s.sealer.Key(draftFileOwner+f.ID, wrapped)
	if err != nil {
		return nil, fmt.Errorf("unwrap the key of a file of a draft: %w", err)
	}
	return k.UnsealStream(&chunkReader{row: func(n int64) ([]byte, error) {
		return s.q.DraftChunk(ctx, storedb.DraftChunkParams{File: f.ID, N: n})
	}}, draftFileContent)
}

// DropDraftFile forgets a file of a draft.
func (s *Store) DropDraftFile(ctx context.Context, id string) error {
	return fault(s.q.DropDraftFile(ctx, id), "drop a file of a draft")
}

// rewrapDraftFiles does for the files of drafts what Rewrap does for cases.
func (s *Store) rewrapDraftFiles(ctx context.Context) (int, error) {
	done := 0
	for after := ""; ; {
		rows, err := s.q.DraftFileKeys(ctx, storedb.DraftFileKeysParams{After: after, Master: int64(s.master.Primary()), MaxRows: rewrapped})
		if err != nil || len(rows) == 0 {
			return done, fault(err, "list the keys of files of drafts")
		}
		arg := storedb.RewrapDraftFileKeysParams{Master: int64(s.master.Primary())}
		for _, row := range rows {
			wrapped, err := s.master.Rewrap(draftFileOwner+row.ID, row.Wrapped)
			if err != nil {
				return done, fmt.Errorf("wrap the key of a file of a draft anew: %w", err)
			}
			arg.Ids, arg.Wrapped, arg.Was = append(arg.Ids, row.ID), append(arg.Wrapped, wrapped), append(arg.Was, row.Wrapped)
		}
		if _, err := s.q.RewrapDraftFileKeys(ctx, arg); err != nil {
			return done, fault(err, "keep %d keys of files of drafts that were wrapped anew", len(rows))
		}
		after = rows[len(rows)-1].ID
		done += len(rows)
	}
}
