package server

import (
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"recourse/complaint"
)

// Who is not signed in may share the computer, and a session of theirs can hold
// the receipt of a filing.
func TestSession_ofNobodyEndsLikeAResidents(t *testing.T) {
	t.Parallel()
	m := NewSessions(memstore.NewWithCleanupInterval(0), true)
	ctx, err := m.Load(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if left := time.Until(m.Deadline(ctx)); left > ownSession {
		t.Errorf("it lasts %v, want at most %v", left, ownSession)
	}
}

// end is when the session of a visitor's browser ends, by the machine's clock.
func (v *visitor) end() time.Time {
	v.t.Helper()
	for _, cookie := range v.client.Jar.Cookies(v.request("GET", "/", nil).URL) {
		if cookie.Name != sessionCookie {
			continue
		}
		ctx, err := v.service.sessions.Load(v.t.Context(), cookie.Value)
		if err != nil {
			v.t.Fatal(err)
		}
		return v.service.sessions.Deadline(ctx)
	}
	v.t.Fatal("there is no session")
	return time.Time{}
}

func TestSession_aFreshFactorMovesNoEnd(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	before := p.end()
	if left := time.Until(before); left < staffSession-time.Minute || left > staffSession {
		t.Errorf("a session of staff lasts %v, want %v", left, staffSession)
	}
	o.pass(freshProof)
	p.form("/account/prove?next=%2Faccount", "code", p.code()).leads("/account")
	if after := p.end(); !after.Equal(before) {
		t.Errorf("the end moves from %v to %v", before, after)
	}
}
