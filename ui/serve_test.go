package ui

// throw-away: serves the pages on a port for the eye.
import (
	"context"
	"io/fs"
	"net/http"
	"os"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

func TestServe(t *testing.T) {
	addr := os.Getenv("UI_SERVE")
	if addr == "" {
		t.Skip()
	}
	f := newFake()
	f.do(t, officer, complaint.TriageAccepted, map[string]string{"allegations": "Kept a CV too long.", "reason": "A job seeker, not employed."}, "data_class=NON_HR", "principles=ACCESS,SECURITY")
	f.on(8)
	f.do(t, manager, complaint.CaseAssigned, nil, "assignee=staff/1")
	f.do(t, officer, complaint.MessageSent, map[string]string{"text": "Dear Ms Åkesson,\n\nwe have found your file and are checking who had access to it.\nWe will answer before 8 October."})
	f.do(t, person, complaint.MessageSent, map[string]string{"text": "Thank you. I still get mails from you though."})
	switch os.Getenv("UI_STAGE") {
	case "late":
		f.on(46)
	case "arb":
		f.on(20)
		f.do(t, officer, complaint.ResponseDrafted, map[string]string{"text": "We were right."}, "finding=NOT_SUBSTANTIATED", "remedies=NONE")
		f.do(t, privacy, complaint.ResponseApproved, nil)
		f.do(t, officer, complaint.ResponseSent, map[string]string{"text": "We kept your CV as long as our notice says."})
		f.on(25)
		f.do(t, person, complaint.ComplainantNotSatisfied, map[string]string{"reasons": "No."})
		f.on(30)
		f.do(t, person, complaint.IRMFiled, nil)
		f.do(t, officer, complaint.IRMEligible, nil)
		f.do(t, person, complaint.DPAContacted, map[string]string{"reference": "DI-2018-11"}, "authority=SE")
		f.do(t, officer, complaint.DPARefersDoC, nil)
	case "closed":
		f.on(20)
		f.do(t, person, complaint.ComplaintWithdrawn, map[string]string{"reason": "Done."}, "confirmed=true")
	}
	if os.Getenv("UI_DAY") != "" {
		f.day, _ = time.ParseDuration(os.Getenv("UI_DAY"))
	}
	f.rec.Documents = []law.Document{{ID: "d1", Name: "mail från maj.pdf", Type: "application/pdf", Size: 48213, SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", By: "complainant", AddedAt: f.now}}
	row := func(n string, steps []complaint.Step, due complaint.Date, over bool, who string) law.Row {
		return law.Row{Number: complaint.Number(n), Steps: steps, Status: "OPEN", ReceivedAt: received, Residence: "SE", Entity: "TEKSYSTEMS", Pack: "EU-PS-2016", Assignee: who, NextRule: law.D45, NextDue: due, Overdue: over, LastAction: complaint.MessageSent, LastAt: f.now}
	}
	f.rows = law.Page{Cursor: "next", Rows: []law.Row{
		row("RC-TEST-0001", []complaint.Step{complaint.S1}, complaint.Date{Year: 2018, Month: 10, Day: 8}, false, "staff/1"),
		row("RC-7K3F-9Q2M", []complaint.Step{complaint.S1Overdue, complaint.S31}, complaint.Date{Year: 2018, Month: 9, Day: 3}, true, ""),
		row("RC-ABCD-9Q2M", []complaint.Step{complaint.S22}, complaint.Date{Year: 2018, Month: 11, Day: 3}, false, "staff/2"),
		{Number: "RC-ZZZZ-9Q2M", Steps: []complaint.Step{complaint.S5}, Status: "CLOSED", Outcome: complaint.Settled, Residence: "CH", Entity: "AEROTEK", Pack: "EU-PS-2016", LastAction: complaint.SettlementPerformed, LastAt: f.now},
	}}
	dist, _ := fs.Sub(built, "dist")
	who := access.Nobody
	b := open(t, nobody)
	pages, err := newPages(Options{Service: f, Sessions: b.session, Dev: true, Tray: func(c2 context.Context, n complaint.Number) ([]Mail, error) {
		return []Mail{{ID: 2, Case: "RC-TEST-0001", Code: "N07", To: complaint.Complainant, Subject: "Our answer to your complaint", Body: "Dear you,\n\nhere it is.\n\nYours", At: received}}, nil
	}}, dist)
	if err != nil {
		t.Fatal(err)
	}
	front := newFront(pages, &who)
	t.Fatal(http.ListenAndServe(addr, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case len(r.URL.Path) >= 5 && r.URL.Path[:5] == "/desk":
			who = officer
		case len(r.URL.Path) >= 8 && r.URL.Path[:8] == "/my-case":
			who = person
		case len(r.URL.Path) < 8 || r.URL.Path[:8] != "/assets/":
			who = nobody
		}
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		front.ServeHTTP(w, r)
	})))
}
