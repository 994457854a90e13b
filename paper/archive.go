package paper

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"recourse/complaint"
)

// ManifestName is the file of an archive that lists all others.
const ManifestName = "manifest.json"

// Manifest says what is in an archive, so that anybody can see that nothing has been
// changed, added or left out.
type Manifest struct {
	Form  string           `json:"form"` // manifestForm
	Case  complaint.Number `json:"case_number"`
	For   string           `json:"for"` // the recipient, or who takes it away
	Made  time.Time        `json:"made"`
	Files []Entry          `json:"files"` // in the order of the archive
}

// Entry is one file of an archive.
type Entry struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// manifestForm names this form of list.
const manifestForm = "recourse archive 1"

// Archive is a zip that is written as it goes out, never whole in memory. Close ends
// it with the list of its files.
type Archive struct {
	zip  *zip.Writer
	list Manifest
}

// NewArchive begins an archive of a case for somebody, made at an instant of case time.
func NewArchive(w io.Writer, number complaint.Number, to string, made time.Time) *Archive {
	return &Archive{zip: zip.NewWriter(w), list: Manifest{Form: manifestForm, Case: number, For: to, Made: made.UTC(), Files: []Entry{}}}
}

// Add writes a file as it is read.
func (a *Archive) Add(name string, content io.Reader) error {
	w, err := a.create(name)
	if err != nil {
		return err
	}
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(w, sum), content)
	if err != nil {
		return fmt.Errorf("add a file to an archive: %w", err)
	}
	a.list.Files = append(a.list.Files, Entry{name, size, hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// AddBytes writes a file that is at hand.
func (a *Archive) AddBytes(name string, content []byte) error {
	return a.Add(name, bytes.NewReader(content))
}

func (a *Archive) create(name string) (io.Writer, error) {
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.list.Made})
	if err != nil {
		return nil, fmt.Errorf("begin a file of an archive: %w", err)
	}
	return w, nil
}

// Close writes the manifest and ends the archive. One that is not closed cannot be
// opened, so that nobody takes half of it for the whole.
func (a *Archive) Close() error {
	text, err := json.MarshalIndent(a.list, "", "  ")
	if err != nil {
		return fmt.Errorf("write the list of an archive: %w", err)
	}
	w, err := a.create(ManifestName)
	if err == nil {
		_, err = w.Write(append(text, '\n'))
	}
	if err != nil {
		return err
	}
	if err := a.zip.Close(); err != nil {
		return fmt.Errorf("end an archive: %w", err)
	}
	return nil
}

// longestName is how many letters of a document's own name its file in an archive
// bears: some systems take no longer paths. Product choice.
const longestName = 80

// FileName is the name of a document in an archive: its place in the list before its
// own name, without what a file system or a link does not take.
func FileName(folder string, place int, name string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || complaint.Hidden(r) || unicode.Is(unicode.Bidi_Control, r) || strings.ContainsRune(`/\:*?"<>|#%`, r) || r == utf8.RuneError {
			return '_'
		}
		return r
	}, name)
	ending := path.Ext(clean)
	stem := []rune(strings.TrimSuffix(clean, ending))
	if keep := longestName - utf8.RuneCountInString(ending); len(stem) > max(keep, 1) {
		stem = stem[:max(keep, 1)]
	}
	return fmt.Sprintf("%s/%02d %s", folder, place, strings.Trim(string(stem)+ending, " ."))
}
