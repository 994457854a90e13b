package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

var accepted1 = map[string]any{"action": "triage.accepted", "data": map[string]any{"data_class": "NON_HR", "reason": "reads like one"}}

func TestAct_answersWithTheNewState(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	number := h.visitor().file().CaseNumber
	s := h.officer(complaint.CaseOfficer).act(number, complaint.TriageAccepted, map[string]any{"data_class": "NON_HR"})
	if s.CaseNumber != number || s.Event != 2 || s.Status != api.OPEN || len(s.Steps) != 1 || s.Steps[0] != complaint.S1 {
		t.Errorf("got %+v, want event 2 at S1", s)
	}
	if len(s.Deadlines) != 1 || s.Deadlines[0].Rule != "D45" || s.Deadlines[0].Due.String() != "2018-10-08" || s.Deadlines[0].Cite == "" || len(s.Deadlines[0].Why) == 0 {
		t.Errorf("deadlines %+v, want the 45 days with their reasons", s.Deadlines)
	}
}

func TestAct_twiceWithOneKeyActsOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	number := h.visitor().file().CaseNumber
	o, other := h.officer(complaint.CaseOfficer), h.officer(complaint.CaseOfficer)
	path := apiBase + "/cases/" + number + "/actions"
	first := o.post(path, accepted1, "Idempotency-Key: k1").is(http.StatusOK)
	h.unchanged(func() {
		if again := o.post(path, accepted1, "Idempotency-Key: k1").is(http.StatusOK); string(again.body) != string(first.body) {
			t.Errorf("the second answer is %s, want %s", again.body, first.body)
		}
		o.post(path, with(accepted1, "data", map[string]any{"data_class": "HR"}), "Idempotency-Key: k1").problem(http.StatusConflict, "key")
		other.post(path, accepted1, "Idempotency-Key: k1").problem(http.StatusConflict, "S1") // another's key is another key
	})
}

// An act that is on record is given to the case once more, for a machine may have
// failed between the two; what the case then refuses is on record all the same.
func TestAct_onRecordIsGivenToTheCaseAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	o, path := h.officer(complaint.CaseOfficer), apiBase+"/cases/"+h.visitor().file().CaseNumber+"/actions"
	o.post(path, accepted1, "Idempotency-Key: k1").is(http.StatusOK)
	for _, c := range []struct {
		answer error
		status int
	}{
		{nil, http.StatusOK},
		{complaint.Refuse("E15", "the case is closed"), http.StatusOK},
		{complaint.Errorf(complaint.Busy, "not confirmed"), http.StatusServiceUnavailable},
		{context.DeadlineExceeded, http.StatusServiceUnavailable},
	} {
		h.cases.answer = c.answer
		o.post(path, accepted1, "Idempotency-Key: k1").is(c.status)
	}
	if h.cases.again != 4 || len(h.cases.acts) != 1 {
		t.Errorf("the case has been given the act %d times more and %d new ones, want 4 and 1", h.cases.again, len(h.cases.acts))
	}
}

// TestAct_theEngineSeesCodesOnly keeps words of persons out of the engine: texts
// stay on record, and the key that travels is not the one the caller wrote.
func TestAct_theEngineSeesCodesOnly(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	v.post(apiBase+"/complaints/"+number+"/messages", map[string]string{"text": "Vexworth wrote this"}, "Idempotency-Key: quillon@example.org").is(http.StatusOK)
	act := h.cases.acts[0]
	if !regexp.MustCompile(`^[0-9A-Z]{26}$`).MatchString(act.Key) {
		t.Errorf("key %q, want an opaque one", act.Key)
	}
	if text := fmt.Sprint(act); strings.Contains(text, "Vexworth") || strings.Contains(text, "example.org") || len(act.Facts) != 0 {
		t.Errorf("the engine has seen %s", text)
	}
	if got := h.record.files[complaint.Number(number)].details[act.Key].private["text"]; got != "Vexworth wrote this" {
		t.Errorf("the record holds %q", got)
	}
}

