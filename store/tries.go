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

// Try takes a try to open a case, as one that fails until ForgiveTry says
// otherwise, so that tries made at the same time do not all pass as the first. It
// returns false for one that comes too early and is not to be looked at: wait says
// how long after its last failure a network has to wait, with so many failures at
// the case and so many from the network. Such a try does not count, so that nobody
// waits for ever.
func (s *Store) Try(ctx context.Context, caseKey, networkKey []byte, at time.Time, wait func(atCase, fromNetwork int) time.Duration) (bool, error) {
	open, err := s.try(ctx, caseKey, networkKey, at, wait)
	if err != nil {
		return false, fault(err, "count a try")
	}
	return open, fault(s.q.ForgetTries(ctx, at.Add(-longKept)), "forget old tries")
}

// try counts under lock: first the case, then the network, so that no two wait for
// each other.
func (s *Store) try(ctx context.Context, caseKey, networkKey []byte, at time.Time, wait func(atCase, fromNetwork int) time.Duration) (bool, error) {
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
	open := !at.Before(network.LastAt.Add(wait(ofCase, ofNetwork)))
	for _, n := range []storedb.NoteTryParams{
		{Kind: byCase, Key: caseKey, Failed: int64(ofCase), LastAt: atCase.LastAt},
		{Kind: byNetwork, Key: networkKey, Failed: int64(ofNetwork), LastAt: network.LastAt},
	} {
		if n.Refused = 1; open {
			n.Failed, n.LastAt, n.Refused = n.Failed+1, at, 0
		}
		if err := q.NoteTry(ctx, n); err != nil {
			return false, err
		}
	}
	return open, tx.Commit()
}

// counting is how many failures count still.
func counting(failed int64, last, at time.Time) int {
	if at.Sub(last) > triesCount {
		return 0
	}
	return int(failed)
}

// ForgiveTry takes back that the last try has failed.
func (s *Store) ForgiveTry(ctx context.Context, caseKey, networkKey []byte) error {
	if err := s.q.ForgiveTry(ctx, storedb.ForgiveTryParams{Kind: byCase, Key: caseKey}); err != nil {
		return fault(err, "forgive a try")
	}
	return fault(s.q.ForgiveTry(ctx, storedb.ForgiveTryParams{Kind: byNetwork, Key: networkKey}), "forgive a try")
}
