package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/server"
	"recourse/store"
)

// staffCmd is `recourse staff`.
type staffCmd struct {
	Add      staffAddCmd      `cmd:"" help:"Add a member of staff and print the code with which they set up their account, once."`
	List     staffListCmd     `cmd:"" help:"List the staff."`
	Disable  staffDisableCmd  `cmd:"" help:"Take an account out of use; its sessions and tokens end at once."`
	Enable   staffEnableCmd   `cmd:"" help:"Take an account into use again."`
	Reset    staffResetCmd    `cmd:"" help:"Take password, second factors and sessions away and print a new code to set the account up."`
	Scope    staffScopeCmd    `cmd:"" help:"Set which cases a member of staff works on."`
	Sessions staffSessionsCmd `cmd:"" help:"Manage where a member of staff is signed in."`
	Demo     staffDemoCmd     `cmd:"" hidden:"" help:"Add one invented member of staff per role, for an installation on one machine."`
}

// site says where people reach the portal.
type site struct {
	URL string `name:"url" env:"RECOURSE_URL" default:"http://127.0.0.1:8080" help:"Address of the portal as people reach it; passkeys are bound to it, and with https browsers are told never to come otherwise."`
}

// invite tells how an account is set up.
func (s site) invite(out io.Writer, a access.Account, code string) error {
	_, err := fmt.Fprintf(out, "staff/%d %s: open %s/welcome within %d days and enter the code %s\n",
		a.ID, a.Name, strings.TrimRight(s.URL, "/"), int(server.InvitationTime.Hours()/24), code)
	return err
}

type staffAddCmd struct {
	database
	site
	Name  string         `arg:"" help:"Name to sign in with."`
	Email string         `arg:"" help:"Address for reminders."`
	Role  complaint.Role `required:"" enum:"case_officer,privacy_officer,manager,auditor,administrator" help:"Role: ${enum}."`
	scope
}

// Run adds the member of staff.
func (s *staffAddCmd) Run(ctx context.Context, out io.Writer) error {
	db, err := store.Open(ctx, s.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := s.check(); err != nil {
		return err
	}
	a, err := server.CheckAccount(access.Account{Name: s.Name, Email: s.Email, Role: s.Role, Entities: s.Entities, Queues: s.Queues})
	if err != nil {
		return err
	}
	now := time.Now()
	code, hash := server.NewCode()
	if a, err = db.AddAccount(ctx, a, hash, now.Add(server.InvitationTime), access.OperatorHand(now)); err != nil {
		return err
	}
	return s.invite(out, a, code)
}

// named is the account that a command is about.
type named struct {
	database
	Name string `arg:"" help:"Name the member of staff signs in with."`
}

// change opens the record, finds the account and changes it as the operator.
func (n named) change(ctx context.Context, do func(*store.Store, access.Account, access.Hand) error) error {
	db, err := store.Open(ctx, n.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	a, err := db.AccountByName(ctx, n.Name)
	if err != nil {
		return err
	}
	return do(db, a, access.OperatorHand(time.Now()))
}

type staffDisableCmd struct{ named }

// Run takes the account out of use.
func (s *staffDisableCmd) Run(ctx context.Context) error {
	return s.change(ctx, func(db *store.Store, a access.Account, by access.Hand) error { return db.Disable(ctx, a.ID, by) })
}

type staffEnableCmd struct{ named }

// Run takes the account into use again.
func (s *staffEnableCmd) Run(ctx context.Context) error {
	return s.change(ctx, func(db *store.Store, a access.Account, by access.Hand) error { return db.Enable(ctx, a.ID, by) })
}

type staffResetCmd struct {
	named
	site
}

// Run takes away what opens the account and invites its owner again.
func (s *staffResetCmd) Run(ctx context.Context, out io.Writer) error {
	return s.change(ctx, func(db *store.Store, a access.Account, by access.Hand) error {
		code, hash := server.NewCode()
		if err := db.Reset(ctx, a.ID, hash, by.At.Add(server.InvitationTime), by); err != nil {
			return err
		}
		return s.invite(out, a, code)
	})
}

type staffSessionsCmd struct {
	Revoke staffRevokeCmd `cmd:"" help:"Sign a member of staff out everywhere."`
}

type staffRevokeCmd struct{ named }

// Run ends the sessions.
func (s *staffRevokeCmd) Run(ctx context.Context) error {
	return s.change(ctx, func(db *store.Store, a access.Account, by access.Hand) error {
		return db.EndSessions(ctx, a.ID, "", by)
	})
}

type staffListCmd struct{ database }

// Run prints the staff as a table.
func (s *staffListCmd) Run(ctx context.Context, out io.Writer) error {
	db, err := store.Open(ctx, s.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	all, err := db.Accounts(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, a := range all {
		fmt.Fprintf(w, "staff/%d\t%s\t%s\t%s\t%s\t%s\n", a.ID, a.Name, a.Role, a.Email, a.State(time.Now()), scopeWords(a.Entities, a.Queues))
	}
	return w.Flush()
}

// demoRoles are the roles of the invented staff.
var demoRoles = complaint.StaffRoles

type staffDemoCmd struct {
	database
	IfMissing bool   `help:"Do nothing when there is staff already."`
	Out       string `required:"" help:"File for how to sign in; tokens.json is written beside it."`
}

// Run adds the demo staff and writes how to sign in, for the owner of the file
// only.
func (s *staffDemoCmd) Run(ctx context.Context) error {
	db, err := store.Open(ctx, s.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	all, err := db.Staff(ctx)
	if err != nil || len(all) > 0 && s.IfMissing {
		return err
	}
	var how strings.Builder
	tokens := map[complaint.Role]string{}
	for _, role := range demoRoles {
		name := strings.ReplaceAll(string(role), "_", "-")
		m, password, err := addDemo(ctx, db, name, role)
		if err != nil {
			return err
		}
		if tokens[role], err = addToken(ctx, db, m.ID, 365*24*time.Hour); err != nil {
			return err
		}
		fmt.Fprintf(&how, "  %-16s %s\n", name, password)
	}
	text, err := json.MarshalIndent(tokens, "", "  ")
	if err != nil {
		return fmt.Errorf("write tokens: %w", err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(s.Out), "tokens.json"), text, 0o600); err != nil {
		return fmt.Errorf("write tokens: %w", err)
	}
	return os.WriteFile(s.Out, []byte(how.String()), 0o600)
}

// addDemo adds an invented member of staff with a random password of 96 bits.
// They sign in by password alone, on development installations only.
func addDemo(ctx context.Context, db *store.Store, name string, role complaint.Role) (access.Account, string, error) {
	password := random(12)
	hash, err := server.HashPassword(password)
	if err != nil {
		return access.Account{}, "", err
	}
	now := time.Now()
	a := access.Account{Name: name, Email: name + "@recourse.example", Role: role, PasswordHash: hash, Demo: true}
	a, err = db.AddAccount(ctx, a, nil, now, access.OperatorHand(now))
	return a, password, err
}

// addToken gives a member of staff a bearer token of 256 bits; only its hash is
// kept.
func addToken(ctx context.Context, db *store.Store, staffID int64, valid time.Duration) (string, error) {
	token, now := random(32), time.Now()
	if err := db.AddToken(ctx, server.TokenHash(token), staffID, now.Add(valid)); err != nil {
		return "", err
	}
	return token, db.NoteAccountEvent(ctx, access.AccountEvent{Hand: access.OperatorHand(now), Kind: access.TokenCreated, StaffID: staffID})
}

func random(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}
