package ui

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

// standing is where a case can stand, and what its complainant reads then.
type standing struct {
	name string
	do   func(*testing.T, *fake)
	next string // the row of the next thing
	to   string // where it leads
	turn string // how the first sentence begins
}

func accepted(class string) func(*testing.T, *fake) {
	return func(t *testing.T, f *fake) { f.do(t, officer, complaint.TriageAccepted, nil, "data_class="+class) }
}

// companyAnswers has the company answer on a day after receipt.
func companyAnswers(class string, day int) func(*testing.T, *fake) {
	return func(t *testing.T, f *fake) {
		accepted(class)(t, f)
		f.on(day)
		f.do(t, officer, complaint.ResponseDrafted, nil, "finding=PARTLY", "remedies=DELETED")
		f.do(t, privacy, complaint.ResponseApproved, nil)
		f.do(t, officer, complaint.ResponseSent, map[string]string{"text": "We deleted your CV.", "translation": "Vi har raderat ditt CV."})
	}
}

func inTurn(list ...func(*testing.T, *fake)) func(*testing.T, *fake) {
	return func(t *testing.T, f *fake) {
		for _, do := range list {
			do(t, f)
		}
	}
}

func does(who access.Caller, action complaint.Action, facts ...string) func(*testing.T, *fake) {
	return func(t *testing.T, f *fake) { f.do(t, who, action, nil, facts...) }
}

var (
	rejected = inTurn(companyAnswers("NON_HR", 10), does(person, complaint.ComplainantNotSatisfied))
	atBBB    = inTurn(rejected, does(person, complaint.IRMFiled))
	decided  = inTurn(atBBB, does(officer, complaint.IRMEligible), does(officer, complaint.IRMNoSettlement), does(officer, complaint.IRMDecision, "decision=REJECTED"))
	atDPA    = inTurn(decided, does(person, complaint.ComplainantNotSatisfied), does(person, complaint.DPAContacted, "authority=SE"))
	offered4 = inTurn(atDPA, does(officer, complaint.DPARefersDoC), does(officer, complaint.DoCUnresolved))
)

var standings = []standing{
	{"just filed", func(*testing.T, *fake) {}, "wait", "/my-case/acts/message.sent", "It is our turn. We answer you by Monday 8 October 2018."},
	{"accepted", accepted("NON_HR"), "wait", "/my-case/acts/message.sent", "It is our turn. We answer you by Monday 8 October 2018."},
	{"asked for information", does(officer, complaint.TriageNeedsInfo), "questions", "/my-case/acts/info.provided", "It is your turn. We have asked you something. Our time to answer you runs on all the same, until Monday 8 October 2018."},
	{"no answer in time", inTurn(accepted("NON_HR"), func(_ *testing.T, f *fake) { f.on(46) }), "late", "/my-case/elsewhere", "It is our turn, and we are late."},
	{"no answer in time on employment data", inTurn(accepted("HR"), func(_ *testing.T, f *fake) { f.on(46) }), "late_authority", "/my-case/elsewhere", "It is our turn, and we are late."},
	{"answered", companyAnswers("NON_HR", 10), "answer", "/my-case/answer", "It is your turn. We have answered. Tell us by"},
	{"answered late", companyAnswers("NON_HR", 50), "answer", "/my-case/answer", "It is your turn. We have answered, too late."},
	{"answer rejected", rejected, "recourse", "/my-case/elsewhere", "It is your turn. You can go to the independent body."},
	{"answer on employment data rejected", inTurn(companyAnswers("HR", 10), does(person, complaint.ComplainantNotSatisfied)), "authority", "/my-case/elsewhere", "It is your turn. You can go to your data protection authority."},
	{"with the independent body", atBBB, "wait", "/my-case/acts/message.sent", "It is the turn of the independent body."},
	{"decided by the independent body", decided, "decision", "/my-case/answer", "It is your turn. The independent body has finished."},
	{"with the authority", atDPA, "wait", "/my-case/acts/message.sent", "It is the turn of your authority: Integritetsskyddsmyndigheten"},
	{"before the panel", inTurn(accepted("HR"), does(person, complaint.DPAContacted, "authority=SE"), does(officer, complaint.DPAPanelCompetent)), "wait", "/my-case/acts/message.sent", "It is our turn. We answer you by"},
	{"arbitration open", offered4, "notice", "/my-case/arbitration", "It is your turn. See by"},
	{"arbitrators to choose", inTurn(offered4, does(person, complaint.ArbNoticeDelivered), does(officer, complaint.ArbListReceived)), "rank", "/my-case/acts/arb.list_ranked", "It is the turn of the administrator of the arbitration."},
	{"not eligible", does(officer, complaint.TriageIneligible, "reason_code=NOT_OUR_GROUP"), "contest", "/my-case/acts/ineligibility.contested", "Closed on Sunday 26 August 2018: not eligible"},
	{"withdrawn", does(person, complaint.ComplaintWithdrawn, "confirmed=true"), "closed", "/my-case/acts/message.sent", "Closed on Sunday 26 August 2018: withdrawn"},
}

