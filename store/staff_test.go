package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/store"
	"recourse/store/storetest"
)

func hire(t *testing.T, s *store.Store, name, email string, role complaint.Role) store.Staff {
	t.Helper()
	m, err := s.AddStaff(context.Background(), store.Staff{Name: name, Email: email, Role: role, PasswordHash: "hash of " + name})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestStaff_areFoundInEitherCase(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	ada := hire(t, s, "Ada", "Ada@example.org", complaint.CaseOfficer)
	bo := hire(t, s, "bo", "", complaint.Manager)
	hire(t, s, "cy", "", complaint.Manager) // several can be without an address
	byName, errName := s.StaffByName(ctx, "ADA")
	byEmail, errEmail := s.StaffByEmail(ctx, "ada@EXAMPLE.org")
	byID, errID := s.StaffByID(ctx, ada.ID)
	for _, got := range []struct {
		staff store.Staff
		err   error
	}{{byName, errName}, {byEmail, errEmail}, {byID, errID}} {
		if diff := cmp.Diff(ada, got.staff); diff != "" || got.err != nil {
			t.Errorf("staff (-want +got):\n%s%v", diff, got.err)
		}
	}
	if got, want := bo.Actor(), (complaint.Actor{Role: complaint.Manager, ID: "staff/2"}); got != want {
		t.Errorf("actor %v, want %v", got, want)
	}
	all, err := s.Staff(ctx)
	if err != nil || len(all) != 3 || all[0].Name != "Ada" || all[1].Name != "bo" {
		t.Errorf("staff %+v, %v", all, err)
	}
}

func TestStaff_refusals(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	hire(t, s, "Ada", "ada@example.org", complaint.CaseOfficer)
	for name, tt := range map[string]struct {
		staff store.Staff
		kind  complaint.Kind
	}{
		"name taken":    {store.Staff{Name: "ADA", Email: "b@example.org", Role: complaint.Manager}, complaint.Conflict},
		"address taken": {store.Staff{Name: "Bo", Email: "ADA@example.org", Role: complaint.Manager}, complaint.Conflict},
		"no staff role": {store.Staff{Name: "Bo", Role: complaint.Complainant}, complaint.Invalid},
		"no name":       {store.Staff{Name: " ", Role: complaint.Manager}, complaint.Invalid},
		"no text":       {store.Staff{Name: "B\xff", Role: complaint.Manager}, complaint.Invalid},
	} {
		if _, err := s.AddStaff(ctx, tt.staff); complaint.KindOf(err) != tt.kind {
			t.Errorf("%s: got %v, want %s", name, err, tt.kind)
		}
	}
	_, err := s.StaffByName(ctx, "nobody")
	want(t, complaint.Missing, err)
	_, err = s.StaffByName(ctx, "a\x00")
	want(t, complaint.Invalid, err)
}

func TestToken_endsWhenItExpiresOrIsRevoked(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	ada := hire(t, s, "Ada", "", complaint.CaseOfficer)
	for hash, expires := range map[string]time.Duration{"valid": time.Hour, "revoked": time.Hour, "expired": -time.Second} {
		if err := s.AddToken(ctx, []byte(hash), ada.ID, time.Now().Add(expires)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.RevokeToken(ctx, []byte("revoked")); err != nil {
		t.Fatal(err)
	}
	got, err := s.StaffByToken(ctx, []byte("valid"))
	if diff := cmp.Diff(ada, got); diff != "" || err != nil {
		t.Errorf("staff (-want +got):\n%s%v", diff, err)
	}
	for _, hash := range []string{"revoked", "expired", "unknown"} {
		_, err := s.StaffByToken(ctx, []byte(hash))
		want(t, complaint.Missing, err)
	}
	want(t, complaint.Missing, s.RevokeToken(ctx, []byte("unknown")))
	want(t, complaint.Missing, s.AddToken(ctx, []byte("other"), 99, time.Now()))
}
