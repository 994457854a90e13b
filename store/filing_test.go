package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

func TestFile_isOnRecordWhenItReturns(t *testing.T) {
	t.Parallel()
	s, n := storetest.New(t), newCase("key", received)
	filed := file(t, s, n)
	if diff := cmp.Diff(n.Case, filed); diff != "" {
		t.Errorf("filed (-want +got):\n%s", diff)
	}
	r, err := s.Dossier(context.Background(), n.Case.Number)
	if err != nil {
		t.Fatal(err)
	}
	want := law.Record{
		Case: n.Case, Filing: n.Filing, Entries: []law.Entry{{Event: n.Event}}, Documents: []law.Document{}, FiledAt: received,
		Letters: []law.Posted{{Letter: law.Letter{Code: "N01", To: complaint.Complainant}, ID: 1, Seq: 1, Status: "PENDING"}},
	}
	if diff := cmp.Diff(want, r, loosely); diff != "" {
		t.Errorf("dossier (-want +got):\n%s", diff)
	}
	if n := value[int](t, s, "SELECT count(*) FROM deadlines WHERE rule = 'D45' AND due = '2018-10-08' AND basis = 'primary' AND breach AND owner = 'case_officer' AND cardinality(steps) > 1"); n != 1 {
		t.Errorf("%d rows tell the 45 days with their reasons, want 1", n)
	}
	if n := value[int](t, s, "SELECT count(*) FROM stages WHERE step = 'S0' AND track = 'company' AND ended IS NULL"); n != 1 {
		t.Errorf("%d rows tell the stage, want 1", n)
	}
}

func TestFile_twiceUnderOneKeyIsOneCase(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	first, again := newCase("key", received), newCase("key", received.Add(time.Hour))
	file(t, s, first)
	got, fresh, err := s.File(ctx, again)
	if err != nil || fresh || got.Number != first.Case.Number {
		t.Fatalf("again: case %s, fresh %v, %v; want case %s and not fresh", got.Number, fresh, err, first.Case.Number)
	}
	again.Digest = "another"
	_, _, err = s.File(ctx, again)
	want(t, complaint.Conflict, err)
	for _, table := range []string{"cases", "filings", "case_events", "stages", "letters"} {
		if n := value[int](t, s, "SELECT count(*) FROM "+table); n != 1 {
			t.Errorf("%d rows in %s, want 1", n, table)
		}
	}
}

func TestFile_manyAtOnceUnderOneKeyIsOneCase(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	same := newCase("key", received)
	var mu sync.Mutex
	fresh, numbers := 0, map[complaint.Number]bool{}
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			n := newCase("key", received)
			if i%2 == 0 {
				n = same // the very same request, sent again
			}
			c, first, err := s.File(context.Background(), n)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Errorf("file: %v", err)
			}
			if first {
				fresh++
			}
			numbers[c.Number] = true
		})
	}
	all.Wait()
	if fresh != 1 || len(numbers) != 1 {
		t.Errorf("%d fresh filings and %d numbers, want one of each", fresh, len(numbers))
	}
}

func TestFile_numberTakenAsksForAnother(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	first, second := newCase("one", received), newCase("two", received)
	file(t, s, first)
	second.Case.Number = first.Case.Number
	if _, _, err := s.File(context.Background(), second); !errors.Is(err, store.ErrNumberTaken) {
		t.Fatalf("got %v, want ErrNumberTaken", err)
	}
	second.Case.Number = complaint.NewNumber()
	file(t, s, second)
}

func TestFile_refusesWhatNoDatabaseCanHold(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	for name, n := range map[string]store.NewCase{
		"not UTF-8 in the narrative": newCase("a", received, func(f *complaint.Filing) { f.Narrative = "caf\xe9" }),
		"NUL in the name":            newCase("b", received, func(f *complaint.Filing) { f.Person.Name = "A\x00B" }),
		"not UTF-8 in the key":       newCase("\xff", received),
		"NUL in the key":             newCase("k\x00", received),
		"not UTF-8 in the list":      newCase("c", received, func(f *complaint.Filing) { f.Principles = []string{"\xc3"} }),
	} {
		_, _, err := s.File(context.Background(), n)
		if complaint.KindOf(err) != complaint.Invalid {
			t.Errorf("%s: got %v, want Invalid", name, err)
		}
	}
	if n := value[int](t, s, "SELECT count(*) FROM cases"); n != 0 {
		t.Errorf("%d cases on record, want none", n)
	}
}

func TestUnstarted_oldestFirstUntilStarted(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	var numbers []complaint.Number
	for i := range 3 {
		numbers = append(numbers, file(t, s, newCase(fmt.Sprint("key ", i), received)).Number)
	}
	unstarted := func(limit int) []complaint.Number {
		cases, err := s.Unstarted(ctx, limit)
		if err != nil {
			t.Fatal(err)
		}
		var got []complaint.Number
		for _, c := range cases {
			got = append(got, c.Number)
		}
		return got
	}
	if diff := cmp.Diff(numbers[:2], unstarted(2)); diff != "" {
		t.Errorf("two of three (-want +got):\n%s", diff)
	}
	for range 2 { // twice is harmless
		if err := s.MarkStarted(ctx, numbers[:2]); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(numbers[2:], unstarted(10)); diff != "" {
		t.Errorf("after two started (-want +got):\n%s", diff)
	}
}
