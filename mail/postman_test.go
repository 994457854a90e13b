package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"recourse/complaint"
)

// Time in these tests is the false time of testing/synctest: it stands still
// while anybody works and leaps when all wait.

// fakeOutbox is an outbox in memory. A letter waits, is claimed, and is then
// sent, trayed, failed, or waiting again.
type fakeOutbox struct {
	mu       sync.Mutex
	waiting  []Letter
	due      map[int64]time.Time
	claimed  map[int64]Letter
	became   map[int64]string
	rendered map[int64]Rendered
	reasons  map[int64]string
	order    []int64 // in which letters were marked
	claims   int
	away     error                   // of Claim
	fail     func(what string) error // of the marks
}

func newOutbox(letters ...Letter) *fakeOutbox {
	return &fakeOutbox{waiting: letters, due: map[int64]time.Time{}, claimed: map[int64]Letter{}, became: map[int64]string{}, rendered: map[int64]Rendered{}, reasons: map[int64]string{}}
}

func (o *fakeOutbox) Claim(_ context.Context, limit int) ([]Letter, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.claims++
	if o.away != nil {
		return nil, o.away
	}
	var out []Letter
	o.waiting = slices.DeleteFunc(o.waiting, func(l Letter) bool {
		if len(out) == limit || o.due[l.ID].After(time.Now()) {
			return false
		}
		l.Attempt++
		out, o.claimed[l.ID] = append(out, l), l
		return true
	})
	return out, nil
}

// mark moves a claimed letter on; a letter that is not claimed in this attempt
// is left alone, as a database would.
func (o *fakeOutbox) mark(l Letter, what string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.fail != nil {
		if err := o.fail(what); err != nil {
			return err
		}
	}
	if o.claimed[l.ID].Attempt != l.Attempt {
		return fmt.Errorf("letter %d is not claimed in attempt %d", l.ID, l.Attempt)
	}
	delete(o.claimed, l.ID)
	o.became[l.ID], o.order = what, append(o.order, l.ID)
	return nil
}

func (o *fakeOutbox) Sent(_ context.Context, l Letter, receipt string, r Rendered) error {
	o.set(func() { o.rendered[l.ID] = r })
	return o.mark(l, "sent "+receipt)
}

func (o *fakeOutbox) Deliver(_ context.Context, l Letter, _ Rendered) error { return o.mark(l, "tray") }

func (o *fakeOutbox) Failed(_ context.Context, l Letter, why string) error {
	o.set(func() { o.reasons[l.ID] = why })
	return o.mark(l, "failed")
}

func (o *fakeOutbox) Retry(_ context.Context, l Letter, at time.Time) error {
	if err := o.mark(l, "retry"); err != nil {
		return err
	}
	o.set(func() { o.due[l.ID], o.waiting = at, append(o.waiting, l) })
	return nil
}

// set changes the outbox.
func (o *fakeOutbox) set(change func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change()
}

// count reads a figure of the outbox.
func (o *fakeOutbox) count(read func() int) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return read()
}

// lapse ends all leases: what is still claimed waits again.
func (o *fakeOutbox) lapse() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, l := range o.claimed {
		o.waiting = append(o.waiting, l)
	}
	clear(o.claimed)
}

func (o *fakeOutbox) is(t *testing.T, id int64, want string) {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	got := o.became[id]
	if _, ok := o.claimed[id]; ok {
		got = "claimed"
	}
	if got != want {
		t.Errorf("letter %d is %q, not %q", id, got, want)
	}
}

// sender is a provider made of a function.
type sender func(ctx context.Context, e Envelope) (string, error)

func (s sender) Send(ctx context.Context, e Envelope) (string, error) { return s(ctx, e) }

func takes(context.Context, Envelope) (string, error) { return "r", nil }

func to(id int64, number complaint.Number, addresses ...string) Letter {
	l := story{code: "N02"}.letter()
	l.ID, l.Attempt, l.Case, l.Addresses = id, 0, number, addresses
	return l
}

func many(n int) []Letter {
	letters := make([]Letter, n)
	for i := range letters {
		letters[i] = to(int64(i+1), complaint.Number(fmt.Sprintf("RC-0000-%04d", i)), "elin@example.com")
	}
	return letters
}

