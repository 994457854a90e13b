package law

import (
	"slices"
	"time"

	"recourse/complaint"
)

// closing holds the acts that are possible from any open stage, and stage S5: a
// closed case has one final outcome and can be reopened for 12 months (E15).
var closing = []Transition{
	{
		ID: "T35", Action: complaint.ComplaintWithdrawn, If: when(notWithdrawn, fact("confirmed", "the complainant confirms in writing", "true")), Tells: letters(complaint.N16), Does: withdraw,
		Says: "The case closes. A stage run by an authority ends only when the authority says so.", Cite: "E01",
	},
	{
		ID: "T36", Action: complaint.SettlementSigned, If: when(onPath, fact("told_of_bar", "the complainant was told that a settlement bars arbitration", "true"), noSettlementYet),
		Opens: complaint.S5Performance, Starts: clocks(Performance), Proves: "B3", Does: settle,
		Says: "The case closes once the settlement is performed; arbitration of the same violation is barred.", Cite: "E02; Annex I.C (bar B3)",
	},
	{
		ID: "H21", From: steps(complaint.S5Performance), Action: complaint.SettlementPerformed, Ends: "SETTLED", Stops: clocks(Performance), Does: outcome(complaint.Settled),
		Says: "The settlement is performed.", Cite: "E02, T36",
	},
	{
		ID: "H22", From: steps(complaint.S5Performance), Action: complaint.ComplainantNotSatisfied, If: when(unperformed, notHR), Ends: "NOT_PERFORMED", To: complaint.S2Offered, Starts: clocks(SAT), Tells: letters(complaint.N09),
		Says: "The settlement was not performed in time; the recourse body is open.", Cite: "E02; N-EN step 2",
	},
	{
		ID: "H23", From: steps(complaint.S5Performance), Action: complaint.ComplainantNotSatisfied, If: when(unperformed, isHR, authorityOpen), Ends: "NOT_PERFORMED",
		Says: "The settlement was not performed in time; the authority has the complaint already.", Cite: "E02; III.9.d",
	},
	{
		ID: "H23", From: steps(complaint.S5Performance), Action: complaint.ComplainantNotSatisfied, If: when(unperformed, isHR), Ends: "NOT_PERFORMED", To: complaint.S3Offered, Starts: clocks(SAT), Tells: letters(complaint.N10),
		Says: "The settlement was not performed in time; the authority is open.", Cite: "E02; III.9.d",
	},
	{
		ID: "H24", Action: complaint.CaseAssigned, If: when(unbiased("assignee")), Does: func(c *Case, e *Event) { c.Assignee = e.Facts["assignee"] },
		Says: "The officer is responsible for the case.", Cite: "T01 (assign officer)",
	},
	{
		ID: "H25", Action: complaint.MessageSent, Does: announce,
		Says: "The message is on record and the other side is told.", Cite: "Rulebook section 9 (every message)",
	},
	{
		ID: "H25", From: steps(complaint.S5), Action: complaint.MessageSent, Does: announce,
		Says: "The message is on record and the other side is told; the case stays closed.", Cite: "Rulebook section 9 (every message)",
	},
	{ID: "H26", Action: complaint.DocumentAdded, Does: paper, Says: "The document is on record.", Cite: "Rulebook section 9"},
	{ID: "H26", From: steps(complaint.S5), Action: complaint.DocumentAdded, Does: paper, Says: "The document is on record; the case stays closed.", Cite: "Rulebook section 9"},
	{
		ID: "H27", Action: complaint.DeadlineStated, If: when(anyRestatable, runningRule, laterThanAct, arbitrationsTime, bothAgree), Tells: letters(complaint.N14), Does: restate,
		Says: "The agreed date replaces the 90 days of arbitration; the complainant is told.", Cite: "Annex I.G (unless the parties agree otherwise, recalled)",
	},
	{
		ID: "H27", Action: complaint.DeadlineStated, If: when(anyRestatable, runningRule, laterThanAct, anotherTime), Does: restate,
		Says: "The stated date replaces the planned one.", Cite: "Rulebook section 4 (outside bodies' own dates)",
	},
	{
		ID: "H28", Action: complaint.CourtJudgment, Proves: "B2",
		Says: "A final judgment bars arbitration of the same violation.", Cite: "E22; Annex I.C (bar B2)",
	},
	{
		ID: "H60", Action: complaint.ArbElsewhere, If: when(unproven("B1", "no binding arbitration of this violation is on record yet")), Proves: "B1",
		Says: "Binding arbitration of the same violation elsewhere bars it here.", Cite: "Annex I.C (bar B1)",
	},
	{
		ID: "H28", From: steps(complaint.S5), Action: complaint.CourtJudgment, Proves: "B2",
		Says: "A final judgment bars arbitration of the same violation; the case stays closed.", Cite: "E22; Annex I.C (bar B2)",
	},
	{
		ID: "H60", From: steps(complaint.S5), Action: complaint.ArbElsewhere, If: when(unproven("B1", "no binding arbitration of this violation is on record yet")), Proves: "B1",
		Says: "Binding arbitration of the same violation elsewhere bars it here.", Cite: "Annex I.C (bar B1)",
	},
	{
		ID: "T37", From: steps(complaint.S5), Action: complaint.CaseReopened, If: when(within12Months, laterThanAct), Does: reopen,
		Says: "The case goes on at its last stage with the new date; the old 45 days are never reused.", Cite: "T37, E15",
	},
	{
		ID: "H29", From: steps(complaint.S5), Action: complaint.ReopenExpired, Does: func(c *Case, _ *Event) { c.Ended = true },
		Says: "The case can no longer be reopened; a new complaint can be linked to it.", Cite: "E15",
	},
}

