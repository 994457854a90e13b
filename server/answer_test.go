package server

import (
	"mime"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"recourse/access"
)

// TestEveryAnswer_saysWhatItIs asks for every route as everybody: text comes with
// its character set, and no other origin is let in (OWASP ASVS 5.0.0, 3.4.2 and
// 4.1.1).
func TestEveryAnswer_saysWhatItIs(t *testing.T) {
	t.Parallel()
	h := surface(t)
	all, number := h.everybody()
	texts := 0
	for _, rule := range access.Table {
		for _, v := range all {
			r := wrong(v.request(rule.Method, address(rule.Route, number, "none"), nil))
			if rule.Method == http.MethodGet {
				r.Header.Set(echo.HeaderOrigin, "https://elsewhere.example")
			}
			a := v.send(r)
			kind, params, err := mime.ParseMediaType(a.header.Get(echo.HeaderContentType))
			switch {
			case len(a.body) == 0:
			case err != nil:
				t.Errorf("%s %s answers %d of an unknown type", rule.Method, rule.Route, a.status)
			case strings.HasPrefix(kind, "text/"):
				texts++
				if !strings.EqualFold(params["charset"], "utf-8") {
					t.Errorf("%s %s answers %s without a character set", rule.Method, rule.Route, kind)
				}
			}
			for name := range a.header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s %s answers with %s", rule.Method, rule.Route, name)
				}
			}
		}
	}
	if texts == 0 {
		t.Error("no text was answered")
	}
}

// TestTrace_isNoMethod: OWASP ASVS 5.0.0, 13.4.4.
func TestTrace_isNoMethod(t *testing.T) {
	t.Parallel()
	h := surface(t)
	for _, path := range []string{"/", "/sign-in", apiBase + "/clock", "/metrics", "/nowhere"} {
		v := h.visitor()
		a := v.send(wrong(v.request(http.MethodTrace, path, nil, "X-Secret: canary")))
		if a.status != http.StatusMethodNotAllowed && a.status != http.StatusNotFound || strings.Contains(string(a.body), "canary") {
			t.Errorf("%s answers TRACE with %d", path, a.status)
		}
	}
}
