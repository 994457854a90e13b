// Package bench measures a running installation beside bare Temporal on the same
// machine in the same run, and prints figures as JSON lines. Absolute times on a
// shared machine prove nothing; the ratios do.
package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"go.temporal.io/sdk/client"
)

// Options say what to measure against.
type Options struct {
	Server   string // address of an installation with a day of 24 hours
	Token    string // bearer token of a case officer
	Approver string // bearer token of a privacy officer
	DB       *sql.DB
	// DatabaseURL is where DB is.
	DatabaseURL string
	Temporal    client.Client
	Clients     int                   // requests under way at once
	Filings     int                   // complaints filed for the filing rate
	Acts        int                   // acts timed
	Sealed      int                   // sealed cases that are searched
	Tokens      []string              // bearer tokens of all roles
	PIDs        func() ([]int, error) // processes of the installation
	// Verify verifies the record and returns how many events it has seen.
	Verify func(context.Context) (events int, err error)
	Commit string
	Out    io.Writer
	Log    io.Writer
}

// Figure is one line of output. Bare and Ours are rates per second or medians in
// milliseconds, as Unit says; Ratio is Ours to Bare.
type Figure struct {
	Figure string  `json:"figure"`
	Ours   float64 `json:"ours"`
	Bare   float64 `json:"bare,omitempty"`
	Ratio  float64 `json:"ratio,omitempty"`
	Unit   string  `json:"unit"`
	Target string  `json:"target"`
	Met    bool    `json:"met"`
	Note   string  `json:"note,omitempty"`
	CPUs   int     `json:"cpus"`
	Commit string  `json:"commit,omitempty"`
	At     string  `json:"at"`
}

// Print writes a figure as one line.
func (o Options) Print(f Figure) error {
	f.CPUs, f.Commit, f.At = runtime.NumCPU(), o.Commit, time.Now().UTC().Format(time.RFC3339)
	text, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("write figure: %w", err)
	}
	_, err = fmt.Fprintf(o.Out, "%s\n", text)
	return err
}

// memoryCases is after how many filed cases the memory is read.
const memoryCases = 1000

// Run measures everything that needs no passing days.
func Run(ctx context.Context, o Options) error {
	bare, err := startBare(ctx, o)
	if err != nil {
		return err
	}
	defer bare.stop()
	for _, measure := range []func(context.Context, *bareWorker) error{o.acts, o.memory, o.filing, o.sustained, o.verify} {
		if err := measure(ctx, bare); err != nil {
			return err
		}
	}
	return nil
}

func (o Options) say(format string, args ...any) { fmt.Fprintf(o.Log, format+"\n", args...) }

func median(d []time.Duration) float64 {
	slices.Sort(d)
	return float64(d[len(d)/2].Microseconds()) / 1000
}

func perSecond(n int, d time.Duration) float64 { return float64(n) / d.Seconds() }

func round(x float64) float64 { return float64(int64(x*100+0.5)) / 100 }
