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
	known map[string]prepared
}

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, known: map[string]prepared{}}
}

// prepared is a statement that stays open until the store closes.
type prepared struct{ *sql.Stmt }

func (s *statements) prepare(ctx context.Context, query string) (prepared, error) {
	s.mu.RLock()
	known, ok := s.known[query]
	s.mu.RUnlock()
	if ok {
		return known, nil
	}
	fresh, err := s.db.PrepareContext(ctx, query)
	if err != nil {
		return prepared{}, err
	}
	return s.keep(query, prepared{fresh}), nil
}

// keep keeps a statement unless another caller was faster, and returns the one
// that is kept.
func (s *statements) keep(query string, fresh prepared) prepared {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.known[query]; ok {
		_ = fresh.Close()
		return known
	}
	s.known[query] = fresh
	return fresh
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
