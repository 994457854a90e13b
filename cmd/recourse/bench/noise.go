package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"recourse/cmd/recourse/noise"
)

// noiseCases is how many cases the fuzzed requests are about.
const noiseCases = 300

// Noise sends n requests that nobody should send, to the whole installation. Target:
// no answer of 5xx, which a panic would be too, and none that is missing.
func (o Options) Noise(ctx context.Context, n int, seed uint64) error {
	numbers, err := o.file(ctx, noiseCases)
	if err != nil {
		return err
	}
	if err := o.settled(ctx); err != nil { // a case that has no workflow yet is busy, and rightly says so
		return err
	}
	o.say("sending %d fuzzed requests", n)
	client := &http.Client{Transport: web.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := noise.Run(ctx, n, o.Clients, seed, o.Server, numbers, o.Tokens, func(r *http.Request) (int, error) {
		response, err := client.Do(r) //nolint:gosec // to the address of our own installation
		if err != nil {
			return 0, err
		}
		defer response.Body.Close()
		_, err = io.Copy(io.Discard, response.Body)
		return response.StatusCode, err
	})
	if err != nil {
		return err
	}
	for _, f := range r.Faults {
		o.say("%s", f)
	}
	return o.Print(Figure{
		Figure: "fuzzed requests", Ours: float64(r.Sent), Unit: "requests", Target: "0 of 5xx or without an answer", Met: r.Faulty == 0,
		Note: fmt.Sprintf("%d faulty; by status %v; seed %d", r.Faulty, r.ByStatus, seed),
	})
}
