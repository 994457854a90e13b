package server

import (
	"context"
	"slices"
	"time"

	"recourse/access"
	"recourse/complaint"
)

func (r *fakeRecord) OpenOwnSession(_ context.Context, v access.OwnSession) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	v.SeenAt = v.OpenedAt
	r.open = append(r.open, v)
	return r.fault
}

// ownSession finds a session.
func (r *fakeRecord) ownSession(n complaint.Number, agent int, at time.Time, fits func(id string) bool) []access.OwnSession {
	var list []access.OwnSession
	for _, v := range r.open {
		if v.Number == n && v.Agent == agent && v.ExpiresAt.After(at) && fits(v.ID) {
			list = append(list, v)
		}
	}
	return list
}

func (r *fakeRecord) SeeOwnSession(_ context.Context, n complaint.Number, agent int, id string, _ time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.ownSession(n, agent, time.Time{}, func(other string) bool { return other == id })) == 0 {
		return complaint.Errorf(complaint.Missing, "this session has ended")
	}
	return r.fault
}

func (r *fakeRecord) OwnSessions(_ context.Context, n complaint.Number, agent int, at time.Time) ([]access.OwnSession, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ownSession(n, agent, at, func(string) bool { return true }), r.fault
}

func (r *fakeRecord) EndOwnSession(_ context.Context, n complaint.Number, agent int, id string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open = slices.DeleteFunc(r.open, func(v access.OwnSession) bool { return v.Number == n && v.Agent == agent && v.ID == id })
	return r.fault
}

func (r *fakeRecord) EndOwnSessions(_ context.Context, n complaint.Number, agent int, but string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open = slices.DeleteFunc(r.open, func(v access.OwnSession) bool { return v.Number == n && v.Agent == agent && v.ID != but })
	return r.fault
}
