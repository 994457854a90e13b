package law

import (
	"time"

	"recourse/complaint"
)

// trial is a pack on trial: it need not be in this release, and no record ever
// names it.
type trial Pack

// Try opens a case like Receive, but under a pack that need not be in this
// release, to see what it would do. All rules hold as in a complaint; only the
// words that explain a deadline are left out. Such a case is for simulations: it
// forgets its pack when it is written down.
func Try(number complaint.Number, pack *Pack, facts Facts, key string, actor complaint.Actor, now time.Time) (Case, Event) {
	c := Case{Number: number, Pack: pack.Ref(), Facts: facts, Trial: (*trial)(pack)}
	c.Stages, c.Deadlines = make([]Stage, 0, 4), make([]Deadline, 0, 6) // what most cases need
	return c, c.received(key, actor, now)
}
