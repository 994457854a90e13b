package store_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"recourse/audit"
	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// attack changes a record behind the back of the program, as somebody can who has
// all rights over the database. Words in braces stand for what the record holds.
type attack struct {
	sql  string
	want []string // kind and event of each fault of the case
}

// The record under attack: event 3 is a message with texts, event 4 adds a
// document, checkpoint 1 knows the cases up to event 4, checkpoint 2 the case up
// to event 6 and not its neighbour, and event 7 came after it.
const (
	inMessage = " WHERE number = '{case}' AND seq = 3"
	lastEvent = 7
)

var attacks = map[string]attack{
	"number":      {"UPDATE case_events SET number = '{other}', seq = 9" + inMessage, []string{"missing 3", "OTHER missing 2", "OTHER changed 9", "OTHER forged 2", "OTHER text missing 9"}},
	"action":      {"UPDATE case_events SET action = 'case.assigned'" + inMessage, []string{"changed 3"}},
	"transition":  {"UPDATE case_events SET transition = 'T99'" + inMessage, []string{"changed 3"}},
	"actor role":  {"UPDATE case_events SET actor_role = 'manager'" + inMessage, []string{"changed 3"}},
	"actor":       {"UPDATE case_events SET actor_id = 'staff/9'" + inMessage, []string{"changed 3"}},
	"at":          {"UPDATE case_events SET at = at - interval '1 microsecond'" + inMessage, []string{"changed 3"}},
	"recorded at": {"UPDATE case_events SET recorded_at = recorded_at - interval '1 day'" + inMessage, []string{"changed 3"}},
	"facts":       {`UPDATE case_events SET facts = '{"a": "b"}'` + inMessage, []string{"changed 3"}},
	"no facts":    {`UPDATE case_events SET facts = '[1]'` + inMessage, []string{"changed 3"}},
	"from":        {"UPDATE case_events SET from_steps = '{}'" + inMessage, []string{"changed 3"}},
	"to":          {`UPDATE case_events SET to_steps = '{S2,"S, 3"}'` + inMessage, []string{"changed 3"}},
	"null facts":  {"UPDATE case_events SET facts = 'null'" + inMessage, []string{"changed 3"}},
	"a text":      {`UPDATE case_events SET facts = '""'` + inMessage, []string{"changed 3"}},
	"a list":      {"UPDATE case_events SET facts = '[]'" + inMessage, []string{"changed 3"}},
	"a number":    {"UPDATE case_events SET facts = '12'" + inMessage, []string{"changed 3"}},
	"from bounds": {"UPDATE case_events SET from_steps = '[2:2]={S1}'" + inMessage, []string{"changed 3"}},
	"to bounds":   {"UPDATE case_events SET to_steps = '{{S1},{S2}}'" + inMessage, []string{"changed 3"}},
	"never at":    {"UPDATE case_events SET at = 'infinity'" + inMessage, []string{"changed 3"}},
	"never":       {"UPDATE case_events SET recorded_at = '-infinity'" + inMessage, []string{"changed 3"}},
	"antiquity":   {"UPDATE case_events SET at = '0044-03-15 BC'" + inMessage, []string{"changed 3"}},
	"far at":      {"UPDATE case_events SET at = '20000-01-01'" + inMessage, []string{"changed 3"}},
	"null late": {
		"ALTER TABLE case_events ALTER COLUMN late DROP NOT NULL; UPDATE case_events SET late = NULL" + inMessage, []string{"changed 3"},
	},
	"null version": {
		"ALTER TABLE cases ALTER COLUMN version DROP NOT NULL; UPDATE cases SET version = NULL WHERE number = '{case}'", []string{"changed 0", "case removed 0"},
	},
	"late":        {"UPDATE case_events SET late = 1" + inMessage, []string{"changed 3"}},
	"key":         {"UPDATE case_events SET key = 'another'" + inMessage, []string{"changed 3", "text missing 3"}},
	"content":     {"UPDATE case_events SET content = sha256('x')" + inMessage, []string{"changed 3", "not linked 3"}},
	"sealed":      {"UPDATE case_events SET sealed = sha256('x')" + inMessage, []string{"not linked 3", "text changed 3"}},
	"sealed gone": {"UPDATE case_events SET sealed = NULL" + inMessage, []string{"not linked 3", "text changed 3"}},
	"hash":        {"UPDATE case_events SET hash = sha256('x')" + inMessage, []string{"not linked 3", "not linked 4"}},
	"columns and content": {
		"UPDATE case_events SET late = 1, content = decode('{late}', 'hex')" + inMessage, []string{"not linked 3"},
	},
	"a middle event":    {"DELETE FROM case_events" + inMessage, []string{"missing 3"}},
	"the first event":   {"DELETE FROM case_events WHERE number = '{case}' AND seq = 1", []string{"missing 1"}},
	"the last event":    {"DELETE FROM case_events WHERE number = '{case}' AND seq = 7", []string{"truncated 7"}},
	"the end":           {"DELETE FROM case_events WHERE number = '{case}' AND seq >= 5", []string{"truncated 5"}},
	"the end, and told": {"DELETE FROM case_events WHERE number = '{case}' AND seq >= 5; UPDATE cases SET version = 4 WHERE number = '{case}'", []string{"truncated 6"}},
	"two that swap": {
		"UPDATE case_events SET seq = 100" + inMessage + "; UPDATE case_events SET seq = 3 WHERE number = '{case}' AND seq = 4; UPDATE case_events SET seq = 4 WHERE number = '{case}' AND seq = 100",
		[]string{"reordered 3", "not linked 3", "reordered 4", "not linked 4", "rewritten 4", "not linked 5"},
	},
	"a forged event": {
		"INSERT INTO case_events SELECT number, 8, action, transition, actor_role, actor_id, at, recorded_at, facts, from_steps, to_steps, late, '', content, NULL, hash FROM case_events" + inMessage,
		[]string{"changed 8", "not linked 8", "forged 8"},
	},
	"a forged event, and told": {
		"INSERT INTO case_events SELECT number, 8, action, transition, actor_role, actor_id, at, recorded_at, facts, from_steps, to_steps, late, '', content, NULL, hash FROM case_events" + inMessage +
			"; UPDATE cases SET version = 8 WHERE number = '{case}'",
		[]string{"changed 8", "not linked 8"},
	},
	"the end rewritten": {
		"UPDATE case_events SET hash = sha256('x') WHERE number = '{case}' AND seq = 6", []string{"not linked 6", "rewritten 6", "not linked 7"},
	},
	"the row of the case": {"DELETE FROM cases WHERE number = '{case}'", []string{"case removed 0"}},
	"the whole case": {
		"DELETE FROM cases WHERE number = '{case}'; DELETE FROM case_events WHERE number = '{case}'; DELETE FROM filings WHERE number = '{case}'",
		[]string{"case removed 0", "case removed 0"},
	},
	"all events":          {"DELETE FROM case_events WHERE number = '{case}'", []string{"truncated 1"}},
	"the filing":          {`UPDATE filings SET sealed = sealed || 'x' WHERE number = '{case}'`, []string{"text changed 1"}},
	"no filing":           {"DELETE FROM filings WHERE number = '{case}'", []string{"text missing 1"}},
	"the texts":           {`UPDATE act_details SET sealed = 'all is well' WHERE number = '{case}'`, []string{"text changed 3", "text changed 4"}},
	"no texts":            {"DELETE FROM act_details WHERE number = '{case}'", []string{"text missing 3", "text changed 4"}},
	"texts that are null": {"UPDATE act_details SET sealed = NULL WHERE number = '{case}'", []string{"text missing 3", "text changed 4"}},
	"a case that is erased": {
		"DELETE FROM case_keys WHERE number = '{case}'; DELETE FROM act_details WHERE number = '{case}'; DELETE FROM filings WHERE number = '{case}'; DELETE FROM documents WHERE number = '{case}'", nil,
	},
	"a case whose texts are emptied with its key": {
		"DELETE FROM case_keys WHERE number = '{case}'; UPDATE filings SET sealed = '' WHERE number = '{case}'; UPDATE act_details SET digest = '', sealed = NULL WHERE number = '{case}'; " +
			"DELETE FROM document_chunks t USING uploads u WHERE u.id = t.upload AND u.number = '{case}'; UPDATE documents SET sealed = '', sha256 = '' WHERE number = '{case}'", nil,
	},
	"texts that are emptied": {
		"UPDATE filings SET sealed = '' WHERE number = '{case}'; UPDATE documents SET sha256 = '' WHERE number = '{case}'", []string{"text missing 1", "text changed 4"},
	},
	"texts of an erased case": {
		"DELETE FROM case_keys WHERE number = '{case}'; UPDATE act_details SET sealed = 'all is well' WHERE number = '{case}'", []string{"text changed 3", "text changed 4"},
	},
	"a key that is destroyed": {
		"DELETE FROM case_keys WHERE number = '{case}'; DELETE FROM act_details WHERE number = '{case}'; DELETE FROM filings WHERE number = '{case}'; DELETE FROM documents WHERE number = '{case}'",
		[]string{"key destroyed without erasure 7"},
	},
	"a key that is destroyed, with the erasure": {
		"DELETE FROM case_keys WHERE number = '{case}'; DELETE FROM case_events WHERE number = '{case}' AND seq = 8; UPDATE cases SET version = 7 WHERE number = '{case}'",
		[]string{"key destroyed without erasure 7"},
	},
	"an erasure that was made up": {
		"DELETE FROM case_keys WHERE number = '{case}'; UPDATE case_events SET action = 'case.erased' WHERE number = '{case}' AND seq = 7", []string{"changed 7"},
	},
	"a key that is not destroyed yet": {"SELECT 1", nil},
	"texts put in":                    {"INSERT INTO act_details (number, key, digest, action, sealed) SELECT number, key, '', action, 'x' FROM case_events WHERE number = '{case}' AND seq = 2", []string{"text changed 2"}},
	"the document":                    {"UPDATE documents SET sha256 = 'cd' WHERE number = '{case}'", []string{"text changed 4"}},
	"no content":                      {"DELETE FROM document_chunks t USING uploads u WHERE u.id = t.upload AND u.number = '{case}'", []string{"text missing 4"}},
	"a piece of a content":            {"UPDATE document_chunks t SET n = 1 FROM uploads u WHERE u.id = t.upload AND u.number = '{case}'", []string{"text missing 4"}},
	"an empty content":                {"UPDATE document_chunks t SET sealed = '' FROM uploads u WHERE u.id = t.upload AND u.number = '{case}'", []string{"text missing 4"}},
	"no document":                     {"DELETE FROM documents WHERE number = '{case}'", []string{"text changed 4"}},
	"nothing":                         {"SELECT 1", nil},
}

