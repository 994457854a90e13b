package ui

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
)

// largestFile is how many bytes one file may have, 25 MiB. Product choice.
const largestFile = 25 << 20

// uploaded reads the file of a form.
func uploaded(c echo.Context) (law.Document, []byte, error) {
	head, err := c.FormFile("file")
	if err != nil || head.Size == 0 {
		return law.Document{}, nil, complaint.Errorf(complaint.Invalid, "file is missing: choose one from your device")
	}
	if head.Size > largestFile {
		return law.Document{}, nil, complaint.Errorf(complaint.Invalid, "file is larger than %d MB", largestFile>>20)
	}
	f, err := head.Open()
	if err != nil {
		return law.Document{}, nil, fmt.Errorf("open uploaded file: %w", err)
	}
	defer func() { _ = f.Close() }()
	content, err := io.ReadAll(io.LimitReader(f, largestFile))
	if err != nil {
		return law.Document{}, nil, fmt.Errorf("read uploaded file: %w", err)
	}
	kind := head.Header.Get(echo.HeaderContentType)
	if _, _, err := mime.ParseMediaType(kind); err != nil {
		kind = echo.MIMEOctetStream
	}
	return law.Document{Name: path.Base(strings.ReplaceAll(head.Filename, `\`, "/")), Type: kind}, content, nil
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
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": d.Name}))
	return c.Blob(http.StatusOK, d.Type, content)
}

// sizeWords writes a number of bytes.
func sizeWords(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
