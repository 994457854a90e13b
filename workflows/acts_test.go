package workflows

import (
	"testing"
	"time"

	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"recourse/complaint"
	"recourse/law"
)

// within runs a piece of a workflow at an instant, with no main loop beside it:
// the moment after a worker has come back and before any clock has rung.
func within(t *testing.T, now time.Time, what func(workflow.Context)) {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartTime(now)
	env.ExecuteWorkflow(func(ctx workflow.Context) error { what(ctx); return nil })
	if err := env.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
}

// answeredCase is a case that the company has answered on day 20, so that the
// window of the complainant ends with 15 October.
func answeredCase(t *testing.T) law.Case {
	t.Helper()
	return newStory(t).answered("NON_HR", 20, "PARTLY").until(21).tell().book.last
}

// An act that comes before the main loop has rung what is due meets the case as
// the clocks have left it.
func TestCheck_clocksThatAreDueCountFirst(t *testing.T) {
	t.Parallel()
	c, end := answeredCase(t), time.Date(2018, 10, 15, 22, 0, 0, 0, time.UTC)
	act := law.Act{Key: "k", Action: complaint.ComplainantNotSatisfied, Actor: who[person]}
	for _, at := range []struct {
		now     time.Time
		refused bool
	}{{end.Add(-1), false}, {end, true}, {end.AddDate(0, 3, 0), true}} {
		within(t, at.now, func(ctx workflow.Context) {
			r := &run{Case: c.Clone(), clock: clockOfTests}
			if err := r.check(ctx, act); (err != nil) != at.refused {
				t.Errorf("at %s: %v", at.now, err)
			}
			if r.Seq != c.Seq || len(r.pending) != 0 {
				t.Errorf("asking has moved the case to event %d", r.Seq)
			}
		})
	}
}

func TestAct_ringsWhatIsDueFirst(t *testing.T) {
	t.Parallel()
	c, end := answeredCase(t), time.Date(2018, 10, 15, 22, 0, 0, 0, time.UTC)
	within(t, end.AddDate(0, 1, 0), func(ctx workflow.Context) {
		r := &run{Case: c.Clone(), clock: clockOfTests, saved: 1000}
		done, err := r.act(ctx, law.Act{Key: "k", Action: complaint.MessageSent, Actor: who[person]})
		if err != nil {
			t.Error(err)
		}
		last := len(r.pending) - 1
		if last < 1 || r.pending[last].Action != complaint.MessageSent || r.pending[last-1].Transition != "T15" || done.Seq != r.pending[last].Seq {
			t.Errorf("event %d of %+v", done.Seq, r.pending)
		}
	})
}

// A refusal of the handler, which only a changed law can bring about, is told
// and changes nothing but what the clocks have changed.
func TestAct_refusedByTheHandler(t *testing.T) {
	t.Parallel()
	c := answeredCase(t)
	within(t, received.AddDate(0, 0, 22), func(ctx workflow.Context) {
		r := &run{Case: c.Clone(), clock: clockOfTests, saved: 1000}
		_, err := r.act(ctx, law.Act{Key: "k", Action: complaint.ResponseSent, Actor: who[officer]})
		if err == nil || r.Seq != c.Seq || len(r.pending) != 0 || len(r.seen) != 0 {
			t.Errorf("%v; event %d after %d", err, r.Seq, c.Seq)
		}
	})
}
