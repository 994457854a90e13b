package simulation

import (
	"fmt"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// intent is an act that somebody means to do.
type intent struct {
	at   time.Time
	act  *act
	step complaint.Step // at which it was decided on
	turn *turn
}

// life carries one case through a year by the rules of law alone. It is used
// again for the next case.
type life struct {
	*plan
	c      law.Case
	year   *year
	agenda []intent
	stood  []complaint.Step // by stage of the case: the step whose turns have been taken
	visits []int            // by turn
	tally  *tally
	watch  func(*law.Case, []law.Event) // sees every event; nil for nobody
}

// tolerance is when a clock rings late; simulated clocks never do.
const tolerance = time.Minute

// number is the case number of every simulated complaint: none is told from
// another.
const number complaint.Number = "RC-0000-0001"

// live carries a case from its receipt to the end of the year.
func (l *life) live(p *law.Pack) error {
	l.agenda, l.stood = l.agenda[:0], l.stood[:0]
	l.visits = append(l.visits[:0], make([]int, len(turns))...)
	var e law.Event
	l.c, e = law.Try(number, p, l.facts, "", actors[person], l.facts.ReceivedAt)
	l.see([]law.Event{e})
	for {
		ring, rings := l.c.Next()
		i, at := l.next()
		if rings && (i < 0 || !ring.At.After(at)) {
			i, at = -1, ring.At
		}
		if at.IsZero() || !at.Before(l.year.end) {
			l.tally.finish(&l.c)
			return nil
		}
		if i < 0 {
			l.see(l.c.Wake(ring.At, tolerance))
		} else if err := l.do(i); err != nil {
			return err
		}
	}
}

// next finds the earliest intent.
func (l *life) next() (int, time.Time) {
	first, at := -1, time.Time{}
	for i := range l.agenda {
		if first < 0 || l.agenda[i].at.Before(at) {
			first, at = i, l.agenda[i].at
		}
	}
	return first, at
}

// do does what is meant, if the case still stands where it was meant. What the
// law refuses by then, people leave.
func (l *life) do(i int) error {
	in := l.agenda[i]
	l.agenda[i] = l.agenda[len(l.agenda)-1]
	l.agenda = l.agenda[:len(l.agenda)-1]
	if !l.stands(in) {
		return nil
	}
	e, err := l.c.Apply(law.Act{Action: in.act.do, Actor: in.act.actor, Facts: l.factsOf(in.act)}, in.at)
	switch {
	case complaint.KindOf(err) == complaint.Conflict:
		l.tally.Refused++
		return nil
	case err != nil:
		return fmt.Errorf("simulate %s at %s: %w", in.act.do, in.step, err)
	}
	if next := in.act.then; next != nil {
		l.mean(intent{in.at, next, in.step, in.turn})
	}
	l.see([]law.Event{e})
	return nil
}

// stands reports whether an intent still has its place.
func (l *life) stands(in intent) bool {
	if in.turn.later {
		return !l.c.Closed()
	}
	for i := range l.c.Stages {
		if s := &l.c.Stages[i]; s.Open() && s.Step == in.step {
			return true
		}
	}
	return false
}

// factsOf are the facts of an act; some are those of the case.
func (l *life) factsOf(a *act) map[string]string {
	switch a.do {
	case complaint.TriageAccepted:
		return classes[l.employment]
	case complaint.DPAContacted:
		return map[string]string{"authority": l.facts.Residence}
	default:
		return a.facts
	}
}

var classes = map[bool]map[string]string{true: {"data_class": "HR"}, false: {"data_class": "NON_HR"}}

// mean puts an act on the agenda, as long after in.at as it takes.
func (l *life) mean(in intent) {
	in.at = in.at.Add(in.act.takes(l.moves[in.act.number]))
	if in.act.actor.Role != person {
		in.at = atWork(in.at)
	}
	l.agenda = append(l.agenda, in)
}

// see counts what has happened and lets everybody whose turn it is now choose.
func (l *life) see(events []law.Event) {
	l.tally.count(&l.c, events)
	if l.watch != nil {
		l.watch(&l.c, events)
	}
	at := events[len(events)-1].At
	for i := range l.c.Stages {
		s := &l.c.Stages[i]
		if i == len(l.stood) {
			l.stood = append(l.stood, "")
		}
		if !s.Open() || l.stood[i] == s.Step {
			continue
		}
		l.stood[i] = s.Step
		l.tally.reach(s.Step, at)
		for _, t := range theScript.turns[s.Step] {
			l.take(t, s.Step, at)
		}
	}
}

// take lets somebody choose what to do.
func (l *life) take(t *turn, step complaint.Step, at time.Time) {
	n := theScript.number[t]
	if t.only != nil && !t.only(l) || t.once && l.visits[n] > 0 {
		return
	}
	chance := again(l.turns[n], l.visits[n])
	l.visits[n]++
	for i := range t.moves {
		m := &t.moves[i]
		if chance -= m.share; chance < 0 {
			l.mean(intent{at, theScript.acts[m], step, t})
			return
		}
	}
}
