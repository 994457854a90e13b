package law

import (
	"testing"

	"recourse/complaint"
)

func TestT16_filedAfterTheAnswer(t *testing.T) {
	t.Parallel()
	newRoad(t).answered("NON_HR", 20, "PARTLY").day(25).do(person, complaint.IRMFiled).by("T16").at(complaint.S21).
		exit(complaint.CompanyTrack, "NOT_SATISFIED").clocks(IRM, IRMEligibility).due(SAT, complaint.Met, "2018-10-15").
		due(IRM, complaint.Running, "2018-11-17").due(IRMEligibility, complaint.Running, "2018-10-02")
	newRoad(t).filed().by("T16").at(complaint.S21).clocks(IRM, IRMEligibility)
}

func TestT16_filedWhileTheAnswerIsOwed(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("NON_HR").do(person, complaint.IRMFiled).by("T16").at(complaint.S1, complaint.S21).clocks(D45, IRM, IRMEligibility).
		refused("does not have the complaint yet", person, complaint.IRMFiled).
		day(46).at(complaint.S1Overdue, complaint.S21)
}

func TestT16_filedBeforeTriage(t *testing.T) {
	t.Parallel()
	newRoad(t).day(44).refused("the acknowledgment or the answer", person, complaint.IRMFiled).
		day(46).do(person, complaint.IRMFiled).by("T16").at(complaint.S0, complaint.S21)
	newRoad(t, byPost).day(18).do(person, complaint.IRMFiled).by("T16").at(complaint.S0, complaint.S21).clocks(D45, IRM, IRMEligibility)
}

func TestT16_filedWhenArbitrationLacksIt(t *testing.T) {
	t.Parallel()
	atCommerce := func() *road {
		return newRoad(t).accepted("NON_HR").do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPARefersDoC).
			day(20).sent("PARTLY").day(60).at(complaint.S34)
	}
	atCommerce().do(person, complaint.IRMFiled).by("T16").at(complaint.S21, complaint.S34)
	r := atCommerce().day(93).at(complaint.S41).do(person, complaint.ArbPrecheck).by("T31").
		do(person, complaint.IRMFiled).by("T16").at(complaint.S21).exit(complaint.ArbitrationTrack, "ARB_NOT_AVAILABLE").clocks(IRM, IRMEligibility)
	r.do(officer, complaint.IRMEligible).do(officer, complaint.IRMNoSettlement).do(officer, complaint.IRMDecision, "decision=REJECTED").
		do(person, complaint.ComplainantNotSatisfied).by("T21").at(complaint.S41).told("N13").
		do(person, complaint.ArbPrecheck).by("T30").at(complaint.S42)
}

func TestT16_onceAtATime(t *testing.T) {
	t.Parallel()
	const open = "does not have the complaint yet"
	newRoad(t).accepted("NON_HR").do(person, complaint.IRMFiled).day(20).sent("PARTLY").refused(open, person, complaint.IRMFiled)
	newRoad(t).day(46).do(person, complaint.IRMFiled).refused(open, person, complaint.IRMFiled)
	straight(newRoad(t)).do(person, complaint.IRMFiled).refused(open, person, complaint.IRMFiled).
		do(officer, complaint.DPARefersDoC).do(officer, complaint.DoCUnresolved).at(complaint.S21, complaint.S41).refused(open, person, complaint.IRMFiled)
	newRoad(t).offered().refused("has not ended its procedure before", person, complaint.IRMFiled)
	newRoad(t).lodged().refused("has not ended its procedure before", person, complaint.IRMFiled)
	newRoad(t).do(person, complaint.DPAContacted, "authority=SE").refused("acknowledgment or the answer", person, complaint.IRMFiled)
	settledAt("NON_HR")(newRoad(t)).do(person, complaint.DPAContacted, "authority=SE").refused("no settlement is being performed", person, complaint.IRMFiled)
}

func TestT16_neverForEmploymentData(t *testing.T) {
	t.Parallel()
	newRoad(t).answered("HR", 20, "PARTLY").do(person, complaint.ComplainantNotSatisfied).do(person, complaint.DPAContacted, "authority=SE").
		refused("employment data", person, complaint.IRMFiled)
	newRoad(t).accepted("HR").refused("employment data", person, complaint.IRMFiled).day(46).refused("employment data", person, complaint.IRMFiled)
	newRoad(t).answered("HR", 20, "PARTLY").refused("employment data", person, complaint.IRMFiled)
}

