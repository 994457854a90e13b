package server

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// actTime is how long a caller waits for an act to be done before being told
// that it is accepted.
const actTime = 10 * time.Second

// longestFact is the longest code or list of codes an act may carry, in bytes;
// all principles together take 120.
const longestFact = 1000

// Act does one act on a case. Key, Action, Actor and At of the act count; data
// is its form. It returns the sequence of the event once the record shows it.
// The same key with the same content does nothing again. An error that is
// context.DeadlineExceeded says that the act is accepted and will be done.
func (s *Service) Act(ctx context.Context, number complaint.Number, act law.Act, data map[string]any) (int, error) {
	switch act.Action {
	case complaint.DocumentAdded:
		return 0, complaint.Errorf(complaint.Invalid, "a document is added by sending the file itself")
	case complaint.RepresentativeAdmitted:
		return 0, complaint.Errorf(complaint.Invalid, "a representative is given access at /complaints/{case}/representatives, which answers with the code")
	default: // an act that has no door of its own
	}
	d, err := s.deed(number, act, data)
	if err != nil {
		return 0, err
	}
	if err := s.tellOther(ctx, d); err != nil {
		return 0, err
	}
	return s.perform(ctx, d)
}

// deed takes an act and its form apart.
func (s *Service) deed(number complaint.Number, act law.Act, data map[string]any) (*deed, error) {
	facts, private, err := law.ParseData(act.Action, data)
	if err != nil {
		return nil, err
	}
	act.Facts = facts
	sum, err := s.digest([]any{act.Action, act.At.UTC(), facts, private})
	if err != nil {
		return nil, err
	}
	act.Key = s.actKey(number, act.Actor, act.Key)
	d := &deed{number: number, act: act, private: private, digest: sum}
	if act.Action == complaint.RepresentativeRevoked {
		d.before = s.shutOut(number, facts[law.AgentFact])
	}
	return d, nil
}

// counterparts are the acts that name another case, with the act by which that
// case learns of it.
var counterparts = map[complaint.Action]struct {
	names, field string
	act          complaint.Action
}{
	complaint.DuplicateFound: {"surviving_case", "merged_case", complaint.DuplicateMerged},
	complaint.CaseLinked:     {"linked_case", "linked_case", complaint.CaseLinked},
}

// tellOther does the counterpart of an act on the case that the act names, before
// the act itself: whatever fails afterwards, that case knows, and repeating the act
// does what is left. Its key follows from that of the act, so that a repetition
// tells nobody twice. What the other case refuses, the act does not do either.
func (s *Service) tellOther(ctx context.Context, d *deed) error {
	to, ok := counterparts[d.act.Action]
	if !ok {
		return nil
	}
	if _, err := s.record.EventByKey(ctx, d.number, d.act.Key); err == nil {
		return nil // done before, and told before that
	}
	if err := s.precheck(ctx, d); err != nil {
		return err
	}
	other := complaint.Number(d.act.Facts[to.names])
	told := law.Act{Key: s.actKey(other, d.act.Actor, d.act.Key), Action: to.act, Actor: d.act.Actor, Facts: map[string]string{to.field: string(d.number)}}
	sum, err := s.digest([]any{told.Action, told.Facts})
	if err != nil {
		return err
	}
	_, err = s.perform(ctx, &deed{number: other, act: told, digest: sum})
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return complaint.Errorf(complaint.Busy, "case %s has yet to be told; repeat the act with the same Idempotency-Key", other)
	case complaint.KindOf(err) == complaint.Conflict:
		return s.unlessKnown(ctx, other, d.number, err)
	}
	return err
}

// unlessKnown returns the refusal of a case to be told of another one, unless it
// knows of it already or has ended for good.
func (s *Service) unlessKnown(ctx context.Context, other, number complaint.Number, refusal error) error {
	c, err := s.record.Case(ctx, other)
	if err == nil && (c.Ended || slices.Contains(c.Links, number)) {
		return nil
	}
	return refusal
}

// deed is an act whose form is taken apart and whose key is ours.
type deed struct {
	number  complaint.Number
	act     law.Act
	private map[string]string
	digest  string
	before  func(context.Context) error // runs when the law seems to allow the act; may be nil
	handed  bool                        // the case has been given the act
}

// perform does a deed. The case itself decides; what is refused before never
// reaches it.
func (s *Service) perform(ctx context.Context, d *deed) (int, error) {
	seq, err := s.try(ctx, d)
	if !d.handed && errors.Is(err, context.DeadlineExceeded) {
		return 0, complaint.Errorf(complaint.Busy, "the record takes longer than expected; try again")
	}
	return seq, err
}

// try keeps the private texts and gives the act to the case, unless the law
// forbids it. An act that is on record is given to the case again, which may not
// know of it: a machine that fails between the two leaves it so.
func (s *Service) try(ctx context.Context, d *deed) (int, error) {
	done, err := s.record.EventByKey(ctx, d.number, d.act.Key)
	switch {
	case err == nil:
		return done.Seq, s.remind(ctx, d)
	case complaint.KindOf(err) != complaint.Missing:
		return 0, fmt.Errorf("look for an earlier act: %w", err)
	}
	if err := s.precheck(ctx, d); err != nil {
		return 0, err
	}
	if err := s.keep(ctx, d); err != nil {
		return 0, err
	}
	return s.hand(ctx, d)
}

