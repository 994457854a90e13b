package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"recourse/cmd/recourse/local"
)

// commandGrace is how long the command may take to end after a signal.
const commandGrace = 10 * time.Second

// localCmd runs a command beside a PostgreSQL and a Temporal of its own and stops both when it ends.
type localCmd struct {
	servers
	State      string   `help:"Directory to keep the data in; without it they are gone at the end."`
	NoTemporal bool     `name:"no-temporal" help:"Start PostgreSQL alone."`
	Command    []string `arg:"" passthrough:"" help:"The command. It finds DATABASE_URL, TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE in its environment."`
}

// Run ends this process with the exit status of the command.
func (c *localCmd) Run(ctx context.Context) error {
	if len(c.Command) > 0 && c.Command[0] == "--" {
		c.Command = c.Command[1:]
	}
	if len(c.Command) == 0 {
		return errors.New("no command: say recourse local -- COMMAND")
	}
	status, err := c.runBeside(ctx)
	if err != nil {
		return err
	}
	os.Exit(status)
	return nil
}

// runBeside brings the engine up, runs the command and takes the engine down.
func (c *localCmd) runBeside(ctx context.Context) (status int, err error) {
	opts, err := c.options()
	if err != nil {
		return 1, err
	}
	opts.State, opts.Out, opts.NoTemporal = c.State, os.Stderr, c.NoTemporal
	takeDown := (*local.Engine).Stop
	if c.State == "" {
		if opts.State, err = temporaryState(); err != nil {
			return 1, err
		}
		opts.AnyPort, takeDown = true, (*local.Engine).Remove
		defer os.RemoveAll(opts.State)
	}
	running, err := local.Start(ctx, opts)
	if err != nil {
		return 1, err
	}
	status, err = c.run(ctx, running)
	return status, errors.Join(err, takeDown(running))
}

// temporaryState makes a directory that every user may pass through: PostgreSQL may run as another one.
func temporaryState() (string, error) {
	dir, err := os.MkdirTemp("", "recourse-local-")
	if err != nil {
		return "", fmt.Errorf("making a temporary directory: %w", err)
	}
	if err := os.Chmod(dir, 0o711); err != nil {
		return "", fmt.Errorf("opening the temporary directory: %w", err)
	}
	return dir, nil
}

// run runs the command and returns its exit status. A signal to us is passed on to it.
func (c *localCmd) run(ctx context.Context, running *local.Engine) (int, error) {
	cmd := exec.CommandContext(ctx, c.Command[0], c.Command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = os.Stdin, os.Stdout, os.Stderr, running.Env()
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = commandGrace
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit):
		return max(1, exit.ExitCode()), nil
	}
	return 1, fmt.Errorf("running %s: %w", c.Command[0], err)
}
