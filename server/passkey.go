package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"recourse/access"
	"recourse/complaint"
)

// ceremonyTime is how long a person may take with their passkey. Product choice.
const ceremonyTime = 5 * time.Minute

// longestPasskeyName bounds the name of a passkey, in letters.
const longestPasskeyName = 60

// errNoPasskeys says that this installation has none: browsers offer them only
// where the address is a name and travels over TLS, or is this machine's own.
var errNoPasskeys = complaint.Errorf(complaint.Conflict, "this installation has no address that passkeys can be bound to")

// newPasskeys prepares passkeys for the address of the portal; nil when they
// cannot be bound to it.
func newPasskeys(site string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(site)
	if err != nil {
		return nil, fmt.Errorf("read the address of the portal: %w", err)
	}
	host := u.Hostname()
	if host == "" || net.ParseIP(host) != nil || u.Scheme != "https" && host != "localhost" {
		return nil, nil
	}
	timeout := webauthn.TimeoutConfig{Enforce: true, Timeout: ceremonyTime, TimeoutUVD: ceremonyTime}
	return webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: product, RPOrigins: []string{u.Scheme + "://" + u.Host}, AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired},
		Timeouts:               webauthn.TimeoutsConfig{Login: timeout, Registration: timeout},
	})
}

// Passkeys reports whether this installation can have passkeys.
func (s *Service) Passkeys() bool { return s.webauthn != nil }

// owner is an account as the passkey library sees it.
type owner struct {
	access.Account
	keys []webauthn.Credential
}

// WebAuthnID is the handle by which passkeys know their owner.
func (o owner) WebAuthnID() []byte { return o.Handle[:] }

// WebAuthnName is the name that the person's device shows.
func (o owner) WebAuthnName() string { return o.Name }

// WebAuthnDisplayName is the same.
func (o owner) WebAuthnDisplayName() string { return o.Name }

// WebAuthnCredentials are the passkeys of the account.
func (o owner) WebAuthnCredentials() []webauthn.Credential { return o.keys }

func (s *Service) ownerOf(ctx context.Context, a access.Account) (owner, error) {
	list, err := s.accounts.Passkeys(ctx, a.ID)
	if err != nil {
		return owner{}, ours(err, "list passkeys")
	}
	o := owner{Account: a, keys: make([]webauthn.Credential, len(list))}
	for i, p := range list {
		if err := json.Unmarshal(p.Credential, &o.keys[i]); err != nil {
			return owner{}, fmt.Errorf("read a passkey: %w", err)
		}
	}
	return o, nil
}

// heldCeremony is where a session keeps what was asked of a passkey.
const heldCeremony = "ceremony"

func (s *Service) holdCeremony(ctx context.Context, data *webauthn.SessionData) error {
	text, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("keep what was asked of a passkey: %w", err)
	}
	s.sessions.Put(ctx, heldCeremony, text)
	return nil
}

// heldData returns what was asked of a passkey, once: no answer is good twice.
func (s *Service) heldData(ctx context.Context) (data webauthn.SessionData, err error) {
	text := s.sessions.PopBytes(ctx, heldCeremony)
	if text == nil || json.Unmarshal(text, &data) != nil {
		return data, errNoPasskey
	}
	return data, nil
}

var errNoPasskey = complaint.Errorf(complaint.Forbidden, "this passkey was not accepted; try again")

// PasskeyOptions asks for any passkey of this installation. What it returns is
// for the browser, as JSON. Conflict where there are none.
func (s *Service) PasskeyOptions(ctx context.Context) (any, error) {
	if s.webauthn == nil {
		return nil, errNoPasskeys
	}
	options, data, err := s.webauthn.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, fmt.Errorf("ask for a passkey: %w", err)
	}
	return options, s.holdCeremony(ctx, data)
}

