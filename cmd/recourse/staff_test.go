package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/store"
	"recourse/store/storetest"
)

// invitation is how a command prints the code of one.
var invitation = regexp.MustCompile(`^staff/1 Siv Dahl: open https://recourse\.example/welcome within 3 days and enter the code ([0-9A-Z]{4}(-[0-9A-Z]{4}){5})\n$`)

func freshRecord(t *testing.T) (database, *store.Store) {
	t.Helper()
	url := storetest.URL(t)
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return database{DatabaseURL: url}, db
}

func state(t *testing.T, db *store.Store) string {
	t.Helper()
	a, err := db.Account(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return a.State(time.Now())
}

func TestStaff_isInvitedDisabledEnabledAndReset(t *testing.T) {
	t.Parallel()
	d, db := freshRecord(t)
	ctx, portal, out := t.Context(), site{URL: "https://recourse.example/"}, &bytes.Buffer{}
	add := staffAddCmd{database: d, site: portal, Name: " Siv Dahl", Email: "siv@example.org", Role: complaint.SystemAdmin}
	if err := add.Run(ctx, out); err != nil {
		t.Fatal(err)
	}
	first := invitation.FindStringSubmatch(out.String())
	if first == nil || state(t, db) != "invited" {
		t.Fatalf("printed %q, the account is %s", out.String(), state(t, db))
	}
	siv := named{database: d, Name: "siv dahl"}
	for _, step := range []struct {
		run  func() error
		want string
	}{
		{func() error { return (&staffDisableCmd{siv}).Run(ctx) }, "disabled"},
		{func() error { return (&staffEnableCmd{siv}).Run(ctx) }, "expired"}, // disabling has withdrawn the invitation
		{func() error { out.Reset(); return (&staffResetCmd{siv, portal}).Run(ctx, out) }, "invited"},
		{func() error { return (&staffRevokeCmd{siv}).Run(ctx) }, "invited"},
	} {
		if err := step.run(); err != nil || state(t, db) != step.want {
			t.Errorf("the account is %s (%v), want %s", state(t, db), err, step.want)
		}
	}
	if second := invitation.FindStringSubmatch(out.String()); second == nil || second[1] == first[1] {
		t.Errorf("the reset printed %q", out.String())
	}
	if err := (&staffDisableCmd{named{database: d, Name: "nobody"}}).Run(ctx); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("a name that nobody has: %v", err)
	}
	add.Email = "no address"
	if err := add.Run(ctx, out); complaint.KindOf(err) != complaint.Invalid {
		t.Errorf("an address that is none: %v", err)
	}
}

func TestStaffDemo_isMarkedAndHasEveryRole(t *testing.T) {
	t.Parallel()
	d, db := freshRecord(t)
	file := filepath.Join(t.TempDir(), "sign-in.txt")
	if err := (&staffDemoCmd{database: d, Out: file}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	all, err := db.Accounts(t.Context())
	if err != nil || len(all) != len(complaint.StaffRoles) {
		t.Fatalf("%d accounts (%v)", len(all), err)
	}
	how, _ := os.ReadFile(file)
	var tokens map[complaint.Role]string
	text, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "tokens.json"))
	if err := json.Unmarshal(text, &tokens); err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if !a.Demo || !strings.Contains(string(how), a.Name) || tokens[a.Role] == "" {
			t.Errorf("%s: demo %v, named in the file %v, token %v", a.Role, a.Demo, strings.Contains(string(how), a.Name), tokens[a.Role] != "")
		}
	}
}

func TestToken_isListedAndRevoked(t *testing.T) {
	t.Parallel()
	d, db := freshRecord(t)
	ctx := t.Context()
	for _, name := range []string{"gone", "here"} {
		if _, err := db.AddAccount(ctx, access.Account{Name: name, Role: complaint.Manager}, []byte(name), time.Now(), access.OperatorHand(time.Now())); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Disable(ctx, 1, access.OperatorHand(time.Now())); err != nil {
		t.Fatal(err)
	}
	if err := (&tokenCreateCmd{database: d, Role: complaint.Manager, Valid: time.Hour}).Run(ctx, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	list := func() string {
		var out bytes.Buffer
		if err := (&tokenListCmd{d}).Run(ctx, &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if got := list(); !strings.HasPrefix(got, "1  staff/2  created ") {
		t.Errorf("listed %q: a disabled account gets no token", got)
	}
	id, _ := strconv.ParseInt(list()[:1], 10, 64)
	if err := (&tokenRevokeCmd{database: d, ID: id}).Run(ctx); err != nil || list() != "" {
		t.Errorf("after revoking %q (%v)", list(), err)
	}
}
