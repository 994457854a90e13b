package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recourse/cmd/recourse/simulation"
)

func TestLawSimulate_formats(t *testing.T) {
	t.Parallel()
	args := []string{"simulate", "--cases", "400", "--set", "D45.n=30", "--set", "SAT.roll=NONE"}
	table, err := recourseLaw(t, args...)
	if err != nil || !strings.Contains(table, "D45.n=30 SAT.roll=NONE  difference") {
		t.Errorf("got %v\n%s", err, table)
	}
	text, err := recourseLaw(t, append(args, "--format", "csv")...)
	if err != nil {
		t.Fatal(err)
	}
	if lines, err := csv.NewReader(strings.NewReader(text)).ReadAll(); err != nil || len(lines) != 107 {
		t.Errorf("%d lines: %v", len(lines), err)
	}
	picture := filepath.Join(t.TempDir(), "year.svg")
	text, err = recourseLaw(t, append(args, "--format", "json", "--svg", picture)...)
	var r simulation.Result
	if err != nil || json.Unmarshal([]byte(text), &r) != nil || len(r.Reports) != 2 || r.Year != 2018 {
		t.Errorf("got %v\n%s", err, text)
	}
	if svg, err := os.ReadFile(picture); err != nil || !strings.HasPrefix(string(svg), "<svg ") {
		t.Errorf("the picture: %v", err)
	}
	chart, err := recourseLaw(t, append(args, "--format", "chart")...)
	if err != nil || !strings.Contains(chart, "breaches, D45.n=30 SAT.roll=NONE\n") {
		t.Errorf("got %v\n%s", err, chart)
	}
}

func TestLawSimulate_yearOfThePack(t *testing.T) {
	t.Parallel()
	for pack, want := range map[string]string{"EU-PS-2016": "in 2018:", "CH-PS-2017": "in 2018:", "EU-DPF-2023": "in 2024:", "UK-EXT-2023": "in 2024:", "CH-DPF-2024": "in 2025:"} {
		if got, err := recourseLaw(t, "simulate", "--pack", pack, "--cases", "50"); err != nil || !strings.Contains(got, want) {
			t.Errorf("%s: got %v\n%s", pack, err, got)
		}
	}
}

func TestLawSimulate_refusals(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ args, want string }{
		{"--pack EU-PS-2061", "this release has no pack"},
		{"--set D46.n=30", "EU-PS-2016 has no rule D46; it has ACK,"},
		{"--set D45.length=30", "a rule has no figure length to set; it has breach, internal, n,"},
		{"--set D45.n=0", "n must be a positive number"},
		{"--set D45.n", "write RULE.field=value"},
		{"--cases 0", "cases must lie between 1 and"},
		{"--year 1999", "year must lie between 2016 and 2058"},
		{"--format pie", "must be one of"},
		{"--svg /nowhere/at/all.svg --cases 1", "write the picture"},
	} {
		if _, err := recourseLaw(t, append([]string{"simulate"}, strings.Fields(tc.args)...)...); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %s", tc.args, err, tc.want)
		}
	}
}

func TestLawSimulate_progress(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	lawSimulateCmd{Cases: 1000}.progress(&out, time.Now().Add(-10*time.Second))(500)
	if got := out.String(); got != "simulated 500 of 1000 complaints, about 10s left\n" {
		t.Errorf("got %q", got)
	}
}
