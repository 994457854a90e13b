package server

import (
	"context"
	"net/mail"
	"strings"
	"unicode/utf8"

	"recourse/access"
	"recourse/complaint"
)

// longestName bounds name and address of an account, in letters.
const longestName = 120

// eventsAtOnce is how many events of accounts a page shows.
const eventsAtOnce = 100

// AllAccounts lists the accounts of staff by name.
func (s *Service) AllAccounts(ctx context.Context) ([]access.Account, error) {
	all, err := s.accounts.Accounts(ctx)
	return all, ours(err, "list accounts")
}

// AccountOf returns an account with its sessions. Missing.
func (s *Service) AccountOf(ctx context.Context, id int64) (access.Own, error) {
	a, err := s.accounts.Account(ctx, id)
	if err != nil {
		return access.Own{}, ours(err, "read an account")
	}
	list, err := s.accounts.Sessions(ctx, id, s.now(), staffIdle)
	return access.Own{Account: a, Sessions: list}, ours(err, "list sessions")
}

// InviteAccount adds an account and returns the code with which its owner sets it
// up, which is not kept. Invalid, Conflict for a name or address that is taken,
// access.ErrStale without a fresh factor.
func (s *Service) InviteAccount(ctx context.Context, a access.Account) (access.Account, string, error) {
	if _, err := s.proven(ctx); err != nil {
		return access.Account{}, "", err
	}
	a, err := CheckAccount(a)
	if err != nil {
		return access.Account{}, "", err
	}
	code, hash := NewCode()
	added, err := s.accounts.AddAccount(ctx, access.Account{Name: a.Name, Email: a.Email, Role: a.Role, Entities: a.Entities, Queues: a.Queues}, hash, s.now().Add(InvitationTime), s.byCaller(ctx))
	return added, code, ours(err, "add an account")
}

// CheckAccount tidies what was typed for a new account and says what is wrong
// with it.
func CheckAccount(a access.Account) (access.Account, error) {
	a.Name, a.Email = strings.TrimSpace(a.Name), strings.TrimSpace(a.Email)
	if a.Name == "" || utf8.RuneCountInString(a.Name) > longestName || !utf8.ValidString(a.Name) {
		return a, complaint.Errorf(complaint.Invalid, "name: a name of at most %d letters is needed", longestName)
	}
	if address, err := mail.ParseAddress(a.Email); err != nil || address.Address != a.Email || len(a.Email) > longestName {
		return a, complaint.Errorf(complaint.Invalid, "email: an address like name@example.com is needed")
	}
	return a, nil
}

// ResetAccount takes all that opens an account away and returns the code with
// which its owner sets it up anew. Conflict for the caller's own.
func (s *Service) ResetAccount(ctx context.Context, id int64) (code string, err error) {
	a, err := s.proven(ctx)
	if err != nil {
		return "", err
	}
	if a.ID == id {
		return "", complaint.Errorf(complaint.Conflict, "you would lock yourself out: change your factors under your account")
	}
	code, hash := NewCode()
	return code, ours(s.accounts.Reset(ctx, id, hash, s.now().Add(InvitationTime), s.byCaller(ctx)), "reset an account")
}

// ChangeRole gives an account another role. Conflict for the last administrator.
func (s *Service) ChangeRole(ctx context.Context, id int64, role complaint.Role) error {
	return s.administer(ctx, "change a role", func() error { return s.accounts.SetRole(ctx, id, role, s.byCaller(ctx)) })
}

// DisableAccount takes an account out of use at once. Conflict for the last
// administrator.
func (s *Service) DisableAccount(ctx context.Context, id int64) error {
	return s.administer(ctx, "disable an account", func() error { return s.accounts.Disable(ctx, id, s.byCaller(ctx)) })
}

// EnableAccount takes an account into use again.
func (s *Service) EnableAccount(ctx context.Context, id int64) error {
	return s.administer(ctx, "enable an account", func() error { return s.accounts.Enable(ctx, id, s.byCaller(ctx)) })
}

// EndAccountSessions signs the owner of an account out everywhere.
func (s *Service) EndAccountSessions(ctx context.Context, id int64) error {
	return s.administer(ctx, "end sessions", func() error { return s.accounts.EndSessions(ctx, id, "", s.byCaller(ctx)) })
}

// administer does a change of another's account after a fresh factor.
func (s *Service) administer(ctx context.Context, doing string, do func() error) error {
	if _, err := s.proven(ctx); err != nil {
		return err
	}
	return ours(do(), doing)
}

// AccountEvents lists what happened to accounts, newest first, before an entry;
// before 0 means from the newest on.
func (s *Service) AccountEvents(ctx context.Context, before int64) ([]access.AccountEvent, error) {
	list, err := s.accounts.AccountEvents(ctx, before, eventsAtOnce)
	return list, ours(err, "list what happened to accounts")
}
