package law

import (
	"testing"

	"recourse/complaint"
)

func byPost(f *Facts)    { f.Channel, f.Place, f.Mailable = "POST_EU", PlaceOf("POST_EU", "SE"), false }
func american(f *Facts)  { f.Residence, f.Place = "US", PlaceOf("WEB_FORM", "US") }
func foundLate(f *Facts) { f.ReceivedAt = received.AddDate(0, 0, -60) }

func TestT01_received(t *testing.T) {
	t.Parallel()
	r := newRoad(t).at(complaint.S0).by("T01").told("N01").clocks(D45).due(D45, complaint.Running, "2018-10-08")
	if e := r.last(); e.Seq != 1 || len(e.From) != 0 || !e.At.Equal(received) {
		t.Errorf("the first event is %+v", e)
	}
	newRoad(t, byPost).clocks(D45, ACK).due(ACK, complaint.Running, "2018-09-10") // Monday 27 August is a bank holiday
}

func TestT02_accepted(t *testing.T) {
	t.Parallel()
	r := newRoad(t, byPost).day(2).do(officer, complaint.TriageAccepted, "data_class=HR", "role=BOTH", "principles=ACCESS,HR_DATA")
	r.by("T02").at(complaint.S1).told("N02").clocks(D45).due(ACK, complaint.Met, "2018-09-10")
	if f := r.c.Facts; !r.c.HR() || f.Role != "BOTH" || len(f.Principles) != 2 {
		t.Errorf("triage is not on record: %+v", f)
	}
	newRoad(t, american).refused("EEA or Switzerland", officer, complaint.TriageAccepted, "data_class=NON_HR")
	moved := func(f *Facts) { american(f); f.ResidenceThen = "CH" } // E07
	newRoad(t, moved).accepted("NON_HR").at(complaint.S1)
}

func TestT02_acceptedAfterThe45Days(t *testing.T) {
	t.Parallel()
	newRoad(t).day(47).at(complaint.S0).do(officer, complaint.TriageAccepted, "data_class=NON_HR").
		by("T02").at(complaint.S1Overdue).due(D45, complaint.Missed, "2018-10-08").sent("SUBSTANTIATED").by("T10")
}

func TestT02_employmentDataLeavesTheRecourseBody(t *testing.T) {
	t.Parallel()
	newRoad(t).day(46).do(person, complaint.IRMFiled).at(complaint.S0, complaint.S21).
		do(officer, complaint.TriageAccepted, "data_class=HR").at(complaint.S1Overdue).
		exit(complaint.RecourseTrack, "WRONG_FORUM").clocks(Late)
}

func TestT03_needsInfo(t *testing.T) {
	t.Parallel()
	newRoad(t, byPost).day(1).do(officer, complaint.TriageNeedsInfo).by("T03").at(complaint.S0AwaitingInfo).told("N03").
		clocks(D45).due(D45, complaint.Running, "2018-10-08").due(ACK, complaint.Met, "2018-09-10").
		refused("S0", officer, complaint.TriageNeedsInfo)
}

func TestT04_ineligible(t *testing.T) {
	t.Parallel()
	newRoad(t, american).day(3).do(officer, complaint.TriageIneligible, "reason_code=NOT_EEA_CH").
		by("T04").at(complaint.S5).told("N04").ended(complaint.Ineligible).exit(complaint.CompanyTrack, "INELIGIBLE_NOT_EEA_CH").clocks(Reopen)
	newRoad(t).refused("neither lives nor lived", officer, complaint.TriageIneligible, "reason_code=NOT_EEA_CH").
		refused("needs reason_code", officer, complaint.TriageIneligible).
		refused("must be one of", officer, complaint.TriageIneligible, "reason_code=TIRESOME")
}

func TestT04_frivolousTakesTwoPeople(t *testing.T) {
	t.Parallel()
	newRoad(t).refused("second person", officer, complaint.TriageIneligible, "reason_code=FRIVOLOUS").
		do(officer, complaint.FrivolousProposed).by("H03").
		refused("second person", officer, complaint.TriageIneligible, "reason_code=FRIVOLOUS").
		do(privacy, complaint.TriageIneligible, "reason_code=FRIVOLOUS").by("T04").ended(complaint.Ineligible)
}

