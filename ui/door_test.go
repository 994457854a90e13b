package ui

import (
	"net/http"
	"net/url"
	"testing"

	"recourse/access"
)

func TestFollow(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.post("/follow", url.Values{"case": {"rc test 0001"}, "code": {code}}).leads("/my-case")
	if got := b.get("/follow?case=RC-TEST-0001").Find("#f-case").AttrOr("value", ""); got != "RC-TEST-0001" {
		t.Errorf("the number of the address is not filled in: %q", got)
	}
}

func TestFollow_unknownCaseAndWrongCodeLookAlike(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	wrong := b.post("/follow", url.Values{"case": {"RC-TEST-0001"}, "code": {"WRONG"}}).want(http.StatusForbidden)
	unknown := b.post("/follow", url.Values{"case": {"RC-TEST-0002"}, "code": {code}}).want(http.StatusForbidden)
	if wrong.text(".govuk-error-summary") != unknown.text(".govuk-error-summary") {
		t.Errorf("%q and %q differ", wrong.text(".govuk-error-summary"), unknown.text(".govuk-error-summary"))
	}
	if wrong.Find("#f-code").AttrOr("value", "") != "" {
		t.Error("the code comes back in the page")
	}
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.post("/sign-in", url.Values{"name": {"Ola Berg"}, "password": {"right"}}).leads("/desk")
	b.post("/sign-in?next=%2Fdesk%2Fcases%2FRC-TEST-0001", url.Values{"name": {"Ola Berg"}, "password": {"right"}}).leads("/desk/cases/RC-TEST-0001")
	a := b.post("/sign-in", url.Values{"name": {"Ola Berg"}, "password": {"wrong"}}).want(http.StatusForbidden)
	if a.Find("#f-name").AttrOr("value", "") != "Ola Berg" || a.Find("#f-password").AttrOr("value", "") != "" {
		t.Error("the name is not kept, or the password is")
	}
}

func TestSignIn_neverLeadsElsewhere(t *testing.T) {
	t.Parallel()
	for _, next := range []string{"https://example.org/desk", "//example.org", "/my-case", "/deskx", `\\example.org`, ""} {
		b := open(t, nobody)
		b.post("/sign-in?next="+url.QueryEscape(next), url.Values{"name": {"Ola Berg"}, "password": {"right"}}).leads("/desk")
	}
}

func TestLeave(t *testing.T) {
	t.Parallel()
	for to, who := range map[string]access.Caller{"/": person, "/sign-in": officer} {
		b := open(t, who)
		b.post("/sign-out", nil).leads(to)
		if !b.service.left {
			t.Error("the session goes on")
		}
	}
}

func TestError_leadsToTheRightDoor(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.get("/my-case").leads("/follow")
	b.get("/desk?stage=S1").leads("/sign-in?next=%2Fdesk%3Fstage%3DS1")
	b.post("/desk/new", nil).leads("/sign-in")
	b.who = person
	a := b.get("/desk").want(http.StatusForbidden)
	if got := a.text("h1"); got != "This is not open to you" {
		t.Errorf("the page says %q", got)
	}
}

func TestError_ourOwnFaultStaysOurs(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.service.fail = http.ErrBodyNotAllowed
	a := b.get("/desk").want(http.StatusInternalServerError)
	if got := a.text("main"); got == "" || a.Find("main code").Text() != "req-1" {
		t.Errorf("the page says %q", got)
	}
	if b.t.Failed() || containsText(a, http.ErrBodyNotAllowed.Error()) {
		t.Error("the page shows what went wrong inside")
	}
}

func containsText(a answer, text string) bool { return a.Find(`:contains("`+text+`")`).Length() > 0 }
