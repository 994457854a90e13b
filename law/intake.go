package law

import (
	"slices"
	"strings"
	"time"

	"recourse/complaint"
)

// intake is stage S0: anything that expresses dissatisfaction with the handling
// of personal data is received, and triaged by an officer. The 45 days run from
// receipt, not from triage (N-EN, N-SV, III.11.d.i).
var intake = []Transition{
	{
		ID: "T01", Action: complaint.ComplaintReceived, To: complaint.S0, Starts: clocks(D45, ACK), Tells: letters(complaint.N01),
		Says: "The case opens and the 45 days begin.", Cite: "III.11.d.i; N-EN and N-SV, step 1",
	},
	{
		ID: "T01", Action: complaint.ComplaintReceived, To: complaint.S0, Starts: clocks(D45, ACK), Tells: letters(complaint.N01), Alarms: true,
		If:   when(Condition{Says: "the complaint is about a child under 13", Holds: func(c *Case, _ Act) bool { return c.Facts.Under13 }}),
		Says: "The case opens and the 45 days begin. It is about a child under 13: the child's data is to be deleted, and only the guardian complains.", Cite: "E28; N-EN",
	},
	{
		ID: "T02", From: triage, Action: complaint.TriageAccepted,
		If: when(eligible, mandated, overdue), To: complaint.S1Overdue, Stops: clocks(ACK), Tells: letters(complaint.N02), Does: classify,
		Says: "The complaint is accepted; its answer is already overdue.", Cite: "Rulebook S0, E20",
	},
	{
		ID: "T02", From: triage, Action: complaint.TriageAccepted,
		If: when(eligible, mandated), To: complaint.S1, Stops: clocks(ACK), Tells: letters(complaint.N02), Does: classify,
		Says: "The company owes an answer within 45 days of receipt.", Cite: "Rulebook S0; III.11.d.i",
	},
	{
		ID: "T03", From: steps(complaint.S0), Action: complaint.TriageNeedsInfo, To: complaint.S0AwaitingInfo, Stops: clocks(ACK), Tells: letters(complaint.N03),
		Says: "The complainant is asked; the 45 days run on.", Cite: "Rulebook S0 (no pause)",
	},
	{
		ID: "H01", From: steps(complaint.S0AwaitingInfo), Action: complaint.InfoProvided, To: complaint.S0, Does: announce,
		Says: "Triage goes on.", Cite: "Rulebook S0, T03",
	},
	{
		ID: "H02", From: steps(complaint.S0), Action: complaint.AcknowledgmentSent,
		If: when(owed(ACK, "the acknowledgment is still owed")), Stops: clocks(ACK),
		Says: "The acknowledgment is on record.", Cite: "Rulebook S0 (acknowledgment)",
	},
	{
		ID: "H03", From: triage, Action: complaint.FrivolousProposed, Does: func(c *Case, e *Event) { c.Frivolous = e.Actor.ID },
		Says: "A second person must agree before the complaint can be refused as frivolous.", Cite: "E19; III.11.d",
	},
	{
		ID: "T04", From: triage, Action: complaint.TriageIneligible, If: when(twoForFrivolous, outsideIfSaid, agentIfSaid, anotherOfficer), Ends: "INELIGIBLE_{reason_code}",
		Stops: clocks(ACK), Tells: letters(complaint.N04), Does: refuse,
		Says: "The case closes; the complainant is told the reason, other routes and how to contest.", Cite: "Rulebook S0, E03, E06",
	},
	{
		ID: "T05", From: triage, Action: complaint.TriageProcessor, If: when(alsoController, classified, eligible, mandated, overdue),
		To: complaint.S1Overdue, Stops: clocks(ACK), Starts: clocks(Forward), Tells: letters(complaint.N05), Does: shared,
		Says: "The controller gets its part; the company's answer for its own is already overdue.", Cite: "Rulebook R6, E09, E20",
	},
	{
		ID: "T05", From: triage, Action: complaint.TriageProcessor, If: when(alsoController, classified, eligible, mandated),
		To: complaint.S1, Stops: clocks(ACK), Starts: clocks(Forward), Tells: letters(complaint.N05), Does: shared,
		Says: "The controller gets its part; the company answers for its own.", Cite: "Rulebook R6, E09",
	},
	{
		ID: "T05", From: triage, Action: complaint.TriageProcessor, If: when(processorOnly, mandated), To: complaint.S0Referred,
		Stops: clocks(ACK), Starts: clocks(Forward), Tells: letters(complaint.N05), Does: referred,
		Says: "The complaint goes to the controller within five business days, and the complainant is told at once. The case stays open until the controller acknowledges.", Cite: "Rulebook R6, E08; N-EN, N-SV",
	},
	{
		ID: "H90", From: steps(complaint.S0Referred), Action: complaint.ControllerAcknowledged, If: when(forwarded), Ends: "REFERRED_CONTROLLER", Does: outcome(complaint.ReferredController),
		Says: "The controller has taken the complaint over; the case closes.", Cite: "E08 (open until the controller acknowledges)",
	},
	{
		ID: "H91", From: steps(complaint.S0Referred), Action: complaint.ControllerRefused, To: complaint.S0, Stops: clocks(Forward), Does: notReferred,
		Says: "Triage goes on; the 45 days count from the original receipt.", Cite: "E08, E03 (original receipt date)",
	},
	{
		ID: "H33", From: triage, Action: complaint.TriageGeneral, If: when(notCovered, overdue), To: complaint.S1Overdue, Stops: clocks(ACK), Tells: letters(complaint.N02), Does: general,
		Says: "The complaint is answered as a general privacy case; its answer is already overdue.", Cite: "E06, R8; E20",
	},
	{
		ID: "H33", From: triage, Action: complaint.TriageGeneral, If: when(notCovered), To: complaint.S1, Stops: clocks(ACK), Tells: letters(complaint.N02), Does: general,
		Says: "The complaint is answered as a general privacy case within the same 45 days, as a courtesy. Recourse body, authority and arbitration are not for it.", Cite: "E06, R8",
	},
	{
		ID: "H35", From: steps(complaint.S5), Action: complaint.IneligibilityContested, If: when(foundIneligible, notContested, within12Months), Opens: complaint.S0, Does: contestWhenClosed,
		Says: "Another officer looks at the complaint again; the 45 days count from the original receipt.", Cite: "E03",
	},
	{
		ID: "H35", Action: complaint.IneligibilityContested, If: when(foundIneligible, notContested, companyDone, notBeyondAuthority), Opens: complaint.S0, Does: contest,
		Says: "Another officer looks at the complaint again beside the authority; the 45 days count from the original receipt.", Cite: "E03",
	},
	{
		ID: "T08", From: triage, Action: complaint.DuplicateFound, If: when(otherThan("surviving_case")), Ends: "MERGED_DUPLICATE",
		Stops: clocks(ACK), Tells: letters(complaint.N06), Does: func(c *Case, e *Event) { c.Result = complaint.MergedDuplicate; c.merge(e.Facts["surviving_case"]) },
		Says: "The older case goes on with the earlier receipt date.", Cite: "E10",
	},
}

