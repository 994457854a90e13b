package server

import (
	"context"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// fakeTallies are the counts of a record that notes how often it counted.
type fakeTallies struct {
	tallies []law.Tally
	counts  int
}

func (r *fakeTallies) Tallies(context.Context) ([]law.Tally, error) {
	r.counts++
	return r.tallies, nil
}

func TestFigures_areCountedOnceForMany(t *testing.T) {
	t.Parallel()
	r := &fakeRecord{}
	r.tallies = []law.Tally{{From: complaint.Date{Year: 2019, Month: 1, Day: 1}, Measure: "received", Code: "COMPLAINT", N: 7}, {From: complaint.Date{Year: 2019, Month: 8, Day: 1}, Measure: "received", Code: "COMPLAINT", N: 8}}
	now := time.Date(2020, 1, 1, 12, 0, 0, 0, time.UTC)
	s := &Service{record: r, clock: law.Clock{Epoch: now, Day: 24 * time.Hour}, now: func() time.Time { return now }}
	look := func(years int) {
		t.Helper()
		got, err := s.Figures(context.Background())
		if err != nil || len(got) != years {
			t.Fatalf("%d years, %v; want %d", len(got), err, years)
		}
	}
	look(2)
	look(2)
	if r.counts != 1 {
		t.Errorf("counted %d times", r.counts)
	}
	now = now.Add(figuresKept)
	if look(2); r.counts != 2 {
		t.Errorf("counted %d times after a while", r.counts)
	}
	now = now.AddDate(0, 7, 0) // a stretch has ended, and with it a year
	if look(3); r.counts != 3 {
		t.Errorf("counted %d times", r.counts)
	}
}
