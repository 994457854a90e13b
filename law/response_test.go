package law

import (
	"testing"
	"time"

	"recourse/complaint"
)

func TestH04_drafted(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=APOLOGY,CORRECTED").by("H04").at(complaint.S1)
	if r.c.Draft.By != "staff/1" || r.c.Draft.Finding != "PARTLY" {
		t.Errorf("the draft is %+v", r.c.Draft)
	}
	r.do(privacy, complaint.ResponseApproved).do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").
		refused("approved", officer, complaint.ResponseSent) // a new draft voids the approval
}

func TestH05_approvedByAnother(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("NON_HR").refused("draft answer", privacy, complaint.ResponseApproved).
		do(privacy, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").
		refused("not the person who drafted", privacy, complaint.ResponseApproved).
		do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").
		refused("role case_officer", officer, complaint.ResponseApproved).
		do(privacy, complaint.ResponseApproved).by("H05").at(complaint.S1)
}

func TestT09_answerInTime(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("NON_HR").refused("approved", officer, complaint.ResponseSent).day(45).sent("PARTLY").
		by("T09").at(complaint.S1Responded).told("N07").due(D45, complaint.Met, "2018-10-08").
		due(SAT, complaint.Running, "2018-11-07").clocks(SAT).proven("G1")
}

func TestT09_lastSecond(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").do(privacy, complaint.ResponseApproved)
	last := r.c.last(D45).Instant
	r.until(last.Add(time.Second-time.Nanosecond)).at(complaint.S1).do(officer, complaint.ResponseSent).by("T09")
}

func TestT09_sentInTimeRecordedLate(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").day(44).do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").
		do(privacy, complaint.ResponseApproved).day(47).at(complaint.S1Overdue).
		doAt(45, officer, complaint.ResponseSent).by("T09").at(complaint.S1Responded).due(D45, complaint.Met, "2018-10-08")
	if r.c.Overdue() || !r.c.last(D45).Done.IsZero() {
		t.Error("an answer in time still counts as a breach")
	}
	newRoad(t).accepted("NON_HR").day(44).do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").
		day(46).do(privacy, complaint.ResponseApproved)
}

func TestT09_neverSentBeforeApproval(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").day(44).do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").
		day(47).do(privacy, complaint.ResponseApproved)
	if err := r.tryAt(received.AddDate(0, 0, 44), officer, complaint.ResponseSent); complaint.RuleOf(err) != "T09" {
		t.Errorf("got %v, want a refusal by T09", err)
	}
}

func TestT10_answerLate(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").day(60).at(complaint.S1Overdue)
	if !r.c.Overdue() {
		t.Error("a missed answer does not count as overdue")
	}
	r.sent("SUBSTANTIATED").by("T10").at(complaint.S1RespondedLte).told("N07").due(D45, complaint.Missed, "2018-10-08").clocks(SAT).proven("G1")
	if d := r.c.last(D45); !d.Done.Equal(r.now) || r.c.Overdue() {
		t.Errorf("the late answer is not noted: %+v", d)
	}
}

func TestT11_45DaysMissed(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").until(received.AddDate(0, 0, 45).Add(12*time.Hour)).
		by("T11").at(complaint.S1Overdue).told("N08").due(D45, complaint.Missed, "2018-10-08").proven("G1")
	if want := time.Date(2018, 10, 8, 22, 0, 0, 0, time.UTC); !r.last().At.Equal(want) || r.last().Late != 0 {
		t.Errorf("breach at %s, want %s: the day ends first in Stockholm", r.last().At, want)
	}
}

func TestT11_45DaysMissedBeforeTriage(t *testing.T) {
	t.Parallel()
	newRoad(t).do(officer, complaint.TriageNeedsInfo).until(received.AddDate(0, 0, 45).Add(12 * time.Hour)).
		by("T11").at(complaint.S0AwaitingInfo).told("N08").proven("G1")
}

func TestT12_satisfied(t *testing.T) {
	t.Parallel()
	for finding, want := range map[string]complaint.Outcome{
		"SUBSTANTIATED": complaint.UpheldRemedied, "PARTLY": complaint.PartlyUpheldRemedied,
		"NOT_SUBSTANTIATED": complaint.NotUpheld, "NOT_DETERMINED": complaint.NotUpheld,
	} {
		newRoad(t).answered("NON_HR", 20, finding).day(22).do(person, complaint.ComplainantSatisfied).by("T12").told("N15").
			ended(want).exit(complaint.CompanyTrack, "ACCEPTED_BY_COMPLAINANT").clocks(Reopen)
	}
	newRoad(t).accepted("NON_HR").refused("S1/RESPONDED", person, complaint.ComplainantSatisfied)
}

func TestT13_notSatisfied(t *testing.T) {
	t.Parallel()
	newRoad(t).answered("NON_HR", 20, "PARTLY").day(25).do(person, complaint.ComplainantNotSatisfied).
		by("T13").at(complaint.S2Offered).told("N09").clocks(SAT).due(SAT, complaint.Running, "2018-10-18").exit(complaint.CompanyTrack, "NOT_SATISFIED")
}

func TestT13_notSatisfiedWithALateAnswer(t *testing.T) {
	t.Parallel()
	early := func() *road { return newRoad(t).accepted("NON_HR").day(46).do(person, complaint.IRMFiled) }
	early().day(50).sent("PARTLY").do(person, complaint.ComplainantNotSatisfied).by("T13").at(complaint.S21).told().clocks(IRM, IRMEligibility)

	decided := func() *road {
		return early().do(officer, complaint.IRMEligible).do(officer, complaint.IRMNoSettlement).do(officer, complaint.IRMDecision, "decision=REJECTED").
			day(50).do(person, complaint.ComplainantNotSatisfied).by("T21").at(complaint.S1Overdue, complaint.S3Offered)
	}
	decided().day(82).at(complaint.S1Overdue).sent("PARTLY").do(person, complaint.ComplainantNotSatisfied).
		by("T13").at(complaint.S3Offered).told("N10").clocks(SAT)
	further := decided().do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPARefersDoC)
	further.day(52).sent("PARTLY").do(person, complaint.ComplainantNotSatisfied).by("T13").at(complaint.S34).told().clocks(D90)
	further.day(150).at(complaint.S41).day(190).at(complaint.S5)

	all := decided().do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPARefersDoC).do(officer, complaint.DoCUnresolved).
		do(person, complaint.ArbDeclined).at(complaint.S1Overdue)
	all.day(55).sent("PARTLY").do(person, complaint.ComplainantNotSatisfied).by("T13").at(complaint.S41).told("N13").clocks(SAT)
}

func TestT14_notSatisfiedWithEmploymentData(t *testing.T) {
	t.Parallel()
	newRoad(t).answered("HR", 20, "PARTLY").day(25).do(person, complaint.ComplainantNotSatisfied).
		by("T14").at(complaint.S3Offered).told("N10").clocks(SAT).exit(complaint.CompanyTrack, "NOT_SATISFIED")
	newRoad(t).accepted("HR").do(person, complaint.DPAContacted, "authority=SE").day(20).sent("PARTLY").
		do(person, complaint.ComplainantNotSatisfied).by("T14").at(complaint.S31).told().clocks()
}

func TestT15_noObjection(t *testing.T) {
	t.Parallel()
	const due = "2018-10-15" // 13 October is a Saturday
	newRoad(t).answered("NON_HR", 20, "PARTLY").due(SAT, complaint.Running, due).day(52).at(complaint.S1Responded).
		day(53).by("T15").told("N15").ended(complaint.NoObjection).exit(complaint.CompanyTrack, "NO_OBJECTION").due(SAT, complaint.Missed, due)
}

func TestT15_keepsWhatABodyHasDecided(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("HR").do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPANoBreach).
		at(complaint.S1).day(20).sent("PARTLY").day(60).by("T15").ended(complaint.AuthorityNoBreach)
	newRoad(t).accepted("HR").do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPANoBreach).
		day(20).sent("SUBSTANTIATED").do(person, complaint.ComplainantSatisfied).by("T12").ended(complaint.AuthorityNoBreach)
}
