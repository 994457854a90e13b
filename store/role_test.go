package store_test

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"recourse/audit"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// servingURL is the address of a database for a role of its own, which goes when the
// test ends; the role is not there yet.
func servingURL(t *testing.T) (owner, serving string) {
	t.Helper()
	role := "recourse_serving_" + strings.ToLower(rand.Text()[:12])
	t.Cleanup(func() { // after the database
		db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
		if err == nil {
			_, err = db.Exec("DROP ROLE IF EXISTS " + role)
			db.Close()
		}
		if err != nil {
			t.Errorf("drop the role: %v", err)
		}
	})
	owner = storetest.URL(t)
	u, err := url.Parse(owner)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(role, "pass word'\\"+rand.Text())
	return owner, u.String()
}

// TestGrant_letsWhoServesAddAndNotRewrite holds the rights of who serves against OWASP
// ASVS 5.0.0, 13.2.2.
func TestGrant_letsWhoServesAddAndNotRewrite(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	ownerURL, serving := servingURL(t)
	owner, err := store.Open(ctx, ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	for range 2 { // it may be repeated
		if err := owner.Grant(ctx, serving); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(ctx, serving)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Unlock(ctx, storetest.Master(t)); err != nil {
		t.Fatal(err)
	}
	n := newCase("one", time.Now())
	if _, _, err := s.File(ctx, n); err != nil {
		t.Fatalf("who serves cannot file: %v", err)
	}
	if _, err := s.Dossier(ctx, n.Case.Number); err != nil {
		t.Errorf("who serves cannot read: %v", err)
	}
	if err := s.DropDetails(ctx, n.Case.Number, "none"); err != nil {
		t.Errorf("who serves cannot change: %v", err)
	}
	signer, err := audit.NewSigner(bytes.Repeat([]byte("s"), 32))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Checkpoint(ctx, signer, "run", time.Now()); err != nil {
		t.Errorf("who serves cannot make a checkpoint: %v", err)
	}
	attempts := []string{
		"ALTER TABLE case_events DISABLE TRIGGER ALL", "DROP TRIGGER account_events_append_only ON account_events", "DROP TABLE cases", "CREATE TABLE mine (a int)",
		"CREATE OR REPLACE FUNCTION chain_event() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)",
		"CREATE ROLE other", "ALTER ROLE " + roleIn(t, serving) + " SUPERUSER", "SET session_replication_role = replica", "TRUNCATE cases CASCADE",
	}
	for _, table := range []string{"account_events", "case_events", "case_reads", "checkpoint_heads", "checkpoints"} {
		attempts = append(attempts, "DELETE FROM "+table, "TRUNCATE "+table+" CASCADE", "UPDATE "+table+" SET "+columnOf(t, owner, table)+" = NULL")
	}
	for _, attempt := range attempts {
		if _, err := s.DB().ExecContext(ctx, attempt); !denied(err) {
			t.Errorf("%s: %v", attempt, err)
		}
	}
}

// denied reports whether the rights alone have refused a statement.
func denied(err error) bool {
	refusal := pq.As(err)
	return refusal != nil && refusal.Code == pqerror.InsufficientPrivilege
}

func roleIn(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.User.Username()
}

func columnOf(t *testing.T, s *store.Store, table string) (column string) {
	t.Helper()
	err := s.DB().QueryRowContext(t.Context(), "SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND is_identity = 'NO' ORDER BY ordinal_position LIMIT 1", table).Scan(&column)
	if err != nil {
		t.Fatal(err)
	}
	return column
}

func TestGrant_refusesARoleThatCouldDoMore(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	ownerURL, serving := servingURL(t)
	owner, err := store.Open(ctx, ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	u, err := url.Parse(serving)
	if err != nil {
		t.Fatal(err)
	}
	nameless, foreign := *u, *u
	nameless.User, foreign.User = nil, url.UserPassword(u.User.Username(), "pässword")
	for says, address := range map[string]string{"another than the one that migrates": ownerURL, "names no role": nameless.String(), "signs of ASCII": foreign.String()} {
		if err := owner.Grant(ctx, address); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestGrantRegister(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	_, serving := servingURL(t)
	owner := storetest.Unmade(t)
	if err := store.PrepareRegister(ctx, owner); err != nil {
		t.Fatal(err)
	}
	if err := store.GrantRegister(ctx, owner, serving); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(owner)
	if err != nil {
		t.Fatal(err)
	}
	as, err := url.Parse(serving)
	if err != nil {
		t.Fatal(err)
	}
	u.User = as.User
	r, err := store.OpenRegister(ctx, u.String())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := r.Add(ctx, law.Destroyed{Number: "RC-7K3F-9Q2M", Ground: "RETENTION", At: time.Now()}); err != nil {
		t.Errorf("who serves cannot add to the register: %v", err)
	}
	if list, err := r.Destroyed(ctx, 0, 10); err != nil || len(list) != 1 {
		t.Errorf("who serves cannot read the register: %v", err)
	}
	db, err := sql.Open("postgres", u.String())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, attempt := range []string{"UPDATE destroyed_keys SET ground = ''", "DELETE FROM destroyed_keys", "TRUNCATE destroyed_keys", "DROP TABLE destroyed_keys"} {
		if _, err := db.ExecContext(ctx, attempt); !denied(err) {
			t.Errorf("%s: %v", attempt, err)
		}
	}
}
