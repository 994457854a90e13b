package ui

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// offered checks that the page has exactly the buttons the law allows, each with
// its way to the form, and all others in grey with the rule.
func offered(t *testing.T, b *browser, a answer, base string) {
	t.Helper()
	var allowed, forbidden []string
	for _, o := range b.service.rec.Case.Options(b.who.Actor, b.service.now) {
		if o.Allowed {
			allowed = append(allowed, string(o.Action))
		} else {
			forbidden = append(forbidden, string(o.Action))
		}
	}
	slices.Sort(allowed)
	slices.Sort(forbidden)
	buttons, grey := a.each("a[data-action]", "data-action"), a.each("[data-forbidden]", "data-forbidden")
	covered := strings.Fields(strings.Join(a.each("[data-covers]", "data-covers"), " ")) // what pages lead to
	listed := slices.Clone(buttons)
	buttons = append(buttons, covered...)
	slices.Sort(buttons)
	slices.Sort(grey)
	if !slices.Equal(buttons, allowed) {
		t.Errorf("buttons %v, the law allows %v", buttons, allowed)
	}
	if !slices.Equal(grey, forbidden) {
		t.Errorf("grey %v, the law forbids %v", grey, forbidden)
	}
	for _, action := range listed {
		if got := a.Find(`a[data-action="`+action+`"]`).AttrOr("href", ""); got != base+"/acts/"+action {
			t.Errorf("the button %s leads to %q", action, got)
		}
	}
	for _, action := range grey {
		if why := a.text(`[data-forbidden="` + action + `"] .act__says`); !strings.Contains(why, "Possible") && !strings.Contains(why, "You can do this") {
			t.Errorf("%s is grey and says %q", action, why)
		}
	}
}

func TestCase_buttonsAreExactlyTheAllowedActs(t *testing.T) {
	t.Parallel()
	for _, who := range []access.Caller{officer, privacy, manager} {
		b := open(t, who)
		offered(t, b, b.get("/desk/cases/RC-TEST-0001").want(http.StatusOK), "/desk/cases/RC-TEST-0001")
		busy(b)
		offered(t, b, b.get("/desk/cases/RC-TEST-0001").want(http.StatusOK), "/desk/cases/RC-TEST-0001")
	}
	b := open(t, person)
	offered(t, b, b.get("/my-case").want(http.StatusOK), "/my-case")
	busy(b)
	offered(t, b, b.get("/my-case").want(http.StatusOK), "/my-case")
}

func TestCase_everyButtonOpensAFormThatTheLawAsksFor(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	for _, o := range b.service.rec.Case.Options(officer.Actor, b.service.now) {
		a := b.get("/desk/cases/RC-TEST-0001/acts/" + string(o.Action))
		if !o.Allowed {
			if a.want(http.StatusConflict).Find("main form").Length() != 0 {
				t.Errorf("%s is forbidden and has a form", o.Action)
			}
			continue
		}
		a.want(http.StatusOK)
		for _, f := range o.Asks {
			if o.Action != complaint.DocumentAdded && a.Find(`[name="`+f.Name+`"]`).Length() == 0 {
				t.Errorf("%s does not ask for %s", o.Action, f.Name)
			}
		}
		if a.Find("input[name=key]").AttrOr("value", "") == "" || !strings.Contains(a.text(".consequence"), o.Transition) {
			t.Errorf("%s has no key or does not say its rule", o.Action)
		}
	}
}

func TestCase_wordsOfPeopleAreNeverMarkup(t *testing.T) {
	t.Parallel()
	for path, who := range map[string]access.Caller{"/desk/cases/RC-TEST-0001": officer, "/my-case": person} {
		a := open(t, who).get(path)
		if a.Find("main script").Length() != 0 || !strings.Contains(a.body, "&lt;script&gt;alert(&#39;x&#39;)") {
			t.Errorf("%s: the narrative is not escaped", path)
		}
		if !strings.Contains(a.body, "They kept my CV for years.\n") || a.Find(".said").Length() == 0 {
			t.Errorf("%s: the narrative has lost its line breaks", path)
		}
	}
}

func TestCase_ladderShowsWhereItStands(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	busy(b)
	b.service.do(t, person, complaint.DPAContacted, nil, "authority=SE")
	a := b.get("/desk/cases/RC-TEST-0001")
	want := map[string]string{"S0": "done", "S1": "here", "S2": "ahead", "S3": "here", "S4": "ahead", "S5": "ahead"}
	for stage, state := range want {
		if !a.Find(`[data-stage="` + stage + `"]`).HasClass("ladder__rung--" + state) {
			t.Errorf("%s is not %s", stage, state)
		}
	}
	if got := a.each(".ladder [aria-current]", "data-stage"); !slices.Equal(got, []string{"S1", "S3"}) {
		t.Errorf("current rungs %v", got)
	}
	if got := a.each(".turn", "data-step"); !slices.Equal(got, []string{"S1/OVERDUE", "S3.1"}) {
		t.Errorf("turns %v", got)
	}
}

