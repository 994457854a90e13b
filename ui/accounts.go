package ui

import (
	"context"

	"recourse/access"
	"recourse/complaint"
)

// Accounts is what the pages need of the accounts of staff. access.ErrStale says
// that the second factor has to be shown again first.
type Accounts interface {
	// SignIn returns Nobody when a second factor is awaited, which SecondStep or
	// PasskeySignIn take. Forbidden says only that it was not right, Missing that
	// it has to begin anew, Busy that one has to wait.
	SignIn(ctx context.Context, name, password string) (access.Caller, error)
	Awaited(ctx context.Context) bool
	SecondStep(ctx context.Context, code string) (access.Caller, error)
	// Passkeys reports whether this installation can have them. What the options
	// return is for the browser, as JSON; the answers are its JSON.
	Passkeys() bool
	PasskeyOptions(ctx context.Context) (any, error)
	PasskeySignIn(ctx context.Context, answer []byte) (access.Caller, error)
	NewPasskeyOptions(ctx context.Context) (any, error)

	// Setting up an account with an invitation: code, password, second factor.
	OpenInvitation(ctx context.Context, code string) error
	Invited(ctx context.Context) (access.Account, error)
	PasswordChosen(ctx context.Context) bool
	ChoosePassword(ctx context.Context, password string) error
	SetUpByCode(ctx context.Context, code string) (access.Caller, error)
	SetUpByPasskey(ctx context.Context, name string, answer []byte) (access.Caller, error)
	NewTOTP(ctx context.Context) (text string, png []byte, err error)
	NewCodes(ctx context.Context) ([]string, error)

	// The caller's own account.
	MyAccount(ctx context.Context) (access.Own, error)
	Proven(ctx context.Context) bool
	Prove(ctx context.Context, secret string) error
	ProveByPasskey(ctx context.Context, answer []byte) error
	ChangePassword(ctx context.Context, current, fresh string) error
	SetTOTP(ctx context.Context, code string) error
	DropTOTP(ctx context.Context) error
	AddPasskey(ctx context.Context, name string, answer []byte) error
	DropPasskey(ctx context.Context, id []byte) error
	RenewCodes(ctx context.Context) error
	EndMySession(ctx context.Context, id string) error // all of them for ""

	// The accounts of others.
	AllAccounts(ctx context.Context) ([]access.Account, error)
	AccountOf(ctx context.Context, id int64) (access.Own, error)
	InviteAccount(ctx context.Context, a access.Account) (added access.Account, code string, err error)
	ResetAccount(ctx context.Context, id int64) (code string, err error)
	ChangeRole(ctx context.Context, id int64, role complaint.Role) error
	DisableAccount(ctx context.Context, id int64) error
	EnableAccount(ctx context.Context, id int64) error
	EndAccountSessions(ctx context.Context, id int64) error
	AccountEvents(ctx context.Context, before int64) ([]access.AccountEvent, error)
}
