// Package storetest gives each test a record of its own: a PostgreSQL database
// cloned from a template that was migrated once. DATABASE_URL names the server
// and a user who may create databases; without it the test is skipped.
package storetest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	_ "github.com/lib/pq" // the driver of the administrative connection

	"recourse/seal"
	"recourse/store"
)

// New returns the record of a fresh database, which goes when the test ends.
func New(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), URL(t))
	if err != nil {
		t.Fatalf("open the test database: %v", err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Unlock(context.Background(), Master(t)); err != nil {
		t.Fatalf("unlock the test database: %v", err)
	}
	return s
}

// Master returns the master key of all records of this test program.
func Master(t testing.TB) *seal.Master {
	t.Helper()
	m, err := master()
	if err != nil {
		t.Fatalf("make a master key: %v", err)
	}
	return m
}

var master = sync.OnceValues(seal.NewMaster)

// URL returns the address of a fresh, migrated database, which goes when the
// test ends.
func URL(t testing.TB) string {
	t.Helper()
	server := os.Getenv("DATABASE_URL")
	if server == "" {
		t.Skip("DATABASE_URL names no PostgreSQL server; make test starts one")
	}
	template, err := migrated(server)
	if err != nil {
		t.Fatalf("prepare the template of the test databases: %v", err)
	}
	name := fresh()
	address := lent(t, server, name)
	if err := admin(server, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		t.Fatalf("create the test database: %v", err)
	}
	return address
}

// Unmade returns the address of a database that is not there yet; whoever makes it
// has it removed when the test ends.
func Unmade(t testing.TB) string {
	t.Helper()
	server := os.Getenv("DATABASE_URL")
	if server == "" {
		t.Skip("DATABASE_URL names no PostgreSQL server; make test starts one")
	}
	return lent(t, server, fresh())
}

// fresh is a name that no database has.
func fresh() string { return "recourse_test_" + strings.ToLower(rand.Text()[:16]) }

// lent is the address of a database that is removed when the test ends.
func lent(t testing.TB, server, name string) string {
	t.Helper()
	address, err := within(server, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := admin(server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the test database: %v", err)
		}
	})
	return address
}

var template struct {
	once sync.Once
	name string
	err  error
}

// migrated returns the name of the template, making it at the first call. Its
// name holds a digest of the migrations, so that changed ones make a new one.
func migrated(server string) (string, error) {
	template.once.Do(func() { template.name, template.err = makeTemplate(server) })
	return template.name, template.err
}

// templateLock is an advisory lock: test programs that run side by side make the
// template once.
const templateLock = 7325

func makeTemplate(server string) (string, error) {
	digest, err := digestOf(store.Migrations())
	if err != nil {
		return "", err
	}
	name := "recourse_template_" + digest
	ctx := context.Background()
	db, err := sql.Open("postgres", server)
	if err != nil {
		return "", fmt.Errorf("reach the server: %w", err)
	}
	defer func() { _ = db.Close() }()
	lock, err := db.Conn(ctx)
	if err != nil {
		return "", fmt.Errorf("reach the server: %w", err)
	}
	defer func() { _ = lock.Close() }()
	if _, err := lock.ExecContext(ctx, "SELECT pg_advisory_lock($1)", templateLock); err != nil {
		return "", fmt.Errorf("wait for the template: %w", err)
	}
	var there bool
	if err := lock.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&there); err != nil {
		return "", fmt.Errorf("look for the template: %w", err)
	}
	if there {
		return name, nil
	}
	return name, build(ctx, server, name)
}

// build migrates a database under another name first: a template that exists is
// whole.
func build(ctx context.Context, server, name string) error {
	raw := name + "_raw"
	if err := admin(server, "DROP DATABASE IF EXISTS "+raw+" WITH (FORCE)", "CREATE DATABASE "+raw); err != nil {
		return err
	}
	address, err := within(server, raw)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, address)
	if err != nil {
		return err
	}
	err = s.Migrate(ctx)
	if closeErr := s.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return admin(server, "ALTER DATABASE "+raw+" RENAME TO "+name)
}

func digestOf(files fs.FS) (string, error) {
	names, err := fs.Glob(files, "*")
	if err != nil {
		return "", fmt.Errorf("list migrations: %w", err)
	}
	sum := sha256.New()
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return "", fmt.Errorf("read migration: %w", err)
		}
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil)[:6]), nil
}

// admin runs statements on the server's own database.
func admin(server string, statements ...string) error {
	db, err := sql.Open("postgres", server)
	if err != nil {
		return fmt.Errorf("reach the server: %w", err)
	}
	defer func() { _ = db.Close() }()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

// within returns the URL of another database of the server.
func within(server, name string) (string, error) {
	u, err := url.Parse(server)
	if err != nil || u.Scheme == "" {
		return "", errors.New("DATABASE_URL is no URL; it looks like postgres://user@host:5432/name?sslmode=disable")
	}
	u.Path = "/" + name
	return u.String(), nil
}
