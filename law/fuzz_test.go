package law

import (
	"encoding/json"
	"io/fs"
	"testing"
	"time"

	"recourse/complaint"
)

// FuzzParsePack reads packs that anybody could hand to law check: what is read
// can be used, and what is not is told, without a panic.
func FuzzParsePack(f *testing.F) {
	names, err := fs.Glob(packFiles, "packs/*.yaml")
	if err != nil || len(names) == 0 {
		f.Fatal(names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(packFiles, name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("id: A\nversion: 1.0.0\nextends: EU-PS-2016\n"))
	f.Add([]byte("a: &a [*a, *a]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := ParsePack(text)
		if (p == nil) == (err == nil) {
			t.Errorf("got %v and %v", p, err)
		}
		if p == nil {
			return
		}
		for _, id := range Rules {
			if r := p.Rule(id); r != nil && r.Title == "" && r.Basis == "" {
				t.Errorf("rule %s was taken and says nothing", id)
			}
		}
	})
}

// FuzzParseData reads the forms of all acts.
func FuzzParseData(f *testing.F) {
	f.Add(uint8(3), `{"data_class": "NON_HR", "principles": ["ACCESS", "SECURITY"], "reason": "because"}`)
	f.Add(uint8(0), `{"text": "a\u0000b", "confirmed": true, "on": "2018-08-24"}`)
	f.Add(uint8(9), `{"linked_case": "RC-0000-0000", "assignee": "staff/1", "pack": "EU-PS-2016@1.0.0"}`)
	f.Add(uint8(200), `{"data_class": [[1]], "principles": {"a": null}, "": 1e999}`)
	c, _ := Receive("RC-TEST-0001", Packs()[0].Ref(), Facts{Residence: "SE", ReceivedAt: day0, Entity: "TEKSYSTEMS"}, "k", complaint.Actor{Role: complaint.Complainant}, day0)
	f.Fuzz(func(t *testing.T, n uint8, text string) {
		var data map[string]any
		if json.Unmarshal([]byte(text), &data) != nil {
			return
		}
		action := actions[int(n)%len(actions)].Action
		facts, private, err := ParseData(action, data)
		if err != nil {
			if complaint.KindOf(err) == "" {
				t.Errorf("%s %s is answered with a fault of ours: %v", action, text, err)
			}
			return
		}
		for name, value := range facts {
			if _, known := data[name]; !known {
				t.Errorf("%s has a fact %s=%q that nobody gave", action, name, value)
			}
		}
		act := Act{Key: "k2", Action: action, Actor: complaint.Actor{Role: complaint.CaseOfficer, ID: "staff/1"}, Facts: facts}
		probe := c.Clone()
		if err := probe.Check(act, day0.Add(time.Hour)); err != nil && complaint.KindOf(err) == "" {
			t.Errorf("the law answers %s with a fault of ours: %v", action, err)
		}
		_ = probe.CheckTexts(act, private)
	})
}

var day0 = time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)