func TestMyCase_oneNextThing(t *testing.T) {
	t.Parallel()
	for _, s := range standings {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			b := open(t, person)
			s.do(t, b.service)
			a := b.get("/my-case").want(http.StatusOK)
			wellBuilt(t, a)
			if got := a.Find("[data-next]"); got.Length() != 1 || got.AttrOr("data-next", "") != s.next || got.Find("a").First().AttrOr("href", "") != s.to {
				t.Errorf("next is %q and leads to %q, want %q and %q", got.AttrOr("data-next", ""), got.Find("a").First().AttrOr("href", ""), s.next, s.to)
			}
			if got := strings.TrimSpace(a.Find(".turn").First().Text()); !strings.HasPrefix(got, s.turn) {
				t.Errorf("whose turn: %q, want %q", got, s.turn)
			}
			if gap := regexp.MustCompile(`<no value>|\{\{|\b(next|own|way)\.[a-z]`).FindString(a.text("main")); gap != "" {
				t.Errorf("the page says %q", gap)
			}
			b.get(s.to).want(http.StatusOK)
			offered(t, b, a, "/my-case")
		})
	}
}

// lawful finds what belongs to the law and its machinery: steps, rows, conditions.
var lawful = regexp.MustCompile(`\b(S[0-5](\.\d|/[A-Z]+)?|[TH]\d\d|G[123]|B[1-5]|R/[A-Z]+)\b|\b[A-Z]{3,}_[A-Z_]+\b|[Ee]vent \d|complainant|case officer`)

// A resident never reads a code of the law, nor how the law calls people.
func TestMyCase_noCodesForResidents(t *testing.T) {
	t.Parallel()
	for _, s := range standings {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			b := open(t, person)
			s.do(t, b.service)
			for _, path := range []string{"/my-case", "/my-case/answer", "/my-case/elsewhere", "/my-case/arbitration", "/my-case/reminders"} {
				a := b.get(path).want(http.StatusOK)
				if found := lawful.FindString(a.text("main")); found != "" {
					t.Errorf("%s says %q: %s", path, found, around(a.text("main"), found))
				}
			}
		})
	}
}

func around(text, word string) string {
	i := strings.Index(text, word)
	return text[max(0, i-80):min(len(text), i+80)]
}

func TestMyCase_everyStepAndActHasWords(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, info := range complaint.Steps {
		for _, id := range []string{"own.step.", "own.turn."} {
			if !words.Has(ctx, id+string(info.Step)) {
				t.Errorf("%s%s has no words", id, info.Step)
			}
		}
	}
	for _, rule := range law.Rules {
		for _, id := range []string{"own.rule.", "own.cite."} {
			if !words.Has(ctx, id+string(rule)) {
				t.Errorf("%s%s has no words", id, rule)
			}
		}
	}
	for _, spec := range law.ActionSpecs() {
		if !slices.Contains(spec.By, complaint.Complainant) {
			continue
		}
		for _, id := range []string{"own.action.", "own.says.", "own.when."} {
			if !words.Has(ctx, id+string(spec.Action)) {
				t.Errorf("%s%s has no words", id, spec.Action)
			}
		}
	}
	for _, row := range nextTable {
		if !words.Has(ctx, "next."+row.name) || !words.Has(ctx, "next."+row.name+".says") || row.act != "" && !words.Has(ctx, "next."+row.name+".do") {
			t.Errorf("the next thing %s lacks words", row.name)
		}
	}
}

func TestAnswer_isReadAndReplied(t *testing.T) {
	t.Parallel()
	for reply, want := range map[string]struct {
		action complaint.Action
		partly string
	}{
		"yes": {complaint.ComplainantSatisfied, ""}, "partly": {complaint.ComplainantNotSatisfied, "true"}, "no": {complaint.ComplainantNotSatisfied, ""},
	} {
		t.Run(reply, func(t *testing.T) {
			t.Parallel()
			b := open(t, person)
			companyAnswers("NON_HR", 50)(t, b.service)
			a := b.get("/my-case/answer").want(http.StatusOK)
			for _, want := range []string{"We deleted your CV.", "Vi har raderat ditt CV.", "This answer came too late.", "Tell us by"} {
				if !strings.Contains(a.text("main"), want) {
					t.Errorf("the page does not say %q", want)
				}
			}
			b.post("/my-case/answer", url.Values{"key": {"k9"}, "reply": {reply}, "reasons": {"My name is still there."}}).leads("/my-case")
			last := b.service.rec.Entries[len(b.service.rec.Entries)-1]
			if last.Action != want.action || last.Facts["partly"] != want.partly || b.service.acts[0].Key != "k9" {
				t.Errorf("the reply became %s with %v", last.Action, last.Facts)
			}
		})
	}
}

