package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"
	"go.temporal.io/sdk/worker"

	"recourse/activities"
	"recourse/cmd/recourse/bench"
	"recourse/complaint"
	"recourse/law"
	"recourse/seal"
	"recourse/server"
	"recourse/store"
	"recourse/workflows"
)

// sealing measures what sealing costs the filing of complaints, and how fast
// sealed ones are found: against two fronts on a database of their own, of which
// one seals nothing. A dispatcher and a worker start the cases of both, as in any
// installation; no letters go out.
func (b *benchCmd) sealing(ctx context.Context, o bench.Options) error {
	address, err := benchDatabase(ctx, o)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var fronts [2]string
	var stores [2]*store.Store
	for i, with := range []store.Sealer{nil, nothing{}} {
		db, err := benchStore(ctx, address, with)
		if err != nil {
			return err
		}
		defer db.Close()
		stores[i] = db
		if fronts[i], err = serveBench(ctx, db); err != nil {
			return err
		}
		if i == 0 {
			if o.Token, err = benchToken(ctx, db); err != nil {
				return err
			}
			o.DB = db.DB()
		}
	}
	if err := measureSealing(ctx, o, stores[0], fronts); err != nil {
		return err
	}
	return o.Search(ctx, fronts[0], func(ctx context.Context) error { return index(ctx, stores[0]) })
}

func measureSealing(ctx context.Context, o bench.Options, db *store.Store, fronts [2]string) error {
	stop, err := startBenchCases(ctx, o, db)
	if err != nil {
		return err
	}
	defer stop()
	return o.Sealing(ctx, fronts[0], fronts[1])
}

// index indexes what was filed as the dispatcher does, without starting workflows:
// that alone would take a quarter of an hour.
func index(ctx context.Context, db *store.Store) error {
	for {
		cases, err := db.Unstarted(ctx, dispatchBatch)
		if err != nil || len(cases) == 0 {
			return err
		}
		numbers := make([]complaint.Number, len(cases))
		for i, c := range cases {
			numbers[i] = c.Number
		}
		if err := db.MarkStarted(ctx, numbers); err != nil {
			return err
		}
	}
}

// benchDatabase makes an empty database beside that of the installation.
func benchDatabase(ctx context.Context, o bench.Options) (string, error) {
	u, err := url.Parse(o.DatabaseURL)
	if err != nil {
		return "", fmt.Errorf("read the address of the database: %w", err)
	}
	name := "bench_" + strings.ToLower(rand.Text())
	if _, err := o.DB.ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
		return "", fmt.Errorf("create a database: %w", err)
	}
	u.Path = "/" + name
	return u.String(), nil
}

// masterOfBench is one master for both stores.
var masterOfBench = func() *seal.Master {
	m, err := seal.NewMaster()
	if err != nil {
		panic(err)
	}
	return m
}()

// benchStore opens and prepares the record; with is who seals, or nil for package seal.
func benchStore(ctx context.Context, address string, with store.Sealer) (*store.Store, error) {
	db, err := store.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, err
	}
	if err := db.Unlock(ctx, masterOfBench); err != nil {
		return nil, err
	}
	if with != nil {
		db.Seal(with)
	}
	return db, nil
}

// serveBench serves the API over a record until the context ends.
func serveBench(ctx context.Context, db *store.Store) (string, error) {
	service, err := benchService(ctx, db, server.NewSessions(memstore.New(), true))
	if err != nil {
		return "", err
	}
	front, err := server.New(server.Options{Service: service, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return "", err
	}
	return listenBench(ctx, front)
}

// benchService is what a front over a record is made of.
func benchService(ctx context.Context, db *store.Store, sessions *scs.SessionManager) (*server.Service, error) {
	clock, err := db.Installation(ctx, 24*time.Hour)
	if err != nil {
		return nil, err
	}
	by, err := signer(ctx, db)
	if err != nil {
		return nil, err
	}
	return server.NewService(server.ServiceOptions{
		Record: record{db}, Cases: idle{}, Clock: clock, Now: time.Now, Secret: make([]byte, secretBytes), Sessions: sessions,
		LinkKey: make([]byte, secretBytes), Chains: db, Signer: by, Accounts: db, Keys: db, Dev: true,
	})
}

// listenBench serves a front until the context ends.
func listenBench(ctx context.Context, front http.Handler) (string, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("listen: %w", err)
	}
	go func() { _ = server.Serve(ctx, l, front) }() // it ends with the benchmark
	return "http://" + l.Addr().String(), nil
}

// startBenchCases starts the workflows of the cases of a record and runs them.
func startBenchCases(ctx context.Context, o bench.Options, db *store.Store) (stop func(), err error) {
	clock, err := db.Installation(ctx, 24*time.Hour)
	if err != nil {
		return nil, err
	}
	const queue = "bench-sealing"
	cases := worker.New(o.Temporal, queue, worker.Options{})
	workflows.Register(cases, &activities.Activities{Cases: db})
	if err := cases.Start(); err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	dispatcher := workflows.Dispatcher{
		Filed: db, Client: &workflows.Client{Temporal: o.Temporal, Queue: queue, Clock: clock, Record: db},
		Log: slog.New(slog.DiscardHandler), Poll: dispatchPoll, Width: 8, Batch: dispatchBatch,
	}
	var loop sync.WaitGroup
	loop.Go(func() { dispatcher.Run(ctx) })
	return func() { cancel(); loop.Wait(); cases.Stop() }, nil
}

func benchToken(ctx context.Context, db *store.Store) (string, error) {
	m, _, err := addDemo(ctx, db, "bench", complaint.CaseOfficer)
	if err != nil {
		return "", err
	}
	return addToken(ctx, db, m.ID, time.Hour)
}

// idle refuses acts: there are none in these measurements.
type idle struct{}

func (idle) Act(context.Context, complaint.Number, law.Act) (int, error) {
	return 0, complaint.Errorf(complaint.Busy, "no worker takes part in this measurement")
}

// nothing is a sealer that seals nothing, to measure beside.
type nothing struct{}

func (nothing) NewKey(string) (store.Key, []byte, error)       { return nothing{}, nil, nil }
func (nothing) Key(string, []byte) (store.Key, error)          { return nothing{}, nil }
func (nothing) Words(...string) []int32                        { return nil }
func (nothing) Seal(plain []byte, _ string) ([]byte, error)    { return plain, nil }
func (nothing) Unseal(sealed []byte, _ string) ([]byte, error) { return sealed, nil }

func (nothing) SealStream(w io.Writer, _ string) (io.WriteCloser, error) { return unsealed{w}, nil }
func (nothing) UnsealStream(r io.Reader, _ string) (io.Reader, error)    { return r, nil }

// unsealed is a file as it is.
type unsealed struct{ io.Writer }

func (unsealed) Close() error { return nil }
