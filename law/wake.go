package law

import (
	"slices"
	"strconv"
	"time"

	"recourse/complaint"
)

// Ring is the next thing a clock of the case does.
type Ring struct {
	At   time.Time      // case time
	Rule RuleID         // whose clock it is
	Due  complaint.Date // the legal date of that clock
	End  bool           // the period ends; otherwise a reminder
}

// Next returns the earliest ring of all open ladders and periods; false when no
// clock runs.
func (c *Case) Next() (Ring, bool) {
	var next Ring
	for i := range c.Deadlines {
		if r, ok := c.ring(&c.Deadlines[i]); ok && (next.At.IsZero() || r.At.Before(next.At)) {
			next = r
		}
	}
	return next, !next.At.IsZero()
}

// Wake rings every clock that is due by now, in order, each once, and returns
// what happened. Rings later than the tolerance are marked with their lateness:
// what passed while nobody was there is told on return.
func (c *Case) Wake(now time.Time, tolerance time.Duration) []Event {
	var events []Event
	for {
		d, ring := c.due(now)
		if d == nil {
			return events
		}
		var e Event
		if ring.End {
			e = c.expire(d, ring.At, now)
		} else {
			e = c.remind(d, ring.At, now)
		}
		if late := now.Sub(e.At); late > tolerance {
			e.Late = late
		}
		events = append(events, e)
	}
}

// over reports whether the deadline has passed at an instant: its last second is
// in time to the end.
func (d *Deadline) over(at time.Time) bool { return at.After(d.Instant.Add(time.Second - 1)) }

// due returns the deadline whose ring is the earliest one due by now.
func (c *Case) due(now time.Time) (*Deadline, Ring) {
	var first *Deadline
	var at Ring
	for i := range c.Deadlines {
		d := &c.Deadlines[i]
		r, ok := c.ring(d)
		if ok && !r.At.After(now) && (first == nil || r.At.Before(at.At)) {
			first, at = d, r
		}
	}
	return first, at
}

// ring returns the next ring of one deadline: its next rung or its end.
func (c *Case) ring(d *Deadline) (Ring, bool) {
	if d.Quiet {
		return Ring{}, false
	}
	next := Ring{Rule: d.Rule, Due: d.Due}
	if d.Status == complaint.Running {
		next.At, next.End = d.Instant.Add(time.Second), true
	}
	rule := c.rule(d)
	if i, ok := d.rung(rule, d.Fired); ok {
		if t := rule.Ladder[i].On.instant(d.Start, d.Due, c.Facts.Place); next.At.IsZero() || t.Before(next.At) {
			next.At, next.End = t, false
		}
	}
	return next, !next.At.IsZero()
}

// rung returns the place in the ladder of the nth rung to ring; false when there
// are no more.
func (d *Deadline) rung(r *Rule, n int) (int, bool) {
	if d.Stated {
		if n < len(d.Order) {
			return d.Order[n], true
		}
		return 0, false
	}
	return n, n < len(r.Ladder)
}

// order lists the rungs of the ladder by time for a period that ends on a stated
// date. Rungs counted from the start that would come after the end are left out.
func (r *Rule) order(start, due complaint.Date, end time.Time, place Place) []int {
	at := make([]time.Time, len(r.Ladder))
	var out []int
	for i, rung := range r.Ladder {
		if at[i] = rung.On.instant(start, due, place); rung.On.Due || !at[i].After(end) {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return at[a].Compare(at[b]) })
	return out
}

// past counts the leading rungs that lie before a deadline's own beginning: a
// complaint found late is not reminded of what is over. An alarm is never
// skipped, unless one has rung already.
func (d *Deadline) past(r *Rule, place Place, now time.Time, alarmed bool) int {
	for n := 0; ; n++ {
		i, ok := d.rung(r, n)
		if !ok || r.Ladder[i].Alarm && !alarmed || r.Ladder[i].On.instant(d.Start, d.Due, place).After(now) {
			return n
		}
	}
}

// remind rings the rungs of one ladder that are due by now as one event; who
// would get several letters at once gets the latest.
func (c *Case) remind(d *Deadline, at, now time.Time) Event {
	c.Seq++
	e := Event{
		Seq: c.Seq, Action: complaint.ReminderDue, Actor: complaint.Actor{Role: complaint.Clock}, At: at, Recorded: now,
		Facts: d.facts(), From: c.Steps(), To: c.Steps(),
	}
	rule := c.rule(d)
	for {
		i, _ := d.rung(rule, d.Fired)
		for _, role := range rule.Ladder[i].To {
			e.Letters = replaceLetter(e.Letters, Letter{Code: ReminderLetter, To: role, Rule: d.Rule, Rung: i})
		}
		d.Fired++
		d.Seq = c.Seq
		if r, ok := c.ring(d); !ok || r.End || r.At.After(now) {
			e.Letters = c.reach(e.Letters)
			return e
		}
	}
}

// facts are what an event of a clock says of its deadline.
func (d *Deadline) facts() map[string]string {
	return map[string]string{"rule": string(d.Rule), "deadline": strconv.Itoa(d.ID)}
}

func replaceLetter(letters []Letter, l Letter) []Letter {
	for i := range letters {
		if letters[i].To == l.To {
			letters[i] = l
			return letters
		}
	}
	return append(letters, l)
}

// expire ends a period without its act. The rule names the act of the clock; a
// period without one, or whose act has no place where the case stands, is simply
// noted as missed.
func (c *Case) expire(d *Deadline, at, now time.Time) Event {
	d.Status, d.Ended, d.Seq = complaint.Missed, at, c.Seq+1
	rule := c.rule(d)
	act := Act{Action: rule.Then, Actor: complaint.Actor{Role: complaint.Clock}, At: at, Facts: d.facts(), track: d.Track}
	if rule.Then != "" {
		if t, err := c.row(act, false); err == nil {
			return c.apply(t, act, now)
		}
	}
	c.Seq++
	return Event{Seq: c.Seq, Action: complaint.DeadlinePassed, Actor: act.Actor, At: at, Recorded: now, Facts: act.Facts, From: c.Steps(), To: c.Steps()}
}
