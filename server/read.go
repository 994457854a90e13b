package server

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// The size of a page.
const (
	usualLimit   = 50
	largestLimit = 200
)

// Dossier returns everything on file about a case that the actor may see.
func (s *Service) Dossier(ctx context.Context, number complaint.Number, actor complaint.Actor) (law.Record, error) {
	r, err := s.record.Dossier(ctx, number)
	if err != nil {
		return law.Record{}, ours(err, "read a case")
	}
	if err := lost(&r.Case, actor); err != nil {
		return law.Record{}, err
	}
	if r.Case.Erased() {
		r = withoutPerson(r)
	}
	r.Documents = linked(r)
	if slices.Contains(access.Complainants, actor.Role) {
		r = forAgent(forComplainant(r), actor)
	}
	return r, nil
}

// Worklist returns one page of cases: those in the caller's scope.
func (s *Service) Worklist(ctx context.Context, f law.Filter) (law.Page, error) {
	if err := checkFilter(&f); err != nil {
		return law.Page{}, err
	}
	scope := access.From(ctx).Scope
	f.Entities, f.Queues = scope.Entities(), scope.Queues()
	p, err := s.record.Worklist(ctx, f)
	if err != nil {
		return law.Page{}, ours(err, "read the worklist")
	}
	if p.Rows == nil {
		p.Rows = []law.Row{}
	}
	return p, nil
}

// checkFilter refuses filters that could never find anything because they are
// misspelt, and sets the size of the page.
func checkFilter(f *law.Filter) error {
	stages := []complaint.Stage{"", complaint.Intake, complaint.Response, complaint.Recourse, complaint.Authority, complaint.Arbitration, complaint.Closing, complaint.Request}
	switch {
	case !slices.Contains(stages, f.Stage):
		return complaint.Errorf(complaint.Invalid, "stage must be one of S0 to S5, or R")
	case !slices.Contains([]string{"", "OPEN", "CLOSED"}, f.Status):
		return complaint.Errorf(complaint.Invalid, "status must be OPEN or CLOSED")
	case !slices.Contains([]string{"", "due", "received", "activity"}, strings.TrimPrefix(f.Sort, "-")):
		return complaint.Errorf(complaint.Invalid, "sort must be due, received or activity, with - in front for the other way round")
	case f.Limit < 0 || f.Limit > largestLimit:
		return complaint.Errorf(complaint.Invalid, "limit must be 1 to %d", largestLimit)
	}
	for _, text := range []string{f.Assignee, f.Country, f.Entity, f.Pack, f.Query, f.Cursor} {
		if !storable(text) {
			return complaint.Errorf(complaint.Invalid, "a filter is not valid UTF-8 text")
		}
	}
	if f.Limit == 0 {
		f.Limit = usualLimit
	}
	return nil
}

// Events returns one page of the chain, oldest first, and the cursor of the next.
func (s *Service) Events(ctx context.Context, number complaint.Number, cursor string, limit int) ([]law.Event, string, error) {
	after, err := strconv.Atoi("0" + cursor)
	if err != nil || strconv.Itoa(after) != "0"+cursor && strconv.Itoa(after) != cursor {
		return nil, "", complaint.Errorf(complaint.Invalid, "cursor is not one of ours")
	}
	if limit < 0 || limit > largestLimit {
		return nil, "", complaint.Errorf(complaint.Invalid, "limit must be 1 to %d", largestLimit)
	}
	if limit == 0 {
		limit = usualLimit
	}
	version, err := s.record.Version(ctx, number)
	if err != nil {
		return nil, "", ours(err, "read the version of a case")
	}
	entries, err := s.record.Events(ctx, number, after, limit)
	if err != nil {
		return nil, "", ours(err, "read the events of a case")
	}
	events := make([]law.Event, len(entries))
	for i, e := range entries {
		events[i] = e.Event
	}
	if n := len(events); n == limit && events[n-1].Seq < version {
		return events, strconv.Itoa(events[n-1].Seq), nil
	}
	return events, "", nil
}

// Options lists every act of the actor's role on a case: what may be done now,
// and what may not, and why.
func (s *Service) Options(ctx context.Context, number complaint.Number, actor complaint.Actor) ([]law.Option, error) {
	c, now, err := s.probe(ctx, number)
	if err != nil {
		return nil, ours(err, "read a case")
	}
	if err := lost(&c, actor); err != nil {
		return nil, err
	}
	return c.Options(actor, now), nil
}

// Goals lists the packs to which a case can be moved, with the dates that would
// change; none when it is closed.
func (s *Service) Goals(ctx context.Context, number complaint.Number) ([]law.Goal, error) {
	c, _, err := s.probe(ctx, number)
	if err != nil {
		return nil, ours(err, "read a case")
	}
	return c.Goals(), nil
}

// Arbitration returns the guards and bars of a case with their evidence.
func (s *Service) Arbitration(ctx context.Context, number complaint.Number) (law.Availability, error) {
	c, err := s.record.Case(ctx, number)
	if err != nil {
		return law.Availability{}, ours(err, "read a case")
	}
	return c.Arbitration(s.Now()), nil
}

// Staff lists the members of staff, for names in lists and timelines.
func (s *Service) Staff(ctx context.Context) ([]access.Caller, error) {
	members, err := s.record.Staff(ctx)
	if err != nil {
		return nil, ours(err, "list the staff")
	}
	out := make([]access.Caller, len(members))
	for i, m := range members {
		out[i] = m.caller()
	}
	return out, nil
}

// staffPrefix is how a staff identifier begins.
const staffPrefix = "staff/"

// caller is the member of staff as whoever makes a request.
func (m Member) caller() access.Caller {
	return access.Caller{
		Actor: complaint.Actor{Role: m.Role, ID: staffPrefix + strconv.FormatInt(m.ID, 10)}, Name: m.Name, Out: m.Out,
		Scope: access.NewScope(m.Entities, m.Queues),
	}
}
