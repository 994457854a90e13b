package page

import "recourse/complaint"

// Event is one entry of a case's timeline.
type Event struct {
	Seq        int
	Title      string // what happened
	Who        string // in words, staff by name
	Kind       string // person, house, body or clock: colours the line
	At         string // when it happened
	Recorded   string // when it was recorded, if that was later
	Late       string // by how much a clock rang late
	Transition string // the rule's number
	Says       string // the consequence
	Cite       string
	Facts      []Fact // codes in words
	Texts      []Fact // what somebody wrote
	Letters    []string
}

// Fact is a named value; Text may hold several lines.
type Fact struct{ Name, Text string }

// Letter is one letter of the case.
type Letter struct {
	ID      int64
	Title   string // what it is, in words
	To      string
	Sent    string // when; "" while it is on its way
	State   string // of delivery, in words
	Failed  bool
	Subject string
	Body    string
}

// Document is one file of the case.
type Document struct {
	Href    string
	Name    string
	By      string
	Added   string
	Size    string
	Caption string // what it shows
	SHA256  string
	Dated   string // the day of what it shows, in words; "" where nobody said
	Sent    string // SHA-256 of the file as it was sent, where something was taken out of it
}

// Message is one letter of the conversation between the house and the person.
type Message struct {
	Who  string
	At   string
	Text string
	Mine bool // written by the reader's own side
}

// Act is one act as a button shows it.
type Act struct {
	Action  complaint.Action
	Title   string
	Href    string
	Says    string // the consequence, or why it is forbidden
	Allowed bool
}
