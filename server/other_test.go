package server

import (
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
