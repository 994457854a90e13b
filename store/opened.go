package store

import (
	"cmp"
	"context"
	"slices"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// recordOpening writes the events, and in the same commit the cases that they
// open; it returns 1 when the case stood where they begin. Nearly no event opens
// a case, so that one statement does for nearly all of them.
func (s *Store) recordOpening(ctx context.Context, events []law.Event, arg storedb.RecordEventsParams) (int64, error) {
	if !slices.ContainsFunc(events, func(e law.Event) bool { return e.Opens != nil }) {
		return s.q.RecordEvents(ctx, arg)
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after the commit
	q := storedb.New(tx)
	n, err := q.RecordEvents(ctx, arg)
	if err != nil || n == 0 {
		return 0, err
	}
	for _, e := range events {
		if e.Opens == nil {
			continue
		}
		if err := s.open(ctx, q, complaint.Number(arg.Number), e); err != nil {
			return 0, err
		}
	}
	return n, tx.Commit()
}

// open writes the case that an event opens, as File writes one that is filed: the
// same person with the same access code, and a key of its own. It writes nothing
// when the case is there already.
func (s *Store) open(ctx context.Context, q *storedb.Queries, parent complaint.Number, e law.Event) error {
	row, err := q.OpeningCase(ctx, storedb.OpeningCaseParams{Number: string(parent), ActKey: e.Key})
	if err != nil {
		return err
	}
	k, err := s.keyOf(parent, row.Wrapped)
	if err != nil {
		return err
	}
	var filing complaint.Filing
	if err := unseal(k, row.Filing, filingPlace, &filing); err != nil {
		return err
	}
	var details map[string]string
	if err := unseal(k, row.Details, detailsPlace+e.Key, &details); err != nil {
		return err
	}
	o := e.Opens
	arg, err := s.encode(&NewCase{
		Filing: anew(filing, o.Case.Facts, details["reasons"]), Case: o.Case, Event: o.Event, Digest: openedDigest, AccessHash: row.AccessHash,
	})
	if err != nil {
		return err
	}
	_, err = q.FileCase(ctx, arg)
	return err
}

// openedDigest stands where a filing has the digest of its request: nobody files
// an opened case again.
const openedDigest = "opened"

// anew is the filing of an opened case: that of the case which opens it, with what
// is said anew. Where the act gives reasons, these are the story, and the old one
// is what was asked before.
func anew(f complaint.Filing, facts law.Facts, reasons string) complaint.Filing {
	f.Right, f.Channel, f.ReceivedAt, f.Principles = facts.Right, facts.Channel, facts.ReceivedAt, facts.Principles
	if reasons != "" {
		f.AskedBefore = f.Narrative
	}
	f.Narrative = cmp.Or(reasons, f.Narrative)
	return f
}
