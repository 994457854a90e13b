package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

const triage = "/desk/cases/RC-TEST-0001/acts/triage.accepted"

func TestAct(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.post(triage, url.Values{"key": {"a1"}, "data_class": {"NON_HR"}, "principles": {"ACCESS", "SECURITY"}, "reason": {"Applied, never employed.\r\n"}}).
		leads("/desk/cases/RC-TEST-0001")
	act, data := b.service.acts[0], b.service.data[0]
	if act.Key != "a1" || act.Actor != officer.Actor || act.Action != complaint.TriageAccepted || !act.At.IsZero() {
		t.Errorf("act %+v", act)
	}
	if fmt.Sprint(data) != "map[data_class:NON_HR principles:[ACCESS SECURITY] reason:Applied, never employed.]" {
		t.Errorf("data %v", data)
	}
	if !b.service.rec.Case.At(complaint.S1) {
		t.Error("the case has not moved")
	}
	if got := b.get("/desk/cases/RC-TEST-0001").text(".notice"); got != "Recorded: Complaint accepted" {
		t.Errorf("notice %q", got)
	}
	if b.get("/desk/cases/RC-TEST-0001").Find(".notice").Length() != 0 {
		t.Error("the notice is said twice")
	}
}

func TestAct_keepsWhatWasTypedWhenSomethingIsMissing(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	a := b.post(triage, url.Values{"key": {"a1"}, "reason": {"A long\nreason"}, "principles": {"ACCESS"}, "role": {"BOTH"}}).want(http.StatusBadRequest)
	if len(b.service.acts) != 0 {
		t.Fatal("done all the same")
	}
	if a.Find("#f-reason").Text() != "A long\nreason" || a.Find(`[name=principles][checked]`).AttrOr("value", "") != "ACCESS" ||
		a.Find(`[name=role][checked]`).AttrOr("value", "") != "BOTH" {
		t.Error("answers are lost")
	}
	if got := a.each(".govuk-error-summary a", "href"); len(got) != 1 || got[0] != "#f-data-class" {
		t.Errorf("summary leads to %v", got)
	}
}

func TestAct_refusedShowsTheRuleAndKeepsTheForm(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.service.fail = complaint.Refuse("T02", "triage.accepted (T02) is possible only at S0; the case stands at S1")
	a := b.post(triage, url.Values{"key": {"a1"}, "data_class": {"HR"}, "reason": {"Because."}}).want(http.StatusConflict)
	if got := a.text(".govuk-error-summary li"); !strings.Contains(got, "T02") {
		t.Errorf("summary %q", got)
	}
	if a.Find("#f-reason").Text() != "Because." {
		t.Error("answers are lost")
	}
	if got := a.Find("input[name=key]").AttrOr("value", ""); got == "a1" || got == "" {
		t.Errorf("key %q: a refused form needs a fresh one", got)
	}
}

func TestAct_ofUnknownFateKeepsItsKey(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.service.fail = complaint.Errorf(complaint.Busy, "try again in a moment")
	a := b.post(triage, url.Values{"key": {"a1"}, "data_class": {"HR"}}).want(http.StatusServiceUnavailable)
	if got := a.Find("input[name=key]").AttrOr("value", ""); got != "a1" {
		t.Errorf("key %q, want the old one", got)
	}
}

func TestAct_acceptedButNotYetWrittenIsNoError(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.service.fail = fmt.Errorf("wait for the record: %w", context.DeadlineExceeded)
	b.post(triage, url.Values{"key": {"a1"}, "data_class": {"HR"}}).leads("/desk/cases/RC-TEST-0001")
	if got := b.get("/desk/cases/RC-TEST-0001").text(".notice"); !strings.Contains(got, "in a moment") {
		t.Errorf("notice %q", got)
	}
}

func TestAct_ourOwnFaultStaysOurs(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.service.fail = errors.New("connection refused by the database")
	a := b.post(triage, url.Values{"key": {"a1"}, "data_class": {"HR"}}).want(http.StatusInternalServerError)
	if strings.Contains(a.body, "database") {
		t.Error("the page shows what went wrong inside")
	}
}

