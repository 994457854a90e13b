package mail

import (
	"errors"
	"testing"

	"github.com/sendgrid/rest"

	"recourse/complaint"
)

// FuzzRefusal reads what the mail provider could answer: each answer that is no
// acceptance is either final or for later.
func FuzzRefusal(f *testing.F) {
	f.Add(429, "1535104800", "")
	f.Add(400, "", `{"errors": [{"message": "The to address asa@example.org is bad"}]}`)
	f.Add(503, "99999999999999999999", "<html>")
	f.Add(302, "-1", "")
	f.Fuzz(func(t *testing.T, status int, reset, body string) {
		if status/100 == 2 {
			return
		}
		err := refusal(&rest.Response{StatusCode: status, Body: body, Headers: map[string][]string{"X-Ratelimit-Reset": {reset}}})
		var refused *Refused
		var later *Later
		if !errors.As(err, &refused) && !errors.As(err, &later) {
			t.Errorf("%d is answered with %v", status, err)
		}
		if text := err.Error(); len(text) > 80 {
			t.Errorf("the error quotes the answer: %s", text)
		}
	})
}

// FuzzOneLine brings what persons write onto one line of a letter.
func FuzzOneLine(f *testing.F) {
	for _, s := range []string{"Åsa Öberg", "a\r\nBcc: b@example.org", "\u202eevil", "\xff\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := oneLine(s)
		for _, r := range got {
			if r == '\n' || r == '\r' || complaint.Hidden(r) {
				t.Errorf("%q becomes %q", s, got)
			}
		}
		if oneLine(got) != got {
			t.Errorf("%q becomes %q and then %q", s, got, oneLine(got))
		}
	})
}
