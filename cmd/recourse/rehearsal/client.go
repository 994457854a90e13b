package rehearsal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"sync"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// client speaks the API as a resident and as two officers. What meets a server
// that is away, or busy, is repeated with the same idempotency key.
type client struct {
	Options
	mu       sync.Mutex
	sessions map[complaint.Number]*http.Client // of the complainants
}

func newClient(o Options) *client {
	return &client{Options: o, sessions: map[complaint.Number]*http.Client{}}
}

// receipt is the answer to a filing.
type receipt struct {
	Number     complaint.Number `json:"case_number"`
	Code       string           `json:"access_code"`
	ReceivedAt time.Time        `json:"received_at"`
	RespondBy  complaint.Date   `json:"respond_by"`
	key        string
}

// problem is an RFC 9457 answer.
type problem struct {
	Status int    `json:"status"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
}

func (p *problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Title, p.Detail) }

// call is one request.
type call struct {
	method, path string
	token        string
	session      *http.Client
	key          string
	body         any
}

func (c *client) clock(ctx context.Context) (law.Clock, error) {
	var answer struct {
		Epoch time.Time `json:"epoch"`
		Day   float64   `json:"day_seconds"`
	}
	err := c.do(ctx, call{method: http.MethodGet, path: "/clock"}, &answer)
	return law.Clock{Epoch: answer.Epoch, Day: time.Duration(answer.Day * float64(time.Second))}, err
}

func (c *client) file(ctx context.Context, f complaint.Filing) (receipt, error) {
	return c.fileAgain(ctx, f, receipt{key: "rehearsal-" + string(complaint.NewNumber())})
}

// fileAgain hands the complaint in under the key of an earlier receipt.
func (c *client) fileAgain(ctx context.Context, f complaint.Filing, earlier receipt) (receipt, error) {
	body := map[string]any{
		"person": f.Person, "narrative": f.Narrative, "residence": f.Residence, "language": f.Language,
		"person_type": f.PersonType, "entity": f.Entity, "principles": f.Principles, "employment_data": f.Employment,
	}
	for name, text := range map[string]string{"wanted": f.Wanted, "asked_before": f.AskedBefore} {
		if text != "" {
			body[name] = text
		}
	}
	r := receipt{}
	err := c.do(ctx, call{method: http.MethodPost, path: "/complaints", key: earlier.key, body: body}, &r)
	r.key = earlier.key
	return r, err
}

// open begins the complainant's session.
func (c *client) open(ctx context.Context, number complaint.Number, code string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	session := &http.Client{Jar: jar}
	c.mu.Lock()
	c.sessions[number] = session
	c.mu.Unlock()
	return c.do(ctx, call{
		method: http.MethodPost, path: "/complaints/" + string(number) + "/session", session: session,
		key: "session-" + string(number), body: map[string]string{"access_code": code},
	}, nil)
}

// act does one step's act as the step's party.
func (c *client) act(ctx context.Context, number complaint.Number, key string, s Step) error {
	body := map[string]any{"action": s.Action}
	if s.Data != nil {
		body["data"] = s.Data
	}
	request := call{method: http.MethodPost, key: key, body: body}
	switch s.By {
	case person:
		c.mu.Lock()
		request.session = c.sessions[number]
		c.mu.Unlock()
		request.path = "/complaints/" + string(number) + "/actions"
	case privacy:
		request.token, request.path = c.Privacy, "/cases/"+string(number)+"/actions"
	default:
		request.token, request.path = c.Officer, "/cases/"+string(number)+"/actions"
	}
	return c.do(ctx, request, nil)
}

// record reads the case as the officer sees it.
func (c *client) record(ctx context.Context, number complaint.Number) (law.Record, error) {
	var file struct {
		Number    complaint.Number  `json:"case_number"`
		Pack      law.PackRef       `json:"pack"`
		Outcome   complaint.Outcome `json:"final_outcome"`
		ClosedAt  time.Time         `json:"closed_at"`
		Facts     law.Facts         `json:"facts"`
		Stages    []law.Stage       `json:"stages"`
		Deadlines []law.Deadline    `json:"deadlines"`
		Letters   []law.Posted      `json:"letters"`
		Entries   []struct {
			law.Entry
			Recorded time.Time `json:"recorded_at"`
			Late     float64   `json:"late_seconds"`
		} `json:"entries"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: "/cases/" + string(number), token: c.Officer}, &file); err != nil {
		return law.Record{}, err
	}
	r := law.Record{Letters: file.Letters, Case: law.Case{
		Number: file.Number, Pack: file.Pack, Facts: file.Facts, Stages: file.Stages, Deadlines: file.Deadlines, Outcome: file.Outcome, ClosedAt: file.ClosedAt,
	}}
	for i := range r.Case.Deadlines {
		if d := &r.Case.Deadlines[i]; d.Status == complaint.DueSoon {
			d.Status = complaint.Running
		}
	}
	for _, e := range file.Entries {
		e.Entry.Recorded, e.Entry.Late = e.Recorded, time.Duration(e.Late*float64(time.Second))
		r.Entries = append(r.Entries, e.Entry)
	}
	return r, nil
}

// do sends a request until it is answered or patience ends.
func (c *client) do(ctx context.Context, q call, answer any) error {
	end := time.Now().Add(c.Patience)
	for {
		err := c.once(ctx, q, answer)
		if err == nil || !passing(err) || time.Now().After(end) {
			return err
		}
		if pause(ctx, 200*time.Millisecond) != nil {
			return err
		}
	}
}

// passing reports whether an error may go by itself: the server is away, busy,
// or being restarted. Repeating is safe, since every POST carries a key.
func passing(err error) bool {
	p, answered := err.(*problem) //nolint:errorlint // once returns it bare
	return !answered || p.Status >= http.StatusInternalServerError
}

func (c *client) once(ctx context.Context, q call, answer any) error {
	ctx, cancel := context.WithTimeout(ctx, c.Patience)
	defer cancel()
	var body io.Reader
	if q.body != nil {
		text, err := json.Marshal(q.body)
		if err != nil {
			return fmt.Errorf("write request: %w", err)
		}
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, q.method, c.Server+"/api/v1"+q.path, body)
	if err != nil {
		return fmt.Errorf("write request: %w", err)
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "Idempotency-Key": q.key} {
		if q.body != nil && value != "" {
			request.Header.Set(name, value)
		}
	}
	if q.token != "" {
		request.Header.Set("Authorization", "Bearer "+q.token)
	}
	browser := q.session
	if browser == nil {
		browser = http.DefaultClient
	}
	response, err := browser.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return read(response, answer)
}

func read(response *http.Response, answer any) error {
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	if response.StatusCode >= http.StatusBadRequest || response.StatusCode == http.StatusAccepted {
		p := &problem{Status: response.StatusCode, Title: http.StatusText(response.StatusCode)}
		_ = json.Unmarshal(text, p) // an answer that is no problem document keeps its status
		if p.Status == http.StatusAccepted {
			p.Status = http.StatusServiceUnavailable // accepted, not yet done: ask again with the same key
		}
		return p
	}
	if answer == nil || len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, answer)
}
