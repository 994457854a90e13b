package law

import (
	"fmt"
	"testing"

	"recourse/complaint"
)

func TestT30_precheckOpen(t *testing.T) {
	t.Parallel()
	newRoad(t).offered().do(person, complaint.ArbPrecheck).by("T30").at(complaint.S42).told("N13").clocks(SAT).
		refused("S4.1", person, complaint.ArbPrecheck)
}

func TestT31_precheckNotOpen(t *testing.T) {
	t.Parallel()
	early := newRoad(t).accepted("NON_HR").do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPARefersDoC).
		do(officer, complaint.DoCUnresolved).at(complaint.S1, complaint.S41).
		do(person, complaint.ArbPrecheck).by("T31").at(complaint.S1, complaint.S41).told("N13")
	if got := early.c.Arbitration(early.now); got.Open || fmt.Sprint(got.Missing) != "[G1 G2]" {
		t.Errorf("missing %v, want G1 and G2", got.Missing)
	}
	barred := newRoad(t).offered().do(officer, complaint.CourtJudgment).do(person, complaint.ArbPrecheck).by("T31").at(complaint.S41)
	if got := barred.c.Arbitration(barred.now); fmt.Sprint(got.Missing) != "[B2]" {
		t.Errorf("missing %v, want B2", got.Missing)
	}
}

func TestT32_noticeAfterThePrecheck(t *testing.T) {
	t.Parallel()
	r := newRoad(t).noticed().by("T32").at(complaint.S42).told("N14", "ALARM", "ALARM").clocks(ARB90).due(ARB90, complaint.Running, "2019-07-30").
		refused("no Notice has been delivered yet", person, complaint.ArbNoticeDelivered)
	if len(r.c.Objections) != 0 || !r.c.NoticeAt.Equal(r.now) {
		t.Errorf("objections %v, delivered %s", r.c.Objections, r.c.NoticeAt)
	}
}

func TestT32_unannouncedNotice(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		class, want string
	}{{"NON_HR", "[G1 G2 G3]"}, {"HR", "[G1 G2 G3 B4]"}} {
		r := newRoad(t).accepted(tc.class).do(person, complaint.ArbNoticeDelivered).by("T32").at(complaint.S1, complaint.S42).
			told("N14", "ALARM", "ALARM").clocks(D45, ARB90)
		if got := fmt.Sprint(r.c.Objections); got != tc.want {
			t.Errorf("%s: objections %s, want %s", tc.class, got, tc.want)
		}
	}
	newRoad(t).refused("not for the role representative", complaint.Representative, complaint.ArbNoticeDelivered) // E13
}

func TestT32_noticeOnAClosedCase(t *testing.T) {
	t.Parallel()
	r := newRoad(t).answered("NON_HR", 20, "PARTLY").day(60).ended(complaint.NoObjection).
		day(70).do(person, complaint.ArbNoticeDelivered).by("T32").at(complaint.S42).told("N14", "ALARM", "ALARM").clocks(ARB90)
	if r.c.Outcome != "" || fmt.Sprint(r.c.Objections) != "[G2 G3]" {
		t.Errorf("outcome %q, objections %v", r.c.Outcome, r.c.Objections)
	}
	r.do(officer, complaint.ArbEnded, "reason_code=TERMINATED").ended(complaint.NoObjection).clocks(Reopen).
		day(80).do(person, complaint.ArbNoticeDelivered).at(complaint.S42) // never ignored, not even the second time
}

func TestT33_panelFormed(t *testing.T) {
	t.Parallel()
	newRoad(t).heard().by("T33").at(complaint.S44).told("N14").clocks(ARB90)
	newRoad(t).noticed().do(officer, complaint.ArbPanelFormed, "arbitrators=3").by("T33").at(complaint.S44)
	newRoad(t).offered().do(person, complaint.ArbPrecheck).refused("Notice has been delivered", officer, complaint.ArbPanelFormed, "arbitrators=1")
	newRoad(t).noticed().refused("must be one of 1, 3", officer, complaint.ArbPanelFormed, "arbitrators=2")
}

func TestT33_award(t *testing.T) {
	t.Parallel()
	for award, want := range map[string]complaint.Outcome{"FOR_INDIVIDUAL": complaint.ArbitratedForIndividual, "PARTIAL": complaint.ArbitratedPartial} {
		newRoad(t).heard().day(330).do(officer, complaint.ArbAward, "award="+award).by("T33").at(complaint.S45).told("N14").
			clocks(AwardDue).due(AwardDue, complaint.Running, "2019-08-19").due(ARB90, complaint.Met, "2019-07-30").
			proven("G1", "G2", "G3", "B1").do(officer, complaint.AwardComplied).ended(want)
	}
	newRoad(t).heard().day(330).do(officer, complaint.ArbAward, "award=FOR_COMPANY").by("T33").told("N14", "N15").
		ended(complaint.ArbitratedForCompany).exit(complaint.ArbitrationTrack, "ARB_AWARD_FOR_COMPANY").proven("G1", "G2", "G3", "B1").
		due(ARB90, complaint.Met, "2019-07-30")
}

