package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
)

// strictBinder reads JSON bodies as the contract wants them: of the right type,
// valid UTF-8, one value, no unknown fields. Forms go to Echo's own binder.
type strictBinder struct{ echo.DefaultBinder }

// Bind reads the body of a request into target.
func (b *strictBinder) Bind(target any, c echo.Context) error {
	if !strings.HasPrefix(c.Path(), apiBase) {
		return b.DefaultBinder.Bind(target, c)
	}
	kind, _, err := mime.ParseMediaType(c.Request().Header.Get(echo.HeaderContentType))
	if err != nil || kind != echo.MIMEApplicationJSON {
		return echo.NewHTTPError(http.StatusUnsupportedMediaType, "send the body as "+echo.MIMEApplicationJSON)
	}
	text, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return unfinished(err)
	}
	return decode(text, target)
}

// unfinished says why a body did not come to its end: it is too large, it comes
// too slowly, or its sender has hung up. None is our fault.
func unfinished(err error) error {
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return fmt.Errorf("read the body: %w", err)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errTooSlow
	}
	return complaint.Errorf(complaint.Invalid, "the body has not come to its end")
}

// decode reads exactly one JSON value.
func decode(text []byte, target any) error {
	if !utf8.Valid(text) {
		return complaint.Errorf(complaint.Invalid, "the body is not valid UTF-8 text")
	}
	if err := checkShape(text); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(target); err != nil {
		return complaint.Errorf(complaint.Invalid, "%s", plain(err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return complaint.Errorf(complaint.Invalid, "the body holds more than one JSON value")
	}
	return nil
}

// deepest is how deep the values of a body may lie within each other; the
// contract needs five. Product choice.
const deepest = 20

// checkShape refuses what two readers could understand in two ways or what costs
// more to read than it can say: a field that comes twice, and values that lie too
// deep. What is no JSON at all, the decoder says better.
func checkShape(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	var open []map[string]bool // names seen in each object; nil for a list
	name := false              // whether a name comes next
	for {
		token, err := d.Token()
		if err != nil {
			return nil //nolint:nilerr // the end, or no JSON
		}
		switch t := token.(type) {
		case json.Delim:
			switch t {
			case '{':
				open = append(open, map[string]bool{})
			case '[':
				open = append(open, nil)
			default:
				open = open[:len(open)-1]
			}
			if len(open) > deepest {
				return complaint.Errorf(complaint.Invalid, "the values of the body lie more than %d deep", deepest)
			}
		case string:
			if name {
				seen, folded := open[len(open)-1], strings.ToLower(t) // the decoder does not mind the case either
				if seen[folded] {
					return complaint.Errorf(complaint.Invalid, "the field %q comes twice", t)
				}
				seen[folded], name = true, false
				continue
			}
		}
		name = len(open) > 0 && open[len(open)-1] != nil
	}
}

// plain says in plain words what is wrong with a JSON body.
func plain(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF):
		return "the body is missing"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the body ends in the middle of a JSON value"
	case errors.As(err, &syntax):
		return fmt.Sprintf("the body is no valid JSON, at byte %d", syntax.Offset)
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Sprintf("the body must not be a JSON %s", kind.Value)
	case errors.As(err, &kind):
		return fmt.Sprintf("%s must not be a JSON %s", kind.Field, kind.Value)
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		return "there is no field " + strings.TrimPrefix(err.Error(), "json: unknown field ")
	default: // a value that reads itself, which is an instant or a date
		return "an instant is written as 2018-08-24T10:00:00Z, a date as 2018-08-24"
	}
}
