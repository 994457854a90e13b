package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
)

func TestProvider_signsStaffIn(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	h, _ := byProvider(t, o, func(p *ProviderOptions) { p.EntitiesClaim, p.QueuesClaim = "companies", "https://example.org/queue" })
	number, other := h.visitor().file().CaseNumber, h.visitor().file(set("entity", "AEROTEK")).CaseNumber
	o.says(also(also(roles("staff", "desk", "Privacy Office"), "companies", []any{"teksystems", "elsewhere"}), "https://example.org/queue", "EU"))
	v := h.visitor()
	a := v.enterBy(o, "/desk/cases/"+number).is(http.StatusSeeOther)
	if to := a.header.Get("Location"); to != "/desk/cases/"+number {
		t.Errorf("leads to %s", to)
	}
	v.get("/desk/cases/" + number).is(http.StatusOK)
	v.get("/desk/cases/" + other).is(http.StatusNotFound)
	m := h.record.staff[0]
	if m.Role != complaint.PrivacyOfficer || m.Name != "ada Lind" || h.record.provided[0] != o.server.URL+" ada" {
		t.Errorf("on the staff is %+v", m)
	}
	o.says(also(also(roles("audit"), "companies", "*"), "https://example.org/queue", []any{"*"}))
	again := h.visitor()
	again.enterBy(o, "https://elsewhere.example/desk").is(http.StatusSeeOther)
	if m := h.record.staff[0]; len(h.record.staff) != 1 || m.Role != complaint.Auditor || len(m.Entities)+len(m.Queues) != 0 {
		t.Errorf("the next time it is %+v", h.record.staff)
	}
	v.get("/desk/new").is(http.StatusForbidden)
	v.get("/desk/cases/" + other).is(http.StatusOK)
	for _, word := range []string{"ada", "Lind", "code", "nonce", "verifier"} {
		if strings.Contains(h.log.String(), word) {
			t.Errorf("the log holds %q", word)
		}
	}
}

func TestProvider_afterwardsOnlyLocalPaths(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	o.says(roles("desk"))
	h, _ := byProvider(t, o)
	for _, next := range []string{"https://elsewhere.example/desk", "//elsewhere.example", `/\elsewhere.example`, "/deskx", ""} {
		if to := h.visitor().enterBy(o, next).is(http.StatusSeeOther).header.Get("Location"); to != "/desk" {
			t.Errorf("%q leads to %s", next, to)
		}
	}
}

// Whoever the provider gives no role, or no scope where scopes are its to give,
// stays out.
func TestProvider_whoStaysOut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		claims map[string]any
		says   string
	}{
		"another role":            {also(roles("janitor"), "companies", "*"), "gives you no role"},
		"a role that is not ours": {also(roles("administrator", "manager"), "companies", "*"), "gives you no role"},
		"no list of roles":        {map[string]any{"realm_access": "desk"}, "gives you no role"},
		"no companies":            {roles("desk"), "names no company"},
		"no company of ours":      {also(roles("desk"), "companies", []any{"ELSEWHERE", 7}), "names no company"},
		"an empty company":        {also(roles("desk"), "companies", ""), "names no company"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOrganisation(t)
			o.says(c.claims)
			h, _ := byProvider(t, o, func(p *ProviderOptions) { p.EntitiesClaim = "companies" })
			v := h.visitor()
			v.refusedAt(o.logIn(t, v.begin("")), c.says)
		})
	}
}

// What comes back counts only in the browser that began, once, and for as long as
// it was begun for.
func TestProvider_state(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	o.says(roles("desk"))
	h, _ := byProvider(t, o)
	v, other := h.visitor(), h.visitor()
	back := o.logIn(t, v.begin(""))
	other.refusedAt(back, "not begun in this browser")
	code := mustURL(t, back).Query().Get("code")
	v.refusedAt(callbackRoute+query("code", code, "state", "guessed"), "not begun in this browser")
	v.refusedAt(back, "not begun in this browser") // the guess has used it up

	to := v.begin("")
	v.refusedAt(callbackRoute+query("error", "access_denied", "state", to.Query().Get("state")), "has not signed you in")
	v.refusedAt(callbackRoute+query("state", v.begin("").Query().Get("state")), "has not signed you in")
	to = v.begin("")
	v.refusedAt(o.logIn(t, to)+"&iss=https%3A%2F%2Felsewhere.example", "another provider")

	back = o.logIn(t, v.begin(""))
	h.pass(journeyTime + time.Second)
	v.refusedAt(back, "has taken too long")
}