// bubble runs a test in false time.
func bubble(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, test)
}

// start lets a postman work until stop, which waits for its return.
func start(t *testing.T, p Postman) (stop func()) {
	t.Helper()
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	ctx, cancel := context.WithCancel(t.Context())
	returned := make(chan error, 1)
	go func() { returned <- p.Run(ctx) }()
	return sync.OnceFunc(func() {
		cancel()
		if err := <-returned; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
}

// pass lets false time go by.
func pass(d time.Duration) { <-time.After(d); synctest.Wait() }

func TestPostman_sendsOrLaysInTheTray(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(to(1, "RC-0000-0001", "elin@example.com"), to(2, "RC-0000-0002"))
		var got Envelope
		stop := start(t, Postman{Outbox: o, Sender: sender(func(_ context.Context, e Envelope) (string, error) { got = e; return "receipt", nil })})
		synctest.Wait()
		stop()
		o.is(t, 1, "sent receipt")
		o.is(t, 2, "tray")
		if got.LetterID != 1 || got.Attempt != 1 || got.Case != "RC-0000-0001" || got.Code != "N02" || !slices.Equal(got.To, []string{"elin@example.com"}) || o.rendered[1] != (Rendered{got.Subject, got.Body}) || got.Body == "" {
			t.Errorf("envelope %+v", got)
		}
	})
}

func TestPostman_withoutAProviderAllGoesToTheTray(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(many(3)...)
		stop := start(t, Postman{Outbox: o})
		synctest.Wait()
		stop()
		for id := range 3 {
			o.is(t, int64(id+1), "tray")
		}
	})
}

func TestPostman_aCrashBetweenSendingAndNotingLosesNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(many(1)...)
		o.fail = func(string) error { return errors.New("the database is away") }
		sends := 0
		p := Postman{Outbox: o, Sender: sender(func(context.Context, Envelope) (string, error) { sends++; return "r", nil })}
		stop := start(t, p)
		pass(time.Minute)
		stop()
		o.is(t, 1, "claimed")
		if sends != 1 {
			t.Errorf("sent %d times while its claim lasts", sends)
		}
		o.fail = nil
		o.lapse()
		stop = start(t, p)
		synctest.Wait()
		stop()
		o.is(t, 1, "sent r")
		if sends != 2 {
			t.Errorf("sent %d times over two claims", sends)
		}
	})
}

func TestPostman_aShortOutageOfTheOutboxDoesNotSendTwice(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(many(1)...)
		fails, sends := 2, 0
		o.fail = func(string) error {
			if fails--; fails >= 0 {
				return errors.New("not now")
			}
			return nil
		}
		stop := start(t, Postman{Outbox: o, Sender: sender(func(context.Context, Envelope) (string, error) { sends++; return "r", nil })})
		pass(10 * time.Second)
		stop()
		o.is(t, 1, "sent r")
		if sends != 1 {
			t.Errorf("sent %d times", sends)
		}
	})
}

func TestPostman_sortsWhatTheProviderSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"a letter that will never be taken", &Refused{Status: 400}, "failed"},
		{"a wrong key, which is not the letter's fault", &Refused{Status: 401}, "retry"},
		{"a block of our account", &Refused{Status: 403}, "retry"},
		{"too many requests", &Later{Status: 429}, "retry"},
		{"nobody there", errors.New("connection refused"), "retry"},
		{"no answer", &Unsettled{errors.New("timeout")}, "claimed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				o := newOutbox(many(1)...)
				stop := start(t, Postman{Outbox: o, Sender: sender(func(context.Context, Envelope) (string, error) { return "", fmt.Errorf("send: %w", c.err) })})
				synctest.Wait()
				stop()
				o.is(t, 1, c.want)
			})
		})
	}
}

