package server

import (
	"net/http"
	"strings"
	"testing"
)

// TestProvider_mustHaveAskedEnough holds the provider's word on how somebody has
// signed in against OWASP ASVS 5.0.0, 6.8.4.
func TestProvider_mustHaveAskedEnough(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		acr               string // that the provider says; its amr is "pwd"
		strengths, method []string
		enters            bool
	}{
		"nothing is demanded":        {"", nil, nil, true},
		"one of the strengths":       {"gold", []string{"silver", "gold"}, nil, true},
		"another strength":           {"bronze", []string{"silver", "gold"}, nil, false},
		"no strength said":           {"", []string{"silver"}, nil, false},
		"the method":                 {"", nil, []string{"pwd"}, true},
		"one of two methods":         {"", nil, []string{"pwd", "mfa"}, false},
		"strength without method":    {"gold", []string{"gold"}, []string{"mfa"}, false},
		"both strength and method":   {"gold", []string{"gold"}, []string{"pwd"}, true},
		"a strength that begins so":  {"gold", []string{"go"}, nil, false},
		"an empty strength demanded": {"", []string{""}, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOrganisation(t)
			o.says(also(roles("desk"), "amr", []any{"mfa"})) // beside the token, where nobody has signed it
			o.acr = c.acr
			h, _ := byProvider(t, o, func(p *ProviderOptions) { p.Strengths, p.Methods = c.strengths, c.method })
			v := h.visitor()
			to := v.begin("/desk")
			if got := to.Query().Get("acr_values"); got != strings.Join(c.strengths, " ") {
				t.Errorf("asks for %q", got)
			}
			if back := o.logIn(t, to); c.enters {
				v.get(back).is(http.StatusSeeOther)
			} else {
				v.refusedAt(back, "demands, such as a second factor")
			}
		})
	}
}

// TestProvider_isBegunByAFormOfOurs holds the way to the provider against OWASP ASVS
// 5.0.0, 7.6.2: neither a link nor another site's form leads through it.
func TestProvider_isBegunByAFormOfOurs(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	o.says(roles("desk"))
	h, _ := byProvider(t, o)
	v := h.visitor()
	v.get(providerRoute).is(http.StatusMethodNotAllowed)
	for _, header := range []string{"Sec-Fetch-Site: cross-site", "Origin: https://elsewhere.example"} {
		r := v.request(http.MethodPost, providerRoute, "next=%2Fdesk", header)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		v.send(r).is(http.StatusForbidden)
	}
	page := string(v.get("/sign-in?next=%2Fdesk").is(http.StatusOK).body)
	for _, want := range []string{`method="post"`, `action="` + providerRoute + `"`, `name="next" value="/desk"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the door lacks %s", want)
		}
	}
	v.begin("/desk")
}
