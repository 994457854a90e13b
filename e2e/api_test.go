package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"recourse/complaint"
)

// web asks the installations. Connections are not kept: those to a server that
// was killed would only be in the way.
var web = &http.Client{Timeout: 40 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// request is one call of the API.
type request struct {
	method, path string // the path without the server
	token        string
	cookies      []*http.Cookie
	key          string // Idempotency-Key
	body         any    // a form where it is url.Values
}

// answer is what came back.
type answer struct {
	status  int
	header  http.Header
	cookies []*http.Cookie
	text    []byte
}

func (a answer) decode(into any) error { return json.Unmarshal(a.text, into) }

// read decodes the answer or ends the test.
func (a answer) read(t *testing.T, into any) {
	t.Helper()
	if err := a.decode(into); err != nil {
		t.Fatalf("reading the answer %s: %v", a.text, err)
	}
}

// want ends the test unless the answer has the status.
func (a answer) want(t *testing.T, status int) answer {
	t.Helper()
	if a.status != status {
		t.Fatalf("answer %d %s, want %d", a.status, a.text, status)
	}
	return a
}

// ask sends a request to the server of the installation.
func (i *installation) ask(ctx context.Context, r request) (answer, error) {
	var body io.Reader
	kind, client := "application/json", *web
	if form, ok := r.body.(url.Values); ok { // of a page: where it leads on to is the answer
		body, kind = strings.NewReader(form.Encode()), "application/x-www-form-urlencoded"
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	} else if r.body != nil {
		text, err := json.Marshal(r.body)
		if err != nil {
			return answer{}, err
		}
		body = bytes.NewReader(text)
	}
	q, err := http.NewRequestWithContext(ctx, r.method, "http://"+i.listen+r.path, body)
	if err != nil {
		return answer{}, err
	}
	if r.body != nil {
		q.Header.Set("Content-Type", kind)
	}
	if r.token != "" {
		q.Header.Set("Authorization", "Bearer "+r.token)
	}
	if r.key != "" {
		q.Header.Set("Idempotency-Key", r.key)
	}
	for _, c := range r.cookies {
		q.AddCookie(c)
	}
	response, err := client.Do(q)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, response.Cookies(), text}, err
}

// must is ask for calls that the server must answer.
func (i *installation) must(t *testing.T, r request) answer {
	t.Helper()
	a, err := i.ask(t.Context(), r)
	if err != nil {
		t.Fatalf("%s %s: %v", r.method, r.path, err)
	}
	return a
}

// together sends requests at the same time and returns the answers in order.
func (i *installation) together(t *testing.T, requests []request) []answer {
	t.Helper()
	answers, errs := make([]answer, len(requests)), make([]error, len(requests))
	var all sync.WaitGroup
	for k, r := range requests {
		all.Go(func() { answers[k], errs[k] = i.ask(t.Context(), r) })
	}
	all.Wait()
	check(t, errors.Join(errs...))
	return answers
}

// get reads a page.
func (i *installation) get(ctx context.Context, path string) (int, []byte, error) {
	a, err := i.ask(ctx, request{method: http.MethodGet, path: path})
	return a.status, a.text, err
}

// receipt is the answer to a filing.
type receipt struct {
	Number complaint.Number `json:"case_number"`
	Code   string           `json:"access_code"`
}

// filing is a request that files a complaint under a key.
func filing(key string, f complaint.Filing) request {
	return request{method: http.MethodPost, path: "/api/v1/complaints", key: key, body: map[string]any{
		"person": f.Person, "narrative": f.Narrative, "residence": f.Residence, "language": f.Language,
		"person_type": f.PersonType, "entity": f.Entity, "principles": f.Principles,
	}}
}

// file files a complaint.
func (i *installation) file(t *testing.T, key string, f complaint.Filing) receipt {
	t.Helper()
	var r receipt
	i.must(t, filing(key, f)).want(t, http.StatusCreated).read(t, &r)
	if r.Number == "" || r.Code == "" {
		t.Fatalf("the receipt of the filing %s lacks number or code", key)
	}
	return r
}

// acting is a request of an officer's act.
func (i *installation) acting(n complaint.Number, key string, action complaint.Action, data map[string]any) request {
	return request{
		method: http.MethodPost, path: "/api/v1/cases/" + string(n) + "/actions", token: i.tokens[complaint.CaseOfficer], key: key,
		body: map[string]any{"action": action, "data": data},
	}
}

// accepting is the act that accepts a complaint.
func (i *installation) accepting(n complaint.Number, key string) request {
	return i.acting(n, key, complaint.TriageAccepted, map[string]any{"data_class": "NON_HR", "allegations": "As described."})
}

// mail is one letter of the tray, as the tray page shows it.
type mail struct {
	Number complaint.Number `json:"case_number"`
	Code   string           `json:"code"`
	To     complaint.Role   `json:"to"`
	Body   string           `json:"body"`
}

// tray reads the letters of a case from the tray page.
func (i *installation) tray(ctx context.Context, n complaint.Number) ([]mail, error) {
	status, text, err := i.get(ctx, "/dev/mail.json?case="+string(n))
	if err != nil {
		return nil, err
	}
	if status != http.StatusOK {
		return nil, fmt.Errorf("the tray answers %d", status)
	}
	var letters []mail
	return letters, json.Unmarshal(text, &letters)
}

// simple is a complaint without frills; the name tells it from others.
func simple(name string) complaint.Filing {
	return complaint.Filing{
		Person:    complaint.Person{Name: name, Email: "somebody@example.org"},
		Narrative: "I asked for my data and had no answer.", Residence: "NL", Language: "en", PersonType: "JOB_SEEKER",
		Entity: "TEKSYSTEMS", Principles: []string{"ACCESS"},
	}
}
