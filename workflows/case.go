package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"

	"recourse/law"
)

// Input starts a run of a case: at filing with the case as it was committed, and
// later with the state that the run before hands on. Fields are only ever added.
type Input struct {
	Case  law.Case
	Clock law.Clock
	Seen  []Seen // acts already done, oldest first
}

// Seen is an act that has been done, so that its repetition does nothing.
type Seen struct {
	Key string
	Seq int
}

// seenLimit is how many acts a case remembers to recognise repetitions;
// Temporal forgets update IDs when a run ends.
const seenLimit = 100

// run is one run of a case.
type run struct {
	law.Case
	clock   law.Clock
	seen    []Seen
	pending []law.Event // happened, not yet written down
	saved   int         // the event up to which the record is level
	acts    int         // acts that have come in during this run
	waiting []law.Act   // acts whose answer waits for the record, in the order in which they came
	shown   string      // the steps that the search attributes show
	renew   workflow.ReceiveChannel
}

// Case follows one complaint along the path: intake, the company's answer, the
// independent recourse, the authorities, arbitration, closing. Stages can be
// open side by side, so the path itself is the law's table; here an act or a
// clock moves the case, and the scribe writes down what happened.
func Case(ctx workflow.Context, in Input) error { return lifetime(ctx, in) }

// RightsRequest follows one request for a right over somebody's data, beside the
// complaints and with clocks of its own: identity, extension, answer, and the way
// into a complaint. It lives as a case does.
func RightsRequest(ctx workflow.Context, in Input) error { return lifetime(ctx, in) }

// kindOf returns the workflow that a case of this kind runs as.
func kindOf(c *law.Case) func(workflow.Context, Input) error {
	if c.IsRequest() {
		return RightsRequest
	}
	return Case
}

// lifetime is the life of a case of either kind.
func lifetime(ctx workflow.Context, in Input) error {
	ctx = lasting(ctx)
	c, err := open(ctx, in)
	if err != nil {
		return err
	}
	for !c.Ended {
		if err := c.awaitRing(ctx); err != nil {
			return err
		}
		if err := c.newRun(ctx); err != nil {
			return err
		}
		c.ring(ctx)
	}
	return c.settle(ctx)
}

// lasting keeps a request to cancel the workflow from the case: a complaint ends
// when the law says so, and a case that stopped between its deadlines would be
// lost.
func lasting(ctx workflow.Context) workflow.Context {
	ctx, _ = workflow.NewDisconnectedContext(ctx)
	return ctx
}

// open takes over the state and opens the doors for acts. The order of its steps
// is part of every recorded history and never changes.
func open(ctx workflow.Context, in Input) (*run, error) {
	c := &run{Case: in.Case, clock: in.Clock, seen: in.Seen, saved: in.Case.Seq, shown: stepNames(in.Case.Steps())}
	c.renew = workflow.GetSignalChannel(ctx, signalRenew)
	if err := c.acceptActs(ctx); err != nil {
		return nil, err
	}
	if err := workflow.SetQueryHandler(ctx, queryState, func() (law.Case, error) { return c.Case, nil }); err != nil {
		return nil, err
	}
	workflow.Go(ctx, c.scribe)
	return c, nil
}

// awaitRing waits until the earliest clock of the case is due. The clock is read
// afresh after every act, and the timer is set anew only when it has moved.
func (c *run) awaitRing(ctx workflow.Context) error {
	ring, ticking := c.Next()
	timerCtx, stop := workflow.WithCancel(ctx)
	defer stop()
	due := func() bool { return false }
	if ticking {
		wait := max(0, c.clock.Real(ring.At).Sub(workflow.Now(ctx)))
		due = workflow.NewTimerWithOptions(timerCtx, wait, workflow.TimerOptions{Summary: summary(ring)}).IsReady
	}
	return workflow.Await(ctx, func() bool {
		next, ok := c.Next()
		return due() || c.Ended || c.mayRenew(ctx) || ok != ticking || !next.At.Equal(ring.At)
	})
}

// ring lets every clock ring that is due: reminders, and the ends of periods
// with what the law attaches to them. What passed while no worker was there
// rings now, once, and is marked late.
func (c *run) ring(ctx workflow.Context) {
	c.pending = append(c.pending, c.Wake(c.now(ctx), c.clock.Late())...)
}

// now is the case time, to the microsecond that the record keeps.
func (c *run) now(ctx workflow.Context) time.Time {
	return c.clock.Case(workflow.Now(ctx)).Truncate(time.Microsecond)
}

// summary names a timer to operators: "D45 until 2018-10-08".
func summary(r law.Ring) string {
	if r.End {
		return string(r.Rule) + " until " + r.Due.String()
	}
	return string(r.Rule) + " reminder, due " + r.Due.String()
}

// remember keeps the key of an act that has been done.
func (c *run) remember(key string, seq int) {
	c.seen = append(c.seen, Seen{key, seq})
	if extra := len(c.seen) - seenLimit; extra > 0 {
		c.seen = slices.Delete(c.seen, 0, extra)
	}
}
