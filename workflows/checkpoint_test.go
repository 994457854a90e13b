package workflows

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"

	"recourse/activities"
	"recourse/audit"
	"recourse/law"
)

// sealedBook makes checkpoints in memory, and fails at first.
type sealedBook struct {
	mu    sync.Mutex
	fails int
	runs  []string
	made  chan string
}

// Checkpoint notes the run.
func (b *sealedBook) Checkpoint(_ context.Context, run string) (audit.Checkpoint, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.runs = append(b.runs, run); len(b.runs) <= b.fails {
		return audit.Checkpoint{}, errors.New("the record is away")
	}
	if b.made != nil {
		b.made <- run
	}
	return audit.Checkpoint{Statement: audit.Statement{Checkpoint: 3, Heads: 7}}, nil
}

func TestCheckpoint_isTriedUntilItIsMadeAndNamesItsRun(t *testing.T) {
	t.Parallel()
	suite := testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartWorkflowOptions(client.StartWorkflowOptions{ID: "checkpoint-2018-08-24T00:00:00Z"})
	book := &sealedBook{fails: 3}
	Register(env, &activities.Activities{Checkpoints: book})
	env.ExecuteWorkflow(Checkpoint)
	var got audit.Statement
	if err := env.GetWorkflowResult(&got); err != nil || got.Checkpoint != 3 || got.Heads != 7 {
		t.Fatalf("got %+v, %v", got, err)
	}
	if want := slices.Repeat([]string{"checkpoint-2018-08-24T00:00:00Z"}, 4); !slices.Equal(book.runs, want) {
		t.Errorf("runs %q, want %q", book.runs, want)
	}
}

func TestDaily_isALegalDayAndNeverTooShort(t *testing.T) {
	t.Parallel()
	for day, want := range map[time.Duration]time.Duration{0: 24 * time.Hour, 24 * time.Hour: 24 * time.Hour, time.Minute: time.Minute, time.Second: shortestSchedule} {
		if got := Daily(law.Clock{Day: day}); got != want {
			t.Errorf("a legal day of %s: every %s, want %s", day, got, want)
		}
	}
}

// On a real engine: the schedule is there once however often it is ensured, takes
// the latest settings, and runs the workflow.
func TestSchedule_isEnsuredAndRuns(t *testing.T) {
	t.Parallel()
	address := os.Getenv("TEMPORAL_ADDRESS")
	if address == "" {
		t.Skip("no Temporal server: TEMPORAL_ADDRESS is not set")
	}
	engine, err := client.Dial(client.Options{
		HostPort: address, Namespace: cmp.Or(os.Getenv("TEMPORAL_NAMESPACE"), "recourse"), Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(engine.Close)
	ctx, queue := t.Context(), "test-"+uuid.NewString()
	book := &sealedBook{made: make(chan string, 10)}
	w := worker.New(engine, queue, worker.Options{})
	Register(w, &activities.Activities{Checkpoints: book})
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	defer w.Stop()
	s := Checkpoints(law.Clock{Day: time.Hour})
	s.ID += "-" + queue
	handle := engine.ScheduleClient().GetHandle(ctx, s.ID)
	t.Cleanup(func() { _ = handle.Delete(context.Background()) })
	for _, every := range []time.Duration{time.Hour, time.Hour, 24 * time.Hour} {
		s.Every = every
		if err := s.Ensure(ctx, engine, queue); err != nil {
			t.Fatal(err)
		}
	}
	d, err := handle.Describe(ctx)
	if err != nil || len(d.Schedule.Spec.Intervals) != 1 || d.Schedule.Spec.Intervals[0].Every != 24*time.Hour {
		t.Fatalf("got %+v, %v", d, err)
	}
	if err := handle.Trigger(ctx, client.ScheduleTriggerOptions{}); err != nil {
		t.Fatal(err)
	}
	select {
	case run := <-book.made:
		if !strings.HasPrefix(run, s.ID+"-") {
			t.Errorf("the run is called %q", run)
		}
	case <-time.After(time.Minute):
		t.Error("the schedule did not run its workflow")
	}
}
