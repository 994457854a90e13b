package complaint

import (
	"crypto/rand"
	"regexp"
	"strings"
	"time"
)

// DraftID names a complaint or request that is still being written, for example
// "RD-7K3F-9Q2M". It is written like the number of a case and is none.
type DraftID string

const draftPrefix = "RD"

// NewDraftID draws a fresh name for a draft from 40 random bits. The database
// refuses a second draft of the same name.
func NewDraftID() DraftID {
	var b [numberLength]byte
	_, _ = rand.Read(b[:]) // never fails: the runtime aborts when the system has no randomness
	for i := range b {
		b[i] = numberLetters[int(b[i])%len(numberLetters)]
	}
	return DraftID(draftPrefix + "-" + string(b[:4]) + "-" + string(b[4:]))
}

// typedDraft is the name of a draft without hyphens and blanks.
var typedDraft = regexp.MustCompile(`^(?:` + draftPrefix + `)?([` + numberLetters + `]{8})$`)

// ParseDraftID reads the name of a draft as a person types it: in either case, with
// or without prefix, hyphens and blanks, with I or L for 1 and O for 0.
func ParseDraftID(s string) (DraftID, error) {
	s = strings.NewReplacer("-", "", " ", "", "I", "1", "L", "1", "O", "0").Replace(strings.ToUpper(s))
	m := typedDraft.FindStringSubmatch(s)
	if m == nil {
		return "", Errorf(Invalid, "a draft reference looks like RD-7K3F-9Q2M")
	}
	return DraftID(draftPrefix + "-" + m[1][:4] + "-" + m[1][4:]), nil
}

// Draft is a complaint or a rights request that somebody is writing. Its answers are
// personal data and live in the record only, until it is sent.
type Draft struct {
	ID      DraftID
	Kind    string              // of the case it is to become: RightsRequest, or "" for a complaint
	Seed    []byte              // from which its code and its link follow
	Wrapped []byte              // its key as the record keeps it, of no use to anybody else
	Answers map[string][]string // by the names of the questions; nil once it was sent
	Version int                 // grows with every change
	Changed time.Time           // real time; when it was sent, once it was
	Expires time.Time           // real time
	Number  Number              // of the case it has become; "" before
}

// Sent reports whether the draft has become a case.
func (d *Draft) Sent() bool { return d.Number != "" }

// Answer returns the first answer to a question; "" for none.
func (d *Draft) Answer(name string) string {
	if list := d.Answers[name]; len(list) > 0 {
		return list[0]
	}
	return ""
}
