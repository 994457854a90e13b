package server

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

// ask makes a filing a request for a right.
func ask(right string) map[string]any { return filing(set("right", right), set("principles", nil)) }

func TestFileRequest_theReceiptSaysUntilWhenTheCompanyAnswers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for right, by := range map[string]string{"ACCESS": "2018-09-24", "CHOICE": "2018-09-10", "MARKETING_OPT_OUT": "2018-08-29", "OBJECTION": "2018-09-24"} {
		a := h.visitor().post(apiBase+"/requests", ask(right)).is(http.StatusCreated)
		var r api.Receipt
		a.into(&r)
		if r.RespondBy.String() != by || !strings.HasPrefix(r.CaseNumber, "RR-") || a.header.Get("Location") != apiBase+"/complaints/"+r.CaseNumber {
			t.Errorf("%s: receipt %+v at %s, want an answer by %s", right, r, a.header.Get("Location"), by)
		}
		f := h.record.files[complaint.Number(r.CaseNumber)]
		if f.Case.Facts.Kind != complaint.RightsRequest || f.Case.Facts.Right != right || f.Filing.Right != right || f.Entries[0].Transition != "H40" {
			t.Errorf("%s: filed as %+v", right, f.Case.Facts)
		}
	}
	h.unchanged(func() {
		v := h.visitor()
		v.send(wrong(v.request(http.MethodPost, apiBase+"/requests", filing()))).problem(http.StatusBadRequest, "right is missing")
		v.send(wrong(v.request(http.MethodPost, apiBase+"/requests", ask("EVERYTHING")))).problem(http.StatusBadRequest, "right must be one of")
		v.post(apiBase+"/complaints", ask("ACCESS")).problem(http.StatusBadRequest, "send it to /requests")
		v.post(apiBase+"/requests", filing(set("right", "ACCESS"), set("anonymous", true), set("person", map[string]any{}))).problem(http.StatusBadRequest, "needs a name")
	})
}

// Twice with one key files once, and a complaint under that key is another filing.
func TestFileRequest_twiceWithOneKey(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	first := h.visitor().post(apiBase+"/requests", ask("ACCESS"), "Idempotency-Key: k").is(http.StatusCreated)
	h.unchanged(func() {
		again := h.visitor().post(apiBase+"/requests", ask("ACCESS"), "Idempotency-Key: k").is(http.StatusCreated)
		if string(again.body) != string(first.body) {
			t.Errorf("the second answer is %s, want %s", again.body, first.body)
		}
		h.visitor().post(apiBase+"/requests", ask("DELETION"), "Idempotency-Key: k").problem(http.StatusConflict, "key")
		h.visitor().post(apiBase+"/complaints", filing(), "Idempotency-Key: k").problem(http.StatusConflict, "key")
	})
}

// An officer enters a request that came by mail: its periods run from the true
// receipt.
func TestEnterComplaint_aRequestByMail(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var r api.Receipt
	h.officer(complaint.CaseOfficer).post(apiBase+"/cases", filing(set("right", "PORTABILITY"), set("channel", "EMAIL_DSR"), set("received_at", "2018-08-10T09:00:00Z"))).
		is(http.StatusCreated).into(&r)
	if r.RespondBy.String() != "2018-09-10" || !strings.HasPrefix(r.CaseNumber, "RR-") {
		t.Errorf("receipt %+v", r)
	}
}

// requester files a request and opens a session on it.
func (h *house) requester(right string) (*visitor, string) {
	h.t.Helper()
	v := h.visitor()
	var r api.Receipt
	v.post(apiBase+"/requests", ask(right)).is(http.StatusCreated).into(&r)
	v.post(apiBase+"/complaints/"+r.CaseNumber+"/session", map[string]string{"access_code": r.AccessCode}).is(http.StatusNoContent)
	return v, r.CaseNumber
}

