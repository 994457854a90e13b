package law

import (
	"slices"
	"strings"

	"recourse/complaint"
)

// response is stage S1: the company answers within 45 days of receipt (N-EN,
// N-SV, III.11.d.i). No pause and no extension exists. A late answer is still
// owed after the complaint has gone on to another body (E14).
var response = []Transition{
	{
		ID: "H04", From: steps(complaint.S1, complaint.S1Overdue), Action: complaint.ResponseDrafted, If: when(forAReport), Does: draft,
		Says: "A privacy officer can approve the draft.", Cite: "Rulebook S1 (a valid response)",
	},
	{
		ID: "H05", From: steps(complaint.S1, complaint.S1Overdue), Action: complaint.ResponseApproved, If: when(drafted, notTheDrafter), Does: approve,
		Says: "The answer can be sent.", Cite: "Rulebook S1 (approver signs)",
	},
	{
		ID: "T09", From: steps(complaint.S1, complaint.S1Overdue), Action: complaint.ResponseSent, If: when(approved, sentAfterApproval, onTime), To: complaint.S1Responded,
		Stops: clocks(D45, Reopened, Late), Starts: clocks(SAT), Tells: letters(complaint.N07), Proves: "G1", Does: answered,
		Says: "The 45 days are kept; the complainant has 30 days to say whether the answer satisfies.", Cite: "III.11.d.i",
	},
	{
		ID: "T10", From: steps(complaint.S1, complaint.S1Overdue), Action: complaint.ResponseSent, If: when(approved, sentAfterApproval), To: complaint.S1RespondedLte,
		Stops: clocks(D45, Reopened, Late), Starts: clocks(SAT), Tells: letters(complaint.N07), Proves: "G1", Does: answered,
		Says: "The breach stays on record; the answer carries an apology.", Cite: "III.11.d.i; E14",
	},
	{
		ID: "T11", From: steps(complaint.S1), Action: complaint.TimerD45, To: complaint.S1Overdue, Starts: clocks(Late), Tells: letters(complaint.N08), Proves: "G1",
		Says: "Breach. The roads to the recourse body and the authority are open; the duty to answer remains.", Cite: "III.11.d.i; N-EN step 2",
	},
	{
		ID: "T11", From: triage, Action: complaint.TimerD45, Starts: clocks(Late), Tells: letters(complaint.N08), Proves: "G1",
		Says: "Breach before triage. The roads to the recourse body and the authority are open.", Cite: "III.11.d.i; E20",
	},
	{
		ID: "T12", From: answeredSteps, Action: complaint.ComplainantSatisfied, Ends: "ACCEPTED_BY_COMPLAINANT", Stops: clocks(SAT), Does: byFinding,
		Says: "The company's part ends.", Cite: "Rulebook S1",
	},
	{
		ID: "H34", From: answeredSteps, Action: complaint.ComplainantNotSatisfied, If: when(beyondPath), Ends: "NOT_SATISFIED", Stops: clocks(SAT), Does: byFinding,
		Says: "The company's part ends. Recourse body, authority and arbitration are not for this complaint; the FTC takes complaints from everybody.", Cite: "E06, E12",
	},
	{
		ID: "T13", From: answeredSteps, Action: complaint.ComplainantNotSatisfied, If: when(notHR, recourseOpen), Ends: "NOT_SATISFIED", Stops: clocks(SAT),
		Says: "The company's part ends; the recourse body has the complaint already.", Cite: "N-EN step 2; E14",
	},
	{
		ID: "T13", From: answeredSteps, Action: complaint.ComplainantNotSatisfied, If: when(notHR, recourseUsed, furtherOpen), Ends: "NOT_SATISFIED", Stops: clocks(SAT),
		Says: "The company's part ends; the recourse body has decided, and the complaint is further on its way.", Cite: "Rulebook section 3 (order of bodies); E14",
	},
	{
		ID: "T13", From: answeredSteps, Action: complaint.ComplainantNotSatisfied, If: when(notHR, recourseUsed, commerceUsed), Ends: "NOT_SATISFIED", To: complaint.S41, Stops: clocks(SAT), Starts: clocks(SAT), Tells: letters(complaint.N13),
		Says: "The recourse body and Commerce have had the complaint; arbitration may be open.", Cite: "Annex I.C; E14",
	},
	{
		ID: "T13", From: answeredSteps, Action: complaint.ComplainantNotSatisfied, If: when(notHR, recourseUsed), Ends: "NOT_SATISFIED", To: complaint.S3Offered, Stops: clocks(SAT), Starts: clocks(SAT), Tells: letters(complaint.N10),
		Says: "The recourse body has decided already; the complainant may go to the authority.", Cite: "Rulebook section 3 (order of bodies); E14",
	},
	{
		ID: "T13", From: answeredSteps, Action: complaint.ComplainantNotSatisfied, If: when(notHR), Ends: "NOT_SATISFIED", To: complaint.S2Offered, Stops: clocks(SAT), Starts: clocks(SAT), Tells: letters(complaint.N09),
		Says: "The complainant may go to the independent recourse mechanism, free of charge.", Cite: "N-EN step 2; II.7.a",
	},
	{
		ID: "T14", From: answeredSteps, Action: complaint.ComplainantNotSatisfied, If: when(isHR, authorityOpen), Ends: "NOT_SATISFIED", Stops: clocks(SAT),
		Says: "The company's part ends; the authority has the complaint already.", Cite: "III.9.d; E14",
	},
	{
		ID: "T14", From: answeredSteps, Action: complaint.ComplainantNotSatisfied, If: when(isHR), Ends: "NOT_SATISFIED", To: complaint.S3Offered, Stops: clocks(SAT), Starts: clocks(SAT), Tells: letters(complaint.N10),
		Says: "The complainant may go to the authority where the employee works.", Cite: "III.9.d",
	},
	{
		ID: "T15", From: answeredSteps, Action: complaint.TimerWindow, If: when(mayAnswer), Ends: "NO_OBJECTION", Does: unlessDecided(complaint.NoObjection),
		Says: "No objection within the window.", Cite: "Rulebook S1 (satisfaction window)",
	},
}

