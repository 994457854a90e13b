package server

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"recourse/audit"
	"recourse/complaint"
	"recourse/paper/papertest"
)

// AskReceipt counts the receipts that were asked for.
func (r *fakeRecord) AskReceipt(_ context.Context, number complaint.Number, most int) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	for _, c := range r.receipts {
		if c == string(number) {
			n++
		}
	}
	if n >= most {
		return false, r.fault
	}
	r.receipts = append(r.receipts, string(number))
	return true, r.fault
}

func TestPapers_ofTheComplainant(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	h.answered(number)
	base := apiBase + "/complaints/" + number
	a := v.get(base + "/receipt.pdf").is(http.StatusOK)
	if err := api.Validate(bytes.NewReader(a.body), nil); err != nil || a.header.Get("Content-Disposition") != "attachment; filename=receipt-"+number+".pdf" {
		t.Errorf("%v, %v", err, a.header)
	}
	if said := papertest.Text(t, a.body); !strings.Contains(said, number) {
		t.Errorf("the receipt says %s", said)
	}
	v.get(base+"/receipt.pdf", "If-None-Match: "+a.header.Get("ETag")).is(http.StatusNotModified)
	if a := v.get(base + "/calendar.ics").is(http.StatusOK); !strings.HasPrefix(string(a.body), "BEGIN:VCALENDAR\r\n") {
		t.Errorf("the calendar is %s", a.body)
	}
	a = v.get(base + "/everything.zip").is(http.StatusOK)
	m, held := papertest.Unzip(t, a.body)
	cert, err := audit.ParseCertificate([]byte(held["certificate.json"]))
	if err != nil || string(m.Case) != number {
		t.Fatalf("%+v, %v", m, err)
	}
	if err := cert.Verify(testSigner(t).Public()); err != nil {
		t.Errorf("the proof in the archive: %v", err)
	}
	v.get(base+"/everything.zip", "If-None-Match: "+a.header.Get("ETag")).is(http.StatusNotModified)
}

func TestPapers_packetOfTheRoadOnly(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	base := apiBase + "/complaints/" + number + "/packets/"
	a := v.get(base + "recourse").is(http.StatusOK)
	if m, _ := papertest.Unzip(t, a.body); m.For != "recourse" {
		t.Errorf("for %q", m.For)
	}
	v.get(base+"recourse", "If-None-Match: "+a.header.Get("ETag")).is(http.StatusNotModified)
	v.get(base+"press").problem(http.StatusNotFound, "recipient")
	o := h.officer(complaint.CaseOfficer)
	o.act(number, complaint.TriageAccepted, map[string]any{"data_class": "HR", "reason": "an employee", "allegations": "kept too long"})
	v.get(base+"recourse").problem(http.StatusForbidden, "employment data")
	v.get(base+"arbitration").problem(http.StatusForbidden, "employment data")
	v.get(base + "authority").is(http.StatusOK)
}

// What goes wrong before the first byte is an answer, and no half archive.
func TestPapers_aFaultIsAnAnswer(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	h.record.fault = errors.New("disk on fire")
	v.get(apiBase+"/complaints/"+number+"/everything.zip").problem(http.StatusInternalServerError, "")
}

func TestMailReceipt_isForWhoHasFiled(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := context.Background()
	file := func(email string) (complaint.Number, string) {
		c, _, _, err := h.service.File(ctx, complaint.Filing{
			Person: complaint.Person{Name: "Ann Vexworth", Email: email}, Narrative: "x", Residence: "SE", Language: "sv", PersonType: "VISITOR", Entity: "AEROTEK", Channel: "WEB_FORM",
		}, "key-"+email, complaint.Actor{Role: complaint.Complainant})
		if err != nil {
			t.Fatal(err)
		}
		return c.Number, "key-" + email
	}
	number, key := file("ann@example.org")
	if err := h.service.MailReceipt(ctx, number, "another"); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("with another key: %v", err)
	}
	for range receiptsPerCase {
		if err := h.service.MailReceipt(ctx, number, key); err != nil {
			t.Error(err)
		}
	}
	if err := h.service.MailReceipt(ctx, number, key); complaint.KindOf(err) != complaint.Conflict {
		t.Errorf("once too often: %v", err)
	}
	silent, key := file("")
	if err := h.service.MailReceipt(ctx, silent, key); complaint.KindOf(err) != complaint.Invalid {
		t.Errorf("without an address: %v", err)
	}
	if want := slices.Repeat([]string{string(number)}, receiptsPerCase); !slices.Equal(h.record.receipts, want) {
		t.Errorf("asked for %v", h.record.receipts)
	}
}

// A fault in what writes an archive ends that archive, and not the server.
func TestPiped_aPanicIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := piped(func(io.Writer) error { panic("before the first byte") }); err == nil || !strings.HasPrefix(err.Error(), "panic: before") {
		t.Errorf("got %v", err)
	}
	r, err := piped(func(w io.Writer) error { _, _ = io.WriteString(w, "begun"); panic("later") })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(r); err == nil || !strings.HasPrefix(err.Error(), "panic: later") {
		t.Errorf("got %v", err)
	}
}
