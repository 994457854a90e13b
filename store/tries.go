package store

import (
	"context"
	"time"

	"recourse/store/storedb"
)

// How long failed tries count, and how long what is counted stays on file. Product
// choices.
const (
	triesCount = 15 * time.Minute // after the last of them
	longKept   = 24 * time.Hour
)

// What tries are counted by.
const (
	byCase    = "CASE"
	byNetwork = "NETWORK"
)

// TryCase counts a try to open a case and returns whether it does: it must be a good one,
// and not come too early. wait says how long after its last failure a network has to
// wait, with so many failures at the case and so many from the network; a try that
// comes before counts no further, so that nobody waits for ever. Tries are counted one
// after the other, also those that are made at the same time.
func (s *Store) TryCase(ctx context.Context, caseKey, networkKey []byte, at time.Time, good bool, wait func(atCase, fromNetwork int) time.Duration) (bool, error) {
	at = at.Truncate(precision) // what is read back must not lie after what was written
	opens, err := s.try(ctx, caseKey, networkKey, at, good, wait)
	if err != nil {
		return false, fault(err, "count a try")
	}
	return opens, fault(s.q.ForgetTries(ctx, at.Add(-longKept)), "forget old tries")
}

// try counts under lock: first the case, then the network, so that no two wait for
// each other.
func (s *Store) try(ctx context.Context, caseKey, networkKey []byte, at time.Time, good bool, wait func(atCase, fromNetwork int) time.Duration) (bool, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after the commit
	q := storedb.New(tx)
	atCase, err := q.TakeTries(ctx, storedb.TakeTriesParams{Kind: byCase, Key: caseKey, At: at})
	if err != nil {
		return false, err
	}
	network, err := q.TakeTries(ctx, storedb.TakeTriesParams{Kind: byNetwork, Key: networkKey, At: at})
	if err != nil {
		return false, err
	}
	ofCase, ofNetwork := counting(atCase.Failed, atCase.LastAt, at), counting(network.Failed, network.LastAt, at)
	inTime := !at.Before(network.LastAt.Add(wait(ofCase, ofNetwork)))
	for _, n := range []storedb.NoteTryParams{
		{Kind: byCase, Key: caseKey, Failed: int64(ofCase), LastAt: atCase.LastAt},
		{Kind: byNetwork, Key: networkKey, Failed: int64(ofNetwork), LastAt: network.LastAt},
	} {
		switch {
		case !inTime:
			n.Refused = 1
		case !good:
			n.Failed, n.LastAt = n.Failed+1, at
		}
		if err := q.NoteTry(ctx, n); err != nil {
			return false, err
		}
	}
	return good && inTime, tx.Commit()
}

// counting is how many failures count still.
func counting(failed int64, last, at time.Time) int {
	if at.Sub(last) > triesCount {
		return 0
	}
	return int(failed)
}
