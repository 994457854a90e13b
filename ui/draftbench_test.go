package ui

import (
	"net/http"
	"testing"
)

// BenchmarkDraft draws the pages that ask the most of a draft: the task list, and all
// answers.
func BenchmarkDraft(b *testing.B) {
	who := drafting(b)
	for _, path := range []string{"/complaint/draft", "/complaint/draft/check"} {
		b.Run(path, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if a := who.fetch(path, ""); a.Code != http.StatusOK {
					b.Fatal(a.Code)
				}
			}
		})
	}
}
