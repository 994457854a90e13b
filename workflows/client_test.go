package workflows

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"google.golang.org/grpc"

	"recourse/complaint"
	"recourse/law"
)

// engine is a Temporal server as the door to the cases sees it.
type engine struct {
	client.Client // nil: what is not foreseen here must not be called

	start  func(number string) error
	update func(n int) (int, error) // n counts the updates sent, from 1

	options []client.StartWorkflowOptions
	inputs  []any
	updates []client.UpdateWorkflowOptions

	batches    []*workflowservice.StartBatchOperationRequest
	batchFault error
}

func (e *engine) ExecuteWorkflow(ctx context.Context, o client.StartWorkflowOptions, _ any, args ...any) (client.WorkflowRun, error) {
	e.options, e.inputs = append(e.options, o), append(e.inputs, args...)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return nil, e.start(strings.TrimPrefix(o.ID, "case/"))
}

func (e *engine) UpdateWorkflow(_ context.Context, o client.UpdateWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	e.updates = append(e.updates, o)
	seq, err := e.update(len(e.updates))
	var app *temporal.ApplicationError
	if err != nil && !errors.As(err, &app) {
		return nil, err // the call has failed
	}
	return &outcome{seq: seq, err: err}, nil
}

func (e *engine) WorkflowService() workflowservice.WorkflowServiceClient { return &service{of: e} }

// service is the part of the server's own interface that batches need.
type service struct {
	workflowservice.WorkflowServiceClient
	of *engine
}

func (s *service) StartBatchOperation(_ context.Context, r *workflowservice.StartBatchOperationRequest, _ ...grpc.CallOption) (*workflowservice.StartBatchOperationResponse, error) {
	s.of.batches = append(s.of.batches, r)
	return &workflowservice.StartBatchOperationResponse{}, s.of.batchFault
}

func (e *engine) CheckHealth(context.Context, *client.CheckHealthRequest) (*client.CheckHealthResponse, error) {
	return nil, serviceerror.NewUnavailable("away")
}

// outcome is the answer to an update.
type outcome struct {
	client.WorkflowUpdateHandle
	seq int
	err error
}

func (o *outcome) Get(_ context.Context, value any) error {
	if done, ok := value.(*Done); ok && o.err == nil {
		done.Seq = o.seq
	}
	return o.err
}

// ledger is a record of one case.
type ledger struct {
	c     law.Case
	reads int
}

func (l *ledger) Case(_ context.Context, number complaint.Number) (law.Case, error) {
	l.reads++
	if l.c.Number != number {
		return law.Case{}, complaint.Errorf(complaint.Missing, "there is no case %s", number)
	}
	return l.c, nil
}

// Record notes the case.
func (l *ledger) Record(_ context.Context, c law.Case, _ []law.Event) error {
	l.c = c
	return nil
}

var clockOfTests = law.Clock{Epoch: received, Day: day}

func fine(string) error { return nil }

// door makes a client of an engine, with one filed case on record.
func door(t *testing.T, e *engine) (*Client, *ledger) {
	t.Helper()
	l := &ledger{c: newStory(t).filed}
	return &Client{Temporal: e, Queue: "q", Clock: clockOfTests, Record: l}, l
}

var message = law.Act{Key: "m-1", Action: complaint.MessageSent, Actor: complaint.Actor{Role: complaint.Complainant}}

// wired is an error as it comes back over the wire.
func wired(err error) error {
	c := temporal.GetDefaultFailureConverter()
	return c.FailureToError(c.ErrorToFailure(err))
}

func TestStart(t *testing.T) {
	t.Parallel()
	e := &engine{start: fine}
	c, l := door(t, e)
	if err := c.Start(t.Context(), l.c); err != nil {
		t.Fatal(err)
	}
	o := e.options[0]
	if o.ID != "case/RC-TEST-0001" || o.TaskQueue != "q" || o.WorkflowIDReusePolicy != enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE || !o.WorkflowExecutionErrorWhenAlreadyStarted {
		t.Errorf("started with %+v", o)
	}
	if o.WorkflowTaskTimeout <= atHand.ScheduleToCloseTimeout {
		t.Errorf("a task may take %s, and the record at hand %s", o.WorkflowTaskTimeout, atHand.ScheduleToCloseTimeout)
	}
	if o.WorkflowExecutionTimeout != 0 || o.WorkflowRunTimeout != 0 {
		t.Error("a case has a time limit")
	}
	if in, ok := e.inputs[0].(Input); !ok || in.Case.Number != l.c.Number || in.Clock != clockOfTests || len(in.Seen) != 0 {
		t.Errorf("started with the input %+v", e.inputs[0])
	}
	if stage, _ := o.TypedSearchAttributes.GetKeyword(stageAttribute); stage != "S0" {
		t.Errorf("started at %s", stage)
	}
}

