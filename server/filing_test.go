package server

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/server/api"
)

func TestFile_theReceiptSaysUntilWhenTheCompanyAnswers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.visitor().post(apiBase+"/complaints", filing()).is(http.StatusCreated)
	var r api.Receipt
	a.into(&r)
	if r.RespondBy.String() != "2018-10-08" || !r.ReceivedAt.Equal(h.clock()) {
		t.Errorf("receipt %+v, want received now and answered by 2018-10-08", r)
	}
	if len(r.AccessCode) != 29 || strings.Count(r.AccessCode, "-") != 5 {
		t.Errorf("access code %q, want four groups of four", r.AccessCode)
	}
	if got, want := a.header.Get("Location"), apiBase+"/complaints/"+r.CaseNumber; got != want {
		t.Errorf("location %q, want %q", got, want)
	}
	if got := a.header.Get(caseTimeHeader); got != "2018-08-24T10:00:00Z" {
		t.Errorf("case time %q", got)
	}
	f := h.record.files[complaint.Number(r.CaseNumber)]
	if by := f.Entries[0].Actor; by != (complaint.Actor{Role: complaint.Complainant}) {
		t.Errorf("filed by %+v, want the complainant", by)
	}
	if strings.Contains(string(f.hash), r.AccessCode) || len(f.hash) != 32 {
		t.Error("the access code must be kept as its hash only")
	}
	if len(h.cases.acts) != 0 {
		t.Error("filing has called the engine")
	}
}

func TestFile_twiceWithOneKeyFilesOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v := h.visitor()
	first := v.post(apiBase+"/complaints", filing(), "Idempotency-Key: k1").is(http.StatusCreated)
	h.unchanged(func() {
		again := h.visitor().post(apiBase+"/complaints", filing(), "Idempotency-Key: k1").is(http.StatusCreated)
		if string(again.body) != string(first.body) {
			t.Errorf("the second answer is %s, want %s", again.body, first.body)
		}
		if first.header.Get("Idempotent-Replayed") != "false" || again.header.Get("Idempotent-Replayed") != "true" {
			t.Error("the header must tell the repetition from the first time")
		}
		v.post(apiBase+"/complaints", filing(set("wanted", "more")), "Idempotency-Key: k1").problem(http.StatusConflict, "key")
	})
	var one, other api.Receipt
	first.into(&one)
	v.post(apiBase+"/complaints", filing(), "Idempotency-Key: k2").is(http.StatusCreated).into(&other)
	if one.CaseNumber == other.CaseNumber || one.AccessCode == other.AccessCode {
		t.Error("another key must file another case")
	}
}

func TestFile_aTakenNumberIsDrawnAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.record.taken = numberTries - 1
	h.visitor().file()
	h.record.taken = numberTries
	h.unchanged(func() {
		h.visitor().post(apiBase+"/complaints", filing()).problem(http.StatusInternalServerError, "our side")
	})
}

func TestReceipt_isGivenAgainForItsKeyOnly(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var f complaint.Filing
	text, _ := json.Marshal(filing(set("channel", webForm)))
	if err := json.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	c, code, _, err := h.service.File(t.Context(), f, "form-1", access.Nobody.Actor)
	if err != nil {
		t.Fatal(err)
	}
	again, sameCode, err := h.service.Receipt(t.Context(), c.Number, "form-1")
	if err != nil || again.Number != c.Number || sameCode != code {
		t.Errorf("got %s %s %v, want %s %s", again.Number, sameCode, err, c.Number, code)
	}
	for _, wrong := range []struct {
		number complaint.Number
		key    string
	}{{c.Number, "form-2"}, {"RC-0000-0000", "form-1"}} {
		if _, _, err := h.service.Receipt(t.Context(), wrong.number, wrong.key); complaint.KindOf(err) != complaint.Missing {
			t.Errorf("%v: got %v, want missing", wrong, err)
		}
	}
}

func TestFile_theTransferChoosesThePack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.now = time.Date(2024, 10, 1, 10, 0, 0, 0, time.UTC)
	v := h.visitor()
	for _, tc := range []struct{ name, residence, then, transferred, want string }{
		{"rule 1: the framework of the transfer", "SE", "", "2024-09-30", "EU-DPF-2023"},
		{"rule 1: the residence at the time", "SE", "CH", "2024-09-30", "CH-DPF-2024"},
		{"rule 2: the successor", "SE", "", "2018-05-04", "EU-DPF-2023"},
		{"rule 3: an unknown day", "GB", "", "", "UK-EXT-2023"},
		{"rule 4: a UK resident under the EU shield", "GB", "", "2019-05-04", "EU-PS-2016"},
	} {
		fields := []func(map[string]any){set("residence", tc.residence)}
		for name, value := range map[string]string{"residence_then": tc.then, "transferred_on": tc.transferred} {
			if value != "" {
				fields = append(fields, set(name, value))
			}
		}
		var r api.Receipt
		v.post(apiBase+"/complaints", filing(fields...), "Idempotency-Key: "+tc.want+tc.residence+tc.then+tc.transferred).is(http.StatusCreated).into(&r)
		c := h.record.files[complaint.Number(r.CaseNumber)].Case
		if c.Pack.ID != tc.want || c.Facts.TransferredOn.String() != tc.transferred {
			t.Errorf("%s: filed under %s for a transfer on %q, want %s", tc.name, c.Pack.ID, c.Facts.TransferredOn, tc.want)
		}
	}
	h.unchanged(func() {
		v.post(apiBase+"/complaints", filing(set("transferred_on", "2024-10-03"))).problem(http.StatusBadRequest, "transferred_on lies after the receipt")
		v.send(wrong(v.request(http.MethodPost, apiBase+"/complaints", filing(set("transferred_on", "3.10.2024"))))).problem(http.StatusBadRequest, "a date as 2018-08-24")
	})
}

func TestEnterComplaint_theDaysRunFromTheTrueReceipt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	o := h.officer(complaint.CaseOfficer)
	post := func(at string) answer {
		return o.post(apiBase+"/cases", filing(set("channel", "POST_EU"), set("received_at", at)))
	}
	var r api.Receipt
	a := post("2018-08-10T09:00:00Z").is(http.StatusCreated)
	a.into(&r)
	if r.RespondBy.String() != "2018-09-24" {
		t.Errorf("answer by %s, want 2018-09-24", r.RespondBy)
	}
	if got, want := a.header.Get("Location"), apiBase+"/cases/"+r.CaseNumber; got != want {
		t.Errorf("location %q, want %q", got, want)
	}
	if by := h.record.files[complaint.Number(r.CaseNumber)].Entries[0].Actor; by.ID != "staff/1" {
		t.Errorf("entered by %+v, want staff/1", by)
	}
	h.unchanged(func() {
		post("2018-08-24T10:00:01Z").problem(http.StatusBadRequest, "future")
		post("2016-07-11T23:59:59Z").problem(http.StatusBadRequest, "2016-07-12")
		o.send(wrong(o.request(http.MethodPost, apiBase+"/cases", filing(set("channel", "POST_EU"))))).problem(http.StatusBadRequest, "received_at is missing")
	})
	post("2016-07-12T00:00:00Z").is(http.StatusCreated)
	h.pass(time.Hour)
}
