package server

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"github.com/descope/virtualwebauthn"

	"recourse/access"
	"recourse/complaint"
)

// key is a passkey on a person's device.
type key struct {
	at   virtualwebauthn.RelyingParty
	auth virtualwebauthn.Authenticator
	cred virtualwebauthn.Credential
}

func newKey() *key {
	return &key{
		at:   virtualwebauthn.RelyingParty{ID: "recourse.test", Name: product, Origin: secureSite},
		auth: virtualwebauthn.NewAuthenticator(), cred: newCredential(),
	}
}

// newCredential makes a credential whose public key has coordinates of 32 bytes: of a
// shorter one, once in about 128, the library leaves the zeros in front out, which no
// authenticator does (RFC 9053, 7.1.1).
func newCredential() virtualwebauthn.Credential {
	const whole = 77 // bytes of the key as COSE writes it
	for {
		if c := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2); len(c.Key.AttestationData()) == whole {
			return c
		}
	}
}

// json posts what a script sends.
func (v *visitor) json(path string, body string) answer {
	v.t.Helper()
	return v.send(v.request(http.MethodPost, path, body))
}

// make registers the passkey at a page.
func (k *key) make(v *visitor, path, name string) answer {
	v.t.Helper()
	asked, err := virtualwebauthn.ParseAttestationOptions(string(v.json(path+"/options", "{}").is(http.StatusOK).body))
	if err != nil {
		v.t.Fatal(err)
	}
	k.auth.Options.UserHandle = []byte(asked.UserID)
	return v.json(path+query("name", name), virtualwebauthn.CreateAttestationResponse(k.at, k.auth, k.cred, *asked))
}

// answer is what the passkey answers to what a page asks.
func (k *key) answer(v *visitor, path string) string {
	v.t.Helper()
	asked, err := virtualwebauthn.ParseAssertionOptions(string(v.json(path+"/options", "{}").is(http.StatusOK).body))
	if err != nil {
		v.t.Fatal(err)
	}
	k.cred.Counter++
	return virtualwebauthn.CreateAssertionResponse(k.at, k.auth, k.cred, *asked)
}

// show shows the passkey at a page.
func (k *key) show(v *visitor, path string) answer {
	v.t.Helper()
	return v.json(path, k.answer(v, path))
}

// to expects a script to be told where to go.
func (a answer) to(want string) {
	a.t.Helper()
	var said struct{ To string }
	if a.is(http.StatusOK).into(&said); said.To != want {
		a.t.Fatalf("told to go to %q, want %q", said.To, want)
	}
}

// withKey hires an officer who has a passkey too.
func (o *staffHouse) withKey(name string) (*person, *key) {
	o.t.Helper()
	p, k := o.hires(name, complaint.CaseOfficer), newKey()
	k.make(p.visitor, "/account/passkey", "Laptop").to("/account")
	return p, k
}

func TestPasskey_signsInAlone(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p, k := o.withKey("Ada Lind")
	q := p.elsewhere()
	k.show(q.visitor, "/sign-in/passkey").to("/desk")
	q.get("/account").is(http.StatusOK)
	list, err := o.db.Passkeys(t.Context(), p.id)
	if err != nil || len(list) != 1 || list[0].Name != "Laptop" || list[0].UsedAt.IsZero() {
		t.Errorf("passkeys %+v (%v)", list, err)
	}
	r := p.elsewhere() // as the second step too
	r.signIn().leads("/sign-in/code")
	k.show(r.visitor, "/sign-in/passkey").to("/desk")
}

func TestPasskey_setsAnAccountUp(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	a, code := o.invite("Ada Lind", complaint.SystemAdmin)
	v, k := o.visitor(), newKey()
	v.form("/welcome", "code", code).leads("/welcome/password")
	if got := v.json("/welcome/passkey/options", "{}").status; got != http.StatusForbidden {
		t.Errorf("before a password is chosen a passkey is answered %d", got)
	}
	v.form("/welcome/password", "password", goodPassword, "again", goodPassword).leads("/welcome/app")
	k.make(v, "/welcome/passkey", "Phone").to("/account/codes")
	if codes := v.get("/account/codes").secrets(); len(codes) != recoveryCodes {
		t.Errorf("%d recovery codes", len(codes))
	}
	other := o.visitor()
	k.show(other, "/sign-in/passkey").to("/admin/accounts")
	if got, err := o.db.Account(t.Context(), a.ID); err != nil || got.TOTP != nil || got.Passkeys != 1 {
		t.Errorf("the account has %d passkeys (%v)", got.Passkeys, err)
	}
}

