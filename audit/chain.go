package audit

import (
	"crypto/sha256"

	"recourse/complaint"
)

// chainLabel begins every chain. The trigger that links the events in the
// database writes the same.
const chainLabel = "recourse chain 1\n"

// Begin returns what the first event of a case is linked to.
func Begin(number complaint.Number) Hash { return sha256.Sum256([]byte(chainLabel + string(number))) }

// Next returns the hash of an event: of the hash before it, of its content, and of
// the sealed texts that came with it, zeroes when none did.
func Next(previous, content, sealed Hash) Hash {
	var all [3 * sha256.Size]byte
	copy(all[:], previous[:])
	copy(all[sha256.Size:], content[:])
	copy(all[2*sha256.Size:], sealed[:])
	return sha256.Sum256(all[:])
}

// WithDocument returns the hash of the sealed texts of an event that adds a
// document, whose own SHA-256 is given as the record keeps it.
func WithDocument(texts Hash, document string) Hash {
	return sha256.Sum256(append(texts[:], document...))
}

// Link is one event of a chain as it is found.
type Link struct {
	Seq          int
	Actual       Hash // of the columns as they are
	Stored       Hash // of the columns as they were recorded
	Sealed       Hash // of the sealed texts; none when the event came without
	Hash         Hash
	Key          string // finds the sealed texts; empty for clocks
	AddsDocument bool
	Erases       bool // the case was erased, with its key and its texts
	// Event is kept where the columns are not those that were recorded.
	Event *Event
}

// NewLink returns the link of an event that stands beside its stored hashes.
func NewLink(e *Event, stored, sealed, hash Hash) Link {
	l := Link{
		Seq: e.Seq, Actual: e.Content(), Stored: stored, Sealed: sealed, Hash: hash, Key: e.Key,
		AddsDocument: e.Action == complaint.DocumentAdded, Erases: e.Action == complaint.CaseErased,
	}
	if l.Actual != l.Stored {
		l.Event = e
	}
	return l
}

// unreadableContent stands for the content of columns that cannot be read.
var unreadableContent = Hash(sha256.Sum256([]byte("unreadable")))

// Unreadable returns the link as that of an event some of whose columns are not
// written as the record writes them: somebody has changed them.
func (l Link) Unreadable() Link {
	l.Actual, l.Event = unreadableContent, nil
	return l
}

// Head is how far a chain went when a checkpoint was made.
type Head struct {
	Number     complaint.Number `json:"case_number"`
	Seq        int              `json:"seq"`
	Hash       Hash             `json:"hash"`
	Checkpoint int              `json:"-"`
}

// Content is what is there of the content of a document.
type Content struct {
	Key    string // of the act that added the document
	Upload string
	Size   int64 // of the file, in bytes
	Pieces int64 // how many there are
	Last   int64 // number of the last piece; they are numbered from 0
	Bytes  int64 // of all pieces as they are sealed, which is more than the file has
}

// whole reports whether no piece is missing, as far as their numbers and lengths say.
func (c Content) whole() bool { return c.Pieces > 0 && c.Last == c.Pieces-1 && c.Bytes >= c.Size }

// File is everything on record about one case that its chain speaks of.
type File struct {
	Number    complaint.Number
	Version   int  // that the case stands at; none when there is no row of the case
	Erased    bool // the key of the case is destroyed, and with it perhaps the sealed texts; an event must say so
	Links     []Link
	Filing    Hash              // of the sealed filing
	Details   map[string]Hash   // of the sealed texts, by key of the act
	Documents map[string]string // SHA-256 of documents as the record keeps it, by key of the act
	Contents  []Content         // of the documents
	Heads     []Head            // of the case in all checkpoints
	Spoilt    []string          // tables that hold a row of the case, not an event, which cannot be read
}
