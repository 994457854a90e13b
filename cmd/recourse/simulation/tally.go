package simulation

import (
	"time"

	"recourse/complaint"
	"recourse/law"
)

// Week is what happened in seven days, counted from 1 January; the last week of
// a year has one or two days.
type Week struct {
	Week        int    `json:"week"` // 1 to 53
	From        string `json:"from"` // its first day, 2018-01-01
	Received    int    `json:"received"`
	Acts        int    `json:"acts"`        // acts that the privacy office does or records
	Reminders   int    `json:"reminders"`   // rungs of ladders that ring
	Letters     int    `json:"letters"`     // to complainants and to the house
	Breaches    int    `json:"breaches"`    // duties of the company that were missed
	Escalations int    `json:"escalations"` // complaints that come to a body beyond the company for the first time
	Closed      int    `json:"closed"`
	Open        int    `json:"open"` // at the end of the week
}

// Duty is what became of one period for which the company answers, in all cases.
type Duty struct {
	Rule      law.RuleID `json:"rule"`
	Title     string     `json:"title"`
	Met       int        `json:"met"`
	Missed    int        `json:"missed"`
	Cancelled int        `json:"cancelled"` // among them those that another date has replaced
	Running   int        `json:"running"`   // at the end of the year
}

// Count is how many complaints something holds for.
type Count struct {
	Of    string `json:"of"`
	Count int    `json:"count"`
}

// weeks is how many weeks a year has, the last one being short.
const weeks = 53

// longestAnswer is the last day that the distribution of answers tells apart.
const longestAnswer = 400

// tally counts what happens to cases. Whole numbers only, so that tallies add up
// to the same whoever has counted which case.
type tally struct {
	begin    time.Time
	breach   map[law.RuleID]bool // rules of the pack whose missing is a breach
	Cases    int
	Closed   int
	Refused  int
	Events   int
	Weeks    [weeks]Week
	Duties   map[law.RuleID]*Duty
	Reached  map[complaint.Step]int
	Outcomes map[complaint.Outcome]int
	Answered [longestAnswer + 1]int // by days from receipt

	// Of the case under way.
	closed  bool
	missed  []bool // by deadline, whether its breach is counted
	reached []complaint.Step
}

func newTally(p *law.Pack, begin time.Time) *tally {
	t := &tally{begin: begin, breach: map[law.RuleID]bool{}, Duties: map[law.RuleID]*Duty{}, Reached: map[complaint.Step]int{}, Outcomes: map[complaint.Outcome]int{}}
	for id, r := range p.Rules {
		if t.breach[id] = r.Breach; r.Breach {
			t.Duties[id] = &Duty{Rule: id, Title: r.Title}
		}
	}
	for i := range t.Weeks {
		t.Weeks[i].Week, t.Weeks[i].From = i+1, begin.AddDate(0, 0, 7*i).Format(time.DateOnly)
	}
	return t
}

// week returns the week of an instant of the year.
func (t *tally) week(at time.Time) *Week {
	return &t.Weeks[int(at.Sub(t.begin)/(7*24*time.Hour))]
}

// count counts events of the case under way.
func (t *tally) count(c *law.Case, events []law.Event) {
	for i := range events {
		e := &events[i]
		w := t.week(e.At)
		t.Events++
		w.Letters += len(e.Letters)
		switch {
		case e.Action == complaint.ComplaintReceived:
			w.Received++
		case e.Action == complaint.ReminderDue:
			w.Reminders++
		case e.Actor.Role == officer || e.Actor.Role == privacy:
			w.Acts++
		}
		if e.Action == complaint.ResponseSent {
			days := int(e.At.Sub(c.Facts.ReceivedAt) / (24 * time.Hour))
			t.Answered[min(days, longestAnswer)]++
		}
	}
	t.countBreaches(c)
	if c.Closed() && !t.closed { // for good: nobody in the model opens a case again
		t.closed = true
		t.week(c.ClosedAt).Closed++
	}
}

// countBreaches counts each missed duty once, in the week in which it was missed.
func (t *tally) countBreaches(c *law.Case) {
	for i := range c.Deadlines {
		if i == len(t.missed) {
			t.missed = append(t.missed, false)
		}
		if d := &c.Deadlines[i]; d.Status == complaint.Missed && !t.missed[i] && t.breach[d.Rule] {
			t.missed[i] = true
			t.week(d.Ended).Breaches++
		}
	}
}

// reach counts the first time that the case under way comes to a body.
func (t *tally) reach(step complaint.Step, at time.Time) {
	for _, b := range bodies {
		if b.step != step {
			continue
		}
		for _, r := range t.reached {
			if r == step {
				return
			}
		}
		t.reached = append(t.reached, step)
		t.Reached[step]++
		t.week(at).Escalations++
	}
}

// finish counts the case as it stands at the end of the year, and makes room for
// the next one.
func (t *tally) finish(c *law.Case) {
	t.Cases++
	if c.Closed() {
		t.Closed++
		t.Outcomes[c.Outcome]++
	}
	for i := range c.Deadlines {
		d := &c.Deadlines[i]
		duty := t.Duties[d.Rule]
		switch {
		case duty == nil:
		case d.Status == complaint.Met:
			duty.Met++
		case d.Status == complaint.Missed:
			duty.Missed++
		case d.Status == complaint.Running:
			duty.Running++
		default:
			duty.Cancelled++
		}
	}
	t.closed, t.missed, t.reached = false, t.missed[:0], t.reached[:0]
}

// add adds what another worker has counted.
func (t *tally) add(o *tally) {
	t.Cases, t.Closed, t.Refused, t.Events = t.Cases+o.Cases, t.Closed+o.Closed, t.Refused+o.Refused, t.Events+o.Events
	for i := range t.Weeks {
		w, v := &t.Weeks[i], &o.Weeks[i]
		w.Received, w.Acts, w.Reminders, w.Letters = w.Received+v.Received, w.Acts+v.Acts, w.Reminders+v.Reminders, w.Letters+v.Letters
		w.Breaches, w.Escalations, w.Closed = w.Breaches+v.Breaches, w.Escalations+v.Escalations, w.Closed+v.Closed
	}
	for id, d := range t.Duties {
		v := o.Duties[id]
		d.Met, d.Missed, d.Cancelled, d.Running = d.Met+v.Met, d.Missed+v.Missed, d.Cancelled+v.Cancelled, d.Running+v.Running
	}
	for step, n := range o.Reached {
		t.Reached[step] += n
	}
	for outcome, n := range o.Outcomes {
		t.Outcomes[outcome] += n
	}
	for i, n := range o.Answered {
		t.Answered[i] += n
	}
}
