package workflows

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/law"
)

var arbitrationPassages = []passage{
	{
		name: "T30: guards met and no bar, arbitration is open", road: (*story).commerce, day: 243, by: person, act: complaint.ArbPrecheck,
		to: "S4.2", letters: "N13 complainant", clocks: "SAT met, SAT until 2019-05-24",
	},
	{
		name: "T31: a final judgment bars arbitration", road: func(s *story) *story { return s.commerce().do(200, officer, complaint.CourtJudgment) }, day: 243, by: person, act: complaint.ArbPrecheck,
		to: "S4.1", letters: "N13 complainant",
	},
	{name: "T31: no check before Commerce had its time", road: (*story).commerce, day: 200, by: person, act: complaint.ArbPrecheck, refused: "possible only at S4.1"},
	{
		name: "H17: the complainant does without arbitration", road: (*story).commerce, day: 243, by: person, act: complaint.ArbDeclined,
		to: "S5", letters: "N15 complainant", clocks: "SAT met, REOPEN until 2020-04-24",
	},
	{
		name: "H18: arbitration is not invoked within the window", road: (*story).commerce, day: 271, act: complaint.TimerWindow, rings: "2019-05-22T22:00:00Z",
		to: "S5", letters: "N15 complainant", clocks: "SAT missed, REOPEN until 2020-05-22",
	},

	{
		name: "T32: the Notice is delivered", road: (*story).invited, day: 250, by: person, act: complaint.ArbNoticeDelivered,
		to: "S4.2", letters: "N14 complainant, ALARM privacy_officer, ALARM manager", clocks: "SAT met, ARB90 until 2019-07-30",
	},
	{
		name: "T32: a Notice arrives unannounced and is not ignored", road: acceptedNonHR, day: 10, by: person, act: complaint.ArbNoticeDelivered,
		to: "S1 S4.2", letters: "N14 complainant, ALARM privacy_officer, ALARM manager", clocks: "ARB90 until 2018-12-02",
	},
	{
		name: "T32: a Notice opens a closed case again", road: satisfied, day: 60, by: person, act: complaint.ArbNoticeDelivered,
		to: "S4.2", letters: "N14 complainant, ALARM privacy_officer, ALARM manager", clocks: "REOPEN cancelled, ARB90 until 2019-01-21",
	},
	{name: "T32: one Notice only", road: (*story).noticed, day: 251, by: person, act: complaint.ArbNoticeDelivered, refused: "no Notice has been delivered yet"},
	{name: "H19: the list of arbitrators comes", road: (*story).noticed, day: 255, by: officer, act: complaint.ArbListReceived, to: "S4.3", letters: "N14 complainant"},
	{
		name: "H61: the complainant strikes and ranks", road: (*story).listed, day: 258, by: person, act: complaint.ArbListRanked,
		facts: []string{"side=INDIVIDUAL", "strikes=1,2", "first=4"}, to: "S4.3",
	},
	{
		name: "H61: nobody strikes three", road: (*story).listed, day: 258, by: officer, act: complaint.ArbListRanked,
		facts: []string{"side=COMPANY", "strikes=1,2,3"}, refused: "at most two are struck",
	},
	{
		name: "T33: nobody sits on the panel whom a side has struck", road: func(s *story) *story {
			return s.listed().do(258, person, complaint.ArbListRanked, "side=INDIVIDUAL", "strikes=1,2", "first=4")
		}, day: 262, by: officer, act: complaint.ArbPanelFormed, facts: []string{"arbitrators=1", "members=2"}, refused: "no member was struck by a side",
	},
	{
		name: "H62: the complainant asks to take part by video and for an interpreter", road: (*story).noticed, day: 252, by: person, act: complaint.ArbHearingAsked,
		facts: []string{"participation=VIDEO", "language=sv", "help=INTERPRETATION"}, to: "S4.2", letters: "N14 complainant",
	},
	{
		name: "H63: how the complainant takes part is settled", road: (*story).heard, day: 265, by: officer, act: complaint.ArbHearingSettled,
		facts: []string{"participation=VIDEO", "cost=FREE"}, to: "S4.4", letters: "N14 complainant",
	},
	{
		name: "H60: binding arbitration elsewhere bars it here", road: (*story).commerce, day: 200, by: officer, act: complaint.ArbElsewhere, to: "S3.4",
	},
	{
		name: "T31: no arbitration where no day is verified from which it can be used", filing: func(f *law.Facts) { f.Residence = "CH" }, road: (*story).commerce, day: 243, by: person,
		act: complaint.ArbPrecheck, to: "S4.1", letters: "N13 complainant",
	},
	{
		name: "T33: the panel is formed", road: (*story).noticed, day: 262, by: officer, act: complaint.ArbPanelFormed, facts: []string{"arbitrators=3"},
		to: "S4.4", letters: "N14 complainant",
	},
	{name: "T33: no panel without a Notice", road: (*story).invited, day: 262, by: officer, act: complaint.ArbPanelFormed, facts: []string{"arbitrators=3"}, refused: "the Notice has been delivered"},
	{name: "T33: a panel has one or three arbitrators", road: (*story).noticed, day: 262, by: officer, act: complaint.ArbPanelFormed, facts: []string{"arbitrators=2"}, refused: "must be one of 1, 3"},
	{
		name: "T33: an award for the individual is complied with", road: (*story).heard, day: 330, by: officer, act: complaint.ArbAward, facts: []string{"award=FOR_INDIVIDUAL", "relief=DELETION"},
		to: "S4.5", letters: "N14 complainant", clocks: "ARB90 met, AWARD until 2019-08-19",
	},
	{
		name: "T33: an award for the company ends the claim", road: (*story).heard, day: 330, by: officer, act: complaint.ArbAward, facts: []string{"award=FOR_COMPANY"},
		to: "S5", letters: "N14 complainant, N15 complainant", clocks: "ARB90 met, REOPEN until 2020-07-20",
	},
	{
		name: "H20: the arbitration ends without award", road: (*story).heard, day: 330, by: officer, act: complaint.ArbEnded, facts: []string{"reason_code=TERMINATED"},
		to: "S5", letters: "N14 complainant, N15 complainant", clocks: "ARB90 met, REOPEN until 2020-07-20",
	},
	{
		name: "H20: settled in arbitration, the company performs", road: (*story).heard, day: 330, by: officer, act: complaint.ArbEnded, facts: []string{"reason_code=SETTLED"},
		to: "S5/PERFORMANCE", letters: "N14 complainant", clocks: "ARB90 met, PERFORMANCE until 2019-08-19",
	},
	{
		name: "H20: settled in arbitration while a settlement is being performed", road: func(s *story) *story { return settled(s).do(15, person, complaint.ArbNoticeDelivered) },
		day: 20, by: officer, act: complaint.ArbEnded, facts: []string{"reason_code=SETTLED"}, to: "S5/PERFORMANCE", letters: "N14 complainant", clocks: "ARB90 met",
	},
	{
		name: "H31: the award is not complied with", road: (*story).awarded, day: 360, by: officer, act: complaint.AwardNotComplied,
		to: "S5", letters: "N15 complainant, ALARM privacy_officer, ALARM manager", clocks: "REOPEN until 2020-08-19",
	},
	{name: "H31: nobody misses an award before its date", road: (*story).awarded, day: 340, by: officer, act: complaint.AwardNotComplied, refused: "the date of compliance has passed"},
	{
		name: "T34: the company has complied with the award", road: (*story).awarded, day: 345, by: officer, act: complaint.AwardComplied,
		to: "S5", letters: "N15 complainant", clocks: "AWARD met, REOPEN until 2020-08-04",
	},
	{
		name: "T34: late compliance with the award", road: (*story).awarded, day: 360, by: officer, act: complaint.AwardComplied,
		to: "S5", letters: "N15 complainant", clocks: "AWARD done late, REOPEN until 2020-08-19",
	},
}

func TestT30toT34_arbitration(t *testing.T) {
	t.Parallel()
	tellPassages(t, arbitrationPassages)
}

// What is missing when a Notice comes unannounced is kept for the panel.
func TestT32_theObjectionsAreKept(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("HR").do(10, person, complaint.ArbNoticeDelivered).until(11).tell()
	if diff := cmp.Diff([]string{"G1", "G2", "G3", "B4"}, s.book.last.Objections); diff != "" {
		t.Error(diff)
	}
	if e := s.find(t, "T32", complaint.ArbNoticeDelivered); !s.book.last.NoticeAt.Equal(e.At) {
		t.Errorf("delivery is kept as %s, want %s", s.book.last.NoticeAt, e.At)
	}
}
