package audit

import (
	"bytes"
	"strings"
	"testing"
)

// aDump is a dump of one case with one event, and a table that is none of ours.
const aDump = `COPY public.cases (number, version, state) FROM stdin;
RC-7K3F-9Q2M	1	{}
\.

COPY public.case_events (number, seq, action, transition, actor_role, actor_id, at, recorded_at, facts, from_steps, to_steps, late, key, hash) FROM stdin;
RC-7K3F-9Q2M	1	complaint.received	T01	complainant		2018-08-24 10:00:00+00	2018-08-24 10:00:00+00	{"a": "b"}	{}	{S0}	0	k	\\x00
\.

COPY public.filings (number, sealed) FROM stdin;
RC-7K3F-9Q2M	\\xff00
\.

COPY public.documents (id, number, type, size, sha256, key) FROM stdin;
d1	RC-7K3F-9Q2M	a/b	1	ab	\N
\.

COPY public.other (a) FROM stdin;
x\ty\\
\.
`

// FuzzDumpText reads what could be handed to audit verify as a dump. Whatever is
// in it, it is read and checked, or refused.
func FuzzDumpText(f *testing.F) {
	f.Add(aDump)
	f.Add(strings.ReplaceAll(aDump, "\n", "\r\n"))
	f.Add(aDump[:300])
	f.Add("PGDMP\x01\x0e")
	f.Add("COPY ( FROM\n\\.\nCOPY case_events () FROM stdin;\n\n\\.\n")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ReadDump(strings.NewReader(text))
		if (d == nil) == (err == nil) {
			t.Fatalf("got %v and %v", d, err)
		}
		if d == nil {
			return
		}
		for _, file := range d.Files {
			for _, fault := range file.Check() {
				if fault.String() == "" {
					t.Error("a fault without words")
				}
			}
		}
	})
}

func FuzzParseKey(f *testing.F) {
	signer, err := NewSigner(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(signer.Public().PEM()))
	f.Add([]byte(signer.Public().Fingerprint()))
	f.Add([]byte("-----BEGIN PUBLIC KEY-----\n\n-----END PUBLIC KEY-----\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		k, err := ParseKey(text)
		if err != nil {
			return
		}
		if again, err := ParseKey([]byte(k.PEM())); err != nil || !bytes.Equal(again, k) {
			t.Errorf("%q is read as %s and then as %s, %v", text, k.ID(), again.ID(), err)
		}
	})
}
