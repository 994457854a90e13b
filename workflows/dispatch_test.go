package workflows

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"recourse/complaint"
	"recourse/law"
)

// inbox holds filed cases until they are marked as started.
type inbox struct {
	mu      sync.Mutex
	waiting []complaint.Number
	reads   int
	fault   error         // of the next reads
	unnoted error         // of marking
	empty   chan struct{} // closed when all are marked
}

func newInbox(n int) *inbox {
	b := &inbox{empty: make(chan struct{})}
	for i := range n {
		b.waiting = append(b.waiting, complaint.Number(fmt.Sprintf("RC-%04d", i)))
	}
	return b
}

func (b *inbox) Unstarted(_ context.Context, limit int) ([]law.Case, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.reads++; b.fault != nil && b.reads == 1 {
		return nil, b.fault
	}
	var cases []law.Case
	for _, number := range b.waiting[:min(limit, len(b.waiting))] {
		cases = append(cases, law.Case{Number: number})
	}
	return cases, nil
}

func (b *inbox) MarkStarted(_ context.Context, numbers []complaint.Number) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.unnoted != nil {
		return b.unnoted
	}
	b.waiting = slices.DeleteFunc(b.waiting, func(n complaint.Number) bool { return slices.Contains(numbers, n) })
	if len(b.waiting) == 0 {
		close(b.empty)
	}
	return nil
}

// crowd is a Temporal server that counts starts, and how many are under way at
// once.
type crowd struct {
	client.Client
	mu        sync.Mutex
	now, most int
	tried     []string
	lag       int      // how often a case is still not taken up
	asked     []string // cases that were not
	answer    func(ctx context.Context, number string) error
}

func (c *crowd) ExecuteWorkflow(ctx context.Context, o client.StartWorkflowOptions, _ any, _ ...any) (client.WorkflowRun, error) {
	number := strings.TrimPrefix(o.ID, "case/")
	c.mu.Lock()
	c.now++
	c.most, c.tried = max(c.most, c.now), append(c.tried, number)
	c.mu.Unlock()
	defer func() { c.mu.Lock(); c.now--; c.mu.Unlock() }()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return nil, c.answer(ctx, number)
}

func dispatcher(b *inbox, c *crowd) (*Dispatcher, *bytes.Buffer) {
	var log bytes.Buffer
	return &Dispatcher{
		Filed: b, Client: &Client{Temporal: c, Queue: "q", Clock: clockOfTests}, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Poll: time.Millisecond, Width: 3, Batch: 10,
	}, &log
}

// runUntil runs the dispatcher until something happens.
func (d *Dispatcher) runUntil(t *testing.T, happened <-chan struct{}) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan struct{})
	go func() { defer close(over); d.Run(ctx) }()
	<-happened
	stop()
	<-over
}

func TestDispatcher_startsWhatIsFiled(t *testing.T) {
	t.Parallel()
	b, c := newInbox(25), &crowd{}
	d, log := dispatcher(b, c)
	c.answer = func(context.Context, string) error {
		for range 1000 { // time for more to come in, if more may
			runtime.Gosched()
		}
		return nil
	}
	d.runUntil(t, b.empty)
	if len(c.tried) != 25 || c.most > 3 || log.Len() != 0 {
		t.Errorf("%d starts, up to %d at once, log: %s", len(c.tried), c.most, log)
	}
}

// What was started before and is not noted yet is noted now.
func TestDispatcher_startedTwiceIsStarted(t *testing.T) {
	t.Parallel()
	b, c := newInbox(5), &crowd{answer: func(context.Context, string) error {
		return serviceerror.NewWorkflowExecutionAlreadyStarted("twice", "", "")
	}}
	d, log := dispatcher(b, c)
	d.runUntil(t, b.empty)
	if len(c.tried) != 5 || log.Len() != 0 {
		t.Errorf("%d starts, log: %s", len(c.tried), log)
	}
}

// A case that cannot be started holds up no other, and is told of.
func TestDispatcher_oneBadCase(t *testing.T) {
	t.Parallel()
	b, c := newInbox(8), &crowd{answer: func(_ context.Context, number string) error {
		if number == "RC-0000" {
			return serviceerror.NewInvalidArgument("no good")
		}
		return nil
	}}
	d, _ := dispatcher(b, c)
	n, err := d.round(t.Context())
	if n != 7 || err == nil || !strings.Contains(err.Error(), "1 of 8 cases not started: start case RC-0000") {
		t.Errorf("%d started, %v", n, err)
	}
	if !slices.Equal(b.waiting, []complaint.Number{"RC-0000"}) {
		t.Errorf("waiting: %v", b.waiting)
	}
}

// When Temporal is away, the rest of the batch is not tried one by one.
func TestDispatcher_temporalIsAway(t *testing.T) {
	t.Parallel()
	for name, away := range map[string]error{"unavailable": serviceerror.NewUnavailable("away"), "too slow": context.DeadlineExceeded, "too slow there": serviceerror.NewDeadlineExceeded("slow")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reached := 0
			b, c := newInbox(10), &crowd{answer: func(context.Context, string) error { reached++; return away }}
			d, _ := dispatcher(b, c)
			d.Width = 1
			n, err := d.round(t.Context())
			if n != 0 || reached != 1 || !errors.Is(err, away) && !isAway(err) || len(b.waiting) != 10 {
				t.Errorf("%d started, %d tried, %d waiting: %v", n, reached, len(b.waiting), err)
			}
		})
	}
}

// Errors are told and tried again: reading, starting and noting.
func TestDispatcher_triesAgain(t *testing.T) {
	t.Parallel()
	b, fails := newInbox(3), 2
	b.fault = errors.New("the record is away")
	c := &crowd{}
	c.answer = func(context.Context, string) error {
		c.mu.Lock()
		defer c.mu.Unlock()
		if fails--; fails >= 0 {
			return serviceerror.NewUnavailable("away")
		}
		return nil
	}
	d, log := dispatcher(b, c)
	d.runUntil(t, b.empty)
	for _, want := range []string{"the record is away", "cases not started"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not tell that %q: %s", want, log)
		}
	}
}

func TestDispatcher_notNoted(t *testing.T) {
	t.Parallel()
	b, c := newInbox(3), &crowd{answer: func(context.Context, string) error { return nil }}
	b.unnoted = errors.New("the record is away")
	d, _ := dispatcher(b, c)
	if n, err := d.round(t.Context()); n != 0 || !errors.Is(err, b.unnoted) {
		t.Errorf("%d started, %v", n, err)
	}
}

func TestDispatcher_nothingToDo(t *testing.T) {
	t.Parallel()
	b, c := newInbox(0), &crowd{}
	d, _ := dispatcher(b, c)
	if n, err := d.round(t.Context()); n != 0 || err != nil || len(c.tried) != 0 {
		t.Errorf("%d started, %v", n, err)
	}
}
