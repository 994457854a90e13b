package law

import (
	"time"

	"recourse/complaint"
)

// FactsOf takes from a filing what the rules may see: codes and dates, nothing
// that names or describes a person. A zero receipt is now.
func FactsOf(f complaint.Filing, now time.Time) Facts {
	at := f.ReceivedAt
	if at.IsZero() {
		at = now
	}
	facts := Facts{
		Channel: f.Channel, ReceivedAt: at.UTC(), Residence: f.Residence, ResidenceThen: f.ResidenceThen, TransferredOn: f.TransferredOn,
		Language: f.Language, PersonType: f.PersonType, DataClass: "UNDECIDED", Role: "CONTROLLER", Entity: f.Entity, Principles: f.Principles,
		Under13: f.Under13, Represented: f.Represented != "", Mailable: f.Person.Email != "", Anonymous: f.Anonymous, Right: f.Right, Employment: f.Employment,
	}
	if f.Right != "" {
		facts.Kind = complaint.RightsRequest
	}
	facts.Place = placeOf(f.Channel, f.Residence, Select(facts).covers(f.Residence, facts))
	return facts
}

// Entry is one event with the private texts that came with it.
type Entry struct {
	Event
	Details map[string]string `json:"details,omitempty"` // personal data; record only
}

// Document is one file of a case.
type Document struct {
	ID      string    `json:"id"` // random, opaque
	Name    string    `json:"name"`
	Type    string    `json:"type"` // media type
	Size    int64     `json:"size"` // bytes
	SHA256  string    `json:"sha256"`
	By      string    `json:"by"` // role that added it
	AddedAt time.Time `json:"added_at"`
	Key     string    `json:"-"` // of the act that adds it; binds its event to it
	Sent    string    `json:"-"` // SHA-256 of the file as it was sent, while it is taken in; "" when that is SHA256
}

// Posted is one letter of a case and what became of it.
type Posted struct {
	Letter
	ID       int64     `json:"id"`
	Seq      int       `json:"seq"`    // event that sent it
	Status   string    `json:"status"` // PENDING, CLAIMED, SENT, UNSETTLED or FAILED
	Attempts int       `json:"attempts"`
	Subject  string    `json:"subject,omitempty"`
	Body     string    `json:"body,omitempty"` // as sent
	SentAt   time.Time `json:"sent_at,omitzero"`
}

// Record is everything on file about one case.
type Record struct {
	Case      Case             `json:"case"`
	Filing    complaint.Filing `json:"filing"`
	Entries   []Entry          `json:"entries"`
	Documents []Document       `json:"documents"`
	Letters   []Posted         `json:"letters"`
	FiledAt   time.Time        `json:"filed_at"` // commit of the filing, case time
	// Erased tells that the key of the case is destroyed: nothing that a person
	// has written can be read any more.
	Erased bool `json:"erased,omitempty"`
}

// Row is one line of the worklist.
type Row struct {
	Number     complaint.Number  `json:"case_number"`
	Steps      []complaint.Step  `json:"steps"`
	Status     string            `json:"status"` // OPEN or CLOSED
	Outcome    complaint.Outcome `json:"final_outcome,omitempty"`
	ReceivedAt time.Time         `json:"received_at"`
	Residence  string            `json:"residence"`
	Entity     string            `json:"entity"`
	DataClass  string            `json:"data_class"`
	Pack       string            `json:"pack"`
	Assignee   string            `json:"assignee,omitempty"`
	NextRule   RuleID            `json:"next_rule,omitempty"`
	NextDue    complaint.Date    `json:"next_due,omitzero"`
	NextAt     time.Time         `json:"next_due_at,omitzero"`
	Overdue    bool              `json:"overdue"` // a duty of the company was missed and is still owed
	LastAction complaint.Action  `json:"last_action"`
	LastAt     time.Time         `json:"last_activity_at"`
}

// Filter narrows and orders the worklist; zero fields do not narrow.
type Filter struct {
	Stage     complaint.Stage // any open step of this stage
	Status    string          // OPEN or CLOSED
	DueBefore time.Time
	Assignee  string // staff identifier, or "none"
	Country   string
	Entity    string
	Pack      string
	Query     string // the beginning of a case number, or words of the complaint: name, address, story
	Sort      string // due, received or activity; "-" in front turns it round
	Cursor    string // opaque, from the page before
	Limit     int    // 1-200; 50 when 0

	// The scope of who asks; none for all.
	Entities []string
	Queues   []string
}

// Page is one page of the worklist.
type Page struct {
	Rows   []Row  `json:"cases"`
	Cursor string `json:"next_cursor,omitempty"` // empty on the last page
}

// Overdue reports whether the company has missed a duty that it still owes.
func (c *Case) Overdue() bool {
	for _, d := range c.Deadlines {
		if d.Status == complaint.Missed && d.Done.IsZero() && !d.Quiet && c.Rule(d).Breach {
			return true
		}
	}
	return false
}
