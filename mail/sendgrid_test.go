package mail

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const testKey = "SG.test-key"

// posted is what SendGrid's v3 mail/send accepts, as far as we use it.
type posted struct {
	From struct {
		Email string `json:"email"`
		Name  string `json:"name"`
	} `json:"from"`
	Subject          string `json:"subject"`
	Personalizations []struct {
		To []struct {
			Email string `json:"email"`
		} `json:"to"`
	} `json:"personalizations"`
	Content []struct {
		Type  string `json:"type"`
		Value string `json:"value"`
	} `json:"content"`
	Headers     map[string]string `json:"headers"`
	CustomArgs  map[string]string `json:"custom_args"`
	Attachments []struct {
		Content     string `json:"content"`
		Type        string `json:"type"`
		Filename    string `json:"filename"`
		Disposition string `json:"disposition"`
	} `json:"attachments"`
	TrackingSettings map[string]struct {
		Enable *bool `json:"enable"`
	} `json:"tracking_settings"`
}

// provider answers as SendGrid does: 202 and a message id for what it takes, a
// list of errors for what it does not.
type provider struct {
	mu    sync.Mutex
	taken []posted
	after func(http.ResponseWriter, *http.Request) bool // an answer in place of the acceptance
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var m posted
	switch {
	case r.Method != http.MethodPost || r.URL.Path != "/v3/mail/send":
		complain(w, http.StatusNotFound, "not found")
		return
	case r.Header.Get("Authorization") != "Bearer "+testKey:
		complain(w, http.StatusUnauthorized, "The provided authorization grant is invalid, expired, or revoked")
		return
	case r.Header.Get("Content-Type") != "application/json" || json.Unmarshal(body, &m) != nil:
		complain(w, http.StatusBadRequest, "Bad Request")
		return
	case len(m.Personalizations) == 0 || m.From.Email == "" || m.Subject == "" || len(m.Content) == 0 || m.Content[0].Value == "":
		complain(w, http.StatusBadRequest, "required")
		return
	}
	for _, q := range m.Personalizations {
		for _, to := range q.To {
			if !strings.Contains(to.Email, "@") {
				complain(w, http.StatusBadRequest, "Does not contain a valid address: "+to.Email)
				return
			}
		}
	}
	if p.after != nil && p.after(w, r) {
		return
	}
	p.mu.Lock()
	p.taken = append(p.taken, m)
	n := len(p.taken)
	p.mu.Unlock()
	w.Header().Set("X-Message-Id", "message-"+strconv.Itoa(n))
	w.WriteHeader(http.StatusAccepted)
}

func complain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []map[string]any{{"message": text, "field": nil, "help": nil}}})
}

func answer(status int, header ...string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, _ *http.Request) bool {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		complain(w, status, "elin@example.com is not welcome")
		return true
	}
}

// cut takes the connection away, after sending what is given.
func cut(first string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, _ *http.Request) bool {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return false
		}
		_, _ = io.WriteString(conn, first)
		if first == "" {
			_ = conn.(*net.TCPConn).SetLinger(0) // reset, not end
		}
		_ = conn.Close()
		return true
	}
}

func serve(t *testing.T, after func(http.ResponseWriter, *http.Request) bool) (*provider, *SendGrid) {
	t.Helper()
	p := &provider{after: after}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	return p, NewSendGrid(testKey, server.URL, "privacy@example.com", "Privacy team")
}

func envelope() Envelope {
	return Envelope{LetterID: 41, Attempt: 2, Case: "RC-7K3F-9Q2M", Code: "N07", To: []string{"elin@example.com", "agent@example.org", "elin@example.com"}, Subject: "Our answer", Body: "Dear Elin,\n\nhär är svaret.\n"}
}

func TestSend_handsTheLetterOver(t *testing.T) {
	t.Parallel()
	p, s := serve(t, nil)
	receipt, err := s.Send(t.Context(), envelope())
	if err != nil || receipt != "message-1" {
		t.Fatalf("receipt %q, %v", receipt, err)
	}
	m := p.taken[0]
	if m.From.Email != "privacy@example.com" || m.From.Name != "Privacy team" || m.Subject != "Our answer" || m.Content[0].Type != "text/plain" || m.Content[0].Value != envelope().Body {
		t.Errorf("letter: %+v", m)
	}
	if len(m.Personalizations) != 2 || len(m.Personalizations[0].To) != 1 || m.Personalizations[0].To[0].Email != "agent@example.org" || m.Personalizations[1].To[0].Email != "elin@example.com" {
		t.Errorf("not one copy of its own per address: %+v", m.Personalizations)
	}
	want := map[string]string{"case": "RC-7K3F-9Q2M", "letter": "41", "attempt": "2", "code": "N07"}
	for k, v := range want {
		if m.CustomArgs[k] != v {
			t.Errorf("custom argument %s is %q, not %q", k, m.CustomArgs[k], v)
		}
	}
	if len(m.CustomArgs) != len(want) || m.Headers["Auto-Submitted"] != "auto-generated" {
		t.Errorf("arguments %v, headers %v", m.CustomArgs, m.Headers)
	}
	for _, kind := range []string{"click_tracking", "open_tracking", "subscription_tracking", "ganalytics"} {
		if off := m.TrackingSettings[kind].Enable; off == nil || *off {
			t.Errorf("%s is not off", kind)
		}
	}
}

