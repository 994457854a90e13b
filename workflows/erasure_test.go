package workflows

import (
	"slices"
	"testing"
	"time"

	"go.temporal.io/api/serviceerror"

	"recourse/complaint"
	"recourse/law"
)

// closedChild is about a child for whom no guardian complains.
func closedChild(s *story) *story {
	return s.do(5, officer, complaint.TriageIneligible, "reason_code=NO_AUTHORITY_OF_AGENT")
}

func requestDone(s *story) *story {
	return s.do(20, officer, complaint.RequestAnswered, "outcome=NO_DATA_HELD")
}

func proposedToErase(s *story) *story {
	return s.do(58, officer, complaint.ErasureProposed, "ground=REQUESTED")
}

func approvedToErase(s *story) *story {
	return proposedToErase(s).do(59, privacy, complaint.ErasureApproved)
}

func askedToErase(s *story) *story { return s.do(30, person, complaint.ErasureRequested) }

// either makes the passages of a row that holds in closed complaints and requests.
func either(name string, before func(*story) *story, by complaint.Role, act complaint.Action, letters, clocks string, facts ...string) []passage {
	closed := func(road func(*story) *story) func(*story) *story {
		return func(s *story) *story { return before(road(s)) }
	}
	return []passage{
		{name: name, road: closed(satisfied), day: 60, by: by, act: act, facts: facts, to: "S5", letters: letters, clocks: clocks},
		{name: name + ", of a request", filing: asksAccess, road: closed(requestDone), day: 60, by: by, act: act, facts: facts, to: "S5", letters: letters, clocks: clocks},
	}
}

var erasurePassages = slices.Concat(
	anywhere("H100: the person asks", person, complaint.ErasureRequested, "MESSAGE case_officer", asItIs),
	requestAnyTime("H100: the requester asks", person, complaint.ErasureRequested, "MESSAGE case_officer"),
	either("H101: an officer proposes", asItIs, officer, complaint.ErasureProposed, "", "", "ground=NO_LONGER_NEEDED"),
	either("H102: a second person approves", proposedToErase, manager, complaint.ErasureApproved, "ERASURE complainant", ""),
	anywhere("H103: it is refused", officer, complaint.ErasureRefused, "ERASURE complainant", askedToErase, "ground=PROOF_OWED", "until=2024-09-13"),
	[]passage{
		{
			name: "H103: it is refused while the request is open", filing: asksAccess, road: askedToErase, day: 32, by: officer, act: complaint.ErasureRefused,
			facts: []string{"ground=PATH_OPEN"}, to: "R/OVERDUE", letters: "ERASURE complainant",
		},
		{
			name: "H103: it is refused after the answer", filing: asksAccess, road: func(s *story) *story { return askedToErase(requestDone(s)) }, day: 40, by: officer,
			act: complaint.ErasureRefused, facts: []string{"ground=LEGAL_CLAIMS"}, to: "S5", letters: "ERASURE complainant",
		},
		{
			name: "H106: a child's data goes at once where no guardian complains", filing: aboutAChild, road: closedChild, day: 6, by: system, act: complaint.CaseErased,
			facts: []string{"ground=UNDER_13"}, to: "S5", clocks: "REOPEN cancelled",
		},
		{
			name: "H106: so does that of a request", filing: func(f *law.Facts) { asksAccess(f); aboutAChild(f) }, road: requestDone, day: 21, by: system,
			act: complaint.CaseErased, facts: []string{"ground=UNDER_13"}, to: "S5", clocks: "REOPEN cancelled",
		},
		{
			name: "H106: not on the day of closing", filing: aboutAChild, road: closedChild, day: 5, by: system, act: complaint.CaseErased,
			facts: []string{"ground=UNDER_13"}, refused: "time for keeping",
		},
		{
			name: "H107: an open case that comes back with a backup", road: acceptedNonHR, day: 10, by: system, act: complaint.CaseErased, facts: []string{"ground=REQUEST", "again=true"},
			to: "S5", clocks: "D45 cancelled",
		},
		{
			name: "H107: an open request that comes back with a backup", filing: asksAccess, day: 10, by: system, act: complaint.CaseErased,
			facts: []string{"ground=REQUEST", "again=true"}, to: "S5", clocks: "RR1M cancelled, RRPS cancelled",
		},
		{name: "H105: nobody but Recourse itself erases", road: approvedOn(satisfied), day: 60, by: officer, act: complaint.CaseErased, facts: []string{"ground=REQUEST"}, refused: "not for the role"},
		{name: "H104: not before its time", road: satisfied, day: 60, by: system, act: complaint.CaseErased, facts: []string{"ground=RETENTION"}, refused: "time for keeping"},
	},
	either("H105: what two people agreed to", approvedToErase, system, complaint.CaseErased, "", "REOPEN cancelled", "ground=REQUEST"),
	either("H107: a closed case that comes back with a backup", asItIs, system, complaint.CaseErased, "", "REOPEN cancelled", "ground=RETENTION", "again=true"),
)

