package server

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"
	"time"

	"recourse/access"
	"recourse/complaint"
)

// The pace of trying passwords and codes. Mistyping costs nothing; guessing costs
// a wait that doubles. Who comes from a device that has signed in before is
// counted by that device alone, so that nobody can lock the owner out by failing
// in their name. All others are counted by account and network, by network over
// all accounts, so that many names do not help, and by account over all networks,
// so that many networks do not help. Product choices; over all networks they
// allow about 130 tries of an account a day.
const (
	freeOfDevice  = 5
	freeOfPair    = 5
	freeOfNetwork = 60
	freeOfAccount = 20
	firstWait     = time.Second
	networkWait   = time.Minute
	deviceWait    = 5 * time.Minute
	longestWait   = 15 * time.Minute
)

// attempt is one try that is being made, with the counters it moves.
type attempt struct {
	own    []byte   // of this person here: forgotten after a success
	shared [][]byte // of others too: only this try is taken back
}

// guess lets somebody try a secret of an account; TooMany when they have to wait. What
// names the secret: a password, a code. The same is answered for names that
// nobody has: id is 0 then.
func (s *Service) guess(ctx context.Context, what, name string, id int64) (attempt, error) {
	name = strings.ToLower(name)
	if device := s.device(ctx, id); device != "" {
		key := s.derive("try", what, "device", name, device)
		return s.count(ctx, attempt{own: key}, access.Try{Key: key, Free: freeOfDevice, First: firstWait, Longest: deviceWait})
	}
	from := visitOf(ctx).network
	pair, network, account := s.derive("try", what, "pair", name, from), s.derive("try", what, "network", from), s.derive("try", what, "account", name)
	return s.count(ctx, attempt{own: pair, shared: [][]byte{network, account}}, // in one order always, so that none waits for each other
		access.Try{Key: pair, Free: freeOfPair, First: firstWait, Longest: longestWait},
		access.Try{Key: network, Free: freeOfNetwork, First: firstWait, Longest: networkWait},
		access.Try{Key: account, Free: freeOfAccount, First: firstWait, Longest: longestWait})
}

// trySigned lets somebody who is signed in try a secret of their account; they
// are counted by their session.
func (s *Service) trySigned(ctx context.Context, what string) (attempt, error) {
	key := s.derive("try", what, "session", visitOf(ctx).session.ID)
	return s.count(ctx, attempt{own: key}, access.Try{Key: key, Free: freeOfDevice, First: firstWait, Longest: longestWait})
}

func (s *Service) count(ctx context.Context, a attempt, tries ...access.Try) (attempt, error) {
	next, err := s.accounts.Try(ctx, tries, s.now())
	if err != nil {
		return attempt{}, ours(err, "count a try")
	}
	if !next.IsZero() {
		return attempt{}, complaint.Errorf(complaint.TooMany, "too many tries; wait %d seconds", int(next.Sub(s.now()).Seconds())+1)
	}
	return a, nil
}

// passed notes that a try has succeeded.
func (s *Service) passed(ctx context.Context, a attempt) error {
	if err := s.accounts.Passed(ctx, a.own); err != nil {
		return ours(err, "forget tries")
	}
	for _, key := range a.shared {
		if err := s.accounts.GiveBack(ctx, key, s.now()); err != nil {
			return ours(err, "take a try back")
		}
	}
	return nil
}

// deviceAge is how long a device is known after a sign-in. Product choice.
const deviceAge = 365 * 24 * time.Hour

// deviceCookie is the name of the cookie by which a device is known to an
// account. It opens nothing: it only lets its owner try while others fail.
// Behind TLS it bears the prefix that the session's bears.
func (s *Service) deviceCookie(id int64) string {
	name := "known-" + strconv.FormatInt(id, 10)
	if s.sessions.Cookie.Secure {
		name = hostPrefix + name
	}
	return name
}

// device returns the identifier of the device of the request when the account has
// been signed in to from it before; "" otherwise.
func (s *Service) device(ctx context.Context, id int64) string {
	parts := strings.Split(visitOf(ctx).cookie(s.deviceCookie(id)), ".")
	if id == 0 || len(parts) != 3 || !hmac.Equal([]byte(parts[2]), []byte(s.deviceMark(id, parts[0], parts[1]))) {
		return ""
	}
	since, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || s.now().After(time.Unix(since, 0).Add(deviceAge)) {
		return ""
	}
	return parts[0]
}

func (s *Service) deviceMark(id int64, device, since string) string {
	return letters.EncodeToString(s.derive("device", strconv.FormatInt(id, 10), device, since))
}

// knowDevice makes the device of the request known to an account.
func (s *Service) knowDevice(ctx context.Context, id int64) {
	if s.device(ctx, id) != "" {
		return
	}
	v, device, since := visitOf(ctx), rand.Text(), strconv.FormatInt(s.now().Unix(), 10)
	v.gives = append(v.gives, &http.Cookie{ //nolint:gosec // Secure but for development
		Name: s.deviceCookie(id), Value: device + "." + since + "." + s.deviceMark(id, device, since), Path: "/", MaxAge: int(deviceAge.Seconds()),
		HttpOnly: true, Secure: s.sessions.Cookie.Secure, SameSite: http.SameSiteLaxMode,
	})
}
