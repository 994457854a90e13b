package server

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

func TestETag_nothingNewIsToldInAWord(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	o := h.officer(complaint.CaseOfficer)
	for path, reader := range map[string]*visitor{
		"/complaints/" + number:             v,
		"/cases/" + number:                  o,
		"/cases/" + number + "/events":      o,
		"/cases/" + number + "/actions":     o,
		"/cases/" + number + "/packs":       o,
		"/cases/" + number + "/arbitration": o,
		"/cases":                            o,
		"/packs":                            v,
		"/packs/EU-PS-2016":                 v,
	} {
		first := reader.get(apiBase + path).is(http.StatusOK)
		etag := first.header.Get(headerETag)
		if len(etag) < 2*tagBytes {
			t.Fatalf("%s has the ETag %q", path, etag)
		}
		again := reader.get(apiBase+path, "If-None-Match: \"other\", W/"+etag).is(http.StatusNotModified)
		if len(again.body) != 0 || again.header.Get(headerETag) != etag || again.header.Get(caseTimeHeader) == "" {
			t.Errorf("%s: 304 with body %q and header %v", path, again.body, again.header)
		}
		reader.get(apiBase+path, "If-None-Match: \"other\"").is(http.StatusOK)
	}
	if !strings.Contains(h.log.String(), `"status":304`) {
		t.Error("the log does not tell an answer that had nothing new")
	}
	before := o.get(apiBase + "/cases/" + number).header.Get(headerETag)
	v.post(apiBase+"/complaints/"+number+"/messages", map[string]string{"text": "hello"}).is(http.StatusOK)
	o.get(apiBase+"/cases/"+number, "If-None-Match: "+before).is(http.StatusOK)
}

func TestEvents_comeInPagesOldestFirst(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	for _, text := range []string{"one", "two", "three", "four"} {
		v.post(apiBase+"/complaints/"+number+"/messages", map[string]string{"text": text}).is(http.StatusOK)
	}
	auditor := h.officer(complaint.Auditor)
	var seen []int
	cursor := ""
	for range 5 {
		q := query("limit", "2", "cursor", cursor)
		if cursor == "" {
			q = query("limit", "2")
		}
		a := auditor.get(apiBase + "/cases/" + number + "/events" + q).is(http.StatusOK)
		if strings.Contains(string(a.body), "three") {
			t.Error("the chain holds words of a person")
		}
		var p api.EventPage
		a.into(&p)
		for _, e := range p.Events {
			seen = append(seen, e.Seq)
		}
		if cursor = p.NextCursor; cursor == "" {
			break
		}
	}
	if !slices.Equal(seen, []int{1, 2, 3, 4, 5}) {
		t.Errorf("events %v, want 1 to 5", seen)
	}
	for _, bad := range []string{"x", "-1", "+1", "007", "99999999999999999999"} {
		auditor.get(apiBase+"/cases/"+number+"/events"+query("cursor", bad)).problem(http.StatusBadRequest, "cursor")
	}
}

func TestWorklist_isFilteredAndNeverNull(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.visitor().file()
	h.visitor().file(set("residence", "CH"))
	o := h.officer(complaint.Manager)
	var p law.Page
	o.get(apiBase + "/cases" + query("country", "ch", "sort", "-due", "status", "open", "limit", "10")).is(http.StatusOK).into(&p)
	if len(p.Rows) != 1 || p.Rows[0].Residence != "CH" {
		t.Errorf("got %+v, want the Swiss case", p.Rows)
	}
	if a := o.get(apiBase + "/cases" + query("country", "NO")).is(http.StatusOK); !strings.Contains(string(a.body), `"cases":[]`) {
		t.Errorf("got %s, want an empty list", a.body)
	}
}

// answer the company gives, on its way from draft to complainant.
func (h *house) answered(number string) {
	h.t.Helper()
	o, p := h.officer(complaint.CaseOfficer), h.officer(complaint.PrivacyOfficer)
	o.act(number, complaint.TriageAccepted, map[string]any{"data_class": "NON_HR", "reason": "INTERNAL-1", "allegations": "SHOWN-1"})
	o.act(number, complaint.CaseAssigned, map[string]any{"assignee": "staff/1"})
	o.act(number, complaint.ResponseDrafted, map[string]any{"finding": "PARTLY", "remedies": []string{"DELETED"}, "text": "INTERNAL-2"})
	o.act(number, complaint.ResponseDrafted, map[string]any{"finding": "SUBSTANTIATED", "remedies": []string{"DELETED", "APOLOGY"}, "text": "SHOWN-2"})
	p.act(number, complaint.ResponseApproved, map[string]any{"remark": "INTERNAL-3"})
}

