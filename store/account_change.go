package store

import (
	"context"
	"slices"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/store/storedb"
)

// SetRole gives a member of staff another role, which ends their sessions and
// tokens. Conflict for the last administrator, Invalid for what is no role.
func (s *Store) SetRole(ctx context.Context, id int64, role complaint.Role, by access.Hand) error {
	if err := checkRole(role); err != nil {
		return err
	}
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		a, err := lockAccount(ctx, q, id)
		if err != nil || a.Role == role {
			return access.AccountEvent{}, err
		}
		if err := keepAnAdministrator(ctx, q, a); err != nil {
			return access.AccountEvent{}, err
		}
		if _, err := q.SetRole(ctx, storedb.SetRoleParams{ID: id, Role: string(role)}); err != nil {
			return access.AccountEvent{}, err
		}
		return access.AccountEvent{Kind: access.RoleChanged, StaffID: id, Detail: string(role)}, endEverything(ctx, q, id, by.At)
	})
}

// Disable takes an account out of use and ends its sessions, tokens and
// invitations. Conflict for the last administrator.
func (s *Store) Disable(ctx context.Context, id int64, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		a, err := lockAccount(ctx, q, id)
		if err != nil || a.Disabled() {
			return access.AccountEvent{}, err
		}
		if err := keepAnAdministrator(ctx, q, a); err != nil {
			return access.AccountEvent{}, err
		}
		if _, err := q.Disable(ctx, storedb.DisableParams{ID: id, At: someTime(by.At)}); err != nil {
			return access.AccountEvent{}, err
		}
		return access.AccountEvent{Kind: access.AccountDisabled, StaffID: id}, endEverything(ctx, q, id, by.At)
	})
}

// Enable takes an account into use again, with the password and the factors it
// had.
func (s *Store) Enable(ctx context.Context, id int64, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		n, err := q.Enable(ctx, id)
		if err != nil || n == 0 {
			return access.AccountEvent{}, err
		}
		return access.AccountEvent{Kind: access.AccountEnabled, StaffID: id}, nil
	})
}

// Reset takes password, factors, sessions and tokens away and invites the person
// to set the account up anew. Conflict for a demo or disabled account.
func (s *Store) Reset(ctx context.Context, id int64, invitation []byte, until time.Time, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		a, err := lockAccount(ctx, q, id)
		if err != nil {
			return access.AccountEvent{}, err
		}
		if a.Disabled() {
			return access.AccountEvent{}, complaint.Errorf(complaint.Conflict, "the account is disabled; enable it first")
		}
		if err := one(count(q.ClearAccount(ctx, id)), demoConflict()); err != nil {
			return access.AccountEvent{}, err
		}
		if err := dropFactors(ctx, q, id); err != nil {
			return access.AccountEvent{}, err
		}
		if err := endEverything(ctx, q, id, by.At); err != nil {
			return access.AccountEvent{}, err
		}
		return access.AccountEvent{Kind: access.AccountReset, StaffID: id}, q.AddInvitation(ctx, storedb.AddInvitationParams{Hash: invitation, StaffID: id, ExpiresAt: until})
	})
}

// SetUp uses up an invitation and writes what its owner has chosen. Missing when
// the invitation was used or has expired meanwhile.
func (s *Store) SetUp(ctx context.Context, c access.Setup, by access.Hand) (access.Account, error) {
	var a access.Account
	err := s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		id, err := q.UseInvitation(ctx, storedb.UseInvitationParams{Hash: c.Invitation, At: someTime(by.At)})
		if err != nil {
			return access.AccountEvent{}, missing(err, "this invitation was used or is too old")
		}
		n, err := q.SetUpAccount(ctx, storedb.SetUpAccountParams{ID: id, PasswordHash: c.PasswordHash, Totp: c.TOTP, TotpStep: c.TOTPStep})
		if err := one(count(n, err), demoConflict()); err != nil {
			return access.AccountEvent{}, err
		}
		detail, err := setUpFactors(ctx, q, id, c, by.At)
		if err != nil {
			return access.AccountEvent{}, err
		}
		a, err = accountOf(ctx, q, id)
		return access.AccountEvent{Kind: access.AccountSetUp, StaffID: id, Detail: detail}, err
	})
	return a, err
}

