package server

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// DraftLasts is how long a draft is kept after its last change, in real time: it
// waits for a person, and no period of the law runs before it is sent. Product
// choice, as promised on the page.
const DraftLasts = 30 * 24 * time.Hour

// The measure of drafts. Product choices.
const (
	draftLinks   = 3       // links to a draft sent in an hour
	largestDraft = 512_000 // bytes of all answers
	draftTries   = 3       // to keep answers while another page of the same draft is kept
)

// Drafts is what the record knows of drafts. Instants are real time; a draft that has
// expired is none.
type Drafts interface {
	// BeginDraft keeps a new draft; ErrNumberTaken when another has its name.
	BeginDraft(ctx context.Context, d complaint.Draft, codeHash, linkHash []byte) error
	// Draft returns a draft; Missing when there is none of this name.
	Draft(ctx context.Context, id complaint.DraftID, at time.Time) (complaint.Draft, error)
	// SaveDraft keeps the answers of a draft as it was read; Conflict when it was
	// changed or sent since.
	SaveDraft(ctx context.Context, d complaint.Draft) error
	// DraftCode returns the SHA-256 of the code that opens a draft; none for an
	// unknown one.
	DraftCode(ctx context.Context, id complaint.DraftID, at time.Time) ([]byte, error)
	// DraftOfLink returns the draft that the link of this SHA-256 opens; Missing for
	// none.
	DraftOfLink(ctx context.Context, hash []byte, at time.Time) (complaint.DraftID, error)
	// AskDraftLink counts a wish for a link to a draft and writes its letter down,
	// if there were not too many; it tells whether.
	AskDraftLink(ctx context.Context, a DraftLinkAsk) (bool, error)
}

// DraftLinkAsk is somebody's wish for a link to their draft by mail.
type DraftLinkAsk struct {
	ID                   complaint.DraftID
	DraftKey, NetworkKey []byte // under which the wishes are counted
	At                   time.Time
	PerDraft, PerNetwork int // how many links a draft, and wishes a network, has in an hour
}

// heldDraft is where a session keeps the name of the draft it has opened.
const heldDraft = "draft"

// BeginDraft begins a draft with the answers that are known already, and has the
// session of the browser hold it. Only now does the browser get a cookie.
func (s *Service) BeginDraft(ctx context.Context, kind string, answers map[string][]string) (complaint.Draft, error) {
	at := s.now().UTC()
	d := complaint.Draft{Kind: kind, Seed: make([]byte, seedBytes), Answers: answers, Version: 1, Changed: at, Expires: at.Add(DraftLasts)}
	if err := checkSize(answers); err != nil {
		return complaint.Draft{}, err
	}
	_, _ = rand.Read(d.Seed) // never fails: the runtime aborts when the system has no randomness
	err := error(ErrNumberTaken)
	for try := 0; try < numberTries && errors.Is(err, ErrNumberTaken); try++ {
		d.ID = complaint.NewDraftID()
		err = s.record.BeginDraft(ctx, d, codeHash(s.DraftCode(d)), TokenHash(LinkToken(s.linkKey, d.Seed)))
	}
	if err != nil {
		return complaint.Draft{}, ours(err, "begin a draft")
	}
	return d, s.holdDraft(ctx, d.ID)
}

// madeForDraft is what the code of a draft is made for.
const madeForDraft = "draft"

// DraftCode returns the code that opens a draft from anywhere. It follows from the
// seed and from the secret, which is not on record.
func (s *Service) DraftCode(d complaint.Draft) string {
	return s.accessCode(complaint.Number(d.ID), madeForDraft, hex.EncodeToString(d.Seed))
}

// draftKey is the idempotency key with which a draft is sent, the same from every
// page and at every time.
func draftKey(d *complaint.Draft) string {
	return madeForDraft + "/" + string(d.ID) + "/" + hex.EncodeToString(d.Seed)
}