// eligible is the residence gate: the EEA or Switzerland, now or when the data
// was transferred (N-EN, N-SV; E07), and where else the pack of the case reaches
// (R8; section 13, selection rule 4).
var eligible = Condition{
	Says:  "the complainant lives, or lived at the time, in the EEA or Switzerland or where else the pack reaches (else use triage.ineligible with NOT_EEA_CH)",
	Holds: func(c *Case, _ Act) bool { return c.Covered() },
}

// outsideIfSaid keeps the residence gate from shutting out people it lets in (E07).
var outsideIfSaid = Condition{
	Says:  "the complainant neither lives nor lived at the time in the EEA or Switzerland or where else the pack reaches, if that is the reason",
	Holds: func(c *Case, a Act) bool { return a.Facts["reason_code"] != "NOT_EEA_CH" || !c.Covered() },
}

// triage are the steps before the company has taken the complaint up.
var triage = steps(complaint.S0, complaint.S0AwaitingInfo)

// receipt returns the row by which a case of this kind is received.
func (c *Case) receipt() *Transition {
	rows := intake
	if c.IsRequest() {
		rows = requestReceipt
	}
	if c.Facts.Under13 {
		return &rows[1]
	}
	return &rows[0]
}

// notCovered is the contrary of eligible: a person whom no framework covers still
// gets an answer (E06).
var notCovered = Condition{
	Says:  "the complainant neither lives nor lived at the time in the EEA or Switzerland or where else the pack reaches (else use triage.accepted)",
	Holds: func(c *Case, _ Act) bool { return !c.Covered() },
}

