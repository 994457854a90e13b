package law

import (
	"testing"
	"time"

	"recourse/complaint"
)

func TestT22_contacted(t *testing.T) {
	t.Parallel()
	newRoad(t).lodged().by("T22").at(complaint.S31).told().clocks().due(SAT, complaint.Met, "2018-12-24")
	newRoad(t).do(person, complaint.DPAContacted, "authority=DE").by("T22").at(complaint.S0, complaint.S31).clocks(D45).
		refused("no authority has the complaint yet", person, complaint.DPAContacted, "authority=DE").
		refused("must be one of", person, complaint.DPAContacted, "authority=XX").
		day(46).at(complaint.S0, complaint.S31).due(D45, complaint.Missed, "2018-10-08")
	newRoad(t).filed().do(officer, complaint.DPAContacted, "authority=SE").by("T22").at(complaint.S21, complaint.S31)
}

func TestT23_panelCompetent(t *testing.T) {
	t.Parallel()
	r := newRoad(t).panel().by("T23").at(complaint.S32).clocks(D60).due(D60, complaint.Running, "2018-12-03") // 2 December is a Sunday
	if d := r.c.last(D60); d.Start != day(t, "2018-10-03") {
		t.Errorf("the panel counts from %s, want the receipt by the authority", d.Start)
	}
	newRoad(t).lodged().refused("employment data", officer, complaint.DPAPanelCompetent)
}

func TestT24_refersToCommerce(t *testing.T) {
	t.Parallel()
	newRoad(t).commerce().by("T24").at(complaint.S34).told("N12").clocks(D90).due(D90, complaint.Running, "2019-04-22")
	newRoad(t).answered("HR", 20, "PARTLY").do(person, complaint.DPAContacted, "authority=SE").refused("not employment data", officer, complaint.DPARefersDoC)
	newRoad(t).do(person, complaint.DPAContacted, "authority=SE").refused("triage has found", officer, complaint.DPARefersDoC)
}

func TestT25_ftcReferral(t *testing.T) {
	t.Parallel()
	for _, r := range []*road{newRoad(t).lodged(), newRoad(t).panel(), newRoad(t).advised(), newRoad(t).commerce()} {
		before := r.c.Steps()
		r.do(officer, complaint.FTCReferral).by("T25").at(append(before, complaint.S35)...).told("N12").
			refused("FTC does not have", officer, complaint.FTCReferral)
	}
	newRoad(t).accepted("NON_HR").refused("S3.1", officer, complaint.FTCReferral)
}

func TestT26_advice(t *testing.T) {
	t.Parallel()
	newRoad(t).advised().by("T26").at(complaint.S33).told("ALARM", "ALARM").clocks(D25).
		due(D25, complaint.Running, "2018-12-07").due(D60, complaint.Met, "2018-12-03")
}

func TestT27_complied(t *testing.T) {
	t.Parallel()
	newRoad(t).advised().day(104).do(officer, complaint.AdviceComplied).by("T27").ended(complaint.AuthorityResolved).
		exit(complaint.AuthorityTrack, "DPA_ADVICE_COMPLIED").due(D25, complaint.Met, "2018-12-07").told("N15")
}

func TestT27_25DaysMissed(t *testing.T) {
	t.Parallel()
	r := newRoad(t).advised().until(received.AddDate(0, 0, 106)).by("T27").at(complaint.S35).told("N12", "ALARM", "ALARM").
		exit(complaint.AuthorityTrack, "DPA_ADVICE_NOT_COMPLIED").due(D25, complaint.Missed, "2018-12-07").clocks()
	if !r.c.DelistRisk || !r.c.FTCDecides || !r.c.Overdue() {
		t.Error("risk of removal, wait for the FTC or breach is not noted")
	}
	if want := time.Date(2018, 12, 7, 23, 0, 0, 0, time.UTC); !r.last().At.Equal(want) {
		t.Errorf("breach at %s, want %s", r.last().At, want)
	}
}

func TestT28_commerceResolves(t *testing.T) {
	t.Parallel()
	newRoad(t).commerce().day(200).do(officer, complaint.DoCResolved).by("T28").ended(complaint.AuthorityResolved).told("N15").
		exit(complaint.AuthorityTrack, "DOC_RESOLVED").due(D90, complaint.Met, "2019-04-22").proven("G1", "G2", "G3")
}

func TestT28_notAccepted(t *testing.T) {
	t.Parallel()
	newRoad(t).commerce().day(200).do(officer, complaint.DoCResolved, "not_accepted=true").by("T29").at(complaint.S41).told("N13").
		exit(complaint.AuthorityTrack, "DOC_UNRESOLVED").clocks(SAT).proven("G1", "G2", "G3")
}

func TestT29_unresolved(t *testing.T) {
	t.Parallel()
	newRoad(t).commerce().day(200).do(officer, complaint.DoCUnresolved).by("T29").at(complaint.S41).told("N13").
		exit(complaint.AuthorityTrack, "DOC_UNRESOLVED").clocks(SAT).proven("G1", "G2", "G3").due(D90, complaint.Met, "2019-04-22")
}

func TestT29_90DaysPassed(t *testing.T) {
	t.Parallel()
	newRoad(t).commerce().until(received.AddDate(0, 0, 241).Add(12*time.Hour)).by("T29").at(complaint.S41).told("N13").
		exit(complaint.AuthorityTrack, "DOC_TIMEOUT").clocks(SAT).due(D90, complaint.Missed, "2019-04-22").proven("G1", "G2", "G3")
}

