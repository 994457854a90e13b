package page

// DoorView fills the two pages through which people come in.
type DoorView struct {
	Lead string
	Form Form
	Lost string // what to do when the code or password is lost
}

// ProblemView says that a page cannot be shown, and what helps.
type ProblemView struct {
	Says    string
	Rule    string
	Request string // number of the request, for our own faults
}
