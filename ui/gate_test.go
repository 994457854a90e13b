package ui

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

// later is a day on which the frameworks of today are in force.
var later = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// atGate is a browser of nobody in particular, years later than the other tests.
func atGate(t testing.TB) *browser {
	t.Helper()
	b := open(t, nobody)
	b.service.now = later
	return b
}

// usually are the answers of somebody to whom the whole path is open; changes are
// written name=value.
func usually(changes ...string) url.Values {
	q := url.Values{"residence": {"SE"}, "residence_then": {"same"}, "about": {"self"}, "person_type": {"VISITOR"}, "entity": {"TEKSYSTEMS"}, "role": {"CONTROLLER"}, "matter": {"use"}}
	for _, c := range changes {
		name, value, ok := strings.Cut(c, "=")
		if !ok {
			continue
		}
		if q.Set(name, value); value == "" {
			q.Del(name)
		}
	}
	return q
}

// fields are the hidden fields of the form that begins a draft.
func fields(a answer) string {
	var out []string
	a.Find(`form[action="/complaint/draft"][method="post"] input[type=hidden]`).Each(func(_ int, s *goquery.Selection) {
		out = append(out, s.AttrOr("name", "")+"="+s.AttrOr("value", ""))
	})
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestGate_leadsToTheRightDoor(t *testing.T) {
	t.Parallel()
	const mine = "about=self entity=TEKSYSTEMS "
	for name, tt := range map[string]struct {
		answers            url.Values
		door, beside       string
		draft, says, says2 string
	}{
		"R1, the whole path":             {usually(), "R1", "", mine + "kind=complaint person_type=VISITOR residence=SE", "within 45 days", "Integritetsskyddsmyndigheten"},
		"R2, an employee":                {usually("person_type=EMPLOYEE"), "R2", "", "about=self employment_data=true entity=TEKSYSTEMS kind=complaint person_type=EMPLOYEE residence=SE", "where you work", "within 25 days"},
		"R3, an employee in Switzerland": {usually("person_type=EMPLOYEE", "residence=CH"), "R3", "", "about=self employment_data=true entity=TEKSYSTEMS kind=complaint person_type=EMPLOYEE residence=CH", "www.edoeb.admin.ch", "Swiss-U.S. Data Privacy Framework"},
		"R4, a job seeker":               {usually("person_type=JOB_SEEKER", "employment_data=false"), "R4", "", mine + "kind=complaint person_type=JOB_SEEKER residence=SE", "independent body", "within 45 days"},
		"R4, one employed before":        {usually("person_type=JOB_SEEKER", "employment_data=true"), "R2", "", "about=self employment_data=true entity=TEKSYSTEMS kind=complaint person_type=JOB_SEEKER residence=SE", "your job", "within 45 days"},
		"R5, a contingent worker":        {usually("person_type=CONTINGENT_WORKER"), "R5", "", "about=self employment_data=true entity=TEKSYSTEMS kind=complaint person_type=CONTINGENT_WORKER residence=SE", "place with customers", "within 25 days"},
		"R6, a client's data":            {usually("role=PROCESSOR"), "R6", "", mine + "kind=complaint person_type=VISITOR residence=SE", "within 5 working days", "client"},
		"R7, intelligence":               {usually("matter=intelligence"), "R7", "", "", "intelligence services", "www.imy.se"},
		"R7, without an authority":       {usually("matter=intelligence", "residence=US"), "R7", "", "", "none that is responsible", "intelligence services"},
		"R8, nobody covers":              {usually("residence=US"), "R8", "", mine + "kind=complaint person_type=VISITOR residence=US", "Hanover", "later steps"},
		"R9, only Europe":                {usually("matter=europe"), "R9", "", mine + "kind=request person_type=VISITOR residence=SE", "General Data Protection Regulation", "without asking us first"},
		"E28, a child":                   {usually("about=child"), "R1", "E28", "about=child entity=TEKSYSTEMS kind=complaint person_type=VISITOR residence=SE", "we delete it", "guardian"},
		"E13, represented":               {usually("about=represented"), "R1", "E13", "about=represented entity=TEKSYSTEMS kind=complaint person_type=VISITOR residence=SE", "written authority", "own name"},
		"E07, moved away":                {usually("residence=US", "residence_then=SE"), "R1", "E07", mine + "kind=complaint person_type=VISITOR residence=US residence_then=SE", "all steps are open", "www.imy.se"},
		"the United Kingdom":             {usually("residence=GB"), "R1", "", mine + "kind=complaint person_type=VISITOR residence=GB", "UK Extension", "ico.org.uk"},
		"Gibraltar":                      {usually("residence=GI"), "R1", "", mine + "kind=complaint person_type=VISITOR residence=GI", "UK Extension", "www.gra.gi"},
		"a right":                        {usually("matter=right"), "R1", "", mine + "kind=request person_type=VISITOR residence=SE", "you can ask us here", "within 1 month"},
		"a Land":                         {usually("residence=DE", "region=DE-BY"), "R1", "", mine + "kind=complaint person_type=VISITOR residence=DE", "www.lda.bayern.de", "Data protection authority of Bavaria"},
		"no Land":                        {usually("residence=DE", "region=none"), "R1", "", mine + "kind=complaint person_type=VISITOR residence=DE", "authority of your Land", "www.bfdi.bund.de"},
		"moved where it was no other":    {usually("residence_then=SE"), "R1", "", mine + "kind=complaint person_type=VISITOR residence=SE", "svenska", "Bracknell"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := atGate(t).get(gatePath + "?" + tt.answers.Encode()).want(http.StatusOK)
			wellBuilt(t, a)
			if got := a.Find("[data-door]").AttrOr("data-door", ""); got != tt.door {
				t.Errorf("leads to %q, want %q", got, tt.door)
			}
			if got := strings.Join(a.each("[data-beside]", "data-beside"), " "); got != tt.beside {
				t.Errorf("besides %q, want %q", got, tt.beside)
			}
			if got := fields(a); got != tt.draft {
				t.Errorf("a draft begins with %q, want %q", got, tt.draft)
			}
			for _, want := range []string{tt.says, tt.says2} {
				if !strings.Contains(a.text("main"), want) {
					t.Errorf("does not say %q", want)
				}
			}
			if got := len(a.each("[data-answer]", "data-answer")); got != len(tt.answers) {
				t.Errorf("%d answers can be changed, want %d", got, len(tt.answers))
			}
		})
	}
}