// holdDraft lets the session hold a draft, under a new name of the session.
func (s *Service) holdDraft(ctx context.Context, id complaint.DraftID) error {
	if err := s.rename(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, heldDraft, string(id))
	s.stay(ctx)
	if _, _, err := s.sessions.Commit(ctx); err != nil {
		return fmt.Errorf("keep the session: %w", err)
	}
	return nil
}

// stay lets the session of somebody who is not signed in go on: who writes is there.
// It does so when half of its time is over, so that not every page writes the session.
func (s *Service) stay(ctx context.Context) {
	late := time.Until(s.sessions.Deadline(ctx)) < ownSession/2
	if late && s.sessions.GetString(ctx, heldRole) == "" && !s.sessions.Exists(ctx, heldSession) {
		s.sessions.SetDeadline(ctx, time.Now().Add(ownSession)) // the store of sessions goes by the machine's clock
	}
}

// HeldDraft returns the draft that the session holds; Missing when it holds none, or
// none that is still kept.
func (s *Service) HeldDraft(ctx context.Context) (complaint.Draft, error) {
	id := s.sessions.GetString(ctx, heldDraft)
	if id == "" {
		return complaint.Draft{}, errNoDraft
	}
	d, err := s.record.Draft(ctx, complaint.DraftID(id), s.now().UTC())
	return d, ours(err, "read a draft")
}

var errNoDraft = complaint.Errorf(complaint.Missing, "no draft is open in this browser")

// SaveDraft puts answers into a draft beside those it has; a question with no answers
// loses the ones it had. It returns the draft as it is then. Conflict when it was
// sent, Invalid when it holds too much.
func (s *Service) SaveDraft(ctx context.Context, d complaint.Draft, change map[string][]string) (complaint.Draft, error) {
	for try := 0; ; try++ {
		err := s.saveOnce(ctx, &d, change)
		if err == nil {
			s.stay(ctx)
			return d, nil
		}
		if complaint.KindOf(err) != complaint.Conflict || try == draftTries {
			return d, ours(err, "keep a draft")
		}
		if d, err = s.record.Draft(ctx, d.ID, s.now().UTC()); err != nil {
			return d, ours(err, "read a draft")
		}
		if d.Sent() {
			return d, complaint.Errorf(complaint.Conflict, "this has been sent already")
		}
	}
}

func (s *Service) saveOnce(ctx context.Context, d *complaint.Draft, change map[string][]string) error {
	next := *d
	next.Answers = maps.Clone(d.Answers)
	if next.Answers == nil {
		next.Answers = map[string][]string{}
	}
	for name, list := range change {
		if len(list) == 0 || len(list) == 1 && list[0] == "" {
			delete(next.Answers, name)
			continue
		}
		next.Answers[name] = list
	}
	if err := checkSize(next.Answers); err != nil {
		return err
	}
	next.Changed = s.now().UTC()
	next.Expires = next.Changed.Add(DraftLasts)
	if err := s.record.SaveDraft(ctx, next); err != nil {
		return err
	}
	next.Version++
	*d = next
	return nil
}

func checkSize(answers map[string][]string) error {
	size := 0
	for name, list := range answers {
		for _, text := range list {
			size += len(name) + len(text)
		}
	}
	if size > largestDraft {
		return complaint.Errorf(complaint.Invalid, "your answers together are longer than %d letters", largestDraft)
	}
	return nil
}

// SendDraft files what was written in a draft, which ends with that: its answers are
// destroyed in the same commit. However often it is sent, it becomes one case. It
// returns the case and the key by which Receipt shows number and code. Conflict when
// the draft was changed since it was read.
func (s *Service) SendDraft(ctx context.Context, d complaint.Draft, f complaint.Filing) (law.Case, string, error) {
	key := draftKey(&d)
	if d.Sent() {
		c, err := s.record.Case(ctx, d.Number)
		return c, key, ours(err, "read what was sent")
	}
	c, _, _, err := s.file(ctx, f, key, complaint.Actor{Role: complaint.Complainant}, d)
	if err == nil {
		s.moveSoon()
	}
	if complaint.KindOf(err) != complaint.Conflict {
		return c, key, err
	}
	now, readErr := s.record.Draft(ctx, d.ID, s.now().UTC()) // another page may have sent it
	if readErr != nil || !now.Sent() {
		return law.Case{}, "", err
	}
	return s.SendDraft(ctx, now, f)
}