func TestAct_theCaseDecides(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer error
		status int
		kept   bool // the texts, for a repetition
	}{
		"a refusal drops the texts":     {complaint.Refuse("T02", "the case has moved on"), http.StatusConflict, false},
		"a busy case may still act":     {complaint.Errorf(complaint.Busy, "not confirmed yet"), http.StatusServiceUnavailable, true},
		"an accepted act is on its way": {fmt.Errorf("wait for the case: %w", context.DeadlineExceeded), http.StatusAccepted, true},
		"our own fault stays ours":      {errors.New("no connection to 10.0.0.7"), http.StatusInternalServerError, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			number := h.visitor().file().CaseNumber
			o := h.officer(complaint.CaseOfficer)
			h.cases.answer = c.answer
			a := o.post(apiBase+"/cases/"+number+"/actions", accepted1).is(c.status)
			if kept := len(h.record.files[complaint.Number(number)].details) == 1; kept != c.kept {
				t.Errorf("texts kept: %v, want %v", kept, c.kept)
			}
			switch c.status {
			case http.StatusAccepted:
				if got := a.header.Get("Location"); got != apiBase+"/cases/"+number {
					t.Errorf("location %q", got)
				}
			case http.StatusServiceUnavailable:
				if a.header.Get("Retry-After") == "" {
					t.Error("503 must say when to try again")
				}
			case http.StatusConflict:
				if p := a.problem(http.StatusConflict, "moved on"); p.Rule != "T02" || p.Type != "/api/docs#conflict" {
					t.Errorf("problem %+v, want rule T02", p)
				}
			case http.StatusInternalServerError:
				if strings.Contains(string(a.body), "10.0.0.7") {
					t.Errorf("the answer %s tells what is ours", a.body)
				}
			}
		})
	}
}

// TestAct_aSlowRecordIsNoAcceptance: only an act that was given to the case may
// be called accepted.
func TestAct_aSlowRecordIsNoAcceptance(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	number := h.visitor().file().CaseNumber
	o := h.officer(complaint.CaseOfficer)
	h.cases.answer = errors.New("must not be reached")
	slowRecord := &slowKeeper{fakeRecord: h.record}
	h.service.record = slowRecord
	o.post(apiBase+"/cases/"+number+"/actions", accepted1).problem(http.StatusServiceUnavailable, "try again")
}

// slowKeeper is a record that is too slow to keep details.
type slowKeeper struct{ *fakeRecord }

func (slowKeeper) KeepDetails(context.Context, complaint.Number, string, string, string, map[string]string) error {
	return fmt.Errorf("keep details: %w", context.DeadlineExceeded)
}

func TestAct_clocksThatAreDueCountThoughTheyHaveNotRung(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	h.answered(number)
	h.officer(complaint.CaseOfficer).act(number, complaint.ResponseSent, map[string]any{})
	satisfied := func() bool {
		var f api.CaseFile
		v.get(apiBase + "/complaints/" + number).is(http.StatusOK).into(&f)
		i := slices.IndexFunc(f.Choices, func(o law.Option) bool { return o.Action == complaint.ComplainantSatisfied })
		return f.Choices[i].Allowed
	}
	if !satisfied() {
		t.Error("the complainant cannot accept the answer")
	}
	h.pass(40 * fullDay)
	if satisfied() {
		t.Error("the complainant can accept the answer after the window")
	}
	h.unchanged(func() {
		v.post(apiBase+"/complaints/"+number+"/actions", map[string]any{"action": "complainant.satisfied"}).problem(http.StatusConflict, "S5")
	})
}

// A letter to the controller needs an address to which it can go.
func TestAct_controllerNeedsAnAddressThatIsOne(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	o, number := h.officer(complaint.CaseOfficer), h.visitor().file().CaseNumber
	refer := func(address string) map[string]any {
		return map[string]any{"action": complaint.TriageProcessor, "data": map[string]any{"controller": "The Controller", "controller_email": address}}
	}
	path := apiBase + "/cases/" + number + "/actions"
	h.unchanged(func() {
		for _, address := range []string{"reception", "Them <them@controller.example>", "a@controller.example, b@controller.example"} {
			p := o.post(path, refer(address)).problem(http.StatusBadRequest, "controller_email is no e-mail address")
			if strings.Contains(p.Detail, address) {
				t.Errorf("the answer repeats the address: %s", p.Detail)
			}
		}
	})
	o.post(path, refer("them@controller.example")).is(http.StatusOK)
}
