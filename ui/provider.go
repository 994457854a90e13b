package ui

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/ui/page"
)

// providerPath is where a member of staff begins to sign in by OpenID Connect.
const providerPath = "/sign-in/provider"

// provided reports whether staff sign in by a provider, and by nothing else.
func (p *Pages) provided() bool { return p.Farewell != nil }

// providerDoor leads a member of staff to the provider, when they press the button.
func (p *Pages) providerDoor(c echo.Context) error {
	v := page.ProviderView{Lead: say(c, "provider.lead"), Form: page.Form{Action: providerPath, Submit: say(c, "provider.go")}, Next: access.Inside(c.QueryParam("next"))}
	if c.QueryParam("again") != "" {
		v.Lead, v.Again = say(c, "provider.again"), true
	}
	return show(c, http.StatusOK, page.ProviderDoor(p.chrome(c, say(c, "signin.title")), v))
}

// Onward leads a browser on to the provider.
func (p *Pages) Onward(c echo.Context, to string) error {
	p.speak(c)
	chrome := p.chrome(c, say(c, "signin.title"))
	chrome.Onward = to
	return show(c, http.StatusOK, page.Onward(chrome, say(c, "provider.going")))
}

// provePath is where somebody shows again who they are, and then comes back.
func (p *Pages) provePath(back string) string {
	if p.provided() {
		return "/sign-in?again=1&next=" + url.QueryEscape(back)
	}
	return proveFirst(back)
}

// farewell is where a caller ends their session at the provider too; "" where
// there is no such place.
func (p *Pages) farewell(c echo.Context) string {
	if !p.provided() {
		return ""
	}
	return p.Farewell(c.Request().Context())
}

// bye says that the session here has ended, and goes on to end the one at the
// provider. It is a page that leads on, since the policy of the pages lets no form
// end at another site.
func (p *Pages) bye(c echo.Context, to string) error {
	chrome := p.chrome(c, say(c, "provider.left"))
	chrome.Caller, chrome.Onward = access.Nobody, to
	return show(c, http.StatusOK, page.Onward(chrome, say(c, "provider.leaving")))
}

// atProvider reports whether a request is part of a sign-in by the provider, whose
// refusals are shown in their own words.
func atProvider(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, providerPath) }

// sentence writes the words of a refusal as a sentence.
func sentence(words string) string {
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:] + "."
}
