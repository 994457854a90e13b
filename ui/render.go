package ui

import (
	"bytes"
	"crypto/rand"
	"net/http"
	"net/url"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/ui/page"
	"recourse/words"
)

// noticeKey is where a session keeps what the last act has done.
const noticeKey = "notice"

// chrome is the frame of a page for this request.
func (p *Pages) chrome(c echo.Context, title string) page.Chrome {
	return page.Chrome{
		Title: title, Here: c.Path(), Caller: caller(c), Now: p.Service.Now(), Day: p.Service.Clock().Day, Dev: p.Dev && p.Tray != nil,
		Assets: p.assets, Tongues: tongues(c),
	}
}

// show answers with a page. It is drawn in full first, so that a fault on the
// way does not leave half a page behind. Hidden characters, which only texts of
// others can have brought, become visible ones.
func show(c echo.Context, status int, view templ.Component) error {
	var out bytes.Buffer
	if err := view.Render(c.Request().Context(), &out); err != nil {
		return err
	}
	return c.HTML(status, complaint.Inert(out.String())) // texts of others are in it
}

// say looks up a sentence in the language of the request.
func say(c echo.Context, id string) string { return words.T(c.Request().Context(), id) }

// notice is what the last act has done; it is said once.
func (p *Pages) notice(c echo.Context) string {
	ctx := c.Request().Context()
	if notice := p.Sessions.PopString(ctx, noticeKey); notice != "" {
		return words.Or(ctx, notice, notice) // some are kept by name, and said in the language of the next page
	}
	return ""
}

// then sends the browser to the next page after a form was done.
func then(c echo.Context, to string) error { return c.Redirect(http.StatusSeeOther, to) }

// newKey is a fresh idempotency key for a form.
func newKey() string { return rand.Text() }

// Error answers with the error page. Somebody who is not signed in is led to
// the door of the place they wanted to go to.
func (p *Pages) Error(c echo.Context, status int, _, detail, requestID string) error {
	p.speak(c)
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	if status == http.StatusUnauthorized {
		return then(c, door(c.Request()))
	}
	name := problemName(status)
	v := page.ProblemView{Says: say(c, "problem."+name+"_says")}
	switch {
	case status >= http.StatusInternalServerError:
		v.Request = requestID
		if atProvider(c.Request()) && status == http.StatusServiceUnavailable {
			v.Says = sentence(detail)
		}
	case detail != "" && status == http.StatusForbidden && atProvider(c.Request()):
		v.Says = sentence(detail)
	case detail != "" && (status == http.StatusConflict || status == http.StatusBadRequest):
		v.Says = words.Said(c.Request().Context(), detail)
	}
	return show(c, status, page.Problem(p.chrome(c, say(c, "problem."+name)), v))
}

// problemName is the sentence for a status; one without its own is either the
// request's fault or ours.
func problemName(status int) string {
	if name, ok := problems[status]; ok {
		return name
	}
	if status < http.StatusInternalServerError {
		return problems[http.StatusBadRequest]
	}
	return problems[http.StatusInternalServerError]
}

// problems names the sentences for each status.
var problems = map[int]string{
	http.StatusBadRequest:            "bad",
	http.StatusForbidden:             "forbidden",
	http.StatusNotFound:              "missing",
	http.StatusMethodNotAllowed:      "missing",
	http.StatusConflict:              "conflict",
	http.StatusRequestEntityTooLarge: "large",
	http.StatusTooManyRequests:       "busy",
	http.StatusServiceUnavailable:    "busy",
	http.StatusInternalServerError:   "fault",
}

// door is where somebody signs in who wanted to open the page of the request.
func door(r *http.Request) string {
	if access.Inside(r.URL.Path) == "" {
		return "/follow"
	}
	if r.Method != http.MethodGet {
		return "/sign-in"
	}
	return "/sign-in?next=" + url.QueryEscape(r.URL.RequestURI())
}
