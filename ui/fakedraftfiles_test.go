package ui

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"recourse/complaint"
	"recourse/law"
)

// fakeDraftFiles keeps files of drafts in memory.
type fakeDraftFiles struct {
	waiting   []complaint.DraftFile
	seen      int
	arriving  int              // taken in, and neither kept nor dropped
	unfitting map[string]error // by name of the file
}

func (f *fakeDraftFiles) UploadToDraft(_ context.Context, _ complaint.Draft, name string, content io.Reader) (law.Document, error) {
	text, err := io.ReadAll(content)
	if err == nil {
		err = f.unfitting[name]
	}
	if err != nil {
		return law.Document{}, err
	}
	f.arriving++
	f.seen++
	return law.Document{ID: fmt.Sprint("w", f.seen), Name: name, Size: int64(len(text)), SHA256: fmt.Sprintf("%x", sha256.Sum256(text))}, nil
}

func (f *fakeDraftFiles) KeepDraftFile(_ context.Context, d complaint.Draft, file law.Document, said map[string]any) (bool, error) {
	f.arriving--
	if slices.ContainsFunc(f.waiting, func(w complaint.DraftFile) bool { return w.SHA256 == file.SHA256 }) {
		return true, nil
	}
	w := complaint.DraftFile{ID: file.ID, Draft: d.ID, Size: file.Size, Name: file.Name, SHA256: file.SHA256}
	if err := saidOf(&w, said); err != nil {
		return false, err
	}
	f.waiting = append(f.waiting, w)
	return false, nil
}

func saidOf(w *complaint.DraftFile, said map[string]any) error {
	w.Caption, _ = said["caption"].(string)
	w.Dated, _ = said["dated"].(string)
	if utf8.RuneCountInString(w.Caption) > 500 {
		return complaint.Errorf(complaint.Invalid, "caption: is longer than 500 characters")
	}
	return nil
}

func (f *fakeDraftFiles) DropDraftFile(context.Context, string) error { f.arriving--; return nil }

func (f *fakeDraftFiles) DraftFiles(_ context.Context, d complaint.Draft) ([]complaint.DraftFile, error) {
	return slices.DeleteFunc(slices.Clone(f.waiting), func(w complaint.DraftFile) bool { return w.Draft != d.ID }), nil
}

func (f *fakeDraftFiles) at(id string) (int, error) {
	i := slices.IndexFunc(f.waiting, func(w complaint.DraftFile) bool { return w.ID == id })
	if i < 0 {
		return 0, complaint.Errorf(complaint.Missing, "there is no such file")
	}
	return i, nil
}

func (f *fakeDraftFiles) DescribeDraftFile(_ context.Context, _ complaint.Draft, id string, said map[string]any) error {
	i, err := f.at(id)
	if err != nil {
		return err
	}
	return saidOf(&f.waiting[i], said)
}

func (f *fakeDraftFiles) RemoveDraftFile(_ context.Context, _ complaint.Draft, id string) error {
	i, err := f.at(id)
	if err == nil {
		f.waiting = slices.Delete(f.waiting, i, i+1)
	}
	return err
}