// remind gives an act that is on record to the case once more. What the case says
// to it does not matter, as long as it has been told.
func (s *Service) remind(ctx context.Context, d *deed) error {
	if err := s.keep(ctx, d); err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, actTime)
	defer cancel()
	_, err := s.cases.Act(limited, d.number, d.act)
	if kind := complaint.KindOf(err); kind != "" && kind != complaint.Busy {
		return nil
	}
	return err
}

// keep keeps the private texts of a deed; Conflict when its key came with
// another content before.
func (s *Service) keep(ctx context.Context, d *deed) error {
	err := s.record.KeepDetails(ctx, d.number, d.act.Key, d.digest, string(d.act.Action), d.private)
	return ours(err, "keep the details of an act")
}

// hand gives the act to the running case and forgets the texts when it is
// refused. A case that is busy may still do it.
func (s *Service) hand(ctx context.Context, d *deed) (seq int, err error) {
	limited, cancel := context.WithTimeout(ctx, actTime)
	defer cancel()
	if d.before != nil {
		err = d.before(limited)
	}
	if err == nil {
		d.handed = true
		seq, err = s.cases.Act(limited, d.number, d.act)
	}
	if kind := complaint.KindOf(err); kind != "" && kind != complaint.Busy {
		if err := s.record.DropDetails(context.WithoutCancel(ctx), d.number, d.act.Key); err != nil {
			return 0, fmt.Errorf("drop the details of a refused act: %w", err)
		}
	}
	return seq, err
}

// precheck asks the law on the recorded state, so that a refused act never
// reaches the engine, and looks up what the act refers to.
func (s *Service) precheck(ctx context.Context, d *deed) error {
	act := d.act
	for _, name := range slices.Sorted(maps.Keys(act.Facts)) {
		if len(act.Facts[name]) > longestFact {
			return complaint.Errorf(complaint.Invalid, "%s is longer than %d bytes", name, longestFact)
		}
	}
	c, now, err := s.probe(ctx, d.number)
	if err != nil {
		return err
	}
	if err := lost(&c, act.Actor); err != nil {
		return err
	}
	if err := c.Check(act, now); err != nil {
		return err
	}
	if err := c.CheckTexts(act, d.private); err != nil {
		return err
	}
	if err := checkAddress(d.private); err != nil {
		return err
	}
	return s.checkReferences(ctx, &c, act)
}

// checkAddress refuses a controller's address to which no letter can go.
func checkAddress(private map[string]string) error {
	const name = "controller_email"
	given := private[name]
	if a, err := mail.ParseAddress(given); given != "" && (err != nil || a.Address != given) {
		return complaint.Errorf(complaint.Invalid, "%s is no e-mail address", name)
	}
	return nil
}

// probe returns the case as it stands now: clocks that are due count, though the
// engine may not have rung them yet.
func (s *Service) probe(ctx context.Context, number complaint.Number) (law.Case, time.Time, error) {
	c, err := s.record.Case(ctx, number)
	if err != nil {
		return law.Case{}, time.Time{}, err
	}
	now := s.Now()
	c.Wake(now, s.clock.Late())
	return c, now, nil
}

// checkReferences looks up the case or the member of staff that an act names.
func (s *Service) checkReferences(ctx context.Context, c *law.Case, act law.Act) error {
	spec, err := law.Spec(act.Action)
	if err != nil {
		return err
	}
	for _, f := range spec.Asks {
		value := act.Facts[f.Name]
		switch {
		case value == "":
		case f.Kind == law.StaffField:
			err = s.checkStaff(ctx, c, act.Action, f.Name, value)
		case f.Kind == law.CaseField:
			err = s.checkCase(ctx, c, act.Action, f.Name, complaint.Number(value))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) checkStaff(ctx context.Context, c *law.Case, action complaint.Action, name, value string) error {
	id := access.StaffID(value)
	if id == 0 {
		return complaint.Errorf(complaint.Invalid, "%s must be a staff identifier such as staff/3", name)
	}
	m, err := s.record.StaffByID(ctx, id)
	switch {
	case complaint.KindOf(err) == complaint.Missing:
		return complaint.Errorf(complaint.Invalid, "%s: nobody on the staff is %s", name, value)
	case err == nil && action == complaint.CaseAssigned:
		return checkAssignee(c, name, m)
	}
	return err
}

// checkCase looks up another case. A duplicate is merged into the older of the
// two, while that is open: the earliest receipt date wins (E10).
func (s *Service) checkCase(ctx context.Context, c *law.Case, action complaint.Action, name string, number complaint.Number) error {
	other, err := s.record.Case(ctx, number)
	switch {
	case complaint.KindOf(err) == complaint.Missing, err == nil && !within(ctx, &other):
		return complaint.Errorf(complaint.Invalid, "%s: there is no case %s", name, number)
	case err == nil && other.IsRequest() != c.IsRequest():
		return complaint.Errorf(complaint.Invalid, "%s: %s is a case of another kind; a complaint and a rights request are neither the same nor alike", name, number)
	case err != nil || action != complaint.DuplicateFound:
		return err
	case other.Closed():
		return complaint.Refuse("T08", "%s: case %s is closed; a complaint that repeats it is ALREADY_DECIDED unless it brings new facts (E11)", name, number)
	case c.Facts.ReceivedAt.Before(other.Facts.ReceivedAt):
		return complaint.Refuse("T08", "%s: case %s was received later; merge it into this one, so that the earlier receipt date stays (E10)", name, number)
	}
	return nil
}

// storable reports whether the record can hold the text.
func storable(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }
