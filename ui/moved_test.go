package ui

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

const moveForm = "/desk/cases/RC-TEST-0001/acts/pack.moved"

// Before an officer confirms, the form shows which dates each pack would change.
func TestMovePack_showsTheDatesBefore(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	dpf, err := law.Lookup(law.PackRef{ID: "EU-DPF-2023"})
	if err != nil {
		t.Fatal(err)
	}
	d := b.service.rec.Case.Deadlines[0]
	b.service.goals = []law.Goal{
		{Pack: dpf, Changes: []law.Change{{Rule: d.Rule, Track: d.Track, From: d.Due, To: d.Due.AddDays(-5)}}},
		{Pack: law.Packs()[0]},
	}
	a := b.get(moveForm).want(http.StatusOK)
	wellBuilt(t, a)
	if got := a.text(`[data-pack="EU-DPF-2023@1.0.0"]`); !strings.Contains(got, "EU-U.S. Data Privacy Framework, version 1.0.0") ||
		!strings.Contains(got, "8 October 2018, becomes: ") || !strings.Contains(got, "3 October 2018") {
		t.Errorf("the outlook reads %q", got)
	}
	if got := a.text(`[data-pack="` + law.Packs()[0].Ref().String() + `"]`); !strings.Contains(got, "No date changes") {
		t.Errorf("the outlook reads %q", got)
	}
	if got := a.each("#f-pack option", "value"); len(got) != 3 || got[1] != "EU-DPF-2023@1.0.0" {
		t.Errorf("the choices are %v", got)
	}
}

// Afterwards the entry says from where to where, and what has changed.
func TestMovePack_theEntrySaysWhatChanged(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.post(moveForm, url.Values{"key": {"a1"}, "pack": {"EU-DPF-2023@1.0.0"}, "reason": {"Certified since."}}).leads("/desk/cases/RC-TEST-0001")
	if got := b.service.rec.Case.Pack.String(); got != "EU-DPF-2023@1.0.0" {
		t.Fatalf("the case goes by %s", got)
	}
	for _, want := range []string{"Moved to other rules", "EU-U.S. Data Privacy Framework, version 1.0.0", "Until then: EU-U.S. Privacy Shield, version 1.0.0", "No date changes", "Certified since.", "H70"} {
		if got := b.get("/desk/cases/RC-TEST-0001").text("#event-2"); !strings.Contains(got, want) {
			t.Errorf("the entry does not say %q: %s", want, got)
		}
	}
	last := &b.service.rec.Entries[1].Event
	last.Facts["moved"] = "D45:2018-10-08>2018-10-03"
	if got := b.get("/desk/cases/RC-TEST-0001").text("#event-2"); !strings.Contains(got, "8 October 2018, becomes: ") || strings.Contains(got, "No date changes") {
		t.Errorf("the entry reads %q", got)
	}
	b.post(moveForm, url.Values{"key": {"a2"}, "pack": {"EU-DPF-2023@1.0.0"}, "reason": {"Again."}}).want(http.StatusConflict)
	if b.service.rec.Entries[len(b.service.rec.Entries)-1].Action != complaint.PackMoved {
		t.Error("another entry has come")
	}
}

// Invariant (v): every deadline on both pages says how well its figure is sourced,
// and where.
func TestCase_everyDeadlineSaysItsBasis(t *testing.T) {
	t.Parallel()
	for path, who := range map[string]access.Caller{"/desk/cases/RC-TEST-0001": officer, "/my-case": person} {
		b := open(t, who)
		b.service.do(t, officer, complaint.TriageAccepted, nil, "data_class=NON_HR")
		b.service.do(t, person, complaint.DPAContacted, nil, "authority=SE")
		b.service.do(t, officer, complaint.DPARefersDoC, nil)
		a := b.get(path).want(http.StatusOK)
		if len(b.service.rec.Case.Deadlines) < 2 {
			t.Fatal("too few deadlines run")
		}
		for _, d := range b.service.rec.Case.Deadlines {
			r, why := b.service.rec.Case.Rule(d), a.text(fmt.Sprintf(`details.why[id$="-%d"]`, d.ID))
			cite := r.Cite
			if who == person {
				cite = words.T(context.Background(), "own.cite."+string(d.Rule))
			}
			for _, want := range []string{cite, words.T(context.Background(), "basis."+string(r.Basis))} {
				if !strings.Contains(why, want) {
					t.Errorf("%s: %s does not say %q: %s", path, d.Rule, want, why)
				}
			}
		}
	}
}

// A reminder of a deadline that kept its date is named by the pack it kept.
func TestLetterTitle_speaksByTheRuleOfItsDeadline(t *testing.T) {
	t.Parallel()
	for want, kept := range map[string]law.PackRef{
		"Assemble the evidence pack for the panel":        {},
		"Assemble the evidence pack for the Commissioner": {ID: "CH-PS-2017", Version: "1.0.0"},
	} {
		b := open(t, officer)
		rec := &b.service.rec
		rec.Case.Deadlines = append(rec.Case.Deadlines, law.Deadline{ID: len(rec.Case.Deadlines) + 1, Rule: law.D60, Pack: kept})
		rec.Entries = append(rec.Entries, law.Entry{Event: law.Event{
			Seq: 2, Action: complaint.ReminderDue, Actor: complaint.Actor{Role: complaint.Clock}, At: received, Recorded: received,
			Facts:   map[string]string{"rule": string(law.D60), "deadline": strconv.Itoa(len(rec.Case.Deadlines))},
			Letters: []law.Letter{{Code: law.ReminderLetter, To: complaint.CaseOfficer, Rule: law.D60}},
		}})
		r := &reading{ctx: context.Background(), rec: *rec}
		if got := r.letterTitle(rec.Entries[1].Letters[0], 2); !strings.Contains(got, want) {
			t.Errorf("a reminder by %q is called %q, want %q", kept.ID, got, want)
		}
	}
}
