package local

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	// postgresPort is the port taken when it is free. It is not PostgreSQL's own, so that a server
	// that is already there is not in the way.
	postgresPort = 15432
	// superuser and databaseName are made with the cluster.
	superuser, databaseName = "recourse", "recourse"
	// fallbackRoot holds clusters whose user cannot reach the state directory.
	fallbackRoot = "/var/lib"
	// postgresReady is the time for a start with recovery after a crash.
	postgresReady = 2 * time.Minute
)

// settings depart from PostgreSQL's defaults. Durability is left as it is: fsync and synchronous_commit
// are on. Rows and statements stay out of the log, for they may hold a person's words.
var settings = [][2]string{
	{"listen_addresses", loopback},
	{"unix_socket_directories", ""},
	{"max_connections", "100"},
	{"shared_buffers", "64MB"},
	{"max_wal_size", "512MB"},
	{"jit", "off"},
	{"max_parallel_workers_per_gather", "0"},
	{"timezone", "UTC"},
	{"log_timezone", "UTC"},
	{"log_error_verbosity", "terse"},
	{"log_min_error_statement", "panic"},
	{"log_checkpoints", "off"},
}

// cluster is a private PostgreSQL cluster. Its place holds the data, and the password beside it.
type cluster struct {
	place    string
	programs programs
	account  *account
	port     int
}

func (c cluster) data() string     { return filepath.Join(c.place, "data") }
func (c cluster) password() string { return filepath.Join(c.place, "password") }

// startPostgres brings the private cluster up, making it the first time, unless the options name a
// server.
func (e *Engine) startPostgres(ctx context.Context) error {
	if e.DatabaseURL = e.opts.DatabaseURL; e.DatabaseURL != "" {
		return nil
	}
	c, err := e.prepareCluster(ctx)
	if err != nil {
		return err
	}
	if err := c.settleLock(ctx); err != nil {
		return err
	}
	if c.port, err = e.state.port(&e.state.memory.PostgresPort, postgresPort, e.opts.AnyPort); err != nil {
		return err
	}
	if e.DatabaseURL, err = c.url(); err != nil {
		return err
	}
	return e.Run(ctx, Child{
		Name:        "postgres",
		Command:     c.command,
		Ready:       func(context.Context) error { return c.ready(readPID(e.state.pidFile("postgres"))) },
		ReadyWithin: postgresReady,
		StopSignal:  syscall.SIGINT, // the fast shutdown: clients are sent away, data is flushed
	})
}

// prepareCluster finds the cluster and the programs for it, or makes it.
func (e *Engine) prepareCluster(ctx context.Context) (cluster, error) {
	major, err := clusterVersion(filepath.Join(e.clusterPlace(), "data"))
	if err != nil {
		return cluster{}, err
	}
	var c cluster
	if c.programs, err = requirePrograms(ctx, major, e.say); err != nil {
		return c, err
	}
	if c.account, err = serverAccount(); err != nil { // after the programs: their package makes the user
		return c, err
	}
	if c.place, err = e.choosePlace(c.account); err != nil {
		return c, err
	}
	if major != 0 {
		return c, nil
	}
	return c, c.create(ctx)
}

// clusterPlace is where the cluster is if it has been made.
func (e *Engine) clusterPlace() string {
	if e.state.memory.Cluster != "" {
		return e.state.memory.Cluster
	}
	return e.state.path("postgres")
}

// choosePlace makes the place of the cluster and gives it to the account. When the account cannot reach
// the state directory, it is made elsewhere, said so and remembered.
func (e *Engine) choosePlace(a *account) (string, error) {
	place := e.clusterPlace()
	if err := makePlace(place, a); err != nil {
		return "", err
	}
	if a.reaches(place) {
		return place, nil
	}
	if e.state.memory.Cluster != "" {
		return "", fmt.Errorf("user %s cannot enter %s", a.name, place)
	}
	_ = os.Remove(place) // it is empty
	sum := sha256.Sum256([]byte(e.state.dir))
	elsewhere := filepath.Join(fallbackRoot, fmt.Sprintf("recourse-%x", sum[:4]))
	if err := makePlace(elsewhere, a); err != nil {
		return "", err
	}
	e.say(fmt.Sprintf("the database is in %s: user %s, whom PostgreSQL runs as, cannot enter %s", elsewhere, a.name, e.state.dir))
	e.state.memory.Cluster = elsewhere
	return elsewhere, e.state.remember()
}

