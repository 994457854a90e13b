package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/server/api"
)

const problemType = "application/problem+json"

// retryAfter is what a caller is told to wait, in seconds, when we are busy.
const retryAfter = 2

// Errors of the front door itself.
var (
	errTooLarge        = echo.NewHTTPError(http.StatusRequestEntityTooLarge, "the body is larger than 1 MB, or 25 MB for a file")
	errTooSlow         = echo.NewHTTPError(http.StatusRequestTimeout, "the body comes too slowly")
	errUnauthenticated = echo.NewHTTPError(http.StatusUnauthorized, "sign in or send a token")
)

// statusOf says how each kind of domain error is answered.
var statusOf = map[complaint.Kind]int{
	complaint.Invalid:   http.StatusBadRequest,
	complaint.Missing:   http.StatusNotFound,
	complaint.Forbidden: http.StatusForbidden,
	complaint.Conflict:  http.StatusConflict,
	complaint.Busy:      http.StatusServiceUnavailable,
	complaint.TooMany:   http.StatusTooManyRequests,
}

// kindOf names the problems that are no domain errors, after their status.
var kindOf = map[int]string{
	http.StatusBadRequest:            string(complaint.Invalid),
	http.StatusUnauthorized:          "unauthenticated",
	http.StatusForbidden:             string(complaint.Forbidden),
	http.StatusNotFound:              string(complaint.Missing),
	http.StatusMethodNotAllowed:      "method",
	http.StatusRequestTimeout:        "too-slow",
	http.StatusConflict:              string(complaint.Conflict),
	http.StatusRequestEntityTooLarge: "too-large",
	http.StatusUnsupportedMediaType:  "wrong-type",
	http.StatusTooManyRequests:       string(complaint.TooMany),
	http.StatusServiceUnavailable:    string(complaint.Busy),
}

// problem turns an error into what the person asking is told. ours is true for
// an error that is nobody's but ours and whose text is not shown.
func problem(err error) (p api.Problem, ours bool) {
	var domain *complaint.Error
	var large *http.MaxBytesError
	var he *echo.HTTPError
	var fast *tooFast
	switch {
	case errors.As(err, &fast):
		p.Status, p.Detail = http.StatusTooManyRequests, fast.Error()
	case errors.As(err, &domain):
		p.Status, p.Detail, p.Rule = statusOf[domain.Kind], domain.Text, domain.Rule
	case errors.As(err, &large):
		p.Status, p.Detail = errTooLarge.Code, errTooLarge.Message.(string)
	case errors.Is(err, http.ErrNotMultipart), errors.Is(err, http.ErrMissingBoundary):
		p.Status, p.Detail = http.StatusUnsupportedMediaType, "send the file as multipart/form-data"
	case errors.As(err, &he):
		p.Status, p.Detail = he.Code, words(he)
	case errors.Is(err, context.DeadlineExceeded):
		p.Status, p.Detail = http.StatusServiceUnavailable, "this takes longer than expected; try again"
	}
	if p.Status == 0 || p.Status >= http.StatusInternalServerError && p.Status != http.StatusServiceUnavailable {
		p.Status, p.Detail, ours = http.StatusInternalServerError, "something went wrong on our side", true
	}
	kind := kindOf[p.Status]
	if kind == "" {
		kind = "fault"
	}
	p.Type, p.Title = "/api/docs#"+kind, http.StatusText(p.Status)
	return p, ours
}

// waitOf is how long a caller who was too fast is told to wait, in seconds.
func waitOf(err error) int {
	var fast *tooFast
	if !errors.As(err, &fast) {
		return retryAfter
	}
	return int(fast.after/time.Second) + 1
}

// words returns what an error of the router says, unless it only repeats the
// name of its status.
func words(he *echo.HTTPError) string {
	text, _ := he.Message.(string)
	if text == http.StatusText(he.Code) {
		return ""
	}
	return text
}

// writeError is the only place where an error becomes an answer: a problem for
// programs, a page for people.
func (s *server) writeError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p, ours := problem(err)
	p.RequestId = c.Response().Header().Get(echo.HeaderXRequestID)
	p.Instance = c.Request().URL.Path
	if ours && !errors.Is(err, context.Canceled) {
		s.log.ErrorContext(c.Request().Context(), "request failed", "request_id", p.RequestId, "route", c.Path(), "err", err)
	}
	switch p.Status {
	case http.StatusUnauthorized:
		c.Response().Header().Set(echo.HeaderWWWAuthenticate, "Bearer")
	case http.StatusServiceUnavailable:
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(retryAfter))
	case http.StatusTooManyRequests:
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(waitOf(err)))
	}
	if err := s.answer(c, p); err != nil {
		s.log.WarnContext(c.Request().Context(), "error answer not written", "request_id", p.RequestId, "err", err)
	}
}

// answer writes the problem in the form that the caller reads.
func (s *server) answer(c echo.Context, p api.Problem) error {
	if s.errorPage != nil && !programmatic(c.Request().URL.Path) {
		return s.errorPage(c, p.Status, p.Title, p.Detail, p.RequestId)
	}
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return c.Blob(p.Status, problemType, text)
}

// programmatic reports whether a path is one that programs call.
func programmatic(path string) bool {
	return strings.HasPrefix(path, "/api/") || path == "/healthz" || path == "/readyz" || path == "/metrics"
}
