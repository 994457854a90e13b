package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"

	"recourse/complaint"
)

// sample is the event that docs/audit.md writes out.
func sample() Event {
	at := time.Date(2018, 8, 24, 10, 0, 0, 123456789, time.UTC).Truncate(Precision)
	return Event{
		Number: "RC-7K3F-9Q2M", Seq: 2, Action: complaint.TriageAccepted, Transition: "T02", ActorRole: complaint.CaseOfficer, ActorID: "staff/1",
		At: at, RecordedAt: at.Add(time.Second), Facts: map[string]string{"data_class": "NON_HR", "a": "å"},
		From: []complaint.Step{"S0"}, To: []complaint.Step{"S1", "S2"}, Key: "k",
	}
}

// Whoever changes this changes every chain on record.
const sampleForm = "16:recourse event 1,12:RC-7K3F-9Q2M,1:2,15:triage.accepted,3:T02,12:case_officer,7:staff/1,16:1535104800123456,16:1535104801123456," +
	"32:1:a,2:å,10:data_class,6:NON_HR,,5:2:S0,,10:2:S1,2:S2,,1:0,1:k,"

func TestAppend_isTheFormOnRecord(t *testing.T) {
	t.Parallel()
	e := sample()
	if got := string(e.Append(nil)); got != sampleForm {
		t.Errorf("got  %s\nwant %s", got, sampleForm)
	}
	if e.Content() != sha256.Sum256([]byte(sampleForm)) {
		t.Error("the content is not the hash of the form")
	}
	empty := Event{At: time.Unix(0, 0), RecordedAt: time.Unix(0, 0)}
	if got := string(empty.Append(nil)); got != "16:recourse event 1,0:,1:0,0:,0:,0:,0:,1:0,1:0,0:,0:,0:,1:0,0:," {
		t.Errorf("empty: %s", got)
	}
}

func TestNext_isTheHashOnRecord(t *testing.T) {
	t.Parallel()
	begin := sha256.Sum256([]byte("recourse chain 1\nRC-7K3F-9Q2M"))
	if Begin("RC-7K3F-9Q2M") != begin {
		t.Error("the chain begins otherwise")
	}
	content, sealed := Hash{1}, Hash{2}
	all := append(append(append([]byte{}, begin[:]...), content[:]...), sealed[:]...)
	if Next(begin, content, sealed) != sha256.Sum256(all) {
		t.Error("the chain goes on otherwise")
	}
}

func TestReadSteps_readsWhatPostgreSQLWrites(t *testing.T) {
	t.Parallel()
	for column, want := range map[string]string{`{}`: "", `{S1}`: "S1", `{S1/OVERDUE,S2.1}`: "S1/OVERDUE|S2.1", `{"a b","c\"d,e","\\"}`: `a b|c"d,e|\`, `{"",x}`: "|x"} {
		steps, err := ReadSteps(column)
		var got []string
		for _, s := range steps {
			got = append(got, string(s))
		}
		if err != nil || strings.Join(got, "|") != want {
			t.Errorf("%s: got %q, %v", column, got, err)
		}
	}
	for _, column := range []string{"", "{", "S1", `{"S1}`} {
		if _, err := ReadSteps(column); err == nil {
			t.Errorf("%q: want it refused", column)
		}
	}
}

func TestHash_writesAndReadsItself(t *testing.T) {
	t.Parallel()
	for _, h := range []Hash{{}, {1, 2, 3}} {
		text, _ := h.MarshalText()
		var got Hash
		if err := got.UnmarshalText(text); err != nil || got != h {
			t.Errorf("%s: got %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"0", "zz", strings.Repeat("0", 63), strings.Repeat("0", 66), strings.Repeat("g", 64)} {
		if err := new(Hash).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q: want it refused", text)
		}
	}
}

// The tree is that of the library, for every size, and every leaf is proven.
func TestTree_isThatOfRFC6962(t *testing.T) {
	t.Parallel()
	by := testSigner(t, 7)
	for size := range 34 {
		heads := make([]Head, size)
		var tree Tree
		reference := (&compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}).NewEmptyRange(0)
		for i := range heads {
			heads[i] = Head{Number: complaint.Number(fmt.Sprintf("RC-%04d", i)), Seq: i + 1, Hash: Hash{byte(i)}}
			tree.Add(heads[i])
			if err := reference.Append(heads[i].leaf(), nil); err != nil {
				t.Fatal(err)
			}
		}
		root, err := reference.GetRootHash(nil)
		if size == 0 {
			root = rfc6962.DefaultHasher.EmptyRoot()
		}
		if got := tree.Root(); err != nil || !bytes.Equal(got[:], root) {
			t.Fatalf("size %d: root %s, want %x", size, got, root)
		}
		made := by.Checkpoint(Statement{Checkpoint: 1, Heads: size, Root: tree.Root()})
		for i, h := range heads {
			p := Inclusion{Checkpoint: made, Index: i, Path: Prove(heads, i)}
			if err := p.Proves(h, by.Public()); err != nil {
				t.Errorf("size %d, head %d: %v", size, i, err)
			}
			h.Seq++
			if err := p.Proves(h, by.Public()); err == nil {
				t.Errorf("size %d, head %d: another head is proven", size, i)
			}
		}
	}
}

func TestReadDump_refusesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, says string }{
		"a custom format":   {"PGDMP\x01\x0e", "pg_restore"},
		"nothing":           {"", "case_events"},
		"insert statements": {"INSERT INTO case_events VALUES (1);\n", "case_events"},
		"half a table":      {"COPY public.case_events (number, seq) FROM stdin;\n", "ends within table case_events"},
		"no number":         {"COPY public.checkpoints (n, heads) FROM stdin;\nx\t1\n\\.\n", "table checkpoints"},
		"other bytes":       {"COPY public.filings (number, sealed) FROM stdin;\nRC-1\tabc\n\\.\n", "hexadecimal"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := ReadDump(strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want it to say %q", err, c.says)
			}
		})
	}
}

