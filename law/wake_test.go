package law

import (
	"fmt"
	"testing"
	"time"

	"recourse/complaint"
)

// After an outage every clock rings once, in order, marked with its lateness;
// whoever would get several reminders of one ladder gets the latest.
func TestWake_afterAnOutage(t *testing.T) {
	t.Parallel()
	r := newRoad(t, byPost).outage(50)
	var got []string
	for i, e := range r.events[1:] {
		letters := ""
		for _, l := range e.Letters {
			letters += fmt.Sprintf(" %s %s %d", l.Code, l.To, l.Rung)
		}
		got = append(got, fmt.Sprintf("%s %s%s", e.Action, e.Facts["rule"], letters))
		if e.Late != r.now.Sub(e.At) || !e.Recorded.Equal(r.now) || e.Seq != i+2 || e.At.Before(r.events[i].At) {
			t.Errorf("event %d at %s, recorded %s, late %s, after one at %s", e.Seq, e.At, e.Recorded, e.Late, r.events[i].At)
		}
	}
	want := []string{
		"reminder.due ACK REMINDER case_officer 1 REMINDER privacy_officer 2 REMINDER manager 4",
		"reminder.due D45 REMINDER case_officer 3 REMINDER privacy_officer 7 REMINDER manager 9",
		"deadline.passed ACK",
		"timer.D45 D45 N08 complainant 0",
		"reminder.due D45 REMINDER manager 10",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	if again := r.c.Wake(r.now, time.Minute); len(again) != 0 {
		t.Errorf("rings again: %+v", again)
	}
}

func TestWake_onTimeIsNotLate(t *testing.T) {
	t.Parallel()
	r := newRoad(t)
	ring, ok := r.c.Next()
	if !ok || ring.Rule != D45 || ring.End || ring.Due != day(t, "2018-10-08") {
		t.Fatalf("next is %+v", ring)
	}
	if e := r.c.Wake(ring.At.Add(-time.Nanosecond), time.Minute); len(e) != 0 {
		t.Errorf("rings before its time: %+v", e)
	}
	if e := r.c.Wake(ring.At.Add(time.Minute), time.Minute); len(e) != 1 || e[0].Late != 0 {
		t.Errorf("within the tolerance: %+v", e)
	}
}

// E20: a complaint found late is overdue at once. What is over is not reminded
// of; what is an alarm is.
func TestWake_foundLate(t *testing.T) {
	t.Parallel()
	r := newRoad(t, func(f *Facts) { byPost(f); foundLate(f) })
	c, e := Receive("RC-TEST-0001", shield().Ref(), r.c.Facts, "file", who[officer], received)
	if !e.At.Equal(received.AddDate(0, 0, -60)) || !e.Recorded.Equal(received) {
		t.Errorf("received %s, recorded %s", e.At, e.Recorded)
	}
	var got []string
	for _, e := range c.Wake(received, time.Minute) {
		got = append(got, fmt.Sprintf("%s %s %d", e.Action, e.Facts["rule"], len(e.Letters)))
		if e.Late == 0 {
			t.Errorf("%s is not marked late", e.Action)
		}
	}
	if want := "[reminder.due ACK 1 deadline.passed ACK 0 timer.D45 D45 1 reminder.due D45 1]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if !c.Overdue() || c.last(D45).StatusAt(received) != complaint.Missed {
		t.Error("the complaint is not shown as missed")
	}
}

func TestWake_foundInMidstream(t *testing.T) {
	t.Parallel()
	r := newRoad(t, func(f *Facts) { f.ReceivedAt = received.AddDate(0, 0, -32) })
	c, _ := Receive("RC-TEST-0001", shield().Ref(), r.c.Facts, "file", who[officer], received)
	if e := c.Wake(received, time.Minute); len(e) != 0 {
		t.Errorf("reminded of what was over before the complaint was found: %+v", e)
	}
	if ring, _ := c.Next(); ring.At.Format(time.DateOnly) != "2018-08-27" { // day 35
		t.Errorf("the next reminder comes on %s", ring.At)
	}
}

// A clock whose act has no place where the case stands is noted and no more.
func TestWake_clockWithoutPlace(t *testing.T) {
	t.Parallel()
	r := newRoad(t).answered("NON_HR", 20, "PARTLY")
	r.c.open(complaint.CompanyTrack).Step = complaint.S1
	r.day(60)
	if e := r.last(); e.Action != complaint.DeadlinePassed || e.Transition != "" || e.Facts["rule"] != "SAT" {
		t.Errorf("the window ended with %+v", e)
	}
	r.due(SAT, complaint.Missed, "2018-10-15").at(complaint.S1)
}

func TestNext_nothingRings(t *testing.T) {
	t.Parallel()
	c := Case{}
	if ring, ok := c.Next(); ok {
		t.Errorf("an empty case rings: %+v", ring)
	}
}

// An act that comes before the clocks have rung is judged by its own instant: the
// breach is on record, and nothing rings afterwards.
func TestWake_actBeforeTheClock(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").do(privacy, complaint.ResponseApproved)
	r.now = received.AddDate(0, 0, 50)
	r.do(officer, complaint.ResponseSent).by("T10").due(D45, complaint.Missed, "2018-10-08")
	if d := r.c.last(D45); !d.Done.Equal(r.now) || r.c.Overdue() {
		t.Errorf("the late answer is not noted: %+v", d)
	}
	r.wake().day(60).rings(D45)
}

// When the stage of a missed duty ends, the rest of its ladder keeps silent.
func TestWake_silentAfterTheStage(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").until(received.AddDate(0, 0, 45).Add(12*time.Hour + time.Minute)).at(complaint.S1Overdue)
	if withdrawn(r).day(50); r.c.Overdue() {
		t.Error("a withdrawn case is overdue")
	}
	for _, line := range r.ladder(D45) {
		if line > "2018-10-09" {
			t.Errorf("after the withdrawal rings %s", line)
		}
	}
}