func TestT29_offersNothingInVain(t *testing.T) {
	t.Parallel()
	withdrawn := func() *road { return newRoad(t).commerce().do(person, complaint.ComplaintWithdrawn, "confirmed=true") }
	withdrawn().day(242).by("T29").ended(complaint.Withdrawn)
	withdrawn().do(officer, complaint.DoCUnresolved).by("T29").told("N15").ended(complaint.Withdrawn)
	withdrawn().do(officer, complaint.DoCResolved, "not_accepted=true").ended(complaint.Withdrawn)
	newRoad(t).commerce().do(person, complaint.ArbNoticeDelivered).at(complaint.S34, complaint.S42).
		do(officer, complaint.DoCUnresolved).by("T29").at(complaint.S42).told().clocks(ARB90)
}

func TestH10_lateCompliance(t *testing.T) {
	t.Parallel()
	r := newRoad(t).advised().day(120).do(officer, complaint.AdviceComplied).by("H10").ended(complaint.AuthorityResolved).
		exit(complaint.FTCTrack, "DPA_ADVICE_COMPLIED").due(D25, complaint.Missed, "2018-12-07")
	if !r.c.DelistRisk || r.c.last(D25).Done.IsZero() {
		t.Error("the breach or its late cure is not noted")
	}
	r = newRoad(t).advised().day(107).doAt(104, officer, complaint.AdviceComplied).by("H10").due(D25, complaint.Met, "2018-12-07")
	if r.c.DelistRisk {
		t.Error("compliance in time, recorded late, still risks removal")
	}
	newRoad(t).commerce().do(officer, complaint.FTCReferral).refused("25 days have passed", officer, complaint.AdviceComplied)
}

func TestH11_noBreach(t *testing.T) {
	t.Parallel()
	newRoad(t).lodged().do(officer, complaint.DPANoBreach).by("H11").ended(complaint.AuthorityNoBreach).exit(complaint.AuthorityTrack, "DPA_NO_BREACH")
	newRoad(t).panel().do(officer, complaint.DPANoBreach).by("H11").ended(complaint.AuthorityNoBreach).due(D60, complaint.Met, "2018-12-03")
}

func TestH12_directAction(t *testing.T) {
	t.Parallel()
	newRoad(t).panel().do(officer, complaint.DPADirectAction).by("H12").ended(complaint.AuthorityResolved).
		exit(complaint.AuthorityTrack, "DPA_DIRECT_ACTION").proven("G1", "B5").due(D60, complaint.Met, "2018-12-03")
}

func TestH13_enquiry(t *testing.T) {
	t.Parallel()
	for _, r := range []*road{newRoad(t).lodged(), newRoad(t).panel(), newRoad(t).advised(), newRoad(t).commerce()} {
		r.do(officer, complaint.AuthorityEnquiry).by("H13").refused("unanswered", officer, complaint.AuthorityEnquiry)
	}
	newRoad(t).lodged().do(officer, complaint.AuthorityEnquiry).due(DREF, complaint.Running, "2018-12-14").
		day(120).due(DREF, complaint.Missed, "2018-12-14").refused("unanswered", officer, complaint.AuthorityEnquiry)
	newRoad(t).lodged().do(officer, complaint.AuthorityEnquiry, "due=2018-12-20").due(DREF, complaint.Running, "2018-12-20")
}

func TestH14_answered(t *testing.T) {
	t.Parallel()
	newRoad(t).lodged().refused("an enquiry waits", officer, complaint.AuthorityAnswered).do(officer, complaint.AuthorityEnquiry).
		day(103).do(officer, complaint.AuthorityAnswered).by("H14").at(complaint.S31).due(DREF, complaint.Met, "2018-12-14").
		do(officer, complaint.AuthorityEnquiry).day(140).do(officer, complaint.AuthorityAnswered).due(DREF, complaint.Missed, "2018-12-19")
}

func TestH15_ftcActed(t *testing.T) {
	t.Parallel()
	newRoad(t).advised().day(120).do(officer, complaint.FTCActed).by("H15").ended(complaint.NoncomplianceReported).exit(complaint.FTCTrack, "FTC_ACTION")
	newRoad(t).commerce().do(officer, complaint.FTCReferral).do(officer, complaint.FTCActed).by("H15").at(complaint.S34).
		do(officer, complaint.DoCResolved).ended(complaint.AuthorityResolved)
}

func TestH16_ftcTakesNoAction(t *testing.T) {
	t.Parallel()
	newRoad(t).advised().day(120).do(officer, complaint.FTCNoAction).by("H16").ended(complaint.NoncomplianceReported).exit(complaint.FTCTrack, "FTC_NO_ACTION")
	r := newRoad(t).commerce().do(officer, complaint.FTCReferral).do(officer, complaint.FTCNoAction).by("H16").at(complaint.S34)
	if r.c.Result != complaint.NotUpheld {
		t.Errorf("the FTC's no changes the result to %s", r.c.Result)
	}
}

func TestH32_commerceResolvesLate(t *testing.T) {
	t.Parallel()
	r := newRoad(t).offered().do(officer, complaint.DoCResolved).by("H32").ended(complaint.AuthorityResolved).exit(complaint.ArbitrationTrack, "DOC_RESOLVED")
	if r.c.last(D90).Done.IsZero() {
		t.Error("the late resolution is not noted")
	}
	newRoad(t).offered().refused("accepts the resolution", officer, complaint.DoCResolved, "not_accepted=true")
	newRoad(t).commerce().do(officer, complaint.DoCUnresolved).refused("90 days of Commerce", officer, complaint.DoCResolved)
}
