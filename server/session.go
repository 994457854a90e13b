package server

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"recourse/access"
	"recourse/complaint"
)

// ownSession is how long a session of a resident lasts at most, who may share a
// computer. Product choice.
const ownSession = 2 * time.Hour

// sessionCookie is the name that the contract gives the cookie.
const sessionCookie = "session"

// NewSessions returns the sessions of people over a store of theirs. The cookie
// ends with the browser and travels over TLS only, except where plainHTTP allows
// otherwise for development.
func NewSessions(store scs.Store, plainHTTP bool) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	m.Lifetime = staffSession
	m.HashTokenInStore = true // who reads the record takes over no session
	m.Cookie.Name, m.Cookie.Path = sessionCookie, "/"
	m.Cookie.HttpOnly, m.Cookie.Persist, m.Cookie.Secure = true, false, !plainHTTP
	m.Cookie.SameSite = http.SameSiteLaxMode
	return m
}

// What a session holds of a resident.
const (
	heldRole = "role"
	heldCase = "case"
)

// OpenSession checks a case number, as a person types it, and its access code,
// and opens a session for its complainant. The answer is the same, and takes the
// same way, for an unknown case and for a wrong code.
func (s *Service) OpenSession(ctx context.Context, number, code string) (complaint.Number, error) {
	n, err := complaint.ParseNumber(number)
	if err != nil {
		return "", err
	}
	hash, err := s.record.AccessHash(ctx, n)
	if err != nil && complaint.KindOf(err) != complaint.Missing {
		return "", fmt.Errorf("read an access hash: %w", err)
	}
	if len(hash) != sha256.Size {
		hash = make([]byte, sha256.Size) // no code has this hash
	}
	if subtle.ConstantTimeCompare(hash, codeHash(code)) == 0 {
		return "", complaint.Errorf(complaint.Missing, "there is no case with this number and access code")
	}
	c := access.Caller{Actor: complaint.Actor{Role: complaint.Complainant}, Case: n}
	return n, s.enter(ctx, c, ownSession)
}

// enter puts a resident into a new session and commits it, so that a session
// that could not be kept is noticed before anybody relies on it.
func (s *Service) enter(ctx context.Context, c access.Caller, lasts time.Duration) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, heldRole, string(c.Actor.Role))
	s.sessions.Put(ctx, heldCase, string(c.Case))
	s.sessions.SetDeadline(ctx, time.Now().Add(lasts)) // the store of sessions goes by the machine's clock
	if _, _, err := s.sessions.Commit(ctx); err != nil {
		return fmt.Errorf("keep the session: %w", err)
	}
	return nil
}

// Leave ends the caller's session.
func (s *Service) Leave(ctx context.Context) error {
	if err := s.endHeld(ctx); err != nil {
		return err
	}
	if err := s.sessions.Destroy(ctx); err != nil {
		return fmt.Errorf("end the session: %w", err)
	}
	return nil
}

// held returns who the session in the context belongs to.
func (s *Service) held(ctx context.Context) (access.Caller, error) {
	if s.sessions.Exists(ctx, heldSession) {
		return s.staffHeld(ctx)
	}
	role := s.sessions.GetString(ctx, heldRole)
	if role == "" {
		return access.Nobody, nil
	}
	return access.Caller{Actor: complaint.Actor{Role: complaint.Role(role)}, Case: complaint.Number(s.sessions.GetString(ctx, heldCase))}, nil
}
