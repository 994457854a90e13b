package workflows

import (
	"strings"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"recourse/activities"
	"recourse/complaint"
	"recourse/law"
)

// atHand is one short transaction inside the workflow task: an act then costs
// one task. A database that is slower than this is treated as the outside world.
var atHand = workflow.LocalActivityOptions{
	ScheduleToCloseTimeout: 3 * time.Second,
	RetryPolicy:            &temporal.RetryPolicy{InitialInterval: 100 * time.Millisecond, MaximumAttempts: 3},
}

// outsideWorld is everything that can be away for long. An outage delays a case
// and never ends it: attempts are not limited.
var outsideWorld = workflow.ActivityOptions{
	StartToCloseTimeout: 30 * time.Second,
	RetryPolicy:         &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute},
}

// steps names the activities; it is never called.
var steps *activities.Activities

// scribe keeps the record level with the case for as long as the run lasts.
func (c *run) scribe(ctx workflow.Context) {
	near := workflow.WithLocalActivityOptions(ctx, atHand)
	far := workflow.WithActivityOptions(ctx, outsideWorld)
	for workflow.Await(ctx, func() bool { return len(c.pending) > 0 }) == nil {
		in := activities.RecordInput{Case: c.Clone(), Events: c.pending}
		c.pending = nil
		err := workflow.ExecuteLocalActivity(near, steps.Record, in).Get(ctx, nil)
		if err != nil {
			workflow.GetLogger(ctx).Warn("record not at hand", "case", string(c.Number), "err", err)
			err = workflow.ExecuteActivity(far, steps.Record, in).Get(ctx, nil)
		}
		if err != nil { // only when the run itself is being cancelled
			workflow.GetLogger(ctx).Error("record not written", "case", string(c.Number), "err", err)
			return
		}
		c.saved = in.Case.Seq
		c.show(ctx)
	}
}

// show moves the search attributes when the case has moved to other steps.
func (c *run) show(ctx workflow.Context) {
	names := stepNames(c.Steps())
	if names == c.shown {
		return
	}
	c.shown = names
	updates := []temporal.SearchAttributeUpdate{stageAttribute.ValueSet(names)}
	if d := c.NextDeadline(); d != nil {
		updates = append(updates, deadlineAttribute.ValueSet(c.clock.Real(d.Instant)))
	}
	if err := workflow.UpsertTypedSearchAttributes(ctx, updates...); err != nil {
		workflow.GetLogger(ctx).Warn("search attributes not set", "case", string(c.Number), "err", err)
	}
}

func stepNames(list []complaint.Step) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = string(s)
	}
	return strings.Join(names, " ")
}

// attributes are the search attributes a case starts with.
func attributes(c *law.Case, clock law.Clock) temporal.SearchAttributes {
	updates := []temporal.SearchAttributeUpdate{stageAttribute.ValueSet(stepNames(c.Steps())), jurisdictionAttribute.ValueSet(c.Facts.Residence)}
	if d := c.NextDeadline(); d != nil {
		updates = append(updates, deadlineAttribute.ValueSet(clock.Real(d.Instant)))
	}
	return temporal.NewSearchAttributes(updates...)
}
