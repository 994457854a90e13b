package law

import (
	"testing"

	"recourse/complaint"
)

func TestRoad_fullPathToAnAward(t *testing.T) {
	t.Parallel()
	r := newRoad(t).at(complaint.S0).due(D45, complaint.Running, "2018-10-08").told("N01").by("T01")
	r.commerce().at(complaint.S34).due(D90, complaint.Running, "2019-04-22").told("N12")
	r.day(242).at(complaint.S41).by("T29")
	r.do(person, complaint.ArbPrecheck).by("T30").at(complaint.S42).told("N13")
	r.day(250).do(person, complaint.ArbNoticeDelivered).by("T32").due(ARB90, complaint.Running, "2019-07-30")
	r.day(255).do(officer, complaint.ArbListReceived).at(complaint.S43)
	r.day(262).do(officer, complaint.ArbPanelFormed, "arbitrators=1").at(complaint.S44)
	r.day(330).do(officer, complaint.ArbAward, "award=PARTIAL", "due=2019-08-10").at(complaint.S45).due(AwardDue, complaint.Running, "2019-08-10")
	r.day(345).do(officer, complaint.AwardComplied).by("T34").at(complaint.S5).ended(complaint.ArbitratedPartial).told("N15")
	if len(r.c.Objections) != 0 {
		t.Errorf("objections %v, want none", r.c.Objections)
	}
	r.day(345 + 368).at(complaint.S5)
	if !r.c.Ended {
		t.Error("the time for reopening has not ended after 12 months")
	}
	t.Logf("%d events", len(r.events))
}

func TestRoad_employmentDataThroughThePanel(t *testing.T) {
	t.Parallel()
	r := newRoad(t).answered("HR", 30, "NOT_SUBSTANTIATED").day(35).refused("employment data", person, complaint.IRMFiled).
		do(person, complaint.ComplainantNotSatisfied).by("T14").at(complaint.S3Offered).told("N10")
	r.day(40).do(person, complaint.DPAContacted, "authority=SE").at(complaint.S31).
		day(50).do(officer, complaint.DPAPanelCompetent).due(D60, complaint.Running, "2018-12-03"). // 2 December is a Sunday
		day(80).do(officer, complaint.DPAAdvice).at(complaint.S33).due(D25, complaint.Running, "2018-12-07")
	r.day(106).at(complaint.S35).due(D25, complaint.Missed, "2018-12-07")
	if !r.c.DelistRisk {
		t.Error("no risk of removal from the list is noted")
	}
	r.day(120).do(officer, complaint.FTCActed).ended(complaint.NoncomplianceReported)
}