func TestCase_employmentDataShutsTwoRungs(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.service.do(t, officer, complaint.TriageAccepted, nil, "data_class=HR")
	a := b.get("/desk/cases/RC-TEST-0001")
	if got := a.each(".ladder__rung--shut", "data-stage"); !slices.Equal(got, []string{"S2", "S4"}) {
		t.Errorf("shut rungs %v", got)
	}
}

func TestCase_everyDateSaysWhy(t *testing.T) {
	t.Parallel()
	for path, who := range map[string]access.Caller{"/desk/cases/RC-TEST-0001": officer, "/my-case": person} {
		b := open(t, who)
		a := b.get(path)
		why := a.text(`.clock[data-rule="D45"] .why`)
		wants := []string{"Why this date?", "III.11.d.i", "read in the instrument itself", "is day 0", "Day 45"}
		if who == person {
			wants = append(wants[:3], "We received your complaint on Friday 24 August 2018.", "45 days later is Monday 8 October 2018.", "Nothing pauses this time")
		}
		for _, want := range wants {
			if !strings.Contains(why, want) {
				t.Errorf("%s: the 45 days do not say %q but %q", path, want, why)
			}
		}
		if got := a.Find(`.clock[data-rule="D45"] time`).AttrOr("datetime", ""); got != "2018-10-08" {
			t.Errorf("%s: due %q", path, got)
		}
	}
}

func TestCase_timelineSaysWhoWhenAndWhy(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	busy(b)
	a := b.get("/desk/cases/RC-TEST-0001")
	if got := a.Find(".moj-timeline__item").Length(); got != len(b.service.rec.Entries) {
		t.Errorf("%d events, want %d", got, len(b.service.rec.Entries))
	}
	event := a.text("#event-2")
	for _, want := range []string{"Complaint accepted", "Ola Berg (case officer)", "26 Aug 2018, 12:00", "Rule T02", "Not employment data", "A CV was kept."} {
		if !strings.Contains(event, want) {
			t.Errorf("the event does not say %q: %s", want, event)
		}
	}
}

func TestCase_arbitrationShowsEvidence(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	busy(b)
	a := b.get("/desk/cases/RC-TEST-0001")
	if got := a.Find("[data-finding]").Length(); got != 9 {
		t.Errorf("%d guards and bars, want 8 and the panel", got)
	}
	proof, _ := b.service.rec.Case.Proven("G1")
	if got := a.Find(`[data-finding="G1"] a`).AttrOr("href", ""); proof.Seq == 0 || a.Find(got).Length() != 1 {
		t.Errorf("the evidence of G1 leads to %q", got)
	}
	if got := a.text(`[data-finding="G2"]`); !strings.Contains(got, "What is missing: File with the recourse body") || !strings.Contains(got, "Whose move: complainant.") {
		t.Errorf("G2 does not say what is missing: %s", got)
	}
}

func TestCase_arbitrationShowsTextsAndPapers(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	f := b.service
	f.do(t, officer, complaint.TriageAccepted, nil, "data_class=NON_HR")
	f.do(t, officer, complaint.ResponseDrafted, map[string]string{"text": "We found nothing."}, "finding=NOT_SUBSTANTIATED", "remedies=NONE")
	f.do(t, privacy, complaint.ResponseApproved, nil)
	f.do(t, officer, complaint.ResponseSent, nil)
	f.do(t, officer, complaint.DocumentAdded, map[string]string{"document": "d1", "name": "proof.pdf"}, "shows=G1")
	a := b.get("/desk/cases/RC-TEST-0001")
	var links []string
	a.Find(`[data-finding="G1"] a`).Each(func(_ int, s *goquery.Selection) { links = append(links, s.Text()+" "+s.AttrOr("href", "")) })
	want := []string{"Evidence: event 5 #event-5", "The text: event 3 #event-3", "Document: proof.pdf #event-6"}
	if !slices.Equal(links, want) {
		t.Errorf("the evidence of G1 is %q, want %q", links, want)
	}
}

