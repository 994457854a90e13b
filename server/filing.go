package server

import (
	"context"
	"crypto/subtle"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// numberTries is how many case numbers are drawn before giving up; with 40
// random bits even the second is hardly ever needed.
const numberTries = 5

// File receives a complaint, or with a right a rights request: it is checked,
// becomes a case (T01, H40) and is
// committed before File returns. The same key again returns the same case and
// access code, unless that has been replaced, and is not fresh. Only staff give a channel and a receipt in the
// past; all others file as complainants, now, by web form.
func (s *Service) File(ctx context.Context, f complaint.Filing, key string, actor complaint.Actor) (c law.Case, code string, isFresh bool, err error) {
	return s.file(ctx, f, key, actor, complaint.Draft{})
}

// file does it, for what was written in a draft with the end of that.
func (s *Service) file(ctx context.Context, f complaint.Filing, key string, actor complaint.Actor, from complaint.Draft) (c law.Case, code string, isFresh bool, err error) {
	now := s.Now()
	if !slices.Contains(complaint.StaffRoles, actor.Role) {
		actor = complaint.Actor{Role: complaint.Complainant}
	}
	if err := checkFiling(f, actor, now); err != nil {
		return law.Case{}, "", false, err
	}
	d, err := s.digest(f)
	if err != nil {
		return law.Case{}, "", false, err
	}
	key = s.filingKey(key)
	for range numberTries {
		c, isFresh, err = s.open(ctx, f, key, actor, d, now, from)
		if !errors.Is(err, ErrNumberTaken) {
			break
		}
	}
	if err != nil {
		return law.Case{}, "", false, ours(err, "file a complaint")
	}
	code, err = s.firstCode(ctx, c.Number, key, isFresh)
	return c, code, isFresh, err
}

// firstCode is the code of the filing; none when the person has made another one
// since.
func (s *Service) firstCode(ctx context.Context, number complaint.Number, key string, isFresh bool) (string, error) {
	code := s.accessCode(number, madeForFiling, key)
	if isFresh {
		return code, nil
	}
	hash, err := s.record.AccessHash(ctx, number)
	if err != nil {
		return "", ours(err, "read an access hash")
	}
	if subtle.ConstantTimeCompare(hash, codeHash(code)) == 0 {
		return "", nil
	}
	return code, nil
}

// open tries to file under a fresh number.
func (s *Service) open(ctx context.Context, f complaint.Filing, key string, actor complaint.Actor, digest string, now time.Time, from complaint.Draft) (law.Case, bool, error) {
	facts := law.FactsOf(f, now)
	facts.Principles = unique(facts.Principles)
	c, e := law.Receive(complaint.NewNumberOf(facts.Kind), law.Select(facts).Ref(), facts, key, actor, now)
	if !within(ctx, &c) {
		return law.Case{}, false, complaint.Errorf(complaint.Forbidden, "this complaint belongs to company %s and queue %s, for which others work; let them enter it", facts.Entity, c.Queue())
	}
	return s.record.File(ctx, f, c, e, digest, codeHash(s.accessCode(c.Number, madeForFiling, key)), from)
}

// Receipt returns the case and access code of a filing again; Missing when the
// number was not filed under this key.
func (s *Service) Receipt(ctx context.Context, number complaint.Number, key string) (law.Case, string, error) {
	code := s.accessCode(number, madeForFiling, s.filingKey(key))
	hash, err := s.record.AccessHash(ctx, number)
	if err != nil {
		return law.Case{}, "", err
	}
	if subtle.ConstantTimeCompare(hash, codeHash(code)) == 0 {
		return law.Case{}, "", complaint.Errorf(complaint.Missing, "there is no such receipt")
	}
	c, err := s.record.Case(ctx, number)
	return c, code, err
}

// language is the part of BCP 47 that a complaint may name: language, script,
// region. It is kept narrow because it travels with the case.
var language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`)

// checkFiling says what is wrong with a filing, first things first.
func checkFiling(f complaint.Filing, by complaint.Actor, now time.Time) error {
	if all := append(f.Faults(), filingFaults(f, by, now)...); len(all) > 0 {
		return all[0]
	}
	return nil
}

// filingFaults lists what is wrong with a filing beside its form. What the case
// carries through the engine must be a code, never a text of the caller's own.
func filingFaults(f complaint.Filing, by complaint.Actor, now time.Time) []error {
	staff := by.Role != complaint.Complainant
	var all []error
	for _, c := range []struct {
		wrong bool
		err   error
	}{
		{!law.EntityCodes().Has(f.Entity), complaint.Errorf(complaint.Invalid, "entity must be one of %s", strings.Join(law.EntityCodes(), ", "))},
		{!language.MatchString(f.Language), complaint.Errorf(complaint.Invalid, "language must be a BCP 47 code such as sv or pt-BR")},
		{!staff && (f.Channel != webForm || !f.ReceivedAt.IsZero()), complaint.Errorf(complaint.Invalid, "channel and received_at are for complaints that staff enter")},
		{f.ReceivedAt.After(now), complaint.Errorf(complaint.Invalid, "received_at lies in the future: it is %s now", now.Format(time.RFC3339))},
	} {
		if c.wrong {
			all = append(all, c.err)
		}
	}
	return append(all, receiptFaults(f, now)...)
}

// webForm is the channel of everybody who files by themselves.
const webForm = "WEB_FORM"

// receiptFaults refuses a receipt before the first framework began, and what was to
// come before the receipt and lies after it.
func receiptFaults(f complaint.Filing, now time.Time) []error {
	if f.ReceivedAt.IsZero() {
		f.ReceivedAt = now
	}
	var all []error
	day, first := complaint.DateOf(f.ReceivedAt.UTC()), law.Began()
	if day.Before(first) {
		all = append(all, complaint.Errorf(complaint.Invalid, "received_at lies before the framework began, %s", first))
	}
	after := func(d complaint.Date) bool { return !d.IsZero() && day.AddDays(1).Before(d) } // it may be tomorrow elsewhere
	if after(f.TransferredOn) {
		all = append(all, complaint.Errorf(complaint.Invalid, "transferred_on lies after the receipt of the complaint, %s", day))
	}
	if after(f.AskedOn) {
		all = append(all, complaint.Errorf(complaint.Invalid, "asked_on lies after the receipt of the complaint, %s", day))
	}
	return all
}

// unique returns the codes without repetitions, in their order.
func unique(codes []string) []string {
	var out []string
	for _, c := range codes {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}
