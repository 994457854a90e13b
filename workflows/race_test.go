package workflows

import (
	"errors"
	"slices"
	"testing"
	"time"

	"go.temporal.io/sdk/temporal"

	"recourse/complaint"
	"recourse/law"
)

var errAway = errors.New("the database is away")

// outage keeps the database away from one day to another, in case time.
func (s *story) outage(from, to int) *story {
	s.book.broken = func(writing) error {
		if now := s.clock.Case(s.env.Now()); !now.Before(received.AddDate(0, 0, from)) && now.Before(received.AddDate(0, 0, to)) {
			return errAway
		}
		return nil
	}
	return s
}

// Ten days without a database lose nothing and double nothing: clocks ring at
// their time, acts are done at theirs, and are answered when the record shows them.
func TestCase_databaseAwayForTenDays(t *testing.T) {
	t.Parallel()
	road := func(s *story) *story {
		return s.accepted("NON_HR").do(19, person, complaint.MessageSent).drafted(20, "PARTLY").do(20, officer, complaint.ResponseSent).
			refused(21, "possible only", officer, complaint.ResponseSent).do(23, person, complaint.ComplainantNotSatisfied).do(40, person, complaint.IRMFiled).until(60)
	}
	want := road(newStory(t)).tell()
	s := road(newStory(t))
	s.outage(18, 28).at(24, "S2/OFFERED").tell()
	sameEvents(t, want, s)
}

func TestCase_actsReturnWhenTheDatabaseIsBack(t *testing.T) {
	t.Parallel()
	s := newStory(t).outage(18, 28)
	act := s.newAct(person, complaint.MessageSent)
	var answered time.Time
	s.on(19, func() { s.deliver(act.Key, act, "", func(int) { answered = s.env.Now() }) }).expect(act).until(60).tell()
	back := received.AddDate(0, 0, 28)
	if answered.Before(back) || answered.After(back.Add(2*time.Hour)) {
		t.Errorf("the act of day 19 is answered at %s, want soon after %s", answered, back)
	}
}

// A database slower than a task is left to an ordinary activity. What the local
// one wrote all the same is not written twice.
func TestCase_slowDatabase(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	var locals, ordinary int
	s.book.broken = func(w writing) error {
		if !w.local {
			ordinary++
			return nil
		}
		locals++
		<-w.ctx.Done()
		return errors.Join(errAnswerLost, w.ctx.Err())
	}
	s.do(1, person, complaint.MessageSent).until(2).tell()
	if locals < 1 || ordinary != 1 || len(s.book.events) != 2 {
		t.Errorf("%d local and %d ordinary writes left %d events, want some, 1 and 2", locals, ordinary, len(s.book.events))
	}
}

func TestCase_answerOfTheDatabaseIsLost(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.book.broken = func(w writing) error {
		if w.n%2 == 1 {
			return errAnswerLost
		}
		return nil
	}
	s.fullRoad().tell().went(fullWay)
}

// A record that refuses a write for good, by a fault of ours, holds the case up
// until it is mended and does not lose it.
func TestCase_recordRefusesUntilMended(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.book.broken = func(writing) error {
		if s.env.Now().Before(received.AddDate(0, 0, 9)) {
			return temporal.NewNonRetryableApplicationError("column missing", "fault", nil)
		}
		return nil
	}
	s.accepted("NON_HR").do(7, person, complaint.MessageSent).drafted(20, "PARTLY").do(20, officer, complaint.ResponseSent).
		do(21, person, complaint.ComplainantSatisfied).tell().went("T01 T02 H25 H04 H05 T09 T12 H29")
}

// Of two acts that exclude each other the first is done and the second refused,
// whether or not the first is on record yet.
func TestCase_secondOfTwoActsAtOnce(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(*story) *story{
		"record at hand": func(s *story) *story { return s },
		"record away":    func(s *story) *story { return s.outage(25, 26) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := prepare(newStory(t).answered("NON_HR", 20, "PARTLY"))
			yes, no := s.newAct(person, complaint.ComplainantSatisfied), s.newAct(person, complaint.ComplainantNotSatisfied)
			no.Key += "-no"
			s.on(25, func() { s.send(yes, ""); s.send(no, "possible only at") }).expect(yes).expect(no)
			s.until(30).tell().went("T01 T02 H04 H05 T09 T12").ended(complaint.PartlyUpheldRemedied)
		})
	}
}

// The last second of the 45th day counts, the next does not: there the clock
// rings first.
func TestCase_actAtTheInstantOfADeadline(t *testing.T) {
	t.Parallel()
	midnight := time.Date(2018, 10, 8, 22, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		at   time.Time
		want string
	}{
		{"in the last second", midnight.Add(-time.Second), "T01 T02 H04 H05 T09"},
		{"just before midnight", midnight.Add(-time.Nanosecond), "T01 T02 H04 H05 T09"},
		{"at midnight", midnight, "T01 T02 H04 H05 T11 T10"},
		{"just after midnight", midnight.Add(time.Nanosecond), "T01 T02 H04 H05 T11 T10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).accepted("NON_HR").drafted(40, "PARTLY")
			act := s.newAct(officer, complaint.ResponseSent)
			s.when(c.at, func() { s.send(act, "") }).expect(act).until(45).tell().went(c.want)
		})
	}
}

