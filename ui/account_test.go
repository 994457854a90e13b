package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

func TestSignIn_asksForTheSecondStep(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.get("/sign-in/code").leads("/sign-in")
	b.post("/sign-in?next=%2Fdesk%2Fnew", url.Values{"name": {privacy.Name}, "password": {"right"}}).leads("/sign-in/code?next=%2Fdesk%2Fnew")
	if a := b.get("/sign-in/code").want(http.StatusOK); a.Find("#f-code").AttrOr("autocomplete", "") != "one-time-code" {
		t.Error("the browser is not told that it is a code for once")
	}
	b.post("/sign-in/code", url.Values{"code": {"000000"}}).want(http.StatusForbidden)
	b.post("/sign-in/code?next=%2Fdesk%2Fnew", url.Values{"code": {rightCode}}).leads("/desk/new")
	b.service.awaits = false
	b.post("/sign-in/code", url.Values{"code": {rightCode}}).leads("/sign-in")
	if got := b.get("/sign-in").text(".notice"); !strings.Contains(got, "again") {
		t.Errorf("nothing says that it begins anew: %q", got)
	}
}

func TestSignIn_saysWhenToWait(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.service.wait = true
	for path, form := range map[string]url.Values{"/sign-in": {"name": {officer.Name}}, "/sign-in/code": {"code": {rightCode}}, "/welcome": {"code": {rightInvite}}} {
		if a := b.post(path, form).want(http.StatusTooManyRequests); !strings.Contains(a.text(".govuk-error-summary"), "30 seconds") {
			t.Errorf("%s does not say how long", path)
		}
	}
}

func TestSignIn_leadsAdministratorsToTheAccounts(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.post("/sign-in", url.Values{"name": {admin.Name}, "password": {"right"}}).leads("/admin/accounts")
	b.post("/sign-in?next=%2Faccount", url.Values{"name": {admin.Name}, "password": {"right"}}).leads("/account")
	b.who = admin
	if got := b.get("/admin/accounts").each(".masthead__nav a", "href"); !slices.Equal(got, []string{"/admin/accounts", "/admin/events"}) {
		t.Errorf("administrators are led to %v", got)
	}
	b.get("/desk").want(http.StatusForbidden)
}

func TestPasskey_scriptIsToldWhereToGo(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	for _, c := range []struct {
		path, body, want string
		status           int
		who              access.Caller
	}{
		{"/sign-in/passkey/options", "{}", `"challenge":"AAAA"`, 200, nobody},
		{"/sign-in/passkey?next=%2Fdesk%2Fnew", "right", `"to":"/desk/new"`, 200, nobody},
		{"/sign-in/passkey", "wrong", `"says":"this passkey was not accepted"`, 403, nobody},
		{"/welcome/passkey?name=Laptop", "x", `"to":"/account/codes"`, 200, nobody},
		{"/account/passkey?name=Laptop", "x", `"to":"/account"`, 200, officer},
		{"/account/prove/passkey?next=%2Faccount%2Fapp", "right", `"to":"/account/app"`, 200, officer},
		{"/account/prove/passkey?next=https://elsewhere.example", "right", `"to":"/account"`, 200, officer},
	} {
		b.who = c.who
		if a := b.json(c.path, c.body).want(c.status); !strings.Contains(a.body, c.want) {
			t.Errorf("%s answers %s, want %s", c.path, a.body, c.want)
		}
	}
	if want := []string{"passkey Laptop x"}; !slices.Equal(b.service.asked[1:], want) {
		t.Errorf("the service was asked for %q", b.service.asked)
	}
	b.service.stale = true
	if a := b.json("/account/passkey/options", "{}"); !strings.Contains(a.body, `"to":"/account/prove?next=%2Faccount"`) {
		t.Errorf("without a fresh factor the script is told %s", a.body)
	}
}

func TestPasskey_isNotOfferedWhereItCannotWork(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	if b.get("/sign-in").Find("form[data-passkey=get][hidden]").Length() != 1 {
		t.Error("no hidden form for a passkey")
	}
	b.service.noKeys = true
	if b.get("/sign-in").Find("form[data-passkey]").Length() != 0 {
		t.Error("a passkey is offered on an installation without")
	}
}