func TestPasskey_refusals(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p, k := o.withKey("Ada Lind")
	for name, change := range map[string]func(*key){
		"another site":      func(k *key) { k.at.Origin = "https://elsewhere.example" },
		"another party":     func(k *key) { k.at.ID = "elsewhere.example" },
		"user not verified": func(k *key) { k.auth.Options.UserNotVerified = true },
		"another key":       func(k *key) { k.cred.Key = newCredential().Key },
		"unknown owner":     func(k *key) { k.auth.Options.UserHandle = make([]byte, 16) },
		"owner no handle":   func(k *key) { k.auth.Options.UserHandle = []byte("short") },
	} {
		q, other := p.elsewhere(), *k
		change(&other)
		if got := other.show(q.visitor, "/sign-in/passkey").status; got != http.StatusForbidden {
			t.Errorf("%s: answered %d", name, got)
		}
		q.isOut()
	}
	q := p.elsewhere()
	once := k.answer(q.visitor, "/sign-in/passkey")
	q.json("/sign-in/passkey", once).to("/desk")
	r := p.elsewhere()
	r.json("/sign-in/passkey/options", "{}").is(http.StatusOK)
	r.json("/sign-in/passkey", once).is(http.StatusForbidden) // an answer to another question
	r.json("/sign-in/passkey", once).is(http.StatusForbidden) // and to none
	r.json("/sign-in/passkey", "nonsense").is(http.StatusForbidden)
	if err := o.db.Disable(t.Context(), p.id, access.OperatorHand(o.clock())); err != nil {
		t.Fatal(err)
	}
	k.show(r.visitor, "/sign-in/passkey").is(http.StatusForbidden)
	r.isOut()
}

func TestPasskey_aCopyIsNoticed(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p, k := o.withKey("Ada Lind")
	k.cred.Counter = 40
	k.show(p.elsewhere().visitor, "/sign-in/passkey").to("/desk")
	k.cred.Counter = 7
	k.show(p.elsewhere().visitor, "/sign-in/passkey").is(http.StatusForbidden)
	if !slices.Contains(o.happened(p.id), access.PasskeyCloned) {
		t.Errorf("not noted: %v", o.happened(p.id))
	}
}

func TestPasskey_isRemovedWhileAnotherFactorStays(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p, k := o.withKey("Ada Lind")
	if got := newKey().make(p.visitor, "/account/passkey", " ").status; got != http.StatusForbidden {
		t.Errorf("a passkey without a name is answered %d", got)
	}
	p.form("/account/app/remove").leads("/account")
	o.pass(freshProof)
	if a := p.json("/account/passkey/options", "{}"); !json.Valid(a.body) || a.status != http.StatusOK {
		t.Fatalf("%d %s", a.status, a.body)
	} else {
		a.to("/account/prove?next=%2Faccount")
	}
	_, other := o.withKey("Bo Ek")
	other.show(p.visitor, "/account/prove/passkey").is(http.StatusForbidden) // accepted, but not theirs
	k.show(p.visitor, "/account/prove/passkey").to("/account")
	list, err := o.db.Passkeys(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.db.DropPasskey(t.Context(), p.id, list[0].ID, access.OperatorHand(o.clock())); complaint.KindOf(err) != complaint.Conflict {
		t.Errorf("the last factor: %v, want a conflict", err)
	}
}

func TestNewPasskeys_needANameAndTLS(t *testing.T) {
	t.Parallel()
	for site, want := range map[string]bool{
		"https://recourse.example": true, "https://recourse.example:8443/": true, "http://localhost:8080": true,
		"http://127.0.0.1:8080": false, "https://192.0.2.1": false, "http://recourse.example": false, "": false,
	} {
		if w, err := newPasskeys(site); err != nil || (w != nil) != want {
			t.Errorf("%s: %v (%v), want passkeys %v", site, w, err, want)
		}
	}
}
