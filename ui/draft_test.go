package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"recourse/complaint"
	"recourse/ui/page"
)

// fromGate is what the page before a draft sends on.
func fromGate() url.Values {
	return url.Values{"residence": {"SE"}, "about": {"self"}, "person_type": {"JOB_SEEKER"}, "entity": {"TEKSYSTEMS"}, "kind": {"complaint"}}
}

// typing are the answers that somebody gives on the pages of a draft, by page.
var typing = []struct {
	step    string
	answers url.Values
}{
	{"name", url.Values{"person.name": {"Anna Åkesson"}}},
	{"contact", url.Values{"person.email": {"anna@example.org"}}},
	{"address", url.Values{}},
	{"identifier", url.Values{"person.identifier": {"anna77"}}},
	{"language", url.Values{"language": {"sv"}}},
	{"what-happened", url.Values{"narrative": {"They kept my CV.\r\nFor years."}}},
	{"grounds", url.Values{"grounds": {"NEVER_ANSWERED", "NOT_DELETED"}}},
	{"when", url.Values{"transferred_on.day": {"4"}, "transferred_on.month": {"5"}, "transferred_on.year": {"2018"}}},
	{"asked", url.Values{"asked": {"true"}}},
	{"asked-what", url.Values{"asked_before": {"To delete it."}, "asked_on.day": {"1"}, "asked_on.month": {"6"}, "asked_on.year": {"2018"}}},
	{"came-back", url.Values{"came_back": {"Nothing."}}},
	{"wanted", url.Values{"remedies": {"DELETED", "APOLOGY"}, "wanted": {"Soon."}}},
}

// drafting begins a draft and answers everything.
func drafting(t testing.TB) *browser {
	t.Helper()
	b := open(t, nobody)
	b.post("/complaint/draft", fromGate()).leads("/complaint/draft")
	for i, s := range typing {
		to := "/complaint/draft"
		if next := i + 1; next < len(typing) && s.step != "language" && s.step != "when" && s.step != "came-back" {
			to += "/" + typing[next].step
		}
		b.get("/complaint/draft/" + s.step).want(http.StatusOK)
		b.post("/complaint/draft/"+s.step, s.answers).leads(to)
	}
	return b
}

func TestDraft_isFiledStepByStep(t *testing.T) {
	t.Parallel()
	b := drafting(t)
	list := b.get("/complaint/draft").want(http.StatusOK)
	for _, name := range []string{"path", "you", "story", "before", "wanted"} {
		if got := list.Find(`[data-task="`+name+`"]`).AttrOr("data-state", ""); got != "done" {
			t.Errorf("task %s is %q", name, got)
		}
	}
	if got := list.Find(`[data-task="check"]`).AttrOr("data-state", ""); got != "ready" {
		t.Errorf("the draft is %q", got)
	}
	check := b.get("/complaint/draft/check").want(http.StatusOK)
	for _, want := range []string{
		"Sweden", "Anna Åkesson", "anna@example.org", "They kept my CV.", "They never answered me", "Friday 4 May 2018", "To delete it.", "delete the data", "svenska", "Nothing entered",
	} {
		if !strings.Contains(check.text("main"), want) {
			t.Errorf("the check does not show %q", want)
		}
	}
	b.post("/complaint/draft/send", url.Values{}).leads("/complaint/receipt")
	if len(b.service.filed) != 1 {
		t.Fatalf("filed %d times", len(b.service.filed))
	}
	f := b.service.filed[0]
	want := complaint.Filing{
		Person: complaint.Person{Name: "Anna Åkesson", Email: "anna@example.org", Identifier: "anna77"}, Narrative: "They kept my CV.\nFor years.",
		Wanted: "Soon.", AskedBefore: "To delete it.", CameBack: "Nothing.", Residence: "SE", Language: "sv", PersonType: "JOB_SEEKER", Entity: "TEKSYSTEMS",
		Channel: "WEB_FORM", TransferredOn: complaint.Date{Year: 2018, Month: 5, Day: 4}, AskedOn: complaint.Date{Year: 2018, Month: 6, Day: 1},
	}
	if f.Person != want.Person || f.Narrative != want.Narrative || f.AskedBefore != want.AskedBefore || f.CameBack != want.CameBack || f.Wanted != want.Wanted ||
		f.TransferredOn != want.TransferredOn || f.AskedOn != want.AskedOn || f.Language != "sv" || f.Employment || f.Under13 ||
		!slices.Equal(f.Principles, []string{"RECOURSE_ENFORCEMENT_LIABILITY", "ACCESS"}) || !slices.Equal(f.Remedies, []string{"DELETED", "APOLOGY"}) {
		t.Errorf("filed %+v", f)
	}
	if got := b.get("/complaint/receipt").want(http.StatusOK).text("[data-code]"); got != code {
		t.Errorf("access code %q", got)
	}
}

