package law

import (
	"time"

	"recourse/complaint"
)

// Erasure is how far erasing a case has come. Erasing destroys what identifies the
// person; facts, events and dates stay.
type Erasure struct {
	Asked    int       `json:"asked,omitempty"`    // sequence of the event by which the person asked, until it is decided
	By       string    `json:"by,omitempty"`       // who has proposed it, until it is decided; staff identifier
	Approved bool      `json:"approved,omitempty"` // a second person agrees
	At       time.Time `json:"at,omitzero"`        // when the case was erased
	Ground   string    `json:"ground,omitempty"`   // by which rule: a code of complaint.ErasedBy
}

// erasures holds the acts that end the keeping of a case, for complaints and
// rights requests alike. Closed cases are kept for a time of the pack; a legal hold
// freezes all deletion (E22); a child's data goes without that time (E28).
var erasures = append(ofEither(everywhere, ofComplaints), ofEither(atAnyTime, ofRequests)...)

// ofEither makes the rows for cases of one kind.
func ofEither(always func(Transition) []Transition, of func([]Transition) []Transition) []Transition {
	list := always(Transition{
		ID: "H100", Action: complaint.ErasureRequested, If: when(notAskedToErase), Does: askToErase,
		Says: "The office decides, two people together, and tells the person. What is still under way, or must stay as proof, stays until its end.", Cite: "Rulebook section 9 (retention); N-EN, N-SV; GDPR Art. 17",
	})
	list = append(
		list,
		Transition{
			ID: "H101", From: steps(complaint.S5), Action: complaint.ErasureProposed, If: when(notHeldBack, notProposed), Does: func(c *Case, e *Event) { c.Erasure.By = e.Actor.ID },
			Says: "A second person decides: a privacy officer or a manager other than the one who proposes.", Cite: "Rulebook section 9 (retention); GDPR Art. 17(1)",
		},
		Transition{
			ID: "H102", From: steps(complaint.S5), Action: complaint.ErasureApproved, If: when(proposed, notHeldBack, secondPerson), Does: approveErasure,
			Says: "The person is told. Once every letter has left, the next nightly run destroys the key of the case: nobody can read again what was written in it. Number, dates and outcome stay.", Cite: "Rulebook section 9 (retention: delete or anonymise); N-EN, N-SV",
		},
	)
	list = append(list, always(Transition{
		ID: "H103", Action: complaint.ErasureRefused, If: when(undecided), Does: refuseErasure,
		Says: "The person is told what must stay and until when, and that the authority can be asked.", Cite: "Rulebook section 9 (retention; proof for enforcement bodies: III.11.a, II.7); GDPR Art. 17(3), Art. 12(4)",
	})...)
	list = append(
		list,
		Transition{
			ID: "H104", From: steps(complaint.S5), Action: complaint.CaseErased, If: when(erasedBy(complaint.ErasedByRetention), notHeldBack, ofNoChild, keptLongEnough), Does: erase,
			Says: "The time for keeping the case is over: what identifies the person is destroyed. Number, facts and events stay.", Cite: "Rulebook section 9 (retention); N-EN, N-SV",
		},
		Transition{
			ID: "H105", From: steps(complaint.S5), Action: complaint.CaseErased, If: when(erasedBy(complaint.ErasedOnRequest), notHeldBack, agreed), Does: erase,
			Says: "Two people have agreed to it: what identifies the person is destroyed. Number, facts and events stay.", Cite: "Rulebook section 9 (retention); GDPR Art. 17(1)",
		},
		Transition{
			ID: "H106", From: steps(complaint.S5), Action: complaint.CaseErased, If: when(erasedBy(complaint.ErasedUnder13), notHeldBack, ofChild, keptLongEnough), Does: erase,
			Says: "Data of a child under 13 is deleted without waiting for the time of other cases. Number, facts and events stay.", Cite: "E28; rulebook section 11 (children); N-EN, N-SV",
		},
	)
	return of(append(list, always(Transition{
		ID: "H107", Action: complaint.CaseErased, If: when(fact("again", "the register of destroyed keys says that the case was erased before", "true")), Does: erase,
		Says: "A restored backup does not bring the person back: what was destroyed is destroyed again.", Cite: "Rulebook section 9 (retention: backups are isolated until deletion); N-EN, N-SV",
	})...))
}

func ofComplaints(list []Transition) []Transition { return list }

// afterEnd are the acts that a case still knows when it can no longer be reopened,
// for as long as it is kept.
var afterEnd = []complaint.Action{
	complaint.ErasureRequested, complaint.ErasureProposed, complaint.ErasureApproved, complaint.ErasureRefused, complaint.CaseErased,
	complaint.HoldPlaced, complaint.HoldReleased,
}

// erasedRow finds the row by which a case was erased.
var erasedRow = map[string]string{complaint.ErasedByRetention: "H104", complaint.ErasedOnRequest: "H105", complaint.ErasedUnder13: "H106"}

// Erased reports whether what identifies the person has been destroyed, or is about
// to be.
func (c *Case) Erased() bool { return !c.Erasure.At.IsZero() }

// KeptUntil is the last day on which a closed case is kept: the time of its pack
// after closing. A child's data goes at once where no guardian complains, and
// otherwise with the time for reopening (E28). No date for an open case, which is
// kept, and for one that is erased.
func (c *Case) KeptUntil() complaint.Date {
	if !c.Closed() || c.Erased() {
		return complaint.Date{}
	}
	day := c.Facts.Place.Local(c.ClosedAt)
	switch {
	case !c.Facts.Under13:
		return c.pack().Rule(Retention).Count(day, c.Facts.Place).Due
	case c.Mandate != "GUARDIAN":
		return day
	default:
		return c.pack().Rule(Reopen).Count(day, c.Facts.Place).Due
	}
}

