// Package local brings up what Recourse stands on, PostgreSQL and Temporal, on this machine.
//
// It finds or installs the programs, gives them a private place below a state directory, starts them,
// keeps them running and stops them again, with nothing left behind. It works for root and for an
// ordinary user. It knows nothing of complaints, and no production installation needs it: there,
// DATABASE_URL and TEMPORAL_ADDRESS name servers that somebody else looks after.
package local

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"sync"

	"go.temporal.io/sdk/client"
)

// Options say what to bring up and where.
type Options struct {
	// Root is the checkout that holds tools/temporal. Empty: look for it from the working directory
	// and from the program upwards. It is needed only to build the Temporal server.
	Root string
	// State is the directory for the database, logs, process numbers and secrets. It is made when
	// missing; one engine at a time can use it.
	State string
	// Out receives lines for a person to read, from several goroutines. Nil: nobody reads them.
	Out io.Writer
	// Listen names addresses that whatever runs on the engine is going to serve on. When one of
	// them is taken, Start says so at once, before anything is started.
	Listen []string
	// DatabaseURL names a PostgreSQL that somebody else runs; it is used and none is started. Empty: a
	// private one is.
	DatabaseURL string
	// TemporalAddress names a Temporal that somebody else runs; it is used and none is started.
	// Empty: a private one is.
	TemporalAddress string
	// Temporal says how a Temporal that somebody else runs is spoken to: TLS and credentials.
	Temporal client.Options
	// Namespace is the Temporal namespace of the cases. Empty: "recourse".
	Namespace string
	// NoTemporal leaves Temporal out.
	NoTemporal bool
	// AnyPort takes random ports instead of the usual ones, so that many engines can run side by side.
	AnyPort bool
}

// Engine is a running PostgreSQL and Temporal, and whatever else was put under its care by Run.
type Engine struct {
	// DatabaseURL is a superuser's URL of the database "recourse", or the one of the options.
	DatabaseURL string
	// TemporalAddress is host:port of the frontend; empty without Temporal.
	TemporalAddress string
	// Namespace is the Temporal namespace of the cases.
	Namespace string

	opts  Options
	state *state

	mu        sync.Mutex
	processes []*process // in the order they were started
	stopped   bool
}

// Start brings everything up and returns when it can be used. Cancelling ctx afterwards stops nothing:
// call Stop. When it fails, whatever it had started is stopped again.
func Start(ctx context.Context, opts Options) (*Engine, error) {
	if opts.Out == nil {
		opts.Out = io.Discard
	}
	st, err := openState(ctx, opts.State)
	if err != nil {
		return nil, err
	}
	e := &Engine{opts: opts, state: st, Namespace: cmp.Or(opts.Namespace, "recourse")}
	if err := e.start(ctx); err != nil {
		return nil, errors.Join(err, e.Stop())
	}
	return e, nil
}

func (e *Engine) start(ctx context.Context) error {
	for _, address := range e.opts.Listen {
		if err := checkFree(address); err != nil {
			return err
		}
	}
	if err := e.startPostgres(ctx); err != nil {
		return fmt.Errorf("bringing up PostgreSQL: %w", err)
	}
	if e.opts.NoTemporal {
		return nil
	}
	if err := e.startTemporal(ctx); err != nil {
		return fmt.Errorf("bringing up Temporal: %w", err)
	}
	return nil
}

// Env is the environment of this process plus what leads a program to the engine.
func (e *Engine) Env() []string {
	env := append(os.Environ(), "DATABASE_URL="+e.DatabaseURL, "TEMPORAL_NAMESPACE="+e.Namespace)
	if e.TemporalAddress != "" {
		env = append(env, "TEMPORAL_ADDRESS="+e.TemporalAddress)
	}
	return env
}

// Log returns the path of the file a child writes to.
func (e *Engine) Log(name string) string { return e.state.log(name) }

// Run starts one more child and returns when it is ready. From then on it is started again whenever
// it ends, until Stop. When it does not become ready, it is stopped and the error quotes its log.
func (e *Engine) Run(ctx context.Context, child Child) error {
	p, err := newProcess(child, e.state, e.opts.Out)
	if err != nil {
		return err
	}
	e.mu.Lock()
	if e.stopped {
		e.mu.Unlock()
		return fmt.Errorf("starting %s: the engine is stopped", child.Name)
	}
	e.processes = append(e.processes, p)
	e.mu.Unlock()
	go p.loop()
	if err := p.awaitReady(ctx); err != nil {
		p.stop()
		return err
	}
	return nil
}

// Stop ends all children, the last started first, and lets go of the state directory. It may be
// called more than once.
func (e *Engine) Stop() error {
	e.mu.Lock()
	processes := e.processes
	again := e.stopped
	e.processes, e.stopped = nil, true
	e.mu.Unlock()
	if again {
		return nil
	}
	for _, p := range slices.Backward(processes) {
		p.stop()
	}
	return e.state.close()
}

// Remove stops the engine and deletes its state directory and its database.
func (e *Engine) Remove() error {
	if err := e.Stop(); err != nil {
		return err
	}
	return e.state.remove()
}

// finish runs a program to its end. The error quotes what it printed last.
func finish(cmd *exec.Cmd) error {
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("running %s: %w: %s", cmd.Args[0], err, lastLines(string(out), 5))
	}
	return nil
}