func TestAnswer_saysWhatIsWrong(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	if a := b.get("/my-case/answer").want(http.StatusOK); a.Find("main form").Length() != 0 || !strings.Contains(a.text("main"), "There is no answer yet.") {
		t.Error("there is a form without an answer")
	}
	companyAnswers("NON_HR", 10)(t, b.service)
	for field, form := range map[string]url.Values{
		"reply": {"reasons": {"Kept words"}}, "reasons": {"reply": {"partly"}},
	} {
		a := b.post("/my-case/answer", form).want(http.StatusBadRequest)
		wellBuilt(t, a)
		if a.Find(`.govuk-error-summary a[href="#f-`+field+`"]`).Length() != 1 {
			t.Errorf("the summary does not lead to %s", field)
		}
	}
	b.post("/my-case/answer", url.Values{"reply": {"maybe"}, "reasons": {"x"}}).want(http.StatusBadRequest)
	b.service.fail = complaint.Errorf(complaint.Conflict, "the case has moved on")
	a := b.post("/my-case/answer", url.Values{"key": {"k1"}, "reply": {"no"}, "reasons": {"Kept words"}}).want(http.StatusConflict)
	if a.text("#f-reasons") != "Kept words" || a.Find("input[name=key]").AttrOr("value", "k1") == "k1" {
		t.Error("what was typed is lost, or the key is the old one")
	}
}

func TestElsewhere(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	companyAnswers("NON_HR", 10)(t, b.service)
	a := b.get("/my-case/elsewhere").want(http.StatusOK)
	if got := a.each(".body a.govuk-button", "href"); !slices.Equal(got, []string{"/my-case/acts/irm.filed", "/my-case/acts/dpa.contacted"}) {
		t.Errorf("the bodies lead to %v", got)
	}
	if got := a.each(`.body a[href*="/packets/"]`, "href"); !slices.Equal(got, []string{"/my-case/packets/recourse", "/my-case/packets/authority"}) {
		t.Errorf("the packets are at %v", got)
	}
	b.post("/my-case/elsewhere", url.Values{"body": {"MARS"}}).want(http.StatusBadRequest)
	b.post("/my-case/elsewhere", url.Values{}).want(http.StatusBadRequest)
	b.post("/my-case/elsewhere", url.Values{"key": {"k1"}, "body": {"COURT"}, "words": {"Svea hovrätt, T 1-18"}}).leads("/my-case")
	if got := b.service.data[0]["text"]; got != "I have gone to a court.\n\nSvea hovrätt, T 1-18" {
		t.Errorf("the office reads %q", got)
	}
	hr := open(t, person)
	accepted("HR")(t, hr.service)
	if got := hr.get("/my-case/elsewhere").each(".body", "id"); !slices.Equal(got, []string{"dpa"}) {
		t.Errorf("with employment data the bodies are %v", got)
	}
}

func TestReminders(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	if got := b.get("/my-case/reminders").want(http.StatusOK).text("main"); !strings.Contains(got, "You have set no reminder.") || !strings.Contains(got, "anna@example.org") {
		t.Errorf("an empty page says %q", got)
	}
	b.post("/my-case/reminders", url.Values{"key": {"k1"}, "day": {"2018-09-10"}, "word": {" Ask Sven "}}).leads("/my-case/reminders")
	a := b.get("/my-case/reminders").want(http.StatusOK)
	wellBuilt(t, a)
	if got := a.text(`[data-reminder="k1"]`); !strings.Contains(got, "Monday 10 September 2018") || !strings.Contains(got, "Ask Sven") {
		t.Errorf("the reminder says %q", got)
	}
	for name, form := range map[string]url.Values{
		"day": {"day": {"soon"}}, "word": {"day": {"2018-09-10"}, "word": {strings.Repeat("x", 201)}},
	} {
		if a := b.post("/my-case/reminders", form).want(http.StatusBadRequest); a.Find(`.govuk-error-summary a[href="#f-`+name+`"]`).Length() != 1 {
			t.Errorf("the summary does not lead to %s", name)
		}
	}
	b.service.fail = complaint.Errorf(complaint.Invalid, "day must be one whose morning is still to come")
	b.post("/my-case/reminders", url.Values{"day": {"2018-01-01"}}).want(http.StatusBadRequest)
	b.service.fail = nil
	b.post("/my-case/reminders/drop", url.Values{"reminder": {"k1"}}).leads("/my-case/reminders")
	if len(b.service.own) != 0 {
		t.Error("the reminder is still there")
	}
	b.service.rec.Filing.Person.Email = ""
	if a := b.get("/my-case/reminders"); a.Find(`form[action="/my-case/reminders"]`).Length() != 0 {
		t.Error("a form that leads nowhere, without an address")
	}
}

