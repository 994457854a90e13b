package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.temporal.io/sdk/worker"

	"recourse/activities"
	"recourse/mail"
	"recourse/workflows"
)

// workerCmd is `recourse worker`: it runs the cases, starts the workflows of
// filed complaints and posts the letters. Any number of workers may run.
type workerCmd struct {
	database
	engine
	pace
	post
	voice
	DispatchWidth int `env:"RECOURSE_DISPATCH_WIDTH" default:"8" help:"Workflows started at the same time."`
	CachedCases   int `env:"RECOURSE_CACHED_CASES" default:"1000" help:"Running cases kept in memory between their tasks."`
}

const (
	dispatchPoll  = 100 * time.Millisecond // between looks for filed cases
	dispatchBatch = 32                     // cases taken at once
)

// Run works until the context ends, then finishes what is under way.
func (w *workerCmd) Run(ctx context.Context) error {
	db, clock, err := installation(ctx, w.database, w.pace)
	if err != nil {
		return err
	}
	defer db.Close()
	logger := w.logger()
	temporal, err := w.dial(logger)
	if err != nil {
		return err
	}
	defer temporal.Close()
	worker.SetStickyWorkflowCacheSize(w.CachedCases)
	cases := worker.New(temporal, w.TaskQueue, worker.Options{WorkerStopTimeout: 10 * time.Second})
	workflows.Register(cases, &activities.Activities{Cases: db})
	if err := startWhenThere(ctx, cases, w.TemporalAddress); err != nil {
		return err
	}
	defer cases.Stop()

	door := w.cases(temporal, db, clock)
	dispatcher := workflows.Dispatcher{
		Filed: db, Client: door, Log: logger, Poll: dispatchPoll, Width: w.DispatchWidth, Batch: dispatchBatch, Backlog: door.Backlog,
	}
	postman := w.postman(db, clock, logger)
	var loops sync.WaitGroup
	loops.Go(func() { dispatcher.Run(ctx) })
	loops.Go(func() { postman.Run(ctx) })
	loops.Wait()
	return nil
}

// startWhenThere starts the worker, waiting for a Temporal server that comes
// later than we do.
func startWhenThere(ctx context.Context, w worker.Worker, address string) error {
	for {
		err := w.Start()
		if err == nil || ctx.Err() != nil {
			return err
		}
		fmt.Printf("waiting for Temporal at %s: %v\n", address, err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Second):
		}
	}
}

var _ mail.Outbox = (*outbox)(nil)