func TestT17_eligible(t *testing.T) {
	t.Parallel()
	newRoad(t).filed().day(38).do(officer, complaint.IRMEligible).by("T17").at(complaint.S22).
		clocks(IRM, IRMConciliation).due(IRMConciliation, complaint.Running, "2018-10-31")
	newRoad(t).filed().day(38).do(officer, complaint.IRMEligible, "due=2018-10-20").due(IRMConciliation, complaint.Running, "2018-10-20")
}

func TestT17_ineligible(t *testing.T) {
	t.Parallel()
	newRoad(t).filed().day(38).do(officer, complaint.IRMIneligible, "reason_code=OTHER").by("T17").at(complaint.S1Responded).
		exit(complaint.RecourseTrack, "IRM_INELIGIBLE").clocks(SAT).do(person, complaint.ComplainantNotSatisfied).by("T13").at(complaint.S2Offered)
	newRoad(t).accepted("NON_HR").do(person, complaint.IRMFiled).do(officer, complaint.IRMIneligible, "reason_code=CONTACT_BUSINESS_FIRST").
		by("T17").at(complaint.S1).clocks(D45)
}

func TestT17_ineligibleWithNoAnswerToGoBackTo(t *testing.T) {
	t.Parallel()
	broken := func() *road {
		return newRoad(t).accepted("NON_HR").do(officer, complaint.SettlementSigned, "told_of_bar=true", "due=2018-09-10").
			day(20).do(person, complaint.ComplainantNotSatisfied).at(complaint.S2Offered).do(person, complaint.IRMFiled)
	}
	broken().do(officer, complaint.IRMIneligible, "reason_code=OTHER").by("T17").at(complaint.S3Offered).told("N10").clocks(SAT)
	broken().do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.IRMIneligible, "reason_code=OTHER").at(complaint.S31).told()
}

func TestT18_settled(t *testing.T) {
	t.Parallel()
	newRoad(t).filed().day(38).do(officer, complaint.IRMEligible).day(50).do(officer, complaint.IRMSettled, "due=2018-11-02").
		by("T18").at(complaint.S24).clocks(IRMVerification).due(IRMVerification, complaint.Running, "2018-11-02").
		due(IRM, complaint.Met, "2018-11-22").proven("G1", "B3", "G2").
		day(60).do(officer, complaint.IRMPerformed).do(person, complaint.ComplainantSatisfied).ended(complaint.Settled)
}

func TestT18_noSettlement(t *testing.T) {
	t.Parallel()
	newRoad(t).reviewed().by("T18").at(complaint.S23).clocks(IRM, IRMReview).due(IRMReview, complaint.Running, "2018-11-22").proven("G1")
}

func TestT19_decisionToAct(t *testing.T) {
	t.Parallel()
	for decision, want := range map[string]complaint.Outcome{"UPHELD": complaint.UpheldRemedied, "PARTLY_UPHELD": complaint.PartlyUpheldRemedied} {
		newRoad(t).reviewed().day(85).do(officer, complaint.IRMDecision, "decision="+decision).by("T19").at(complaint.S24).told("N11").
			clocks(IRMVerification).due(IRMVerification, complaint.Running, "2018-12-17").proven("G1", "G2").
			do(officer, complaint.IRMPerformed).do(person, complaint.ComplainantSatisfied).ended(want)
	}
}

func TestT19_decisionWithoutDuty(t *testing.T) {
	t.Parallel()
	newRoad(t).rejected().by("T19").at(complaint.S25).told("N11").clocks(SAT).due(SAT, complaint.Running, "2018-12-17").proven("G1", "G2").
		do(person, complaint.ComplainantSatisfied).ended(complaint.NotUpheld)
	newRoad(t).reviewed().refused("needs decision", officer, complaint.IRMDecision).day(85).
		do(officer, complaint.IRMDecision, "decision=REJECTED", "due=2018-11-20").due(SAT, complaint.Running, "2018-12-17") // no letter moves the window
}

func TestT20_performed(t *testing.T) {
	t.Parallel()
	newRoad(t).upheld().day(100).do(officer, complaint.IRMPerformed).by("T20").at(complaint.S25).clocks(SAT).
		due(IRMVerification, complaint.Met, "2018-12-17")
}

