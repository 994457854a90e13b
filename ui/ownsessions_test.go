package ui

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
)

// openIn has the case open in this browser and in others.
func (f *fake) openIn(others ...string) {
	f.places = []access.OwnSession{{ID: "here", OpenedAt: f.now, SeenAt: f.now}}
	for _, id := range others {
		f.places = append(f.places, access.OwnSession{ID: id, OpenedAt: f.now.Add(-time.Hour), SeenAt: f.now.Add(-time.Minute)})
	}
}

func (f *fake) OwnSessions(context.Context) ([]access.OwnSession, string, bool, error) {
	return f.places, "here", f.proven, f.fail
}

func (f *fake) EndOwnSessions(_ context.Context, id, given string) error {
	if !f.proven && given != code {
		return complaint.Errorf(complaint.Missing, "no such code")
	}
	f.closed = append(f.closed, id)
	return f.fail
}

func TestOwnSessions_showsAndEnds(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.service.openIn("there", "third")
	a := b.get(ownSessionsPath).want(http.StatusOK)
	wellBuilt(t, a)
	if rows := a.Find("tbody tr"); rows.Length() != 3 || strings.Count(a.text("tbody"), "in this browser") != 1 {
		t.Errorf("the page lists %s", a.text("tbody"))
	}
	if got := a.each("#f-session option", "value"); strings.Join(got, ",") != ",there,third" {
		t.Errorf("to choose from are %v", got)
	}
	a = b.post(ownSessionsPath, url.Values{"session": {"third"}, "code": {"wrong"}}).want(http.StatusForbidden)
	wellBuilt(t, a)
	if got := a.Find("#f-session option[selected]").AttrOr("value", ""); got != "third" || len(b.service.closed) != 0 {
		t.Errorf("the form comes back with %q; ended are %v", got, b.service.closed)
	}
	b.post(ownSessionsPath, url.Values{"session": {"third"}, "code": {code}}).leads(ownSessionsPath)
	b.service.proven = true
	if b.get(ownSessionsPath).Find("#f-code").Length() != 0 {
		t.Error("who has just come in is asked for the code")
	}
	b.post(ownSessionsPath, url.Values{"session": {""}}).leads(ownSessionsPath)
	if got := strings.Join(b.service.closed, ","); got != "third," {
		t.Errorf("ended are %q", got)
	}
	b.service.openIn()
	if b.get(ownSessionsPath).Find("main form").Length() != 0 {
		t.Error("there is something to end where there is nothing")
	}
}

// TestPages_outliveNoSession holds what stands open against OWASP ASVS 5.0.0, 14.3.1:
// the script of the pages empties them when the session must be over.
func TestPages_outliveNoSession(t *testing.T) {
	t.Parallel()
	for path, c := range map[string]struct {
		who  access.Caller
		want string // seconds
	}{"/follow": {nobody, ""}, "/my-case": {person, "7200"}, "/desk": {officer, "1800"}} {
		body := open(t, c.who).get(path).want(http.StatusOK).Find("body")
		if got := body.AttrOr("data-shown-for", ""); got != c.want || (body.AttrOr("data-gone", "") == "") != (c.want == "") {
			t.Errorf("%s may be shown for %q seconds, want %q", path, got, c.want)
		}
	}
}
