package server

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"slices"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// DraftFiles is what the record knows of files that wait with a draft.
type DraftFiles interface {
	// UploadToDraft takes in the content of a file and returns its size; it is not
	// listed before DescribeDraftFile. Conflict when the draft has no room for it,
	// Busy when all drafts together have none.
	UploadToDraft(ctx context.Context, draft complaint.DraftID, id string, content io.Reader) (int64, error)
	// DescribeDraftFile keeps what is said of a file, in the place of what was said
	// before; Missing when there is none.
	DescribeDraftFile(ctx context.Context, f complaint.DraftFile) error
	// DraftFiles lists the files of a draft, in the order they came.
	DraftFiles(ctx context.Context, draft complaint.DraftID) ([]complaint.DraftFile, error)
	// DraftFile returns the content of a file; Missing when there is none.
	DraftFile(ctx context.Context, f complaint.DraftFile) (io.Reader, error)
	// DropDraftFile forgets a file.
	DropDraftFile(ctx context.Context, id string) error
	// FilesToMove lists files, after an identifier, of drafts that have become cases;
	// none only when there are none left. With a list, an error is about what had to
	// be left out of it.
	FilesToMove(ctx context.Context, after string, limit int) ([]complaint.DraftFile, error)
}

// UploadToDraft takes in a file for a draft, as Upload does for a case. It is not
// listed before KeepDraftFile; until then DropDraftFile forgets it.
func (s *Service) UploadToDraft(ctx context.Context, d complaint.Draft, name string, content io.Reader) (law.Document, error) {
	file, buffered, err := examine(name, content)
	if err != nil {
		return law.Document{}, err
	}
	return s.takeIn(ctx, file, buffered, func(content io.Reader) (int64, error) {
		return s.record.UploadToDraft(ctx, d.ID, file.ID, content)
	}, func() error { return s.DropDraftFile(ctx, file.ID) })
}

// KeepDraftFile keeps a file that UploadToDraft has taken in, with its caption and the
// date of what it shows. twice is true when the draft has the same file already; then,
// and when it is refused, it is dropped. Invalid for a caption or a date that is none.
func (s *Service) KeepDraftFile(ctx context.Context, d complaint.Draft, file law.Document, said map[string]any) (twice bool, err error) {
	f := complaint.DraftFile{ID: file.ID, Draft: d.ID, Size: file.Size, Name: file.Name, Type: file.Type, SHA256: file.SHA256, Sent: file.Sent}
	list, err := s.record.DraftFiles(ctx, d.ID)
	if err == nil {
		twice = slices.ContainsFunc(list, func(o complaint.DraftFile) bool { return o.SHA256 == f.SHA256 })
	}
	if err == nil && !twice {
		err = s.describe(ctx, f, said)
	}
	if err != nil || twice {
		return twice, errors.Join(ours(err, "keep a file of a draft"), s.DropDraftFile(ctx, f.ID))
	}
	s.moveSoon() // the draft may have been sent while the file came in
	return false, nil
}

// describe keeps a file with what is said of it.
func (s *Service) describe(ctx context.Context, f complaint.DraftFile, said map[string]any) error {
	if err := s.checkSaid(said); err != nil {
		return err
	}
	f.Caption, _ = said[captionField].(string)
	f.Dated, _ = said[datedField].(string)
	return s.record.DescribeDraftFile(ctx, f)
}

// DraftFiles lists the files of a draft, in the order they came.
func (s *Service) DraftFiles(ctx context.Context, d complaint.Draft) ([]complaint.DraftFile, error) {
	list, err := s.record.DraftFiles(ctx, d.ID)
	return list, ours(err, "list the files of a draft")
}

// DescribeDraftFile puts another caption and date to a file of a draft. Missing when
// there is none; Invalid as for KeepDraftFile.
func (s *Service) DescribeDraftFile(ctx context.Context, d complaint.Draft, id string, said map[string]any) error {
	f, err := s.draftFile(ctx, d, id)
	if err != nil {
		return err
	}
	return ours(s.describe(ctx, f, said), "describe a file of a draft")
}