func TestPostman_triesAgainWithGrowingPauses(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(many(1)...)
		var at []time.Time
		stop := start(t, Postman{Outbox: o, Sender: sender(func(context.Context, Envelope) (string, error) {
			if at = append(at, time.Now()); len(at) < 14 {
				return "", &Later{Status: 503}
			}
			return "r", nil
		})})
		pass(24 * time.Hour)
		stop()
		o.is(t, 1, "sent r")
		limit := firstPause
		for i := 1; i < len(at); i++ {
			pause := at[i].Sub(at[i-1])
			if pause < max(limit/2, firstPause) || pause > limit+defaultPoll {
				t.Errorf("pause %d lasts %v, limit %v", i, pause, limit)
			}
			limit = min(2*limit, lastPause)
		}
	})
}

func TestPostman_comesBackWhenTheProviderSays(t *testing.T) {
	t.Parallel()
	now := time.Date(2018, time.August, 24, 12, 0, 0, 0, time.UTC)
	p := Postman{Now: func() time.Time { return now }}
	for _, c := range []struct {
		name string
		at   time.Time
		want time.Time // zero: our own pause
	}{
		{"in a minute", now.Add(time.Minute), now.Add(time.Minute)},
		{"before our own pause", now, time.Time{}},
		{"out of all reason", now.Add(24 * time.Hour), time.Time{}},
		{"no time", time.Time{}, time.Time{}},
	} {
		got := p.again(Letter{Attempt: 1}, &Later{Status: 429, At: c.at})
		if c.want.IsZero() {
			c.want = now.Add(time.Second)
		}
		if !got.Equal(c.want) {
			t.Errorf("%s: %v", c.name, got.Sub(now))
		}
	}
}

func TestPostman_aBrokenLetterDoesNotHoldUpTheOthers(t *testing.T) {
	bubble(t, func(t *testing.T) {
		letters := many(3)
		letters[0].Data.RespondBy = complaint.Date{}
		letters[1].Code = "N99"
		o := newOutbox(letters...)
		stop := start(t, Postman{Outbox: o, Sender: sender(takes)})
		synctest.Wait()
		stop()
		o.is(t, 1, "failed")
		o.is(t, 2, "failed")
		o.is(t, 3, "sent r")
		if o.reasons[1] != "letter N02 lacks RespondBy" {
			t.Errorf("reason %q", o.reasons[1])
		}
	})
}

func TestPostman_carriesEightAtATime(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(many(30)...)
		var mu sync.Mutex
		now, most := 0, 0
		open := make(chan struct{})
		stop := start(t, Postman{Outbox: o, Sender: sender(func(context.Context, Envelope) (string, error) {
			mu.Lock()
			now++
			most = max(most, now)
			mu.Unlock()
			<-open
			mu.Lock()
			now--
			mu.Unlock()
			return "r", nil
		})})
		pass(time.Minute)
		for range 5 {
			if n := o.count(func() int { return len(o.claimed) }); n > 8 || n < 5 {
				t.Errorf("%d letters claimed", n)
			}
			open <- struct{}{}
			synctest.Wait()
		}
		close(open)
		synctest.Wait()
		stop()
		if len(o.order) != 30 || most != 8 {
			t.Errorf("%d letters sent, at most %d at a time", len(o.order), most)
		}
	})
}

func TestPostman_keepsTheOrderOfACase(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(to(1, "RC-0000-0001", "a@example.com"), to(2, "RC-0000-0001", "a@example.com"), to(3, "RC-0000-0002", "b@example.com"), to(4, "RC-0000-0001", "a@example.com"))
		slow := map[int64]time.Duration{1: 3 * time.Second, 2: 2 * time.Second}
		stop := start(t, Postman{Outbox: o, Sender: sender(func(_ context.Context, e Envelope) (string, error) {
			<-time.After(slow[e.LetterID])
			return "r", nil
		})})
		pass(time.Minute)
		stop()
		if want := []int64{3, 1, 2, 4}; !slices.Equal(o.order, want) {
			t.Errorf("order %v, want %v", o.order, want)
		}
	})
}

func TestPostman_isFastWithWorkAndCalmWithout(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(many(200)...)
		stop := start(t, Postman{Outbox: o})
		pass(time.Millisecond)
		if n := o.count(func() int { return len(o.order) }); n != 200 {
			t.Errorf("%d of 200 letters delivered without a pause", n)
		}
		before := o.count(func() int { return o.claims })
		if before > 200/(hands/2)+hands {
			t.Errorf("looked %d times for 200 letters", before)
		}
		pass(10 * time.Second)
		stop()
		if idle := o.claims - before; idle < 39 || idle > 41 {
			t.Errorf("looked %d times in 10 s without work", idle)
		}
	})
}

