// Package ui is what people with a browser see: residents file and follow a
// complaint, officers work on cases at their desk. Handlers read forms, ask the
// Service and fill the structs of package page; sentences come from package
// words. It decides nothing by itself: what may be done on a case is what the
// law offers, who may open a page is package access's to say, and the server
// that mounts it recognises callers and writes errors.
package ui

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/ui/page"
)

//go:embed all:dist
var built embed.FS

// Options is what the pages need.
type Options struct {
	Service  Service
	Sessions Sessions
	Dev      bool // a development installation: shows the way to the tray
	Secure   bool // reached over TLS: cookies travel over nothing else
	// Tray reads the local tray, newest first; an empty number asks for all
	// cases. Nil for an installation that sends its letters.
	Tray func(ctx context.Context, number complaint.Number) ([]Mail, error)
	// Farewell is where a member of staff who leaves ends their session at the
	// provider by which they have signed in; "" for nowhere. Nil for an installation
	// where staff sign in with a password.
	Farewell func(ctx context.Context) string
	Cookie   Cookie // by which a session is found again
}

// Cookie is what people are told of the one cookie of the portal.
type Cookie struct {
	Name     string
	Lifetime time.Duration // real time after which a resident's session ends
}

// Pages are the pages, ready to be mounted.
type Pages struct {
	Options
	assets page.Assets
	dist   fs.FS
}

// New makes the pages. It is an error when their styles have not been built.
func New(o Options) (*Pages, error) {
	dist, err := fs.Sub(built, "dist")
	if err != nil {
		return nil, fmt.Errorf("open built assets: %w", err)
	}
	return newPages(o, dist)
}

func newPages(o Options, dist fs.FS) (*Pages, error) {
	assets, err := readManifest(dist)
	if err != nil {
		return nil, err
	}
	return &Pages{Options: o, assets: assets, dist: dist}, nil
}

// handler answers one request of a page.
type handler = func(echo.Context) error

// Mount registers every page. Each route has its rule in package access.
func (p *Pages) Mount(e *echo.Echo) {
	e.GET("/assets/*", p.asset)
	for _, r := range p.routes() {
		e.Add(r.method, r.path, r.handle, p.dress, pack)
	}
}

// route is one page and who answers for it.
type route struct {
	method, path string
	handle       handler
}

func (p *Pages) routes() []route {
	all := []route{
		{http.MethodGet, "/", p.start},
		{http.MethodGet, "/how", p.how},
		{http.MethodGet, "/complaint/new", moved(gatePath)},
		{http.MethodGet, "/complaint/receipt", p.receipt},
		{http.MethodGet, "/request", moved(gatePath)},
		{http.MethodGet, "/follow", p.follow},
		{http.MethodPost, "/follow", p.openCase},
		{http.MethodPost, "/follow/send", p.sendLink},
		{http.MethodGet, "/follow/link", p.link},
		{http.MethodPost, "/follow/link", p.useLink},
		{http.MethodGet, "/my-case/access", p.access},
		{http.MethodPost, "/my-case/access", p.admit},
		{http.MethodPost, "/my-case/access/code", p.renewCode},
		{http.MethodPost, "/my-case/access/end", p.revoke},
		{http.MethodGet, ownSessionsPath, p.ownSessions},
		{http.MethodPost, ownSessionsPath, p.endOwnSessions},
		{http.MethodGet, "/my-case", p.myCase},
		{http.MethodGet, "/my-case/acts/:action", p.actPage},
		{http.MethodPost, "/my-case/acts/:action", p.act},
		{http.MethodGet, "/my-case/documents/:document", p.document},
		{http.MethodGet, filesPath, p.evidence},
		{http.MethodPost, filesPath, p.addEvidence},
		{http.MethodGet, "/my-case/certificate", p.certificate},
		{http.MethodGet, "/my-case/answer", p.answer},
		{http.MethodPost, "/my-case/answer", p.reply},
		{http.MethodGet, "/my-case/elsewhere", p.elsewhere},
		{http.MethodPost, "/my-case/elsewhere", p.turned},
		{http.MethodGet, "/my-case/arbitration", p.arbitrate},
		{http.MethodGet, "/my-case/reminders", p.reminders},
		{http.MethodPost, "/my-case/reminders", p.remind},
		{http.MethodPost, "/my-case/reminders/drop", p.forget},
		{http.MethodGet, "/sign-in", p.signIn},
		{http.MethodPost, "/sign-in", p.enter},
		{http.MethodPost, "/sign-out", p.leave},
		{http.MethodGet, "/desk", p.desk},
		{http.MethodPost, "/desk", p.search},
		{http.MethodGet, "/desk/new", p.newFiling},
		{http.MethodPost, "/desk/new", p.file},
		{http.MethodGet, "/desk/request", p.newFiling},
		{http.MethodPost, "/desk/request", p.file},
		{http.MethodGet, "/desk/receipt", p.receipt},
		{http.MethodGet, "/desk/cases/:case", p.deskCase},
		{http.MethodGet, "/desk/cases/:case/acts/:action", p.actPage},
		{http.MethodPost, "/desk/cases/:case/acts/:action", p.act},
		{http.MethodGet, "/desk/cases/:case/documents/:document", p.document},
		{http.MethodGet, "/desk/cases/:case/certificate", p.certificate},
	}
	all = append(all, p.publicRoutes()...)
	all = append(all, p.accountRoutes()...)
	all = append(all, p.paperRoutes()...)
	all = append(all, p.draftFileRoutes()...)
	all = append(all, p.draftRoutes()...)
	if p.Tray != nil {
		all = append(all,
			route{http.MethodGet, "/dev/mail", p.tray},
			route{http.MethodGet, "/dev/mail.json", p.trayJSON},
			route{http.MethodGet, "/dev/mail/:letter", p.trayMail})
	}
	return all
}

// dress prepares a request for a page: the language to answer in, and nothing
// kept in any cache, since pages hold personal data.
func (p *Pages) dress(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		p.speak(c)
		c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
		return next(c)
	}
}

// caller is who makes the request.
func caller(c echo.Context) access.Caller { return access.From(c.Request().Context()) }
