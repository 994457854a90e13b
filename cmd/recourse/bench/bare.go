package bench

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"golang.org/x/sync/errgroup"
)

const bareQueue = "bench-bare"

// bareEmpty is the least a workflow can do.
func bareEmpty(workflow.Context) error { return nil }

// bareUpdatable answers updates that do nothing, until it is told to stop.
func bareUpdatable(ctx workflow.Context) error {
	if err := workflow.SetUpdateHandler(ctx, "touch", func(workflow.Context, string) (int, error) { return 1, nil }); err != nil {
		return err
	}
	workflow.GetSignalChannel(ctx, "stop").Receive(ctx, nil)
	return nil
}

// bareWorker runs bare workflows in this process.
type bareWorker struct {
	temporal client.Client
	worker   worker.Worker
	handle   client.WorkflowRun // of the updatable workflow
}

func startBare(ctx context.Context, o Options) (*bareWorker, error) {
	w := worker.New(o.Temporal, bareQueue, worker.Options{})
	w.RegisterWorkflow(bareEmpty)
	w.RegisterWorkflow(bareUpdatable)
	if err := w.Start(); err != nil {
		return nil, fmt.Errorf("start a bare worker: %w", err)
	}
	b := &bareWorker{temporal: o.Temporal, worker: w}
	var err error
	b.handle, err = b.start(ctx, bareUpdatable)
	return b, err
}

func (b *bareWorker) stop() {
	_ = b.temporal.SignalWorkflow(context.Background(), b.handle.GetID(), "", "stop", nil) // the namespace goes with the run
	b.worker.Stop()
}

func (b *bareWorker) start(ctx context.Context, what any) (client.WorkflowRun, error) {
	return b.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "bench/" + uuid.NewString(), TaskQueue: bareQueue}, what)
}

// starts starts n empty workflows with the given concurrency, a worker
// completing them meanwhile, and returns the rate at which they were started.
func (b *bareWorker) starts(ctx context.Context, n, clients int) (float64, error) {
	begun := time.Now()
	err := spread(ctx, n, clients, func(ctx context.Context, _ int) error {
		_, err := b.start(ctx, bareEmpty)
		return err
	})
	return perSecond(n, time.Since(begun)), err
}

// touch times one update of the bare workflow.
func (b *bareWorker) touch(ctx context.Context) (time.Duration, error) {
	begun := time.Now()
	h, err := b.temporal.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: b.handle.GetID(), UpdateName: "touch", Args: []any{"x"}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err == nil {
		err = h.Get(ctx, nil)
	}
	return time.Since(begun), err
}

// spread does n things with a number of clients.
func spread(ctx context.Context, n, clients int, do func(context.Context, int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range clients {
		group.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return nil
				}
				if err := do(ctx, i); err != nil {
					return err
				}
			}
		})
	}
	return group.Wait()
}
