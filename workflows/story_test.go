package workflows

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/testsuite"

	"recourse/activities"
	"recourse/complaint"
	"recourse/law"
)

// received is the receipt of every complaint in these tests.
var received = time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)

// notebook is a record in memory. It refuses gaps, as the database does.
type notebook struct {
	mu     sync.Mutex
	case_  law.Case
	events []law.Event
	broken func(call int) error // makes a call fail
	calls  int
}

func (n *notebook) Record(_ context.Context, c law.Case, events []law.Event) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.calls++
	if n.broken != nil {
		if err := n.broken(n.calls); err != nil {
			return err
		}
	}
	for _, e := range events {
		switch {
		case e.Seq <= n.case_.Seq:
		case e.Seq == n.case_.Seq+1:
			n.events = append(n.events, e)
			n.case_.Seq = e.Seq
		default:
			return fmt.Errorf("gap: event %d after %d", e.Seq, n.case_.Seq)
		}
	}
	n.case_ = c
	return nil
}

// story tells the life of one case in days. Acts happen at noon of their day;
// clocks ring by themselves, with time skipped.
type story struct {
	t      *testing.T
	env    *testsuite.TestWorkflowEnvironment
	book   *notebook
	clock  law.Clock
	filed  law.Case
	wanted []string // expectations not yet met
	acts   int
}

func newStory(t *testing.T, change ...func(*law.Facts)) *story {
	t.Helper()
	t.Parallel()
	f := law.Facts{Channel: "WEB_FORM", ReceivedAt: received, Place: law.PlaceOf("WEB_FORM", "SE"), Residence: "SE", Language: "sv",
		PersonType: "JOB_SEEKER", DataClass: "UNDECIDED", Role: "CONTROLLER", Entity: "TEKSYSTEMS", Mailable: true}
	for _, c := range change {
		c(&f)
	}
	var suite testsuite.WorkflowTestSuite
	s := &story{t: t, env: suite.NewTestWorkflowEnvironment(), book: &notebook{}, clock: law.Clock{Epoch: received, Day: 24 * time.Hour}}
	s.env.SetStartTime(received)
	s.env.SetWorkflowRunTimeout(100 * 365 * 24 * time.Hour)
	var first law.Event
	s.filed, first = law.Receive("RC-TEST-0001", law.Packs()[0].Ref(), f, "file", complaint.Actor{Role: complaint.Complainant}, received)
	s.book.case_, s.book.events = s.filed, []law.Event{first}
	Register(s.env, &activities.Activities{Cases: s.book})
	return s
}

var who = map[complaint.Role]complaint.Actor{
	complaint.Complainant:    {Role: complaint.Complainant},
	complaint.CaseOfficer:    {Role: complaint.CaseOfficer, ID: "staff/1"},
	complaint.PrivacyOfficer: {Role: complaint.PrivacyOfficer, ID: "staff/2"},
	complaint.Manager:        {Role: complaint.Manager, ID: "staff/3"},
}

const (
	person  = complaint.Complainant
	officer = complaint.CaseOfficer
	privacy = complaint.PrivacyOfficer
)

// on schedules something for noon of a day after receipt.
func (s *story) on(day int, what func()) *story {
	s.env.RegisterDelayedCallback(what, time.Duration(day)*24*time.Hour+2*time.Hour+time.Duration(s.acts)*time.Second)
	s.acts++
	return s
}

// do has somebody do an act that must be accepted; facts are "name=value".
func (s *story) do(day int, role complaint.Role, action complaint.Action, facts ...string) *story {
	return s.update(day, newAct(fmt.Sprint("key-", s.acts), role, action, facts), "")
}

// refused has somebody try an act that must be refused with words about it.
func (s *story) refused(day int, about string, role complaint.Role, action complaint.Action, facts ...string) *story {
	return s.update(day, newAct(fmt.Sprint("key-", s.acts), role, action, facts), about)
}

func newAct(key string, role complaint.Role, action complaint.Action, facts []string) law.Act {
	act := law.Act{Key: key, Action: action, Actor: who[role], Facts: map[string]string{}}
	for _, f := range facts {
		name, value, _ := strings.Cut(f, "=")
		act.Facts[name] = value
	}
	return act
}

func (s *story) update(day int, act law.Act, refusal string) *story {
	want := fmt.Sprintf("day %d: %s", day, act.Action)
	s.wanted = append(s.wanted, want)
	met := func() { s.wanted = remove(s.wanted, want) }
	return s.on(day, func() {
		s.env.UpdateWorkflow(string(act.Action), act.Key, &testsuite.TestUpdateCallback{
			OnAccept: func() {},
			OnReject: func(err error) {
				if refusal == "" || !strings.Contains(err.Error(), refusal) {
					s.t.Errorf("%s is refused: %v", want, err)
				}
				met()
			},
			OnComplete: func(done any, err error) {
				if err != nil || refusal != "" {
					s.t.Errorf("%s ends with %v, %v; refusal wanted: %q", want, done, err, refusal)
				}
				met()
			},
		}, act)
	})
}

func remove(list []string, s string) []string {
	for i := range list {
		if list[i] == s {
			return append(list[:i:i], list[i+1:]...)
		}
	}
	return list
}

// at expects the open steps on a day.
func (s *story) at(day int, want ...complaint.Step) *story {
	s.t.Helper()
	return s.on(day, func() {
		if got := s.state().Steps(); !cmp.Equal(got, want) {
			s.t.Errorf("on day %d the case stands at %v, want %v", day, got, want)
		}
	})
}

func (s *story) state() *law.Case {
	v, err := s.env.QueryWorkflow(queryState)
	if err != nil {
		s.t.Fatal(err)
	}
	var c law.Case
	if err := v.Get(&c); err != nil {
		s.t.Fatal(err)
	}
	return &c
}

// tell runs the story to its end and checks that the record is level with it.
func (s *story) tell() *story {
	s.t.Helper()
	s.env.ExecuteWorkflow(Case, Input{Case: s.filed, Clock: s.clock})
	if err := s.env.GetWorkflowError(); err != nil && !isNewRun(err) {
		s.t.Fatalf("the case failed: %v", err)
	}
	if len(s.wanted) > 0 {
		s.t.Errorf("never happened: %v", s.wanted)
	}
	for i, e := range s.book.events {
		if e.Seq != i+1 {
			s.t.Fatalf("event %d has number %d", i+1, e.Seq)
		}
	}
	return s
}

func isNewRun(err error) bool {
	var again interface{ Error() string }
	return errors.As(err, &again) && strings.Contains(err.Error(), "continue as new")
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

// letters lists the codes sent to a role.
func (s *story) letters(to complaint.Role) []string {
	var codes []string
	for _, e := range s.book.events {
		for _, l := range e.Letters {
			if l.To == to {
				codes = append(codes, l.Code)
			}
		}
	}
	return codes
}

var _ = converter.GetDefaultDataConverter
