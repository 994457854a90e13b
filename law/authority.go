package law

import "recourse/complaint"

// authorityPath is stage S3: the data protection authority, its panel, Commerce
// and the FTC. A complainant may go there from any open stage, and the 45 days
// are not stopped by it (HOW; rulebook section 3).
var authorityPath = []Transition{
	{
		ID: "T21", From: steps(complaint.S25), Action: complaint.ComplainantNotSatisfied, If: when(notHR, furtherOpen), Ends: "NOT_SATISFIED", Stops: clocks(SAT),
		Says: "The recourse ends; the complaint is further on its way already.", Cite: "Rulebook section 3 (order of bodies)",
	},
	{
		ID: "T21", From: steps(complaint.S25), Action: complaint.ComplainantNotSatisfied, If: when(notHR, commerceUsed), Ends: "NOT_SATISFIED", To: complaint.S41, Stops: clocks(SAT), Starts: clocks(SAT), Tells: letters(complaint.N13),
		Says: "Commerce has had the complaint before; arbitration may be open.", Cite: "Annex I.C (guards G2 and G3, in either order)",
	},
	{
		ID: "T21", From: steps(complaint.S25), Action: complaint.ComplainantNotSatisfied, If: when(notHR), Ends: "NOT_SATISFIED", To: complaint.S3Offered, Stops: clocks(SAT), Starts: clocks(SAT), Tells: letters(complaint.N10),
		Says: "The complainant may go to the authority; that step is needed before arbitration.", Cite: "Annex I.C (guard G3)",
	},
	{
		ID: "T22", From: steps(complaint.S3Offered), Action: complaint.DPAContacted, To: complaint.S31, Stops: clocks(SAT), Does: lodged,
		Says: "The authority assesses the complaint.", Cite: "N-SV; rulebook S3.1",
	},
	{
		ID: "T22", Action: complaint.DPAContacted, If: when(onPath, noAuthorityYet), Opens: complaint.S31, Does: lodged,
		Says: "The authority assesses the complaint; all other clocks run on.", Cite: "HOW (at any time); rulebook section 3",
	},
	{
		ID: "T23", From: steps(complaint.S31), Action: complaint.DPAPanelCompetent, If: when(panelCompetent), To: complaint.S32, Starts: clocks(D60),
		Says: "The panel aims at advice within 60 days of the authority's receipt.", Cite: "WP29 Rules of Procedure; III.5, III.9.d",
	},
	{
		ID: "T24", From: steps(complaint.S31), Action: complaint.DPARefersDoC, If: when(panelNotCompetent), To: complaint.S34, Starts: clocks(D90), Tells: letters(complaint.N12),
		Says: "Commerce has 90 days for best efforts.", Cite: "ITA letter (recalled); II.7.b",
	},
	{
		ID: "T25", From: steps(complaint.S31, complaint.S32, complaint.S33, complaint.S34), Action: complaint.FTCReferral, If: when(noFTCYet), Opens: complaint.S35, Tells: letters(complaint.N12),
		Says: "The FTC reviews beside everything else and blocks nothing.", Cite: "III.11.f; invariant (viii)",
	},
	{
		ID: "T26", From: steps(complaint.S32), Action: complaint.DPAAdvice, To: complaint.S33, Stops: clocks(D60), Starts: clocks(D25), Alarms: true,
		Says: "The company has 25 days to comply with the advice.", Cite: "III.5 as summarised",
	},
	{
		ID: "T27", From: steps(complaint.S33), Action: complaint.AdviceComplied, Ends: "DPA_ADVICE_COMPLIED", Stops: clocks(D25), Does: outcome(complaint.AuthorityResolved),
		Says: "The company has complied and confirms it in writing.", Cite: "III.5 (recalled)",
	},
	{
		ID: "T27", From: steps(complaint.S33), Action: complaint.TimerD25, Ends: "DPA_ADVICE_NOT_COMPLIED", To: complaint.S35, Tells: letters(complaint.N12), Alarms: true, Does: adviceIgnored,
		Says: "Breach. The panel may refer to the FTC, and the company risks removal from the list.", Cite: "III.5 as summarised (enforcement and delisting)",
	},
	{
		ID: "H10", From: steps(complaint.S35), Action: complaint.AdviceComplied, If: when(missed(D25, "the 25 days have passed without compliance")), Ends: "DPA_ADVICE_COMPLIED", Stops: clocks(D25),
		Does: compliedLate, Says: "Late compliance ends the case; the breach stays on record.", Cite: "Rulebook S3.3",
	},
	{
		ID: "H11", From: steps(complaint.S31, complaint.S32), Action: complaint.DPANoBreach, Ends: "DPA_NO_BREACH", Stops: clocks(D60), Does: outcome(complaint.AuthorityNoBreach),
		Says: "The authority has found no breach.", Cite: "Rulebook S3 (DPA_NO_BREACH)",
	},
	{
		ID: "H12", From: steps(complaint.S31, complaint.S32), Action: complaint.DPADirectAction, Ends: "DPA_DIRECT_ACTION", Stops: clocks(D60), Proves: "B5", Does: outcome(complaint.AuthorityResolved),
		Says: "The authority has dealt with the company directly.", Cite: "Rulebook S3 (DPA_DIRECT_ACTION); Annex I.C (bar B5)",
	},
	{
		ID: "H13", From: steps(complaint.S31, complaint.S32, complaint.S33, complaint.S34), Action: complaint.AuthorityEnquiry, Starts: clocks(DREF),
		If:   when(Condition{Says: "no earlier enquiry is unanswered", Holds: func(c *Case, _ Act) bool { return !c.owed(DREF) }}),
		Says: "The company owes a prompt answer; the internal target is 10 business days.", Cite: "II.7.b",
	},
	{
		ID: "H14", From: steps(complaint.S31, complaint.S32, complaint.S33, complaint.S34), Action: complaint.AuthorityAnswered, Stops: clocks(DREF),
		If:   when(owed(DREF, "an enquiry waits for an answer")),
		Says: "The enquiry is answered.", Cite: "II.7.b",
	},
	{
		ID: "T28", From: steps(complaint.S34), Action: complaint.DoCResolved, If: when(accepted), Ends: "DOC_RESOLVED", Stops: clocks(D90), Proves: "G3", Does: settledByCommerce,
		Says: "Commerce has resolved the complaint and the complainant accepts it; what was merely offered ends.", Cite: "Rulebook S3.4",
	},
	{
		ID: "T29", From: steps(complaint.S34), Action: complaint.DoCResolved, If: when(offeredInVain), Ends: "DOC_UNRESOLVED", Stops: clocks(D90), Proves: "G3",
		Says: "The complainant does not accept the resolution of Commerce.", Cite: "Rulebook T28 (accepted)",
	},
	{
		ID: "T29", From: steps(complaint.S34), Action: complaint.DoCResolved, Ends: "DOC_UNRESOLVED", To: complaint.S41, Stops: clocks(D90), Starts: clocks(SAT), Tells: letters(complaint.N13), Proves: "G3",
		Says: "The complainant does not accept the resolution; arbitration may be open: the guards and bars are checked.", Cite: "Rulebook T28 (accepted); Annex I.C",
	},
	{
		ID: "T29", From: steps(complaint.S34), Action: complaint.DoCUnresolved, If: when(offeredInVain), Ends: "DOC_UNRESOLVED", Stops: clocks(D90), Proves: "G3",
		Says: "Commerce could not resolve the complaint.", Cite: "Rulebook S3.4",
	},
	{
		ID: "T29", From: steps(complaint.S34), Action: complaint.DoCUnresolved, Ends: "DOC_UNRESOLVED", To: complaint.S41, Stops: clocks(D90), Starts: clocks(SAT), Tells: letters(complaint.N13), Proves: "G3",
		Says: "Arbitration may be open: the guards and bars are checked.", Cite: "Annex I.C",
	},
	{
		ID: "T29", From: steps(complaint.S34), Action: complaint.TimerD90, If: when(offeredInVain), Ends: "DOC_TIMEOUT", Proves: "G3",
		Says: "Commerce's time has run.", Cite: "ITA letter (recalled)",
	},
	{
		ID: "T29", From: steps(complaint.S34), Action: complaint.TimerD90, Ends: "DOC_TIMEOUT", To: complaint.S41, Starts: clocks(SAT), Tells: letters(complaint.N13), Proves: "G3",
		Says: "Commerce's time has run; arbitration may be open.", Cite: "Annex I.C; ITA letter (recalled)",
	},
	{
		ID: "H32", From: steps(complaint.S41), Action: complaint.DoCResolved, If: when(missed(D90, "the 90 days of Commerce have passed"), accepted), Ends: "DOC_RESOLVED", Stops: clocks(D90, SAT), Does: settledByCommerce,
		Says: "Commerce has resolved the complaint after its time and the complainant accepts it.", Cite: "Rulebook S3.4 (best efforts), T28",
	},
	{
		ID: "H15", From: steps(complaint.S35), Action: complaint.FTCActed, Ends: "FTC_ACTION",
		Says: "The FTC has acted.", Cite: "Rulebook S3.5; III.11.f",
	},
	{
		ID: "H16", From: steps(complaint.S35), Action: complaint.FTCNoAction, Ends: "FTC_NO_ACTION",
		Says: "The FTC takes no action.", Cite: "Rulebook S3.5",
	},
}

