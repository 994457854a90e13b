package workflows

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"recourse/complaint"
	"recourse/law"
)

// What operators see moves when the case moves to other steps, and a closed case
// has no next deadline.
func TestShow(t *testing.T) {
	t.Parallel()
	s := newStory(t).answered("NON_HR", 20, "PARTLY").do(21, person, complaint.MessageSent).do(25, person, complaint.ComplainantSatisfied)
	var shown []string
	s.tune = func(env *testsuite.TestWorkflowEnvironment) {
		env.OnUpsertTypedSearchAttributes(mock.Anything).Run(func(args mock.Arguments) {
			a := args.Get(0).(temporal.SearchAttributes)
			stage, _ := a.GetKeyword(stageAttribute)
			line := stage + " none"
			if next, ok := a.GetTime(deadlineAttribute); ok {
				line = stage + " " + next.UTC().Format(time.RFC3339)
			}
			shown = append(shown, line)
		}).Return(nil)
	}
	s.tell()
	want := []string{"S1 2018-10-08T21:59:59Z", "S1/RESPONDED 2018-10-15T21:59:59Z", "S5 none"}
	if !slices.Equal(shown, want) {
		t.Errorf("shown %q, want %q", shown, want)
	}
}

func TestAttributes_atTheStart(t *testing.T) {
	t.Parallel()
	a := attributes(&newStory(t).filed, law.Clock{Epoch: received, Day: time.Hour})
	stage, _ := a.GetKeyword(stageAttribute)
	country, _ := a.GetKeyword(jurisdictionAttribute)
	next, _ := a.GetTime(deadlineAttribute)
	if want := received.Add(45*time.Hour + 30*time.Minute); stage != "S0" || country != "SE" || next.Sub(want).Abs() > time.Second {
		t.Errorf("a case starts with %s, %s, %s; want S0, SE, %s", stage, country, next, want)
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	due := complaint.Date{Year: 2018, Month: 10, Day: 8}
	for want, r := range map[string]law.Ring{
		"D45 until 2018-10-08":         {Rule: law.D45, Due: due, End: true},
		"D45 reminder, due 2018-10-08": {Rule: law.D45, Due: due},
	} {
		if got := summary(r); got != want {
			t.Errorf("summary %q, want %q", got, want)
		}
	}
}
