package law

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"recourse/complaint"
)

// ParsePack reads and checks one pack. The error names the line where the fault
// can be placed, the rule and the field.
func ParsePack(text []byte) (*Pack, error) {
	var p Pack
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&p); err != nil {
		return nil, fmt.Errorf("read pack: %w", err)
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(p.Rules)) {
		if p.Rules[id] == nil {
			return nil, fmt.Errorf("line %d: rule %s is empty", lineOf(text, id), id)
		}
		p.Rules[id].ID = id
		if err := p.Rules[id].check(); err != nil {
			return nil, fmt.Errorf("line %d: rule %s: %w", lineOf(text, id), id, err)
		}
	}
	return &p, nil
}

// lineOf finds the line on which a rule of a pack begins; 0 if it has none.
func lineOf(text []byte, id RuleID) int {
	var top struct {
		Rules yaml.Node `yaml:"rules"`
	}
	if err := yaml.Unmarshal(text, &top); err != nil {
		return 0
	}
	for i := 0; i < len(top.Rules.Content); i += 2 {
		if key := top.Rules.Content[i]; key.Value == string(id) {
			return key.Line
		}
	}
	return 0
}

func (p *Pack) check() error {
	from, err := complaint.ParseDate(p.ValidTransfers.From)
	switch {
	case p.ID == "" || p.Version == "":
		return fmt.Errorf("a pack needs id and version")
	case p.Name == "" || p.Instrument == "":
		return fmt.Errorf("a pack needs name and instrument")
	case err != nil:
		return fmt.Errorf("valid_transfers.from: %w", err)
	}
	if until := p.ValidTransfers.Until; until != "" {
		switch d, err := complaint.ParseDate(until); {
		case err != nil:
			return fmt.Errorf("valid_transfers.until: %w", err)
		case d.Before(from):
			return fmt.Errorf("valid_transfers.until lies before from")
		}
	}
	for _, id := range Rules {
		if _, ok := p.Rules[id]; !ok {
			return fmt.Errorf("rule %s is missing", id)
		}
	}
	return nil
}

// parties are the roles that can owe what a period is for.
var parties = []complaint.Role{
	complaint.Complainant, complaint.CaseOfficer, complaint.PrivacyOfficer, complaint.Manager,
	complaint.IRM, complaint.DPA, complaint.Panel, complaint.Commerce, complaint.FTC, complaint.Administrator, complaint.Arbitrator,
}

// reminded are the roles that reminders go to.
var reminded = []complaint.Role{complaint.Complainant, complaint.CaseOfficer, complaint.PrivacyOfficer, complaint.Manager}

func (r *Rule) check() error {
	switch {
	case !slices.Contains(Rules, r.ID):
		return fmt.Errorf("unknown rule")
	case r.N <= 0:
		return fmt.Errorf("n must be a positive number, not %d", r.N)
	case r.Target < 0 || r.Target > r.N:
		return fmt.Errorf("target must lie between 0 and n, not at %d", r.Target)
	case !slices.Contains([]Unit{CalendarDay, BusinessDay, Month}, r.Unit):
		return fmt.Errorf("unknown unit %q", r.Unit)
	case !slices.Contains([]Roll{RollNone, RollNext, RollPrevious}, r.Roll):
		return fmt.Errorf("unknown roll %q", r.Roll)
	case !slices.Contains([]Roll{"", RollNone, RollPrevious}, r.Internal):
		return fmt.Errorf("unknown roll %q of the internal date, which is never later than the legal one", r.Internal)
	case !slices.Contains([]Basis{Primary, Secondary, Recalled, Product}, r.Basis):
		return fmt.Errorf("unknown basis %q", r.Basis)
	case r.Cite == "":
		return fmt.Errorf("cite is missing")
	case r.Title == "" || r.Owner == "" || r.From == "":
		return fmt.Errorf("title, owner and from are needed")
	case !slices.Contains(parties, r.Owner):
		return fmt.Errorf("unknown owner %q", r.Owner)
	case r.Then != "" && !ofClock(r.Then):
		return fmt.Errorf("%q is no act of a clock", r.Then)
	}
	return r.checkLadder()
}

// ofClock reports whether an act is done by clocks.
func ofClock(a complaint.Action) bool {
	spec, err := actionSpec(a)
	return err == nil && slices.Contains(spec.By, complaint.Clock)
}

// checkLadder checks who is reminded and that the rungs follow each other, since
// they ring one after the other. The days of any one period will show it.
func (r *Rule) checkLadder() error {
	sample := Place{Zone: "America/New_York"}
	start := complaint.Date{Year: 2018, Month: 8, Day: 24}
	due := r.Count(start, sample).Due
	var before time.Time
	for _, rung := range r.Ladder {
		at := rung.On.instant(start, due, sample)
		switch {
		case rung.Say == "" || len(rung.To) == 0:
			return fmt.Errorf("a rung of the ladder needs to and say")
		case at.Before(before):
			return fmt.Errorf("rung %q of the ladder comes before the one above it", rung.Say)
		}
		for _, role := range rung.To {
			if !slices.Contains(reminded, role) {
				return fmt.Errorf("rung %q of the ladder: nobody is reminded as %q", rung.Say, role)
			}
		}
		before = at
	}
	return nil
}
