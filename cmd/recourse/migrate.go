package main

import (
	"context"

	"recourse/store"
)

// migrateCmd is `recourse migrate`. Servers and workers never migrate by
// themselves.
type migrateCmd struct {
	database
}

// Run brings the schema up to this release; it is harmless to repeat.
func (m *migrateCmd) Run(ctx context.Context) error {
	db, err := store.Open(ctx, m.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Migrate(ctx)
}