// mandated keeps a complaint from being taken up for somebody who has not asked
// for it (E13). For a child under 13 only the guardian complains (E28).
var mandated = Condition{
	Says: "the mandate of whoever acts for the complainant is on record (mandate.recorded; else ask for it with triage.needs_info): a written authority (E13), or for a child under 13 that of the guardian (E28)",
	Holds: func(c *Case, _ Act) bool {
		if c.Facts.Under13 {
			return c.Mandate == "GUARDIAN"
		}
		return !c.Facts.Represented || c.Mandate != ""
	},
}

// agentIfSaid keeps an agent with a mandate from being refused for lack of one.
var agentIfSaid = Condition{
	Says: "somebody acts for the complainant and no mandate is on record, if that is the reason (E13)", OnFacts: true,
	Holds: func(c *Case, a Act) bool {
		return a.Facts["reason_code"] != "NO_AUTHORITY_OF_AGENT" || (c.Facts.Represented || c.Facts.Under13) && c.Mandate == ""
	},
}

// anotherOfficer has a contested finding looked at by somebody else (E03).
var anotherOfficer = Condition{
	Says:  "another officer than the one whose finding was contested finds the complaint ineligible again",
	Holds: func(c *Case, a Act) bool { return !c.Contested || a.Actor.ID != c.Ineligible },
}

var (
	foundIneligible = Condition{Says: "the complaint was found ineligible", Holds: func(c *Case, _ Act) bool { return c.Ineligible != "" && c.Result == complaint.Ineligible }}
	notContested    = Condition{Says: "the finding has not been contested before (the authority is open all the same)", Holds: func(c *Case, _ Act) bool { return !c.Contested }}
	// notBeyondAuthority keeps a complaint whose kind is not decided from coming
	// near arbitration.
	notBeyondAuthority = Condition{Says: "neither Commerce nor arbitrators have the complaint", Holds: func(c *Case, _ Act) bool {
		return !c.At(complaint.S34) && c.open(complaint.ArbitrationTrack) == nil
	}}
	forwarded = Condition{Says: "the complaint has been forwarded to the controller", Holds: func(c *Case, _ Act) bool { return !c.owed(Forward) }}
)

// refuse notes who found the complaint ineligible.
func refuse(c *Case, e *Event) { c.Result, c.Ineligible = complaint.Ineligible, e.Actor.ID }

// contest reopens triage with the original receipt date (E03).
func contest(c *Case, e *Event) {
	c.Contested, c.Withdrawn, c.Frivolous, c.Result = true, false, "", ""
	c.owedAgain(e)
	announce(c, e)
}

func contestWhenClosed(c *Case, e *Event) {
	c.unclose(e)
	contest(c, e)
}

// referred leaves the merits to the controller: the 45 days are not the company's
// (R6).
func referred(c *Case, e *Event) {
	c.Facts.Role = "PROCESSOR"
	tellController(e)
	for _, rule := range clocks(D45, Reopened, Late) {
		c.stop(c.running(rule), complaint.Cancelled, e)
	}
}

