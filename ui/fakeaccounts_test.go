package ui

import (
	"context"
	"time"

	"recourse/access"
	"recourse/complaint"
)

// admin administers accounts in these tests, auditing reads what happened to them.
var (
	admin    = access.Caller{Actor: complaint.Actor{Role: complaint.SystemAdmin, ID: "staff/4"}, Name: "Siv Dahl"}
	auditing = access.Caller{Actor: complaint.Actor{Role: complaint.Auditor, ID: "staff/5"}, Name: "Åke Holm"}
)

// fakeAccounts are the accounts of a fake: one that can be signed in to, one
// invitation, and what the pages have asked for.
type fakeAccounts struct {
	awaits   bool // a second factor is awaited
	invited  bool // an invitation was opened
	chosen   bool // and a password chosen
	stale    bool // no factor was shown lately
	demo     bool
	issuer   string // of whose sign-in the account is
	noKeys   bool   // passkeys are impossible
	codes    []string
	asked    []string // what was changed
	refusing error    // what the next change answers
	wait     bool     // too many tries
}

// The secrets of these tests.
const (
	rightCode   = "123456"
	rightInvite = "ABCD-EFGH-JKMN-PQRS"
)

var errBusy = complaint.Errorf(complaint.TooMany, "too many tries; wait 30 seconds")

func (f *fakeAccounts) SignIn(_ context.Context, name, password string) (access.Caller, error) {
	switch {
	case f.wait:
		return access.Nobody, errBusy
	case name == officer.Name && password == "right":
		return officer, nil
	case name == admin.Name && password == "right":
		return admin, nil
	case name == privacy.Name && password == "right":
		f.awaits = true
		return access.Nobody, nil
	}
	return access.Nobody, complaint.Errorf(complaint.Forbidden, "name and password do not match")
}

func (f *fakeAccounts) Awaited(context.Context) bool { return f.awaits }

func (f *fakeAccounts) SecondStep(_ context.Context, code string) (access.Caller, error) {
	switch {
	case f.wait:
		return access.Nobody, errBusy
	case !f.awaits:
		return access.Nobody, complaint.Errorf(complaint.Missing, "sign in again")
	case code != rightCode:
		return access.Nobody, complaint.Errorf(complaint.Forbidden, "not right")
	}
	return privacy, nil
}

func (f *fakeAccounts) Passkeys() bool { return !f.noKeys }

func (f *fakeAccounts) PasskeyOptions(context.Context) (any, error) {
	return map[string]any{"publicKey": map[string]string{"challenge": "AAAA"}}, nil
}

func (f *fakeAccounts) NewPasskeyOptions(ctx context.Context) (any, error) {
	if err := f.fresh(); err != nil {
		return nil, err
	}
	return f.PasskeyOptions(ctx)
}

func (f *fakeAccounts) PasskeySignIn(_ context.Context, answer []byte) (access.Caller, error) {
	if string(answer) != "right" {
		return access.Nobody, complaint.Errorf(complaint.Forbidden, "this passkey was not accepted")
	}
	return officer, nil
}

func (f *fakeAccounts) OpenInvitation(_ context.Context, code string) error {
	if f.wait {
		return errBusy
	}
	if f.invited = code == rightInvite; !f.invited {
		return complaint.Errorf(complaint.Missing, "no such invitation")
	}
	return nil
}

func (f *fakeAccounts) Invited(context.Context) (access.Account, error) {
	if !f.invited {
		return access.Account{}, complaint.Errorf(complaint.Missing, "sign in again")
	}
	return access.Account{ID: 9, Name: "New"}, nil
}

func (f *fakeAccounts) PasswordChosen(context.Context) bool { return f.chosen }

func (f *fakeAccounts) ChoosePassword(ctx context.Context, password string) error {
	if _, err := f.Invited(ctx); err != nil {
		return err
	}
	if f.chosen = len(password) > 11; !f.chosen {
		return complaint.Errorf(complaint.Invalid, "the password needs at least 12 letters")
	}
	return nil
}

func (f *fakeAccounts) SetUpByCode(ctx context.Context, code string) (access.Caller, error) {
	if _, err := f.Invited(ctx); err != nil {
		return access.Nobody, err
	}
	if code != rightCode {
		return access.Nobody, complaint.Errorf(complaint.Invalid, "wrong")
	}
	f.codes = []string{"AAAA-BBBB-CCCC-DDDD"}
	return officer, nil
}

func (f *fakeAccounts) SetUpByPasskey(_ context.Context, name string, answer []byte) (access.Caller, error) {
	f.asked = append(f.asked, "set up "+name+" "+string(answer))
	return officer, f.refusing
}

func (f *fakeAccounts) NewTOTP(context.Context) (string, []byte, error) {
	return "ABCD EFGH", []byte("\x89PNG"), f.fresh()
}

func (f *fakeAccounts) NewCodes(context.Context) ([]string, error) {
	codes := f.codes
	f.codes = nil
	return codes, nil
}

func (f *fakeAccounts) fresh() error {
	if f.stale {
		return access.ErrStale
	}
	return nil
}

