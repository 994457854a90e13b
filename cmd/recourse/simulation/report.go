package simulation

import (
	"maps"
	"slices"

	"recourse/law"
)

// report sums up what was counted.
func (t *tally) report(name string) Report {
	r := Report{Name: name, Received: t.Cases, Closed: t.Closed, Open: t.Cases - t.Closed, Events: t.Events, Refused: t.Refused, Weeks: slices.Clone(t.Weeks[:])}
	open := 0
	for i := range r.Weeks {
		w := &r.Weeks[i]
		open += w.Received - w.Closed
		w.Open = open
		r.Breaches += w.Breaches
	}
	for _, id := range law.Rules {
		if d := t.Duties[id]; d != nil && *d != (Duty{Rule: d.Rule, Title: d.Title}) {
			r.Duties = append(r.Duties, *d)
		}
	}
	for _, b := range bodies {
		r.Reached = append(r.Reached, Count{b.name, t.Reached[b.step]})
	}
	for _, outcome := range slices.Sorted(maps.Keys(t.Outcomes)) {
		r.Outcomes = append(r.Outcomes, Count{string(outcome), t.Outcomes[outcome]})
	}
	r.MedianDays, r.P95Days = t.within(50), t.within(95)
	return r
}

// within returns the days within which a share of the answers was sent, in per
// cent; 0 when there was no answer.
func (t *tally) within(percent int) int {
	all, sum := 0, 0
	for _, n := range t.Answered {
		all += n
	}
	for days, n := range t.Answered {
		if sum += n; all > 0 && sum*100 >= all*percent {
			return days
		}
	}
	return 0
}
