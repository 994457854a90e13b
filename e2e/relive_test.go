package e2e

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// relive tells the story of a case anew: it takes what people did, and when the
// clocks were looked at, and lets the law alone say what had to follow. It is
// the second opinion on the record. A case that another one has opened begins as
// that one's story says; nil for one that was filed.
func relive(r law.Record, clock law.Clock, opened *law.Opened) (law.Case, []law.Event, error) {
	c, e := begin(r, opened)
	events := []law.Event{e}
	for len(events) < len(r.Entries) {
		next := r.Entries[len(events)]
		rung := c.Wake(next.Recorded.Add(grain), clock.Late())
		events = append(events, rung...)
		if next.Actor.Role == complaint.Clock {
			if len(rung) == 0 {
				return c, events, fmt.Errorf("event %d: no clock was due at %s", next.Seq, next.Recorded)
			}
			continue
		}
		act := law.Act{Key: next.Key, Action: next.Action, Actor: next.Actor, At: next.At, Facts: said(next)}
		e, err := c.Apply(act, next.Recorded)
		if err != nil {
			return c, events, fmt.Errorf("event %d: %s is on record and was not allowed: %w", next.Seq, next.Action, err)
		}
		events = append(events, e)
	}
	return c, events, nil
}

// begin is the case as it was received.
func begin(r law.Record, opened *law.Opened) (law.Case, law.Event) {
	if opened != nil {
		return opened.Case.Clone(), opened.Event
	}
	first := r.Entries[0]
	facts := law.FactsOf(r.Filing, first.At)
	facts.Principles = unique(facts.Principles)
	return law.Receive(r.Case.Number, law.PackAt(r.Case.Pack, r.Entries, first.Seq), facts, first.Key, first.Actor, first.Recorded)
}

// said are the facts that an act was asked for, without what the law has added to
// its event.
func said(e law.Entry) map[string]string {
	spec, _ := law.Spec(e.Action) // on record, so there is such an act
	facts := maps.Clone(e.Facts)
	maps.DeleteFunc(facts, func(name, _ string) bool {
		return !slices.ContainsFunc(spec.Asks, func(f law.Field) bool { return f.Name == name })
	})
	return facts
}

// grain is the precision of instants in the database, which rounds what the law
// counts in nanoseconds.
const grain = time.Microsecond

func unique(codes []string) []string {
	var out []string
	for _, c := range codes {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}
