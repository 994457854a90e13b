package page

import "recourse/complaint"

// AccessView fills the page on which the person says who can open the case.
type AccessView struct {
	Number complaint.Number
	Code   *NewCode // made by what the page answers to; nil for none
	Renew  Form
	Agents []Agent
	Admit  Form
}

// NewCode is a code that is shown this once.
type NewCode struct {
	Title string
	Code  string
	Keep  string // what to do with it
}

// Agent is a representative.
type Agent struct {
	ID          string // rep/2
	Name, Email string
	Says        string // since when, or until when
	End         Form   // takes the access back; no address when it is
}
