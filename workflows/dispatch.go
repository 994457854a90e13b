package workflows

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/api/serviceerror"
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

	latest complaint.Number // of the batch before
}

const (
	followPoll  = 10 * time.Millisecond
	followLimit = 5 * time.Second
)

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

// round starts one batch and returns how many cases it has started. A case that
// cannot be started holds up no other; when Temporal itself is away, the rest of
// the batch waits for the next round.
func (d *Dispatcher) round(ctx context.Context) (int, error) {
	cases, err := d.Filed.Unstarted(ctx, d.Batch)
	if err != nil || len(cases) == 0 {
		return 0, err
	}
	failed := make([]error, len(cases))
	startCtx, giveUp := context.WithCancel(ctx)
	defer giveUp()
	var group errgroup.Group
	group.SetLimit(d.Width)
	for i, c := range cases {
		group.Go(func() error {
			if failed[i] = d.Client.Start(startCtx, c); isAway(failed[i]) {
				giveUp()
			}
			return nil
		})
	}
	_ = group.Wait() // what failed is noted case by case
	return d.note(ctx, cases, failed)
}

// follow waits until a worker has taken up the latest case of the batch before,
// and so, in the order of the queue, all before it: at most two batches wait for
// workers, and a flood of filings never stands before the acts of officers. A
// case that is stuck holds up no other for long.
func (d *Dispatcher) follow(ctx context.Context, latest complaint.Number) {
	if latest == "" {
		return
	}
	limited, cancel := context.WithTimeout(ctx, followLimit)
	defer cancel()
	for limited.Err() == nil {
		opened, err := d.Client.opened(limited, latest)
		if err != nil || opened {
			return // an error shows again, and is told, at the next start
		}
		pause(limited, followPoll)
	}
}

// note marks the cases that have been started and tells of one that has not.
func (d *Dispatcher) note(ctx context.Context, cases []law.Case, failed []error) (int, error) {
	var done []complaint.Number
	var first error
	for i, c := range cases {
		switch err := failed[i]; {
		case err == nil:
			done = append(done, c.Number)
		case first == nil || errors.Is(first, context.Canceled): // of those given up, none is the cause
			first = err
		}
	}
	if len(done) > 0 {
		if err := d.Filed.MarkStarted(ctx, done); err != nil {
			return 0, err
		}
		d.follow(ctx, d.latest)
		d.latest = done[len(done)-1]
	}
	if first != nil {
		return len(done), fmt.Errorf("%d of %d cases not started: %w", len(cases)-len(done), len(cases), first)
	}
	return len(done), nil
}

// isAway reports whether the error tells of Temporal and not of one case.
func isAway(err error) bool {
	var away *serviceerror.Unavailable
	var slow *serviceerror.DeadlineExceeded
	return errors.As(err, &away) || errors.As(err, &slow) || errors.Is(err, context.DeadlineExceeded)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
