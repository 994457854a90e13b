package workflows

import "go.temporal.io/sdk/workflow"

// needsNewRun is true when the history has grown long, or when an operator asks
// every open case to pick up the latest release.
func (c *run) needsNewRun(ctx workflow.Context) bool {
	return workflow.GetInfo(ctx).GetContinueAsNewSuggested() || c.renew.Len() > 0
}

// newRun hands the state to a fresh run. Deadlines are instants in the state, so
// nothing is lost in mid-stage.
func (c *run) newRun(ctx workflow.Context) error {
	if err := c.settle(ctx); err != nil {
		return err
	}
	for c.renew.ReceiveAsync(nil) { // one new run answers them all
	}
	return workflow.NewContinueAsNewError(ctx, Case, Input{Case: c.Case, Clock: c.clock, Seen: c.seen})
}

// settle waits until the record is level and no act is half done.
func (c *run) settle(ctx workflow.Context) error {
	return workflow.Await(ctx, func() bool { return c.saved >= c.Seq && workflow.AllHandlersFinished(ctx) })
}
