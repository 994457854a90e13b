package workflows

import (
	"slices"
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

// patience is how long the scribe waits before it writes anew when not even the
// outside world will take the record: then a release is at fault, and the case
// goes on once it is mended.
const patience = time.Hour

// scribe keeps the record level with the case for as long as the run lasts. It
// never gives up: what happened is written, in order, each once. When the record
// holds something else already, the case follows the record.
func (c *run) scribe(ctx workflow.Context) {
	for workflow.Await(ctx, func() bool { return len(c.pending) > 0 }) == nil {
		in := activities.RecordInput{Case: c.Clone(), Events: c.pending}
		c.pending = nil
		held, err := c.write(ctx, in)
		if err != nil {
			return
		}
		if held != nil {
			c.follow(ctx, *held)
		} else {
			c.saved = in.Case.Seq
		}
		c.show(ctx)
	}
}

// follow takes over what is on record. The record is written before the engine
// knows that the task is done; when the engine or the worker dies in between, the
// task is done again at another instant, or never. What is on record has been
// read and posted, so it stands; what this run thought had happened instead has
// not, and acts that wait for it are done on the case as it now is, in their order.
func (c *run) follow(ctx workflow.Context, held activities.Held) {
	c.seen = slices.DeleteFunc(c.seen, func(s Seen) bool { return s.Seq > c.saved })
	for _, a := range held.Acts {
		c.remember(a.Key, a.Seq)
	}
	c.Case, c.saved, c.pending = held.Case, held.Case.Seq, nil
	for _, act := range c.waiting {
		_ = c.do(ctx, act) // a refusal is told by the act itself
	}
}

// catchUp reads the record for somebody who has seen more there than this run
// knows. It returns when the case knows it too.
func (c *run) catchUp(ctx workflow.Context) error {
	ctx = lasting(ctx)
	c.acts++
	for {
		if err := workflow.Await(ctx, func() bool { return c.saved >= c.Seq }); err != nil {
			return err
		}
		asked := c.Seq
		held, err := c.write(ctx, activities.RecordInput{Case: c.Clone()})
		switch {
		case err != nil || held == nil || held.Case.Seq <= c.Seq:
			return err
		case asked == c.Seq && c.saved == c.Seq:
			c.follow(ctx, *held)
			c.show(ctx)
			return nil
		} // else the case has moved meanwhile
	}
}

// write has the record written, at hand if it can be, and returns what the
// record holds instead, if it does. An error says that the run itself is over.
func (c *run) write(ctx workflow.Context, in activities.RecordInput) (held *activities.Held, err error) {
	err = workflow.ExecuteLocalActivity(workflow.WithLocalActivityOptions(ctx, atHand), steps.Record, in).Get(ctx, &held)
	if err == nil {
		return held, nil
	}
	workflow.GetLogger(ctx).Warn("record not at hand", "case", string(c.Number), "err", err)
	far := workflow.WithActivityOptions(ctx, outsideWorld)
	for {
		err := workflow.ExecuteActivity(far, steps.Record, in).Get(ctx, &held)
		if err == nil {
			return held, nil
		}
		workflow.GetLogger(ctx).Error("record not written", "case", string(c.Number), "err", err)
		if err := workflow.Sleep(ctx, patience); err != nil {
			return nil, err
		}
	}
}

// show moves the search attributes when the case has moved to other steps.
func (c *run) show(ctx workflow.Context) {
	names := stepNames(c.Steps())
	if names == c.shown {
		return
	}
	c.shown = names
	next := deadlineAttribute.ValueUnset()
	if d := c.NextDeadline(); d != nil {
		next = deadlineAttribute.ValueSet(c.clock.Real(d.Instant))
	}
	if err := workflow.UpsertTypedSearchAttributes(ctx, stageAttribute.ValueSet(names), next); err != nil {
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