func TestComplaint_showsWhatIsTheComplainantsAndNoMore(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	h.answered(number)
	before := string(v.get(apiBase + "/complaints/" + number).is(http.StatusOK).body)
	if strings.Contains(before, "SHOWN-2") || !strings.Contains(before, "SHOWN-1") {
		t.Error("the draft is shown before it is sent, or the triage is not")
	}
	h.officer(complaint.CaseOfficer).act(number, complaint.ResponseSent, map[string]any{"remark": "INTERNAL-4"})
	a := v.get(apiBase + "/complaints/" + number).is(http.StatusOK)
	for _, hidden := range []string{"INTERNAL", "staff/", "case_officer\",\"status", "assignee", `"draft`, "REMINDER"} {
		if strings.Contains(string(a.body), hidden) {
			t.Errorf("the complainant sees %q in %s", hidden, a.body)
		}
	}
	var f api.CaseFile
	a.into(&f)
	last := f.Entries[len(f.Entries)-1]
	if last.Action != "response.sent" || last.Details["text"] != "SHOWN-2" || last.Facts["finding"] != "SUBSTANTIATED" || last.Facts["remedies"] != "DELETED,APOLOGY" {
		t.Errorf("the answer reads %+v", last)
	}
	if f.Complaint.Person.Name != "Quillon Vexworth" || len(f.Choices) == 0 || f.RespondBy.String() != "2018-10-08" {
		t.Errorf("the case reads %+v", f)
	}
	own, err := h.service.Dossier(t.Context(), complaint.Number(number), complaint.Actor{Role: complaint.Complainant})
	if err != nil || own.Case.Draft != (law.Draft{}) || own.Case.Assignee != "" {
		t.Errorf("the pages get %+v %v", own.Case.Draft, err)
	}
	staff := string(h.officer(complaint.PrivacyOfficer).get(apiBase + "/cases/" + number).is(http.StatusOK).body)
	for _, shown := range []string{"INTERNAL-1", "INTERNAL-2", "INTERNAL-3", "INTERNAL-4", "SHOWN-1", "SHOWN-2", `"assignee":"staff/1"`, "zebrafish"} {
		if !strings.Contains(staff, shown) {
			t.Errorf("the office does not see %s", shown)
		}
	}
	if strings.Contains(staff, `"choices"`) {
		t.Error("the office sees the complainant's choices")
	}
}

// office are the acts whose entries are the office's own affair.
var office = []complaint.Action{
	complaint.FrivolousProposed, complaint.CaseAssigned, complaint.ResponseDrafted, complaint.ResponseApproved,
	complaint.AuthorityEnquiry, complaint.AuthorityAnswered, complaint.ReminderDue, complaint.CaseLinked, complaint.ForumCorrected,
	complaint.ConflictDeclared, complaint.BreachExplained, complaint.HoldPlaced, complaint.HoldReleased, complaint.IncidentReported, complaint.RetaliationRaised,
	complaint.ErasureProposed, complaint.CaseErased,
}

// TestShown_decidesOnEveryAct fails for an act of the law about which nobody has
// decided whether its complainant sees it, and for a text that no act has.
func TestShown_decidesOnEveryAct(t *testing.T) {
	t.Parallel()
	actions := []complaint.Action{complaint.ComplaintReceived, complaint.ReminderDue, complaint.DeadlinePassed}
	for _, row := range law.Table {
		actions = append(actions, row.Action)
	}
	for _, a := range actions {
		if _, ok := shown[a]; ok == slices.Contains(office, a) {
			t.Errorf("%s must be either shown to the complainant or the office's own", a)
		}
	}
	for a, texts := range shown {
		spec, _ := law.Spec(a)
		if a == complaint.ResponseSent { // whose text is the draft's
			spec, _ = law.Spec(complaint.ResponseDrafted)
		}
		for _, name := range texts {
			if !slices.ContainsFunc(spec.Asks, func(f law.Field) bool { return f.Name == name && f.Private() }) {
				t.Errorf("%s has no text %q", a, name)
			}
		}
	}
}

func TestPack_saysEveryPeriodWithItsCitation(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var p api.Pack
	h.visitor().get(apiBase + "/packs/EU-PS-2016").is(http.StatusOK).into(&p)
	if len(p.Rules) != len(law.Rules) || p.Irm.Name == "" || p.ValidFrom != "2016-07-12" {
		t.Errorf("pack %s has %d rules, want %d", p.Id, len(p.Rules), len(law.Rules))
	}
	for _, r := range p.Rules {
		if r.Cite == "" || r.Basis == "" || r.Length == 0 {
			t.Errorf("rule %+v lacks its source", r)
		}
	}
	d45 := p.Rules[slices.IndexFunc(p.Rules, func(r api.Rule) bool { return r.Id == "D45" })]
	if first, noon := d45.Ladder[0].On, d45.Ladder[len(d45.Ladder)-2].On; first != "+5d" || noon != "+45d 12:00" {
		t.Errorf("ladder from %q to %q, want +5d and +45d 12:00", first, noon)
	}
}

