package main

import (
	"context"
	"slices"

	"recourse/cmd/recourse/bench"
	"recourse/complaint"
)

// noisy says how many requests that nobody should send a bench sends.
type noisy struct {
	Fuzzed int    `default:"1000000" help:"Requests that nobody should send; 0 for none."`
	Seed   uint64 `default:"1" help:"Seed of those requests."`
}

func (n noisy) noise(ctx context.Context, o bench.Options) error {
	if n.Fuzzed == 0 {
		return nil
	}
	return o.Noise(ctx, n.Fuzzed, n.Seed)
}

// senders are the tokens by which fuzzed requests are sent: who may do most is
// heard most.
func senders(tokens map[complaint.Role]string) []string {
	var all []string
	for role, token := range tokens {
		all = append(all, token)
		if role == complaint.CaseOfficer || role == complaint.PrivacyOfficer {
			all = append(all, token, token, token)
		}
	}
	slices.Sort(all)
	return all
}
