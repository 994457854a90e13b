package audit

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// explained returns nil when the events of the chain account for what the record
// says of every deadline. The state of a case is not hashed: whoever edits it must
// not get it certified. All events count, also those that the reader may not see.
func (i Issue) explained() error {
	c := &i.Case
	for n, d := range c.Deadlines {
		if d.ID != n+1 {
			return i.doubt(d, "the deadlines are not numbered as they were begun")
		}
		for _, unexplained := range []func(law.Deadline) string{i.unexplainedEnd, i.unexplainedStatus, i.unexplainedDue, i.unexplainedStart} {
			if says := unexplained(d); says != "" {
				return i.doubt(d, says)
			}
		}
	}
	for _, e := range i.Chain.Events {
		id, _ := strconv.Atoi(e.Facts["deadline"])
		if passed(e) && (id < 1 || id > len(c.Deadlines) || string(c.Deadlines[id-1].Rule) != e.Facts["rule"]) {
			return i.doubt(law.Deadline{ID: id, Rule: law.RuleID(e.Facts["rule"])}, "its events say that it passed, but the case has no such deadline")
		}
	}
	return nil
}

// doubt refuses a certificate for what is said of a deadline.
func (i Issue) doubt(d law.Deadline, says string) error {
	return complaint.Errorf(complaint.Conflict, "case %s, deadline %d (%s): %s; no certificate is made of this record before it was looked into: recourse audit verify", i.Case.Number, d.ID, d.Rule, says)
}

// passed reports whether the event is that of a clock whose period has ended.
func passed(e Event) bool {
	return e.ActorRole == complaint.Clock && e.Action != complaint.ReminderDue && e.Facts["deadline"] != ""
}

// stops reports whether the event's row of the table does the duty of a rule.
func stops(e Event, rule law.RuleID) bool {
	return slices.ContainsFunc(law.Table, func(t law.Transition) bool {
		return t.ID == e.Transition && t.Action == e.Action && slices.Contains(t.Stops, rule)
	})
}

// doneAt is when the duty of a deadline was done; no instant where it was not.
func doneAt(d law.Deadline) time.Time {
	if d.Status == complaint.Met {
		return d.Ended.UTC().Truncate(Precision)
	}
	return d.Done.UTC().Truncate(Precision)
}

// doneBy is the event that did a duty at an instant, that which last changed the
// deadline before any other; 0 where there is none.
func (i Issue) doneBy(d law.Deadline) int {
	found := 0
	for _, e := range i.Chain.Events {
		if e.At.Equal(doneAt(d)) && stops(e, d.Rule) && (found == 0 || e.Seq == d.Seq) {
			found = e.Seq
		}
	}
	return found
}

func (i Issue) unexplainedEnd(d law.Deadline) string {
	ended := d.Ended.UTC().Truncate(Precision)
	switch at := doneAt(d); {
	case d.Status == complaint.Running && (!d.Ended.IsZero() || !d.Done.IsZero()):
		return "it is running, and yet it has ended"
	case d.Status != complaint.Running && !slices.ContainsFunc(i.Chain.Events, func(e Event) bool { return e.At.Equal(ended) }):
		return "it is recorded as ended at an instant at which no event of the case was"
	case !at.IsZero() && i.doneBy(d) == 0:
		return "it is recorded as done at an instant at which no event of the case did it"
	case !at.IsZero() && (lateness(d.Instant, at) > 0) != (d.Status == complaint.Missed):
		return "it is recorded as " + string(d.Status) + ", which is not what the instant says at which it was done"
	}
	return ""
}

// unexplainedStatus holds the status against the clock: what has passed was missed,
// or met by what was recorded only later.
func (i Issue) unexplainedStatus(d law.Deadline) string {
	if d.Status == complaint.Missed || d.Status == complaint.Met {
		return ""
	}
	if slices.ContainsFunc(i.Chain.Events, func(e Event) bool { return passed(e) && e.Facts["deadline"] == strconv.Itoa(d.ID) }) {
		return "its events say that it passed, and yet it is recorded as " + string(d.Status)
	}
	return ""
}

// unexplainedDue wants a date that was not stated to be that of a pack under which
// the case has been, and one that was to stand in an event.
func (i Issue) unexplainedDue(d law.Deadline) string {
	p := i.Case.Rule(d).Count(d.Start, i.Case.Facts.Place)
	switch {
	case !i.under(d.Pack):
		return "it is counted by a pack under which no event has put the case"
	case d.Stated && i.statedBy(d) == 0:
		return "no event of the case states its date"
	case d.Stated:
		p = i.Case.Rule(d).Stated(d.Start, d.Due, i.Case.Facts.Place)
	}
	if p.Due != d.Due || !p.Instant.Equal(d.Instant) {
		return "its date is neither the one that its period gives nor one that an event states"
	}
	return ""
}

// under reports whether the events put the case under a pack; none is that of the
// case, which must be the one to which it was moved last.
func (i Issue) under(pack law.PackRef) bool {
	known, last := map[string]bool{}, i.Case.Pack.String()
	for _, e := range i.Chain.Events {
		if e.Action == complaint.PackMoved {
			last = e.Facts["pack"]
			known[last], known[e.Facts["from_pack"]] = true, true
		}
	}
	return last == i.Case.Pack.String() && (pack == (law.PackRef{}) || pack == i.Case.Pack || known[pack.String()])
}

// states reports whether an event states a due date of a rule. The 45 days are
// never stated (invariant iii).
func states(e Event, rule law.RuleID, due complaint.Date) bool {
	of := e.Facts["rule"]
	return rule != law.D45 && e.Facts["due"] == due.String() && (of == "" || of == string(rule))
}

// statedBy is the first event that states the date of a deadline; 0 for none.
func (i Issue) statedBy(d law.Deadline) int {
	return 1 + slices.IndexFunc(i.Chain.Events, func(e Event) bool { return states(e, d.Rule, d.Due) })
}

// unexplainedStart wants an event on the day on which a period began, or one that
// names that day.
func (i Issue) unexplainedStart(d law.Deadline) string {
	if slices.ContainsFunc(i.Chain.Events, func(e Event) bool {
		return began(e, d.Start, i.Case.Facts.Place) || slices.Contains(slices.Collect(maps.Values(e.Facts)), d.Start.String())
	}) {
		return ""
	}
	return "no event of the case was on the day on which it is recorded to have begun"
}
