// Package workflows runs complaints and rights requests: one workflow per case, from filing until
// the case can no longer be reopened. The law decides what may happen and what
// follows; this package gives it durable clocks and a voice in the record.
//
// Three parties share the state of a case without locks: update handlers change
// it, the main loop rings the clocks, and the scribe writes it down. Nothing
// that identifies a person comes here: updates, results, timers and search
// attributes hold case numbers, codes and dates.
package workflows

import (
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"

	"recourse/activities"
	"recourse/complaint"
)

// DefaultQueue is the task queue of cases unless the configuration names another.
const DefaultQueue = "recourse"

// Search attributes of a case, for operators. Pages read PostgreSQL.
var (
	stageAttribute        = temporal.NewSearchAttributeKeyKeyword("Stage")        // open steps, "S1/OVERDUE S2.1"
	jurisdictionAttribute = temporal.NewSearchAttributeKeyKeyword("Jurisdiction") // country of residence
	deadlineAttribute     = temporal.NewSearchAttributeKeyTime("NextDeadline")    // real time
)

// Register makes a worker run cases and their steps.
func Register(w worker.Registry, a *activities.Activities) {
	w.RegisterWorkflow(Case)
	w.RegisterWorkflow(RightsRequest)
	w.RegisterWorkflow(Checkpoint)
	w.RegisterActivity(a)
}

// workflowID names the workflow of a case for its whole life: case/<number> for a
// complaint, request/<number> for a rights request.
func workflowID(number complaint.Number) string {
	if number.Kind() == complaint.RightsRequest {
		return "request/" + string(number)
	}
	return "case/" + string(number)
}
