// Package activities holds the steps in the outside world that a running case
// asks for. It declares the small interfaces it needs and knows neither the
// database nor the mail provider; the command that starts a worker introduces
// them. Inputs hold case numbers, codes and dates, never a person.
package activities

import (
	"context"
	"fmt"

	"recourse/complaint"
	"recourse/law"
)

// Cases is the part of the record that a running case writes.
type Cases interface {
	// Record writes the events and moves the read model to the case, in one
	// transaction. It is idempotent by case and version: what is written stays,
	// an older batch changes nothing. Conflict when other events are on record in
	// the place of these.
	Record(ctx context.Context, c law.Case, events []law.Event) error
	// Case returns the case as recorded.
	Case(ctx context.Context, number complaint.Number) (law.Case, error)
	// Events returns up to limit entries after a sequence, oldest first.
	Events(ctx context.Context, number complaint.Number, after, limit int) ([]law.Entry, error)
}

// Activities are the steps a worker offers.
type Activities struct {
	Cases       Cases
	Checkpoints Checkpoints
}

// RecordInput is a case after the events that brought it there. Without events
// it asks whether the record has more.
type RecordInput struct {
	Case   law.Case
	Events []law.Event
}

// Held is what the record holds beyond a case, or in the place of what the case
// wanted to write: the case as recorded, and the acts that it does not know.
type Held struct {
	Case law.Case
	Acts []HeldAct
}

// HeldAct is an act on record.
type HeldAct struct {
	Key string
	Seq int
}

// Record brings the record level with the case and returns nil; or what the
// record holds, where that goes another way or further than the case.
func (a *Activities) Record(ctx context.Context, in RecordInput) (*Held, error) {
	err := a.Cases.Record(ctx, in.Case, in.Events)
	known := in.Case.Seq - len(in.Events) // up to here both are the same
	if complaint.KindOf(err) != complaint.Conflict && (err != nil || len(in.Events) > 0) {
		return nil, err
	}
	held, readErr := a.held(ctx, in.Case.Number, known)
	if readErr != nil || held != nil {
		return held, readErr
	}
	return nil, err
}

// held reads what is on record after an event; nil when nothing is.
func (a *Activities) held(ctx context.Context, number complaint.Number, after int) (*Held, error) {
	c, err := a.Cases.Case(ctx, number)
	if err != nil || c.Seq <= after {
		return nil, err
	}
	entries, err := a.Cases.Events(ctx, number, after, c.Seq-after)
	if err != nil {
		return nil, fmt.Errorf("read what is on record: %w", err)
	}
	h := &Held{Case: c}
	for _, e := range entries {
		if e.Key != "" && e.Seq <= c.Seq {
			h.Acts = append(h.Acts, HeldAct{Key: e.Key, Seq: e.Seq})
		}
	}
	return h, nil
}
