package law

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"recourse/complaint"
)

// ParsePack reads and checks one pack, which may extend a pack of this release.
// The error names the line where the fault can be placed, the rule and the field.
func ParsePack(text []byte) (*Pack, error) {
	read, faults := ReadPacks(map[string][]byte{"": text})
	return read[""], faults[""]
}

// parsePack reads one pack on top of the pack it extends, if it does.
func parsePack(text []byte, base *Pack) (*Pack, error) {
	var p Pack
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&p); err != nil {
		return nil, fmt.Errorf("read pack: %w", err)
	}
	for _, id := range slices.Sorted(maps.Keys(p.Rules)) {
		if p.Rules[id] == nil {
			return nil, fmt.Errorf("line %d: rule %s is empty", lineOf(text, "rules", string(id)), id)
		}
	}
	if base != nil {
		if err := p.inherit(text, base); err != nil {
			return nil, err
		}
	}
	return &p, p.check(text)
}

// inherit takes over the bodies and rules of the base and lays over them what
// the pack says itself. What tells the pack from others it must say itself.
func (p *Pack) inherit(text []byte, base *Pack) error {
	var own struct {
		HRRoute     string               `yaml:"hr_route"`
		Authority   yaml.Node            `yaml:"authority"`
		IRM         yaml.Node            `yaml:"irm"`
		Arbitration yaml.Node            `yaml:"arbitration"`
		Rules       map[RuleID]yaml.Node `yaml:"rules"`
	}
	if err := yaml.Unmarshal(text, &own); err != nil {
		return fmt.Errorf("read pack: %w", err)
	}
	p.HRRoute = cmp.Or(own.HRRoute, base.HRRoute)
	p.Authority, p.IRM, p.Arbitration = base.Authority, base.IRM, base.Arbitration
	for _, layer := range []struct {
		node yaml.Node
		over *Body
	}{{own.Authority, &p.Authority}, {own.IRM, &p.IRM}, {own.Arbitration, &p.Arbitration}} {
		if layer.node.IsZero() {
			continue
		}
		if err := layer.node.Decode(layer.over); err != nil {
			return fmt.Errorf("read pack: %w", err)
		}
	}
	p.Rules = map[RuleID]*Rule{}
	for id, r := range base.Rules {
		rule := *r
		p.Rules[id] = &rule
	}
	for id, node := range own.Rules {
		if p.Rules[id] == nil {
			p.Rules[id] = &Rule{}
		}
		if err := node.Decode(p.Rules[id]); err != nil {
			return fmt.Errorf("read pack: %w", err)
		}
	}
	return nil
}

// lineOf finds the line on which a part of a pack begins, or else the nearest
// part around it; 1 if the text cannot be read.
func lineOf(text []byte, path ...string) int {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil || len(doc.Content) == 0 {
		return 1
	}
	node, line := doc.Content[0], doc.Content[0].Line
	for _, name := range path {
		i := slices.IndexFunc(node.Content, func(n *yaml.Node) bool { return n.Value == name })
		if i < 0 || i+1 >= len(node.Content) {
			return line
		}
		node, line = node.Content[i+1], node.Content[i].Line
	}
	return line
}

var versionForm = regexp.MustCompile(`^\d{1,6}\.\d{1,6}\.\d{1,6}$`)