func TestGate_asksOneQuestionAfterTheOther(t *testing.T) {
	t.Parallel()
	b := atGate(t)
	q := url.Values{}
	for _, step := range []struct{ name, value string }{
		{"residence", "DE"},
		{"region", "DE-BE"},
		{"residence_then", "same"},
		{"about", "self"},
		{"person_type", "JOB_SEEKER"},
		{"employment_data", "false"},
		{"entity", "AEROTEK"},
		{"role", "CONTROLLER"},
		{"matter", "use"},
	} {
		a := b.get(gatePath + "?" + q.Encode()).want(http.StatusOK)
		wellBuilt(t, a)
		if got := a.Find("[data-question]").AttrOr("data-question", ""); got != step.name {
			t.Fatalf("asks for %q, want %q", got, step.name)
		}
		if a.Find("form[method=get]").Length() != 1 || a.Find("[name='"+step.name+"']").Length() == 0 {
			t.Fatalf("%s is not asked by a form that can be sent without script", step.name)
		}
		for name := range q {
			if got := a.Find("input[type=hidden][name="+name+"]").AttrOr("value", ""); got != q.Get(name) {
				t.Errorf("at %s, the answer to %s is %q", step.name, name, got)
			}
		}
		q.Set(step.name, step.value)
	}
	if got := b.get(gatePath+"?"+q.Encode()).Find("[data-door]").AttrOr("data-door", ""); got != "R4" {
		t.Errorf("the answers lead to %q", got)
	}
}

func TestGate_asksOnlyWhatMatters(t *testing.T) {
	t.Parallel()
	b := atGate(t)
	for without, q := range map[string]url.Values{"region": usually(), "employment_data": usually()} {
		if got := b.get(gatePath + "?" + q.Encode()).Find("[data-door]").Length(); got != 1 {
			t.Errorf("there is no answer without %s", without)
		}
	}
	stale := usually("region=DE-BY", "employment_data=true")
	a := b.get(gatePath + "?" + stale.Encode()).want(http.StatusOK)
	if got := fields(a); strings.Contains(got, "employment_data") || a.Find(`[data-authority="SE"]`).Length() != 1 {
		t.Errorf("answers to questions that are not asked count: %s", got)
	}
}

func TestGate_anEmptyAnswerIsAFault(t *testing.T) {
	t.Parallel()
	b := atGate(t)
	for _, q := range gateQuestions {
		answers := usually("residence=DE", "region=DE-BE", "person_type=JOB_SEEKER", "employment_data=false", q.name+"=")
		answers.Set("asked", q.name)
		a := b.get(gatePath + "?" + answers.Encode()).want(http.StatusBadRequest)
		wellBuilt(t, a)
		if got := a.each(".govuk-error-summary a", "href"); len(got) != 1 || a.Find(got[0]).Length() != 1 {
			t.Errorf("%s: the summary leads to %v", q.name, got)
		}
		answers.Set(q.name, "NONSENSE")
		if got := b.get(gatePath+"?"+answers.Encode()).want(http.StatusBadRequest).Find("[data-question]").AttrOr("data-question", ""); got != q.name {
			t.Errorf("a made-up answer to %s leads to %q", q.name, got)
		}
	}
}

