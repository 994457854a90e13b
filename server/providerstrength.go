package server

import (
	"slices"

	"github.com/coreos/go-oidc/v3/oidc"
)

// strongEnough compares how somebody has shown who they are, as the signed ID token
// says (OpenID Connect Core 1.0, section 2: acr and amr), with what is demanded. A
// provider that does not say has not done it.
func (p *Provider) strongEnough(checked *oidc.IDToken) error {
	var said map[string]any
	if err := checked.Claims(&said); err != nil {
		return refused("the provider's answer cannot be read", err)
	}
	methods := values(said, "amr")
	for _, want := range p.o.Methods {
		if !slices.Contains(methods, want) {
			return errTooWeak
		}
	}
	acr, _ := said["acr"].(string)
	if len(p.o.Strengths) > 0 && (acr == "" || !slices.Contains(p.o.Strengths, acr)) {
		return errTooWeak
	}
	return nil
}

// errTooWeak is the answer to somebody whose organisation has asked too little.
var errTooWeak = refused("your organisation has not asked for everything that this installation demands, such as a second factor; sign in there with a second factor and try again, or ask whoever manages it", nil)
