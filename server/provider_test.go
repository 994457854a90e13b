package server

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"recourse/ui"
)

// organisation is a provider of OpenID Connect with its people, which speaks the
// whole protocol.
type organisation struct {
	*storage.Storage
	mu     sync.Mutex
	claims map[string]any // of ada, beside name and address
	beside string         // the subject that the provider names beside the token, when set
	lasts  time.Duration  // of ID tokens
	shown  *time.Time     // when ada has shown who she is, if it is not when she does
	acr    string         // how well, as the provider calls it
	server *httptest.Server
}

// people are the accounts of an organisation.
type people map[string]*storage.User

func (p people) GetUserByID(id string) *storage.User { return p[id] }
func (p people) ExampleClientID() string             { return storage.ServiceUserID }
func (p people) GetUserByUsername(name string) *storage.User {
	return p[name] // whose identifier is the same
}

// newOrganisation starts a provider that knows this installation as "recourse"
// and another program as "other".
func newOrganisation(t *testing.T) *organisation {
	t.Helper()
	known := people{"ada": {ID: "ada", Username: "ada", Password: "right", FirstName: "ada", LastName: "Lind", Email: "ada@example.org", EmailVerified: true}}
	o := &organisation{lasts: time.Hour}
	o.Storage = storage.NewStorageWithClients(known, map[string]*storage.Client{
		"recourse": storage.WebClient("recourse", "secret", site+callbackRoute),
		"other":    storage.WebClient("other", "secret", site+callbackRoute),
	})
	o.server = httptest.NewUnstartedServer(nil)
	issuer := "http://" + o.server.Listener.Addr().String()
	o.server.Config.Handler = exampleop.SetupServer(issuer, o, nil, false, op.WithAllowInsecure())
	o.server.Start()
	t.Cleanup(o.server.Close)
	return o
}

// says sets what the provider says about ada.
func (o *organisation) says(claims map[string]any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.claims = claims
}

func (o *organisation) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, token, subject, origin string) error {
	err := o.Storage.SetUserinfoFromToken(ctx, info, token, subject, origin)
	o.mu.Lock()
	defer o.mu.Unlock()
	for name, value := range o.claims {
		info.AppendClaims(name, value)
	}
	if o.beside != "" {
		info.Subject = o.beside
	}
	return err
}

// remembered is a sign-in of somebody who has shown before who they are.
type remembered struct {
	op.AuthRequest
	at time.Time
}

// graded is a sign-in that the provider has graded.
type graded struct {
	op.AuthRequest
	acr string
}

func (g graded) GetACR() string { return g.acr }

func (r remembered) GetAuthTime() time.Time { return r.at }

func (o *organisation) AuthRequestByCode(ctx context.Context, code string) (op.AuthRequest, error) {
	r, err := o.Storage.AuthRequestByCode(ctx, code)
	o.mu.Lock()
	defer o.mu.Unlock()
	if err == nil && o.shown != nil {
		r = remembered{r, *o.shown}
	}
	if err == nil && o.acr != "" {
		r = graded{r, o.acr}
	}
	return r, err
}

// client is a program that the provider knows.
type client struct {
	op.Client
	lasts time.Duration
}

func (c client) IDTokenLifetime() time.Duration   { return c.lasts }
func (c client) PostLogoutRedirectURIs() []string { return []string{site + "/sign-in"} }

func (o *organisation) GetClientByClientID(ctx context.Context, id string) (op.Client, error) {
	c, err := o.Storage.GetClientByClientID(ctx, id)
	return client{c, o.lasts}, err
}

// wire carries requests to the provider, and can change what comes back as an ID
// token.
type wire struct {
	mu   sync.Mutex
	swap func(idToken string) string
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil || w.swap == nil || !strings.HasSuffix(r.URL.Path, "/token") {
		return res, err
	}
	defer res.Body.Close()
	answer := map[string]any{}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		return nil, err
	}
	if token, ok := answer["id_token"].(string); ok {
		answer["id_token"] = w.swap(token)
	}
	text, err := json.Marshal(answer)
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
	res.Header.Del("Content-Length")
	return res, err
}

