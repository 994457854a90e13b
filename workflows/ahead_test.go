package workflows

import (
	"testing"
	"time"

	"go.temporal.io/sdk/testsuite"

	"recourse/complaint"
	"recourse/law"
)

// lose puts an act on record that the running case does not know: its task wrote
// and was lost, with the worker or the engine, before the engine knew of it.
func (s *story) lose(n int, act law.Act) *story {
	return s.on(n, func() {
		s.book.lost = true
		s.onRecord(act, s.now())
	})
}

// now is the case time of the story.
func (s *story) now() time.Time {
	if s.live != nil {
		return s.clock.Case(time.Now()).Truncate(time.Microsecond)
	}
	return s.clock.Case(s.env.Now())
}

// onRecord writes an act, and what rang before it, behind the back of the case.
func (s *story) onRecord(act law.Act, now time.Time) {
	c := s.book.last.Clone()
	events := c.Wake(now, s.clock.Late())
	e, err := c.Apply(act, now)
	if err != nil {
		s.t.Fatalf("put %s on record: %v", act.Action, err)
	}
	if err := s.book.write(c, append(events, e)); err != nil {
		s.t.Fatalf("put %s on record: %v", act.Action, err)
	}
}

// level expects the running case and the record to be the same on a day.
func (s *story) level(n int) *story {
	s.t.Helper()
	return s.on(n, func() {
		if got, want := s.state(), s.book.last; got.Seq != want.Seq || !got.LastActivity.Equal(want.LastActivity) || stepNames(got.Steps()) != stepNames(want.Steps()) {
			s.t.Errorf("on day %d the case is at event %d, %s, and the record at %d, %s", n, got.Seq, stepNames(got.Steps()), want.Seq, stepNames(want.Steps()))
		}
	})
}

// catchUp has the case read what is on record.
func (s *story) catchUp(n int) *story {
	return s.on(n, func() {
		s.env.UpdateWorkflow(updateCatchUp, "catch-up", &testsuite.TestUpdateCallback{
			OnAccept: func() {}, OnReject: func(err error) { s.t.Errorf("catching up is refused: %v", err) },
			OnComplete: func(_ any, err error) {
				if err != nil {
					s.t.Errorf("catching up ends with %v", err)
				}
			},
		})
	})
}

// An act whose task is done again, at a later instant, stays as it was written
// first, and is answered with that event.
func TestAhead_theSameActAgain(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR")
	act := s.newAct(person, complaint.MessageSent)
	s.lose(3, act).on(4, func() { s.send(act, "") }).expect(act).level(5).drafted(20, "PARTLY").do(20, officer, complaint.ResponseSent).
		do(21, person, complaint.ComplainantSatisfied).level(22).tell().went("T01 T02 H25 H04 H05 T09 T12 H29")
}

// An act that comes after one of which the case never heard is done on top of it.
func TestAhead_anotherActOnTop(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR")
	s.lose(3, s.newAct(person, complaint.DocumentAdded)).do(4, person, complaint.MessageSent).level(5).until(6).tell().went("T01 T02 H26 H25")
}