// lodged notes the receipt by the authority, from which its panel counts. Whoever
// had withdrawn has come back.
func lodged(c *Case, e *Event) { c.LodgedAt, c.Withdrawn = e.At, false }

// accepted is the guard of T28: a resolution that leaves the complainant without
// remedy does not end the case.
var accepted = Condition{Says: "the complainant accepts the resolution", OnFacts: true, Holds: func(_ *Case, a Act) bool { return a.Facts["not_accepted"] != "true" }}

// offeredInVain keeps arbitration from being offered to somebody who is in it or
// has withdrawn.
var offeredInVain = Condition{Says: "arbitration is open already or the complaint was withdrawn", Holds: func(c *Case, _ Act) bool {
	return c.Withdrawn || c.open(complaint.ArbitrationTrack) != nil
}}

// settledByCommerce ends what was merely offered beside Commerce: whoever accepts
// its resolution has no use for another body.
func settledByCommerce(c *Case, e *Event) {
	c.Result = complaint.AuthorityResolved
	if s := c.open(complaint.RecourseTrack); s != nil && s.Step == complaint.S2Offered {
		c.end(s, "NOT_PURSUED", e)
	}
}

// compliedLate takes back the breach when the compliance was in time and only
// its record came late.
func compliedLate(c *Case, _ *Event) {
	c.Result, c.FTCDecides = complaint.AuthorityResolved, false
	if c.last(D25).Status == complaint.Met {
		c.DelistRisk = false
	}
}

// adviceIgnored leaves the case waiting for the FTC alone.
func adviceIgnored(c *Case, e *Event) {
	c.FTCDecides = true
	noncompliance(c, e)
}
