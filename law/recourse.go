package law

import "recourse/complaint"

// recourse is stage S2: the independent recourse mechanism, free of charge and
// binding on the company (N-EN, II.7.a). Never for employment data (III.9.d,
// invariant (i)). The body's own dates replace the planning figures.
var recourse = []Transition{
	{ID: "T16", From: answeredSteps, Action: complaint.IRMFiled, If: when(notHR, noRecourseYet), Ends: "NOT_SATISFIED", To: complaint.S21, Stops: clocks(SAT), Starts: clocks(IRM, IRMEligibility),
		Says: "The recourse body checks eligibility.", Cite: "N-EN step 2; II.7.a"},
	{ID: "T16", From: steps(complaint.S2Offered), Action: complaint.IRMFiled, If: when(notHR), To: complaint.S21, Stops: clocks(SAT), Starts: clocks(IRM, IRMEligibility),
		Says: "The recourse body checks eligibility.", Cite: "N-EN step 2; II.7.a"},
	{ID: "T16", From: steps(complaint.S1, complaint.S1Overdue), Action: complaint.IRMFiled, If: when(notHR, noRecourseYet), Opens: complaint.S21, Starts: clocks(IRM, IRMEligibility),
		Says: "The recourse body checks eligibility; the company still owes its answer.", Cite: "N-EN step 2; E14"},
	{ID: "T17", From: steps(complaint.S21), Action: complaint.IRMEligible, To: complaint.S22, Stops: clocks(IRMEligibility), Starts: clocks(IRMConciliation),
		Says: "Conciliation begins.", Cite: "Rulebook S2.1"},
	{ID: "T17", From: steps(complaint.S21), Action: complaint.IRMIneligible, Ends: "IRM_INELIGIBLE", Stops: clocks(IRM, IRMEligibility), Does: backToCompany,
		Says: "The case goes back to the company's answer.", Cite: "Rulebook S2.1"},
	{ID: "T18", From: steps(complaint.S22), Action: complaint.IRMSettled, To: complaint.S24, Stops: clocks(IRM, IRMConciliation), Starts: clocks(IRMVerification), Proves: "B3",
		Does: func(c *Case, e *Event) { c.prove("G2", e); c.Result = complaint.Settled },
		Says: "The company performs; the settlement bars arbitration of the same violation.", Cite: "Rulebook S2.2; Annex I.C (bar B3)"},
	{ID: "T18", From: steps(complaint.S22), Action: complaint.IRMNoSettlement, To: complaint.S23, Stops: clocks(IRMConciliation), Starts: clocks(IRMReview),
		Says: "The recourse body reviews and decides.", Cite: "Rulebook S2.2"},
	{ID: "T19", From: steps(complaint.S23), Action: complaint.IRMDecision, If: when(fact("decision", "the decision asks the company to act", "UPHELD", "PARTLY_UPHELD")), To: complaint.S24,
		Stops: clocks(IRM, IRMReview), Starts: clocks(IRMVerification), Tells: letters(complaint.N11), Proves: "G2", Does: byDecision,
		Says: "The company must perform the decision.", Cite: "Rulebook S2.3; III.11.d"},
	{ID: "T19", From: steps(complaint.S23), Action: complaint.IRMDecision, To: complaint.S25, Stops: clocks(IRM, IRMReview), Starts: clocks(SAT), Tells: letters(complaint.N11), Proves: "G2", Does: byDecision,
		Says: "No duty to act; the complainant may go on to the authority.", Cite: "Rulebook S2.3"},
	{ID: "T20", From: steps(complaint.S24), Action: complaint.IRMPerformed, To: complaint.S25, Stops: clocks(IRMVerification), Starts: clocks(SAT),
		Says: "Performance is verified; the complainant may say whether this satisfies.", Cite: "Rulebook S2.4"},
	{ID: "T20", From: steps(complaint.S24), Action: complaint.IRMNonperformed, If: when(noFTCYet), To: complaint.S25, Opens: complaint.S35, Starts: clocks(SAT), Tells: letters(complaint.N12), Alarms: true, Does: noncompliance,
		Says: "The recourse body reports the company to the FTC and Commerce; the company risks removal from the list.", Cite: "III.11.d, III.11.f-g"},
	{ID: "T20", From: steps(complaint.S24), Action: complaint.IRMNonperformed, To: complaint.S25, Starts: clocks(SAT), Tells: letters(complaint.N12), Alarms: true, Does: noncompliance,
		Says: "The recourse body reports the company to the FTC, which has the case, and to Commerce.", Cite: "III.11.d, III.11.f-g"},
	{ID: "H06", From: steps(complaint.S21, complaint.S22, complaint.S23), Action: complaint.IRMClosed, To: complaint.S25, Stops: clocks(IRM, IRMEligibility, IRMConciliation, IRMReview), Starts: clocks(SAT),
		Says: "The recourse body has closed its procedure without a decision.", Cite: "Rulebook S2 (IRM_WITHDRAWN, IRM_ABANDONED)"},
	{ID: "H07", From: steps(complaint.S25), Action: complaint.ComplainantSatisfied, Ends: "ACCEPTED_BY_COMPLAINANT", Stops: clocks(SAT), Does: unlessDecided(complaint.NoObjection),
		Says: "The recourse ends.", Cite: "Rulebook S2.5"},
	{ID: "H08", From: steps(complaint.S25), Action: complaint.TimerWindow, Ends: "NO_OBJECTION", Does: unlessDecided(complaint.NoObjection),
		Says: "No objection within the window.", Cite: "Rulebook S2.5"},
	{ID: "H09", From: steps(complaint.S2Offered, complaint.S3Offered), Action: complaint.TimerWindow, Ends: "NOT_PURSUED", Does: unlessDecided(complaint.UnansweredByComplainant),
		Says: "The complainant has not turned to the body within the window; the case can be reopened.", Cite: "Rulebook section 7 (UNANSWERED_BY_COMPLAINANT), E15"},
}

// backToCompany restores the satisfaction window when the company had answered
// before the recourse body declined; an answer still owed stays owed.
func backToCompany(c *Case, e *Event) {
	if c.open(complaint.CompanyTrack) == nil {
		c.enter(c.Answered, e)
		c.start(SAT, complaint.CompanyTrack, e)
	}
}

// byDecision is the outcome the recourse body's decision carries.
func byDecision(c *Case, e *Event) {
	c.Result = map[string]complaint.Outcome{
		"UPHELD": complaint.UpheldRemedied, "PARTLY_UPHELD": complaint.PartlyUpheldRemedied, "REJECTED": complaint.NotUpheld,
	}[e.Facts["decision"]]
}

// noncompliance notes the risk of removal from the list (III.11.g).
func noncompliance(c *Case, _ *Event) {
	c.Result, c.DelistRisk = complaint.NoncomplianceReported, true
}

// unlessDecided keeps what a body has found before, and else takes o.
func unlessDecided(o complaint.Outcome) func(*Case, *Event) {
	return func(c *Case, _ *Event) {
		if c.Result == "" {
			c.Result = o
		}
	}
}
