package server

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/server/api"
)

func (v *visitor) caseFile(number string) api.CaseFile {
	v.t.Helper()
	var f api.CaseFile
	v.get(apiBase + "/cases/" + number).is(http.StatusOK).into(&f)
	return f
}

// E25: both cases know of a link, and doing it twice, or from the other side,
// changes nothing.
func TestAct_linkedCasesKnowOfEachOther(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	o, a, b := h.officer(complaint.CaseOfficer), h.visitor().file().CaseNumber, h.visitor().file().CaseNumber
	link := map[string]any{"action": complaint.CaseLinked, "data": map[string]any{"linked_case": b}}
	path := apiBase + "/cases/" + a + "/actions"
	o.post(path, link, "Idempotency-Key: k1").is(http.StatusOK)
	for number, other := range map[string]string{a: b, b: a} {
		if f := o.caseFile(number); !slices.Equal(f.LinkedCases, []string{other}) {
			t.Errorf("case %s knows of %v", number, f.LinkedCases)
		}
	}
	o.post(path, link, "Idempotency-Key: k1").is(http.StatusOK)
	h.unchanged(func() {
		o.post(apiBase+"/cases/"+b+"/actions", map[string]any{"action": complaint.CaseLinked, "data": map[string]any{"linked_case": a}}).problem(http.StatusConflict, "not linked yet")
		o.post(path, map[string]any{"action": complaint.CaseLinked, "data": map[string]any{"linked_case": a}}).problem(http.StatusConflict, "not this one")
		o.post(path, map[string]any{"action": complaint.CaseLinked, "data": map[string]any{"linked_case": "RC-0000-0000"}}).problem(http.StatusBadRequest, "there is no case")
	})
	h.cases.answer = complaint.Errorf(complaint.Busy, "later")
	c := h.visitor().file().CaseNumber
	o.post(path, map[string]any{"action": complaint.CaseLinked, "data": map[string]any{"linked_case": c}}).problem(http.StatusServiceUnavailable, "")
}

// E10: the younger of two cases is merged into the older one, which learns of it.
func TestAct_duplicateGoesIntoTheOlderCase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	o, older := h.officer(complaint.CaseOfficer), h.visitor().file().CaseNumber
	h.pass(time.Hour)
	younger := h.visitor().file().CaseNumber
	into := func(number string) map[string]any {
		return map[string]any{"action": complaint.DuplicateFound, "data": map[string]any{"surviving_case": number}}
	}
	h.unchanged(func() {
		o.post(apiBase+"/cases/"+older+"/actions", into(younger)).problem(http.StatusConflict, "received later")
	})
	o.post(apiBase+"/cases/"+younger+"/actions", into(older)).is(http.StatusOK)
	if f := o.caseFile(older); !slices.Equal(f.LinkedCases, []string{younger}) || f.Status != api.OPEN {
		t.Errorf("the older case is %s and knows of %v", f.Status, f.LinkedCases)
	}
	if f := o.caseFile(younger); f.FinalOutcome != string(complaint.MergedDuplicate) {
		t.Errorf("the younger case ended with %s", f.FinalOutcome)
	}
	h.unchanged(func() {
		o.post(apiBase+"/cases/"+older+"/actions", into(younger)).problem(http.StatusConflict, "is closed")
	})
}

// E12: nobody needs to give a name, and nobody gives half of one.
func TestFile_anonymous(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v := h.visitor()
	v.post(apiBase+"/complaints", filing(set("person", map[string]any{}))).problem(http.StatusBadRequest, "person.name is missing")
	v.post(apiBase+"/complaints", filing(set("anonymous", true))).problem(http.StatusBadRequest, "not anonymous")
	number := v.file(set("person", map[string]any{}), set("anonymous", true)).CaseNumber
	if f := h.officer(complaint.CaseOfficer).caseFile(number); !slices.Contains(f.Flags, "ANONYMOUS") || !f.Facts.Anonymous {
		t.Errorf("the report is %+v", f.Facts)
	}
}

// R4: who departs from the default of the group says why.
func TestAct_unusualClassNeedsAReason(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	number := h.visitor().file().CaseNumber
	o, path := h.officer(complaint.CaseOfficer), apiBase+"/cases/"+number+"/actions"
	h.unchanged(func() {
		if p := o.post(path, map[string]any{"action": complaint.TriageAccepted, "data": map[string]any{"data_class": "HR"}}).problem(http.StatusBadRequest, "needs reason"); p.Rule != "R4" {
			t.Errorf("rule %q, want R4", p.Rule)
		}
	})
	o.act(number, complaint.TriageAccepted, map[string]any{"data_class": "HR", "reason": "hired meanwhile"})
}

