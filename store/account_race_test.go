package store_test

import (
	"fmt"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/store/storetest"
)

// TestOpenSession_waitsForAChange signs somebody in while their password is being
// changed: the change must be seen, since it cannot end a session that it does not
// see.
func TestOpenSession_waitsForAChange(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), t.Context()
	a := enrol(t, s, "Ada", complaint.CaseOfficer)
	change, err := s.DB().BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = change.Rollback() }()
	var backend int
	if err := change.QueryRow("UPDATE staff SET version = version + 1 WHERE id = $1 RETURNING pg_backend_pid()", a.ID).Scan(&backend); err != nil {
		t.Fatal(err)
	}
	opened := make(chan error, 1)
	go func() {
		opened <- s.OpenSession(ctx, a, access.Session{ID: "late", ExpiresAt: noon.Add(time.Hour)}, by(noon))
	}()
	for waits := false; !waits; {
		select {
		case err := <-opened:
			t.Fatalf("the session is open before the change is made or dropped: %v", err)
		default:
			waits = count(t, s, fmt.Sprintf("SELECT count(*) FROM pg_stat_activity WHERE %d = ANY (pg_blocking_pids(pid))", backend)) > 0
		}
	}
	if err := change.Commit(); err != nil {
		t.Fatal(err)
	}
	want(t, complaint.Conflict, <-opened)
}

// TestOpenSession_knowsOnlyTheProofItIsGiven opens sessions with a proof and
// without.
func TestOpenSession_knowsOnlyTheProofItIsGiven(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), t.Context()
	a := enrol(t, s, "Ada", complaint.CaseOfficer)
	for id, at := range map[string]time.Time{"none": {}, "before": noon.Add(-time.Hour), "now": noon} {
		if err := s.OpenSession(ctx, a, access.Session{ID: id, ProvenAt: at, ExpiresAt: noon.Add(time.Hour)}, by(noon)); err != nil {
			t.Fatal(err)
		}
		if v, _, err := s.Session(ctx, id, noon, time.Minute); err != nil || !v.ProvenAt.Equal(at) {
			t.Errorf("%s: proven at %v, %v", id, v.ProvenAt, err)
		}
	}
}
