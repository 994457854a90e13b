package mail

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/sendgrid/rest"
	"github.com/sendgrid/sendgrid-go"
	sg "github.com/sendgrid/sendgrid-go/helpers/mail"
)

// Refused says that the provider turned a letter down by its own choice and
// will do so again. It keeps the status alone: the provider's answer may quote
// addresses.
type Refused struct{ Status int }

// Error names the status.
func (e *Refused) Error() string {
	return fmt.Sprintf("the mail provider refused with status %d", e.Status)
}

// Account reports whether the refusal is about our account and not about the
// letter: a wrong key, used-up credits (401) or a block (403). The letter itself
// can go out once that is mended.
func (e *Refused) Account() bool {
	return e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden
}

// Unsettled says that the provider did not answer after it was reached: the
// letter may have been taken or not.
type Unsettled struct{ err error }

// Error says what was missing and why.
func (e *Unsettled) Error() string { return fmt.Sprintf("no answer from the mail provider: %v", e.err) }

// Unwrap returns the cause.
func (e *Unsettled) Unwrap() error { return e.err }

// Later says that the provider is busy and when to come back.
type Later struct {
	Status int
	At     time.Time // zero when the provider names no time
}

// Error names the status.
func (e *Later) Error() string {
	return fmt.Sprintf("the mail provider is busy, status %d", e.Status)
}

// SendGrid posts letters through SendGrid's v3 mail/send.
type SendGrid struct {
	request rest.Request
	client  *rest.Client
	from    *sg.Email
}

// answerTime is how long SendGrid may take for one letter. Product choice.
const answerTime = 15 * time.Second

// NewSendGrid returns a sender that writes from the given address. An empty host
// is SendGrid's own; a host has a scheme and no path.
func NewSendGrid(apiKey, host, fromAddress, fromName string) *SendGrid {
	s := &SendGrid{
		request: sendgrid.GetRequest(apiKey, "/v3/mail/send", host),
		from:    sg.NewEmail(fromName, fromAddress),
		client: &rest.Client{HTTPClient: &http.Client{
			Timeout:       answerTime,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // letters go to nobody else
		}},
	}
	s.request.Method = rest.Post
	return s
}

// Send hands one letter to SendGrid and returns its X-Message-Id. The arguments
// case, letter, attempt and code come back with every event SendGrid reports.
func (s *SendGrid) Send(ctx context.Context, e Envelope) (string, error) {
	request := s.request
	request.Body = sg.GetRequestBody(s.message(e))
	var reached atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { reached.Store(true) }})
	response, err := s.client.SendWithContext(ctx, request)
	switch {
	case response == nil && reached.Load():
		return "", &Unsettled{err}
	case response == nil:
		return "", fmt.Errorf("reach the mail provider: %w", err)
	case response.StatusCode/100 == 2: // taken, even when the rest of the answer is lost
		return http.Header(response.Headers).Get("X-Message-Id"), nil
	}
	return "", refusal(response)
}

// refusal sorts an answer that is no acceptance by what to do about it.
func refusal(response *rest.Response) error {
	status := response.StatusCode
	switch {
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status < 400, status >= 500:
		later := &Later{Status: status}
		if reset, err := strconv.ParseInt(http.Header(response.Headers).Get("X-RateLimit-Reset"), 10, 64); err == nil {
			later.At = time.Unix(reset, 0)
		}
		return later
	default:
		return &Refused{Status: status}
	}
}

// message builds the v3 message: each address in a personalization of its own,
// so that no receiver sees another, and nothing that tracks the reader.
func (s *SendGrid) message(e Envelope) *sg.SGMailV3 {
	m := sg.NewV3Mail().SetFrom(s.from).AddContent(sg.NewContent("text/plain", e.Body))
	m.Subject = e.Subject
	for _, address := range slices.Compact(slices.Sorted(slices.Values(e.To))) {
		p := sg.NewPersonalization()
		p.AddTos(sg.NewEmail("", address))
		m.AddPersonalizations(p)
	}
	for _, a := range e.Attachments {
		m.AddAttachment(sg.NewAttachment().SetFilename(a.Name).SetType(a.Type).SetDisposition("attachment").SetContent(base64.StdEncoding.EncodeToString(a.Content)))
	}
	m.SetHeader("Auto-Submitted", "auto-generated") // RFC 3834: no automatic replies, please
	m.SetCustomArg("case", string(e.Case))
	m.SetCustomArg("letter", strconv.FormatInt(e.LetterID, 10))
	m.SetCustomArg("attempt", strconv.Itoa(e.Attempt))
	m.SetCustomArg("code", e.Code)
	off := false
	return m.SetTrackingSettings(&sg.TrackingSettings{
		ClickTracking:        &sg.ClickTrackingSetting{Enable: &off, EnableText: &off},
		OpenTracking:         &sg.OpenTrackingSetting{Enable: &off},
		SubscriptionTracking: &sg.SubscriptionTrackingSetting{Enable: &off},
		GoogleAnalytics:      &sg.GaSetting{Enable: &off},
	})
}
