package workflows

import (
	"context"
	"strings"
	"testing"

	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
)

// DescribeWorkflowExecution tells that a task waits until the workers have taken
// up the case.
func (c *crowd) DescribeWorkflowExecution(_ context.Context, id, _ string) (*workflowservice.DescribeWorkflowExecutionResponse, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lag == 0 {
		return &workflowservice.DescribeWorkflowExecutionResponse{}, nil
	}
	c.lag--
	c.asked = append(c.asked, strings.TrimPrefix(id, "case/"))
	return &workflowservice.DescribeWorkflowExecutionResponse{PendingWorkflowTask: &workflowpb.PendingWorkflowTaskInfo{}}, nil
}

// No third batch is started while the workers have not taken up the first, so
// that a flood of filings does not stand before the acts of officers.
func TestDispatcher_followsTheWorkers(t *testing.T) {
	t.Parallel()
	b, c := newInbox(30), &crowd{answer: func(context.Context, string) error { return nil }, lag: 3}
	d, _ := dispatcher(b, c)
	d.runUntil(t, b.empty)
	if len(c.asked) != 3 || c.asked[2] != "RC-0009" {
		t.Errorf("asked about %v, want three times about the latest case of the first batch", c.asked)
	}
}
