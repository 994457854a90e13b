package main

import (
	"os"
	"strings"
	"testing"

	"recourse/law"
)

func TestLawCalendars(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ args, want string }{
		{"calendars", "US-MD"},
		{"calendars", "No list of holidays covers Cyprus, Estonia, Finland, Hungary, Iceland, Liechtenstein, Luxembourg, Malta, Portugal"},
		{"calendars", "(basis: product)"},
		{"calendars SE --year 2018", "2018-06-22 Friday Midsommarafton"},
		{"calendars US-MD --year 2021", "2021-12-31 Friday New Year's Day"},
		{"calendars FI --year 2018", "Not counted: every public holiday."},
	} {
		got, err := recourseLaw(t, strings.Fields(tc.args)...)
		if err != nil || !strings.Contains(strings.Join(strings.Fields(got), " "), tc.want) {
			t.Errorf("%s: %v, does not say %q:\n%s", tc.args, err, tc.want, got)
		}
	}
	if _, err := recourseLaw(t, "calendars", "XX"); err == nil || !strings.Contains(err.Error(), "GB-ENG") {
		t.Errorf("an unknown calendar: %v", err)
	}
}

// The page in docs has a row for every calendar, with its gaps.
func TestLawCalendars_documented(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/calendars.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range law.CalendarTable() {
		row := "| " + c.Name + " | " + c.Country + " | " + map[bool]string{true: "yes", false: "no"}[c.Covered] + " | " + c.Gaps + " |"
		if !strings.Contains(string(page), strings.Replace(row, "|  |", "| none known |", 1)+"\n") {
			t.Errorf("docs/calendars.md lacks the row\n%s", row)
		}
	}
}
