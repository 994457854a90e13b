package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/store"
)

// tokenCmd is `recourse token`.
type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Create a bearer token for a program and print it, once."`
	List   tokenListCmd   `cmd:"" help:"List the tokens that are valid."`
	Revoke tokenRevokeCmd `cmd:"" help:"End a token at once."`
}

type tokenListCmd struct{ database }

// Run prints the valid tokens by number, owner and times; the tokens themselves
// are not kept.
func (t *tokenListCmd) Run(ctx context.Context, out io.Writer) error {
	db, err := store.Open(ctx, t.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	all, err := db.Tokens(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, k := range all {
		if k.RevokedAt.IsZero() && k.ExpiresAt.After(time.Now()) {
			fmt.Fprintf(w, "%d\tstaff/%d\tcreated %s\texpires %s\n", k.ID, k.StaffID, k.CreatedAt.Format(time.DateOnly), k.ExpiresAt.Format(time.DateOnly))
		}
	}
	return w.Flush()
}

type tokenRevokeCmd struct {
	database
	ID int64 `arg:"" help:"Number of the token, as recourse token list shows it."`
}

// Run ends the token.
func (t *tokenRevokeCmd) Run(ctx context.Context) error {
	db, err := store.Open(ctx, t.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.RevokeTokenByID(ctx, t.ID, access.OperatorHand(time.Now()))
}

type tokenCreateCmd struct {
	database
	Staff string         `help:"Name of the member of staff in whose name the program acts."`
	Role  complaint.Role `enum:",case_officer,privacy_officer,manager,auditor,administrator" default:"" help:"Instead of a name: the first member of staff with this role."`
	Valid time.Duration  `default:"2160h" help:"How long the token is valid."`
}

// Run creates the token.
func (t *tokenCreateCmd) Run(ctx context.Context, out io.Writer) error {
	db, err := store.Open(ctx, t.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	id, err := t.owner(ctx, db)
	if err != nil {
		return err
	}
	token, err := addToken(ctx, db, id, t.Valid)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, token)
	return err
}

func (t *tokenCreateCmd) owner(ctx context.Context, db *store.Store) (int64, error) {
	all, err := db.Accounts(ctx)
	if err != nil {
		return 0, err
	}
	for _, m := range all {
		if !m.Disabled() && (m.Name == t.Staff || t.Staff == "" && m.Role == t.Role) {
			return m.ID, nil
		}
	}
	return 0, fmt.Errorf("no member of staff %q with role %q; add one with: recourse staff add", t.Staff, t.Role)
}
