package access

import (
	"strconv"
	"strings"
	"time"

	"recourse/complaint"
)

// Account is the local account of a member of staff. Name and address are
// personal data. All instants of accounts are real time.
type Account struct {
	ID           int64
	Handle       [16]byte // by which passkeys know their owner: random, says nothing
	Name         string   // unique in either case; signs in with it
	Email        string
	Role         complaint.Role
	Demo         bool // signs in by password alone, on development installations only
	Version      int  // counts what ends sessions: password, role, disabling, reset
	PasswordHash string
	TOTP         []byte    // sealed secret of the authenticator app; nil without one
	TOTPStep     int64     // the last step whose code was accepted
	DisabledAt   time.Time // zero for an account in use
	CreatedAt    time.Time
	InvitedUntil time.Time // when its open invitation expires; zero without one
	Passkeys     int
	RecoveryLeft int      // recovery codes not used yet
	Issuer       string   // whose sign-in they use; "" for one of this installation
	Entities     []string // companies whose cases they work on; none for all
	Queues       []string // eu or us; none for both
}

// staffPrefix begins the identifier of a member of staff in events.
const staffPrefix = "staff/"

// Actor returns the member of staff as events name them: without a name.
func (a Account) Actor() complaint.Actor {
	return complaint.Actor{Role: a.Role, ID: staffPrefix + strconv.FormatInt(a.ID, 10)}
}

// StaffID returns the number of a member of staff whom events name; 0 for an
// actor who is none.
func StaffID(actor string) int64 {
	text, is := strings.CutPrefix(actor, staffPrefix)
	id, err := strconv.ParseInt(text, 10, 64)
	if !is || err != nil {
		return 0
	}
	return id
}

// Enrolled reports whether the person has set up the account, or their provider
// has, so that somebody can sign in to it.
func (a Account) Enrolled() bool { return a.PasswordHash != "" || a.Issuer != "" }

// Scope is which cases they work on.
func (a Account) Scope() Scope { return NewScope(a.Entities, a.Queues) }

// Disabled reports whether the account was taken out of use.
func (a Account) Disabled() bool { return !a.DisabledAt.IsZero() }

// State is how an account stands at an instant: in_use, demo, invited, expired
// (its invitation) or disabled.
func (a Account) State(at time.Time) string {
	switch {
	case a.Disabled():
		return "disabled"
	case a.Demo:
		return "demo"
	case a.Enrolled():
		return "in_use"
	case a.InvitedUntil.After(at):
		return "invited"
	}
	return "expired"
}

// Passkey is a passkey of an account.
type Passkey struct {
	ID         []byte
	Name       string // given by its owner
	Credential []byte // public key, flags and counter, as the library writes them
	AddedAt    time.Time
	UsedAt     time.Time // zero before its first use
}

// Session is one place where a member of staff is signed in.
type Session struct {
	ID        string
	StaffID   int64
	Method    string // how it was opened, one of the methods
	Network   string // prefix only
	OpenedAt  time.Time
	SeenAt    time.Time // within a minute
	ProvenAt  time.Time // when a factor was last shown; zero when that is not known
	ExpiresAt time.Time
}

// Token lets a program act as a member of staff. The token itself is not kept.
type Token struct {
	ID        int64
	StaffID   int64
	CreatedAt time.Time
	ExpiresAt time.Time
	RevokedAt time.Time // zero while it is valid
}

// The methods by which a member of staff shows who they are.
const (
	ByPassword = "password" // alone: demo accounts
	ByTOTP     = "totp"     // after the password
	ByPasskey  = "passkey"
	ByRecovery = "recovery_code" // after the password
	ByWelcome  = "invitation"    // has just set up the account
	ByProvider = "provider"      // of OpenID Connect
)

// Hand is who changes an account, and from where.
type Hand struct {
	By      string    // staff/3, operator; empty for who is not signed in
	Network string    // prefix only
	At      time.Time // real time
}

// OperatorHand is the hand of who runs a command on the installation.
func OperatorHand(at time.Time) Hand { return Hand{By: string(Operator), At: at} }

// EventKind is what happened to an account.
type EventKind string

// What can happen to an account.
const (
	AccountAdded     EventKind = "added"
	AccountSetUp     EventKind = "set_up"
	AccountDisabled  EventKind = "disabled"
	AccountEnabled   EventKind = "enabled"
	AccountReset     EventKind = "reset"
	RoleChanged      EventKind = "role_changed"
	PasswordChanged  EventKind = "password_changed"
	FactorAdded      EventKind = "factor_added"
	FactorRemoved    EventKind = "factor_removed"
	RecoveryRenewed  EventKind = "recovery_renewed"
	RecoveryUsed     EventKind = "recovery_used"
	SignedIn         EventKind = "signed_in"
	SignInFailed     EventKind = "sign_in_failed"
	SignedOut        EventKind = "signed_out"
	SessionsEnded    EventKind = "sessions_ended"
	TokenCreated     EventKind = "token_created"
	TokenRevoked     EventKind = "token_revoked"
	PasskeyCloned    EventKind = "passkey_cloned" // its counter went backwards
	ProofFailed      EventKind = "proof_failed"
	InvitationFailed EventKind = "invitation_failed"
	ScopeChanged     EventKind = "scope_changed"
	AccountLinked    EventKind = "linked" // to whom a provider describes
)

// EventKinds lists what can happen to an account.
var EventKinds = []EventKind{
	AccountAdded, AccountSetUp, AccountDisabled, AccountEnabled, AccountReset, RoleChanged, PasswordChanged, FactorAdded, FactorRemoved, RecoveryRenewed,
	RecoveryUsed, SignedIn, SignInFailed, SignedOut, SessionsEnded, TokenCreated, TokenRevoked, PasskeyCloned, ProofFailed, InvitationFailed, ScopeChanged,
	AccountLinked,
}

// AccountEvent is one thing that happened to an account.
type AccountEvent struct {
	ID int64 // rises
	Hand
	Kind    EventKind
	StaffID int64  // whose account; 0 where nobody has the name that was tried
	Detail  string // a code: the role given, the factor added, the companies and queues of a scope
}

// Setup is what a person has chosen when they set up their account.
type Setup struct {
	Invitation   []byte // hash of the code
	PasswordHash string
	TOTP         []byte // sealed secret; nil with a passkey
	TOTPStep     int64  // of the code that has shown it works
	Passkey      *Passkey
	Recovery     [][]byte // hashes
}

// Try is one counter of failed tries and how it slows down.
type Try struct {
	Key     []byte
	Free    int           // tries without waiting
	First   time.Duration // wait after these; doubles with each further try
	Longest time.Duration
}

// Own is an account with what belongs to it.
type Own struct {
	Account  Account
	Passkeys []Passkey
	Sessions []Session
	Session  string // the one that asks; "" where an administrator does
}

// ErrStale says that the second factor must be shown again before this change.
var ErrStale = complaint.Errorf(complaint.Forbidden, "show your second factor again")
