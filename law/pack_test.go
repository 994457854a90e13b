package law

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"recourse/complaint"
)

func TestParsePack_refusesWhatIsWrong(t *testing.T) {
	t.Parallel()
	text, err := packFiles.ReadFile("packs/eu-ps-2016.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, old, new, want string }{
		{"negative period", "n: 45", "n: -45", "positive"},
		{"missing citation", "cite: WP29 Rules of Procedure of the Informal Panel (target of the panel)", "cite: ''", "cite is missing"},
		{"unknown rule", "  D60:", "  D61:", "D60 is missing"},
		{"unknown field", "owner: dpa_panel", "ownr: dpa_panel", "ownr"},
		{"bad rung", "{on: due-5bd", "{on: five days before", "no day of a ladder"},
		{"overdue is unreachable", "    then: timer.D45\n", "", "rule D45: then must be timer.D45; without it S1/OVERDUE cannot be reached"},
		{"arbitration is unreachable", "then: timer.D90", "then: timer.window", "without it S4.1 cannot be reached"},
		{"the end is unreachable", "    then: timer.reopen\n", "", "without it S5 cannot be reached"},
		{"unknown basis", "basis: secondary", "basis: hearsay", "hearsay"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParsePack([]byte(strings.Replace(string(text), tc.old, tc.new, 1)))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error about %q", err, tc.want)
			}
		})
	}
}

func TestParsePack_namesTheLine(t *testing.T) {
	t.Parallel()
	text := pack(t)
	line := 1 + strings.Count(text[:strings.Index(text, "  D90:")], "\n")
	_, err := ParsePack([]byte(strings.Replace(text, "n: 90\n    unit: calendar_day\n    from: dpa", "n: 0\n    unit: calendar_day\n    from: dpa", 1)))
	if want := fmt.Sprintf("line %d: rule D90", line); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %q", err, want)
	}
}

