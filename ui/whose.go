package ui

import (
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// ownTurns says whose turn it is and until when in whole sentences, the reader's own
// turn first; how the case has ended where it has.
func (r *reading) ownTurns() []page.Turn {
	if ended := r.ended(); ended != "" {
		return []page.Turn{{Step: complaint.S5, Says: ended}}
	}
	var list []page.Turn
	for _, s := range r.turns() {
		list = append(list, page.Turn{Step: s.Step, Says: r.ownTurn(s), Why: r.clock(s.Clock)})
	}
	return list
}

// ownTurn is the sentence for one open step: the one with a date where a period
// runs.
func (r *reading) ownTurn(s page.Stand) string {
	id := "own.turn." + string(s.Step)
	if by := id + ".by"; !s.Until.IsZero() && words.Has(r.ctx, by) {
		id = by
	}
	return r.say(id, "Who", s.Who, "Date", words.Date(r.ctx, s.Until))
}

// clock is the period of this identifier, if there is one.
func (r *reading) clock(id int) []page.Deadline {
	for _, d := range r.rec.Case.Deadlines {
		if d.ID == id {
			return []page.Deadline{r.deadline(d)}
		}
	}
	return nil
}

// derivation says in plain words how a date came about: from when it is counted, how
// many days, and what happens at its end (rulebook, section 12).
func (r *reading) derivation(d law.Deadline, rule *law.Rule) []string {
	if d.Stated {
		return []string{r.say("own.why.stated", "Date", words.Date(r.ctx, d.Due))}
	}
	out := []string{r.begins(d)}
	last := unrolled(d, rule)
	out = append(out, r.say("own.why."+string(rule.Unit), "N", rule.N, "Date", words.Date(r.ctx, last)))
	switch {
	case last != d.Due:
		out = append(out, r.say("own.why.rolled", "Date", words.Date(r.ctx, d.Due)))
	case rule.Unit == law.CalendarDay && rule.Roll == law.RollNone && weekend(last):
		out = append(out, r.say("own.why.stays"))
	}
	if firm[d.Rule] {
		out = append(out, r.say("own.why.firm"))
	}
	if d.Pack != (law.PackRef{}) {
		out = append(out, r.say("own.why.moved"))
	}
	return append(out, r.say("own.why.ends"))
}

// firm are the periods that nothing pauses or extends (rulebook, S1, S3.3).
var firm = map[law.RuleID]bool{law.D45: true, law.D25: true}

// begins says on what day the period begins, and after what.
func (r *reading) begins(d law.Deadline) string {
	if id := "own.why.from." + string(d.Rule); words.Has(r.ctx, id) {
		return r.say(id, "Date", words.Date(r.ctx, d.Start))
	}
	return r.say("own.why.from", "Date", words.Date(r.ctx, d.Start))
}

// unrolled is the last day of a period before it moves to a working day.
func unrolled(d law.Deadline, rule *law.Rule) complaint.Date {
	const year = 12
	switch rule.Unit {
	case law.CalendarDay:
		return d.Start.AddDays(rule.N)
	case law.Month:
		return d.Start.AddMonths(rule.N)
	case law.Year:
		return d.Start.AddMonths(year * rule.N)
	default:
		return d.Due // counted in working days, it ends on one
	}
}

func weekend(d complaint.Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}
