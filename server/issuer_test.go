package server

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestProvider_mustBeTheOneThatIsConfigured: OWASP ASVS 5.0.0, 10.5.3.
func TestProvider_mustBeTheOneThatIsConfigured(t *testing.T) {
	t.Parallel()
	for name, other := range map[string]bool{"itself": false, "another": true} {
		var site *httptest.Server
		site = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			issuer := site.URL
			if other {
				issuer = "https://elsewhere.example"
			}
			_ = json.NewEncoder(w).Encode(map[string]any{
				"issuer": issuer, "authorization_endpoint": site.URL + "/a", "token_endpoint": site.URL + "/t", "jwks_uri": site.URL + "/k",
			})
		}))
		defer site.Close()
		p, err := NewProvider(ProviderOptions{Issuer: site.URL, ClientID: "recourse", Base: "https://privacy.example", RolesClaim: "roles"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.way(t.Context(), journey{})
		if refused := err != nil && strings.Contains(err.Error(), "did not match"); refused != other {
			t.Errorf("who calls itself %s: %v", name, err)
		}
	}
}

// TestProvider_followsNoRedirect: OWASP ASVS 5.0.0, 15.3.2.
func TestProvider_followsNoRedirect(t *testing.T) {
	t.Parallel()
	elsewhere := false
	trap := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere = true }))
	defer trap.Close()
	site := httptest.NewServer(http.RedirectHandler(trap.URL, http.StatusFound))
	defer site.Close()
	p, err := NewProvider(ProviderOptions{Issuer: site.URL, ClientID: "recourse", Base: "https://privacy.example", RolesClaim: "roles"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.way(t.Context(), journey{}); err == nil || elsewhere {
		t.Errorf("the redirect was followed: %v, %v", elsewhere, err)
	}
}
