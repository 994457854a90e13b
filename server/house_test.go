package server

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

// contract is the contract, read once, with the router that finds its calls.
var contract = sync.OnceValues(func() (routers.Router, error) {
	doc, err := openapi3.NewLoader().LoadFromData(api.Contract)
	if err != nil {
		return nil, err
	}
	doc.Servers = openapi3.Servers{{URL: site + apiBase}}
	return gorillamux.NewRouter(doc)
})

const site = "http://recourse.test"

// house is a whole front door over a record in memory.
type house struct {
	t       testing.TB
	record  *fakeRecord
	cases   *fakeCases
	service *Service
	handler http.Handler
	log     *bytes.Buffer
	mu      sync.Mutex
	now     time.Time // real and case time
	address string    // from which requests come, when another than usual
}

// noAccounts are the accounts of a house where nobody signs in.
type (
	noAccounts struct{ embedded }
	embedded   = Accounts // under a name that is none of its methods
)

func (noAccounts) InstallationKey(context.Context, string) ([]byte, error) {
	return make([]byte, 32), nil
}

// newHouse opens a house on 24 August 2018, where staff come with tokens.
func newHouse(t testing.TB, change ...func(*Options)) *house {
	t.Helper()
	return newHouseOf(t, ServiceOptions{Accounts: noAccounts{}, Keys: noAccounts{}}, change...)
}

// newHouseOf opens a house with accounts.
func newHouseOf(t testing.TB, of ServiceOptions, change ...func(*Options)) *house {
	t.Helper()
	h := &house{t: t, record: newFakeRecord(), log: &bytes.Buffer{}, now: time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)}
	h.cases = &fakeCases{record: h.record, now: h.clock}
	var err error
	of.Record, of.Cases, of.Clock, of.Now = h.record, h.cases, law.Clock{Day: fullDay}, h.clock
	of.Secret, of.Sessions = bytes.Repeat([]byte("s"), shortestSecret), NewSessions(memstore.NewWithCleanupInterval(0), true)
	of.Chains, of.Signer = h.record, testSigner(t)
	of.LinkKey = bytes.Repeat([]byte("l"), shortestSecret)
	h.service, err = NewService(of)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Service: h.service, Log: slog.New(slog.NewJSONHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	for _, c := range change {
		c(&o)
	}
	if h.handler, err = New(o); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

// pass lets time go by.
func (h *house) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// RoundTrip answers a request, and checks request and answer against the
// contract. A request marked as wrong is not checked.
func (h *house) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	r.RequestURI, r.RemoteAddr = r.URL.RequestURI(), cmp.Or(h.address, "192.0.2.7")+":4711"
	if from := r.Header.Get(fromHeader); from != "" {
		r.RemoteAddr = from + ":4711"
	}
	reset := func() { r.Body = io.NopCloser(bytes.NewReader(body)) }
	reset()
	input := h.checkRequest(r)
	reset()
	rec := httptest.NewRecorder()
	h.handler.ServeHTTP(rec, r)
	if input != nil {
		h.checkAnswer(r, input, rec)
	}
	return rec.Result(), nil
}

// fromHeader says from which address a request of a test comes.
const fromHeader = "Test-From"

type wrongKey struct{}

// wrong marks a request that the contract forbids on purpose.
func wrong(r *http.Request) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), wrongKey{}, true))
}

func (h *house) checkRequest(r *http.Request) *openapi3filter.RequestValidationInput {
	h.t.Helper()
	router, err := contract()
	if err != nil {
		h.t.Fatal(err)
	}
	route, params, err := router.FindRoute(r)
	if err != nil {
		return nil // no call of the contract
	}
	input := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route, Options: &openapi3filter.Options{
		AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true,
	}}
	if r.Context().Value(wrongKey{}) == nil {
		if err := openapi3filter.ValidateRequest(r.Context(), input); err != nil {
			h.t.Errorf("%s %s: the request breaks the contract: %v", r.Method, r.URL.Path, err)
		}
	}
	return input
}

func (h *house) checkAnswer(r *http.Request, input *openapi3filter.RequestValidationInput, rec *httptest.ResponseRecorder) {
	h.t.Helper()
	output := &openapi3filter.ResponseValidationInput{RequestValidationInput: input, Status: rec.Code, Header: rec.Header(), Options: input.Options}
	output.SetBodyBytes(rec.Body.Bytes())
	if err := openapi3filter.ValidateResponse(r.Context(), output); err != nil {
		h.t.Errorf("%s %s: the answer %d breaks the contract: %v", r.Method, r.URL.Path, rec.Code, err)
	}
}

// caller is somebody who calls the API.
type visitor struct {
	*house
	client *http.Client
	token  string
}

