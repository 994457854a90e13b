package law

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"recourse/complaint"
)

// moving is the act by which an officer moves a running case to another pack or
// another version of its own; nothing else ever does (rulebook, section 13).
var moving = []Transition{{
	ID: "H70", Action: complaint.PackMoved, If: when(anotherPack, packReaches), Does: movePack,
	Says: "The case goes on by the other pack. Dates that run are counted anew; the 45 days never move later, and the complainant's time never gets shorter.",
	Cite: "Rulebook section 13 (an officer's recorded act); invariant (iii)",
}}

var anotherPack = Condition{Says: "the pack is another one than the case has", OnFacts: true, Holds: func(c *Case, a Act) bool {
	return a.Facts["pack"] != c.Pack.String()
}}

var packReaches = Condition{Says: "the pack reaches residents of the country where the complainant lives, or lived at the time (E07)", OnFacts: true, Holds: func(c *Case, a Act) bool {
	p, err := packOf(a.Facts["pack"])
	return err == nil && c.canMoveTo(p)
}}

// canMoveTo reports whether the pack is for the complainant, and keeps open a path
// that is open.
func (c *Case) canMoveTo(p *Pack) bool {
	covers := p.covers(c.Facts.Residence, c.Facts) || p.covers(c.Facts.ResidenceThen, c.Facts)
	return p.reachesHome(c.Facts) && (covers || !c.Covered())
}

// reachesHome reports whether the pack covers residents of a country by which the
// pack of the complaint is chosen.
func (p *Pack) reachesHome(f Facts) bool {
	return slices.ContainsFunc(f.homes(), func(home string) bool { _, ok := p.reach(home); return ok })
}

// String writes the reference as the form of an act has it: EU-DPF-2023@1.0.0.
func (r PackRef) String() string { return r.ID + "@" + r.Version }

// packOf finds the pack of this release that a form names.
func packOf(code string) (*Pack, error) {
	id, version, ok := strings.Cut(code, "@")
	if !ok || version == "" {
		return nil, fmt.Errorf("must be a pack with its version, such as EU-PS-2016@1.0.0")
	}
	return Lookup(PackRef{ID: id, Version: version})
}

// Change is one running deadline to which another pack gives another date.
type Change struct {
	Rule  RuleID          `json:"rule"`
	Track complaint.Track `json:"track"`
	From  complaint.Date  `json:"from"`
	To    complaint.Date  `json:"to"`
	Why   []string        `json:"why"` // steps of the computation
}

// Goal is a pack that a case can be moved to, with what that would change.
type Goal struct {
	Pack    *Pack
	Changes []Change
}

// Goals lists the packs to which the case can be moved, by identifier and
// version; none when it is closed
// or a rights request, which has few dates and a pack of its own receipt.
func (c *Case) Goals() []Goal {
	var out []Goal
	for _, p := range packs {
		if !c.Closed() && !c.IsRequest() && p.Ref() != c.Pack && c.canMoveTo(p) {
			out = append(out, Goal{Pack: p, Changes: c.moveTo(p)})
		}
	}
	return out
}

// Move tells which dates would change if the case were moved to a pack; the case
// stays as it is. Missing when this release has no such pack.
func (c *Case) Move(to PackRef) ([]Change, error) {
	p, err := Lookup(to)
	if err != nil {
		return nil, err
	}
	return c.moveTo(p), nil
}

func (c *Case) moveTo(p *Pack) []Change {
	var out []Change
	for _, d := range c.Deadlines {
		if !d.Running() || d.Stated {
			continue
		}
		period := p.Rule(d.Rule).Count(d.Start, c.Facts.Place)
		if period.Due != d.Due && d.stays(p, period.Due) == "" {
			out = append(out, Change{d.Rule, d.Track, d.Due, period.Due, period.Steps})
		}
	}
	return out
}

// stays says why a running deadline keeps its date though a pack would give it
// another one; "" when it does not keep it. That the complainant's own time never
// gets shorter is a choice of this product.
func (d *Deadline) stays(p *Pack, due complaint.Date) string {
	switch {
	case d.Rule == D45 && d.Due.Before(due):
		return "the date of the 45 days never moves later"
	case p.Rule(d.Rule).Owner == complaint.Complainant && due.Before(d.Due):
		return "the complainant's time never gets shorter"
	}
	return ""
}