func TestWelcome(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.get("/welcome/password").leads("/welcome")
	b.get("/welcome/app").leads("/welcome")
	b.post("/welcome", url.Values{"code": {"WRONG"}}).want(http.StatusForbidden)
	b.post("/welcome", url.Values{"code": {rightInvite}}).leads("/welcome/password")
	b.get("/welcome/app").leads("/welcome/password")
	b.post("/welcome/password", url.Values{"password": {"short"}, "again": {"short"}}).want(http.StatusBadRequest)
	b.post("/welcome/password", url.Values{"password": {"four odd words here"}, "again": {"four odd words"}}).want(http.StatusBadRequest)
	b.post("/welcome/password", url.Values{"password": {"four odd words here"}, "again": {"four odd words here"}}).leads("/welcome/app")
	a := b.get("/welcome/app").want(http.StatusOK)
	if a.Find(`img[src="/welcome/app.png"][alt]`).Length() != 1 || a.text("code.secret") != "ABCD EFGH" {
		t.Error("the secret is not there to be scanned and to be typed")
	}
	if got := b.get("/welcome/app.png").header.Get("Content-Type"); got != "image/png" {
		t.Errorf("the picture is %s", got)
	}
	b.post("/welcome/app", url.Values{"code": {"000000"}}).want(http.StatusBadRequest)
	b.post("/welcome/app", url.Values{"code": {rightCode}}).leads("/account/codes")
	b.who = officer
	if got := b.get("/account/codes").text(".codes"); got != "AAAA-BBBB-CCCC-DDDD" {
		t.Errorf("recovery codes %q", got)
	}
	b.get("/account/codes").leads("/account")
}

func TestAccount_changesNeedAFreshFactor(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.service.stale = true
	for path, back := range map[string]string{
		"/account/app/remove": "/account", "/account/passkey/remove": "/account", "/account/codes": "/account", "/account/app": "/account/app",
	} {
		b.post(path, url.Values{"code": {rightCode}, "passkey": {"AQI"}}).leads(proveFirst(back))
	}
	b.get("/account/app").leads(proveFirst("/account/app"))
	b.get("/account/password").leads(proveFirst("/account/password"))
	b.post("/account/password", url.Values{"current": {"right"}}).leads(proveFirst("/account/password"))
	b.post("/account/prove?next=%2Faccount%2Fapp", url.Values{"code": {"000000"}}).want(http.StatusForbidden)
	b.post("/account/prove?next=%2Faccount%2Fapp", url.Values{"code": {rightCode}}).leads("/account/app")
	b.post("/account/app", url.Values{"code": {rightCode}}).leads("/account")
	b.post("/account/passkey/remove", url.Values{"passkey": {"AQI"}}).leads("/account")
	b.post("/account/codes", nil).leads("/account/codes")
	if want := []string{"app", "no passkey \x01\x02", "codes"}; !slices.Equal(b.service.asked, want) {
		t.Errorf("asked for %q, want %q", b.service.asked, want)
	}
}

func TestAccount_saysWhyTheLastFactorStays(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.service.refusing = complaint.Errorf(complaint.Conflict, "this is the last second factor")
	b.post("/account/app/remove", nil).leads("/account")
	if got := b.get("/account").text(".notice"); got != "this is the last second factor" {
		t.Errorf("the page says %q", got)
	}
}

func TestAccount_sessions(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	a := b.get("/account").want(http.StatusOK)
	if got := a.each(`input[name="session"]`, "value"); !slices.Equal(got, []string{"there"}) {
		t.Errorf("sessions to end %v: all but this one", got)
	}
	b.post("/account/sessions", url.Values{"session": {"there"}}).leads("/account")
	b.post("/account/sessions", nil).leads("/sign-in")
	b.post("/account/password", url.Values{"current": {"wrong"}, "password": {"x"}, "again": {"x"}}).want(http.StatusForbidden)
	b.post("/account/password", url.Values{"current": {"right"}, "password": {"x"}, "again": {"x"}}).leads("/account")
	if want := []string{"end there", "end ", "password x"}; !slices.Equal(b.service.asked, want) {
		t.Errorf("asked for %q, want %q", b.service.asked, want)
	}
	b.service.demo = true
	if b.get("/account").Find(`a[href="/account/password"], a[href="/account/app"]`).Length() != 0 {
		t.Error("a demo account is offered changes")
	}
	if b.get("/account/prove").Find("#f-code[type=password]").Length() != 1 {
		t.Error("a demo account proves itself by its password")
	}
}

