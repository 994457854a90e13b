package ui

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
)

// keeps is the language that an answer has the browser keep; "-" for one that it
// lets go, "" where nothing is said about it.
func (a answer) keeps() string {
	for _, c := range (&http.Response{Header: a.header}).Cookies() {
		switch {
		case c.Name != "language" && c.Name != "__Host-language":
		case c.MaxAge < 0:
			return "-"
		default:
			return c.Value
		}
	}
	return ""
}

// asking gets a page as a browser that wants a language.
func (b *browser) asking(path, wish string) answer {
	b.t.Helper()
	req := httptest.NewRequest(http.MethodGet, path, nil)
	req.Header.Set("Accept-Language", wish)
	return b.send(req)
}

func TestSpeak_byAddressChoiceAndBrowser(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, path, kept, wish, speaks, keeps string
	}{
		{"the browser's language", "/", "", "sv-SE,sv;q=0.9,en;q=0.8", "sv", ""},
		{"a language we have not", "/", "", "el,sv;q=0.5", "sv", ""},
		{"none that we have", "/", "", "el", "en", ""},
		{"the address goes first", "/?lang=sv", "", "en", "sv", "sv"},
		{"an address that says nothing new", "/?lang=sv", "", "sv", "sv", ""},
		{"an address with a language we have not", "/?lang=el", "", "sv", "sv", ""},
		{"an address with nonsense", "/?lang=%22%3E", "", "sv", "sv", ""},
		{"what was chosen goes before the browser", "/", "sv", "en", "sv", ""},
		{"and the address before that", "/?lang=en", "sv", "sv", "en", "en"},
		{"a kept language that is none", "/", "xx; y", "sv", "sv", ""},
		{"staff are spoken to in English", "/sign-in?lang=sv", "sv", "sv", "en", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := open(t, nobody)
			b.lang = c.kept
			a := b.asking(c.path, c.wish).want(200)
			if got := a.Find("html").AttrOr("lang", ""); got != c.speaks || a.header.Get("Content-Language") != c.speaks || a.Find("html").AttrOr("dir", "") != "ltr" {
				t.Errorf("the page speaks %q (%s), want %q", got, a.header.Get("Content-Language"), c.speaks)
			}
			if got := a.keeps(); got != c.keeps {
				t.Errorf("the browser keeps %q, want %q", got, c.keeps)
			}
			if vary := a.header.Values(echo.HeaderVary); !slices.Contains(vary, "Accept-Language, Cookie") {
				t.Errorf("the answer varies by %q", vary)
			}
		})
	}
}

func TestSpeak_ofACaseInItsOwnLanguage(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.lang = ""
	a := b.asking("/my-case", "en").want(200)
	if a.text("h1") != "Ditt ärende" || a.keeps() != "sv" {
		t.Errorf("a case in Swedish is headed %q, and the browser keeps %q", a.text("h1"), a.keeps())
	}
	if a = b.asking("/my-case?lang=en", "sv").want(200); a.text("h1") != "Your case" || a.keeps() != "en" {
		t.Errorf("asked for in English it is headed %q, and the browser keeps %q", a.text("h1"), a.keeps())
	}
	b.lang = "en"
	if a = b.asking("/my-case", "sv").want(200); a.text("h1") != "Your case" || a.keeps() != "" {
		t.Errorf("after a choice it is headed %q, and the browser keeps %q", a.text("h1"), a.keeps())
	}
	b.service.rec.Filing.Language, b.lang = "el", ""
	if a = b.asking("/my-case", "sv").want(200); a.text("h1") != "Ditt ärende" || a.keeps() != "" {
		t.Errorf("a case in Greek is headed %q, and the browser keeps %q", a.text("h1"), a.keeps())
	}
}

func TestSpeak_openingACaseForgetsTheChoice(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	a := b.post("/follow", url.Values{"case": {"RC-TEST-0001"}, "code": {code}})
	if a.leads("/my-case"); a.keeps() != "-" {
		t.Errorf("the browser keeps %q", a.keeps())
	}
}

func TestTongues_leadToTheSamePage(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	for path, want := range map[string]string{
		"/": "/?lang=sv", "/how?pack=EU-PS-2016": "/how?lang=sv&pack=EU-PS-2016", "/nowhere": "/?lang=sv",
	} {
		a := b.get(path)
		if got := a.Find(".tongues a[lang=sv][hreflang=sv]").AttrOr("href", ""); got != want || a.text(".tongues a[lang=sv]") != "svenska" {
			t.Errorf("from %s the switch leads to %q, want %q", path, got, want)
		}
		if got := a.Find("link[rel=alternate][hreflang=sv]").AttrOr("href", ""); got != want {
			t.Errorf("the alternate of %s is %q, want %q", path, got, want)
		}
		if a.text(".tongues [aria-current]") != "English" {
			t.Errorf("%s does not say that English is spoken", path)
		}
	}
	if got := b.post("/follow/send", url.Values{}).Find(".tongues a[lang=sv]").AttrOr("href", ""); got != "/follow?lang=sv" {
		t.Errorf("from the answer to a form the switch leads to %q", got)
	}
	if n := open(t, officer).get("/desk").Find(".tongues, link[rel=alternate]").Length(); n != 0 {
		t.Errorf("staff are offered %d languages", n)
	}
}

func TestSpeak_behindTLSTheCookieIsBoundToTheHost(t *testing.T) {
	t.Parallel()
	b := open(t, nobody, func(o *Options) { o.Secure = true })
	set := b.get("/?lang=sv").header.Get("Set-Cookie")
	for _, want := range []string{"__Host-language=sv", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"} {
		if !strings.Contains(set, want) {
			t.Errorf("%q has no %s", set, want)
		}
	}
}

func TestRefusals_areInTheLanguageSpoken(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.lang = "sv"
	b.service.fail = complaint.Errorf(complaint.Busy, "the record takes longer than expected; try again")
	a := b.post("/my-case/acts/message.sent", url.Values{"text": {"Hej"}, "key": {"k1"}}).want(503)
	if !strings.Contains(a.text("main"), "det tar längre tid än väntat; försök igen") {
		t.Errorf("the refusal is %q", a.text(".govuk-error-summary"))
	}
	for path, form := range map[string]url.Values{"/my-case/elsewhere": {"body": {"COURT"}}, "/my-case/answer": {"reply": {"yes"}}} {
		form.Set("key", "k1")
		if a := b.post(path, form).want(503); !strings.Contains(a.text(".govuk-error-summary"), "Det tar längre tid än väntat; försök igen") {
			t.Errorf("%s refuses with %q", path, a.text(".govuk-error-summary"))
		}
	}
	a = b.get("/my-case/acts/complainant.satisfied").want(409)
	if text := a.text("main"); strings.Contains(text, "possible") || !strings.Contains(text, "Det kan du göra när vi") {
		t.Errorf("why it is not possible is said as %q", text)
	}
}
