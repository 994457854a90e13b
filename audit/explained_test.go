package audit

import (
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// onlyDeadline finds the deadline of a rule in the state of a case.
func onlyDeadline(t *testing.T, c *law.Case, rule law.RuleID) *law.Deadline {
	t.Helper()
	i := slices.IndexFunc(c.Deadlines, func(d law.Deadline) bool { return d.Rule == rule })
	if i < 0 {
		t.Fatalf("the case has no deadline %s", rule)
	}
	return &c.Deadlines[i]
}

// Each edit of the state, which is not chained, would give a better certificate
// than the events do.
func TestIssue_refusesWhatNoEventShows(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	met := func(at time.Time) func(*law.Deadline) {
		return func(d *law.Deadline) { d.Status, d.Ended, d.Done = complaint.Met, at, time.Time{} }
	}
	triage := received.AddDate(0, 0, 2).Add(2 * time.Hour)
	for name, edit := range map[string]func(*law.Deadline){
		"met at an instant of nobody's":   met(received.AddDate(0, 0, 20)),
		"met by an event of another duty": met(triage),
		"met though the answer came late": func(d *law.Deadline) { d.Status, d.Ended, d.Done = complaint.Met, d.Done, time.Time{} },
		"less late":                       func(d *law.Deadline) { d.Done = d.Done.AddDate(0, 0, -5) },
		"no longer owed":                  func(d *law.Deadline) { d.Status, d.Done = complaint.Cancelled, time.Time{} },
		"cancelled before it passed":      func(d *law.Deadline) { d.Status, d.Ended, d.Done = complaint.Cancelled, triage, time.Time{} },
		"missed at another instant":       func(d *law.Deadline) { d.Ended = d.Ended.Add(time.Hour) },
		"still running":                   func(d *law.Deadline) { d.Status, d.Ended, d.Done = complaint.Running, time.Time{}, time.Time{} },
		"due later":                       func(d *law.Deadline) { d.Due, d.Instant = d.Due.AddDays(30), d.Instant.AddDate(0, 0, 30) },
		"due later by nobody's statement": func(d *law.Deadline) {
			d.Stated, d.Due, d.Instant = true, d.Due.AddDays(30), d.Instant.AddDate(0, 0, 30)
		},
		"due at another instant": func(d *law.Deadline) { d.Instant = d.Instant.Add(time.Hour) },
		"begun on a day without any event": func(d *law.Deadline) {
			d.Start, d.Due, d.Instant = d.Start.AddDays(3), d.Due.AddDays(3), d.Instant.AddDate(0, 0, 3)
		},
		"counted by another pack": func(d *law.Deadline) { d.Pack = other(t) },
		"another number":          func(d *law.Deadline) { d.ID = 99 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := answered(t, 60)
			i := s.issue(by)
			edit(onlyDeadline(t, &i.Case, law.D45))
			for _, shows := range []func(Event) bool{nil, func(Event) bool { return false }, func(e Event) bool { return e.Seq == 1 }} {
				i.Shows = shows
				_, err := i.Certificate(by)
				if err == nil {
					t.Fatal("the certificate is signed")
				}
				if !strings.Contains(err.Error(), string(s.c.Number)) || !strings.Contains(err.Error(), "deadline ") || !strings.Contains(err.Error(), "recourse audit verify") {
					t.Errorf("got %v, want the case, the deadline and what to do", err)
				}
			}
		})
	}
}

func TestIssue_refusesADeadlineThatIsGone(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	i := newTale(t).do(officer, complaint.TriageAccepted, "data_class=NON_HR").day(50).issue(by)
	d := onlyDeadline(t, &i.Case, law.D45)
	i.Case.Deadlines = i.Case.Deadlines[:d.ID-1]
	if _, err := i.Certificate(by); complaint.KindOf(err) != complaint.Conflict {
		t.Errorf("got %v, want it refused", err)
	}
}

// stated is a case reopened until a date that the office has named.
func stated(t *testing.T) *tale {
	return newTale(t).do(officer, complaint.ComplaintWithdrawn, "confirmed=true").day(30).do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-12-01")
}

func TestIssue_explainsADateThatIsStated(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	i := stated(t).issue(by)
	cert, err := i.Certificate(by)
	if err != nil {
		t.Fatal(err)
	}
	if d := duty(t, cert, law.Reopened); d.Dated != Stated || d.StatedBy == 0 {
		t.Errorf("got %+v", d)
	}
	i.Shows = func(e Event) bool { return e.Action != complaint.CaseReopened }
	if cert, err = i.Certificate(by); err != nil {
		t.Fatal(err)
	}
	if d := duty(t, cert, law.Reopened); d.Dated != Recorded || !d.Withheld {
		t.Errorf("with the event left out: %+v", d)
	}
	d45 := onlyDeadline(t, &i.Case, law.D45)
	p := i.Case.Rule(*d45).Stated(d45.Start, complaint.Date{Year: 2018, Month: 12, Day: 1}, i.Case.Facts.Place)
	d45.Stated, d45.Due, d45.Instant = true, p.Due, p.Instant
	if _, err := i.Certificate(by); err == nil {
		t.Error("the 45 days are put off by a date that was stated for something else")
	}
}

// What an issuer who holds the key could leave out or claim.
func TestVerify_refusesWhatNoEventShows(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	for name, lie := range map[string]func(*Duty){
		"nothing shows that it was done": func(d *Duty) { d.DoneBy = 0 },
		"another event did it":           func(d *Duty) { d.DoneBy, d.DoneAt = 1, received.Truncate(Precision) },
		"recorded":                       func(d *Duty) { d.Dated = Recorded },
		"recorded, and withheld":         func(d *Duty) { d.Dated, d.Withheld = Recorded, true },
		"stated by an event of no date":  func(d *Duty) { d.Dated, d.StatedBy = Stated, 1 },
		"missed":                         func(d *Duty) { d.Status = complaint.Missed },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cert, err := answered(t, 20).issue(by).Certificate(by)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(cert.Statement.Deadlines, func(d Duty) bool { return d.Rule == law.D45 })
			lie(&cert.Statement.Deadlines[i])
			cert = by.Certify(cert.Statement)
			if err := cert.Verify(by.Public()); err == nil {
				t.Error("nobody notices")
			}
		})
	}
}

func TestLines_sayWhatIsNotProved(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	i := answered(t, 20).issue(by)
	for want, shows := range map[string]func(Event) bool{
		"in time":                      nil,
		"as recorded, not proved here": func(e Event) bool { return e.Action != complaint.ResponseSent },
	} {
		i.Shows = shows
		cert, err := i.Certificate(by)
		if err != nil {
			t.Fatal(err)
		}
		n := slices.IndexFunc(cert.Statement.Deadlines, func(d Duty) bool { return d.Rule == law.D45 })
		if got := cert.Statement.Lines()[n].Result; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
