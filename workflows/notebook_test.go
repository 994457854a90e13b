package workflows

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/activity"

	"recourse/complaint"
	"recourse/law"
)

// notebook is a record in memory. It keeps the promise that activities ask of
// the database: what is written stays, a repetition changes nothing, a gap is
// refused.
type notebook struct {
	mu     sync.Mutex
	last   law.Case         // as written last
	events []law.Event      // the record
	states map[int]law.Case // the case after the event of that number, where a write ended with it
	calls  int              // writes tried
	faults []string         // what the database would have to refuse
	lost   bool             // the record holds what the case does not know

	// broken makes a write fail; it is told how the write came.
	broken func(call writing) error
}

// errAnswerLost makes a write that is done look as if it had failed.
var errAnswerLost = errors.New("written, but the answer is lost")

// writing is one attempt to write.
type writing struct {
	ctx   context.Context
	n     int  // 1 for the first attempt
	local bool // by a local activity
}

// open begins the record with the filing.
func (n *notebook) open(c law.Case, first law.Event) {
	n.last, n.events, n.states = c, []law.Event{first}, map[int]law.Case{c.Seq: c}
}

// Record writes what is new.
func (n *notebook) Record(ctx context.Context, c law.Case, events []law.Event) error {
	n.mu.Lock()
	n.calls++
	call, broken := writing{ctx, n.calls, activity.GetInfo(ctx).IsLocalActivity}, n.broken
	n.mu.Unlock()
	if broken != nil {
		if err := broken(call); err != nil {
			if errors.Is(err, errAnswerLost) {
				_ = n.write(c, events)
			}
			return err
		}
	}
	return n.write(c, events)
}

func (n *notebook) write(c law.Case, events []law.Event) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, e := range events {
		switch {
		case e.Seq > len(n.events)+1:
			return fmt.Errorf("gap: event %d after %d", e.Seq, len(n.events))
		case e.Seq == len(n.events)+1:
			n.events = append(n.events, e)
		default:
			diff := cmp.Diff(n.events[e.Seq-1], e)
			if diff != "" && n.lost {
				return complaint.Errorf(complaint.Conflict, "event %d is another one", e.Seq)
			}
			if diff != "" {
				n.faults = append(n.faults, "another event of the same number:\n"+diff)
			}
		}
	}
	if c.Seq > n.last.Seq {
		n.last, n.states[c.Seq] = c, c
	}
	return nil
}

// Case returns the case as written last.
func (n *notebook) Case(context.Context, complaint.Number) (law.Case, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.last.Clone(), nil
}

// Events returns the record after an event.
func (n *notebook) Events(_ context.Context, _ complaint.Number, after, limit int) ([]law.Entry, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	var all []law.Entry
	for _, e := range n.events[after:min(len(n.events), after+limit)] {
		all = append(all, law.Entry{Event: e})
	}
	return all, nil
}

// shows reports whether an event can be read.
func (n *notebook) shows(seq int) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return seq > 0 && len(n.events) >= seq && n.last.Seq >= seq
}

// whole checks what must hold of every record: numbers without gap or
// repetition, keys and letters used once, instants in order.
func (n *notebook) whole(t teller) {
	t.Helper()
	for _, f := range n.faults {
		t.Errorf("%s", f)
	}
	if len(n.events) != n.last.Seq {
		t.Errorf("%d events for a case at event %d", len(n.events), n.last.Seq)
	}
	keys := map[string]int{}
	for i, e := range n.events {
		if e.Seq != i+1 {
			t.Errorf("event %d has number %d", i+1, e.Seq)
		}
		if before := keys[e.Key]; e.Key != "" && before != 0 {
			t.Errorf("events %d and %d have the key %s", before, e.Seq, e.Key)
		}
		keys[e.Key] = e.Seq
		if e.At.After(e.Recorded) || i > 0 && e.Recorded.Before(n.events[i-1].Recorded) {
			t.Errorf("event %d, %s, is of %s and recorded %s, out of order", e.Seq, e.Action, e.At, e.Recorded)
		}
		letters := map[law.Letter]bool{}
		for _, l := range e.Letters {
			l.Rule, l.Rung = "", 0 // a letter is known by event, code and reader
			if letters[l] {
				t.Errorf("event %d, %s, sends %s to %s twice", e.Seq, e.Action, l.Code, l.To)
			}
			letters[l] = true
		}
	}
}