func TestStart_twiceIsHarmless(t *testing.T) {
	t.Parallel()
	c, l := door(t, &engine{start: func(string) error { return serviceerror.NewWorkflowExecutionAlreadyStarted("twice", "", "") }})
	if err := c.Start(t.Context(), l.c); err != nil {
		t.Error(err)
	}
}

func TestStart_temporalIsAway(t *testing.T) {
	t.Parallel()
	c, l := door(t, &engine{start: func(string) error { return serviceerror.NewUnavailable("away") }})
	if err := c.Start(t.Context(), l.c); err == nil || complaint.KindOf(err) != "" || !isAway(err) {
		t.Errorf("got %v, want an error of ours that tells that Temporal is away", err)
	}
}

func TestAct(t *testing.T) {
	t.Parallel()
	e := &engine{update: func(int) (int, error) { return 7, nil }}
	c, _ := door(t, e)
	seq, err := c.Act(t.Context(), "RC-TEST-0001", message)
	if err != nil || seq != 7 {
		t.Fatalf("event %d, %v", seq, err)
	}
	u := e.updates[0]
	if u.WorkflowID != "case/RC-TEST-0001" || u.RunID != "" || u.UpdateID != "m-1" || u.UpdateName != "message.sent" || u.WaitForStage != client.WorkflowUpdateStageCompleted {
		t.Errorf("sent %+v", u)
	}
}

// A case whose workflow the dispatcher has not come to is started, once.
func TestAct_revivesOnce(t *testing.T) {
	t.Parallel()
	gone := serviceerror.NewNotFound("gone")
	for _, c := range []struct {
		name    string
		ended   bool
		number  complaint.Number
		update  func(n int) (int, error)
		start   func(string) error
		updates int
		starts  int
		kind    complaint.Kind
		rule    string
		fails   bool
	}{
		{name: "not started yet", update: func(n int) (int, error) {
			if n == 1 {
				return 0, gone
			}
			return 2, nil
		}, updates: 2, starts: 1},
		{name: "started by somebody else meanwhile", update: func(n int) (int, error) {
			if n == 1 {
				return 0, gone
			}
			return 2, nil
		}, start: func(string) error { return serviceerror.NewWorkflowExecutionAlreadyStarted("twice", "", "") }, updates: 2, starts: 1},
		{name: "gone again", update: func(int) (int, error) { return 0, gone }, updates: 2, starts: 1, fails: true},
		{name: "cannot be started", update: func(int) (int, error) { return 0, gone }, start: func(string) error { return serviceerror.NewUnavailable("away") }, updates: 1, starts: 1, fails: true},
		{name: "ended for good", ended: true, update: func(int) (int, error) { return 0, gone }, updates: 1, kind: complaint.Conflict, rule: "T37", fails: true},
		{name: "never filed", number: "RC-NONE-0000", update: func(int) (int, error) { return 0, gone }, updates: 1, kind: complaint.Missing, fails: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := &engine{update: c.update, start: c.start}
			if e.start == nil {
				e.start = fine
			}
			d, l := door(t, e)
			l.c.Ended = c.ended
			number := c.number
			if number == "" {
				number = l.c.Number
			}
			seq, err := d.Act(t.Context(), number, message)
			if (err != nil) != c.fails || complaint.KindOf(err) != c.kind || complaint.RuleOf(err) != c.rule || !c.fails && seq != 2 {
				t.Errorf("event %d, %v, kind %q, rule %q", seq, err, complaint.KindOf(err), complaint.RuleOf(err))
			}
			if len(e.updates) != c.updates || len(e.options) != c.starts {
				t.Errorf("%d updates and %d starts, want %d and %d", len(e.updates), len(e.options), c.updates, c.starts)
			}
		})
	}
}

// A case that refuses without knowing all that is on record is told of it, and
// asked again, once.
func TestAct_theCaseIsBehind(t *testing.T) {
	t.Parallel()
	refused := complaint.Refuse("T09", "not approved")
	for _, c := range []struct {
		name    string
		refusal error
		after   error  // the second answer
		caught  error  // the answer to catching up
		updates string // what is sent
		kind    complaint.Kind
	}{
		{"the record has more", refuse(refused, 3), nil, nil, "message.sent catch_up message.sent", ""},
		{"refused again", refuse(refused, 3), refuse(refused, 7), nil, "message.sent catch_up message.sent", complaint.Conflict},
		{"the case knows all", refuse(refused, 7), nil, nil, "message.sent", complaint.Conflict},
		{"an earlier release does not tell", refuse(refused), nil, nil, "message.sent", complaint.Conflict},
		{"the case cannot be reached", refuse(refused, 3), nil, serviceerror.NewUnavailable("away"), "message.sent catch_up", complaint.Busy},
		{"a fault is no refusal", temporal.NewApplicationError("panic", "PanicError"), nil, nil, "message.sent", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := &engine{}
			e.update = func(n int) (int, error) {
				switch {
				case e.updates[n-1].UpdateName == updateCatchUp:
					return 0, c.caught
				case n == 1:
					return 0, wired(c.refusal)
				case c.after != nil:
					return 0, wired(c.after)
				}
				return 8, nil
			}
			d, l := door(t, e)
			l.c.Seq = 7
			seq, err := d.Act(t.Context(), l.c.Number, message)
			var sent []string
			for _, u := range e.updates {
				sent = append(sent, u.UpdateName)
			}
			if got := strings.Join(sent, " "); got != c.updates {
				t.Errorf("sent %s, want %s", got, c.updates)
			}
			if complaint.KindOf(err) != c.kind || err == nil && seq != 8 {
				t.Errorf("event %d, %v, kind %q", seq, err, complaint.KindOf(err))
			}
		})
	}
}

func TestAct_errors(t *testing.T) {
	t.Parallel()
	refusal := complaint.Refuse("T09", "response.sent (T09) is possible only when a privacy officer has approved the draft")
	for _, c := range []struct {
		name string
		err  error
		kind complaint.Kind
		rule string
		text string
	}{
		{"a refusal names its kind, rule and reason", wired(refuse(refusal)), complaint.Conflict, "T09", refusal.Error()},
		{"a refusal without a rule", wired(refuse(complaint.Errorf(complaint.Invalid, "at lies in the future"))), complaint.Invalid, "", "at lies in the future"},
		{"nobody may know more of an unknown act", wired(errors.New("unknown update timer.D45. KnownUpdates=[...]")), "", "", "act on case RC-TEST-0001"},
		{"nor of our own faults", wired(temporal.NewApplicationError("update validator panic: nil map", "PanicError")), "", "", "act on case RC-TEST-0001"},
		{"the deadline of the caller", client.NewWorkflowUpdateServiceTimeoutOrCanceledError(context.DeadlineExceeded), complaint.Busy, "", "same Idempotency-Key"},
		{"the deadline of the call", fmt.Errorf("poll: %w", context.DeadlineExceeded), complaint.Busy, "", "same Idempotency-Key"},
		{"Temporal is away", serviceerror.NewUnavailable("away"), complaint.Busy, "", "same Idempotency-Key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d, _ := door(t, &engine{update: func(int) (int, error) { return 0, c.err }})
			_, err := d.Act(t.Context(), "RC-TEST-0001", message)
			if complaint.KindOf(err) != c.kind || complaint.RuleOf(err) != c.rule || !strings.Contains(fmt.Sprint(err), c.text) {
				t.Errorf("got %v, kind %q, rule %q", err, complaint.KindOf(err), complaint.RuleOf(err))
			}
		})
	}
}

// Renewal is one batch over every running case, under a name of its own.
func TestRenew_isOneBatch(t *testing.T) {
	t.Parallel()
	e := &engine{}
	c, _ := door(t, e)
	job, err := c.Renew(t.Context(), "space", "release 2")
	again, _ := c.Renew(t.Context(), "space", "release 2")
	if err != nil || len(e.batches) != 2 || job == "" || job == again {
		t.Fatalf("jobs %q and %q, %d batches, %v", job, again, len(e.batches), err)
	}
	b := e.batches[0]
	if b.Namespace != "space" || b.JobId != job || b.Reason != "release 2" || b.GetSignalOperation().GetSignal() != "renew" {
		t.Errorf("batch %v", b)
	}
	if b.VisibilityQuery != "WorkflowType IN ('Case', 'RightsRequest') AND ExecutionStatus = 'Running'" {
		t.Errorf("the batch is for %s", b.VisibilityQuery)
	}
}

func TestRenew_tellsWhenTemporalIsAway(t *testing.T) {
	t.Parallel()
	c, _ := door(t, &engine{batchFault: serviceerror.NewUnavailable("away")})
	if job, err := c.Renew(t.Context(), "space", "release 2"); job != "" || !isAway(err) {
		t.Errorf("job %q, %v", job, err)
	}
}

func TestReady_tellsWhenTemporalIsAway(t *testing.T) {
	t.Parallel()
	c, _ := door(t, &engine{})
	if err := c.Ready(t.Context()); err == nil {
		t.Error("ready without a server")
	}
}
