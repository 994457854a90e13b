package ui

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"recourse/access"
	"recourse/complaint"
)

var robin = access.Caller{Actor: complaint.Actor{Role: complaint.Representative, ID: "rep/2"}, Case: "RC-TEST-0001"}

// admitted opens the pages as the person, who has admitted a representative.
func admitted(t *testing.T) *browser {
	t.Helper()
	b := open(t, person)
	a := b.post(accessPath, url.Values{"key": {"k1"}, "name": {"Robin Advocate"}, "email": {"robin@example.org"}}).want(http.StatusOK)
	if got := a.Find("[data-code]").AttrOr("data-code", ""); got != "AGEN-TCOD-EAGE-NTCO" {
		t.Fatalf("the page shows the code %q", got)
	}
	wellBuilt(t, a)
	return b
}

func TestAccess_givesAndTakesBack(t *testing.T) {
	t.Parallel()
	b := admitted(t)
	if got := b.get("/my-case").text(`.aside-note:has(a[href="/my-case/access"])`); !strings.Contains(got, "You, and 1 representative.") {
		t.Errorf("the case says %q", got)
	}
	a := b.get(accessPath).want(http.StatusOK)
	wellBuilt(t, a)
	if a.Find("[data-code]").Length() != 0 {
		t.Error("the code is shown a second time")
	}
	form := a.Find(`[data-agent="rep/2"] form`)
	if form.AttrOr("action", "") != accessPath+"/end" || !strings.Contains(form.Text(), "Robin Advocate") {
		t.Fatalf("no way to take the access back: %s", a.text(`[data-agent="rep/2"]`))
	}
	agent := form.Find("input[name=agent]").AttrOr("value", "")
	b.post(accessPath+"/end", url.Values{"key": {"k2"}, "agent": {agent}}).leads(accessPath)
	after := b.get(accessPath)
	if after.Find(`[data-agent="rep/2"] form`).Length() != 0 || !strings.Contains(after.text(`[data-agent="rep/2"]`), "Had access until") {
		t.Errorf("afterwards the page says %q", after.text(`[data-agent="rep/2"]`))
	}
	b.post(accessPath+"/end", url.Values{"agent": {"nobody"}}).want(http.StatusBadRequest)
}

func TestAccess_saysWhatIsWrong(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	a := b.post(accessPath, url.Values{"key": {"k1"}}).want(http.StatusBadRequest)
	wellBuilt(t, a)
	if a.Find(".govuk-error-summary a[href='#f-name']").Length() != 1 {
		t.Error("the summary does not lead to the name")
	}
	b.service.fail = complaint.Errorf(complaint.Invalid, "email is no e-mail address")
	a = b.post(accessPath, url.Values{"key": {"k1"}, "name": {"R"}, "email": {"x"}}).want(http.StatusBadRequest)
	if a.Find(".govuk-error-summary a[href='#f-email']").Length() != 1 || a.Find("#f-email").AttrOr("value", "") != "x" {
		t.Error("the summary does not lead to the address, or it is lost")
	}
	b.service.fail = complaint.Errorf(complaint.Busy, "later")
	a = b.post(accessPath, url.Values{"key": {"k1"}, "name": {"R"}}).want(http.StatusServiceUnavailable)
	if a.Find(`form[action="/my-case/access"] input[name=key]`).AttrOr("value", "") != "k1" {
		t.Error("what may have been done would be done twice")
	}
}

func TestAccess_makesANewCode(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	a := b.post(accessPath+"/code", url.Values{"key": {"k1"}}).want(http.StatusOK)
	wellBuilt(t, a)
	if got := a.Find("[data-code]").AttrOr("data-code", ""); got != "NEWC-ODEN-EWCO-DENE" || b.service.keys[0] != "k1" {
		t.Errorf("the page shows %q, made by %v", got, b.service.keys)
	}
}

// The acts lead to the page that shows the code.
func TestAccess_isWhereItsActsLead(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.get("/my-case/acts/representative.admitted").leads(accessPath)
	b.post("/my-case/acts/representative.revoked", nil).leads(accessPath)
}

// A representative sees the case, but neither that page nor a way to it, and who has
// done what is told apart.
func TestAccess_isNotForRepresentatives(t *testing.T) {
	t.Parallel()
	b := admitted(t)
	b.service.do(t, robin, complaint.MessageSent, map[string]string{"text": "I write for her."})
	b.service.do(t, person, complaint.MessageSent, map[string]string{"text": "I write myself."})
	if got := b.get("/my-case").text(".talk"); !strings.Contains(got, "Robin Advocate") || !strings.Contains(got, "You,") {
		t.Errorf("the person reads %q", got)
	}
	b.who = robin
	a := b.get("/my-case").want(http.StatusOK)
	wellBuilt(t, a)
	if got := a.text(".talk"); !strings.Contains(got, "Complainant") || !strings.Contains(got, "You,") {
		t.Errorf("the representative reads %q", got)
	}
	if a.Find(`a[href="/my-case/access"], a[href*="representative"]`).Length() != 0 {
		t.Error("there is a way to the page")
	}
	b.get(accessPath).want(http.StatusForbidden)
	b.post(accessPath+"/code", nil).want(http.StatusForbidden)
	b.post(accessPath, nil).want(http.StatusForbidden)
	b.post(accessPath+"/end", nil).want(http.StatusForbidden)
	b.who = officer
	if got := b.get("/desk/cases/RC-TEST-0001").text(".talk"); !strings.Contains(got, "Robin Advocate (representative)") {
		t.Errorf("the officer reads %q", got)
	}
}

func TestLink_isSentWithoutTellingWhetherItIs(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	form := b.get("/follow").Find(`form[action="/follow/send"]`)
	if form.Find("#f-number").Length() != 1 || form.Find("#f-email").Length() != 1 {
		t.Fatal("there is no form for a link")
	}
	right := b.post("/follow/send", url.Values{"number": {"RC-TEST-0001"}, "email": {" anna@example.org "}}).want(http.StatusOK)
	wrong := b.post("/follow/send", url.Values{"number": {"RC-TEST-0002"}, "email": {"x@example.org"}}).want(http.StatusOK)
	if right.body != wrong.body {
		t.Error("the answers differ")
	}
	wellBuilt(t, right)
	if got := b.service.wishes; len(got) != 2 || got[0] != "RC-TEST-0001 anna@example.org" {
		t.Errorf("wishes %q", got)
	}
	a := b.post("/follow/send", url.Values{"number": {"no number"}, "email": {"x@example.org"}}).want(http.StatusBadRequest)
	if wellBuilt(t, a); a.Find(".govuk-error-summary a[href='#f-number']").Length() != 1 {
		t.Error("a number that is none is not pointed out")
	}
}

// A link is opened by a press of the button, never by looking at it.
func TestLink_opensByTheButton(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	a := b.get("/follow/link?token=" + token).want(http.StatusOK)
	wellBuilt(t, a)
	form := a.Find(`form[method=post][action="/follow/link"]`)
	b.post("/follow/link", url.Values{"token": {form.Find("input[name=token]").AttrOr("value", "")}}).leads("/my-case")
	b.who = person
	if got := b.get("/my-case").body; !strings.Contains(got, "You have come in by a link") {
		t.Error("the case does not say how to make a new code")
	}
	b.who = nobody
	dead := b.post("/follow/link", url.Values{"token": {"used"}}).want(http.StatusForbidden)
	if wellBuilt(t, dead); !strings.Contains(dead.text(".govuk-error-summary"), "opens nothing") {
		t.Errorf("a dead link is answered %q", dead.text(".govuk-error-summary"))
	}
}