// The button twice, the page gone back to, and any other page of what was sent lead to
// one receipt.
func TestDraft_sentTwiceIsOneCase(t *testing.T) {
	t.Parallel()
	b := drafting(t)
	id := b.service.holds
	for range 2 {
		b.post("/complaint/draft/send", url.Values{"draft": {string(id)}}).leads("/complaint/receipt")
	}
	for _, path := range []string{"/complaint/draft", "/complaint/draft/check", "/complaint/draft/name", "/complaint/draft/later"} {
		b.get(path).leads("/complaint/receipt")
	}
	b.post("/complaint/draft/name", url.Values{"person.name": {"Another"}}).leads("/complaint/receipt")
	if len(b.service.filed) != 1 || len(b.service.all[id].Answers) != 0 {
		t.Errorf("filed %d times, answers %v", len(b.service.filed), b.service.all[id].Answers)
	}
	delete(b.session, receiptKey) // another browser, some days later, by code
	b.service.holds = ""
	b.service.all[id].Changed = time.Now().Add(-48 * time.Hour)
	b.post("/complaint/draft/resume", url.Values{"draft": {string(id)}, "code": {draftCode}}).leads("/complaint/receipt")
	a := b.get("/complaint/receipt").want(http.StatusOK)
	if a.text(".receipt__number") != "RC-TEST-0001" || strings.Contains(a.Text(), code) {
		t.Error("later the receipt lacks the number or shows the code")
	}
}

func TestDraft_withoutItsAnswersIsNotSent(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.post("/complaint/draft", url.Values{}).leads("/complaint/draft")
	a := b.post("/complaint/draft/send", url.Values{}).want(http.StatusBadRequest)
	wellBuilt(t, a)
	links := a.each(".govuk-error-summary a", "href")
	for _, want := range []string{"#c-residence", "#c-about", "#c-person-type", "#c-company", "#c-employment", "#c-name", "#c-what-happened", "#c-asked"} {
		if !slices.Contains(links, want) {
			t.Errorf("the summary %v lacks %s", links, want)
		}
	}
	if len(b.service.filed) != 0 {
		t.Error("filed all the same")
	}
	if got := b.get("/complaint/draft").Find(`[data-task="check"]`).AttrOr("data-state", ""); got != "not_ready" {
		t.Errorf("the draft is %q", got)
	}
}

// What is wrong is said beside it, and kept as it was typed.
func TestDraft_keepsWhatIsWrong(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.post("/complaint/draft", fromGate())
	a := b.post("/complaint/draft/contact", url.Values{"person.email": {"nowhere"}}).want(http.StatusBadRequest)
	wellBuilt(t, a)
	if got := a.text("#f-person-email-error"); !strings.Contains(got, "name@example.com") {
		t.Errorf("beside the field: %q", got)
	}
	if got := b.get("/complaint/draft/contact").Find("#f-person-email").AttrOr("value", ""); got != "nowhere" {
		t.Errorf("kept %q", got)
	}
	a = b.post("/complaint/draft/when", url.Values{"transferred_on.day": {"31"}, "transferred_on.month": {"2"}, "transferred_on.year": {"2018"}}).want(http.StatusBadRequest)
	wellBuilt(t, a)
	if got := a.Find(`[name="transferred_on.day"]`).AttrOr("value", ""); got != "31" || a.text("#f-transferred-on-error") == "" {
		t.Errorf("the day is %q", got)
	}
	b.post("/complaint/draft/contact", url.Values{"person.email": {"still wrong"}, "then": {"later"}}).leads("/complaint/draft/later")
	if got := b.get("/complaint/draft").Find(`[data-task="you"]`).AttrOr("data-state", ""); got != "in_progress" {
		t.Errorf("the task is %q", got)
	}
}

