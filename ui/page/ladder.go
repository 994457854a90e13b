package page

import "recourse/complaint"

// Ladder is the path of a complaint with where it stands.
type Ladder []Rung

// Rung is one stage of the path.
type Rung struct {
	Stage complaint.Stage
	State RungState
	At    []Stand // where the case stands on this rung; several side by side
	Note  string  // why the rung is shut, or how the case ended on it
}

// RungState is where the case stands with one rung.
type RungState string

// The states of a rung.
const (
	Here  RungState = "here"  // the case stands here
	Done  RungState = "done"  // the case has been here
	Ahead RungState = "ahead" // not reached
	Shut  RungState = "shut"  // the law leaves it out for this case
)

// Stand is one open step: what it is called, whose turn it is and until when.
type Stand struct {
	Step  complaint.Step
	Title string
	Who   string         // whose turn it is, in words
	You   bool           // it is the reader's own turn
	Until complaint.Date // zero when no period runs
	Clock int            // the period that says until when, by its ID; 0 for none
}
