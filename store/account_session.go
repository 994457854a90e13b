package store

import (
	"context"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/store/storedb"
)

// keptOver is how long sessions that are over stay in the table, so that an
// incident can be looked into. Product choice.
const keptOver = 30 * 24 * time.Hour

// seenEvery is how exactly the last use of a session is known. Product choice: it
// saves most requests a write.
const seenEvery = time.Minute

// OpenSession signs a member of staff in, with the instant when they have last
// shown a factor, zero when that is not known. Conflict when the account has changed
// since it was read: its password, its role, or it was disabled.
func (s *Store) OpenSession(ctx context.Context, a access.Account, v access.Session, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		n, err := q.OpenSession(ctx, storedb.OpenSessionParams{
			Session: v.ID, Method: v.Method, Network: by.Network, At: by.At, ProvenAt: v.ProvenAt, ExpiresAt: v.ExpiresAt, ID: a.ID, Version: int32(a.Version),
		})
		if err := one(count(n, err), complaint.Errorf(complaint.Conflict, "the account has changed meanwhile; sign in again")); err != nil {
			return access.AccountEvent{}, err
		}
		return access.AccountEvent{Kind: access.SignedIn, StaffID: a.ID, Detail: v.Method}, q.DropOldSessions(ctx, by.At.Add(-keptOver))
	})
}

// Session returns an open session and whose it is, without what is counted in
// other tables, and notes that it is in use. Missing when it has ended, was not
// used for the time given, or its account is disabled.
func (s *Store) Session(ctx context.Context, id string, at time.Time, idle time.Duration) (access.Session, access.Account, error) {
	row, err := s.q.Session(ctx, storedb.SessionParams{Session: id, At: at, Idle: at.Add(-idle)})
	if err != nil {
		return access.Session{}, access.Account{}, fault(missing(err, "this session has ended"), "find a session")
	}
	if at.Sub(row.StaffSession.SeenAt) >= seenEvery {
		err = fault(s.q.SeeSession(ctx, storedb.SeeSessionParams{Session: id, At: at}), "note the use of a session")
	}
	return sessionOf(row.StaffSession), bareAccount(row.Staff), err
}

// Sessions lists where a member of staff is signed in, the last used first.
func (s *Store) Sessions(ctx context.Context, staffID int64, at time.Time, idle time.Duration) ([]access.Session, error) {
	rows, err := s.q.Sessions(ctx, storedb.SessionsParams{StaffID: staffID, At: at, Idle: at.Add(-idle)})
	all := make([]access.Session, len(rows))
	for i, row := range rows {
		all[i] = sessionOf(row)
	}
	return all, fault(err, "list sessions")
}

// ProveSession notes that the person has shown a factor again.
func (s *Store) ProveSession(ctx context.Context, id string, at time.Time) error {
	return fault(s.q.ProveSession(ctx, storedb.ProveSessionParams{Session: id, At: at}), "note a proof")
}

// EndSession ends one session of a member of staff. Missing when it is not open.
func (s *Store) EndSession(ctx context.Context, staffID int64, id string, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		n, err := q.EndSession(ctx, storedb.EndSessionParams{StaffID: staffID, Session: id, At: someTime(by.At)})
		return access.AccountEvent{Kind: access.SignedOut, StaffID: staffID}, one(count(n, err), complaint.Errorf(complaint.Missing, "there is no such session"))
	})
}

// EndSessions ends all sessions of a member of staff but one, or all when but is
// empty.
func (s *Store) EndSessions(ctx context.Context, staffID int64, but string, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		_, err := q.EndSessions(ctx, storedb.EndSessionsParams{StaffID: staffID, But: but, At: someTime(by.At)})
		return access.AccountEvent{Kind: access.SessionsEnded, StaffID: staffID}, err
	})
}

func sessionOf(row storedb.StaffSession) access.Session {
	return access.Session{
		ID: row.ID, StaffID: row.StaffID, Method: row.Method, Network: row.Network, OpenedAt: row.OpenedAt.UTC(), SeenAt: row.SeenAt.UTC(),
		ProvenAt: row.ProvenAt.UTC(), ExpiresAt: row.ExpiresAt.UTC(),
	}
}

// Tokens lists the tokens of programs, oldest first.
func (s *Store) Tokens(ctx context.Context) ([]access.Token, error) {
	rows, err := s.q.Tokens(ctx)
	all := make([]access.Token, len(rows))
	for i, row := range rows {
		all[i] = access.Token{ID: row.ID, StaffID: row.StaffID, CreatedAt: row.CreatedAt.UTC(), ExpiresAt: row.ExpiresAt.UTC(), RevokedAt: instantOf(row.RevokedAt)}
	}
	return all, fault(err, "list tokens")
}

// RevokeTokenByID ends a token at once. Missing when there is none.
func (s *Store) RevokeTokenByID(ctx context.Context, id int64, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		staffID, err := q.RevokeTokenByID(ctx, storedb.RevokeTokenByIDParams{ID: id, At: someTime(by.At)})
		return access.AccountEvent{Kind: access.TokenRevoked, StaffID: staffID}, missing(err, "there is no such token")
	})
}
