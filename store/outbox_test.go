package store_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

const lease = time.Hour

// claim takes letters and expects a number of them.
func claim(t *testing.T, s *store.Store, lease time.Duration, want int) []store.Outgoing {
	t.Helper()
	got, err := s.Claim(context.Background(), 100, lease)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != want {
		t.Fatalf("claimed %d letters, want %d", len(got), want)
	}
	return got
}

// letterIs expects what the dossier shows of the only letter.
func letterIs(t *testing.T, s *store.Store, number complaint.Number, status string, attempts int) law.Posted {
	t.Helper()
	r, err := s.Dossier(context.Background(), number)
	if err != nil || len(r.Letters) != 1 {
		t.Fatalf("letters %+v, %v; want one", r.Letters, err)
	}
	if l := r.Letters[0]; l.Status != status || l.Attempts != attempts {
		t.Fatalf("letter is %s after %d attempts, want %s after %d", l.Status, l.Attempts, status, attempts)
	}
	return r.Letters[0]
}

func unsettled(t *testing.T, s *store.Store, want int) {
	t.Helper()
	if n, err := s.UnsettledCount(context.Background()); err != nil || n != want {
		t.Fatalf("%d attempts unsettled, %v; want %d", n, err, want)
	}
}

func TestClaim_carriesAllThatALetterNeeds(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r := answered(t, s)
	draft := r.events[3]
	if err := s.KeepDetails(context.Background(), r.c.Number, draft.Key, "digest", string(draft.Action), map[string]string{"text": "our answer"}); err != nil {
		t.Fatal(err)
	}
	r.record(s, 1)
	for _, o := range claim(t, s, lease, 4) {
		if diff := cmp.Diff(r.c, o.Case, loosely) + cmp.Diff(newFiling(), o.Filing); diff != "" {
			t.Errorf("%s (-want +got):\n%s", o.Code, diff)
		}
		if diff := cmp.Diff(r.events[o.Seq-1], o.Entry().Event, loosely); diff != "" {
			t.Errorf("%s: its event (-want +got):\n%s", o.Code, diff)
		}
		if got := o.Entries[3].Details["text"]; got != "our answer" {
			t.Errorf("%s: the answer reads %q", o.Code, got)
		}
		if o.Attempt != 1 || o.Number != r.c.Number {
			t.Errorf("%s: attempt %d for case %s", o.Code, o.Attempt, o.Number)
		}
	}
}

func TestClaim_noLetterTwice(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	const letters = 60
	for i := range letters {
		file(t, s, newCase(fmt.Sprint("key ", i), received))
	}
	var mu sync.Mutex
	got := map[int64]int{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for {
				batch, err := s.Claim(context.Background(), 4, lease)
				if err != nil {
					t.Errorf("claim: %v", err)
				}
				if len(batch) == 0 {
					return
				}
				mu.Lock()
				for _, o := range batch {
					got[o.ID]++
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	claim(t, s, lease, 0)
	for id, n := range got {
		if n != 1 {
			t.Errorf("letter %d was claimed %d times", id, n)
		}
	}
	if len(got) != letters {
		t.Errorf("%d letters claimed, want %d", len(got), letters)
	}
}

func TestMarkSent_keepsTheLetterAsSent(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	clock, err := s.Installation(context.Background(), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	c := file(t, s, newCase("key", received))
	o := claim(t, s, lease, 1)[0]
	for range 2 { // the answer to the first call was lost
		if err := s.MarkSent(context.Background(), o.ID, o.Attempt, "receipt 1", "Your complaint", "We have it."); err != nil {
			t.Fatal(err)
		}
	}
	l := letterIs(t, s, c.Number, "SENT", 1)
	if l.Subject != "Your complaint" || l.Body != "We have it." {
		t.Errorf("letter %+v", l)
	}
	if ago := time.Since(clock.Real(l.SentAt)); ago < -time.Second || ago > time.Minute {
		t.Errorf("sent at %s, which is %s ago in real time", l.SentAt, ago)
	}
	claim(t, s, 0, 0)
	unsettled(t, s, 0)
}

func TestMarkRetry_comesBackWhenItsTimeHasCome(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("key", received))
	o := claim(t, s, lease, 1)[0]
	if err := s.MarkRetry(ctx, o.ID, o.Attempt, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	letterIs(t, s, c.Number, "PENDING", 1)
	claim(t, s, 0, 0)
	if _, err := s.DB().ExecContext(ctx, "UPDATE letters SET next_attempt_at = now()"); err != nil {
		t.Fatal(err)
	}
	if o := claim(t, s, lease, 1)[0]; o.Attempt != 2 {
		t.Errorf("attempt %d, want 2", o.Attempt)
	}
	if err := s.MarkRetry(ctx, o.ID, 1, time.Now()); err != nil { // of the attempt before
		t.Fatal(err)
	}
	letterIs(t, s, c.Number, "CLAIMED", 2)
	unsettled(t, s, 0)
}

func TestMarkFailed_isFinalAndSaysWhy(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	c := file(t, s, newCase("key", received))
	o := claim(t, s, lease, 1)[0]
	if err := s.MarkFailed(context.Background(), o.ID, o.Attempt, "refused with status 400"); err != nil {
		t.Fatal(err)
	}
	letterIs(t, s, c.Number, "FAILED", 1)
	claim(t, s, 0, 0)
	if got := value[string](t, s, "SELECT result || ': ' || reason FROM letter_attempts"); got != "REFUSED: refused with status 400" {
		t.Errorf("attempt: %s", got)
	}
}

func TestClaim_abandonedAttemptIsUnsettled(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("key", received))
	first := claim(t, s, lease, 1)[0]
	claim(t, s, lease, 0) // within the lease
	letterIs(t, s, c.Number, "CLAIMED", 1)
	second := claim(t, s, 0, 1)[0]
	if second.ID != first.ID || second.Attempt != 2 {
		t.Fatalf("second claim %+v", second)
	}
	unsettled(t, s, 1)
	letterIs(t, s, c.Number, "UNSETTLED", 2)
	if err := s.MarkSent(ctx, second.ID, second.Attempt, "receipt 2", "subject", "body"); err != nil {
		t.Fatal(err)
	}
	letterIs(t, s, c.Number, "SENT", 2)
	unsettled(t, s, 1) // the first may have gone out as well
	if err := s.MarkSent(ctx, first.ID, first.Attempt, "receipt 1", "subject", "other body"); err != nil {
		t.Fatal(err)
	}
	unsettled(t, s, 0) // now it is known
	if l := letterIs(t, s, c.Number, "SENT", 2); l.Body != "body" {
		t.Errorf("the late note replaced the letter as sent: %q", l.Body)
	}
}

func TestDeliver_laysItDownOnce(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("key", received))
	first := claim(t, s, lease, 1)[0]
	second := claim(t, s, 0, 1)[0]
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			if err := s.Deliver(ctx, first.ID, 1+i%2, "subject", "body"); err != nil {
				t.Errorf("deliver: %v", err)
			}
		})
	}
	all.Wait()
	letterIs(t, s, c.Number, "SENT", second.Attempt)
	items, err := s.Tray(ctx, string(c.Number), 10)
	if err != nil {
		t.Fatal(err)
	}
	want := []store.TrayItem{{ID: 1, LetterID: first.ID, Number: c.Number, Seq: 1, Code: "N01", To: complaint.Complainant, Subject: "subject", Body: "body"}}
	if diff := cmp.Diff(want, items, cmpopts.IgnoreFields(store.TrayItem{}, "ID", "LandedAt")); diff != "" {
		t.Errorf("tray (-want +got):\n%s", diff)
	}
	unsettled(t, s, 0)
}

