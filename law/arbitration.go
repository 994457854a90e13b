package law

import "recourse/complaint"

// arbitration is stage S4: binding arbitration of residual claims under Annex I,
// voluntary for the individual. It is offered when the three guards are met and
// no bar stands; a Notice that arrives unannounced is never ignored (E24).
var arbitration = []Transition{
	{
		ID: "T30", From: steps(complaint.S41), Action: complaint.ArbPrecheck, If: when(open), To: complaint.S42, Stops: clocks(SAT), Starts: clocks(SAT), Tells: letters(complaint.N13),
		Says: "Arbitration is open: the complainant may deliver the Notice.", Cite: "Annex I.C (G1-G3, B1-B5)",
	},
	{
		ID: "T31", From: steps(complaint.S41), Action: complaint.ArbPrecheck, Tells: letters(complaint.N13),
		Says: "Arbitration is not open; the complainant is told which step is missing or which bar stands.", Cite: "Annex I.C",
	},
	{
		ID: "H17", From: steps(complaint.S41, complaint.S42), Action: complaint.ArbDeclined, If: when(noNoticeYet), Ends: "ARB_DECLINED", Stops: clocks(SAT), Does: unlessDecided(complaint.NoObjection),
		Says: "The complainant does without arbitration.", Cite: "Annex I (voluntary)",
	},
	{
		ID: "H18", From: steps(complaint.S41, complaint.S42), Action: complaint.TimerWindow, If: when(mayAnswer, noNoticeYet), Ends: "ARB_NOT_INVOKED", Does: unlessDecided(complaint.UnansweredByComplainant),
		Says: "The complainant has not invoked arbitration within the window; the case can be reopened.", Cite: "Rulebook section 7, E15",
	},
	{
		ID: "T32", From: steps(complaint.S41, complaint.S42), Action: complaint.ArbNoticeDelivered, If: when(noNoticeYet), To: complaint.S42, Stops: clocks(SAT), Starts: clocks(ARB90), Tells: letters(complaint.N14), Alarms: true, Does: notice,
		Says: "The 90 days of arbitration run from this delivery.", Cite: "Annex I.G; II.7.c",
	},
	{
		ID: "T32", Action: complaint.ArbNoticeDelivered, If: when(noNoticeYet), Opens: complaint.S42, Starts: clocks(ARB90), Tells: letters(complaint.N14), Alarms: true, Does: notice,
		Says: "The 90 days of arbitration run from this delivery; missing steps are recorded as objections for the panel.", Cite: "E24; II.7.c (duty to arbitrate)",
	},
	{
		ID: "T32", From: steps(complaint.S5), Action: complaint.ArbNoticeDelivered, Opens: complaint.S42, Starts: clocks(ARB90), Tells: letters(complaint.N14), Alarms: true, Does: noticeWhenClosed,
		Says: "The case opens again and the 90 days of arbitration run from this delivery; missing steps are recorded as objections for the panel.", Cite: "E24 (never ignored); II.7.c (duty to arbitrate)",
	},
	{
		ID: "H19", From: steps(complaint.S42), Action: complaint.ArbListReceived, If: when(noticeDelivered), To: complaint.S43, Tells: letters(complaint.N14), Does: listReceived,
		Says: "Each side may strike two of five and ranks three.", Cite: "Rulebook S4.3 (practice)",
	},
	{
		ID: "H61", From: steps(complaint.S43), Action: complaint.ArbListRanked, If: when(listOpen, ownSide, firstRanking, saysSomething, fewStrikes, goodRanking), Does: rank,
		Says: "The strikes and the ranking of this side are on record and cannot be changed.", Cite: "Rulebook S4.3 (practice)",
	},
	{
		ID: "T33", From: steps(complaint.S42, complaint.S43), Action: complaint.ArbPanelFormed, If: when(noticeDelivered, knownSize, membersNamed, membersListed, membersFit, membersNotStruck), To: complaint.S44, Tells: letters(complaint.N14), Does: panelFormed,
		Says: "The panel hears the claim; the objections on record are put to it.", Cite: "Annex I (one or three arbitrators); E24",
	},
	{
		ID: "H62", From: hearingSteps, Action: complaint.ArbHearingAsked, If: when(noticeDelivered, asksSomething, asksForWhich), Tells: letters(complaint.N14), Does: hearingAsked,
		Says: "The wish is on record and goes to the administrator and the panel.", Cite: "Annex I.G (video or telephone free of charge; language help on reasoned request, recalled)",
	},
	{
		ID: "H63", From: hearingSteps, Action: complaint.ArbHearingSettled, If: when(noticeDelivered, settlesSomething), Tells: letters(complaint.N14), Does: hearingSettled,
		Says: "How the complainant takes part and in which language is settled.", Cite: "Annex I.G (English unless agreed; free unless disproportionate, recalled)",
	},
	{
		ID: "T33", From: steps(complaint.S44), Action: complaint.ArbAward, If: when(fact("award", "the award binds the company to act", "FOR_INDIVIDUAL", "PARTIAL")), To: complaint.S45,
		Stops: clocks(ARB90), Starts: clocks(AwardDue), Tells: letters(complaint.N14), Proves: "B1", Does: byAward,
		Says: "The company complies with the award.", Cite: "Annex I.B",
	},
	{
		ID: "T33", From: steps(complaint.S44), Action: complaint.ArbAward, Ends: "ARB_AWARD_FOR_COMPANY", Stops: clocks(ARB90), Tells: letters(complaint.N14), Proves: "B1", Does: byAward,
		Says: "The award is for the company and ends the claim.", Cite: "Annex I.B",
	},
	{
		ID: "H20", From: steps(complaint.S42, complaint.S43, complaint.S44), Action: complaint.ArbEnded, If: when(noticeDelivered, settled, settlementOpen), Ends: "ARB_{reason_code}", Stops: clocks(ARB90), Tells: letters(complaint.N14), Proves: "B3",
		Says: "The arbitration ends; the settlement is being performed already.", Cite: "Rulebook S4.5 (ARB_SETTLED); E02",
	},
	{
		ID: "H20", From: steps(complaint.S42, complaint.S43, complaint.S44), Action: complaint.ArbEnded, If: when(noticeDelivered, settled), Ends: "ARB_{reason_code}", To: complaint.S5Performance, Stops: clocks(ARB90), Starts: clocks(Performance), Tells: letters(complaint.N14), Proves: "B3",
		Says: "The parties have settled; the case closes once the settlement is performed.", Cite: "Rulebook S4.5 (ARB_SETTLED); E02",
	},
	{
		ID: "H20", From: steps(complaint.S42, complaint.S43, complaint.S44), Action: complaint.ArbEnded, If: when(noticeDelivered, notSettled), Ends: "ARB_{reason_code}", Stops: clocks(ARB90), Tells: letters(complaint.N14), Does: arbEnded,
		Says: "The arbitration ends without award.", Cite: "Rulebook S4.5 (ARB_WITHDRAWN, ARB_TERMINATED)",
	},
	{
		ID: "T34", From: steps(complaint.S45), Action: complaint.AwardComplied, Ends: "ARB_AWARD_COMPLIED", Stops: clocks(AwardDue),
		Says: "The company has complied with the award.", Cite: "Annex I.B",
	},
	{
		ID: "H31", From: steps(complaint.S45), Action: complaint.AwardNotComplied, If: when(missed(AwardDue, "the date of compliance has passed")), Ends: "ARB_AWARD_NOT_COMPLIED", Alarms: true, Does: noncompliance,
		Says: "The case closes; the complainant may have the award enforced, and the company risks removal from the list.", Cite: "Rulebook S4.5 (ARB_AWARD_NOT_COMPLIED); III.11.g",
	},
}

