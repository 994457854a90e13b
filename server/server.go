// Package server is the front door: the JSON API under /api/v1 as its contract
// (server/api/openapi.yaml) describes it, sessions and tokens, the one place
// where errors become answers, and the Service that API and pages share. It asks
// package access who may call a route, package law what may be done to a case,
// and its callers' Record and Cases for everything else. It knows neither SQL nor
// Temporal, and no words of persons enter its logs.
package server

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/server/api"
)

// apiBase is where this version of the API begins.
const apiBase = "/api/v1"

// Options are what the front door is made of.
type Options struct {
	Service *Service
	Log     *slog.Logger
	Metrics http.Handler                               // answers /metrics; nil for none
	Ready   map[string]func(ctx context.Context) error // what /readyz asks, by name
	Pages   func(*echo.Echo)                           // mounts the pages; nil for none

	// ErrorPage shows an error to people; nil answers them with problems too.
	ErrorPage func(c echo.Context, status int, title, detail, requestID string) error

	// TrustedProxies are the networks whose X-Forwarded-For is believed. Without
	// any, a caller's address is that of the connection.
	TrustedProxies []*net.IPNet

	// TLS says that people reach the portal by TLS and in no other way.
	TLS bool

	// Paces bound how often callers call; nil for no bounds.
	Paces *Paces
	// Provider is where staff sign in by OpenID Connect; nil for local accounts.
	Provider *Provider
	// Onward shows a page that leads on to an address at the provider. It is needed
	// with one: the policy of the pages lets no form end at another site.
	Onward func(c echo.Context, to string) error
}

// server is the front door at work.
type server struct {
	*Service
	log        *slog.Logger
	metrics    http.Handler
	ready      map[string]func(context.Context) error
	errorPage  func(c echo.Context, status int, title, detail, requestID string) error
	proxied    bool
	proxies    []*net.IPNet
	tls        bool
	paces      *Paces
	proxyNoted sync.Once
	foreign    *http.CrossOriginProtection
	provider   *Provider
	onward     func(c echo.Context, to string) error
}

// New returns the whole surface: API, pages, health, metrics and documentation.
// It fails when a route is missing from the table of package access, since
// nobody could say who may call it.
func New(o Options) (http.Handler, error) {
	if o.Service == nil || o.Log == nil {
		return nil, fmt.Errorf("a server needs a service and a log")
	}
	if o.Provider != nil && o.Onward == nil {
		return nil, fmt.Errorf("a server with a provider needs a page that leads on to it")
	}
	s := &server{
		Service: o.Service, log: o.Log, metrics: o.Metrics, ready: o.Ready, errorPage: o.ErrorPage,
		proxied: len(o.TrustedProxies) > 0, proxies: o.TrustedProxies, tls: o.TLS, paces: o.Paces, foreign: http.NewCrossOriginProtection(), provider: o.Provider, onward: o.Onward,
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = extractor(o.TrustedProxies)
	e.HTTPErrorHandler = s.writeError
	e.Binder = &strictBinder{}
	e.Use(s.front, s.guard, s.pace, tag)
	api.RegisterHandlersWithBaseURL(e, api.NewStrictHandler(calls{o.Service}, []api.StrictMiddlewareFunc{accepting}), apiBase)
	if err := s.mountOthers(e); err != nil {
		return nil, err
	}
	s.mountProvider(e)
	if o.Pages != nil {
		o.Pages(e)
	}
	return e, checkRoutes(e)
}

// extractor says how a caller's address is found. It is always set: without it
// Echo believes whatever header a caller sends.
func extractor(proxies []*net.IPNet) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		trust = append(trust, echo.TrustIPRange(p))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// mountOthers adds what is no part of the contract.
func (s *server) mountOthers(e *echo.Echo) error {
	docs, err := renderDocs()
	if err != nil {
		return fmt.Errorf("render the documentation of the API: %w", err)
	}
	e.GET("/api/docs", func(c echo.Context) error { return c.HTMLBlob(http.StatusOK, docs) })
	e.GET("/api/docs.css", func(c echo.Context) error { return c.Blob(http.StatusOK, "text/css; charset=utf-8", docsStyle) })
	e.GET("/api/openapi.yaml", func(c echo.Context) error { return c.Blob(http.StatusOK, "application/yaml", api.Contract) })
	e.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", s.readyz)
	if s.metrics != nil {
		e.GET("/metrics", echo.WrapHandler(s.metrics))
	}
	return nil
}

// checkRoutes fails for the first route that the table does not know.
func checkRoutes(e *echo.Echo) error {
	routes := slices.DeleteFunc(e.Routes(), func(r *echo.Route) bool { return r.Method == echo.RouteNotFound })
	for _, r := range routes {
		if _, ok := access.Find(r.Method, r.Path); !ok {
			return fmt.Errorf("route %s %s is not in the table of package access", r.Method, r.Path)
		}
	}
	return nil
}