// A code counts once, for the sign-in it was made for, and while the provider
// knows it.
func TestProvider_codes(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	o.says(roles("desk"))
	h, _ := byProvider(t, o)
	v, other := h.visitor(), h.visitor()

	// A code that was begun elsewhere does not fit the verifier that is kept here.
	foreign := mustURL(t, o.logIn(t, other.begin(""))).Query().Get("code")
	v.refusedAt(callbackRoute+query("code", foreign, "state", v.begin("").Query().Get("state")), "does not accept this sign-in")

	// A code that has expired is gone at the provider.
	back := o.logIn(t, v.begin(""))
	r, err := o.AuthRequestByCode(t.Context(), mustURL(t, back).Query().Get("code"))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.DeleteAuthRequest(t.Context(), r.GetID()); err != nil {
		t.Fatal(err)
	}
	v.refusedAt(back, "does not accept this sign-in")

	// Neither the address nor the code works twice.
	back = o.logIn(t, v.begin(""))
	v.get(back).is(http.StatusSeeOther)
	v.get(back).is(http.StatusForbidden)
	a := v.get(callbackRoute + query("code", mustURL(t, back).Query().Get("code"), "state", v.begin("").Query().Get("state"))).is(http.StatusForbidden)
	if !strings.Contains(string(a.body), "does not accept this sign-in") {
		t.Errorf("a used code is answered %s", a.body)
	}
}

func mustURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// The code alone is worth nothing: the provider gives tokens only for the
// verifier, which never leaves this house before.
func TestProvider_asksForPKCE(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	o.says(roles("desk"))
	h, _ := byProvider(t, o)
	v := h.visitor()
	to := v.begin("")
	q := to.Query()
	if q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) < 43 || q.Get("nonce") == "" || q.Get("state") == "" || q.Get("response_type") != "code" ||
		q.Get("redirect_uri") != site+callbackRoute || q.Get("scope") != "openid profile email" {
		t.Errorf("asks with %v", q)
	}
	code := mustURL(t, o.logIn(t, to)).Query().Get("code")
	for _, verifier := range []url.Values{{}, {"code_verifier": {strings.Repeat("x", 43)}}} {
		verifier.Set("grant_type", "authorization_code")
		verifier.Set("code", code)
		verifier.Set("redirect_uri", site+callbackRoute)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.server.URL+"/oauth/token", strings.NewReader(verifier.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth("recourse", "secret")
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusBadRequest {
			t.Errorf("without the verifier the provider answers %d", res.StatusCode)
		}
	}
}

// Only an ID token of this provider, for this program, for this sign-in, in time
// and whole, says who somebody is.
func TestProvider_idTokens(t *testing.T) {
	t.Parallel()
	o, elsewhere := newOrganisation(t), newOrganisation(t)
	for _, org := range []*organisation{o, elsewhere} {
		org.says(roles("desk"))
	}
	tokenOf := func(org *organisation, client string) string { // another program's own sign-in
		h, w := byProvider(t, org, func(p *ProviderOptions) { p.ClientID = client })
		token := ""
		w.swaps(func(t string) string { token = t; return t })
		v := h.visitor()
		v.enterBy(org, "").is(http.StatusSeeOther)
		return token
	}
	const notValid = "answer is not valid"
	for name, c := range map[string]struct {
		swap func(string) string
		says string
	}{
		"for another program":    {func(string) string { return tokenOf(o, "other") }, notValid},
		"of another provider":    {func(string) string { return tokenOf(elsewhere, "recourse") }, notValid},
		"for another sign-in":    {func(string) string { return tokenOf(o, "recourse") }, "belongs to another sign-in"},
		"with another content":   {func(t string) string { p := strings.Split(t, "."); return p[0] + "." + swapped(p[1]) + "." + p[2] }, notValid},
		"with another seal":      {func(t string) string { p := strings.Split(t, "."); return p[0] + "." + p[1] + "." + swapped(p[2]) }, notValid},
		"that nobody has signed": {func(t string) string { return "eyJhbGciOiJub25lIn0." + strings.Split(t, ".")[1] + "." }, notValid},
		"that is none":           {func(string) string { return "" }, notValid},
	} {
		h, w := byProvider(t, o)
		v := h.visitor()
		back := o.logIn(t, v.begin(""))
		w.swaps(c.swap)
		t.Log(name)
		v.refusedAt(back, c.says)
	}
	h, _ := byProvider(t, o)
	v := h.visitor()
	to := v.begin("")
	q := to.Query()
	q.Set("nonce", "another")
	to.RawQuery = q.Encode()
	v.refusedAt(o.logIn(t, to), "belongs to another sign-in")
	o.mu.Lock()
	o.beside = "bo"
	o.mu.Unlock()
	v.refusedAt(o.logIn(t, v.begin("")), "about two people")
	o.mu.Lock()
	o.beside, o.lasts = "", -time.Hour
	o.mu.Unlock()
	v.refusedAt(o.logIn(t, v.begin("")), notValid)
}

