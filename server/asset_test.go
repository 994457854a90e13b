package server

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"
)

// Styles and scripts are the same for everybody: they are answered without a
// session, and open none.
func TestAssets_needNoSession(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(o *Options) {
		o.Pages = func(e *echo.Echo) {
			e.GET("/assets/*", func(c echo.Context) error { return c.String(http.StatusOK, "body {}") })
		}
	})
	request := httptest.NewRequest(http.MethodGet, site+"/assets/app.css", nil)
	request.AddCookie(&http.Cookie{Name: sessionCookie, Value: "of somebody"})
	answer := httptest.NewRecorder()
	h.handler.ServeHTTP(answer, request)
	if answer.Code != http.StatusOK || answer.Header().Get("Set-Cookie") != "" {
		t.Errorf("answered %d with cookie %q, want 200 and none", answer.Code, answer.Header().Get("Set-Cookie"))
	}
}
