package audit

import (
	"fmt"
	"slices"

	"recourse/complaint"
)

// Kind says what is wrong.
type Kind string

// What can be wrong with a chain, and with the checkpoints.
const (
	Changed       Kind = "changed"      // a column is not what was recorded
	Reordered     Kind = "reordered"    // the event was recorded under another sequence
	Missing       Kind = "missing"      // an event is gone from the middle
	NotLinked     Kind = "not linked"   // the hash does not follow from the one before
	Truncated     Kind = "truncated"    // events are gone from the end
	Rewritten     Kind = "rewritten"    // a checkpoint knows another event here
	Forged        Kind = "forged"       // an event beyond the end that the case knows
	CaseRemoved   Kind = "case removed" // the case is gone
	TextChanged   Kind = "text changed" // sealed texts are not those that came with the event
	TextMissing   Kind = "text missing" // sealed texts are gone though the case was not erased
	BadCheckpoint Kind = "checkpoint"   // a checkpoint is not what was signed

	// KeyDestroyed is that nobody reads the texts again, and no event says why.
	KeyDestroyed Kind = "key destroyed without erasure"
)

// Fault is one thing that is wrong. Seq is the event, 0 for the whole case; a
// fault of a checkpoint has the number of that and no case.
type Fault struct {
	Number     complaint.Number `json:"case_number,omitempty"`
	Seq        int              `json:"seq,omitempty"`
	Checkpoint int              `json:"checkpoint,omitempty"`
	Kind       Kind             `json:"kind"`
	Says       string           `json:"says"`
}

// String is the fault as a line for people.
func (f Fault) String() string {
	switch {
	case f.Number == "":
		return fmt.Sprintf("checkpoint %d: %s", f.Checkpoint, f.Says)
	case f.Seq == 0:
		return fmt.Sprintf("case %s: %s: %s", f.Number, f.Kind, f.Says)
	}
	return fmt.Sprintf("case %s, event %d: %s: %s", f.Number, f.Seq, f.Kind, f.Says)
}

// check collects what is wrong with one case.
type check struct {
	*File
	faults []Fault
}

func (c *check) say(seq int, kind Kind, format string, args ...any) {
	c.faults = append(c.faults, Fault{Number: c.Number, Seq: seq, Kind: kind, Says: fmt.Sprintf(format, args...)})
}

// Check returns everything that is wrong with a case, in the order of its events.
// After a break it goes on from what is there, so that one change is one fault.
func (f *File) Check() []Fault {
	slices.SortStableFunc(f.Links, func(a, b Link) int { return a.Seq - b.Seq })
	c := &check{File: f}
	for _, table := range f.Spoilt {
		c.say(0, Changed, "its row of table %s cannot be read", table)
	}
	c.chain()
	c.contents()
	c.end()
	c.key()
	c.heads()
	slices.SortStableFunc(c.faults, func(a, b Fault) int { return a.Seq - b.Seq })
	return c.faults
}

// chain looks at every link and at what lies between two.
func (c *check) chain() {
	previous, next := Begin(c.Number), 1
	for i := range c.Links {
		l := &c.Links[i]
		if l.Seq > next {
			c.say(next, Missing, "it is gone, and so is all before event %d", l.Seq)
			previous = Hash{}
		}
		c.content(l)
		if !previous.IsZero() && Next(previous, l.Stored, l.Sealed) != l.Hash {
			c.say(l.Seq, NotLinked, "its hash does not follow from event %d", l.Seq-1)
		}
		c.texts(l)
		previous, next = l.Hash, l.Seq+1
	}
}

// content compares the columns with what was recorded; when these are the columns
// of another sequence, rows have changed places.
func (c *check) content(l *Link) {
	if l.Actual == l.Stored {
		return
	}
	if e := l.Event; e != nil {
		moved := *e
		for i := range c.Links {
			if moved.Seq = c.Links[i].Seq; moved.Content() == l.Stored {
				c.say(l.Seq, Reordered, "this event was recorded as event %d", moved.Seq)
				return
			}
		}
	}
	c.say(l.Seq, Changed, "its columns are not those that were recorded")
}

// texts compares the sealed texts, where they are still there: with the key of the
// case they may be gone.
func (c *check) texts(l *Link) {
	texts, what := c.Details[l.Key], "the sealed texts"
	switch sum, ok := c.Documents[l.Key]; {
	case l.Seq == 1:
		texts, what = c.Filing, "the sealed filing"
	case l.AddsDocument && ok && (!texts.IsZero() || !c.Erased):
		texts, what = WithDocument(texts, sum), "the sealed texts or the document"
	case l.AddsDocument && c.Erased:
		return
	}
	switch {
	case texts == l.Sealed:
	case texts.IsZero() && c.Erased:
	case texts.IsZero():
		c.say(l.Seq, TextMissing, "%s are gone, though the key of the case is not destroyed", what)
	default:
		c.say(l.Seq, TextChanged, "%s are not those that came with the event", what)
	}
}

// contents wants every piece of the documents of a case that has its key.
func (c *check) contents() {
	for _, content := range c.Contents {
		i := slices.IndexFunc(c.Links, func(l Link) bool { return l.AddsDocument && l.Key == content.Key })
		if i >= 0 && !c.Erased && !content.whole() {
			c.say(c.Links[i].Seq, TextMissing, "pieces of the content of the document are gone, though the key of the case is not destroyed")
		}
	}
}

// end compares the last event with what the case itself says.
func (c *check) end() {
	last := c.last()
	switch {
	case c.Version == 0 && last > 0:
		c.say(0, CaseRemoved, "its events are on record, but the case is not")
	case c.Version > last:
		c.say(last+1, Truncated, "the case stands at event %d, but the record ends with event %d", c.Version, last)
	case c.Version > 0 && c.Version < last:
		c.say(c.Version+1, Forged, "the case stands at event %d, but the record goes on to event %d", c.Version, last)
	}
}

// key wants an event of the erasure where the key is destroyed. That the key is
// still there after such an event is no fault: the next run of the erasure destroys it.
func (c *check) key() {
	if c.Erased && len(c.Links) > 0 && !slices.ContainsFunc(c.Links, func(l Link) bool { return l.Erases }) {
		c.say(c.last(), KeyDestroyed, "the key of the case is gone, and with it all its texts, but no event erases the case")
	}
}

func (c *check) last() int {
	if len(c.Links) == 0 {
		return 0
	}
	return c.Links[len(c.Links)-1].Seq
}

// heads compares the chain with what the checkpoints know of it.
func (c *check) heads() {
	last := c.last()
	for _, h := range c.Heads {
		i, found := slices.BinarySearchFunc(c.Links, h.Seq, func(l Link, seq int) int { return l.Seq - seq })
		switch {
		case found && c.Links[i].Hash != h.Hash:
			c.say(h.Seq, Rewritten, "checkpoint %d knows another event here", h.Checkpoint)
		case !found && last == 0 && c.Version == 0:
			c.say(0, CaseRemoved, "checkpoint %d knows the case up to event %d, but it is not on record", h.Checkpoint, h.Seq)
		case !found && h.Seq > last && c.Version <= last:
			c.say(h.Seq, Truncated, "checkpoint %d knows event %d, but the record ends with event %d", h.Checkpoint, h.Seq, last)
		} // what is missing before the end is told by the chain
	}
}