func TestT05_processor(t *testing.T) {
	t.Parallel()
	r := newRoad(t).day(4).do(officer, complaint.TriageProcessor).by("T05").told("N05", "CONTROLLER").at(complaint.S0Referred).
		clocks(Forward).due(D45, complaint.Cancelled, "2018-10-08").due(Forward, complaint.Running, "2018-09-04")
	if r.c.Facts.Role != "PROCESSOR" {
		t.Errorf("role %s, want PROCESSOR", r.c.Facts.Role)
	}
	r.refused("forwarded to the controller", officer, complaint.ControllerAcknowledged).
		day(10).do(officer, complaint.ControllerForwarded).by("H89").due(Forward, complaint.Met, "2018-09-04").
		refused("still to be forwarded", officer, complaint.ControllerForwarded).
		do(officer, complaint.ControllerAcknowledged).by("H90").told("N15").ended(complaint.ReferredController).
		exit(complaint.CompanyTrack, "REFERRED_CONTROLLER")
}

// A controller that does not take the complaint over leaves it with the company,
// whose 45 days count from the original receipt (E08, E03).
func TestH91_controllerRefuses(t *testing.T) {
	t.Parallel()
	newRoad(t).do(officer, complaint.TriageProcessor).day(10).do(officer, complaint.ControllerForwarded).
		day(20).do(officer, complaint.ControllerRefused).by("H91").at(complaint.S0).clocks(D45).due(D45, complaint.Running, "2018-10-08").
		do(officer, complaint.TriageAccepted, "data_class=NON_HR").at(complaint.S1).sent("PARTLY").by("T09")
	newRoad(t).do(officer, complaint.TriageProcessor).day(50).do(officer, complaint.ControllerRefused).at(complaint.S0).
		day(50).due(D45, complaint.Missed, "2018-10-08").do(officer, complaint.TriageAccepted, "data_class=NON_HR").at(complaint.S1Overdue)
	newRoad(t).day(50).do(officer, complaint.TriageProcessor).clocks(Forward).
		day(70).do(officer, complaint.ControllerRefused).clocks(Late).due(Late, complaint.Running, "2018-11-16")
}

func TestT05_processorAndController(t *testing.T) {
	t.Parallel()
	both := []string{"also_controller=true", "data_class=NON_HR"}
	r := newRoad(t).refused("data_class", officer, complaint.TriageProcessor, "also_controller=true").
		do(officer, complaint.TriageProcessor, both...).by("T05").at(complaint.S1).told("N05", "CONTROLLER").clocks(D45, Forward)
	if r.c.Facts.Role != "BOTH" || r.c.Facts.DataClass != "NON_HR" {
		t.Errorf("role %s, class %s", r.c.Facts.Role, r.c.Facts.DataClass)
	}
	newRoad(t).day(50).do(officer, complaint.TriageProcessor, both...).at(complaint.S1Overdue)
	newRoad(t, american).refused("EEA or Switzerland", officer, complaint.TriageProcessor, both...)
}

func TestT08_duplicate(t *testing.T) {
	t.Parallel()
	newRoad(t).refused("another one", officer, complaint.DuplicateFound, "surviving_case=RC-TEST-0001").
		do(officer, complaint.DuplicateFound, "surviving_case=RC-7K3F-9Q2M").
		by("T08").told("N06").ended(complaint.MergedDuplicate).exit(complaint.CompanyTrack, "MERGED_DUPLICATE")
}

func TestH01_infoProvided(t *testing.T) {
	t.Parallel()
	r := newRoad(t).do(officer, complaint.TriageNeedsInfo).do(person, complaint.InfoProvided).by("H01").at(complaint.S0).told("MESSAGE").clocks(D45)
	if to := r.last().Letters[0].To; to != officer {
		t.Errorf("%s is told of the answer, want the officer", to)
	}
	r.refused("S0/AWAITING_INFO", person, complaint.InfoProvided)
}

func TestH02_acknowledged(t *testing.T) {
	t.Parallel()
	newRoad(t, byPost).day(1).do(officer, complaint.AcknowledgmentSent).by("H02").at(complaint.S0).due(ACK, complaint.Met, "2018-09-10").
		refused("still owed", officer, complaint.AcknowledgmentSent)
	late := newRoad(t, byPost).day(20).due(ACK, complaint.Missed, "2018-09-10").do(officer, complaint.AcknowledgmentSent).due(ACK, complaint.Missed, "2018-09-10")
	if late.c.last(ACK).Done.IsZero() || late.c.Overdue() {
		t.Error("the late acknowledgment is not noted")
	}
	newRoad(t).refused("still owed", officer, complaint.AcknowledgmentSent)
}

func TestH03_frivolousProposed(t *testing.T) {
	t.Parallel()
	r := newRoad(t).do(officer, complaint.TriageNeedsInfo).do(privacy, complaint.FrivolousProposed).by("H03").at(complaint.S0AwaitingInfo)
	if r.c.Frivolous != "staff/2" {
		t.Errorf("proposed by %q", r.c.Frivolous)
	}
}