func TestGate_answersCanBeChangedAndGoneBackTo(t *testing.T) {
	t.Parallel()
	b := atGate(t)
	a := b.get(gatePath + "?" + usually().Encode())
	for _, href := range append(a.each("[data-answer] a", "href"), a.each(".govuk-back-link", "href")...) {
		q := b.get(href).want(http.StatusOK)
		name := q.Find("[data-question]").AttrOr("data-question", "")
		if q.Find("[name='"+name+"'][checked], [name='"+name+"'] [selected]").Length() != 1 {
			t.Errorf("%s comes back without its answer", name)
		}
		if got := q.Find("input[type=hidden]").Length(); got != len(usually()) { // the others, and which question it is
			t.Errorf("%s carries %d fields, want %d", name, got, len(usually()))
		}
	}
	if got := b.get(gatePath).each(".govuk-back-link", "href"); !slices.Equal(got, []string{"/"}) {
		t.Errorf("the first question leads back to %v", got)
	}
}

func TestGate_keepsNothing(t *testing.T) {
	t.Parallel()
	b := atGate(t)
	for _, q := range []url.Values{{}, usually(), usually("about=")} {
		if a := b.get(gatePath + "?" + q.Encode()); len(b.session) != 0 || a.header.Get("Set-Cookie") != "" {
			t.Errorf("kept %v", b.session)
		}
	}
}

// Every door and every part of a way has its words, with all gaps filled.
func TestGate_hasWordsForEveryDoor(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, d := range law.Doors() {
		door := d.Rule
		for _, part := range []string{"", "_says", "_why"} {
			if !words.Has(ctx, "gate.door."+door+part) {
				t.Errorf("gate.door.%s%s has no words", door, part)
			}
		}
	}
	for _, part := range append(slices.Clone(law.Parts), "complaint", "courtesy", "intelligence", "gdpr") {
		if !words.Has(ctx, "gate.part."+part) || !words.Has(ctx, "gate.part."+part+"_says") {
			t.Errorf("gate.part.%s has no words", part)
		}
	}
	for _, q := range gateQuestions {
		if !words.Has(ctx, "gate."+q.name) || !words.Has(ctx, "gate."+q.name+".fault") {
			t.Errorf("gate.%s has no words", q.name)
		}
		for _, c := range q.choices(ctx) {
			if c.Label == "" || c.Label == c.Value {
				t.Errorf("%s: %q has no words", q.name, c.Value)
			}
		}
	}
	for _, queue := range law.Queues {
		if !words.Has(ctx, "office."+queue) {
			t.Errorf("office.%s has no words", queue)
		}
	}
	all := atGate(t)
	for _, matter := range law.Matters {
		for _, who := range complaint.PersonTypes {
			for _, residence := range []string{"SE", "CH", "US", "GB"} {
				text := all.get(gatePath + "?" + usually("matter="+matter, "person_type="+who, "residence="+residence, "employment_data=false").Encode()).text("main")
				if strings.Contains(text, "<no value>") || strings.Contains(text, "gate.") {
					t.Errorf("%s %s %s: a gap is open", matter, who, residence)
				}
			}
		}
	}
}

func TestStart_namesTheAuthorityOfTheCountry(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	if b.get("/").Find("[data-shown]").Length() != 0 {
		t.Error("an authority is shown before anybody asked")
	}
	for query, want := range map[string]string{
		"country=SE": "www.imy.se", "country=DE": "If you choose your Land", "country=DE&region=DE-BY": "www.lda.bayern.de", "country=GI": "www.gra.gi", "country=other": "We know of no authority",
		"country=SE&region=DE-BY": "www.imy.se",
	} {
		a := b.get("/?" + query).want(http.StatusOK)
		wellBuilt(t, a)
		if got := a.text("[data-shown]"); !strings.Contains(got, want) {
			t.Errorf("%s: says %q, want %q", query, got, want)
		}
		if got, lands := a.Find(`select[name="region"]`).Length(), strings.Contains(query, "country=DE"); (got == 1) != lands {
			t.Errorf("%s: %d questions for a Land", query, got)
		}
		if len(b.session) != 0 {
			t.Errorf("%s: kept %v", query, b.session)
		}
	}
	if got := b.get("/?country=DE&region=DE-BY").each("select option[selected]", "value"); !slices.Equal(got, []string{"DE", "DE-BY"}) {
		t.Errorf("chosen: %v", got)
	}
}
