package audit

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"recourse/complaint"
	"recourse/law"
)

// Verify returns nil when everything that the certificate states follows from what
// it carries, and it is signed with the key; without a key, with its own.
func (c *Certificate) Verify(key PublicKey) error {
	if key != nil && !bytes.Equal(key, c.Key) {
		return fmt.Errorf("it is signed with key %s, not with key %s", c.Key.ID(), key.ID())
	}
	t := &c.Statement
	if !c.Key.verifies(certificateLabel, t.Encode(), c.Signature) {
		return errors.New("its statement is not what was signed")
	}
	for _, check := range []func() error{t.checkEvents, t.checkChain, t.checkReceipt, t.checkPack, t.checkDuties} {
		if err := check(); err != nil {
			return err
		}
	}
	if t.Checkpoint != nil {
		return t.Checkpoint.Proves(Head{Number: t.Number, Seq: t.Proven, Hash: t.chainAt(t.Proven)}, c.Key)
	}
	return nil
}

// checkEvents compares the events with what the chain says of them.
func (t *Timeliness) checkEvents() error {
	last := 0
	for i := range t.Events {
		e := &t.Events[i]
		if e.Number != t.Number || e.Seq <= last || e.Seq > len(t.Chain) || e.Content() != t.Chain[e.Seq-1].Content {
			return fmt.Errorf("event %d is not the one in the chain of case %s", e.Seq, t.Number)
		}
		last = e.Seq
	}
	return nil
}

// chainAt follows the chain up to an event; no hash when it does not go so far.
func (t *Timeliness) chainAt(seq int) Hash {
	if seq < 1 || seq > len(t.Chain) {
		return Hash{}
	}
	hash := Begin(t.Number)
	for _, s := range t.Chain[:seq] {
		hash = Next(hash, s.Content, s.Sealed)
	}
	return hash
}

func (t *Timeliness) checkChain() error {
	if t.Head.IsZero() || t.chainAt(len(t.Chain)) != t.Head {
		return errors.New("its chain does not lead to its head")
	}
	return nil
}

func (t *Timeliness) checkReceipt() error {
	e := t.event(1)
	if e == nil || !e.At.Equal(t.ReceivedAt) {
		return errors.New("the receipt is not the instant of the first event")
	}
	return nil
}

// event finds an event that the certificate carries; nil when it does not.
func (t *Timeliness) event(seq int) *Event {
	i, ok := slices.BinarySearchFunc(t.Events, seq, func(e Event, seq int) int { return e.Seq - seq })
	if !ok {
		return nil
	}
	return &t.Events[i]
}

func (t *Timeliness) checkPack() error {
	p, err := law.Lookup(t.Pack)
	if err != nil || p.Name != t.Framework {
		return fmt.Errorf("this release knows no pack %s of that name", t.Pack)
	}
	return nil
}

func (t *Timeliness) checkDuties() error {
	for i := range t.Deadlines {
		d := &t.Deadlines[i]
		if err := errors.Join(t.checkRule(d), t.checkStart(d), t.checkStated(d), t.checkDone(d)); err != nil {
			return fmt.Errorf("deadline %d (%s): %w", d.ID, d.Rule, err)
		}
	}
	return nil
}

// checkRule counts the due date again.
func (t *Timeliness) checkRule(d *Duty) error {
	p, err := law.Lookup(d.Pack)
	if err != nil {
		return fmt.Errorf("this release knows no pack %s", d.Pack)
	}
	r := p.Rule(d.Rule)
	if r == nil || r.Title != d.Title || r.Owner != d.Owner || r.Breach != d.Breach || r.Basis != d.Basis || r.Cite != d.Citation {
		return fmt.Errorf("pack %s has another such rule", d.Pack)
	}
	period := r.Count(d.Start, t.Place)
	if d.Dated != Counted {
		period = r.Stated(d.Start, d.Due, t.Place)
	}
	if period.Due != d.Due || !period.Instant.Equal(d.DueAt) {
		return fmt.Errorf("by pack %s it is due on %s, %s", d.Pack, period.Due, period.Instant)
	}
	return nil
}

// checkStart compares the start with the event that began the period.
func (t *Timeliness) checkStart(d *Duty) error {
	if d.StartedBy == 0 {
		return nil
	}
	if e := t.event(d.StartedBy); e == nil || !began(*e, d.Start, t.Place) {
		return fmt.Errorf("it did not begin with event %d", d.StartedBy)
	}
	return nil
}

// checkStated compares a due date that was not counted with the event that states
// it. Only what the reader may not see goes without.
func (t *Timeliness) checkStated(d *Duty) error {
	switch e := t.event(d.StatedBy); {
	case d.Dated == Counted && d.StatedBy == 0, d.Dated == Recorded && d.StatedBy == 0 && d.Withheld && d.Rule != law.D45:
		return nil
	case d.Dated == Stated && e != nil && states(*e, d.Rule, d.Due):
		return nil
	}
	return errors.New("no event shows where its date comes from")
}

// checkDone compares the instant at which the duty was done with the event.
func (t *Timeliness) checkDone(d *Duty) error {
	if d.DoneAt.IsZero() {
		if d.DoneBy != 0 || d.Late != 0 || d.Status == complaint.Met {
			return errors.New("it was not done, and yet it was")
		}
		return nil
	}
	if d.Late != lateness(d.DueAt, d.DoneAt) {
		return errors.New("it was not late by that much")
	}
	if d.Status != complaint.Met && d.Status != complaint.Missed || (d.Late > 0) != (d.Status == complaint.Missed) {
		return fmt.Errorf("done at that instant it is not %s", d.Status)
	}
	if d.DoneBy == 0 && d.Withheld {
		return nil
	}
	if e := t.event(d.DoneBy); e == nil || !e.At.Equal(d.DoneAt) || !stops(*e, d.Rule) {
		return fmt.Errorf("it was not done with event %d", d.DoneBy)
	}
	return nil
}
