package server

import (
	"bytes"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/server/api"
)

// routes lists every route that a whole front door has.
func routes(t *testing.T) []*echo.Route {
	t.Helper()
	e, ok := newHouse(t, func(o *Options) { o.Metrics = http.NotFoundHandler() }).handler.(*echo.Echo)
	if !ok {
		t.Fatal("the handler is no Echo router")
	}
	return e.Routes()
}

func TestRoutes_eachIsInTheTable(t *testing.T) {
	t.Parallel()
	known := map[[2]string]bool{}
	for _, r := range routes(t) {
		known[[2]string{r.Method, r.Path}] = true
		if _, ok := access.Find(r.Method, r.Path); !ok {
			t.Errorf("%s %s is not in the table", r.Method, r.Path)
		}
	}
	for _, r := range access.Table {
		if strings.HasPrefix(r.Route, "/api") && !known[[2]string{r.Method, r.Route}] {
			t.Errorf("the table knows %s %s, which is no route", r.Method, r.Route)
		}
	}
}

func TestNew_refusesARouteThatTheTableDoesNotKnow(t *testing.T) {
	t.Parallel()
	_, err := New(Options{Service: newHouse(t).service, Log: slog.New(slog.DiscardHandler), Pages: func(e *echo.Echo) {
		e.GET("/back-door", func(c echo.Context) error { return c.NoContent(http.StatusOK) })
	}})
	if err == nil || !strings.Contains(err.Error(), "/back-door") {
		t.Errorf("got %v, want a complaint about /back-door", err)
	}
}

// TestRoles calls every route of the API as every role, and expects exactly those
// whom the table does not allow to be turned away.
func TestRoles(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(o *Options) {
		o.Metrics = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	})
	resident, number := h.resident()
	callers := map[complaint.Role]*visitor{access.Anyone: h.visitor(), complaint.Complainant: resident, complaint.Representative: h.agent(resident, number)}
	for _, role := range complaint.StaffRoles {
		callers[role] = h.officer(role)
	}
	for _, rule := range access.Table {
		if !programmatic(rule.Route) || rule.Method == http.MethodDelete { // which would end the session of the others
			continue
		}
		path := strings.NewReplacer(":case", number, ":document", "X", ":representative", "2", ":pack", "EU-PS-2016").Replace(rule.Route)
		for role, v := range callers {
			got := v.send(wrong(v.request(rule.Method, path, nil))).status
			turnedAway := got == http.StatusUnauthorized || got == http.StatusForbidden
			if allowed := access.Allowed(rule.Method, rule.Route, role); allowed == turnedAway {
				t.Errorf("%s %s as %s: got %d, but the table says allowed=%v", rule.Method, rule.Route, role, got, allowed)
			}
		}
	}
}

func TestMetrics_areForThisMachineAndAdministrators(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(o *Options) {
		o.Metrics = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("up 1\n")) })
	})
	from := func(address string, header ...string) int {
		v := h.visitor()
		r := v.request(http.MethodGet, metricsRoute, nil, header...)
		rec := newRecorder()
		r.RemoteAddr = address
		h.handler.ServeHTTP(rec, r)
		return rec.Code
	}
	for _, c := range []struct {
		address, header string
		status          int
	}{
		{"127.0.0.1:999", "A: b", http.StatusOK},
		{"[::1]:999", "A: b", http.StatusOK},
		{"192.0.2.7:999", "A: b", http.StatusUnauthorized},
		{"192.0.2.7:999", "X-Forwarded-For: 127.0.0.1", http.StatusUnauthorized},
		{"127.0.0.1:999", "X-Forwarded-For: 192.0.2.7", http.StatusUnauthorized},
	} {
		if got := from(c.address, c.header); got != c.status {
			t.Errorf("from %s with %s: got %d, want %d", c.address, c.header, got, c.status)
		}
	}
	if got := h.officer(complaint.SystemAdmin).get(metricsRoute); got.status != http.StatusOK || !bytes.Contains(got.body, []byte("up 1")) {
		t.Errorf("the administrator got %d %s", got.status, got.body)
	}
}

// TestExtractor_believesOnlyKnownProxies finds the caller's address behind a chain
// of proxies, whatever the caller has written into the header first.
func TestExtractor_believesOnlyKnownProxies(t *testing.T) {
	t.Parallel()
	_, known, err := net.ParseCIDR("192.0.2.0/24")
	if err != nil {
		t.Fatal(err)
	}
	r := (&visitor{house: &house{t: t}}).request(http.MethodGet, "/", nil, "X-Forwarded-For: 127.0.0.1, 203.0.113.5, 192.0.2.9")
	for _, c := range []struct {
		remote, direct, proxied string
	}{
		{"192.0.2.7:1", "192.0.2.7", "203.0.113.5"},
		{"198.51.100.1:1", "198.51.100.1", "198.51.100.1"},
		{"127.0.0.1:1", "127.0.0.1", "127.0.0.1"},
	} {
		r.RemoteAddr = c.remote
		if got := extractor(nil)(r); got != c.direct {
			t.Errorf("from %s directly: got %s, want %s", c.remote, got, c.direct)
		}
		if got := extractor([]*net.IPNet{known})(r); got != c.proxied {
			t.Errorf("from %s behind proxies: got %s, want %s", c.remote, got, c.proxied)
		}
	}
}

func TestAct_theActorIsWhoeverSignsIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	v.post(apiBase+"/complaints/"+number+"/messages", map[string]string{"text": "hello"}).is(http.StatusOK)
	h.officer(complaint.PrivacyOfficer).act(number, complaint.TriageAccepted, map[string]any{"data_class": "HR", "reason": "hired meanwhile"})
	for i, want := range []complaint.Actor{{Role: complaint.Complainant}, {Role: complaint.PrivacyOfficer, ID: "staff/1"}} {
		if got := h.cases.acts[i].Actor; got != want {
			t.Errorf("act %d by %+v, want %+v", i, got, want)
		}
	}
	var p api.Problem
	h.officer(complaint.Manager).post(apiBase+"/cases/"+number+"/actions", map[string]any{"action": "response.approved"}).is(http.StatusForbidden).into(&p)
	if !strings.Contains(p.Detail, "manager") {
		t.Errorf("the law's own table of roles must speak: %+v", p)
	}
}
