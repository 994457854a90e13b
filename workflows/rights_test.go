package workflows

import (
	"slices"
	"testing"

	"recourse/complaint"
	"recourse/law"
)

// asks makes the filing a request for a right.
func asks(right string) func(*law.Facts) {
	return func(f *law.Facts) { f.Kind, f.Right = complaint.RightsRequest, right }
}

var asksAccess = asks("ACCESS")

func identityAsked(s *story) *story { return s.do(3, officer, complaint.IdentityAsked) }

func refusedRequest(s *story) *story {
	return s.do(20, officer, complaint.RequestAnswered, "outcome=REFUSED_EXCESSIVE")
}

func requesterDied(s *story) *story { return s.do(10, officer, complaint.DeathRecorded) }

func heldRequest(s *story) *story { return s.do(39, officer, complaint.HoldPlaced) }

// lateRequest: a month has passed without an answer.
func lateRequest(s *story) *story { return s.until(32) }

// requestAnyTime makes the two passages of a row that holds at every step of a
// request and in a closed one; it is late in both.
func requestAnyTime(name string, by complaint.Role, act complaint.Action, letters string, facts ...string) []passage {
	answeredLate := func(s *story) *story { return s.do(40, officer, complaint.RequestAnswered, "outcome=GRANTED") }
	return []passage{
		{name: name, filing: asksAccess, day: 40, by: by, act: act, facts: facts, to: "R/OVERDUE", letters: letters},
		{name: name + ", in a closed request", filing: asksAccess, road: answeredLate, day: 60, by: by, act: act, facts: facts, to: "S5", letters: letters},
	}
}