// erased are the attacks on a case that event 8 has erased before.
var erased = map[string]bool{
	"a case that is erased": true, "a case whose texts are emptied with its key": true, "texts of an erased case": true,
	"a key that is destroyed, with the erasure": true, "a key that is not destroyed yet": true,
}

// signed are the attacks on checkpoints, which concern all cases.
var signed = map[string]attack{
	"instant of checkpoint": {"UPDATE checkpoints SET at = at - interval '1 day' WHERE n = 1", []string{"CHECKPOINT 1", "CHECKPOINT 2"}},
	"never":                 {"UPDATE checkpoints SET at = 'infinity' WHERE n = 1", []string{"CHECKPOINT 1", "CHECKPOINT 2"}},
	"far instant":           {"UPDATE checkpoints SET at = '20000-01-01' WHERE n = 2", []string{"CHECKPOINT 2"}},
	"null":                  {"ALTER TABLE checkpoints ALTER COLUMN at DROP NOT NULL; UPDATE checkpoints SET at = NULL WHERE n = 1", []string{"CHECKPOINT 1", "CHECKPOINT 2"}},
	"root of checkpoint":    {"UPDATE checkpoints SET root = sha256('x') WHERE n = 2", []string{"CHECKPOINT 2", "CHECKPOINT 2"}},
	"count of checkpoint":   {"UPDATE checkpoints SET heads = 7 WHERE n = 2", []string{"CHECKPOINT 2", "CHECKPOINT 2"}},
	"signature":             {"UPDATE checkpoints SET signature = sha256('x') WHERE n = 2", []string{"CHECKPOINT 2"}},
	"another key":           {"UPDATE checkpoints SET public_key = sha256('x') WHERE n = 2", []string{"CHECKPOINT 2"}},
	"previous":              {"UPDATE checkpoints SET previous = sha256('x') WHERE n = 2", []string{"CHECKPOINT 2", "CHECKPOINT 2"}},
	"the first checkpoint":  {"DELETE FROM checkpoints WHERE n = 1", []string{"CHECKPOINT 1"}},
	"the last checkpoint":   {"DELETE FROM checkpoint_heads WHERE n = 2; DELETE FROM checkpoints WHERE n = 2", []string{"CHECKPOINT 2"}},
	"all checkpoints":       {"DELETE FROM checkpoint_heads; DELETE FROM checkpoints", []string{"CHECKPOINT 1", "CHECKPOINT 2"}},
	"sequence of a head":    {"UPDATE checkpoint_heads SET seq = 5 WHERE n = 2", []string{"CHECKPOINT 2", "rewritten 5"}},
	"hash of a head":        {"UPDATE checkpoint_heads SET hash = sha256('x') WHERE n = 2", []string{"CHECKPOINT 2", "rewritten 6"}},
	"a head of nowhere": {
		"ALTER TABLE checkpoint_heads ALTER COLUMN seq DROP NOT NULL; UPDATE checkpoint_heads SET seq = NULL WHERE n = 2", []string{"CHECKPOINT 2", "changed 0"},
	},
	"a head": {"DELETE FROM checkpoint_heads WHERE n = 1 AND number = '{other}'", []string{"CHECKPOINT 1"}},
}

