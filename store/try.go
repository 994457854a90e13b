package store

import (
	"context"
	"time"

	"recourse/access"
	"recourse/store/storedb"
)

// triesForgotten is after how long without a try earlier ones are forgotten.
// Product choice.
const triesForgotten = 24 * time.Hour

// Try counts a try as failed in every counter before it is made, so that many at
// once do not slip through. When a counter has to wait none is counted, and the
// instant of the next try is returned; otherwise it is zero.
func (s *Store) Try(ctx context.Context, tries []access.Try, at time.Time) (next time.Time, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return time.Time{}, fault(err, "begin to count a try")
	}
	defer func() { _ = tx.Rollback() }()
	q := storedb.New(tx)
	if err := q.DropOldTries(ctx, at.Add(-triesForgotten)); err != nil {
		return time.Time{}, fault(err, "forget old tries")
	}
	for _, t := range tries {
		next, err := countTry(ctx, q, t, at)
		if err != nil || !next.IsZero() {
			return next, fault(err, "count a try")
		}
	}
	return time.Time{}, fault(tx.Commit(), "commit the count of a try")
}

func countTry(ctx context.Context, q *storedb.Queries, t access.Try, at time.Time) (next time.Time, err error) {
	once := 0.0 // what the first try has to wait after itself
	if t.Free <= 1 {
		once = t.First.Seconds()
	}
	n, err := q.CountTry(ctx, storedb.CountTryParams{
		Key: t.Key, At: at, Forget: at.Add(-triesForgotten), Free: int32(t.Free), Once: once, Wait: t.First.Seconds(), Longest: t.Longest.Seconds(),
	})
	if err != nil || n == 1 {
		return time.Time{}, err
	}
	return q.NextTry(ctx, t.Key)
}

// Passed forgets the failed tries of a counter after a try that has succeeded.
func (s *Store) Passed(ctx context.Context, key []byte) error {
	return fault(s.q.DropTry(ctx, key), "forget tries")
}

// GiveBack takes one try back that has succeeded, and keeps the others: for a
// counter that several people move.
func (s *Store) GiveBack(ctx context.Context, key []byte, at time.Time) error {
	return fault(s.q.GiveBackTry(ctx, storedb.GiveBackTryParams{Key: key, At: at}), "take a try back")
}
