package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// Worker, server, Temporal and PostgreSQL are killed in mid-rehearsal, each at
// another moment and two of them together, and started again by their
// supervisor. The rehearsal ends well all the same; no case that was
// acknowledged is lost, no letter is missing or doubled, no deadline stays
// unrung, and the record is level with the running cases.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestKilledInMidRehearsal(t *testing.T) {
	i := &installation{day: 400 * time.Millisecond}
	t.Cleanup(i.remove)
	i.ready(t)
	rehearsal := i.rehearse(t)
	stream := i.fileOnAndOn(t)
	i.killByChance(t)
	rehearsal.wait(t)
	receipts := stream.stop(t)
	await(t, "everything to be up again", time.Minute, func() bool { return i.atRest(t.Context()) })
	i.checkAcknowledged(t, receipts)
	i.checkRung(t)
	i.checkCases(t)
	i.checkReplay(t)
}

// strikes are what is killed, each line at once.
var strikes = [][]string{{"worker"}, {"server"}, {"temporal"}, {"postgres"}, {"worker", "temporal"}, {"server", "postgres"}}

// windows are the days of the rehearsal between which one strike falls. They
// leave the time to get up again in between.
var windows = [][2]int{{2, 8}, {20, 30}, {42, 50}, {60, 70}, {80, 90}, {100, 106}}

// killByChance kills in an order, and at moments, that the seed decides.
func (i *installation) killByChance(t *testing.T) {
	t.Helper()
	chance := rand.New(rand.NewPCG(*seed, 0))
	begun := time.Now()
	t.Logf("seed %d", *seed)
	for k, which := range chance.Perm(len(strikes)) {
		day := float64(windows[k][0]) + chance.Float64()*float64(windows[k][1]-windows[k][0])
		await(t, "everything to be up again", time.Minute, func() bool { return i.atRest(t.Context()) })
		until(t.Context(), begun.Add(time.Duration(day*float64(i.day))))
		t.Logf("day %.1f: killing %s", time.Since(begun).Seconds()/i.day.Seconds(), strings.Join(strikes[which], " and "))
		killed := map[string]int{}
		for _, name := range strikes[which] {
			killed[name] = i.send(t, name, syscall.SIGKILL)
		}
		for name, pid := range killed {
			i.awaitAnother(t, name, pid)
		}
	}
}

// stream files complaints as residents do who do not know of any trouble: what
// is not acknowledged is filed again under the same key.
type stream struct {
	cancel context.CancelFunc
	done   sync.WaitGroup
	acked  map[string]receipt
}

// fileOnAndOn files until it is stopped.
func (i *installation) fileOnAndOn(t *testing.T) *stream {
	ctx, cancel := context.WithCancel(t.Context())
	s := &stream{cancel: cancel, acked: map[string]receipt{}}
	s.done.Go(func() {
		for n := 1; ctx.Err() == nil; n++ {
			i.fileStubbornly(ctx, s, fmt.Sprintf("stream-%d", n))
			until(ctx, time.Now().Add(time.Second))
		}
	})
	return s
}

// fileStubbornly files until the complaint is acknowledged.
func (i *installation) fileStubbornly(ctx context.Context, s *stream, key string) {
	for ctx.Err() == nil {
		a, err := i.ask(ctx, filing(key, simple("Somebody "+key)))
		var r receipt
		if err == nil && a.status == http.StatusCreated && a.decode(&r) == nil {
			s.acked[key] = r
			return
		}
		until(ctx, time.Now().Add(100*time.Millisecond))
	}
}

func (s *stream) stop(t *testing.T) map[string]receipt {
	t.Helper()
	s.cancel()
	s.done.Wait()
	if len(s.acked) < 10 {
		t.Errorf("only %d complaints were acknowledged meanwhile", len(s.acked))
	}
	return s.acked
}

// checkAcknowledged looks for every acknowledged complaint: it is there, once,
// its case runs, and the same key still answers with the same receipt.
func (i *installation) checkAcknowledged(t *testing.T, receipts map[string]receipt) {
	t.Helper()
	for key, r := range receipts {
		if again := i.file(t, key, simple("Somebody "+key)); again != r {
			t.Errorf("filed again under its key, case %s became %s", r.Number, again.Number)
		}
	}
	await(t, "all cases to run", agrees, func() bool { return i.count(t, `SELECT count(*) FROM cases WHERE started_at IS NULL`) == 0 })
	for key, r := range receipts {
		found, err := i.store.Worklist(t.Context(), law.Filter{Query: "Somebody " + key})
		check(t, err)
		if n := len(found.Rows); n != 1 {
			t.Errorf("the complaint of case %s is on record %d times", r.Number, n)
		}
	}
	t.Logf("%d complaints acknowledged meanwhile", len(receipts))
}

// checkRung waits until no deadline that has passed still runs.
func (i *installation) checkRung(t *testing.T) {
	t.Helper()
	const slack = 3 * time.Second // of real time, for a ring to be on record
	await(t, "all deadlines to ring", time.Minute, func() bool {
		return i.count(t, `SELECT count(*) FROM deadlines WHERE status = $1 AND due_at < $2`, complaint.Running, i.clock.Case(time.Now().Add(-slack))) == 0
	})
	t.Logf("%d deadlines met, %d missed, %d others", i.count(t, `SELECT count(*) FROM deadlines WHERE status = $1`, complaint.Met),
		i.count(t, `SELECT count(*) FROM deadlines WHERE status = $1`, complaint.Missed),
		i.count(t, `SELECT count(*) FROM deadlines WHERE status NOT IN ($1, $2)`, complaint.Met, complaint.Missed))
}

// count runs a query that counts.
func (i *installation) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	check(t, i.db.QueryRowContext(t.Context(), query, args...).Scan(&n))
	return n
}
