package store

import (
	"context"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/store/storedb"
)

// SetTOTP gives an account an authenticator app, in place of any other. Conflict
// for a demo account.
func (s *Store) SetTOTP(ctx context.Context, id int64, sealed []byte, step int64, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		n, err := q.SetTOTP(ctx, storedb.SetTOTPParams{ID: id, Totp: sealed, TotpStep: step})
		return access.AccountEvent{Kind: access.FactorAdded, StaffID: id, Detail: access.ByTOTP}, one(count(n, err), demoConflict())
	})
}

// DropTOTP takes the authenticator app away. Conflict when no other factor stays.
func (s *Store) DropTOTP(ctx context.Context, id int64, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		a, err := lockAccount(ctx, q, id)
		if err != nil || a.TOTP == nil {
			return access.AccountEvent{}, err
		}
		if a.Passkeys == 0 {
			return access.AccountEvent{}, lastFactor()
		}
		_, err = q.SetTOTP(ctx, storedb.SetTOTPParams{ID: id})
		return access.AccountEvent{Kind: access.FactorRemoved, StaffID: id, Detail: access.ByTOTP}, err
	})
}

// UseTOTP uses up the code of a step, and of all earlier ones. False when it was
// used before.
func (s *Store) UseTOTP(ctx context.Context, id, step int64) (bool, error) {
	n, err := s.q.UseTOTP(ctx, storedb.UseTOTPParams{ID: id, Step: step})
	return n == 1, fault(err, "use up a code")
}

// Passkeys lists the passkeys of an account, oldest first.
func (s *Store) Passkeys(ctx context.Context, id int64) ([]access.Passkey, error) {
	rows, err := s.q.Passkeys(ctx, id)
	all := make([]access.Passkey, len(rows))
	for i, row := range rows {
		all[i] = access.Passkey{ID: row.ID, Name: row.Name, Credential: row.Credential, AddedAt: row.AddedAt.UTC(), UsedAt: instantOf(row.UsedAt)}
	}
	return all, fault(err, "list passkeys")
}

// AddPasskey adds a passkey to an account. Conflict when it is there already, or
// for a demo account.
func (s *Store) AddPasskey(ctx context.Context, id int64, p access.Passkey, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		a, err := accountOf(ctx, q, id)
		if err == nil && a.Demo {
			err = demoConflict()
		}
		if err != nil {
			return access.AccountEvent{}, err
		}
		err = q.AddPasskey(ctx, storedb.AddPasskeyParams{ID: p.ID, StaffID: id, Name: p.Name, Credential: p.Credential, AddedAt: by.At})
		if violates(err, "passkeys_pkey") {
			err = complaint.Errorf(complaint.Conflict, "this passkey is known already")
		}
		return access.AccountEvent{Kind: access.FactorAdded, StaffID: id, Detail: access.ByPasskey}, err
	})
}

// UsePasskey notes the use of a passkey and its new counter.
func (s *Store) UsePasskey(ctx context.Context, id, credential []byte, at time.Time) error {
	return fault(s.q.UsePasskey(ctx, storedb.UsePasskeyParams{ID: id, Credential: credential, At: someTime(at)}), "note the use of a passkey")
}

// DropPasskey takes a passkey away. Missing when the account has none of this
// identifier, Conflict when no other factor stays.
func (s *Store) DropPasskey(ctx context.Context, id int64, passkey []byte, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		a, err := lockAccount(ctx, q, id)
		if err != nil {
			return access.AccountEvent{}, err
		}
		n, err := q.DropPasskey(ctx, storedb.DropPasskeyParams{StaffID: id, ID: passkey})
		if err := one(count(n, err), complaint.Errorf(complaint.Missing, "there is no such passkey")); err != nil {
			return access.AccountEvent{}, err
		}
		if a.Passkeys == 1 && a.TOTP == nil {
			return access.AccountEvent{}, lastFactor()
		}
		return access.AccountEvent{Kind: access.FactorRemoved, StaffID: id, Detail: access.ByPasskey}, nil
	})
}

// SetRecoveryCodes gives an account new recovery codes, by their hashes, in
// place of all others. Conflict for a demo account.
func (s *Store) SetRecoveryCodes(ctx context.Context, id int64, hashes [][]byte, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		a, err := lockAccount(ctx, q, id)
		if err == nil && a.Demo {
			err = demoConflict()
		}
		if err == nil {
			err = q.DropRecoveryCodes(ctx, id)
		}
		if err == nil {
			err = q.AddRecoveryCodes(ctx, storedb.AddRecoveryCodesParams{StaffID: id, Hashes: hashes})
		}
		return access.AccountEvent{Kind: access.RecoveryRenewed, StaffID: id}, err
	})
}

// UseRecoveryCode uses up a recovery code. False when the account has none of
// this hash, or it was used before.
func (s *Store) UseRecoveryCode(ctx context.Context, id int64, hash []byte, by access.Hand) (bool, error) {
	used := false
	err := s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		n, err := q.UseRecoveryCode(ctx, storedb.UseRecoveryCodeParams{StaffID: id, Hash: hash, At: someTime(by.At)})
		if used = n == 1; !used {
			return access.AccountEvent{}, err
		}
		return access.AccountEvent{Kind: access.RecoveryUsed, StaffID: id}, err
	})
	return used && err == nil, err
}

func lastFactor() error {
	return complaint.Errorf(complaint.Conflict, "this is the last second factor: add another one first")
}
