package e2e

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"recourse/complaint"
)

// token finds what the link in a letter holds.
var token = regexp.MustCompile(`/follow/link\?token=([0-9A-Z]{32})\n`)

// Somebody who has lost the code comes in by a link that a killed worker brings all
// the same, once; makes a new code; lets a representative act, and shuts them out.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestAccess(t *testing.T) {
	i := quiet.ready(t)
	v := &visitor{T: t, i: i, receipt: i.file(t, "access", simple("Somebody Locked-Out"))}
	v.call(http.MethodPost, "/link", nil, map[string]string{"email": "another@example.org"}).want(t, http.StatusAccepted)
	first := v.link("somebody@example.org", complaint.Complainant, 1)
	status, page, err := i.get(t.Context(), "/follow/link?token="+first)
	if check(t, err); status != http.StatusOK || !strings.Contains(string(page), first) {
		t.Errorf("the link leads to a page of status %d", status)
	}
	person := v.opens("/link/session", "token", first)
	v.call(http.MethodPost, "/link/session", nil, map[string]string{"token": first}).want(t, http.StatusNotFound)
	v.kept(first)

	var made struct {
		Code string `json:"access_code"`
	}
	v.call(http.MethodPost, "/access-code", person, nil).want(t, http.StatusOK).read(t, &made)
	v.call(http.MethodPost, "/session", nil, map[string]string{"access_code": v.receipt.Code}).want(t, http.StatusNotFound)
	v.opens("/session", "access_code", made.Code)
	v.representative(person)
}

// visitor is whoever comes to one case.
type visitor struct {
	*testing.T
	i       *installation
	receipt receipt
}

func (v *visitor) call(method, path string, as []*http.Cookie, body any) answer {
	v.Helper()
	return v.i.must(v.T, request{method: method, path: "/api/v1/complaints/" + string(v.receipt.Number) + path, cookies: as, key: newKey(), body: body})
}

// opens opens a session.
func (v *visitor) opens(path, name, value string) []*http.Cookie {
	v.Helper()
	return v.call(http.MethodPost, path, nil, map[string]string{name: value}).want(v.T, http.StatusNoContent).cookies
}

// link asks for a link while the worker is being killed, and returns what the nth to
// a party holds. However often it is tried, the letter arrives once.
func (v *visitor) link(email string, to complaint.Role, nth int) string {
	v.Helper()
	pid := v.i.send(v.T, "worker", syscall.SIGKILL)
	v.call(http.MethodPost, "/link", nil, map[string]string{"email": email}).want(v.T, http.StatusAccepted)
	v.i.awaitAnother(v.T, "worker", pid)
	const waiting = `SELECT count(*) FROM letters WHERE number = $1 AND status <> 'SENT'`
	await(v.T, "the link to arrive", time.Minute, func() bool { return v.i.count(v.T, waiting, v.receipt.Number) == 0 })
	letters, err := v.i.tray(v.Context(), v.receipt.Number)
	check(v.T, err)
	var found []string
	for _, l := range letters {
		if m := token.FindStringSubmatch(l.Body); l.Code == "LINK" && l.To == to && m != nil {
			found = append(found, m[1])
		}
	}
	if len(found) != nth {
		v.Fatalf("%d links have come to the %s, want %d", len(found), to, nth)
	}
	return found[0] // the latest is on top
}

// kept checks that what is kept of the letter opens nothing.
func (v *visitor) kept(secret string) {
	v.Helper()
	r, err := v.i.store.Dossier(context.Background(), v.receipt.Number)
	check(v.T, err)
	for _, l := range r.Letters {
		if strings.Contains(l.Body, secret) || l.Code == "LINK" && !strings.Contains(l.Body, "token=***") {
			v.Errorf("of letter %s is kept %q", l.Code, l.Body)
		}
	}
}

// representative lets somebody act for the person, and shuts them out.
func (v *visitor) representative(person []*http.Cookie) {
	v.Helper()
	var admitted struct {
		Actor string `json:"actor"`
		Code  string `json:"access_code"`
	}
	v.call(http.MethodPost, "/representatives", person, map[string]string{"name": "Robin Advocate", "email": "robin@example.org"}).want(v.T, http.StatusCreated).read(v.T, &admitted)
	byCode := v.opens("/session", "access_code", admitted.Code)
	byLink := v.opens("/link/session", "token", v.link("robin@example.org", complaint.Representative, 1))
	v.call(http.MethodPost, "/messages", byCode, map[string]string{"text": "I write for her."}).want(v.T, http.StatusOK)
	v.call(http.MethodPost, "/access-code", byLink, nil).want(v.T, http.StatusForbidden)
	r, err := v.i.store.Dossier(context.Background(), v.receipt.Number)
	check(v.T, err)
	if last := r.Entries[len(r.Entries)-1]; last.Action != complaint.MessageSent || last.Actor != (complaint.Actor{Role: complaint.Representative, ID: admitted.Actor}) {
		v.Errorf("the last event is %s by %+v", last.Action, last.Actor)
	}
	v.call(http.MethodDelete, "/representatives/"+strings.TrimPrefix(admitted.Actor, "rep/"), person, nil).want(v.T, http.StatusNoContent)
	for _, session := range [][]*http.Cookie{byCode, byLink} {
		v.call(http.MethodGet, "", session, nil).want(v.T, http.StatusUnauthorized)
	}
	v.call(http.MethodPost, "/session", nil, map[string]string{"access_code": admitted.Code}).want(v.T, http.StatusNotFound)
	v.call(http.MethodGet, "", person, nil).want(v.T, http.StatusOK)
}
