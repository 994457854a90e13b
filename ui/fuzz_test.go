package ui

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"recourse/access"
)

// FuzzForm posts whatever it is to a form with a file and to one without. The page
// that comes back is never a fault of ours.
func FuzzForm(f *testing.F) {
	const part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n"
	f.Add(part+"--x\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\nb\r\n--x--\r\n", "multipart/form-data; boundary=x")
	f.Add(strings.Repeat(part, 3), "multipart/form-data; boundary=x")
	f.Add("--x\r\nContent-Disposition: form-data; name*=utf-8''file; filename*=utf-8''%00%e2%80%ae\r\n\r\n\r\n--x--", "multipart/form-data; boundary=x")
	f.Add("key=a&text=b%00c&on=2018-08-24&at=99", "application/x-www-form-urlencoded")
	f.Add("%zz&;;=", "application/x-www-form-urlencoded; charset=\xff")
	f.Add("", "multipart/form-data")
	b := open(f, person)
	f.Fuzz(func(t *testing.T, body, kind string) {
		for _, path := range []string{"/my-case/acts/document.added", "/my-case/acts/message.sent"} {
			req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
			req.Header.Set(echo.HeaderContentType, kind)
			rec := httptest.NewRecorder()
			b.front.ServeHTTP(rec, req)
			if rec.Code >= http.StatusInternalServerError {
				t.Errorf("%s answers %d: %s", path, rec.Code, rec.Body)
			}
		}
	})
}

// FuzzInsidePath never leads away from this site.
func FuzzInsidePath(f *testing.F) {
	for _, s := range []string{"/desk", "/desk/cases/RC-7K3F-9Q2M", "/desk?q=a", "//evil.example/desk", "/deskevil", "https://evil.example", "/desk/../..//evil.example", "/desk\\evil"} {
		f.Add(s)
	}
	base := &url.URL{Scheme: "https", Host: "portal.example", Path: "/sign-in"}
	f.Fuzz(func(t *testing.T, next string) {
		to, err := base.Parse(access.Inside(next))
		if err == nil && to.Host != "portal.example" {
			t.Errorf("%q leads to %s", next, to)
		}
	})
}
