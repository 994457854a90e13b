package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// needsNewRun is true when the history has grown long, or when an operator asks
// every open case to pick up the latest release.
func (c *run) needsNewRun(ctx workflow.Context) bool {
	return workflow.GetInfo(ctx).GetContinueAsNewSuggested() || c.renew.Len() > 0
}

// mayRenew is true when a new run is due and nothing is under way in this one.
// Until then the clocks of the case ring on, even if the record is away for long.
func (c *run) mayRenew(ctx workflow.Context) bool { return c.needsNewRun(ctx) && c.atRest(ctx) }

// breath is the rest a run takes before it ends, in real time. The answer to an
// act and the end of the run then never travel in one task, which the server
// does not always honour (temporalio/temporal issue 6375).
const breath = 10 * time.Millisecond

// newRun hands the state to a fresh run, as an error that ends this one. It
// returns nil when the case goes on in this run. Deadlines are instants in the
// state, so nothing is lost in mid-stage.
func (c *run) newRun(ctx workflow.Context) error {
	if !c.mayRenew(ctx) {
		return nil
	}
	came := c.acts
	if err := workflow.Sleep(ctx, breath); err != nil {
		return err
	}
	if came != c.acts || !c.mayRenew(ctx) {
		return nil // somebody has acted meanwhile: finish that first
	}
	for c.renew.ReceiveAsync(nil) { // one new run answers them all
	}
	return workflow.NewContinueAsNewError(ctx, kindOf(&c.Case), Input{Case: c.Case, Clock: c.clock, Seen: c.seen})
}

// settle waits until the record is level and no act is half done.
func (c *run) settle(ctx workflow.Context) error {
	return workflow.Await(ctx, func() bool { return c.atRest(ctx) })
}

func (c *run) atRest(ctx workflow.Context) bool {
	return c.saved >= c.Seq && workflow.AllHandlersFinished(ctx)
}
