package law

import (
	"slices"

	"recourse/complaint"
)

// recourse is stage S2: the independent recourse mechanism, free of charge and
// binding on the company (N-EN, II.7.a). Never for employment data (III.9.d,
// invariant (i)). The body's own dates replace the planning figures. A complainant
// may go there from every place at which the company has had its chance, so that
// no step that arbitration asks for is ever out of reach.
var recourse = []Transition{
	{
		ID: "T16", From: answeredSteps, Action: complaint.IRMFiled, If: when(notHR, onPath, noRecourseYet), Ends: "NOT_SATISFIED", To: complaint.S21, Stops: clocks(SAT), Starts: clocks(IRM, IRMEligibility),
		Says: "The recourse body checks eligibility.", Cite: "N-EN step 2; II.7.a",
	},
	{
		ID: "T16", From: steps(complaint.S2Offered), Action: complaint.IRMFiled, If: when(notHR), To: complaint.S21, Stops: clocks(SAT), Starts: clocks(IRM, IRMEligibility),
		Says: "The recourse body checks eligibility.", Cite: "N-EN step 2; II.7.a",
	},
	{
		ID: "T16", From: steps(complaint.S1, complaint.S1Overdue), Action: complaint.IRMFiled, If: when(notHR, onPath, noRecourseYet), Opens: complaint.S21, Starts: clocks(IRM, IRMEligibility),
		Says: "The recourse body checks eligibility; the company still owes its answer.", Cite: "N-EN step 2; E14",
	},
	{
		ID: "T16", From: triage, Action: complaint.IRMFiled, If: when(notHR, onPath, noRecourseYet, companyLate), Opens: complaint.S21, Starts: clocks(IRM, IRMEligibility),
		Says: "The recourse body checks eligibility; the company still owes its answer.", Cite: "Rulebook S2 (entry: no timely acknowledgment, 45 days elapsed); N-EN step 2",
	},
	{
		ID: "T16", From: steps(complaint.S41), Action: complaint.IRMFiled, If: when(notHR, noRecourseYet, recourseUnused), Ends: "ARB_NOT_AVAILABLE", To: complaint.S21, Stops: clocks(SAT), Starts: clocks(IRM, IRMEligibility),
		Says: "The recourse body checks eligibility; arbitration is offered again when this step is done.", Cite: "T31; Annex I.C (guard G2)",
	},
	{
		ID: "T16", From: steps(complaint.S31, complaint.S34), Action: complaint.IRMFiled, If: when(notHR, noRecourseYet, companyDone, recourseUnused), Opens: complaint.S21, Starts: clocks(IRM, IRMEligibility),
		Says: "The recourse body checks eligibility beside the authority.", Cite: "N-EN step 2; Annex I.C (guard G2)",
	},
	{
		ID: "T17", From: steps(complaint.S21), Action: complaint.IRMEligible, To: complaint.S22, Stops: clocks(IRMEligibility), Starts: clocks(IRMConciliation),
		Says: "Conciliation begins.", Cite: "Rulebook S2.1",
	},
	{
		ID: "T17", From: steps(complaint.S21), Action: complaint.IRMIneligible, Ends: "IRM_INELIGIBLE", Stops: clocks(IRM, IRMEligibility), Does: backToCompany,
		Says: "The case goes back to the company's answer.", Cite: "Rulebook S2.1",
	},
	{
		ID: "T18", From: steps(complaint.S22), Action: complaint.IRMSettled, To: complaint.S24, Stops: clocks(IRM, IRMConciliation), Starts: clocks(IRMVerification), Proves: "B3",
		Does: func(c *Case, e *Event) { c.prove("G2", e); c.Result = complaint.Settled },
		Says: "The company performs; the settlement bars arbitration of the same violation.", Cite: "Rulebook S2.2; Annex I.C (bar B3)",
	},
	{
		ID: "T18", From: steps(complaint.S22), Action: complaint.IRMNoSettlement, To: complaint.S23, Stops: clocks(IRMConciliation), Starts: clocks(IRMReview),
		Says: "The recourse body reviews and decides.", Cite: "Rulebook S2.2",
	},
	{
		ID: "T19", From: steps(complaint.S23), Action: complaint.IRMDecision, If: when(fact("decision", "the decision asks the company to act", "UPHELD", "PARTLY_UPHELD")), To: complaint.S24,
		Stops: clocks(IRM, IRMReview), Starts: clocks(IRMVerification), Tells: letters(complaint.N11), Proves: "G2", Does: byDecision,
		Says: "The company must perform the decision.", Cite: "Rulebook S2.3; III.11.d",
	},
	{
		ID: "T19", From: steps(complaint.S23), Action: complaint.IRMDecision, To: complaint.S25, Stops: clocks(IRM, IRMReview), Starts: clocks(SAT), Tells: letters(complaint.N11), Proves: "G2", Does: byDecision,
		Says: "No duty to act; the complainant may go on to the authority.", Cite: "Rulebook S2.3",
	},
	{
		ID: "T20", From: steps(complaint.S24), Action: complaint.IRMPerformed, To: complaint.S25, Stops: clocks(IRMVerification), Starts: clocks(SAT),
		Says: "Performance is verified; the complainant may say whether this satisfies.", Cite: "Rulebook S2.4",
	},
	{
		ID: "T20", From: steps(complaint.S24), Action: complaint.IRMNonperformed, If: when(noFTCYet), To: complaint.S25, Opens: complaint.S35, Starts: clocks(SAT), Tells: letters(complaint.N12), Alarms: true, Does: unperformedDecision,
		Says: "The recourse body reports the company to the FTC and Commerce; the company risks removal from the list.", Cite: "III.11.d, III.11.f-g",
	},
	{
		ID: "T20", From: steps(complaint.S24), Action: complaint.IRMNonperformed, To: complaint.S25, Starts: clocks(SAT), Tells: letters(complaint.N12), Alarms: true, Does: unperformedDecision,
		Says: "The recourse body reports the company to the FTC, which has the case, and to Commerce.", Cite: "III.11.d, III.11.f-g",
	},
	{
		ID: "H30", From: steps(complaint.S25), Action: complaint.IRMPerformed, If: when(missed(IRMVerification, "performance was missed before")), Stops: clocks(IRMVerification),
		Says: "Late performance is on record; the breach stays.", Cite: "Rulebook S2.4; E14",
	},
	{
		ID: "H06", From: steps(complaint.S21, complaint.S22, complaint.S23), Action: complaint.IRMClosed, To: complaint.S25, Stops: clocks(IRM, IRMEligibility, IRMConciliation, IRMReview), Starts: clocks(SAT),
		Says: "The recourse body has closed its procedure without a decision.", Cite: "Rulebook S2 (IRM_WITHDRAWN, IRM_ABANDONED)",
	},
	{
		ID: "H07", From: steps(complaint.S25), Action: complaint.ComplainantSatisfied, Ends: "ACCEPTED_BY_COMPLAINANT", Stops: clocks(SAT), Does: unlessDecided(complaint.NoObjection),
		Says: "The recourse ends.", Cite: "Rulebook S2.5",
	},
	{
		ID: "H08", From: steps(complaint.S25), Action: complaint.TimerWindow, If: when(mayAnswer), Ends: "NO_OBJECTION", Does: unlessDecided(complaint.NoObjection),
		Says: "No objection within the window.", Cite: "Rulebook S2.5",
	},
	{
		ID: "H09", From: steps(complaint.S2Offered, complaint.S3Offered), Action: complaint.TimerWindow, If: when(mayAnswer), Ends: "NOT_PURSUED", Does: unlessDecided(complaint.UnansweredByComplainant),
		Says: "The complainant has not turned to the body within the window; the case can be reopened.", Cite: "Rulebook section 7 (UNANSWERED_BY_COMPLAINANT), E15",
	},
}

