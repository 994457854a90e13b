package audit

import (
	"cmp"
	"slices"
	"sync"
)

// Report is what a verification has looked at and found. It is safe for use by
// many goroutines.
type Report struct {
	mu          sync.Mutex
	Cases       int
	Events      int
	Checkpoints int
	Faults      []Fault
	Key         PublicKey // that the checkpoints are signed with; none when there are none
}

// Check looks at some cases.
func (r *Report) Check(files []*File) {
	cases, events, faults := 0, 0, []Fault(nil)
	for _, f := range files {
		if f.Version > 0 || len(f.Links) > 0 {
			cases++
		}
		events += len(f.Links)
		faults = append(faults, f.Check()...)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Cases, r.Events, r.Faults = r.Cases+cases, r.Events+events, append(r.Faults, faults...)
}

// Succession adds what was found about the checkpoints.
func (r *Report) Succession(s *Succession) {
	s.End()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Checkpoints, r.Key, r.Faults = s.next, s.Key, append(r.Faults, s.Faults...)
}

// Progress tells how far the verification has come.
func (r *Report) Progress() (cases, events int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.Cases, r.Events
}

// Sort orders the faults: the checkpoints, then the cases by number and event.
func (r *Report) Sort() {
	slices.SortStableFunc(r.Faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Number, b.Number), a.Checkpoint-b.Checkpoint, a.Seq-b.Seq)
	})
}
