package page

import (
	"strings"

	"recourse/complaint"
	"recourse/law"
)

// MyCaseView is the complainant's case.
type MyCaseView struct {
	Number    complaint.Number
	Zone      string
	Ladder    Ladder
	Turns     []Turn // the reader's own first; how the case ended where it has
	Next      Next
	Deadlines []Deadline
	Ways      []Way // all else that can be done
	Acts      []Act // also those that are not possible now
	Events    []Event
	Messages  []Message // the latest first
	Letters   []Letter
	Documents []Document
	Open      bool // to arbitration
	Never     bool // arbitration is not for this case
	Authority law.Authority
	Filing    []Fact
	Request   bool // a rights request, which never comes to arbitration
	Access    bool // the reader may say who else can open the case
	Agents    int  // representatives who can
	Kept      Keeping
}

// Turn is one sentence on whose turn it is and until when, with the period that
// says until when.
type Turn struct {
	Step complaint.Step
	Says string
	Why  []Deadline // one, or none where no period runs
}

// Next is the one thing that is most useful now.
type Next struct {
	Name   string // of its row
	Title  string
	Says   string
	Links  []Link // the first is the one to press; none where there is nothing to do
	Covers []complaint.Action
}

// Way is a group of things that can be done, beside the next one.
type Way struct {
	Name  string
	Title string
	Acts  []Act
}

// ActView fills the page of one act.
type ActView struct {
	Number  complaint.Number
	Back    string // address of the case
	Says    string // the consequence
	Cite    string
	Rule    string
	Tells   []string // what is said of each letter to the complainant
	Grave   bool
	Allowed bool
	Why     string   // the rule that forbids it
	More    []string // what to know before
	Form    Form

	Outlooks []Outlook // packs the case can be moved to, if that is the act
	Kept     Keeping   // what must stay and until when, if the act is to erase the case
}

// Outlook is what moving a case to a pack would change.
type Outlook struct {
	Pack  string // EU-DPF-2023@1.0.0
	Title string
	Dates []Fact // deadlines that would get another date; none when all stay
}

// covers lists the acts to which the next thing leads.
func (n Next) covers() string { return actions(n.Covers) }

// actions lists acts for an attribute.
func actions(all []complaint.Action) string {
	list := make([]string, len(all))
	for i, a := range all {
		list[i] = string(a)
	}
	return strings.Join(list, " ")
}

// idle reports whether there is nothing that has to be done.
func (n Next) idle() bool { return n.Name == "wait" || n.Name == "closed" }

// AnswerView shows an answer, or a decision, with the question whether it satisfies.
type AnswerView struct {
	Number      complaint.Number
	Turns       []Turn
	Late        bool // it came too late
	Who         string
	At          string
	Text        string
	Translation string
	Facts       []Fact
	Open        bool // a reply is possible now
	Form        Form
}

// ElsewhereView shows the bodies outside, and asks where somebody has turned to.
type ElsewhereView struct {
	Number complaint.Number
	Bodies []OutsideBody
	Form   Form // for the others; no address where nothing can be written
}

// OutsideBody is a body to which somebody can go.
type OutsideBody struct {
	ID     string
	Name   string
	Says   string
	Web    string
	Post   string // postal address; "" where it is not known
	Act    Act    // by which one says to have gone there; none where the case knows no such act
	Packet Link   // what it would get from us; no address where there is no such page
}

// ArbitratePage is all about binding arbitration, for the person it is open to.
type ArbitratePage struct {
	Number                   complaint.Number
	Body, Administrator, Web string
	View                     ArbitrationView
	Notice                   *Act  // to deliver the Notice; nil where it cannot be now
	Acts                     []Act // what else can be done about it
}

// RemindersView shows the days on which somebody wants to be reminded.
type RemindersView struct {
	Number  complaint.Number
	Address string // where reminders go; "" where there is none
	Dates   []Fact // of the case, still to come
	List    []OwnReminder
	Form    Form
}

// OwnReminder is one day with its word.
type OwnReminder struct {
	ID   string
	Day  complaint.Date
	Word string
	Done bool // the reminder was sent
	Drop Form
}
