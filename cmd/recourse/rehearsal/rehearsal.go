// Package rehearsal drives invented complaints down the whole path of a running
// installation, through its API alone, and compares every state and due date with
// the rulebook. It is the main job on real input, and what a newcomer runs first.
package rehearsal

import (
	"recourse/complaint"
	"recourse/law"
)

// Road is one complaint and what happens to it.
type Road struct {
	Name    string
	Filing  complaint.Filing
	Steps   []Step
	Outcome complaint.Outcome  // how it must end
	Notices []complaint.Notice // letters to the complainant, in order
	Says    []Said             // words that a letter must hold
}

// Step is one act, or one ring of a clock when Action is "", and what must then
// hold.
type Step struct {
	Day        int // days after receipt at which the act happens; for a clock, the day by which it must have rung
	By         complaint.Role
	Action     complaint.Action
	Data       map[string]any
	Transition string             // the row of the rulebook's table
	Stands     []complaint.Step   // all open steps afterwards
	Starts     map[law.RuleID]int // clocks that start, with their length in calendar days counted strictly
	Missed     law.RuleID         // the deadline that must now be missed
}

// Said is a piece of text that a letter must hold.
type Said struct {
	Notice complaint.Notice
	Words  string
}

type data = map[string]any

const (
	person  = complaint.Complainant
	officer = complaint.CaseOfficer
	privacy = complaint.PrivacyOfficer
)

func at(steps ...complaint.Step) []complaint.Step { return steps }

// answer is the company's answer on a day: drafted, approved by another person
// and sent.
func answer(day int, finding, remedy, text string) []Step {
	return []Step{
		{
			Day: day, By: officer, Action: complaint.ResponseDrafted, Transition: "H04", Stands: at(complaint.S1),
			Data: data{"finding": finding, "remedies": []any{remedy}, "text": text},
		},
		{Day: day, By: privacy, Action: complaint.ResponseApproved, Transition: "H05", Stands: at(complaint.S1)},
		{Day: day, By: officer, Action: complaint.ResponseSent, Transition: "T09", Stands: at(complaint.S1Responded)},
	}
}

// accept is triage on a day.
func accept(day int, class string, principles ...any) Step {
	return Step{
		Day: day, By: officer, Action: complaint.TriageAccepted, Transition: "T02", Stands: at(complaint.S1),
		Data: data{"data_class": class, "principles": principles, "allegations": "As the complainant describes them."},
	}
}

func join(parts ...[]Step) []Step {
	var all []Step
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}
