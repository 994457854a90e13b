package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"recourse/complaint"
	"recourse/seal"
	"recourse/store/storedb"
)

// draftPlace is the place of the answers of a draft, within the draft.
const draftPlace = "answers"

// NewDraft is a draft to be begun, with the hashes by which it is opened.
type NewDraft struct {
	complaint.Draft
	CodeHash, LinkHash []byte
}

// BeginDraft keeps a new draft under a key of its own. ErrNumberTaken asks for
// another name; text that is not UTF-8 is Invalid.
func (s *Store) BeginDraft(ctx context.Context, d NewDraft) error {
	if err := checkTexts(d.Answers); err != nil {
		return err
	}
	k, wrapped, err := s.sealer.NewKey(string(d.ID))
	if err != nil {
		return fmt.Errorf("make the key of a draft: %w", err)
	}
	answers, err := sealed(k, d.Answers, draftPlace)
	if err != nil {
		return fmt.Errorf("seal a draft: %w", err)
	}
	err = s.q.BeginDraft(ctx, storedb.BeginDraftParams{
		ID: string(d.ID), Kind: d.Kind, CodeHash: d.CodeHash, LinkHash: d.LinkHash, Seed: d.Seed, Wrapped: wrapped, Master: int64(seal.WrappedBy(wrapped)),
		Sealed: answers, At: d.Changed, ExpiresAt: d.Expires,
	})
	if violates(err, "drafts_pkey") {
		return ErrNumberTaken
	}
	return fault(err, "begin a draft")
}

// Draft returns a draft as it is at an instant of real time. Missing when there is
// none of this name, or none any more.
func (s *Store) Draft(ctx context.Context, id complaint.DraftID, at time.Time) (complaint.Draft, error) {
	row, err := s.q.Draft(ctx, storedb.DraftParams{ID: string(id), At: at})
	if err != nil {
		return complaint.Draft{}, fault(missingDraft(err), "read a draft")
	}
	d := complaint.Draft{
		ID: id, Kind: row.Kind, Seed: row.Seed, Wrapped: row.Wrapped, Version: int(row.Version), Changed: row.ChangedAt.UTC(), Expires: row.ExpiresAt.UTC(), Number: complaint.Number(row.Number),
	}
	k, err := s.draftKey(id, row.Wrapped)
	if err == nil {
		err = unseal(k, row.Sealed, draftPlace, &d.Answers)
	}
	if err != nil {
		return complaint.Draft{}, fmt.Errorf("open a draft: %w", err)
	}
	return d, nil
}

func missingDraft(err error) error { return missing(err, "there is no such draft, or none any more") }

// draftKey unwraps the key of a draft; nil, and no error, for one that was sent.
func (s *Store) draftKey(id complaint.DraftID, wrapped []byte) (Key, error) {
	if wrapped == nil {
		return nil, nil //nolint:nilnil // what was sent has no key any more, and that is no fault
	}
	return s.sealer.Key(string(id), wrapped)
}

// SaveDraft keeps the answers of a draft that was read, and since when and until when
// it is kept. Conflict when it was changed since, or sent; Invalid for text that is
// not UTF-8.
func (s *Store) SaveDraft(ctx context.Context, d complaint.Draft) error {
	if err := checkTexts(d.Answers); err != nil {
		return err
	}
	k, err := s.draftKey(d.ID, d.Wrapped)
	if err != nil {
		return fmt.Errorf("unwrap the key of a draft: %w", err)
	}
	if k == nil {
		return errDraftMoved
	}
	answers, err := sealed(k, d.Answers, draftPlace)
	if err != nil {
		return fmt.Errorf("seal a draft: %w", err)
	}
	n, err := s.q.SaveDraft(ctx, storedb.SaveDraftParams{Sealed: answers, At: d.Changed, ExpiresAt: d.Expires, ID: string(d.ID), Version: int64(d.Version)})
	if err == nil && n == 0 {
		return errDraftMoved
	}
	return fault(err, "keep a draft")
}

var errDraftMoved = complaint.Errorf(complaint.Conflict, "the draft was changed meanwhile, or sent")

// DraftCode returns the hash of the code that opens a draft; none for an unknown one.
func (s *Store) DraftCode(ctx context.Context, id complaint.DraftID, at time.Time) ([]byte, error) {
	hash, err := s.q.DraftCode(ctx, storedb.DraftCodeParams{ID: string(id), At: at})
	if err = missingDraft(err); complaint.KindOf(err) == complaint.Missing {
		return nil, nil
	}
	return hash, fault(err, "read the code of a draft")
}

// DraftOfLink returns the draft that the link of this hash opens; Missing for none.
func (s *Store) DraftOfLink(ctx context.Context, hash []byte, at time.Time) (complaint.DraftID, error) {
	id, err := s.q.DraftOfLink(ctx, storedb.DraftOfLinkParams{LinkHash: hash, At: at})
	return complaint.DraftID(id), fault(missing(err, "there is no such link"), "find the draft of a link")
}

// DraftLinkAsk is somebody's wish for a link to their draft by mail.
type DraftLinkAsk struct {
	ID                   complaint.DraftID
	DraftKey, NetworkKey []byte // under which the wishes are counted
	At                   time.Time
	PerDraft, PerNetwork int // how many links a draft, and wishes a network, has in an hour
}

// AskDraftLink counts the wish, and where there were not too many it writes down the
// letter that brings the link. It tells whether it did.
func (s *Store) AskDraftLink(ctx context.Context, a DraftLinkAsk) (bool, error) {
	n, err := s.q.AskDraftLink(ctx, storedb.AskDraftLinkParams{
		NetworkKey: a.NetworkKey, At: a.At, PerNetwork: int64(a.PerNetwork), DraftKey: a.DraftKey, PerDraft: int64(a.PerDraft),
		ToRole: string(complaint.Complainant), ID: string(a.ID),
	})
	return n > 0, fault(err, "write down a wish for a link to a draft")
}

// DropExpiredDrafts forgets the drafts whose time is over, and the letters about them,
// and returns how many they were.
func (s *Store) DropExpiredDrafts(ctx context.Context) (int, error) {
	n, err := s.q.DropDrafts(ctx, time.Now())
	return int(n), fault(err, "drop expired drafts")
}

// rewrapDrafts does for drafts what Rewrap does for cases.
func (s *Store) rewrapDrafts(ctx context.Context) (int, error) {
	done := 0
	for after := ""; ; {
		rows, err := s.q.DraftKeys(ctx, storedb.DraftKeysParams{After: after, Master: int64(s.master.Primary()), MaxRows: rewrapped})
		if err != nil || len(rows) == 0 {
			return done, fault(err, "list the keys of drafts")
		}
		arg := storedb.RewrapDraftKeysParams{Master: int64(s.master.Primary())}
		for _, row := range rows {
			wrapped, err := s.master.Rewrap(row.ID, row.Wrapped)
			if err != nil {
				return done, errors.Join(errors.New("wrap the key of a draft anew"), err)
			}
			arg.Ids, arg.Wrapped, arg.Was = append(arg.Ids, row.ID), append(arg.Wrapped, wrapped), append(arg.Was, row.Wrapped)
		}
		if _, err := s.q.RewrapDraftKeys(ctx, arg); err != nil {
			return done, fault(err, "keep %d keys of drafts that were wrapped anew", len(rows))
		}
		after = rows[len(rows)-1].ID
		done += len(rows)
	}
}
