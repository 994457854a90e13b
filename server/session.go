package server

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"recourse/access"
	"recourse/complaint"
)

// ownSession is how long a session of a resident, or of somebody who is not signed
// in, lasts at most.
const ownSession = access.OwnLasts

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
	m.Lifetime = ownSession   // of who is not signed in; staff who sign in get longer
	m.HashTokenInStore = true // who reads the record takes over no session
	m.Cookie.Name, m.Cookie.Path = sessionCookie, "/"
	m.Cookie.HttpOnly, m.Cookie.Persist, m.Cookie.Secure = true, false, !plainHTTP
	m.Cookie.SameSite = http.SameSiteLaxMode
	if !plainHTTP {
		m.Cookie.Name = hostPrefix + sessionCookie
	}
	return m
}

// What a session holds of a resident.
const (
	heldRole = "role"
	heldID   = "id" // of a representative
	heldCase = "case"
	heldCode = "code" // by which a complainant's session was opened, in short
)

// enter puts a resident, or who acts for one, into a new session, with what is
// remembered of the code that opens it, and commits it, so that a session
// that could not be kept is noticed before anybody relies on it.
func (s *Service) enter(ctx context.Context, c access.Caller, code string) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, heldRole, string(c.Actor.Role))
	s.sessions.Put(ctx, heldID, c.Actor.ID)
	s.sessions.Put(ctx, heldCase, string(c.Case))
	s.sessions.Put(ctx, heldCode, code)
	if err := s.openOwn(ctx, c); err != nil {
		return err
	}
	s.sessions.SetDeadline(ctx, time.Now().Add(ownSession)) // the store of sessions goes by the machine's clock
	if _, _, err := s.sessions.Commit(ctx); err != nil {
		return fmt.Errorf("keep the session: %w", err)
	}
	return nil
}

// rename gives the session another name, and leaves its end where it was.
func (s *Service) rename(ctx context.Context) error {
	end := s.sessions.Deadline(ctx)
	if err := s.sessions.RenewToken(ctx); err != nil {
		return fmt.Errorf("renew the session: %w", err)
	}
	s.sessions.SetDeadline(ctx, end)
	return nil
}

// Leave ends the caller's session.
func (s *Service) Leave(ctx context.Context) error {
	if err := s.endHeld(ctx); err != nil {
		return err
	}
	if err := s.closeOwn(ctx); err != nil {
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
	return access.Caller{
		Actor: complaint.Actor{Role: complaint.Role(role), ID: s.sessions.GetString(ctx, heldID)},
		Case:  complaint.Number(s.sessions.GetString(ctx, heldCase)),
	}, nil
}