var rightsPassages = slices.Concat(
	[]passage{
		{
			name: "T06: no grievance is left, and a request goes on", day: 4, by: officer, act: complaint.TriageRightsOnly, facts: []string{"right=DELETION"},
			to: "S5", letters: "N15 complainant", clocks: "D45 cancelled, REOPEN until 2019-08-28",
		},
		{name: "T06: nobody in particular has no data to ask for", filing: namesNobody, day: 4, by: officer, act: complaint.TriageRightsOnly, facts: []string{"right=ACCESS"}, refused: "named person"},
		{
			name: "T07: a complaint and a request go on side by side", day: 4, by: officer, act: complaint.TriageMixed, facts: []string{"right=ACCESS", "data_class=NON_HR"},
			to: "S1", letters: "N02 complainant",
		},
		{
			name: "T07: the answer to the complaint is overdue already", day: 50, by: officer, act: complaint.TriageMixed, facts: []string{"right=ACCESS", "data_class=HR"},
			to: "S1/OVERDUE", letters: "N02 complainant",
		},
		{
			name: "H41: proof of identity is asked for", filing: asksAccess, day: 3, by: officer, act: complaint.IdentityAsked, to: "R/IDENTITY", letters: "R02 complainant",
		},
		{
			name: "H41: it is asked for when the answer is overdue", filing: asksAccess, road: lateRequest, day: 35, by: officer, act: complaint.IdentityAsked, to: "R/OVERDUE", letters: "R02 complainant",
		},
		{name: "H41: marketing is stopped for anybody", filing: asks("MARKETING_OPT_OUT"), day: 1, by: officer, act: complaint.IdentityAsked, refused: "always stopped"},
		{
			name: "H42: the proof suffices", filing: asksAccess, road: identityAsked, day: 8, by: officer, act: complaint.IdentityChecked,
			facts: []string{"method=ADDRESS", "result=SUFFICIENT"}, to: "R/RECEIVED",
		},
		{
			name: "H42: the proof suffices when the answer is overdue", filing: asksAccess, road: identityAsked, day: 35, by: officer, act: complaint.IdentityChecked,
			facts: []string{"method=ADDRESS", "result=SUFFICIENT"}, to: "R/OVERDUE",
		},
		{
			name: "H42: the proof does not suffice", filing: asksAccess, road: identityAsked, day: 8, by: officer, act: complaint.IdentityChecked,
			facts: []string{"method=OTHER", "result=INSUFFICIENT"}, to: "R/IDENTITY",
		},
		{
			name: "H43: the month is extended", filing: asksAccess, day: 30, by: officer, act: complaint.RequestExtended, facts: []string{"ground=COMPLEXITY"},
			to: "R/RECEIVED", letters: "R03 complainant", clocks: "RR1M superseded, RR3M until 2018-11-26",
		},
		{name: "H43: the month has passed", filing: asksAccess, day: 32, by: officer, act: complaint.RequestExtended, facts: []string{"ground=NUMBER"}, refused: "possible only at"},
		{
			name: "H44: the request is answered", filing: asksAccess, day: 20, by: officer, act: complaint.RequestAnswered, facts: []string{"outcome=PARTLY_GRANTED", "ground=RIGHTS_OF_OTHERS"},
			to: "S5", letters: "R04 complainant", clocks: "RR1M met, RRPS met, REOPEN until 2019-09-13",
		},
		{
			name: "H44: nothing is given to whom nobody knows", filing: asksAccess, road: identityAsked, day: 20, by: officer, act: complaint.RequestAnswered,
			facts: []string{"outcome=GRANTED"}, refused: "sufficiently proven",
		},
		{
			name: "H45: the controller decides", filing: asksAccess, day: 5, by: officer, act: complaint.RequestReferred,
			to: "S5", letters: "R06 complainant, CONTROLLER controller_client", clocks: "RR1M cancelled, RRPS cancelled, REOPEN until 2019-08-29",
		},
		{
			name: "H46: the requester withdraws", filing: asksAccess, day: 5, by: person, act: complaint.RequestWithdrawn, facts: []string{"confirmed=true"},
			to: "S5", letters: "R07 complainant", clocks: "RR1M cancelled, RRPS cancelled, REOPEN until 2019-08-29",
		},
		{
			name: "H47: the month passes", filing: asksAccess, day: 32, act: complaint.TimerRequest, rings: "2018-09-24T22:00:00Z",
			to: "R/OVERDUE", letters: "R05 complainant, ALARM privacy_officer, ALARM manager", clocks: "RR1M missed, LATE until 2018-10-08",
		},
		{
			name: "H48: a complaint about silence", filing: asksAccess, road: lateRequest, day: 35, by: person, act: complaint.RequestComplained,
			to: "R/OVERDUE", letters: "MESSAGE case_officer",
		},
		{
			name: "H48: a complaint about the answer", filing: asksAccess, road: refusedRequest, day: 35, by: person, act: complaint.RequestComplained,
			to: "S5", letters: "MESSAGE case_officer",
		},
		{name: "H48: there is nothing to complain about yet", filing: asksAccess, day: 10, by: person, act: complaint.RequestComplained, refused: "possible only at"},
		{name: "H95: the requester dies", filing: asksAccess, day: 10, by: officer, act: complaint.DeathRecorded, to: "R/RECEIVED"},
		{
			name: "H95: the requester dies after the answer", filing: asksAccess, road: refusedRequest, day: 30, by: officer, act: complaint.DeathRecorded, to: "S5",
		},
		{
			name: "H96: heirs go on after the answer", filing: asksAccess, road: func(s *story) *story { return refusedRequest(s).do(30, officer, complaint.DeathRecorded) },
			day: 35, by: officer, act: complaint.HeirsAdmitted, to: "S5",
		},
		{name: "H96: heirs go on", filing: asksAccess, road: requesterDied, day: 12, by: officer, act: complaint.HeirsAdmitted, to: "R/RECEIVED"},
		{
			name: "H97: nobody goes on", filing: asksAccess, road: requesterDied, day: 12, by: officer, act: complaint.CaseLapsed,
			to: "S5", clocks: "RR1M cancelled, RRPS cancelled, REOPEN until 2019-09-05",
		},
		{name: "H49: an officer takes the request", filing: asksAccess, day: 2, by: officer, act: complaint.CaseAssigned, facts: []string{"assignee=staff/3"}, to: "R/RECEIVED"},
		{
			name: "H59: after twelve months nothing more can follow", filing: asksAccess, road: refusedRequest, day: 390, act: complaint.ReopenExpired, rings: "2019-09-13T22:00:00Z",
			to: "S5", clocks: "REOPEN missed",
		},
	},
	requestAnyTime("H50: a message is written", person, complaint.MessageSent, "MESSAGE case_officer"),
	requestAnyTime("H51: a document is added", person, complaint.DocumentAdded, ""),
	requestAnyTime("H52: an officer has a conflict of interest", manager, complaint.ConflictDeclared, "ALARM manager", "officer=staff/9"),
	requestAnyTime("H53: a mandate is recorded", officer, complaint.MandateRecorded, "", "mandate=WRITTEN_AUTHORITY"),
	requestAnyTime("H54: a letter did not arrive", officer, complaint.DeliveryFailed, "", "channel=POST"),
	requestAnyTime("H56: a legal hold is placed", officer, complaint.HoldPlaced, ""),
	requestAnyTime("H58: a security incident is reported", officer, complaint.IncidentReported, "ALARM privacy_officer, ALARM manager"),
	[]passage{
		{name: "H57: the legal hold is released", filing: asksAccess, road: heldRequest, day: 40, by: officer, act: complaint.HoldReleased, to: "R/OVERDUE"},
		{
			name: "H57: the legal hold is released, in a closed request", filing: asksAccess,
			road: func(s *story) *story {
				return heldRequest(s).do(41, officer, complaint.RequestAnswered, "outcome=GRANTED")
			},
			day: 60, by: officer, act: complaint.HoldReleased, to: "S5",
		},
	},
	requestAnyTime("H55: the cause of the breach is recorded", manager, complaint.BreachExplained, "", "cause=STAFFING"),
)

