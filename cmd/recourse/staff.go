package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/alexedwards/argon2id"

	"recourse/complaint"
	"recourse/store"
)

// staffCmd is `recourse staff`.
type staffCmd struct {
	Add  staffAddCmd  `cmd:"" help:"Add a member of staff and print a password, once."`
	List staffListCmd `cmd:"" help:"List the staff."`
	Demo staffDemoCmd `cmd:"" hidden:"" help:"Add one invented member of staff per role, for an installation on one machine."`
}

type staffAddCmd struct {
	database
	Name  string         `arg:"" help:"Name to sign in with."`
	Email string         `arg:"" help:"Address for reminders."`
	Role  complaint.Role `required:"" enum:"case_officer,privacy_officer,manager,auditor,administrator" help:"Role: ${enum}."`
}

// Run adds the member of staff.
func (s *staffAddCmd) Run(ctx context.Context, out io.Writer) error {
	db, err := store.Open(ctx, s.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	m, password, err := addStaff(ctx, db, s.Name, s.Email, s.Role)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "staff/%d %s may sign in with the password %s\n", m.ID, m.Name, password)
	return err
}

type staffListCmd struct{ database }

// Run prints the staff as a table.
func (s *staffListCmd) Run(ctx context.Context, out io.Writer) error {
	db, err := store.Open(ctx, s.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	all, err := db.Staff(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, m := range all {
		fmt.Fprintf(w, "staff/%d\t%s\t%s\t%s\n", m.ID, m.Name, m.Role, m.Email)
	}
	return w.Flush()
}

// demoRoles are the roles of the invented staff.
var demoRoles = []complaint.Role{complaint.CaseOfficer, complaint.PrivacyOfficer, complaint.Manager}

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
		m, password, err := addStaff(ctx, db, name, name+"@recourse.example", role)
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

// addStaff adds a member of staff with a random password of 96 bits.
func addStaff(ctx context.Context, db *store.Store, name, email string, role complaint.Role) (store.Staff, string, error) {
	password := random(12)
	hash, err := argon2id.CreateHash(password, argon2id.DefaultParams)
	if err != nil {
		return store.Staff{}, "", fmt.Errorf("hash the password: %w", err)
	}
	m, err := db.AddStaff(ctx, store.Staff{Name: name, Email: email, Role: role, PasswordHash: hash})
	return m, password, err
}

// addToken gives a member of staff a bearer token of 256 bits; only its hash is
// kept.
func addToken(ctx context.Context, db *store.Store, staffID int64, valid time.Duration) (string, error) {
	token := random(32)
	hash := sha256.Sum256([]byte(token))
	return token, db.AddToken(ctx, hash[:], staffID, time.Now().Add(valid))
}

func random(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}
