package law

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
)

func TestH62_theComplainantAsks(t *testing.T) {
	t.Parallel()
	r := newRoad(t).noticed().do(person, complaint.ArbHearingAsked, "participation=VIDEO").by("H62").at(complaint.S42).told("N14").clocks(ARB90).
		do(complaint.Representative, complaint.ArbHearingAsked, "language=sv", "help=INTERPRETATION,TRANSLATION", "lawyer=true")
	want := Hearing{Participation: "VIDEO", Language: "sv", Help: []string{"INTERPRETATION", "TRANSLATION"}, Lawyer: true, Seq: r.c.Seq}
	if diff := cmp.Diff(want, r.c.Asked); diff != "" {
		t.Error(diff)
	}
	r.refused("is asked for", person, complaint.ArbHearingAsked).
		refused("must be one of VIDEO, TELEPHONE, IN_PERSON", person, complaint.ArbHearingAsked, "participation=LETTER").
		refused("must be one of bg", person, complaint.ArbHearingAsked, "language=xx")
	newRoad(t).noticed().refused("the language is named for which help is asked", person, complaint.ArbHearingAsked, "help=TRANSLATION")
	newRoad(t).offered().refused("possible only at S4.2", person, complaint.ArbHearingAsked, "participation=VIDEO").
		do(person, complaint.ArbPrecheck).refused("Notice has been delivered", person, complaint.ArbHearingAsked, "participation=VIDEO")
}

func TestH63_theHearingIsSettled(t *testing.T) {
	t.Parallel()
	r := newRoad(t).heard().do(officer, complaint.ArbHearingSettled, "participation=TELEPHONE", "help=INTERPRETATION", "language=sv", "cost=FREE").
		by("H63").at(complaint.S44).told("N14")
	if diff := cmp.Diff(Hearing{Participation: "TELEPHONE", Language: "sv", Help: []string{"INTERPRETATION"}, Cost: "FREE", Seq: r.c.Seq}, r.c.Agreed); diff != "" {
		t.Error(diff)
	}
	r.refused("is settled", officer, complaint.ArbHearingSettled).refused("not for the role", person, complaint.ArbHearingSettled, "cost=FREE")
}

// The 90 days end on another day only if both parties agree (S4.4).
func TestH27_the90DaysOfArbitrationMoveByAgreement(t *testing.T) {
	t.Parallel()
	r := newRoad(t).heard().due(ARB90, complaint.Running, "2019-07-30").
		refused("both parties agree", officer, complaint.DeadlineStated, "rule=ARB90", "due=2019-09-30").
		do(officer, complaint.DeadlineStated, "rule=ARB90", "due=2019-09-30", "agreed=true").by("H27").told("N14").at(complaint.S44).
		due(ARB90, complaint.Running, "2019-09-30")
	var statuses []complaint.DeadlineStatus
	for _, d := range r.c.Deadlines {
		if d.Rule == ARB90 {
			statuses = append(statuses, d.Status)
		}
	}
	if diff := cmp.Diff([]complaint.DeadlineStatus{complaint.Superseded, complaint.Running}, statuses); diff != "" {
		t.Error(diff)
	}
	if e := r.last(); e.Facts["agreed"] != "true" {
		t.Errorf("the agreement is not on record: %v", e.Facts)
	}
	r.day(345).do(officer, complaint.ArbAward, "award=FOR_COMPANY").due(ARB90, complaint.Met, "2019-09-30")
	newRoad(t).commerce().do(officer, complaint.DeadlineStated, "rule=D90", "due=2019-06-01").by("H27").told() // a body's own date needs no agreement
}

// An award orders what the panel can give, and nothing about money (Annex I.B).
func TestT33_reliefIsNotMoney(t *testing.T) {
	t.Parallel()
	newRoad(t).heard().refused("must hold only ACCESS, CORRECTION, DELETION, RETURN", officer, complaint.ArbAward, "award=PARTIAL", "relief=COMPENSATION").
		do(officer, complaint.ArbAward, "award=PARTIAL", "relief=CORRECTION,DELETION").at(complaint.S45)
	award := map[string]any{"award": "PARTIAL", "text": "Award."}
	if _, _, err := ParseData(complaint.ArbAward, award); err == nil {
		t.Error("an award for the individual orders nothing")
	}
	award["relief"] = []any{"DELETION"}
	if facts, _, err := ParseData(complaint.ArbAward, award); err != nil || facts["relief"] != "DELETION" {
		t.Errorf("an award is read as %v: %v", facts, err)
	}
	if _, _, err := ParseData(complaint.ArbAward, map[string]any{"award": "FOR_COMPANY", "text": "Award."}); err != nil {
		t.Error(err)
	}
	if _, _, err := ParseData(complaint.ArbEnded, map[string]any{"reason_code": "SETTLED"}); err == nil {
		t.Error("a settlement is on record without its text")
	}
	if _, _, err := ParseData(complaint.ArbEnded, map[string]any{"reason_code": "TERMINATED"}); err != nil {
		t.Error(err)
	}
}
