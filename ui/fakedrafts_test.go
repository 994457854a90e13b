package ui

import (
	"context"
	"maps"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// fakeDrafts keeps drafts in memory and remembers which one the browser holds.
type fakeDrafts struct {
	all    map[complaint.DraftID]*complaint.Draft
	holds  complaint.DraftID
	mailed int
	few    bool // no more links are sent
	// meanwhile happens between reading a draft and sending it, as another page would
	// do it.
	meanwhile func()
}

// draftCode opens every draft of these tests.
const draftCode = "DRAF-TCOD-EDRA-FTCO"

func (f *fakeDrafts) begin(kind string, answers map[string][]string) complaint.Draft {
	if f.all == nil {
		f.all = map[complaint.DraftID]*complaint.Draft{}
	}
	id := complaint.DraftID("RD-TEST-000" + string(rune('1'+len(f.all))))
	f.all[id] = &complaint.Draft{ID: id, Kind: kind, Answers: maps.Clone(answers), Version: 1, Changed: time.Now(), Expires: received.AddDate(0, 0, 31)}
	f.holds = id
	return *f.all[id]
}

func (f *fakeDrafts) BeginDraft(_ context.Context, kind string, answers map[string][]string) (complaint.Draft, error) {
	return f.begin(kind, answers), nil
}

func (f *fakeDrafts) HeldDraft(context.Context) (complaint.Draft, error) {
	d := f.all[f.holds]
	if d == nil {
		return complaint.Draft{}, complaint.Errorf(complaint.Missing, "no draft is open in this browser")
	}
	out := *d
	out.Answers = maps.Clone(d.Answers)
	return out, nil
}

func (f *fakeDrafts) SaveDraft(ctx context.Context, d complaint.Draft, change map[string][]string) (complaint.Draft, error) {
	kept := f.all[d.ID]
	if kept.Sent() {
		return d, complaint.Errorf(complaint.Conflict, "this has been sent already")
	}
	if kept.Answers == nil {
		kept.Answers = map[string][]string{}
	}
	for name, list := range change {
		if len(list) == 0 {
			delete(kept.Answers, name)
			continue
		}
		kept.Answers[name] = list
	}
	kept.Version++
	f.holds = d.ID
	return f.HeldDraft(ctx)
}

func (f *fakeDrafts) DraftCode(complaint.Draft) string { return draftCode }

func (f *fakeDrafts) OpenDraft(ctx context.Context, reference, code string) (complaint.Draft, error) {
	id, err := complaint.ParseDraftID(reference)
	if err != nil {
		return complaint.Draft{}, err
	}
	if code != draftCode || f.all[id] == nil {
		return complaint.Draft{}, complaint.Errorf(complaint.Missing, "there is no draft with this reference and code")
	}
	f.holds = id
	return f.HeldDraft(ctx)
}

func (f *fakeDrafts) UseDraftLink(ctx context.Context, given string) (complaint.Draft, error) {
	if given != token {
		return complaint.Draft{}, complaint.Errorf(complaint.Missing, "there is no such link")
	}
	for id := range f.all {
		f.holds = id
	}
	return f.HeldDraft(ctx)
}

func (f *fakeDrafts) AskDraftLink(context.Context, complaint.Draft) error {
	if f.few {
		return complaint.Errorf(complaint.TooMany, "there are at most 3 links to a draft in an hour")
	}
	f.mailed++
	return nil
}

func (f *fake) CheckFiling(filing complaint.Filing) []error { return filing.Faults() }

func (f *fake) SendDraft(ctx context.Context, d complaint.Draft, filing complaint.Filing) (law.Case, string, error) {
	key := "draft/" + string(d.ID)
	if d.Sent() {
		return f.rec.Case, key, nil
	}
	if f.meanwhile != nil {
		f.meanwhile()
	}
	if f.all[d.ID].Version != d.Version {
		return law.Case{}, "", complaint.Errorf(complaint.Conflict, "the draft was changed meanwhile")
	}
	c, _, _, err := f.File(ctx, filing, key, complaint.Actor{Role: complaint.Complainant})
	if err == nil {
		sent := f.all[d.ID]
		sent.Number, sent.Answers, sent.Changed = c.Number, nil, time.Now()
	}
	return c, key, err
}
