package law

import (
	"cmp"
	"slices"
	"time"

	"recourse/complaint"
)

// Facts is what the rules must know about a complaint. It holds codes, dates
// and country codes only, never anything that names or describes a person.
type Facts struct {
	Channel       string         `json:"channel"`
	ReceivedAt    time.Time      `json:"received_at"` // case time, UTC
	Place         Place          `json:"place"`
	Residence     string         `json:"residence"`                // country now, ISO 3166-1 alpha-2
	ResidenceThen string         `json:"residence_then,omitempty"` // country when the data was collected, if another
	TransferredOn complaint.Date `json:"transferred_on,omitzero"`  // when the data was collected or transferred; no date for unknown
	Language      string         `json:"language"`                 // BCP 47
	PersonType    string         `json:"person_type"`
	DataClass     string         `json:"data_class"`
	Role          string         `json:"role"` // CONTROLLER, PROCESSOR or BOTH
	Entity        string         `json:"entity"`
	Principles    []string       `json:"principles,omitempty"`
	Under13       bool           `json:"under_13,omitempty"`
	Represented   bool           `json:"represented,omitempty"`
	Mailable      bool           `json:"mailable,omitempty"`        // notices can go out by e-mail at once
	Anonymous     bool           `json:"anonymous,omitempty"`       // nobody is named: a report without individual remedy (E12)
	Kind          string         `json:"kind,omitempty"`            // RIGHTS_REQUEST, or "" for a complaint
	Right         string         `json:"right,omitempty"`           // what a rights request asks for
	Employment    bool           `json:"employment_data,omitempty"` // the complainant says that it is employment data; the officer decides (DataClass)
}

// Stage is one stretch of a track: open from its first step to its end.
type Stage struct {
	Opened int             `json:"opened"` // sequence of the event that opened it
	Track  complaint.Track `json:"track"`
	Step   complaint.Step  `json:"step"`
	Since  time.Time       `json:"since"` // when it came to this step
	Begun  time.Time       `json:"begun"`
	Ended  time.Time       `json:"ended,omitzero"`
	Exit   string          `json:"exit,omitempty"`
	Seq    int             `json:"seq"` // sequence of the event that last changed it
}

// Open reports whether the stage has not ended.
func (s Stage) Open() bool { return s.Ended.IsZero() }

// Deadline is one running or past period of a case.
type Deadline struct {
	ID       int                      `json:"id"` // 1, 2, ... within the case
	Rule     RuleID                   `json:"rule"`
	Track    complaint.Track          `json:"track"`
	Start    complaint.Date           `json:"start"`
	Due      complaint.Date           `json:"due"`
	Internal complaint.Date           `json:"internal"`
	Instant  time.Time                `json:"instant"`
	Stated   bool                     `json:"stated,omitempty"` // named by a body or agreement
	Status   complaint.DeadlineStatus `json:"status"`
	Ended    time.Time                `json:"ended,omitzero"`  // when it was met, missed, cancelled or superseded
	Done     time.Time                `json:"done,omitzero"`   // when a missed duty was done after all
	Fired    int                      `json:"fired"`           // rungs of the ladder already rung
	Order    []int                    `json:"order,omitempty"` // rungs of the ladder in order of time, where the date was stated
	Quiet    bool                     `json:"quiet,omitempty"`
	Steps    []string                 `json:"steps"`
	Seq      int                      `json:"seq"`           // sequence of the event that last changed it
	Pack     PackRef                  `json:"pack,omitzero"` // by which it is counted; none for that of the case
}

// Proof is the event that shows a guard or bar of arbitration to be met.
type Proof struct {
	Of     string           `json:"of"` // G1-G3, B1-B5
	Seq    int              `json:"seq"`
	At     time.Time        `json:"at"`
	Action complaint.Action `json:"action,omitempty"` // of the event
	Text   int              `json:"text,omitempty"`   // sequence of the event with the text that shows it, where that is another
}

// Draft is the company's answer on its way to the complainant.
type Draft struct {
	By         string    `json:"by,omitempty"` // staff identifier
	Approved   string    `json:"approved,omitempty"`
	ApprovedAt time.Time `json:"approved_at,omitzero"`
	Finding    string    `json:"finding,omitempty"`
	Seq        int       `json:"seq,omitempty"` // sequence of the event that drafted it
}

