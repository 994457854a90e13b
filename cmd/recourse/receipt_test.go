package main

import (
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/mail"
	"recourse/store"
)

// A receipt by mail brings two files, and neither says what was written.
func TestOutbox_receiptBringsItsFiles(t *testing.T) {
	t.Parallel()
	at := time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)
	f := complaint.Filing{
		Person: complaint.Person{Name: "Elin Vexworth", Email: "elin@example.org"}, Narrative: "Nobody answered.", Residence: "SE", Language: "en", PersonType: "VISITOR",
		Entity: "AEROTEK", Channel: "WEB_FORM",
	}
	facts := law.FactsOf(f, at)
	c, e := law.Receive("RC-7K3F-9Q2M", law.Select(facts).Ref(), facts, "key", complaint.Actor{Role: complaint.Complainant}, at)
	o := &outbox{clock: law.Clock{Day: 24 * time.Hour}, url: "https://recourse.example"}
	l, err := o.letter(t.Context(), store.Outgoing{
		Letter: law.Letter{Code: law.ReceiptLetter, To: complaint.Complainant}, Number: c.Number, Case: c, Filing: f, Entries: []law.Entry{{Event: e}},
	})
	if err != nil || len(l.Attachments) != 2 || l.Addresses[0] != f.Person.Email {
		t.Fatalf("%d files to %v, %v", len(l.Attachments), l.Addresses, err)
	}
	if _, err := mail.Render(l); err != nil {
		t.Error(err)
	}
	calendar := string(l.Attachments[1].Content)
	if !strings.HasPrefix(string(l.Attachments[0].Content), "%PDF-") || !strings.Contains(calendar, "DTSTART;VALUE=DATE:20181008") || strings.Contains(calendar, "Vexworth") {
		t.Errorf("files %s, %s", l.Attachments[0].Name, calendar)
	}
}
