package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/google/uuid"

	"recourse/access"
	"recourse/complaint"
	"recourse/store/storedb"
)

// noAccount is what is said of an account that is not there.
const noAccount = "there is no such account"

// Account returns an account by number. Missing when there is none.
func (s *Store) Account(ctx context.Context, id int64) (access.Account, error) {
	return accountOf(ctx, s.q, id)
}

// AccountByName returns an account by name, in either case. Missing when there
// is none.
func (s *Store) AccountByName(ctx context.Context, name string) (access.Account, error) {
	row, err := s.q.StaffByName(ctx, name)
	if err != nil {
		return access.Account{}, fault(missing(err, noAccount), "find an account by name")
	}
	return s.Account(ctx, row.ID)
}

// AccountByHandle returns the account that passkeys belong to. Missing when
// there is none.
func (s *Store) AccountByHandle(ctx context.Context, handle []byte) (access.Account, error) {
	id, err := uuid.FromBytes(handle)
	if err != nil {
		return access.Account{}, complaint.Errorf(complaint.Missing, noAccount)
	}
	return s.found(ctx, "find an account by handle", func() (int64, error) { return s.q.AccountIDByHandle(ctx, id) })
}

// AccountByInvitation returns the account that an open invitation is for, by the
// hash of its code. Missing when the code is unknown, used or too old.
func (s *Store) AccountByInvitation(ctx context.Context, hash []byte, at time.Time) (access.Account, error) {
	return s.found(ctx, "find an account by invitation", func() (int64, error) {
		return s.q.AccountIDByInvitation(ctx, storedb.AccountIDByInvitationParams{Hash: hash, At: at})
	})
}

func (s *Store) found(ctx context.Context, doing string, find func() (int64, error)) (access.Account, error) {
	id, err := find()
	if err != nil {
		return access.Account{}, fault(missing(err, noAccount), "%s", doing)
	}
	return s.Account(ctx, id)
}

// Accounts returns all accounts by name.
func (s *Store) Accounts(ctx context.Context) ([]access.Account, error) {
	rows, err := s.q.Accounts(ctx, 0)
	all := make([]access.Account, len(rows))
	for i, row := range rows {
		all[i] = readAccount(row)
	}
	return all, fault(err, "list accounts")
}

func accountOf(ctx context.Context, q *storedb.Queries, id int64) (access.Account, error) {
	rows, err := q.Accounts(ctx, id)
	if err != nil {
		return access.Account{}, fault(err, "read an account")
	}
	if id == 0 || len(rows) == 0 {
		return access.Account{}, complaint.Errorf(complaint.Missing, noAccount)
	}
	return readAccount(rows[0]), nil
}

func readAccount(row storedb.AccountsRow) access.Account {
	a := bareAccount(row.Staff)
	a.Passkeys, a.RecoveryLeft = int(row.Passkeys), int(row.RecoveryLeft)
	if row.InvitedUntil.Unix() > 0 {
		a.InvitedUntil = row.InvitedUntil.UTC()
	}
	return a
}

// bareAccount is an account without what is counted in other tables.
func bareAccount(row storedb.Staff) access.Account {
	return access.Account{
		ID: row.ID, Handle: row.Handle, Name: row.Name, Email: row.Email, Role: complaint.Role(row.Role), Demo: row.Demo, Version: int(row.Version),
		PasswordHash: row.PasswordHash, TOTP: row.Totp, TOTPStep: row.TotpStep, DisabledAt: instantOf(row.DisabledAt), CreatedAt: row.CreatedAt.UTC(),
		Issuer: row.Issuer, Entities: row.Entities, Queues: row.Queues,
	}
}

// instantOf reads an instant that may be missing.
func instantOf(t sql.NullTime) time.Time {
	if !t.Valid {
		return time.Time{}
	}
	return t.Time.UTC()
}

func someTime(t time.Time) sql.NullTime { return sql.NullTime{Time: t, Valid: true} }

