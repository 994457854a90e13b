package law

import (
	"slices"

	"recourse/complaint"
)

// Transition is one row of the table of section 6 of the rulebook: from which
// step, by which act, under which conditions, to which step, with which clocks
// and letters. Rows numbered T are the rulebook's; rows numbered H are this
// house's, and each names the passage that asks for it.
type Transition struct {
	ID     string
	From   []complaint.Step // any of these must be open; nil for any open stage
	Action complaint.Action
	Of     string      // kind of case that the row is for: "" for complaints
	If     []Condition // all must hold
	To     complaint.Step
	Ends   string         // ends the stage with this exit, {field} filled in from the act; To, if set, is then entered
	Opens  complaint.Step // opened beside what is open
	Stops  []RuleID       // clocks whose duty is hereby done
	Starts []RuleID       // clocks on the track of To, else of Opens, else of the stage it starts from
	Tells  []complaint.Notice
	Alarms bool   // managers and privacy officers are told at once
	Proves string // a guard or bar of arbitration
	Says   string // the consequence, for people
	Cite   string
	Does   func(*Case, *Event) // what the columns cannot say
}

// Condition is a guard with the words that say what must hold.
type Condition struct {
	Says    string
	Holds   func(*Case, Act) bool
	OnFacts bool // depends on the fields of the act, not on the case alone
}

// Table is every transition, in the order of the path. Among rows of one act the
// first whose step is open and whose conditions hold decides.
var Table = slices.Concat(intake, response, recourse, authorityPath, arbitration, closing, circumstances, moving, opensRights, rights, representation, erasures)

// rows finds the transitions of an act.
var rows = func() map[complaint.Action][]*Transition {
	m := map[complaint.Action][]*Transition{}
	for i := range Table {
		m[Table[i].Action] = append(m[Table[i].Action], &Table[i])
	}
	return m
}()

// rowsOfKind finds those for cases of one kind.
var rowsOfKind = func() map[kindOfRow][]*Transition {
	m := map[kindOfRow][]*Transition{}
	for i := range Table {
		key := kindOfRow{Table[i].Of, Table[i].Action}
		m[key] = append(m[key], &Table[i])
	}
	return m
}()

// kindOfRow is the kind of case that a row is for, and its act.
type kindOfRow struct {
	kind   string
	action complaint.Action
}

func steps(s ...complaint.Step) []complaint.Step { return s }
func clocks(r ...RuleID) []RuleID                { return r }
func letters(n ...complaint.Notice) []complaint.Notice {
	return n
}

func when(c ...Condition) []Condition { return c }

