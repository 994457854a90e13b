package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

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
		if err := open(ctx, q, arg.Number, e); err != nil {
			return 0, err
		}
	}
	return n, tx.Commit()
}

// open writes the case that an event opens.
func open(ctx context.Context, q *storedb.Queries, parent string, e law.Event) error {
	o := e.Opens
	b, err := encode(&o.Case, []law.Event{o.Event})
	if err != nil {
		return err
	}
	said, err := json.Marshal(saidAnew(o.Case.Facts))
	if err != nil {
		return fmt.Errorf("encode what case %s says anew: %w", o.Case.Number, err)
	}
	_, err = q.OpenCase(ctx, storedb.OpenCaseParams{
		Parent: parent, ActKey: e.Key, FilingKey: o.Event.Key, FiledAt: o.Event.Recorded, Said: said,
		CaseRow: b.row, Events: b.events, Stages: b.stages, Deadlines: b.deadlines, Letters: b.letters,
	})
	return err
}

// anew is what the filing of an opened case says otherwise than that of the case
// which opened it.
type anew struct {
	Right      string    `json:"right,omitempty"`
	Channel    string    `json:"channel"`
	ReceivedAt time.Time `json:"received_at"`
	Principles []string  `json:"principles"`
}

func saidAnew(f law.Facts) anew {
	return anew{Right: f.Right, Channel: f.Channel, ReceivedAt: f.ReceivedAt, Principles: f.Principles}
}
