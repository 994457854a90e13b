package workflows

import (
	"context"
	"errors"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
)

// EnsureSchedule has a workflow started by a schedule, on a task queue. It may be
// repeated: a schedule that is there is brought to what is asked for. A run that is
// still under way lets the next one pass by.
func EnsureSchedule(ctx context.Context, c client.Client, id string, spec client.ScheduleSpec, workflow any, queue string, args ...any) error {
	action := &client.ScheduleWorkflowAction{ID: id, Workflow: workflow, Args: args, TaskQueue: queue}
	_, err := c.ScheduleClient().Create(ctx, client.ScheduleOptions{ID: id, Spec: spec, Action: action, Overlap: enumspb.SCHEDULE_OVERLAP_POLICY_SKIP})
	if !errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		if err != nil {
			return fmt.Errorf("create the schedule %s: %w", id, err)
		}
		return nil
	}
	err = c.ScheduleClient().GetHandle(ctx, id).Update(ctx, client.ScheduleUpdateOptions{
		DoUpdate: func(in client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
			s := in.Description.Schedule
			s.Spec, s.Action = &spec, action
			return &client.ScheduleUpdate{Schedule: &s}, nil
		},
	})
	if err != nil {
		return fmt.Errorf("update the schedule %s: %w", id, err)
	}
	return nil
}
