package server

import (
	"net/http"
	"testing"

	"recourse/complaint"
)

// TestLeave_clearsTheBrowser holds every end of a session against OWASP ASVS 5.0.0,
// 14.3.1.
func TestLeave_clearsTheBrowser(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	clears := func(a answer, want bool) {
		t.Helper()
		if got := a.header.Get(clearSiteData); (got == whatIsCleared) != want || !want && got != "" {
			t.Errorf("%d clears %q, want it cleared: %v", a.status, got, want)
		}
	}
	v, number := h.resident()
	path := apiBase + "/complaints/" + number
	clears(v.get(path).is(http.StatusOK), false)
	clears(v.send(v.request(http.MethodDelete, path+"/session", nil)).is(http.StatusNoContent), true)

	person, number := h.resident()
	agent := h.agent(person, number)
	person.remove(apiBase + "/complaints/" + number + "/representatives/2").is(http.StatusNoContent)
	clears(agent.get(apiBase+"/complaints/"+number).is(http.StatusUnauthorized), true)
}

// TestLeave_clearsTheBrowserOfStaff does so where a session ends by leaving and by
// being idle.
func TestLeave_clearsTheBrowserOfStaff(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	if got := p.form("/sign-out").header.Get(clearSiteData); got != whatIsCleared {
		t.Errorf("leaving clears %q", got)
	}
	p.enters()
	o.pass(staffIdle)
	if got := p.get("/account").is(http.StatusSeeOther).header.Get(clearSiteData); got != whatIsCleared {
		t.Errorf("the end of an idle session clears %q", got)
	}
}
