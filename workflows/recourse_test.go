package workflows

import (
	"testing"

	"recourse/complaint"
)

var recoursePassages = []passage{
	{
		name: "T16: filed with the recourse body straight after the answer", road: rejectedByCompany, day: 25, by: person, act: complaint.IRMFiled,
		to: "S2.1", clocks: "SAT met, IRM until 2018-11-17, IRM_ELIGIBILITY until 2018-10-02",
	},
	{
		name: "T16: filed with the recourse body when it was open",
		road: func(s *story) *story { return rejectedByCompany(s).do(25, person, complaint.ComplainantNotSatisfied) },
		day:  30, by: person, act: complaint.IRMFiled, to: "S2.1", clocks: "SAT met, IRM until 2018-11-22, IRM_ELIGIBILITY until 2018-10-05",
	},
	{
		name: "T16: filed before the answer, which the company still owes", road: acceptedNonHR, day: 10, by: person, act: complaint.IRMFiled,
		to: "S1 S2.1", clocks: "IRM until 2018-11-02, IRM_ELIGIBILITY until 2018-09-17",
	},
	{
		name: "T16: filed when the 45 days have passed", road: acceptedNonHR, day: 50, by: person, act: complaint.IRMFiled,
		to: "S1/OVERDUE S2.1", clocks: "IRM until 2018-12-12, IRM_ELIGIBILITY until 2018-10-26",
	},
	{
		name: "T16: filed before triage when the 45 days have passed", day: 50, by: person, act: complaint.IRMFiled,
		to: "S0 S2.1", clocks: "IRM until 2018-12-12, IRM_ELIGIBILITY until 2018-10-26",
	},
	{name: "T16: not filed before triage while the company has time", day: 10, by: person, act: complaint.IRMFiled, refused: "has passed"},
	{
		name: "T16: filed from arbitration, which needs this step", road: (*story).commerceWithoutRecourse, day: 70, by: person, act: complaint.IRMFiled,
		to: "S2.1", clocks: "SAT met, IRM until 2019-01-01, IRM_ELIGIBILITY until 2018-11-16",
	},
	{
		name: "T16: filed beside the authority when the company's part has ended",
		road: func(s *story) *story {
			return rejectedByCompany(s).do(22, person, complaint.DPAContacted, "authority=SE").do(25, person, complaint.ComplainantSatisfied)
		},
		day: 30, by: person, act: complaint.IRMFiled, to: "S2.1 S3.1", clocks: "IRM until 2018-11-22, IRM_ELIGIBILITY until 2018-10-05",
	},
	{name: "T16: employment data never goes to the recourse body", road: func(s *story) *story { return s.answered("HR", 30, "PARTLY") }, day: 35, by: person, act: complaint.IRMFiled, refused: "employment data"},
	{name: "T16: nothing is filed twice", road: func(s *story) *story { return acceptedNonHR(s).do(10, person, complaint.IRMFiled) }, day: 11, by: person, act: complaint.IRMFiled, refused: "does not have the complaint yet"},

	{
		name: "T17: eligible, conciliation begins", road: (*story).referred, day: 38, by: officer, act: complaint.IRMEligible,
		to: "S2.2", clocks: "IRM_ELIGIBILITY met, IRM_CONCILIATION until 2018-10-31",
	},
	{
		name: "T17: eligible, with a date in the body's letter", road: (*story).referred, day: 38, by: officer, act: complaint.IRMEligible, facts: []string{"due=2018-11-15"},
		to: "S2.2", clocks: "IRM_ELIGIBILITY met, IRM_CONCILIATION until 2018-11-15",
	},
	{
		name: "T17: not eligible, back to the company's answer", road: (*story).referred, day: 38, by: officer, act: complaint.IRMIneligible, facts: []string{"reason_code=OTHER"},
		to: "S1/RESPONDED", clocks: "IRM met, IRM_ELIGIBILITY met, SAT until 2018-10-31",
	},
	{
		name: "T17: to the business first, which still owes its answer", road: func(s *story) *story { return acceptedNonHR(s).do(10, person, complaint.IRMFiled) },
		day: 12, by: officer, act: complaint.IRMIneligible, facts: []string{"reason_code=CONTACT_BUSINESS_FIRST"}, to: "S1", clocks: "IRM met, IRM_ELIGIBILITY met",
	},

	{
		name: "T18: settled, the company performs", road: (*story).conciliation, day: 60, by: officer, act: complaint.IRMSettled,
		to: "S2.4", clocks: "IRM met, IRM_CONCILIATION met, IRM_VERIFICATION until 2018-11-22",
	},
	{
		name: "T18: no settlement, the body reviews", road: (*story).conciliation, day: 60, by: officer, act: complaint.IRMNoSettlement,
		to: "S2.3", clocks: "IRM_CONCILIATION met, IRM_REVIEW until 2018-11-22",
	},
	{name: "T18: nothing is settled before eligibility", road: (*story).referred, day: 33, by: officer, act: complaint.IRMSettled, refused: "possible only at S2.2"},

	{
		name: "T19: upheld, the company performs", road: (*story).review, day: 85, by: officer, act: complaint.IRMDecision, facts: []string{"decision=UPHELD"},
		to: "S2.4", letters: "N11 complainant", clocks: "IRM met, IRM_REVIEW met, IRM_VERIFICATION until 2018-12-17",
	},
	{
		name: "T19: rejected, the complainant may go on", road: (*story).review, day: 85, by: officer, act: complaint.IRMDecision, facts: []string{"decision=REJECTED"},
		to: "S2.5", letters: "N11 complainant", clocks: "IRM met, IRM_REVIEW met, SAT until 2018-12-17",
	},
	{name: "T19: a decision says what is decided", road: (*story).review, day: 85, by: officer, act: complaint.IRMDecision, refused: "needs decision"},

	{
		name: "T20: performance is verified", road: (*story).upheld, day: 100, by: officer, act: complaint.IRMPerformed,
		to: "S2.5", clocks: "IRM_VERIFICATION met, SAT until 2019-01-02",
	},
	{
		name: "T20: not performed, reported to the FTC", road: (*story).upheld, day: 120, by: officer, act: complaint.IRMNonperformed,
		to: "S2.5 S3.5", letters: "N12 complainant, ALARM privacy_officer, ALARM manager", clocks: "SAT until 2019-01-21",
	},
	{
		name: "T20: not performed, the FTC has the case already",
		road: func(s *story) *story {
			return s.upheld().do(90, person, complaint.DPAContacted, "authority=SE").do(95, officer, complaint.FTCReferral)
		},
		day: 120, by: officer, act: complaint.IRMNonperformed,
		to: "S2.5 S3.1 S3.5", letters: "N12 complainant, ALARM privacy_officer, ALARM manager", clocks: "SAT until 2019-01-21",
	},

	{
		name: "H30: performed after all, the breach stays", road: func(s *story) *story { return s.upheld().do(120, officer, complaint.IRMNonperformed) }, day: 125, by: officer, act: complaint.IRMPerformed,
		to: "S2.5 S3.5", clocks: "IRM_VERIFICATION done late",
	},

	{
		name: "H06: the body closes without a decision", road: (*story).conciliation, day: 40, by: officer, act: complaint.IRMClosed, facts: []string{"reason_code=ABANDONED"},
		to: "S2.5", clocks: "IRM met, IRM_CONCILIATION met, SAT until 2018-11-02",
	},
	{
		name: "H07: satisfied with what the body reached", road: func(s *story) *story { return s.upheld().do(100, officer, complaint.IRMPerformed) }, day: 110, by: person, act: complaint.ComplainantSatisfied,
		to: "S5", letters: "N15 complainant", clocks: "SAT met, REOPEN until 2019-12-12",
	},
	{
		name: "H08: no objection within the window", road: (*story).rejected, day: 115, act: complaint.TimerWindow, rings: "2018-12-17T23:00:00Z",
		to: "S5", letters: "N15 complainant", clocks: "SAT missed, REOPEN until 2019-12-17",
	},
	{
		name: "H09: the recourse body is not turned to in time", road: func(s *story) *story { return rejectedByCompany(s).do(25, person, complaint.ComplainantNotSatisfied) },
		day: 55, act: complaint.TimerWindow, rings: "2018-10-18T22:00:00Z", to: "S5", letters: "N15 complainant", clocks: "SAT missed, REOPEN until 2019-10-18",
	},
	{
		name: "H09: the authority is not turned to in time", road: func(s *story) *story { return s.rejected().do(90, person, complaint.ComplainantNotSatisfied) },
		day: 122, act: complaint.TimerWindow, rings: "2018-12-24T23:00:00Z", to: "S5", letters: "N15 complainant", clocks: "SAT missed, REOPEN until 2019-12-24",
	},
}

func TestT16toT20_recourse(t *testing.T) {
	t.Parallel()
	tellPassages(t, recoursePassages)
}

// What the recourse body decided stays the outcome when nobody objects.
func TestT19_theDecisionIsTheOutcome(t *testing.T) {
	t.Parallel()
	newStory(t).upheld().do(100, officer, complaint.IRMPerformed).do(110, person, complaint.ComplainantSatisfied).tell().
		went("T01 T02 H04 H05 T09 T13 T16 T17 T18 T19 T20 H07 H29").ended(complaint.UpheldRemedied)
}
