package server

import (
	"context"
	"sync"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// figuresKept is how long the yearly figures are kept before the record counts anew,
// real time: they are public, and years that are over hardly change. Product choice.
const figuresKept = 10 * time.Minute

// figures are the yearly figures as they were last counted.
type figures struct {
	mu      sync.Mutex
	counted time.Time      // real time
	stretch complaint.Date // of case time, since a new one can end a year
	years   []law.Yearly
}

// Figures returns the figures of the years that are over, the latest first, and
// counts at most once in ten minutes, for however many ask.
func (s *Service) Figures(ctx context.Context) ([]law.Yearly, error) {
	f := &s.figures
	f.mu.Lock()
	defer f.mu.Unlock()
	today := complaint.DateOf(s.Now())
	if now := s.now(); f.counted.IsZero() || now.Sub(f.counted) >= figuresKept || f.stretch != law.StretchOf(today) {
		tallies, err := s.record.Tallies(ctx)
		if err != nil {
			return nil, ours(err, "count the years")
		}
		f.years, f.counted, f.stretch = law.Years(tallies, today), now, law.StretchOf(today)
	}
	return f.years, nil
}