var unperformed = missed(Performance, "the date of performance has passed")

var within12Months = Condition{Says: "no more than 12 months have passed since closing (else file a new, linked case)", Holds: func(c *Case, _ Act) bool { return c.running(Reopen) != nil }}

// anyRestatable keeps the act from being offered where nothing can be restated.
var anyRestatable = Condition{Says: "a date runs that a body or an agreement can name", Holds: func(c *Case, _ Act) bool {
	return slices.ContainsFunc(restatable, func(rule string) bool { return c.running(RuleID(rule)) != nil })
}}

var runningRule = Condition{Says: "that deadline is running", OnFacts: true, Holds: func(c *Case, a Act) bool {
	return c.running(RuleID(a.Facts["rule"])) != nil
}}

var laterThanAct = Condition{Says: "the date lies after the act", OnFacts: true, Holds: func(c *Case, a Act) bool {
	due, err := complaint.ParseDate(a.Facts["due"])
	return err == nil && c.Facts.Place.Local(a.At).Before(due)
}}

// arbitrationsTime and bothAgree keep the 90 days from moving but by agreement of
// the parties (rulebook, S4.4); anotherTime is any other period.
var (
	arbitrationsTime = fact("rule", "the date is that of the 90 days of arbitration", string(ARB90))
	bothAgree        = fact("agreed", "both parties agree on the new end of the 90 days of arbitration", "true")
	anotherTime      = fact("rule", "the date is stated by a body, or both parties agree on the new end of the 90 days of arbitration", others(restatable, string(ARB90))...)
)

func others(list []string, but string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == but })
}

// paper notes a document that is to show a guard or bar.
func paper(c *Case, e *Event) {
	for _, code := range codes(e.Facts["shows"]) {
		c.Papers = append(c.Papers, Proof{Of: code, Seq: e.Seq, At: e.At, Action: e.Action})
	}
}

// announce tells the other side that something new can be read.
func announce(_ *Case, e *Event) {
	to := complaint.Complainant
	if e.Actor.Role == complaint.Complainant || e.Actor.Role == complaint.Representative {
		to = complaint.CaseOfficer
	}
	e.Letters = append(e.Letters, Letter{Code: MessageLetter, To: to})
}

// ownTracks are the tracks a complainant can leave; the others are run by
// authorities and end when they say so (E01).
var ownTracks = []complaint.Track{complaint.CompanyTrack, complaint.RecourseTrack, complaint.ArbitrationTrack, complaint.SettlementTrack, complaint.RightsTrack}

