package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// isFaithful expects the record to tell the story, in the dossier and in the
// rows of the read model.
func isFaithful(t *testing.T, s *store.Store, r *story) {
	t.Helper()
	got, err := s.Dossier(context.Background(), r.c.Number)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.c, got.Case, loosely); diff != "" {
		t.Errorf("case (-told +on record):\n%s", diff)
	}
	var events []law.Event
	for _, e := range got.Entries {
		events = append(events, e.Event)
	}
	if diff := cmp.Diff(r.events, events, loosely); diff != "" {
		t.Errorf("events (-told +on record):\n%s", diff)
	}
	isLevel(t, s, r)
}

// isLevel expects stages and deadlines to say what the case says.
func isLevel(t *testing.T, s *store.Store, r *story) {
	t.Helper()
	type stage struct {
		Track complaint.Track
		Step  complaint.Step
		Exit  string
		Seq   int
		Open  bool
	}
	type deadline struct {
		Rule   law.RuleID
		Due    complaint.Date
		Status complaint.DeadlineStatus
		Done   time.Time
		Seq    int
	}
	var wantStages, stages []stage
	for _, g := range r.c.Stages {
		wantStages = append(wantStages, stage{g.Track, g.Step, g.Exit, g.Seq, g.Open()})
	}
	var wantDeadlines, deadlines []deadline
	for _, d := range r.c.Deadlines {
		wantDeadlines = append(wantDeadlines, deadline{d.Rule, d.Due, d.Status, d.Done, d.Seq})
	}
	decode(t, s, &stages, `SELECT coalesce(jsonb_agg(jsonb_build_object('track', track, 'step', step, 'exit', exit, 'seq', seq, 'open', ended IS NULL)
		ORDER BY opened, track), '[]') FROM stages WHERE number = $1`, r.c.Number)
	decode(t, s, &deadlines, `SELECT coalesce(jsonb_agg(jsonb_build_object('rule', rule, 'due', due, 'status', status, 'done', done, 'seq', seq)
		ORDER BY id), '[]') FROM deadlines WHERE number = $1`, r.c.Number)
	if diff := cmp.Diff(wantStages, stages, loosely, anyOrder); diff != "" {
		t.Errorf("stages (-told +on record):\n%s", diff)
	}
	if diff := cmp.Diff(wantDeadlines, deadlines, loosely); diff != "" {
		t.Errorf("deadlines (-told +on record):\n%s", diff)
	}
}

func decode(t *testing.T, s *store.Store, to any, query string, args ...any) {
	t.Helper()
	if err := json.Unmarshal([]byte(value[string](t, s, query, args...)), to); err != nil {
		t.Fatal(err)
	}
}

// wander does acts that are possible, with fields of any value, and lets time
// pass, until there are about n events.
func (s *story) wander(rng *rand.Rand, n int) {
	day := 0
	for len(s.events) < n && day < 1000 {
		if rng.IntN(3) == 0 {
			day += rng.IntN(30)
			s.day(day)
			continue
		}
		roles := []complaint.Role{complaint.Complainant, complaint.CaseOfficer, complaint.PrivacyOfficer}
		role := roles[rng.IntN(len(roles))]
		options := s.c.Options(people[role], s.now)
		option := options[rng.IntN(len(options))]
		if option.Allowed {
			_ = s.try(role, option.Action, s.answers(rng, option.Asks)...) // a refusal is as good
		}
	}
}

// answers fills a form.
func (s *story) answers(rng *rand.Rand, asks []law.Field) []string {
	var facts []string
	for _, f := range asks {
		switch f.Kind {
		case law.ChoiceField, law.ChoicesField:
			facts = append(facts, f.Name+"="+f.Of[rng.IntN(len(f.Of))])
		case law.DateField:
			facts = append(facts, f.Name+"="+complaint.DateOf(s.now).AddDays(5+rng.IntN(40)).String())
		case law.FlagField:
			facts = append(facts, f.Name+"=true")
		case law.StaffField:
			facts = append(facts, f.Name+"=staff/2")
		default: // words are not for the rules
		}
	}
	return facts
}

func TestDossier_tellsAnyStory(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	for seed := range uint64(25) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(seed, 1))
			n := newCase(fmt.Sprint("key ", seed), received)
			file(t, s, n)
			r := begin(t, n)
			for range 6 {
				from := 1 + rng.IntN(len(r.events)) // some of it told before
				r.wander(rng, len(r.events)+1+rng.IntN(6))
				r.record(s, min(from, len(r.events)))
			}
			isFaithful(t, s, r)
		})
	}
}

// The letter that tells how the case ended is on record with the outcome it tells.
func TestDossier_tellsTheOutcomeWithItsLetter(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	n := newCase("closed", received)
	file(t, s, n)
	r := begin(t, n).do(complaint.CaseOfficer, complaint.TriageProcessor).do(complaint.CaseOfficer, complaint.ControllerForwarded).
		do(complaint.CaseOfficer, complaint.ControllerAcknowledged)
	if last := r.events[len(r.events)-1].Letters; len(last) != 1 || last[0].Outcome != complaint.ReferredController {
		t.Fatalf("the case closes with %+v", last)
	}
	r.record(s, 1)
	isFaithful(t, s, r)
}

func TestDossier_unknownCaseIsMissing(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	const number = "RC-0000-0000"
	_, err := s.Dossier(ctx, number)
	want(t, complaint.Missing, err)
	_, err = s.Case(ctx, number)
	want(t, complaint.Missing, err)
	_, err = s.Version(ctx, number)
	want(t, complaint.Missing, err)
	_, err = s.AccessHash(ctx, number)
	want(t, complaint.Missing, err)
	_, err = s.EventByKey(ctx, number, "")
	want(t, complaint.Missing, err)
	if events, err := s.Events(ctx, number, 0, 10); err != nil || len(events) != 0 {
		t.Errorf("events %v, %v; want none", events, err)
	}
}

func TestDossier_cannotBeAskedInAnotherEncoding(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	for _, number := range []complaint.Number{"RC-\xff", "RC-\x00"} {
		_, err := s.Dossier(context.Background(), number)
		want(t, complaint.Invalid, err)
	}
}

func TestEvents_pageByPage(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	r := answered(t, s)
	r.record(s, 1)
	var got []law.Event
	for {
		page, err := s.Events(ctx, r.c.Number, len(got), 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			got = append(got, e.Event)
		}
	}
	if diff := cmp.Diff(r.events, got, loosely); diff != "" {
		t.Errorf("events (-told +on record):\n%s", diff)
	}
}

func TestCase_andAccessAreAsFiled(t *testing.T) {
	t.Parallel()
	s, n := storetest.New(t), newCase("key", received)
	file(t, s, n)
	c, err := s.Case(context.Background(), n.Case.Number)
	if diff := cmp.Diff(n.Case, c, loosely); diff != "" || err != nil {
		t.Errorf("case (-want +got):\n%s%v", diff, err)
	}
	hash, err := s.AccessHash(context.Background(), n.Case.Number)
	if diff := cmp.Diff(n.AccessHash, hash); diff != "" || err != nil {
		t.Errorf("access hash (-want +got):\n%s%v", diff, err)
	}
}
