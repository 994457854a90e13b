package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
)

// received is the receipt of the complaints in these tests.
var received = time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)

// words is what the complainant writes; nothing but the record may show it.
const words = "My application of March was kept although I asked twice that it be deleted. "

func newFiling() complaint.Filing {
	return complaint.Filing{
		Person:    complaint.Person{Name: "Åsa Öberg", Email: "asa@example.org", Phone: "+46 8 1234"},
		Narrative: strings.Repeat(words, 20), Wanted: "Deletion — and \\u0000 as six characters, <b>&</b>", Residence: "SE", Language: "sv",
		PersonType: "JOB_SEEKER", Entity: "TEKSYSTEMS", Principles: []string{"ACCESS"}, Channel: "WEB_FORM",
	}
}

// newCase is a complaint ready to be filed; changes are made to the filing.
func newCase(key string, at time.Time, change ...func(*complaint.Filing)) store.NewCase {
	filing := newFiling()
	for _, c := range change {
		c(&filing)
	}
	facts := law.FactsOf(filing, at)
	c, e := law.Receive(complaint.NewNumberOf(facts.Kind), law.Select(facts).Ref(), facts, key, complaint.Actor{Role: complaint.Complainant}, at)
	hash := sha256.Sum256([]byte(key))
	return store.NewCase{Filing: filing, Case: c, Event: e, Digest: "digest of " + key, AccessHash: hash[:]}
}

// file files a complaint that must be new.
func file(t testing.TB, s *store.Store, n store.NewCase) law.Case {
	t.Helper()
	c, fresh, err := s.File(context.Background(), n)
	if err != nil || !fresh {
		t.Fatalf("file: fresh %v, %v", fresh, err)
	}
	return c
}

// story is a case that goes on by acts and clocks, with all its events.
type story struct {
	t      testing.TB
	c      law.Case
	now    time.Time
	events []law.Event
	past   []law.Case // as it was after some of the events
}

func begin(t testing.TB, n store.NewCase) *story {
	s := &story{t: t, c: n.Case, now: n.Event.Recorded}
	return s.add(n.Event)
}

// add notes what has happened.
func (s *story) add(events ...law.Event) *story {
	s.t.Helper()
	if len(events) == 0 {
		return s
	}
	s.events = append(s.events, events...)
	text, err := json.Marshal(s.c)
	if err != nil {
		s.t.Fatal(err)
	}
	var c law.Case
	if err := json.Unmarshal(text, &c); err != nil {
		s.t.Fatal(err)
	}
	s.past = append(s.past, c)
	return s
}

// day moves on to noon of a day after receipt and rings what is due.
func (s *story) day(n int) *story {
	s.now = received.AddDate(0, 0, n).Add(2 * time.Hour)
	return s.add(s.c.Wake(s.now, time.Minute)...)
}

var people = map[complaint.Role]complaint.Actor{
	complaint.Complainant:    {Role: complaint.Complainant},
	complaint.CaseOfficer:    {Role: complaint.CaseOfficer, ID: "staff/1"},
	complaint.PrivacyOfficer: {Role: complaint.PrivacyOfficer, ID: "staff/2"},
	complaint.System:         {Role: complaint.System},
}

// try does an act; facts are written name=value.
func (s *story) try(role complaint.Role, action complaint.Action, facts ...string) error {
	act := law.Act{Key: fmt.Sprint("act ", len(s.events)), Action: action, Actor: people[role], Facts: map[string]string{}}
	for _, f := range facts {
		name, value, _ := strings.Cut(f, "=")
		act.Facts[name] = value
	}
	e, err := s.c.Apply(act, s.now)
	if err == nil {
		s.add(e)
	}
	return err
}

func (s *story) do(role complaint.Role, action complaint.Action, facts ...string) *story {
	s.t.Helper()
	if err := s.try(role, action, facts...); err != nil {
		s.t.Fatalf("%s: %v", action, err)
	}
	return s
}

// record writes the events after the first n of the story.
func (s *story) record(to *store.Store, n int) {
	s.t.Helper()
	if err := to.Record(context.Background(), s.c, s.events[n:]); err != nil {
		s.t.Fatalf("record: %v", err)
	}
}

// loosely compares without telling an empty list or map from none. What an event
// opens is on record as a case of its own.
var loosely = cmp.Options{cmpopts.EquateEmpty(), cmpopts.IgnoreFields(law.Event{}, "Opens")}

// anyOrder compares lists whatever their order.
var anyOrder = cmpopts.SortSlices(func(a, b any) bool { return fmt.Sprint(a) < fmt.Sprint(b) })

// value reads one value out of the database.
func value[T any](t testing.TB, s *store.Store, query string, args ...any) T {
	t.Helper()
	var v T
	if err := s.DB().QueryRowContext(context.Background(), query, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

// want expects an error of a kind.
func want(t testing.TB, kind complaint.Kind, err error) {
	t.Helper()
	if complaint.KindOf(err) != kind || err == nil {
		t.Fatalf("got error %v (kind %q), want kind %q", err, complaint.KindOf(err), kind)
	}
}