func (w *wire) swaps(f func(string) string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.swap = f
}

// byProvider opens a house whose staff sign in by an organisation.
func byProvider(t *testing.T, o *organisation, change ...func(*ProviderOptions)) (*house, *wire) {
	t.Helper()
	w := &wire{}
	roles, err := ParseRoles([]string{"Privacy Office=privacy_officer", "desk=case_officer", "audit=auditor"})
	if err != nil {
		t.Fatal(err)
	}
	p := ProviderOptions{
		Issuer: o.server.URL, ClientID: "recourse", ClientSecret: "secret", Scopes: []string{"profile", "email"}, Base: site + "/",
		RolesClaim: "realm_access.roles", Roles: roles, HTTP: &http.Client{Transport: w, Timeout: providerTime},
	}
	for _, c := range change {
		c(&p)
	}
	h := newOpenHouse(t, func(o *Options) {
		if o.Provider, err = NewProvider(p); err != nil {
			t.Fatal(err)
		}
		service, provider := o.Service, o.Provider
		pages, err := ui.New(ui.Options{Service: service, Sessions: service.sessions, Farewell: func(ctx context.Context) string { return service.Farewell(ctx, provider) }})
		if err != nil {
			t.Fatal(err)
		}
		o.Pages, o.ErrorPage, o.Onward = pages.Mount, pages.Error, pages.Onward
	})
	return h, w
}

// roles is what a provider says about somebody with these roles.
func roles(list ...any) map[string]any {
	return map[string]any{"realm_access": map[string]any{"roles": list}}
}

func also(claims map[string]any, name string, value any) map[string]any {
	out := maps.Clone(claims)
	out[name] = value
	return out
}

// begin begins a sign-in and returns the address at the provider.
func (v *visitor) begin(next string) *url.URL {
	v.t.Helper()
	return v.form(providerRoute, "next", next).onward()
}

// onward expects a page that leads on to another site, and returns the address.
func (a answer) onward() *url.URL {
	a.t.Helper()
	_, rest, _ := strings.Cut(string(a.is(http.StatusOK).body), `content="0; url=`)
	text, _, _ := strings.Cut(rest, `"`)
	to, err := url.Parse(html.UnescapeString(text))
	if err != nil || to.Host == "" {
		a.t.Fatalf("the page leads on to %q (%v)", text, err)
	}
	return to
}

// logIn fills in the login form of the provider as ada and returns where that
// leads back to, without the site.
func (o *organisation) logIn(t testing.TB, to *url.URL) string {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	back := ""
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Scheme+"://"+r.URL.Host == site {
			back = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page := fetch(t, browser, http.MethodGet, to.String(), nil)
	form := url.Values{"username": {"ada"}, "password": {"right"}, "id": {page.Query().Get("authRequestID")}}
	fetch(t, browser, http.MethodPost, o.server.URL+"/login/username", form)
	if back == "" {
		t.Fatal("the provider has not led back")
	}
	return back
}

// fetch follows redirects and returns the last address.
func fetch(t testing.TB, browser *http.Client, method, to string, form url.Values) *url.URL {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, to, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.Request.URL
}

// enterBy signs ada in all the way.
func (v *visitor) enterBy(o *organisation, next string) answer {
	v.t.Helper()
	return v.get(o.logIn(v.t, v.begin(next)))
}

// refusedAt expects a page that refuses the sign-in, and that nobody is signed in.
func (v *visitor) refusedAt(path, says string) {
	v.t.Helper()
	a := v.get(path).is(http.StatusForbidden)
	if !strings.Contains(string(a.body), says) {
		v.t.Errorf("the page does not say %q: %s", says, a.body)
	}
	if got := v.get(apiBase + "/cases").status; got != http.StatusUnauthorized {
		v.t.Errorf("afterwards the worklist answers %d", got)
	}
	if len(v.record.staff) != 0 {
		v.t.Errorf("the staff has grown to %+v", v.record.staff)
	}
}