// withdraw ends every stage that is not run by an authority.
func withdraw(c *Case, e *Event) {
	c.Withdrawn = true
	c.leave(ownTracks, "WITHDRAWN", e)
}

// settle ends the stages the settlement replaces; it is closed by performance,
// and only then is the outcome a settlement. Whoever had withdrawn has come back.
func settle(c *Case, e *Event) {
	c.Withdrawn = false
	c.leave(ownTracks[:3], "SETTLED", e)
}

// leave ends the open stages of the tracks and the mere offer of the authority.
func (c *Case) leave(tracks []complaint.Track, exit string, e *Event) {
	for _, track := range tracks {
		c.end(c.open(track), exit, e)
	}
	if s := c.open(complaint.AuthorityTrack); s != nil && s.Step == complaint.S3Offered {
		c.end(s, exit, e)
	}
}

// restate replaces a running deadline by one with the stated date.
func restate(c *Case, e *Event) {
	old := c.running(RuleID(e.Facts["rule"]))
	c.stop(old, complaint.Superseded, e)
	c.startOn(old.Rule, old.Track, old.Start, stated(e), e)
}

// resume is the step at which a reopened case goes on, by the step at which it
// ended: the last stage in which a body or the company had work to do (T37). A
// step that is not listed goes on as it was.
var resume = map[complaint.Step]complaint.Step{
	complaint.S0AwaitingInfo: complaint.S0, complaint.S0Referred: complaint.S0,
	complaint.S1Overdue: complaint.S1, complaint.S1Responded: complaint.S1, complaint.S1RespondedLte: complaint.S1,
	complaint.S2Offered: complaint.S1, complaint.S3Offered: complaint.S1, complaint.S25: complaint.S1,
	complaint.S35: complaint.S33, complaint.S42: complaint.S41,
}

// newDue is the clock that takes the officer's date after reopening, by step; at
// other steps it is the company's answer.
var newDue = map[complaint.Step]RuleID{
	complaint.S21: IRMEligibility, complaint.S22: IRMConciliation, complaint.S23: IRMReview, complaint.S24: IRMVerification,
	complaint.S31: DREF, complaint.S32: D60, complaint.S33: D25, complaint.S34: D90,
	complaint.S41: SAT, complaint.S43: ARB90, complaint.S44: ARB90, complaint.S45: AwardDue, complaint.S5Performance: Performance,
}

// decided are the steps at which a body's decision stands after reopening; at the
// others the complaint is decided anew.
var decided = []complaint.Step{complaint.S24, complaint.S41, complaint.S45}

// resumeAt returns the step at which the case goes on after reopening. What the
// recourse body ordered is performed before the company answers again, and
// employment data never comes to arbitration by our offer.
func (c *Case) resumeAt() complaint.Step {
	step := c.LastStep
	if to, ok := resume[step]; ok {
		step = to
	}
	switch {
	case c.LastStep == complaint.S25 && c.last(IRMVerification) != nil:
		return complaint.S24
	case step == complaint.S41 && c.HR():
		return complaint.S1
	}
	return step
}

// reopen goes back to the last substantive stage with a date set by the officer.
func reopen(c *Case, e *Event) {
	step := c.resumeAt()
	c.unclose(e)
	c.Draft = Draft{}
	if !slices.Contains(decided, step) {
		c.Result = ""
	}
	rule, ok := newDue[step]
	if !ok {
		rule = Reopened
	}
	c.enter(step, e)
	c.startOn(rule, step.Track(), c.Facts.Place.Local(e.At), stated(e), e)
}

// unclose opens a closed case again.
func (c *Case) unclose(e *Event) {
	c.stop(c.running(Reopen), complaint.Cancelled, e)
	c.ClosedAt, c.Outcome, c.Withdrawn, c.FTCDecides = time.Time{}, "", false, false
	c.Erasure.By, c.Erasure.Approved = "", false // what goes on again is kept
}
