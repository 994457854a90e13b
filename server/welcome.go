package server

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"recourse/access"
	"recourse/complaint"
)

// What a session holds of a person who sets up their account.
const (
	heldWelcome  = "welcome"       // hash of the invitation
	heldPassword = "new password"  // hash of the password chosen
	heldCodes    = "recovery list" // sealed recovery codes, shown once
)

// InvitationTime is how long an invitation is good for. Product choice.
const InvitationTime = 3 * 24 * time.Hour

// Recovery codes: how many an account has. Product choice.
const recoveryCodes = 10

// NewCode returns a code of 120 random bits in the letters of access codes, and
// the hash that is kept of it.
func NewCode() (code string, hash []byte) {
	b := make([]byte, codeBytes)
	_, _ = rand.Read(b) // never fails
	code = grouped(b)
	return code, codeHash(code)
}

// freeOfWelcome is how many invitations a network may try without waiting.
const freeOfWelcome = 10

// OpenInvitation takes the code of an invitation, so that its owner can set up
// their account. Missing for a code that is unknown, used or too old, TooMany after
// too many tries.
func (s *Service) OpenInvitation(ctx context.Context, code string) error {
	key := s.derive("try", access.ByWelcome, visitOf(ctx).network)
	tried, err := s.count(ctx, attempt{own: key}, access.Try{Key: key, Free: freeOfWelcome, First: firstWait, Longest: longestWait})
	if err != nil {
		return err
	}
	a, err := s.accounts.AccountByInvitation(ctx, codeHash(code), s.now())
	if complaint.KindOf(err) == complaint.Missing {
		e := access.AccountEvent{Hand: s.byStranger(ctx), Kind: access.InvitationFailed}
		if err := s.accounts.NoteAccountEvent(ctx, e); err != nil {
			return ours(err, "note an invitation that failed")
		}
		return err
	}
	if err != nil {
		return ours(err, "look for an invitation")
	}
	if err := s.passed(ctx, tried); err != nil {
		return err
	}
	if err := s.begin(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, heldWelcome, codeHash(code))
	s.knowDevice(ctx, a.ID)
	return nil
}

// Invited returns the account that is being set up in this browser. Missing when
// none is.
func (s *Service) Invited(ctx context.Context) (access.Account, error) {
	hash := s.sessions.GetBytes(ctx, heldWelcome)
	if hash == nil {
		return access.Account{}, errAnew
	}
	a, err := s.accounts.AccountByInvitation(ctx, hash, s.now())
	return a, ours(err, "look for an invitation")
}

// PasswordChosen reports whether the person who sets up an account has chosen a
// password.
func (s *Service) PasswordChosen(ctx context.Context) bool {
	return s.sessions.GetString(ctx, heldPassword) != ""
}

// ChoosePassword takes the password for an account that is being set up. Nothing
// is changed before a second factor is there. Invalid for a weak one.
func (s *Service) ChoosePassword(ctx context.Context, password string) error {
	a, err := s.Invited(ctx)
	if err != nil {
		return err
	}
	if err := s.checkPassword(password, a); err != nil {
		return err
	}
	hash, err := s.hashPassword(ctx, password)
	if err != nil {
		return err
	}
	s.sessions.Put(ctx, heldPassword, hash)
	return nil
}

// SetUpByCode sets up an account with the authenticator app that has made the
// code, and signs its owner in. Invalid for a wrong code.
func (s *Service) SetUpByCode(ctx context.Context, code string) (access.Caller, error) {
	return s.setUp(ctx, func(a access.Account, c *access.Setup) error {
		step, sealed, err := s.confirmTOTP(ctx, a, code)
		c.TOTP, c.TOTPStep = sealed, step
		return err
	})
}

// SetUpByPasskey does the same with a passkey.
func (s *Service) SetUpByPasskey(ctx context.Context, name string, answer []byte) (access.Caller, error) {
	if s.webauthn == nil {
		return access.Nobody, errNoPasskeys
	}
	return s.setUp(ctx, func(a access.Account, c *access.Setup) error {
		p, err := s.newPasskey(ctx, a, name, answer)
		c.Passkey = &p
		return err
	})
}

func (s *Service) setUp(ctx context.Context, factor func(access.Account, *access.Setup) error) (access.Caller, error) {
	a, err := s.Invited(ctx)
	if err != nil {
		return access.Nobody, err
	}
	c := access.Setup{Invitation: s.sessions.GetBytes(ctx, heldWelcome), PasswordHash: s.sessions.GetString(ctx, heldPassword)}
	if c.PasswordHash == "" {
		return access.Nobody, complaint.Errorf(complaint.Conflict, "choose a password first")
	}
	if err := factor(a, &c); err != nil {
		return access.Nobody, err
	}
	codes, hashes := newRecoveryCodes()
	c.Recovery = hashes
	if a, err = s.accounts.SetUp(ctx, c, s.byOwner(ctx, a)); err != nil {
		return access.Nobody, ours(err, "set up an account")
	}
	caller, err := s.admit(ctx, a, access.ByWelcome)
	if err != nil {
		return access.Nobody, err
	}
	return caller, s.holdCodes(ctx, a.ID, codes)
}

func newRecoveryCodes() (codes []string, hashes [][]byte) {
	for range recoveryCodes {
		code, hash := NewCode()
		codes, hashes = append(codes, code), append(hashes, hash)
	}
	return codes, hashes
}

func codesWhat(id int64) string { return "codes/" + strconv.FormatInt(id, 10) }

// holdCodes keeps codes for the next page, sealed.
func (s *Service) holdCodes(ctx context.Context, id int64, codes []string) error {
	text, err := json.Marshal(codes)
	if err != nil {
		return fmt.Errorf("keep codes: %w", err)
	}
	sealed, err := s.box.seal(ctx, codesWhat(id), text)
	if err != nil {
		return err
	}
	s.sessions.Put(ctx, heldCodes, sealed)
	return nil
}

// NewCodes returns the recovery codes that were made just now, once; none when
// there are none.
func (s *Service) NewCodes(ctx context.Context) (codes []string, err error) {
	sealed := s.sessions.PopBytes(ctx, heldCodes)
	if sealed == nil {
		return nil, nil
	}
	text, err := s.box.unseal(ctx, codesWhat(visitOf(ctx).account.ID), sealed)
	if err != nil {
		return nil, err
	}
	return codes, json.Unmarshal(text, &codes)
}
