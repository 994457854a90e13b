package ui

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
)

var system = access.Caller{Actor: complaint.Actor{Role: complaint.System}}

// Whoever opens a case reads how long it is kept, by which rule, and what is decided
// about it; a hold is the office's affair.
func TestKept_untilWhenAndWhy(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	kept := func(who access.Caller, page string) string {
		t.Helper()
		b.who = who
		return b.get(page).want(http.StatusOK).text("[data-kept]")
	}
	const desk, own = "/desk/cases/RC-TEST-0001", "/my-case"
	if got := kept(officer, desk) + kept(person, own); got != "" {
		t.Errorf("an open case of which nothing is asked says %q", got)
	}
	f := b.service
	f.do(t, person, complaint.ErasureRequested, map[string]string{"reasons": "I am done."})
	for who, page := range map[string]string{"officer": kept(officer, desk), "person": kept(person, own)} {
		if !strings.Contains(page, "asked for") || strings.Contains(page, "Kept until") {
			t.Errorf("the %s of an open case reads %q", who, page)
		}
	}
	f.do(t, person, complaint.ComplaintWithdrawn, nil, "confirmed=true")
	for who, page := range map[string]string{"officer": kept(officer, desk), "person": kept(person, own)} {
		if !strings.Contains(page, "Kept until Monday 26 August 2024") || !strings.Contains(page, "6 years") || !strings.Contains(page, "a choice of this service") {
			t.Errorf("the %s of a closed case reads %q", who, page)
		}
	}
	f.do(t, officer, complaint.ErasureProposed, nil, "ground=REQUESTED")
	if got := kept(officer, desk); !strings.Contains(got, "waits for a second person") {
		t.Errorf("the officer reads %q of a proposal", got)
	}
	f.do(t, manager, complaint.HoldPlaced, nil)
	if got := kept(officer, desk); !strings.Contains(got, "legal hold") || strings.Contains(got, "Kept until") {
		t.Errorf("the officer reads %q of a hold", got)
	}
	if got := kept(person, own); strings.Contains(got, "hold") {
		t.Errorf("the person reads %q of a hold", got)
	}
	f.do(t, manager, complaint.HoldReleased, nil)
	f.do(t, manager, complaint.ErasureApproved, nil)
	if got := kept(person, own); !strings.Contains(got, "is approved") {
		t.Errorf("the person reads %q when it is approved", got)
	}
}

// The form that asks for erasure says what must stay and until when.
func TestKept_theFormSaysWhatStays(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	const form = "/my-case/acts/erasure.requested"
	if got := b.get(form).want(http.StatusOK).text("[data-kept]"); !strings.Contains(got, "stays until the case has closed") || !strings.Contains(got, "6 years") {
		t.Errorf("of an open case the form says %q", got)
	}
	b.service.do(t, person, complaint.ComplaintWithdrawn, nil, "confirmed=true")
	if got := b.get(form).want(http.StatusOK).text("[data-kept]"); !strings.Contains(got, "kept until Monday 26 August 2024") || !strings.Contains(got, "leads to nobody") {
		t.Errorf("of a closed case the form says %q", got)
	}
}

// An erased case says when and why and by which rule; number, dates and timeline
// stay, and there is nothing to do.
func TestKept_anErasedCase(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	f := b.service
	f.do(t, person, complaint.ComplaintWithdrawn, nil, "confirmed=true")
	f.on(2200)
	f.now = time.Date(2024, 10, 1, 8, 0, 0, 0, time.UTC)
	f.do(t, system, complaint.CaseErased, nil, "ground=RETENTION")
	f.rec.Filing = complaint.Filing{}
	for i := range f.rec.Letters {
		f.rec.Letters[i].Subject, f.rec.Letters[i].Body = "", ""
	}
	a := b.get("/desk/cases/RC-TEST-0001").want(http.StatusOK)
	got := a.text("[data-kept]")
	for _, want := range []string{"Erased on Tuesday 1 October 2024", "the time for keeping the case was over", "H104", "section 9"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page says %q, want %q in it", got, want)
		}
	}
	if n := a.Find("[data-seq]").Length(); n < 3 {
		t.Errorf("the timeline has %d events", n)
	}
	if a.Find("a[data-action], [data-forbidden]").Length() != 0 || !strings.Contains(a.text("section[aria-labelledby=acts]"), "Nothing can be done") {
		t.Error("there is still something to do, or grey")
	}
	if !strings.Contains(a.text("#narrative + p"), "destroyed") {
		t.Error("the page does not say that the story is destroyed")
	}
}
