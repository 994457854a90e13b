package server

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"golang.org/x/time/rate"

	"recourse/access"
	"recourse/complaint"
)

// The bounds of what is kept in mind and under way. Product choices.
const (
	mostCallers  = 20_000          // counted at once; twice as many are remembered
	publicWrites = 16              // under way at once, so that officers find connections to the record
	publicWait   = 2 * time.Second // for one of them to end
)

// held counts the requests that were held up.
var held = promauto.NewCounterVec(prometheus.CounterOpts{
	Name: "recourse_requests_held_up_total",
	Help: "Requests refused because their caller sends too many, by pace. Worry when filing grows while no flood is known: a proxy may be missing in RECOURSE_TRUSTED_PROXIES.",
}, []string{"pace"})

// Paces bound how often callers call. They live in one process: several servers
// together let through as much more.
type Paces struct {
	now    func() time.Time
	change map[string]int // calls per minute instead of those of package access, by pace
	public chan struct{}
	mu     sync.Mutex
	recent map[string]*rate.Limiter
	older  map[string]*rate.Limiter
}

// NewPaces returns the paces of package access, with filings per minute and network
// as given; 0 leaves them as they are.
func NewPaces(filings int) *Paces {
	p := &Paces{now: time.Now, change: map[string]int{}, public: make(chan struct{}, publicWrites), recent: map[string]*rate.Limiter{}}
	if filings > 0 {
		p.change[access.Filing.Name] = filings
	}
	return p
}

// tooFast refuses a request that comes too soon after others.
type tooFast struct{ after time.Duration }

// Error says what the caller is told.
func (t *tooFast) Error() string { return "too many requests; slow down" }

// pace holds up who calls too often, and lets only a few strangers write at once.
func (s *server) pace(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if s.paces == nil {
			return next(c)
		}
		s.noteProxy(c.Request())
		p := access.PaceOf(c.Request().Method, c.Path())
		if p.PerMinute == 0 {
			return next(c)
		}
		if after := s.paces.take(p, s.countedAs(c, p)); after > 0 {
			held.WithLabelValues(p.Name).Inc()
			return &tooFast{after}
		}
		if !p.Public {
			return next(c)
		}
		if err := readWhole(c.Request()); err != nil {
			return err
		}
		leave, err := s.paces.enter(c.Request().Context())
		if err != nil {
			return err
		}
		defer leave()
		return next(c)
	}
}

// readWhole reads the body, which is bounded, before a place is taken: who sends
// slowly keeps nobody else out.
func readWhole(r *http.Request) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return fmt.Errorf("read a request: %w", err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// noteProxy says once that requests seem to come through a proxy that nobody has
// named: all who come through it count as one.
func (s *server) noteProxy(r *http.Request) {
	if s.proxied || r.Header.Get(echo.HeaderXForwardedFor) == "" {
		return
	}
	s.proxyNoted.Do(func() {
		s.log.WarnContext(r.Context(), "requests seem to come through a proxy that RECOURSE_TRUSTED_PROXIES does not name: its callers count as one")
	})
}

// countedAs names who a request is counted as.
func (s *server) countedAs(c echo.Context, p access.Pace) string {
	caller := access.From(c.Request().Context())
	if p.ByNetwork || caller == access.Nobody {
		return networkOf(c.RealIP())
	}
	return string(caller.Actor.Role) + " " + caller.Actor.ID + string(caller.Case)
}

// take takes one call of a caller; what is not zero is how long to wait before the
// next.
func (p *Paces) take(pace access.Pace, caller string) time.Duration {
	now := p.now()
	r := p.limiter(pace, pace.Name+" "+caller).ReserveN(now, 1)
	after := r.DelayFrom(now)
	if after > 0 {
		r.CancelAt(now)
	}
	return after
}

// limiter finds the count of a caller. When too many are known, those of whom
// nothing was heard since the last time are forgotten.
func (p *Paces) limiter(pace access.Pace, key string) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l, ok := p.recent[key]; ok {
		return l
	}
	l, ok := p.older[key]
	if !ok {
		perMinute, burst := pace.PerMinute, pace.Burst
		if n := p.change[pace.Name]; n > 0 {
			perMinute, burst = n, 2*n
		}
		l = rate.NewLimiter(rate.Limit(perMinute)/60, burst)
	}
	if len(p.recent) >= mostCallers {
		p.older, p.recent = p.recent, map[string]*rate.Limiter{}
	}
	p.recent[key] = l
	return l
}

// enter waits for the writes of strangers under way; Busy when they take too long.
func (p *Paces) enter(ctx context.Context) (leave func(), err error) {
	leave = func() { <-p.public }
	select {
	case p.public <- struct{}{}:
		return leave, nil
	default:
	}
	patience := time.NewTimer(publicWait)
	defer patience.Stop()
	select {
	case p.public <- struct{}{}:
		return leave, nil
	case <-patience.C:
		return nil, complaint.Errorf(complaint.Busy, "many others write at the moment; try again shortly")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
