package main

import (
	"context"

	"recourse/store"
)

// migrateCmd is `recourse migrate`. Servers and workers never migrate by
// themselves.
type migrateCmd struct {
	database
	register
	voice
	ServingURL string `name:"serving-url" env:"SERVING_DATABASE_URL" help:"PostgreSQL URL with which server, worker and other commands connect, if not as who migrates: its role is made where it is missing, gets the password of the URL, and may read and write rows, only add to what is append-only, and nothing else."`
	Dev        bool   `env:"RECOURSE_DEV" help:"Keep the register of destroyed keys beside the record where ERASURE_REGISTER_URL is not set."`
}

// Run brings the schemas of record and register up to this release and erases once
// more what a restored backup has brought back; it is harmless to repeat.
func (m *migrateCmd) Run(ctx context.Context) error {
	address, err := m.address(m.database, m.Dev)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, m.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	if err := store.PrepareRegister(ctx, address); err != nil {
		return err
	}
	if err := m.grant(ctx, db, address); err != nil {
		return err
	}
	clock, installed, err := db.Clock(ctx)
	if err != nil || !installed {
		return err
	}
	e, err := m.reapplied(ctx, m.database, m.Dev, db, clock, m.logger())
	if err != nil {
		return err
	}
	return e.Close()
}

// grant gives who serves their rights on record and register, where that is another
// role than the one that migrates.
func (m *migrateCmd) grant(ctx context.Context, db *store.Store, register string) error {
	if m.ServingURL == "" {
		return nil
	}
	if err := db.Grant(ctx, m.ServingURL); err != nil {
		return err
	}
	return store.GrantRegister(ctx, register, m.ServingURL)
}