func TestSend_handsFilesOver(t *testing.T) {
	t.Parallel()
	p, s := serve(t, nil)
	e := envelope()
	e.Attachments = []Attachment{{"receipt.pdf", "application/pdf", []byte("%PDF-1.3\x00")}, {"dates.ics", "text/calendar", []byte("BEGIN:VCALENDAR")}}
	if _, err := s.Send(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	got := p.taken[0].Attachments
	if len(got) != 2 || got[0].Filename != "receipt.pdf" || got[0].Type != "application/pdf" || got[0].Disposition != "attachment" || got[1].Filename != "dates.ics" {
		t.Fatalf("files %+v", got)
	}
	if content, err := base64.StdEncoding.DecodeString(got[0].Content); err != nil || string(content) != "%PDF-1.3\x00" {
		t.Errorf("content %q, %v", content, err)
	}
}

func TestSend_sortsRefusals(t *testing.T) {
	t.Parallel()
	reset := time.Now().Add(time.Minute).Truncate(time.Second)
	for _, c := range []struct {
		name    string
		after   func(http.ResponseWriter, *http.Request) bool
		status  int
		never   bool // refused for good
		account bool
		at      time.Time
	}{
		{"bad request", answer(400), 400, true, false, time.Time{}},
		{"wrong key or no credits left", answer(401), 401, true, true, time.Time{}},
		{"blocked", answer(403), 403, true, true, time.Time{}},
		{"too large", answer(413), 413, true, false, time.Time{}},
		{"request timeout", answer(408), 408, false, false, time.Time{}},
		{"too many requests", answer(429, "X-RateLimit-Limit", "150", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", strconv.FormatInt(reset.Unix(), 10)), 429, false, false, reset},
		{"too many requests, no time named", answer(429), 429, false, false, time.Time{}},
		{"broken", answer(500), 500, false, false, time.Time{}},
		{"away", answer(503), 503, false, false, time.Time{}},
		{"elsewhere", answer(307, "Location", "http://192.0.2.1/"), 307, false, false, time.Time{}},
		{"error cut short", cut("HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\n{"), 500, false, false, time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, s := serve(t, c.after)
			_, err := s.Send(t.Context(), envelope())
			var no *Refused
			var later *Later
			switch {
			case c.never && (!errors.As(err, &no) || no.Status != c.status || no.Account() != c.account):
				t.Errorf("%v is not the refusal %d", err, c.status)
			case !c.never && (!errors.As(err, &later) || later.Status != c.status || !later.At.Equal(c.at)):
				t.Errorf("%v is not the postponement %d until %v", err, c.status, c.at)
			}
			discreet(t, err)
		})
	}
}

// discreet checks that an error names no address, key or answer.
func discreet(t *testing.T, err error) {
	t.Helper()
	if err == nil || strings.Contains(err.Error(), "@") || strings.Contains(err.Error(), testKey) || strings.Contains(err.Error(), "welcome") {
		t.Errorf("error says too much or nothing: %v", err)
	}
}

func TestSend_knowsWhenItDoesNotKnow(t *testing.T) {
	t.Parallel()
	hang := func(_ http.ResponseWriter, r *http.Request) bool { <-r.Context().Done(); return true }
	for name, after := range map[string]func(http.ResponseWriter, *http.Request) bool{"no answer in time": hang, "connection reset": cut(""), "answer cut short": cut("HTTP/1.1 2")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, s := serve(t, after)
			s.client.HTTPClient.Timeout = 200 * time.Millisecond
			_, err := s.Send(t.Context(), envelope())
			var maybe *Unsettled
			if !errors.As(err, &maybe) {
				t.Errorf("%v is not unsettled", err)
			}
			discreet(t, err)
		})
	}
}

func TestSend_anAcceptanceCutShortIsOne(t *testing.T) {
	t.Parallel()
	_, s := serve(t, cut("HTTP/1.1 202 Accepted\r\nX-Message-Id: m-9\r\nContent-Length: 100\r\n\r\n{"))
	if receipt, err := s.Send(t.Context(), envelope()); err != nil || receipt != "m-9" {
		t.Errorf("receipt %q, %v", receipt, err)
	}
}

func TestSend_nobodyThereMeansNotTaken(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := "http://" + listener.Addr().String()
	_ = listener.Close()
	_, err = NewSendGrid(testKey, host, "privacy@example.com", "").Send(t.Context(), envelope())
	var maybe *Unsettled
	if errors.As(err, &maybe) {
		t.Errorf("%v is unsettled", err)
	}
	discreet(t, err)
}

func TestSend_stopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	_, s := serve(t, func(_ http.ResponseWriter, r *http.Request) bool { cancel(); <-r.Context().Done(); return true })
	_, err := s.Send(ctx, envelope())
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestSend_lettersSentTogetherStayApart(t *testing.T) {
	t.Parallel()
	p, s := serve(t, nil)
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			e := envelope()
			e.LetterID, e.Body = int64(i), strconv.Itoa(i)
			if _, err := s.Send(t.Context(), e); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	seen := map[string]bool{}
	for _, m := range p.taken {
		if m.CustomArgs["letter"] != m.Content[0].Value {
			t.Errorf("letter %s has the body of %s", m.CustomArgs["letter"], m.Content[0].Value)
		}
		seen[m.Content[0].Value] = true
	}
	if len(seen) != 40 {
		t.Errorf("%d of 40 letters arrived", len(seen))
	}
}

func TestNewSendGrid_hostCanBeLeftOut(t *testing.T) {
	t.Parallel()
	if got := NewSendGrid(testKey, "", "a@example.com", "").request.BaseURL; got != "https://api.sendgrid.com/v3/mail/send" {
		t.Errorf("posts to %s", got)
	}
}
