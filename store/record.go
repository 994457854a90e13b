package store

import (
	"context"
	"fmt"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// Record writes the events that brought the case to where it is, and moves the
// read model there, in one commit. It is idempotent: what is on record already
// stays as it is, a batch that overlaps it adds only what is new, and the case
// never goes back. A gap before the batch is an error; a batch that tells another
// story than the record is a Conflict.
func (s *Store) Record(ctx context.Context, c law.Case, events []law.Event) error {
	if err := consecutive(&c, events); err != nil {
		return err
	}
	for len(events) > 0 {
		moved, err := s.record(ctx, &c, events)
		if err != nil || moved {
			return err
		}
		if events, err = s.unrecorded(ctx, &c, events); err != nil {
			return err
		}
	}
	return nil
}

// consecutive checks that the events follow each other and end at the case.
func consecutive(c *law.Case, events []law.Event) error {
	for i, e := range events {
		if want := c.Seq - len(events) + 1 + i; e.Seq != want || want < 1 {
			return fmt.Errorf("record case %s: event %d is out of order", c.Number, e.Seq)
		}
	}
	return nil
}

// record writes the events if the case on record stands right before them.
func (s *Store) record(ctx context.Context, c *law.Case, events []law.Event) (moved bool, err error) {
	if err := checkTexts(events); err != nil {
		return false, err
	}
	b, err := encode(c, events)
	if err != nil {
		return false, err
	}
	n, err := s.recordOpening(ctx, events, storedb.RecordEventsParams{
		Number: string(c.Number), FromVersion: int64(events[0].Seq - 1),
		CaseRow: b.row, Events: b.events, Stages: b.stages, Deadlines: b.deadlines, Letters: b.letters,
	})
	return n == 1, fault(err, "record case %s up to event %d", c.Number, c.Seq)
}

// unrecorded returns the events of the batch that are not on record, after
// checking that the last one which is there is the same.
func (s *Store) unrecorded(ctx context.Context, c *law.Case, events []law.Event) ([]law.Event, error) {
	first, last := int64(events[0].Seq), int64(c.Seq)
	at, err := s.q.RecordedAt(ctx, storedb.RecordedAtParams{Number: string(c.Number), Last: last})
	if err != nil {
		return nil, fault(missingCase(err, c.Number), "read how far case %s is on record", c.Number)
	}
	if at.Version < first-1 {
		return nil, fmt.Errorf("record case %s: events %d to %d are missing", c.Number, at.Version+1, first-1)
	}
	known := min(at.Version, last) - first + 1
	if known == 0 {
		return events, nil // the case has come up to us meanwhile
	}
	if e := events[known-1]; string(e.Action) != at.Action || e.Key != at.Key || e.Recorded.Sub(at.RecordedAt).Abs() > precision {
		return nil, complaint.Errorf(complaint.Conflict, "event %d of case %s is on record as another one, %s", e.Seq, c.Number, at.Action)
	}
	return events[known:], nil
}

// precision is how exactly the database keeps instants.
const precision = time.Microsecond

// KeepDetails keeps the private texts of an act before the act is done, for its
// event to find them by the key. The same key with the same digest is fine any
// number of times; with another it is a Conflict. Each call asks for a
// DropDetails if its act is then refused.
func (s *Store) KeepDetails(ctx context.Context, number complaint.Number, key, digest, action string, private map[string]string) error {
	if err := checkTexts([]any{key, private}); err != nil {
		return err
	}
	details, err := s.sealDetails(ctx, number, key, private)
	if err != nil {
		return err
	}
	kept, err := s.q.KeepDetails(ctx, storedb.KeepDetailsParams{Number: string(number), Key: key, Digest: digest, Action: action, Sealed: details})
	switch {
	case violates(err, "act_details_number_fkey"):
		return complaint.Errorf(complaint.Missing, "there is no case %s", number)
	case err == nil && kept == 0:
		return complaint.Errorf(complaint.Conflict, "this idempotency key was used for another act")
	}
	return fault(err, "keep details for case %s", number)
}

// sealDetails seals the private texts of an act; nil for an act without any.
func (s *Store) sealDetails(ctx context.Context, number complaint.Number, key string, private map[string]string) ([]byte, error) {
	if len(private) == 0 {
		return nil, nil
	}
	k, err := s.caseKey(ctx, number)
	if err != nil {
		return nil, err
	}
	details, err := sealed(k, private, detailsPlace+key)
	if err != nil {
		return nil, fmt.Errorf("seal details for case %s: %w", number, err)
	}
	return details, nil
}

// DropDetails forgets the private texts of an act that was refused. They stay
// while another request holds them or an event refers to them.
func (s *Store) DropDetails(ctx context.Context, number complaint.Number, key string) error {
	arg := storedb.DropDetailsParams{Number: string(number), Key: key}
	if _, err := s.q.ReleaseDetails(ctx, storedb.ReleaseDetailsParams(arg)); err != nil {
		return fault(err, "release details of case %s", number)
	}
	return fault(s.q.DropDetails(ctx, arg), "drop details of case %s", number)
}

func missingCase(err error, number complaint.Number) error {
	return missing(err, "there is no case %s", number)
}
