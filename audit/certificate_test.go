package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
)

var received = time.Date(2018, 8, 24, 10, 0, 0, 123456789, time.UTC)

func testSigner(t *testing.T, seed byte) *Signer {
	t.Helper()
	s, err := NewSigner(bytes.Repeat([]byte{seed}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tale is a case that goes on, with its events.
type tale struct {
	t      *testing.T
	c      law.Case
	now    time.Time
	events []law.Event
}

func newTale(t *testing.T) *tale {
	facts := law.Facts{
		Channel: "WEB_FORM", ReceivedAt: received, Place: law.Place{Zone: "America/New_York", Person: "Europe/Stockholm"}, Residence: "SE",
		Language: "sv", PersonType: "JOB_SEEKER", DataClass: "UNDECIDED", Role: "CONTROLLER", Entity: "TEKSYSTEMS", Principles: []string{"ACCESS"}, Mailable: true,
	}
	c, e := law.Receive("RC-7K3F-9Q2M", law.Select(facts).Ref(), facts, "key", complaint.Actor{Role: complaint.Complainant}, received)
	return &tale{t, c, received, []law.Event{e}}
}

// day moves on to a day after receipt and rings what is due.
func (s *tale) day(n int) *tale {
	s.now = received.AddDate(0, 0, n).Add(2 * time.Hour)
	s.events = append(s.events, s.c.Wake(s.now, time.Minute)...)
	return s
}

func (s *tale) do(role complaint.Role, action complaint.Action, facts ...string) *tale {
	s.t.Helper()
	act := law.Act{Key: fmt.Sprint("act ", len(s.events)), Action: action, Actor: complaint.Actor{Role: role, ID: "staff/" + string(role)}, Facts: map[string]string{}}
	for _, f := range facts {
		name, value, _ := strings.Cut(f, "=")
		act.Facts[name] = value
	}
	e, err := s.c.Apply(act, s.now)
	if err != nil {
		s.t.Fatalf("%s: %v", action, err)
	}
	s.events = append(s.events, e)
	return s
}

// issue makes ready to certify the case, with a checkpoint of it and two others.
func (s *tale) issue(by *Signer) Issue {
	i := Issue{Case: s.c, Day: 24 * time.Hour, Now: s.now}
	hash := Begin(s.c.Number)
	for _, e := range s.events {
		event := EventOf(s.c.Number, e)
		sealed := Hash{}
		if e.Seq%2 == 1 {
			sealed = Hash{byte(e.Seq)}
		}
		hash = Next(hash, event.Content(), sealed)
		i.Chain.Events, i.Chain.Links = append(i.Chain.Events, event), append(i.Chain.Links, NewLink(&event, event.Content(), sealed, hash))
	}
	i.Chain.Head = Head{Number: s.c.Number, Seq: len(s.events), Hash: hash}
	heads := []Head{{Number: "RC-0000-0000", Seq: 1}, i.Chain.Head, {Number: "RC-ZZZZ-ZZZZ", Seq: 2}}
	var tree Tree
	for _, h := range heads {
		tree.Add(h)
	}
	made := by.Checkpoint(Statement{Checkpoint: 3, At: s.now.Truncate(Precision), Previous: Hash{1}, Heads: len(heads), Root: tree.Root()})
	i.Chain.Checkpoint = &Inclusion{Checkpoint: made, Index: 1, Path: Prove(heads, 1)}
	return i
}

const (
	officer = complaint.CaseOfficer
	privacy = complaint.PrivacyOfficer
	person  = complaint.Complainant
)

// answered is a complaint that was answered on a day after receipt.
func answered(t *testing.T, day int) *tale {
	return newTale(t).day(2).do(officer, complaint.TriageAccepted, "data_class=NON_HR").day(day).
		do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").do(privacy, complaint.ResponseApproved).do(officer, complaint.ResponseSent)
}

func duty(t *testing.T, c Certificate, rule law.RuleID) Duty {
	t.Helper()
	for _, d := range c.Statement.Deadlines {
		if d.Rule == rule {
			return d
		}
	}
	t.Fatalf("the certificate has no deadline %s", rule)
	return Duty{}
}

func TestCertificate_statesReceiptDueAndAnswer(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	for name, c := range map[string]struct {
		tale   *tale
		done   bool
		late   int64
		status complaint.DeadlineStatus
	}{
		"in time":      {answered(t, 20), true, 0, complaint.Met},
		"late":         {answered(t, 60), true, 1 + int64((14*24*time.Hour + 14*time.Hour).Seconds()), complaint.Missed}, // and a part of a second
		"not answered": {newTale(t).day(2).do(officer, complaint.TriageAccepted, "data_class=NON_HR").day(50), false, 0, complaint.Missed},
		"running":      {newTale(t), false, 0, complaint.Running},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cert, err := c.tale.issue(by).Certificate(by)
			if err != nil {
				t.Fatal(err)
			}
			if !cert.Statement.ReceivedAt.Equal(received.Truncate(Precision)) {
				t.Errorf("received %s", cert.Statement.ReceivedAt)
			}
			d := duty(t, cert, law.D45)
			if d.Due != (complaint.Date{Year: 2018, Month: 10, Day: 8}) || d.Dated != Counted || d.StartedBy != 1 || d.Status != c.status {
				t.Errorf("45 days: %+v", d)
			}
			if d.DoneAt.IsZero() == c.done || (d.DoneBy > 0) != c.done {
				t.Errorf("done at %s by %d, want done %v", d.DoneAt, d.DoneBy, c.done)
			}
			if d.Late != c.late {
				t.Errorf("late by %d seconds, want %d", d.Late, c.late)
			}
		})
	}
}

func TestCertificate_verifiesOnEveryRoad(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	refused := answered(t, 20).day(22).do(person, complaint.ComplainantNotSatisfied)
	for name, s := range map[string]*tale{
		"withdrawn":     newTale(t).do(person, complaint.ComplaintWithdrawn, "confirmed=true"),
		"not satisfied": refused,
		"moved":         newTale(t).day(2).do(officer, complaint.TriageAccepted, "data_class=NON_HR").do(officer, complaint.PackMoved, "pack="+other(t).String()),
		"authority":     answered(t, 20).day(22).do(person, complaint.ComplainantNotSatisfied).do(officer, complaint.DPAContacted, "authority=SE"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cert, err := s.issue(by).Certificate(by)
			if err != nil {
				t.Fatal(err)
			}
			read, err := ParseCertificate(cert.Encode())
			if err != nil {
				t.Fatal(err)
			}
			if err := read.Verify(by.Public()); err != nil {
				t.Error(err)
			}
		})
	}
}

// other is a pack that the case can be moved to.
func other(t *testing.T) law.PackRef {
	t.Helper()
	s := newTale(t).do(officer, complaint.TriageAccepted, "data_class=NON_HR")
	goals := s.c.Goals()
	if len(goals) == 0 {
		t.Fatal("the case can be moved to no other pack")
	}
	return goals[0].Pack.Ref()
}

func TestCertificate_leavesOutWhatTheReaderMayNotSee(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	i := answered(t, 20).issue(by)
	i.Shows = func(e Event) bool { return e.Action != complaint.ResponseSent }
	cert, err := i.Certificate(by)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range cert.Statement.Events {
		if e.Action == complaint.ResponseSent {
			t.Error("the certificate carries the event all the same")
		}
	}
	if d := duty(t, cert, law.D45); d.DoneAt.IsZero() || d.DoneBy != 0 {
		t.Errorf("45 days: %+v", d)
	}
}

// altered returns another value of the same type; none for what only holds others.
func altered(v any) (any, bool) {
	switch x := v.(type) {
	case string:
		if len(x) == 64 { // a hash
			return strings.Map(func(r rune) rune {
				if r == '0' {
					return '1'
				}
				return '0'
			}, x), true
		}
		if at, err := time.Parse(time.RFC3339, x); err == nil {
			return at.Add(-time.Second).Format(time.RFC3339Nano), true
		}
		return x + "x", true
	case float64:
		return x + 1, true
	case json.Number:
		n, _ := x.Int64()
		return json.Number(fmt.Sprint(n + 1)), true
	}
	return nil, false
}

func TestVerify_noticesEveryValueThatIsChanged(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	cert, err := answered(t, 60).issue(by).Certificate(by)
	if err != nil {
		t.Fatal(err)
	}
	text := cert.Encode()
	parse := func() any {
		var tree any
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&tree); err != nil {
			t.Fatal(err)
		}
		return tree
	}
	total := 0
	leaves(parse(), func(func(any), any) { total++ })
	tried := 0
	for n := range total {
		tree, at, changed := parse(), 0, false
		leaves(tree, func(change func(any), value any) {
			if to, ok := altered(value); ok && at == n {
				change(to)
				changed = true
			}
			at++
		})
		if !changed {
			continue
		}
		tried++
		doctored, err := reencode(tree)
		if err != nil {
			continue // no certificate any more
		}
		if err := doctored.Verify(by.Public()); err == nil {
			t.Errorf("value %d was changed and nobody notices", n)
		}
	}
	if tried < 100 {
		t.Errorf("only %d values were tried", tried)
	}
}

// leaves calls visit for each value in a tree of JSON, always in the same order.
func leaves(v any, visit func(change func(any), value any)) {
	switch node := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(node)) {
			visit(func(to any) { node[k] = to }, node[k])
			leaves(node[k], visit)
		}
	case []any:
		for k := range node {
			visit(func(to any) { node[k] = to }, node[k])
			leaves(node[k], visit)
		}
	}
}