// movePack puts the case under the pack that the act names, and notes in codes
// what has changed. The complainant is told when a date has.
func movePack(c *Case, e *Event) {
	to, err := packOf(e.Facts["pack"])
	if err != nil {
		panic(err) // the form of the act lets no other pack in
	}
	from, changes := c.Pack, c.moveTo(to)
	for i := range c.Deadlines {
		c.Deadlines[i].Pack = cmp.Or(c.Deadlines[i].Pack, from)
	}
	c.Pack = to.Ref()
	for i := range len(c.Deadlines) { // what is counted anew comes behind
		c.recount(i, to, e)
	}
	e.Facts = maps.Clone(e.Facts)
	e.Facts["from_pack"] = from.String()
	if len(changes) > 0 {
		e.Facts["moved"] = movedCodes(changes)
		e.Letters = append(e.Letters, Letter{Code: MessageLetter, To: complaint.Complainant})
	}
}

// recount counts one deadline by the new pack, from its own start. One that has
// ended, was stated or keeps its date stays as it is, by the pack it names.
func (c *Case) recount(i int, to *Pack, e *Event) {
	d := &c.Deadlines[i]
	if !d.Running() || d.Stated {
		return
	}
	alarmed, period := d.alarmed(c.Rule(*d)), to.Rule(d.Rule).Count(d.Start, c.Facts.Place)
	why := d.stays(to, period.Due)
	switch {
	case why != "":
		d.Steps, d.Seq = append(slices.Clone(d.Steps), fmt.Sprintf("%s would give %s; %s.", to.Ref(), period.Due.Long(), why)), e.Seq
	case period.Due == d.Due:
		d.Pack, d.Internal, d.Steps, d.Seq = PackRef{}, period.Internal, period.Steps, e.Seq
		d.Fired = d.past(to.Rule(d.Rule), c.Facts.Place, e.Recorded, alarmed)
	default:
		c.replace(*d, to, alarmed, e)
	}
}

// replace supersedes a deadline by one that the new pack gives another date. No
// rung of the past rings again.
func (c *Case) replace(old Deadline, to *Pack, alarmed bool, e *Event) {
	c.stop(&c.Deadlines[old.ID-1], complaint.Superseded, e)
	c.startOn(old.Rule, old.Track, old.Start, complaint.Date{}, e)
	d := &c.Deadlines[len(c.Deadlines)-1]
	d.Fired = d.past(to.Rule(d.Rule), c.Facts.Place, e.Recorded, alarmed)
	d.Steps = append([]string{fmt.Sprintf("The case was moved to %s: its period, counted from the same start, replaces the date %s.", to.Ref(), old.Due.Long())}, d.Steps...)
}

// alarmed reports whether an alarm of the deadline's ladder has rung.
func (d *Deadline) alarmed(r *Rule) bool {
	for n := range d.Fired {
		if i, ok := d.rung(r, n); ok && r.Ladder[i].Alarm {
			return true
		}
	}
	return false
}

// movedCodes writes changes as codes: D60:2018-11-30>2018-12-10.
func movedCodes(changes []Change) string {
	codes := make([]string, len(changes))
	for i, ch := range changes {
		codes[i] = fmt.Sprintf("%s:%s>%s", ch.Rule, ch.From, ch.To)
	}
	return strings.Join(codes, ",")
}

// Moved reads the dates that a move to another pack has changed, as its event
// tells them: without track and steps.
func (e *Event) Moved() []Change {
	if e.Action != complaint.PackMoved {
		return nil
	}
	var out []Change
	for code := range strings.SplitSeq(e.Facts["moved"], ",") {
		rule, dates, _ := strings.Cut(code, ":")
		before, after, _ := strings.Cut(dates, ">")
		from, err := complaint.ParseDate(before)
		to, err2 := complaint.ParseDate(after)
		if errors.Join(err, err2) == nil {
			out = append(out, Change{Rule: RuleID(rule), From: from, To: to})
		}
	}
	return out
}

// PackAt returns the pack by which a case went when the event of that sequence
// was recorded, from its present pack and its events.
func PackAt(now PackRef, entries []Entry, seq int) PackRef {
	for _, e := range entries {
		if e.Action == complaint.PackMoved && e.Seq > seq {
			if p, err := packOf(e.Facts["from_pack"]); err == nil {
				return p.Ref()
			}
		}
	}
	return now
}
