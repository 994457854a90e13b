package simulation

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"recourse/law"
)

// work shares the cases among workers and adds up what they count, by pack.
func work(ctx context.Context, o Options, y *year, packs []*law.Pack) ([]*tally, error) {
	var group sync.WaitGroup
	var next, done atomic.Int64
	workers := o.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	counts, faults := make([][]*tally, workers), make([]error, workers)
	for i := range workers {
		counts[i] = tallies(packs, y)
		group.Go(func() {
			w := worker{lives: newLives(y, counts[i]), packs: packs, dice: newDice()}
			for first := int(next.Add(chunk) - chunk); first < o.Cases && faults[i] == nil; first = int(next.Add(chunk) - chunk) {
				if faults[i] = ctx.Err(); faults[i] == nil {
					faults[i] = w.cases(first, min(first+chunk, o.Cases))
				}
				done.Add(chunk)
			}
		})
	}
	stop := follow(o.Progress, &done)
	group.Wait()
	stop()
	totals := tallies(packs, y)
	for _, c := range counts {
		for j := range totals {
			totals[j].add(c[j])
		}
	}
	return totals, errors.Join(faults...)
}

func tallies(packs []*law.Pack, y *year) []*tally {
	out := make([]*tally, len(packs))
	for i, p := range packs {
		out[i] = newTally(p, y.begin)
	}
	return out
}

// worker carries one case after the other through its year, under each pack.
type worker struct {
	plan  plan
	dice  *dice
	lives []*life
	packs []*law.Pack
}

func newLives(y *year, counts []*tally) []*life {
	out := make([]*life, len(counts))
	for i, t := range counts {
		out[i] = &life{year: y, tally: t}
	}
	return out
}

// cases carries the cases from first up to, and without, end.
func (w *worker) cases(first, end int) error {
	for n := first; n < end; n++ {
		w.lives[0].year.draw(w.dice, n, &w.plan)
		for i, l := range w.lives {
			l.plan = &w.plan
			if err := l.live(w.packs[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// progressEvery is how often progress is told.
const progressEvery = 5 * time.Second

// follow tells the progress until the function it returns is called.
func follow(tell func(int), done *atomic.Int64) (stop func()) {
	if tell == nil {
		return func() {}
	}
	quit, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(progressEvery)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
				tell(int(done.Load()))
			}
		}
	}()
	return func() { close(quit); <-ended }
}