func makePlace(place string, a *account) error {
	if err := os.MkdirAll(place, 0o700); err != nil {
		return fmt.Errorf("making room for the database: %w", err)
	}
	return a.own(place)
}

// clusterVersion returns the major version that made the cluster, and 0 when there is none.
func clusterVersion(data string) (int, error) {
	raw, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("reading the version of the database: %w", err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		return 0, fmt.Errorf("reading the version of the database: %w", err)
	}
	return major, nil
}

// create makes the cluster under a passing name and renames it when it is complete, so that a killed
// start leaves nothing half-made behind.
func (c cluster) create(ctx context.Context) error {
	passing := filepath.Join(c.place, "new")
	if err := os.RemoveAll(passing); err != nil {
		return fmt.Errorf("clearing an unfinished database away: %w", err)
	}
	if err := os.WriteFile(c.password(), []byte(rand.Text()+"\n"), 0o600); err != nil {
		return fmt.Errorf("choosing a password: %w", err)
	}
	if err := c.account.own(c.password()); err != nil {
		return err
	}
	initdb := c.run(ctx, "initdb", "--pgdata", passing, "--username", superuser, "--pwfile", c.password(),
		"--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8")
	if err := finish(initdb); err != nil {
		return err
	}
	single := c.run(ctx, "postgres", "--single", "-D", passing, "-c", "exit_on_error=on", "template1")
	single.Stdin = strings.NewReader("CREATE DATABASE " + databaseName + "\n")
	if err := finish(single); err != nil {
		return err
	}
	if err := os.Rename(passing, c.data()); err != nil {
		return fmt.Errorf("putting the database in its place: %w", err)
	}
	return nil
}

// run makes the command of a server program, run by the cluster's account.
func (c cluster) run(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := c.account.wear(exec.CommandContext(ctx, c.programs.path(program), args...))
	cmd.Dir = c.place
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_MESSAGES=C", "TZ=UTC"}
	return cmd
}

// command starts the server in the foreground.
func (c cluster) command() *exec.Cmd {
	args := []string{"-D", c.data(), "-p", strconv.Itoa(c.port)}
	for _, s := range settings {
		args = append(args, "-c", s[0]+"="+s[1])
	}
	return c.run(context.Background(), "postgres", args...)
}

// url is how the superuser reaches the database.
func (c cluster) url() (string, error) {
	password, err := os.ReadFile(c.password())
	if err != nil {
		return "", fmt.Errorf("reading the password of the database: %w", err)
	}
	u := url.URL{
		Scheme: "postgres", Host: net.JoinHostPort(loopback, strconv.Itoa(c.port)), Path: "/" + databaseName,
		User: url.UserPassword(superuser, strings.TrimSpace(string(password))), RawQuery: "sslmode=disable",
	}
	return u.String(), nil
}

// lockFile is where a running server notes its process number in the first line and its status in the
// eighth.
func (c cluster) lockFile() string { return filepath.Join(c.data(), "postmaster.pid") }

// ready reads in the lock file whether the server with this process number takes connections.
func (c cluster) ready(pid int) error {
	raw, err := os.ReadFile(c.lockFile())
	if err != nil {
		return fmt.Errorf("reading the lock file of the database: %w", err)
	}
	lines := strings.Split(string(raw), "\n")
	if len(lines) < 8 || lines[0] != strconv.Itoa(pid) || strings.TrimSpace(lines[7]) != "ready" {
		return errors.New("the server does not take connections yet")
	}
	return nil
}

// settleLock deals with the lock file that a killed server leaves. A server of this cluster that still
// runs is stopped. PostgreSQL itself sees through a dead number; one that belongs to another program
// by now would make it refuse, so that file is removed.
func (c cluster) settleLock(ctx context.Context) error {
	pid := readPID(c.lockFile())
	command := commandLine(pid)
	switch {
	case pid == 0 || command == "":
		return nil
	case strings.Contains(command, "postgres") && strings.Contains(command, c.data()):
		return end(ctx, pid, command)
	}
	if err := os.Remove(c.lockFile()); err != nil {
		return fmt.Errorf("removing the lock file of a database that does not run: %w", err)
	}
	return nil
}

// say prints a line for the person who watches.
func (e *Engine) say(line string) { fmt.Fprintln(e.opts.Out, line) }
