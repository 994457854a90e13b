package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// Erasable returns up to limit closed cases after a number, in the order of numbers,
// that may be due for erasure: closed before an instant of case time, or asked or
// decided to be erased, or about a child. A case with a letter that has not left is
// not among them. The law says which are due.
func (s *Store) Erasable(ctx context.Context, after complaint.Number, closedBefore time.Time, limit int) ([]law.Case, error) {
	states, err := s.q.Erasable(ctx, storedb.ErasableParams{After: string(after), ClosedBefore: closedBefore, MaxRows: int64(limit)})
	if err != nil {
		return nil, fault(err, "list cases that may be erased")
	}
	return decodeCases(states)
}

// ErasedCases returns up to limit cases after a number that are erased, in the order
// of numbers.
func (s *Store) ErasedCases(ctx context.Context, after complaint.Number, limit int) ([]law.Case, error) {
	states, err := s.q.ErasedCases(ctx, storedb.ErasedCasesParams{After: string(after), MaxRows: int64(limit)})
	if err != nil {
		return nil, fault(err, "list erased cases")
	}
	return decodeCases(states)
}

// Undestroyed returns those of the numbers whose cases still have a key, or something
// else that leads to a person.
func (s *Store) Undestroyed(ctx context.Context, numbers []complaint.Number) ([]complaint.Number, error) {
	rows, err := s.q.Undestroyed(ctx, namesOf(numbers))
	if err != nil {
		return nil, fault(err, "look for cases that are not destroyed")
	}
	found := make([]complaint.Number, len(rows))
	for i, n := range rows {
		found[i] = complaint.Number(n)
	}
	return found, nil
}

// Destroy destroys what identifies the person of a case, in one commit: its key, the
// numbers of its words, access codes and digests. Events, facts and dates stay. It
// may be repeated.
func (s *Store) Destroy(ctx context.Context, number complaint.Number) error {
	return fault(s.destroy(ctx, string(number)), "destroy what identifies the person of case %s", number)
}

// destroy locks first: what is written under the lock is seen by what destroys.
func (s *Store) destroy(ctx context.Context, number string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after the commit
	q := storedb.New(tx)
	if err := q.LockCaseKey(ctx, number); err != nil {
		return err
	}
	if err := q.Destroy(ctx, number); err != nil {
		return err
	}
	return tx.Commit()
}

// Clock returns the clock of this installation; false when there is none yet.
func (s *Store) Clock(ctx context.Context) (law.Clock, bool, error) {
	row, err := s.q.Installation(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return law.Clock{}, false, nil
	case err != nil:
		return law.Clock{}, false, fault(err, "read the installation")
	}
	return law.Clock{Epoch: row.Epoch.UTC(), Day: time.Duration(row.DayLength)}, true, nil
}

func decodeCases(states []json.RawMessage) ([]law.Case, error) {
	cases := make([]law.Case, len(states))
	for i, state := range states {
		var err error
		if cases[i], err = decodeCase(state); err != nil {
			return nil, err
		}
	}
	return cases, nil
}

func namesOf(numbers []complaint.Number) []string {
	names := make([]string, len(numbers))
	for i, n := range numbers {
		names[i] = string(n)
	}
	return names
}
