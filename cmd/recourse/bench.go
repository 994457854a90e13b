package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"recourse/audit"
	"recourse/cmd/recourse/bench"
	"recourse/cmd/recourse/rehearsal"
	"recourse/complaint"
	"recourse/store"
)

// benchCmd is `recourse bench`: it starts installations of its own, measures
// them and stops them.
type benchCmd struct {
	Clients int    `default:"16" help:"Requests under way at once."`
	Filings int    `default:"8000" help:"Complaints filed for the filing rate."`
	Acts    int    `default:"200" help:"Acts timed."`
	Sealed  int    `default:"100000" help:"Sealed cases among which is searched, and among which pages are drawn."`
	Commit  string `help:"Commit to name in the figures."`
	Only    string `enum:",engine,sealing,portal,fuzzed" default:"" help:"Measure only this: engine, sealing, portal or fuzzed."`
	noisy
}

// Run prints figures as JSON lines.
func (b *benchCmd) Run(ctx context.Context, out io.Writer) error {
	dir, err := temporaryState()
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	options := bench.Options{Clients: b.Clients, Filings: b.Filings, Acts: b.Acts, Sealed: b.Sealed, Commit: b.Commit, Out: out, Log: os.Stderr}
	if b.Only == "fuzzed" {
		return b.with(ctx, filepath.Join(dir, "noise"), 24*time.Hour, options, b.noise)
	}
	if err := b.with(ctx, filepath.Join(dir, "day"), 24*time.Hour, options, b.measureDay); err != nil {
		return err
	}
	if b.Only == "sealing" || b.Only == "portal" {
		return nil
	}
	if err := b.with(ctx, filepath.Join(dir, "short"), 100*time.Millisecond, options, fullRoad); err != nil || b.Only != "" {
		return err
	}
	return b.with(ctx, filepath.Join(dir, "noise"), 24*time.Hour, options, b.noise)
}

// measureDay measures everything that needs no passing days.
func (b *benchCmd) measureDay(ctx context.Context, o bench.Options) error {
	for _, m := range []struct {
		name    string
		measure func(context.Context, bench.Options) error
	}{{"engine", bench.Run}, {"sealing", b.sealing}, {"portal", b.portal}} {
		if b.Only != "" && b.Only != m.name {
			continue
		}
		if err := m.measure(ctx, o); err != nil {
			return err
		}
	}
	return nil
}

// with starts an installation, lets a measurement run against it and stops it.
func (b *benchCmd) with(ctx context.Context, state string, day time.Duration, o bench.Options, measure func(context.Context, bench.Options) error) error {
	up, err := startInstallation(ctx, state, day)
	if err != nil {
		return err
	}
	defer up.stop()
	o.Server, o.Token, o.Approver = up.server, up.tokens[complaint.CaseOfficer], up.tokens[complaint.PrivacyOfficer]
	o.Tokens = senders(up.tokens)
	o.PIDs = func() ([]int, error) {
		all, err := bench.Descendants(up.cmd.Process.Pid)
		return append(all, up.cmd.Process.Pid), err
	}
	db, err := store.Open(ctx, up.env["DATABASE_URL"])
	if err != nil {
		return err
	}
	defer db.Close()
	o.DB, o.DatabaseURL = db.DB(), up.env["DATABASE_URL"]
	o.Verify = func(ctx context.Context) (int, error) {
		r := &audit.Report{}
		err := db.Verify(ctx, r, &audit.Succession{}, runtime.NumCPU())
		if n := len(r.Faults); err == nil && n > 0 {
			err = fmt.Errorf("the record has %d faults, the first: %s", n, r.Faults[0])
		}
		return r.Events, err
	}
	o.Temporal, err = client.Dial(client.Options{
		HostPort: up.env["TEMPORAL_ADDRESS"], Namespace: up.env["TEMPORAL_NAMESPACE"],
		Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)), // standard output is for figures
	})
	if err != nil {
		return fmt.Errorf("reach Temporal: %w", err)
	}
	defer o.Temporal.Close()
	return measure(ctx, o)
}

// fullRoad rehearses the longest road and reads what it left in Temporal.
func fullRoad(ctx context.Context, o bench.Options) error {
	for _, road := range rehearsal.Roads {
		if !strings.HasPrefix(road.Name, "full road") {
			continue
		}
		number, err := rehearsal.One(ctx, rehearsal.Options{Server: o.Server, Officer: o.Token, Privacy: o.Approver, Out: io.Discard, Progress: o.Log, Patience: time.Minute}, road)
		if err != nil {
			return err
		}
		return o.History(ctx, number)
	}
	return errors.New("there is no full road to rehearse")
}

// installed is an installation that runs as a process of its own.
type installed struct {
	cmd    *exec.Cmd
	server string
	env    map[string]string
	tokens map[complaint.Role]string
	ended  chan struct{} // closed when the process has ended
}

// startInstallation runs `recourse up` in a state directory and returns when it
// serves.
func startInstallation(ctx context.Context, state string, day time.Duration) (*installed, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	address, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, "up", "--state", state, "--listen", address, "--day", day.String())
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = time.Minute
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start an installation: %w", err)
	}
	up := &installed{cmd: cmd, server: "http://" + address, ended: make(chan struct{})}
	go func() { defer close(up.ended); _ = cmd.Wait() }() // how it ended shows in what it printed
	if err := up.awaitReady(ctx, state); err != nil {
		up.stop()
		return nil, err
	}
	return up, nil
}

// awaitReady waits for the file that is written last.
func (i *installed) awaitReady(ctx context.Context, state string) error {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-i.ended:
			return errors.New("the installation ended before it was ready")
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		env, err := readEnv(filepath.Join(state, "env"))
		if err != nil {
			continue // not written yet
		}
		if i.tokens, err = readTokens(filepath.Join(state, "tokens.json")); err != nil {
			return err
		}
		i.env = env
		return nil
	}
}

func (i *installed) stop() {
	_ = i.cmd.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	<-i.ended
}

// readEnv reads lines of NAME=VALUE, as recourse up leaves them for other
// commands.
func readEnv(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	env := map[string]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), "="); ok {
			env[name] = strings.Trim(value, "'")
		}
	}
	return env, nil
}
