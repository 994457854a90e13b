package law

import (
	"fmt"
	"maps"
	"slices"

	"recourse/complaint"
)

// Opened is a case that an event of another case opens: a rights request out of a
// complaint (T06, T07), or a complaint about the answer to a request. The record
// writes it together with the event that opens it.
type Opened struct {
	Case  Case  `json:"case"`
	Event Event `json:"event"` // its first
}

// SiblingFact names, among the facts of an event, the other case of an opening.
const SiblingFact = "sibling"

// opensRights are the rows of a complaint by which a request opens beside it.
var opensRights = []Transition{
	{
		ID: "T06", From: triage, Action: complaint.TriageRightsOnly, If: when(named, mandated, canOpenRequest), Ends: "CONVERTED_RIGHTS_REQUEST", Stops: clocks(ACK), Does: convert,
		Says: "The complaint closes, since no grievance is left; a rights request with the original receipt date goes on in its place.", Cite: "T06; rulebook section 11",
	},
	{
		ID: "T07", From: triage, Action: complaint.TriageMixed, If: when(eligible, named, mandated, canOpenRequest, overdue),
		To: complaint.S1Overdue, Stops: clocks(ACK), Tells: letters(complaint.N02), Does: splitRight,
		Says: "The complaint is accepted, and its answer is already overdue; a rights request with the same receipt date opens beside it.", Cite: "T07; rulebook section 11; E20",
	},
	{
		ID: "T07", From: triage, Action: complaint.TriageMixed, If: when(eligible, named, mandated, canOpenRequest),
		To: complaint.S1, Stops: clocks(ACK), Tells: letters(complaint.N02), Does: splitRight,
		Says: "The complaint is accepted, and a rights request opens beside it: two clocks, the same receipt date.", Cite: "T07; rulebook section 11",
	},
}

// named keeps a report by nobody in particular from becoming a request.
var named = Condition{Says: "the complaint comes from a named person (E12)", Holds: func(c *Case, _ Act) bool { return !c.Facts.Anonymous }}

var (
	canOpenRequest   = canOpen(complaint.RightsRequest)
	canOpenComplaint = canOpen("")
)

// canOpen holds while the number of the case can be lengthened by another end.
func canOpen(kind string) Condition {
	return Condition{Says: "the case has not come out of more cases than its number can tell (else file anew)", Holds: func(c *Case, _ Act) bool {
		_, err := complaint.ParseNumber(string(c.nextOpened(kind)))
		return err == nil
	}}
}

// nextOpened is the number of the next case of a kind that this one opens.
func (c *Case) nextOpened(kind string) complaint.Number {
	for n := 1; ; n++ {
		if number := c.Number.Opened(kind, n); !slices.Contains(c.Siblings, number) {
			return number
		}
	}
}

func convert(c *Case, e *Event) {
	c.Result = complaint.ConvertedRightsRequest
	c.opens(c.Pack, c.asRequest(e.Facts["right"]), e)
}

func splitRight(c *Case, e *Event) {
	classify(c, e)
	c.opens(c.Pack, c.asRequest(e.Facts["right"]), e)
}

// asRequest is what the rules know of the complaint, as that of a request for a
// right: received when the complaint was.
func (c *Case) asRequest(right string) Facts {
	f := c.Facts
	f.Kind, f.Right, f.Principles, f.Role = complaint.RightsRequest, right, nil, "CONTROLLER"
	return f
}

// choiceRights are the rights whose refusal touches the principle of choice; that of
// all others touches access (rulebook, section 11).
var choiceRights = complaint.Vocabulary{"CHOICE", "MARKETING_OPT_OUT", "CONSENT_WITHDRAWAL", "RESTRICTION", "OBJECTION"}

// complain opens a complaint about the answer, or about its absence, with a
// receipt date of its own.
func complain(c *Case, e *Event) {
	c.Complained = true
	f := c.Facts
	f.Kind, f.Right, f.ReceivedAt, f.DataClass, f.Role, f.Principles = "", "", e.At, "UNDECIDED", "CONTROLLER", []string{"ACCESS"}
	if choiceRights.Has(c.Facts.Right) {
		f.Principles = []string{"CHOICE"}
	}
	if e.Actor.Role == complaint.Complainant || e.Actor.Role == complaint.Representative {
		f.Channel = "WEB_FORM"
	}
	pack := Select(f)
	f.Place = placeOf(f.Channel, f.Residence, pack.covers(f.Residence, f))
	c.opens(pack.Ref(), f, e)
	announce(c, e)
}

// opens opens a sibling. Who may act for the person and who must not act on the
// case holds for both.
func (c *Case) opens(pack PackRef, facts Facts, e *Event) {
	sibling := Case{Number: c.nextOpened(facts.Kind), Pack: pack, Facts: facts, Siblings: []complaint.Number{c.Number}, Mandate: c.Mandate, Conflicted: slices.Clone(c.Conflicted), Deceased: c.Deceased, Heirs: c.Heirs, Hold: c.Hold}
	row := sibling.receipt()
	first := sibling.apply(row, Act{
		Key: fmt.Sprintf("opened/%s/%d", c.Number, e.Seq), Action: row.Action, Actor: e.Actor, At: facts.ReceivedAt,
		Facts: map[string]string{SiblingFact: string(c.Number)},
	}, e.Recorded)
	c.Siblings = append(c.Siblings, sibling.Number)
	e.Opens = &Opened{sibling, first}
	said := e.Facts // the act's own, which stay as they came
	e.Facts = map[string]string{SiblingFact: string(sibling.Number)}
	maps.Copy(e.Facts, said)
}
