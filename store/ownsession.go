package store

import (
	"context"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/store/storedb"
)

// OpenOwnSession notes that a case is open somewhere, and forgets some sessions that
// are over.
func (s *Store) OpenOwnSession(ctx context.Context, v access.OwnSession) error {
	err := s.q.OpenOwnSession(ctx, storedb.OpenOwnSessionParams{ID: v.ID, Number: string(v.Number), Agent: int64(v.Agent), At: v.OpenedAt, ExpiresAt: v.ExpiresAt})
	if err == nil {
		err = s.q.ForgetOwnSessions(ctx, v.OpenedAt)
	}
	return fault(err, "open a session of case %s", v.Number)
}

// SeeOwnSession notes that a session of a case is in use. Missing when somebody has
// ended it; when it is over by itself, its cookie leads nowhere.
func (s *Store) SeeOwnSession(ctx context.Context, number complaint.Number, agent int, id string, at time.Time) error {
	seen, err := s.q.OwnSession(ctx, storedb.OwnSessionParams{ID: id, Number: string(number), Agent: int64(agent)})
	if err != nil {
		return fault(missing(err, "this session has ended"), "find a session of case %s", number)
	}
	if at.Sub(seen) < seenEvery {
		return nil
	}
	return fault(s.q.SeeOwnSession(ctx, storedb.SeeOwnSessionParams{ID: id, At: at}), "note the use of a session of case %s", number)
}

// OwnSessions lists where a case is open for the person, agent 0, or for a
// representative, the last used first.
func (s *Store) OwnSessions(ctx context.Context, number complaint.Number, agent int, at time.Time) ([]access.OwnSession, error) {
	rows, err := s.q.OwnSessions(ctx, storedb.OwnSessionsParams{Number: string(number), Agent: int64(agent), At: at})
	list := make([]access.OwnSession, len(rows))
	for i, row := range rows {
		list[i] = access.OwnSession{ID: row.ID, Number: number, Agent: agent, OpenedAt: row.OpenedAt.UTC(), SeenAt: row.SeenAt.UTC()}
	}
	return list, fault(err, "list the sessions of case %s", number)
}

// EndOwnSession ends a session of a case, if it is one of whom it is said to be.
func (s *Store) EndOwnSession(ctx context.Context, number complaint.Number, agent int, id string) error {
	err := s.q.EndOwnSession(ctx, storedb.EndOwnSessionParams{Number: string(number), Agent: int64(agent), ID: id})
	return fault(err, "end a session of case %s", number)
}

// EndOwnSessions ends all sessions of the person, or of a representative, but one.
func (s *Store) EndOwnSessions(ctx context.Context, number complaint.Number, agent int, but string) error {
	err := s.q.EndOwnSessions(ctx, storedb.EndOwnSessionsParams{Number: string(number), Agent: int64(agent), But: but})
	return fault(err, "end the sessions of case %s", number)
}
