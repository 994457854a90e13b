package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/seal"
	"recourse/store/storedb"
)

// ErrNumberTaken says that another case has the number; draw a new one and file
// again.
var ErrNumberTaken = errors.New("the case number is taken")

// NewCase is a complaint to be filed: what the complainant wrote, and what the
// law made of it.
type NewCase struct {
	Filing     complaint.Filing
	Case       law.Case
	Event      law.Event // the first; its key is the key of the filing
	Digest     string    // of the request; tells a repetition from another filing under the same key
	AccessHash []byte    // of the code that opens the case to its complainant

	Draft        complaint.DraftID // in which it was written, and which ends with it; "" for none
	DraftVersion int               // of the draft as it was read
}

// File commits a complaint: receipt is when it returns without an error. Filing
// again under the same key returns the case as it is on record, and fresh is
// false; the same key with another digest is a Conflict. Text that is not UTF-8
// is Invalid. ErrNumberTaken asks for another number. A draft that was changed since
// it was read is a Conflict.
func (s *Store) File(ctx context.Context, n NewCase) (filed law.Case, fresh bool, err error) {
	arg, err := s.encode(&n)
	if err != nil {
		return law.Case{}, false, err
	}
	written, err := s.q.FileCase(ctx, arg)
	taken := violates(err, "cases_pkey")
	switch {
	case err == nil && written == 1:
		return n.Case, true, nil
	case err != nil && !taken:
		return law.Case{}, false, fault(err, "file case %s", n.Case.Number)
	}
	filed, err = s.filed(ctx, n.Event.Key, n.Digest)
	switch unknown := complaint.KindOf(err) == complaint.Missing; {
	case unknown && taken:
		return law.Case{}, false, ErrNumberTaken
	case unknown && n.Draft != "":
		return law.Case{}, false, complaint.Errorf(complaint.Conflict, "the draft was changed meanwhile")
	}
	return filed, false, err
}

// filed returns what was filed under a key.
func (s *Store) filed(ctx context.Context, key, digest string) (law.Case, error) {
	row, err := s.q.FiledCase(ctx, key)
	if err != nil {
		return law.Case{}, fault(missing(err, "nothing was filed under this key"), "find what was filed")
	}
	if row.FilingDigest != digest {
		return law.Case{}, complaint.Errorf(complaint.Conflict, "this idempotency key was used for another complaint")
	}
	return decodeCase(row.State)
}

// encode seals the filing with a key made for the case.
func (s *Store) encode(n *NewCase) (storedb.FileCaseParams, error) {
	if n.Event.Seq != 1 || n.Case.Seq != 1 || n.Event.Key == "" {
		return storedb.FileCaseParams{}, fmt.Errorf("file case %s: a filing is the first event and has a key", n.Case.Number)
	}
	for _, v := range []any{n.Filing, n.Event, n.Case.Facts} {
		if err := checkTexts(v); err != nil {
			return storedb.FileCaseParams{}, err
		}
	}
	b, err := encode(&n.Case, []law.Event{n.Event})
	if err != nil {
		return storedb.FileCaseParams{}, err
	}
	key, wrapped, err := s.sealer.NewKey(string(n.Case.Number))
	if err != nil {
		return storedb.FileCaseParams{}, fmt.Errorf("make the key of case %s: %w", n.Case.Number, err)
	}
	filing, err := sealed(key, n.Filing, filingPlace)
	if err != nil {
		return storedb.FileCaseParams{}, fmt.Errorf("seal the filing of case %s: %w", n.Case.Number, err)
	}
	return storedb.FileCaseParams{
		FilingKey: n.Event.Key, FilingDigest: n.Digest, AccessHash: n.AccessHash, FiledAt: n.Event.Recorded, CaseRow: b.row,
		Sealed: filing, Wrapped: wrapped, Master: int64(seal.WrappedBy(wrapped)), Events: b.events, Stages: b.stages, Deadlines: b.deadlines, Letters: b.letters,
		Draft: string(n.Draft), DraftVersion: int64(n.DraftVersion), DraftedAt: time.Now(),
	}, nil
}

// Unstarted returns filed cases whose workflow does not run yet, oldest first.
func (s *Store) Unstarted(ctx context.Context, limit int) ([]law.Case, error) {
	states, err := s.q.Unstarted(ctx, int64(limit))
	if err != nil {
		return nil, fault(err, "list unstarted cases")
	}
	cases := make([]law.Case, len(states))
	for i, state := range states {
		if cases[i], err = decodeCase(state); err != nil {
			return nil, err
		}
	}
	return cases, nil
}

// MarkStarted notes that the workflows of the cases run. From then on they are
// found by their words: to index them at once would slow filing down. A case that
// cannot be opened is marked like the others, and named by the error.
func (s *Store) MarkStarted(ctx context.Context, numbers []complaint.Number) error {
	arg := storedb.MarkStartedParams{Numbers: make([]string, len(numbers))}
	for i, n := range numbers {
		arg.Numbers[i] = string(n)
	}
	rows, err := s.q.SealedFilings(ctx, arg.Numbers)
	if err != nil {
		return fault(err, "read %d filings", len(numbers))
	}
	var unreadable error
	for _, row := range rows {
		words, err := s.wordsOf(row)
		if err != nil {
			unreadable = errors.Join(unreadable, err)
			continue
		}
		arg.Indexed, arg.Words = append(arg.Indexed, row.Number), append(arg.Words, words)
	}
	if err := s.q.MarkStarted(ctx, arg); err != nil {
		return fault(err, "mark %d cases as started", len(numbers))
	}
	return unreadable
}

// wordsOf returns the numbers of the words that a complaint is found by, as an
// array of the database.
func (s *Store) wordsOf(row storedb.SealedFilingsRow) (string, error) {
	k, err := s.keyOf(complaint.Number(row.Number), row.Wrapped)
	if err != nil {
		return "", err
	}
	var f complaint.Filing
	if err := unseal(k, row.Sealed, filingPlace, &f); err != nil {
		return "", fmt.Errorf("open the filing of case %s: %w", row.Number, err)
	}
	array := []byte{'{'}
	for i, n := range s.sealer.Words(f.Person.Name, f.Person.Email, f.Person.Identifier, f.Represented, f.Narrative) {
		if i > 0 {
			array = append(array, ',')
		}
		array = strconv.AppendInt(array, int64(n), 10)
	}
	return string(append(array, '}')), nil
}

func decodeCase(state json.RawMessage) (law.Case, error) {
	var c law.Case
	if err := json.Unmarshal(state, &c); err != nil {
		return law.Case{}, fmt.Errorf("decode the state of a case: %w", err)
	}
	return c, nil
}