// A session that has ended costs the code, and nothing of what was typed.
func TestDraft_afterTheSessionHasEnded(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.post("/complaint/draft", fromGate())
	id := string(b.service.holds)
	b.service.holds = ""
	b.get("/complaint/draft/what-happened").leads("/complaint/draft/resume?to=what-happened")
	a := b.post("/complaint/draft/grounds", url.Values{"draft": {id}, "grounds": {"NOT_SAFE", "NOT_TOLD"}, "then": {"next"}}).want(http.StatusForbidden)
	wellBuilt(t, a)
	if got := a.Find("#f-draft").AttrOr("value", ""); got != id {
		t.Errorf("the reference is %q", got)
	}
	form := url.Values{"draft": {id}, "code": {"wrong"}}
	hidden := a.Find("input[type=hidden]")
	for i := range hidden.Length() {
		form.Add(hidden.Eq(i).AttrOr("name", ""), hidden.Eq(i).AttrOr("value", ""))
	}
	again := b.post("/complaint/draft/resume", form).want(http.StatusForbidden)
	if n := again.Find(`input[name="typed.grounds"]`).Length(); n != 2 {
		t.Errorf("after a wrong code %d of what was typed is there", n)
	}
	form.Set("code", draftCode)
	b.post("/complaint/draft/resume", form).leads("/complaint/draft/grounds")
	if got := b.get("/complaint/draft/grounds").want(http.StatusOK).each("[name=grounds][checked]", "value"); len(got) != 2 {
		t.Errorf("kept %v", got)
	}
}

// A form of one draft is never kept in another that the browser has begun meanwhile.
func TestDraft_ofAnotherPage(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.post("/complaint/draft", fromGate())
	first := b.service.holds
	other := fromGate()
	other.Set("about", "child")
	b.post("/complaint/draft", other).leads("/complaint/draft")
	if b.service.holds == first {
		t.Fatal("another matter is the same draft")
	}
	b.post("/complaint/draft/name", url.Values{"draft": {string(first)}, "person.name": {"Anna"}}).want(http.StatusForbidden)
	b.post("/complaint/draft/send", url.Values{"draft": {string(first)}}).want(http.StatusForbidden)
	for id, d := range b.service.all {
		if d.Answer("person.name") != "" {
			t.Errorf("%s has the name", id)
		}
	}
}

func TestBeginDraft(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.post("/complaint/draft", fromGate()).leads("/complaint/draft")
	b.post("/complaint/draft", fromGate()).leads("/complaint/draft")
	if len(b.service.all) != 1 {
		t.Errorf("a button pressed twice has begun %d drafts", len(b.service.all))
	}
	d := b.service.all[b.service.holds]
	if d.Kind != "" || d.Answer("residence") != "SE" || d.Answer("employment_data") != "false" || d.Answer("language") != "en" {
		t.Errorf("begun with %v", d.Answers)
	}
	odd := url.Values{"residence": {"XX"}, "about": {"dog"}, "person_type": {"CAT"}, "entity": {"<b>"}, "kind": {"request"}, "narrative": {"x"}}
	b.post("/complaint/draft", odd).leads("/complaint/draft")
	d = b.service.all[b.service.holds]
	if d.Kind != complaint.RightsRequest || len(d.Answers) != 1 {
		t.Errorf("begun with %v of %v", d.Kind, d.Answers)
	}
}

