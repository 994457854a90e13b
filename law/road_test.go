package law

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
)

// received is the receipt of every complaint in these tests: a Friday in
// daylight-saving time.
var received = time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)

// shield is the pack of the complaints in these tests.
func shield() *Pack { return Select(Facts{ReceivedAt: received, Residence: "SE"}) }

// road drives one case by days after receipt, ringing every clock on the way.
type road struct {
	t      *testing.T
	facts  Facts // as filed
	c      Case
	now    time.Time
	events []Event
	acts   int
}

// newRoad files a complaint: by web form about data that is not employment data.
func newRoad(t *testing.T, change ...func(*Facts)) *road {
	t.Helper()
	f := Facts{
		Channel: "WEB_FORM", ReceivedAt: received, Place: PlaceOf("WEB_FORM", "SE"), Residence: "SE", Language: "sv",
		PersonType: "JOB_SEEKER", DataClass: "UNDECIDED", Role: "CONTROLLER", Entity: "TEKSYSTEMS", Mailable: true,
	}
	for _, c := range change {
		c(&f)
	}
	r := &road{t: t, facts: f, now: f.ReceivedAt}
	c, e := Receive("RC-TEST-0001", Select(f).Ref(), f, "file", complaint.Actor{Role: complaint.Complainant}, f.ReceivedAt)
	r.c, r.events = c, []Event{e}
	return r
}

var who = map[complaint.Role]complaint.Actor{
	complaint.Complainant:    {Role: complaint.Complainant},
	complaint.Representative: {Role: complaint.Representative},
	complaint.CaseOfficer:    {Role: complaint.CaseOfficer, ID: "staff/1"},
	complaint.PrivacyOfficer: {Role: complaint.PrivacyOfficer, ID: "staff/2"},
	complaint.Manager:        {Role: complaint.Manager, ID: "staff/3"},
	complaint.System:         {Role: complaint.System},
}

// day moves to a day after receipt, at noon, and rings every clock at its time.
func (r *road) day(n int) *road { return r.until(received.AddDate(0, 0, n).Add(2 * time.Hour)) }

// until moves to an instant and rings every clock at its time.
func (r *road) until(at time.Time) *road {
	for {
		ring, ok := r.c.Next()
		if !ok || ring.At.After(at) {
			r.now = at
			return r
		}
		if ring.At.After(r.now) {
			r.now = ring.At
		}
		r.wake()
	}
}

// outage moves to a day after receipt with nobody there to ring the clocks, and
// rings them all on return.
func (r *road) outage(n int) *road {
	r.now = received.AddDate(0, 0, n).Add(2 * time.Hour)
	return r.wake()
}

func (r *road) wake() *road {
	r.events = append(r.events, r.c.Wake(r.now, time.Minute)...)
	return r
}

// do performs an act; facts are written "name=value".
func (r *road) do(role complaint.Role, action complaint.Action, facts ...string) *road {
	r.t.Helper()
	if err := r.try(role, action, facts...); err != nil {
		r.t.Fatalf("%s: %v", action, err)
	}
	return r
}

func (r *road) try(role complaint.Role, action complaint.Action, facts ...string) error {
	return r.tryAt(time.Time{}, role, action, facts...)
}

// doAt performs an act that happened at noon of an earlier day.
func (r *road) doAt(n int, role complaint.Role, action complaint.Action, facts ...string) *road {
	r.t.Helper()
	if err := r.tryAt(received.AddDate(0, 0, n).Add(2*time.Hour), role, action, facts...); err != nil {
		r.t.Fatalf("%s: %v", action, err)
	}
	return r
}

// act makes an act of somebody; facts are written "name=value".
func act(role complaint.Role, action complaint.Action, facts ...string) Act {
	a := Act{Action: action, Actor: who[role], Facts: map[string]string{}}
	for _, f := range facts {
		name, value, _ := strings.Cut(f, "=")
		a.Facts[name] = value
	}
	return a
}

