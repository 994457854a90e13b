package store_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/store"
	"recourse/store/storetest"
)

// noon is when things happen to the accounts of these tests.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func by(at time.Time) access.Hand { return access.Hand{By: "staff/1", Network: "192.0.2.0/24", At: at} }

// enrol adds an account that has been set up with an authenticator app.
func enrol(t *testing.T, s *store.Store, name string, role complaint.Role) access.Account {
	t.Helper()
	ctx, hash := context.Background(), []byte("invitation of "+name)
	if _, err := s.AddAccount(ctx, access.Account{Name: name, Role: role}, hash, noon.Add(time.Hour), by(noon)); err != nil {
		t.Fatal(err)
	}
	a, err := s.SetUp(ctx, access.Setup{Invitation: hash, PasswordHash: "hash", TOTP: []byte("sealed"), Recovery: [][]byte{[]byte("r1"), []byte("r2")}}, by(noon))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAccount_isSetUpOnceByItsInvitation(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	added, err := s.AddAccount(ctx, access.Account{Name: "Ada", Email: "ada@example.org", Role: complaint.CaseOfficer}, []byte("i1"), noon.Add(time.Hour), by(noon))
	if err != nil || added.Enrolled() || added.State(noon) != "invited" || added.State(noon.Add(2*time.Hour)) != "expired" {
		t.Fatalf("added %+v, %v", added, err)
	}
	_, err = s.AccountByInvitation(ctx, []byte("i1"), noon.Add(time.Hour))
	want(t, complaint.Missing, err)
	if a, err := s.AccountByInvitation(ctx, []byte("i1"), noon); err != nil || a.ID != added.ID {
		t.Errorf("by invitation %+v, %v", a, err)
	}
	setup := access.Setup{Invitation: []byte("i1"), PasswordHash: "hash", Passkey: &access.Passkey{ID: []byte("k"), Name: "Key", Credential: []byte("{}")}, Recovery: [][]byte{[]byte("r")}}
	a, err := s.SetUp(ctx, setup, by(noon))
	if err != nil || !a.Enrolled() || a.Passkeys != 1 || a.RecoveryLeft != 1 || a.State(noon) != "in_use" || a.Version != added.Version+1 {
		t.Errorf("set up %+v, %v", a, err)
	}
	_, err = s.SetUp(ctx, setup, by(noon))
	want(t, complaint.Missing, err)
	if byHandle, err := s.AccountByHandle(ctx, a.Handle[:]); err != nil || byHandle.ID != a.ID {
		t.Errorf("by handle %+v, %v", byHandle, err)
	}
	_, err = s.AccountByHandle(ctx, []byte("none"))
	want(t, complaint.Missing, err)
	if byName, err := s.AccountByName(ctx, "ADA"); err != nil || byName.ID != a.ID {
		t.Errorf("by name %+v, %v", byName, err)
	}
	scoped, err := s.AddAccount(ctx, access.Account{Name: "Bo", Role: complaint.CaseOfficer, Entities: []string{"AEROTEK"}, Queues: []string{"us"}}, []byte("i3"), noon, by(noon))
	if err != nil || !slices.Equal(scoped.Entities, []string{"AEROTEK"}) || !slices.Equal(scoped.Queues, []string{"us"}) {
		t.Errorf("with a scope %+v, %v", scoped, err)
	}
	_, err = s.AddAccount(ctx, access.Account{Name: "Cy", Role: complaint.CaseOfficer, Entities: []string{"ELSEWHERE"}}, []byte("i4"), noon, by(noon))
	want(t, complaint.Invalid, err)
	_, err = s.AddAccount(ctx, access.Account{Name: "ADA", Role: complaint.Manager}, []byte("i2"), noon, by(noon))
	want(t, complaint.Conflict, err)
}

func TestAccount_theLastAdministratorStays(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	one := enrol(t, s, "one", complaint.SystemAdmin)
	if _, err := s.AddAccount(ctx, access.Account{Name: "invited", Role: complaint.SystemAdmin}, []byte("i"), noon.Add(time.Hour), by(noon)); err != nil {
		t.Fatal(err)
	}
	want(t, complaint.Conflict, s.Disable(ctx, one.ID, by(noon))) // who is only invited cannot administer yet
	want(t, complaint.Conflict, s.SetRole(ctx, one.ID, complaint.Auditor, by(noon)))
	want(t, complaint.Invalid, s.SetRole(ctx, one.ID, complaint.Complainant, by(noon)))
	two := enrol(t, s, "two", complaint.SystemAdmin)
	var wait sync.WaitGroup
	var refused atomic.Int32
	for _, id := range []int64{one.ID, two.ID} { // each takes the other's place away
		wait.Go(func() {
			if complaint.KindOf(s.Disable(ctx, id, by(noon))) == complaint.Conflict {
				refused.Add(1)
			}
		})
	}
	wait.Wait()
	if refused.Load() != 1 {
		t.Errorf("%d of two were refused, want one", refused.Load())
	}
}

func TestAccount_changesEndSessionsAndTokens(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	for name, change := range map[string]func(access.Account) error{
		"role":     func(a access.Account) error { return s.SetRole(ctx, a.ID, complaint.Auditor, by(noon)) },
		"disable":  func(a access.Account) error { return s.Disable(ctx, a.ID, by(noon)) },
		"reset":    func(a access.Account) error { return s.Reset(ctx, a.ID, []byte("r"), noon.Add(time.Hour), by(noon)) },
		"password": func(a access.Account) error { return s.SetPassword(ctx, a, "other", by(noon)) },
	} {
		a := enrol(t, s, name, complaint.CaseOfficer)
		token := []byte("token of " + name)
		if err := s.AddToken(ctx, token, a.ID, time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if err := s.OpenSession(ctx, a, access.Session{ID: name, ExpiresAt: noon.Add(time.Hour)}, by(noon)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Session(ctx, name, noon, time.Minute); err != nil {
			t.Errorf("%s: the session is not open: %v", name, err)
		}
		if err := change(a); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		_, _, err := s.Session(ctx, name, noon, time.Minute)
		want(t, complaint.Missing, err)
		_, err = s.StaffByToken(ctx, token)
		want(t, complaint.Missing, err)
		// A session that was being opened while the account changed is refused.
		want(t, complaint.Conflict, s.OpenSession(ctx, a, access.Session{ID: name + " late", ExpiresAt: noon.Add(time.Hour)}, by(noon)))
	}
}

func TestAccount_aDisabledOneIsNobody(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	a := enrol(t, s, "Ada", complaint.CaseOfficer)
	if err := s.Disable(ctx, a.ID, by(noon)); err != nil {
		t.Fatal(err)
	}
	_, err := s.StaffByID(ctx, a.ID)
	want(t, complaint.Missing, err)
	want(t, complaint.Conflict, s.Reset(ctx, a.ID, []byte("r"), noon.Add(time.Hour), by(noon)))
	if err := s.Enable(ctx, a.ID, by(noon)); err != nil {
		t.Fatal(err)
	}
	if again, err := s.StaffByID(ctx, a.ID); err != nil || again.ID != a.ID {
		t.Errorf("after enabling %+v, %v", again, err)
	}
}

func TestAccount_factorsAreUsedOnceAndOneStays(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	a := enrol(t, s, "Ada", complaint.CaseOfficer)
	var fresh atomic.Int32
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if ok, err := s.UseTOTP(ctx, a.ID, 100); err == nil && ok {
				fresh.Add(1)
			}
			if ok, err := s.UseRecoveryCode(ctx, a.ID, []byte("r1"), by(noon)); err == nil && ok {
				fresh.Add(100)
			}
		})
	}
	wait.Wait()
	if fresh.Load() != 101 {
		t.Errorf("a code and a recovery code were used %d times by eight at once, want each once (101)", fresh.Load())
	}
	if ok, err := s.UseTOTP(ctx, a.ID, 99); ok || err != nil {
		t.Errorf("an earlier step is accepted (%v)", err)
	}
	want(t, complaint.Conflict, s.DropTOTP(ctx, a.ID, by(noon)))
	key := access.Passkey{ID: []byte("k"), Name: "Key", Credential: []byte("{}")}
	if err := s.AddPasskey(ctx, a.ID, key, by(noon)); err != nil {
		t.Fatal(err)
	}
	want(t, complaint.Conflict, s.AddPasskey(ctx, a.ID, key, by(noon)))
	if err := s.DropTOTP(ctx, a.ID, by(noon)); err != nil {
		t.Error(err)
	}
	want(t, complaint.Conflict, s.DropPasskey(ctx, a.ID, key.ID, by(noon)))
	want(t, complaint.Missing, s.DropPasskey(ctx, a.ID, []byte("other"), by(noon)))
	if list, err := s.Passkeys(ctx, a.ID); err != nil || len(list) != 1 {
		t.Errorf("passkeys %v, %v: a refusal must leave all as it was", list, err)
	}
}

