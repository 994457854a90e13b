package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"recourse/cmd/recourse/local"
)

// probeTimeout is how long one look at a readiness page may take.
const probeTimeout = 2 * time.Second

// servers are the two servers that may be there already; what is not named is started.
type servers struct {
	DatabaseURL       string `env:"DATABASE_URL" help:"Use this PostgreSQL instead of starting one; the local Temporal then keeps two databases there too."`
	TemporalAddress   string `env:"TEMPORAL_ADDRESS" help:"Use this Temporal instead of starting one."`
	TemporalNamespace string `env:"TEMPORAL_NAMESPACE" default:"recourse" help:"Temporal namespace of the cases."`
	temporalTLS
}

// options say which servers are there, and how a Temporal is spoken to that is.
func (s servers) options() (local.Options, error) {
	o := local.Options{DatabaseURL: s.DatabaseURL, TemporalAddress: s.TemporalAddress, Namespace: s.TemporalNamespace}
	if err := s.secure(&o.Temporal); err != nil {
		return o, err
	}
	if s.TemporalAddress == "" && (o.Temporal.Credentials != nil || o.Temporal.ConnectionOptions.TLS != nil) {
		return o, errors.New("a Temporal that is started here speaks no TLS and asks for no key: name another by TEMPORAL_ADDRESS, or unset TEMPORAL_TLS and its like")
	}
	return o, nil
}

// upCmd runs everything on this machine until Ctrl-C: PostgreSQL, Temporal, the web server, the worker.
type upCmd struct {
	servers
	State  string        `default:"var" help:"Directory for the database, logs and secrets."`
	Listen string        `default:"127.0.0.1:8080" env:"RECOURSE_LISTEN" help:"Address of the web server."`
	Day    time.Duration `default:"24h" env:"RECOURSE_DAY" help:"How long a legal day lasts; shorter ones are for rehearsal."`
}

// Run starts one thing after the other, says where to look, waits for ctx to end and stops it all again.
func (c *upCmd) Run(ctx context.Context, out io.Writer) error {
	return c.run(ctx, out, func() {})
}

// run is Run, and says when everything is ready.
func (c *upCmd) run(ctx context.Context, out io.Writer, ready func()) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	o.State, o.Out, o.Listen = c.State, out, []string{c.Listen}
	running, err := local.Start(ctx, o)
	if err != nil {
		return err
	}
	if err := c.serve(ctx, out, running, ready); err != nil && ctx.Err() == nil {
		return errors.Join(err, running.Stop())
	}
	signal.Reset(os.Interrupt, syscall.SIGTERM) // a second Ctrl-C ends us at once, and the children with us
	fmt.Fprintln(out, "stopping")
	return running.Stop()
}

// serve puts Recourse itself on the engine and waits for ctx to end.
func (c *upCmd) serve(ctx context.Context, out io.Writer, running *local.Engine, ready func()) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program: %w", err)
	}
	secret, err := secretIn(filepath.Join(c.State, "secret"))
	if err != nil {
		return err
	}
	if err := masterIn(c.masterFile()); err != nil {
		return err
	}
	serving, err := c.servingURL(running)
	if err != nil {
		return err
	}
	r := runner{self: self, out: out, env: append(running.Env(),
		"RECOURSE_LISTEN="+c.Listen, "RECOURSE_DAY="+c.Day.String(), "RECOURSE_SECRET="+secret, "RECOURSE_MASTER_KEY_FILE="+c.masterFile(), "RECOURSE_DEV=true",
		"RECOURSE_URL="+cmp.Or(os.Getenv("RECOURSE_URL"), "http://"+dialable(c.Listen)))}
	r.env = append(r.env, "SERVING_DATABASE_URL="+serving)
	if err := r.run(ctx, "migrate"); err != nil {
		return err
	}
	if serving != "" {
		r.env = append(r.env, "DATABASE_URL="+serving)
	}
	for _, child := range []local.Child{
		{Name: "server", Command: r.command("server"), Ready: func(ctx context.Context) error { return probe(ctx, "http://"+dialable(c.Listen)+"/readyz") }},
		{Name: "worker", Command: r.command("worker")},
	} {
		if err := running.Run(ctx, child); err != nil {
			return err
		}
	}
	signIn := filepath.Join(c.State, "sign-in.txt")
	if err := r.run(ctx, "staff", "demo", "--if-missing", "--out", signIn); err != nil {
		return err
	}
	if err := c.welcome(out, running, signIn); err != nil {
		return err
	}
	if err := c.leaveEnv(running); err != nil {
		return err
	}
	defer os.Remove(c.envFile())
	ready()
	<-ctx.Done()
	return nil
}