func TestMyCase_arbitrationSaysWhatIsMissingAndHow(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	busy(b)
	a := b.get("/my-case/arbitration")
	wellBuilt(t, a)
	if got := a.text(`[data-finding="G2"]`); !strings.Contains(got, "Whose move: you.") || !strings.Contains(got, "Go to the independent body, free of charge") {
		t.Errorf("G2 does not say whose move it is: %s", got)
	}
	if got := a.Find(`[data-finding="G2"] a`).AttrOr("href", ""); got != "/my-case/acts/irm.filed" {
		t.Errorf("the missing step leads to %q", got)
	}
}

func TestMyCase_choiceOfArbitrators(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	f := b.service
	f.do(t, person, complaint.ArbNoticeDelivered, map[string]string{"steps_taken": "None.", "breach": "A CV was kept."})
	f.do(t, officer, complaint.ArbListReceived, map[string]string{"list": "1 to 5: five arbitrators."})
	form := b.get("/my-case/acts/arb.list_ranked").want(http.StatusOK)
	if got := form.Find(`input[name="side"]`); got.Length() != 1 || got.AttrOr("value", "") != law.Individual {
		t.Errorf("the complainant can choose among %d sides", got.Length())
	}
	f.do(t, person, complaint.ArbListRanked, nil, "side=INDIVIDUAL", "strikes=1", "first=3")
	f.do(t, officer, complaint.ArbListRanked, nil, "side=COMPANY", "first=3")
	f.do(t, person, complaint.ArbHearingAsked, map[string]string{"reasons": "I cannot travel."}, "participation=VIDEO", "language=sv", "help=TRANSLATION")
	a := b.get("/my-case/arbitration")
	for part, want := range map[string]string{
		"panel": "the most wanted first: 3, 2, 4, 5.", "hearing": "Asked for: By video, Translations, svenska.",
	} {
		if got := a.text(`[data-arbitration-part="` + part + `"]`); !strings.Contains(got, want) {
			t.Errorf("%s does not say %q: %s", part, want, got)
		}
	}
	if got := a.text("main"); !strings.Contains(got, "You have complained to us, and we had our time to answer, The independent body") || strings.Contains(got, "G1") {
		t.Errorf("the objections are not named: %s", got)
	}
}

func TestMyCase_hidesTheHouse(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	busy(b)
	a := b.get("/my-case")
	for _, hidden := range []string{"Ola Berg", "Mats Ek", "staff/1", "The house's own date", "to manager"} {
		if strings.Contains(a.text("main"), hidden) {
			t.Errorf("the complainant reads %q", hidden)
		}
	}
	for _, l := range b.service.rec.Letters {
		if l.To != complaint.Complainant && a.Find("#letter-"+string(rune('0'+l.ID))).Length() != 0 {
			t.Errorf("the complainant sees letter %d to %s", l.ID, l.To)
		}
	}
	if got := a.text(".turn"); got != "It is our turn, and we are late. We answer you by Tuesday 23 October 2018. You need not wait for us." {
		t.Errorf("whose turn: %q", got)
	}
	if !strings.Contains(a.text(".aside-note"), law.AuthorityOf("SE").Name) {
		t.Error("the authority is not named")
	}
}

func TestMyCase_saysWhenItIsOnesTurn(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.service.do(t, officer, complaint.TriageAccepted, nil, "data_class=NON_HR")
	b.service.do(t, officer, complaint.ResponseDrafted, nil, "finding=PARTLY", "remedies=DELETED")
	b.service.do(t, privacy, complaint.ResponseApproved, nil)
	b.service.do(t, officer, complaint.ResponseSent, map[string]string{"text": "We were late."})
	a := b.get("/my-case")
	if got := a.text(".turn"); got != "It is your turn. We have answered. Tell us by Tuesday 25 September 2018 whether our answer satisfies you." {
		t.Errorf("whose turn: %q", got)
	}
	if !strings.Contains(a.text(".talk"), "We were late.") {
		t.Error("the answer is not among the messages")
	}
	if got := a.Find("[data-next] a").AttrOr("href", ""); got != "/my-case/answer" {
		t.Errorf("the next thing leads to %q", got)
	}
}

func TestMyCase_closedSaysHow(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.service.do(t, person, complaint.ComplaintWithdrawn, nil, "confirmed=true")
	if got := b.get("/my-case").text(".turns"); got != "Closed on Sunday 26 August 2018: withdrawn" {
		t.Errorf("the end: %q", got)
	}
}

func TestCase_ofSomebodyElseIsMissing(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	for _, path := range []string{"/desk/cases/RC-NONE-0001", "/desk/cases/nonsense", "/desk/cases/RC-NONE-0001/acts/message.sent", "/desk/cases/RC-TEST-0001/acts/no.such", "/desk/cases/RC-TEST-0001/acts/timer.D45"} {
		b.get(path).want(http.StatusNotFound)
	}
}
