package workflows

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp/cmpopts"
	"go.temporal.io/sdk/testsuite"

	"recourse/complaint"
)

// A new run in the middle of any stage changes nothing: the story ends with the
// same record as without it.
func TestRenew_inMidStage(t *testing.T) {
	t.Parallel()
	want := newStory(t).fullRoad().tell()
	for step, n := range map[string]int{
		"S0": 1, "S1": 10, "S1 with a draft": 20, "S1 RESPONDED": 22, "S2 OFFERED": 27, "S2.1": 33, "S2.2": 45, "S2.3": 70, "S2.5": 87, "S3 OFFERED": 95,
		"S3.1": 120, "S3.4": 200, "S4.1": 242, "S4.2": 245, "S4.2 with a Notice": 252, "S4.3": 257, "S4.4": 300, "S4.5": 340, "S5": 400,
	} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).fullRoad().renew(n, 1).tell()
			sameEvents(t, want, s)
			if s.runs != 2 {
				t.Errorf("%d runs, want 2", s.runs)
			}
		})
	}
}

// Runs may follow each other for years: one every five days until the end.
func TestRenew_everyFiveDays(t *testing.T) {
	t.Parallel()
	want := newStory(t).fullRoad().tell()
	s := newStory(t).fullRoad()
	for n := 5; n < 700; n += 5 {
		s.renew(n, 1)
	}
	s.tell()
	sameEvents(t, want, s)
	if s.runs != 140 {
		t.Errorf("%d runs, want 140", s.runs)
	}
}

// Employment data, an ignored advice, the FTC: facts that only this road has.
func TestRenew_onTheRoadOfEmploymentData(t *testing.T) {
	t.Parallel()
	road := func(s *story) *story { return s.advised().do(130, officer, complaint.AdviceComplied) }
	want := road(newStory(t, hr)).tell()
	s := road(newStory(t, hr)).renew(45, 1).renew(60, 1).renew(90, 1).renew(110, 1).renew(200, 1).tell()
	sameEvents(t, want, s)
}

func TestRenew_threeAtOnceMakeOneRun(t *testing.T) {
	t.Parallel()
	if s := newStory(t).accepted("NON_HR").renew(10, 3).until(30).tell(); s.runs != 2 {
		t.Errorf("%d runs, want 2", s.runs)
	}
}

// A new run asked for at the very instant of a deadline loses neither.
func TestRenew_atTheInstantOfADeadline(t *testing.T) {
	t.Parallel()
	road := func(s *story) *story { return s.accepted("NON_HR").until(60) }
	want := road(newStory(t)).tell()
	s := road(newStory(t))
	s.when(time.Date(2018, 10, 8, 22, 0, 0, 0, time.UTC), func() { s.env.SignalWorkflow(signalRenew, nil) }).tell()
	sameEvents(t, want, s, cmpopts.EquateApproxTime(2*breath))
}

// While an act waits for the record no run ends, and the clocks ring on.
func TestRenew_whileAnActWaitsForTheRecord(t *testing.T) {
	t.Parallel()
	want := newStory(t).accepted("NON_HR").do(24, person, complaint.MessageSent).until(60).tell()
	s := newStory(t).accepted("NON_HR").do(24, person, complaint.MessageSent).outage(24, 27).until(60)
	s.renew(25, 1).on(26, func() {
		if s.runs != 1 {
			t.Errorf("run %d begins while an act is under way", s.runs)
		}
	}).tell()
	sameEvents(t, want, s) // with the reminder of day 25 recorded as rung on day 25
	if s.runs != 2 {
		t.Errorf("%d runs, want 2", s.runs)
	}
}

// An act that arrives in the breath before a new run is done in the old one, and
// the new one comes after.
func TestRenew_actInTheLastBreath(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR")
	act := s.newAct(person, complaint.MessageSent)
	var in int
	var done, began time.Time
	s.tune = func(env *testsuite.TestWorkflowEnvironment) { began = env.Now() }
	s.on(10, func() {
		s.env.SignalWorkflow(signalRenew, nil)
		s.env.RegisterDelayedCallback(func() { s.deliver(act.Key, act, "", func(int) { in, done = s.runs, s.env.Now() }) }, breath/2)
	}).expect(act).until(20).tell().went("T01 T02 H25")
	if in != 1 || s.runs != 2 {
		t.Errorf("the act is done in run %d of %d, want 1 of 2", in, s.runs)
	}
	if began.Sub(done) < breath {
		t.Errorf("the new run begins %s after the answer, want a breath of %s", began.Sub(done), breath)
	}
}

// The server suggests a new run when a history has grown long.
func TestRenew_whenTheServerSuggests(t *testing.T) {
	t.Parallel()
	want := newStory(t).fullRoad().tell()
	s := newStory(t).fullRoad()
	for _, n := range []int{20, 70, 300} {
		s.on(n, func() { s.env.SetContinueAsNewSuggested(true) })
	}
	s.tell()
	sameEvents(t, want, s)
	if s.runs != 4 {
		t.Errorf("%d runs, want 4", s.runs)
	}
}

func TestRenew_whenTheServerSuggestsAtOnce(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR").until(20)
	s.tune = func(env *testsuite.TestWorkflowEnvironment) { env.SetContinueAsNewSuggested(s.runs == 0) }
	if s.tell().went("T01 T02"); s.runs != 2 {
		t.Errorf("%d runs, want 2", s.runs)
	}
}

// A new run asked for when the case has just ended for good does not start it
// again.
func TestRenew_whenTheCaseIsOver(t *testing.T) {
	t.Parallel()
	s := satisfied(newStory(t))
	s.when(time.Date(2019, 9, 18, 22, 0, 0, 0, time.UTC), func() { s.env.SignalWorkflow(signalRenew, nil) })
	s.tell().went("T01 T02 H04 H05 T09 T12 H29")
}

// What a run hands on is all it knows: the state, the clock, and the acts that
// must not be done again.
func TestRenew_handsOnEverything(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR").do(3, person, complaint.DPAContacted, "authority=SE").do(4, officer, complaint.CaseAssigned, "assignee=staff/7").renew(10, 1)
	s.clock.Day = time.Hour
	for _, sc := range s.script {
		sc.at = s.clock.Real(sc.at)
	}
	in, _, again := s.run(Input{Case: s.filed, Clock: s.clock, Seen: []Seen{{"file", 1}}}, s.start)
	if !again {
		t.Fatal("no new run")
	}
	if got := stepNames(in.Case.Steps()); got != "S1 S3.1" || in.Case.Assignee != "staff/7" || in.Clock != s.clock {
		t.Errorf("the new run begins at %s, officer %s, clock %v", got, in.Case.Assignee, in.Clock)
	}
	var keys []string
	for _, seen := range in.Seen {
		keys = append(keys, fmt.Sprint(seen.Key, "=", seen.Seq))
	}
	if !slices.Equal(keys, []string{"file=1", "key-0=2", "key-1=3", "key-2=4"}) {
		t.Errorf("the new run remembers %v", keys)
	}
}
