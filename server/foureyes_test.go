package server

import (
	"net/http"
	"testing"

	"recourse/complaint"
)

// S1: who has drafted an answer does not approve it, whatever their role is by
// then, and a change of the text asks for approval again.
func TestFourEyes_answer(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, number := h.resident()
	path := apiBase + "/cases/" + number + "/actions"
	one, two, officer := h.officer(complaint.PrivacyOfficer), h.officer(complaint.PrivacyOfficer), h.officer(complaint.CaseOfficer)
	approve := map[string]any{"action": complaint.ResponseApproved}
	draft := map[string]any{"finding": "SUBSTANTIATED", "remedies": []string{"DELETED"}, "text": "We have deleted it."}
	send := map[string]any{"action": complaint.ResponseSent}
	one.act(number, complaint.TriageAccepted, map[string]any{"data_class": "NON_HR"})
	one.act(number, complaint.ResponseDrafted, draft)
	h.unchanged(func() {
		one.post(path, approve).problem(http.StatusConflict, "not the person who drafted")
		officer.post(path, approve).problem(http.StatusForbidden, "")
		one.post(path, send).problem(http.StatusConflict, "approved")
	})
	two.act(number, complaint.ResponseApproved, map[string]any{})
	two.act(number, complaint.ResponseDrafted, draft)
	h.unchanged(func() {
		one.post(path, send).problem(http.StatusConflict, "approved")
		two.post(path, approve).problem(http.StatusConflict, "not the person who drafted")
	})
	officer.act(number, complaint.ResponseDrafted, draft)
	h.record.staff[2].Role = complaint.PrivacyOfficer
	h.unchanged(func() { officer.post(path, approve).problem(http.StatusConflict, "not the person who drafted") })
	one.act(number, complaint.ResponseApproved, map[string]any{})
	one.act(number, complaint.ResponseSent, map[string]any{})
}

// E19: two people treat a complaint as frivolous.
func TestFourEyes_frivolous(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, number := h.resident()
	path := apiBase + "/cases/" + number + "/actions"
	one, two := h.officer(complaint.CaseOfficer), h.officer(complaint.CaseOfficer)
	find := map[string]any{"action": complaint.TriageIneligible, "data": map[string]any{"reason_code": "FRIVOLOUS", "reason": "The same joke again."}}
	h.unchanged(func() { one.post(path, find).problem(http.StatusConflict, "second person") })
	one.act(number, complaint.FrivolousProposed, map[string]any{"reason": "A joke."})
	h.unchanged(func() { one.post(path, find).problem(http.StatusConflict, "second person") })
	two.post(path, find).is(http.StatusOK)
}

// E03: another officer looks at a finding that is contested.
func TestFourEyes_contested(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	path := apiBase + "/cases/" + number + "/actions"
	one, two := h.officer(complaint.CaseOfficer), h.officer(complaint.CaseOfficer)
	find := map[string]any{"action": complaint.TriageIneligible, "data": map[string]any{"reason_code": "NOT_OUR_GROUP", "reason": "Another company."}}
	one.post(path, find).is(http.StatusOK)
	v.post(apiBase+"/complaints/"+number+"/actions", map[string]any{"action": complaint.IneligibilityContested, "data": map[string]any{"reasons": "It is yours."}}).is(http.StatusOK)
	h.unchanged(func() { one.post(path, find).problem(http.StatusConflict, "another officer") })
	two.post(path, find).is(http.StatusOK)
}

// Section 5, S0, check 13: who has a conflict of interest does nothing more on the
// case, not even with a file, and it is not given to them.
func TestFourEyes_conflictOfInterest(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, number := h.resident()
	path := apiBase + "/cases/" + number
	one, two := h.officer(complaint.PrivacyOfficer), h.officer(complaint.CaseOfficer)
	one.act(number, complaint.ConflictDeclared, map[string]any{"officer": "staff/1", "reason": "A relative."})
	h.unchanged(func() {
		for _, r := range []map[string]any{
			{"action": complaint.TriageAccepted, "data": map[string]any{"data_class": "NON_HR"}},
			{"action": complaint.MessageSent, "data": map[string]any{"text": "Hello."}},
			{"action": complaint.FrivolousProposed, "data": map[string]any{"reason": "A joke."}},
			{"action": complaint.CaseAssigned, "data": map[string]any{"assignee": "staff/2"}},
		} {
			one.post(path+"/actions", r).problem(http.StatusConflict, "conflict of interest")
		}
		one.send(upload(one, path+"/documents")).problem(http.StatusConflict, "conflict of interest")
		two.post(path+"/actions", map[string]any{"action": complaint.CaseAssigned, "data": map[string]any{"assignee": "staff/1"}}).problem(http.StatusConflict, "conflict of interest")
	})
	two.act(number, complaint.TriageAccepted, map[string]any{"data_class": "NON_HR"})
}