func TestT34_complied(t *testing.T) {
	t.Parallel()
	newRoad(t).heard().day(330).do(officer, complaint.ArbAward, "award=PARTIAL", "due=2019-08-10").
		day(345).do(officer, complaint.AwardComplied).by("T34").told("N15").ended(complaint.ArbitratedPartial).
		exit(complaint.ArbitrationTrack, "ARB_AWARD_COMPLIED").due(AwardDue, complaint.Met, "2019-08-10")
}

func TestH17_declined(t *testing.T) {
	t.Parallel()
	newRoad(t).offered().do(person, complaint.ArbDeclined).by("H17").ended(complaint.NotUpheld).exit(complaint.ArbitrationTrack, "ARB_DECLINED")
	newRoad(t).noticed().refused("no Notice has been delivered yet", person, complaint.ArbDeclined)
}

func TestH18_notInvoked(t *testing.T) {
	t.Parallel()
	newRoad(t).offered().day(280).by("H18").ended(complaint.NotUpheld).exit(complaint.ArbitrationTrack, "ARB_NOT_INVOKED")
	newRoad(t).offered().day(265).do(person, complaint.ArbPrecheck).day(280).at(complaint.S42).day(300).by("H18").at(complaint.S5)
}

func TestH19_listReceived(t *testing.T) {
	t.Parallel()
	newRoad(t).noticed().do(officer, complaint.ArbListReceived).by("H19").at(complaint.S43).told("N14").clocks(ARB90)
	newRoad(t).offered().do(person, complaint.ArbPrecheck).refused("Notice has been delivered", officer, complaint.ArbListReceived)
}

func TestH20_endedWithoutAward(t *testing.T) {
	t.Parallel()
	newRoad(t).noticed().do(officer, complaint.ArbEnded, "reason_code=WITHDRAWN").by("H20").told("N14", "N15").
		ended(complaint.NotUpheld).exit(complaint.ArbitrationTrack, "ARB_WITHDRAWN").due(ARB90, complaint.Met, "2019-07-30")
	newRoad(t).accepted("NON_HR").do(person, complaint.ArbNoticeDelivered).do(officer, complaint.ArbEnded, "reason_code=TERMINATED").
		by("H20").at(complaint.S1).exit(complaint.ArbitrationTrack, "ARB_TERMINATED").clocks(D45)
	newRoad(t).offered().do(person, complaint.ArbPrecheck).refused("Notice has been delivered", officer, complaint.ArbEnded, "reason_code=WITHDRAWN").
		refused("Notice has been delivered", officer, complaint.ArbEnded, "reason_code=SETTLED")
}

func TestH20_settledInArbitration(t *testing.T) {
	t.Parallel()
	newRoad(t).heard().do(officer, complaint.ArbEnded, "reason_code=SETTLED", "due=2019-06-01").by("H20").at(complaint.S5Performance).
		exit(complaint.ArbitrationTrack, "ARB_SETTLED").clocks(Performance).due(Performance, complaint.Running, "2019-06-01").proven("G1", "G2", "G3", "B3").
		do(officer, complaint.SettlementPerformed).ended(complaint.Settled)
	newRoad(t).accepted("NON_HR").do(officer, complaint.SettlementSigned, "told_of_bar=true").do(person, complaint.ArbNoticeDelivered).
		do(officer, complaint.ArbEnded, "reason_code=SETTLED").at(complaint.S5Performance).clocks(Performance)
}

func TestH31_awardNotCompliedWith(t *testing.T) {
	t.Parallel()
	r := newRoad(t).heard().do(officer, complaint.ArbAward, "award=PARTIAL", "due=2019-06-01").
		refused("date of compliance has passed", officer, complaint.AwardNotComplied).
		day(300).do(officer, complaint.AwardNotComplied).by("H31").told("N15", "ALARM", "ALARM").ended(complaint.NoncomplianceReported).
		exit(complaint.ArbitrationTrack, "ARB_AWARD_NOT_COMPLIED")
	if !r.c.DelistRisk {
		t.Error("no risk of removal from the list is noted")
	}
}
