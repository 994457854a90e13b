package server

import (
	"bytes"
	"context"
	"maps"
	"sync"
	"time"

	"recourse/complaint"
)

// fakeDrafts are drafts in memory.
type fakeDrafts struct {
	draftsMu sync.Mutex
	drafts   map[complaint.DraftID]*fakeDraft
	mailed   []complaint.DraftID // whose links are under way
	asks     int
}

type fakeDraft struct {
	complaint.Draft
	code, link []byte
}

func (r *fakeDrafts) BeginDraft(_ context.Context, d complaint.Draft, code, link []byte) error {
	r.draftsMu.Lock()
	defer r.draftsMu.Unlock()
	if r.drafts == nil {
		r.drafts = map[complaint.DraftID]*fakeDraft{}
	}
	if r.drafts[d.ID] != nil {
		return ErrNumberTaken
	}
	d.Wrapped = []byte("key")
	r.drafts[d.ID] = &fakeDraft{d, code, link}
	return nil
}

func (r *fakeDrafts) find(id complaint.DraftID, at time.Time) *fakeDraft {
	if d := r.drafts[id]; d != nil && d.Expires.After(at) {
		return d
	}
	return nil
}

func (r *fakeDrafts) Draft(_ context.Context, id complaint.DraftID, at time.Time) (complaint.Draft, error) {
	r.draftsMu.Lock()
	defer r.draftsMu.Unlock()
	d := r.find(id, at)
	if d == nil {
		return complaint.Draft{}, complaint.Errorf(complaint.Missing, "there is no such draft")
	}
	out := d.Draft
	out.Answers = maps.Clone(d.Answers)
	return out, nil
}

func (r *fakeDrafts) SaveDraft(_ context.Context, next complaint.Draft) error {
	r.draftsMu.Lock()
	defer r.draftsMu.Unlock()
	d := r.drafts[next.ID]
	if d == nil || d.Sent() || d.Version != next.Version {
		return complaint.Errorf(complaint.Conflict, "the draft was changed meanwhile, or sent")
	}
	d.Draft = next
	d.Version++
	return nil
}

func (r *fakeDrafts) DraftCode(_ context.Context, id complaint.DraftID, at time.Time) ([]byte, error) {
	r.draftsMu.Lock()
	defer r.draftsMu.Unlock()
	if d := r.find(id, at); d != nil {
		return d.code, nil
	}
	return nil, nil
}

func (r *fakeDrafts) DraftOfLink(_ context.Context, hash []byte, at time.Time) (complaint.DraftID, error) {
	r.draftsMu.Lock()
	defer r.draftsMu.Unlock()
	for id, d := range r.drafts {
		if bytes.Equal(d.link, hash) && d.Expires.After(at) {
			return id, nil
		}
	}
	return "", complaint.Errorf(complaint.Missing, "there is no such link")
}

func (r *fakeDrafts) AskDraftLink(_ context.Context, a DraftLinkAsk) (bool, error) {
	if r.asks++; r.asks > a.PerDraft {
		return false, nil
	}
	r.mailed = append(r.mailed, a.ID)
	return true, nil
}

// send ends a draft with the case that it becomes.
func (r *fakeDrafts) send(from complaint.Draft, number complaint.Number) error {
	if from.ID == "" {
		return nil
	}
	r.draftsMu.Lock()
	defer r.draftsMu.Unlock()
	d := r.drafts[from.ID]
	if d == nil || d.Sent() || d.Version != from.Version {
		return complaint.Errorf(complaint.Conflict, "the draft was changed meanwhile")
	}
	d.Number, d.Answers, d.Wrapped = number, nil, nil
	return nil
}
