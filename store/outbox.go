package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// Outgoing is one attempt at one letter, with all that is needed to write it.
type Outgoing struct {
	law.Letter
	ID      int64
	Attempt int
	Number  complaint.Number
	Seq     int // of the event that sends it
	Case    law.Case
	Filing  complaint.Filing
	Entries []law.Entry // all events of the case, with their private texts

	Draft *complaint.Draft // what a letter about a draft is about; it has no case
}

// Entry returns the event that sends the letter.
func (o *Outgoing) Entry() law.Entry {
	for _, e := range o.Entries {
		if e.Seq == o.Seq {
			return e
		}
	}
	return law.Entry{}
}

// Claim takes letters to be sent: those whose time has come, and those claimed
// longer than the lease ago, of which nobody knows whether they went out; that
// attempt is noted as unsettled. No two callers get the same attempt. Letters whose
// case cannot be opened are put back and named by the error, beside the others.
func (s *Store) Claim(ctx context.Context, limit int, lease time.Duration) (_ []Outgoing, errs error) {
	rows, err := s.q.ClaimLetters(ctx, storedb.ClaimLettersParams{LeaseSeconds: lease.Seconds(), MaxRows: int64(limit)})
	if err != nil {
		return nil, fault(err, "claim letters")
	}
	var out []Outgoing
	for _, row := range rows {
		if row.Code == draftLetter && row.Draft == nil {
			errs = errors.Join(errs, s.MarkFailed(ctx, row.ID, int(row.Attempts), "the draft was sent, or has expired"))
			continue
		}
		o, err := s.outgoing(row)
		if err != nil {
			errs = errors.Join(errs, s.unreadable(ctx, row, err))
			continue
		}
		out = append(out, o)
	}
	return out, errs
}

// draftLetter is the code of the letter about a draft.
const draftLetter = "DRAFT"

// unreadablePause is how long a letter rests whose case cannot be opened: time
// for somebody to give the right master key, or the row of a backup.
const unreadablePause = 10 * time.Minute

// unreadable puts a letter back whose case cannot be opened, so that it holds up
// no other, and says which it is.
func (s *Store) unreadable(ctx context.Context, row storedb.ClaimLettersRow, err error) error {
	err = fmt.Errorf("open case %s for letter %d: %w", row.Number, row.ID, err)
	return errors.Join(err, s.MarkRetry(ctx, row.ID, int(row.Attempts), time.Now().Add(unreadablePause)))
}

func (s *Store) outgoing(row storedb.ClaimLettersRow) (Outgoing, error) {
	o := Outgoing{
		Letter: law.Letter{Code: row.Code, To: complaint.Role(row.ToRole), Rule: law.RuleID(row.Rule), Rung: int(row.Rung), Outcome: complaint.Outcome(row.Outcome)},
		ID:     row.ID, Attempt: int(row.Attempts), Number: complaint.Number(row.Number), Seq: int(row.Seq),
	}
	k, err := s.keyOf(o.Number, row.Wrapped)
	if err != nil {
		return o, err
	}
	if row.Code == draftLetter {
		o.Draft = &complaint.Draft{ID: complaint.DraftID(row.Number), Seed: row.Seed, Expires: row.ExpiresAt.Time.UTC()}
		return o, unseal(k, row.Draft, draftPlace, &o.Draft.Answers)
	}
	if err := json.Unmarshal(row.State, &o.Case); err != nil {
		return o, err
	}
	if err := unseal(k, row.Filing, filingPlace, &o.Filing); err != nil {
		return o, err
	}
	o.Entries, err = openEntries(k, row.Entries)
	return o, err
}

// sealLetter seals a letter as it was sent; nil when its case is erased.
func (s *Store) sealLetter(ctx context.Context, id int64, subject, body string) ([]byte, error) {
	row, err := s.q.LetterKey(ctx, id)
	if err != nil {
		return nil, fault(missing(err, "there is no letter %d", id), "read the key of letter %d", id)
	}
	k, err := s.keyOf(complaint.Number(row.Number), row.Wrapped)
	if err != nil || k == nil {
		return nil, err
	}
	text, err := sealed(k, sealedLetter{Subject: subject, Body: body}, letterPlace+strconv.FormatInt(id, 10))
	if err != nil {
		return nil, fmt.Errorf("seal letter %d: %w", id, err)
	}
	return text, nil
}

