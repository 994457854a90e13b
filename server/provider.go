package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"recourse/complaint"
)

// ProviderOptions say how staff sign in by OpenID Connect.
type ProviderOptions struct {
	Issuer       string
	ClientID     string
	ClientSecret string   // "" for a public client
	Scopes       []string // asked for beside openid
	Base         string   // address of this installation as browsers reach it, for example https://privacy.example

	RolesClaim    string   // names the claim that holds a person's roles or groups; dots lead into objects
	Roles         []RoleOf // which value stands for which role; the first that a person has counts
	EntitiesClaim string   // names the claim with the companies whose cases they work on; "" for all
	QueuesClaim   string   // names the claim with their queues; "" for both

	Strengths []string // acr values, of which the provider must name one; none for whatever it does
	Methods   []string // amr values, each of which the provider must name; none for whatever it does

	HTTP *http.Client // reaches the provider; nil for the usual one
}

// RoleOf is a value of the roles claim and the role it stands for.
type RoleOf struct {
	Value string
	Role  complaint.Role
}

// ParseRoles reads pairs such as "privacy-officers=privacy_officer". Without any,
// the values of the claim are the names of the roles themselves.
func ParseRoles(pairs []string) ([]RoleOf, error) {
	var out []RoleOf
	for _, pair := range pairs {
		i := strings.LastIndex(pair, "=")
		if i < 1 || !slices.Contains(complaint.StaffRoles, complaint.Role(pair[i+1:])) {
			return nil, fmt.Errorf("%q is no value=role, with a role of staff", pair)
		}
		out = append(out, RoleOf{pair[:i], complaint.Role(pair[i+1:])})
	}
	if len(out) > 0 {
		return out, nil
	}
	for _, role := range complaint.StaffRoles {
		out = append(out, RoleOf{string(role), role})
	}
	return out, nil
}

// Provider is the door to the provider of OpenID Connect by which staff sign in.
type Provider struct {
	o     ProviderOptions
	known atomic.Pointer[oidc.Provider] // once it has been reached
}

// providerTime is how long the provider has to answer one request. Product choice.
const providerTime = 10 * time.Second