// Case is everything the rules remember of one complaint. Fields are only ever
// added, never renamed or removed: running cases carry it for years.
type Case struct {
	Number      complaint.Number  `json:"number"`
	Pack        PackRef           `json:"pack"`
	Facts       Facts             `json:"facts"`
	Seq         int               `json:"seq"` // sequence of the last event
	Stages      []Stage           `json:"stages"`
	Deadlines   []Deadline        `json:"deadlines"`
	Proofs      []Proof           `json:"proofs,omitempty"`
	Draft       Draft             `json:"draft,omitzero"`
	Answered    complaint.Step    `json:"answered,omitempty"` // how the company answered, if it did
	Result      complaint.Outcome `json:"result,omitempty"`   // what the last body to decide found
	Outcome     complaint.Outcome `json:"outcome,omitempty"`  // final, once closed
	ClosedAt    time.Time         `json:"closed_at,omitzero"`
	LastStep    complaint.Step    `json:"last_step,omitempty"`
	Withdrawn   bool              `json:"withdrawn,omitempty"`
	Frivolous   string            `json:"frivolous,omitempty"`   // who proposed to treat it so
	FTCDecides  bool              `json:"ftc_decides,omitempty"` // the case waits for the FTC alone
	DelistRisk  bool              `json:"delist_risk,omitempty"`
	LodgedAt    time.Time         `json:"lodged_at,omitzero"`   // receipt by the authority
	NoticeAt    time.Time         `json:"notice_at,omitzero"`   // delivery of the Notice of arbitration
	NoticeSeq   int               `json:"notice_seq,omitempty"` // sequence of the event that recorded the delivery
	Objections  []string          `json:"objections,omitempty"`
	ClassSeq    int               `json:"class_seq,omitempty"`  // sequence of the event that last said whether the data is employment data
	Papers      []Proof           `json:"papers,omitempty"`     // documents added to show a guard or bar
	Arbitrators Arbitrators       `json:"arbitrators,omitzero"` // of the arbitration that is open
	Asked       Hearing           `json:"asked,omitzero"`       // what the complainant asks of the hearing
	Agreed      Hearing           `json:"agreed,omitzero"`      // what is settled about the hearing
	Assignee    string            `json:"assignee,omitempty"`
	Ended       bool              `json:"ended,omitempty"` // can no longer be reopened

	General      bool               `json:"general,omitempty"`    // a general privacy case, off the path (E06)
	Ineligible   string             `json:"ineligible,omitempty"` // who found the complaint ineligible
	Contested    bool               `json:"contested,omitempty"`  // that finding was contested (E03)
	Mandate      string             `json:"mandate,omitempty"`    // why somebody acts for the complainant (E13, E28)
	Links        []complaint.Number `json:"links,omitempty"`      // cases that are alike or the same (E10, E25)
	Merged       int                `json:"merged,omitempty"`     // how many of these are the same complaint
	Systemic     bool               `json:"systemic,omitempty"`   // three or more linked cases (E25)
	Conflicted   []string           `json:"conflicted,omitempty"` // staff who must not act on the case
	Undelivered  []string           `json:"undelivered,omitempty"`
	Hold         bool               `json:"hold,omitempty"`     // litigation: nothing is deleted (E22)
	Deceased     bool               `json:"deceased,omitempty"` // the complainant has died (E16)
	Heirs        bool               `json:"heirs,omitempty"`    // heirs or estate go on, with proof
	Incident     bool               `json:"incident,omitempty"` // a security incident is inside the complaint (E26)
	Retaliation  bool               `json:"retaliation,omitempty"`
	LastActivity time.Time          `json:"last_activity"`

	Identity   string             `json:"identity,omitempty"`   // of a requester: ASKED, SUFFICIENT or INSUFFICIENT
	Complained bool               `json:"complained,omitempty"` // a complaint about the request has been opened
	Siblings   []complaint.Number `json:"siblings,omitempty"`   // the case that opened this one, and those that this one has opened
	Agents     []Agent            `json:"agents,omitempty"`     // representatives whom the person has given access

	Erasure Erasure `json:"erasure,omitzero"` // how far erasing the case has come

	Trial *trial `json:"-"` // of a case that Try has opened; nil for a complaint
}

// The letters that are not notices of the rulebook.
const (
	ReminderLetter = "REMINDER" // a rung of a ladder
	AlarmLetter    = "ALARM"    // something grave has happened to the case
	MessageLetter  = "MESSAGE"  // there is something new to read
	// ControllerLetter is the part of N05 that goes to the controller.
	ControllerLetter = "CONTROLLER"
	// LinkLetter brings a link that opens the case once. No event sends it.
	LinkLetter = "LINK"
	// ErasureLetter says whether what a person wants erased will be.
	ErasureLetter = "ERASURE"
	// ReceiptLetter brings the receipt to who has filed and asks for it. No event sends it.
	ReceiptLetter = "RECEIPT"
	// OwnReminderLetter reminds somebody on a day that they have set themselves. No
	// event sends it.
	OwnReminderLetter = "REMIND-OWN"
)

// Letter is one message that an event sends out.
type Letter struct {
	Code string         `json:"code"` // N01-N16, R01-R07, REMINDER, ALARM, MESSAGE, CONTROLLER or ERASURE
	To   complaint.Role `json:"to"`
	Rule RuleID         `json:"rule,omitempty"` // of a reminder
	Rung int            `json:"rung,omitempty"` // which rung of its ladder
	// Outcome is how the case ended, in the letter that tells it: the case may be
	// open again before the letter goes out.
	Outcome complaint.Outcome `json:"outcome,omitempty"`
}

