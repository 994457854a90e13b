package server

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
)

// longestToken bounds what is hashed of a bearer token, in bytes.
const longestToken = 500

// guard finds out who is calling and asks the table whether they may. A route
// that is not in the table is none, whatever handler it has.
func (s *server) guard(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if strings.HasPrefix(c.Path(), "/assets/") {
			return next(c) // the same for everybody: no session is asked
		}
		c.SetRequest(c.Request().WithContext(context.WithValue(c.Request().Context(), visitKey{}, newVisit(c))))
		rule, ok := access.Find(c.Request().Method, c.Path())
		if err := s.loadSession(c); err != nil {
			return err
		}
		if !ok {
			return absent(c)
		}
		caller, err := s.recognise(c)
		if err != nil {
			return err
		}
		if caller, err = s.stillIn(c.Request().Context(), caller); err != nil {
			return err
		}
		c.SetRequest(c.Request().WithContext(access.With(c.Request().Context(), caller)))
		switch {
		case s.provider != nil && localDoor(rule):
			return errNoPasswords
		case !rule.Allows(caller.Actor.Role) && caller == access.Nobody:
			return errUnauthenticated
		case !rule.Allows(caller.Actor.Role):
			return complaint.Errorf(complaint.Forbidden, "not for the role %s", caller.Actor.Role)
		case !rule.Open() && caller.Complains() && !owns(caller, c.Param("case")):
			return errNotYours
		}
		if err := s.openFile(c, rule, caller); err != nil {
			return err
		}
		return next(c)
	}
}

// absent answers for what the table does not know: no such page, or no such method
// of it.
func absent(c echo.Context) error {
	methods, _ := c.Get(echo.ContextKeyHeaderAllow).(string)
	if methods == "" {
		return echo.ErrNotFound
	}
	c.Response().Header().Set(echo.HeaderAllow, methods)
	if c.Request().Method == http.MethodOptions {
		return c.NoContent(http.StatusNoContent)
	}
	return echo.ErrMethodNotAllowed
}

// owns reports whether the case in a route, if any, is the complainant's own.
func owns(caller access.Caller, param string) bool {
	if param == "" {
		return true
	}
	n, err := complaint.ParseNumber(param)
	return err == nil && n == caller.Case
}

// recognise returns who is calling: the owner of a token or of a session, the
// operator where the request comes from this machine, or nobody.
func (s *server) recognise(c echo.Context) (access.Caller, error) {
	if h := c.Request().Header.Get(echo.HeaderAuthorization); h != "" {
		return s.byToken(c, h)
	}
	caller, err := s.held(c.Request().Context())
	if err != nil {
		return access.Nobody, err
	}
	if caller == access.Nobody && c.Path() == metricsRoute && s.local(c) {
		caller.Actor.Role = access.Operator
	}
	return caller, nil
}

const metricsRoute = "/metrics"

func (s *server) byToken(c echo.Context, header string) (access.Caller, error) {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" || len(token) > longestToken {
		return access.Nobody, errUnauthenticated
	}
	m, err := s.record.StaffByToken(c.Request().Context(), TokenHash(strings.TrimSpace(token)))
	if complaint.KindOf(err) == complaint.Missing || err == nil && m.Demo && !s.dev {
		return access.Nobody, errUnauthenticated
	}
	if err != nil {
		return access.Nobody, fmt.Errorf("look for the owner of a token: %w", err)
	}
	return m.caller(), nil
}

// local reports whether a request comes from this machine itself, and not
// through a proxy on it that we were not told of.
func (s *server) local(c echo.Context) bool {
	h := c.Request().Header
	if !s.proxied && (h.Get(echo.HeaderXForwardedFor) != "" || h.Get("Forwarded") != "" || h.Get(echo.HeaderXRealIP) != "") {
		return false
	}
	return net.ParseIP(c.RealIP()).IsLoopback()
}

// loadSession puts the session of the request's cookie into its context and has
// the cookie written with the answer when the session has changed.
func (s *server) loadSession(c echo.Context) error {
	token := ""
	if cookie, err := c.Request().Cookie(s.sessions.Cookie.Name); err == nil {
		token = cookie.Value
	}
	ctx, err := s.sessions.Load(c.Request().Context(), token)
	if err != nil {
		return fmt.Errorf("load the session: %w", err)
	}
	c.SetRequest(c.Request().WithContext(ctx))
	c.Response().Before(func() { s.saveSession(c) })
	return nil
}

func (s *server) saveSession(c echo.Context) {
	ctx := c.Request().Context()
	for _, cookie := range visitOf(ctx).gives {
		c.SetCookie(cookie)
	}
	if visitOf(ctx).ended || s.sessions.Status(ctx) == scs.Destroyed {
		c.Response().Header().Set(clearSiteData, whatIsCleared)
	}
	switch s.sessions.Status(ctx) {
	case scs.Modified:
		token, expiry, err := s.sessions.Commit(ctx)
		if err != nil {
			s.log.ErrorContext(ctx, "session not kept", "request_id", c.Response().Header().Get(echo.HeaderXRequestID), "err", err)
			return
		}
		s.sessions.WriteSessionCookie(ctx, c.Response(), token, expiry)
	case scs.Unmodified:
	case scs.Destroyed:
		s.sessions.WriteSessionCookie(ctx, c.Response(), "", time.Time{}) // which makes the browser forget it
	}
}
