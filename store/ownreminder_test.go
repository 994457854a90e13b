package store_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// reminder is one of these tests, due at a real instant.
func reminder(id string, agent int, at time.Time, word string) law.OwnReminder {
	return law.OwnReminder{ID: id, Agent: agent, Day: complaint.DateOf(at), At: at.Truncate(time.Microsecond), Word: word}
}

func reminders(t *testing.T, s *store.Store, number complaint.Number, agent int) []law.OwnReminder {
	t.Helper()
	list, err := s.OwnReminders(t.Context(), number, agent)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestOwnReminders_areTheirOwnersAndSealed(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	c, seq := represents(t, s)
	at := now().AddDate(0, 1, 0)
	mine, theirs := reminder("a", 0, at, "Ring Sundsvall"), reminder("b", seq, at, "")
	for _, r := range []law.OwnReminder{mine, theirs, mine} { // again is fine
		if err := s.AddOwnReminder(ctx, c.Number, r); err != nil {
			t.Fatal(err)
		}
	}
	if list := reminders(t, s, c.Number, 0); len(list) != 1 || list[0] != mine {
		t.Errorf("the person has %+v, want %+v", list, mine)
	}
	if list := reminders(t, s, c.Number, seq); len(list) != 1 || list[0] != theirs {
		t.Errorf("the representative has %+v, want %+v", list, theirs)
	}
	if all := everything(t, s); strings.Contains(all, "Sundsvall") || strings.Contains(all, fmt.Sprintf("%x", "Sundsvall")) {
		t.Error("the word can be read in the database")
	}
	want(t, complaint.Missing, s.DropOwnReminder(ctx, c.Number, 0, "b"))
	want(t, complaint.Missing, s.AddOwnReminder(ctx, "RC-0000-0000", mine))
	if err := s.DropOwnReminder(ctx, c.Number, 0, "a"); err != nil || len(reminders(t, s, c.Number, 0)) != 0 {
		t.Errorf("the reminder is still there: %v", err)
	}
}

func TestOwnReminders_areOnlySoMany(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	c := file(t, s, newCase("one", received))
	at := now().AddDate(0, 1, 0)
	for i := range 20 {
		if err := s.AddOwnReminder(ctx, c.Number, reminder(fmt.Sprint(i), 0, at, "")); err != nil {
			t.Fatal(err)
		}
	}
	want(t, complaint.Conflict, s.AddOwnReminder(ctx, c.Number, reminder("one more", 0, at, "")))
	if err := s.AddOwnReminder(ctx, c.Number, reminder("3", 0, at, "")); err != nil {
		t.Errorf("one that is there: %v", err)
	}
}

// However many workers look at once, each morning sends one letter, to whoever has
// set the reminder; a reminder whose morning has not come sends none.
func TestSendOwnReminders_once(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	c, seq := represents(t, s)
	past := now().Add(-time.Hour)
	for _, r := range []law.OwnReminder{reminder("a", 0, past, "x"), reminder("b", seq, past, ""), reminder("c", 0, now().Add(time.Hour), "")} {
		if err := s.AddOwnReminder(ctx, c.Number, r); err != nil {
			t.Fatal(err)
		}
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := s.SendOwnReminders(ctx, now(), 10); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n, err := s.SendOwnReminders(ctx, now(), 10); n != 0 || err != nil { // what another held back at that moment
		t.Errorf("%d more, %v", n, err)
	}
	roles := value[string](t, s, "SELECT string_agg(to_role, ' ' ORDER BY to_role) FROM letters WHERE code = 'REMIND-OWN'")
	if roles != "complainant representative" {
		t.Errorf("letters go to %q", roles)
	}
	letter := value[int64](t, s, "SELECT id FROM letters WHERE code = 'REMIND-OWN' AND to_role = 'representative'")
	if agent, err := s.ReminderOf(ctx, letter); err != nil || agent != seq {
		t.Errorf("the letter is for %d, %v; want %d", agent, err, seq)
	}
	if list := reminders(t, s, c.Number, 0); len(list) != 2 || !list[0].Reminded || list[1].Reminded {
		t.Errorf("reminded: %+v", list)
	}
	want(t, complaint.Missing, s.DropOwnReminder(ctx, c.Number, 0, "a")) // its letter is on its way
	post(t, s)
	if err := s.DropOwnReminder(ctx, c.Number, 0, "a"); err != nil {
		t.Errorf("after its letter has left: %v", err)
	}
	_, err := s.ReminderOf(ctx, letter+100)
	want(t, complaint.Missing, err)
}

func TestDestroy_takesOwnRemindersAway(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	c := file(t, s, newCase("one", received))
	if err := s.AddOwnReminder(ctx, c.Number, reminder("a", 0, now().Add(time.Hour), "x")); err != nil {
		t.Fatal(err)
	}
	if err := s.Destroy(ctx, c.Number); err != nil {
		t.Fatal(err)
	}
	if n := value[int](t, s, "SELECT count(*) FROM own_reminders"); n != 0 {
		t.Errorf("%d reminders are left", n)
	}
	want(t, complaint.Missing, s.AddOwnReminder(ctx, c.Number, reminder("b", 0, now().Add(time.Hour), "x")))
}