// victim is a case under attack, with a neighbour.
type victim struct {
	number, other complaint.Number
	late          audit.Hash // of its message with another lateness
}

// attacked is a record before it is attacked, with what is kept elsewhere.
type attacked struct {
	*store.Store
	url     string
	victims map[string]*victim
	key     audit.PublicKey
	anchors map[int]audit.Hash
}

// newAttacked makes a record with a victim for each name.
func newAttacked(t *testing.T, names ...string) *attacked {
	t.Helper()
	a := &attacked{url: storetest.URL(t), victims: map[string]*victim{}}
	ctx := context.Background()
	var err error
	if a.Store, err = store.Open(ctx, a.url); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	if err := a.Unlock(ctx, storetest.Master(t)); err != nil {
		t.Fatal(err)
	}
	signer, err := audit.NewSigner(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	stories := make([]*story, len(names))
	for i, name := range names {
		stories[i] = a.begin(t, name)
	}
	first := a.checkpoint(t, signer, "first", 1)
	for _, s := range stories {
		s.do(complaint.CaseOfficer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").do(complaint.PrivacyOfficer, complaint.ResponseApproved).record(a.Store, 4)
	}
	second := a.checkpoint(t, signer, "second", 2)
	for i, s := range stories {
		if s.do(complaint.CaseOfficer, complaint.ResponseSent).record(a.Store, 6); s.c.Seq != lastEvent {
			t.Fatalf("the case stands at event %d, want %d", s.c.Seq, lastEvent)
		}
		if erased[names[i]] {
			s.do(complaint.System, complaint.CaseErased, "ground=REQUEST", "again=true").record(a.Store, lastEvent)
		}
	}
	a.key, a.anchors = signer.Public(), map[int]audit.Hash{1: first.Statement.Hash(), 2: second.Statement.Hash()}
	return a
}

// begin files a victim and its neighbour, and goes on up to the document.
func (a *attacked) begin(t *testing.T, name string) *story {
	t.Helper()
	n := newCase(name, received)
	file(t, a.Store, n)
	v := &victim{number: n.Case.Number, other: file(t, a.Store, newCase(name+", another", received)).Number}
	a.victims[name] = v
	s := begin(t, n).do(complaint.CaseOfficer, complaint.TriageAccepted, "data_class=NON_HR")
	a.keep(t, s, "text", "handed over to her in person")
	s.do(complaint.Complainant, complaint.MessageSent)
	message := audit.EventOf(v.number, s.events[2])
	message.Late = 1
	v.late = message.Content()
	doc := law.Document{ID: "document of " + name, Name: "a.pdf", SHA256: "ab", AddedAt: received, Key: a.keep(t, s, "document", "document of "+name)}
	if err := take(t, a.Store, v.number, "upload of "+name, doc, []byte("a")); err != nil {
		t.Fatal(err)
	}
	return s.do(complaint.Complainant, complaint.DocumentAdded).recorded(a.Store, 1)
}

// recorded is record, for a story that goes on.
func (s *story) recorded(to *store.Store, n int) *story {
	s.t.Helper()
	s.record(to, n)
	return s
}

// keep keeps a text for the next act of the story and returns its key.
func (a *attacked) keep(t *testing.T, s *story, name, text string) string {
	t.Helper()
	key := fmt.Sprint("act ", len(s.events))
	if err := a.KeepDetails(context.Background(), s.c.Number, key, "digest", "act", map[string]string{name: text}); err != nil {
		t.Fatal(err)
	}
	return key
}

func (a *attacked) checkpoint(t *testing.T, signer *audit.Signer, run string, want int) audit.Checkpoint {
	t.Helper()
	var last audit.Checkpoint
	for range 2 { // a run that is repeated makes no second one
		c, err := a.Checkpoint(context.Background(), signer, run, received)
		if err != nil || c.Statement.Checkpoint != want || !c.Valid() {
			t.Fatalf("checkpoint %+v, %v", c, err)
		}
		last = c
	}
	return last
}

func (a *attacked) suffer(t *testing.T, v *victim, sql string) {
	t.Helper()
	ctx := context.Background()
	c, err := a.DB().Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	sql = strings.NewReplacer("{case}", string(v.number), "{other}", string(v.other), "{late}", v.late.String()).Replace(sql)
	if _, err := c.ExecContext(ctx, "SET session_replication_role = replica; "+sql+"; SET session_replication_role = origin"); err != nil {
		t.Fatal(err)
	}
}

// told returns the faults of a report about a case, and those of checkpoints, in
// the words of the table.
func (v *victim) told(r *audit.Report) []string {
	r.Sort()
	var told []string
	for _, f := range r.Faults {
		switch f.Number {
		case "":
			told = append(told, fmt.Sprint("CHECKPOINT ", f.Checkpoint))
		case v.number:
			told = append(told, fmt.Sprintf("%s %d", f.Kind, f.Seq))
		case v.other:
			told = append(told, fmt.Sprintf("OTHER %s %d", f.Kind, f.Seq))
		}
	}
	return told
}

// verified verifies the record, and a dump of it.
func (a *attacked) verified(t *testing.T) map[string]*audit.Report {
	t.Helper()
	fresh := func() *audit.Succession { return &audit.Succession{Key: a.key, Anchors: a.anchors} }
	record, offline := &audit.Report{}, &audit.Report{}
	if err := a.Verify(context.Background(), record, fresh(), 2); err != nil {
		t.Fatal(err)
	}
	d, err := audit.ReadDump(bytes.NewReader(dump(t, a.url)))
	if err != nil {
		t.Fatal(err)
	}
	d.Verify(offline, fresh())
	return map[string]*audit.Report{"record": record, "dump": offline}
}

// check compares what was found with what an attack should show.
func (v *victim) check(t *testing.T, name string, reports map[string]*audit.Report, want []string) {
	t.Helper()
	for of, r := range reports {
		if got := v.told(r); !same(got, want) {
			t.Errorf("%s, %s: got %q, want %q", name, of, got, want)
		}
	}
}

// Each attack has a case of its own, so that one verification must name them all
// and no other.
func TestVerify_namesEachAttack(t *testing.T) {
	t.Parallel()
	a := newAttacked(t, slices.Collect(maps.Keys(attacks))...)
	for name, attack := range attacks {
		a.suffer(t, a.victims[name], attack.sql)
	}
	reports := a.verified(t)
	for name, attack := range attacks {
		a.victims[name].check(t, name, reports, attack.want)
	}
}

func TestVerify_namesEachAttackOnACheckpoint(t *testing.T) {
	t.Parallel()
	for name, attack := range signed {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAttacked(t, name)
			a.suffer(t, a.victims[name], attack.sql)
			a.victims[name].check(t, name, a.verified(t), attack.want)
		})
	}
}