// What is no longer allowed on top of it is refused, though it was let in.
func TestAhead_actThatIsNoLongerAllowed(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR")
	s.lose(3, s.newAct(person, complaint.ComplaintWithdrawn, "confirmed=true"))
	act := s.newAct(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE")
	var accepted bool
	var refusal error
	s.on(4, func() {
		s.env.UpdateWorkflow(string(act.Action), act.Key, &testsuite.TestUpdateCallback{
			OnAccept: func() { accepted = true }, OnReject: func(err error) { s.t.Errorf("refused at the door: %v", err) },
			OnComplete: func(_ any, err error) { refusal = err },
		}, act)
	}).level(5).until(6).tell().went("T01 T02 T35")
	if err := translate(s.filed.Number, refusal); !accepted || complaint.KindOf(err) != complaint.Conflict || complaint.RuleOf(err) != "H04" {
		t.Errorf("let in: %v, and then %v", accepted, err)
	}
}

// Several acts that wait for the record while it holds something else are done
// on top of it, in their order, each once.
func TestAhead_actsThatWait(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR").outage(5, 8)
	for range 3 {
		s.do(6, person, complaint.MessageSent)
	}
	s.do(7, person, complaint.IRMFiled).lose(7, s.newAct(person, complaint.DocumentAdded)).level(9).until(10).tell().went("T01 T02 H26 H25 H25 H25 T16")
}

// An act that waits for the record and is found there, done by a task that was
// lost, is answered with that event.
func TestAhead_actThatWaitsIsFoundThere(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR").outage(5, 8)
	act := s.newAct(person, complaint.MessageSent)
	var answer int
	s.on(6, func() { s.deliver(act.Key, act, "", func(seq int) { answer = seq }) }).expect(act)
	s.lose(7, act).level(9).until(10).tell().went("T01 T02 H25")
	if want := s.find(t, "H25", complaint.MessageSent).Seq; answer != want {
		t.Errorf("answered with event %d, want %d", answer, want)
	}
}

// A new run comes only when the case knows what is on record, and knows the acts
// there.
func TestAhead_renewedMeanwhile(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR").outage(5, 8)
	act := s.newAct(person, complaint.MessageSent)
	s.lose(6, act).do(7, person, complaint.DocumentAdded).renew(7, 1).level(9)
	s.on(10, func() { s.deliver("again", act, "", nil) }).expect(act).until(12).tell().went("T01 T02 H25 H26")
	if s.runs != 2 {
		t.Errorf("%d runs, want 2", s.runs)
	}
}

// What was on record when the case ended for good ends the run.
func TestAhead_theEndWasOnRecord(t *testing.T) {
	t.Parallel()
	s := satisfied(newStory(t))
	s.when(time.Date(2019, 9, 18, 21, 0, 0, 0, time.UTC), func() {
		s.book.lost = true
		c := s.book.last.Clone()
		if err := s.book.write(c, c.Wake(time.Date(2019, 9, 18, 22, 0, 1, 0, time.UTC), time.Minute)); err != nil {
			s.t.Fatalf("put the end on record: %v", err)
		}
	}).tell().went("T01 T02 H04 H05 T09 T12 H29")
}

// A clock that has rung on record rings for the case, once, and the case goes on
// from there.
func TestAhead_clocks(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR")
	s.lose(46, s.newAct(person, complaint.MessageSent))
	s.book.broken = func(writing) error {
		if now := s.clock.Case(s.env.Now()); now.After(received.AddDate(0, 0, 40)) && now.Before(received.AddDate(0, 0, 47)) {
			return errAway // so that day 45 passes without the case writing it down
		}
		return nil
	}
	s.level(48).do(50, person, complaint.DocumentAdded).level(51).until(52).tell().went("T01 T02 T11 H25 H26")
}

// Who has seen more on record than the case knows has it catch up; then the act
// is allowed.
func TestAhead_catchUp(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR").do(5, officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE")
	s.lose(6, s.newAct(privacy, complaint.ResponseApproved)).refused(7, "approved", officer, complaint.ResponseSent).
		catchUp(8).level(8).catchUp(9).do(10, officer, complaint.ResponseSent).level(11).until(12).tell().went("T01 T02 H04 H05 T09")
}

// Catching up takes its time: what the case itself is writing comes first.
func TestAhead_catchUpWhileTheCaseWrites(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR").do(5, officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE")
	writes := 0
	s.book.broken = func(writing) error {
		if s.env.Now().Before(received.AddDate(0, 0, 6)) {
			return nil
		}
		if writes++; writes == 1 {
			return errAnswerLost // the message is on record, and the case tries again
		}
		if s.env.Now().Before(received.AddDate(0, 0, 9)) {
			return errAway
		}
		return nil
	}
	s.do(6, person, complaint.MessageSent).lose(7, s.newAct(privacy, complaint.ResponseApproved)).catchUp(8).level(10).
		do(10, officer, complaint.ResponseSent).until(12).tell().went("T01 T02 H04 H25 H05 T09")
}
