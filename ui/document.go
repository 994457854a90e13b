package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

// The limits of a form with a file. Product choices.
const (
	longestAnswer = 200_000 // bytes of one answer, while it is read
	mostAnswers   = 100
)

// sent is a form with a file: its answers, the file as it was taken in, and why
// it was not, if it was refused.
type sent struct {
	answers url.Values
	file    law.Document
	refused error
}

// formWithFile reads a form as it comes and takes in its file, which is never
// whole in memory. A file that is refused does not lose the answers.
func (p *Pages) formWithFile(c echo.Context, number complaint.Number) (sent, error) {
	s := sent{answers: url.Values{}, refused: complaint.Errorf(complaint.Invalid, "file is missing: choose one from your device")}
	form, err := c.Request().MultipartReader()
	if err != nil { // a form of another kind brings no file
		s.answers, err = formOf(c)
		return s, err
	}
	for range mostAnswers {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err == nil {
			err = p.readPart(c, number, part, &s)
		}
		if err != nil {
			return sent{}, p.dropped(c, s, unreadable(err))
		}
	}
	return sent{}, p.dropped(c, s, unreadable(nil))
}

// readPart reads one part of a form.
func (p *Pages) readPart(c echo.Context, number complaint.Number, part *multipart.Part, s *sent) error {
	if name := part.FormName(); name != "file" {
		text, err := io.ReadAll(io.LimitReader(part, longestAnswer+1))
		if err == nil && len(text) > longestAnswer {
			err = echo.ErrStatusRequestEntityTooLarge
		}
		s.answers.Add(name, string(text))
		return err
	}
	if part.FileName() == "" || s.file.ID != "" {
		return nil // a form without a file sends an empty one
	}
	file, err := p.Service.Upload(c.Request().Context(), number, caller(c).Actor, part.FileName(), part)
	var known *echo.HTTPError
	switch kind := complaint.KindOf(err); {
	case err == nil:
		s.file, s.refused = file, nil
	case errors.As(err, &known) && known.Code == http.StatusRequestEntityTooLarge:
		s.refused = complaint.Errorf(complaint.Invalid, "file is larger than 25 MB")
	case kind == complaint.Invalid || kind == complaint.Conflict || kind == complaint.Busy:
		s.refused = err
	default:
		return err
	}
	return nil
}

// dropped drops the file of a form that will not be used, because of an error,
// which it returns.
func (p *Pages) dropped(c echo.Context, s sent, because error) error {
	if s.file.ID == "" {
		return because
	}
	return errors.Join(because, p.Service.DropUpload(c.Request().Context(), s.file.ID))
}

// document hands out one file, always to be kept and never to be shown in
// place: it comes from outside and could hold a script.
func (p *Pages) document(c echo.Context) error {
	number, err := caseOf(c)
	if err != nil {
		return err
	}
	d, content, err := p.Service.Document(c.Request().Context(), number, c.Param("document"))
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderXContentTypeOptions, "nosniff")
	h.Set(echo.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": d.Name}))
	h.Set(echo.HeaderContentLength, fmt.Sprint(d.Size))
	return c.Stream(http.StatusOK, d.Type, content)
}

// sizeWords writes a number of bytes.
func sizeWords(ctx context.Context, n int64) string {
	switch {
	case n < 1000:
		return words.T(ctx, "size.b", "Size", words.Number(ctx, float64(n), 0))
	case n < 1_000_000:
		return words.T(ctx, "size.kb", "Size", words.Number(ctx, float64((n+999)/1000), 0))
	}
	return words.T(ctx, "size.mb", "Size", words.Number(ctx, float64(n)/1e6, 1))
}