func TestAct_timeOfTheAct(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, on, at string
		want         time.Time
		status       int
	}{
		{"no day is now", "", "", time.Time{}, 303},
		{"day and time are those at the receiving address", "2018-08-25", "14:05", time.Date(2018, 8, 25, 13, 5, 0, 0, time.UTC), 303},
		{"a day alone is its noon", "2018-08-25", "", time.Date(2018, 8, 25, 11, 0, 0, 0, time.UTC), 303},
		{"the day of receipt is not before the receipt", "2018-08-24", "", received.Add(time.Hour), 303},
		{"today is not in the future", "2018-08-26", "", received.Add(49 * time.Hour), 303},
		{"no date is told", "soon", "", time.Time{}, 400},
		{"no time is told", "2018-08-25", "noonish", time.Time{}, 400},
		{"the future is refused by the law", "2018-08-27", "", time.Time{}, 400},
	} {
		b := open(t, officer)
		a := b.post(triage, url.Values{"key": {"a1"}, "data_class": {"HR"}, "on": {c.on}, "at": {c.at}})
		if a.status != c.status {
			t.Errorf("%s: status %d, want %d", c.name, a.status, c.status)
		}
		if c.status == http.StatusSeeOther && !b.service.acts[0].At.Equal(c.want) {
			t.Errorf("%s: at %s, want %s", c.name, b.service.acts[0].At, c.want)
		}
	}
}

func TestActing_whenADayAloneIsNotBeforeTheReceipt(t *testing.T) {
	t.Parallel()
	since := time.Date(2018, 8, 24, 15, 0, 0, 0, time.UTC)
	a := acting{place: law.PlaceOf("WEB_FORM", "SE"), since: since}
	if got := a.when(context.Background(), url.Values{"on": {"2018-08-24"}}, since.Add(time.Hour), faults{}); !got.Equal(since) {
		t.Errorf("at %s, want the receipt, %s", got, since)
	}
}

func TestAct_byTheComplainantHappensNow(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	if b.get("/my-case/acts/message.sent").Find("[name=on], [name=at]").Length() != 0 {
		t.Error("the complainant is asked when it happened")
	}
	b.post("/my-case/acts/message.sent", url.Values{"key": {"m1"}, "text": {"Hello?"}, "on": {"2018-08-24"}}).leads("/my-case")
	if !b.service.acts[0].At.IsZero() || b.service.acts[0].Actor.Role != complaint.Complainant {
		t.Errorf("act %+v", b.service.acts[0])
	}
}

func TestAct_document(t *testing.T) {
	t.Parallel()
	for base, who := range map[string]access.Caller{"/my-case": person, "/desk/cases/RC-TEST-0001": officer} {
		b := open(t, who)
		b.send(upload(t, base+"/acts/document.added", `C:\mail\reply.html`, "<script>1</script>")).leads(base)
		if string(b.service.file) != "<script>1</script>" || b.service.rec.Documents[0].Name != "reply.html" {
			t.Errorf("kept %q as %q", b.service.file, b.service.rec.Documents[0].Name)
		}
		if got := b.get(base).text(".documents"); !strings.Contains(got, "reply.html") || !strings.Contains(got, "Their reply") {
			t.Errorf("documents: %q", got)
		}
		a := b.get(base + "/documents/d1").want(http.StatusOK)
		if !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") || a.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("a foreign file is shown in place: %v", a.header)
		}
		if got := a.header.Get("Content-Security-Policy"); !strings.Contains(got, "sandbox") {
			t.Errorf("a foreign file may do anything: %q", got)
		}
		b.get(base + "/documents/d2").want(http.StatusNotFound)
	}
}

// An officer ticks what the document shows; a complainant is not asked.
func TestAct_documentShowsAGuardOrBar(t *testing.T) {
	t.Parallel()
	for base, c := range map[string]struct {
		who  access.Caller
		want string
	}{
		"/my-case":                 {person, "map[caption:Their reply]"},
		"/desk/cases/RC-TEST-0001": {officer, "map[caption:Their reply shows:[G1 B2]]"},
	} {
		b := open(t, c.who)
		asked := b.get(base + "/acts/document.added").Find("[name=shows][value=G1]").Length()
		if asked == 1 != (c.who.Actor == officer.Actor) {
			t.Errorf("%s asks %d times whether it shows G1", base, asked)
		}
		b.send(upload(t, base+"/acts/document.added", "reply.txt", "a", "G1", "B2")).leads(base)
		if got := fmt.Sprint(b.service.data[0]); got != c.want {
			t.Errorf("%s hands over %s, want %s", base, got, c.want)
		}
	}
}

