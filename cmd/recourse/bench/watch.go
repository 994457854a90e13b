package bench

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// Watch times how long a front takes for its answers, at the front itself: what the
// way to it and a busy client take is not in it.
type Watch struct {
	mu   sync.Mutex
	took map[string][]time.Duration // by method and path
}

// Around lets a watch stand before a front.
func (w *Watch) Around(front http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		front.ServeHTTP(out, r)
		w.note(r.Method+" "+r.URL.Path, time.Since(begun))
	})
}

func (w *Watch) note(what string, took time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.took == nil {
		w.took = map[string][]time.Duration{}
	}
	w.took[what] = append(w.took[what], took)
}

// forget begins anew.
func (w *Watch) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.took = nil
}

// of returns the times of a page, the shortest first.
func (w *Watch) of(path string) []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Sorted(slices.Values(w.took[http.MethodGet+" "+path]))
}