// Event is one entry of a case's record.
type Event struct {
	Seq        int               `json:"seq"`
	Action     complaint.Action  `json:"action"`
	Transition string            `json:"transition,omitempty"` // T01-T37, or H.. for the house's own
	Actor      complaint.Actor   `json:"actor"`
	At         time.Time         `json:"at"`       // when it happened, case time
	Recorded   time.Time         `json:"recorded"` // when it was recorded, case time
	Facts      map[string]string `json:"facts,omitempty"`
	Key        string            `json:"key,omitempty"` // idempotency key of the act; finds its sealed details
	From       []complaint.Step  `json:"from,omitempty"`
	To         []complaint.Step  `json:"to,omitempty"`
	Letters    []Letter          `json:"letters,omitempty"`
	Late       time.Duration     `json:"late,omitempty"`  // case time by which a clock rang late
	Opens      *Opened           `json:"opens,omitempty"` // the case that the event opens, on its way to the record
}

// Act is one thing somebody does, or says has been done, on a case.
type Act struct {
	Key    string            `json:"key"` // idempotency key
	Action complaint.Action  `json:"action"`
	Actor  complaint.Actor   `json:"actor"`
	At     time.Time         `json:"at,omitzero"` // when it happened, case time; zero for now
	Facts  map[string]string `json:"facts,omitempty"`

	track complaint.Track // of the clock that acts; "" for people
}

// Steps returns the steps at which the case stands, in the order of the tracks;
// S5 for a closed case.
func (c *Case) Steps() []complaint.Step {
	var steps []complaint.Step
	for _, track := range complaint.Tracks {
		if s := c.open(track); s != nil {
			steps = append(steps, s.Step)
		}
	}
	if len(steps) == 0 {
		return []complaint.Step{complaint.S5}
	}
	return steps
}

// Closed reports whether no stage is open.
func (c *Case) Closed() bool { return !c.ClosedAt.IsZero() }

// At reports whether the case stands at the step.
func (c *Case) At(step complaint.Step) bool { return slices.Contains(c.Steps(), step) }

// pack returns the case's pack; every embedded pack stays in every release, so
// a running case always finds its own.
func (c *Case) pack() *Pack { return c.packBy(c.Pack) }

func (c *Case) packBy(ref PackRef) *Pack {
	if p := (*Pack)(c.Trial); p != nil && p.ID == ref.ID && p.Version == ref.Version {
		return p
	}
	p, err := Lookup(ref)
	if err != nil {
		panic(err)
	}
	return p
}

// Rule returns the rule by which a deadline of the case is counted: that of the
// case's pack, or of the one the case had before it was moved.
func (c *Case) Rule(d Deadline) *Rule { return c.rule(&d) }

func (c *Case) rule(d *Deadline) *Rule { return c.packBy(cmp.Or(d.Pack, c.Pack)).Rule(d.Rule) }

// open returns the open stage on a track, or nil.
func (c *Case) open(track complaint.Track) *Stage {
	for i := range c.Stages {
		if s := &c.Stages[i]; s.Track == track && s.Open() {
			return s
		}
	}
	return nil
}

// running returns the running deadline of a rule, or nil.
func (c *Case) running(rule RuleID) *Deadline {
	for i := range c.Deadlines {
		if d := &c.Deadlines[i]; d.Rule == rule && d.Status == complaint.Running {
			return d
		}
	}
	return nil
}

// last returns the latest deadline of a rule in any status, or nil.
func (c *Case) last(rule RuleID) *Deadline {
	for i := len(c.Deadlines) - 1; i >= 0; i-- {
		if c.Deadlines[i].Rule == rule {
			return &c.Deadlines[i]
		}
	}
	return nil
}

// Proven returns the proof of a guard or bar, and whether there is one.
func (c *Case) Proven(of string) (Proof, bool) {
	for _, p := range c.Proofs {
		if p.Of == of {
			return p, true
		}
	}
	return Proof{}, false
}

// HR reports whether the data is about an employee in the employment relationship.
func (c *Case) HR() bool { return c.Facts.DataClass == "HR" }

// Clone returns a copy that shares nothing that Apply or Wake change.
func (c *Case) Clone() Case {
	d := *c
	d.Stages, d.Deadlines, d.Proofs = slices.Clone(c.Stages), slices.Clone(c.Deadlines), slices.Clone(c.Proofs)
	d.Links, d.Conflicted, d.Undelivered = slices.Clone(c.Links), slices.Clone(c.Conflicted), slices.Clone(c.Undelivered)
	d.Papers, d.Arbitrators.Rankings = slices.Clone(c.Papers), slices.Clone(c.Arbitrators.Rankings)
	d.Siblings, d.Agents = slices.Clone(c.Siblings), slices.Clone(c.Agents)
	return d
}
