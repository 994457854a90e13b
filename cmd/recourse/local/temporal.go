package local

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"strconv"
	"time"

	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
)

const (
	// temporalPort is the port taken when it is free.
	temporalPort = 7233
	// foreignWithin is how long a Temporal that somebody else runs may take to answer.
	foreignWithin = 15 * time.Second
	// probeQuery needs the namespace and all search attributes, which name no person.
	probeQuery = "Stage = 'none' AND Jurisdiction = 'none' AND NextDeadline IS NULL"
)

// startTemporal uses the Temporal of the options when they name one, else starts the temporal program
// that is on PATH, else the server of tools/temporal, which is built the first time. The latter keeps
// its two databases in the cluster of DatabaseURL, whose user must be allowed to create them.
func (e *Engine) startTemporal(ctx context.Context) error {
	if e.TemporalAddress = e.opts.TemporalAddress; e.TemporalAddress != "" {
		return e.awaitForeign(ctx)
	}
	command, err := e.temporalCommand(ctx)
	if err != nil {
		return err
	}
	port, err := e.state.port(&e.state.memory.TemporalPort, temporalPort, e.opts.AnyPort)
	if err != nil {
		return err
	}
	e.TemporalAddress = net.JoinHostPort(loopback, strconv.Itoa(port))
	return e.Run(ctx, Child{
		Name:    "temporal",
		Command: func() *exec.Cmd { return command(port) },
		Ready:   func(ctx context.Context) error { return probe(ctx, client.Options{}, e.TemporalAddress, e.Namespace) },
	})
}

// temporalCommand chooses between the two programs and returns how to start the one chosen on a port.
func (e *Engine) temporalCommand(ctx context.Context) (func(port int) *exec.Cmd, error) {
	if cli, err := exec.LookPath("temporal"); err == nil {
		return func(port int) *exec.Cmd { return e.devServer(cli, port) }, nil
	}
	root, err := findRoot(e.opts.Root)
	if err != nil {
		return nil, err
	}
	server, err := buildTemporal(ctx, root, e.say)
	if err != nil {
		return nil, err
	}
	return func(port int) *exec.Cmd {
		cmd := exec.Command(server, "--listen", net.JoinHostPort(loopback, strconv.Itoa(port)), "--namespace", e.Namespace)
		cmd.Env = append(os.Environ(), "DATABASE_URL="+e.DatabaseURL)
		return cmd
	}, nil
}

// devServer is the development server of the temporal program, with its data in the state directory.
func (e *Engine) devServer(cli string, port int) *exec.Cmd {
	return exec.Command(cli, "server", "start-dev", "--headless", "--ip", loopback, "--port", strconv.Itoa(port),
		"--db-filename", e.state.path("temporal.db"), "--namespace", e.Namespace, "--log-level", "warn",
		"--search-attribute", "Stage=Keyword", "--search-attribute", "Jurisdiction=Keyword", "--search-attribute", "NextDeadline=Datetime",
		// As in tools/temporal: timers are to be prompt, and many cases may move at once.
		"--dynamic-config-value", `history.timerProcessorMaxTimeShift="10ms"`,
		"--dynamic-config-value", "history.timerProcessorMaxPollRPS=200",
		"--dynamic-config-value", "history.transferProcessorMaxPollRPS=200")
}

// awaitForeign waits until the Temporal that somebody else runs can be used.
func (e *Engine) awaitForeign(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, foreignWithin)
	defer cancel()
	for {
		err := probe(ctx, e.opts.Temporal, e.TemporalAddress, e.Namespace)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the Temporal server at %s cannot be used; it needs the namespace %s with the search attributes Stage (Keyword), Jurisdiction (Keyword) and NextDeadline (Datetime): %w",
				e.TemporalAddress, e.Namespace, err)
		case <-time.After(pollEvery):
		}
	}
}

// probe asks a Temporal server, spoken to as o says, a question that it can only answer when cases can run on it.
func probe(ctx context.Context, o client.Options, address, namespace string) error {
	o.HostPort, o.Namespace, o.Logger = address, namespace, log.NewStructuredLogger(slog.New(slog.DiscardHandler))
	c, err := client.DialContext(ctx, o)
	if err != nil {
		return fmt.Errorf("connecting to Temporal: %w", err)
	}
	defer c.Close()
	if _, err := c.CountWorkflow(ctx, &workflowservice.CountWorkflowExecutionsRequest{Query: probeQuery}); err != nil {
		return fmt.Errorf("asking Temporal for cases: %w", err)
	}
	return nil
}
