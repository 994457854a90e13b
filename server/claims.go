package server

import (
	"maps"
	"slices"
	"strings"

	"recourse/complaint"
	"recourse/law"
)

// Provided is a member of staff as their provider of OpenID Connect describes
// them.
type Provided struct {
	Issuer, Subject string // who they are, for good
	Name, Email     string
	Verified        bool // the provider has checked the address
	Role            complaint.Role
	Entities        []string // none for all
	Queues          []string // none for both
}

// everything is the value of a claim that stands for all companies or queues.
const everything = "*"

// provided reads the claims of a person. Who has none of the roles, or whose scope
// a configured claim does not say, does not come in: an empty scope would be the
// largest.
func (p *Provider) provided(claims map[string]any) (Provided, error) {
	who := Provided{Name: first(claims, "name", "preferred_username", "email", "sub"), Email: first(claims, "email")}
	who.Verified = claims["email_verified"] == true || claims["email_verified"] == "true" // some providers write a text
	has := values(claims, p.o.RolesClaim)
	i := slices.IndexFunc(p.o.Roles, func(r RoleOf) bool { return slices.Contains(has, r.Value) })
	if i < 0 {
		return who, complaint.Errorf(complaint.Forbidden, "your organisation's sign-in gives you no role here; ask whoever manages it")
	}
	who.Role = p.o.Roles[i].Role
	var err error
	if who.Entities, err = scopeOf(claims, p.o.EntitiesClaim, law.EntityCodes(), strings.ToUpper, "company"); err != nil {
		return who, err
	}
	who.Queues, err = scopeOf(claims, p.o.QueuesClaim, law.Queues, strings.ToLower, "queue")
	return who, err
}

// scopeOf reads the codes of a claim; none for all.
func scopeOf(claims map[string]any, name string, of complaint.Vocabulary, spell func(string) string, what string) ([]string, error) {
	if name == "" {
		return nil, nil
	}
	var codes []string
	for _, v := range values(claims, name) {
		if v == everything {
			return nil, nil
		}
		if code := spell(v); of.Has(code) {
			codes = append(codes, code)
		}
	}
	if len(codes) == 0 {
		return nil, complaint.Errorf(complaint.Forbidden, "your organisation's sign-in names no %s whose cases you work on; ask whoever manages it", what)
	}
	return codes, nil
}

// first returns the first of the claims that is a text.
func first(claims map[string]any, names ...string) string {
	for _, name := range names {
		if text, _ := claims[name].(string); strings.TrimSpace(text) != "" && storable(text) {
			return strings.TrimSpace(text)
		}
	}
	return ""
}

// values returns what a claim lists: a text, a list of texts, or the names in an
// object. Where no claim has the name itself, its dots lead into objects.
func values(claims map[string]any, name string) []string {
	found, ok := claims[name]
	if outer, inner, dotted := strings.Cut(name, "."); !ok && dotted {
		within, _ := claims[outer].(map[string]any)
		return values(within, inner)
	}
	switch v := found.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if text, ok := e.(string); ok {
				out = append(out, text)
			}
		}
		return out
	case map[string]any:
		return slices.Sorted(maps.Keys(v))
	}
	return nil
}
