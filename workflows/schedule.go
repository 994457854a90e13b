package workflows

import (
	"context"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"recourse/law"
)

// Schedule is work that comes again and again by a Temporal Schedule. To add one:
// write its workflow and name it in Register, make a function such as Checkpoints
// that returns its Schedule, and have the worker ensure it at its start.
type Schedule struct {
	ID       string        // of the schedule; the workflow of a run is called <ID>-<instant>
	Workflow any           // the function
	Args     []any         // for it
	Every    time.Duration // real time, counted from 1970 UTC: 24 hours is midnight UTC
	Offset   time.Duration // after that instant
}

// shortestSchedule keeps a rehearsal whose days last less from doing nothing else.
const shortestSchedule = 10 * time.Second

// Daily returns the real time between two runs of what is done once a legal day.
func Daily(clock law.Clock) time.Duration {
	day := clock.Day
	if day == 0 {
		day = 24 * time.Hour
	}
	return max(day, shortestSchedule)
}

// Checkpoints is the daily checkpoint.
func Checkpoints(clock law.Clock) Schedule {
	return Schedule{ID: "checkpoint", Workflow: Checkpoint, Every: Daily(clock)}
}

// Ensure creates the schedule, or changes the one that is there to what this
// release wants. Any number of workers may do so at once. What was missed while
// the engine was away is done once.
func (s Schedule) Ensure(ctx context.Context, c client.Client, queue string) error {
	o := client.ScheduleOptions{
		ID: s.ID, Spec: s.spec(), Action: s.action(queue), Overlap: enumspb.SCHEDULE_OVERLAP_POLICY_SKIP, CatchupWindow: s.Every,
	}
	_, err := c.ScheduleClient().Create(ctx, o)
	if err == nil {
		return nil
	}
	if !errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		return fmt.Errorf("create schedule %s: %w", s.ID, err)
	}
	err = c.ScheduleClient().GetHandle(ctx, s.ID).Update(ctx, client.ScheduleUpdateOptions{
		DoUpdate: func(in client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
			there := in.Description.Schedule
			spec := s.spec()
			there.Spec, there.Action = &spec, s.action(queue)
			if there.Policy != nil {
				there.Policy.CatchupWindow = s.Every
			}
			return &client.ScheduleUpdate{Schedule: &there}, nil
		},
	})
	if err != nil {
		return fmt.Errorf("update schedule %s: %w", s.ID, err)
	}
	return nil
}

func (s Schedule) spec() client.ScheduleSpec {
	return client.ScheduleSpec{Intervals: []client.ScheduleIntervalSpec{{Every: s.Every, Offset: s.Offset}}}
}

func (s Schedule) action(queue string) client.ScheduleAction {
	return &client.ScheduleWorkflowAction{ID: s.ID, Workflow: s.Workflow, Args: s.Args, TaskQueue: queue}
}
