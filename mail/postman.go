package mail

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"recourse/complaint"
)

// Postman carries letters from the outbox to the provider or, without one, to
// the tray. Any number of postmen may share an outbox.
type Postman struct {
	Outbox Outbox
	Sender Sender // nil: every letter goes to the tray
	Log    *slog.Logger
	Poll   time.Duration    // pause when nothing is waiting; 250 ms when zero
	Now    func() time.Time // real time; time.Now when nil
}

// The postman's habits. Product choices.
const (
	hands       = 8                      // letters carried at the same time
	defaultPoll = 250 * time.Millisecond // pause when nothing is waiting
	patience    = 10 * time.Second       // for one call of the outbox
	farewell    = 5 * time.Second        // to finish what is underway when stopped
	markTries   = 3                      // to note what became of a letter
	firstPause  = time.Second            // before the second attempt
	lastPause   = 10 * time.Minute       // between late attempts
	longestWait = 5 * time.Second        // between claims while the outbox is away
)

// Run carries letters until the context ends. Then it takes no more, finishes
// what is underway within five seconds and returns nil; what remains claimed is
// claimed anew when its lease ends.
func (p Postman) Run(ctx context.Context) error {
	if p.Poll <= 0 {
		p.Poll = defaultPoll
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	t := &tour{Postman: p, work: work, back: make(chan carried, hands), last: map[complaint.Number]chan struct{}{}}
	for ctx.Err() == nil {
		t.wait(ctx, t.load(ctx))
	}
	stop := time.AfterFunc(farewell, cancel)
	defer stop.Stop()
	for t.busy > 0 {
		t.unload(<-t.back)
	}
	return nil
}

// tour is one run of a postman. Only load, wait and unload, which share one
// goroutine, touch its fields.
type tour struct {
	Postman
	work   context.Context // outlives the stop by the farewell
	busy   int             // letters underway
	back   chan carried
	last   map[complaint.Number]chan struct{} // by case: closed when its latest letter is done
	errors int                                // claims failed in a row
}

// carried says that a letter is done with.
type carried struct {
	number complaint.Number
	done   chan struct{}
}

// load claims as many letters as there are free hands, once half of them are
// free, and returns how long there is nothing else to do.
func (t *tour) load(ctx context.Context) time.Duration {
	free := hands - t.busy
	if free < hands/2 {
		return t.Poll
	}
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	letters, err := t.Outbox.Claim(limited, free)
	for _, l := range letters {
		t.carry(l)
	}
	if err != nil {
		return t.away(ctx, err)
	}
	t.errors = 0
	return t.Poll
}

// away says how long to leave an outbox alone that cannot be reached.
func (t *tour) away(ctx context.Context, err error) time.Duration {
	t.errors++
	if ctx.Err() == nil {
		t.Log.ErrorContext(ctx, "letters not claimed", "err", err)
	}
	return min(t.Poll<<min(t.errors, 10), longestWait)
}

// wait returns when a letter is done, when the pause is over or at the end.
func (t *tour) wait(ctx context.Context, pause time.Duration) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case c := <-t.back:
		t.unload(c)
	case <-timer.C:
	case <-ctx.Done():
	}
}

func (t *tour) unload(c carried) {
	t.busy--
	if t.last[c.number] == c.done {
		delete(t.last, c.number)
	}
}

// carry sends one letter in the background, after the letters of the same case
// that were claimed before it: a person should read them in order.
func (t *tour) carry(l Letter) {
	before, done := t.last[l.Case], make(chan struct{})
	t.last[l.Case] = done
	t.busy++
	underway.Inc()
	go func() {
		if before != nil {
			<-before
		}
		t.post(t.work, l)
		underway.Dec()
		close(done)
		t.back <- carried{l.Case, done}
	}()
}

// post writes one letter, sends it and notes what became of it.
func (p Postman) post(ctx context.Context, l Letter) {
	r, err := Render(l)
	if err != nil {
		p.giveUp(ctx, l, broken, err)
		return
	}
	if p.Sender == nil || len(l.Addresses) == 0 {
		p.note(ctx, l, inTray, func(ctx context.Context) error { return p.Outbox.Deliver(ctx, l, r) })
		return
	}
	receipt, err := p.Sender.Send(ctx, Envelope{
		LetterID: l.ID, Attempt: l.Attempt, Case: l.Case, Code: l.Code, To: l.Addresses, Subject: r.Subject, Body: r.Body, Attachments: l.Attachments,
	})
	if err != nil {
		p.sort(ctx, l, err)
		return
	}
	p.note(ctx, l, sent, func(ctx context.Context) error { return p.Outbox.Sent(ctx, l, receipt, r) })
}

// sort decides what to do after the provider did not take a letter.
func (p Postman) sort(ctx context.Context, l Letter, err error) {
	var (
		no    *Refused
		maybe *Unsettled
	)
	switch {
	case errors.As(err, &maybe):
		p.leave(ctx, l, err)
	case errors.As(err, &no) && !no.Account():
		p.giveUp(ctx, l, refused, err)
	default:
		at := p.again(l, err)
		p.Log.WarnContext(ctx, "letter put back", "case", l.Case, "code", l.Code, "attempt", l.Attempt, "err", err)
		p.note(ctx, l, retried, func(ctx context.Context) error { return p.Outbox.Retry(ctx, l, at) })
	}
}

// giveUp marks a letter that can never go out as it is; a person must look at it.
func (p Postman) giveUp(ctx context.Context, l Letter, result string, err error) {
	p.Log.ErrorContext(ctx, "letter given up", "case", l.Case, "code", l.Code, "attempt", l.Attempt, "err", err)
	p.note(ctx, l, result, func(ctx context.Context) error { return p.Outbox.Failed(ctx, l, err.Error()) })
}

// leave keeps a letter claimed that may or may not have gone out. The outbox
// shows it as unsettled when its lease ends.
func (p Postman) leave(ctx context.Context, l Letter, err error) {
	attempts.WithLabelValues(l.Code, unsettled).Inc()
	p.Log.ErrorContext(ctx, "letter unsettled", "case", l.Case, "code", l.Code, "attempt", l.Attempt, "err", err)
}

// note marks what became of a letter, trying more than once: the letter may be
// out already, and only the mark keeps it from going out again.
func (p Postman) note(ctx context.Context, l Letter, result string, mark func(context.Context) error) {
	var err error
	for try := range markTries {
		if try > 0 && !pause(ctx, p.Poll<<try) {
			break
		}
		if err = once(ctx, mark); err == nil {
			attempts.WithLabelValues(l.Code, result).Inc()
			p.Log.InfoContext(ctx, "letter noted", "case", l.Case, "code", l.Code, "attempt", l.Attempt, "result", result)
			return
		}
	}
	p.leave(ctx, l, err)
}

func once(ctx context.Context, mark func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return mark(ctx)
}

// pause waits and reports whether the context is still open.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// again is when to try a letter next: a pause that doubles with each attempt
// from 1 s to 10 minutes, shortened by up to half at random so that letters put
// back together do not come back together; later if the provider says so.
func (p Postman) again(l Letter, err error) time.Time {
	now := p.Now()
	d := lastPause
	if l.Attempt < 11 {
		d = min(firstPause<<max(l.Attempt-1, 0), lastPause)
	}
	at := now.Add(max(d/2+rand.N(d/2+1), firstPause))
	var later *Later
	if errors.As(err, &later) && later.At.After(at) && later.At.Before(now.Add(lastPause)) {
		return later.At
	}
	return at
}