var (
	notHR = Condition{Says: "the data is not employment data (employment data goes to the authorities)", Holds: func(c *Case, _ Act) bool { return !c.HR() }}
	isHR  = Condition{Says: "the data is employment data", Holds: func(c *Case, _ Act) bool { return c.HR() }}
	// panelNotCompetent waits for triage, so that a case never comes near
	// arbitration and then turns out to be about employment data.
	panelNotCompetent = Condition{Says: "triage has found that the data is not employment data", Holds: func(c *Case, _ Act) bool {
		return !c.authorityDecides(c.pack()) && !slices.ContainsFunc(triage, c.At)
	}}
	panelCompetent = Condition{Says: "the data is employment data, or the company has chosen the authorities", Holds: func(c *Case, _ Act) bool { return c.authorityDecides(c.pack()) }}

	// onPath keeps what is no complaint under a framework off the path (E06, E12).
	onPath = Condition{Says: "the complaint is on the path: it comes from a named person whom a framework covers (E06, E07, E12)", Holds: func(c *Case, _ Act) bool { return !c.offPath() }}

	approved = Condition{Says: "a privacy officer has approved the draft", Holds: func(c *Case, _ Act) bool { return c.Draft.Approved != "" }}
	drafted  = Condition{Says: "there is a draft answer", Holds: func(c *Case, _ Act) bool { return c.Draft.By != "" }}
	onTime   = Condition{Says: "the answer is in time", Holds: (*Case).inTime}
	overdue  = Condition{Says: "the time for the answer has passed", Holds: func(c *Case, _ Act) bool {
		d := c.answerDue()
		return d != nil && d.Status == complaint.Missed && d.Done.IsZero()
	}}

	noAuthorityYet = Condition{Says: "no authority has the complaint yet", Holds: func(c *Case, _ Act) bool {
		s := c.open(complaint.AuthorityTrack)
		return s == nil || s.Step == complaint.S3Offered
	}}
	recourseOpen  = Condition{Says: "the recourse body has the complaint", Holds: func(c *Case, _ Act) bool { return c.open(complaint.RecourseTrack) != nil }}
	authorityOpen = Condition{Says: "the authority has the complaint", Holds: func(c *Case, _ Act) bool { return c.open(complaint.AuthorityTrack) != nil }}
	furtherOpen   = Condition{Says: "an authority has the complaint, or arbitration is open", Holds: func(c *Case, _ Act) bool {
		return c.open(complaint.AuthorityTrack) != nil || c.open(complaint.ArbitrationTrack) != nil
	}}
	noFTCYet      = Condition{Says: "the FTC does not have the complaint yet", Holds: func(c *Case, _ Act) bool { return c.open(complaint.FTCTrack) == nil }}
	noRecourseYet = Condition{Says: "the recourse body does not have the complaint yet", Holds: func(c *Case, _ Act) bool {
		s := c.open(complaint.RecourseTrack)
		return s == nil || s.Step == complaint.S2Offered
	}}
	companyDone = Condition{Says: "the company's part has ended and no settlement is being performed", Holds: func(c *Case, _ Act) bool {
		return c.open(complaint.CompanyTrack) == nil && c.open(complaint.SettlementTrack) == nil
	}}
	settlementOpen  = Condition{Says: "a settlement is being performed", Holds: func(c *Case, _ Act) bool { return c.open(complaint.SettlementTrack) != nil }}
	noSettlementYet = Condition{Says: "no settlement is being performed", Holds: func(c *Case, _ Act) bool { return c.open(complaint.SettlementTrack) == nil }}
	noticeDelivered = Condition{Says: "the Notice has been delivered", Holds: func(c *Case, _ Act) bool { return c.noticed() }}
	noNoticeYet     = Condition{Says: "no Notice has been delivered yet", Holds: func(c *Case, _ Act) bool { return !c.noticed() }}
	notWithdrawn    = Condition{Says: "the complaint has not been withdrawn", Holds: func(c *Case, _ Act) bool { return !c.Withdrawn }}
)

// noticed reports whether the Notice of the arbitration that is open has been
// delivered: at S4.2 the complainant may still be thinking it over.
func (c *Case) noticed() bool {
	s := c.open(complaint.ArbitrationTrack)
	return s != nil && s.Step != complaint.S41 && (s.Step != complaint.S42 || c.NoticeSeq >= s.Opened)
}

// fact makes a condition on one field of the act.
func fact(name, says string, values ...string) Condition {
	return Condition{Says: says, Holds: func(_ *Case, a Act) bool { return slices.Contains(values, a.Facts[name]) }, OnFacts: true}
}

// proven makes a condition on a guard or bar that the record shows.
func proven(of, says string) Condition {
	return Condition{Says: says, Holds: func(c *Case, _ Act) bool { _, ok := c.Proven(of); return ok }}
}

// unproven is the contrary of proven.
func unproven(of, says string) Condition {
	return Condition{Says: says, Holds: func(c *Case, _ Act) bool { _, ok := c.Proven(of); return !ok }}
}

// missed makes a condition on a deadline that has passed without its act.
func missed(rule RuleID, says string) Condition {
	return Condition{Says: says, Holds: func(c *Case, _ Act) bool {
		d := c.last(rule)
		return d != nil && d.Status == complaint.Missed && d.Done.IsZero()
	}}
}

// owed makes a condition on a duty that is not done, in time or not.
func owed(rule RuleID, says string) Condition {
	return Condition{Says: says, Holds: func(c *Case, _ Act) bool { return c.owed(rule) }}
}

func (c *Case) owed(rule RuleID) bool {
	d := c.last(rule)
	return d != nil && (d.Status == complaint.Running || d.Status == complaint.Missed && d.Done.IsZero())
}

// answerDue returns the period that governs the company's answer: the 45 days
// (III.11.d.i), or after a reopening the date the officer set, which never uses
// the old 45 days again (T37).
func (c *Case) answerDue() *Deadline {
	if d := c.last(Reopened); d != nil {
		return d
	}
	return c.last(D45)
}

// inTime reports whether an answer given at the act's instant is in time.
func (c *Case) inTime(a Act) bool {
	d := c.answerDue()
	return d != nil && !d.over(a.At)
}