// PasskeySignIn signs in whoever answers with a passkey. It takes the place of
// password and second factor, since the device has verified its user. Forbidden
// when it is not accepted.
func (s *Service) PasskeySignIn(ctx context.Context, answer []byte) (access.Caller, error) {
	a, err := s.showPasskey(ctx, answer)
	if err == nil && !s.admissible(a) {
		err = errNoPasskey
	}
	if complaint.KindOf(err) == complaint.Forbidden {
		return access.Nobody, s.refuse(ctx, a.ID, access.ByPasskey, errNoPasskey)
	}
	if err != nil {
		return access.Nobody, err
	}
	return s.admit(ctx, a, access.ByPasskey)
}

// showPasskey checks the answer of a passkey and returns whose it is. The account
// is told also where a passkey of it is refused.
func (s *Service) showPasskey(ctx context.Context, answer []byte) (access.Account, error) {
	if s.webauthn == nil {
		return access.Account{}, errNoPasskeys
	}
	data, err := s.heldData(ctx)
	if err != nil {
		return access.Account{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBody(bytes.NewReader(answer))
	if err != nil {
		return access.Account{}, errNoPasskey
	}
	var fault error // of ours, which the library would hide
	var whose owner
	_, used, err := s.webauthn.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		whose, fault = s.ownerByHandle(ctx, handle)
		return whose, fault
	}, data, parsed)
	if fault != nil && complaint.KindOf(fault) == "" {
		return access.Account{}, fault
	}
	if err != nil {
		return whose.Account, errNoPasskey
	}
	return whose.Account, s.usePasskey(ctx, whose.Account, used)
}

func (s *Service) ownerByHandle(ctx context.Context, handle []byte) (owner, error) {
	a, err := s.accounts.AccountByHandle(ctx, handle)
	if err != nil {
		return owner{}, ours(err, "look for the owner of a passkey")
	}
	return s.ownerOf(ctx, a)
}

// usePasskey notes the use of a passkey, and refuses one whose counter went
// backwards: there are two of it.
func (s *Service) usePasskey(ctx context.Context, a access.Account, used *webauthn.Credential) error {
	if used.Authenticator.CloneWarning {
		e := access.AccountEvent{Hand: s.byStranger(ctx), Kind: access.PasskeyCloned, StaffID: a.ID}
		return errors.Join(errNoPasskey, s.accounts.NoteAccountEvent(ctx, e))
	}
	text, err := json.Marshal(used)
	if err != nil {
		return fmt.Errorf("write a passkey: %w", err)
	}
	return ours(s.accounts.UsePasskey(ctx, used.ID, text, s.now()), "note the use of a passkey")
}

// NewPasskeyOptions asks for a new passkey for whoever sets up their account or
// changes it. What it returns is for the browser, as JSON.
func (s *Service) NewPasskeyOptions(ctx context.Context) (any, error) {
	if s.webauthn == nil {
		return nil, errNoPasskeys
	}
	a, err := s.settingUpWhom(ctx)
	if err != nil {
		return nil, err
	}
	o, err := s.ownerOf(ctx, a)
	if err != nil {
		return nil, err
	}
	options, data, err := s.webauthn.BeginRegistration(o, webauthn.WithExclusions(webauthn.Credentials(o.keys).CredentialDescriptors()))
	if err != nil {
		return nil, fmt.Errorf("ask for a new passkey: %w", err)
	}
	return options, s.holdCeremony(ctx, data)
}

// newPasskey checks the answer of a new passkey of an account.
func (s *Service) newPasskey(ctx context.Context, a access.Account, name string, answer []byte) (access.Passkey, error) {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > longestPasskeyName || !utf8.ValidString(name) {
		return access.Passkey{}, complaint.Errorf(complaint.Invalid, "give the passkey a name of at most %d letters", longestPasskeyName)
	}
	data, err := s.heldData(ctx)
	if err != nil {
		return access.Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBody(bytes.NewReader(answer))
	if err != nil {
		return access.Passkey{}, errNoPasskey
	}
	made, err := s.webauthn.CreateCredential(owner{Account: a}, data, parsed)
	if err != nil {
		return access.Passkey{}, errNoPasskey
	}
	text, err := json.Marshal(made)
	if err != nil {
		return access.Passkey{}, fmt.Errorf("write a passkey: %w", err)
	}
	return access.Passkey{ID: made.ID, Name: name, Credential: text}, nil
}
