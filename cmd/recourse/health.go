package main

import "context"

// healthCmd asks a running server for its health and exits with 0 or 1. Containers without a shell use
// it as their health check.
type healthCmd struct {
	URL string `arg:"" optional:"" default:"http://127.0.0.1:8080/readyz" help:"Page that answers 200 when all is well."`
}

// Run returns an error unless the page answers 200.
func (c *healthCmd) Run(ctx context.Context) error { return probe(ctx, c.URL) }
