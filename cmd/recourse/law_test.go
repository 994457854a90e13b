package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"recourse/law"
)

// recourseLaw runs `recourse law` with arguments and returns what it printed.
func recourseLaw(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	var cli struct {
		Law lawCmd `cmd:""`
	}
	parser, err := kong.New(&cli, kong.BindTo(&out, (*io.Writer)(nil)), kong.BindTo(t.Context(), (*context.Context)(nil)))
	if err != nil {
		t.Fatal(err)
	}
	k, err := parser.Parse(append([]string{"law"}, args...))
	if err != nil {
		return "", err
	}
	err = k.Run()
	return out.String(), err
}

// shieldPack is the pack most of these tests ask about.
func shieldPack(t *testing.T) *law.Pack {
	t.Helper()
	p, err := law.Lookup(law.PackRef{ID: "EU-PS-2016"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestLawDate(t *testing.T) {
	t.Parallel()
	got, err := recourseLaw(t, "date", "--rule", "D45", "--from", "2018-08-09", "--zone", "America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	const want = `D45            Answer of the company (EU-PS-2016 1.0.0)
day 0          Thursday 9 August 2018
due            Sunday 23 September 2018
internal date  Friday 21 September 2018
ends           2018-09-24 03:59:59 UTC
length         45 calendar days, no roll
basis          primary
citation       III.11.d.i; N-EN and N-SV, step 1 (45 days of receipt); counted strictly: day of receipt is day 0, no roll

1.  Thursday 9 August 2018 is day 0: the day of the event does not count.
2.  Day 45, counting calendar days with weekends and holidays, is Sunday 23 September 2018.
3.  That is a Sunday; the legal date stays, since the rule does not roll.
4.  It ends at 23:59:59 in America/New_York, the earlier of the receiving address's and the complainant's zone: 2018-09-24 03:59:59 UTC.
5.  Internal date: the last working day before, Friday 21 September 2018.
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLawDate_asJSON(t *testing.T) {
	t.Parallel()
	got, err := recourseLaw(t, "date", "--pack", "EU-PS-2016", "--rule", "RR1M", "--from", "2018-08-31", "--zone", "Europe/London",
		"--person-zone", "Europe/Stockholm", "--calendar", "SE", "--json")
	if err != nil {
		t.Fatal(err)
	}
	var answer computed
	if err := json.Unmarshal([]byte(got), &answer); err != nil {
		t.Fatalf("%s: %v", got, err)
	}
	if answer.Due.String() != "2018-10-01" || answer.Basis != law.Primary || answer.Cite == "" || len(answer.Steps) < 3 || !strings.HasSuffix(got, "}\n") {
		t.Errorf("got %s", got)
	}
	if ends := answer.Ends.Format("2006-01-02 15:04:05"); ends != "2018-10-01 21:59:59" {
		t.Errorf("ends %s: midnight comes first in Stockholm", ends)
	}
}

func TestLawDate_everyRuleOfEveryPack(t *testing.T) {
	t.Parallel()
	for _, p := range law.Packs() {
		for _, id := range law.Rules {
			got, err := recourseLaw(t, "date", "--pack", p.ID, "--rule", string(id), "--from", "2018-08-24")
			if err != nil || !strings.HasPrefix(got, string(id)+" ") || !strings.Contains(got, p.Rule(id).Cite) || !strings.Contains(got, p.ID+" "+p.Version) {
				t.Errorf("%s of %s: %v\n%s", id, p.ID, err, got)
			}
		}
	}
}

func TestLawDate_refusals(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		args []string
		want string
	}{
		{"unknown pack", []string{"--pack", "XX", "--rule", "D45", "--from", "2018-08-24"}, "no pack \"XX\"; it has CH-DPF-2024, CH-PS-2017, EU-DPF-2023, EU-PS-2016, UK-EXT-2023"},
		{"unknown rule", []string{"--rule", "D46", "--from", "2018-08-24"}, "no rule \"D46\"; it has ACK, D45"},
		{"unknown zone", []string{"--rule", "D45", "--from", "2018-08-24", "--zone", "Hanover"}, "no zone \"Hanover\""},
		{"this machine's zone", []string{"--rule", "D45", "--from", "2018-08-24", "--person-zone", "Local"}, "no zone \"Local\""},
		{"unknown calendar", []string{"--rule", "D45", "--from", "2018-08-24", "--calendar", "XX"}, "no calendar \"XX\""},
		{"no date", []string{"--rule", "D45", "--from", "24.8.2018"}, "year-month-day"},
		{"no rule", []string{"--from", "2018-08-24"}, "--rule"},
	} {
		if got, err := recourseLaw(t, append([]string{"date"}, tc.args...)...); err == nil || !strings.Contains(err.Error(), tc.want) || got != "" {
			t.Errorf("%s: got %v and %q, want an error about %q", tc.name, err, got, tc.want)
		}
	}
}

func TestLawList(t *testing.T) {
	t.Parallel()
	got, err := recourseLaw(t, "list")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range law.Packs() {
		if !strings.Contains(strings.Join(strings.Fields(got), " "), p.ID+" "+p.Version) {
			t.Errorf("%s is not listed:\n%s", p.ID, got)
		}
	}
	got = strings.Join(strings.Fields(got), " ")
	if want := "2016-07-12 to 2020-07-16 EEA, GB until 2020-12-31, GI until 2020-12-31 26 EU-U.S. Privacy Shield "; !strings.Contains(got, want) {
		t.Errorf("got\n%s", got)
	}
}

func TestLawShow(t *testing.T) {
	t.Parallel()
	got, err := recourseLaw(t, "show", "EU-PS-2016")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range law.Rules {
		if r := shieldPack(t).Rule(id); !strings.Contains(got, r.Cite) || !strings.Contains(got, r.Title) {
			t.Errorf("%s is not shown", id)
		}
	}
	for _, want := range []string{
		"45 calendar days, no roll", "10 business days, no roll, target 2", "1 month, rolls to the next working day", "recalled", "timer.D90",
		"+45d 12:00  ", "due-5bd  ", "to case_officer, privacy_officer, manager: A Notice of arbitration was delivered", "BBB EU Privacy Shield",
	} {
		if !strings.Contains(strings.Join(strings.Fields(got), " "), strings.TrimSpace(want)) {
			t.Errorf("%q is not shown", want)
		}
	}
	if _, err := recourseLaw(t, "show", "XX"); err == nil || !strings.Contains(err.Error(), "EU-PS-2016") {
		t.Errorf("got %v, want the packs there are", err)
	}
}

func TestLawCheck_ownPacks(t *testing.T) {
	t.Parallel()
	got, err := recourseLaw(t, "check")
	var want strings.Builder
	for _, p := range law.Packs() {
		fmt.Fprintf(&want, "packs/%s.yaml: %s 1.0.0 is sound, 26 rules\n", strings.ToLower(p.ID), p.ID)
	}
	if err != nil || got != want.String() {
		t.Errorf("got %v\n%s", err, got)
	}
}

func TestLawCheck_faults(t *testing.T) {
	t.Parallel()
	text, err := fs.ReadFile(law.Files(), "packs/eu-ps-2016.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	line := func(words string) int {
		return 1 + strings.Count(string(text[:bytes.Index(text, []byte(words))]), "\n")
	}
	for _, tc := range []struct {
		name, old, new string
		line           int // of the fault; 0 when it has none
		want           string
	}{
		{"negative", "n: 45", "n: -45", line("n: 45"), "rules.D45.n"},
		{"unknown rule", "  D60:", "  D61:", line("  D60:"), "rules.D61: there is no such rule"},
		{"citation", "cite: WP29 Rules of Procedure of the Informal Panel (target of the panel)", "cite: ''", line("cite: WP29 Rules"), "rules.D60.cite"},
		{"no citation", "    cite: WP29 Rules of Procedure of the Informal Panel (target of the panel)\n", "", line("  D60:"), "rules.D60: missing property 'cite'"},
		{"unreachable stage", "    then: timer.D45\n", "", line("  D45:"), "rule D45: then must be timer.D45; without it S1/OVERDUE cannot be reached"},
		{"two packs for one date", "id: EU-PS-2016", "id: EU-PT-2016", line("valid_transfers:"), "EU-PT-2016 and EU-PS-2016 both cover residents of EEA"},
		{"basis", "basis: secondary", "basis: hearsay", line("basis: secondary"), "primary"},
		{"field", "owner: dpa_panel", "ownr: dpa_panel", line("  D60:"), "ownr"},
		{"rung", "{on: +15d", "{on: 15 days", line("{on: +15d"), "rules.D45.ladder.1.on"},
		{"order", "{on: +5d, to", "{on: +16d, to", line("  D45:"), "before the one above it"},
		{"missing", "  RRPS:", "  RRPX:", line("rules:"), "RRPS"},
		{"syntax", "rules:", "rules: [", 0, "yaml"},
	} {
		path := write(tc.name+".yaml", strings.Replace(string(text), tc.old, tc.new, 1))
		got, err := recourseLaw(t, "check", path)
		if err == nil || err.Error() != "1 of 1 pack files have faults" || !strings.HasPrefix(got, path+": ") || !strings.Contains(got, tc.want) {
			t.Errorf("%s: got %v\n%s", tc.name, err, got)
		}
		if at := "line " + strconv.Itoa(tc.line) + ": "; tc.line > 0 && !strings.Contains(got, at) {
			t.Errorf("%s: want %q in\n%s", tc.name, at, got)
		}
	}
	sound := write("sound.yaml", string(text))
	got, err := recourseLaw(t, "check", sound, filepath.Join(dir, "absent.yaml"))
	if err == nil || err.Error() != "1 of 2 pack files have faults" || !strings.Contains(got, sound+": EU-PS-2016") || !strings.Contains(got, "absent.yaml") {
		t.Errorf("got %v\n%s", err, got)
	}
}
