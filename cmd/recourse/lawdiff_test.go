package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recourse/law"
)

func TestLawDiff_packs(t *testing.T) {
	t.Parallel()
	got, err := recourseLaw(t, "diff", "EU-PS-2016", "CH-PS-2017")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"From EU-PS-2016 1.0.0 to CH-PS-2017 1.0.0:",
		"Framework: EU-U.S. Privacy Shield, becomes: Swiss-U.S. Privacy Shield",
		"Data received: 2016-07-12 to 2020-07-16, becomes: 2017-01-12 to 2020-09-08",
		"Residents of: EEA, GB until 2020-12-31, GI until 2020-12-31, becomes: CH",
		"Employment data: DPA_PANEL, becomes: FDPIC",
		"Authority: National data protection authority, becomes: Federal Data Protection and Information Commissioner",
		"Sensitive data added: none, becomes: ideological views or activities",
		"D60 basis: primary, becomes: product",
		"D60 owed by: dpa_panel, becomes: dpa",
		"D25 basis: secondary, becomes: product",
		"D45 citation: III.11.d.i;",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not said in\n%s", want, got)
		}
	}
	for _, same := range []string{"D45 length", "D90", "ARB90", "IRM"} {
		if strings.Contains(got, same) {
			t.Errorf("%s does not differ:\n%s", same, got)
		}
	}
}

func TestLawDiff_versions(t *testing.T) {
	t.Parallel()
	text, err := fs.ReadFile(law.Files(), "packs/eu-ps-2016.yaml")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "next.yaml")
	next := strings.NewReplacer("version: 1.0.0", "version: 1.1.0", "n: 45\n    unit: calendar_day\n    from: complaint.received\n    roll: NONE",
		"n: 9\n    unit: month\n    from: complaint.received\n    roll: NEXT_WORKING_DAY", "{on: +15d, to: [case_officer], say: \"Day 15", "{on: +15d, to: [manager], say: \"Day 15").Replace(string(text))
	if err := os.WriteFile(path, []byte(next), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := recourseLaw(t, "diff", "EU-PS-2016@1.0.0", path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(got), "\n")
	if len(lines) != 3 || lines[0] != "From EU-PS-2016 1.0.0 to EU-PS-2016 1.1.0:" ||
		lines[1] != "D45 length: 45 calendar days, no roll, becomes: 9 months, rolls to the next working day" || !strings.HasPrefix(lines[2], "D45 reminders: ") {
		t.Errorf("got\n%s", got)
	}
	if got, err = recourseLaw(t, "diff", "UK-EXT-2023", "UK-EXT-2023"); err != nil || !strings.Contains(got, "There is no difference.") {
		t.Errorf("got %v\n%s", err, got)
	}
	for _, args := range [][]string{{"XX", "EU-PS-2016"}, {"EU-PS-2016", "EU-PS-2016@9.9.9"}, {"absent.yaml", "EU-PS-2016"}} {
		if _, err := recourseLaw(t, slices.Concat([]string{"diff"}, args)...); err == nil {
			t.Errorf("%v are compared", args)
		}
	}
}

// Packs that extend one another are checked together, and what is wrong with one
// is told with its file, line and reason.
func TestLawCheck_extends(t *testing.T) {
	t.Parallel()
	text, err := fs.ReadFile(law.Files(), "packs/uk-ext-2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	check := func(t *testing.T, changes map[string][2]string) (string, error) {
		t.Helper()
		var files []string
		dir := t.TempDir()
		for name, change := range changes {
			next := strings.Replace(string(text), change[0], change[1], 1)
			if next == string(text) && change[0] != "" {
				t.Fatalf("%s changes nothing", name)
			}
			files = append(files, filepath.Join(dir, name))
			if err := os.WriteFile(files[len(files)-1], []byte(next), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return recourseLaw(t, append([]string{"check"}, files...)...)
	}
	if got, err := check(t, map[string][2]string{"uk.yaml": {"", ""}}); err != nil || !strings.HasSuffix(got, "uk.yaml: UK-EXT-2023 1.0.0 is sound, 26 rules\n") {
		t.Errorf("got %v\n%s", err, got)
	}
	for _, tc := range []struct{ name, old, new, want string }{
		{"unknown base", "extends: EU-DPF-2023", "extends: EU-DPF-2033", "uk.yaml: line 4: extends EU-DPF-2033: no such pack"},
		{"unknown version of the base", "extends: EU-DPF-2023", "extends: EU-DPF-2023@9.0.0", "no such pack"},
		{"itself", "extends: EU-DPF-2023", "extends: UK-EXT-2023", "in a circle"},
		{"no base at all", "extends: EU-DPF-2023\n", "", "irm"},
		{"negative period", "title: Advice of the authority", "n: -1", "rules.D60.n"},
		{"target beyond the period", "title: Advice of the authority", "target: 61", "rule D60: target must lie between 0 and n"},
		{"unknown rule", "  D60:", "  D61:", "rules.D61: there is no such rule"},
		{"unknown field", "owner: dpa", "ownr: dpa", "ownr"},
		{"no citation", "cite: The UK authority acts in the place of the panel; planning figure taken over from the panel of the EU", "cite: ''", "rules.D60.cite"},
		{"nobody for Gibraltar", "directory: [GB, GI]", "directory: [GB]", "directory has nobody for residents of GI"},
		{"two packs for one transfer date", "{from: 2023-10-12,", "{from: 2020-12-31,", "line 8: valid_transfers: UK-EXT-2023 and EU-PS-2016 both cover residents of GB on the same days"},
		{"two packs for a country of the EEA", "residence: [GB, GI]", "residence: [GB, GI, SE]", "SE"},
		{"succeeds a younger pack", "residence: [GB, GI]", "residence: [GB, GI]\nsucceeds: {pack: CH-DPF-2024, on: 2025-01-01, basis: product, cite: x}", "is no older pack and day"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, err := check(t, map[string][2]string{"uk.yaml": {tc.old, tc.new}})
			if err == nil || !strings.Contains(got, tc.want) || !strings.Contains(got, "uk.yaml: line ") {
				t.Errorf("want %q, got %v\n%s", tc.want, err, got)
			}
		})
	}
	got, err := check(t, map[string][2]string{
		"a.yaml": {"extends: EU-DPF-2023", "extends: UK-EXA-2023"},
		"b.yaml": {"id: UK-EXT-2023\nversion: 1.0.0\nextends: EU-DPF-2023", "id: UK-EXA-2023\nversion: 1.0.0\nextends: UK-EXT-2023"},
	})
	if err == nil || strings.Count(got, "in a circle") != 2 {
		t.Errorf("a circle of two is read: %v\n%s", err, got)
	}
}
