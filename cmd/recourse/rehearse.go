package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"recourse/cmd/recourse/rehearsal"
	"recourse/complaint"
)

// rehearseCmd is `recourse rehearse`.
type rehearseCmd struct {
	Server   string        `help:"Address of a running installation whose day lasts a second or less, for example http://127.0.0.1:8080. Without it, one is started for the rehearsal and stopped afterwards."`
	Tokens   string        `default:"var/tokens.json" help:"With --server: file with the tokens of its demo staff."`
	State    string        `default:"var/rehearsal" help:"Without --server: directory of the installation that is started."`
	Day      time.Duration `default:"250ms" help:"Without --server: how long a legal day lasts."`
	Road     string        `help:"Only roads whose name contains this."`
	Patience time.Duration `default:"60s" help:"Real time to wait for what should have happened."`
}

// Run drives the roads and prints their timelines; the error is the first
// difference from the rulebook.
func (r *rehearseCmd) Run(ctx context.Context, out io.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if r.Server == "" {
		stopped, err := r.bringUp(ctx)
		if err != nil {
			return err
		}
		defer func() { cancel(); <-stopped }()
	}
	tokens, err := readTokens(r.Tokens)
	if err != nil {
		return err
	}
	options := rehearsal.Options{
		Server: r.Server, Officer: tokens[complaint.CaseOfficer], Privacy: tokens[complaint.PrivacyOfficer],
		Out: out, Progress: os.Stderr, Patience: r.Patience,
	}
	for _, road := range rehearsal.Roads {
		if strings.Contains(road.Name, r.Road) {
			options.Roads = append(options.Roads, road)
		}
	}
	if len(options.Roads) == 0 {
		return fmt.Errorf("no road is called %q", r.Road)
	}
	begun := time.Now()
	if err := rehearsal.Run(ctx, options); err != nil {
		return fmt.Errorf("the rehearsal differs from the rulebook: %w", err)
	}
	_, err = fmt.Fprintf(out, "\n%d roads driven in %s; every state, due date and letter agrees with the rulebook.\n", len(options.Roads), time.Since(begun).Round(time.Second))
	return err
}

// bringUp starts an installation with a short day and returns when it is ready.
// The channel closes when it has stopped after ctx ended.
func (r *rehearseCmd) bringUp(ctx context.Context) (<-chan struct{}, error) {
	address, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	r.Server, r.Tokens = "http://"+address, filepath.Join(r.State, "tokens.json")
	fmt.Fprintf(os.Stderr, "starting an installation for the rehearsal in %s, one legal day lasts %s\n", r.State, r.Day)
	up := upCmd{servers: servers{TemporalNamespace: "recourse"}, State: r.State, Listen: address, Day: r.Day}
	stopped, failed := make(chan struct{}), make(chan error, 1)
	ready := make(chan struct{})
	go func() {
		defer close(stopped)
		if err := up.run(ctx, os.Stderr, func() { close(ready) }); err != nil {
			failed <- err
		}
	}()
	select {
	case <-ready:
		return stopped, nil
	case err := <-failed:
		return nil, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// freeAddress finds a loopback address nobody listens on.
func freeAddress(ctx context.Context) (string, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}

// readTokens reads the tokens of the demo staff, by role.
func readTokens(path string) (map[complaint.Role]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the tokens of the demo staff: %w (they are written by recourse up; name the file with --tokens)", err)
	}
	var tokens map[complaint.Role]string
	if err := json.Unmarshal(text, &tokens); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return tokens, nil
}
