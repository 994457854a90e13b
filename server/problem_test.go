package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
)

func TestFault_staysOursAndIsLoggedOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.record.fault = errors.New("no connection to 10.0.0.7")
	p := h.visitor().post(apiBase+"/complaints", filing()).problem(http.StatusInternalServerError, "our side")
	if n := strings.Count(h.log.String(), "10.0.0.7"); n != 1 {
		t.Errorf("the fault is logged %d times, want once:\n%s", n, h.log)
	}
	if !strings.Contains(h.log.String(), p.RequestId) || p.Type != "/api/docs#fault" || p.Instance != apiBase+"/complaints" {
		t.Errorf("problem %+v cannot be found in the log", p)
	}
}

// page mounts one page that answers with an error, on a route of the table.
func page(answer func(c echo.Context) error) func(*Options) {
	return func(o *Options) { o.Pages = func(e *echo.Echo) { e.GET("/follow", answer) } }
}

func TestPanic_isAnsweredLikeAnyFault(t *testing.T) {
	t.Parallel()
	h := newHouse(t, page(func(echo.Context) error { panic("the floor gave way") }))
	h.visitor().get("/follow").problem(http.StatusInternalServerError, "our side")
	if !strings.Contains(h.log.String(), "the floor gave way") {
		t.Error("the panic is not logged")
	}
}

func TestErrorPage_isForPeopleAndProblemsForPrograms(t *testing.T) {
	t.Parallel()
	h := newHouse(t, page(func(echo.Context) error { return complaint.Refuse("T09", "not now") }), func(o *Options) {
		o.ErrorPage = func(c echo.Context, status int, title, detail, requestID string) error {
			return c.String(status, fmt.Sprintf("%s: %s (%t)", title, detail, requestID != ""))
		}
	})
	v := h.visitor()
	if a := v.get("/follow").is(http.StatusConflict); string(a.body) != "Conflict: not now (true)" {
		t.Errorf("got %s", a.body)
	}
	if a := v.get("/nowhere").is(http.StatusNotFound); !strings.HasPrefix(string(a.body), "Not Found") {
		t.Errorf("got %s", a.body)
	}
	v.get(apiBase+"/nowhere").problem(http.StatusNotFound, "")
}

func TestReady_namesWhatIsNot(t *testing.T) {
	t.Parallel()
	var down error
	h := newHouse(t, func(o *Options) {
		o.Ready = map[string]func(ctx context.Context) error{"record": func(context.Context) error { return nil }, "engine": func(context.Context) error { return down }}
	})
	v := h.visitor()
	v.get("/healthz").is(http.StatusOK)
	v.get("/readyz").is(http.StatusOK)
	down = errors.New("connection refused")
	if a := v.get("/readyz").is(http.StatusServiceUnavailable); string(a.body) != "{\"engine\":\"not ready\",\"record\":\"ok\"}\n" {
		t.Errorf("got %s", a.body)
	}
	v.get("/healthz").is(http.StatusOK)
}

// TestLog_holdsNoWordsOfPersons drives a case along and looks for what its
// complainant wrote, their access code and tokens.
func TestLog_holdsNoWordsOfPersons(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v := h.visitor()
	r := v.file()
	v.post(apiBase+"/complaints/"+r.CaseNumber+"/session", map[string]string{"access_code": r.AccessCode}).is(http.StatusNoContent)
	v.post(apiBase+"/complaints/"+r.CaseNumber+"/messages", map[string]string{"text": "zebrafish again"}, "Idempotency-Key: Vexworth").is(http.StatusOK)
	v.upload(apiBase+"/complaints/"+r.CaseNumber+"/documents", "file", "zebrafish.txt", []byte("zebrafish")).is(http.StatusCreated)
	h.answered(r.CaseNumber)
	v.get("/Quillon/Vexworth").is(http.StatusNotFound)
	v.get(apiBase + "/complaints/Vexworth").is(http.StatusNotFound)
	for _, word := range []string{"Quillon", "Vexworth", "zebrafish", "example.org", "SHOWN", "INTERNAL", r.AccessCode, "token-"} {
		if strings.Contains(h.log.String(), word) {
			t.Errorf("the log holds %q", word)
		}
	}
	if !strings.Contains(h.log.String(), r.CaseNumber) || !strings.Contains(h.log.String(), `"route":"/api/v1/complaints/:case/messages"`) {
		t.Errorf("the log does not say what happened:\n%s", h.log)
	}
}
