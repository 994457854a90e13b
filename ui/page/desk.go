package page

import (
	"recourse/complaint"
)

// DeskView fills the worklist.
type DeskView struct {
	Filters []Input
	Sort    Input
	Rows    []CaseRow
	First   string // address of the first page; "" on it
	Next    string // address of the next page; "" on the last
	Clear   string // address without filters
	Faults  []Fault
}

// CaseRow is one case of the worklist.
type CaseRow struct {
	Number   complaint.Number
	Steps    []Stand
	Outcome  string // how the case ended
	Rule     string // what is due next
	Due      complaint.Date
	Left     int
	Overdue  bool
	Soon     bool
	Country  string
	Entity   string
	Assignee string
	Last     string // what happened last
	LastAt   string
}

// CaseView is a case as officers see it.
type CaseView struct {
	Number      complaint.Number
	Zone        string
	Ladder      Ladder
	Turns       []Stand
	Ended       string
	Assignee    string
	Entity      string
	Country     string
	Overdue     bool
	Delisting   bool // the company risks removal from the framework's list
	Facts       []Fact
	Person      []Fact
	Narrative   []Fact
	Acts        []Act
	Deadlines   []Deadline
	Events      []Event
	Messages    []Message
	Letters     []Letter
	Documents   []Document
	Arbitration ArbitrationView
	Request     bool // a rights request, which never comes to arbitration
	Kept        Keeping
	Overseen    bool // the reader may see who has looked at the case
	Readings    []Fact
}

// parts are the sections of the page, in their order.
func (v CaseView) parts() []string {
	parts := []string{"facts", "narrative", "timeline", "dates", "messages", "letters", "documents"}
	if len(v.Acts) > 0 {
		parts = append([]string{"acts"}, parts...)
	}
	if !v.Request {
		parts = append(parts, "arbitration")
	}
	if v.Overseen {
		parts = append(parts, "readings")
	}
	return parts
}
