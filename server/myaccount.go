package server

import (
	"context"

	"recourse/access"
	"recourse/complaint"
)

// errBrowser refuses programs: an account is its owner's own, in a browser.
var errBrowser = complaint.Errorf(complaint.Forbidden, "sign in with a browser")

// mine returns the caller's account as it is now. Forbidden for a program.
func (s *Service) mine(ctx context.Context) (access.Account, error) {
	v := visitOf(ctx)
	if v.session.ID == "" {
		return access.Account{}, errBrowser
	}
	a, err := s.accounts.Account(ctx, v.account.ID)
	return a, ours(err, "read an account")
}

// MyAccount returns the caller's account with its passkeys and sessions.
func (s *Service) MyAccount(ctx context.Context) (own access.Own, err error) {
	if own.Account, err = s.mine(ctx); err != nil {
		return access.Own{}, err
	}
	if own.Passkeys, err = s.accounts.Passkeys(ctx, own.Account.ID); err != nil {
		return access.Own{}, ours(err, "list passkeys")
	}
	own.Session = visitOf(ctx).session.ID
	own.Sessions, err = s.accounts.Sessions(ctx, own.Account.ID, s.now(), staffIdle)
	return own, ours(err, "list sessions")
}

// Proven reports whether the caller has shown a factor within ten minutes.
func (s *Service) Proven(ctx context.Context) bool {
	v := visitOf(ctx)
	return v.session.ID != "" && s.now().Sub(v.session.ProvenAt) < freshProof
}

// proven returns the caller's account, for a change that needs a fresh factor.
// access.ErrStale when it is not fresh.
func (s *Service) proven(ctx context.Context) (access.Account, error) {
	a, err := s.mine(ctx)
	if err == nil && !s.Proven(ctx) {
		return access.Account{}, access.ErrStale
	}
	return a, err
}

// Prove takes a code of the caller's authenticator app or a recovery code once
// more; of a demo account, which has neither, the password. Forbidden for a wrong
// one, TooMany after too many tries.
func (s *Service) Prove(ctx context.Context, secret string) error {
	a, err := s.mine(ctx)
	if err != nil {
		return err
	}
	tried, err := s.trySigned(ctx, access.ByTOTP)
	if err != nil {
		return err
	}
	shown, err := s.shows(ctx, a, secret)
	if err != nil {
		return err
	}
	if !shown {
		return s.unproven(ctx, a)
	}
	if err := s.passed(ctx, tried); err != nil {
		return err
	}
	return s.prove(ctx)
}

func (s *Service) shows(ctx context.Context, a access.Account, secret string) (bool, error) {
	if a.Demo {
		match, _, err := s.matches(ctx, secret, a.PasswordHash)
		return match, err
	}
	method, err := s.showCode(ctx, a, secret)
	return method != "", err
}

func (s *Service) unproven(ctx context.Context, a access.Account) error {
	e := access.AccountEvent{Hand: s.byCaller(ctx), Kind: access.ProofFailed, StaffID: a.ID}
	if err := s.accounts.NoteAccountEvent(ctx, e); err != nil {
		return ours(err, "note a proof that failed")
	}
	return errNoCode
}

func (s *Service) prove(ctx context.Context) error {
	if err := s.rename(ctx); err != nil {
		return err
	}
	v := visitOf(ctx)
	v.session.ProvenAt = s.now()
	return ours(s.accounts.ProveSession(ctx, v.session.ID, s.now()), "note a proof")
}

// ProveByPasskey takes the answer of a passkey of the caller's once more.
func (s *Service) ProveByPasskey(ctx context.Context, answer []byte) error {
	a, err := s.mine(ctx)
	if err != nil {
		return err
	}
	shown, err := s.showPasskey(ctx, answer)
	if err == nil && shown.ID != a.ID {
		err = errNoPasskey
	}
	if complaint.KindOf(err) == complaint.Forbidden {
		_ = s.unproven(ctx, a)
		return errNoPasskey
	}
	if err != nil {
		return err
	}
	return s.prove(ctx)
}

// ChangePassword changes the caller's password, given the current one and a fresh
// factor. All sessions and tokens end, and this browser is signed in anew.
// Forbidden for a wrong password, Invalid for a weak new one.
func (s *Service) ChangePassword(ctx context.Context, current, fresh string) error {
	a, err := s.proven(ctx)
	if err != nil {
		return err
	}
	if a.Demo {
		return complaint.Errorf(complaint.Conflict, "the account of a demonstration cannot be changed")
	}
	tried, err := s.trySigned(ctx, access.ByPassword)
	if err != nil {
		return err
	}
	match, _, err := s.matches(ctx, current, a.PasswordHash)
	if err != nil {
		return err
	}
	if !match {
		return s.wrongPassword(ctx, a)
	}
	if err := s.passed(ctx, tried); err != nil {
		return err
	}
	if err := s.checkPassword(fresh, a); err != nil {
		return err
	}
	return s.replacePassword(ctx, a, fresh)
}

