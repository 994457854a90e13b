package e2e

import (
	"context"
	"database/sql"
	"encoding/hex"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// everywhere returns every row of every table of every database of the installation, as
// a dump would hold it, and every file that the installation has written beside
// them, but for those that hold its own secrets.
func (i *installation) everywhere(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, database := range list(t, i.db, `SELECT datname FROM pg_database WHERE NOT datistemplate`) {
		db := i.other(t, database)
		for _, table := range list(t, db, `SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`) {
			all["table "+table+" of the database "+database] = bare(strings.Join(list(t, db, "SELECT t::text FROM "+table+" t"), "\n"))
		}
	}
	if text := all["table public.cases of the database "+i.ownDatabase(t)]; strings.Count(text, "RC-") < 7 {
		t.Errorf("the dump holds no cases: %.200q", text)
	}
	for _, path := range i.files(t) {
		text, err := os.ReadFile(path)
		check(t, err)
		all["the file "+filepath.Base(path)] = string(text)
	}
	return all
}

// bytea is how the database writes bytes.
var bytea = regexp.MustCompile(`\\x([0-9a-f]+)`)

// bare puts bytes in the place of the digits that stand for them.
func bare(text string) string {
	return bytea.ReplaceAllStringFunc(text, func(digits string) string {
		b, err := hex.DecodeString(digits[2:])
		if err != nil {
			return digits
		}
		return string(b)
	})
}

// list runs a query that returns texts.
func list(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), query)
	check(t, err)
	defer rows.Close()
	var all []string
	for rows.Next() {
		var text string
		check(t, rows.Scan(&text))
		all = append(all, text)
	}
	check(t, rows.Err())
	return all
}

// ownDatabase is the name of the database with the record.
func (i *installation) ownDatabase(t *testing.T) string {
	t.Helper()
	return list(t, i.db, `SELECT current_database()`)[0]
}

// other opens another database of the same server.
func (i *installation) other(t *testing.T, name string) *sql.DB {
	t.Helper()
	u, err := url.Parse(readEnv(t, i.envFile())["DATABASE_URL"])
	check(t, err)
	u.Path = "/" + name
	db, err := sql.Open("postgres", u.String())
	check(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// secretFiles are the files by which the installation lets its owner in.
var secretFiles = []string{"master.json", "secret", "tokens.json", "sign-in.txt", "env", "engine.json"}

// files lists what stands in the state directory, but for the data of PostgreSQL,
// which was read through it, and the secrets.
func (i *installation) files(t *testing.T) []string {
	t.Helper()
	var all []string
	check(t, filepath.WalkDir(i.state, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{"postgres", "postgresql", "pgdata"}, d.Name()):
			return filepath.SkipDir
		case d.Type().IsRegular() && !slices.Contains(secretFiles, d.Name()):
			all = append(all, path)
		}
		return nil
	}))
	return all
}