// RemoveDraftFile takes a file out of a draft. Missing when there is none.
func (s *Service) RemoveDraftFile(ctx context.Context, d complaint.Draft, id string) error {
	f, err := s.draftFile(ctx, d, id)
	if err != nil {
		return err
	}
	return s.DropDraftFile(ctx, f.ID)
}

func (s *Service) draftFile(ctx context.Context, d complaint.Draft, id string) (complaint.DraftFile, error) {
	list, err := s.DraftFiles(ctx, d)
	if err != nil {
		return complaint.DraftFile{}, err
	}
	i := slices.IndexFunc(list, func(f complaint.DraftFile) bool { return f.ID == id })
	if i < 0 {
		return complaint.DraftFile{}, complaint.Errorf(complaint.Missing, "there is no such file")
	}
	return list[i], nil
}

// DropDraftFile forgets a file of a draft.
func (s *Service) DropDraftFile(ctx context.Context, id string) error {
	return ours(s.record.DropDraftFile(context.WithoutCancel(ctx), id), "drop a file of a draft")
}

// How files are moved. Product choices.
const (
	movedAtOnce = 50          // read in one go
	moveEvery   = time.Minute // what a machine that failed has left
)

// moveSoon has the files of drafts that were sent moved.
func (s *Service) moveSoon() {
	select {
	case s.sentOff <- struct{}{}:
	default: // it is under way
	}
}

// MoveFiles moves the files of drafts to the cases they have become: whenever one is
// sent, and every minute what was left over, until the context ends.
func (s *Service) MoveFiles(ctx context.Context, log *slog.Logger) {
	again := time.NewTicker(moveEvery)
	defer again.Stop()
	for {
		if err := s.MoveDraftFiles(ctx); err != nil && ctx.Err() == nil {
			log.WarnContext(ctx, "files of drafts that were sent have yet to be moved", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.sentOff:
		case <-again.C:
		}
	}
}

// MoveDraftFiles makes documents of the files of all drafts that were sent. It may be
// stopped at any moment and repeated, also by several servers at once: a file is
// forgotten only when its document is on record, and becomes one document. What cannot
// be moved now is left; the errors say why.
func (s *Service) MoveDraftFiles(ctx context.Context) error {
	var all error
	for after := ""; ; {
		list, err := s.record.FilesToMove(ctx, after, movedAtOnce)
		if all = errors.Join(all, err); len(list) == 0 {
			return all
		}
		for _, f := range list {
			all = errors.Join(all, s.moveFile(ctx, f))
			after = f.ID
		}
	}
}

// moveFile makes a document of one file. An act that is accepted, and not on record
// yet, is looked for the next time.
func (s *Service) moveFile(ctx context.Context, f complaint.DraftFile) error {
	by := complaint.Actor{Role: complaint.Complainant}
	has, err := s.hasFile(ctx, f.Number, by, f.SHA256)
	if err != nil {
		return err
	}
	if has {
		return s.DropDraftFile(ctx, f.ID)
	}
	content, err := s.record.DraftFile(ctx, f)
	if err != nil {
		return err
	}
	upload := law.Document{ID: rand.Text(), Name: f.Name, Type: f.Type, SHA256: f.SHA256, Sent: f.Sent}
	if upload.Size, err = s.record.Upload(ctx, f.Number, upload.ID, by.Role, content); err != nil {
		return err
	}
	said := map[string]any{captionField: f.Caption, datedField: f.Dated}
	if _, err = s.AddDocument(ctx, f.Number, law.Act{Key: fileKey(f.SHA256), Actor: by}, upload, said); err != nil {
		return err
	}
	return s.DropDraftFile(ctx, f.ID)
}

// fileKey is the key of the act that adds a file of a person, of which its SHA-256 is
// given: the same file is one document, however often and from wherever it comes.
func fileKey(sum string) string { return "file/" + sum }

// hasFile reports whether a person has added a file to a case before.
func (s *Service) hasFile(ctx context.Context, number complaint.Number, by complaint.Actor, sum string) (bool, error) {
	r, err := s.record.Dossier(ctx, number)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(forComplainant(r).Documents, func(d law.Document) bool { return d.SHA256 == sum && sum != "" && d.By == string(by.Role) }), nil
}
