package store_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/store"
	"recourse/store/storetest"
)

func TestMigrate_fromNothingTwiceAndTogether(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := storetest.New(t)
	if _, err := s.DB().ExecContext(ctx, "DROP SCHEMA public CASCADE; CREATE SCHEMA public"); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			if err := s.Migrate(ctx); err != nil {
				t.Errorf("migrate: %v", err)
			}
		})
	}
	all.Wait()
	if err := s.Migrate(ctx); err != nil {
		t.Fatalf("again: %v", err)
	}
	file(t, s, newCase("key", received))
	for _, column := range []string{"token", "data", "expiry"} { // what the session library reads
		if n := value[int](t, s, "SELECT count(*) FROM information_schema.columns WHERE table_name = 'sessions' AND column_name = $1", column); n != 1 {
			t.Errorf("sessions has no column %s", column)
		}
	}
}

func TestInstallation_hasOneClockForever(t *testing.T) {
	t.Parallel()
	address := storetest.URL(t)
	ctx := context.Background()
	open := func() *store.Store {
		s, err := store.Open(ctx, address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	first, err := open().Installation(ctx, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if age := time.Since(first.Epoch); age < -time.Minute || age > time.Minute || first.Day != time.Second {
		t.Errorf("clock %+v", first)
	}
	again, err := open().Installation(ctx, time.Second)
	if err != nil || again != first {
		t.Errorf("again: %+v, %v; want %+v", again, err, first)
	}
	_, err = open().Installation(ctx, 24*time.Hour)
	for _, word := range []string{"1s", "24h0m0s", "another database or data directory"} {
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("another day: got %v, want an error that says %q", err, word)
		}
	}
	if _, err = open().Installation(ctx, 0); err == nil {
		t.Error("a day of no length was taken")
	}
}

func TestOpen_refusesWithoutTellingThePassword(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]string{
		"unreadable":  "postgres://user:secret@host:port/%zz?sslmode=disable",
		"nobody home": "postgres://user:secret@127.0.0.1:1/db?sslmode=disable",
		"no keyword":  "secret",
	} {
		_, err := store.Open(context.Background(), address)
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v, want an error without the password", name, err)
		}
	}
}

func TestOpen_withoutSslmodeAsksForTLS(t *testing.T) {
	t.Parallel()
	u, err := url.Parse(storetest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Del("sslmode")
	u.RawQuery = q.Encode()
	if u.Hostname() == "" || strings.HasPrefix(q.Get("host"), "/") {
		t.Skip("the server is reached through a socket")
	}
	if _, err := store.Open(context.Background(), u.String()); err == nil || !strings.Contains(err.Error(), "SSL") {
		t.Errorf("got %v, want a complaint that the server has no TLS", err)
	}
}

func TestFault_quotesNothingStored(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("key", received))
	// The database would quote the row in the detail of its error.
	if _, err := s.DB().ExecContext(ctx, "ALTER TABLE act_details ADD CONSTRAINT broken CHECK (key <> 'key 7')"); err != nil {
		t.Fatal(err)
	}
	err := s.KeepDetails(ctx, c.Number, "key 7", "digest", "message.sent", map[string]string{"text": words})
	if err == nil || complaint.KindOf(err) != "" {
		t.Fatalf("got %v, want an error of ours", err)
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if text := fmt.Sprintf("%+v %#v", e, e); strings.Contains(text, "application") || !strings.Contains(err.Error(), "broken") {
			t.Errorf("the error reads %s", text)
		}
	}
}

func TestPing_saysWhenTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	if err := s.Ping(context.Background()); err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Ping(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the end of the context", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Ping(context.Background()); err == nil {
		t.Error("a closed store answers")
	}
}

func TestStore_outlivesItsConnections(t *testing.T) {
	t.Parallel()
	s, other := storetest.New(t), storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("key", received))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := s.Dossier(ctx, c.Number); err != nil {
				t.Errorf("dossier: %v", err)
			}
		})
	}
	all.Wait()
	name := value[string](t, s, "SELECT current_database()")
	if n := value[int](t, other, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1", name); n == 0 {
		t.Fatal("no connection was open")
	}
	for range 8 {
		if _, err := s.Dossier(ctx, c.Number); err != nil {
			t.Errorf("after the server ended the connections: %v", err)
		}
	}
}
