package store_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// answered is a case with six events: filed, accepted, reminded, drafted,
// approved, answered.
func answered(t *testing.T, s *store.Store) *story {
	t.Helper()
	n := newCase("key", received)
	file(t, s, n)
	return begin(t, n).day(2).do(complaint.CaseOfficer, complaint.TriageAccepted, "data_class=NON_HR").
		day(20).do(complaint.CaseOfficer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").
		do(complaint.PrivacyOfficer, complaint.ResponseApproved).do(complaint.CaseOfficer, complaint.ResponseSent)
}

func version(t *testing.T, s *store.Store, number complaint.Number) int {
	t.Helper()
	v, err := s.Version(context.Background(), number)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// rows counts what is on record about the only case of a test.
func rows(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	count := map[string]int{}
	for _, table := range []string{"case_events", "letters", "stages", "deadlines"} {
		count[table] = value[int](t, s, "SELECT count(*) FROM "+table)
	}
	return count
}

func TestRecord_twiceAndLateChangesNothing(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r := answered(t, s)
	r.record(s, 1)
	state := value[string](t, s, "SELECT state::text FROM cases")
	before := rows(t, s)
	r.record(s, 1)
	r.record(s, 4)
	r.record(s, 0)
	if got := value[string](t, s, "SELECT state::text FROM cases"); got != state {
		t.Error("repeating a batch changed the state")
	}
	if after := rows(t, s); after["case_events"] != len(r.events) || after["letters"] != before["letters"] {
		t.Errorf("rows %v, before %v", after, before)
	}
}

func TestRecord_neverGoesBack(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r := answered(t, s)
	r.day(25).do(complaint.Complainant, complaint.ComplainantSatisfied).record(s, 1)
	early := r.past[2]
	if err := s.Record(context.Background(), early, r.events[1:early.Seq]); err != nil {
		t.Fatalf("a late batch: %v", err)
	}
	if got := version(t, s, r.c.Number); got != r.c.Seq {
		t.Errorf("version %d, want %d", got, r.c.Seq)
	}
	if status := value[string](t, s, "SELECT status FROM cases"); status != "CLOSED" {
		t.Errorf("status %s, want CLOSED", status)
	}
}

func TestRecord_overlappingAddsOnlyWhatIsNew(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	n := newCase("key", received)
	file(t, s, n)
	r := begin(t, n).day(2).do(complaint.CaseOfficer, complaint.TriageAccepted, "data_class=NON_HR")
	r.record(s, 1)
	r.day(20).do(complaint.CaseOfficer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").record(s, 1) // from the acceptance on, which is there
	if got, want := version(t, s, r.c.Number), r.c.Seq; got != want {
		t.Errorf("version %d, want %d", got, want)
	}
	if got := rows(t, s)["case_events"]; got != len(r.events) {
		t.Errorf("%d events, want %d", got, len(r.events))
	}
}

func TestRecord_gapIsAnError(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r := answered(t, s)
	err := s.Record(context.Background(), r.c, r.events[3:])
	if err == nil || !strings.Contains(err.Error(), "events 2 to 3 are missing") {
		t.Errorf("got %v, want an error about the missing events", err)
	}
	if got := version(t, s, r.c.Number); got != 1 {
		t.Errorf("version %d, want 1", got)
	}
}

func TestRecord_anotherStoryIsAnError(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r := answered(t, s)
	r.record(s, 1)
	other := *r
	other.events = append([]law.Event{}, r.events...)
	other.events[len(other.events)-1].Key = "another key"
	if err := s.Record(context.Background(), other.c, other.events[1:]); err == nil {
		t.Error("a batch that contradicts the record was taken")
	}
}

// A task that is done again decides at another instant; what it wrote the first
// time stands.
func TestRecord_sameActAtAnotherInstantIsAConflict(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r := answered(t, s)
	r.record(s, 1)
	again := append([]law.Event{}, r.events[1:]...)
	last := &again[len(again)-1]
	last.Recorded = last.Recorded.Add(time.Second)
	want(t, complaint.Conflict, s.Record(context.Background(), r.c, again))
	last.Recorded = r.events[len(r.events)-1].Recorded.Add(100 * time.Nanosecond) // which the database does not keep
	if err := s.Record(context.Background(), r.c, again); err != nil {
		t.Errorf("the same batch again: %v", err)
	}
}

func TestRecord_outOfOrderIsAnError(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r := answered(t, s)
	c, events := r.c, append([]law.Event{}, r.events[1:]...)
	events[0], events[1] = events[1], events[0]
	if err := s.Record(context.Background(), c, events); err == nil {
		t.Error("a batch out of order was taken")
	}
	c.Seq++
	if err := s.Record(context.Background(), c, r.events[1:]); err == nil {
		t.Error("a batch that does not end at the case was taken")
	}
}

func TestRecord_unknownCaseIsMissing(t *testing.T) {
	t.Parallel()
	r := answered(t, storetest.New(t))
	want(t, complaint.Missing, storetest.New(t).Record(context.Background(), r.c, r.events[1:]))
}

func TestRecord_manyTellTheStoryInPieces(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r := answered(t, s)
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() {
			for range 20 {
				c := r.past[1+rand.IntN(len(r.past)-1)]
				err := s.Record(context.Background(), c, r.events[1+rand.IntN(c.Seq-1):c.Seq])
				if err != nil && !strings.Contains(err.Error(), "are missing") {
					t.Errorf("record: %v", err)
				}
			}
		})
	}
	all.Wait()
	r.record(s, 1)
	isFaithful(t, s, r)
}

func TestEvents_areAppendOnly(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	answered(t, s).record(s, 1)
	for _, statement := range []string{
		"UPDATE case_events SET action = 'nothing'", "DELETE FROM case_events WHERE seq = 1", "TRUNCATE case_events",
	} {
		if _, err := s.DB().ExecContext(context.Background(), statement); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: got %v, want a refusal", statement, err)
		}
	}
}