// swapped changes a letter in the middle.
func swapped(text string) string {
	i := len(text) / 2
	if text[i] == 'A' {
		return text[:i] + "B" + text[i+1:]
	}
	return text[:i] + "A" + text[i+1:]
}

// Where a provider signs people in, nothing else does.
func TestProvider_isTheOnlyDoor(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	h, _ := byProvider(t, o)
	v := h.visitor()
	a := v.get("/sign-in").is(http.StatusOK)
	if bytes.Contains(a.body, []byte("password")) || !bytes.Contains(a.body, []byte(providerRoute)) {
		t.Errorf("the page asks for %s", a.body)
	}
	v.send(v.request(http.MethodPost, "/sign-in", "name=Staff+1&password=right", "Content-Type: application/x-www-form-urlencoded")).is(http.StatusForbidden)
	number := h.visitor().file()
	v.post(apiBase+"/complaints/"+number.CaseNumber+"/session", map[string]string{"access_code": number.AccessCode}).is(http.StatusNoContent)
}

func TestProvider_leaving(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	o.says(roles("desk"))
	h, _ := byProvider(t, o)
	v := h.visitor()
	v.enterBy(o, "").is(http.StatusSeeOther)
	a := v.send(v.request(http.MethodPost, "/sign-out", nil)).is(http.StatusOK)
	to := a.onward().String()
	v.get(apiBase + "/cases").is(http.StatusUnauthorized)
	last := ""
	browser := &http.Client{CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		last = r.URL.String()
		return http.ErrUseLastResponse
	}}
	fetch(t, browser, http.MethodGet, to, nil)
	if !strings.HasPrefix(to, o.server.URL+"/") || last != site+"/sign-in" {
		t.Errorf("%s leads to %q", to, last)
	}
	if got := v.send(v.request(http.MethodPost, "/sign-out", nil)); got.status != http.StatusSeeOther {
		t.Errorf("who is not signed in gets %d", got.status)
	}
}