func TestT20_nonperformed(t *testing.T) {
	t.Parallel()
	r := newRoad(t).upheld().day(100).do(officer, complaint.IRMNonperformed).by("T20").at(complaint.S25, complaint.S35).
		told("N12", "ALARM", "ALARM").clocks(SAT).due(IRMVerification, complaint.Missed, "2018-12-17")
	if !r.c.DelistRisk || !r.c.Overdue() {
		t.Error("neither the risk of removal nor the breach is noted")
	}
	r.day(140).ended(complaint.NoncomplianceReported).exit(complaint.FTCTrack, "FTC_PENDING") // the FTC keeps nothing open
	newRoad(t).upheld().day(90).do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.FTCReferral).
		day(125).do(officer, complaint.IRMNonperformed).by("T20").at(complaint.S25, complaint.S31, complaint.S35)
}

func TestT21_onToTheAuthority(t *testing.T) {
	t.Parallel()
	newRoad(t).rejected().day(90).do(person, complaint.ComplainantNotSatisfied).by("T21").at(complaint.S3Offered).told("N10").
		clocks(SAT).exit(complaint.RecourseTrack, "NOT_SATISFIED")
	newRoad(t).rejected().do(person, complaint.DPAContacted, "authority=SE").do(person, complaint.ComplainantNotSatisfied).
		by("T21").at(complaint.S31).told().clocks()
}

func TestH06_closedWithoutDecision(t *testing.T) {
	t.Parallel()
	r := newRoad(t).reviewed().do(officer, complaint.IRMClosed, "reason_code=ABANDONED").by("H06").at(complaint.S25).clocks(SAT).proven("G1")
	r.day(100).ended(complaint.NoObjection)
}

func TestH07_satisfiedWithTheRecourse(t *testing.T) {
	t.Parallel()
	newRoad(t).rejected().do(person, complaint.ComplainantSatisfied).by("H07").ended(complaint.NotUpheld).
		exit(complaint.RecourseTrack, "ACCEPTED_BY_COMPLAINANT").told("N15")
}

func TestH08_noObjectionToTheRecourse(t *testing.T) {
	t.Parallel()
	newRoad(t).rejected().day(116).by("H08").ended(complaint.NotUpheld).exit(complaint.RecourseTrack, "NO_OBJECTION")
}

func TestH09_notPursued(t *testing.T) {
	t.Parallel()
	newRoad(t).answered("NON_HR", 20, "PARTLY").day(25).do(person, complaint.ComplainantNotSatisfied).
		day(60).by("H09").ended(complaint.UnansweredByComplainant).exit(complaint.RecourseTrack, "NOT_PURSUED")
	newRoad(t).rejected().day(90).do(person, complaint.ComplainantNotSatisfied).
		day(125).by("H09").ended(complaint.NotUpheld).exit(complaint.AuthorityTrack, "NOT_PURSUED")
}

func TestH30_lateRecoursePerformance(t *testing.T) {
	t.Parallel()
	r := newRoad(t).upheld().day(120).due(IRMVerification, complaint.Missed, "2018-12-17").do(officer, complaint.IRMNonperformed).
		day(125).do(officer, complaint.IRMPerformed).by("H30").at(complaint.S25, complaint.S35)
	if d := r.c.last(IRMVerification); d.Status != complaint.Missed || d.Done.IsZero() || r.c.Overdue() {
		t.Errorf("late performance is not noted: %+v", d)
	}
	newRoad(t).upheld().do(officer, complaint.IRMPerformed).refused("performance was missed", officer, complaint.IRMPerformed)
}

// The window of the complainant runs on two tracks at once: each clock moves its
// own track, and an act stops its own clock.
func TestRecourse_windowsSideBySide(t *testing.T) {
	t.Parallel()
	both := func() *road {
		return newRoad(t).accepted("NON_HR").day(5).do(person, complaint.IRMFiled).do(officer, complaint.IRMEligible).do(officer, complaint.IRMNoSettlement).
			day(35).sent("PARTLY").day(40).do(officer, complaint.IRMDecision, "decision=REJECTED").at(complaint.S1Responded, complaint.S25).clocks(SAT, SAT)
	}
	both().day(68).by("T15").at(complaint.S25).clocks(SAT).day(72).by("H08").at(complaint.S5)
	newRoad(t).accepted("NON_HR").day(5).do(person, complaint.IRMFiled).do(officer, complaint.IRMEligible).do(officer, complaint.IRMNoSettlement).
		day(20).do(officer, complaint.IRMDecision, "decision=REJECTED").day(40).sent("PARTLY").at(complaint.S1Responded, complaint.S25).
		day(53).by("H08").at(complaint.S1Responded).day(75).by("T15").at(complaint.S5)
	both().day(42).do(person, complaint.ComplainantSatisfied).by("T12").at(complaint.S25).clocks(SAT).day(72).by("H08").at(complaint.S5)
}
