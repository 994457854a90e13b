package workflows

import (
	"testing"

	"recourse/complaint"
	"recourse/law"
)

func acceptedNonHR(s *story) *story { return s.accepted("NON_HR") }

func rejectedByCompany(s *story) *story { return s.answered("NON_HR", 20, "NOT_SUBSTANTIATED") }

// rejectedBeforeTheAnswer: the 45 days are missed, the recourse body rejects on
// day 100, and the answer is still owed.
func rejectedBeforeTheAnswer(s *story) *story {
	return acceptedNonHR(s).do(50, person, complaint.IRMFiled).do(58, officer, complaint.IRMEligible).do(80, officer, complaint.IRMNoSettlement).
		do(100, officer, complaint.IRMDecision, "decision=REJECTED")
}

var responsePassages = []passage{
	{name: "H04: an officer drafts the answer", road: acceptedNonHR, day: 18, by: officer, act: complaint.ResponseDrafted, facts: []string{"finding=PARTLY", "remedies=DELETED,APOLOGY"}, to: "S1"},
	{name: "H04: no draft before triage", day: 2, by: officer, act: complaint.ResponseDrafted, facts: []string{"finding=PARTLY", "remedies=NONE"}, refused: "possible only at S1"},
	{
		name: "H05: a privacy officer approves the draft",
		road: func(s *story) *story {
			return s.accepted("NON_HR").do(18, officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE")
		},
		day: 19, by: privacy, act: complaint.ResponseApproved, to: "S1",
	},
	{
		name: "H05: nobody approves a draft of their own",
		road: func(s *story) *story {
			return s.accepted("NON_HR").do(18, privacy, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE")
		},
		day: 19, by: privacy, act: complaint.ResponseApproved, refused: "not the person who drafted",
	},
	{name: "H05: an officer does not approve", road: func(s *story) *story { return s.accepted("NON_HR") }, day: 19, by: officer, act: complaint.ResponseApproved, refused: "not for the role"},

	{
		name: "T09: an answer within the 45 days", road: func(s *story) *story { return s.accepted("NON_HR").drafted(20, "PARTLY") }, day: 20, by: officer, act: complaint.ResponseSent,
		to: "S1/RESPONDED", letters: "N07 complainant", clocks: "D45 met, SAT until 2018-10-15",
	},
	{
		name: "T09: an answer on the 45th day is in time", road: func(s *story) *story { return s.accepted("NON_HR").drafted(45, "PARTLY") }, day: 45, by: officer, act: complaint.ResponseSent,
		to: "S1/RESPONDED", letters: "N07 complainant", clocks: "D45 met, SAT until 2018-11-07",
	},
	{
		name: "T09: no answer goes out unapproved",
		road: func(s *story) *story {
			return s.accepted("NON_HR").do(18, officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE")
		},
		day: 20, by: officer, act: complaint.ResponseSent, refused: "approved",
	},
	{
		name: "T09: a new draft needs a new approval",
		road: func(s *story) *story {
			return s.accepted("NON_HR").drafted(18, "PARTLY").do(19, officer, complaint.ResponseDrafted, "finding=SUBSTANTIATED", "remedies=NONE")
		},
		day: 20, by: officer, act: complaint.ResponseSent, refused: "approved",
	},
	{
		name: "T10: an answer after the 45 days is late", road: func(s *story) *story { return s.accepted("NON_HR").drafted(49, "PARTLY") }, day: 50, by: officer, act: complaint.ResponseSent,
		to: "S1/RESPONDED_LATE", letters: "N07 complainant", clocks: "D45 done late, LATE met, SAT until 2018-11-12",
	},

	{
		name: "T11: the 45 days pass without an answer", road: acceptedNonHR, day: 45, act: complaint.TimerD45, rings: "2018-10-08T22:00:00Z",
		to: "S1/OVERDUE", letters: "N08 complainant", clocks: "D45 missed, LATE until 2018-10-22",
	},
	{
		name: "T11: the 45 days pass before triage", day: 45, act: complaint.TimerD45, rings: "2018-10-08T22:00:00Z",
		to: "S0", letters: "N08 complainant", clocks: "D45 missed, LATE until 2018-10-22",
	},

	{
		name: "T12: the complainant accepts the answer", road: rejectedByCompany, day: 25, by: person, act: complaint.ComplainantSatisfied,
		to: "S5", letters: "N15 complainant", clocks: "SAT met, REOPEN until 2019-09-18",
	},
	{name: "T12: nobody accepts an answer that has not been given", road: acceptedNonHR, day: 10, by: person, act: complaint.ComplainantSatisfied, refused: "possible only at"},
	{
		name: "T13: not satisfied, the recourse body is open", road: rejectedByCompany, day: 25, by: person, act: complaint.ComplainantNotSatisfied,
		to: "S2/OFFERED", letters: "N09 complainant", clocks: "SAT met, SAT until 2018-10-18",
	},
	{
		name: "T13: not satisfied, and the recourse body has the complaint already",
		road: func(s *story) *story {
			return acceptedNonHR(s).do(10, person, complaint.IRMFiled).drafted(20, "PARTLY").do(20, officer, complaint.ResponseSent)
		},
		day: 25, by: person, act: complaint.ComplainantNotSatisfied, to: "S2.1", clocks: "SAT met",
	},
	{
		name: "T13: not satisfied with a late answer, the recourse body has decided and the authority has the complaint",
		road: func(s *story) *story {
			return rejectedBeforeTheAnswer(s).do(105, person, complaint.DPAContacted, "authority=SE").do(106, person, complaint.ComplainantNotSatisfied).drafted(110, "PARTLY").do(110, officer, complaint.ResponseSent)
		},
		day: 115, by: person, act: complaint.ComplainantNotSatisfied, to: "S3.1", clocks: "SAT met",
	},
	{
		name: "T13: not satisfied with a late answer, the recourse body and Commerce have had the complaint",
		road: func(s *story) *story {
			return rejectedBeforeTheAnswer(s).do(105, person, complaint.DPAContacted, "authority=SE").do(106, person, complaint.ComplainantNotSatisfied).
				do(110, officer, complaint.DPARefersDoC).do(120, officer, complaint.DoCUnresolved).do(125, person, complaint.ArbDeclined).drafted(130, "PARTLY").do(131, officer, complaint.ResponseSent)
		},
		day: 135, by: person, act: complaint.ComplainantNotSatisfied, to: "S4.1", letters: "N13 complainant", clocks: "SAT met, SAT until 2019-02-05",
	},
	{
		name: "T13: not satisfied with a late answer, the recourse body has decided",
		road: func(s *story) *story {
			return rejectedBeforeTheAnswer(s).do(105, person, complaint.ComplainantSatisfied).drafted(110, "PARTLY").do(111, officer, complaint.ResponseSent)
		},
		day: 115, by: person, act: complaint.ComplainantNotSatisfied, to: "S3/OFFERED", letters: "N10 complainant", clocks: "SAT met, SAT until 2019-01-16",
	},
	{
		name: "T14: not satisfied about employment data, and the authority has the complaint already", filing: hr,
		road: func(s *story) *story {
			return s.accepted("HR").do(10, person, complaint.DPAContacted, "authority=SE").drafted(20, "PARTLY").do(20, officer, complaint.ResponseSent)
		},
		day: 25, by: person, act: complaint.ComplainantNotSatisfied, to: "S3.1", clocks: "SAT met",
	},
	{
		name: "T14: not satisfied about employment data, the authority is open", filing: hr, road: func(s *story) *story { return s.answered("HR", 30, "NOT_SUBSTANTIATED") },
		day: 35, by: person, act: complaint.ComplainantNotSatisfied, to: "S3/OFFERED", letters: "N10 complainant", clocks: "SAT met, SAT until 2018-10-29",
	},
	{
		name: "T15: no reply within the window closes the case", road: rejectedByCompany, day: 52, act: complaint.TimerWindow, rings: "2018-10-15T22:00:00Z",
		to: "S5", letters: "N15 complainant", clocks: "SAT missed, REOPEN until 2019-10-15",
	},
}

func TestT09toT15_response(t *testing.T) {
	t.Parallel()
	tellPassages(t, responsePassages)
}

// The outcome of an accepted answer is what the company found.
func TestT12_theOutcomeIsTheFinding(t *testing.T) {
	t.Parallel()
	for finding, want := range map[string]complaint.Outcome{
		"SUBSTANTIATED": complaint.UpheldRemedied, "PARTLY": complaint.PartlyUpheldRemedied, "NOT_SUBSTANTIATED": complaint.NotUpheld,
	} {
		t.Run(finding, func(t *testing.T) {
			t.Parallel()
			newStory(t).answered("NON_HR", 20, finding).do(21, person, complaint.ComplainantSatisfied).tell().ended(want)
		})
	}
}

func TestT09_theAnswerProvesThatTheCompanyWasAsked(t *testing.T) {
	t.Parallel()
	s := newStory(t).answered("NON_HR", 20, "PARTLY").until(21).tell()
	if p, ok := s.book.last.Proven("G1"); !ok || p.Seq != s.find(t, "T09", complaint.ResponseSent).Seq {
		t.Errorf("guard G1 is shown by %+v, %v", p, ok)
	}
	if d := s.deadline(law.D45); d.Status != complaint.Met {
		t.Errorf("D45 is %s", d.Status)
	}
}
