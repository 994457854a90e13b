package server

import (
	"bytes"
	"context"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"recourse/access"
	"recourse/complaint"
	"recourse/store/storetest"
	"recourse/ui"
)

// surface is a house with everything that a server serves: API, pages, tray,
// metrics.
func surface(t *testing.T) *house {
	t.Helper()
	db := storetest.New(t)
	return newHouseOf(t, ServiceOptions{Accounts: db, Keys: db}, func(o *Options) {
		pages, err := ui.New(ui.Options{
			Service: o.Service, Sessions: o.Service.sessions, Dev: true,
			Tray: func(context.Context, complaint.Number) ([]ui.Mail, error) { return nil, nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		o.Pages, o.ErrorPage = pages.Mount, pages.Error
		o.Metrics = promhttp.HandlerFor(prometheus.DefaultGatherer, promhttp.HandlerOpts{})
	})
}

// address fills the parameters of a route.
func address(route, number, value string) string {
	parts := strings.Split(route, "/")
	for i, p := range parts {
		switch {
		case p == ":case":
			parts[i] = number
		case strings.HasPrefix(p, ":"), p == "*":
			parts[i] = url.PathEscape(value)
		}
	}
	return strings.Join(parts, "/")
}

// everybody are the people of a house and one who has no sign-in.
func (h *house) everybody() (all []*visitor, number string) {
	h.t.Helper()
	resident, number := h.resident()
	all = []*visitor{h.visitor(), resident}
	for _, role := range complaint.StaffRoles {
		all = append(all, h.officer(role))
	}
	return all, number
}

// TestEveryAnswer_carriesTheHeaders asks for every route as everybody.
func TestEveryAnswer_carriesTheHeaders(t *testing.T) {
	t.Parallel()
	h := surface(t)
	all, number := h.everybody()
	for _, rule := range append(access.Table, access.Rule{Method: http.MethodGet, Route: "/nowhere"}, access.Rule{Method: http.MethodPut, Route: "/"}) {
		for _, v := range all {
			a := v.send(wrong(v.request(rule.Method, address(rule.Route, number, "none"), nil)))
			for name, want := range plainHeaders {
				got := a.header.Get(name)
				switch {
				case name == echo.HeaderContentSecurityPolicy && strings.HasPrefix(rule.Route, apiBase) && strings.HasSuffix(rule.Route, "/documents/:document"):
					want = filePolicy
				case name == echo.HeaderCacheControl && strings.HasPrefix(rule.Route, "/assets/") && a.status == http.StatusOK:
					continue
				}
				if got != want {
					t.Errorf("%s %s answers %d with %s %q, want %q", rule.Method, rule.Route, a.status, name, got, want)
				}
			}
			if a.header.Get(echo.HeaderStrictTransportSecurity) != "" {
				t.Errorf("%s %s demands TLS where there is none", rule.Method, rule.Route)
			}
		}
	}
}

func TestStrictTransport_isDemandedOfWhoComesByTLS(t *testing.T) {
	t.Parallel()
	_, network, err := net.ParseCIDR("10.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		from, proto string
		tls, want   bool
	}{
		"plain":                         {"10.0.0.1:1", "", false, false},
		"a proxy says so":               {"10.0.0.1:1", "https", false, true},
		"a proxy says otherwise":        {"10.0.0.1:1", "http", false, false},
		"somebody else says so":         {"192.0.2.7:1", "https", false, false},
		"the portal's address is https": {"192.0.2.7:1", "", true, true},
	} {
		h := newHouse(t, func(o *Options) { o.TrustedProxies, o.TLS = []*net.IPNet{network}, c.tls })
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/healthz", nil)
		r.RemoteAddr = c.from
		r.Header.Set(echo.HeaderXForwardedProto, c.proto)
		rec := httptest.NewRecorder()
		h.handler.ServeHTTP(rec, r)
		if got := rec.Header().Get(echo.HeaderStrictTransportSecurity) != ""; got != c.want {
			t.Errorf("%s: demanded %v", name, got)
		}
	}
}

func TestSessionCookie_isBoundToTheHostBehindTLS(t *testing.T) {
	t.Parallel()
	for plain, want := range map[bool]string{true: "session", false: "__Host-session"} {
		m := NewSessions(nil, plain)
		if m.Cookie.Name != want || m.Cookie.Secure == plain || !m.Cookie.HttpOnly || m.Cookie.Path != "/" || m.Cookie.Domain != "" || m.Cookie.SameSite != http.SameSiteLaxMode {
			t.Errorf("plain %v: the cookie is %+v", plain, m.Cookie)
		}
	}
}

// The canary stands for what a person could write anywhere in a request. The
// misnomer is a name that we do not know, of a field, an act or a place: who sent
// it is told so by that name, and nobody else.
const (
	canary   = "zanzibarra"
	misnomer = "zanzibarrus"
)

// TestCanary_isNeitherLoggedNorCountedNorTold writes a word into every place of
// requests to every route, as everybody, and looks for it where it must not be.
func TestCanary_isNeitherLoggedNorCountedNorTold(t *testing.T) {
	t.Parallel()
	h := surface(t)
	all, number := h.everybody()
	bodies := canaries(t)
	for _, rule := range access.Table {
		for _, v := range all {
			for i, body := range bodies {
				if i > 0 && rule.Method == http.MethodGet {
					break // nothing reads the body
				}
				for _, param := range []string{number, misnomer} {
					r := v.request(rule.Method, address(rule.Route, param, misnomer)+query("q", canary, "cursor", canary, "stage", canary, canary, canary), body.text, "Content-Type: "+body.kind)
					for _, name := range []string{"Idempotency-Key", "If-None-Match", "User-Agent", "Referer", "Accept-Language", "X-Request-Id", "X-Forwarded-For", "Forwarded", "X-" + canary} {
						r.Header.Set(name, canary)
					}
					r.AddCookie(&http.Cookie{Name: canary, Value: canary})
					if v.token == "" {
						r.Header.Set("Authorization", "Bearer "+canary)
					}
					a := v.send(wrong(r))
					if a.status == http.StatusInternalServerError {
						t.Errorf("%s %s answers %d %s", rule.Method, rule.Route, a.status, a.body)
					}
					if a.header.Get(echo.HeaderContentType) == problemType && bytes.Contains(a.body, []byte(canary)) {
						t.Errorf("%s %s tells %s", rule.Method, rule.Route, a.body)
					}
				}
			}
		}
	}
	h.visitor().get("/" + canary + misnomer).is(http.StatusNotFound)
	for _, word := range []string{canary, misnomer} {
		if strings.Contains(h.log.String(), word) {
			t.Errorf("the log holds %q", word)
		}
	}
	rec := httptest.NewRecorder()
	promhttp.HandlerFor(prometheus.DefaultGatherer, promhttp.HandlerOpts{}).ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
	if strings.Contains(rec.Body.String(), "zanzi") || !strings.Contains(rec.Body.String(), "recourse_http_request_seconds") {
		t.Error("the metrics hold the word, or nothing")
	}
}

type canaryBody struct{ text, kind string }

// canaries are bodies of every kind that hold the word.
func canaries(t *testing.T) []canaryBody {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", canary+".txt")
	if err == nil {
		_, err = part.Write([]byte(canary + " never answered"))
	}
	if err == nil {
		err = w.WriteField(misnomer, canary)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return []canaryBody{
		{`{"action": "` + misnomer + `", "data": {"` + misnomer + `": "` + canary + `"}}`, "application/json"},
		{`{"action": "message.sent", "at": "` + canary + `", "data": {"text": "` + canary + `"}}`, "application/json"},
		{`{"action": "triage.accepted", "data": {"data_class": "` + canary + `", "reason": "` + canary + `"}}`, "application/json"},
		{`{"action": "case.assigned", "data": {"assignee": "` + canary + `"}}`, "application/json"},
		{`{"action": "case.linked", "data": {"linked_case": "` + canary + `"}}`, "application/json"},
		{`{"narrative": "` + canary + `", "residence": "` + canary + `"}`, "application/json"},
		{`{"` + misnomer + `": "` + canary + `"}`, "application/json"},
		{canary, "application/json"},
		{form.String(), w.FormDataContentType()},
		{url.Values{"name": {canary}, "password": {canary}, "case": {canary}, "code": {canary}, "key": {canary}, "text": {canary}, misnomer: {canary}}.Encode(), "application/x-www-form-urlencoded"},
		{canary, canary},
	}
}
