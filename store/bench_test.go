package store_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"recourse/store"
	"recourse/store/storetest"
)

const (
	clients = 16 // that file at the same time in the benchmark
	turns   = 5  // of the two that are compared
)

// BenchmarkFile measures committed filings with narratives of 1.5 KB against
// committed inserts of one bare row, in turns on one server, and prints the ratio
// of their rates.
func BenchmarkFile(b *testing.B) {
	s := storetest.New(b)
	ctx := context.Background()
	if _, err := s.DB().ExecContext(ctx, "CREATE TABLE bare (id bigserial PRIMARY KEY, word text NOT NULL)"); err != nil {
		b.Fatal(err)
	}
	insert, err := s.DB().PrepareContext(ctx, "INSERT INTO bare (word) VALUES ($1)")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = insert.Close() }()
	warm, each := 50*clients, max(b.N/turns, clients)
	cases := make(chan store.NewCase, warm+turns*each)
	for i := range cap(cases) {
		cases <- newCase(fmt.Sprint("key ", i), received)
	}
	fileOne := func() error {
		_, _, err := s.File(ctx, <-cases)
		return err
	}
	bareOne := func() error {
		_, err := insert.ExecContext(ctx, "word")
		return err
	}
	together(b, warm, bareOne)
	together(b, warm, fileOne)
	b.ResetTimer()
	var filing, bare time.Duration
	for range turns {
		bare += together(b, each, bareOne)
		filing += together(b, each, fileOne)
	}
	b.ReportMetric(float64(turns*each)/filing.Seconds(), "filings/s")
	b.ReportMetric(float64(turns*each)/bare.Seconds(), "bare/s")
	b.ReportMetric(bare.Seconds()/filing.Seconds(), "ratio")
	b.ReportMetric(0, "ns/op")
}

// together does something count times, by all clients, and returns how long it
// took.
func together(b *testing.B, count int, do func() error) time.Duration {
	b.Helper()
	start := time.Now()
	var left atomic.Int64
	left.Store(int64(count))
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := do(); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return time.Since(start)
}
