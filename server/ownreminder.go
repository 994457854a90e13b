package server

import (
	"context"
	"strings"
	"unicode/utf8"

	"recourse/complaint"
	"recourse/law"
)

// OwnReminders is what the record knows of the days on which those who follow a case
// want to be reminded of it. Whose a reminder is, is told as in Admission.
type OwnReminders interface {
	// AddOwnReminder keeps a reminder; the same again changes nothing. Missing for
	// an unknown case, Conflict when there are too many.
	AddOwnReminder(ctx context.Context, number complaint.Number, r law.OwnReminder) error
	// OwnReminders lists the reminders that somebody has set, by day.
	OwnReminders(ctx context.Context, number complaint.Number, agent int) ([]law.OwnReminder, error)
	// DropOwnReminder forgets one; Missing when they have none of this identifier.
	DropOwnReminder(ctx context.Context, number complaint.Number, agent int, id string) error
}

// The measure of own reminders. Product choices.
const (
	longestWord = 200 // characters of the word in a reminder
	reachYears  = 5   // how far ahead one can be set
)

// errNoAddress says that there is nowhere to remind somebody.
var errNoAddress = complaint.Errorf(complaint.Conflict, "there is no e-mail address to which a reminder could go")

// Remind keeps a day on whose morning, where they live, somebody is reminded of
// their case by mail, with a word for themselves that the letter does not carry. The
// same key keeps it once. Invalid for a day whose morning is past or far away and
// for a word that is too long; Conflict without an e-mail address, or with too many
// reminders.
func (s *Service) Remind(ctx context.Context, number complaint.Number, by complaint.Actor, key string, day complaint.Date, word string) error {
	c, err := s.record.Case(ctx, number)
	if err != nil {
		return ours(err, "read a case")
	}
	word, morning, now := strings.TrimSpace(word), c.Facts.Place.Morning(day), s.Now()
	switch {
	case utf8.RuneCountInString(word) > longestWord || !storable(word):
		return complaint.Errorf(complaint.Invalid, "word has more than %d characters, or some that cannot be kept", longestWord)
	case day.IsZero() || !morning.After(now):
		return complaint.Errorf(complaint.Invalid, "day must be one whose morning is still to come")
	case morning.After(now.AddDate(reachYears, 0, 0)):
		return complaint.Errorf(complaint.Invalid, "day must lie within %d years", reachYears)
	}
	agent := agentOf(by)
	addresses, err := s.record.Correspondents(ctx, number)
	if err != nil {
		return ours(err, "read the addresses of a case")
	}
	if addresses[agent] == "" {
		return errNoAddress
	}
	id := letters.EncodeToString(s.derive("reminder", string(number), string(by.Role), by.ID, fresh(key))[:keyBytes])
	r := law.OwnReminder{ID: id, Agent: agent, Day: day, At: s.clock.Real(morning), Word: word}
	return ours(s.record.AddOwnReminder(ctx, number, r), "keep a reminder")
}

// OwnReminders lists the reminders that somebody has set on their case, by day.
func (s *Service) OwnReminders(ctx context.Context, number complaint.Number, by complaint.Actor) ([]law.OwnReminder, error) {
	list, err := s.record.OwnReminders(ctx, number, agentOf(by))
	return list, ours(err, "list the reminders of a case")
}

// Forget forgets a reminder that somebody has set. Missing when they have none of
// this identifier.
func (s *Service) Forget(ctx context.Context, number complaint.Number, by complaint.Actor, id string) error {
	return ours(s.record.DropOwnReminder(ctx, number, agentOf(by), id), "forget a reminder")
}
