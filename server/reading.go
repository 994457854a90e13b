package server

import (
	"context"
	"fmt"
	"regexp"
	"strconv"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

// noteReading records a look of a member of staff at a part of a case.
func (s *Service) noteReading(ctx context.Context, n complaint.Number, by complaint.Actor, what string) error {
	r := law.Reading{Staff: by.ID, What: what, At: s.Now(), Real: s.now().UTC()}
	if err := s.record.AddReading(ctx, n, r); err != nil {
		return fmt.Errorf("record a look at a case: %w", err)
	}
	return nil
}

// identifier is what names a document, and an act: what else stands there is a
// caller's own text and not recorded.
var identifier = regexp.MustCompile(`^[0-9A-Za-z_.]{1,40}$`)

// partOf names what a request reads of a case, such as case, events or
// documents/<identifier>.
func partOf(rule access.Rule, c echo.Context) string {
	part := rule.Part()
	for _, name := range []string{"document", "action"} {
		if id := c.Param(name); identifier.MatchString(id) {
			part += "/" + id
		}
	}
	return part
}

// Readings returns one page of who of the staff has looked at a case, the latest
// first, and the cursor of the next.
func (s *Service) Readings(ctx context.Context, number complaint.Number, cursor string, limit int) ([]law.Reading, string, error) {
	before, err := strconv.ParseInt("0"+cursor, 10, 64)
	switch {
	case err != nil:
		return nil, "", complaint.Errorf(complaint.Invalid, "cursor is not one of ours")
	case limit < 0 || limit > largestLimit:
		return nil, "", complaint.Errorf(complaint.Invalid, "limit must be 1 to %d", largestLimit)
	case limit == 0:
		limit = usualLimit
	}
	if _, err := s.record.Version(ctx, number); err != nil {
		return nil, "", ours(err, "read the version of a case")
	}
	list, err := s.record.Readings(ctx, number, before, limit+1)
	if err != nil {
		return nil, "", ours(err, "read who has looked at a case")
	}
	if len(list) > limit {
		return list[:limit], strconv.FormatInt(list[limit-1].ID, 10), nil
	}
	return list, "", nil
}

// ListReadings says who of the staff has looked at a case.
func (c calls) ListReadings(ctx context.Context, r api.ListReadingsRequestObject) (api.ListReadingsResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	list, next, err := c.Readings(ctx, n, r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	return api.ListReadings200JSONResponse{Body: api.ReadingPage{Reads: orEmpty(list), NextCursor: next}}, nil
}
