package main

import (
	"context"
	"fmt"
	"io"

	"recourse/workflows"
)

// renewCmd is `recourse renew`: after a release, every running case continues as
// new on it, so that old branches of the code can go.
type renewCmd struct {
	engine
	voice
	Reason string `default:"new release" help:"Why, for the operators who look at the batch."`
}

// Run starts the batch and prints its job.
func (r *renewCmd) Run(ctx context.Context, out io.Writer) error {
	temporal, err := r.dial(r.logger())
	if err != nil {
		return err
	}
	defer temporal.Close()
	cases := workflows.Client{Temporal: temporal}
	job, err := cases.Renew(ctx, r.TemporalNamespace, r.Reason)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "running cases continue as new on this release; batch job %s\n", job)
	return err
}