// MarkSent notes that an attempt has gone out, with the mail provider's receipt
// and the letter as it was sent. It may be repeated, and may come after the
// lease: then the attempt is settled after all.
func (s *Store) MarkSent(ctx context.Context, id int64, attempt int, receipt, subject, body string) error {
	text, err := s.sealLetter(ctx, id, subject, body)
	if err != nil {
		return err
	}
	known, err := s.q.NoteLetter(ctx, storedb.NoteLetterParams{ID: id, Attempt: int64(attempt), Receipt: receipt, Sealed: text})
	return settled(known, err, id, attempt)
}

// Deliver lays a letter into the local tray and notes the attempt, in one
// commit. However often it is repeated, the tray holds the letter once.
func (s *Store) Deliver(ctx context.Context, id int64, attempt int, subject, body string) error {
	text, err := s.sealLetter(ctx, id, subject, body)
	if err != nil {
		return err
	}
	known, err := s.q.DeliverLetter(ctx, storedb.DeliverLetterParams{ID: id, Attempt: int64(attempt), Sealed: text})
	return settled(known, err, id, attempt)
}

// MarkRetry notes that an attempt has not gone out and when, in real time, to
// try again. It changes nothing once a later attempt has begun.
func (s *Store) MarkRetry(ctx context.Context, id int64, attempt int, at time.Time) error {
	known, err := s.q.RetryLetter(ctx, storedb.RetryLetterParams{ID: id, Attempt: int64(attempt), NextAttemptAt: at})
	return settled(known, err, id, attempt)
}

// MarkFailed notes that a letter cannot go out, and why. It changes nothing once
// a later attempt has begun.
func (s *Store) MarkFailed(ctx context.Context, id int64, attempt int, reason string) error {
	known, err := s.q.FailLetter(ctx, storedb.FailLetterParams{ID: id, Attempt: int64(attempt), Reason: reason})
	return settled(known, err, id, attempt)
}

func settled(known bool, err error, id int64, attempt int) error {
	if err == nil && !known {
		return fmt.Errorf("settle letter %d: there is no attempt %d", id, attempt)
	}
	return fault(err, "settle attempt %d at letter %d", attempt, id)
}

// UnsettledCount returns how many attempts ended without anybody knowing whether
// the letter went out.
func (s *Store) UnsettledCount(ctx context.Context) (int, error) {
	n, err := s.q.UnsettledCount(ctx)
	return int(n), fault(err, "count unsettled attempts")
}

// TrayItem is one letter in the local tray.
type TrayItem struct {
	ID       int64            `json:"id"`
	LetterID int64            `json:"letter_id"`
	Number   complaint.Number `json:"case_number"`
	Seq      int              `json:"seq"` // of the event that sent it
	Code     string           `json:"code"`
	To       complaint.Role   `json:"to"`
	Subject  string           `json:"subject"`
	Body     string           `json:"body"`
	LandedAt time.Time        `json:"landed_at"` // case time
}

// Tray returns the latest letters in the local tray, of one case or, when number
// is empty, of all.
func (s *Store) Tray(ctx context.Context, number string, limit int) ([]TrayItem, error) {
	rows, err := s.q.Tray(ctx, storedb.TrayParams{Number: number, MaxRows: int64(limit)})
	if err != nil {
		return nil, fault(err, "read the tray")
	}
	items := make([]TrayItem, len(rows))
	for i, r := range rows {
		k, err := s.keyOf(complaint.Number(r.Number), r.Wrapped)
		if err != nil {
			return nil, err
		}
		said, err := openLetter(k, r.LetterID, r.Sealed)
		if err != nil {
			return nil, err
		}
		items[i] = TrayItem{
			ID: r.ID, LetterID: r.LetterID, Number: complaint.Number(r.Number), Seq: int(r.Seq), Code: r.Code, To: complaint.Role(r.ToRole),
			Subject: said.Subject, Body: said.Body, LandedAt: s.caseTime(r.LandedAt.UTC()),
		}
	}
	return items, nil
}