// ErasureDue is the rule by which the case is to be erased now, a code of
// complaint.ErasedBy; "" while it is kept.
func (c *Case) ErasureDue(now time.Time) string {
	over := c.Closed() && c.KeptUntil().Before(c.Facts.Place.Local(now))
	switch {
	case c.Erased() || c.Hold:
		return ""
	case c.Closed() && c.Erasure.Approved:
		return complaint.ErasedOnRequest
	case over && c.Facts.Under13:
		return complaint.ErasedUnder13
	case over:
		return complaint.ErasedByRetention
	}
	return ""
}

// The conditions of erasure.
var (
	notHeldBack     = Condition{Says: "no legal hold stands (E22): it freezes all deletion, for the reason on record with it", Holds: func(c *Case, _ Act) bool { return !c.Hold }}
	notAskedToErase = Condition{Says: "the person has not asked already and it is not approved", Holds: func(c *Case, _ Act) bool { return c.Erasure.Asked == 0 && !c.Erasure.Approved }}
	notProposed     = Condition{Says: "no proposal waits for its decision", Holds: func(c *Case, _ Act) bool { return c.Erasure.By == "" && !c.Erasure.Approved }}
	proposed        = Condition{Says: "an officer has proposed it", Holds: func(c *Case, _ Act) bool { return c.Erasure.By != "" }}
	undecided       = Condition{Says: "the person has asked for it or an officer has proposed it, and it is not approved", Holds: func(c *Case, _ Act) bool {
		return (c.Erasure.Asked > 0 || c.Erasure.By != "") && !c.Erasure.Approved
	}}
	secondPerson   = Condition{Says: "somebody other than who has proposed it decides (four eyes)", Holds: func(c *Case, a Act) bool { return c.Erasure.By != a.Actor.ID }}
	agreed         = Condition{Says: "the erasure is approved", Holds: func(c *Case, _ Act) bool { return c.Erasure.Approved }}
	ofChild        = Condition{Says: "it is about a child under 13", Holds: func(c *Case, _ Act) bool { return c.Facts.Under13 }}
	ofNoChild      = Condition{Says: "it is not about a child under 13 (E28)", Holds: func(c *Case, _ Act) bool { return !c.Facts.Under13 }}
	keptLongEnough = Condition{Says: "the time for keeping the case is over", Holds: func(c *Case, a Act) bool {
		return c.Closed() && c.KeptUntil().Before(c.Facts.Place.Local(a.At))
	}}
)

// erasedBy makes a condition on the rule by which a case is erased for the first
// time.
func erasedBy(ground string) Condition {
	return Condition{Says: "the rule is " + ground, OnFacts: true, Holds: func(_ *Case, a Act) bool { return a.Facts["ground"] == ground && a.Facts["again"] == "" }}
}

// askToErase notes that the person has asked, and tells the office.
func askToErase(c *Case, e *Event) {
	c.Erasure.Asked = e.Seq
	announce(c, e)
}

func approveErasure(c *Case, e *Event) {
	c.Erasure = Erasure{Approved: true}
	tellPerson(e)
}

func refuseErasure(c *Case, e *Event) {
	c.Erasure = Erasure{}
	tellPerson(e)
}

// tellPerson writes to the person whether their data will be erased.
func tellPerson(e *Event) {
	e.Letters = append(e.Letters, Letter{Code: ErasureLetter, To: complaint.Complainant})
}

// erasedExit ends what a restored backup shows as open.
const erasedExit = "ERASED"

// erase ends the case for good: no act follows and no clock rings. Only a restored
// backup can show such a case as open; it closes by what was decided till then, or
// as withdrawn.
func erase(c *Case, e *Event) {
	if !c.Closed() && (c.Result == "" || c.Result == complaint.Extended) {
		c.Result = complaint.Withdrawn
	}
	for _, track := range complaint.Tracks {
		c.end(c.open(track), erasedExit, e)
	}
	for i := range c.Deadlines {
		d := &c.Deadlines[i]
		switch {
		case d.Status == complaint.Running:
			c.stop(d, complaint.Cancelled, e)
		case !d.Quiet && d.Status == complaint.Missed:
			d.Quiet, d.Seq = true, e.Seq
		}
	}
	c.Erasure = Erasure{At: e.At, Ground: e.Facts["ground"]}
	c.Ended = true
}

// Destroyed is one entry of the register of destroyed keys.
type Destroyed struct {
	Seq    int64            `json:"seq"` // place in the register, from 1
	Number complaint.Number `json:"case_number"`
	Ground string           `json:"ground"` // a code of complaint.ErasedBy
	At     time.Time        `json:"at"`     // case time
}

// ClosedBefore is an instant before which a case must have closed to have been kept
// long enough by now, by any pack of this release; the case itself says exactly.
func ClosedBefore(now time.Time) time.Time {
	latest := time.Time{}
	for _, p := range packs {
		if t := p.Rule(Retention).before(now); t.After(latest) {
			latest = t
		}
	}
	return latest
}

// before goes back by the length of a period, at most.
func (r *Rule) before(now time.Time) time.Time {
	switch r.Unit {
	case Year:
		return now.AddDate(-r.N, 0, 1)
	case Month:
		return now.AddDate(0, -r.N, 1)
	default:
		return now.AddDate(0, 0, 1-r.N)
	}
}
