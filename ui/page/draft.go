package page

import "recourse/complaint"

// TasksView fills the task list of a draft.
type TasksView struct {
	Lead      string
	Reference string // of the draft
	Code      string // that opens it elsewhere
	Until     complaint.Date
	Later     string // address of the page that says how to come back
	Parts     []TaskPart
}

// TaskPart is a part of the task list under one heading.
type TaskPart struct {
	Name, Title string
	Tasks       []Task
}

// Task is one line of the task list.
type Task struct {
	Name, Title, Hint, Href string
	State, Says             string // how far it is, as a code and in words
}

// Hidden is a value that a form takes along unseen.
type Hidden struct{ Name, Value string }

// DraftStepView fills one page of a draft.
type DraftStepView struct {
	Caption string // the task it belongs to
	Title   string // "" where the only question is the heading
	Lead    string
	Draft   string // the draft it was drawn for
	To      string // where to go on after it, if not to the next page
	Back    string
	Form    Form
}

// LaterView says how to come back to a draft.
type LaterView struct {
	Reference, Code string
	Until           complaint.Date
	Back            string
	Email           string // where a link can be sent; "" for nowhere
	Mail, Leave     Form
}

// ResumeView fills the page that asks for the code of a draft.
type ResumeView struct {
	Lead   string
	Form   Form
	Hidden []Hidden
	Kept   bool // something was typed, and is taken along
}

// CheckView fills the page with all answers of a draft.
type CheckView struct {
	Draft, Back string
	Parts       []CheckPart
	Ready       bool // it can be sent
	Send        Form
}

// CheckPart is the answers of one task.
type CheckPart struct {
	Title string
	Rows  []CheckRow
}

// BesideView fills the page that says that there is a draft about something else already.
type BesideView struct {
	Reference, Code string // of that draft
	Until           complaint.Date
	On              string // leads on to it
	Another         Form   // begins another one
	Hidden          []Hidden
}

// CheckRow is one answer with the way to change it.
type CheckRow struct {
	ID     string // "" for none of its own
	Label  string
	Lines  []string // none for no answer
	Fault  string
	Change string
}

// SeesView fills the page that says who will see what.
type SeesView struct {
	Draft, Back, Lead string
	Company           string // sees everything
	Recipients        []string
	Rows              []SeesRow
	Notes             []string
	Next              Form
}

// SeesRow is one kind of data with who gets it to see, in the order of the recipients.
type SeesRow struct {
	What string
	Goes []bool
}

// longAnswer is from how many bytes on an answer is folded on the page that checks all.
const longAnswer = 3000

// taskDescribed lists the elements that say more of a task.
func taskDescribed(t Task) string {
	state := "task-" + t.Name + "-state"
	if t.Hint == "" {
		return state
	}
	return "task-" + t.Name + "-hint " + state
}
