package server

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
)

// The limits of a request. Product choices.
const (
	bodyLimit   = 1 << 20             // bytes
	uploadLimit = largestFile + 1<<20 // bytes, with the other parts of a form
	manyLimit   = 101 << 20           // bytes, where several files come at once: as much as a case can hold
	requestTime = 3 * actTime         // after this, whatever is still being waited for is given up
	uploadTime  = transferTime        // the same, where a file has to come in first
)

// caseTimeHeader tells the instant by which the law is counted.
const caseTimeHeader = "Case-Time"

// front is the outermost layer: it names the request, sets the headers of every
// answer, bounds the body and the time, catches panics, and logs and counts what
// came of it.
func (s *server) front(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		begun := time.Now()
		limit, patience := limits(c)
		ctx, cancel := context.WithTimeout(c.Request().Context(), patience)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		// Where the connection has no deadline of its own, as in tests, there is none to set.
		_ = http.NewResponseController(c.Response().Writer).SetReadDeadline(begun.Add(patience))
		s.setHeaders(c)
		if err := s.checked(next, c, limit); err != nil {
			c.Error(err)
		}
		s.note(c, time.Since(begun))
		return nil
	}
}

// takesFiles are the routes that a file can be sent to.
var takesFiles = map[string]bool{
	apiBase + "/complaints/:case/documents": true,
	apiBase + "/cases/:case/documents":      true,
	"/my-case/acts/:action":                 true,
	"/desk/cases/:case/acts/:action":        true,
}

// takesMany are the routes that several files can be sent to at once.
var takesMany = map[string]bool{"/my-case/evidence": true, "/complaint/draft/evidence": true}

// limits says how large the body of a request may be, in bytes, and how long the
// whole of it may take.
func limits(c echo.Context) (int64, time.Duration) {
	action := c.Param("action")
	if takesMany[c.Path()] {
		return manyLimit, uploadTime
	}
	if takesFiles[c.Path()] && (action == "" || action == string(complaint.DocumentAdded)) {
		return uploadLimit, uploadTime
	}
	return bodyLimit, requestTime
}

// checked bounds the body, refuses requests that another site has made a browser
// send, and turns a panic into an error.
func (s *server) checked(next echo.HandlerFunc, c echo.Context, limit int64) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	r := c.Request()
	if err := s.foreign.Check(r); err != nil {
		return complaint.Errorf(complaint.Forbidden, "this request was made by another site")
	}
	r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
	err = next(c)
	if err != nil && limit > bodyLimit {
		// Browsers show no answer that comes while they are still sending.
		_, _ = io.Copy(io.Discard, r.Body)
	}
	return err
}

// note writes one line per request: quiet for reads that went well. The route is
// a pattern and the method a known one, so that no text of the caller's is
// logged; a case number may be.
func (s *server) note(c echo.Context, took time.Duration) {
	r, status := c.Request(), c.Response().Status
	method := knownMethod(r.Method)
	observe(method, c.Path(), status, took)
	level := slog.LevelInfo
	if status < http.StatusBadRequest && (method == http.MethodGet || method == http.MethodHead) {
		level = slog.LevelDebug
	}
	if !s.log.Enabled(r.Context(), level) {
		return
	}
	attrs := []slog.Attr{
		slog.String("request_id", c.Response().Header().Get(echo.HeaderXRequestID)), slog.String("method", method),
		slog.String("route", c.Path()), slog.Int("status", status), slog.Float64("took_ms", float64(took.Microseconds())/1000),
	}
	if caller := access.From(r.Context()); caller != access.Nobody {
		attrs = append(attrs, slog.String("role", string(caller.Actor.Role)), slog.String("actor", caller.Actor.ID))
	}
	if param := c.Param("case"); param != "" {
		if n, err := complaint.ParseNumber(param); err == nil {
			attrs = append(attrs, slog.String("case", string(n)))
		}
	}
	s.log.LogAttrs(r.Context(), level, "request", attrs...)
}