// AddAccount adds an account that its owner sets up with an invitation, whose
// code has the hash given; a demo account has a password instead and no hash. Its
// scope counts from the first moment. A name or address that is taken is a Conflict,
// a role or scope that is none Invalid.
func (s *Store) AddAccount(ctx context.Context, a access.Account, invitation []byte, until time.Time, by access.Hand) (access.Account, error) {
	if err := checkRole(a.Role); err != nil {
		return access.Account{}, err
	}
	if err := checkScope(a.Entities, a.Queues); err != nil {
		return access.Account{}, err
	}
	if strings.TrimSpace(a.Name) == "" {
		return access.Account{}, complaint.Errorf(complaint.Invalid, "a member of staff needs a name")
	}
	var added access.Account
	err := s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		id, err := q.AddAccount(ctx, storedb.AddAccountParams{
			Name: a.Name, Email: a.Email, Role: string(a.Role), PasswordHash: a.PasswordHash, Demo: a.Demo, Entities: list(a.Entities), Queues: list(a.Queues),
		})
		if violates(err, "staff_name") || violates(err, "staff_email") {
			err = complaint.Errorf(complaint.Conflict, "another member of staff has this name or e-mail address")
		}
		if err == nil && !a.Demo {
			err = q.AddInvitation(ctx, storedb.AddInvitationParams{Hash: invitation, StaffID: id, ExpiresAt: until})
		}
		if err != nil {
			return access.AccountEvent{}, err
		}
		added, err = accountOf(ctx, q, id)
		return access.AccountEvent{Kind: access.AccountAdded, StaffID: id, Detail: string(a.Role)}, err
	})
	return added, err
}

// change does a change of accounts and notes it, both or neither. The event
// needs its kind, its account and its detail; one without a kind is not noted.
func (s *Store) change(ctx context.Context, by access.Hand, do func(*storedb.Queries) (access.AccountEvent, error)) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fault(err, "begin a change of accounts")
	}
	defer func() { _ = tx.Rollback() }()
	q := storedb.New(tx)
	e, err := do(q)
	if err == nil && e.Kind != "" {
		e.Hand = by
		err = addEvent(ctx, q, e)
	}
	if err != nil {
		return fault(err, "change an account")
	}
	return fault(tx.Commit(), "commit a change of accounts")
}

func addEvent(ctx context.Context, q *storedb.Queries, e access.AccountEvent) error {
	return q.AddAccountEvent(ctx, storedb.AddAccountEventParams{
		At: e.At, Kind: string(e.Kind), StaffID: sql.NullInt64{Int64: e.StaffID, Valid: e.StaffID != 0}, ByActor: e.By, Detail: e.Detail, Network: e.Network,
	})
}

// NoteAccountEvent notes what happened to an account where nothing else is
// written, for example a sign-in that failed.
func (s *Store) NoteAccountEvent(ctx context.Context, e access.AccountEvent) error {
	return fault(addEvent(ctx, s.q, e), "note what happened to an account")
}

// AccountEvents returns up to limit things that happened to accounts before an
// entry, newest first; before 0 means from the newest on.
func (s *Store) AccountEvents(ctx context.Context, before int64, limit int) ([]access.AccountEvent, error) {
	if before <= 0 {
		before = 1<<63 - 1
	}
	rows, err := s.q.AccountEvents(ctx, storedb.AccountEventsParams{Before: before, Max: int32(limit)})
	if err != nil {
		return nil, fault(err, "list what happened to accounts")
	}
	all := make([]access.AccountEvent, len(rows))
	for i, row := range rows {
		all[i] = access.AccountEvent{
			ID: row.ID, Hand: access.Hand{By: row.ByActor, Network: row.Network, At: row.At.UTC()}, Kind: access.EventKind(row.Kind),
			StaffID: row.StaffID.Int64, Detail: row.Detail,
		}
	}
	return all, nil
}

// changed is the result of a statement that should have changed a row.
type changed struct {
	rows int64
	err  error
}

func count(n int64, err error) changed { return changed{n, err} }

// one gives the error of a statement, or the other one when it changed nothing.
func one(c changed, otherwise error) error {
	if c.err == nil && c.rows == 0 {
		return otherwise
	}
	return c.err
}
