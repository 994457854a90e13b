package workflows

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"recourse/activities"
	"recourse/complaint"
	"recourse/law"
)

const day = 24 * time.Hour

// received is the receipt of every complaint in these tests: noon of a Friday
// in Stockholm, daylight-saving time.
var received = time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)

// teller is the part of a test that a story needs.
type teller interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// story tells the life of one case in days. Acts happen after noon of their day;
// clocks ring by themselves, with time skipped. When the case continues as new,
// the story goes on with the new run.
type story struct {
	t      teller
	env    *testsuite.TestWorkflowEnvironment // of the present run
	book   *notebook
	clock  law.Clock
	filed  law.Case
	start  time.Time // real time at which the first run starts
	end    time.Time // real time at which the story is left; zero when the case ends
	script []*scene
	wanted []string // expectations not yet met
	runs   int
	logger log.Logger
	tune   func(*testsuite.TestWorkflowEnvironment) // sets up each run
	live   *live                                    // a real engine, when the story is told on one
}

// scene is something that happens to the case at a real instant.
type scene struct {
	at   time.Time
	what func()
	done bool
}

// newStory files a complaint: by web form from Sweden, not yet triaged.
func newStory(t teller, change ...func(*law.Facts)) *story {
	t.Helper()
	f := law.Facts{
		Channel: "WEB_FORM", ReceivedAt: received, Place: law.PlaceOf("WEB_FORM", "SE"), Residence: "SE", Language: "sv",
		PersonType: "JOB_SEEKER", DataClass: "UNDECIDED", Role: "CONTROLLER", Entity: "TEKSYSTEMS", Mailable: true,
	}
	for _, c := range change {
		c(&f)
	}
	s := &story{t: t, book: &notebook{}, clock: law.Clock{Epoch: received, Day: day}, start: f.ReceivedAt, logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))}
	var first law.Event
	number := complaint.Number("RC-TEST-0001")
	if f.Kind == complaint.RightsRequest {
		number = "RR-TEST-0001"
	}
	s.filed, first = law.Receive(number, law.Select(f).Ref(), f, "file", complaint.Actor{Role: complaint.Complainant}, f.ReceivedAt)
	s.book.open(s.filed, first)
	return s
}

var who = map[complaint.Role]complaint.Actor{
	complaint.Complainant:    {Role: complaint.Complainant},
	complaint.CaseOfficer:    {Role: complaint.CaseOfficer, ID: "staff/1"},
	complaint.PrivacyOfficer: {Role: complaint.PrivacyOfficer, ID: "staff/2"},
	complaint.Manager:        {Role: complaint.Manager, ID: "staff/3"},
	complaint.System:         {Role: complaint.System},
}

const (
	person  = complaint.Complainant
	officer = complaint.CaseOfficer
	privacy = complaint.PrivacyOfficer
	manager = complaint.Manager
	system  = complaint.System
)

// on schedules something for the afternoon of a day after receipt; what comes
// later in a test comes later in the day.
func (s *story) on(n int, what func()) *story {
	return s.when(received.Add(time.Duration(n)*day+2*time.Hour+time.Duration(len(s.script))*time.Second), what)
}

// when schedules something for an instant of case time.
func (s *story) when(at time.Time, what func()) *story {
	s.script = append(s.script, &scene{at: s.clock.Real(at), what: what})
	return s
}

// do has somebody do an act that must be accepted; facts are "name=value".
func (s *story) do(n int, role complaint.Role, action complaint.Action, facts ...string) *story {
	act := s.newAct(role, action, facts...)
	return s.on(n, func() { s.send(act, "") }).expect(act)
}

// refused has somebody try an act that must be refused with words about it.
func (s *story) refused(n int, about string, role complaint.Role, action complaint.Action, facts ...string) *story {
	act := s.newAct(role, action, facts...)
	return s.on(n, func() { s.send(act, about) }).expect(act)
}

// newAct makes an act with a key of its own.
func (s *story) newAct(role complaint.Role, action complaint.Action, facts ...string) law.Act {
	act := law.Act{Key: fmt.Sprint("key-", len(s.script)), Action: action, Actor: who[role], Facts: map[string]string{}}
	for _, f := range facts {
		name, value, _ := strings.Cut(f, "=")
		act.Facts[name] = value
	}
	return act
}

// expect has the story fail when the act is not answered by its end.
func (s *story) expect(act law.Act) *story {
	s.wanted = append(s.wanted, act.Key+" "+string(act.Action))
	return s
}

// send delivers an act now; refusal holds words of the refusal wanted, "" when
// the act must be done.
func (s *story) send(act law.Act, refusal string) { s.deliver(act.Key, act, refusal, nil) }

// deliver is send under an update ID of its own; then is told the event.
func (s *story) deliver(updateID string, act law.Act, refusal string, then func(seq int)) {
	name := act.Key + " " + string(act.Action)
	met := func() {
		if i := slices.Index(s.wanted, name); i >= 0 {
			s.wanted = append(s.wanted[:i:i], s.wanted[i+1:]...)
		}
	}
	if s.live != nil {
		s.live.deliver(act, refusal)
		met()
		return
	}
	s.env.UpdateWorkflow(string(act.Action), updateID, &testsuite.TestUpdateCallback{
		OnAccept: func() {},
		OnReject: func(err error) {
			if refusal == "" || !strings.Contains(err.Error(), refusal) {
				s.t.Errorf("%s is refused: %v; refusal wanted: %q", name, err, refusal)
			}
			met()
		},
		OnComplete: func(answer any, err error) {
			done, ok := answer.(Done)
			switch {
			case err != nil || refusal != "" || !ok:
				s.t.Errorf("%s ends with %v, %v; refusal wanted: %q", name, answer, err, refusal)
			case !s.book.shows(done.Seq):
				s.t.Errorf("%s is answered before the record shows event %d", name, done.Seq)
			case then != nil:
				then(done.Seq)
			}
			met()
		},
	}, act)
}

