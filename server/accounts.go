package server

import (
	"context"
	"time"

	"recourse/access"
	"recourse/complaint"
)

// Accounts is what the front door needs of the accounts of staff. Each change is
// noted with the hand that did it. Missing where there is no such account.
type Accounts interface {
	Account(ctx context.Context, id int64) (access.Account, error)
	AccountByName(ctx context.Context, name string) (access.Account, error)
	AccountByHandle(ctx context.Context, handle []byte) (access.Account, error)
	AccountByInvitation(ctx context.Context, hash []byte, at time.Time) (access.Account, error)
	Accounts(ctx context.Context) ([]access.Account, error)

	// AddAccount is a Conflict for a name or address that is taken; SetRole and
	// Disable are one for the last administrator, Reset for a disabled account.
	AddAccount(ctx context.Context, a access.Account, invitation []byte, until time.Time, by access.Hand) (access.Account, error)
	SetRole(ctx context.Context, id int64, role complaint.Role, by access.Hand) error
	Disable(ctx context.Context, id int64, by access.Hand) error
	Enable(ctx context.Context, id int64, by access.Hand) error
	Reset(ctx context.Context, id int64, invitation []byte, until time.Time, by access.Hand) error
	// SetUp is Missing when the invitation is used or too old.
	SetUp(ctx context.Context, c access.Setup, by access.Hand) (access.Account, error)

	// SetPassword is a Conflict when the account has changed since it was read.
	SetPassword(ctx context.Context, a access.Account, hash string, by access.Hand) error
	Rehash(ctx context.Context, id int64, old, fresh string) error
	SetTOTP(ctx context.Context, id int64, sealed []byte, step int64, by access.Hand) error
	// DropTOTP and DropPasskey are a Conflict when no second factor would stay.
	DropTOTP(ctx context.Context, id int64, by access.Hand) error
	UseTOTP(ctx context.Context, id, step int64) (fresh bool, err error)
	Passkeys(ctx context.Context, id int64) ([]access.Passkey, error)
	AddPasskey(ctx context.Context, id int64, p access.Passkey, by access.Hand) error
	UsePasskey(ctx context.Context, id, credential []byte, at time.Time) error
	DropPasskey(ctx context.Context, id int64, passkey []byte, by access.Hand) error
	SetRecoveryCodes(ctx context.Context, id int64, hashes [][]byte, by access.Hand) error
	UseRecoveryCode(ctx context.Context, id int64, hash []byte, by access.Hand) (fresh bool, err error)

	// OpenSession is a Conflict when the account has changed since it was read.
	OpenSession(ctx context.Context, a access.Account, v access.Session, by access.Hand) error
	Session(ctx context.Context, id string, at time.Time, idle time.Duration) (access.Session, access.Account, error)
	Sessions(ctx context.Context, staffID int64, at time.Time, idle time.Duration) ([]access.Session, error)
	ProveSession(ctx context.Context, id string, at time.Time) error
	EndSession(ctx context.Context, staffID int64, id string, by access.Hand) error
	EndSessions(ctx context.Context, staffID int64, but string, by access.Hand) error

	// Try counts a try as failed before it is made; next is the instant to wait
	// for when a counter does not allow it. Passed forgets a counter, GiveBack
	// takes one try back.
	Try(ctx context.Context, tries []access.Try, at time.Time) (next time.Time, err error)
	Passed(ctx context.Context, key []byte) error
	GiveBack(ctx context.Context, key []byte, at time.Time) error

	NoteAccountEvent(ctx context.Context, e access.AccountEvent) error
	AccountEvents(ctx context.Context, before int64, limit int) ([]access.AccountEvent, error)
}

// Keys gives the keys of the installation by name, the same to every process.
type Keys interface {
	InstallationKey(ctx context.Context, name string) ([]byte, error) // 32 bytes
}

// staffKey is the name of the key that seals the secrets of staff accounts.
const staffKey = "staff"

// Times of sessions of staff. Product choices, within OWASP ASVS 5.0, 7.3.
const (
	staffSession = 12 * time.Hour   // at most: a working day
	staffIdle    = access.StaffIdle // without a request
	freshProof   = 10 * time.Minute // for which a factor counts as just shown
)

// byCaller is who makes the request in the context, as accounts note it.
func (s *Service) byCaller(ctx context.Context) access.Hand {
	return access.Hand{By: actor(ctx).ID, Network: visitOf(ctx).network, At: s.now()}
}

// byStranger is the hand of somebody who is signing in.
func (s *Service) byStranger(ctx context.Context) access.Hand {
	return access.Hand{Network: visitOf(ctx).network, At: s.now()}
}

// byOwner is the hand of the owner of an account who is signing in.
func (s *Service) byOwner(ctx context.Context, a access.Account) access.Hand {
	return access.Hand{By: a.Actor().ID, Network: visitOf(ctx).network, At: s.now()}
}

// callerOf is the owner of an account as whoever makes a request.
func callerOf(a access.Account) access.Caller {
	return access.Caller{Actor: a.Actor(), Name: a.Name, Scope: a.Scope()}
}
