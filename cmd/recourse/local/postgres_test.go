package local

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/lib/pq" // the driver the tests look into the database with
)

// TestPostgres_keepsItsDataThroughKills tells one story, for making a cluster takes a while.
func TestPostgres_keepsItsDataThroughKills(t *testing.T) {
	t.Parallel()
	opts := Options{State: reachable(t), NoTemporal: true, AnyPort: true, Out: &page{}}
	half := filepath.Join(opts.State, "postgres", "new")
	checkError(t, os.MkdirAll(half, 0o755), "")
	checkError(t, os.WriteFile(filepath.Join(half, "PG_VERSION"), []byte("15\n"), 0o600), "") // a start was killed half-way
	e := start(t, opts)
	db := open(t, e.DatabaseURL)
	checkSettings(t, db)
	checkPassword(t, e.DatabaseURL)
	_, err := db.Exec(`CREATE TABLE kept (word text); INSERT INTO kept VALUES ('kept')`)
	checkError(t, err, "")

	kill(t, pidOf(e, "postgres"))
	await(t, "the database to come back", func() bool { return word(db) == "kept" })
	checkError(t, e.Stop(), "")

	lock := filepath.Join(opts.State, "postgres", "data", "postmaster.pid")
	for name, pid := range map[string]int{"of a dead server": 4194303, "that is another program's by now": strangerOf(t)} {
		checkError(t, os.WriteFile(lock, []byte(strconv.Itoa(pid)+"\n"+filepath.Dir(lock)+"\n"), 0o644), "")
		again := start(t, opts)
		if got := word(open(t, again.DatabaseURL)); got != "kept" {
			t.Errorf("after a start beside the lock file %s the table holds %q", name, got)
		}
		checkError(t, again.Stop(), "")
	}
}

// strangerOf starts a program of the user PostgreSQL runs as, whose number a lock file may come to hold.
func strangerOf(t *testing.T) int {
	t.Helper()
	a, err := serverAccount()
	checkError(t, err, "")
	return background(t, a.wear(exec.Command("sleep", "1000")))
}

// checkSettings looks at what matters of the settings: durability, privacy, and who is let in.
func checkSettings(t *testing.T, db *sql.DB) {
	t.Helper()
	for name, want := range map[string]string{
		"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "server_encoding": "UTF8", "lc_ctype": "C.UTF-8", "TimeZone": "UTC",
		"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "log_error_verbosity": "terse", "log_min_error_statement": "panic",
	} {
		var got string
		checkError(t, db.QueryRow(`SELECT current_setting($1)`, name).Scan(&got), "")
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	var rules string
	checkError(t, db.QueryRow(`SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules`).Scan(&rules), "")
	if rules != "scram-sha-256" {
		t.Errorf("clients are let in by %q", rules)
	}
}

// checkPassword knocks with a wrong one.
func checkPassword(t *testing.T, right string) {
	t.Helper()
	u, err := url.Parse(right)
	checkError(t, err, "")
	u.User = url.UserPassword(superuser, "guessed")
	checkError(t, open(t, u.String()).PingContext(t.Context()), "password authentication failed")
}

func TestPostgres_takesOverFromAKilledEngine(t *testing.T) {
	t.Parallel()
	opts := Options{State: reachable(t), NoTemporal: true, AnyPort: true}
	e := start(t, opts)
	checkError(t, e.Stop(), "")
	c, err := e.prepareCluster(t.Context())
	checkError(t, err, "")
	c.port = e.state.memory.PostgresPort
	orphan := c.command()
	checkError(t, orphan.Start(), "")
	done := make(chan error, 1)
	go func() { done <- orphan.Wait() }()
	await(t, "the orphan", func() bool { return c.ready(orphan.Process.Pid) == nil })

	again := start(t, opts)
	if err := <-done; err != nil {
		t.Errorf("the orphan did not end well: %v", err)
	}
	checkError(t, open(t, again.DatabaseURL).PingContext(t.Context()), "")
}

func TestPostgres_livesElsewhereWhenItsUserCannotEnter(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root gives the database to another user")
	}
	closed := t.TempDir()
	checkError(t, os.Chmod(closed, 0o700), "")
	out := &page{}
	opts := Options{State: filepath.Join(closed, "var"), NoTemporal: true, AnyPort: true, Out: out}
	e := start(t, opts)
	place := e.state.memory.Cluster
	if !strings.HasPrefix(place, fallbackRoot+"/recourse-") || !strings.Contains(out.String(), "the database is in "+place) {
		t.Errorf("the database is in %q, and the person reads %q", place, out)
	}
	checkError(t, e.Stop(), "")
	checkError(t, os.Chmod(closed, 0o755), "")
	again := start(t, opts) // it stays where it is though its user could enter now
	if again.state.memory.Cluster != place {
		t.Errorf("the database moved to %q", again.state.memory.Cluster)
	}
	checkError(t, again.Remove(), "")
	for _, gone := range []string{place, opts.State} {
		if _, err := os.Stat(gone); !os.IsNotExist(err) {
			t.Errorf("%s is still there: %v", gone, err)
		}
	}
}

func TestPick(t *testing.T) {
	t.Parallel()
	both := []programs{{"/new", 17}, {"/old", 15}}
	for name, c := range map[string]struct {
		all   []programs
		major int
		want  string // directory, or part of the error
	}{
		"the newest makes a new cluster":           {both, 0, "/new"},
		"a cluster is opened by what made it":      {both, 15, "/old"},
		"a version that is gone":                   {both, 16, "made by PostgreSQL 16, and only version 17 is installed"},
		"nothing is installed":                     {nil, 0, "brew install postgresql"},
		"nothing is installed and a cluster there": {nil, 15, "brew install postgresql"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := pick(c.all, c.major)
			if got.dir != c.want {
				checkError(t, err, c.want)
			}
		})
	}
}

func TestInspect(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]int{
		"postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)": 15,
		"postgres (PostgreSQL) 19beta2":                        19,
		"something else 12":                                    0,
	} {
		dir := t.TempDir()
		for _, name := range []string{"initdb", "postgres"} {
			checkError(t, os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\necho '"+said+"'\n"), 0o755), "")
		}
		if got, ok := inspect(dir); got.major != want || ok != (want != 0) {
			t.Errorf("%q is version %d, want %d", said, got.major, want)
		}
	}
	if _, ok := inspect(t.TempDir()); ok {
		t.Error("an empty directory holds no server")
	}
}

// reachable returns a state directory that PostgreSQL's user can enter when root runs the tests.
func reachable(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	checkError(t, os.Chmod(filepath.Dir(dir), 0o755), "")
	return dir
}

// open opens a database until the end of the test.
func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", url)
	checkError(t, err, "")
	t.Cleanup(func() { db.Close() })
	return db
}

// word returns what the table keeps, or "" while the database is away.
func word(db *sql.DB) string {
	var w string
	if err := db.QueryRowContext(context.Background(), `SELECT word FROM kept`).Scan(&w); err != nil {
		return ""
	}
	return w
}
