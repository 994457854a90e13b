package workflows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/api/batch/v1"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"recourse/complaint"
	"recourse/law"
)

// Record is what the door to the cases must know of the record.
type Record interface {
	// Case returns the case as recorded; a Missing error for an unknown number.
	Case(ctx context.Context, number complaint.Number) (law.Case, error)
	// Record writes events of a case whose workflow has ended; Conflict when others
	// are on record in their place.
	Record(ctx context.Context, c law.Case, events []law.Event) error
}

// Client is the one door to running cases. Its errors are domain errors where
// the law refuses, and plain ones where Temporal is away.
type Client struct {
	Temporal client.Client
	Queue    string
	Clock    law.Clock
	Record   Record
}

// taskTime is how long a worker may take for one task of a case; after it the
// task is given to another. It is longer than the record is waited for at hand,
// and short enough for an act to be done after all when a worker dies over it,
// before its caller is told to come again.
const taskTime = 5 * time.Second

// Start begins to run a filed case. Starting twice is harmless.
func (c *Client) Start(ctx context.Context, filed law.Case) error {
	_, err := c.Temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                                       workflowID(filed.Number),
		TaskQueue:                                c.Queue,
		WorkflowIDReusePolicy:                    enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		WorkflowExecutionErrorWhenAlreadyStarted: true, // else a refused start looks like a success
		WorkflowTaskTimeout:                      taskTime,
		TypedSearchAttributes:                    attributes(&filed, c.Clock),
	}, kindOf(&filed), Input{Case: filed, Clock: c.Clock})
	var twice *serviceerror.WorkflowExecutionAlreadyStarted
	if err != nil && !errors.As(err, &twice) {
		return fmt.Errorf("start case %s: %w", filed.Number, err)
	}
	return nil
}

// Act does an act on a running case and returns the sequence of its event, once
// the record shows it. Repeating an act of the same key does nothing. An act that
// holds more than codes never leaves this process.
func (c *Client) Act(ctx context.Context, number complaint.Number, act law.Act) (int, error) {
	if err := admit(act); err != nil {
		return 0, err
	}
	seq, err := c.update(ctx, number, act)
	var gone *serviceerror.NotFound
	switch {
	case errors.As(err, &gone):
		recorded, err := c.Record.Case(ctx, number)
		if err != nil {
			return 0, err
		}
		if recorded.Ended {
			return c.write(ctx, recorded, act)
		}
		if err := c.Start(ctx, recorded); err != nil { // the dispatcher has not come to it yet
			return 0, err
		}
	case c.isBehind(ctx, number, err):
		if err := c.catchUp(ctx, number); err != nil {
			return 0, err
		}
	default:
		return seq, translate(number, err)
	}
	seq, err = c.update(ctx, number, act)
	return seq, translate(number, err)
}

// isBehind reports whether a case has refused an act without knowing all that is
// on record about it.
func (c *Client) isBehind(ctx context.Context, number complaint.Number, err error) bool {
	var refused *temporal.ApplicationError
	if !errors.As(err, &refused) || !isKind(refused.Type()) || !refused.HasDetails() {
		return false
	}
	var rule string
	var seq int
	if refused.Details(&rule, &seq) != nil || seq == 0 {
		return false // refused by an earlier release, which does not tell
	}
	recorded, err := c.Record.Case(ctx, number)
	return err == nil && recorded.Seq > seq
}

// catchUp has a running case read what is on record.
func (c *Client) catchUp(ctx context.Context, number complaint.Number) error {
	handle, err := c.Temporal.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: workflowID(number), UpdateName: updateCatchUp, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err == nil {
		err = handle.Get(ctx, nil)
	}
	return translate(number, err)
}

func (c *Client) update(ctx context.Context, number complaint.Number, act law.Act) (int, error) {
	handle, err := c.Temporal.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: workflowID(number), UpdateID: act.Key, UpdateName: string(act.Action), Args: []any{act},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return 0, err
	}
	var done Done
	err = handle.Get(ctx, &done)
	return done.Seq, err
}

// write does an act on a case that has ended for good. Its workflow is over, and what
// may still happen to it, a hold or its erasure, starts no clock, so that the record
// is enough: it takes one event of each number.
func (c *Client) write(ctx context.Context, ended law.Case, act law.Act) (int, error) {
	e, err := ended.Apply(act, c.Clock.Case(time.Now()).Truncate(time.Microsecond))
	if err != nil {
		return 0, err
	}
	return e.Seq, c.Record.Record(ctx, ended, []law.Event{e})
}

// Renew asks every running case to continue as new on the latest release, as one
// batch that the Temporal server carries out, and returns the batch's job.
func (c *Client) Renew(ctx context.Context, namespace, reason string) (job string, err error) {
	job = "renew-" + uuid.NewString()
	_, err = c.Temporal.WorkflowService().StartBatchOperation(ctx, &workflowservice.StartBatchOperationRequest{
		Namespace: namespace, JobId: job, Reason: reason,
		VisibilityQuery: "WorkflowType IN ('Case', 'RightsRequest') AND ExecutionStatus = 'Running'",
		Operation: &workflowservice.StartBatchOperationRequest_SignalOperation{
			SignalOperation: &batch.BatchOperationSignal{Signal: signalRenew},
		},
	})
	if err != nil {
		return "", fmt.Errorf("renew running cases: %w", err)
	}
	return job, nil
}

// opened reports whether a worker has taken up the case: its workflow has no task
// that waits or is under way.
func (c *Client) opened(ctx context.Context, number complaint.Number) (bool, error) {
	w, err := c.Temporal.DescribeWorkflowExecution(ctx, workflowID(number), "")
	if err != nil {
		return false, fmt.Errorf("describe case %s: %w", number, err)
	}
	return w.GetPendingWorkflowTask() == nil, nil
}

// Ready reports whether the Temporal server answers.
func (c *Client) Ready(ctx context.Context) error {
	_, err := c.Temporal.CheckHealth(ctx, &client.CheckHealthRequest{})
	return err
}

// translate turns what came over the wire back into domain errors.
func translate(number complaint.Number, err error) error {
	var refused *temporal.ApplicationError
	var slow *client.WorkflowUpdateServiceTimeoutOrCanceledError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refused) && isKind(refused.Type()):
		var rule string
		if refused.HasDetails() {
			_ = refused.Details(&rule) // a refusal without a rule is still a refusal
		}
		return &complaint.Error{Kind: complaint.Kind(refused.Type()), Text: refused.Message(), Rule: rule}
	case errors.As(err, &slow), errors.Is(err, context.DeadlineExceeded), isAway(err):
		return complaint.Errorf(complaint.Busy, "the act is not confirmed yet; repeat it with the same Idempotency-Key")
	default:
		return fmt.Errorf("act on case %s: %w", number, err)
	}
}
