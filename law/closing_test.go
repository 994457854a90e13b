package law

import (
	"testing"

	"recourse/complaint"
)

func TestT35_withdrawn(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("NON_HR").refused("needs confirmed", person, complaint.ComplaintWithdrawn).
		do(person, complaint.ComplaintWithdrawn, "confirmed=true").by("T35").told("N16").ended(complaint.Withdrawn).
		exit(complaint.CompanyTrack, "WITHDRAWN").clocks(Reopen).due(D45, complaint.Cancelled, "2018-10-08")
	newRoad(t).filed().do(officer, complaint.ComplaintWithdrawn, "confirmed=true").ended(complaint.Withdrawn).exit(complaint.RecourseTrack, "WITHDRAWN")
	newRoad(t).noticed().do(person, complaint.ComplaintWithdrawn, "confirmed=true").ended(complaint.Withdrawn)
	newRoad(t).rejected().do(person, complaint.ComplainantNotSatisfied).do(person, complaint.ComplaintWithdrawn, "confirmed=true").ended(complaint.Withdrawn)
}

func TestT35_besideAnAuthority(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("HR").do(person, complaint.DPAContacted, "authority=SE").do(person, complaint.ComplaintWithdrawn, "confirmed=true").
		by("T35").at(complaint.S31).told("N16").exit(complaint.CompanyTrack, "WITHDRAWN").
		refused("has not been withdrawn", person, complaint.ComplaintWithdrawn, "confirmed=true").
		do(officer, complaint.DPANoBreach).told("N15").ended(complaint.Withdrawn)
}

func TestT35_comeBack(t *testing.T) {
	t.Parallel()
	withdrawn(newRoad(t).commerce()).do(person, complaint.ArbNoticeDelivered).do(officer, complaint.ArbPanelFormed, "arbitrators=1").
		do(officer, complaint.DoCUnresolved).do(officer, complaint.ArbAward, "award=FOR_COMPANY").ended(complaint.ArbitratedForCompany)
	withdrawn(newRoad(t).commerce()).do(officer, complaint.SettlementSigned, "told_of_bar=true").do(officer, complaint.DoCUnresolved).
		at(complaint.S41, complaint.S5Performance).do(person, complaint.ArbDeclined).do(officer, complaint.SettlementPerformed).ended(complaint.Settled)
	withdrawn(newRoad(t).advised()).day(110).at(complaint.S35).do(person, complaint.DPAContacted, "authority=SE").
		do(officer, complaint.FTCNoAction).do(officer, complaint.DPADirectAction).ended(complaint.AuthorityResolved)
}

func TestT36_settled(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("NON_HR").refused("needs told_of_bar", officer, complaint.SettlementSigned).
		do(officer, complaint.SettlementSigned, "told_of_bar=true", "due=2018-09-20").by("T36").at(complaint.S5Performance).
		exit(complaint.CompanyTrack, "SETTLED").clocks(Performance).due(Performance, complaint.Running, "2018-09-20").proven("B3").
		refused("no settlement is being performed", officer, complaint.SettlementSigned, "told_of_bar=true")
	newRoad(t).accepted("NON_HR").do(officer, complaint.SettlementSigned, "told_of_bar=true").due(Performance, complaint.Running, "2018-09-25")
}

func TestT36_besideAnAuthority(t *testing.T) {
	t.Parallel()
	both := func() *road {
		return newRoad(t).commerce().do(officer, complaint.SettlementSigned, "told_of_bar=true").at(complaint.S34, complaint.S5Performance)
	}
	both().do(officer, complaint.SettlementPerformed).at(complaint.S34).do(officer, complaint.DoCResolved).ended(complaint.AuthorityResolved)
	r := both().do(officer, complaint.SettlementPerformed).do(officer, complaint.DoCUnresolved).by("T29").at(complaint.S41).told("N13").
		do(person, complaint.ArbPrecheck).by("T31") // bar B3
	r.day(300).by("H18").ended(complaint.Settled)
}

func TestH21_settlementPerformed(t *testing.T) {
	t.Parallel()
	signed := func() *road {
		return newRoad(t).accepted("NON_HR").do(officer, complaint.SettlementSigned, "told_of_bar=true", "due=2018-09-20")
	}
	signed().day(20).do(officer, complaint.SettlementPerformed).by("H21").told("N15").ended(complaint.Settled).due(Performance, complaint.Met, "2018-09-20")
	signed().day(40).do(officer, complaint.SettlementPerformed).ended(complaint.Settled).due(Performance, complaint.Missed, "2018-09-20")
}

func TestH22_settlementNotPerformed(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("NON_HR").do(officer, complaint.SettlementSigned, "told_of_bar=true", "due=2018-09-20").
		refused("date of performance has passed", person, complaint.ComplainantNotSatisfied).
		day(30).do(person, complaint.ComplainantNotSatisfied).by("H22").at(complaint.S2Offered).told("N09").clocks(SAT).
		exit(complaint.SettlementTrack, "NOT_PERFORMED").day(70).ended(complaint.UnansweredByComplainant)
}

