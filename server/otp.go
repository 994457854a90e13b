package server

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"rsc.io/qr"

	"recourse/access"
)

// Codes of authenticator apps, as RFC 6238 has them and as every app knows them:
// SHA-1, six digits, thirty seconds. Only the code of the step that is running is
// taken, so that none lives longer (OWASP ASVS 5.0.0, 6.5.5): RFC 6238, section 5.2,
// allows one step of delay and does not ask for it, and the clocks of telephones go
// by the network.
const (
	stepSeconds = 30
	secretBytes = 20 // RFC 4226, section 4: 160 bits
)

// secretText is how the secret of an authenticator app is written.
var secretText = base32.StdEncoding.WithPadding(base32.NoPadding)

func newTOTPSecret() string {
	b := make([]byte, secretBytes)
	_, _ = rand.Read(b) // never fails
	return secretText.EncodeToString(b)
}

// stepOf returns the step that is running, when it is its code that was given. That
// no step is used twice is the record's to see to, since several servers ask.
func stepOf(secret, code string, at time.Time) (int64, bool) {
	step := at.Unix() / stepSeconds
	want, err := hotp.GenerateCodeCustom(secret, uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	return step, err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1
}

// TOTPSecret is the secret of an authenticator app that is being set up.
type TOTPSecret struct {
	Text    string // in groups of four, to be typed
	Address string // otpauth URL, to be scanned
}

func totpSecret(secret, name string) TOTPSecret {
	var groups []string
	for rest := secret; rest != ""; {
		n := min(4, len(rest))
		groups, rest = append(groups, rest[:n]), rest[n:]
	}
	q := url.Values{"secret": {secret}, "issuer": {product}, "period": {strconv.Itoa(stepSeconds)}, "digits": {"6"}, "algorithm": {"SHA1"}}
	u := url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + product + ":" + name, RawQuery: q.Encode()}
	return TOTPSecret{Text: strings.Join(groups, " "), Address: u.String()}
}

// product is how authenticators name us.
const product = "Recourse"

// PNG draws the address for a camera.
func (t TOTPSecret) PNG() ([]byte, error) {
	code, err := qr.Encode(t.Address, qr.M)
	if err != nil {
		return nil, fmt.Errorf("draw a secret for a camera: %w", err)
	}
	return code.PNG(), nil
}

// heldTOTP is where a session keeps the sealed secret of an authenticator app
// that is being set up.
const heldTOTP = "totp"

func totpWhat(id int64) string { return "totp/" + strconv.FormatInt(id, 10) }

// settingUp returns the secret that the session is setting up for an account, and
// makes one at the first call. The sealed one is what the account keeps.
func (s *Service) settingUp(ctx context.Context, a access.Account) (secret string, sealed []byte, err error) {
	if sealed = s.sessions.GetBytes(ctx, heldTOTP); sealed != nil {
		b, err := s.box.unseal(ctx, totpWhat(a.ID), sealed)
		return string(b), sealed, err
	}
	secret = newTOTPSecret()
	if sealed, err = s.box.seal(ctx, totpWhat(a.ID), []byte(secret)); err != nil {
		return "", nil, err
	}
	s.sessions.Put(ctx, heldTOTP, sealed)
	return secret, sealed, nil
}

// digits are the digits of a code as people type it.
func digits(code string) string { return strings.NewReplacer(" ", "", "-", "").Replace(code) }
