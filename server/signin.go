package server

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"recourse/access"
	"recourse/complaint"
)

// What a session holds of a member of staff, and of one who has given the
// password and not yet the second factor.
const (
	heldSession = "staff session"
	heldPending = "pending"         // number of the account
	heldVersion = "pending version" // of the account when the password was checked
	heldSince   = "pending since"   // seconds
	heldTries   = "pending tries"
)

// A password that was given is good for a few codes and a few minutes. Product
// choices.
const (
	pendingTime  = 5 * time.Minute
	pendingTries = 5
)

// The words of refusals. They are the same for a name that nobody has.
var (
	errNoMatch = complaint.Errorf(complaint.Forbidden, "name and password do not match")
	errNoCode  = complaint.Errorf(complaint.Forbidden, "this code is not right, or was used before")
	errAnew    = complaint.Errorf(complaint.Missing, "sign in again")
)

// SignIn checks name and password of a member of staff. A demo account is then
// signed in; for all others the caller returned is Nobody and a second factor is
// awaited. Forbidden when they do not match, TooMany after too many tries.
func (s *Service) SignIn(ctx context.Context, name, password string) (access.Caller, error) {
	name = strings.TrimSpace(name)
	a, err := s.accounts.AccountByName(ctx, name)
	if err != nil && complaint.KindOf(err) != complaint.Missing {
		return access.Nobody, ours(err, "look for an account")
	}
	tried, err := s.guess(ctx, access.ByPassword, name, a.ID)
	if err != nil {
		return access.Nobody, err
	}
	match, stale, err := s.matches(ctx, password, a.PasswordHash)
	if err != nil {
		return access.Nobody, err
	}
	if !match || !s.admissible(a) {
		return access.Nobody, s.refuse(ctx, a.ID, access.ByPassword, errNoMatch)
	}
	if err := s.passed(ctx, tried); err != nil {
		return access.Nobody, err
	}
	if err := s.rehash(ctx, a, password, stale); err != nil {
		return access.Nobody, err
	}
	if a.Demo {
		return s.admit(ctx, a, access.ByPassword)
	}
	return access.Nobody, s.awaitFactor(ctx, a)
}

// admissible reports whether the account can be signed in to at all. Demo
// accounts, which have no second factor, are for development installations.
func (s *Service) admissible(a access.Account) bool {
	return a.ID != 0 && !a.Disabled() && a.Enrolled() && (s.dev || !a.Demo)
}

// refuse notes a sign-in that failed, and returns the refusal.
func (s *Service) refuse(ctx context.Context, id int64, method string, refusal error) error {
	e := access.AccountEvent{Hand: s.byStranger(ctx), Kind: access.SignInFailed, StaffID: id, Detail: method}
	if err := s.accounts.NoteAccountEvent(ctx, e); err != nil {
		return ours(err, "note a sign-in that failed")
	}
	return refusal
}

// rehash keeps the password under the parameters of today.
func (s *Service) rehash(ctx context.Context, a access.Account, password string, stale bool) error {
	if !stale {
		return nil
	}
	fresh, err := s.hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return ours(s.accounts.Rehash(ctx, a.ID, a.PasswordHash, fresh), "hash a password anew")
}

// awaitFactor remembers who has given their password.
func (s *Service) awaitFactor(ctx context.Context, a access.Account) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, heldPending, a.ID)
	s.sessions.Put(ctx, heldVersion, a.Version)
	s.sessions.Put(ctx, heldSince, s.now().Unix())
	return nil
}

// begin ends what this browser was signed in to, and gives its session another
// name, so that nobody who knew the old one comes along.
func (s *Service) begin(ctx context.Context) error {
	if err := s.endHeld(ctx); err != nil {
		return err
	}
	if err := s.closeOwn(ctx); err != nil {
		return err
	}
	if err := s.sessions.Clear(ctx); err != nil {
		return ours(err, "clear the session")
	}
	return ours(s.sessions.RenewToken(ctx), "renew the session")
}

// endHeld ends the session of a member of staff that the browser holds, if any.
func (s *Service) endHeld(ctx context.Context) error {
	v := visitOf(ctx)
	if v.session.ID == "" {
		return nil
	}
	err := s.accounts.EndSession(ctx, v.session.StaffID, v.session.ID, s.byCaller(ctx))
	v.session, v.account = access.Session{}, access.Account{}
	if complaint.KindOf(err) == complaint.Missing {
		return nil
	}
	return ours(err, "end a session")
}

// Awaited reports whether this browser has given a password and not yet the
// second factor.
func (s *Service) Awaited(ctx context.Context) bool {
	since := time.Unix(s.sessions.GetInt64(ctx, heldSince), 0)
	return s.sessions.GetInt64(ctx, heldPending) != 0 && s.now().Sub(since) < pendingTime && s.sessions.GetInt(ctx, heldTries) < pendingTries
}

