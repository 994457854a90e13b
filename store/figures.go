package store

import (
	"context"

	"recourse/complaint"
	"recourse/law"
)

// Tallies counts the cases for the yearly figures, without telling one from another;
// an erased case counts as it did before.
func (s *Store) Tallies(ctx context.Context) ([]law.Tally, error) {
	rows, err := s.q.Tallies(ctx)
	if err != nil {
		return nil, fault(err, "count the cases of the years")
	}
	out := make([]law.Tally, len(rows))
	for i, r := range rows {
		out[i] = law.Tally{From: complaint.DateOf(r.Stretch), Measure: r.Measure, Code: r.Code, N: int(r.N)}
	}
	return out, nil
}
