package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"recourse/cmd/recourse/simulation"
	"recourse/law"
)

// lawSimulateCmd is `recourse law simulate`.
type lawSimulateCmd struct {
	Pack   string   `default:"EU-PS-2016" help:"Pack."`
	Set    []string `sep:"none" placeholder:"RULE.FIELD=VALUE" help:"Compare with the pack changed so, for example D45.n=30. Can be repeated."`
	Cases  int      `default:"10000" help:"Complaints that arrive in the year."`
	Seed   uint64   `default:"1" help:"What chance begins with; the same seed gives the same complaints."`
	Year   int      `help:"Year of arrival; if not given, 2018, or the first whole year of the pack."`
	Format string   `default:"table" enum:"table,csv,chart,json" help:"What to print: table, csv, chart or json."`
	SVG    string   `name:"svg" type:"path" placeholder:"FILE" help:"Write a picture to this file, too."`
}

// mostCases keeps slips of the finger from running for days.
const mostCases = 100_000_000

// The years for which the working days of all places are known.
const firstYear, lastYear = 2016, 2058

// Run simulates an invented year, under the pack and, if something is set, under
// the changed pack beside it.
func (s lawSimulateCmd) Run(ctx context.Context, out io.Writer) error {
	o, err := s.options()
	if err != nil {
		return err
	}
	o.Progress = s.progress(os.Stderr, time.Now())
	result, err := simulation.Run(ctx, o)
	if err != nil {
		return err
	}
	if s.SVG != "" {
		if err := writePicture(s.SVG, result); err != nil {
			return err
		}
	}
	formats := map[string]func(io.Writer) error{"table": result.Table, "csv": result.CSV, "chart": result.Chart, "json": result.JSON}
	return formats[s.Format](out)
}

// options checks what the command line says.
func (s lawSimulateCmd) options() (simulation.Options, error) {
	p, err := law.Lookup(law.PackRef{ID: s.Pack})
	if err != nil {
		return simulation.Options{}, unknownPack(s.Pack)
	}
	o := simulation.Options{Pack: p, Name: strings.Join(s.Set, " "), Year: s.Year, Cases: s.Cases, Seed: s.Seed}
	if o.Year == 0 {
		if o.Year, err = simulation.FirstYear(p); err != nil {
			return o, err
		}
	}
	switch {
	case s.Cases < 1 || s.Cases > mostCases:
		return o, fmt.Errorf("cases must lie between 1 and %d, not at %d", mostCases, s.Cases)
	case o.Year < firstYear || o.Year > lastYear:
		return o, fmt.Errorf("year must lie between %d and %d, not at %d", firstYear, lastYear, o.Year)
	}
	if len(s.Set) > 0 {
		o.WhatIf, err = p.With(s.Set...)
	}
	return o, err
}

// progress tells how far a long simulation has come.
func (s lawSimulateCmd) progress(to io.Writer, begun time.Time) func(int) {
	return func(done int) {
		done = min(done, s.Cases)
		took := time.Since(begun)
		left := time.Duration(float64(took) * float64(s.Cases-done) / float64(max(done, 1)))
		fmt.Fprintf(to, "simulated %d of %d complaints, about %s left\n", done, s.Cases, left.Round(time.Second))
	}
}

func writePicture(path string, result simulation.Result) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	if err := result.SVG(f); err != nil {
		_ = f.Close() // the first fault is the one to tell
		return fmt.Errorf("write the picture: %w", err)
	}
	return f.Close()
}
