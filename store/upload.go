package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"recourse/complaint"
	"recourse/store/storedb"
)

// room is what the files of one case may be together, whoever has added them.
type room struct {
	files   int64
	content int64 // bytes
}

// The room of a case: up to where anybody can add files, and up to where the office
// can, so that nobody else can fill the case up before it. Product choices.
var (
	anybodysRoom = room{files: 100, content: 100 << 20}
	officesRoom  = room{files: 2 * anybodysRoom.files, content: 2 * anybodysRoom.content}
)

func roomFor(by complaint.Role) room {
	if slices.Contains(complaint.StaffRoles, by) {
		return officesRoom
	}
	return anybodysRoom
}

// chunkSize is how much of a sealed file goes into one row, in bytes.
const chunkSize = 1 << 20

// staleAfter is how long a file may wait to become a document, real time. What
// makes it one follows within the same request.
const staleAfter = 24 * time.Hour

// Upload takes in the content of a file of a case, sealed and in pieces, and
// returns its size when it is whole. Nobody can read it before AddDocument has
// made a document of it. Conflict when the case has no room for it, of which the
// office has twice as much as all others; Missing when there is no such case; an
// error of the reader is passed on. Whatever fails, what was taken in is dropped.
// No connection is held while the reader waits for its next bytes.
func (s *Store) Upload(ctx context.Context, number complaint.Number, id string, by complaint.Role, content io.Reader) (int64, error) {
	most := roomFor(by)
	if err := s.counted(ctx, number, func(q *storedb.Queries) error { return begin(ctx, q, number, id, most.files) }); err != nil {
		return 0, err
	}
	size, err := s.takeIn(ctx, number, id, content)
	if err == nil {
		err = s.counted(ctx, number, func(q *storedb.Queries) error { return finish(ctx, q, number, id, size, most.content) })
	}
	if err != nil {
		return 0, errors.Join(err, s.DropUpload(context.WithoutCancel(ctx), id))
	}
	return size, nil
}

// counted does something while no other upload of the case is counted.
func (s *Store) counted(ctx context.Context, number complaint.Number, do func(*storedb.Queries) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fault(err, "count the files of case %s", number)
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after the commit
	q := storedb.New(tx)
	if err := q.LockUploads(ctx, string(number)); err != nil {
		return fault(err, "count the files of case %s", number)
	}
	if err := do(q); err != nil {
		return err
	}
	return fault(tx.Commit(), "count the files of case %s", number)
}

func begin(ctx context.Context, q *storedb.Queries, number complaint.Number, id string, most int64) error {
	n, err := q.BeginUpload(ctx, storedb.BeginUploadParams{ID: id, Number: string(number), Most: most})
	switch {
	case violates(err, "uploads_number_fkey"):
		return complaint.Errorf(complaint.Missing, "there is no case %s", number)
	case err != nil:
		return fault(err, "begin a file of case %s", number)
	case n == 0:
		return complaint.Unfit(complaint.FilesMany, complaint.Errorf(complaint.Conflict, "the case has %d files already, which is as many as it can hold", most))
	}
	return nil
}

func finish(ctx context.Context, q *storedb.Queries, number complaint.Number, id string, size, most int64) error {
	n, err := q.FinishUpload(ctx, storedb.FinishUploadParams{ID: id, Number: string(number), Size: size, Most: most})
	if err != nil {
		return fault(err, "finish a file of case %s", number)
	}
	if n == 0 {
		return complaint.Unfit(complaint.FilesFull, complaint.Errorf(complaint.Conflict, "with this file the case would hold more than %d MB, which is as much as it can hold", most>>20))
	}
	return nil
}