func TestAccount_aDemoOneCannotBeChanged(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	a, err := s.AddAccount(ctx, access.Account{Name: "demo", Role: complaint.Manager, PasswordHash: "hash", Demo: true}, nil, noon, by(noon))
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		s.SetPassword(ctx, a, "other", by(noon)), s.SetTOTP(ctx, a.ID, []byte("x"), 1, by(noon)), s.Reset(ctx, a.ID, []byte("r"), noon, by(noon)),
		s.AddPasskey(ctx, a.ID, access.Passkey{ID: []byte("k")}, by(noon)), s.SetRecoveryCodes(ctx, a.ID, nil, by(noon)),
	} {
		want(t, complaint.Conflict, err)
	}
}

func TestTry_waitsGrowAndAreForgotten(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	tries := []access.Try{{Key: []byte("k"), Free: 3, First: time.Second, Longest: 5 * time.Second}}
	at := noon
	for i, wait := range []time.Duration{0, 0, 1, 2, 4, 5, 5} {
		if next, err := s.Try(ctx, tries, at); err != nil || !next.IsZero() {
			t.Fatalf("try %d: %v, %v", i, next, err)
		}
		wait *= time.Second
		if wait > 0 {
			if next, err := s.Try(ctx, tries, at.Add(wait-time.Millisecond)); err != nil || !next.Equal(at.Add(wait)) {
				t.Errorf("after try %d: next at %v (%v), want after %v", i, next, err, wait)
			}
		}
		at = at.Add(wait)
	}
	at = at.Add(25 * time.Hour)
	for i := range 3 {
		if next, err := s.Try(ctx, tries, at); err != nil || !next.IsZero() {
			t.Errorf("a day later, try %d: %v, %v", i, next, err)
		}
	}
}

