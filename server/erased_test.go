package server

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// An erased case shows staff what leads to nobody, and answers its complainant as if
// there were none, also before everything is destroyed.
func TestErased_nothingOfThePersonIsShown(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	officer, manager := h.officer(complaint.CaseOfficer), h.officer(complaint.Manager)
	act := func(by *visitor, path, action string, data map[string]any) answer {
		t.Helper()
		return by.post(apiBase+path+number+"/actions", map[string]any{"action": action, "data": data})
	}
	v.post(apiBase+"/complaints/"+number+"/messages", map[string]string{"text": "zebulon wrote this"}).is(http.StatusOK)
	act(v, "/complaints/", "erasure.requested", map[string]any{"reasons": "zebulon is done"}).is(http.StatusOK)
	act(v, "/complaints/", "complaint.withdrawn", map[string]any{"confirmed": true}).is(http.StatusOK)
	act(officer, "/cases/", "erasure.proposed", map[string]any{"ground": "REQUESTED", "reasons": "zebulon wants it"}).is(http.StatusOK)
	act(officer, "/cases/", "erasure.approved", map[string]any{}).is(http.StatusForbidden)
	if file := v.get(apiBase + "/complaints/" + number).is(http.StatusOK); !strings.Contains(string(file.body), `"kept_until":"2024-08-24"`) || strings.Contains(string(file.body), "erasure.proposed") {
		t.Errorf("the complainant is shown %s", file.body)
	}
	act(manager, "/cases/", "erasure.approved", map[string]any{}).is(http.StatusOK)
	act(manager, "/cases/", "case.erased", map[string]any{"ground": "REQUEST"}).is(http.StatusForbidden)

	h.pass(time.Hour)
	erase := law.Act{Key: "erase", Action: complaint.CaseErased, Actor: complaint.Actor{Role: complaint.System}, Facts: map[string]string{"ground": "REQUEST"}}
	if _, err := h.cases.Act(t.Context(), complaint.Number(number), erase); err != nil {
		t.Fatal(err)
	}
	file := officer.get(apiBase + "/cases/" + number).is(http.StatusOK)
	for _, want := range []string{`"erased_at":"2018-08-24T11:00:00Z"`, `"erased_by":"REQUEST"`, `"case_number":"` + number, `"residence":"SE"`, "complaint.withdrawn"} {
		if !strings.Contains(string(file.body), want) {
			t.Errorf("the case does not say %s", want)
		}
	}
	for _, not := range []string{"zebulon", "narrative", "kept_until"} {
		if strings.Contains(string(file.body), not) {
			t.Errorf("the erased case still says %q", not)
		}
	}
	officer.get(apiBase + "/cases/" + number + "/events").is(http.StatusOK)
	act(officer, "/cases/", "message.sent", map[string]any{"text": "hello"}).is(http.StatusConflict)
	v.get(apiBase + "/complaints/" + number).is(http.StatusNotFound)
	act(v, "/complaints/", "message.sent", map[string]any{"text": "hello"}).is(http.StatusNotFound)
	v.post(apiBase+"/complaints/"+number+"/messages", map[string]string{"text": "hello"}).is(http.StatusNotFound)
}
