package server

import (
	"bytes"
	"context"
	"io"
	"slices"
	"sync"

	"recourse/complaint"
)

// fakeDraftFiles are files of drafts in memory.
type fakeDraftFiles struct {
	filesMu sync.Mutex
	waiting []complaint.DraftFile // that are described
	content map[string][]byte
	became  map[complaint.DraftID]complaint.Number // the drafts that were sent
	stay    bool                                   // nothing is forgotten: a machine fails before
}

func (r *fakeDraftFiles) UploadToDraft(_ context.Context, _ complaint.DraftID, id string, content io.Reader) (int64, error) {
	text, err := io.ReadAll(content)
	if err != nil {
		return 0, err
	}
	r.filesMu.Lock()
	defer r.filesMu.Unlock()
	if r.content == nil {
		r.content = map[string][]byte{}
	}
	r.content[id] = text
	return int64(len(text)), nil
}

func (r *fakeDraftFiles) DescribeDraftFile(_ context.Context, f complaint.DraftFile) error {
	r.filesMu.Lock()
	defer r.filesMu.Unlock()
	if i := slices.IndexFunc(r.waiting, func(o complaint.DraftFile) bool { return o.ID == f.ID }); i >= 0 {
		r.waiting[i] = f
	} else {
		r.waiting = append(r.waiting, f)
	}
	return nil
}

func (r *fakeDraftFiles) DraftFiles(_ context.Context, draft complaint.DraftID) ([]complaint.DraftFile, error) {
	r.filesMu.Lock()
	defer r.filesMu.Unlock()
	return slices.DeleteFunc(slices.Clone(r.waiting), func(f complaint.DraftFile) bool { return f.Draft != draft }), nil
}

func (r *fakeDraftFiles) DraftFile(_ context.Context, f complaint.DraftFile) (io.Reader, error) {
	r.filesMu.Lock()
	defer r.filesMu.Unlock()
	return bytes.NewReader(r.content[f.ID]), nil
}

func (r *fakeDraftFiles) DropDraftFile(_ context.Context, id string) error {
	r.filesMu.Lock()
	defer r.filesMu.Unlock()
	if r.stay {
		return context.Canceled
	}
	delete(r.content, id)
	r.waiting = slices.DeleteFunc(r.waiting, func(f complaint.DraftFile) bool { return f.ID == id })
	return nil
}

func (r *fakeDraftFiles) FilesToMove(_ context.Context, after string, _ int) ([]complaint.DraftFile, error) {
	r.filesMu.Lock()
	defer r.filesMu.Unlock()
	var list []complaint.DraftFile
	for _, f := range r.waiting {
		if f.Number = r.became[f.Draft]; f.Number != "" && f.ID > after {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b complaint.DraftFile) int { return bytes.Compare([]byte(a.ID), []byte(b.ID)) })
	return list, nil
}