func TestPostman_waitsForAnOutboxThatIsAway(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(many(1)...)
		o.away = errors.New("the database is away")
		stop := start(t, Postman{Outbox: o})
		pass(time.Minute)
		if n := o.count(func() int { return o.claims }); n < 10 || n > 20 {
			t.Errorf("asked %d times in a minute", n)
		}
		o.set(func() { o.away = nil })
		pass(longestWait)
		stop()
		o.is(t, 1, "tray")
	})
}

func TestPostman_finishesWhatIsUnderwayWhenStopped(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(many(20)...)
		stop := start(t, Postman{Outbox: o, Sender: sender(func(ctx context.Context, _ Envelope) (string, error) {
			select {
			case <-time.After(2 * time.Second):
				return "r", nil
			case <-ctx.Done():
				return "", ctx.Err()
			}
		})})
		synctest.Wait()
		stop()
		if len(o.order) != hands || len(o.claimed) != 0 || len(o.waiting) != 20-hands {
			t.Errorf("%d sent, %d claimed, %d waiting", len(o.order), len(o.claimed), len(o.waiting))
		}
	})
}

func TestPostman_doesNotWaitForAProviderThatHangs(t *testing.T) {
	bubble(t, func(t *testing.T) {
		o := newOutbox(many(1)...)
		stop := start(t, Postman{Outbox: o, Sender: sender(func(ctx context.Context, _ Envelope) (string, error) {
			<-ctx.Done()
			return "", &Unsettled{ctx.Err()}
		})})
		synctest.Wait()
		begin := time.Now()
		stop()
		o.is(t, 1, "claimed")
		if took := time.Since(begin); took > farewell {
			t.Errorf("stopped after %v", took)
		}
	})
}

func TestPostman_logsNoPerson(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var out bytes.Buffer
		letters := many(4)
		letters[3].Data.Name = ""
		o := newOutbox(letters...)
		errs := map[int64]error{1: &Refused{Status: 400}, 2: &Unsettled{errors.New("timeout")}, 3: &Later{Status: 429}}
		stop := start(t, Postman{Outbox: o, Log: slog.New(slog.NewJSONHandler(&out, nil)), Sender: sender(func(_ context.Context, e Envelope) (string, error) { return "", errs[e.LetterID] })})
		synctest.Wait()
		stop()
		for _, word := range []string{"Elin", "@", "Dear", "Subject"} {
			if strings.Contains(out.String(), word) {
				t.Errorf("the log says %q:\n%s", word, out.String())
			}
		}
		for i := range 4 {
			if !strings.Contains(out.String(), fmt.Sprintf(`"case":"RC-0000-%04d","code":"N02","attempt":1`, i)) {
				t.Errorf("the log does not name case %d:\n%s", i, out.String())
			}
		}
	})
}

func TestPostman_countsWhatBecameOfLetters(t *testing.T) {
	bubble(t, func(t *testing.T) {
		letters := many(6) // no other test sends N16
		for i := range letters {
			letters[i].Code = "N16"
		}
		letters[4].Data.Name = ""
		letters[5].Addresses = nil
		before := map[string]float64{}
		for _, result := range []string{sent, refused, retried, unsettled, broken, inTray} {
			before[result] = testutil.ToFloat64(attempts.WithLabelValues("N16", result))
		}
		o := newOutbox(letters...)
		errs := map[int64]error{2: &Refused{Status: 400}, 3: &Later{Status: 429}, 4: &Unsettled{errors.New("timeout")}}
		stop := start(t, Postman{Outbox: o, Sender: sender(func(_ context.Context, e Envelope) (string, error) { return "r", errs[e.LetterID] })})
		synctest.Wait()
		stop()
		for result, was := range before {
			if n := testutil.ToFloat64(attempts.WithLabelValues("N16", result)) - was; n != 1 {
				t.Errorf("%s is counted %v times", result, n)
			}
		}
	})
}