// An act that the ringing clock makes impossible is refused.
func TestCase_actAfterItsWindow(t *testing.T) {
	t.Parallel()
	s := newStory(t).answered("NON_HR", 20, "PARTLY")
	act := s.newAct(person, complaint.ComplainantNotSatisfied)
	s.when(time.Date(2018, 10, 15, 22, 0, 0, 0, time.UTC), func() { s.send(act, "the case stands at S5") }).expect(act)
	s.until(60).tell().went("T01 T02 H04 H05 T09 T15").ended(complaint.NoObjection)
}

// A repeated act does nothing and is answered like the first, under its own
// update ID or another, before the record shows the first or after, in the same
// run or the next.
func TestCase_sameActTwice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		prepare  func(*story) *story
		day      int
		updateID string
	}{
		{"by the same update", func(s *story) *story { return s }, 12, "key-1"},
		{"by another update", func(s *story) *story { return s }, 12, "other"},
		{"at once", func(s *story) *story { return s }, 10, "other"},
		{"while the record is away", func(s *story) *story { return s.outage(10, 14) }, 12, "other"},
		{"in the next run", func(s *story) *story { return s.renew(11, 1) }, 12, "key-1"},
		{"two runs later", func(s *story) *story { return s.renew(11, 1).renew(12, 1) }, 13, "key-1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).accepted("NON_HR")
			act := s.newAct(person, complaint.MessageSent)
			var answers []int
			note := func(seq int) { answers = append(answers, seq) }
			s.on(10, func() { s.deliver(act.Key, act, "", note) }).expect(act)
			c.prepare(s)
			s.on(c.day, func() { s.deliver(c.updateID, act, "", note) }).expect(act)
			s.until(20).tell().went("T01 T02 H25")
			seq := s.find(t, "H25", complaint.MessageSent).Seq
			if !slices.Equal(answers, []int{seq, seq}) {
				t.Errorf("answers %v, want twice %d", answers, seq)
			}
		})
	}
}

// A case remembers its latest acts, and no more than it can carry.
func TestRemember_keepsTheLatest(t *testing.T) {
	t.Parallel()
	var c run
	for seq := range 3 * seenLimit {
		c.remember(string(rune('a'+seq)), seq)
	}
	if len(c.seen) != seenLimit || c.seen[0].Seq != 2*seenLimit || c.seen[seenLimit-1].Seq != 3*seenLimit-1 {
		t.Errorf("remembers %d acts, from %d to %d", len(c.seen), c.seen[0].Seq, c.seen[len(c.seen)-1].Seq)
	}
	if seq, ok := c.repeated(string(rune('a' + 2*seenLimit))); !ok || seq != 2*seenLimit {
		t.Errorf("the oldest act it remembers is %d, %v", seq, ok)
	}
}

// absence is what rings when nobody was there from the filing to day 100: per
// clock one reminder to each reader, the breach, and the alarm after it, each
// once and each marked late.
func checkAbsence(t *testing.T, s *story, back time.Time) {
	t.Helper()
	type ring struct {
		action  complaint.Action
		at      string
		letters string
	}
	want := []ring{
		{complaint.ReminderDue, "2018-08-29T08:00:00Z", "REMINDER case_officer, REMINDER privacy_officer, REMINDER manager"},
		{complaint.TimerD45, "2018-10-08T22:00:00Z", "N08 complainant"},
		{complaint.ReminderDue, "2018-10-09T08:00:00Z", "REMINDER manager"},
	}
	var got []ring
	for _, e := range s.book.events {
		if e.Actor.Role != complaint.Clock {
			continue
		}
		got = append(got, ring{e.Action, e.At.Format(time.RFC3339), letterNames(e.Letters)})
		if !e.Recorded.Equal(back) || e.Late != back.Sub(e.At) {
			t.Errorf("event %d of %s is recorded %s, late by %s", e.Seq, e.At, e.Recorded, e.Late)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("rang %v, want %v", got, want)
	}
	if letters := s.book.events[1].Letters; letters[0].Rung != 3 || letters[2].Rung != 9 {
		t.Errorf("reminders are of rungs %d and %d, want the latest of each reader, 3 and 9", letters[0].Rung, letters[2].Rung)
	}
}

func TestCase_workerAwayOverSeveralDeadlines(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.start = received.AddDate(0, 0, 100)
	checkAbsence(t, s.until(104).tell(), s.start)
}

// The same when a legal day takes an hour, and the case began a hundred hours ago.
func TestCase_workerAwayInARehearsal(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.clock.Day = time.Hour
	s.start = received.Add(100 * time.Hour)
	checkAbsence(t, s.until(104).tell(), received.AddDate(0, 0, 100))
}

// The same for a case that was under way: the worker stops on day 1 and comes
// back on day 100.
func TestCase_workerAwayInMidStage(t *testing.T) {
	t.Parallel()
	s := newStory(t).do(1, person, complaint.MessageSent).renew(1, 1).until(104)
	in, _, again := s.run(Input{Case: s.filed, Clock: s.clock}, s.start)
	if !again {
		t.Fatal("no new run")
	}
	back := received.AddDate(0, 0, 100)
	s.run(in, back)
	s.book.whole(t)
	s.book.events = slices.DeleteFunc(s.book.events, func(e law.Event) bool { return e.Action == complaint.MessageSent })
	checkAbsence(t, s, back)
}

// An operator who cancels the workflow does not end the complaint, nor an act
// that is waiting for the record.
func TestCase_cancellingDoesNotEndIt(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.outage(10, 12).do(10, person, complaint.MessageSent).on(11, func() { s.env.CancelWorkflow() })
	s.answered("NON_HR", 20, "PARTLY").do(21, person, complaint.ComplainantSatisfied).tell().went("T01 T02 H25 H04 H05 T09 T12 H29")
}