func TestH23_settlementNotPerformedWithEmploymentData(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("HR").do(officer, complaint.SettlementSigned, "told_of_bar=true", "due=2018-09-20").
		refused("date of performance has passed", person, complaint.ComplainantNotSatisfied).
		day(30).do(person, complaint.ComplainantNotSatisfied).by("H23").at(complaint.S3Offered).told("N10").clocks(SAT)
	newRoad(t).accepted("HR").do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.SettlementSigned, "told_of_bar=true", "due=2018-09-20").
		refused("date of performance has passed", person, complaint.ComplainantNotSatisfied).day(30).do(person, complaint.ComplainantNotSatisfied).by("H23").at(complaint.S31).told().clocks()
}

func TestH24_assigned(t *testing.T) {
	t.Parallel()
	r := newRoad(t).do(complaint.Manager, complaint.CaseAssigned, "assignee=staff/7").by("H24").at(complaint.S0)
	if r.c.Assignee != "staff/7" {
		t.Errorf("assigned to %q", r.c.Assignee)
	}
	r.refused("staff identifier", officer, complaint.CaseAssigned, "assignee=somebody")
}

func TestH25_message(t *testing.T) {
	t.Parallel()
	r := newRoad(t).do(officer, complaint.MessageSent).by("H25").told("MESSAGE")
	if to := r.last().Letters[0].To; to != person {
		t.Errorf("the officer's message goes to %s", to)
	}
	r.do(person, complaint.ComplaintWithdrawn, "confirmed=true").do(complaint.Representative, complaint.MessageSent).by("H25").told("MESSAGE")
}

func TestH26_document(t *testing.T) {
	t.Parallel()
	newRoad(t).do(person, complaint.DocumentAdded).by("H26").at(complaint.S0).told().
		do(person, complaint.ComplaintWithdrawn, "confirmed=true").do(person, complaint.DocumentAdded).by("H26").at(complaint.S5).told()
}

func TestH27_dateStated(t *testing.T) {
	t.Parallel()
	newRoad(t).filed().do(officer, complaint.DeadlineStated, "rule=IRM", "due=2018-12-24").by("H27").at(complaint.S21).
		clocks(IRMEligibility, IRM).due(IRM, complaint.Running, "2018-12-24").
		refused("is running", officer, complaint.DeadlineStated, "rule=D90", "due=2018-12-24").
		refused("must be one of", officer, complaint.DeadlineStated, "rule=D45", "due=2018-12-24").
		refused("lies before the act", officer, complaint.DeadlineStated, "rule=IRM", "due=2018-09-22").
		refused("lies after the act", officer, complaint.DeadlineStated, "rule=IRM", "due=2018-09-23").
		refused("10 years ahead", officer, complaint.DeadlineStated, "rule=IRM", "due=2108-12-24")
}

func TestH28_judgment(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("NON_HR").do(officer, complaint.CourtJudgment).by("H28").at(complaint.S1).proven("B2")
}

