package server

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"path"
	"strings"
	"unicode"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/picture"
)

// The limits of one file. Product choice.
const (
	largestFile     = 25 << 20 // bytes
	longestFileName = 200      // bytes
)

// Upload takes in a file for a case as it comes: it is looked at, counted, cleaned
// of where it was taken if it is a picture, scanned and sealed on the way, and is
// never whole in memory. The ID of what it returns is that of the upload, of which
// AddDocument makes a document; until then nobody can read it. Invalid for what is no evidence or harmful, Conflict when the law
// does not take documents now or the case has no room, Busy when the scanner
// cannot be asked; then nothing is kept.
func (s *Service) Upload(ctx context.Context, number complaint.Number, by complaint.Actor, name string, content io.Reader) (law.Document, error) {
	file, buffered, err := examine(name, content)
	if err != nil {
		return law.Document{}, err
	}
	if err := s.precheck(ctx, &deed{number: number, act: law.Act{Action: complaint.DocumentAdded, Actor: by}}); err != nil {
		return law.Document{}, err
	}
	return s.takeIn(ctx, file, buffered, func(content io.Reader) (int64, error) {
		return s.record.Upload(ctx, number, file.ID, by.Role, content)
	}, func() error { return s.DropUpload(ctx, file.ID) })
}

// examine looks at the name and the beginning of a file, and says what it is. The
// file is to be read on from the reader it returns.
func examine(name string, content io.Reader) (law.Document, *bufio.Reader, error) {
	name, err := fileName(name)
	if err != nil {
		return law.Document{}, nil, err
	}
	buffered := bufio.NewReaderSize(content, beginning)
	head, err := buffered.Peek(beginning)
	if err != nil && !errors.Is(err, io.EOF) {
		return law.Document{}, nil, err
	}
	kind, err := evidence(name, head)
	return law.Document{ID: rand.Text(), Name: name, Type: kind}, buffered, err
}

// uncleaned says of a picture that cannot be cleaned what is to be done about it.
func uncleaned(err error) error {
	if !errors.Is(err, picture.ErrDamaged) {
		return err
	}
	return complaint.Unfit(complaint.FileDamaged, complaint.Errorf(complaint.Invalid, "the picture is damaged or built in an unusual way, so that the place where it was taken cannot be taken out; send it as a PDF, a plain JPEG or a PNG"))
}

// takeIn cleans the content and has it kept, and at the same time hands it to the
// scanner and the hash. It returns the file with its size and its hashes when it is
// whole and clean; else it is dropped.
func (s *Service) takeIn(ctx context.Context, file law.Document, content io.Reader, keep func(io.Reader) (int64, error), drop func() error) (law.Document, error) {
	scan, err := s.beginScan(ctx)
	if err != nil {
		return law.Document{}, err
	}
	defer scan.Close()
	sent, kept := sha256.New(), sha256.New()
	whole := io.TeeReader(&bounded{Reader: content, left: largestFile}, sent)
	file.Size, err = keep(io.TeeReader(picture.Clean(file.Type, whole), io.MultiWriter(kept, scan)))
	if err != nil {
		return law.Document{}, ours(uncleaned(err), "take in a file")
	}
	if err := scan.Verdict(); err != nil {
		return law.Document{}, errors.Join(err, drop())
	}
	file.SHA256 = hex.EncodeToString(kept.Sum(nil))
	if was := hex.EncodeToString(sent.Sum(nil)); was != file.SHA256 {
		file.Sent = was
	}
	return file, nil
}

// bounded reads at most so many bytes; more are an error.
type bounded struct {
	io.Reader
	left int64
}

// Read reads on, and says when it is too much.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// fileName tidies the name of a file: without folders, and without what is not
// seen and could make it look like another.
func fileName(name string) (string, error) {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if !storable(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return "", complaint.Unfit(complaint.FileName, complaint.Errorf(complaint.Invalid, "the name of the file is not valid UTF-8 text"))
	}
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name))
	if len(name) > longestFileName || strings.Trim(name, "./") == "" {
		return "", complaint.Unfit(complaint.FileName, complaint.Errorf(complaint.Invalid, "a file needs a name of at most %d bytes", longestFileName))
	}
	return name, nil
}