func setUpFactors(ctx context.Context, q *storedb.Queries, id int64, c access.Setup, at time.Time) (detail string, err error) {
	if err := dropFactors(ctx, q, id); err != nil {
		return "", err
	}
	detail = access.ByTOTP
	if c.Passkey != nil {
		detail = access.ByPasskey
		if err := q.AddPasskey(ctx, storedb.AddPasskeyParams{ID: c.Passkey.ID, StaffID: id, Name: c.Passkey.Name, Credential: c.Passkey.Credential, AddedAt: at}); err != nil {
			return "", err
		}
	}
	return detail, q.AddRecoveryCodes(ctx, storedb.AddRecoveryCodesParams{StaffID: id, Hashes: c.Recovery})
}

// SetPassword writes another password and ends all sessions and tokens. Conflict
// when the account has changed since it was read, or is a demo account.
func (s *Store) SetPassword(ctx context.Context, a access.Account, hash string, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		n, err := q.SetPassword(ctx, storedb.SetPasswordParams{ID: a.ID, Version: int32(a.Version), PasswordHash: hash})
		if err := one(count(n, err), complaint.Errorf(complaint.Conflict, "the account has changed meanwhile; sign in again")); err != nil {
			return access.AccountEvent{}, err
		}
		return access.AccountEvent{Kind: access.PasswordChanged, StaffID: a.ID}, endEverything(ctx, q, a.ID, by.At)
	})
}

// Rehash keeps a password under newer parameters, unless it was changed
// meanwhile.
func (s *Store) Rehash(ctx context.Context, id int64, old, fresh string) error {
	return fault(s.q.Rehash(ctx, storedb.RehashParams{ID: id, Old: old, Fresh: fresh}), "hash a password anew")
}

// checkRole is Invalid for a role that staff cannot have.
func checkRole(role complaint.Role) error {
	if !slices.Contains(complaint.StaffRoles, role) {
		return complaint.Errorf(complaint.Invalid, "staff cannot have the role %q", role)
	}
	return nil
}

// lockAccount reads an account for a change, and makes changes that could take
// the last administrator away wait for each other.
func lockAccount(ctx context.Context, q *storedb.Queries, id int64) (access.Account, error) {
	if err := q.LockAccounts(ctx); err != nil {
		return access.Account{}, err
	}
	return accountOf(ctx, q, id)
}

// keepAnAdministrator is a Conflict when nobody but the account could administer
// accounts.
func keepAnAdministrator(ctx context.Context, q *storedb.Queries, a access.Account) error {
	if a.Role != complaint.SystemAdmin || a.Disabled() || !a.Enrolled() {
		return nil
	}
	others, err := q.UsableAdministrators(ctx, a.ID)
	if err == nil && others == 0 {
		return complaint.Errorf(complaint.Conflict, "this is the last administrator: make another one first")
	}
	return err
}

// endEverything ends sessions, tokens and invitations.
func endEverything(ctx context.Context, q *storedb.Queries, id int64, at time.Time) error {
	if _, err := q.EndSessions(ctx, storedb.EndSessionsParams{StaffID: id, At: someTime(at)}); err != nil {
		return err
	}
	if err := q.RevokeTokens(ctx, storedb.RevokeTokensParams{StaffID: id, At: someTime(at)}); err != nil {
		return err
	}
	return q.WithdrawInvitations(ctx, storedb.WithdrawInvitationsParams{StaffID: id, At: someTime(at)})
}

func dropFactors(ctx context.Context, q *storedb.Queries, id int64) error {
	if err := q.DropPasskeys(ctx, id); err != nil {
		return err
	}
	return q.DropRecoveryCodes(ctx, id)
}

func demoConflict() error {
	return complaint.Errorf(complaint.Conflict, "the account of a demonstration cannot be changed")
}
