package ui

import (
	"net/http"
	"testing"
)

// BenchmarkDraft draws the pages of a draft that has all its answers.
func BenchmarkDraft(b *testing.B) {
	browser := drafting(b)
	for _, path := range []string{"/complaint/draft", "/complaint/draft/check", "/complaint/draft/residence", "/complaint/draft/what-happened"} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				browser.get(path).want(http.StatusOK)
			}
		})
	}
}