func (s *Service) wrongPassword(ctx context.Context, a access.Account) error {
	if err := s.unproven(ctx, a); complaint.KindOf(err) != complaint.Forbidden {
		return err
	}
	return complaint.Errorf(complaint.Forbidden, "this is not your password")
}

func (s *Service) replacePassword(ctx context.Context, a access.Account, fresh string) error {
	hash, err := s.hashPassword(ctx, fresh)
	if err != nil {
		return err
	}
	method := visitOf(ctx).session.Method
	if err := s.accounts.SetPassword(ctx, a, hash, s.byCaller(ctx)); err != nil {
		return ours(err, "change a password")
	}
	if a, err = s.accounts.Account(ctx, a.ID); err != nil {
		return ours(err, "read an account")
	}
	_, err = s.admit(ctx, a, method)
	return err
}

// settingUpWhom is the account to which a factor may be added in this browser:
// the one that is being set up, or the caller's, after a fresh factor.
func (s *Service) settingUpWhom(ctx context.Context) (access.Account, error) {
	if visitOf(ctx).session.ID == "" && s.sessions.Exists(ctx, heldWelcome) {
		if !s.PasswordChosen(ctx) {
			return access.Account{}, complaint.Errorf(complaint.Conflict, "choose a password first")
		}
		return s.Invited(ctx)
	}
	return s.proven(ctx)
}

// NewTOTP returns the secret for an authenticator app that is being set up, to be
// typed and to be scanned. It is the same until it is used.
func (s *Service) NewTOTP(ctx context.Context) (text string, png []byte, err error) {
	a, err := s.settingUpWhom(ctx)
	if err != nil {
		return "", nil, err
	}
	secret, _, err := s.settingUp(ctx, a)
	if err != nil {
		return "", nil, err
	}
	t := totpSecret(secret, a.Name)
	png, err = t.PNG()
	return t.Text, png, err
}

// confirmTOTP checks that the app that is being set up makes the right codes.
func (s *Service) confirmTOTP(ctx context.Context, a access.Account, code string) (step int64, sealed []byte, err error) {
	secret, sealed, err := s.settingUp(ctx, a)
	if err != nil {
		return 0, nil, err
	}
	step, ok := stepOf(secret, digits(code), s.now())
	if !ok {
		return 0, nil, complaint.Errorf(complaint.Invalid, "this code does not belong to the secret shown; wait for the next one")
	}
	return step, sealed, nil
}

// SetTOTP gives the caller's account the authenticator app that has made the
// code. Invalid for a wrong code, access.ErrStale without a fresh factor.
func (s *Service) SetTOTP(ctx context.Context, code string) error {
	a, err := s.proven(ctx)
	if err != nil {
		return err
	}
	step, sealed, err := s.confirmTOTP(ctx, a, code)
	if err != nil {
		return err
	}
	s.sessions.Remove(ctx, heldTOTP)
	return ours(s.accounts.SetTOTP(ctx, a.ID, sealed, step, s.byCaller(ctx)), "set an authenticator app")
}

// DropTOTP takes the caller's authenticator app away.
func (s *Service) DropTOTP(ctx context.Context) error {
	a, err := s.proven(ctx)
	if err != nil {
		return err
	}
	return ours(s.accounts.DropTOTP(ctx, a.ID, s.byCaller(ctx)), "take an authenticator app away")
}

// AddPasskey adds a passkey to the caller's account.
func (s *Service) AddPasskey(ctx context.Context, name string, answer []byte) error {
	if s.webauthn == nil {
		return errNoPasskeys
	}
	a, err := s.proven(ctx)
	if err != nil {
		return err
	}
	p, err := s.newPasskey(ctx, a, name, answer)
	if err != nil {
		return err
	}
	return ours(s.accounts.AddPasskey(ctx, a.ID, p, s.byCaller(ctx)), "add a passkey")
}

// DropPasskey takes a passkey of the caller's away.
func (s *Service) DropPasskey(ctx context.Context, id []byte) error {
	a, err := s.proven(ctx)
	if err != nil {
		return err
	}
	return ours(s.accounts.DropPasskey(ctx, a.ID, id, s.byCaller(ctx)), "take a passkey away")
}

// RenewCodes gives the caller new recovery codes, which NewCodes returns once.
func (s *Service) RenewCodes(ctx context.Context) error {
	a, err := s.proven(ctx)
	if err != nil {
		return err
	}
	codes, hashes := newRecoveryCodes()
	if err := s.accounts.SetRecoveryCodes(ctx, a.ID, hashes, s.byCaller(ctx)); err != nil {
		return ours(err, "renew recovery codes")
	}
	return s.holdCodes(ctx, a.ID, codes)
}

// EndMySession ends one session of the caller's; with an empty identifier all of
// them, this one too. access.ErrStale without a fresh factor.
func (s *Service) EndMySession(ctx context.Context, id string) error {
	a, err := s.proven(ctx)
	if err != nil {
		return err
	}
	if id == "" {
		return ours(s.accounts.EndSessions(ctx, a.ID, "", s.byCaller(ctx)), "end sessions")
	}
	return ours(s.accounts.EndSession(ctx, a.ID, id, s.byCaller(ctx)), "end a session")
}