// NewProvider returns the door to a provider, or says which setting is missing. It
// reaches for nothing yet, so that a server starts while the provider is away.
func NewProvider(o ProviderOptions) (*Provider, error) {
	for name, value := range map[string]string{"issuer": o.Issuer, "client": o.ClientID, "address of this installation": o.Base, "roles claim": o.RolesClaim} {
		if value == "" {
			return nil, fmt.Errorf("sign-in by OpenID Connect needs the %s", name)
		}
	}
	if o.HTTP == nil {
		o.HTTP = &http.Client{Timeout: providerTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	return &Provider{o: o}, nil
}

// reach returns the provider, whose settings are read at first use.
func (p *Provider) reach(ctx context.Context) (*oidc.Provider, error) {
	if known := p.known.Load(); known != nil {
		return known, nil
	}
	known, err := oidc.NewProvider(oidc.ClientContext(ctx, p.o.HTTP), p.o.Issuer)
	if err != nil {
		return nil, fmt.Errorf("read the settings of the sign-in provider: %w", err)
	}
	p.known.Store(known)
	return known, nil
}

// client is this installation as the provider knows it.
func (p *Provider) client(known *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.o.ClientID, ClientSecret: p.o.ClientSecret, Endpoint: known.Endpoint(),
		RedirectURL: p.address(callbackRoute), Scopes: append([]string{oidc.ScopeOpenID}, p.o.Scopes...),
	}
}

func (p *Provider) address(route string) string { return strings.TrimSuffix(p.o.Base, "/") + route }

// journey is one sign-in that is under way. It stays here; the provider sees the
// state, the nonce and a digest of the verifier.
type journey struct {
	State    string    `json:"state"`
	Nonce    string    `json:"nonce"`
	Verifier string    `json:"verifier"`
	Next     string    `json:"next"`  // where to go afterwards; "" for where the role leads
	Again    bool      `json:"again"` // who is signed in shows once more who they are
	Begun    time.Time `json:"begun"` // real time of the machine, as the provider's
	Until    time.Time `json:"until"` // real time
}

// way is the address at the provider where a journey goes on.
func (p *Provider) way(ctx context.Context, a journey) (string, error) {
	known, err := p.reach(ctx)
	if err != nil {
		return "", err
	}
	asks := []oauth2.AuthCodeOption{oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)}
	if len(p.o.Strengths) > 0 {
		asks = append(asks, oauth2.SetAuthURLParam("acr_values", strings.Join(p.o.Strengths, " ")))
	}
	if a.Again {
		asks = append(asks, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return p.client(known).AuthCodeURL(a.State, asks...), nil
}

// arrival is what the end of a sign-in has brought.
type arrival struct {
	Who   Provided
	Token string    // the ID token as it came
	Shown time.Time // when they have shown to the provider who they are, by its clock; zero when it does not say
}

// redeem exchanges the code that the browser brought back and returns the person
// it stands for. Who they are is known also where their role or scope is refused.
func (p *Provider) redeem(ctx context.Context, code string, a journey) (arrival, error) {
	known, err := p.reach(ctx)
	if err != nil {
		return arrival{}, err
	}
	ctx = oidc.ClientContext(ctx, p.o.HTTP)
	token, err := p.client(known).Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return arrival{}, fmt.Errorf("exchange a code: %w", err)
	}
	raw, _ := token.Extra("id_token").(string)
	checked, err := known.Verifier(&oidc.Config{ClientID: p.o.ClientID}).Verify(ctx, raw)
	if err != nil {
		return arrival{}, refused("the provider's answer is not valid", err)
	}
	if checked.Nonce != a.Nonce {
		return arrival{}, refused("the provider's answer belongs to another sign-in", nil)
	}
	if a.Again && shownAt(checked).Before(a.Begun.Add(-skew)) {
		return arrival{}, refused("the provider has not asked again who you are", nil)
	}
	if err := p.strongEnough(checked); err != nil {
		return arrival{}, err
	}
	claims, err := p.claims(ctx, known, checked, token)
	if err != nil {
		return arrival{}, err
	}
	who, err := p.provided(claims)
	who.Issuer, who.Subject = checked.Issuer, checked.Subject
	return arrival{who, raw, shownAt(checked)}, err
}

// skew is by how much the provider's clock may differ from ours. Product choice.
const skew = time.Minute

// shownAt is when somebody has shown to the provider who they are; zero when it
// does not say.
func shownAt(checked *oidc.IDToken) time.Time {
	var shown struct {
		At int64 `json:"auth_time"` // seconds
	}
	if checked.Claims(&shown) != nil || shown.At == 0 {
		return time.Time{}
	}
	return time.Unix(shown.At, 0)
}

// claims gathers what the ID token says, and what the provider says beside it.
func (p *Provider) claims(ctx context.Context, known *oidc.Provider, checked *oidc.IDToken, token *oauth2.Token) (map[string]any, error) {
	claims := map[string]any{}
	if err := checked.Claims(&claims); err != nil {
		return nil, refused("the provider's answer cannot be read", err)
	}
	if azp, ok := claims["azp"]; ok && azp != p.o.ClientID {
		return nil, refused("the provider's answer is for another program", nil)
	}
	if known.UserInfoEndpoint() == "" {
		return claims, nil
	}
	more, err := known.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return nil, fmt.Errorf("ask who somebody is: %w", err)
	}
	if more.Subject != checked.Subject {
		return nil, refused("the provider's answers are about two people", nil)
	}
	beside := map[string]any{}
	if err := more.Claims(&beside); err != nil {
		return nil, refused("the provider's answer cannot be read", err)
	}
	for name, value := range beside { // what is signed counts
		if _, ok := claims[name]; !ok {
			claims[name] = value
		}
	}
	return claims, nil
}

// farewell is where somebody who leaves ends their session at the provider too;
// "" when the provider offers no such place.
func (p *Provider) farewell(ctx context.Context, idToken string) (string, error) {
	known, err := p.reach(ctx)
	if err != nil {
		return "", err
	}
	var offers struct {
		End string `json:"end_session_endpoint"`
	}
	if err := known.Claims(&offers); err != nil || offers.End == "" {
		return "", err
	}
	end, err := url.Parse(offers.End)
	if err != nil || end.Scheme != "https" && end.Scheme != "http" {
		return "", fmt.Errorf("the provider's address for leaving is none")
	}
	q := end.Query()
	q.Set("client_id", p.o.ClientID)
	q.Set("id_token_hint", idToken)
	q.Set("post_logout_redirect_uri", p.address("/sign-in"))
	end.RawQuery = q.Encode()
	return end.String(), nil
}