func TestDeliver_notWhatHasGoneOut(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	file(t, s, newCase("key", received))
	o := claim(t, s, lease, 1)[0]
	if err := s.MarkSent(ctx, o.ID, o.Attempt, "receipt", "subject", "body"); err != nil {
		t.Fatal(err)
	}
	if err := s.Deliver(ctx, o.ID, o.Attempt, "subject", "body"); err != nil {
		t.Fatal(err)
	}
	if items, err := s.Tray(ctx, "", 10); err != nil || len(items) != 0 {
		t.Errorf("the tray holds %d letters, %v; want none", len(items), err)
	}
}

// TestDeliver_whateverDies lets postmen die between claiming and delivering, and
// others take over: each letter lands once.
func TestDeliver_whateverDies(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	const letters = 30
	for i := range letters {
		file(t, s, newCase(fmt.Sprint("key ", i), received))
	}
	sent := func() int { return value[int](t, s, "SELECT count(*) FROM letters WHERE status = 'SENT'") }
	var all sync.WaitGroup
	for postman := range 6 {
		all.Go(func() {
			for round := 0; sent() < letters; round++ {
				batch, err := s.Claim(ctx, 5, 20*time.Millisecond)
				if err != nil {
					t.Errorf("claim: %v", err)
					return
				}
				for i, o := range batch {
					if (i+round+postman)%3 == 0 {
						continue // dies here
					}
					if err := s.Deliver(ctx, o.ID, o.Attempt, "subject", "body"); err != nil {
						t.Errorf("deliver: %v", err)
					}
				}
			}
		})
	}
	all.Wait()
	items, err := s.Tray(ctx, "", 10*letters)
	if err != nil || len(items) != letters {
		t.Errorf("%d letters in the tray, %v; want %d", len(items), err, letters)
	}
	if n := value[int](t, s, "SELECT count(*) FROM letter_attempts WHERE result IS NULL"); n != 0 {
		t.Logf("%d attempts of the dead are still open", n)
	}
}

func TestSettle_unknownAttemptIsAnError(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	file(t, s, newCase("key", received))
	for name, err := range map[string]error{
		"sent":    s.MarkSent(ctx, 1, 1, "", "", ""),
		"deliver": s.Deliver(ctx, 1, 1, "", ""),
		"retry":   s.MarkRetry(ctx, 1, 1, time.Now()),
		"failed":  s.MarkFailed(ctx, 99, 1, ""),
	} {
		if err == nil || !strings.Contains(err.Error(), "there is no attempt 1") {
			t.Errorf("%s: got %v, want an error", name, err)
		}
	}
	if n := value[int](t, s, "SELECT count(*) FROM tray"); n != 0 {
		t.Error("a letter that nobody claimed is in the tray")
	}
}