// visitor returns somebody with a browser's cookies.
func (h *house) visitor() *visitor {
	jar, _ := cookiejar.New(nil)
	return &visitor{house: h, client: &http.Client{Transport: h, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// officer returns a program that acts for somebody of the role.
func (h *house) officer(role complaint.Role) *visitor {
	v := h.visitor()
	v.token = h.record.hire(role)
	return v
}

// answer is what came back.
type answer struct {
	t      testing.TB
	status int
	header http.Header
	body   []byte
}

// send sends a request as this visitor.
func (v *visitor) send(r *http.Request) answer {
	v.t.Helper()
	if v.token != "" {
		r.Header.Set("Authorization", "Bearer "+v.token)
	}
	res, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer{v.t, res.StatusCode, res.Header, body}
}

// request makes a request with a JSON body; header fields are written
// "Name: value".
func (v *visitor) request(method, path string, body any, header ...string) *http.Request {
	v.t.Helper()
	var text []byte
	switch b := body.(type) {
	case nil:
	case string:
		text = []byte(b)
	default:
		var err error
		if text, err = json.Marshal(b); err != nil {
			v.t.Fatal(err)
		}
	}
	r, err := http.NewRequestWithContext(v.t.Context(), method, site+path, bytes.NewReader(text))
	if err != nil {
		v.t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, f := range header {
		name, value, _ := strings.Cut(f, ": ")
		r.Header.Set(name, value)
	}
	return r
}

func (v *visitor) get(path string, header ...string) answer {
	v.t.Helper()
	return v.send(v.request(http.MethodGet, path, nil, header...))
}

func (v *visitor) post(path string, body any, header ...string) answer {
	v.t.Helper()
	return v.send(v.request(http.MethodPost, path, body, header...))
}

// is expects a status.
func (a answer) is(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("got %d %s, want %d", a.status, a.body, status)
	}
	return a
}

// into decodes the body.
func (a answer) into(target any) {
	a.t.Helper()
	if err := json.Unmarshal(a.body, target); err != nil {
		a.t.Fatalf("read %s: %v", a.body, err)
	}
}

// problem expects a problem of a status whose detail speaks about something.
func (a answer) problem(status int, about string) api.Problem {
	a.t.Helper()
	a.is(status)
	var p api.Problem
	a.into(&p)
	if got := a.header.Get("Content-Type"); got != problemType {
		a.t.Errorf("content type %q, want %q", got, problemType)
	}
	if p.Status != status || p.RequestId == "" || !strings.Contains(p.Detail, about) {
		a.t.Errorf("got problem %+v, want status %d about %q", p, status, about)
	}
	return p
}

// filing is a complaint as a resident files it, with changes.
func filing(change ...func(map[string]any)) map[string]any {
	f := map[string]any{
		"person":    map[string]any{"name": "Quillon Vexworth", "email": "quillon@example.org"},
		"narrative": "They kept my zebrafish file and never answered.",
		"residence": "SE", "language": "sv", "person_type": "JOB_SEEKER", "entity": "TEKSYSTEMS", "principles": []string{"CHOICE"},
	}
	for _, c := range change {
		c(f)
	}
	return f
}

// set makes a change of one field; nil takes it away.
func set(name string, value any) func(map[string]any) {
	return func(f map[string]any) {
		if value == nil {
			delete(f, name)
			return
		}
		f[name] = value
	}
}

// file files a complaint and returns its receipt.
func (v *visitor) file(change ...func(map[string]any)) api.Receipt {
	v.t.Helper()
	var r api.Receipt
	v.post(apiBase+"/complaints", filing(change...)).is(http.StatusCreated).into(&r)
	return r
}

// resident files a complaint and opens a session on it.
func (h *house) resident() (*visitor, string) {
	h.t.Helper()
	v := h.visitor()
	r := v.file()
	v.post(apiBase+"/complaints/"+r.CaseNumber+"/session", map[string]string{"access_code": r.AccessCode}).is(http.StatusNoContent)
	return v, r.CaseNumber
}

// act does an act on a case and expects it to be done.
func (v *visitor) act(number string, action complaint.Action, data map[string]any) api.State {
	v.t.Helper()
	var s api.State
	v.post(apiBase+"/cases/"+number+"/actions", map[string]any{"action": action, "data": data}).is(http.StatusOK).into(&s)
	return s
}

// unchanged expects that what f does leaves no trace on record and does not reach
// the engine.
func (h *house) unchanged(f func()) {
	h.t.Helper()
	before, acts := h.record.snapshot(), len(h.cases.acts)
	f()
	if after := h.record.snapshot(); after != before {
		h.t.Errorf("the record has changed from %s to %s", before, after)
	}
	if len(h.cases.acts) != acts {
		h.t.Error("the act has reached the engine")
	}
}

// with returns a copy of the map with one more entry.
func with(m map[string]any, name string, value any) map[string]any {
	out := maps.Clone(m)
	out[name] = value
	return out
}

// query writes query parameters.
func query(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return "?" + q.Encode()
}
