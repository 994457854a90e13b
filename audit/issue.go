package audit

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// Chain is the chain of one case as the record holds it.
type Chain struct {
	Events     []Event
	Links      []Link
	Checkpoint *Inclusion // the latest that holds the case; nil when there is none
	Head       Head       // that it holds
}

// Issue is what a certificate is made from.
type Issue struct {
	Case  law.Case // as the rules know it
	Chain Chain
	Day   time.Duration    // real time of a legal day
	Now   time.Time        // case time
	Shows func(Event) bool // which events the reader may see; nil for all
}

// Certificate states the timeliness of a case and signs it. A chain that is broken
// is certified to nobody.
func (i Issue) Certificate(by *Signer) (Certificate, error) {
	c := &i.Case
	pack, err := law.Lookup(c.Pack)
	if err != nil {
		return Certificate{}, fmt.Errorf("certify case %s: %w", c.Number, err)
	}
	if len(i.Chain.Events) < c.Seq {
		return Certificate{}, fmt.Errorf("certify case %s: its chain ends before event %d", c.Number, c.Seq)
	}
	if at := i.Chain.Checkpoint; at != nil && !at.Checkpoint.Valid() {
		return Certificate{}, fmt.Errorf("certify case %s: checkpoint %d is not what was signed", c.Number, at.Checkpoint.Statement.Checkpoint)
	}
	if err := i.explained(); err != nil {
		return Certificate{}, err
	}
	t := Timeliness{
		Form: certificateForm, Number: c.Number, Kind: c.Facts.Kind, Framework: pack.Name, Pack: c.Pack, LegalDay: i.Day.String(),
		IssuedAt: i.Now.UTC().Truncate(Precision), ReceivedAt: i.Chain.Events[0].At, Place: c.Facts.Place, Deadlines: []Duty{},
		Checkpoint: i.Chain.Checkpoint, Proven: i.Chain.Head.Seq,
	}
	for _, l := range i.Chain.Links {
		if l.Actual != l.Stored {
			return Certificate{}, fmt.Errorf("certify case %s: event %d is not what was recorded", c.Number, l.Seq)
		}
		t.Chain, t.Head = append(t.Chain, Step{l.Stored, l.Sealed}), l.Hash
	}
	proofs := []int{1}
	for _, d := range c.Deadlines {
		duty := i.duty(d)
		t.Deadlines = append(t.Deadlines, duty)
		proofs = append(proofs, duty.StartedBy, duty.StatedBy, duty.DoneBy)
	}
	slices.Sort(proofs)
	for _, seq := range slices.Compact(proofs) {
		if seq > 0 {
			t.Events = append(t.Events, i.Chain.Events[seq-1])
		}
	}
	cert := by.Certify(t)
	if err := cert.Verify(by.Public()); err != nil {
		return Certificate{}, fmt.Errorf("certify case %s: %w", c.Number, err)
	}
	return cert, nil
}

// duty tells what became of one period.
func (i Issue) duty(d law.Deadline) Duty {
	c := &i.Case
	rule, pack := c.Rule(d), cmp.Or(d.Pack, c.Pack)
	duty := Duty{
		ID: d.ID, Rule: d.Rule, Title: rule.Title, Owner: rule.Owner, Breach: rule.Breach, Basis: rule.Basis, Citation: rule.Cite, Pack: pack, Start: d.Start,
		Due: d.Due, DueAt: d.Instant.UTC(), Dated: Counted, Status: d.Status, DoneAt: doneAt(d),
	}
	duty.StartedBy = i.shown(&duty, i.startOf(d))
	if d.Stated {
		if duty.StatedBy, duty.Dated = i.shown(&duty, i.statedBy(d)), Stated; duty.StatedBy == 0 {
			duty.Dated = Recorded
		}
	}
	if !duty.DoneAt.IsZero() {
		duty.Late = lateness(duty.DueAt, duty.DoneAt)
		duty.DoneBy = i.shown(&duty, i.doneBy(d))
	}
	return duty
}

// shown is an event that proves something of a duty, or 0 where the reader may not
// see it, which the duty then says.
func (i Issue) shown(duty *Duty, seq int) int {
	if seq == 0 || i.Shows == nil || i.Shows(i.Chain.Events[seq-1]) {
		return seq
	}
	duty.Withheld = true
	return 0
}

// lateness is by how many seconds an instant comes after the last second of a due
// date; that second is in time to its end.
func lateness(due, done time.Time) int64 {
	return max(0, int64(done.Sub(due.Add(time.Second-time.Nanosecond))+time.Second-time.Nanosecond)/int64(time.Second))
}

// startOf finds the event that began a period: the first on its day whose row of
// the table starts it, or else that states its date; 0 where there is none.
func (i Issue) startOf(d law.Deadline) int {
	for _, begins := range []func(Event) bool{
		func(e Event) bool { return starts(e, d.Rule) },
		func(e Event) bool { return d.Stated && states(e, d.Rule, d.Due) },
	} {
		at := slices.IndexFunc(i.Chain.Events, func(e Event) bool { return began(e, d.Start, i.Case.Facts.Place) && begins(e) })
		if at >= 0 {
			return i.Chain.Events[at].Seq
		}
	}
	return 0
}

// began reports whether an event was, or was recorded, on a day at a place.
func began(e Event, day complaint.Date, place law.Place) bool {
	return place.Local(e.At) == day || place.Local(e.RecordedAt) == day
}

// fromReceipt are the periods of a rights request, which its receipt begins.
var fromReceipt = []law.RuleID{law.RR1M, law.RR3M, law.RRPS, law.RRChoice, law.RRMarketing, law.RRConsent}

// starts reports whether the event's row of the table starts the period; the time
// for reopening starts with whatever closes the case.
func starts(e Event, rule law.RuleID) bool {
	closed := []complaint.Step{complaint.S5}
	return e.Seq == 1 && slices.Contains(fromReceipt, rule) || rule == law.Reopen && slices.Equal(e.To, closed) && !slices.Equal(e.From, closed) || slices.ContainsFunc(law.Table, func(t law.Transition) bool {
		return t.ID == e.Transition && t.Action == e.Action && slices.Contains(t.Starts, rule)
	})
}
