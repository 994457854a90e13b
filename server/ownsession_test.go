package server

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
)

// in returns the context of a request of a browser.
func (v *visitor) in(number string, by complaint.Actor) context.Context {
	v.t.Helper()
	token := ""
	for _, c := range v.client.Jar.Cookies(&url.URL{Scheme: "http", Host: "recourse.test", Path: "/"}) {
		if c.Name == sessionCookie {
			token = c.Value
		}
	}
	ctx, err := v.service.sessions.Load(v.t.Context(), token)
	if err != nil {
		v.t.Fatal(err)
	}
	return access.With(ctx, access.Caller{Actor: by, Case: complaint.Number(number)})
}

// TestOwnSessions_areSeenAndEnded holds sessions of complainants against OWASP ASVS
// 5.0.0, 7.5.2.
func TestOwnSessions_areSeenAndEnded(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v := h.visitor()
	r := v.file()
	path, person := apiBase+"/complaints/"+r.CaseNumber, complaint.Actor{Role: complaint.Complainant}
	enter := func() *visitor {
		v := h.visitor()
		v.post(path+"/session", map[string]string{"access_code": r.AccessCode}).is(http.StatusNoContent)
		return v
	}
	here, there, third := enter(), enter(), enter()
	agent := h.agent(here, r.CaseNumber)
	list, mine, proven, err := h.service.OwnSessions(here.in(r.CaseNumber, person))
	if err != nil || len(list) != 3 || mine != list[0].ID || !proven {
		t.Fatalf("listed are %+v; here is %q, proven %v (%v)", list, mine, proven, err)
	}
	if err := h.service.EndOwnSessions(here.in(r.CaseNumber, person), list[1].ID, ""); err != nil {
		t.Fatal(err)
	}
	there.get(path).is(http.StatusUnauthorized)
	third.get(path).is(http.StatusOK)

	h.pass(freshProof)
	for _, code := range []string{"", noCode} {
		if err := h.service.EndOwnSessions(here.in(r.CaseNumber, person), "", code); complaint.KindOf(err) != complaint.Missing {
			t.Errorf("with the code %q: %v", code, err)
		}
	}
	third.get(path).is(http.StatusOK)
	if err := h.service.EndOwnSessions(here.in(r.CaseNumber, person), "", r.AccessCode); err != nil {
		t.Fatal(err)
	}
	third.get(path).is(http.StatusUnauthorized)
	here.get(path).is(http.StatusOK)
	agent.get(path).is(http.StatusOK) // whose sessions are theirs

	here.send(here.request(http.MethodDelete, path+"/session", nil)).is(http.StatusNoContent)
	if n := len(h.record.open); n != 1 {
		t.Errorf("%d sessions are left, want the representative's", n)
	}
}

func TestOwnSessions_aNewCodeEndsTheOthers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	v.post(apiBase+"/complaints/"+number+"/access-code", nil).is(http.StatusOK)
	h.pass(time.Minute)
	if list, here, _, err := h.service.OwnSessions(v.in(number, complaint.Actor{Role: complaint.Complainant})); err != nil || len(list) != 1 || list[0].ID != here {
		t.Errorf("listed are %+v (%v)", list, err)
	}
}