func TestT37_reopened(t *testing.T) {
	t.Parallel()
	r := newRoad(t).answered("NON_HR", 20, "PARTLY").day(60).ended(complaint.NoObjection).
		do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-12-01").by("T37").at(complaint.S1).told().clocks(Reopened).
		due(Reopened, complaint.Running, "2018-12-01").due(D45, complaint.Met, "2018-10-08").due(Reopen, complaint.Cancelled, "2019-10-15")
	if r.c.Outcome != "" || r.c.Closed() || r.c.Draft.By != "" {
		t.Errorf("the case is still closed with %s, or the old draft stands", r.c.Outcome)
	}
	withdrawn(newRoad(t)).refused("lies after the act", officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-08-24").
		refused("lies before the act", officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-08-23")
	r.refused("approved", officer, complaint.ResponseSent).day(90).sent("SUBSTANTIATED").by("T09").due(Reopened, complaint.Met, "2018-12-01").
		do(person, complaint.ComplainantSatisfied).ended(complaint.UpheldRemedied)
}

func TestT37_lateAfterReopening(t *testing.T) {
	t.Parallel()
	r := withdrawn(newRoad(t).accepted("NON_HR").day(40)).
		do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-10-20").at(complaint.S1).day(47).at(complaint.S1). // no 45 days any more
		day(70).due(Reopened, complaint.Missed, "2018-10-20").sent("PARTLY").by("T10").at(complaint.S1RespondedLte)
	if !r.c.last(Reopened).Done.Equal(r.now) || r.c.Overdue() {
		t.Error("the late answer is not noted")
	}
	newRoad(t).do(person, complaint.ComplaintWithdrawn, "confirmed=true").do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-09-20").
		at(complaint.S0).day(50).do(officer, complaint.TriageAccepted, "data_class=NON_HR").by("T02").at(complaint.S1Overdue)
}

// Every stage in which a case can end has a stage at which it goes on, with that
// stage's own clock set to the officer's date.
func TestT37_goesOnAtTheLastStageWithWork(t *testing.T) {
	t.Parallel()
	withdraw := func(r *road) *road { return r.do(person, complaint.ComplaintWithdrawn, "confirmed=true") }
	for name, tc := range map[string]struct {
		closed *road
		at     complaint.Step
		clock  RuleID
	}{
		"ineligible":             {newRoad(t).do(officer, complaint.TriageIneligible, "reason_code=NOT_OUR_GROUP"), complaint.S0, Reopened},
		"information never came": {withdraw(newRoad(t).do(officer, complaint.TriageNeedsInfo)), complaint.S0, Reopened},
		"answer overdue":         {withdraw(newRoad(t).accepted("NON_HR").day(50)), complaint.S1, Reopened},
		"recourse not pursued":   {newRoad(t).answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantNotSatisfied).day(60), complaint.S1, Reopened},
		"in the check":           {withdraw(newRoad(t).filed()), complaint.S21, IRMEligibility},
		"in the review":          {withdraw(newRoad(t).reviewed()), complaint.S23, IRMReview},
		"decision performed":     {newRoad(t).upheld().do(officer, complaint.IRMPerformed).do(person, complaint.ComplainantSatisfied), complaint.S24, IRMVerification},
		"decision not performed": {newRoad(t).upheld().do(officer, complaint.IRMNonperformed).day(130), complaint.S24, IRMVerification},
		"claim rejected":         {newRoad(t).rejected().do(person, complaint.ComplainantSatisfied), complaint.S1, Reopened},
		"no breach":              {newRoad(t).lodged().do(officer, complaint.DPANoBreach), complaint.S31, DREF},
		"panel finds no breach":  {newRoad(t).panel().do(officer, complaint.DPANoBreach), complaint.S32, D60},
		"advice complied with":   {newRoad(t).advised().do(officer, complaint.AdviceComplied), complaint.S33, D25},
		"FTC acted":              {newRoad(t).advised().day(120).do(officer, complaint.FTCActed), complaint.S33, D25},
		"Commerce resolved":      {newRoad(t).commerce().do(officer, complaint.DoCResolved), complaint.S34, D90},
		"arbitration declined":   {newRoad(t).offered().do(person, complaint.ArbPrecheck).do(person, complaint.ArbDeclined), complaint.S41, SAT},
		"award complied with":    {newRoad(t).heard().do(officer, complaint.ArbAward, "award=PARTIAL").do(officer, complaint.AwardComplied), complaint.S45, AwardDue},
		"settlement performed":   {newRoad(t).do(officer, complaint.SettlementSigned, "told_of_bar=true").do(officer, complaint.SettlementPerformed), complaint.S5Performance, Performance},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := tc.closed
			r.t = t
			r.do(officer, complaint.CaseReopened, "ground=NOT_PERFORMED", "due=2020-02-02").by("T37").at(tc.at).clocks(tc.clock).
				due(tc.clock, complaint.Running, "2020-02-02")
		})
	}
}

func TestT37_decidesAnew(t *testing.T) {
	t.Parallel()
	reopen := func(r *road) *road {
		return r.do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2019-12-01")
	}
	reopen(newRoad(t).answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantSatisfied).ended(complaint.PartlyUpheldRemedied)).
		day(30).sent("NOT_SUBSTANTIATED").day(70).ended(complaint.NoObjection)
	reopen(newRoad(t).heard().do(officer, complaint.ArbAward, "award=PARTIAL").do(officer, complaint.AwardComplied)).at(complaint.S45).
		do(officer, complaint.AwardComplied).ended(complaint.ArbitratedPartial) // the award stands
	reopen(newRoad(t).advised().day(120).do(officer, complaint.FTCActed)).at(complaint.S33).do(officer, complaint.FTCReferral).
		do(officer, complaint.AdviceComplied).ended(complaint.AuthorityResolved).exit(complaint.FTCTrack, "FTC_PENDING") // it no longer waits for the FTC
	reopen(withdrawn(newRoad(t).noticed())).at(complaint.S41).do(person, complaint.ArbPrecheck).at(complaint.S42).
		do(person, complaint.ArbDeclined).by("H17") // the old Notice does not count
}

func TestT37_employmentDataNeverComesToArbitration(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("HR").day(20).sent("PARTLY").do(person, complaint.ArbNoticeDelivered).do(person, complaint.ComplaintWithdrawn, "confirmed=true").
		do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-12-01").at(complaint.S1)
}

func TestH29_tooLateToReopen(t *testing.T) {
	t.Parallel()
	r := newRoad(t).do(person, complaint.ComplaintWithdrawn, "confirmed=true").due(Reopen, complaint.Running, "2019-08-24").
		day(365).do(officer, complaint.MessageSent).day(366).by("H29").at(complaint.S5).told().ended(complaint.Withdrawn)
	if _, ticking := r.c.Next(); !r.c.Ended || ticking {
		t.Error("the case has not ended for good")
	}
	for _, a := range []complaint.Action{complaint.MessageSent, complaint.DocumentAdded, complaint.ArbNoticeDelivered} {
		r.refused("a new complaint can be linked", officer, a)
	}
	r.refused("a new complaint can be linked", officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2020-01-01")
}
