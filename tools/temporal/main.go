// Command temporal-server is the Temporal server that Recourse starts on a machine which has none.
//
// One process runs the frontend, history, matching and worker services on the loopback interface and
// keeps everything in two databases of a PostgreSQL cluster, so that what must happen next is stored
// as safely as the record itself. It knows nothing of complaints but the name of the namespace and of
// the search attributes. It is meant for one machine: for a large office run a Temporal cluster.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

const (
	// memoryLimit is the soft limit of the Go heap, in bytes. The collector works harder above it
	// and nothing fails.
	memoryLimit = 256 << 20
	// gcPercent trades processor time for memory: the heap may grow by half between collections.
	gcPercent = 50
	// stopGrace is the longest a stop may take before the process leaves anyway. Nothing is lost
	// then: every acknowledged change is in PostgreSQL.
	stopGrace = 4 * time.Second
	// readyLimit is the longest the start may take, from the first connection to the ready line.
	readyLimit = 90 * time.Second
	// minRetention is the shortest retention the server accepts for a namespace.
	minRetention = 24 * time.Hour
)

// options are what the command line and the environment decide.
type options struct {
	databaseURL string        // PostgreSQL URL of a user who may create databases
	prefix      string        // name of the first database; the second adds _visibility
	listen      string        // loopback address of the frontend, host:port
	namespace   string        // namespace to register
	retention   time.Duration // how long the history of a closed run is kept
}

func main() {
	opts, err := parse(os.Args[1:], os.Getenv("DATABASE_URL"))
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err == nil {
		err = run(opts)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "temporal-server:", err)
		os.Exit(1)
	}
}

// parse reads the flags. The database URL may come from the environment, so that its password need not
// be seen in the process list; the flag goes first.
func parse(args []string, fromEnvironment string) (options, error) {
	var o options
	set := flag.NewFlagSet("temporal-server", flag.ContinueOnError)
	set.StringVar(&o.databaseURL, "database-url", "", "PostgreSQL `URL` of a user who may create databases (default: DATABASE_URL)")
	set.StringVar(&o.prefix, "database-prefix", "temporal", "`name` of the database; visibility is kept in name_visibility")
	set.StringVar(&o.listen, "listen", "127.0.0.1:7233", "loopback `address` to serve on")
	set.StringVar(&o.namespace, "namespace", "recourse", "namespace to register")
	set.DurationVar(&o.retention, "retention", 30*24*time.Hour, "how long the history of a closed run is kept")
	if err := set.Parse(args); err != nil {
		return o, err
	}
	o.databaseURL = cmp.Or(o.databaseURL, fromEnvironment)
	if o.databaseURL == "" {
		return o, errors.New("no database: give --database-url or set DATABASE_URL")
	}
	if o.retention < minRetention {
		return o, fmt.Errorf("retention %s is shorter than %s", o.retention, minRetention)
	}
	return o, nil
}

// run prepares the databases, serves until SIGINT or SIGTERM, and prints "ready" in between.
func run(opts options) error {
	debug.SetMemoryLimit(memoryLimit)
	debug.SetGCPercent(gcPercent)
	ctx, release := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer release()
	context.AfterFunc(ctx, func() { time.AfterFunc(stopGrace, func() { os.Exit(0) }) })

	cluster, err := parseDatabase(opts.databaseURL)
	if err != nil {
		return err
	}
	if err := prepareDatabases(cluster, opts.prefix); err != nil {
		return err
	}
	srv, err := newServer(cluster, opts)
	if err != nil {
		return err
	}
	if err := srv.Start(); err != nil {
		return fmt.Errorf("starting the services: %w", err)
	}
	if err := prepareNamespace(ctx, opts); err != nil {
		return err
	}
	fmt.Println("ready")
	<-ctx.Done()
	if err := srv.Stop(); err != nil {
		return fmt.Errorf("stopping the services: %w", err)
	}
	return nil
}
