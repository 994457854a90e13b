package workflows

import (
	"testing"

	"recourse/complaint"
)

// noticeBesideCommerce: a Notice of arbitration comes while Commerce has time.
func noticeBesideCommerce(s *story) *story {
	return s.commerce().do(160, person, complaint.ArbNoticeDelivered)
}

var authorityPassages = []passage{
	{
		name: "T21: not satisfied by the recourse body, the authority is open", road: (*story).rejected, day: 90, by: person, act: complaint.ComplainantNotSatisfied,
		to: "S3/OFFERED", letters: "N10 complainant", clocks: "SAT met, SAT until 2018-12-24",
	},
	{
		name: "T21: not satisfied by the recourse body, and the authority has the complaint already",
		road: func(s *story) *story { return s.do(3, person, complaint.DPAContacted, "authority=SE").rejected() }, day: 90, by: person, act: complaint.ComplainantNotSatisfied,
		to: "S3.1", clocks: "SAT met",
	},

	{
		name: "T21: not satisfied by the recourse body, and Commerce has had the complaint",
		road: func(s *story) *story {
			return rejectedByCompany(s).do(22, person, complaint.DPAContacted, "authority=SE").do(25, person, complaint.ComplainantNotSatisfied).do(30, officer, complaint.DPARefersDoC).
				do(40, officer, complaint.DoCUnresolved).do(45, person, complaint.IRMFiled).do(50, officer, complaint.IRMEligible).do(55, officer, complaint.IRMNoSettlement).
				do(60, officer, complaint.IRMDecision, "decision=REJECTED").do(62, person, complaint.ArbDeclined)
		},
		day: 65, by: person, act: complaint.ComplainantNotSatisfied, to: "S4.1", letters: "N13 complainant", clocks: "SAT met, SAT until 2018-11-27",
	},

	{
		name: "T22: lodged with the authority when it was open", road: func(s *story) *story { return s.rejected().do(90, person, complaint.ComplainantNotSatisfied) },
		day: 100, by: person, act: complaint.DPAContacted, facts: []string{"authority=SE"}, to: "S3.1", clocks: "SAT met",
	},
	{name: "T22: lodged with the authority before triage, the 45 days run on", day: 3, by: person, act: complaint.DPAContacted, facts: []string{"authority=SE"}, to: "S0 S3.1"},
	{name: "T22: lodged with the authority beside conciliation", road: (*story).conciliation, day: 45, by: person, act: complaint.DPAContacted, facts: []string{"authority=DE"}, to: "S2.2 S3.1"},
	{
		name: "T22: nothing is lodged twice", road: func(s *story) *story { return s.do(3, person, complaint.DPAContacted, "authority=SE") },
		day: 4, by: person, act: complaint.DPAContacted, facts: []string{"authority=DE"}, refused: "no authority has the complaint yet",
	},

	{
		name: "T23: the panel is competent for employment data", filing: hr, road: (*story).employment, day: 50, by: officer, act: complaint.DPAPanelCompetent,
		to: "S3.2", clocks: "D60 until 2018-12-03",
	},
	{name: "T23: the panel is not competent for other data", road: (*story).lodged, day: 110, by: officer, act: complaint.DPAPanelCompetent, refused: "employment data"},
	{
		name: "T24: the authority refers to Commerce", road: (*story).lodged, day: 151, by: officer, act: complaint.DPARefersDoC,
		to: "S3.4", letters: "N12 complainant", clocks: "D90 until 2019-04-22",
	},
	{name: "T24: employment data does not go to Commerce", filing: hr, road: (*story).employment, day: 50, by: officer, act: complaint.DPARefersDoC, refused: "employment data"},

	{name: "T25: the FTC reviews beside Commerce", road: (*story).commerce, day: 160, by: officer, act: complaint.FTCReferral, to: "S3.4 S3.5", letters: "N12 complainant"},
	{
		name: "T25: the FTC is referred to once", road: func(s *story) *story { return s.commerce().do(160, officer, complaint.FTCReferral) }, day: 161, by: officer, act: complaint.FTCReferral,
		refused: "the FTC does not have the complaint yet",
	},

	{
		name: "T26: the panel advises", filing: hr, road: (*story).panel, day: 80, by: officer, act: complaint.DPAAdvice,
		to: "S3.3", letters: "ALARM privacy_officer, ALARM manager", clocks: "D60 met, D25 until 2018-12-07",
	},
	{
		name: "T27: the advice is complied with", filing: hr, road: (*story).advised, day: 100, by: officer, act: complaint.AdviceComplied,
		to: "S5", letters: "N15 complainant", clocks: "D25 met, REOPEN until 2019-12-02",
	},
	{
		name: "T27: the 25 days pass without compliance", filing: hr, road: (*story).advised, day: 105, act: complaint.TimerD25, rings: "2018-12-07T23:00:00Z",
		to: "S3.5", letters: "N12 complainant, ALARM privacy_officer, ALARM manager", clocks: "D25 missed",
	},
	{
		name: "H10: late compliance ends the case", filing: hr, road: (*story).advised, day: 120, by: officer, act: complaint.AdviceComplied,
		to: "S5", letters: "N15 complainant", clocks: "D25 done late, REOPEN until 2019-12-22",
	},
	{
		name: "H11: the authority finds no breach", filing: hr, road: (*story).panel, day: 60, by: officer, act: complaint.DPANoBreach,
		to: "S5", letters: "N15 complainant", clocks: "D60 met, REOPEN until 2019-10-23",
	},
	{
		name: "H12: the authority deals with the company directly", filing: hr, road: (*story).employment, day: 60, by: officer, act: complaint.DPADirectAction,
		to: "S5", letters: "N15 complainant", clocks: "REOPEN until 2019-10-23",
	},

	{name: "H13: an authority asks, and waits ten working days", filing: hr, road: (*story).panel, day: 55, by: officer, act: complaint.AuthorityEnquiry, to: "S3.2", clocks: "DREF until 2018-11-01"},
	{
		name: "H13: one enquiry at a time", filing: hr, road: func(s *story) *story { return s.panel().do(55, officer, complaint.AuthorityEnquiry) }, day: 56, by: officer, act: complaint.AuthorityEnquiry,
		refused: "no earlier enquiry is unanswered",
	},
	{
		name: "H14: the enquiry is answered", filing: hr, road: func(s *story) *story { return s.panel().do(55, officer, complaint.AuthorityEnquiry) }, day: 60, by: officer, act: complaint.AuthorityAnswered,
		to: "S3.2", clocks: "DREF met",
	},
	{
		name: "H14: the enquiry is answered late", filing: hr, road: func(s *story) *story { return s.panel().do(55, officer, complaint.AuthorityEnquiry) }, day: 71, by: officer, act: complaint.AuthorityAnswered,
		to: "S3.2", clocks: "DREF done late",
	},
	{name: "H14: nobody answers what was not asked", filing: hr, road: (*story).panel, day: 60, by: officer, act: complaint.AuthorityAnswered, refused: "enquiry waits"},

	{
		name: "T28: Commerce resolves the complaint", road: (*story).commerce, day: 200, by: officer, act: complaint.DoCResolved,
		to: "S5", letters: "N15 complainant", clocks: "D90 met, REOPEN until 2020-03-12",
	},
	{
		name: "T29: Commerce does not resolve it, arbitration is checked", road: (*story).commerce, day: 200, by: officer, act: complaint.DoCUnresolved,
		to: "S4.1", letters: "N13 complainant", clocks: "D90 met, SAT until 2019-04-11",
	},
	{
		name: "T29: the complainant does not accept what Commerce has reached", road: (*story).commerce, day: 200, by: officer, act: complaint.DoCResolved, facts: []string{"not_accepted=true"},
		to: "S4.1", letters: "N13 complainant", clocks: "D90 met, SAT until 2019-04-11",
	},
	{name: "T29: Commerce does not resolve it, arbitration is under way already", road: noticeBesideCommerce, day: 200, by: officer, act: complaint.DoCUnresolved, to: "S4.2", clocks: "D90 met"},
	{
		name: "T29: what Commerce has reached is not accepted, arbitration is under way already", road: noticeBesideCommerce, day: 200, by: officer, act: complaint.DoCResolved, facts: []string{"not_accepted=true"},
		to: "S4.2", clocks: "D90 met",
	},
	{
		name: "T29: the 90 days of Commerce pass, arbitration is under way already", road: noticeBesideCommerce, day: 241, act: complaint.TimerD90, rings: "2019-04-22T22:00:00Z",
		to: "S4.2", clocks: "D90 missed",
	},
	{
		name: "H32: Commerce resolves the complaint after its time", road: (*story).commerce, day: 250, by: officer, act: complaint.DoCResolved,
		to: "S5", letters: "N15 complainant", clocks: "D90 done late, SAT met, REOPEN until 2020-05-01",
	},
	{
		name: "T29: the 90 days of Commerce pass", road: (*story).commerce, day: 241, act: complaint.TimerD90, rings: "2019-04-22T22:00:00Z",
		to: "S4.1", letters: "N13 complainant", clocks: "D90 missed, SAT until 2019-05-22",
	},

	{
		name: "H15: the FTC acts, for which the case was waiting", filing: hr, road: (*story).advised, day: 120, by: officer, act: complaint.FTCActed,
		to: "S5", letters: "N15 complainant", clocks: "REOPEN until 2019-12-22",
	},
	{
		name: "H16: the FTC takes no action", filing: hr, road: (*story).advised, day: 120, by: officer, act: complaint.FTCNoAction,
		to: "S5", letters: "N15 complainant", clocks: "REOPEN until 2019-12-22",
	},
	{
		name: "H16: the FTC ends beside Commerce, which goes on", road: func(s *story) *story { return s.commerce().do(160, officer, complaint.FTCReferral) }, day: 180, by: officer, act: complaint.FTCNoAction,
		to: "S3.4",
	},
}

func TestT21toT29_authorities(t *testing.T) {
	t.Parallel()
	tellPassages(t, authorityPassages)
}

// Employment data goes through the panel, and an ignored advice to the FTC with
// the risk of removal from the list.
func TestCase_employmentDataThroughThePanel(t *testing.T) {
	t.Parallel()
	s := newStory(t, hr).advised().at(106, "S3.5").do(130, officer, complaint.FTCActed).tell().
		went("T01 T02 H04 H05 T09 T14 T22 T23 T26 T27 H15 H29").ended(complaint.NoncomplianceReported)
	if !s.book.last.DelistRisk {
		t.Error("no risk of removal from the list is noted")
	}
}