// Whoever comes through the gate again is not parted from what they have written: the
// page says how to go on with it, and begins another draft only when told to.
func TestBeginDraft_besideOneThatIsWritten(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.post("/complaint/draft", fromGate()).leads("/complaint/draft")
	first := b.service.holds
	b.post("/complaint/draft/what-happened", url.Values{"narrative": {"They kept my CV."}})
	for name, value := range map[string]string{"entity": "AEROTEK", "kind": "request", "residence_then": "DE"} {
		form := fromGate()
		form.Set(name, value)
		a := b.post("/complaint/draft", form).want(http.StatusOK)
		wellBuilt(t, a)
		if b.service.holds != first || a.text("[data-draft]") != string(first) || a.text("[data-draft-code]") != draftCode || a.Find(`main a[href="/complaint/draft"]`).Length() == 0 {
			t.Errorf("%s: the page reads %q", name, a.text("main"))
		}
		again := url.Values{}
		a.Find("main form input").Each(func(_ int, in *goquery.Selection) { again.Add(in.AttrOr("name", ""), in.AttrOr("value", "")) })
		b.post("/complaint/draft", again).leads("/complaint/draft")
		if d := b.service.all[b.service.holds]; d.ID == first || d.Kind == "" && d.Answer(name) != value || d.Answer("residence") != "SE" {
			t.Errorf("%s: begun with %v", name, d.Answers)
		}
		b.service.holds = first
	}
	b.service.all[first].Answers["residence_then"] = []string{"DE"}
	b.post("/complaint/draft", fromGate()).want(http.StatusOK) // says now that they have always lived where they live
	if d := b.service.all[first]; d.Answer("narrative") == "" {
		t.Error("the first draft is lost")
	}
}

func TestDraft_aboutAChild(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	form := fromGate()
	form.Set("about", "child")
	b.post("/complaint/draft", form)
	if a := b.get("/complaint/draft/name").want(http.StatusOK); a.text("h1") != "What is the child's full name?" || a.Find("[name=anonymous]").Length() != 0 {
		t.Errorf("asked %q", a.text("h1"))
	}
	b.post("/complaint/draft/name", url.Values{"person.name": {"Kim Ek"}}).leads("/complaint/draft/acting")
	b.post("/complaint/draft/acting", url.Values{}).want(http.StatusBadRequest)
	b.post("/complaint/draft/acting", url.Values{"represented_by": {"Maja Ek, mother"}}).leads("/complaint/draft/contact")
	f := filingOf(draft{Draft: *b.service.all[b.service.holds]})
	if !f.Under13 || f.Represented != "Maja Ek, mother" || f.Person.Name != "Kim Ek" {
		t.Errorf("would file %+v", f)
	}
}

func TestDraft_ofARequest(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	form := fromGate()
	form.Set("kind", "request")
	b.post("/complaint/draft", form)
	list := b.get("/complaint/draft").want(http.StatusOK)
	if list.text("h1") != "Your request about your data" || list.Find(`[data-task="before"]`).Length() != 0 {
		t.Errorf("the list of a request: %q", list.text("main"))
	}
	b.get("/complaint/draft/grounds").want(http.StatusNotFound)
	b.post("/complaint/draft/name", url.Values{"person.name": {"Anna"}, "anonymous": {"true"}})
	b.post("/complaint/draft/right", url.Values{"right": {"DELETION"}}).leads("/complaint/draft/what-happened")
	b.post("/complaint/draft/what-happened", url.Values{"narrative": {"Delete it."}})
	b.post("/complaint/draft/send", url.Values{}).leads("/complaint/receipt")
	if f := b.service.filed[0]; f.Right != "DELETION" || len(f.Principles) != 0 || f.Anonymous {
		t.Errorf("filed %+v", f)
	}
}

func TestDraft_changeLeadsBackToTheCheck(t *testing.T) {
	t.Parallel()
	b := drafting(t)
	changes := b.get("/complaint/draft/check").each(".govuk-summary-list__actions a", "href")
	if !slices.Contains(changes, "/complaint/draft/name?to=check") {
		t.Fatalf("changes %v", changes)
	}
	for _, href := range changes {
		a := b.get(href).want(http.StatusOK)
		if got := a.Find("input[name=to]").AttrOr("value", ""); got != "check" {
			t.Errorf("%s leads on to %q", href, got)
		}
	}
	b.post("/complaint/draft/name", url.Values{"person.name": {"Eva"}, "to": {"check"}}).leads("/complaint/draft/check")
}

func TestDraft_changedBetweenCheckAndSend(t *testing.T) {
	t.Parallel()
	b := drafting(t)
	b.service.meanwhile = func() { b.service.all[b.service.holds].Version++; b.service.meanwhile = nil }
	a := b.post("/complaint/draft/send", url.Values{}).want(http.StatusConflict)
	if !strings.Contains(a.text(".govuk-error-summary"), "from another page") || len(b.service.filed) != 0 {
		t.Errorf("summary %q", a.text(".govuk-error-summary"))
	}
	b.post("/complaint/draft/send", url.Values{}).leads("/complaint/receipt")
}

