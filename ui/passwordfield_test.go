package ui

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestPasswordFields_areMaskedAndKnownToManagers looks at every page that asks for
// a password (OWASP ASVS 5.0.0, 6.2.6 and 6.2.7).
func TestPasswordFields_areMaskedAndKnownToManagers(t *testing.T) {
	t.Parallel()
	welcomed := open(t, nobody)
	welcomed.post("/welcome", url.Values{"code": {rightInvite}}).leads("/welcome/password")
	for path, c := range map[string]struct {
		b    *browser
		asks int
	}{
		"/sign-in":          {open(t, nobody), 1},
		"/welcome/password": {welcomed, 2},
		"/account/password": {open(t, privacy), 3},
	} {
		asks := 0
		c.b.get(path).want(http.StatusOK).Find("input").Each(func(_ int, field *goquery.Selection) {
			if !slices.Contains([]string{"password", "current", "again"}, field.AttrOr("name", "")) {
				return
			}
			asks++
			if field.AttrOr("type", "") != "password" || field.AttrOr("value", "") != "" {
				t.Errorf("%s shows a password", path)
			}
			if !slices.Contains([]string{"current-password", "new-password"}, field.AttrOr("autocomplete", "")) || field.AttrOr("onpaste", "") != "" || field.AttrOr("maxlength", "") != "" {
				t.Errorf("%s keeps managers of passwords away", path)
			}
		})
		if asks != c.asks {
			t.Errorf("%s asks for %d passwords, want %d", path, asks, c.asks)
		}
	}
}