func TestPassages_rights(t *testing.T) {
	t.Parallel()
	tellPassages(t, rightsPassages)
}

// A request runs as a workflow of its own kind, also after it has been renewed.
func TestRightsRequest_whole(t *testing.T) {
	t.Parallel()
	s := identityAsked(newStory(t, asksAccess)).renew(5, 1).do(8, officer, complaint.IdentityChecked, "method=ACCOUNT_LOGIN", "result=SUFFICIENT").
		do(20, officer, complaint.RequestExtended, "ground=NUMBER").renew(30, 2).at(40, "R/RECEIVED").at(50, "R/OVERDUE").
		do(60, officer, complaint.RequestAnswered, "outcome=GRANTED").do(70, person, complaint.RequestComplained).tell().
		went("H40 H41 H42 H43 H47 H44 H48 H59").ended(complaint.Granted)
	if s.runs != 3 {
		t.Errorf("%d runs, want 3", s.runs)
	}
}

// What opens another case travels to the record with the event that opens it.
func TestOpened_reachesTheRecord(t *testing.T) {
	t.Parallel()
	s := newStory(t).do(4, officer, complaint.TriageMixed, "right=ACCESS", "data_class=NON_HR").until(5).tell()
	e := s.find(t, "T07", complaint.TriageMixed)
	if e.Opens == nil || e.Opens.Case.Number != "RC-TEST-0001-R1" || e.Facts[law.SiblingFact] != "RC-TEST-0001-R1" {
		t.Fatalf("the record has %+v of the sibling", e.Opens)
	}
	if !slices.Contains(s.book.last.Siblings, e.Opens.Case.Number) {
		t.Errorf("the case knows the siblings %v", s.book.last.Siblings)
	}
}

// The identifier of the workflow follows from the number alone.
func TestWorkflowID_tellsTheKind(t *testing.T) {
	t.Parallel()
	for number, want := range map[complaint.Number]string{
		"RC-7K3F-9Q2M": "case/RC-7K3F-9Q2M", "RR-7K3F-9Q2M": "request/RR-7K3F-9Q2M",
		"RC-7K3F-9Q2M-R1": "request/RC-7K3F-9Q2M-R1", "RR-7K3F-9Q2M-C1": "case/RR-7K3F-9Q2M-C1",
	} {
		if got := workflowID(number); got != want {
			t.Errorf("%s runs as %s, want %s", number, got, want)
		}
	}
}