var recourseUnused = unproven("G2", "the recourse body has not ended its procedure before")

// companyLate is the ground on which a complainant need not wait for triage: no
// timely acknowledgment, or no answer within the 45 days.
var companyLate = Condition{Says: "the time for the acknowledgment or the answer has passed", Holds: func(c *Case, _ Act) bool {
	return slices.ContainsFunc(c.Deadlines, func(d Deadline) bool {
		return (d.Rule == ACK || d.Rule == D45 || d.Rule == Reopened) && d.Status == complaint.Missed
	})
}}

// backToCompany restores the satisfaction window when the company had answered
// before the recourse body declined; an answer still owed stays owed. Where there
// is nothing to go back to, the authority is the next step.
func backToCompany(c *Case, e *Event) {
	back := c.Answered
	switch {
	case c.open(complaint.CompanyTrack) != nil:
		return
	case back == "" && c.open(complaint.AuthorityTrack) != nil:
		return
	case back == "":
		back = complaint.S3Offered
		e.Letters = append(e.Letters, Letter{Code: string(complaint.N10), To: complaint.Complainant})
	}
	c.enter(back, e)
	c.start(SAT, back.Track(), e)
}

// byDecision is the outcome the recourse body's decision carries.
func byDecision(c *Case, e *Event) {
	c.Result = map[string]complaint.Outcome{
		"UPHELD": complaint.UpheldRemedied, "PARTLY_UPHELD": complaint.PartlyUpheldRemedied, "REJECTED": complaint.NotUpheld,
	}[e.Facts["decision"]]
}

// unperformedDecision notes the breach as soon as the body reports it; its ladder
// has nothing more to remind of.
func unperformedDecision(c *Case, e *Event) {
	if d := c.running(IRMVerification); d != nil {
		c.stop(d, complaint.Missed, e)
		d.Fired = len(c.Rule(*d).Ladder)
	}
	noncompliance(c, e)
}

// noncompliance notes the risk of removal from the list (III.11.g).
func noncompliance(c *Case, _ *Event) {
	c.Result, c.DelistRisk = complaint.NoncomplianceReported, true
}