// notice notes the delivery of the Notice, and as objections for the panel what
// the pre-check finds missing (E24). Whoever had withdrawn has come back.
func notice(c *Case, e *Event) {
	c.NoticeAt, c.NoticeSeq, c.Withdrawn = e.At, e.Seq, false
	c.Arbitrators, c.Asked, c.Agreed = Arbitrators{}, Hearing{}, Hearing{}
	c.Objections = append([]string(nil), c.Arbitration(e.At).Missing...)
}

// noticeWhenClosed opens the case again for a Notice; what earlier bodies found
// stays found.
func noticeWhenClosed(c *Case, e *Event) {
	c.unclose(e)
	notice(c, e)
}

func byAward(c *Case, e *Event) {
	c.Result = map[string]complaint.Outcome{
		"FOR_INDIVIDUAL": complaint.ArbitratedForIndividual, "PARTIAL": complaint.ArbitratedPartial, "FOR_COMPANY": complaint.ArbitratedForCompany,
	}[e.Facts["award"]]
}

var (
	settled    = fact("reason_code", "the parties have settled", "SETTLED")
	notSettled = fact("reason_code", "the arbitration was withdrawn or terminated", "WITHDRAWN", "TERMINATED")
)

// arbEnded leaves standing what was decided before.
func arbEnded(c *Case, e *Event) {
	end := complaint.NotUpheld
	if e.Facts["reason_code"] == "WITHDRAWN" {
		end = complaint.Withdrawn
	}
	unlessDecided(end)(c, e)
}
