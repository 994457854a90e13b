package server

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

func (r *fakeRecord) AddReading(_ context.Context, n complaint.Number, look law.Reading) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := errors.Join(r.fault, r.blind); err != nil {
		return err
	}
	same := func(old law.Reading) bool {
		return old.Staff == look.Staff && old.What == look.What && old.Real.Truncate(time.Minute).Equal(look.Real.Truncate(time.Minute))
	}
	if r.files[n] == nil || slices.ContainsFunc(r.looks[n], same) {
		return nil
	}
	if r.looks == nil {
		r.looks = map[complaint.Number][]law.Reading{}
	}
	look.ID = int64(len(r.looks[n]) + 1)
	r.looks[n] = append(r.looks[n], look)
	return nil
}

func (r *fakeRecord) Readings(_ context.Context, n complaint.Number, before int64, limit int) ([]law.Reading, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []law.Reading
	for _, look := range slices.Backward(r.looks[n]) {
		if (before == 0 || look.ID < before) && len(out) < limit {
			out = append(out, look)
		}
	}
	return out, r.fault
}

func (r *fakeRecord) Provide(_ context.Context, p Provided, _ access.Hand) (Member, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fault != nil {
		return Member{}, r.fault
	}
	who := p.Issuer + " " + p.Subject
	m := Member{Name: p.Name, Role: p.Role, Entities: p.Entities, Queues: p.Queues}
	i := slices.Index(r.provided, who)
	if i < 0 {
		i = len(r.staff)
		r.staff, r.provided = append(r.staff, m), append(r.provided, who)
	}
	m.ID = int64(i + 1)
	r.staff[i] = m
	return m, nil
}

// scoped hires somebody who works on the cases of some companies and queues.
func (h *house) scoped(role complaint.Role, entities, queues []string) *visitor {
	v := h.officer(role)
	h.record.mu.Lock()
	defer h.record.mu.Unlock()
	m := &h.record.staff[len(h.record.staff)-1]
	m.Entities, m.Queues = entities, queues
	return v
}

// openAccounts are accounts in memory whose owners can have sessions, in a house
// where nobody has a password.
type openAccounts struct {
	noAccounts
	record *fakeRecord
	mu     sync.Mutex
	open   map[string]access.Session
}

func (r *fakeRecord) EndProvided(_ context.Context, issuer, subject string, _ access.Hand) error {
	r.mu.Lock()
	i := slices.Index(r.provided, issuer+" "+subject)
	r.mu.Unlock()
	if i >= 0 && r.ended != nil {
		r.ended(int64(i + 1))
	}
	return r.fault
}

// newOpenHouse opens a house where sessions of staff can be opened.
func newOpenHouse(t *testing.T, change ...func(*Options)) *house {
	t.Helper()
	accounts := &openAccounts{open: map[string]access.Session{}}
	h := newHouseOf(t, ServiceOptions{Accounts: accounts, Keys: noAccounts{}}, change...)
	accounts.record = h.record
	h.record.ended = accounts.end
	return h
}

func (o *openAccounts) Account(ctx context.Context, id int64) (access.Account, error) {
	m, err := o.record.StaffByID(ctx, id)
	return access.Account{ID: m.ID, Name: m.Name, Role: m.Role, Issuer: "https://id.example", Entities: m.Entities, Queues: m.Queues}, err
}

func (o *openAccounts) OpenSession(_ context.Context, _ access.Account, v access.Session, _ access.Hand) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open[v.ID] = v
	return nil
}

func (o *openAccounts) Session(ctx context.Context, id string, _ time.Time, _ time.Duration) (access.Session, access.Account, error) {
	o.mu.Lock()
	v := o.open[id]
	o.mu.Unlock()
	a, err := o.Account(ctx, v.StaffID)
	return v, a, err
}

// end ends all sessions of a member of staff.
func (o *openAccounts) end(id int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	maps.DeleteFunc(o.open, func(_ string, v access.Session) bool { return v.StaffID == id })
}

func (o *openAccounts) EndSession(_ context.Context, _ int64, id string, _ access.Hand) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.open, id)
	return nil
}
