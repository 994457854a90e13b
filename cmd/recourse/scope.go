package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"recourse/access"
	"recourse/law"
	"recourse/store"
)

// scope says which cases a member of staff works on.
type scope struct {
	Entities []string `name:"entity" help:"Code of a company whose cases they work on, such as TEKSYSTEMS; may be repeated. Without any, all companies."`
	Queues   []string `name:"queue" help:"Queue whose cases they work on, eu or us; may be repeated. Without any, both."`
}

// check refuses codes that are none, before anything is written.
func (s scope) check() error {
	for _, of := range []struct {
		name         string
		given, known []string
	}{{"entity", s.Entities, law.EntityCodes()}, {"queue", s.Queues, law.Queues}} {
		for _, code := range of.given {
			if !slices.Contains(of.known, code) {
				return fmt.Errorf("there is no %s %q; there are %s", of.name, code, strings.Join(of.known, ", "))
			}
		}
	}
	return nil
}

type staffScopeCmd struct {
	database
	scope
	Name string `arg:"" help:"Name of the member of staff."`
}

// Run sets the scope. It counts from the next request of theirs on.
func (s *staffScopeCmd) Run(ctx context.Context, out io.Writer) error {
	db, err := store.Open(ctx, s.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := s.check(); err != nil {
		return err
	}
	m, err := db.ScopeStaff(ctx, s.Name, s.Entities, s.Queues, access.OperatorHand(time.Now()))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "staff/%d %s works on %s\n", m.ID, m.Name, scopeWords(m.Entities, m.Queues))
	return err
}

// scopeWords says which cases somebody works on.
func scopeWords(entities, queues []string) string {
	words := func(codes []string, all string) string {
		if len(codes) == 0 {
			return all
		}
		return strings.Join(codes, ", ")
	}
	return words(entities, "all companies") + "; " + words(queues, "both queues")
}
