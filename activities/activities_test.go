package activities

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"recourse/complaint"
	"recourse/law"
)

// shelf is a record of one case.
type shelf struct {
	answer  error // to a write
	c       law.Case
	entries []law.Entry
	unread  error // of reading
	written []law.Event
}

func (s *shelf) Record(_ context.Context, _ law.Case, events []law.Event) error {
	s.written = append(s.written, events...)
	return s.answer
}

func (s *shelf) Case(context.Context, complaint.Number) (law.Case, error) { return s.c, s.unread }

func (s *shelf) Events(_ context.Context, _ complaint.Number, after, limit int) ([]law.Entry, error) {
	return s.entries[after:min(len(s.entries), after+limit)], s.unread
}

// onRecord makes a record of so many events, with private texts.
func onRecord(n int) *shelf {
	s := &shelf{c: law.Case{Number: "RC-TEST-0001", Seq: n}}
	for seq := 1; seq <= n; seq++ {
		s.entries = append(s.entries, law.Entry{Event: law.Event{Seq: seq, Key: fmt.Sprint("key-", seq)}, Details: map[string]string{"text": "Pumpernickel"}})
	}
	s.entries[0].Key = "" // an act of a clock has none
	return s
}

func TestRecord(t *testing.T) {
	t.Parallel()
	away, other := errors.New("away"), complaint.Errorf(complaint.Conflict, "event 3 is another one")
	two := []law.Event{{Seq: 3}, {Seq: 4}}
	for _, c := range []struct {
		name   string
		record *shelf
		seq    int
		events []law.Event
		answer error
		unread error
		held   *Held
		err    error
	}{
		{name: "written", record: onRecord(4), seq: 4, events: two},
		{name: "the record is away", record: onRecord(2), seq: 4, events: two, answer: away, err: away},
		{name: "other events are on record", record: onRecord(3), seq: 4, events: two, answer: other, held: &Held{Case: law.Case{Number: "RC-TEST-0001", Seq: 3}, Acts: []HeldAct{{"key-3", 3}}}},
		{
			name: "other and more events are on record", record: onRecord(6), seq: 4, events: two, answer: other,
			held: &Held{Case: law.Case{Number: "RC-TEST-0001", Seq: 6}, Acts: []HeldAct{{"key-3", 3}, {"key-4", 4}, {"key-5", 5}, {"key-6", 6}}},
		},
		{name: "a conflict about nothing on record stays one", record: onRecord(2), seq: 4, events: two, answer: other, err: other},
		{name: "other events, and they cannot be read", record: onRecord(3), seq: 4, events: two, answer: other, unread: away, err: away},
		{name: "asked, the record has no more", record: onRecord(4), seq: 4},
		{name: "asked, the record has more", record: onRecord(5), seq: 4, held: &Held{Case: law.Case{Number: "RC-TEST-0001", Seq: 5}, Acts: []HeldAct{{"key-5", 5}}}},
		{name: "asked from the beginning, clocks have no key", record: onRecord(2), seq: 0, held: &Held{Case: law.Case{Number: "RC-TEST-0001", Seq: 2}, Acts: []HeldAct{{"key-2", 2}}}},
		{name: "asked, and the record is away", record: onRecord(5), seq: 4, unread: away, err: away},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.record.answer, c.record.unread = c.answer, c.unread
			a := &Activities{Cases: c.record}
			held, err := a.Record(t.Context(), RecordInput{Case: law.Case{Number: "RC-TEST-0001", Seq: c.seq}, Events: c.events})
			if !errors.Is(err, c.err) || complaint.KindOf(err) != complaint.KindOf(c.err) {
				t.Errorf("got %v, want %v", err, c.err)
			}
			if diff := cmp.Diff(c.held, held, cmpopts.IgnoreUnexported(law.Case{})); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.events, c.record.written); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(fmt.Sprintf("%+v", held), "Pumpernickel") {
				t.Error("private texts leave the record")
			}
		})
	}
}