func (f *fakeAccounts) MyAccount(context.Context) (access.Own, error) {
	own := access.Own{
		Account:  access.Account{ID: 1, Name: officer.Name, Email: "ola@example.org", Role: complaint.CaseOfficer, PasswordHash: "x", TOTP: []byte{1}, Passkeys: 1, RecoveryLeft: 9, Demo: f.demo, Issuer: f.issuer},
		Sessions: []access.Session{{ID: "here", Method: access.ByTOTP, Network: "192.0.2.0/24"}, {ID: "there", Method: access.ByPasskey, Network: "2001:db8::/48"}},
		Session:  "here",
	}
	if !f.demo {
		own.Passkeys = []access.Passkey{{ID: []byte{1, 2}, Name: "Laptop", AddedAt: received}}
	}
	return own, nil
}

func (f *fakeAccounts) Proven(context.Context) bool { return !f.stale }

func (f *fakeAccounts) Prove(_ context.Context, secret string) error {
	if secret != rightCode {
		return complaint.Errorf(complaint.Forbidden, "not right")
	}
	f.stale = false
	return nil
}

func (f *fakeAccounts) ProveByPasskey(ctx context.Context, answer []byte) error {
	_, err := f.PasskeySignIn(ctx, answer)
	return err
}

func (f *fakeAccounts) ChangePassword(_ context.Context, current, fresh string) error {
	if current != "right" {
		return complaint.Errorf(complaint.Forbidden, "not your password")
	}
	return f.ask("password " + fresh)
}

// ask notes a change, unless it is refused.
func (f *fakeAccounts) ask(what string) error {
	if err := f.fresh(); err != nil {
		return err
	}
	if f.refusing == nil {
		f.asked = append(f.asked, what)
	}
	return f.refusing
}

func (f *fakeAccounts) SetTOTP(_ context.Context, code string) error {
	if code != rightCode {
		return complaint.Errorf(complaint.Invalid, "wrong")
	}
	return f.ask("app")
}

func (f *fakeAccounts) DropTOTP(context.Context) error { return f.ask("no app") }
func (f *fakeAccounts) AddPasskey(_ context.Context, name string, answer []byte) error {
	return f.ask("passkey " + name + " " + string(answer))
}

func (f *fakeAccounts) DropPasskey(_ context.Context, id []byte) error {
	return f.ask("no passkey " + string(id))
}

func (f *fakeAccounts) RenewCodes(context.Context) error {
	f.codes = []string{"AAAA-BBBB-CCCC-DDDD"}
	return f.ask("codes")
}
func (f *fakeAccounts) EndMySession(_ context.Context, id string) error { return f.ask("end " + id) }

func (f *fakeAccounts) AllAccounts(context.Context) ([]access.Account, error) {
	return []access.Account{
		{ID: 1, Name: officer.Name, Email: "ola@example.org", Role: complaint.CaseOfficer, PasswordHash: "x", TOTP: []byte{1}},
		{ID: 2, Name: privacy.Name, Role: complaint.PrivacyOfficer, InvitedUntil: time.Now().Add(time.Hour)},
		{ID: 3, Name: manager.Name, Role: complaint.Manager, DisabledAt: received},
	}, nil
}

func (f *fakeAccounts) AccountOf(ctx context.Context, id int64) (access.Own, error) {
	all, _ := f.AllAccounts(ctx)
	if id > int64(len(all)) {
		return access.Own{}, complaint.Errorf(complaint.Missing, "no such account")
	}
	return access.Own{Account: all[id-1], Sessions: []access.Session{{ID: "there", Method: access.ByTOTP, Network: "192.0.2.0/24"}}}, nil
}

func (f *fakeAccounts) InviteAccount(_ context.Context, a access.Account) (access.Account, string, error) {
	if a.Email == "" {
		return a, "", complaint.Errorf(complaint.Invalid, "email: needed")
	}
	a.ID = 2
	return a, rightInvite, f.ask("invite " + a.Name + " " + string(a.Role))
}

func (f *fakeAccounts) ResetAccount(context.Context, int64) (string, error) {
	return rightInvite, f.ask("reset")
}

func (f *fakeAccounts) ChangeRole(_ context.Context, _ int64, role complaint.Role) error {
	return f.ask("role " + string(role))
}
func (f *fakeAccounts) DisableAccount(context.Context, int64) error     { return f.ask("disable") }
func (f *fakeAccounts) EnableAccount(context.Context, int64) error      { return f.ask("enable") }
func (f *fakeAccounts) EndAccountSessions(context.Context, int64) error { return f.ask("end") }

func (f *fakeAccounts) AccountEvents(context.Context, int64) ([]access.AccountEvent, error) {
	return []access.AccountEvent{
		{ID: 7, Hand: access.Hand{By: "staff/4", Network: "192.0.2.0/24", At: received}, Kind: access.RoleChanged, StaffID: 1, Detail: "manager"},
		{ID: 6, Hand: access.Hand{Network: "192.0.2.0/24", At: received}, Kind: access.SignInFailed, Detail: access.ByPassword},
		{ID: 5, Hand: access.Hand{By: "operator", At: received}, Kind: access.AccountAdded, StaffID: 1, Detail: "case_officer"},
	}, nil
}
