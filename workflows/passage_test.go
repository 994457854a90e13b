package workflows

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// passage is one row of the law's table of transitions, met on the road through
// updates, validators and timers.
type passage struct {
	name   string // the number of the transition, and what it says in a sentence
	filing func(*law.Facts)
	road   func(*story) *story // what has happened before
	day    int                 // of the act
	by     complaint.Role      // who acts; "" when a clock does
	act    complaint.Action
	facts  []string
	rings  string // when the clock rings, UTC, for acts of a clock

	refused string // words of the refusal, when the act must be refused
	to      string // the steps it leads to
	letters string // the letters it sends, "N07 complainant, ALARM manager"
	clocks  string // what it does to deadlines, "D45 met, SAT until 2018-10-15"
}

// id is the number of the transition that the passage is named after.
func (p passage) id() string {
	id, _, _ := strings.Cut(p.name, ":")
	return id
}

// tellPassages tells a story for every passage and looks at the event that
// records it.
func tellPassages(t *testing.T, passages []passage) {
	for _, p := range passages {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			var change []func(*law.Facts)
			if p.filing != nil {
				change = append(change, p.filing)
			}
			s := newStory(t, change...)
			if p.road != nil {
				p.road(s)
			}
			p.tell(t, s)
		})
	}
}

func (p passage) tell(t *testing.T, s *story) {
	switch {
	case p.refused != "":
		s.refused(p.day, p.refused, p.by, p.act, p.facts...).until(p.day).tell()
		if e := s.book.events[len(s.book.events)-1]; e.Action == p.act && e.At.After(received.Add(time.Duration(p.day)*day)) {
			t.Errorf("the refused act is on record as event %d", e.Seq)
		}
		return
	case p.by == "":
		s.until(p.day).tell()
	default:
		s.do(p.day, p.by, p.act, p.facts...).until(p.day).tell()
	}
	e := s.find(t, p.id(), p.act)
	if p.rings != "" && e.At.Format(time.RFC3339) != p.rings {
		t.Errorf("the clock rings at %s, want %s", e.At.Format(time.RFC3339), p.rings)
	}
	if !e.Recorded.Equal(e.At) || e.Late != 0 {
		t.Errorf("what happened at %s is recorded at %s, late by %s", e.At, e.Recorded, e.Late)
	}
	for _, c := range []struct{ what, got, want string }{
		{"steps", stepNames(e.To), p.to},
		{"letters", letterNames(e.Letters), p.letters},
		{"deadlines", s.book.clocks(e.Seq), p.clocks},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
}

// find returns the last event of a transition by an act.
func (s *story) find(t *testing.T, id string, action complaint.Action) law.Event {
	t.Helper()
	for _, e := range slices.Backward(s.book.events) {
		if e.Transition == id && e.Action == action {
			return e
		}
	}
	t.Fatalf("no %s by %s on record, only %v", id, action, s.transitions())
	return law.Event{}
}

func letterNames(letters []law.Letter) string {
	names := make([]string, len(letters))
	for i, l := range letters {
		names[i] = l.Code + " " + string(l.To)
	}
	return strings.Join(names, ", ")
}

// clocks tells what an event has done to the deadlines of the case.
func (n *notebook) clocks(seq int) string {
	after, ok := n.states[seq]
	if !ok {
		return "not written by itself"
	}
	before := seq - 1 // events of one instant are written together
	for _, ok := n.states[before]; !ok; _, ok = n.states[before] {
		before--
	}
	var changes []string
	for i, d := range after.Deadlines {
		switch {
		case d.Seq != seq:
		case i >= len(n.states[before].Deadlines):
			changes = append(changes, fmt.Sprintf("%s until %s", d.Rule, d.Due))
		case d.Status != n.states[before].Deadlines[i].Status:
			changes = append(changes, fmt.Sprintf("%s %s", d.Rule, strings.ToLower(string(d.Status))))
		case !d.Done.Equal(n.states[before].Deadlines[i].Done):
			changes = append(changes, fmt.Sprintf("%s done late", d.Rule))
		}
	}
	return strings.Join(changes, ", ")
}

// Every row of the law's table is met by a passage; a new row asks for a new one.
func TestPassages_coverTheTable(t *testing.T) {
	t.Parallel()
	// The filing, with which every story begins: of an adult or of a child. And what
	// is kept for six years outlives its workflow: TestAct_afterTheEnd.
	met := map[string]int{"T01": 2, "H40": 2, "H104": 2}
	for _, p := range slices.Concat(intakePassages, responsePassages, recoursePassages, authorityPassages, arbitrationPassages, closingPassages, circumstancePassages, rightsPassages, representationPassages, erasurePassages) {
		if p.refused == "" {
			met[p.id()]++
		}
	}
	rows := map[string]int{}
	for _, row := range law.Table {
		rows[row.ID]++
	}
	for id, n := range rows {
		if met[id] < n {
			t.Errorf("%s has %d rows in the table and %d passages", id, n, met[id])
		}
	}
	for id := range met {
		if rows[id] == 0 {
			t.Errorf("%s is in no row of the table", id)
		}
	}
}
