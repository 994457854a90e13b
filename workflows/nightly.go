package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"recourse/activities"
	"recourse/complaint"
	"recourse/law"
)

// NightlyID names the schedule of the nightly run.
const NightlyID = "nightly"

// NightlyInput starts a nightly run, or a part of one.
type NightlyInput struct {
	After complaint.Number // the last case looked at; "" at the beginning
}

const (
	nightlyPage  = 100 // cases looked at by one activity
	nightlyPages = 100 // pages in one run, so that its history stays short
)

// nightWork may take long and is never given up; a worker that dies over it is
// noticed by its missing heartbeat.
var nightWork = workflow.ActivityOptions{
	StartToCloseTimeout: time.Hour,
	HeartbeatTimeout:    30 * time.Second,
	RetryPolicy:         &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute},
}

// erasing names the activities of the nightly run; it is never called.
var erasing *activities.Eraser

// Nightly goes through the closed cases once and erases what is due (rulebook,
// section 9, retention): page by page, so that neither many cases nor a crash stand
// in its way. It carries nothing but case numbers.
func Nightly(ctx workflow.Context, in NightlyInput) error {
	far := workflow.WithActivityOptions(ctx, nightWork)
	for range nightlyPages {
		var page activities.Erased
		if err := workflow.ExecuteActivity(far, erasing.EraseDue, activities.EraseInput{After: in.After, Limit: nightlyPage}).Get(ctx, &page); err != nil {
			return err
		}
		if page.Erased > 0 || page.Left > 0 {
			workflow.GetLogger(ctx).Info("cases erased", "erased", page.Erased, "left", page.Left)
		}
		if page.Next == "" {
			return nil
		}
		in.After = page.Next
	}
	return workflow.NewContinueAsNewError(ctx, Nightly, in)
}

// RegisterNightly makes a worker do the nightly run.
func RegisterNightly(w worker.Registry, e *activities.Eraser) {
	w.RegisterWorkflow(Nightly)
	w.RegisterActivity(e.EraseDue)
}

// nightStarts is when the nightly run begins, after midnight UTC. Product choice.
const nightStarts = 2 * time.Hour

// NightlyRun is the nightly run once per legal day.
func NightlyRun(clock law.Clock) Schedule {
	every := Daily(clock)
	return Schedule{ID: NightlyID, Workflow: Nightly, Args: []any{NightlyInput{}}, Every: every, Offset: nightStarts % every}
}