func same(got, want []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want)))
}

// dump makes a plain dump of a database.
func dump(t *testing.T, url string) []byte {
	t.Helper()
	text, err := exec.CommandContext(t.Context(), "pg_dump", "--format=plain", "--dbname="+url).Output()
	if err != nil {
		t.Skipf("pg_dump: %v", err)
	}
	return text
}

func TestEvents_refuseAGap(t *testing.T) {
	t.Parallel()
	a := newAttacked(t, "it")
	_, err := a.DB().ExecContext(context.Background(), `INSERT INTO case_events SELECT number, 9, action, transition, actor_role, actor_id, at, recorded_at,
		facts, from_steps, to_steps, late, '', content, NULL, hash FROM case_events WHERE number = $1 AND seq = 3`, string(a.victims["it"].number))
	if err == nil || !strings.Contains(err.Error(), "gap") {
		t.Errorf("got %v, want the gap to be refused", err)
	}
	for _, statement := range []string{"UPDATE checkpoints SET at = now()", "DELETE FROM checkpoint_heads", "TRUNCATE checkpoints CASCADE"} {
		if _, err := a.DB().ExecContext(context.Background(), statement); err == nil {
			t.Errorf("%s: want it refused", statement)
		}
	}
}

func TestChain_provesTheCaseInItsCheckpoint(t *testing.T) {
	t.Parallel()
	a := newAttacked(t, "it")
	v := a.victims["it"]
	for number, want := range map[complaint.Number]audit.Head{v.number: {Seq: 6}, v.other: {Seq: 1}} {
		c, err := a.Chain(context.Background(), number)
		if err != nil {
			t.Fatal(err)
		}
		if c.Head.Seq != want.Seq || c.Head.Hash != c.Links[want.Seq-1].Hash {
			t.Errorf("head %+v, want that of event %d", c.Head, want.Seq)
		}
		if err := c.Checkpoint.Proves(c.Head, a.key); err != nil {
			t.Error(err)
		}
	}
	_, err := a.Chain(context.Background(), "RC-0000-0000")
	if complaint.KindOf(err) != complaint.Missing {
		t.Errorf("got %v, want that there is no such case", err)
	}
}