// A long line of a table that does not matter is not kept and ends no table.
func TestReadDump_passesOverLongLines(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 3<<20)
	text := "COPY public.document_contents (id, content) FROM stdin;\nd1\t" + long + "\n" + long + "\\.\n\\.\n" +
		"COPY public.case_events (number, seq) FROM stdin;\n\\.\nCOPY public.cases (number, version) FROM stdin;\nRC-1\t7\n\\.\n"
	d, err := ReadDump(strings.NewReader(text))
	if err != nil || d.Files["RC-1"] == nil || d.Files["RC-1"].Version != 7 {
		t.Errorf("got %+v, %v", d, err)
	}
}

func TestReadAnchors_wantsTheKey(t *testing.T) {
	t.Parallel()
	by, stranger := testSigner(t, 7), testSigner(t, 9)
	c := by.Checkpoint(Statement{Checkpoint: 4, At: received.Truncate(Precision)})
	text := fmt.Sprintf(`{"statement":%s,"signature":%q,"key":%q}`, c.Statement.Encode(), base64.StdEncoding.EncodeToString(c.Signature), base64.StdEncoding.EncodeToString(c.Key))
	got, err := ReadAnchors(strings.NewReader(text+"\n"+text), by.Public())
	if err != nil || got[4] != c.Statement.Hash() {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := ReadAnchors(strings.NewReader(text), stranger.Public()); err == nil {
		t.Error("want another's key to be refused")
	}
	if _, err := ReadAnchors(strings.NewReader(strings.Replace(text, `"checkpoint":4`, `"checkpoint":5`, 1)), nil); err == nil {
		t.Error("want another statement to be refused")
	}
}

func TestParseKey_readsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	key := testSigner(t, 7).Public()
	got, err := ParseKey([]byte(key.PEM()))
	if err != nil || !bytes.Equal(got, key) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, text := range []string{"", "key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"} {
		if _, err := ParseKey([]byte(text)); err == nil {
			t.Errorf("%q: want it refused", text)
		}
	}
}

func TestReadFacts_takesOnlyNamesWithTexts(t *testing.T) {
	t.Parallel()
	if facts := ReadFacts([]byte("{}")); facts != nil {
		t.Errorf("got %q of nothing", facts)
	}
	if facts := ReadFacts([]byte(`{"a": "null"}`)); facts["a"] != "null" || len(facts) != 1 {
		t.Errorf("got %q", facts)
	}
	for _, column := range []string{"[]", `""`, "12", "null", "", `{"a": null}`, `{"a": 1}`} {
		if facts := ReadFacts([]byte(column)); len(facts) != 1 || facts[unreadable] != column {
			t.Errorf("%q: got %q, want it unreadable", column, facts)
		}
	}
}

// A value that is not written as the record writes it is a fault of its event, and
// hides none of the others.
func TestReadDump_goesOnBeyondWhatIsUnreadable(t *testing.T) {
	t.Parallel()
	columns := "COPY public.case_events (number, seq, at, recorded_at, facts, from_steps, to_steps, late, content) FROM stdin;\n"
	good := []string{"2018-08-24 10:00:00+00", "2018-08-24 10:00:00+00", "{}", "{}", "{S0}", "0"}
	for i, bad := range map[int]string{0: "infinity", 1: "0044-03-15 00:00:00+00 BC", 2: `""`, 3: "[2:2]={S1}", 4: `\N`, 5: "x"} {
		row := append([]string{}, good...)
		row[i] = bad
		text := columns + "RC-1\t1\t" + strings.Join(row, "\t") + "\t\\N\nRC-2\t1\t" + strings.Join(good, "\t") + "\t\\N\n\\.\n"
		d, err := ReadDump(strings.NewReader(text))
		if err != nil || d.Files["RC-2"] == nil {
			t.Errorf("%q: got %+v, %v", bad, d, err)
			continue
		}
		if faults := d.Files["RC-1"].Check(); !slices.ContainsFunc(faults, func(f Fault) bool { return f.Seq == 1 && f.Kind == Changed }) {
			t.Errorf("%q: got %v", bad, faults)
		}
	}
	text := "COPY public.checkpoints (n, at, heads) FROM stdin;\n1\tinfinity\t0\n\\.\n" + columns + "\\.\n"
	d, err := ReadDump(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r := &Report{}
	if d.Verify(r, &Succession{}); len(r.Faults) == 0 || r.Faults[0].Checkpoint != 1 {
		t.Errorf("got %v, want a fault of the checkpoint", r.Faults)
	}
}
