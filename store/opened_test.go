package store_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// mixed is a complaint out of which a request opens on the fourth day.
func mixed(t *testing.T, s *store.Store) *story {
	n := newCase("key", received)
	file(t, s, n)
	return begin(t, n).day(4).do(complaint.CaseOfficer, complaint.TriageMixed, "right=ACCESS", "data_class=NON_HR")
}

// countCases expects one case as filed, or two with the event that opened the
// second.
func countCases(t *testing.T, s *store.Store, want int) {
	t.Helper()
	for table, n := range map[string]int{"cases": want, "filings": want, "case_events": 2*want - 1} {
		if got := value[int](t, s, "SELECT count(*) FROM "+table); got != n {
			t.Errorf("%d rows of %s, want %d", got, table, n)
		}
	}
}

// An event writes the case that it opens in its own commit, once, however often
// the batch comes: with the same person and the same access code, and not started.
func TestRecord_opensASibling(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := storetest.New(t)
	r := mixed(t, s)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { r.record(s, 1) })
	}
	all.Wait()
	r.record(s, 1)
	countCases(t, s, 2)
	opened := r.events[1].Opens
	child, err := s.Dossier(ctx, opened.Case.Number)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(opened.Case, child.Case, loosely); diff != "" {
		t.Errorf("the sibling on record (-law +record):\n%s", diff)
	}
	parent, err := s.Dossier(ctx, r.c.Number)
	if err != nil {
		t.Fatal(err)
	}
	want := parent.Filing
	want.Right, want.ReceivedAt, want.Principles = "ACCESS", received, nil
	if diff := cmp.Diff(want, child.Filing, loosely); diff != "" {
		t.Errorf("the filing of the sibling (-want +got):\n%s", diff)
	}
	if len(child.Entries) != 1 || child.Entries[0].Action != complaint.RequestReceived || len(child.Letters) != 1 || child.Letters[0].Code != "R01" {
		t.Errorf("the sibling begins with %+v and the letters %+v", child.Entries, child.Letters)
	}
	if last := parent.Entries[len(parent.Entries)-1]; last.Facts[law.SiblingFact] != string(opened.Case.Number) {
		t.Errorf("the event of the opening says %v", last.Facts)
	}
	mine, err := s.AccessHash(ctx, r.c.Number)
	if err != nil {
		t.Fatal(err)
	}
	if its, err := s.AccessHash(ctx, opened.Case.Number); err != nil || !bytes.Equal(mine, its) {
		t.Errorf("another access code opens the sibling (%v)", err)
	}
	waiting, err := s.Unstarted(ctx, 10)
	if err != nil || len(waiting) != 2 || waiting[1].Number != opened.Case.Number || waiting[1].Facts.Kind != complaint.RightsRequest {
		t.Errorf("%d cases wait to be started (%v)", len(waiting), err)
	}
}

// The worklist finds requests by their stage, and a family by its number.
func TestWorklist_findsSiblings(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r := mixed(t, s)
	r.record(s, 1)
	asked := newCase("asked", received, func(f *complaint.Filing) { f.Right = "ACCESS" })
	file(t, s, asked)
	sibling := r.events[1].Opens.Case.Number
	for name, tt := range map[string]struct {
		filter law.Filter
		want   []complaint.Number
	}{
		"requests":            {law.Filter{Stage: complaint.Request}, []complaint.Number{sibling, asked.Case.Number}},
		"a family":            {law.Filter{Query: string(r.c.Number)}, []complaint.Number{r.c.Number, sibling}},
		"a sibling":           {law.Filter{Query: strings.ToLower(strings.ReplaceAll(string(sibling), "-", " "))}, []complaint.Number{sibling}},
		"a request":           {law.Filter{Query: string(asked.Case.Number)}, []complaint.Number{asked.Case.Number}},
		"any request's start": {law.Filter{Query: string(asked.Case.Number)[:5]}, []complaint.Number{asked.Case.Number}},
	} {
		page, err := s.Worklist(context.Background(), tt.filter)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, numbersOf(page.Rows), anyOrder); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// When the sibling cannot be written, the event is not on record either, and the
// batch can come again.
func TestRecord_opensAllOrNothing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := storetest.New(t)
	r := mixed(t, s)
	if _, err := s.DB().ExecContext(ctx, "ALTER TABLE letters ADD CONSTRAINT no_receipt CHECK (code <> 'R01')"); err != nil {
		t.Fatal(err)
	}
	if err := s.Record(ctx, r.c, r.events[1:]); err == nil {
		t.Fatal("half of an opening was taken for the whole")
	}
	countCases(t, s, 1)
	if _, err := s.DB().ExecContext(ctx, "ALTER TABLE letters DROP CONSTRAINT no_receipt"); err != nil {
		t.Fatal(err)
	}
	r.record(s, 1)
	countCases(t, s, 2)
}

// A caller that gives up in the middle leaves all or nothing, and who comes after
// it completes the opening.
func TestRecord_opensAfterACallerGaveUp(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r := mixed(t, s)
	ctx, giveUp := context.WithCancel(context.Background())
	lock, err := s.DB().BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lock.Exec("LOCK TABLE filings IN ACCESS EXCLUSIVE MODE"); err != nil { // holds the sibling up, not the event
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Record(ctx, r.c, r.events[1:]) }()
	for value[int](t, s, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'filings'::regclass") == 0 {
		continue // until the event is written and the sibling waits
	}
	giveUp()
	if err := <-done; !errors.Is(err, context.Canceled) && err == nil {
		t.Fatal("the record says that it is written")
	}
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}
	countCases(t, s, 1)
	r.record(s, 1)
	countCases(t, s, 2)
}

// A complaint about a request tells what is wrong now, and what was asked before.
func TestRecord_opensAComplaintWithItsReasons(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := storetest.New(t)
	for key, reasons := range map[string]string{"told": "A whole month, and not a word.", "untold": ""} {
		n := newCase(key, received, func(f *complaint.Filing) { f.Right = "DELETION" })
		file(t, s, n)
		r := begin(t, n).day(40).do(complaint.Complainant, complaint.RequestComplained)
		e := r.events[len(r.events)-1]
		if err := s.KeepDetails(ctx, r.c.Number, e.Key, "digest", string(e.Action), map[string]string{"reasons": reasons}); err != nil {
			t.Fatal(err)
		}
		r.record(s, 1)
		d, err := s.Dossier(ctx, e.Opens.Case.Number)
		if err != nil {
			t.Fatal(err)
		}
		want := n.Filing
		want.Right, want.ReceivedAt, want.Principles = "", e.At, []string{"ACCESS"}
		if reasons != "" {
			want.Narrative, want.AskedBefore = reasons, n.Filing.Narrative
		}
		if diff := cmp.Diff(want, d.Filing, loosely); diff != "" {
			t.Errorf("%s: the complaint on record (-want +got):\n%s", key, diff)
		}
	}
}
