package noise

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
)

// Report is what came back.
type Report struct {
	Sent     int
	ByStatus map[int]int // 0 for a request that was not answered
	Faults   []string    // the first answers of 5xx, and requests without an answer
	Faulty   int         // all of them
}

// mostFaults is how many faults a report tells of.
const mostFaults = 20

// Send answers a request with its status, or says why there is no answer.
type Send func(*http.Request) (int, error)

// Run sends n requests, several at once, each worker its own noise.
func Run(ctx context.Context, n, workers int, seed uint64, base string, numbers, tokens []string, send Send) (Report, error) {
	r := Report{ByStatus: map[int]int{}}
	var mu sync.Mutex
	var all sync.WaitGroup
	for w := range workers {
		m, err := NewMaker(seed+uint64(w), base, numbers, tokens)
		if err != nil {
			return Report{}, err
		}
		all.Go(func() {
			for i := w; i < n && ctx.Err() == nil; i += workers {
				status, fault := m.once(ctx, send)
				mu.Lock()
				r.note(status, fault)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return r, ctx.Err()
}

// once makes a request, sends it, and says what is wrong with the answer.
func (m *Maker) once(ctx context.Context, send Send) (status int, fault string) {
	request, err := m.Request()
	if err != nil {
		return -1, "" // the client itself cannot say such a thing
	}
	request = request.WithContext(ctx)
	status, err = send(request)
	switch {
	case err != nil:
		return 0, fmt.Sprintf("%s %s was not answered: %v", request.Method, request.URL.Path, err)
	case status >= http.StatusInternalServerError:
		return status, fmt.Sprintf("%s %s?%s is answered with %d", request.Method, request.URL.Path, request.URL.RawQuery, status)
	}
	return status, ""
}

func (r *Report) note(status int, fault string) {
	if status < 0 {
		return
	}
	r.Sent++
	r.ByStatus[status]++
	if fault == "" {
		return
	}
	r.Faulty++
	if len(r.Faults) < mostFaults && !slices.Contains(r.Faults, fault) {
		r.Faults = append(r.Faults, fault)
	}
}