var (
	recourseUsed = proven("G2", "the recourse body has ended its procedure")
	commerceUsed = proven("G3", "Commerce has had the complaint and its time")
)

var answeredSteps = steps(complaint.S1Responded, complaint.S1RespondedLte)

var notTheDrafter = Condition{Says: "the approver is not the person who drafted the answer", Holds: func(c *Case, a Act) bool { return a.Actor.ID != c.Draft.By }}

var sentAfterApproval = Condition{Says: "the answer went out after its approval", Holds: func(c *Case, a Act) bool { return !a.At.Before(c.Draft.ApprovedAt) }}

// systemicRemedies are what a report can bring about without anybody being known
// (E12: no individual remedy).
var systemicRemedies = []string{"EXPLANATION", "PROCESS_CHANGED", "AGENT_INSTRUCTED", "NONE"}

var forAReport = Condition{
	Says: "an anonymous report gets no individual remedy, only " + strings.Join(systemicRemedies, ", ") + " (E12)", OnFacts: true,
	Holds: func(c *Case, a Act) bool {
		return !c.Facts.Anonymous || !slices.ContainsFunc(strings.Split(a.Facts["remedies"], ","), func(r string) bool { return !slices.Contains(systemicRemedies, r) })
	},
}

// draft notes who drafted which finding; a new draft voids an approval.
func draft(c *Case, e *Event) {
	c.Draft = Draft{By: e.Actor.ID, Finding: e.Facts["finding"], Seq: e.Seq}
}

func approve(c *Case, e *Event) { c.Draft.Approved, c.Draft.ApprovedAt = e.Actor.ID, e.At }

// answered remembers how the company answered, for the way back from the
// recourse body.
func answered(c *Case, e *Event) { c.Answered = e.To[0] }

// byFinding is the outcome that the company's own finding carries, unless a body
// has decided meanwhile.
func byFinding(c *Case, e *Event) {
	found := map[string]complaint.Outcome{"SUBSTANTIATED": complaint.UpheldRemedied, "PARTLY": complaint.PartlyUpheldRemedied}[c.Draft.Finding]
	if found == "" {
		found = complaint.NotUpheld
	}
	unlessDecided(found)(c, e)
}
