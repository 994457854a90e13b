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

// providerDoor leads a member of staff to the provider.
func (p *Pages) providerDoor(c echo.Context) error {
	to := providerPath
	if next := access.Inside(c.QueryParam("next")); next != "" {
		to += "?next=" + url.QueryEscape(next)
	}
	return show(c, http.StatusOK, page.ProviderDoor(p.chrome(c, say(c, "signin.title")), to))
}

// provePath is where somebody shows again who they are, and then comes back.
func (p *Pages) provePath(back string) string {
	if p.provided() {
		return providerPath + "?again=1&next=" + url.QueryEscape(back)
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
	return show(c, http.StatusOK, page.Bye(chrome))
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
