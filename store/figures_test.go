package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// tallies reads the counts as lines.
func tallies(t *testing.T, s *store.Store) []string {
	t.Helper()
	list, err := s.Tallies(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = fmt.Sprint(c.From, " ", c.Measure, " ", c.Code, " ", c.N)
	}
	return out
}

// answeredCase is a complaint that is accepted on its fifth day and answered on its
// tenth, by two people.
func answeredCase(t *testing.T, s *store.Store, key string) law.Case {
	t.Helper()
	n := newCase(key, received)
	file(t, s, n)
	r := begin(t, n).day(5).do(complaint.CaseOfficer, complaint.TriageAccepted, "data_class=NON_HR").day(10).
		do(complaint.CaseOfficer, complaint.ResponseDrafted, "finding=SUBSTANTIATED", "remedies=DELETED,APOLOGY").
		do(complaint.PrivacyOfficer, complaint.ResponseApproved).do(complaint.CaseOfficer, complaint.ResponseSent)
	r.do(complaint.Complainant, complaint.ComplainantSatisfied)
	r.record(s, 1)
	return r.c
}

func TestTallies(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	if got := tallies(t, s); len(got) != 0 {
		t.Fatalf("an empty record counts %v", got)
	}
	answeredCase(t, s, "k1")
	// By universal time it is still 31 July, in London 1 August: the day is that of the
	// receiving address.
	file(t, s, newCase("k2", time.Date(2019, 7, 31, 23, 30, 0, 0, time.UTC)))
	file(t, s, newCase("k3", time.Date(2019, 8, 1, 10, 0, 0, 0, time.UTC), func(f *complaint.Filing) { f.Right = "ACCESS" }))
	want := []string{
		"2018-08-01 days 10 1", "2018-08-01 outcome UPHELD_REMEDIED 1", "2018-08-01 person_type JOB_SEEKER 1", "2018-08-01 principles ACCESS 1",
		"2018-08-01 received COMPLAINT 1", "2018-08-01 remedies APOLOGY 1", "2018-08-01 remedies DELETED 1",
		"2019-08-01 person_type JOB_SEEKER 2", "2019-08-01 principles ACCESS 1", "2019-08-01 received COMPLAINT 1", "2019-08-01 received RIGHTS_REQUEST 1",
	}
	got := tallies(t, s)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestTallies_surviveErasure(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	c := answeredCase(t, s, "k1")
	before := tallies(t, s)
	if err := s.Destroy(context.Background(), c.Number); err != nil {
		t.Fatal(err)
	}
	if after := tallies(t, s); len(before) == 0 || !slices.Equal(before, after) {
		t.Errorf("before %q\nafter  %q", before, after)
	}
}
