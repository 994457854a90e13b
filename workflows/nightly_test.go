package workflows

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"recourse/activities"
	"recourse/complaint"
	"recourse/law"
)

// night runs one nightly run over so many pages of cases; some attempts fail. It
// returns where each page began, and how the run ended.
func night(t *testing.T, in NightlyInput, pages int, fails func(attempt int) bool) ([]complaint.Number, error) {
	t.Helper()
	suite := testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.RegisterWorkflow(Nightly)
	var began []complaint.Number
	attempts := 0
	env.RegisterActivityWithOptions(func(_ context.Context, in activities.EraseInput) (activities.Erased, error) {
		if attempts++; fails != nil && fails(attempts) {
			return activities.Erased{}, errors.New("the database is away")
		}
		if in.Limit != nightlyPage {
			t.Errorf("a page of %d cases, want %d", in.Limit, nightlyPage)
		}
		began = append(began, in.After)
		if len(began) == pages {
			return activities.Erased{Erased: 1}, nil
		}
		return activities.Erased{Next: complaint.Number(fmt.Sprintf("RC-%04d", len(began)))}, nil
	}, activity.RegisterOptions{Name: "EraseDue"})
	env.ExecuteWorkflow(Nightly, in)
	return began, env.GetWorkflowError()
}

// The run goes from page to page, and a page that fails is done again.
func TestNightly_pages(t *testing.T) {
	t.Parallel()
	began, err := night(t, NightlyInput{}, 3, func(attempt int) bool { return attempt == 2 || attempt == 3 })
	if want := []complaint.Number{"", "RC-0001", "RC-0002"}; err != nil || !slices.Equal(began, want) {
		t.Errorf("pages began after %v, want %v; %v", began, want, err)
	}
}

// Many pages are done in several runs, so that no history grows long.
func TestNightly_continuesAsNew(t *testing.T) {
	t.Parallel()
	began, err := night(t, NightlyInput{After: "RC-0000"}, nightlyPages+1, nil)
	var again *workflow.ContinueAsNewError
	var next NightlyInput
	if !errors.As(err, &again) || converter.GetDefaultDataConverter().FromPayloads(again.Input, &next) != nil {
		t.Fatalf("the run ends with %v", err)
	}
	if len(began) != nightlyPages || began[0] != "RC-0000" || next.After != "RC-0100" {
		t.Errorf("%d pages from %s on, then on from %s", len(began), began[0], next.After)
	}
}

func TestNightlyRun_oncePerLegalDay(t *testing.T) {
	t.Parallel()
	for length, want := range map[time.Duration][2]time.Duration{
		day: {day, 2 * time.Hour}, time.Minute: {time.Minute, 0}, 7 * time.Hour: {7 * time.Hour, 2 * time.Hour}, time.Millisecond: {10 * time.Second, 0},
	} {
		if got := NightlyRun(law.Clock{Day: length}); got.Every != want[0] || got.Offset != want[1] {
			t.Errorf("with days of %s every %s at %s, want %s at %s", length, got.Every, got.Offset, want[0], want[1])
		}
	}
}
