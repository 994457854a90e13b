package ui

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
)

// byProvider has staff sign in by a provider that they leave at an address.
func byProvider(to string) func(*Options) {
	return func(o *Options) { o.Farewell = func(context.Context) string { return to } }
}

func TestSignIn_byAProvider(t *testing.T) {
	t.Parallel()
	b := open(t, nobody, byProvider(""))
	a := b.get("/sign-in?next=%2Fdesk%2Fcases%2FRC-TEST-0001").want(http.StatusOK)
	wellBuilt(t, a)
	next := func(a answer) string {
		return a.Find(`main form[method=post][action="/sign-in/provider"] input[name=next]`).AttrOr("value", "")
	}
	if got := next(a); got != "/desk/cases/RC-TEST-0001" {
		t.Errorf("the button leads to %q", got)
	}
	if a.Find("main input[type=password]").Length() != 0 {
		t.Error("the page asks for a password")
	}
	if got := next(b.get("/sign-in?next=https%3A%2F%2Felsewhere.example")); got != "" {
		t.Errorf("a foreign address leads to %q", got)
	}
	if got := b.get("/sign-in?again=1&next=%2Faccount").Find("main input[name=again]").AttrOr("value", ""); got != "1" {
		t.Error("who is to show again who they are is not sent to do so")
	}
}

func TestLeave_theProviderToo(t *testing.T) {
	t.Parallel()
	const end = "https://id.example/end?id_token_hint=x&client_id=y"
	b := open(t, officer, byProvider(end))
	a := b.post("/sign-out", nil).want(http.StatusOK)
	wellBuilt(t, a)
	if got := a.Find(`meta[http-equiv="refresh"]`).AttrOr("content", ""); got != "0; url="+end {
		t.Errorf("leads on by %q", got)
	}
	if got := a.Find("main a").AttrOr("href", ""); got != end || !b.service.left {
		t.Errorf("leads on to %q; left: %v", got, b.service.left)
	}
	open(t, officer, byProvider("")).post("/sign-out", nil).leads("/sign-in")
}

// What keeps somebody from signing in by the provider is said in its own words;
// elsewhere a refusal is not.
func TestError_atTheProvider(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	for kind, status := range map[complaint.Kind]int{complaint.Forbidden: http.StatusForbidden, complaint.Busy: http.StatusServiceUnavailable} {
		b.front.GET("/sign-in/provider/"+string(kind), func(echo.Context) error { return complaint.Errorf(kind, "no role here") })
		a := b.get("/sign-in/provider/" + string(kind)).want(status)
		if !strings.Contains(a.text("main"), "No role here.") {
			t.Errorf("%s: the page says %q", kind, a.text("main"))
		}
	}
	b.front.GET("/elsewhere", func(echo.Context) error { return complaint.Errorf(complaint.Forbidden, "inside words") })
	b.front.GET("/sign-in/provider/broken", func(echo.Context) error { return errors.New("inside words") })
	for path, status := range map[string]int{"/elsewhere": http.StatusForbidden, "/sign-in/provider/broken": http.StatusInternalServerError} {
		if a := b.get(path).want(status); strings.Contains(a.text("main"), "inside words") {
			t.Errorf("%s shows what is not for people", path)
		}
	}
}

// Where the organisation signs people in, their account here keeps no password,
// and they show there again who they are.
func TestAccount_byAProvider(t *testing.T) {
	t.Parallel()
	b := open(t, admin, byProvider(""))
	b.service.issuer = "https://id.example"
	a := b.get("/account").want(http.StatusOK)
	wellBuilt(t, a)
	if a.Find(`main a[href^="/account/"], main form[action^="/account/passkey"]`).Length() != 0 || !strings.Contains(a.text("main"), "account of your organisation") {
		t.Errorf("the page offers more than sessions: %s", a.text("main"))
	}
	b.service.stale = true
	b.get("/admin/accounts/new").leads("/sign-in?again=1&next=%2Fadmin%2Faccounts%2Fnew")
}
