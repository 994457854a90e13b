// Package simulation runs an invented year of complaints through the rules of
// law, the same as hold for complaints, without Temporal and without a record,
// and counts what comes of it: breaches, escalations and the load of each week.
// What people do is a model whose every figure is an assumption
// (docs/simulation.md).
package simulation

import (
	"context"
	"fmt"
	"time"

	"recourse/law"
)

// Options say what to simulate.
type Options struct {
	Pack     *law.Pack
	WhatIf   *law.Pack // the pack to compare with; nil for none
	Name     string    // of the comparison, for people
	Year     int
	Cases    int
	Seed     uint64
	Workers  int            // 0 for one for each processor
	Progress func(done int) // told from time to time; nil for nobody
}

// Result is what one simulation has found; a comparison has two reports.
type Result struct {
	Pack    string   `json:"pack"`
	Version string   `json:"version"`
	Year    int      `json:"year"`
	Cases   int      `json:"cases"`
	Seed    uint64   `json:"seed"`
	Note    string   `json:"note"`
	Reports []Report `json:"reports"`
}

// Report is what became of the complaints under one pack.
type Report struct {
	Name       string  `json:"name"`
	Received   int     `json:"received"`
	Closed     int     `json:"closed"` // at the end of the year
	Open       int     `json:"open"`
	Breaches   int     `json:"breaches"`
	Events     int     `json:"events"`
	Refused    int     `json:"refused"` // acts that the law refused because the case had moved on
	MedianDays int     `json:"median_days_to_answer"`
	P95Days    int     `json:"p95_days_to_answer"`
	Duties     []Duty  `json:"duties"`
	Reached    []Count `json:"reached"` // complaints that came to each body beyond the company
	Outcomes   []Count `json:"outcomes"`
	Weeks      []Week  `json:"weeks"`
}

// Note says of every result what it is worth.
const Note = "Invented complaints: every figure of the model is an assumption (docs/simulation.md)."

// FirstYear returns the first whole year whose transfers the pack covers, or 2018
// if that is later.
func FirstYear(p *law.Pack) (int, error) {
	from, err := time.Parse(time.DateOnly, p.ValidTransfers.From)
	if err != nil {
		return 0, fmt.Errorf("first day of %s: %w", p.ID, err)
	}
	return max(2018, from.AddDate(1, 0, -1).Year()), nil
}

// chunk is how many cases a worker takes at once.
const chunk = 256

// Run simulates a year. For one seed it finds the same whatever the number of
// workers. The error is of the context, or tells of an act that the law finds
// malformed.
func Run(ctx context.Context, o Options) (Result, error) {
	y := newYear(o.Pack, o.Year, o.Seed)
	if len(y.homes) == 0 {
		return Result{}, fmt.Errorf("the model knows nobody whom %s covers", o.Pack.ID)
	}
	packs := []*law.Pack{o.Pack}
	if o.WhatIf != nil {
		packs = append(packs, o.WhatIf)
	}
	totals, err := work(ctx, o, y, packs)
	if err != nil {
		return Result{}, err
	}
	r := Result{Pack: o.Pack.ID, Version: o.Pack.Version, Year: o.Year, Cases: o.Cases, Seed: o.Seed, Note: Note}
	for i, t := range totals {
		r.Reports = append(r.Reports, t.report([]string{"as it is", o.Name}[i]))
	}
	return r, nil
}
