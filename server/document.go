package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"mime"
	"path"
	"slices"
	"strings"
	"unicode"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// The limits of one file. Product choice.
const (
	largestFile     = 25 << 20 // bytes
	longestFileName = 200      // bytes
)

// showsField asks an officer which guards and bars of arbitration a document shows.
const showsField = "shows"

// plainBytes is the media type of a file whose own is unknown.
const plainBytes = "application/octet-stream"

// AddDocument stores a file of which Name and Type are given, and records
// document.added. The data is the rest of the form of that act, what the file
// does not say itself. The same key with the same content does nothing again.
func (s *Service) AddDocument(ctx context.Context, number complaint.Number, act law.Act, file law.Document, data map[string]any, content []byte) (law.Document, error) {
	if err := checkFile(&file, content); err != nil {
		return law.Document{}, err
	}
	if data[showsField] != nil && complains(act.Actor.Role) {
		return law.Document{}, complaint.Errorf(complaint.Invalid, "%s: what a document shows in law is for the officers to say", showsField)
	}
	if data[law.SharedFact] != nil && complains(act.Actor.Role) {
		return law.Document{}, complaint.Errorf(complaint.Invalid, "%s: what you add is yours to read in any case", law.SharedFact)
	}
	act.Action, act.Key = complaint.DocumentAdded, s.actKey(number, act.Actor, act.Key)
	hash := sha256.Sum256(content)
	file.ID = letters.EncodeToString(s.derive("document", string(number), act.Key)[:codeBytes])
	file.Size, file.SHA256, file.By, file.AddedAt = int64(len(content)), hex.EncodeToString(hash[:]), string(act.Actor.Role), s.Now()
	file.Key = act.Key
	form := map[string]any{}
	maps.Copy(form, data)
	form["document"], form["name"] = file.ID, file.Name
	facts, private, err := law.ParseData(act.Action, form)
	if err != nil {
		return law.Document{}, err
	}
	act.Facts = facts
	said := []any{act.Action, private, file.Type, file.SHA256}
	if len(facts) > 0 { // without facts the digest stays that of earlier releases
		said = append(said, facts)
	}
	sum, err := s.digest(said)
	if err != nil {
		return law.Document{}, err
	}
	d := &deed{number: number, act: act, private: private, digest: sum}
	d.before = func(ctx context.Context) error { return s.record.AddDocument(ctx, number, file, content) }
	_, err = s.perform(ctx, d)
	if err == nil && !d.handed { // a repetition: as it was stored the first time
		file, _, err = s.record.Document(ctx, number, file.ID)
	}
	return file, err
}

// Document returns a file of a case. Missing when the caller may not read it, as
// when there is none.
func (s *Service) Document(ctx context.Context, number complaint.Number, id string) (law.Document, []byte, error) {
	if err := s.mayRead(ctx, number, id); err != nil {
		return law.Document{}, nil, err
	}
	d, content, err := s.record.Document(ctx, number, id)
	return d, content, ours(err, "read a document")
}

// mayRead refuses complainants the documents that are the office's own.
func (s *Service) mayRead(ctx context.Context, number complaint.Number, id string) error {
	by := access.From(ctx).Actor
	if !complains(by.Role) {
		return nil
	}
	r, err := s.Dossier(ctx, number, by)
	if err == nil && !slices.ContainsFunc(r.Documents, func(d law.Document) bool { return d.ID == id }) {
		return complaint.Errorf(complaint.Missing, "case %s has no such document", number)
	}
	return err
}

// checkFile refuses what is no file and tidies its name and type: a name comes
// without folders and control characters, and an unreadable type is replaced.
func checkFile(file *law.Document, content []byte) error {
	file.Name = path.Base(strings.ReplaceAll(file.Name, `\`, "/"))
	switch {
	case len(content) == 0:
		return complaint.Errorf(complaint.Invalid, "the file is empty")
	case len(content) > largestFile:
		return errTooLarge
	case !storable(file.Name) || strings.ContainsFunc(file.Name, unicode.IsControl):
		return complaint.Errorf(complaint.Invalid, "the name of the file is not valid UTF-8 text")
	case len(file.Name) > longestFileName || strings.Trim(file.Name, "./") == "":
		return complaint.Errorf(complaint.Invalid, "a file needs a name of at most %d bytes", longestFileName)
	}
	kind, _, err := mime.ParseMediaType(file.Type)
	if err != nil || !strings.Contains(kind, "/") {
		kind = plainBytes
	}
	file.Type = kind
	return nil
}