// From the question who asks to the answer; the requester reads all that is meant
// for them.
func TestRequest_fromIdentityToAnswer(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.requester("ACCESS")
	o, path := h.officer(complaint.CaseOfficer), apiBase+"/cases/"+number+"/actions"
	do := func(action complaint.Action, data map[string]any) map[string]any {
		return map[string]any{"action": action, "data": data}
	}
	if s := o.act(number, complaint.IdentityAsked, map[string]any{"asked_for": "Please sign in to your account."}); s.Steps[0] != complaint.RIdentity {
		t.Errorf("after the question at %v", s.Steps)
	}
	h.unchanged(func() {
		o.post(path, do(complaint.RequestAnswered, map[string]any{"outcome": "GRANTED", "text": "Here it is."})).problem(http.StatusConflict, "sufficiently proven")
		o.post(path, do(complaint.RequestAnswered, map[string]any{"outcome": "REFUSED_RESTRICTED", "ground": "RIGHTS_OF_OTHERS", "text": "No."})).problem(http.StatusBadRequest, "explanation")
		o.post(path, do(complaint.RequestAnswered, map[string]any{"outcome": "REFUSED_RESTRICTED", "ground": "RIGHTS_OF_OTHERS", "text": "No.", "explanation": "Others."})).problem(http.StatusBadRequest, "contact")
		o.post(path, do(complaint.TriageAccepted, map[string]any{"data_class": "NON_HR"})).problem(http.StatusConflict, "acts of their own")
		v.post(apiBase+"/complaints/"+number+"/actions", do(complaint.RequestAnswered, map[string]any{"outcome": "GRANTED", "text": "Mine."})).problem(http.StatusForbidden, "not for the role")
	})
	o.act(number, complaint.IdentityChecked, map[string]any{"method": "ACCOUNT_LOGIN", "result": "SUFFICIENT"})
	o.act(number, complaint.RequestExtended, map[string]any{"ground": "COMPLEXITY", "reasons": "Three systems hold it."})
	s := o.act(number, complaint.RequestAnswered, map[string]any{
		"outcome": "PARTLY_GRANTED", "ground": "RIGHTS_OF_OTHERS", "text": "Here is what we have.", "explanation": "Two lines name others.", "contact": "privacy desk",
	})
	if s.FinalOutcome != "PARTLY_GRANTED" || s.Status != api.CLOSED {
		t.Errorf("after the answer %+v", s)
	}
	var f api.CaseFile
	v.get(apiBase + "/complaints/" + number).is(http.StatusOK).into(&f)
	texts := map[string]bool{}
	for _, e := range f.Entries {
		for _, text := range e.Details {
			texts[text] = true
		}
	}
	for _, text := range []string{"Please sign in to your account.", "Three systems hold it.", "Here is what we have.", "Two lines name others.", "privacy desk"} {
		if !texts[text] {
			t.Errorf("the requester does not see %q", text)
		}
	}
	if !slices.ContainsFunc(f.Choices, func(o law.Option) bool { return o.Action == complaint.RequestComplained && o.Allowed }) {
		t.Error("the requester is not offered a complaint")
	}
}

// A complaint about the answer: the same access code opens it, and both cases
// name each other.
func TestRequest_complaintAboutSilence(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.requester("DELETION")
	path := apiBase + "/complaints/" + number + "/actions"
	act := map[string]any{"action": complaint.RequestComplained, "data": map[string]any{"reasons": "Not a word."}}
	h.unchanged(func() { v.post(path, act).problem(http.StatusConflict, "R/OVERDUE") })
	h.pass(40 * 24 * time.Hour)
	late := h.record.files[complaint.Number(number)]
	for _, e := range late.Case.Wake(h.clock(), time.Minute) { // the engine rings the clocks
		late.Entries = append(late.Entries, law.Entry{Event: e})
	}
	v.post(path, act).is(http.StatusOK)
	var f api.CaseFile
	v.get(apiBase + "/complaints/" + number).is(http.StatusOK).into(&f)
	if opened := number + "-C1"; !slices.Equal(f.Siblings, []string{opened}) {
		t.Fatalf("the request names %v", f.Siblings)
	}
	o := h.officer(complaint.CaseOfficer)
	var k api.CaseFile
	o.get(apiBase + "/cases/" + number + "-C1").is(http.StatusOK).into(&k)
	if !slices.Equal(k.Siblings, []string{number}) || k.Facts.Kind != "" || k.Steps[0] != complaint.S0 || !k.ReceivedAt.After(f.ReceivedAt) {
		t.Errorf("the complaint is %+v", k.Facts)
	}
}
