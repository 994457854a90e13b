package law

import (
	"strings"

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
		ID: "T02", From: steps(complaint.S0, complaint.S0AwaitingInfo), Action: complaint.TriageAccepted,
		If: when(eligible, overdue), To: complaint.S1Overdue, Stops: clocks(ACK), Tells: letters(complaint.N02), Does: classify,
		Says: "The complaint is accepted; its answer is already overdue.", Cite: "Rulebook S0, E20",
	},
	{
		ID: "T02", From: steps(complaint.S0, complaint.S0AwaitingInfo), Action: complaint.TriageAccepted,
		If: when(eligible), To: complaint.S1, Stops: clocks(ACK), Tells: letters(complaint.N02), Does: classify,
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
		ID: "H03", From: steps(complaint.S0, complaint.S0AwaitingInfo), Action: complaint.FrivolousProposed, Does: func(c *Case, e *Event) { c.Frivolous = e.Actor.ID },
		Says: "A second person must agree before the complaint can be refused as frivolous.", Cite: "E19; III.11.d",
	},
	{
		ID: "T04", From: steps(complaint.S0, complaint.S0AwaitingInfo), Action: complaint.TriageIneligible, If: when(twoForFrivolous, outsideIfSaid), Ends: "INELIGIBLE_{reason_code}",
		Stops: clocks(ACK), Tells: letters(complaint.N04), Does: outcome(complaint.Ineligible),
		Says: "The case closes; the complainant is told the reason, other routes and how to contest.", Cite: "Rulebook S0, E03, E06",
	},
	{
		ID: "T05", From: steps(complaint.S0, complaint.S0AwaitingInfo), Action: complaint.TriageProcessor, If: when(alsoController, classified, eligible, overdue),
		To: complaint.S1Overdue, Stops: clocks(ACK), Tells: letters(complaint.N05), Does: shared,
		Says: "The controller gets its part; the company's answer for its own is already overdue.", Cite: "Rulebook R6, E09, E20",
	},
	{
		ID: "T05", From: steps(complaint.S0, complaint.S0AwaitingInfo), Action: complaint.TriageProcessor, If: when(alsoController, classified, eligible),
		To: complaint.S1, Stops: clocks(ACK), Tells: letters(complaint.N05), Does: shared,
		Says: "The controller gets its part; the company answers for its own.", Cite: "Rulebook R6, E09",
	},
	{
		ID: "T05", From: steps(complaint.S0, complaint.S0AwaitingInfo), Action: complaint.TriageProcessor, If: when(processorOnly), Ends: "REFERRED_CONTROLLER",
		Stops: clocks(ACK), Tells: letters(complaint.N05), Does: func(c *Case, e *Event) { c.Facts.Role = "PROCESSOR"; outcome(complaint.ReferredController)(c, e) },
		Says: "The complaint goes to the controller; the complainant is told at once.", Cite: "Rulebook R6, E08; N-EN, N-SV",
	},
	{
		ID: "T08", From: steps(complaint.S0, complaint.S0AwaitingInfo), Action: complaint.DuplicateFound, If: when(anotherCase), Ends: "MERGED_DUPLICATE",
		Stops: clocks(ACK), Tells: letters(complaint.N06), Does: outcome(complaint.MergedDuplicate),
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

// anotherCase keeps a case from being merged into itself.
var anotherCase = Condition{
	Says: "the case that goes on is another one", OnFacts: true,
	Holds: func(c *Case, a Act) bool { return a.Facts["surviving_case"] != string(c.Number) },
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
}

// classify takes over what the triage found. Employment data that has reached
// the recourse body meanwhile is in the wrong forum (E04).
func classify(c *Case, e *Event) {
	c.Facts.DataClass = e.Facts["data_class"]
	if c.HR() {
		c.end(c.open(complaint.RecourseTrack), "WRONG_FORUM", e)
	}
	if role := e.Facts["role"]; role != "" {
		c.Facts.Role = role
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
