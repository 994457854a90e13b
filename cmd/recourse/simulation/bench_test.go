package simulation

import (
	"syscall"
	"testing"
)

// BenchmarkRun simulates a year of a million complaints and prints cases per second
// and the largest resident memory.
func BenchmarkRun(b *testing.B) {
	o := options(b, 1_000_000)
	for b.Loop() {
		if _, err := Run(b.Context(), o); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(o.Cases)*float64(b.N)/b.Elapsed().Seconds(), "cases/s")
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(used.Maxrss)/1024, "peak-MB")
}
