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
	Dev bool `env:"RECOURSE_DEV" help:"Keep the register of destroyed keys beside the record where ERASURE_REGISTER_URL is not set."`
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
