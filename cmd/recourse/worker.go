package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"

	"recourse/activities"
	"recourse/mail"
	"recourse/workflows"
)

// workerCmd is `recourse worker`: it runs the cases, starts the workflows of
// filed complaints and posts the letters. Any number of workers may run.
type workerCmd struct {
	database
	masterKey
	register
	engine
	pace
	post
	voice
	DispatchWidth int `env:"RECOURSE_DISPATCH_WIDTH" default:"8" help:"Workflows started at the same time."`
	CachedCases   int `env:"RECOURSE_CACHED_CASES" default:"1000" help:"Running cases kept in memory between their tasks."`
}

const (
	dispatchPoll  = 100 * time.Millisecond // between looks for filed cases
	dispatchBatch = 64                     // cases taken at once
)

// Run works until the context ends, then finishes what is under way. Letters go
// out even while Temporal is away.
func (w *workerCmd) Run(ctx context.Context) error {
	db, clock, err := installation(ctx, w.database, w.masterKey, w.pace)
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
	by, err := signer(ctx, db)
	if err != nil {
		return err
	}
	eraser, err := w.reapplied(ctx, w.database, w.Dev, db, clock, logger)
	if err != nil {
		return err
	}
	defer eraser.Close()
	door := w.cases(temporal, db, clock)
	eraser.Door = door
	worker.SetStickyWorkflowCacheSize(w.CachedCases)
	postman := w.postman(db, clock, logger)
	var loops sync.WaitGroup
	defer loops.Wait()
	loops.Go(func() { _ = postman.Run(ctx) }) // nil whenever it ends
	loops.Go(func() { remindOwn(ctx, db, clock, logger) })

	cases := startWhenThere(ctx, logger, w.TemporalAddress, func() worker.Worker {
		cases := worker.New(temporal, w.TaskQueue, worker.Options{WorkerStopTimeout: 10 * time.Second})
		workflows.Register(cases, &activities.Activities{Cases: db, Checkpoints: checkpoints{db, by, clock}})
		workflows.RegisterNightly(cases, eraser)
		return cases
	})
	if cases == nil {
		return nil
	}
	defer cases.Stop()
	for _, s := range []workflows.Schedule{workflows.Checkpoints(clock), workflows.NightlyRun(clock)} {
		loops.Go(func() { w.ensure(ctx, temporal, logger, s) })
	}
	dispatcher := workflows.Dispatcher{
		Filed: db, Client: door, Log: logger, Poll: dispatchPoll, Width: w.DispatchWidth, Batch: dispatchBatch,
	}
	dispatcher.Run(ctx)
	return nil
}

// ensure has Temporal do work that comes again and again, trying until it takes it.
func (w *workerCmd) ensure(ctx context.Context, temporal client.Client, logger *slog.Logger, s workflows.Schedule) {
	for ctx.Err() == nil {
		err := s.Ensure(ctx, temporal, w.TaskQueue)
		if err == nil {
			return
		}
		logger.WarnContext(ctx, "schedule not set", "schedule", s.ID, "err", err)
		select {
		case <-ctx.Done():
		case <-time.After(startPause):
		}
	}
}

// startWhenThere starts a worker, waiting for a Temporal server that comes later
// than we do; nil when the context ends first. A worker that could not be started
// once never can be, so each attempt is made with a new one.
func startWhenThere(ctx context.Context, logger *slog.Logger, address string, build func() worker.Worker) worker.Worker {
	for ctx.Err() == nil {
		w := build()
		err := w.Start()
		if err == nil {
			return w
		}
		logger.WarnContext(ctx, "waiting for Temporal", "address", address, "err", err)
		select {
		case <-ctx.Done():
		case <-time.After(startPause):
		}
	}
	return nil
}

// startPause is the time between two attempts to start.
const startPause = time.Second

var _ mail.Outbox = (*outbox)(nil)