func pack(t *testing.T) string {
	t.Helper()
	text, err := fs.ReadFile(Files(), "packs/eu-ps-2016.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The schema and the loader agree on the embedded packs and on what is wrong.
func TestSchema(t *testing.T) {
	t.Parallel()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema := c.MustCompile("schema.json")
	check := func(text string) error {
		v, err := Plain([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	if err := check(pack(t)); err != nil {
		t.Errorf("the embedded pack does not meet the schema: %v", err)
	}
	for name, change := range faults {
		text := strings.Replace(pack(t), change[0], change[1], 1)
		if text == pack(t) {
			t.Fatalf("%s changes nothing", name)
		}
		if err := check(text); err == nil {
			t.Errorf("the schema lets %s pass", name)
		}
		if _, err := ParsePack([]byte(text)); err == nil {
			t.Errorf("the loader lets %s pass", name)
		}
	}
}

// The schema lists the rules by name.
func TestSchema_namesEveryRule(t *testing.T) {
	t.Parallel()
	var doc struct {
		Properties struct {
			Rules struct {
				PropertyNames struct {
					Enum []RuleID `json:"enum"`
				} `json:"propertyNames"`
			} `json:"rules"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	if got := doc.Properties.Rules.PropertyNames.Enum; !slices.Equal(got, Rules) {
		t.Errorf("the schema names %v, the law %v", got, Rules)
	}
}

// faults are what both the schema and the loader refuse.
var faults = map[string][2]string{
	"a pack without id":             {"id: EU-PS-2016", "id: ''"},
	"an unknown basis":              {"    basis: secondary", "    basis: hearsay"},
	"an unknown basis of a body":    {"available_basis: secondary", "available_basis: hearsay"},
	"an unverified day not said":    {"available_from: 2017-01-01", "available_from: 2017"},
	"a period of no days":           {"n: 45", "n: 0"},
	"a rule too few":                {"  D60:", "  D61:"},
	"a rule without citation":       {"cite: WP29 Rules of Procedure of the Informal Panel (target of the panel)", "cite: ''"},
	"an unknown unit":               {"unit: month", "unit: fortnight"},
	"an unknown owner":              {"owner: dpa_panel", "owner: somebody"},
	"a field nobody knows":          {"owner: dpa_panel", "ownr: dpa_panel"},
	"an act that is no clock's":     {"then: timer.D45", "then: response.sent"},
	"a rung on no day":              {"{on: +15d", "{on: 15 days"},
	"a rung for nobody":             {"to: [case_officer], say: \"Day 15", "to: [], say: \"Day 15"},
	"a rung to an outsider":         {"to: [case_officer], say: \"Day 15", "to: [ftc], say: \"Day 15"},
	"an internal date that is late": {"internal: PREVIOUS_WORKING_DAY", "internal: NEXT_WORKING_DAY"},
	"days without a source":         {", basis: primary, cite: \"Decision (EU) 2016/1250;", ", cite: \"Decision (EU) 2016/1250;"},
	"a framework without a start":   {"from: 2016-07-12", "from: ''"},
}

func TestParsePack_ladderInOrder(t *testing.T) {
	t.Parallel()
	text := strings.Replace(pack(t), "{on: +5d, to: [case_officer], say: \"Day 5", "{on: +16d, to: [case_officer], say: \"Day 5", 1)
	if _, err := ParsePack([]byte(text)); err == nil || !strings.Contains(err.Error(), "before the one above") {
		t.Errorf("got %v, want an error about the order of the ladder", err)
	}
}

func TestPacks_lookup(t *testing.T) {
	t.Parallel()
	for _, p := range Packs() {
		if got, err := Lookup(p.Ref()); err != nil || got != p {
			t.Errorf("%s: %v", p.ID, err)
		}
		last := slices.IndexFunc(newest(packs), func(o *Pack) bool { return o.ID == p.ID })
		if got, err := Lookup(PackRef{ID: p.ID}); err != nil || got != newest(packs)[last] {
			t.Errorf("%s in any version: %v", p.ID, err)
		}
		if len(p.Rules) != len(Rules) {
			t.Errorf("%s has %d rules, want %d", p.ID, len(p.Rules), len(Rules))
		}
	}
	if _, err := Lookup(PackRef{ID: "XX-YY-1999"}); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("got %v, want it missing", err)
	}
}

// The figures of the rulebook, section 8, with how well each is sourced.
func TestPack_figures(t *testing.T) {
	t.Parallel()
	want := []string{
		"ACK 10 business_day NONE product", "D45 45 calendar_day NONE primary", "LATE 14 calendar_day NONE product", "FORWARD 5 business_day NONE product", "DREF 10 business_day NONE product",
		"SAT 30 calendar_day NEXT_WORKING_DAY product", "IRM 60 calendar_day NONE product", "IRM_ELIGIBILITY 10 business_day NONE product",
		"IRM_CONCILIATION 30 calendar_day NONE product", "IRM_REVIEW 30 calendar_day NONE product", "IRM_VERIFICATION 30 calendar_day NONE product",
		"D60 60 calendar_day NEXT_WORKING_DAY primary", "D25 25 calendar_day NONE secondary", "D90 90 calendar_day NONE recalled",
		"ARB90 90 calendar_day NONE secondary", "AWARD 30 calendar_day NONE product", "PERFORMANCE 30 calendar_day NONE product",
		"REOPENED 45 calendar_day NONE product", "REOPEN 12 month NONE product", "RETENTION 6 year NONE product",
		"RR1M 1 month NEXT_WORKING_DAY primary", "RR3M 3 month NEXT_WORKING_DAY primary", "RRPS 45 calendar_day NONE product",
		"RR_CHOICE 10 business_day NONE product", "RR_MARKETING 2 business_day NONE product", "RR_CONSENT 2 business_day NONE product",
	}
	var got []string
	for _, id := range Rules {
		r := shield().Rule(id)
		got = append(got, fmt.Sprintf("%s %d %s %s %s", id, r.N, r.Unit, r.Roll, r.Basis))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What the rulebook, section 13, says of the panel's figures differs by framework:
// the ICO and the FDPIC act in the place of the panel, and the DPF takes its text over.
func TestPack_figuresOfEveryFramework(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		pack  string
		owner complaint.Role // of D60
		bases string         // of D45, D60, D25, D90, ARB90
		cites []string       // of D45, D60, D25, D90, ARB90: what each must name
		route string
		days  string // valid_transfers and its basis
	}{
		{"EU-PS-2016", complaint.Panel, "primary primary secondary recalled secondary", []string{"III.11.d.i", "WP29", "III.5", "ITA letter", "Annex I.G"}, "DPA_PANEL", "2016-07-12 2020-07-16 primary"},
		{"CH-PS-2017", complaint.DPA, "primary product product recalled secondary", []string{"Administrator's Swiss", "The Commissioner acts", "The Commissioner acts", "ITA letter", "Annex I.G"}, "FDPIC", "2017-01-12 2020-09-08 secondary"},
		{"EU-DPF-2023", complaint.Panel, "primary product product recalled secondary", []string{"DPF key requirements", "Taken over", "Taken over", "ITA letter", "Annex I.G"}, "DPA_PANEL", "2023-07-10  primary"},
		{"UK-EXT-2023", complaint.DPA, "primary product product recalled secondary", []string{"DPF key requirements", "UK authority", "UK authority", "ITA letter", "Annex I.G"}, "ICO", "2023-10-12  recalled"},
		{"CH-DPF-2024", complaint.DPA, "primary product product recalled secondary", []string{"Administrator's Swiss", "The Commissioner acts", "The Commissioner acts", "ITA letter", "Annex I.G"}, "FDPIC", "2024-09-15  primary"},
	} {
		p, err := Lookup(PackRef{ID: tc.pack})
		if err != nil {
			t.Fatal(err)
		}
		var bases []string
		for i, id := range clocks(D45, D60, D25, D90, ARB90) {
			r := p.Rule(id)
			if bases = append(bases, string(r.Basis)); !strings.Contains(r.Cite, tc.cites[i]) {
				t.Errorf("%s: %s cites %q, want %q", p.ID, id, r.Cite, tc.cites[i])
			}
		}
		if got := strings.Join(bases, " "); got != tc.bases {
			t.Errorf("%s: bases %s, want %s", p.ID, got, tc.bases)
		}
		if got := strings.Join([]string{p.ValidTransfers.From, p.ValidTransfers.Until, string(p.ValidTransfers.Basis)}, " "); p.Rule(D60).Owner != tc.owner || p.HRRoute != tc.route || got != tc.days {
			t.Errorf("%s: %s, %s, %s", p.ID, p.Rule(D60).Owner, p.HRRoute, got)
		}
		for _, id := range Rules {
			if r, eu := p.Rule(id), shield().Rule(id); r.N != eu.N || r.Unit != eu.Unit || r.Roll != eu.Roll || r.Internal != eu.Internal || r.Target != eu.Target {
				t.Errorf("%s: the length of %s differs from that of the EU shield, which section 13 says is the same", p.ID, id)
			}
		}
	}
}

func TestOffset_written(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"+5d", "+2bd", "due-5bd", "due+0d", "+45d 12:00", "due-1d 23:59"} {
		var o Offset
		if err := yaml.Unmarshal([]byte(text), &o); err != nil || o.String() != text {
			t.Errorf("%s comes back as %s: %v", text, o, err)
		}
	}
	for _, text := range []string{"5d", "+5", "+5w", "due", "+45d 24:00", "+45d 12:60", "+1000d", "++1d", ""} {
		var o Offset
		if err := yaml.Unmarshal([]byte(fmt.Sprintf("%q", text)), &o); err == nil {
			t.Errorf("%q is read as %s", text, o)
		}
	}
}