// tellController writes to the controller too (T05).
func tellController(e *Event) {
	e.Letters = append(e.Letters, Letter{Code: ControllerLetter, To: complaint.Controller})
}

// notReferred takes back a reference that the controller does not accept.
func notReferred(c *Case, e *Event) {
	c.Facts.Role = "CONTROLLER"
	c.owedAgain(e)
}

// owedAgain lets the period of the company's answer run on as if it had never
// stopped: its date stays that of the original receipt. Where it has passed
// already, the late answer gets a new date.
func (c *Case) owedAgain(e *Event) {
	d := c.answerDue()
	switch {
	case d == nil:
	case d.Status == complaint.Cancelled:
		d.Status, d.Ended, d.Quiet, d.Seq = complaint.Running, time.Time{}, false, e.Seq
		d.Fired = max(d.Fired, d.past(c.Rule(*d), c.Facts.Place, e.Recorded, false))
	case d.Status == complaint.Missed && d.Done.IsZero() && c.running(Late) == nil:
		d.Quiet, d.Seq = false, e.Seq
		c.start(Late, complaint.CompanyTrack, e)
	}
}

// general takes a complaint up as a courtesy (E06).
func general(c *Case, _ *Event) {
	c.General = true
	if c.Facts.DataClass == "UNDECIDED" {
		c.Facts.DataClass = "NON_HR"
	}
}

// The mixed role of E09: the company answers only for what it controls, and that
// part is classified as at any triage.
var (
	alsoController = fact("also_controller", "the company is also a controller", "true")
	classified     = fact("data_class", "data_class says whether the company's own part is employment data", "NON_HR", "HR")
	processorOnly  = Condition{
		Says: "the company is not also a controller", OnFacts: true,
		Holds: func(_ *Case, a Act) bool { return a.Facts["also_controller"] != "true" },
	}
)

// twoForFrivolous is the two-person rule of E19.
var twoForFrivolous = Condition{
	Says: "a second person has proposed to treat the complaint as frivolous (frivolous.proposed, by somebody else)",
	Holds: func(c *Case, a Act) bool {
		return a.Facts["reason_code"] != "FRIVOLOUS" || c.Frivolous != "" && c.Frivolous != a.Actor.ID
	},
}

// shared notes that the company is both controller and processor.
func shared(c *Case, e *Event) {
	classify(c, e)
	c.Facts.Role = "BOTH"
	tellController(e)
}

// classify takes over what the triage found. Employment data that has reached
// the recourse body meanwhile is in the wrong forum (E04).
func classify(c *Case, e *Event) {
	c.Facts.DataClass, c.ClassSeq = e.Facts["data_class"], e.Seq
	if c.HR() {
		c.end(c.open(complaint.RecourseTrack), "WRONG_FORUM", e)
	}
	if role := e.Facts["role"]; role != "" {
		c.Facts.Role = role
	}
	if e.Facts["grievance_procedure"] == "true" { // E05, as the bars are restated: it is an internal review
		c.prove("G1", e)
	}
	if principles := e.Facts["principles"]; principles != "" {
		c.Facts.Principles = strings.Split(principles, ",")
	}
}

// outcome notes what the case would end with if it closed now.
func outcome(o complaint.Outcome) func(*Case, *Event) {
	return func(c *Case, _ *Event) { c.Result = o }
}

// unlessDecided keeps what a body has found before, and else takes o.
func unlessDecided(o complaint.Outcome) func(*Case, *Event) {
	return func(c *Case, _ *Event) {
		if c.Result == "" {
			c.Result = o
		}
	}
}

// employed are the groups whose data is employment data unless there is a reason
// against it (R2, R5); that of all others, job seekers among them, is not (R1, R4).
var employed = []string{"EMPLOYEE", "CONTINGENT_WORKER"}

// unusualClass reports whether a classification departs from the default of the
// person's group.
func unusualClass(c *Case, a Act) bool {
	return (a.Facts["data_class"] == "HR") != slices.Contains(employed, c.Facts.PersonType)
}
