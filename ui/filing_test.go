package ui

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
)

// complete is a form with every answer that is needed, and some that are not.
func complete() url.Values {
	return url.Values{
		"key": {"form-1"}, "person.name": {"Anna Åkesson"}, "person.email": {"anna@example.org"}, "residence": {"SE"}, "language": {"sv"},
		"person_type": {"JOB_SEEKER"}, "entity": {"TEKSYSTEMS"}, "narrative": {"They kept my CV.\r\nFor years."},
		"principles": {"ACCESS", "SECURITY"}, "wanted": {"Delete it."}, "under_13": {"true"}, "channel": {"POST_EU"}, "received_on": {"2018-08-24"},
	}
}

func TestFile(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.post("/desk/new", complete()).leads("/desk/receipt")
	f := b.service.filed[0]
	if f.Channel != "POST_EU" || f.ReceivedAt.IsZero() || f.Person.Name != "Anna Åkesson" || f.Narrative != "They kept my CV.\nFor years." ||
		len(f.Principles) != 2 || !f.Under13 || f.Employment {
		t.Errorf("filed %+v", f)
	}
	a := b.get("/desk/receipt").want(http.StatusOK)
	if got := a.text(".receipt__number"); got != "RC-TEST-0001" {
		t.Errorf("case number %q", got)
	}
	if got := a.text("[data-code]"); got != code {
		t.Errorf("access code %q", got)
	}
	if got := a.text("[data-respond-by]"); got != "The last day for the company's answer is Monday 8 October 2018." {
		t.Errorf("last day: %q", got)
	}
}

func TestFile_theDayOfTheTransfer(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	if n := b.get("/desk/new").Find(`[name="transferred_on"]:not([required])`).Length(); n != 1 {
		t.Fatalf("%d questions for the day, want one that need not be answered", n)
	}
	form := complete()
	form.Set("transferred_on", "in May")
	a := b.post("/desk/new", form).want(http.StatusBadRequest)
	if got := a.text("#f-transferred-on-error"); !strings.Contains(got, "year-month-day") {
		t.Errorf("the fault reads %q", got)
	}
	form.Set("transferred_on", "2018-05-04")
	b.post("/desk/new", form).leads("/desk/receipt")
	if got := b.service.filed[0].TransferredOn.String(); got != "2018-05-04" {
		t.Errorf("filed with %q", got)
	}
}

func TestFile_keepsNoAccessCodeInTheSession(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.post("/desk/new", complete())
	for key, value := range b.session {
		if strings.Contains(value, code) {
			t.Errorf("the session holds the access code under %s", key)
		}
	}
}

func TestFile_twiceFilesOnce(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.post("/desk/new", complete()).leads("/desk/receipt")
	b.post("/desk/new", complete()).leads("/desk/receipt")
	if len(b.service.filed) != 1 {
		t.Errorf("filed %d times", len(b.service.filed))
	}
}

func TestNewFiling_everyFormHasAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	one, two := b.get("/desk/new").each("input[name=key]", "value"), b.get("/desk/new").each("input[name=key]", "value")
	if len(one) != 1 || len(one[0]) < 20 || one[0] == two[0] {
		t.Errorf("keys %v and %v", one, two)
	}
}

func TestFile_keepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	form := complete()
	form.Del("entity")
	form.Set("person.email", "no address")
	form.Set("narrative", "\n  <b>They</b> kept it.")
	a := b.post("/desk/new", form).want(http.StatusBadRequest)
	if len(b.service.filed) != 0 {
		t.Fatal("filed all the same")
	}
	if got := a.text(".govuk-error-summary li"); got != "Choose the company the complaint is about" {
		t.Errorf("summary %q", got)
	}
	if got := a.each(".govuk-error-summary a", "href"); len(got) != 1 || got[0] != "#f-entity" {
		t.Errorf("summary leads to %v", got)
	}
	for selector, want := range map[string]string{
		"#f-person-name": "Anna Åkesson", "#f-person-email": "no address", "input[name=key]": "form-1",
		"#f-residence option[selected]": "SE", "#f-language option[selected]": "sv", "[name=person_type][checked]": "JOB_SEEKER",
	} {
		if got := a.Find(selector).AttrOr("value", ""); got != want {
			t.Errorf("%s holds %q, want %q", selector, got, want)
		}
	}
	if got := a.Find("#f-narrative").Text(); got != "\n  <b>They</b> kept it." {
		t.Errorf("narrative %q", got)
	}
	if got := a.each("[name=principles][checked]", "value"); len(got) != 2 {
		t.Errorf("principles %v", got)
	}
	if a.Find("#f-under-13[checked]").Length() != 1 || a.Find("#f-employment-data[checked]").Length() != 0 {
		t.Error("boxes are not as they were ticked")
	}
}

