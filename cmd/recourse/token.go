package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"recourse/complaint"
	"recourse/store"
)

// tokenCmd is `recourse token`.
type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Create a bearer token for a program and print it, once."`
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
	all, err := db.Staff(ctx)
	if err != nil {
		return 0, err
	}
	for _, m := range all {
		if m.Name == t.Staff || t.Staff == "" && m.Role == t.Role {
			return m.ID, nil
		}
	}
	return 0, fmt.Errorf("no member of staff %q with role %q; add one with: recourse staff add", t.Staff, t.Role)
}
