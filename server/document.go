package server

import (
	"context"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// showsField asks an officer which guards and bars of arbitration a document shows.
const showsField = "shows"

// What the sender of a document says of it, and what the house adds.
const (
	captionField  = "caption"
	datedField    = "dated"
	originalField = "original"
)

// longestCaption is how much may be said of a document, in characters. Product
// choice.
const longestCaption = 500

// plainBytes is the media type of a file whose own is unknown.
const plainBytes = "application/octet-stream"

// AddDocument makes a document of a file that Upload has taken in, and records
// document.added. The data is the rest of the form of that act, what the file
// does not say itself. The same key with the same content does nothing again. A
// file of which no document becomes is dropped.
func (s *Service) AddDocument(ctx context.Context, number complaint.Number, act law.Act, file law.Document, data map[string]any) (law.Document, error) {
	upload := file.ID
	d, err := s.addDocument(ctx, number, act, file, data)
	if drop := s.DropUpload(ctx, upload); err == nil {
		err = drop
	}
	return d, err
}

func (s *Service) addDocument(ctx context.Context, number complaint.Number, act law.Act, file law.Document, data map[string]any) (law.Document, error) {
	upload := file.ID
	if data[showsField] != nil && complains(act.Actor.Role) {
		return law.Document{}, complaint.Errorf(complaint.Invalid, "%s: what a document shows in law is for the officers to say", showsField)
	}
	if data[law.SharedFact] != nil && complains(act.Actor.Role) {
		return law.Document{}, complaint.Errorf(complaint.Invalid, "%s: what you add is yours to read in any case", law.SharedFact)
	}
	act.Action, act.Key = complaint.DocumentAdded, s.actKey(number, act.Actor, act.Key)
	file.ID = letters.EncodeToString(s.derive("document", string(number), act.Key)[:documentBytes])
	file.By, file.AddedAt = string(act.Actor.Role), s.Now()
	file.Key = act.Key
	form := map[string]any{}
	maps.Copy(form, data)
	form["document"], form["name"] = file.ID, file.Name
	form[originalField] = file.Sent
	if err := s.checkSaid(form); err != nil {
		return law.Document{}, err
	}
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
	d.before = func(ctx context.Context) error { return s.record.AddDocument(ctx, number, file, upload) }
	_, err = s.perform(ctx, d)
	if err == nil && !d.handed { // a repetition: as it was stored the first time
		file, _, err = s.record.Document(ctx, number, file.ID)
	}
	return file, err
}

// checkSaid refuses a caption that is too long, and a date that is none or has yet to
// come anywhere on earth.
func (s *Service) checkSaid(form map[string]any) error {
	const ahead = 14 * time.Hour // of UTC, where the day begins first
	if text, _ := form[captionField].(string); utf8.RuneCountInString(strings.TrimSpace(text)) > longestCaption {
		return complaint.Errorf(complaint.Invalid, "%s: is longer than %d characters", captionField, longestCaption)
	}
	text, _ := form[datedField].(string)
	if strings.TrimSpace(text) == "" {
		return nil
	}
	day, err := complaint.ParseDate(strings.TrimSpace(text))
	if err != nil {
		return complaint.Errorf(complaint.Invalid, "%s: %v", datedField, err)
	}
	if complaint.DateOf(s.Now().Add(ahead)).Before(day) {
		return complaint.Errorf(complaint.Invalid, "%s: %s has yet to come", datedField, day)
	}
	form[datedField] = day.String()
	return nil
}

// DropUpload forgets a file of which no document has become; a document stays.
func (s *Service) DropUpload(ctx context.Context, upload string) error {
	return ours(s.record.DropUpload(context.WithoutCancel(ctx), upload), "drop a file")
}

// Document returns a file of a case; its content comes as it is read. Missing when
// the caller may not read it, as when there is none.
func (s *Service) Document(ctx context.Context, number complaint.Number, id string) (law.Document, io.Reader, error) {
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