// takeIn seals the content and keeps it in rows, and returns how much it was.
func (s *Store) takeIn(ctx context.Context, number complaint.Number, id string, content io.Reader) (int64, error) {
	k, err := s.caseKey(ctx, number)
	if err != nil {
		return 0, err
	}
	size, err := sealInto(k, uploadPlace+id, content, func(n int64, piece []byte) error {
		return s.q.AddChunk(ctx, storedb.AddChunkParams{Upload: id, N: n, Sealed: piece})
	})
	if err != nil {
		return 0, fmt.Errorf("take in a file of case %s: %w", number, err)
	}
	return size, nil
}

// sealInto seals the content and hands it over in pieces, and returns how much it
// was.
func sealInto(k Key, place string, content io.Reader, add func(n int64, piece []byte) error) (int64, error) {
	rows := &chunkWriter{add: add}
	sealed, err := k.SealStream(rows, place)
	if err != nil {
		return 0, err
	}
	size, err := io.Copy(sealed, content)
	if err == nil {
		err = sealed.Close()
	}
	if err == nil {
		err = rows.flush()
	}
	return size, err
}

// DropUpload forgets a file of which no document was made; a document stays.
func (s *Store) DropUpload(ctx context.Context, id string) error {
	return fault(s.q.DropUpload(ctx, id), "drop a file")
}

// DropStaleUploads forgets the files of which no document was made within a day, and
// those of drafts that were not whole by then, which a machine that failed has left,
// and returns how many they were.
func (s *Store) DropStaleUploads(ctx context.Context) (int, error) {
	before := time.Now().Add(-staleAfter)
	n, err := s.q.DropStaleUploads(ctx, before)
	if err != nil {
		return 0, fault(err, "drop stale files")
	}
	m, err := s.q.DropStaleDraftFiles(ctx, before)
	return int(n + m), fault(err, "drop stale files of drafts")
}

// content reads a file piece by piece, opening it on the way.
func (s *Store) content(ctx context.Context, number complaint.Number, k Key, upload string) (io.Reader, error) {
	rows := &chunkReader{row: func(n int64) ([]byte, error) {
		return s.q.Chunk(ctx, storedb.ChunkParams{Upload: upload, N: n})
	}}
	if err := rows.fetch(); errors.Is(err, io.EOF) {
		return nil, complaint.Errorf(complaint.Missing, "the content of this document is gone")
	} else if err != nil {
		return nil, fmt.Errorf("read a document of case %s: %w", number, err)
	}
	return k.UnsealStream(rows, uploadPlace+upload)
}

// chunkWriter keeps what is written in rows of one size.
type chunkWriter struct {
	add  func(n int64, piece []byte) error
	n    int64
	held []byte
}

// Write keeps full pieces, and holds the rest.
func (w *chunkWriter) Write(b []byte) (int, error) {
	total := len(b)
	for len(b) > 0 {
		if w.held == nil {
			w.held = make([]byte, 0, chunkSize)
		}
		n := min(len(b), chunkSize-len(w.held))
		w.held, b = append(w.held, b[:n]...), b[n:]
		if len(w.held) == chunkSize {
			if err := w.flush(); err != nil {
				return total - len(b), err
			}
		}
	}
	return total, nil
}

// flush keeps what is held.
func (w *chunkWriter) flush() error {
	if len(w.held) == 0 {
		return nil
	}
	err := w.add(w.n, w.held)
	w.n, w.held = w.n+1, w.held[:0]
	return fault(err, "keep a piece of a file")
}

// chunkReader reads rows one after the other, each when it is needed.
type chunkReader struct {
	row  func(n int64) ([]byte, error)
	n    int64
	held []byte
}

// Read reads on.
func (r *chunkReader) Read(b []byte) (int, error) {
	if len(r.held) == 0 {
		if err := r.fetch(); err != nil {
			return 0, err
		}
	}
	n := copy(b, r.held)
	r.held = r.held[n:]
	return n, nil
}

// fetch reads the next row; io.EOF after the last.
func (r *chunkReader) fetch() error {
	row, err := r.row(r.n)
	if errors.Is(err, sql.ErrNoRows) {
		return io.EOF
	}
	r.n, r.held = r.n+1, row
	return fault(err, "read a piece of a file")
}
