package law

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
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
	Late            RuleID = "LATE"
	Forward         RuleID = "FORWARD"
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
	Retention       RuleID = "RETENTION" // how long a closed case is kept; no clock of the case
	RR1M            RuleID = "RR1M"
	RR3M            RuleID = "RR3M"
	RRPS            RuleID = "RRPS"
	RRChoice        RuleID = "RR_CHOICE"
	RRMarketing     RuleID = "RR_MARKETING"
	RRConsent       RuleID = "RR_CONSENT"
)

// Rules lists every rule a pack must have, in the order of the path.
var Rules = []RuleID{
	ACK, D45, Late, Forward, DREF, SAT, IRM, IRMEligibility, IRMConciliation, IRMReview, IRMVerification, D60, D25, D90, ARB90,
	AwardDue, Performance, Reopened, Reopen, Retention, RR1M, RR3M, RRPS, RRChoice, RRMarketing, RRConsent,
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
	Year        Unit = "year"
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
	Name           string   `yaml:"name"`
	Web            string   `yaml:"web"`
	Post           string   `yaml:"post"`
	Administrator  string   `yaml:"administrator"`
	Free           bool     `yaml:"free"`
	HR             bool     `yaml:"hr"`
	Guards         []string `yaml:"guards"`
	Bars           []string `yaml:"bars"`
	PanelSizes     []int    `yaml:"panel_sizes"`
	AvailableFrom  string   `yaml:"available_from"` // first day it can be used; "" when not known
	AvailableBasis Basis    `yaml:"available_basis"`
	AvailableCite  string   `yaml:"available_cite"`
	Directory      []string `yaml:"directory"` // whose authorities it stands for: EEA or country codes
	Operators      []Term   `yaml:"operators"` // who runs it, one after the other
	Basis          Basis    `yaml:"basis"`
	Cite           string   `yaml:"cite"`
}

// Term is a name that a body bears from its first to its last day; no first or
// last day leaves that end open.
type Term struct {
	Name  string `yaml:"name"`
	From  string `yaml:"from"`
	Until string `yaml:"until"`
	Basis Basis  `yaml:"basis"`
	Cite  string `yaml:"cite"`
}

// OperatorOn returns who runs the body on a day; "" when the pack does not say.
func (b Body) OperatorOn(d complaint.Date) string {
	day := d.String()
	for _, t := range b.Operators {
		if t.From <= day && (t.Until == "" || day <= t.Until) {
			return t.Name
		}
	}
	return ""
}

// Succession says that the company has certified to a framework after another
// one that covers the same data (rulebook, section 13, selection rule 2).
type Succession struct {
	Pack  string `yaml:"pack"`
	On    string `yaml:"on"` // first day of the new certification
	Basis Basis  `yaml:"basis"`
	Cite  string `yaml:"cite"`
}

// Sensitive names the data a framework adds to the list of sensitive data.
type Sensitive struct {
	Adds  []string `yaml:"adds"`
	Basis Basis    `yaml:"basis"`
	Cite  string   `yaml:"cite"`
}

// Pack is one framework as versioned rule data. A running case keeps the
// version it was filed under.
type Pack struct {
	ID             string `yaml:"id"`
	Version        string `yaml:"version"`
	Extends        string `yaml:"extends"` // pack whose bodies and rules this one takes over, where it has no own
	Name           string `yaml:"name"`
	Instrument     string `yaml:"instrument"`
	ReferenceLaw   string `yaml:"reference_law"` // law of the place the data comes from
	ValidTransfers struct {
		From  string `yaml:"from"`
		Until string `yaml:"until"`
		Basis Basis  `yaml:"basis"` // of the less sure of the two days
		Cite  string `yaml:"cite"`
	} `yaml:"valid_transfers"`
	Residence      []string          `yaml:"residence"`
	ResidenceUntil map[string]string `yaml:"residence_until"` // countries covered besides, for transfers until a day of their own
	Succeeds       Succession        `yaml:"succeeds"`
	HRRoute        string            `yaml:"hr_route"`
	DPAsChosen     bool              `yaml:"dpas_chosen"` // the company has chosen the authorities for all data (III.5)
	Authority      Body              `yaml:"authority"`
	IRM            Body              `yaml:"irm"`
	Arbitration    Body              `yaml:"arbitration"`
	Sensitive      Sensitive         `yaml:"sensitive"`
	Rules          map[RuleID]*Rule  `yaml:"rules"`

	spans map[string]span // of transfers it covers, by residence as written in the pack
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

// Packs returns every embedded pack, by identifier and version.
func Packs() []*Pack { return packs }

// Lookup returns the pack a case is pinned to, or without a version the newest.
func Lookup(ref PackRef) (*Pack, error) {
	for _, p := range slices.Backward(packs) {
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
	texts := map[string][]byte{}
	for _, name := range names {
		if texts[name], err = fs.ReadFile(files, name); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	read, faults := ReadPacks(texts)
	for _, name := range names {
		if err := faults[name]; err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return slices.SortedFunc(maps.Values(read), byVersion), nil
}

// byVersion orders packs by identifier, then by version.
func byVersion(a, b *Pack) int {
	return cmp.Or(strings.Compare(a.ID, b.ID), slices.Compare(numbers(a.Version), numbers(b.Version)))
}

// numbers are the parts of a semantic version.
func numbers(version string) []int {
	var out []int
	for part := range strings.SplitSeq(version, ".") {
		n, _ := strconv.Atoi(part) // the form of versions is checked
		out = append(out, n)
	}
	return out
}
