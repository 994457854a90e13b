package law

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
)

// At every station every act is tried by everybody: Check and Apply agree, a
// refusal names its rule and changes nothing, an act moves the case by exactly
// one event.
func TestApply_everyActAtEveryStation(t *testing.T) {
	t.Parallel()
	for name, station := range stations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := station(t)
			for _, spec := range actions {
				for _, actor := range who {
					for _, a := range samples(spec, actor) {
						tryAct(t, r, a)
					}
				}
			}
		})
	}
}

func tryAct(t *testing.T, r *road, a Act) {
	t.Helper()
	c := r.c.Clone()
	checked := c.Check(a, r.now)
	unchanged(t, a, r.c, c)
	e, err := c.Apply(a, r.now)
	switch {
	case (checked == nil) != (err == nil) || err != nil && checked.Error() != err.Error():
		t.Errorf("%s: Check says %v and Apply %v", a.Action, checked, err)
	case err == nil:
		if c.Seq != r.c.Seq+1 || e.Seq != c.Seq || e.Transition == "" || !e.Recorded.Equal(r.now) || e.Key != a.Key {
			t.Errorf("%s: event %+v after sequence %d", a.Action, e, r.c.Seq)
		}
	default:
		refusedWell(t, a, err)
		unchanged(t, a, r.c, c)
	}
}

// unchanged expects the case as it was before a check or a refusal.
func unchanged(t *testing.T, a Act, before, after Case) {
	t.Helper()
	if !reflect.DeepEqual(before, after) {
		t.Errorf("%s was only asked for or refused, and yet changed the case:\n%s", a.Action, cmp.Diff(before, after))
	}
}

// refusedWell expects a refusal that a person can act on: a conflict names the
// row of the table, and it says so in its text.
func refusedWell(t *testing.T, a Act, err error) {
	t.Helper()
	rule := complaint.RuleOf(err)
	switch complaint.KindOf(err) {
	case complaint.Conflict:
		if rule == "" || !strings.Contains(err.Error(), string(a.Action)) {
			t.Errorf("%s is refused by rule %q: %v", a.Action, rule, err)
		}
	case complaint.Forbidden, complaint.Invalid:
	default:
		t.Errorf("%s is refused with %v, which is no answer for a person", a.Action, err)
	}
}

// An act that has been done is refused, or it carries the case on to another
// step: a complainant may be satisfied, or not, with one body after the other.
func TestApply_theSameActTwice(t *testing.T) {
	t.Parallel()
	again := map[complaint.Action]bool{ // acts that can be repeated
		complaint.MessageSent: true, complaint.DocumentAdded: true, complaint.CaseAssigned: true, complaint.DeadlineStated: true,
		complaint.CourtJudgment: true, complaint.FrivolousProposed: true, complaint.ResponseDrafted: true, complaint.ResponseApproved: true,
		complaint.ArbPrecheck: true, complaint.MandateRecorded: true, complaint.DuplicateMerged: true, complaint.ForumCorrected: true,
		complaint.DeliveryFailed: true, complaint.BreachExplained: true, complaint.IncidentReported: true, complaint.RetaliationRaised: true,
		complaint.ArbHearingAsked: true, complaint.ArbHearingSettled: true, complaint.IdentityChecked: true,
		complaint.RepresentativeAdmitted: true,
	}
	for name, station := range stations {
		r := station(t)
		for _, spec := range actions {
			for _, actor := range who {
				for _, a := range samples(spec, actor) {
					c := r.c.Clone()
					if _, err := c.Apply(a, r.now); err != nil || again[a.Action] {
						continue
					}
					before := c.Steps()
					if e, err := c.Apply(a, r.now); err == nil && slices.Equal(before, e.To) {
						t.Errorf("%s: %s %v is done twice", name, a.Action, a.Facts)
					}
				}
			}
		}
	}
}

func TestApply_datedActs(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR")
	for _, tc := range []struct {
		name string
		at   time.Time
		want string
	}{
		{"in the future", r.now.Add(time.Nanosecond), "in the future"},
		{"before receipt", received.Add(-time.Nanosecond), "before the receipt"},
		{"at receipt", received, ""},
		{"now", r.now, ""},
		{"in another zone", r.now.In(time.FixedZone("", 3600)), ""},
	} {
		c := r.c.Clone()
		a := act(officer, complaint.MessageSent)
		a.At = tc.at
		e, err := c.Apply(a, r.now)
		switch {
		case tc.want == "" && (err != nil || !e.At.Equal(tc.at) || e.At.Location() != time.UTC):
			t.Errorf("%s: %v, at %s", tc.name, err, e.At)
		case tc.want != "" && (complaint.KindOf(err) != complaint.Invalid || !strings.Contains(err.Error(), tc.want)):
			t.Errorf("%s: got %v, want it refused as %q", tc.name, err, tc.want)
		}
	}
}

func TestApply_refusesFactsThatAreNone(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		act  Act
		want string
	}{
		{"private text", act(officer, complaint.MessageSent, "text=hello"), "private"},
		{"unknown field", act(officer, complaint.MessageSent, "colour=blue"), "fewer facts"},
		{"unknown code", act(officer, complaint.TriageAccepted, "data_class=PERHAPS"), "must be one of"},
		{"unknown codes", act(officer, complaint.TriageAccepted, "data_class=HR", "principles=ACCESS,LUCK"), "must hold only"},
		{"missing code", act(officer, complaint.TriageAccepted), "needs data_class"},
		{"not canonical", act(officer, complaint.DuplicateFound, "surviving_case=rc7k3f9q2m"), "canonical"},
		{"no date", act(officer, complaint.SettlementSigned, "told_of_bar=true", "due=tomorrow"), "year-month-day"},
		{"unknown act", act(officer, "cat.fed"), "no action"},
		{"act of a clock", act(officer, complaint.TimerD45), "not for the role"},
	} {
		r := newRoad(t)
		if err := r.c.Check(tc.act, r.now); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want a refusal about %q", tc.name, err, tc.want)
		}
	}
}

// A running case is carried as JSON for years.
func TestCase_roundTrip(t *testing.T) {
	t.Parallel()
	for name, station := range stations {
		r := station(t)
		text, err := json.Marshal(r.c)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var back Case
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(r.c, back); diff != "" {
			t.Errorf("%s comes back otherwise:\n%s", name, diff)
		}
	}
}

func TestClone_sharesNothing(t *testing.T) {
	t.Parallel()
	for name, station := range stations {
		r := station(t)
		before, err := json.Marshal(r.c)
		if err != nil {
			t.Fatal(err)
		}
		c := r.c.Clone()
		for range 20 {
			if ring, ok := c.Next(); ok {
				c.Wake(ring.At, time.Minute)
			}
		}
		withdraws := map[bool]complaint.Action{true: complaint.RequestWithdrawn, false: complaint.ComplaintWithdrawn}[c.IsRequest()]
		if _, err := c.Apply(act(officer, withdraws, "confirmed=true"), r.now.AddDate(2, 0, 0)); err != nil && !c.Closed() {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := json.Marshal(r.c); string(after) != string(before) {
			t.Errorf("%s: what happens to the copy happens to the case", name)
		}
	}
}
