package complaint

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2018-08-24", "2020-02-29", "2019-02-29", "0000-00-00", "9999-12-31", "2018-8-4", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			return
		}
		if d.String() != s && !d.IsZero() {
			t.Errorf("%q is read as %s", s, d)
		}
		text, err := json.Marshal(d)
		var again Date
		if err != nil || json.Unmarshal(text, &again) != nil || again != d {
			t.Errorf("%s travels as %s and arrives as %s", d, text, again)
		}
		if later := d.AddDays(45); later.Before(d) || d.DaysUntil(later) != 45 {
			t.Errorf("45 days after %s is %s", d, later)
		}
	})
}

func FuzzInert(f *testing.F) {
	for _, s := range []string{"Åsa", "a\u202eb", "\x1b[2J", "\xff\xfe", "\U000e0041"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Inert(s)
		for _, r := range got {
			if Hidden(r) {
				t.Errorf("%q becomes %q", s, got)
			}
		}
		if Inert(got) != got || utf8.ValidString(s) && utf8.RuneCountInString(got) != utf8.RuneCountInString(s) {
			t.Errorf("%q becomes %q", s, got)
		}
	})
}

func FuzzFiling(f *testing.F) {
	f.Add(`{"person": {"name": "Åsa", "email": "asa@example.org"}, "narrative": "a", "residence": "SE", "language": "sv", "person_type": "JOB_SEEKER", "entity": "TEKSYSTEMS", "principles": ["ACCESS"], "channel": "WEB_FORM"}`)
	f.Add(`{"person": {"email": "\"a b\"@[::1]"}, "anonymous": true, "received_at": "0000-01-01T00:00:00Z"}`)
	f.Fuzz(func(t *testing.T, s string) {
		var filing Filing
		if json.Unmarshal([]byte(s), &filing) != nil {
			return
		}
		if err := filing.Validate(); err != nil && KindOf(err) != Invalid {
			t.Errorf("%s is answered with %v", s, err)
		}
	})
}
