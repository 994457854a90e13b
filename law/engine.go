package law

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"recourse/complaint"
)

// Receive opens a case. A complaint (T01): the day of receipt is day 0 of the 45
// days, and the acknowledgment runs only where no notice can leave at once by
// e-mail. Or a rights request (H40), by the kind that the facts say.
func Receive(number complaint.Number, pack PackRef, facts Facts, key string, actor complaint.Actor, now time.Time) (Case, Event) {
	c := Case{Number: number, Pack: pack, Facts: facts}
	return c, c.received(key, actor, now)
}

func (c *Case) received(key string, actor complaint.Actor, now time.Time) Event {
	row := c.receipt()
	act := Act{Key: key, Action: row.Action, Actor: actor, At: c.Facts.ReceivedAt}
	return c.apply(row, act, now)
}

// Check says whether the act is allowed now; the error names the rule.
func (c *Case) Check(act Act, now time.Time) error {
	_, err := c.decide(c.dated(act, now), now)
	return err
}

// Apply does the act and returns what happened. The case is unchanged when the
// act is refused.
func (c *Case) Apply(act Act, now time.Time) (Event, error) {
	act = c.dated(act, now)
	t, err := c.decide(act, now)
	if err != nil {
		return Event{}, err
	}
	return c.apply(t, act, now), nil
}

// dated gives an act without an instant the present one.
func (c *Case) dated(act Act, now time.Time) Act {
	if act.At.IsZero() {
		act.At = now
	}
	act.At = act.At.UTC()
	return act
}

// decide finds the row of the table for the act.
func (c *Case) decide(act Act, now time.Time) (*Transition, error) {
	spec, err := actionSpec(act.Action)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(spec.By, act.Actor.Role) {
		return nil, &complaint.Error{Kind: complaint.Forbidden, Text: fmt.Sprintf("%s is not for the role %s", act.Action, act.Actor.Role)}
	}
	if err := c.shut(act); err != nil {
		return nil, err
	}
	if act.At.After(now) {
		return nil, complaint.Errorf(complaint.Invalid, "at lies in the future: %s is after %s", act.At.Format(time.RFC3339), now.Format(time.RFC3339))
	}
	if act.At.Before(c.Facts.ReceivedAt) {
		return nil, complaint.Errorf(complaint.Invalid, "at lies before the receipt of the complaint, %s", c.Facts.ReceivedAt.Format(time.RFC3339))
	}
	if err := c.checkFacts(spec, act); err != nil {
		return nil, err
	}
	return c.row(act, false)
}

// farthest is how many years ahead a stated date may lie. Product choice; it
// keeps slips of the pen, such as the year 2108, out of the clocks.
const farthest = 10

// checkFacts says what is wrong with the facts of an act, or with the date it
// states.
func (c *Case) checkFacts(spec ActionSpec, act Act) error {
	if err := spec.check(act.Facts); err != nil || act.Facts["due"] == "" {
		return err
	}
	day := c.Facts.Place.Local(act.At)
	due, err := complaint.ParseDate(act.Facts["due"])
	switch {
	case err != nil:
		return fmt.Errorf("%s: due: %w", act.Action, err)
	case due.Before(day):
		return complaint.Errorf(complaint.Invalid, "%s: due, %s, lies before the act, %s", act.Action, due, day)
	case day.AddMonths(12 * farthest).Before(due):
		return complaint.Errorf(complaint.Invalid, "%s: due, %s, lies more than %d years ahead", act.Action, due, farthest)
	}
	return nil
}

// row returns the first row of the act whose step is open and whose conditions
// hold; the refusal explains the row that came closest, which is the one that
// meets the most conditions.
// When probing, conditions on the fields of the act are taken as met.
func (c *Case) row(act Act, probe bool) (*Transition, error) {
	list := c.rowsOf(act.Action)
	if c.Ended && !slices.Contains(afterEnd, act.Action) {
		return nil, complaint.Refuse("T37", "%s is not possible: the time for reopening is over; a new complaint can be linked to this case (E15)", act.Action)
	}
	if len(list) == 0 {
		return nil, complaint.Refuse(rows[act.Action][0].ID, "%s is not for a case of this kind: a complaint and a rights request have acts of their own", act.Action)
	}
	closest, most, says := list[0], -1, ""
	for _, t := range list {
		if c.match(t, act.track) == nil && (t.From != nil || c.Closed()) {
			continue
		}
		met, unmet := t.meets(c, act, probe)
		if unmet == "" {
			return t, nil
		}
		if met > most {
			closest, most, says = t, met, unmet
		}
	}
	if most < 0 {
		return nil, complaint.Refuse(closest.ID, "%s (%s) is possible only at %s; the case stands at %s", act.Action, closest.ID, startsFrom(list), names(c.Steps()))
	}
	return nil, complaint.Refuse(closest.ID, "%s (%s) is possible only when %s", act.Action, closest.ID, says)
}

// rowsOf returns the rows of an act that are for cases of this kind.
func (c *Case) rowsOf(action complaint.Action) []*Transition {
	return rowsOfKind[kindOfRow{c.Facts.Kind, action}]
}

// meets counts the conditions that hold up to the first that does not, and
// returns the words of that one, or "".
func (t *Transition) meets(c *Case, act Act, probe bool) (met int, unmet string) {
	for _, cond := range t.If {
		if (!probe || !cond.OnFacts) && !cond.Holds(c, act) {
			return met, cond.Says
		}
		met++
	}
	return met, ""
}

// startsFrom lists the steps from which the rows of an act start.
func startsFrom(list []*Transition) string {
	var from []complaint.Step
	for _, t := range list {
		from = append(from, t.From...)
	}
	return names(from)
}

// closedStage stands in for the stage of a closed case.
var closedStage = &Stage{Step: complaint.S5}

// match returns the open stage that the row starts from, or nil. The act of a
// clock concerns only the track on which the clock runs.
func (c *Case) match(t *Transition, track complaint.Track) *Stage {
	if c.Closed() && slices.Contains(t.From, complaint.S5) {
		return closedStage
	}
	for i := range c.Stages {
		if s := &c.Stages[i]; s.Open() && (track == "" || track == s.Track) && slices.Contains(t.From, s.Step) {
			return s
		}
	}
	return nil
}

// names lists steps for people; an empty list is any open stage.
func names(list []complaint.Step) string {
	if len(list) == 0 {
		return "any open stage"
	}
	var out []string
	for _, s := range list {
		if !slices.Contains(out, string(s)) {
			out = append(out, string(s))
		}
	}
	return strings.Join(out, ", ")
}