// awaited returns the account whose password was given. Missing when there is
// none, when that is too long ago, or when the account has changed since.
func (s *Service) awaited(ctx context.Context) (access.Account, error) {
	if !s.Awaited(ctx) {
		return access.Account{}, errAnew
	}
	a, err := s.accounts.Account(ctx, s.sessions.GetInt64(ctx, heldPending))
	if err != nil {
		return access.Account{}, ours(err, "read an account")
	}
	if a.Version != s.sessions.GetInt(ctx, heldVersion) || !s.admissible(a) {
		return access.Account{}, errAnew
	}
	return a, nil
}

// SecondStep signs in whoever has given their password before, by a code of
// their authenticator app or a recovery code. Forbidden for a wrong code, Missing
// when the password has to be given again, TooMany after too many tries.
func (s *Service) SecondStep(ctx context.Context, code string) (access.Caller, error) {
	a, err := s.awaited(ctx)
	if err != nil {
		return access.Nobody, err
	}
	tried, err := s.guess(ctx, access.ByTOTP, a.Name, a.ID)
	if err != nil {
		return access.Nobody, err
	}
	s.sessions.Put(ctx, heldTries, s.sessions.GetInt(ctx, heldTries)+1)
	method, err := s.showCode(ctx, a, code)
	if err != nil {
		return access.Nobody, err
	}
	if method == "" {
		return access.Nobody, s.refuse(ctx, a.ID, access.ByTOTP, errNoCode)
	}
	if err := s.passed(ctx, tried); err != nil {
		return access.Nobody, err
	}
	return s.admit(ctx, a, method)
}

// showCode uses up a code of an account and says which kind it was; "" when it is
// not right.
func (s *Service) showCode(ctx context.Context, a access.Account, code string) (method string, err error) {
	code = digits(code)
	if len(code) != 6 {
		fresh, err := s.accounts.UseRecoveryCode(ctx, a.ID, codeHash(code), s.byOwner(ctx, a))
		if err != nil || !fresh {
			return "", ours(err, "use up a recovery code")
		}
		return access.ByRecovery, nil
	}
	if a.TOTP == nil {
		return "", nil
	}
	secret, err := s.box.unseal(ctx, totpWhat(a.ID), a.TOTP)
	if err != nil {
		return "", err
	}
	step, ok := stepOf(string(secret), code, s.now())
	if !ok {
		return "", nil
	}
	fresh, err := s.accounts.UseTOTP(ctx, a.ID, step)
	if err != nil || !fresh {
		return "", ours(err, "use up a code")
	}
	return access.ByTOTP, nil
}

// admit opens the session of a member of staff who has just shown who they are.
func (s *Service) admit(ctx context.Context, a access.Account, method string) (access.Caller, error) {
	return s.admitProven(ctx, a, method, s.now())
}

// admitProven opens the session of a member of staff who has shown who they are at
// an instant, zero when that is not known.
func (s *Service) admitProven(ctx context.Context, a access.Account, method string, provenAt time.Time) (access.Caller, error) {
	if err := s.begin(ctx); err != nil {
		return access.Nobody, err
	}
	v := access.Session{ID: rand.Text(), StaffID: a.ID, Method: method, ProvenAt: provenAt, ExpiresAt: s.now().Add(staffSession)}
	if err := s.accounts.OpenSession(ctx, a, v, s.byOwner(ctx, a)); err != nil {
		return access.Nobody, ours(err, "open a session")
	}
	s.sessions.Put(ctx, heldSession, v.ID)
	s.sessions.SetDeadline(ctx, time.Now().Add(staffSession)) // the store of sessions goes by the machine's clock
	if _, _, err := s.sessions.Commit(ctx); err != nil {
		return access.Nobody, ours(err, "keep the session")
	}
	s.knowDevice(ctx, a.ID)
	return callerOf(a), nil
}

// staffHeld returns the member of staff whose session the browser holds; Nobody
// when it has ended meanwhile. Role and name are those of now.
func (s *Service) staffHeld(ctx context.Context) (access.Caller, error) {
	v, a, err := s.accounts.Session(ctx, s.sessions.GetString(ctx, heldSession), s.now(), staffIdle)
	if complaint.KindOf(err) == complaint.Missing || err == nil && !s.admissible(a) {
		visitOf(ctx).ended = true
		return access.Nobody, ours(s.sessions.Clear(ctx), "clear the session")
	}
	if err != nil {
		return access.Nobody, ours(err, "find a session")
	}
	visit := visitOf(ctx)
	visit.session, visit.account = v, a
	return callerOf(a), nil
}
