// Package activities holds the steps in the outside world that a running case
// asks for. It declares the small interfaces it needs and knows neither the
// database nor the mail provider; the command that starts a worker introduces
// them. Inputs hold case numbers, codes and dates, never a person.
package activities

import (
	"context"

	"recourse/law"
)

// Cases is the part of the record that a running case writes.
type Cases interface {
	// Record writes the events and moves the read model to the case, in one
	// transaction. It is idempotent by case and version: what is written stays,
	// an older batch changes nothing.
	Record(ctx context.Context, c law.Case, events []law.Event) error
}

// Activities are the steps a worker offers.
type Activities struct {
	Cases Cases
}

// RecordInput is a case after the events that brought it there.
type RecordInput struct {
	Case   law.Case
	Events []law.Event
}

// Record brings the record level with the case.
func (a *Activities) Record(ctx context.Context, in RecordInput) error {
	return a.Cases.Record(ctx, in.Case, in.Events)
}
