package bench

import (
	"context"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"google.golang.org/protobuf/proto"

	"recourse/complaint"
)

// History reads the size of a case's workflow over all its runs. Target for the
// full road: at most 400 events and 200 KB.
func (o Options) History(ctx context.Context, number complaint.Number) error {
	events, bytes, run := 0, 0, ""
	for {
		next := ""
		history := o.Temporal.GetWorkflowHistory(ctx, "case/"+string(number), run, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for history.HasNext() {
			e, err := history.Next()
			if err != nil {
				return fmt.Errorf("read the history: %w", err)
			}
			if started := e.GetWorkflowExecutionStartedEventAttributes(); started != nil {
				next = started.GetContinuedExecutionRunId()
			}
			events++
			bytes += proto.Size(e)
		}
		if run = next; run == "" {
			break
		}
	}
	if err := o.Print(Figure{Figure: "history events", Ours: float64(events), Unit: "events", Target: "<= 400", Met: events <= 400, Note: "full road, filing to award and compliance, all runs"}); err != nil {
		return err
	}
	kb := float64(bytes) / 1024
	return o.Print(Figure{Figure: "history size", Ours: round(kb), Unit: "KB", Target: "<= 200", Met: kb <= 200})
}