// A provider that is away is said to be, before and after the way there, and the
// complainants do not notice.
func TestProvider_away(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	o.says(roles("desk"))
	h, _ := byProvider(t, o)
	v := h.visitor()
	back := o.logIn(t, v.begin(""))
	o.server.Close()
	fresh, _ := byProvider(t, o)
	for name, a := range map[string]answer{"coming back": v.get(back), "going there": fresh.visitor().form(providerRoute)} {
		if a.status != http.StatusServiceUnavailable || !bytes.Contains(a.body, []byte("does not answer")) || a.header.Get("Retry-After") == "" {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	fresh.resident()
}

// Who shows again who they are has to do so at the provider, now.
func TestProvider_again(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	o.says(roles("desk"))
	h, _ := byProvider(t, o)
	v := h.visitor()
	again := func() *url.URL {
		return v.form(providerRoute, "again", "1", "next", "/account").onward()
	}
	to := again()
	if q := to.Query(); q.Get("prompt") != "login" || q.Get("max_age") != "0" {
		t.Errorf("asks with %v", q)
	}
	v.get(o.logIn(t, to)).leads("/account")
	to = again()
	back := o.logIn(t, to)
	ctx, err := h.service.sessions.Load(t.Context(), v.client.Jar.Cookies(mustURL(t, site))[0].Value)
	if err != nil {
		t.Fatal(err)
	}
	var j journey
	if err := json.Unmarshal([]byte(h.service.sessions.GetString(ctx, heldJourney)), &j); err != nil {
		t.Fatal(err)
	}
	j.Begun = j.Begun.Add(time.Hour) // as if the provider had asked an hour before
	text, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	h.service.sessions.Put(ctx, heldJourney, string(text))
	if _, _, err := h.service.sessions.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if a := v.get(back).is(http.StatusForbidden); !bytes.Contains(a.body, []byte("has not asked again")) {
		t.Errorf("the page says %s", a.body)
	}
}

// Who has lost the role, or the scope, at the provider is out everywhere once the
// provider says so, in the browser that hears it and in all others.
func TestProvider_whoHasNoRoleAnyMoreIsOut(t *testing.T) {
	t.Parallel()
	for name, says := range map[string]map[string]any{
		"no role":    also(roles("janitor"), "companies", "*"),
		"no company": roles("desk"),
	} {
		o := newOrganisation(t)
		o.says(also(roles("desk"), "companies", "*"))
		h, _ := byProvider(t, o, func(p *ProviderOptions) { p.EntitiesClaim = "companies" })
		here, there := h.visitor(), h.visitor()
		for _, v := range []*visitor{here, there} {
			v.enterBy(o, "").is(http.StatusSeeOther)
			v.get(apiBase + "/cases").is(http.StatusOK)
		}
		o.says(says)
		t.Log(name)
		here.enterBy(o, "").is(http.StatusForbidden)
		for _, v := range []*visitor{here, there} {
			v.get(apiBase + "/cases").is(http.StatusUnauthorized)
		}
	}
}

// A provider that remembers a browser lets it in without asking anything, which
// shows no factor.
func TestProvider_aSilentSignInProvesNothing(t *testing.T) {
	t.Parallel()
	o := newOrganisation(t)
	o.says(roles("desk"))
	h, _ := byProvider(t, o)
	accounts := h.service.accounts.(*openAccounts)
	for name, c := range map[string]struct {
		shown time.Time
		again bool
		fresh bool
	}{
		"just asked":              {time.Now(), false, true},
		"asked an hour before":    {time.Now().Add(-time.Hour), false, false},
		"never says":              {time.Time{}, false, false},
		"asked again as was told": {time.Now(), true, true},
	} {
		o.mu.Lock()
		o.shown = &c.shown
		o.mu.Unlock()
		accounts.mu.Lock()
		clear(accounts.open)
		accounts.mu.Unlock()
		v := h.visitor()
		again := ""
		if c.again {
			again = "1"
		}
		v.get(o.logIn(t, v.form(providerRoute, "again", again).onward())).is(http.StatusSeeOther)
		for _, session := range accounts.open {
			if fresh := h.service.now().Sub(session.ProvenAt) < freshProof; fresh != c.fresh {
				t.Errorf("%s: proven at %v, %v", name, session.ProvenAt, fresh)
			}
		}
		if len(accounts.open) != 1 {
			t.Errorf("%s: %d sessions", name, len(accounts.open))
		}
	}
}

func TestParseRoles(t *testing.T) {
	t.Parallel()
	list, err := ParseRoles([]string{"cn=Office,ou=x=privacy_officer", "m=manager"})
	if err != nil || len(list) != 2 || list[0] != (RoleOf{"cn=Office,ou=x", complaint.PrivacyOfficer}) {
		t.Errorf("got %+v %v", list, err)
	}
	for _, wrong := range []string{"manager", "=manager", "m=", "m=complainant", "m=boss"} {
		if _, err := ParseRoles([]string{wrong}); err == nil {
			t.Errorf("%q has been taken", wrong)
		}
	}
	if list, err := ParseRoles(nil); err != nil || len(list) != len(complaint.StaffRoles) || list[0].Value != string(list[0].Role) {
		t.Errorf("without a map: %+v %v", list, err)
	}
	for _, o := range []ProviderOptions{{}, {Issuer: "x", ClientID: "y", Base: "z"}} {
		if _, err := NewProvider(o); err == nil {
			t.Errorf("%+v has been taken", o)
		}
	}
}