func TestMyCase_messagesLatestFirstWithFilesAndFate(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	f := b.service
	f.do(t, officer, complaint.MessageSent, map[string]string{"text": "Which office was it?", "translation": "Vilket kontor?"})
	f.do(t, person, complaint.MessageSent, map[string]string{"text": strings.Repeat("Long story. ", 500)})
	f.rec.Documents = []law.Document{{ID: "d1", Name: "صورة.pdf", Type: "application/pdf", Size: 2100, SHA256: "ab12", By: "complainant", AddedAt: f.now}}
	f.do(t, person, complaint.DocumentAdded, map[string]string{"document": "d1", "caption": "The badge"})
	a := b.get("/my-case").want(http.StatusOK)
	turns := a.Find(".talk__turn")
	if turns.Length() != 3 || turns.Eq(0).Find(`.talk__file a[href="/my-case/documents/d1"]`).Length() != 1 || turns.Eq(0).Find("[dir=auto]").Length() == 0 {
		t.Errorf("%d messages, the first: %s", turns.Length(), turns.First().Text())
	}
	if turns.Eq(1).Find("details .said").Length() != 1 {
		t.Error("a long message is not folded")
	}
	if got := turns.Eq(2).Text(); !strings.Contains(got, "Vilket kontor?") || !strings.Contains(got, "We told you on") {
		t.Errorf("the translation or what became of it is missing: %s", got)
	}
	if !strings.Contains(turns.Eq(1).Text(), "We have it since") {
		t.Error("what we have is not confirmed")
	}
	if form := b.get("/my-case/acts/message.sent"); form.Find("[name=translation]").Length() != 0 {
		t.Error("the person is asked for a translation")
	}
}

func TestNotice_isPreparedFromTheRecord(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	offered4(t, b.service)
	a := b.get("/my-case/acts/arb.notice_delivered").want(http.StatusOK)
	steps := a.Find("#f-steps-taken").Text()
	for _, want := range []string{"Friday 24 August 2018: Complaint received", "Answer sent", "Filed with the independent body", "Lodged with the authority", "Referred to the Department of Commerce"} {
		if !strings.Contains(steps, want) {
			t.Errorf("the steps do not say %q: %s", want, steps)
		}
	}
	if !strings.Contains(a.Find("#f-breach").Text(), "They kept my CV for years.") {
		t.Error("the complaint is not filled in")
	}
	if got := open(t, person).get("/my-case/arbitration").text(".govuk-warning-text"); !strings.Contains(got, "A condition is not met yet.") {
		t.Errorf("before its time: %q", got)
	}
}

// A representative reads the case, and what is the person's alone is not offered.
func TestMyCase_ofARepresentative(t *testing.T) {
	t.Parallel()
	b := admitted(t)
	b.who = robin
	a := b.get("/my-case").want(http.StatusOK)
	if a.Find(`a[href="/my-case/access"]`).Length() != 0 {
		t.Error("the representative is led to who can open the case")
	}
	if got := b.get("/my-case/reminders").text("main"); !strings.Contains(got, "robin@example.org") {
		t.Errorf("reminders go to %q", got)
	}
}

func TestMyCase_erased(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.service.do(t, person, complaint.ComplaintWithdrawn, nil, "confirmed=true")
	b.service.on(2300)
	b.service.do(t, system, complaint.CaseErased, nil, "ground=RETENTION")
	a := b.get("/my-case").want(http.StatusOK)
	wellBuilt(t, a)
	if a.Find("[data-next=erased]").Length() != 1 || a.Find("[data-next] a, a[data-action], [data-way]").Length() != 0 {
		t.Error("something is offered on an erased case")
	}
	a.Find("h2").Each(func(_ int, s *goquery.Selection) {
		if strings.TrimSpace(s.Text()) == "" {
			t.Error("an empty heading")
		}
	})
}
