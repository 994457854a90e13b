package server

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/pquerna/otp/hotp"

	"recourse/access"
	"recourse/complaint"
	"recourse/store"
	"recourse/store/storetest"
	"recourse/ui"
)

// staffHouse is a house whose staff sign in: over the whole front, with pages and
// with the accounts in PostgreSQL.
type staffHouse struct {
	*house
	db *store.Store
}

// lightHashing keeps tests quick; nothing else about passwords is lighter.
var lightHashing = argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// secureSite is where people reach the office: passkeys want a name and TLS.
const secureSite = "https://recourse.test"

func newStaffHouse(t *testing.T, change ...func(*ServiceOptions)) *staffHouse {
	t.Helper()
	o := &staffHouse{db: storetest.New(t)}
	of := ServiceOptions{Accounts: o.db, Keys: o.db, Site: secureSite}
	for _, c := range change {
		c(&of)
	}
	o.house = newHouseOf(t, of, func(front *Options) {
		pages, err := ui.New(ui.Options{Service: front.Service, Sessions: front.Service.sessions})
		if err != nil {
			t.Skipf("the pages are not built: %v", err)
		}
		front.Pages, front.ErrorPage = pages.Mount, pages.Error
	})
	o.service.hashing = lightHashing
	return o
}

// person is a member of staff with a browser.
type person struct {
	*visitor
	office         *staffHouse
	id             int64
	name, password string
	secret         string // of the authenticator app
	codes          []string
}

// goodPassword is one that nobody guesses.
const goodPassword = "velvet otter mends nine kites"

// invite adds an account.
func (o *staffHouse) invite(name string, role complaint.Role) (access.Account, string) {
	o.t.Helper()
	code, hash := NewCode()
	a, err := o.db.AddAccount(o.t.Context(), access.Account{Name: name, Email: strings.ReplaceAll(name, " ", ".") + "@example.org", Role: role}, hash, o.clock().Add(InvitationTime), access.OperatorHand(o.clock()))
	if err != nil {
		o.t.Fatal(err)
	}
	return a, code
}

// hires adds somebody who has set up their account with an authenticator app and
// is signed in.
func (o *staffHouse) hires(name string, role complaint.Role) *person {
	o.t.Helper()
	a, code := o.invite(name, role)
	p := &person{visitor: o.visitor(), office: o, id: a.ID, name: name, password: goodPassword}
	p.form("/welcome", "code", code).leads("/welcome/password")
	p.form("/welcome/password", "password", goodPassword, "again", goodPassword).leads("/welcome/app")
	p.secret = strings.ReplaceAll(p.get("/welcome/app").secrets()[0], " ", "")
	p.form("/welcome/app", "code", p.code()).leads("/account/codes")
	p.codes = p.get("/account/codes").is(http.StatusOK).secrets()
	return p
}

// form posts a form; fields are written name, value.
func (v *visitor) form(path string, pairs ...string) answer {
	v.t.Helper()
	r := v.request(http.MethodPost, path, strings.TrimPrefix(query(pairs...), "?"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.send(r)
}

// from tries to sign in from an address.
func (v *visitor) from(address string, pairs ...string) answer {
	v.t.Helper()
	r := v.request(http.MethodPost, "/sign-in", strings.TrimPrefix(query(pairs...), "?"), fromHeader+": "+address)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.send(r)
}

// leads expects the answer to send the browser on.
func (a answer) leads(to string) {
	a.t.Helper()
	if a.is(http.StatusSeeOther); a.header.Get("Location") != to {
		a.t.Fatalf("leads to %q, want %q", a.header.Get("Location"), to)
	}
}

var secretPattern = regexp.MustCompile(`<code class="secret">([^<]+)</code>`)

// secrets are what a page shows once.
func (a answer) secrets() []string {
	var list []string
	for _, m := range secretPattern.FindAllSubmatch(a.body, -1) {
		list = append(list, string(m[1]))
	}
	if len(list) == 0 {
		a.t.Fatalf("the page shows no secret: %d %s", a.status, a.body)
	}
	return list
}

// code is what the authenticator app shows now.
func (p *person) code() string {
	p.t.Helper()
	code, err := hotp.GenerateCode(p.secret, uint64(p.office.clock().Unix()/stepSeconds))
	if err != nil {
		p.t.Fatal(err)
	}
	return code
}

// signIn gives name and password.
func (p *person) signIn() answer {
	p.t.Helper()
	return p.form("/sign-in", "name", p.name, "password", p.password)
}

// enters signs in with both factors, a step after the last code.
func (p *person) enters() {
	p.t.Helper()
	p.office.pass(stepSeconds * time.Second)
	p.signIn().leads("/sign-in/code")
	p.form("/sign-in/code", "code", p.code()).is(http.StatusSeeOther)
	p.get("/account").is(http.StatusOK)
}

// elsewhere is the same person in another browser.
// session is the name of the session that the browser holds.
func (p *person) session() string {
	p.t.Helper()
	for _, c := range p.client.Jar.Cookies(&url.URL{Scheme: "https", Host: "recourse.test", Path: "/"}) {
		if c.Name == sessionCookie {
			return c.Value
		}
	}
	p.t.Fatal("the browser holds no session")
	return ""
}

func (p *person) elsewhere() *person {
	other := *p
	other.visitor = p.office.visitor()
	return &other
}

// isOut expects that the browser is not signed in.
func (p *person) isOut() {
	p.t.Helper()
	p.get("/account").leads("/sign-in?next=" + url.QueryEscape("/account"))
}

// happened are the kinds of events of an account, oldest first.
func (o *staffHouse) happened(id int64) []access.EventKind {
	o.t.Helper()
	all, err := o.db.AccountEvents(o.t.Context(), 0, 1000)
	if err != nil {
		o.t.Fatal(err)
	}
	var kinds []access.EventKind
	for i := range all {
		if e := all[len(all)-1-i]; e.StaffID == id {
			kinds = append(kinds, e.Kind)
		}
	}
	return kinds
}
