package server

import (
	"context"
	"strings"
	"sync"
	"time"

	"recourse/complaint"
)

// The pace of signing in. Product choices: a password that is guessed costs
// time after a few tries, and one that is merely mistyped does not.
const (
	freeTries     = 5
	longestWait   = 30 * time.Second
	memoryOfTries = 10_000 // names remembered at once
	hashesAtOnce  = 2      // argon2id takes 64 MB each
)

// throttle slows down guessing of passwords, and bounds how many are checked at
// once. It remembers failures by name for as long as the process lives.
type throttle struct {
	now   func() time.Time
	slots chan struct{}
	mu    sync.Mutex
	tries map[string]try
}

type try struct {
	failed int
	until  time.Time // no other try before
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, slots: make(chan struct{}, hashesAtOnce), tries: map[string]try{}}
}

// enter waits for a slot and returns what gives it back; Busy when the name has
// to wait.
func (t *throttle) enter(ctx context.Context, name string) (leave func(), err error) {
	t.mu.Lock()
	wait := t.tries[strings.ToLower(name)].until.Sub(t.now())
	t.mu.Unlock()
	if wait > 0 {
		return nil, complaint.Errorf(complaint.Busy, "too many tries; wait %d seconds", int(wait.Seconds())+1)
	}
	select {
	case t.slots <- struct{}{}:
		return func() { <-t.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// note remembers how a try ended.
func (t *throttle) note(name string, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	name = strings.ToLower(name)
	if ok {
		delete(t.tries, name)
		return
	}
	if len(t.tries) >= memoryOfTries {
		clear(t.tries)
	}
	last := t.tries[name]
	last.failed++
	if over := last.failed - freeTries; over >= 0 {
		last.until = t.now().Add(min(time.Second<<min(over, 5), longestWait))
	}
	t.tries[name] = last
}