func TestTry_manyAtOnceDoNotSlipThrough(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	tries := []access.Try{{Key: []byte("pair"), Free: 50, First: time.Minute, Longest: time.Hour}, {Key: []byte("account"), Free: 5, First: time.Minute, Longest: time.Hour}}
	var let atomic.Int32
	var wait sync.WaitGroup
	for range 40 {
		wait.Go(func() {
			if next, err := s.Try(ctx, tries, noon); err == nil && next.IsZero() {
				let.Add(1)
			}
		})
	}
	wait.Wait()
	if let.Load() != 5 {
		t.Errorf("%d tries were let through, want 5", let.Load())
	}
	// A try that one counter refuses moves no other.
	var failed int
	if err := s.DB().QueryRow("SELECT failed FROM tries WHERE key = 'pair'").Scan(&failed); err != nil || failed != 5 {
		t.Errorf("the other counter stands at %d (%v), want 5", failed, err)
	}
	if err := s.GiveBack(ctx, []byte("account"), noon); err != nil {
		t.Fatal(err)
	}
	if next, err := s.Try(ctx, tries, noon); err != nil || !next.IsZero() {
		t.Errorf("after one was given back: %v, %v", next, err)
	}
}

func TestTokens_areListedAndRevokedByNumber(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	a := enrol(t, s, "Ada", complaint.CaseOfficer)
	for i := range 2 {
		if err := s.AddToken(ctx, fmt.Appendf(nil, "t%d", i), a.ID, time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Tokens(ctx)
	if err != nil || len(list) != 2 || list[0].StaffID != a.ID {
		t.Fatalf("tokens %+v, %v", list, err)
	}
	if err := s.RevokeTokenByID(ctx, list[0].ID, by(noon)); err != nil {
		t.Fatal(err)
	}
	_, err = s.StaffByToken(ctx, []byte("t0"))
	want(t, complaint.Missing, err)
	if _, err := s.StaffByToken(ctx, []byte("t1")); err != nil {
		t.Errorf("the other token: %v", err)
	}
	want(t, complaint.Missing, s.RevokeTokenByID(ctx, 99, by(noon)))
}

func TestAccountEvents_areOnlyAdded(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	a := enrol(t, s, "Ada", complaint.CaseOfficer)
	if err := s.NoteAccountEvent(ctx, access.AccountEvent{Hand: access.Hand{At: noon}, Kind: access.SignInFailed}); err != nil {
		t.Fatal(err)
	}
	list, err := s.AccountEvents(ctx, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []access.EventKind
	for _, e := range list {
		kinds = append(kinds, e.Kind)
	}
	if want := []access.EventKind{access.SignInFailed, access.AccountSetUp, access.AccountAdded}; !slices.Equal(kinds, want) {
		t.Errorf("events %v, want %v", kinds, want)
	}
	if e := list[2]; e.StaffID != a.ID || e.By != "staff/1" || e.Network != "192.0.2.0/24" || !e.At.Equal(noon) || e.Detail != "case_officer" {
		t.Errorf("event %+v", e)
	}
	if older, err := s.AccountEvents(ctx, list[1].ID, 10); err != nil || len(older) != 1 {
		t.Errorf("before the second: %v, %v", older, err)
	}
	for _, statement := range []string{"UPDATE account_events SET kind = 'x'", "DELETE FROM account_events", "TRUNCATE account_events"} {
		if _, err := s.DB().Exec(statement); err == nil {
			t.Errorf("%s went through", statement)
		}
	}
}
