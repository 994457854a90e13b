package workflows

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"recourse/complaint"
	"recourse/law"
)

// Filed is what the dispatcher needs of the record.
type Filed interface {
	// Unstarted returns filed cases that have no workflow yet, oldest first.
	Unstarted(ctx context.Context, limit int) ([]law.Case, error)
	// MarkStarted notes that the cases have one.
	MarkStarted(ctx context.Context, numbers []complaint.Number) error
}

// Dispatcher starts the workflow of every filed case. Filing itself never waits
// for Temporal: what a crash or an outage leaves behind is started later.
type Dispatcher struct {
	Filed  Filed
	Client *Client
	Log    *slog.Logger
	Poll   time.Duration // how often to look when there was nothing to do
	Width  int           // starts under way at once
	Batch  int           // cases taken at once
}

// Run starts cases until the context ends. Errors are logged and tried again.
func (d *Dispatcher) Run(ctx context.Context) {
	for ctx.Err() == nil {
		n, err := d.round(ctx)
		if err != nil && ctx.Err() == nil {
			d.Log.Warn("dispatch filed cases", "err", err)
		}
		if n < d.Batch || err != nil {
			pause(ctx, d.Poll)
		}
	}
}

// round starts one batch and returns its size.
func (d *Dispatcher) round(ctx context.Context) (int, error) {
	cases, err := d.Filed.Unstarted(ctx, d.Batch)
	if err != nil || len(cases) == 0 {
		return 0, err
	}
	started := make([]complaint.Number, len(cases))
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(d.Width)
	for i, c := range cases {
		group.Go(func() error {
			if err := d.Client.Start(groupCtx, c); err != nil {
				return err
			}
			started[i] = c.Number
			return nil
		})
	}
	failed := group.Wait()
	done := started[:0]
	for _, number := range started {
		if number != "" {
			done = append(done, number)
		}
	}
	if err := d.Filed.MarkStarted(ctx, done); err != nil {
		return 0, err
	}
	return len(done), failed
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
