package workflows

import (
	"slices"
	"testing"

	"recourse/complaint"
	"recourse/law"
)

func namesNobody(f *law.Facts)    { f.Anonymous = true }
func speaksForOther(f *law.Facts) { f.Represented = true }
func aboutAChild(f *law.Facts)    { f.Under13 = true }

func referred(s *story) *story { return s.do(5, officer, complaint.TriageProcessor) }

func unidentified(s *story) *story {
	return s.do(10, officer, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE")
}

func died(s *story) *story { return acceptedNonHR(s).do(10, officer, complaint.DeathRecorded) }

// anywhere makes the two passages of a row that holds at any step: in an open
// case, and in a closed one.
func anywhere(name string, by complaint.Role, act complaint.Action, letters string, before func(*story) *story, facts ...string) []passage {
	ahead := func(road func(*story) *story) func(*story) *story {
		return func(s *story) *story { return before(road(s)) }
	}
	return []passage{
		{name: name, road: ahead(acceptedNonHR), day: 60, by: by, act: act, facts: facts, to: "S1/OVERDUE", letters: letters},
		{name: name + ", in a closed case", road: ahead(satisfied), day: 60, by: by, act: act, facts: facts, to: "S5", letters: letters},
	}
}

func asItIs(s *story) *story { return s }

var circumstancePassages = slices.Concat(
	[]passage{
		{
			name: "H33: who lives elsewhere gets an answer all the same", filing: livesIn("US", ""), day: 5, by: officer, act: complaint.TriageGeneral,
			to: "S1", letters: "N02 complainant",
		},
		{
			name: "H33: who lives elsewhere gets it late after the 45 days", filing: livesIn("US", ""), day: 50, by: officer, act: complaint.TriageGeneral,
			to: "S1/OVERDUE", letters: "N02 complainant",
		},
		{name: "H33: who lives in the EEA goes by the path", day: 5, by: officer, act: complaint.TriageGeneral, refused: "triage.accepted"},
		{
			name: "H34: after the answer to a report there is no other body", filing: namesNobody, road: func(s *story) *story { return s.answered("NON_HR", 20, "NOT_SUBSTANTIATED") },
			day: 25, by: person, act: complaint.ComplainantNotSatisfied, to: "S5", letters: "N15 complainant", clocks: "SAT met, REOPEN until 2019-09-18",
		},
		{
			name: "H35: the finding is contested and triage begins again", road: unidentified, day: 20, by: person, act: complaint.IneligibilityContested,
			to: "S0", letters: "MESSAGE case_officer", clocks: "D45 running, REOPEN cancelled",
		},
		{
			name: "H35: the finding is contested beside the authority", road: func(s *story) *story { return unidentified(s.do(3, person, complaint.DPAContacted, "authority=SE")) },
			day: 20, by: person, act: complaint.IneligibilityContested, to: "S0 S3.1", letters: "MESSAGE case_officer", clocks: "D45 running",
		},
		{
			name: "H35: nobody decides twice", road: func(s *story) *story { return unidentified(s).do(20, person, complaint.IneligibilityContested) },
			day: 21, by: officer, act: complaint.TriageIneligible, facts: []string{"reason_code=UNIDENTIFIABLE"}, refused: "another officer",
		},
		{name: "H37: the mandate of an agent comes", filing: speaksForOther, day: 5, by: officer, act: complaint.MandateRecorded, facts: []string{"mandate=WRITTEN_AUTHORITY"}, to: "S0"},
		{name: "H37: an agent without mandate is not taken up", filing: speaksForOther, day: 5, by: officer, act: complaint.TriageAccepted, facts: []string{"data_class=NON_HR"}, refused: "written authority (E13)"},
		{name: "H37: for a child only the guardian complains", filing: aboutAChild, day: 5, by: officer, act: complaint.TriageAccepted, facts: []string{"data_class=NON_HR"}, refused: "guardian (E28)"},
		{name: "H38: the data turns out to be employment data", road: acceptedNonHR, day: 20, by: officer, act: complaint.CaseReclassified, facts: []string{"data_class=HR"}, to: "S1"},
		{name: "H70: an officer moves the case to another pack", road: acceptedNonHR, day: 20, by: officer, act: complaint.PackMoved, facts: []string{"pack=EU-DPF-2023@1.0.0"}, to: "S1"},
		{name: "H70: the pack does not reach the complainant", day: 20, by: officer, act: complaint.PackMoved, facts: []string{"pack=CH-DPF-2024@1.0.0"}, refused: "reaches residents"},
		{name: "H70: no such pack", day: 20, by: officer, act: complaint.PackMoved, facts: []string{"pack=EU-DPF-2023@9.0.0"}, refused: "no pack"},
		{name: "H80: the complainant dies", road: acceptedNonHR, day: 10, by: officer, act: complaint.DeathRecorded, to: "S1"},
		{name: "H81: heirs go on", road: died, day: 20, by: officer, act: complaint.HeirsAdmitted, to: "S1"},
		{name: "H82: nobody goes on", road: died, day: 20, by: officer, act: complaint.CaseLapsed, to: "S5", clocks: "D45 cancelled, REOPEN until 2019-09-13"},
		{name: "H88: an officer has a conflict of interest", road: acceptedNonHR, day: 10, by: privacy, act: complaint.ConflictDeclared, facts: []string{"officer=staff/1"}, to: "S1", letters: "ALARM manager"},
		{
			name: "H88: who has a conflict of interest does not act", road: func(s *story) *story {
				return acceptedNonHR(s).do(10, privacy, complaint.ConflictDeclared, "officer=staff/1")
			},
			day: 11, by: officer, act: complaint.ResponseDrafted, facts: []string{"finding=PARTLY", "remedies=NONE"}, refused: "conflict of interest",
		},
		{name: "H89: the controller has the complaint", road: referred, day: 7, by: officer, act: complaint.ControllerForwarded, to: "S0/REFERRED", clocks: "FORWARD met"},
		{
			name: "H90: the controller acknowledges", road: func(s *story) *story { return referred(s).do(7, officer, complaint.ControllerForwarded) },
			day: 12, by: officer, act: complaint.ControllerAcknowledged, to: "S5", letters: "N15 complainant", clocks: "REOPEN until 2019-09-05",
		},
		{name: "H91: the controller refuses and the 45 days run on", road: referred, day: 8, by: officer, act: complaint.ControllerRefused, to: "S0", clocks: "D45 running, FORWARD met"},
		{name: "H92: a duplicate comes in", road: acceptedNonHR, day: 8, by: officer, act: complaint.DuplicateMerged, facts: []string{"merged_case=RC-7K3F-9Q2M"}, to: "S1", letters: "MESSAGE case_officer"},
	},
	[]passage{
		{name: "H80: the complainant dies after the case has closed", road: satisfied, day: 60, by: officer, act: complaint.DeathRecorded, to: "S5"},
		{
			name: "H81: heirs go on after the case has closed", road: func(s *story) *story { return satisfied(s).do(50, officer, complaint.DeathRecorded) },
			day: 60, by: officer, act: complaint.HeirsAdmitted, to: "S5",
		},
		{
			name: "H89: the controller's part is forwarded after the company's has ended", day: 9, by: officer, act: complaint.ControllerForwarded, to: "S5", clocks: "FORWARD met",
			road: func(s *story) *story {
				return s.do(5, officer, complaint.TriageProcessor, "also_controller=true", "data_class=NON_HR").do(6, officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").
					do(6, privacy, complaint.ResponseApproved).do(6, officer, complaint.ResponseSent).do(7, person, complaint.ComplainantSatisfied)
			},
		},
	},
	anywhere("H36: two cases are linked", officer, complaint.CaseLinked, "", asItIs, "linked_case=RC-7K3F-9Q2M"),
	anywhere("H36: three linked cases look systemic", officer, complaint.CaseLinked, "ALARM privacy_officer, ALARM manager",
		func(s *story) *story { return s.do(59, officer, complaint.CaseLinked, "linked_case=RC-7K3F-9Q2M") }, "linked_case=RC-7K3F-9Q2N"),
	anywhere("H39: a body learns that the complaint is not its own", officer, complaint.ForumCorrected, "", asItIs, "body=IRM"),
	anywhere("H84: a letter does not arrive", officer, complaint.DeliveryFailed, "", asItIs, "channel=EMAIL"),
	anywhere("H85: a legal hold is placed", officer, complaint.HoldPlaced, "", asItIs),
	anywhere("H94: the legal hold is released", officer, complaint.HoldReleased, "", func(s *story) *story { return s.do(59, officer, complaint.HoldPlaced) }),
	anywhere("H86: a security incident is reported", officer, complaint.IncidentReported, "ALARM privacy_officer, ALARM manager", asItIs),
	anywhere("H87: pressure is reported", person, complaint.RetaliationRaised, "ALARM privacy_officer, ALARM manager", asItIs),
	[]passage{
		{name: "H93: the cause of a breach", road: acceptedNonHR, day: 60, by: officer, act: complaint.BreachExplained, facts: []string{"cause=STAFFING"}, to: "S1/OVERDUE"},
		{
			name: "H93: the cause of a breach, in a closed case", road: func(s *story) *story {
				return acceptedNonHR(s).do(46, officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").do(47, privacy, complaint.ResponseApproved).
					do(48, officer, complaint.ResponseSent).do(49, person, complaint.ComplainantSatisfied)
			},
			day: 60, by: officer, act: complaint.BreachExplained, facts: []string{"cause=STAFFING"}, to: "S5",
		},
	},
)

func TestCircumstances(t *testing.T) {
	t.Parallel()
	tellPassages(t, circumstancePassages)
}

// E28: the office is told of a child's data with the receipt itself.
func TestT01_aboutAChild(t *testing.T) {
	t.Parallel()
	if got, want := letterNames(newStory(t, aboutAChild).book.events[0].Letters), "N01 complainant, ALARM privacy_officer, ALARM manager"; got != want {
		t.Errorf("the receipt sends %s, want %s", got, want)
	}
}
