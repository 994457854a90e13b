package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Succession looks at the checkpoints of an installation one after the other.
type Succession struct {
	Key     PublicKey    // that all must be signed with; none for that of the first
	Anchors map[int]Hash // statements known from elsewhere, by checkpoint
	Faults  []Fault

	next     int
	previous Hash
}

func (s *Succession) say(n int, format string, args ...any) {
	s.Faults = append(s.Faults, Fault{Checkpoint: n, Kind: BadCheckpoint, Says: fmt.Sprintf(format, args...)})
}

// Add takes the next checkpoint by number with the heads that stand beside it.
func (s *Succession) Add(c Checkpoint, heads int, root Hash) {
	st := c.Statement
	n := st.Checkpoint
	for s.next++; s.next < n; s.next++ {
		s.say(s.next, "it is gone, though a later one is on record")
		s.previous = Hash{}
	}
	if s.Key == nil {
		s.Key = c.Key
	}
	anchor, kept := s.Anchors[n]
	switch {
	case !c.Valid():
		s.say(n, "its statement is not what was signed")
	case !bytes.Equal(c.Key, s.Key):
		s.say(n, "it is signed with another key, %s", c.Key.ID())
	case kept && anchor != st.Hash():
		s.say(n, "it is not the one that was kept elsewhere")
	}
	if st.Previous != s.previous && (n == 1 || !s.previous.IsZero()) {
		s.say(n, "it does not follow from checkpoint %d", n-1)
	}
	if st.Heads != heads || st.Root != root {
		s.say(n, "the %d chains beside it are not the %d that were signed", heads, st.Heads)
	}
	s.previous = st.Hash()
}

// End takes it that there are no more checkpoints.
func (s *Succession) End() {
	for n := range s.Anchors {
		if n > s.next {
			s.say(n, "it is gone: it was kept elsewhere, but the record ends with checkpoint %d", s.next)
		}
	}
}

// ReadAnchors reads checkpoints that were kept elsewhere, as JSON one after the
// other. They must be signed with the key, or with their own where none is given.
func ReadAnchors(r io.Reader, key PublicKey) (map[int]Hash, error) {
	anchors := map[int]Hash{}
	for d := json.NewDecoder(r); ; {
		var c Checkpoint
		err := d.Decode(&c)
		if errors.Is(err, io.EOF) {
			return anchors, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read a checkpoint: %w", err)
		}
		if !c.Valid() || key != nil && !bytes.Equal(key, c.Key) {
			return nil, fmt.Errorf("checkpoint %d of the file is not signed with the key", c.Statement.Checkpoint)
		}
		anchors[c.Statement.Checkpoint] = c.Statement.Hash()
	}
}
