package store

import (
	"context"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/lib/pq"
)

// appendOnly are the tables whose rows nobody changes or removes: triggers keep them
// so, and the role that serves has no right to it either, nor any to the triggers.
var appendOnly = []string{"account_events", "case_events", "case_reads", "checkpoint_heads", "checkpoints", "destroyed_keys"}

// migrated is the table in which migrations keep how far they have come.
const migrated = "goose_db_version"

// Grant gives the role of a postgres URL what server, worker and other commands need
// of the record: to read and write rows, to add to tables that only grow, and nothing
// else. The role is made where it is missing, and gets the password of the URL, if
// that has one. It may be repeated, and has to be after each migration.
func (s *Store) Grant(ctx context.Context, serving string) error { return grant(ctx, s.db, serving) }

// GrantRegister is Grant for the register at an address.
func GrantRegister(ctx context.Context, address, serving string) error {
	connector, err := connect(address)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRegister, err)
	}
	db := sql.OpenDB(connector)
	defer func() { _ = db.Close() }()
	return grant(ctx, db, serving)
}

func grant(ctx context.Context, db *sql.DB, serving string) error {
	role, password, err := roleOf(serving)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fault(err, "grant rights")
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after the commit
	if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(hashtext('recourse grants'))"); err != nil {
		return fault(err, "wait for another who grants rights")
	}
	if err := makeRole(ctx, tx, role, password); err != nil {
		return err
	}
	statements, err := grants(ctx, tx, pq.QuoteIdentifier(role))
	if err != nil {
		return err
	}
	for _, statement := range statements {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fault(err, "grant rights")
		}
	}
	return fault(tx.Commit(), "grant rights")
}

// roleOf reads the role and its password from a URL, "" for none.
func roleOf(serving string) (role, password string, err error) {
	u, err := url.Parse(serving)
	if err != nil || u.User.Username() == "" {
		return "", "", errors.New("the URL of the role that serves names no role; it looks like postgres://role:password@host:5432/name")
	}
	password, _ = u.User.Password()
	return u.User.Username(), password, nil
}

// makeRole makes a role that may sign in, where it is missing, and sets its password.
// One that could do more than it is granted is refused.
func makeRole(ctx context.Context, tx *sql.Tx, role, password string) error {
	var there, mighty bool
	err := tx.QueryRowContext(ctx, `SELECT count(*) > 0, coalesce(bool_or(rolsuper OR rolbypassrls OR rolcreaterole OR pg_has_role(oid, current_user, 'MEMBER')), false)
		FROM pg_roles WHERE rolname = $1`, role).Scan(&there, &mighty)
	switch {
	case err != nil:
		return fault(err, "look for the role that serves")
	case mighty:
		return errors.New("the role that serves must be another than the one that migrates, and may neither rule nor act for it")
	}
	name := pq.QuoteIdentifier(role)
	if !there {
		if _, err := tx.ExecContext(ctx, "CREATE ROLE "+name+" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"); err != nil {
			return fault(err, "make the role that serves")
		}
	}
	if password == "" {
		return nil
	}
	verifier, err := scram(password)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "ALTER ROLE "+name+" PASSWORD "+pq.QuoteLiteral(verifier))
	return fault(err, "set the password of the role that serves")
}

// grants are the statements that give a role its rights and take all others.
func grants(ctx context.Context, tx *sql.Tx, role string) ([]string, error) {
	kept, err := tables(ctx, tx)
	if err != nil {
		return nil, err
	}
	list := []string{
		"REVOKE CREATE ON SCHEMA public FROM PUBLIC",
		"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM " + role,
		"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM " + role,
		"GRANT USAGE ON SCHEMA public TO " + role,
		"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role,
		"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO " + role,
		"REVOKE INSERT, UPDATE, DELETE ON " + migrated + " FROM " + role,
	}
	for _, table := range kept {
		list = append(list, "REVOKE UPDATE, DELETE ON "+pq.QuoteIdentifier(table)+" FROM "+role)
	}
	return list, nil
}

// tables are those that only grow, of this database.
func tables(ctx context.Context, tx *sql.Tx) ([]string, error) {
	var list []string
	err := tx.QueryRowContext(ctx, "SELECT coalesce(array_agg(tablename::text), '{}') FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY($1)", pq.Array(appendOnly)).
		Scan(pq.Array(&list))
	return list, fault(err, "list the tables that only grow")
}

// rounds is how often PostgreSQL itself hashes a password.
const rounds = 4096

// scram is what PostgreSQL keeps of a password (RFC 5803), so that the password stays
// out of its statements and their log. It takes what RFC 4013 leaves as it is: signs
// of ASCII.
func scram(password string) (string, error) {
	if strings.ContainsFunc(password, func(r rune) bool { return r < ' ' || r > '~' }) {
		return "", errors.New("the password of the role that serves may hold only letters, digits and signs of ASCII")
	}
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	salted, err := pbkdf2.Key(sha256.New, password, salt, rounds, sha256.Size)
	if err != nil {
		return "", fmt.Errorf("hash the password of the role that serves: %w", err)
	}
	keyed := func(text string) []byte {
		mac := hmac.New(sha256.New, salted)
		_, _ = mac.Write([]byte(text)) // never fails
		return mac.Sum(nil)
	}
	stored := sha256.Sum256(keyed("Client Key"))
	text := base64.StdEncoding.EncodeToString
	return fmt.Sprintf("SCRAM-SHA-256$%d:%s$%s:%s", rounds, text(salt), text(stored[:]), text(keyed("Server Key"))), nil
}