func TestFile_putsAFaultBesideItsField(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	form := complete()
	form.Set("person.email", "no address")
	a := b.post("/desk/new", form).want(http.StatusBadRequest)
	if got := a.text("#f-person-email-error"); !strings.Contains(got, "name@example.com") {
		t.Errorf("beside the field: %q", got)
	}
	if got := a.Find("#f-person-email").AttrOr("aria-describedby", ""); !strings.Contains(got, "f-person-email-error") {
		t.Errorf("the field is described by %q", got)
	}
}

func TestFile_anotherTextUnderTheSameKeyIsNoSecondFiling(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.service.fail = complaint.Errorf(complaint.Conflict, "this key has filed something else")
	a := b.post("/desk/new", complete()).want(http.StatusConflict)
	if got := a.text(".govuk-error-summary li"); !strings.Contains(got, "already been sent") {
		t.Errorf("summary %q", got)
	}
	if got := a.each("input[name=key]", "value"); got[0] == "form-1" || got[0] == "" {
		t.Errorf("key %v is not fresh", got)
	}
}

// The code is for who has just filed, not for who comes to the computer next, even
// if they send the form again.
func TestReceipt_showsTheCodeForAWhileOnly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		as             access.Caller
		form, receipt  string
		channel, since string
	}{
		{officer, "/desk/request", "/desk/receipt", "EMAIL_DSR", "2018-08-20"},
		{officer, "/desk/new", "/desk/receipt", "POST_US", "2018-08-20"},
	} {
		b := open(t, c.as)
		form := asking()
		form.Set("channel", c.channel)
		form.Set("received_on", c.since)
		b.post(c.form, form).leads(c.receipt)
		for _, at := range []struct {
			ago   time.Duration
			shown bool
		}{{receiptTime - time.Minute, true}, {receiptTime, false}} {
			b.session[receiptKey] = keptReceipt("RC-TEST-0001", time.Now().Add(-at.ago), "form-1")
			b.post(c.form, form).leads(c.receipt)
			a := b.get(c.receipt).want(http.StatusOK)
			if got := strings.Contains(a.Text(), code); got != at.shown || a.text(".receipt__number") != "RC-TEST-0001" {
				t.Errorf("%s after %v: the code is shown: %v", c.receipt, at.ago, got)
			}
			if !at.shown && !strings.Contains(a.text("main"), "make a new code") {
				t.Errorf("%s does not say how to get a new code", c.receipt)
			}
		}
	}
}

func TestReceipt_withoutAFilingLeadsToTheDoor(t *testing.T) {
	t.Parallel()
	open(t, nobody).get("/complaint/receipt").leads("/follow")
}

func TestFile_byAnOfficerTakesTheTrueReceipt(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	form := complete()
	form.Set("channel", "POST_US")
	form.Set("received_on", "2018-08-20")
	form.Set("received_at", "09:30")
	b.post("/desk/new", form).leads("/desk/receipt")
	f := b.service.filed[0]
	if want := time.Date(2018, 8, 20, 13, 30, 0, 0, time.UTC); f.Channel != "POST_US" || !f.ReceivedAt.Equal(want) {
		t.Errorf("filed by %s at %s, want POST_US at %s", f.Channel, f.ReceivedAt, want)
	}
	b.get("/desk/receipt").want(http.StatusOK)
}

func TestFile_byAnOfficerNeedsTheDay(t *testing.T) {
	t.Parallel()
	for name, day := range map[string]string{"no day": "", "no date": "yesterday", "no such day": "2018-02-30"} {
		b := open(t, officer)
		form := complete()
		form.Set("channel", "PHONE")
		form.Set("received_on", day)
		a := b.post("/desk/new", form).want(http.StatusBadRequest)
		if got := a.each(".govuk-error-summary a", "href"); len(got) != 1 || got[0] != "#f-received-on" || len(b.service.filed) != 0 {
			t.Errorf("%s: summary leads to %v, filed %d", name, got, len(b.service.filed))
		}
	}
}

// E12: the name is asked for, unless the box says that none is to be given.
func TestFile_anonymous(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	form := complete()
	form.Del("person.name")
	b.post("/desk/new", form).want(http.StatusBadRequest)
	if a := b.get("/desk/new"); a.Find("#f-person-name[required]").Length() != 0 || strings.Contains(a.text("label[for=f-person-name]"), "optional") {
		t.Error("the browser insists on a name, or the page calls it optional")
	}
	form.Set("anonymous", "true")
	b.post("/desk/new", form).leads("/desk/receipt")
	if f := b.service.filed[0]; !f.Anonymous || f.Person.Name != "" {
		t.Errorf("filed %+v", f)
	}
}
