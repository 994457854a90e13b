package ui

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

var auditor = access.Caller{Actor: complaint.Actor{Role: complaint.Auditor, ID: "staff/4"}, Name: "Uma Holm"}

// Who oversees the office sees who has looked at a case; officers and the
// complainant do not.
func TestReadings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		path string
		who  access.Caller
		want bool
	}{
		"privacy officer": {"/desk/cases/RC-TEST-0001", privacy, true},
		"manager":         {"/desk/cases/RC-TEST-0001", manager, true},
		"auditor":         {"/desk/cases/RC-TEST-0001", auditor, true},
		"case officer":    {"/desk/cases/RC-TEST-0001", officer, false},
		"complainant":     {"/my-case", person, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := open(t, c.who)
			busy(b)
			a := b.get(c.path).want(http.StatusOK)
			if got := a.Find("#readings").Length() == 1; got != c.want {
				t.Fatalf("the list is there: %v, want %v", got, c.want)
			}
			text := a.text(`section[aria-labelledby="readings"] dl`)
			for _, want := range []string{"Pia Lund: the document mail.pdf", "staff/9: the file", "24 Aug 2018, 11:00"} {
				if c.want && !strings.Contains(text, want) {
					t.Errorf("%q lacks %q", text, want)
				}
			}
			wellBuilt(t, a)
		})
	}
}

// Each part of a case that a route shows has its own words.
func TestReadings_everyPartHasWords(t *testing.T) {
	t.Parallel()
	b := open(t, auditor)
	for _, rule := range access.Table {
		if rule.Reads() && !parts.Has(rule.Part()) {
			t.Errorf("%s shows %q of a case, which has no words", rule.Route, rule.Part())
		}
	}
	r := &reading{ctx: t.Context(), rec: law.Record{Case: b.service.rec.Case}}
	for _, part := range parts {
		if got := r.part(part); got == "" || strings.Contains(got, "reading.") {
			t.Errorf("%s is called %q", part, got)
		}
	}
	if got := r.part("anything/X"); got != "anything/X" {
		t.Errorf("what has no words is called %q", got)
	}
}

// An auditor reads a case and is offered nothing to do, nor to enter one.
func TestAuditor_readsOnly(t *testing.T) {
	t.Parallel()
	b := open(t, auditor)
	busy(b)
	a := b.get("/desk/cases/RC-TEST-0001").want(http.StatusOK)
	if a.Find("#acts").Length() != 0 || a.Find("a.act").Length() != 0 || a.text("#narrative + *") == "" {
		t.Error("the page offers acts, or does not show the case")
	}
	for _, href := range a.each("a[href]", "href") {
		if href == "/desk/new" || href == "#acts" {
			t.Errorf("the page leads to %s", href)
		}
	}
	if hrefs := b.get("/desk").want(http.StatusOK).each("a[href]", "href"); slices.Contains(hrefs, "/desk/new") || !slices.Contains(hrefs, "/desk/cases/RC-TEST-0001") {
		t.Errorf("the worklist leads to %v", hrefs)
	}
}

// A case is offered to those who work on cases, not to an auditor.
func TestAssign_offersOfficersOnly(t *testing.T) {
	t.Parallel()
	b := open(t, manager)
	values := b.get("/desk/cases/RC-TEST-0001/acts/case.assigned").want(http.StatusOK).each("#f-assignee option", "value")
	if !slices.Equal(values, []string{"", "staff/1", "staff/2", "staff/3"}) {
		t.Errorf("offered are %q", values)
	}
}
