package paper_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"recourse/audit"
	"recourse/audit/paper"
	"recourse/complaint"
	"recourse/law"
)

// certificate is one of a complaint that was answered late, with letters that are
// not ASCII in no place of its own: only titles and citations of the packs.
func certificate(t *testing.T) audit.Certificate {
	t.Helper()
	by, err := audit.NewSigner(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)
	facts := law.Facts{
		Channel: "WEB_FORM", ReceivedAt: at, Place: law.Place{Zone: "America/New_York", Person: "Europe/Stockholm"}, Residence: "SE",
		Language: "sv", PersonType: "JOB_SEEKER", DataClass: "UNDECIDED", Role: "CONTROLLER", Entity: "TEKSYSTEMS", Principles: []string{"ACCESS"}, Mailable: true,
	}
	c, e := law.Receive("RC-7K3F-9Q2M", law.Select(facts).Ref(), facts, "key", complaint.Actor{Role: complaint.Complainant}, at)
	events := []law.Event{e}
	for _, act := range []law.Act{
		{Key: "1", Action: complaint.TriageAccepted, Actor: complaint.Actor{Role: complaint.CaseOfficer, ID: "staff/1"}, Facts: map[string]string{"data_class": "NON_HR"}},
		{Key: "2", Action: complaint.ResponseDrafted, Actor: complaint.Actor{Role: complaint.CaseOfficer, ID: "staff/1"}, Facts: map[string]string{"finding": "PARTLY", "remedies": "NONE"}},
		{Key: "3", Action: complaint.ResponseApproved, Actor: complaint.Actor{Role: complaint.PrivacyOfficer, ID: "staff/2"}},
		{Key: "4", Action: complaint.ResponseSent, Actor: complaint.Actor{Role: complaint.CaseOfficer, ID: "staff/1"}},
	} {
		at = at.AddDate(0, 0, 15)
		events = append(events, c.Wake(at, time.Minute)...)
		e, err := c.Apply(act, at)
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	i := audit.Issue{Case: c, Day: 24 * time.Hour, Now: at}
	hash := audit.Begin(c.Number)
	for _, e := range events {
		event := audit.EventOf(c.Number, e)
		hash = audit.Next(hash, event.Content(), audit.Hash{})
		i.Chain.Events, i.Chain.Links = append(i.Chain.Events, event), append(i.Chain.Links, audit.NewLink(&event, event.Content(), audit.Hash{}, hash))
	}
	cert, err := i.Certificate(by)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

func render(t *testing.T, c *audit.Certificate) []byte {
	t.Helper()
	pdf, err := paper.Render(c)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func TestRender_givesTheSameBytesAlways(t *testing.T) {
	t.Parallel()
	c := certificate(t)
	first := render(t, &c)
	for range 10 {
		if !bytes.Equal(render(t, &c), first) {
			t.Fatal("the same certificate gives other bytes")
		}
	}
}

func TestRender_isAPDFThatOthersRead(t *testing.T) {
	t.Parallel()
	c := certificate(t)
	pdf := render(t, &c)
	if err := api.Validate(bytes.NewReader(pdf), nil); err != nil {
		t.Fatal(err)
	}
	files, err := api.ExtractAttachmentsRaw(bytes.NewReader(pdf), "", nil, nil)
	if err != nil || len(files) != 1 || files[0].FileName != "certificate.json" {
		t.Fatalf("attachments %+v, %v", files, err)
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(files[0]); err != nil || !bytes.Equal(text.Bytes(), c.Encode()) {
		t.Errorf("the attachment is not the certificate: %v", err)
	}
}

func TestCheck_noticesADoctoredPage(t *testing.T) {
	t.Parallel()
	c := certificate(t)
	pdf := render(t, &c)
	read, err := paper.Certificate(pdf)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(read.Verify(c.Key), paper.Check(pdf, &read)); err != nil {
		t.Fatal(err)
	}
	if !paper.Is(pdf) || paper.Is(c.Encode()) {
		t.Error("the one is a PDF and the other is not")
	}
	for name, doctored := range map[string][]byte{
		"a word":         bytes.Replace(pdf, []byte("late by"), []byte("in time"), 1),
		"a new object":   append(bytes.Clone(pdf), "1 0 obj\n<<>>\nendobj\n"...),
		"a note on top":  bytes.Replace(pdf, []byte("/Type /Page\n"), []byte("/Type /Pag3\n"), 1),
		"the update cut": pdf[:len(pdf)-7],
	} {
		if bytes.Equal(doctored, pdf) {
			t.Fatalf("%s: nothing was changed", name)
		}
		if err := paper.Check(doctored, &read); !errors.Is(err, paper.ErrPages) {
			t.Errorf("%s: got %v, want ErrPages", name, err)
		}
	}
	if _, err := paper.Certificate([]byte("%PDF-1.4\n")); err == nil {
		t.Error("want a PDF without a certificate to be refused")
	}
}

// A long case takes several pages, and no duty stands on two of them.
func TestRender_keepsADutyOnOnePage(t *testing.T) {
	t.Parallel()
	c := certificate(t)
	for range 12 {
		c.Statement.Deadlines = append(c.Statement.Deadlines, c.Statement.Deadlines[:2]...)
	}
	pdf := render(t, &c)
	n, err := api.PageCount(bytes.NewReader(pdf), nil)
	if err != nil || n < 3 {
		t.Fatalf("%d pages, %v", n, err)
	}
	if got := bytes.Count(pdf, []byte("(Duty)")); got < n-1 {
		t.Errorf("the head of the table stands on %d of %d pages", got, n)
	}
}

// The standard fonts of PDF show the letters of Windows code page 1252 only.
func TestRender_canShowAllThatPacksSay(t *testing.T) {
	t.Parallel()
	for _, p := range law.Packs() {
		for _, r := range p.Rules {
			for _, l := range p.Name + r.Title + r.Cite {
				if l > 0xff && !bytes.ContainsRune([]byte("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"), l) {
					t.Errorf("%s, rule %s: %q cannot be shown", p.Ref(), r.ID, l)
				}
			}
		}
	}
}