// Before a case is moved to another pack, the API tells to which it can be moved
// and what that would change; afterwards the case goes by it.
func TestMovePack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	o, path := h.officer(complaint.CaseOfficer), apiBase+"/cases/"+number
	v.get(path+"/packs").problem(http.StatusForbidden, "")
	var before api.Goals
	o.get(path + "/packs").is(http.StatusOK).into(&before)
	if len(before.Packs) != 1 || before.Packs[0].Pack != "EU-DPF-2023@1.0.0" || before.Packs[0].Name == "" || before.Packs[0].Changes == nil {
		t.Fatalf("the case can go to %+v", before.Packs)
	}
	move := func(pack string) map[string]any {
		return map[string]any{"action": complaint.PackMoved, "data": map[string]any{"pack": pack, "reason": "The company has certified to it."}}
	}
	h.unchanged(func() {
		o.post(path+"/actions", move("CH-DPF-2024@1.0.0")).problem(http.StatusConflict, "reaches residents")
		o.post(path+"/actions", move("EU-DPF-2023")).problem(http.StatusBadRequest, "with its version")
		o.post(path+"/actions", map[string]any{"action": complaint.PackMoved, "data": map[string]any{"pack": "EU-DPF-2023@1.0.0"}}).problem(http.StatusBadRequest, "reason")
	})
	o.post(path+"/actions", move(before.Packs[0].Pack)).is(http.StatusOK)
	if f := o.caseFile(number); f.Pack.ID != "EU-DPF-2023" || f.Entries[len(f.Entries)-1].Facts["from_pack"] != "EU-PS-2016@1.0.0" {
		t.Errorf("the case goes by %s after %v", f.Pack.ID, f.Entries[len(f.Entries)-1].Facts)
	}
	var after api.Goals
	if o.get(path + "/packs").is(http.StatusOK).into(&after); len(after.Packs) != 1 || after.Packs[0].Pack != "EU-PS-2016@1.0.0" {
		t.Errorf("from there it can go to %+v", after.Packs)
	}
}

// The other case is told first: what it refuses is not done, and what is not
// confirmed there is not done yet.
func TestAct_theOtherCaseIsToldFirst(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	o, privacy, older := h.officer(complaint.CaseOfficer), h.officer(complaint.PrivacyOfficer), h.visitor().file().CaseNumber
	h.pass(time.Hour)
	younger := h.visitor().file().CaseNumber
	merge := map[string]any{"action": complaint.DuplicateFound, "data": map[string]any{"surviving_case": older}}
	path := apiBase + "/cases/" + younger + "/actions"
	h.cases.answer = context.DeadlineExceeded
	o.post(path, merge, "Idempotency-Key: k1").problem(http.StatusServiceUnavailable, "has yet to be told")
	h.cases.answer = nil
	o.act(older, complaint.TriageNeedsInfo, map[string]any{"questions": "Which office?"})
	officer := o.caseFile(older).Entries
	privacy.act(older, complaint.ConflictDeclared, map[string]any{"officer": officer[len(officer)-1].Actor.ID, "reason": "A friend."})
	h.unchanged(func() {
		o.post(path, merge, "Idempotency-Key: k2").problem(http.StatusConflict, "conflict of interest")
	})
	if f := privacy.caseFile(younger); f.Status != api.OPEN {
		t.Error("the case was merged into one that did not take it")
	}
}

// A complaint and a rights request are neither the same nor alike.
func TestAct_casesOfTwoKindsAreNotLinked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var request api.Receipt
	h.visitor().post(apiBase+"/requests", filing(set("right", "ACCESS"))).is(http.StatusCreated).into(&request)
	o, number := h.officer(complaint.CaseOfficer), h.visitor().file().CaseNumber
	h.unchanged(func() {
		for _, data := range []map[string]any{{"surviving_case": request.CaseNumber}, {"linked_case": request.CaseNumber}} {
			action := complaint.CaseLinked
			if data["linked_case"] == nil {
				action = complaint.DuplicateFound
			}
			o.post(apiBase+"/cases/"+number+"/actions", map[string]any{"action": action, "data": data}).problem(http.StatusBadRequest, "another kind")
		}
		o.post(apiBase+"/cases/"+number+"/actions", map[string]any{"action": complaint.TriageProcessor, "data": map[string]any{
			"controller": "Client B.V.", "also_controller": true, "data_class": "HR",
		}}).problem(http.StatusBadRequest, "needs reason")
	})
}