func TestAdmin_invitationIsShownOnce(t *testing.T) {
	t.Parallel()
	b := open(t, admin)
	form := url.Values{"name": {"New"}, "email": {"new@example.org"}, "role": {"auditor"}}
	if n := b.get("/admin/accounts/new").Find(`[name=entities][type=checkbox], [name=queues][type=checkbox]`).Length(); n != len(law.Entities)+len(law.Queues) {
		t.Errorf("%d companies and queues can be chosen", n)
	}
	b.post("/admin/accounts/new", form).leads("/admin/accounts/2")
	if got := b.get("/admin/accounts/2").text(".govuk-inset-text .secret"); got != rightInvite {
		t.Errorf("the invitation is %q", got)
	}
	if b.get("/admin/accounts/2").Find(".govuk-inset-text").Length() != 0 {
		t.Error("the invitation is shown again")
	}
	b.post("/admin/accounts/2/reset", nil).leads("/admin/accounts/2")
	if got := b.get("/admin/accounts/2").text(".govuk-inset-text .secret"); got != rightInvite {
		t.Errorf("after a reset the invitation is %q", got)
	}
	b.service.stale = true
	b.get("/admin/accounts/new").leads(proveFirst("/admin/accounts/new"))
	b.post("/admin/accounts/new", form).leads(proveFirst("/admin/accounts/new"))
	b.post("/admin/accounts/2/disable", nil).leads(proveFirst("/admin/accounts/2"))
}

func TestAdmin_changes(t *testing.T) {
	t.Parallel()
	b := open(t, admin)
	for _, change := range []string{"role", "disable", "enable", "sessions"} {
		b.post("/admin/accounts/1/"+change, url.Values{"role": {"manager"}}).leads("/admin/accounts/1")
	}
	if want := []string{"role manager", "disable", "enable", "end"}; !slices.Equal(b.service.asked, want) {
		t.Errorf("asked for %q, want %q", b.service.asked, want)
	}
	b.post("/admin/accounts/1/nonsense", nil).want(http.StatusNotFound)
	b.post("/admin/accounts/x/disable", nil).want(http.StatusNotFound)
	b.service.refusing = complaint.Errorf(complaint.Conflict, "this is the last administrator")
	b.post("/admin/accounts/1/disable", nil).leads("/admin/accounts/1")
	if got := b.get("/admin/accounts/1").text(".notice"); got != "this is the last administrator" {
		t.Errorf("the page says %q", got)
	}
}

func TestAdmin_eventsAreForAdministratorsAndAuditors(t *testing.T) {
	t.Parallel()
	b := open(t, auditing)
	text := b.get("/admin/events").want(http.StatusOK).text("main")
	for _, want := range []string{"Role changed", "manager", officer.Name, "Sign-in failed", "not signed in", "operator", "192.0.2.0/24"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list does not say %q", want)
		}
	}
	b.get("/admin/accounts").want(http.StatusForbidden)
	b.who = officer
	b.get("/admin/events").want(http.StatusForbidden)
}

func TestWords_accounts(t *testing.T) {
	t.Parallel()
	for _, kind := range access.EventKinds {
		if !words.Has(t.Context(), "account_event."+string(kind)) {
			t.Errorf("%s has no words", kind)
		}
	}
	for _, id := range []string{"method.password", "method.totp", "method.passkey", "method.recovery_code", "method.invitation", "account.state.in_use", "account.state.demo", "account.state.invited", "account.state.expired", "account.state.disabled"} {
		if !words.Has(t.Context(), id) {
			t.Errorf("%s has no words", id)
		}
	}
}
