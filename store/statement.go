package store

import (
	"context"
	"database/sql"
	"sync"
)

// statements runs queries as prepared statements, each prepared at its first
// use: one round trip instead of two, and planned once per connection. It
// stands in for the pool under the generated queries.
type statements struct {
	db    *sql.DB
	mu    sync.RWMutex
	known map[string]*sql.Stmt
}

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, known: map[string]*sql.Stmt{}}
}

func (s *statements) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	s.mu.RLock()
	stmt := s.known[query]
	s.mu.RUnlock()
	if stmt != nil {
		return stmt, nil
	}
	fresh, err := s.db.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if stmt = s.known[query]; stmt != nil { // another was faster
		_ = fresh.Close()
		return stmt, nil
	}
	s.known[query] = fresh
	return fresh, nil
}

// ExecContext runs a query without rows.
func (s *statements) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	stmt, err := s.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(ctx, args...)
}

// PrepareContext prepares a query for the caller.
func (s *statements) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return s.db.PrepareContext(ctx, query)
}

// QueryContext runs a query of many rows.
func (s *statements) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := s.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// QueryRowContext runs a query of one row.
func (s *statements) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := s.prepare(ctx, query)
	if err != nil {
		return s.db.QueryRowContext(ctx, query, args...) // reports what is wrong
	}
	return stmt.QueryRowContext(ctx, args...)
}

func (s *statements) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for query, stmt := range s.known {
		_ = stmt.Close()
		delete(s.known, query)
	}
}
