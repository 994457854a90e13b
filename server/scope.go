package server

import (
	"context"
	"fmt"
	"slices"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// errNotYours is the answer for a case that the caller must not see, the same as
// for one that is not there.
var errNotYours = complaint.Errorf(complaint.Missing, "there is no such case, or it is not yours")

// openFile lets a member of staff to a case of their scope, and records what they
// read there. What cannot be recorded is not shown.
func (s *server) openFile(c echo.Context, rule access.Rule, caller access.Caller) error {
	if !rule.OfCase() || rule.Open() || !caller.Works() {
		return nil
	}
	n, err := complaint.ParseNumber(c.Param("case"))
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	if err := s.reachable(ctx, n, caller.Scope); err != nil {
		return err
	}
	if !rule.Reads() {
		return nil
	}
	return s.noteReading(ctx, n, caller.Actor, partOf(rule, c))
}

// reachable refuses a case outside the scope.
func (s *Service) reachable(ctx context.Context, n complaint.Number, scope access.Scope) error {
	if scope.All() {
		return nil
	}
	c, err := s.record.Case(ctx, n)
	switch {
	case complaint.KindOf(err) == complaint.Missing:
		return errNotYours
	case err != nil:
		return fmt.Errorf("look whose case it is: %w", err)
	case !scope.Holds(c.Facts.Entity, c.Queue()):
		return errNotYours
	}
	return nil
}

// within reports whether the case is in the scope of whoever makes the request.
func within(ctx context.Context, c *law.Case) bool {
	return access.From(ctx).Scope.Holds(c.Facts.Entity, c.Queue())
}

// checkAssignee refuses to give a case to somebody who could not work on it.
func checkAssignee(c *law.Case, name string, m Member) error {
	who := m.caller()
	if !slices.Contains(access.Officers, m.Role) || !who.Scope.Holds(c.Facts.Entity, c.Queue()) {
		return complaint.Errorf(complaint.Invalid, "%s: %s does not work on cases of this company and queue", name, who.Actor.ID)
	}
	return nil
}
