package server

import (
	"bytes"
	"context"
	"slices"
	"time"

	"recourse/access"
	"recourse/complaint"
)

// fakeAdmission is what a fakeRecord knows of who is let in. It counts what is asked
// of it, for what answers alike must cost alike.
type fakeAdmission struct {
	agents map[complaint.Number]map[int][]byte // hashes of codes
	links  map[string]LinkAsk                  // sent and not used, by hash
	asked  map[string][]time.Time              // wishes, by key
	tries  map[string]*fakeTries
	work   []string // what was asked, in order

	renewals map[string]bool // keys that have made a code
	open     []access.OwnSession
}

type fakeTries struct {
	failed int
	last   time.Time
}

func (r *fakeRecord) did(what string) { r.work = append(r.work, what) }

func (r *fakeRecord) Accesses(_ context.Context, n complaint.Number) (map[int][]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.did("accesses")
	out := map[int][]byte{}
	if f := r.files[n]; f != nil {
		out[0] = f.hash
	}
	for agent, hash := range r.agents[n] {
		out[agent] = hash
	}
	return out, r.fault
}

func (r *fakeRecord) RenewAccess(_ context.Context, n complaint.Number, key string, hash []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err != nil {
		return err
	}
	if r.renewals[key] && !bytes.Equal(f.hash, hash) {
		return complaint.Errorf(complaint.Conflict, "another code was made since")
	}
	if r.renewals == nil {
		r.renewals = map[string]bool{}
	}
	r.renewals[key], f.hash = true, hash
	return nil
}

func (r *fakeRecord) AddRepresentative(_ context.Context, n complaint.Number, seq int, hash []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.agents == nil {
		r.agents = map[complaint.Number]map[int][]byte{}
	}
	if r.agents[n] == nil {
		r.agents[n] = map[int][]byte{}
	}
	r.agents[n][seq] = hash
	return r.fault
}

func (r *fakeRecord) RevokeRepresentative(_ context.Context, n complaint.Number, seq int) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.agents[n], seq)
	return r.fault
}

func (r *fakeRecord) Correspondents(_ context.Context, n complaint.Number) (map[int]string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.did("correspondents")
	out := map[int]string{}
	if f := r.files[n]; f != nil {
		out[0] = f.Filing.Person.Email
		for _, e := range f.Entries {
			if _, ok := r.agents[n][e.Seq]; ok {
				out[e.Seq] = f.details[e.Key].private["email"]
			}
		}
	}
	for agent, address := range out {
		if address == "" {
			delete(out, agent)
		}
	}
	return out, r.fault
}

// within counts a wish under a key, unless there were too many in the last hour.
func (r *fakeRecord) within(key []byte, at time.Time, most int) bool {
	if r.asked == nil {
		r.asked = map[string][]time.Time{}
	}
	recent := slices.DeleteFunc(r.asked[string(key)], func(t time.Time) bool { return at.Sub(t) >= time.Hour })
	granted := len(recent) < most
	if granted {
		recent = append(recent, at)
	}
	r.asked[string(key)] = recent
	return granted
}

func (r *fakeRecord) AskLink(_ context.Context, a LinkAsk) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.did("ask")
	if r.within(a.NetworkKey, a.At, a.PerNetwork) && a.Matches && r.within(a.CaseKey, a.At, a.PerCase) {
		if r.links == nil {
			r.links = map[string]LinkAsk{}
		}
		r.links[string(a.Hash)] = a
	}
	return r.fault
}

func (r *fakeRecord) UseLink(_ context.Context, n complaint.Number, hash []byte, at time.Time) (complaint.Number, int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a, ok := r.links[string(hash)]
	_, still := r.agents[a.Number][a.Agent]
	if !ok || n != "" && n != a.Number || !at.Before(a.Expires) || a.Agent != 0 && !still {
		return "", 0, complaint.Errorf(complaint.Missing, "no such link")
	}
	delete(r.links, string(hash))
	return a.Number, a.Agent, r.fault
}

// sent returns what the links hold that were sent and not used.
func (r *fakeRecord) sent(key []byte) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var tokens []string
	for _, a := range r.links {
		tokens = append(tokens, LinkToken(key, a.Seed))
	}
	return tokens
}

func (r *fakeRecord) TryCase(_ context.Context, caseKey, networkKey []byte, at time.Time, good bool, wait func(int, int) time.Duration) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.did("try")
	c, n := r.triesOf(caseKey, at), r.triesOf(networkKey, at)
	inTime := !at.Before(n.last.Add(wait(c.failed, n.failed)))
	if inTime && !good {
		c.failed, c.last = c.failed+1, at
		n.failed, n.last = n.failed+1, at
	}
	return inTime && good, r.fault
}

func (r *fakeRecord) triesOf(key []byte, at time.Time) *fakeTries {
	if r.tries == nil {
		r.tries = map[string]*fakeTries{}
	}
	if r.tries[string(key)] == nil {
		r.tries[string(key)] = &fakeTries{last: at}
	}
	return r.tries[string(key)]
}