// reencode brings a changed tree back into the form of a certificate.
func reencode(tree any) (Certificate, error) {
	text, err := json.Marshal(tree)
	if err != nil {
		return Certificate{}, err
	}
	var c Certificate
	if err := json.Unmarshal(text, &c); err != nil {
		return Certificate{}, err
	}
	return ParseCertificate(c.Encode())
}

// What an issuer who holds the key could claim, and the events refute.
func TestVerify_refutesAFalseIssuer(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	for name, lie := range map[string]func(*Timeliness){
		"received later":    func(t *Timeliness) { t.ReceivedAt = t.ReceivedAt.Add(time.Hour) },
		"due later":         func(t *Timeliness) { t.Deadlines[0].Due = t.Deadlines[0].Due.AddDays(1) },
		"due at later":      func(t *Timeliness) { t.Deadlines[0].DueAt = t.Deadlines[0].DueAt.Add(time.Second) },
		"started later":     func(t *Timeliness) { t.Deadlines[0].Start = t.Deadlines[0].Start.AddDays(1) },
		"done earlier":      func(t *Timeliness) { t.Deadlines[0].DoneAt = t.Deadlines[0].DoneAt.Add(-time.Hour) },
		"not so late":       func(t *Timeliness) { t.Deadlines[0].Late = 0 },
		"another rule":      func(t *Timeliness) { t.Deadlines[0].Title = "A rule of somebody's own" },
		"another case":      func(t *Timeliness) { t.Number = "RC-0000-0000" },
		"another event":     func(t *Timeliness) { t.Events[1].Late = 1 },
		"an event put last": func(t *Timeliness) { t.Events[0], t.Events[1] = t.Events[1], t.Events[0] },
		"a shorter chain":   func(t *Timeliness) { t.Chain = t.Chain[:len(t.Chain)-1] },
		"another chain":     func(t *Timeliness) { t.Chain[2].Sealed[0]++ },
		"no chain":          func(t *Timeliness) { t.Chain, t.Head = nil, Hash{} },
		"another head":      func(t *Timeliness) { t.Head[0]++ },
		"another proof":     func(t *Timeliness) { t.Checkpoint.Path[0][0]++ },
		"another index":     func(t *Timeliness) { t.Checkpoint.Index = 0 },
		"proven further":    func(t *Timeliness) { t.Proven-- },
		"another law":       func(t *Timeliness) { t.Framework = "A framework of somebody's own" },
		"never received":    func(t *Timeliness) { t.Events = t.Events[1:] },
		"a stranger's seal": func(t *Timeliness) {
			stranger, _ := NewSigner(bytes.Repeat([]byte{9}, 32))
			t.Checkpoint.Checkpoint = stranger.Checkpoint(t.Checkpoint.Checkpoint.Statement)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cert, err := answered(t, 60).issue(by).Certificate(by)
			if err != nil {
				t.Fatal(err)
			}
			lie(&cert.Statement)
			cert = by.Certify(cert.Statement)
			if err := cert.Verify(by.Public()); err == nil {
				t.Error("nobody notices")
			}
		})
	}
}

func TestVerify_wantsTheKeyThatIsGiven(t *testing.T) {
	t.Parallel()
	by, stranger := testSigner(t, 7), testSigner(t, 9)
	cert, err := answered(t, 20).issue(stranger).Certificate(stranger)
	if err != nil {
		t.Fatal(err)
	}
	if cert.Verify(nil) != nil || cert.Verify(by.Public()) == nil {
		t.Error("want it to be taken as the stranger's, and not as ours")
	}
}

func TestParseCertificate_refusesWhatIsNone(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	cert, err := answered(t, 20).issue(by).Certificate(by)
	if err != nil {
		t.Fatal(err)
	}
	text := string(cert.Encode())
	for name, doctored := range map[string]string{
		"nothing":          "",
		"another form":     strings.Replace(text, "certificate 1", "certificate 9", 1),
		"an unknown field": strings.Replace(text, `{"statement"`, `{"note":"x","statement"`, 1),
		"a field twice":    strings.Replace(text, `"framework":`, `"framework":"x","framework":`, 1),
		"a tail":           text + "{}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := ParseCertificate([]byte(doctored)); err == nil {
				t.Error("want it refused")
			}
		})
	}
	var spaced bytes.Buffer
	if err := json.Indent(&spaced, []byte(text), "", "  "); err != nil {
		t.Fatal(err)
	}
	if _, err := ParseCertificate(spaced.Bytes()); err != nil {
		t.Errorf("with white space: %v", err)
	}
}

func TestIssue_refusesABrokenChain(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	i := answered(t, 20).issue(by)
	i.Chain.Events[0].Late = 1
	if _, err := i.Certificate(by); err == nil {
		t.Error("want no certificate for a chain that is broken")
	}
}