func TestDraft_later(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.post("/complaint/draft", fromGate())
	a := b.get("/complaint/draft/later").want(http.StatusOK)
	if a.text("[data-draft]") != "RD-TEST-0001" || a.text("[data-draft-code]") != draftCode || a.Find(`form[action="/complaint/draft/mail"]`).Length() != 0 {
		t.Errorf("the page reads %q", a.text("main"))
	}
	b.post("/complaint/draft/contact", url.Values{"person.email": {"anna at example"}}).want(http.StatusBadRequest)
	if n := b.get("/complaint/draft/later").Find(`form[action="/complaint/draft/mail"]`).Length(); n != 0 {
		t.Error("a link is offered to what is no address")
	}
	if b.post("/complaint/draft/mail", url.Values{}).leads("/complaint/draft/later"); b.service.mailed != 0 {
		t.Error("a link was sent to what is no address")
	}
	b.post("/complaint/draft/contact", url.Values{"person.email": {"anna@example.org"}})
	b.post("/complaint/draft/mail", url.Values{}).leads("/complaint/draft/later")
	if got := b.get("/complaint/draft/later").text(".notice"); !strings.Contains(got, "anna@example.org") || b.service.mailed != 1 {
		t.Errorf("notice %q", got)
	}
	b.service.few = true
	b.post("/complaint/draft/mail", url.Values{}).want(http.StatusTooManyRequests)
	b.service.holds = ""
	b.get("/complaint/draft/link?token=TOKEN").want(http.StatusOK)
	b.post("/complaint/draft/link", url.Values{"token": {"other"}}).want(http.StatusForbidden)
	b.post("/complaint/draft/link", url.Values{"token": {token}}).leads("/complaint/draft")
}

// Every question of every step has words, in each of the forms it can have, and every
// task its part.
func TestDraftSteps_haveWords(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	for _, kind := range []string{"", complaint.RightsRequest} {
		for _, about := range abouts {
			d := draft{Draft: complaint.Draft{Kind: kind, Answers: map[string][]string{"about": {about}, "asked": {yes}}}}
			for _, s := range draftSteps {
				if !applies(s.when, d) {
					continue
				}
				inputs := s.asked(ctx, d)
				if len(inputs) > 1 && d.say(ctx, "step."+s.name) == "" {
					t.Errorf("step %s asks several things and has no heading", s.name)
				}
				for _, in := range inputs {
					if in.Label == "" {
						t.Errorf("%s of %s about %s has no words", in.Name, s.name, about)
					}
					for _, c := range in.Choices {
						if c.Label == "" || c.Value != "" && c.Label == c.Value {
							t.Errorf("choice %q of %s has no words", c.Value, in.Name)
						}
					}
				}
			}
			for _, tk := range draftTasks {
				if d.say(ctx, "task."+tk.name) == "" || d.say(ctx, "part."+tk.part) == "" {
					t.Errorf("task %s has no words", tk.name)
				}
				if tk.page == "" && len(stepsOf(d, tk.name)) == 0 && applies(tk.when, d) {
					t.Errorf("task %s has no steps", tk.name)
				}
			}
		}
	}
}

func TestDayOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		parts [3]string
		want  string
		ok    bool
	}{
		{[3]string{"4", "5", "2018"}, "2018-05-04", true},
		{[3]string{" 04 ", "05", "2018"}, "2018-05-04", true},
		{[3]string{"", "", ""}, "", true},
		{[3]string{"31", "2", "2018"}, "", false},
		{[3]string{"29", "2", "2016"}, "2016-02-29", true},
		{[3]string{"4", "", "2018"}, "", false},
		{[3]string{"4", "5", "18"}, "", false},
		{[3]string{"x", "5", "2018"}, "", false},
		{[3]string{"4", "13", "2018"}, "", false},
		{[3]string{"4", "5", "99999999999999999999"}, "", false},
	} {
		a := url.Values{}
		for i, name := range (page.Input{Name: "d"}).PartNames() {
			a.Set(name, c.parts[i])
		}
		got, ok := dayOf(a, "d")
		if got.String() != c.want || ok != c.ok {
			t.Errorf("%v: %s, %v", c.parts, got, ok)
		}
	}
}
