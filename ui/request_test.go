package ui

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// asking is a complete form for a request.
func asking() url.Values {
	form := complete()
	for _, name := range []string{"principles", "wanted", "under_13"} {
		form.Del(name)
	}
	form.Set("right", "DELETION")
	return form
}

// request makes the case of the fake a rights request, with a complaint out of it.
func (f *fake) request() {
	filing := f.rec.Filing
	filing.Right, filing.Principles = "ACCESS", nil
	facts := law.FactsOf(filing, received)
	c, e := law.Receive(f.rec.Case.Number, law.Select(facts).Ref(), facts, "k0", person.Actor, received)
	f.rec = law.Record{Case: c, Filing: filing, FiledAt: received, Entries: []law.Entry{{Event: e}}}
	f.post(e)
}

func TestRequest_isFiled(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	form := b.get("/desk/request").want(http.StatusOK)
	for _, absent := range []string{"principles", "anonymous", "asked_before"} {
		if form.Find(`[name="`+absent+`"]`).Length() != 0 {
			t.Errorf("a request is asked for %s", absent)
		}
	}
	if n := form.Find(`[name="right"]`).Length(); n != len(complaint.Rights) {
		t.Errorf("%d rights to choose from, want %d", n, len(complaint.Rights))
	}
	missing := asking()
	missing.Del("right")
	if got := b.post("/desk/request", missing).want(http.StatusBadRequest).text(".govuk-error-summary"); got == "" {
		t.Error("a request without a right is not told what is missing")
	}
	b.service.request()
	b.post("/desk/request", asking()).leads("/desk/receipt")
	if f := b.service.filed[0]; f.Right != "DELETION" || f.Channel != "POST_EU" || len(f.Principles) != 0 {
		t.Errorf("filed %+v", f)
	}
	a := b.get("/desk/receipt").want(http.StatusOK)
	if got := a.text("[data-respond-by]"); !strings.Contains(got, "Monday 24 September 2018") {
		t.Errorf("last day: %q", got)
	}
	if got := a.text("h1"); got != "The request is filed" || strings.Contains(a.text("main"), "independent body") {
		t.Errorf("the receipt speaks of a complaint: %q", got)
	}
}

func TestRequest_isEnteredByAnOfficer(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	form := asking()
	form.Set("channel", "EMAIL_DSR")
	form.Set("received_on", "2018-08-20")
	b.post("/desk/request", form).leads("/desk/receipt")
	if f := b.service.filed[0]; f.Right != "DELETION" || f.Channel != "EMAIL_DSR" || f.ReceivedAt.IsZero() {
		t.Errorf("filed %+v", f)
	}
}

// The pages of a case show a request on its own track, with its own acts, and
// nothing of arbitration.
func TestRequest_onThePagesOfACase(t *testing.T) {
	t.Parallel()
	for path, who := range map[string]access.Caller{"/my-case": person, "/desk/cases/RC-TEST-0001": officer} {
		b := open(t, who)
		b.service.request()
		b.service.do(t, officer, complaint.IdentityAsked, map[string]string{"asked_for": "Please sign in."})
		b.service.on(40)
		b.service.do(t, person, complaint.RequestComplained, map[string]string{"reasons": "Not a word."})
		a := b.get(path).want(http.StatusOK)
		wellBuilt(t, a)
		main := a.text("main")
		for _, want := range []string{"Rights request", "See the data (access)", "RC-TEST-0001-C1", "Monday 24 September 2018", "Please sign in."} {
			if !strings.Contains(main, want) {
				t.Errorf("%s does not say %q", path, want)
			}
		}
		if strings.Contains(main, "Independent body") || a.Find("#arbitration").Length() != 0 {
			t.Errorf("%s shows the path of a complaint", path)
		}
		if a.Find(`a[href*="acts/request."]`).Length() == 0 || a.Find(`a[href*="acts/triage."]`).Length() != 0 {
			t.Errorf("%s offers the acts of another kind of case", path)
		}
	}
}

func TestStart_leadsToTheRequest(t *testing.T) {
	t.Parallel()
	if open(t, nobody).get("/").Find(`a[href="/request"]`).Length() != 1 {
		t.Error("the first page does not lead to the request")
	}
}
