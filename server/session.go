package server

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/alexedwards/scs/v2"

	"recourse/access"
	"recourse/complaint"
)

// How long a session lasts at most: a working day for staff, less for residents,
// who may share a computer. Product choices.
const (
	staffSession = 12 * time.Hour
	ownSession   = 2 * time.Hour
)

// sessionCookie is the name of the cookie in development. Behind TLS it bears a
// prefix by which browsers let no other host and no plain HTTP set it; the
// contract gives it that name.
const (
	sessionCookie = "session"
	hostPrefix    = "__Host-"
)

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
	if !plainHTTP {
		m.Cookie.Name = hostPrefix + sessionCookie
	}
	return m
}

// What a session holds.
const (
	heldRole = "role"
	heldID   = "id"
	heldName = "name"
	heldCase = "case"
	heldCode = "code" // by which a complainant's session was opened, in short
)

// SignIn checks name and password of a member of staff and opens their session.
// Forbidden when they do not match, Busy after too many tries.
func (s *Service) SignIn(ctx context.Context, name, password string) (access.Caller, error) {
	leave, err := s.doors.enter(ctx, name)
	if err != nil {
		return access.Nobody, err
	}
	defer leave()
	m, err := s.record.StaffByName(ctx, name)
	if err != nil && complaint.KindOf(err) != complaint.Missing {
		return access.Nobody, fmt.Errorf("look for a member of staff: %w", err)
	}
	match, err := matches(password, m.PasswordHash)
	if err != nil {
		return access.Nobody, fmt.Errorf("check a password: %w", err)
	}
	s.doors.note(name, match)
	if !match {
		return access.Nobody, complaint.Errorf(complaint.Forbidden, "name and password do not match")
	}
	return m.caller(), s.enter(ctx, m.caller(), staffSession)
}

// matches compares a password with its hash. Where there is no hash, since nobody
// has the name given, it takes as long.
func matches(password, hash string) (bool, error) {
	if hash == "" {
		_, err := argon2id.CreateHash(password, argon2id.DefaultParams)
		return false, err
	}
	return argon2id.ComparePasswordAndHash(password, hash)
}

// enter puts the caller into a new session and commits it, so that a session
// that could not be kept is noticed before anybody relies on it.
func (s *Service) enter(ctx context.Context, c access.Caller, lasts time.Duration) error {
	if err := s.sessions.Clear(ctx); err != nil {
		return fmt.Errorf("clear the session: %w", err)
	}
	if err := s.sessions.RenewToken(ctx); err != nil {
		return fmt.Errorf("renew the session: %w", err)
	}
	s.sessions.Put(ctx, heldRole, string(c.Actor.Role))
	s.sessions.Put(ctx, heldID, c.Actor.ID)
	s.sessions.Put(ctx, heldName, c.Name)
	s.sessions.Put(ctx, heldCase, string(c.Case))
	s.sessions.SetDeadline(ctx, time.Now().Add(lasts)) // the store of sessions goes by the machine's clock
	if _, _, err := s.sessions.Commit(ctx); err != nil {
		return fmt.Errorf("keep the session: %w", err)
	}
	return nil
}

// Leave ends the caller's session.
func (s *Service) Leave(ctx context.Context) error {
	if err := s.sessions.Destroy(ctx); err != nil {
		return fmt.Errorf("end the session: %w", err)
	}
	return nil
}

// held returns who the session in the context belongs to.
func (s *Service) held(ctx context.Context) access.Caller {
	role := s.sessions.GetString(ctx, heldRole)
	if role == "" {
		return access.Nobody
	}
	return access.Caller{
		Actor: complaint.Actor{Role: complaint.Role(role), ID: s.sessions.GetString(ctx, heldID)},
		Case:  complaint.Number(s.sessions.GetString(ctx, heldCase)),
		Name:  s.sessions.GetString(ctx, heldName),
	}
}
