package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

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
	k, err := s.keyOf(number, row.Wrapped)
	if err != nil {
		return law.Record{}, err
	}
	r, err := s.openDossier(k, row)
	if err != nil {
		return law.Record{}, fmt.Errorf("open the dossier of case %s: %w", number, err)
	}
	return r, nil
}

// openDossier decodes what is on file and opens what is sealed of it.
func (s *Store) openDossier(k Key, row storedb.DossierRow) (r law.Record, err error) {
	r.FiledAt, r.Erased = row.FiledAt.UTC(), k == nil
	if err := json.Unmarshal(row.State, &r.Case); err != nil {
		return r, err
	}
	if err := unseal(k, row.Filing, filingPlace, &r.Filing); err != nil {
		return r, err
	}
	if r.Entries, err = openEntries(k, row.Entries); err != nil {
		return r, err
	}
	if r.Documents, err = openDocuments(k, row.Documents); err != nil {
		return r, err
	}
	r.Letters, err = s.openLetters(k, row.Letters)
	return r, err
}

// openDocuments decodes the descriptions of documents and opens their names.
func openDocuments(k Key, rows json.RawMessage) ([]law.Document, error) {
	var closed []struct {
		law.Document
		Sealed []byte `json:"sealed"`
	}
	if err := json.Unmarshal(rows, &closed); err != nil {
		return nil, err
	}
	documents := make([]law.Document, len(closed))
	for i, d := range closed {
		if err := unseal(k, d.Sealed, documentPlace+d.ID, &d.Name); err != nil {
			return nil, err
		}
		documents[i] = d.Document
	}
	return documents, nil
}

// sealedLetter is a letter as it was sent, as JSON under seal.
type sealedLetter struct {
	Subject string `json:"subject"`
	Body    string `json:"body"`
}

// openLetters decodes letters and opens what was sent.
func (s *Store) openLetters(k Key, rows json.RawMessage) ([]law.Posted, error) {
	var closed []struct {
		law.Posted
		Sealed []byte `json:"sealed"`
	}
	if err := json.Unmarshal(rows, &closed); err != nil {
		return nil, err
	}
	letters := make([]law.Posted, len(closed))
	for i, l := range closed {
		said, err := openLetter(k, l.ID, l.Sealed)
		if err != nil {
			return nil, err
		}
		letters[i] = l.Posted
		letters[i].Subject, letters[i].Body, letters[i].SentAt = said.Subject, said.Body, s.caseTime(l.SentAt)
	}
	return letters, nil
}

func openLetter(k Key, id int64, text []byte) (said sealedLetter, err error) {
	if err := unseal(k, text, letterPlace+strconv.FormatInt(id, 10), &said); err != nil {
		return said, fmt.Errorf("open letter %d: %w", id, err)
	}
	return said, nil
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
		if entries[i], err = s.openEntry(number, row.Entry, row.Wrapped); err != nil {
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
	return s.openEntry(number, row.Entry, row.Wrapped)
}

// openEntry decodes one event and opens its private texts.
func (s *Store) openEntry(number complaint.Number, row json.RawMessage, wrapped []byte) (law.Entry, error) {
	var e sealedEntry
	if err := json.Unmarshal(row, &e); err != nil {
		return law.Entry{}, fmt.Errorf("decode an event of case %s: %w", number, err)
	}
	if e.Sealed == nil {
		return e.Entry, nil
	}
	k, err := s.keyOf(number, wrapped)
	if err != nil {
		return law.Entry{}, err
	}
	entry, err := e.entry(k)
	if err != nil {
		return law.Entry{}, fmt.Errorf("open event %d of case %s: %w", e.Seq, number, err)
	}
	return entry, nil
}
