package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"recourse/activities"
	"recourse/law"
	"recourse/store"
)

// register says where the register of destroyed keys is.
type register struct {
	ErasureRegisterURL string `env:"ERASURE_REGISTER_URL" help:"PostgreSQL URL of the register of destroyed keys: a database of its own, backed up by itself and never restored to an older state, so that a restored backup of the record brings nobody back. With RECOURSE_DEV it may be left out: it is then beside the record, named like it with _register behind."`
}

// errNoRegister refuses to serve without a register.
var errNoRegister = errors.New("ERASURE_REGISTER_URL must name the register of destroyed keys: a PostgreSQL database of its own, which recourse migrate makes; " +
	"without it a restored backup would bring erased people back")

// address is where the register is.
func (r register) address(d database, dev bool) (string, error) {
	if r.ErasureRegisterURL != "" {
		if r.ErasureRegisterURL == d.DatabaseURL {
			return "", fmt.Errorf("%w; it is the record itself now, and would be restored with it", errNoRegister)
		}
		return r.ErasureRegisterURL, nil
	}
	u, err := url.Parse(d.DatabaseURL)
	if !dev || err != nil {
		return "", errNoRegister
	}
	u.Path += "_register"
	return u.String(), nil
}

// open opens the register.
func (r register) open(ctx context.Context, d database, dev bool) (*store.Register, error) {
	address, err := r.address(d, dev)
	if err != nil {
		return nil, err
	}
	reg, err := store.OpenRegister(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("%w; start its server, or run recourse migrate to make it. Nothing is served before it is read, since it may hold people whom a restored backup has brought back", err)
	}
	return reg, nil
}

// reapplied opens the register and erases once more what a restored backup has
// brought back. Whoever serves does this first.
func (r register) reapplied(ctx context.Context, d database, dev bool, db *store.Store, clock law.Clock, logger *slog.Logger) (*activities.Eraser, error) {
	reg, err := r.open(ctx, d, dev)
	if err != nil {
		return nil, err
	}
	e := &activities.Eraser{Record: db, Register: reg, Clock: clock, Now: time.Now, Log: logger}
	if _, err := e.Again(ctx); err != nil {
		return nil, errors.Join(err, reg.Close())
	}
	return e, nil
}
