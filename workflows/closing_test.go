package workflows

import (
	"testing"

	"recourse/complaint"
)

func settled(s *story) *story {
	return acceptedNonHR(s).do(10, officer, complaint.SettlementSigned, "told_of_bar=true")
}

func satisfied(s *story) *story {
	return rejectedByCompany(s).do(25, person, complaint.ComplainantSatisfied)
}

var closingPassages = []passage{
	{
		name: "T35: the complaint is withdrawn", road: acceptedNonHR, day: 10, by: person, act: complaint.ComplaintWithdrawn, facts: []string{"confirmed=true"},
		to: "S5", letters: "N16 complainant", clocks: "D45 cancelled, REOPEN until 2019-09-03",
	},
	{
		name: "T35: withdrawn, but the authority ends only by itself", road: func(s *story) *story { return acceptedNonHR(s).do(5, person, complaint.DPAContacted, "authority=SE") },
		day: 10, by: person, act: complaint.ComplaintWithdrawn, facts: []string{"confirmed=true"}, to: "S3.1", letters: "N16 complainant", clocks: "D45 cancelled",
	},
	{name: "T35: withdrawing needs a confirmation", road: acceptedNonHR, day: 10, by: person, act: complaint.ComplaintWithdrawn, refused: "needs confirmed"},

	{
		name: "T36: a settlement is signed and performed next", road: acceptedNonHR, day: 10, by: officer, act: complaint.SettlementSigned, facts: []string{"told_of_bar=true"},
		to: "S5/PERFORMANCE", clocks: "D45 cancelled, PERFORMANCE until 2018-10-03",
	},
	{
		name: "T36: the date of performance stands in the settlement", road: acceptedNonHR, day: 10, by: officer, act: complaint.SettlementSigned, facts: []string{"told_of_bar=true", "due=2018-09-30"},
		to: "S5/PERFORMANCE", clocks: "D45 cancelled, PERFORMANCE until 2018-09-30",
	},
	{name: "T36: nobody settles without knowing what it bars", road: acceptedNonHR, day: 10, by: officer, act: complaint.SettlementSigned, refused: "needs told_of_bar"},
	{name: "T36: one settlement at a time", road: settled, day: 11, by: officer, act: complaint.SettlementSigned, facts: []string{"told_of_bar=true"}, refused: "no settlement is being performed"},
	{
		name: "H21: the settlement is performed", road: settled, day: 20, by: officer, act: complaint.SettlementPerformed,
		to: "S5", letters: "N15 complainant", clocks: "PERFORMANCE met, REOPEN until 2019-09-13",
	},
	{
		name: "H22: not performed in time, the recourse body is open", road: settled, day: 45, by: person, act: complaint.ComplainantNotSatisfied,
		to: "S2/OFFERED", letters: "N09 complainant", clocks: "SAT until 2018-11-07",
	},
	{name: "H22: nobody complains of performance before its date", road: settled, day: 20, by: person, act: complaint.ComplainantNotSatisfied, refused: "the date of performance has passed"},
	{
		name: "H23: not performed in time, the authority is open for employment data", filing: hr,
		road: func(s *story) *story {
			return s.accepted("HR").do(10, officer, complaint.SettlementSigned, "told_of_bar=true")
		},
		day: 45, by: person, act: complaint.ComplainantNotSatisfied, to: "S3/OFFERED", letters: "N10 complainant", clocks: "SAT until 2018-11-07",
	},

	{
		name: "H23: not performed in time, and the authority has the complaint already", filing: hr,
		road: func(s *story) *story {
			return s.accepted("HR").do(5, person, complaint.DPAContacted, "authority=SE").do(10, officer, complaint.SettlementSigned, "told_of_bar=true")
		},
		day: 45, by: person, act: complaint.ComplainantNotSatisfied, to: "S3.1",
	},

	{name: "H24: a manager assigns the case", day: 1, by: manager, act: complaint.CaseAssigned, facts: []string{"assignee=staff/7"}, to: "S0"},
	{name: "H24: the complainant does not assign", day: 1, by: person, act: complaint.CaseAssigned, facts: []string{"assignee=staff/7"}, refused: "not for the role"},
	{name: "H25: a message of the complainant reaches the officer", day: 1, by: person, act: complaint.MessageSent, to: "S0", letters: "MESSAGE case_officer"},
	{name: "H25: a message of the officer reaches the complainant", day: 1, by: officer, act: complaint.MessageSent, to: "S0", letters: "MESSAGE complainant"},
	{name: "H25: a message to a closed case leaves it closed", road: satisfied, day: 60, by: person, act: complaint.MessageSent, to: "S5", letters: "MESSAGE case_officer"},
	{name: "H26: a document is added", day: 1, by: person, act: complaint.DocumentAdded, to: "S0"},
	{name: "H26: a document is added to a closed case", road: satisfied, day: 60, by: officer, act: complaint.DocumentAdded, to: "S5"},
	{
		name: "H27: a date stated by the recourse body replaces the planned one", road: (*story).conciliation, day: 40, by: officer, act: complaint.DeadlineStated, facts: []string{"rule=IRM", "due=2018-12-01"},
		to: "S2.2", clocks: "IRM superseded, IRM until 2018-12-01",
	},
	{
		name: "H27: the parties agree on the end of the 90 days of arbitration", road: (*story).heard, day: 265, by: officer, act: complaint.DeadlineStated,
		facts: []string{"rule=ARB90", "due=2019-09-30", "agreed=true"}, to: "S4.4", letters: "N14 complainant", clocks: "ARB90 superseded, ARB90 until 2019-09-30",
	},
	{name: "H27: the 90 days of arbitration do not move without agreement", road: (*story).heard, day: 265, by: officer, act: complaint.DeadlineStated, facts: []string{"rule=ARB90", "due=2019-09-30"}, refused: "both parties agree"},
	{name: "H27: the 45 days cannot be restated", road: acceptedNonHR, day: 10, by: officer, act: complaint.DeadlineStated, facts: []string{"rule=D45", "due=2018-12-01"}, refused: "must be one of"},
	{name: "H27: no date for a deadline that does not run", road: (*story).conciliation, day: 40, by: officer, act: complaint.DeadlineStated, facts: []string{"rule=D90", "due=2018-12-01"}, refused: "running"},
	{name: "H28: a final judgment is recorded", road: acceptedNonHR, day: 10, by: officer, act: complaint.CourtJudgment, to: "S1"},
	{name: "H28: a final judgment after the case has closed", road: satisfied, day: 60, by: officer, act: complaint.CourtJudgment, to: "S5"},
	{name: "H60: binding arbitration elsewhere after the case has closed", road: satisfied, day: 60, by: officer, act: complaint.ArbElsewhere, to: "S5"},

	{
		name: "T37: reopened with a new date, never the old 45 days", road: satisfied, day: 60, by: officer, act: complaint.CaseReopened, facts: []string{"ground=NEW_FACTS", "due=2018-12-01"},
		to: "S1", clocks: "REOPEN cancelled, REOPENED until 2018-12-01",
	},
	{name: "T37: an open case is not reopened", road: acceptedNonHR, day: 60, by: officer, act: complaint.CaseReopened, facts: []string{"ground=NEW_FACTS", "due=2018-12-01"}, refused: "possible only at S5"},
	{name: "H29: the twelve months for reopening are over", road: satisfied, day: 390, act: complaint.ReopenExpired, rings: "2019-09-18T22:00:00Z", to: "S5", clocks: "REOPEN missed"},
}

func TestT35toT37_closing(t *testing.T) {
	t.Parallel()
	tellPassages(t, closingPassages)
}

// A reopened case is answered again, and closes with an outcome of its own.
func TestT37_theReopenedCaseGoesOn(t *testing.T) {
	t.Parallel()
	reopened(newStory(t)).tell().ended(complaint.UpheldRemedied)
}

// A withdrawn case with the authority closes when the authority says so.
func TestT35_theAuthorityEndsTheWithdrawnCase(t *testing.T) {
	t.Parallel()
	withdrawnBesideTheAuthority(newStory(t)).at(60, "S3.1").tell().went("T01 T02 T22 T35 H11 H29")
}