// servingRole is the role of the private PostgreSQL as which server and worker run:
// they read and write rows, and cannot change the schema.
const servingRole = "recourse_serving"

// servingURL is how server and worker reach PostgreSQL: the private one as a role of
// their own, somebody else's as they say, and as who migrates where they say nothing.
func (c *upCmd) servingURL(running *local.Engine) (string, error) {
	if c.DatabaseURL != "" {
		return os.Getenv("SERVING_DATABASE_URL"), nil
	}
	password, err := secretIn(filepath.Join(c.State, "serving"))
	if err != nil {
		return "", err
	}
	u, err := url.Parse(running.DatabaseURL)
	if err != nil {
		return "", fmt.Errorf("reading the address of PostgreSQL: %w", err)
	}
	u.User = url.UserPassword(servingRole, password)
	return u.String(), nil
}

func (c *upCmd) envFile() string { return filepath.Join(c.State, "env") }

func (c *upCmd) masterFile() string { return filepath.Join(c.State, "master.json") }

// leaveEnv writes where the engine is, for other commands on this machine while
// it runs: set -a; . var/env; set +a.
func (c *upCmd) leaveEnv(running *local.Engine) error {
	master, err := filepath.Abs(c.masterFile())
	if err != nil {
		return fmt.Errorf("finding the master key: %w", err)
	}
	text := fmt.Sprintf("DATABASE_URL='%s'\nTEMPORAL_ADDRESS='%s'\nTEMPORAL_NAMESPACE='%s'\nRECOURSE_MASTER_KEY_FILE='%s'\n", running.DatabaseURL, running.TemporalAddress, running.Namespace, master)
	if err := os.WriteFile(c.envFile(), []byte(text), 0o600); err != nil {
		return fmt.Errorf("writing where the engine is: %w", err)
	}
	return nil
}

// welcome says where to look and how to sign in.
func (c *upCmd) welcome(out io.Writer, running *local.Engine, signIn string) error {
	how, err := os.ReadFile(signIn)
	if err != nil {
		return fmt.Errorf("reading how to sign in: %w", err)
	}
	base := "http://" + dialable(c.Listen)
	_, err = fmt.Fprintf(out, `
Recourse is running.

  portal      %[1]s/
  desk        %[1]s/desk
  API         %[1]s/api/docs
  mail tray   %[1]s/dev/mail
  Temporal    %[2]s, namespace %[3]s
  logs        %[4]s
  legal day   %[5]s

Sign in with (kept in %[6]s):
%[7]s

Ctrl-C stops everything.
`, base, running.TemporalAddress, running.Namespace, filepath.Dir(running.Log("server")), c.Day, signIn, strings.TrimRight(string(how), "\n"))
	return err
}

// runner starts this very program with other subcommands.
type runner struct {
	self string
	env  []string
	out  io.Writer
}

// command returns how to make the command of a subcommand.
func (r runner) command(args ...string) func() *exec.Cmd {
	return func() *exec.Cmd {
		cmd := exec.Command(r.self, args...)
		cmd.Env = r.env
		return cmd
	}
}

// run runs a subcommand to its end and shows what it prints.
func (r runner) run(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, r.self, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = r.env, r.out, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("running recourse %s: %w", strings.Join(args, " "), err)
	}
	return nil
}

// secretIn returns the installation's secret, 32 random bytes in hexadecimal digits, and makes it the
// first time. Only the owner may read the file.
func secretIn(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err == nil {
		return strings.TrimSpace(string(raw)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("reading the secret: %w", err)
	}
	bytes := make([]byte, 32)
	_, _ = rand.Read(bytes) // never fails
	secret := hex.EncodeToString(bytes)
	if err := os.WriteFile(path+".new", []byte(secret+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("writing the secret: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return "", fmt.Errorf("writing the secret: %w", err)
	}
	return secret, nil
}

// dialable turns an address to listen on into one to connect to: a server on all interfaces is reached
// over the loopback one.
func dialable(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

// probe gets a page and returns nil when the answer is 200.
func probe(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return fmt.Errorf("reading the address: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("asking the server: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", url, resp.Status)
	}
	return nil
}
