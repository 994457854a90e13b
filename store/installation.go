package store

import (
	"context"
	"fmt"
	"time"

	"recourse/law"
)

// Installation returns the clock of this installation: the first caller sets
// the length of a legal day, in real time, and the instant at which both times
// agree. Another length is refused ever after, since it would move every
// deadline on file. From then on the store tells real instants in case time.
func (s *Store) Installation(ctx context.Context, day time.Duration) (law.Clock, error) {
	if day <= 0 {
		return law.Clock{}, fmt.Errorf("a legal day takes some time, not %s", day)
	}
	if err := s.q.Install(ctx, int64(day)); err != nil {
		return law.Clock{}, fault(err, "set up the installation with a day of %s", day)
	}
	row, err := s.q.Installation(ctx)
	if err != nil {
		return law.Clock{}, fault(err, "read the installation")
	}
	clock := law.Clock{Epoch: row.Epoch.UTC(), Day: time.Duration(row.DayLength)}
	if clock.Day != day {
		return law.Clock{}, fmt.Errorf("this installation has legal days of %s and cannot run with days of %s: "+
			"start it with %[1]s, or use another database or data directory", clock.Day, day)
	}
	s.clock.Store(&clock)
	return clock, nil
}

// caseTime returns the case time at a real instant; no instant stays none.
func (s *Store) caseTime(at time.Time) time.Time {
	clock := s.clock.Load()
	if at.IsZero() || clock == nil {
		return at
	}
	return clock.Case(at)
}
