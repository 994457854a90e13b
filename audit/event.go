// Package audit makes the record one that can be trusted: it writes an event in
// one canonical form, links the events of a case to a chain of hashes, seals the
// ends of all chains with signed checkpoints, and finds what was changed, removed
// or put in afterwards. It is pure: rows come from a database, a dump or a
// certificate, and it knows none of the three clients. docs/audit.md states every
// form here byte by byte.
package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// String returns the hash as 64 hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// IsZero reports whether it is no hash at all.
func (h Hash) IsZero() bool { return h == Hash{} }

// MarshalText writes the hash as 64 hexadecimal digits, and no hash as nothing.
func (h Hash) MarshalText() ([]byte, error) {
	if h.IsZero() {
		return nil, nil
	}
	return []byte(h.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (h *Hash) UnmarshalText(text []byte) error {
	*h = Hash{}
	if len(text) == 0 {
		return nil
	}
	if n, err := hex.Decode(h[:], slices.Clone(text[:min(len(text), 2*len(h))])); err != nil || n != len(h) || len(text) != 2*len(h) {
		return fmt.Errorf("a hash has %d hexadecimal digits", 2*len(h))
	}
	return nil
}

// HashOf returns the hash of a column of bytes; no hash for one of another length.
func HashOf(column []byte) Hash {
	if len(column) != len(Hash{}) {
		return Hash{}
	}
	return Hash(column)
}

// Event is one event as the columns of the record hold it. It names no person:
// facts are codes and dates, and staff appear by their identifier.
type Event struct {
	Number     complaint.Number  `json:"case_number"`
	Seq        int               `json:"seq"`
	Action     complaint.Action  `json:"action"`
	Transition string            `json:"transition"`
	ActorRole  complaint.Role    `json:"actor_role"`
	ActorID    string            `json:"actor_id"`
	At         time.Time         `json:"at"`          // when it happened, case time, whole microseconds
	RecordedAt time.Time         `json:"recorded_at"` // when it was recorded, case time, whole microseconds
	Facts      map[string]string `json:"facts"`
	From       []complaint.Step  `json:"from_steps"`
	To         []complaint.Step  `json:"to_steps"`
	Late       int64             `json:"late"` // nanoseconds of case time by which a clock rang late
	Key        string            `json:"key"`  // idempotency key of the act; empty for clocks
}

// Precision is how exactly the record keeps instants: what is finer is cut off
// before an event is written and before it is hashed.
const Precision = time.Microsecond

// EventOf returns an event of a case as the record keeps it.
func EventOf(number complaint.Number, e law.Event) Event {
	return Event{
		Number: number, Seq: e.Seq, Action: e.Action, Transition: e.Transition, ActorRole: e.Actor.Role, ActorID: e.Actor.ID,
		At: e.At.UTC().Truncate(Precision), RecordedAt: e.Recorded.UTC().Truncate(Precision), Facts: e.Facts, From: e.From, To: e.To,
		Late: int64(e.Late), Key: e.Key,
	}
}

// eventLabel begins the canonical form, so that no other text can be taken for
// an event; its number grows when the form changes.
const eventLabel = "recourse event 1"

// Content returns the hash of the canonical form.
func (e *Event) Content() Hash {
	var room [1024]byte
	return sha256.Sum256(e.Append(room[:0]))
}

// Append appends the canonical form: netstrings (length, colon, bytes, comma) of
// the label and of the columns in the order of the table. Numbers are decimal,
// instants microseconds since 1970, a list is the netstring of its netstrings,
// and facts are a list of names and values, by name in the order of bytes.
func (e *Event) Append(to []byte) []byte {
	to = appendText(to, eventLabel)
	to = appendText(to, string(e.Number))
	to = appendNumber(to, int64(e.Seq))
	to = appendText(to, string(e.Action))
	to = appendText(to, e.Transition)
	to = appendText(to, string(e.ActorRole))
	to = appendText(to, e.ActorID)
	to = appendNumber(to, e.At.UnixMicro())
	to = appendNumber(to, e.RecordedAt.UnixMicro())
	to = appendFacts(to, e.Facts)
	to = appendSteps(to, e.From)
	to = appendSteps(to, e.To)
	to = appendNumber(to, e.Late)
	return appendText(to, e.Key)
}

func appendText[T string | []byte](to []byte, text T) []byte {
	to = strconv.AppendInt(to, int64(len(text)), 10)
	to = append(to, ':')
	to = append(to, text...)
	return append(to, ',')
}

func appendNumber(to []byte, n int64) []byte {
	var room [20]byte
	return appendText(to, strconv.AppendInt(room[:0], n, 10))
}

func appendSteps(to []byte, steps []complaint.Step) []byte {
	var room [128]byte
	list := room[:0]
	for _, s := range steps {
		list = appendText(list, string(s))
	}
	return appendText(to, list)
}

func appendFacts(to []byte, facts map[string]string) []byte {
	var room [512]byte
	list := room[:0]
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		list = appendText(appendText(list, name), facts[name])
	}
	return appendText(to, list)
}