// CheckFiling lists what would keep a filing of the complainant's own from being
// taken, each Invalid and beginning with the name of the field.
func (s *Service) CheckFiling(f complaint.Filing) []error {
	return append(f.Faults(), filingFaults(f, complaint.Actor{Role: complaint.Complainant}, s.Now())...)
}

// errNoDraftEntry is the one answer to whatever does not open a draft.
var errNoDraftEntry = complaint.Errorf(complaint.Missing, "there is no draft with this reference and code, or it was tried too often: then wait half a minute")

// OpenDraft checks the reference of a draft, as a person types it, and its code, and
// lets the session hold the draft. The answer is the same, and takes the same way,
// for an unknown draft, for a wrong code, and for a try that comes too early.
func (s *Service) OpenDraft(ctx context.Context, reference, code string) (complaint.Draft, error) {
	id, err := complaint.ParseDraftID(reference)
	if err != nil {
		return complaint.Draft{}, err
	}
	at := s.now().UTC()
	hash, err := s.record.DraftCode(ctx, id, at)
	if err != nil {
		return complaint.Draft{}, ours(err, "read the code of a draft")
	}
	if hash == nil {
		hash = make([]byte, len(codeHash(""))) // that nobody has
	}
	good := subtle.ConstantTimeCompare(hash, codeHash(code)) == 1
	as := complaint.Number(id) // tries are counted as at a case
	opens, err := s.record.TryCase(ctx, s.caseKey(as), s.networkKey(ctx, as), s.now(), good, pause)
	if err != nil {
		return complaint.Draft{}, fmt.Errorf("count a try: %w", err)
	}
	if !opens {
		return complaint.Draft{}, errNoDraftEntry
	}
	return s.openDraft(ctx, id)
}

func (s *Service) openDraft(ctx context.Context, id complaint.DraftID) (complaint.Draft, error) {
	d, err := s.record.Draft(ctx, id, s.now().UTC())
	if err != nil {
		return d, ours(err, "read a draft")
	}
	return d, s.holdDraft(ctx, id)
}

// DraftLinkPath is the address of a link to a draft below that of the installation.
func DraftLinkPath(token string) string { return "/complaint/draft/link?token=" + token }

// AskDraftLink has a link to a draft sent to the address that stands in it. Conflict
// when none does, TooMany when it was asked for too often.
func (s *Service) AskDraftLink(ctx context.Context, d complaint.Draft) error {
	if d.Answer("person.email") == "" {
		return complaint.Errorf(complaint.Conflict, "the draft holds no e-mail address yet")
	}
	sent, err := s.record.AskDraftLink(ctx, DraftLinkAsk{
		ID: d.ID, DraftKey: s.caseKey(complaint.Number(d.ID)), NetworkKey: s.networkKey(ctx, madeForDraft), At: s.now().UTC(), PerDraft: draftLinks, PerNetwork: linksPerNet,
	})
	if err == nil && !sent {
		err = complaint.Errorf(complaint.TooMany, "there are at most %d links to a draft in an hour", draftLinks)
	}
	return ours(err, "write down a wish for a link to a draft")
}

// UseDraftLink lets the session hold the draft that a link opens. The link works as
// long as the draft is kept. Missing for one that opens nothing.
func (s *Service) UseDraftLink(ctx context.Context, token string) (complaint.Draft, error) {
	id, err := s.record.DraftOfLink(ctx, TokenHash(strings.TrimSpace(token)), s.now().UTC())
	if err != nil {
		return complaint.Draft{}, ours(err, "find the draft of a link")
	}
	return s.openDraft(ctx, id)
}