func approvedOn(road func(*story) *story) func(*story) *story {
	return func(s *story) *story { return approvedToErase(road(s)) }
}

func TestH100toH107_erasure(t *testing.T) {
	t.Parallel()
	tellPassages(t, erasurePassages)
}

// With its erasure a case ends, and its workflow with it.
func TestH105_theWorkflowEnds(t *testing.T) {
	t.Parallel()
	s := approvedToErase(satisfied(newStory(t))).do(60, system, complaint.CaseErased, "ground=REQUEST")
	if s.tell(); !s.book.last.Erased() || !s.book.last.Ended || s.env.Now().After(received.Add(61*day)) {
		t.Errorf("erased %t, ended %t, and the workflow runs until %s", s.book.last.Erased(), s.book.last.Ended, s.env.Now())
	}
}

// Years after its workflow has ended a case can still be held and erased.
func TestAct_afterTheEnd(t *testing.T) {
	t.Parallel()
	d, l := door(t, &engine{update: func(int) (int, error) { return 0, serviceerror.NewNotFound("gone") }})
	closed, at := closedLongAgo(t), time.Now()
	l.c, d.Clock = closed, law.Clock{Epoch: at, Day: day}
	act := func(role complaint.Role, action complaint.Action, facts map[string]string) error {
		_, err := d.Act(t.Context(), l.c.Number, law.Act{Key: "k/" + string(action), Action: action, Actor: who[role], Facts: facts})
		return err
	}
	erase := map[string]string{"ground": "RETENTION"}
	if err := act(officer, complaint.HoldPlaced, nil); err != nil || !l.c.Hold {
		t.Fatalf("held %t, %v", l.c.Hold, err)
	}
	if err := act(system, complaint.CaseErased, erase); complaint.KindOf(err) != complaint.Conflict || l.c.Erased() {
		t.Fatalf("a held case: erased %t, %v", l.c.Erased(), err)
	}
	if err := act(manager, complaint.HoldReleased, nil); err != nil {
		t.Fatal(err)
	}
	if err := act(system, complaint.CaseErased, erase); err != nil || l.c.Erasure.Ground != "RETENTION" {
		t.Fatalf("erased by %q, %v", l.c.Erasure.Ground, err)
	}
	if err := act(person, complaint.MessageSent, nil); complaint.RuleOf(err) != "H104" {
		t.Errorf("a message to an erased case: %v", err)
	}
}

// closedLongAgo is a case whose time for reopening, and for keeping it, is over.
func closedLongAgo(t *testing.T) law.Case {
	c := newStory(t).filed
	if _, err := c.Apply(law.Act{Key: "w", Action: complaint.ComplaintWithdrawn, Actor: who[person], Facts: map[string]string{"confirmed": "true"}}, received.Add(day)); err != nil {
		t.Fatal(err)
	}
	c.Wake(received.Add(400*day), time.Minute)
	if !c.Ended {
		t.Fatal("the case can still be reopened")
	}
	return c
}
