package main

import (
	"cmp"
	"database/sql"
	"fmt"
	"maps"
	"net"
	"net/url"
	"strings"

	"github.com/lib/pq"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/tools/common/schema"
	sqltool "go.temporal.io/server/tools/sql"
)

// database is a PostgreSQL cluster in the pieces the Temporal server wants.
type database struct {
	user, password string
	addr           string            // host:port
	attributes     map[string]string // what stood behind the question mark of the URL
	maintenance    string            // database to connect to while creating others
}

// parseDatabase takes a postgres:// URL apart. An unknown scheme or a missing host is an error.
func parseDatabase(raw string) (database, error) {
	u, err := url.Parse(raw)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") || u.Hostname() == "" {
		return database{}, fmt.Errorf("the database URL must look like postgres://user:password@host:port/database")
	}
	d := database{
		user:        u.User.Username(),
		addr:        net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), "5432")),
		attributes:  map[string]string{"sslmode": "disable"},
		maintenance: cmp.Or(strings.TrimPrefix(u.Path, "/"), "postgres"),
	}
	d.password, _ = u.User.Password()
	for key, values := range u.Query() {
		d.attributes[key] = values[len(values)-1]
	}
	return d, nil
}

// config returns how the server connects to one database with at most conns connections.
func (d database) config(name string, conns int) *config.SQL {
	return &config.SQL{
		PluginName:        postgresql.PluginName,
		User:              d.user,
		Password:          d.password,
		DatabaseName:      name,
		ConnectAddr:       d.addr,
		ConnectProtocol:   "tcp",
		ConnectAttributes: maps.Clone(d.attributes),
		MaxConns:          conns,
		MaxIdleConns:      conns,
	}
}

// url returns the connection string of one database for lib/pq.
func (d database) url(name string) string {
	query := url.Values{}
	for key, value := range d.attributes {
		query.Set(key, value)
	}
	u := url.URL{Scheme: "postgres", User: url.UserPassword(d.user, d.password), Host: d.addr, Path: "/" + name, RawQuery: query.Encode()}
	return u.String()
}

// prepareDatabases brings the two databases to the schema this server was built with. It may run any
// number of times, and may be killed at any point.
func prepareDatabases(d database, prefix string) error {
	for _, part := range []struct{ name, schema string }{
		{prefix, "postgresql/v12/temporal"},
		{prefix + "_visibility", "postgresql/v12/visibility"},
	} {
		if err := createDatabase(d, part.name, part.schema); err != nil {
			return fmt.Errorf("creating database %s: %w", part.name, err)
		}
		if err := upgradeSchema(d, part.name, part.schema); err != nil {
			return fmt.Errorf("upgrading the schema of database %s: %w", part.name, err)
		}
	}
	return nil
}

// createDatabase makes a database under a passing name, fills it and only then gives it its own:
// a database that is there is complete, even if an earlier start was killed half-way.
func createDatabase(d database, name, schemaName string) error {
	admin, err := sql.Open("postgres", d.url(d.maintenance))
	if err != nil {
		return fmt.Errorf("opening the cluster: %w", err)
	}
	defer admin.Close()
	var there bool
	if err := admin.QueryRow(`SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&there); err != nil {
		return fmt.Errorf("looking for the database: %w", err)
	}
	if there {
		return nil
	}
	unfinished := name + "_unfinished"
	for _, statement := range []string{
		`DROP DATABASE IF EXISTS ` + pq.QuoteIdentifier(unfinished),
		`CREATE DATABASE ` + pq.QuoteIdentifier(unfinished) + ` ENCODING 'UTF8' TEMPLATE template0`,
	} {
		if _, err := admin.Exec(statement); err != nil {
			return fmt.Errorf("making room: %w", err)
		}
	}
	if err := fillDatabase(d, unfinished, schemaName); err != nil {
		return err
	}
	if err := signVersions(d, unfinished, name); err != nil {
		return err
	}
	if _, err := admin.Exec(`ALTER DATABASE ` + pq.QuoteIdentifier(unfinished) + ` RENAME TO ` + pq.QuoteIdentifier(name)); err != nil {
		return fmt.Errorf("naming the database: %w", err)
	}
	return nil
}

// signVersions enters the name the database is about to get in its version table: the server looks its
// schema version up by that name.
func signVersions(d database, now, soon string) error {
	db, err := sql.Open("postgres", d.url(now))
	if err != nil {
		return fmt.Errorf("opening the database: %w", err)
	}
	defer db.Close()
	if _, err := db.Exec(`UPDATE schema_version SET db_name = $1 WHERE db_name = $2`, soon, now); err != nil {
		return fmt.Errorf("signing the version table: %w", err)
	}
	return nil
}

// fillDatabase applies the whole schema to an empty database.
func fillDatabase(d database, name, schemaName string) error {
	conn, err := sqltool.NewConnection(d.config(name, 1), log.NewNoopLogger())
	if err != nil {
		return fmt.Errorf("connecting: %w", err)
	}
	defer conn.Close()
	setup := schema.NewSetupSchemaTask(conn, &schema.SetupConfig{InitialVersion: "0.0"}, log.NewNoopLogger())
	if err := setup.Run(); err != nil {
		return fmt.Errorf("preparing the version table: %w", err)
	}
	return updateSchema(conn, name, schemaName)
}

// upgradeSchema applies the changes that a database made by an earlier server lacks; usually none.
func upgradeSchema(d database, name, schemaName string) error {
	conn, err := sqltool.NewConnection(d.config(name, 1), log.NewNoopLogger())
	if err != nil {
		return fmt.Errorf("connecting: %w", err)
	}
	defer conn.Close()
	return updateSchema(conn, name, schemaName)
}

// updateSchema runs the versioned changes that are embedded in the server's module.
func updateSchema(conn *sqltool.Connection, name, schemaName string) error {
	task := schema.NewUpdateSchemaTask(conn, &schema.UpdateConfig{DBName: name, SchemaName: schemaName}, log.NewNoopLogger())
	if err := task.Run(); err != nil {
		return fmt.Errorf("applying the changes: %w", err)
	}
	return nil
}
