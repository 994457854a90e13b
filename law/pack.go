package law

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

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
