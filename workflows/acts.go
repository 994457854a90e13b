package workflows

import (
	"slices"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"recourse/complaint"
	"recourse/law"
)

const (
	signalRenew   = "renew"    // continue as new on the latest release
	queryState    = "state"    // the law's view of the case, for operators
	updateCatchUp = "catch_up" // read what is on record
)

// Done is the answer to an act: the event that records it.
type Done struct{ Seq int }

// acceptActs opens one update per act of the law's table, named after it. The
// validator asks the law and leaves no trace when it refuses; the handler lets
// the law do the act.
func (c *run) acceptActs(ctx workflow.Context) error {
	for _, spec := range law.ActionSpecs() {
		action := spec.Action
		err := workflow.SetUpdateHandlerWithOptions(ctx, string(action),
			func(ctx workflow.Context, act law.Act) (Done, error) {
				act.Action = action
				return c.act(ctx, act)
			},
			workflow.UpdateHandlerOptions{Description: spec.Title, Validator: func(ctx workflow.Context, act law.Act) error {
				act.Action = action
				return c.check(ctx, act)
			}})
		if err != nil {
			return err
		}
	}
	return workflow.SetUpdateHandler(ctx, updateCatchUp, c.catchUp)
}

// check asks the law whether the act is allowed. Clocks that were due before the
// act count first, since the main loop may not have rung them yet. What it
// refuses leaves no trace; what it lets in is in the history for good.
func (c *run) check(ctx workflow.Context, act law.Act) error {
	if err := admit(act); err != nil {
		return c.refuse(err)
	}
	if _, ok := c.repeated(act.Key); ok {
		return nil
	}
	now := c.now(ctx)
	probe := c.Clone()
	probe.Wake(now, c.clock.Late())
	return c.refuse(probe.Check(act, now))
}

// act does the act, unless it has been done, and returns once the record shows
// it: the page loaded next is never older than the form. When the record turns
// out to hold something else, the act is done on that.
func (c *run) act(ctx workflow.Context, act law.Act) (Done, error) {
	ctx = lasting(ctx)
	c.acts++
	c.waiting = append(c.waiting, act)
	defer func() {
		c.waiting = slices.DeleteFunc(c.waiting, func(w law.Act) bool { return w.Key == act.Key })
	}()
	for {
		if err := c.do(ctx, act); err != nil {
			return Done{}, c.refuse(err)
		}
		var seq int
		var done bool
		err := workflow.Await(ctx, func() bool {
			seq, done = c.repeated(act.Key)
			return !done || c.saved >= seq
		})
		if err != nil || done {
			return Done{seq}, err
		}
	}
}

// do lets the law do the act, unless it has been done.
func (c *run) do(ctx workflow.Context, act law.Act) error {
	if _, ok := c.repeated(act.Key); ok {
		return nil
	}
	c.ring(ctx)
	e, err := c.Apply(act, c.now(ctx))
	if err != nil {
		return err
	}
	c.pending = append(c.pending, e)
	c.remember(act.Key, e.Seq)
	return nil
}

// repeated finds the event of an act that has been done already.
func (c *run) repeated(key string) (int, bool) {
	for _, s := range c.seen {
		if s.Key == key {
			return s.Seq, true
		}
	}
	return 0, false
}

// refuse tells, with the error, the last event that the case knows.
func (c *run) refuse(err error) error { return refuse(err, c.Seq) }

// refuse carries a domain error across the wire, and what more there is to tell:
// Temporal keeps type and details of an application error and of nothing else.
func refuse(err error, more ...any) error {
	if err == nil {
		return nil
	}
	return temporal.NewApplicationErrorWithOptions(err.Error(), string(complaint.KindOf(err)),
		temporal.ApplicationErrorOptions{NonRetryable: true, Details: append([]any{complaint.RuleOf(err)}, more...)})
}
