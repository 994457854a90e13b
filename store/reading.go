package store

import (
	"context"
	"database/sql"
	"errors"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// none reports whether a query has found no row.
func none(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// AddReading records that a member of staff looks at a case. A look at the same
// part in the same minute of real time is on record already. Nothing is written
// for a case that is not there.
func (s *Store) AddReading(ctx context.Context, number complaint.Number, r law.Reading) error {
	err := s.q.AddReading(ctx, storedb.AddReadingParams{Number: string(number), Staff: r.Staff, What: r.What, At: r.At, ReadAt: r.Real})
	return fault(err, "record a look at case %s", number)
}

// Readings returns who of the staff has looked at a case, the latest first: those
// before the one with an identifier, or from the latest on when it is 0.
func (s *Store) Readings(ctx context.Context, number complaint.Number, before int64, limit int) ([]law.Reading, error) {
	rows, err := s.q.Readings(ctx, storedb.ReadingsParams{Number: string(number), Before: before, MaxRows: int64(limit)})
	if err != nil {
		return nil, fault(err, "list the looks at case %s", number)
	}
	out := make([]law.Reading, len(rows))
	for i, r := range rows {
		out[i] = law.Reading{ID: r.ID, Staff: r.Staff, What: r.What, At: r.At.UTC(), Real: r.ReadAt.UTC()}
	}
	return out, nil
}
