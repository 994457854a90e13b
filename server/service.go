package server

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/alexedwards/scs/v2"
	"github.com/go-webauthn/webauthn/webauthn"

	"recourse/audit"
	"recourse/complaint"
	"recourse/law"
)

// Service is what the API and the pages both do: file, act, read, sign in. It
// knows neither Echo nor forms; every method takes and returns the words of
// complaint and law.
type Service struct {
	record   Record
	cases    Cases
	clock    law.Clock
	now      func() time.Time
	secret   []byte
	sessions *scs.SessionManager
	chains   Chains
	signer   *audit.Signer
	linkKey  []byte
	scanner  Scanner
	accounts Accounts
	box      *box
	webauthn *webauthn.WebAuthn // nil where passkeys cannot be bound to the address
	dev      bool
	site     string
	breached *Breached // nil without a list
	hashing  argon2id.Params
	hashes   chan struct{} // places for passwords being hashed
	figures  figures
	sentOff  chan struct{} // a draft was sent, whose files are to be moved
}

// ServiceOptions are the rooms a Service works with. Every field is needed, but
// for Scanner, Site, Dev and Breached.
type ServiceOptions struct {
	Record   Record
	Cases    Cases
	Clock    law.Clock
	Now      func() time.Time    // real time
	Secret   []byte              // at least 32 bytes; access codes are derived from it, so it must outlive them
	Sessions *scs.SessionManager // from NewSessions
	Chains   Chains
	Signer   *audit.Signer // of certificates
	LinkKey  []byte        // at least 32 bytes; links follow from it, for this process and for the one that posts them
	Scanner  Scanner       // looks for harmful files; nil for none
	Accounts Accounts      // of staff
	Keys     Keys
	Site     string    // address of the portal as people reach it, to which passkeys are bound
	Dev      bool      // a development installation: lets demo accounts in
	Breached *Breached // passwords that nobody may choose; nil without a list
}

// shortestSecret is the least length of the secret, in bytes: the output of the
// hash it keys.
const shortestSecret = sha256.Size

// NewService returns a Service, or says which of its rooms is missing.
func NewService(o ServiceOptions) (*Service, error) {
	switch {
	case o.Record == nil || o.Cases == nil || o.Now == nil || o.Sessions == nil:
		return nil, fmt.Errorf("a service needs record, cases, now and sessions")
	case o.Chains == nil || o.Signer == nil:
		return nil, fmt.Errorf("a service needs chains and a signer")
	case o.Accounts == nil || o.Keys == nil:
		return nil, fmt.Errorf("a service needs accounts and keys")
	case len(o.Secret) < shortestSecret:
		return nil, fmt.Errorf("the secret has %d bytes and needs %d", len(o.Secret), shortestSecret)
	case len(o.LinkKey) < shortestSecret:
		return nil, fmt.Errorf("the key of links has %d bytes and needs %d", len(o.LinkKey), shortestSecret)
	}
	passkeys, err := newPasskeys(o.Site)
	if err != nil {
		return nil, err
	}
	return &Service{
		record: o.Record, cases: o.Cases, clock: o.Clock, now: o.Now, secret: o.Secret, sessions: o.Sessions, chains: o.Chains, signer: o.Signer,
		linkKey: o.LinkKey, scanner: o.Scanner,
		accounts: o.Accounts, box: &box{keys: o.Keys}, webauthn: passkeys, dev: o.Dev, site: o.Site, breached: o.Breached, hashing: hashing, hashes: make(chan struct{}, hashesAtOnce),
		sentOff: make(chan struct{}, 1),
	}, nil
}

// Clock returns the mapping from real time to case time.
func (s *Service) Clock() law.Clock { return s.clock }

// Now returns the case time.
func (s *Service) Now() time.Time { return s.clock.Case(s.now()).Truncate(time.Millisecond) }

// letters is Crockford's base 32, which survives a telephone.
var letters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// Lengths of what is derived from the secret, in bytes.
const (
	keyBytes      = 16
	codeBytes     = 15 // 120 bits, 24 letters: 112 bits need no slow hash (OWASP ASVS 5.0.0, 6.5.2), and a person can type them
	codeGroup     = 4  // letters between hyphens
	documentBytes = 10 // 16 letters: names a document within its case, and lets nobody in
)

// derive returns bytes that depend on the secret and on all parts.
func (s *Service) derive(parts ...string) []byte {
	mac := hmac.New(sha256.New, s.secret)
	for _, p := range parts {
		_, _ = fmt.Fprintf(mac, "%d:%s", len(p), p)
	}
	return mac.Sum(nil)
}

// filingKey and actKey turn a caller's idempotency key into ours: opaque, since
// what a caller writes may name a person and ours travels through Temporal, and
// bound to the caller, so that nobody repeats another's act.
func (s *Service) filingKey(key string) string {
	return letters.EncodeToString(s.derive("file", fresh(key))[:keyBytes])
}

func (s *Service) actKey(number complaint.Number, by complaint.Actor, key string) string {
	return letters.EncodeToString(s.derive("act", string(number), string(by.Role), by.ID, fresh(key))[:keyBytes])
}

// fresh returns the key, or a random one where the caller gave none.
func fresh(key string) string {
	if key == "" {
		return rand.Text()
	}
	return key
}

// What an access code is made for: the same key gives another code for each.
const (
	madeForFiling  = "filing"
	madeForRenewal = "renewal"
	madeForAgent   = "agent"
)

// accessCode is a code that opens a case. It follows from the number, from what it
// is made for and from the key of that, so that a repetition answers with the same
// code though only its hash is stored.
func (s *Service) accessCode(number complaint.Number, made, key string) string {
	return grouped(s.derive("access", made, string(number), key)[:codeBytes])
}

// grouped writes a code in groups of letters, as people read and type it.
func grouped(code []byte) string {
	var groups []string
	for text := letters.EncodeToString(code); text != ""; text = text[codeGroup:] {
		groups = append(groups, text[:codeGroup])
	}
	return strings.Join(groups, "-")
}

// typed undoes what people do to an access code when they type it.
var typed = strings.NewReplacer("-", "", " ", "", "I", "1", "L", "1", "O", "0")

// codeHash returns the SHA-256 of an access code as a person types it.
func codeHash(code string) []byte {
	sum := sha256.Sum256([]byte(typed.Replace(strings.ToUpper(code))))
	return sum[:]
}

// TokenHash returns the SHA-256 under which the record knows a bearer token.
func TokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// digest names the content of a request, so that a key that comes back with
// another content is noticed. It depends on the secret, so that nobody finds out
// what was written by trying.
func (s *Service) digest(content any) (string, error) {
	text, err := json.Marshal(content)
	if err != nil {
		return "", fmt.Errorf("digest a request: %w", err)
	}
	return hex.EncodeToString(s.derive("digest", string(text))), nil
}

// ours wraps an error with what was being done, unless it is a domain error,
// whose words are for the person asking, or none.
func ours(err error, doing string) error {
	if err == nil || complaint.KindOf(err) != "" {
		return err
	}
	return fmt.Errorf("%s: %w", doing, err)
}
