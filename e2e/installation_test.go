package e2e

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/lib/pq" // the tests look into the database themselves
	"go.temporal.io/sdk/client"
	temporallog "go.temporal.io/sdk/log"

	"recourse/complaint"
	"recourse/law"
	"recourse/seal"
	"recourse/store"
)

// The installations that tests share; whoever needs one first starts it.
var (
	rehearsed = &installation{day: 100 * time.Millisecond} // for rehearsals
	asking    = &installation{day: 100 * time.Millisecond} // for rights requests, while what was rehearsed sleeps
	quiet     = &installation{day: 24 * time.Hour}         // where nothing moves by itself
)

// readyWithin is how long a start may take, the first one included.
const readyWithin = 90 * time.Second

// installation is what one `recourse up` keeps in its directory, and the
// process while it runs.
type installation struct {
	day time.Duration

	dir    string // everything of ours
	state  string // what the program keeps
	listen string
	up     *process // nil while it is stopped
	ended  time.Time

	tokens   map[complaint.Role]string
	db       *sql.DB
	store    *store.Store
	temporal client.Client
	clock    law.Clock
}

// ready returns the installation running, started if it must be, and has a
// failing test show what its logs say. The variables of env are the program's
// own; an installation that runs already is not started anew for them.
func (i *installation) ready(t *testing.T, env ...string) *installation {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(i.tails())
		}
	})
	if i.up == nil {
		i.start(t, env...)
	}
	return i
}

// start runs `recourse up` and waits until it serves.
func (i *installation) start(t *testing.T, env ...string) {
	t.Helper()
	if i.dir == "" {
		i.prepare(t)
	}
	_ = os.Remove(i.envFile()) // left by one that was killed
	log, err := os.OpenFile(filepath.Join(i.dir, "up.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	check(t, err)
	defer log.Close()
	i.up, err = launch(log, env, program, "up", "--state", i.state, "--listen", i.listen, "--day", i.day.String())
	check(t, err)
	await(t, "the installation to be ready", readyWithin, func() bool {
		_, err := os.Stat(i.envFile())
		return err == nil || i.up.over()
	})
	if i.up.over() {
		t.Fatalf("the installation ended before it was ready: %v\n%s", i.up.err, i.tails())
	}
	i.connect(t)
}

// prepare makes the directory and chooses ports that nobody else uses.
func (i *installation) prepare(t *testing.T) {
	t.Helper()
	var err error
	i.dir, err = os.MkdirTemp("", "recourse-e2e-")
	check(t, err)
	check(t, os.Chmod(i.dir, 0o711)) // PostgreSQL may run as another user
	i.state = filepath.Join(i.dir, "state")
	check(t, os.Mkdir(i.state, 0o755))
	ports := freePorts(t, 3)
	i.listen = fmt.Sprintf("127.0.0.1:%d", ports[0])
	memory := fmt.Sprintf(`{"postgres_port": %d, "temporal_port": %d}`, ports[1], ports[2])
	check(t, os.WriteFile(filepath.Join(i.state, "engine.json"), []byte(memory), 0o600))
}

func (i *installation) envFile() string { return filepath.Join(i.state, "env") }

// connect opens the ways to look at the installation from outside.
func (i *installation) connect(t *testing.T) {
	t.Helper()
	i.disconnect()
	env := readEnv(t, i.envFile())
	tokens, err := os.ReadFile(filepath.Join(i.state, "tokens.json"))
	check(t, err)
	check(t, json.Unmarshal(tokens, &i.tokens))
	i.db, err = sql.Open("postgres", env["DATABASE_URL"])
	check(t, err)
	i.store, err = store.Open(t.Context(), env["DATABASE_URL"])
	check(t, err)
	master, err := os.ReadFile(filepath.Join(i.state, "master.json"))
	check(t, err)
	keys, err := seal.ReadMaster(master, nil)
	check(t, err)
	check(t, i.store.Unlock(t.Context(), keys))
	i.clock, err = i.store.Installation(t.Context(), i.day)
	check(t, err)
	i.temporal, err = client.NewLazyClient(client.Options{
		HostPort: env["TEMPORAL_ADDRESS"], Namespace: env["TEMPORAL_NAMESPACE"], Logger: temporallog.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	check(t, err)
}

func (i *installation) disconnect() {
	if i.db != nil {
		_ = i.db.Close()
		_ = i.store.Close()
		i.temporal.Close()
	}
	i.db = nil
}

// stop ends the installation as Ctrl-C does and returns how it ended.
func (i *installation) stop(t *testing.T) {
	t.Helper()
	check(t, i.up.signal(syscall.SIGINT))
	await(t, "the installation to end", time.Minute, i.up.over)
	if i.up.err != nil {
		t.Errorf("the installation did not end well: %v", i.up.err)
	}
	i.gone()
}

// gone notes that the process is no more.
func (i *installation) gone() {
	i.disconnect()
	i.up, i.ended = nil, time.Now()
}

// remove stops the installation and deletes all that it has left.
func (i *installation) remove() {
	if i.up != nil {
		_ = i.up.signal(syscall.SIGINT)
		<-i.up.done
		i.gone()
	}
	if i.dir == "" {
		return
	}
	var memory struct{ Cluster string } // where the database is when its user cannot enter our directory
	if text, err := os.ReadFile(filepath.Join(i.state, "engine.json")); err == nil && json.Unmarshal(text, &memory) == nil && memory.Cluster != "" {
		_ = os.RemoveAll(memory.Cluster)
	}
	_ = os.RemoveAll(i.dir)
	i.dir = ""
}

// logs returns the paths of all logs of the installation.
func (i *installation) logs() []string {
	list, _ := filepath.Glob(filepath.Join(i.state, "log", "*")) // the pattern is ours and well formed
	return append(list, filepath.Join(i.dir, "up.log"))
}

// tails returns the last lines of every log.
func (i *installation) tails() string {
	var all strings.Builder
	for _, path := range i.logs() {
		text, err := os.ReadFile(path)
		if err != nil {
			text = []byte(err.Error())
		}
		fmt.Fprintf(&all, "the end of %s says:\n%s\n", filepath.Base(path), lastLines(string(text), 12))
	}
	return all.String()
}

// atRest reports whether everything is up: database, Temporal, server.
func (i *installation) atRest(ctx context.Context) bool {
	status, _, err := i.get(ctx, "/readyz")
	return err == nil && status == 200
}

// freePorts finds ports of the loopback address that nobody listens on, below
// those that the system gives to outgoing connections: a part that is killed
// wants its own again.
func freePorts(t *testing.T, n int) []int {
	t.Helper()
	var ports []int
	for range 1000 {
		port := 20_000 + rand.IntN(10_000)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		defer l.Close()
		if ports = append(ports, port); len(ports) == n {
			return ports
		}
	}
	t.Fatal("no free ports")
	return nil
}

// readEnv reads lines of NAME='VALUE'.
func readEnv(t *testing.T, path string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	check(t, err)
	env := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			env[name] = strings.Trim(value, "'")
		}
	}
	return env
}

// lastLines returns the last n lines of a text.
func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