func TestPacks_listsAllFive(t *testing.T) {
	t.Parallel()
	var list api.PackList
	newHouse(t).visitor().get(apiBase + "/packs").is(http.StatusOK).into(&list)
	var got []string
	for _, p := range list.Packs {
		got = append(got, p.Id+" "+p.HrRoute)
	}
	want := []string{"CH-DPF-2024 FDPIC", "CH-PS-2017 FDPIC", "EU-DPF-2023 DPA_PANEL", "EU-PS-2016 DPA_PANEL", "UK-EXT-2023 ICO"}
	if !slices.Equal(got, want) {
		t.Errorf("packs %v, want %v", got, want)
	}
	if uk, eu := list.Packs[4], list.Packs[3]; !slices.Equal(uk.Residence, []string{"GB", "GI"}) || eu.ResidenceUntil["GB"] != "2020-12-31" || list.Packs[0].Succeeds != "CH-PS-2017" {
		t.Errorf("packs %+v", list.Packs)
	}
}

func TestClock_saysWhenItIsARehearsal(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var c api.Clock
	h.visitor().get(apiBase + "/clock").is(http.StatusOK).into(&c)
	if c.Rehearsal || c.DaySeconds != 86400 || !c.CaseTime.Equal(c.RealTime) {
		t.Errorf("clock %+v, want real time", c)
	}
	h.service.clock = law.Clock{Epoch: h.clock(), Day: 1e9}
	h.pass(2e9)
	h.visitor().get(apiBase + "/clock").is(http.StatusOK).into(&c)
	if !c.Rehearsal || c.DaySeconds != 1 || c.CaseTime.Sub(c.Epoch) != 2*fullDay {
		t.Errorf("clock %+v, want two days after two seconds", c)
	}
}

func TestArbitration_namesWhatIsMissing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, number := h.resident()
	var a law.Availability
	h.officer(complaint.Auditor).get(apiBase + "/cases/" + number + "/arbitration").is(http.StatusOK).into(&a)
	if a.Open || len(a.Guards) != 3 || len(a.Bars) != 5 || !slices.Equal(a.Missing, []string{"G1", "G2", "G3"}) || !a.Available.Holds {
		t.Errorf("got %+v", a)
	}
	for i, want := range []complaint.Action{complaint.ResponseSent, complaint.TriageAccepted, complaint.DPAContacted} {
		if next := a.Guards[i].Next; next.Says == "" || next.By == "" || next.Action != want {
			t.Errorf("%s is missing by %+v, want %s", a.Guards[i].Code, next, want)
		}
	}
	if _, err := json.Marshal(a); err != nil {
		t.Error(err)
	}
}

// Neither side goes by what the other says of the arbitrators: the complainant
// sees the company's ranking once they have ranked, and the act on its form.
func TestArbitration_rankingsOfTheOtherSide(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	o, own := h.officer(complaint.CaseOfficer), apiBase+"/complaints/"+number
	v.post(own+"/actions", map[string]any{"action": complaint.ArbNoticeDelivered, "data": map[string]any{"steps_taken": "None.", "breach": "A CV was kept."}}).is(http.StatusOK)
	o.act(number, complaint.ArbListReceived, map[string]any{"list": "1 to 5: five arbitrators.", "due": "2018-09-10"})
	o.act(number, complaint.ArbListRanked, map[string]any{"side": law.Company, "strikes": []string{"1", "2"}, "first": "3"})
	o.post(apiBase+"/cases/"+number+"/actions", map[string]any{"action": complaint.ArbPanelFormed, "data": map[string]any{"arbitrators": "1", "members": []string{"2"}}}).
		problem(http.StatusConflict, "no member was struck by a side")
	if got := string(v.get(own).is(http.StatusOK).body); strings.Contains(got, `"side":"COMPANY"`) || !strings.Contains(got, "five arbitrators") {
		t.Errorf("the complainant sees the company's ranking too early, or not the list: %s", got)
	}
	v.post(own+"/actions", map[string]any{"action": complaint.ArbListRanked, "data": map[string]any{"side": law.Company, "first": "3"}}).problem(http.StatusConflict, "for the individual")
	v.post(own+"/actions", map[string]any{"action": complaint.ArbListRanked, "data": map[string]any{"side": law.Individual, "strikes": []string{"3"}, "first": "4"}}).is(http.StatusOK)
	if got := string(v.get(own).is(http.StatusOK).body); !strings.Contains(got, `"side":"COMPANY"`) {
		t.Errorf("the complainant does not see the company's ranking: %s", got)
	}
	var a law.Availability
	v.get(apiBase + "/cases/" + number + "/arbitration").is(http.StatusOK).into(&a)
	if len(a.Panel.Ranked) != 2 || !slices.Equal(a.Panel.Proposed, []int{4, 5}) || !slices.Equal(a.Objections, []string{"G1", "G2", "G3"}) {
		t.Errorf("got %+v", a)
	}
}
