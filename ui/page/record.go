package page

import (
	"strings"

	"recourse/complaint"
)

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
	Shows   string // conditions and bars of arbitration that it is to show
	SHA256  string
	Dated   string // the day of what it shows, in words; "" where nobody said
	Sent    string // SHA-256 of the file as it was sent, where something was taken out of it
}

// Message is one letter of the conversation between the house and the person.
type Message struct {
	Seq         int // of the event
	Who         string
	At          string
	Text        string
	Translation string // of the text, where the office has given one
	File        Link   // of a document that was handed in; no address for none
	State       string // what became of it, in words; "" for nothing known
	Mine        bool   // written by the reader's own side
}

// Act is one act as a button shows it.
type Act struct {
	Action  complaint.Action // "" for a page that leads to several
	Covers  []complaint.Action
	Title   string
	Href    string
	Says    string // the consequence, or why it is forbidden
	Allowed bool
}

// beginningRunes is how much of a long message is shown before it is folded, in
// characters, and slackRunes how much longer a message may be without being folded.
// Product choices.
const (
	beginningRunes = 1200
	slackRunes     = 400
)

// beginning is the text, or the beginning of a long one up to the end of a word.
func beginning(text string) string {
	runes := []rune(text)
	if len(runes) <= beginningRunes+slackRunes {
		return text
	}
	head := string(runes[:beginningRunes])
	if i := strings.LastIndexAny(head, " \n"); i > 0 {
		head = head[:i]
	}
	return head + " …"
}
