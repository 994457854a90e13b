package server

import (
	"context"
	"io"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Scanner looks for what is harmful in files as they come in.
type Scanner interface {
	// Begin begins to look at a file. Busy when the scanner cannot be reached.
	Begin(ctx context.Context) (Scan, error)
}

// Scan is one file being looked at. It is written piece by piece.
type Scan interface {
	io.Writer
	// Verdict returns nil for a clean file once it is whole, Invalid for a harmful
	// one, Busy when the scanner cannot say.
	Verdict() error
	// Close ends the scan; what was not asked for its verdict has none.
	Close()
}

// scans counts the files looked at.
var scans = promauto.NewCounterVec(prometheus.CounterOpts{
	Name: "recourse_scans_total",
	Help: "Files looked at by the virus scanner, by result: clean, harmful or failed. Worry when failed grows: nobody can send documents then.",
}, []string{"result"})

// beginScan begins to look at a file, where there is a scanner.
func (s *Service) beginScan(ctx context.Context) (Scan, error) {
	if s.scanner == nil {
		return unscanned{}, nil
	}
	return s.scanner.Begin(ctx)
}

// unscanned finds nothing, since nobody looks.
type unscanned struct{}

func (unscanned) Write(b []byte) (int, error) { return len(b), nil }
func (unscanned) Verdict() error              { return nil }
func (unscanned) Close()                      {}
