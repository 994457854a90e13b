package law

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"recourse/complaint"
)

// RuleID names one period of a pack, for example "D45".
type RuleID string

// The periods every pack has (rulebook, section 8, and the house periods of
// section 5).
const (
	ACK             RuleID = "ACK"
	D45             RuleID = "D45"
	DREF            RuleID = "DREF"
	SAT             RuleID = "SAT"
	IRM             RuleID = "IRM"
	IRMEligibility  RuleID = "IRM_ELIGIBILITY"
	IRMConciliation RuleID = "IRM_CONCILIATION"
	IRMReview       RuleID = "IRM_REVIEW"
	IRMVerification RuleID = "IRM_VERIFICATION"
	D60             RuleID = "D60"
	D25             RuleID = "D25"
	D90             RuleID = "D90"
	ARB90           RuleID = "ARB90"
	AwardDue        RuleID = "AWARD"
	Performance     RuleID = "PERFORMANCE"
	Reopened        RuleID = "REOPENED"
	Reopen          RuleID = "REOPEN"
	RR1M            RuleID = "RR1M"
	RR3M            RuleID = "RR3M"
	RRPS            RuleID = "RRPS"
)

// Rules lists every rule a pack must have, in the order of the path.
var Rules = []RuleID{
	ACK, D45, DREF, SAT, IRM, IRMEligibility, IRMConciliation, IRMReview, IRMVerification, D60, D25, D90, ARB90,
	AwardDue, Performance, Reopened, Reopen, RR1M, RR3M, RRPS,
}

// Basis says how well a figure is sourced; it is shown beside every deadline.
type Basis string

// The bases (rulebook, section 0).
const (
	Primary   Basis = "primary"   // read in the instrument itself
	Secondary Basis = "secondary" // read in a source that restates it
	Recalled  Basis = "recalled"  // believed to be there, not displayed; unverified
	Product   Basis = "product"   // a choice of this product
)

// Unit is what a period is counted in.
type Unit string

// The units.
const (
	CalendarDay Unit = "calendar_day"
	BusinessDay Unit = "business_day"
	Month       Unit = "month"
)

// Roll says what happens when a period ends on a day that is no working day.
type Roll string

// The roll policies.
const (
	RollNone     Roll = "NONE"
	RollNext     Roll = "NEXT_WORKING_DAY"
	RollPrevious Roll = "PREVIOUS_WORKING_DAY"
)

// Rule is one period: how long, counted how, from when, whose duty, and the
// ladder of reminders on the way.
type Rule struct {
	ID       RuleID           `yaml:"-"`
	Title    string           `yaml:"title"`
	N        int              `yaml:"n"`      // length in Unit
	Target   int              `yaml:"target"` // internal target in Unit; 0 for none
	Unit     Unit             `yaml:"unit"`
	From     string           `yaml:"from"` // the event it runs from
	Roll     Roll             `yaml:"roll"`
	Internal Roll             `yaml:"internal"` // roll of the internal date; the legal date stays
	Owner    complaint.Role   `yaml:"owner"`    // whose duty it is
	Breach   bool             `yaml:"breach"`   // missing it is a breach by the company
	Then     complaint.Action `yaml:"then"`     // the act of the clock when it ends; else deadline.passed
	Basis    Basis            `yaml:"basis"`
	Cite     string           `yaml:"cite"`
	Ladder   []Rung           `yaml:"ladder"`
}

// Body names an outside body as the pack knows it.
type Body struct {
	Name          string   `yaml:"name"`
	Web           string   `yaml:"web"`
	Post          string   `yaml:"post"`
	Administrator string   `yaml:"administrator"`
	Free          bool     `yaml:"free"`
	HR            bool     `yaml:"hr"`
	Guards        []string `yaml:"guards"`
	Bars          []string `yaml:"bars"`
	PanelSizes    []int    `yaml:"panel_sizes"`
	Basis         Basis    `yaml:"basis"`
	Cite          string   `yaml:"cite"`
}

// Pack is one framework as versioned rule data. A running case keeps the
// version it was filed under.
type Pack struct {
	ID             string `yaml:"id"`
	Version        string `yaml:"version"`
	Name           string `yaml:"name"`
	Instrument     string `yaml:"instrument"`
	ValidTransfers struct {
		From  string `yaml:"from"`
		Until string `yaml:"until"`
	} `yaml:"valid_transfers"`
	Residence   []string         `yaml:"residence"`
	HRRoute     string           `yaml:"hr_route"`
	IRM         Body             `yaml:"irm"`
	Arbitration Body             `yaml:"arbitration"`
	Rules       map[RuleID]*Rule `yaml:"rules"`
}

// PackRef pins a pack to a case.
type PackRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

//go:embed packs/*.yaml
var packFiles embed.FS

//go:embed packs/schema.json
var schema []byte

// Schema returns the JSON schema that every pack file meets.
func Schema() []byte { return schema }

// Files returns the embedded pack files, as written.
func Files() fs.FS { return packFiles }

// packs holds the embedded packs.
var packs []*Pack

// A pack that does not load is a broken build.
func init() {
	var err error
	if packs, err = loadPacks(packFiles); err != nil {
		panic("law: " + err.Error())
	}
}

// Packs returns every embedded pack, by identifier.
func Packs() []*Pack { return packs }

// Lookup returns the pack a case is pinned to.
func Lookup(ref PackRef) (*Pack, error) {
	for _, p := range packs {
		if p.ID == ref.ID && (ref.Version == "" || p.Version == ref.Version) {
			return p, nil
		}
	}
	return nil, complaint.Errorf(complaint.Missing, "no pack %s %s in this release", ref.ID, ref.Version)
}

// Ref returns the pinned name of the pack.
func (p *Pack) Ref() PackRef { return PackRef{p.ID, p.Version} }

// Rule returns one period of the pack; nil if the pack does not know it.
func (p *Pack) Rule(id RuleID) *Rule { return p.Rules[id] }

func loadPacks(files fs.FS) ([]*Pack, error) {
	names, err := fs.Glob(files, "packs/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list packs: %w", err)
	}
	var all []*Pack
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		p, err := ParsePack(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *Pack) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

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
