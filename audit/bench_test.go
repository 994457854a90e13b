package audit

import "testing"

// BenchmarkContent measures what the chain costs whoever writes an event.
func BenchmarkContent(b *testing.B) {
	e := sample()
	b.ReportAllocs()
	for b.Loop() {
		_ = e.Content()
	}
}
