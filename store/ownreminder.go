package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// mostReminders is how many reminders to come one person, or one representative,
// has on a case. Product choice.
const mostReminders = 20

// AddOwnReminder keeps a day on which somebody wants to be reminded of a case.
// Done twice it changes nothing. Missing when there is no such case, Conflict when
// there are as many reminders as there may be.
func (s *Store) AddOwnReminder(ctx context.Context, number complaint.Number, r law.OwnReminder) error {
	k, err := s.caseKey(ctx, number)
	if err != nil {
		return err
	}
	var word []byte
	if r.Word != "" {
		if word, err = sealed(k, r.Word, reminderPlace+r.ID); err != nil {
			return fmt.Errorf("seal a reminder of case %s: %w", number, err)
		}
	}
	n, err := s.q.AddOwnReminder(ctx, storedb.AddOwnReminderParams{
		ID: r.ID, Number: string(number), Agent: int64(r.Agent), Day: r.Day.In(time.UTC, 0, 0), DueAt: r.At, Sealed: word, Most: mostReminders,
	})
	if err != nil || n > 0 {
		return fault(err, "keep a reminder of case %s", number)
	}
	there, err := s.q.HasOwnReminder(ctx, r.ID)
	if err == nil && !there {
		err = complaint.Errorf(complaint.Conflict, "the case has %d reminders to come already, which is as many as it can hold", mostReminders)
	}
	return fault(err, "keep a reminder of case %s", number)
}

// OwnReminders lists the reminders that the person (0), or the representative whom
// an event has admitted, has set on a case, by day.
func (s *Store) OwnReminders(ctx context.Context, number complaint.Number, agent int) ([]law.OwnReminder, error) {
	rows, err := s.q.OwnReminders(ctx, storedb.OwnRemindersParams{Number: string(number), Agent: int64(agent)})
	if err != nil {
		return nil, fault(err, "list the reminders of case %s", number)
	}
	list := make([]law.OwnReminder, len(rows))
	for i, row := range rows {
		k, err := s.keyOf(number, row.Wrapped)
		if err != nil {
			return nil, err
		}
		list[i] = law.OwnReminder{ID: row.ID, Agent: agent, Day: complaint.DateOf(row.Day), At: row.DueAt.UTC(), Reminded: row.Reminded}
		if err := unseal(k, row.Sealed, reminderPlace+row.ID, &list[i].Word); err != nil {
			return nil, fmt.Errorf("open a reminder of case %s: %w", number, err)
		}
	}
	return list, nil
}

// DropOwnReminder forgets a reminder of somebody. Missing when they have none of
// this identifier, or its letter is on its way.
func (s *Store) DropOwnReminder(ctx context.Context, number complaint.Number, agent int, id string) error {
	n, err := s.q.DropOwnReminder(ctx, storedb.DropOwnReminderParams{ID: id, Number: string(number), Agent: int64(agent)})
	if err == nil && n == 0 {
		err = complaint.Errorf(complaint.Missing, "there is no such reminder, or it is being sent")
	}
	return fault(err, "forget a reminder of case %s", number)
}

// SendOwnReminders writes the letters of reminders whose morning has come at a real
// instant, each once whoever else does the same, and returns how many. It stops at
// the limit.
func (s *Store) SendOwnReminders(ctx context.Context, at time.Time, limit int) (int, error) {
	for sent := range limit {
		n, err := s.q.SendOwnReminder(ctx, at)
		if err != nil || n == 0 {
			return sent, fault(err, "write the letter of a reminder")
		}
	}
	return limit, nil
}

// ReminderOf returns whose reminder a letter is: the person's (0) or that of the
// representative whom an event has admitted. Missing when it was forgotten.
func (s *Store) ReminderOf(ctx context.Context, letterID int64) (int, error) {
	agent, err := s.q.ReminderOf(ctx, letterID)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, complaint.Errorf(complaint.Missing, "letter %d reminds of nothing", letterID)
	}
	return int(agent), fault(err, "read the reminder of letter %d", letterID)
}
