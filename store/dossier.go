package store

import (
	"context"
	"encoding/json"
	"fmt"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// Case returns what the rules know of a case. Missing when there is none.
func (s *Store) Case(ctx context.Context, number complaint.Number) (law.Case, error) {
	state, err := s.q.CaseState(ctx, string(number))
	if err != nil {
		return law.Case{}, fault(missingCase(err, number), "read case %s", number)
	}
	return decodeCase(state)
}

// Version returns the sequence of the last event of a case. Missing when there
// is no such case.
func (s *Store) Version(ctx context.Context, number complaint.Number) (int, error) {
	version, err := s.q.CaseVersion(ctx, string(number))
	return int(version), fault(missingCase(err, number), "read the version of case %s", number)
}

// AccessHash returns the hash of the code that opens a case to its complainant.
// Missing when there is no such case.
func (s *Store) AccessHash(ctx context.Context, number complaint.Number) ([]byte, error) {
	hash, err := s.q.AccessHash(ctx, string(number))
	return hash, fault(missingCase(err, number), "read the access to case %s", number)
}

// Dossier returns everything on file about a case, as it is at one instant.
// Missing when there is no such case.
func (s *Store) Dossier(ctx context.Context, number complaint.Number) (law.Record, error) {
	row, err := s.q.Dossier(ctx, string(number))
	if err != nil {
		return law.Record{}, fault(missingCase(err, number), "read the dossier of case %s", number)
	}
	r := law.Record{FiledAt: row.FiledAt.UTC()}
	for _, part := range []struct {
		from json.RawMessage
		to   any
	}{
		{row.State, &r.Case}, {row.Filing, &r.Filing}, {row.Entries, &r.Entries}, {row.Documents, &r.Documents}, {row.Letters, &r.Letters},
	} {
		if err := json.Unmarshal(part.from, part.to); err != nil {
			return law.Record{}, fmt.Errorf("decode the dossier of case %s: %w", number, err)
		}
	}
	for i := range r.Letters {
		r.Letters[i].SentAt = s.caseTime(r.Letters[i].SentAt)
	}
	return r, nil
}

// Events returns what has happened to a case after an event, oldest first. An
// unknown case has no events.
func (s *Store) Events(ctx context.Context, number complaint.Number, afterSeq, limit int) ([]law.Entry, error) {
	rows, err := s.q.Entries(ctx, storedb.EntriesParams{Number: string(number), After: int64(afterSeq), MaxRows: int64(limit)})
	if err != nil {
		return nil, fault(err, "list events of case %s", number)
	}
	entries := make([]law.Entry, len(rows))
	for i, row := range rows {
		if entries[i], err = decodeEntry(number, row); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// EventByKey returns what the act with the key has brought about. Missing when
// no event has it.
func (s *Store) EventByKey(ctx context.Context, number complaint.Number, key string) (law.Entry, error) {
	row, err := s.q.EntryByKey(ctx, storedb.EntryByKeyParams{Number: string(number), Key: key})
	if err != nil {
		return law.Entry{}, fault(missing(err, "case %s has no event with this key", number), "find an event of case %s", number)
	}
	return decodeEntry(number, row)
}

func decodeEntry(number complaint.Number, row json.RawMessage) (law.Entry, error) {
	var e law.Entry
	if err := json.Unmarshal(row, &e); err != nil {
		return law.Entry{}, fmt.Errorf("decode an event of case %s: %w", number, err)
	}
	return e, nil
}
