package law

import (
	"slices"
	"time"

	"recourse/complaint"
)

// Option is one act as a form or button shows it.
type Option struct {
	ActionSpec
	Transition string             `json:"transition"`
	Allowed    bool               `json:"allowed"`
	Why        string             `json:"why,omitempty"`  // the rule that forbids it, in words
	Says       string             `json:"says,omitempty"` // the consequence
	Cite       string             `json:"cite,omitempty"`
	Tells      []complaint.Notice `json:"tells,omitempty"` // letters to the complainant
}

// Options lists every act of the actor's role on a case of this kind: what may be done now, with the
// fields each needs, and what may not, and why.
func (c *Case) Options(actor complaint.Actor, now time.Time) []Option {
	var out []Option
	for _, spec := range actions {
		if slices.Contains(spec.By, actor.Role) && !slices.Contains(counterparts, spec.Action) && len(c.rowsOf(spec.Action)) > 0 {
			out = append(out, c.option(spec, actor, now))
		}
	}
	return out
}

// counterparts are done by an act on another case, never by hand.
var counterparts = []complaint.Action{complaint.DuplicateMerged}

func (c *Case) option(spec ActionSpec, actor complaint.Actor, now time.Time) Option {
	o := Option{ActionSpec: spec}
	act := Act{Action: spec.Action, Actor: actor, At: now}
	t, err := c.row(act, true)
	if shut := c.shut(act); err == nil {
		err = shut
	}
	if err != nil {
		o.Transition, o.Why = complaint.RuleOf(err), err.Error()
		return o
	}
	o.Transition, o.Allowed, o.Says, o.Cite, o.Tells = t.ID, true, t.Says, t.Cite, t.Tells
	return o
}

// dueSoon is how long before its due date a running deadline counts as due
// soon: a week, as the lanes of the desk show it. Product choice.
const dueSoon = 7 * 24 * time.Hour

// StatusAt is the deadline's status as people see it at an instant.
func (d Deadline) StatusAt(now time.Time) complaint.DeadlineStatus {
	if d.Status == complaint.Running && d.Instant.Sub(now) < dueSoon {
		return complaint.DueSoon
	}
	return d.Status
}

// Running reports whether the deadline's duty is still open in time.
func (d Deadline) Running() bool { return d.Status == complaint.Running }

// RespondBy returns the last day for the company's answer.
func (c *Case) RespondBy() complaint.Date {
	if c.IsRequest() {
		return c.requestBy()
	}
	if d := c.last(D45); d != nil {
		return d.Due
	}
	return complaint.Date{}
}

// Flags are the circumstances of the case that officers must not overlook, as
// codes in a fixed order.
func (c *Case) Flags() []string {
	var flags []string
	for _, f := range []struct {
		code string
		set  bool
	}{
		{"ANONYMOUS", c.Facts.Anonymous},
		{"UNDER_13", c.Facts.Under13},
		{"GENERAL", c.General},
		{"CONTESTED", c.Contested},
		{"SYSTEMIC", c.Systemic},
		{"HOLD", c.Hold},
		{"DECEASED", c.Deceased},
		{"HEIRS", c.Heirs},
		{"INCIDENT", c.Incident},
		{"RETALIATION", c.Retaliation},
		{"UNDELIVERED", len(c.Undelivered) > 0},
		{"DELISTING_RISK", c.DelistRisk},
	} {
		if f.set {
			flags = append(flags, f.code)
		}
	}
	return flags
}

// NextDeadline returns the running deadline that ends first, or nil.
func (c *Case) NextDeadline() *Deadline {
	var first *Deadline
	for i := range c.Deadlines {
		d := &c.Deadlines[i]
		if d.Running() && d.Rule != Reopen && (first == nil || d.Instant.Before(first.Instant)) {
			first = d
		}
	}
	return first
}