// check checks the whole pack; text is for the lines of what is wrong.
func (p *Pack) check(text []byte) error {
	switch {
	case p.ID == "" || !versionForm.MatchString(p.Version):
		return fmt.Errorf("line %d: a pack needs id and a version such as 1.0.0", lineOf(text, "version"))
	case p.Name == "" || p.Instrument == "":
		return fmt.Errorf("a pack needs name and instrument")
	}
	if err := p.checkSpans(); err != nil {
		return fmt.Errorf("line %d: %w", lineOf(text, "valid_transfers"), err)
	}
	if err := p.checkAuthority(); err != nil {
		return fmt.Errorf("line %d: %w", lineOf(text, "authority"), err)
	}
	if err := p.checkArbitration(); err != nil {
		return fmt.Errorf("line %d: %w", lineOf(text, "arbitration"), err)
	}
	for _, id := range Rules {
		if _, ok := p.Rules[id]; !ok {
			return fmt.Errorf("rule %s is missing", id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(p.Rules)) {
		p.Rules[id].ID = id
		if err := p.Rules[id].check(); err != nil {
			return fmt.Errorf("line %d: rule %s: %w", lineOf(text, "rules", string(id)), id, err)
		}
	}
	return nil
}

// checkSpans reads the days of transfers that the pack covers, by residence.
func (p *Pack) checkSpans() error {
	all, err := newSpan(p.ValidTransfers.From, p.ValidTransfers.Until)
	switch {
	case err != nil:
		return fmt.Errorf("valid_transfers: %w", err)
	case !slices.Contains(bases, p.ValidTransfers.Basis) || p.ValidTransfers.Cite == "":
		return fmt.Errorf("valid_transfers: basis and cite are needed")
	case len(p.Residence) == 0:
		return fmt.Errorf("a pack needs residence")
	}
	p.spans = map[string]span{}
	for _, r := range p.Residence {
		p.spans[r] = all
	}
	for country, until := range p.ResidenceUntil {
		if p.spans[country], err = newSpan(p.ValidTransfers.From, until); err != nil || until == "" {
			return fmt.Errorf("residence_until: %s needs a day, not before the first of valid_transfers", country)
		}
	}
	return nil
}

// checkAuthority checks that everybody the pack covers has an authority.
func (p *Pack) checkAuthority() error {
	for r := range p.spans {
		switch {
		case !slices.Contains(p.Authority.Directory, r):
			return fmt.Errorf("authority: directory has nobody for residents of %s", r)
		case r != eea && AuthorityOf(r).Country == "":
			return fmt.Errorf("authority: no authority of %s is known", r)
		}
	}
	return nil
}

// checkArbitration checks from when the panel can be used, which may be empty
// while nobody has verified it, and where that is from.
func (p *Pack) checkArbitration() error {
	b := p.Arbitration
	if _, err := complaint.ParseDate(b.AvailableFrom); err != nil && b.AvailableFrom != "" {
		return fmt.Errorf("arbitration: available_from: %w", err)
	}
	switch {
	case !slices.Contains(bases, b.AvailableBasis):
		return fmt.Errorf("arbitration: unknown basis %q of available_from", b.AvailableBasis)
	case b.AvailableCite == "":
		return fmt.Errorf("arbitration: available_cite is missing")
	}
	return nil
}

// bases are the ways in which a figure can be sourced.
var bases = []Basis{Primary, Secondary, Recalled, Product}

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
	case !slices.Contains([]Unit{CalendarDay, BusinessDay, Month, Year}, r.Unit):
		return fmt.Errorf("unknown unit %q", r.Unit)
	case !slices.Contains([]Roll{RollNone, RollNext, RollPrevious}, r.Roll):
		return fmt.Errorf("unknown roll %q", r.Roll)
	case !slices.Contains([]Roll{"", RollNone, RollPrevious}, r.Internal):
		return fmt.Errorf("unknown roll %q of the internal date, which is never later than the legal one", r.Internal)
	case !slices.Contains(bases, r.Basis):
		return fmt.Errorf("unknown basis %q", r.Basis)
	case r.Cite == "":
		return fmt.Errorf("cite is missing")
	case r.Title == "" || r.Owner == "" || r.From == "":
		return fmt.Errorf("title, owner and from are needed")
	case !slices.Contains(parties, r.Owner):
		return fmt.Errorf("unknown owner %q", r.Owner)
	case r.Then != "" && !ofClock(r.Then):
		return fmt.Errorf("%q is no act of a clock", r.Then)
	case ends[r.ID] != "" && ends[r.ID] != r.Then:
		return r.unreached()
	}
	return r.checkLadder()
}

// ends are the acts of the clocks by the period that they end. A case goes on by
// them where nobody acts (rulebook, section 6), so that no pack can do without.
var ends = map[RuleID]complaint.Action{
	D45: complaint.TimerD45, SAT: complaint.TimerWindow, D25: complaint.TimerD25, D90: complaint.TimerD90, Reopen: complaint.ReopenExpired,
}

// unreached says which steps no case reaches when the period does not end as the
// table of transitions has it.
func (r *Rule) unreached() error {
	then := ends[r.ID]
	var to []complaint.Step
	for _, t := range rows[then] {
		to = append(to, slices.DeleteFunc(steps(t.To, t.Opens), func(s complaint.Step) bool { return s == "" })...)
	}
	if len(to) == 0 {
		to = steps(complaint.S5)
	}
	return fmt.Errorf("then must be %s; without it %s cannot be reached when nobody acts", then, names(to))
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
