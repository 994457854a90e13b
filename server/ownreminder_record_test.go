package server

import (
	"context"
	"slices"

	"recourse/complaint"
	"recourse/law"
)

// fakeReminders is what a fakeRecord knows of own reminders.
type fakeReminders struct {
	reminders map[complaint.Number][]law.OwnReminder
}

func (r *fakeRecord) AddOwnReminder(_ context.Context, n complaint.Number, o law.OwnReminder) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.reminders == nil {
		r.reminders = map[complaint.Number][]law.OwnReminder{}
	}
	if !slices.ContainsFunc(r.reminders[n], func(there law.OwnReminder) bool { return there.ID == o.ID }) {
		r.reminders[n] = append(r.reminders[n], o)
	}
	return r.fault
}

func (r *fakeRecord) OwnReminders(_ context.Context, n complaint.Number, agent int) ([]law.OwnReminder, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(r.reminders[n]), func(o law.OwnReminder) bool { return o.Agent != agent }), r.fault
}

func (r *fakeRecord) DropOwnReminder(_ context.Context, n complaint.Number, agent int, id string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	before := len(r.reminders[n])
	if before == 0 {
		return complaint.Errorf(complaint.Missing, "there is no such reminder")
	}
	r.reminders[n] = slices.DeleteFunc(r.reminders[n], func(o law.OwnReminder) bool { return o.ID == id && o.Agent == agent })
	if len(r.reminders[n]) == before {
		return complaint.Errorf(complaint.Missing, "there is no such reminder")
	}
	return r.fault
}
