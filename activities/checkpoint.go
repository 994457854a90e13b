package activities

import (
	"context"
	"encoding/json"
	"fmt"

	"go.temporal.io/sdk/activity"

	"recourse/audit"
)

// Checkpoints is the part of the record that signs how far all chains have come.
type Checkpoints interface {
	// Checkpoint makes the checkpoint of a run, or returns the one that the run has
	// made already.
	Checkpoint(ctx context.Context, run string) (audit.Checkpoint, error)
}

// Checkpoint makes the checkpoint of a run and logs it, so that the record is
// anchored where nobody who changes the record comes. It names no case.
func (a *Activities) Checkpoint(ctx context.Context, run string) (audit.Statement, error) {
	c, err := a.Checkpoints.Checkpoint(ctx, run)
	if err != nil {
		return audit.Statement{}, fmt.Errorf("make a checkpoint: %w", err)
	}
	text, err := json.Marshal(c)
	if err != nil {
		return audit.Statement{}, fmt.Errorf("write a checkpoint: %w", err)
	}
	activity.GetLogger(ctx).Info("checkpoint", "n", c.Statement.Checkpoint, "checkpoint", json.RawMessage(text))
	return c.Statement, nil
}
