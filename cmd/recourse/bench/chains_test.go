package bench

import (
	"context"
	"runtime"
	"testing"
	"time"

	"recourse/audit"
	"recourse/store/storetest"
)

// BenchmarkVerify measures the verification of a record of a million events.
func BenchmarkVerify(b *testing.B) {
	s := storetest.New(b)
	ctx := context.Background()
	if err := LoadChains(ctx, s.DB(), ChainEvents); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		begun := time.Now()
		r := &audit.Report{}
		if err := s.Verify(ctx, r, &audit.Succession{}, runtime.NumCPU()); err != nil || len(r.Faults) > 0 || r.Events != ChainEvents {
			b.Fatalf("%d events, %d faults, %v", r.Events, len(r.Faults), err)
		}
		b.ReportMetric(float64(r.Events)/time.Since(begun).Seconds(), "events/s")
	}
}
