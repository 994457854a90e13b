package store_test

import (
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/store"
	"recourse/store/storetest"
)

func TestOwnSession_isListedUntilItEnds(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), storetest.New(t)
	n := newCase("one", time.Now())
	if _, _, err := s.File(ctx, n); err != nil {
		t.Fatal(err)
	}
	number, at := n.Case.Number, time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)
	for id, agent := range map[string]int{"a": 0, "b": 0, "c": 0, "rep": 2} {
		if err := s.OpenOwnSession(ctx, access.OwnSession{ID: id, Number: number, Agent: agent, OpenedAt: at, ExpiresAt: at.Add(access.OwnLasts)}); err != nil {
			t.Fatal(err)
		}
	}
	later := at.Add(10 * time.Minute)
	for _, wrong := range []struct {
		number complaint.Number
		agent  int
		id     string
	}{{number, 0, "none"}, {number, 2, "a"}, {"RC-0000-0000", 0, "a"}} {
		if err := s.SeeOwnSession(ctx, wrong.number, wrong.agent, wrong.id, later); complaint.KindOf(err) != complaint.Missing {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	for _, see := range []time.Time{later, later.Add(time.Second)} { // the second within the minute
		if err := s.SeeOwnSession(ctx, number, 0, "b", see); err != nil {
			t.Fatal(err)
		}
	}
	if list := listed(t, s, number, 0, later); list != "b a c" {
		t.Errorf("the person has %q", list)
	}
	if list := listed(t, s, number, 0, at.Add(access.OwnLasts)); list != "" {
		t.Errorf("after two hours the person has %q", list)
	}
	if err := s.EndOwnSession(ctx, number, 0, "rep"); err != nil {
		t.Fatal(err)
	}
	if list := listed(t, s, number, 2, later); list != "rep" {
		t.Errorf("the representative has %q after the person has named their session", list)
	}
	if err := s.EndOwnSession(ctx, number, 0, "a"); err != nil {
		t.Fatal(err)
	}
	if err := s.EndOwnSessions(ctx, number, 0, "c"); err != nil {
		t.Fatal(err)
	}
	if list := listed(t, s, number, 0, later) + " " + listed(t, s, number, 2, later); list != "c rep" {
		t.Errorf("open are %q", list)
	}
	if err := s.OpenOwnSession(ctx, access.OwnSession{ID: "new", Number: number, OpenedAt: at.Add(3 * time.Hour), ExpiresAt: at.Add(5 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	rows := 0
	if err := s.DB().QueryRow("SELECT count(*) FROM own_sessions").Scan(&rows); err != nil || rows != 1 {
		t.Errorf("%d sessions are kept (%v), want the open one", rows, err)
	}
}

// listed names the sessions, in their order.
func listed(t *testing.T, s *store.Store, number complaint.Number, agent int, at time.Time) string {
	t.Helper()
	list, err := s.OwnSessions(t.Context(), number, agent, at)
	if err != nil {
		t.Fatal(err)
	}
	names := ""
	for _, v := range list {
		names += " " + v.ID
	}
	if names == "" {
		return ""
	}
	return names[1:]
}
