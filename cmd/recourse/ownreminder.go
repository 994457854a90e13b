package main

import (
	"context"
	"log/slog"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/mail"
	"recourse/store"
)

// addReminder addresses a reminder to whoever has set it: the person, or that
// representative, and nobody once they have no access any more or have forgotten it.
func (o *outbox) addReminder(ctx context.Context, c store.Outgoing, l *mail.Letter) error {
	agent, err := o.db.ReminderOf(ctx, c.ID)
	if complaint.KindOf(err) == complaint.Missing {
		l.Data.Name, l.Addresses = "", nil // without a name no letter is written
		return nil
	}
	if err != nil {
		return err
	}
	forAgent(c, agent, l)
	return nil
}

// The pace of own reminders. Product choices.
const (
	remindAtOnce = 100              // letters written in one round
	longestNap   = 30 * time.Second // between two looks, real time
	shortestNap  = 100 * time.Millisecond
	looksPerDay  = 24 // where legal days are short
)

// remindPause is the real time between two looks for reminders: a morning is found
// within the hour of case time, and within half a minute where the law runs at the
// pace of the calendar.
func remindPause(clock law.Clock) time.Duration {
	if clock.Day == 0 {
		return longestNap
	}
	return min(max(clock.Day/looksPerDay, shortestNap), longestNap)
}

// remindOwn writes the letters of own reminders as their mornings come, until the
// context ends. Any number of workers may do so.
func remindOwn(ctx context.Context, db *store.Store, clock law.Clock, logger *slog.Logger) {
	tick := time.NewTicker(remindPause(clock))
	defer tick.Stop()
	for ctx.Err() == nil {
		if _, err := db.SendOwnReminders(ctx, time.Now(), remindAtOnce); err != nil && ctx.Err() == nil {
			logger.WarnContext(ctx, "own reminders not sent", "err", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
	}
}