func TestAct_documentNeedsAFile(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	a := b.send(upload(t, "/my-case/acts/document.added", "empty.txt", "")).want(http.StatusBadRequest)
	if got := a.each(".govuk-error-summary a", "href"); len(got) != 1 || got[0] != "#f-file" {
		t.Errorf("summary leads to %v", got)
	}
	if a.Find("#f-caption").Text() != "Their reply" {
		t.Error("the caption is lost")
	}
}

// A file that is refused is told with its reason, and the answers stay.
func TestAct_documentIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		refuse error
		status int
		want   string
	}{
		{complaint.Errorf(complaint.Invalid, "the file is of a type that is not taken"), http.StatusBadRequest, "The file is of a type"},
		{complaint.Errorf(complaint.Conflict, "the case has 100 files already"), http.StatusConflict, "100 files"},
		{complaint.Errorf(complaint.Busy, "files cannot be looked at for viruses at the moment"), http.StatusServiceUnavailable, "viruses"},
		{echo.ErrStatusRequestEntityTooLarge, http.StatusBadRequest, "larger than 25 MB"},
	} {
		b := open(t, person)
		b.service.refuse = c.refuse
		a := b.send(upload(t, "/my-case/acts/document.added", "a.exe", "MZ")).want(c.status)
		if got := a.text(".govuk-error-summary"); !strings.Contains(got, c.want) {
			t.Errorf("summary %q, want %q", got, c.want)
		}
		if a.Find("#f-caption").Text() != "Their reply" || len(b.service.acts) > 0 {
			t.Error("the caption is lost, or the act done")
		}
	}
}

// A form that turns out to be wrong leaves no file behind.
func TestAct_documentOfAWrongFormIsDropped(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	req := upload(t, "/desk/cases/RC-TEST-0001/acts/document.added", "reply.txt", "a")
	text, err := io.ReadAll(req.Body)
	if err != nil {
		t.Fatal(err)
	}
	boundary := strings.SplitN(string(text), "\r\n", 2)[0]
	wrong := boundary + "\r\nContent-Disposition: form-data; name=\"on\"\r\n\r\nsomeday\r\n" + string(text)
	req.Body = io.NopCloser(strings.NewReader(wrong))
	b.send(req).want(http.StatusBadRequest)
	if b.service.uploads != 0 || len(b.service.acts) > 0 {
		t.Errorf("%d files are left", b.service.uploads)
	}
}

func upload(t *testing.T, path, name, content string, shows ...string) *http.Request {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field, value := range map[string]string{"key": "d1", "caption": "Their reply"} {
		if err := form.WriteField(field, value); err != nil {
			t.Fatal(err)
		}
	}
	for _, code := range shows {
		if err := form.WriteField("shows", code); err != nil {
			t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, path, &body)
	req.Header.Set("Content-Type", form.FormDataContentType())
	return req
}

func TestAct_assignsByName(t *testing.T) {
	t.Parallel()
	b := open(t, manager)
	a := b.get("/desk/cases/RC-TEST-0001/acts/case.assigned")
	if a.Find(`#f-assignee option[value="staff/8"]`).Length() != 0 {
		t.Error("a case can be assigned to somebody who has left")
	}
	if got := a.text(`#f-assignee option[value="staff/2"]`); got != "Pia Lund (privacy officer)" {
		t.Errorf("choice %q", got)
	}
	b.post("/desk/cases/RC-TEST-0001/acts/case.assigned", url.Values{"key": {"x"}, "assignee": {"staff/2"}}).leads("/desk/cases/RC-TEST-0001")
	if got := b.get("/desk/cases/RC-TEST-0001").text(".identity"); !strings.Contains(got, "Assigned to Pia Lund") {
		t.Errorf("head %q", got)
	}
}
