package server

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // the lists of breached passwords hold SHA-1; nothing is protected by it
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/text/unicode/norm"

	"recourse/access"
	"recourse/complaint"
)

// Breached is a list of passwords that have been found in breaches: a local file with
// one SHA-1 digest in hexadecimal digits a line, sorted, each perhaps followed by a
// colon and a count, as such lists are offered for download. Nothing leaves the
// installation, and the file is never whole in memory.
type Breached struct {
	lines io.ReaderAt
	size  int64
}

// Of the list, in bytes.
const (
	digestLetters = 2 * sha1.Size
	longestLine   = digestLetters + 24 // with count and line break
)

// errNoDigests says that a file is no list of breached passwords.
var errNoDigests = errors.New("is no sorted list of SHA-1 digests in hexadecimal digits, one a line")

// OpenBreached opens a list and reads its first line. It stays open for as long as
// the program runs.
func OpenBreached(path string) (*Breached, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the list of breached passwords: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("measure the list of breached passwords: %w", err), f.Close())
	}
	b := &Breached{f, info.Size()}
	if _, _, err := b.lineFrom(0); err != nil {
		return nil, errors.Join(fmt.Errorf("the list of breached passwords %s: %w", path, err), f.Close())
	}
	return b, nil
}

// Has reports whether a password is on the list, as it was typed or in the form in
// which it would be kept.
func (b *Breached) Has(password string) (bool, error) {
	for _, form := range []string{password, norm.NFKC.String(password)} {
		sum := sha1.Sum([]byte(form)) //nolint:gosec // see above
		found, err := b.find(bytes.ToUpper([]byte(hex.EncodeToString(sum[:]))))
		if found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// checkPassword is CheckPassword, and looks at the list of breached passwords where
// there is one. A list that cannot be read lets no password in.
func (s *Service) checkPassword(password string, a access.Account) error {
	if err := CheckPassword(password, a); err != nil || s.breached == nil {
		return err
	}
	found, err := s.breached.Has(password)
	if err != nil {
		return fmt.Errorf("look for a breached password: %w", err)
	}
	if found {
		return complaint.Errorf(complaint.Invalid, "the password is known from a breach of another service: take another one")
	}
	return nil
}

// find looks for a digest by halving the file.
func (b *Breached) find(digest []byte) (bool, error) {
	low, high := int64(0), b.size // the digest begins a line that begins between them
	for low < high {
		middle := low + (high-low)/2
		line, begins, err := b.lineFrom(middle)
		if err != nil {
			return false, fmt.Errorf("the list of breached passwords: %w", err)
		}
		switch order := bytes.Compare(line, digest); {
		case begins >= high || order > 0:
			high = middle
		case order < 0:
			low = begins + 1
		default:
			return true, nil
		}
	}
	return false, nil
}

// lineFrom returns the digest of the first line that begins at a place or after it,
// and where it begins: at the end of the file when there is none.
func (b *Breached) lineFrom(place int64) (digest []byte, begins int64, err error) {
	chunk := make([]byte, 2*longestLine)
	from := max(place-1, 0) // the line break before a line that begins right there
	n, err := b.lines.ReadAt(chunk, from)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, fmt.Errorf("read at %d: %w", from, err)
	}
	chunk = chunk[:n]
	if place > 0 {
		end := bytes.IndexByte(chunk, '\n')
		if end < 0 && n == 2*longestLine {
			return nil, 0, errNoDigests
		}
		if end < 0 || from+int64(end)+1 >= b.size {
			return nil, b.size, nil
		}
		chunk, from = chunk[end+1:], from+int64(end)+1
	}
	if len(chunk) < digestLetters {
		return nil, 0, errNoDigests
	}
	digest = bytes.ToUpper(chunk[:digestLetters])
	if _, err := hex.Decode(make([]byte, sha1.Size), digest); err != nil {
		return nil, 0, errNoDigests
	}
	return digest, from, nil
}
