package page

import (
	"recourse/complaint"
	"recourse/law"
)

// MyCaseView is the complainant's case.
type MyCaseView struct {
	Number      complaint.Number
	Zone        string
	Ladder      Ladder
	Turns       []Stand
	Ended       string // how the case ended; "" while it is open
	Deadlines   []Deadline
	Acts        []Act
	Events      []Event
	Messages    []Message
	Letters     []Letter
	Documents   []Document
	Arbitration ArbitrationView
	Authority   law.Authority
	Filing      []Fact
	Request     bool // a rights request, which never comes to arbitration
	Access      bool // the reader may say who else can open the case
	Agents      int  // representatives who can
	Kept        Keeping
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
	Why     string // the rule that forbids it
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
