// Package store is the record in PostgreSQL: what was filed, every event of
// every case, the read model that people look at, the documents, the outbox of
// letters, the staff. It writes what package law has decided and asks nothing
// about it; it knows neither Temporal nor HTTP nor how a letter is written.
// Personal data lives here and nowhere else, sealed with a key of its case, and no
// error of this package quotes what was stored.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/lib/pq"

	"recourse/law"
	"recourse/seal"
	"recourse/store/storedb"
)

// The pool: a server and a worker together stay well below the 100 connections
// PostgreSQL allows by default. Product choice.
const (
	maxConnections = 24
	idleTime       = 5 * time.Minute
)

// Store is one database. It is safe for use by many goroutines.
type Store struct {
	db    *sql.DB
	q     *storedb.Queries
	stmts *statements
	clock atomic.Pointer[law.Clock]

	master *seal.Master // nil until Unlock
	sealer Sealer
	decoy  atomic.Pointer[storedb.CorrespondentsRow] // see Correspondents
}

// Open connects to the database of a postgres URL. A URL that does not say
// sslmode gets "verify-full".
func Open(ctx context.Context, url string) (*Store, error) {
	connector, err := connect(url)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxConnections)
	db.SetConnMaxIdleTime(idleTime)
	stmts := newStatements(db)
	s := &Store{db: db, q: storedb.New(stmts), stmts: stmts, sealer: locked{}}
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// connect reads the URL. Its parse errors are not passed on, since they quote
// the URL with its password.
func connect(url string) (*pq.Connector, error) {
	cfg, err := pq.NewConfig(url)
	if err != nil {
		return nil, errors.New("the database URL cannot be read; it looks like postgres://user:password@host:5432/name?sslmode=verify-full")
	}
	if cfg.SSLMode == "" {
		cfg.SSLMode = pq.SSLModeVerifyFull
	}
	cfg.TZ = "UTC"
	if cfg.ApplicationName == "" {
		cfg.ApplicationName = "recourse"
	}
	if cfg.Runtime == nil {
		cfg.Runtime = map[string]string{}
	}
	cfg.Runtime["jit"] = "off" // short statements only: compiling them costs more than it saves
	connector, err := pq.NewConnectorConfig(cfg)
	if err != nil {
		return nil, errors.New("the database URL names no usable connection")
	}
	return connector, nil
}

// Close ends all connections.
func (s *Store) Close() error {
	s.stmts.close()
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// DB returns the pool, for libraries that keep tables of their own here.
func (s *Store) DB() *sql.DB { return s.db }

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	return fault(s.db.PingContext(ctx), "reach the database")
}