func (r *road) tryAt(at time.Time, role complaint.Role, action complaint.Action, facts ...string) error {
	r.acts++
	a := act(role, action, facts...)
	a.Key, a.At = fmt.Sprint("k", r.acts), at
	e, err := r.c.Apply(a, r.now)
	if err == nil {
		r.events = append(r.events, e)
	}
	return err
}

// refused expects the act to be refused with words about it.
func (r *road) refused(about string, role complaint.Role, action complaint.Action, facts ...string) *road {
	r.t.Helper()
	before := r.c.Clone()
	if err := r.try(role, action, facts...); err == nil || !strings.Contains(err.Error(), about) {
		r.t.Fatalf("%s: got %v, want a refusal about %q", action, err, about)
	}
	if diff := cmp.Diff(before, r.c); diff != "" {
		r.t.Fatalf("%s was refused and yet changed the case:\n%s", action, diff)
	}
	return r
}

// last returns the last event.
func (r *road) last() Event { return r.events[len(r.events)-1] }

// at expects the open steps.
func (r *road) at(want ...complaint.Step) *road {
	r.t.Helper()
	if got := r.c.Steps(); fmt.Sprint(got) != fmt.Sprint(want) {
		r.t.Fatalf("the case stands at %v, want %v", got, want)
	}
	return r
}

// told expects the codes of the letters of the last event.
func (r *road) told(want ...string) *road {
	r.t.Helper()
	var got []string
	for _, l := range r.last().Letters {
		got = append(got, l.Code)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		r.t.Fatalf("%s sent %v, want %v", r.last().Action, got, want)
	}
	return r
}

// by expects the number of the last transition.
func (r *road) by(id string) *road {
	r.t.Helper()
	for i := len(r.events) - 1; i >= 0; i-- {
		if got := r.events[i].Transition; got == id {
			return r
		} else if got != "" {
			r.t.Fatalf("the last transition was %s, want %s", got, id)
		}
	}
	return r
}

// due expects the status and due date of the latest deadline of a rule.
func (r *road) due(rule RuleID, status complaint.DeadlineStatus, date string) *road {
	r.t.Helper()
	d := r.c.last(rule)
	if d == nil || d.Status != status || d.Due.String() != date {
		r.t.Fatalf("%s: got %+v, want %s, due %s", rule, d, status, date)
	}
	return r
}

// clocks expects the rules of the running deadlines, in the order in which they
// began.
func (r *road) clocks(want ...RuleID) *road {
	r.t.Helper()
	var got []RuleID
	for _, d := range r.c.Deadlines {
		if d.Running() {
			got = append(got, d.Rule)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		r.t.Fatalf("the clocks %v run, want %v", got, want)
	}
	return r
}

// exit expects the exit code of the latest stage on a track.
func (r *road) exit(track complaint.Track, want string) *road {
	r.t.Helper()
	got := "no stage"
	for _, s := range r.c.Stages {
		if s.Track == track {
			got = s.Exit
		}
	}
	if got != want {
		r.t.Fatalf("the %s track ended with %q, want %q", track, got, want)
	}
	return r
}

// proven expects the guards and bars on record.
func (r *road) proven(want ...string) *road {
	r.t.Helper()
	var got []string
	for _, p := range r.c.Proofs {
		got = append(got, p.Of)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		r.t.Fatalf("the record proves %v, want %v", got, want)
	}
	return r
}

// ended expects the final outcome.
func (r *road) ended(want complaint.Outcome) *road {
	r.t.Helper()
	if r.c.Outcome != want || !r.c.Closed() {
		r.t.Fatalf("outcome %q closed %v at %v, want %s", r.c.Outcome, r.c.Closed(), r.c.Steps(), want)
	}
	return r
}

const (
	person  = complaint.Complainant
	officer = complaint.CaseOfficer
	privacy = complaint.PrivacyOfficer
	system  = complaint.System
)