// at expects the open steps on a day, written "S1 S3.1".
func (s *story) at(n int, want string) *story {
	s.t.Helper()
	return s.on(n, func() {
		if got := stepNames(s.state().Steps()); got != want {
			s.t.Errorf("on day %d the case stands at %s, want %s", n, got, want)
		}
	})
}

// renew asks for a new run on a day, as often as told.
func (s *story) renew(n, times int) *story {
	return s.on(n, func() {
		for range times {
			if s.live != nil {
				s.live.renew()
				continue
			}
			s.env.SignalWorkflow(signalRenew, nil)
		}
	})
}

// state asks the running case where it stands.
func (s *story) state() *law.Case {
	var c law.Case
	if s.live != nil {
		return s.live.state()
	}
	v, err := s.env.QueryWorkflow(queryState)
	if err == nil {
		err = v.Get(&c)
	}
	if err != nil {
		s.t.Fatalf("ask the case for its state: %v", err)
	}
	return &c
}

// until leaves the story late on a day, when it is over in Stockholm.
func (s *story) until(n int) *story {
	s.end = s.clock.Real(received.Add(time.Duration(n)*day + 13*time.Hour + 30*time.Minute))
	return s
}

// tell runs the story to its end, over as many runs as the case takes, and
// checks that the record is whole.
func (s *story) tell() *story {
	s.t.Helper()
	in, start := Input{Case: s.filed, Clock: s.clock}, s.start
	for again := true; again; {
		in, start, again = s.run(in, start)
	}
	if len(s.wanted) > 0 {
		s.t.Errorf("never answered: %v", s.wanted)
	}
	s.book.whole(s.t)
	return s
}

// run tells one run of the case, from a real instant; again is true when the
// case goes on with a new run that begins with the input returned.
func (s *story) run(in Input, start time.Time) (next Input, end time.Time, again bool) {
	s.t.Helper()
	s.setUp(start)
	s.runs++
	s.env.ExecuteWorkflow(kindOf(&in.Case), in)
	err := s.env.GetWorkflowError()
	var newRun *workflow.ContinueAsNewError
	var timeout *temporal.TimeoutError
	switch {
	case errors.As(err, &newRun):
		if want := map[bool]string{true: "RightsRequest", false: "Case"}[in.Case.IsRequest()]; newRun.WorkflowType.Name != want {
			s.t.Errorf("the new run is a %s, want %s", newRun.WorkflowType.Name, want)
		}
		if err := converter.GetDefaultDataConverter().FromPayloads(newRun.Input, &next); err != nil {
			s.t.Fatalf("read the input of the new run: %v", err)
		}
		return next, s.env.Now(), true
	case errors.As(err, &timeout) && !s.end.IsZero():
	case err != nil:
		s.t.Fatalf("the case failed: %v", err)
	}
	return Input{}, time.Time{}, false
}

// setUp makes the environment of a run, with what is still to happen.
func (s *story) setUp(start time.Time) {
	suite := testsuite.WorkflowTestSuite{}
	suite.SetLogger(s.logger)
	s.env = suite.NewTestWorkflowEnvironment()
	s.env.SetStartTime(start)
	s.env.SetTestTimeout(time.Minute)
	s.env.SetWorkflowRunTimeout(100 * 365 * day)
	if !s.end.IsZero() {
		s.env.SetWorkflowRunTimeout(max(1, s.end.Sub(start)))
	}
	if s.tune != nil {
		s.tune(s.env)
	}
	for _, sc := range s.script {
		if !sc.done {
			s.env.RegisterDelayedCallback(func() { sc.done = true; sc.what() }, max(1, sc.at.Sub(start)))
		}
	}
	Register(s.env, &activities.Activities{Cases: s.book})
}

// transitions lists what moved the case, without reminders.
func (s *story) transitions() []string {
	var ids []string
	for _, e := range s.book.events {
		if e.Transition != "" {
			ids = append(ids, e.Transition)
		}
	}
	return ids
}

// went expects the transitions of the whole story, written "T01 T02".
func (s *story) went(want string) *story {
	s.t.Helper()
	if diff := cmp.Diff(strings.Fields(want), s.transitions()); diff != "" {
		s.t.Errorf("transitions (-want +got):\n%s", diff)
	}
	return s
}

// ended expects the final outcome.
func (s *story) ended(want complaint.Outcome) *story {
	s.t.Helper()
	if c := s.book.last; c.Outcome != want || !c.Closed() {
		s.t.Errorf("the case ends with %q, closed: %v, want %s", c.Outcome, c.Closed(), want)
	}
	return s
}

// deadline returns the latest deadline of a rule as recorded.
func (s *story) deadline(rule law.RuleID) law.Deadline {
	s.t.Helper()
	for i := len(s.book.last.Deadlines) - 1; i >= 0; i-- {
		if d := s.book.last.Deadlines[i]; d.Rule == rule {
			return d
		}
	}
	s.t.Fatalf("no %s has been started", rule)
	return law.Deadline{}
}
