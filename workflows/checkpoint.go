package workflows

import (
	"go.temporal.io/sdk/workflow"

	"recourse/audit"
)

// Checkpoint signs how far all chains of the record have come. Its schedule runs it
// once a legal day; the run is named by the workflow, so that an activity which is
// tried again makes no second checkpoint.
func Checkpoint(ctx workflow.Context) (audit.Statement, error) {
	var made audit.Statement
	run := workflow.GetInfo(ctx).WorkflowExecution.ID
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, sealing), steps.Checkpoint, run).Get(ctx, &made)
	return made, err
}

// sealing is the outside world, with time for a record of millions of events.
var sealing = func() workflow.ActivityOptions {
	o := outsideWorld
	o.StartToCloseTimeout = 10 * o.StartToCloseTimeout
	return o
}()
