package server

import (
	"crypto/rand"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// contentPolicy lets pages load their own script, style and pictures and nothing
// else: no inline script or style, no frame around them, no form that sends
// elsewhere, and no text made a script.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// filePolicy keeps a file that is shown all the same, against what its headers
// say, from doing anything.
const filePolicy = "default-src 'none'; sandbox"

// permissions switches off what no page needs. Passkeys stay.
const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), " +
	"magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"

// strictTransport makes a browser that has come by TLS once come by TLS for two
// years. Product choice.
const strictTransport = "max-age=63072000; includeSubDomains"

// plainHeaders are the headers that every answer carries. Referrers stay within the
// site; the policy is not "no-referrer" because browsers then hide the origin of
// forms, which the check for foreign sites needs.
var plainHeaders = map[string]string{
	echo.HeaderContentSecurityPolicy:    contentPolicy,
	echo.HeaderXContentTypeOptions:      "nosniff",
	echo.HeaderXFrameOptions:            "DENY",
	echo.HeaderReferrerPolicy:           "same-origin",
	echo.HeaderCacheControl:             "no-store",
	"Cross-Origin-Opener-Policy":        "same-origin",
	"Cross-Origin-Resource-Policy":      "same-origin",
	"Permissions-Policy":                permissions,
	"X-Permitted-Cross-Domain-Policies": "none",
}

// When a session ends, the browser forgets what it was shown (OWASP ASVS 5.0.0,
// 14.3.1), also in the pages that it keeps for going back. Cookies stay: the mark of a
// known device outlives its sessions.
const (
	clearSiteData = "Clear-Site-Data"
	whatIsCleared = `"cache", "storage"`
)

// setHeaders sets what every answer carries.
func (s *server) setHeaders(c echo.Context) {
	h := c.Response().Header()
	h.Set(echo.HeaderXRequestID, rand.Text())
	h.Set(caseTimeHeader, s.Now().Format(time.RFC3339Nano))
	for name, value := range plainHeaders {
		h.Set(name, value)
	}
	if strings.HasPrefix(c.Path(), apiBase) && strings.HasSuffix(c.Path(), "/documents/:document") { // a page sets it with the file
		h.Set(echo.HeaderContentSecurityPolicy, filePolicy)
	}
	if s.byTLS(c.Request()) {
		h.Set(echo.HeaderStrictTransportSecurity, strictTransport)
	}
}

// byTLS reports whether the caller has come by TLS: to us, or to a proxy that we
// believe, or since the portal's address says that nobody comes otherwise.
func (s *server) byTLS(r *http.Request) bool {
	if s.tls || r.TLS != nil {
		return true
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil || !strings.EqualFold(r.Header.Get(echo.HeaderXForwardedProto), "https") {
		return false
	}
	from := net.ParseIP(host)
	for _, p := range s.proxies {
		if p.Contains(from) {
			return true
		}
	}
	return false
}
