package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations returns the files that make and change the schema, forward only.
func Migrations() fs.FS {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic("store: " + err.Error()) // the folder is embedded
	}
	return files
}

// How often, in seconds, a second migration asks whether the first has ended,
// and how many times.
const (
	lockEvery = 1
	lockTries = 300
)

// Migrate brings the schema up to this release. It may run any number of times,
// and several at once: one does the work and the others wait.
func (s *Store) Migrate(ctx context.Context) error { return migrate(ctx, s.db, Migrations()) }

func migrate(ctx context.Context, db *sql.DB, files fs.FS) error {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(lockEvery, lockTries))
	if err != nil {
		return fmt.Errorf("prepare the lock of the migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fault(err, "migrate the schema")
	}
	return nil
}
