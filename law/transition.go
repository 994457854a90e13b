package law

import (
	"slices"
	"time"

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
	If     []Condition // all must hold
	To     complaint.Step
	Ends   string         // ends the stage with this exit; To, if set, is then entered
	Opens  complaint.Step // opened beside what is open
	Stops  []RuleID       // clocks whose duty is hereby done
	Starts []RuleID
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
var Table = slices.Concat(intake, response, recourse, authorityPath, arbitration, closing)

// rows finds the transitions of an act.
var rows = func() map[complaint.Action][]*Transition {
	m := map[complaint.Action][]*Transition{}
	for i := range Table {
		m[Table[i].Action] = append(m[Table[i].Action], &Table[i])
	}
	return m
}()

func steps(s ...complaint.Step) []complaint.Step { return s }
func clocks(r ...RuleID) []RuleID                { return r }
func letters(n ...complaint.Notice) []complaint.Notice {
	return n
}

func when(c ...Condition) []Condition { return c }

var (
	notHR = Condition{Says: "the data is not employment data (employment data goes to the authorities)", Holds: func(c *Case, _ Act) bool { return !c.HR() }}
	isHR  = Condition{Says: "the data is employment data", Holds: func(c *Case, _ Act) bool { return c.HR() }}

	approved = Condition{Says: "a privacy officer has approved the draft", Holds: func(c *Case, _ Act) bool { return c.Draft.Approved != "" }}
	drafted  = Condition{Says: "there is a draft answer", Holds: func(c *Case, _ Act) bool { return c.Draft.By != "" }}
	onTime   = Condition{Says: "the answer is in time", Holds: (*Case).inTime}

	noAuthorityYet = Condition{Says: "no authority has the complaint yet", Holds: func(c *Case, _ Act) bool {
		s := c.open(complaint.AuthorityTrack)
		return s == nil || s.Step == complaint.S3Offered
	}}
	noFTCYet      = Condition{Says: "the FTC does not have the complaint yet", Holds: func(c *Case, _ Act) bool { return c.open(complaint.FTCTrack) == nil }}
	noRecourseYet = Condition{Says: "the recourse body does not have the complaint yet", Holds: func(c *Case, _ Act) bool {
		s := c.open(complaint.RecourseTrack)
		return s == nil || s.Step == complaint.S2Offered
	}}
	noticeDelivered = Condition{Says: "the Notice has been delivered", Holds: func(c *Case, _ Act) bool { return !c.NoticeAt.IsZero() }}
	noNoticeYet     = Condition{Says: "no Notice has been delivered yet", Holds: func(c *Case, _ Act) bool { return c.NoticeAt.IsZero() }}
)

// fact makes a condition on one field of the act.
func fact(name, says string, values ...string) Condition {
	return Condition{Says: says, Holds: func(_ *Case, a Act) bool { return slices.Contains(values, a.Facts[name]) }, OnFacts: true}
}

// missed makes a condition on a deadline that has passed without its act.
func missed(rule RuleID, says string) Condition {
	return Condition{Says: says, Holds: func(c *Case, _ Act) bool {
		d := c.last(rule)
		return d != nil && d.Status == complaint.Missed && d.Done.IsZero()
	}}
}

// inTime reports whether an answer given at the act's instant keeps the 45 days
// (III.11.d.i), or after a reopening the date the officer set.
func (c *Case) inTime(a Act) bool {
	d := c.last(Reopened)
	if d == nil || !d.Done.IsZero() || d.Status == complaint.Met {
		d = c.last(D45)
	}
	return d != nil && !a.At.After(d.Instant.Add(time.Second-1))
}
