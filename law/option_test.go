package law

import (
	"slices"
	"testing"
	"time"

	"recourse/complaint"
)

// What Options says at every station to every role is what Check answers: an
// allowed act can be done with some choice of its form, a forbidden one with none.
func TestOptions_agreeWithCheck(t *testing.T) {
	t.Parallel()
	for name, station := range stations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := station(t)
			for _, actor := range who {
				for _, o := range r.c.Options(actor, r.now) {
					agree(t, r, o, actor)
				}
			}
		})
	}
}

func agree(t *testing.T, r *road, o Option, actor complaint.Actor) {
	t.Helper()
	allowed := slices.ContainsFunc(samples(o.ActionSpec, actor), func(a Act) bool { return r.c.Check(a, r.now) == nil })
	switch {
	case allowed != o.Allowed:
		t.Errorf("%s by %s: the option says %v (%s), Check %v", o.Action, actor.Role, o.Allowed, o.Why, allowed)
	case o.Allowed && (o.Says == "" || o.Cite == "" || o.Why != ""), !o.Allowed && o.Why == "", o.Transition == "":
		t.Errorf("%s by %s does not explain itself: %+v", o.Action, actor.Role, o)
	}
}

func TestOptions_everyActOfTheRole(t *testing.T) {
	t.Parallel()
	r := newRoad(t)
	for _, role := range []complaint.Role{complaint.Complainant, complaint.CaseOfficer, complaint.Auditor, complaint.Clock} {
		want := 0
		for _, spec := range actions {
			if slices.Contains(spec.By, role) && !slices.Contains(counterparts, spec.Action) && len(r.c.rowsOf(spec.Action)) > 0 {
				want++
			}
		}
		if got := len(r.c.Options(complaint.Actor{Role: role}, r.now)); got != want {
			t.Errorf("%s has %d acts, want %d", role, got, want)
		}
	}
}

func TestActionSpecs_noActsOfClocks(t *testing.T) {
	t.Parallel()
	if got, want := len(ActionSpecs()), len(actions)-6; got != want {
		t.Errorf("%d acts, want %d", got, want)
	}
	for _, spec := range ActionSpecs() {
		if slices.Contains(spec.By, complaint.Clock) {
			t.Errorf("%s is an act of a clock", spec.Action)
		}
	}
}

func TestDeadline_dueSoon(t *testing.T) {
	t.Parallel()
	r := newRoad(t)
	d := *r.c.last(D45)
	for at, want := range map[time.Time]complaint.DeadlineStatus{
		d.Instant.Add(-7 * 24 * time.Hour):               complaint.Running,
		d.Instant.Add(-7*24*time.Hour + time.Nanosecond): complaint.DueSoon,
		d.Instant: complaint.DueSoon,
	} {
		if got := d.StatusAt(at); got != want {
			t.Errorf("at %s: %s, want %s", at, got, want)
		}
	}
	if d = *r.day(50).c.last(D45); d.StatusAt(r.now) != complaint.Missed {
		t.Errorf("a missed deadline shows as %s", d.StatusAt(r.now))
	}
}

func TestCase_nextDeadline(t *testing.T) {
	t.Parallel()
	r := newRoad(t, byPost)
	if d := r.c.NextDeadline(); d == nil || d.Rule != ACK {
		t.Errorf("next is %+v, want the acknowledgment", d)
	}
	if got := r.c.RespondBy(); got != day(t, "2018-10-08") {
		t.Errorf("to be answered by %s", got)
	}
	r.do(person, complaint.ComplaintWithdrawn, "confirmed=true")
	if d := r.c.NextDeadline(); d != nil {
		t.Errorf("a closed case has the deadline %+v", d)
	}
}
