package ui

import (
	"context"
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

func TestPublic_everyFootLeadsThere(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	foot := b.get("/follow").Find("footer")
	for _, path := range []string{"/dates", "/packs", "/figures", "/accessibility", "/privacy"} {
		if foot.Find(`a[href="`+path+`"]`).Length() != 1 {
			t.Errorf("no way to %s", path)
		}
		wellBuilt(t, b.get(path).want(http.StatusOK))
		if len(b.session) != 0 {
			t.Errorf("%s keeps %v", path, b.session)
		}
	}
}

func TestDates_countsAsTheRulebookDoes(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	for query, want := range map[string]string{
		"pack=EU-PS-2016&rule=D45&from=2018-08-24&zone=America/New_York":     "2018-10-08",
		"pack=EU-PS-2016&rule=D45&from=2018-08-09&zone=America/New_York":     "2018-09-23",
		"pack=EU-PS-2016&rule=D25&from=2018-10-01&zone=Europe/London":        "2018-10-26",
		"pack=EU-PS-2016&rule=RR1M&from=2018-08-31&zone=Europe/London":       "2018-10-01",
		"pack=EU-PS-2016&rule=RR1M&from=2019-01-31&home=SE":                  "2019-02-28",
		"pack=EU-DPF-2023&rule=RETENTION&from=2024-02-29&zone=Europe/London": "2030-02-28",
		"from=2018-08-24": "2018-10-08",
	} {
		a := b.get("/dates?" + query).want(http.StatusOK)
		wellBuilt(t, a)
		if got := a.Find("[data-due]").AttrOr("data-due", ""); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
		if a.Find("[data-due] ol li").Length() == 0 || a.text("[data-due] .why__source") == "" {
			t.Errorf("%s: the steps or the source are missing", query)
		}
	}
	if got := b.get("/dates?from=2018-08-24&rule=D45&home=SE").text("[data-due] ol"); !strings.Contains(got, "Europe/Stockholm") {
		t.Errorf("the zone of the person does not count: %s", got)
	}
	if b.get("/dates").Find("[data-due]").Length() != 0 {
		t.Error("a date without a question")
	}
}

func TestDates_faults(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	for query, field := range map[string]string{
		"from=": "from", "from=tomorrow": "from", "from=1999-01-01": "from", "from=2018-08-24&pack=XX": "pack", "from=2018-08-24&rule=XX": "rule", "from=2018-08-24&zone=Mars": "zone",
	} {
		a := b.get("/dates?" + query).want(http.StatusBadRequest)
		wellBuilt(t, a)
		if got := a.each(".govuk-error-summary a", "href"); !slices.Equal(got, []string{"#f-" + field}) || a.Find("[data-due]").Length() != 0 {
			t.Errorf("%s: the summary leads to %v", query, got)
		}
	}
}

func TestPacks_showEveryPeriodWithItsSource(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	list := b.get("/packs").want(http.StatusOK)
	wellBuilt(t, list)
	for _, p := range law.Packs() {
		if list.Find(`[data-pack="`+p.ID+`"] a[href="/packs/`+p.ID+`"]`).Length() != 1 {
			t.Errorf("%s is not in the list", p.ID)
		}
		a := b.get("/packs/" + p.ID).want(http.StatusOK)
		wellBuilt(t, a)
		for _, id := range law.Rules {
			periodShown(t, a.text(`[data-rule="`+string(id)+`"]`), p.Rule(id))
		}
		if got := a.text(`[data-trait="transfers"]`); !strings.Contains(got, words.T(context.Background(), "basis."+string(p.ValidTransfers.Basis))) {
			t.Errorf("%s: the days of transfers read %q", p.ID, got)
		}
	}
	b.get("/packs/XX").want(http.StatusNotFound)
}

func TestPacks_differences(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	a := b.get("/packs/EU-PS-2016?than=UK-EXT-2023").want(http.StatusOK)
	wellBuilt(t, a)
	text := a.text("main")
	for _, want := range []string{"European Economic Area", "Gibraltar", "Panel of data protection authorities", "12 Oct 2023", "Advice of the"} {
		if !strings.Contains(text, want) {
			t.Errorf("the difference does not say %q", want)
		}
	}
	if title := law.Packs()[0].Rule(law.SAT).Title; strings.Contains(text, title) {
		t.Errorf("what is the same is told as a difference: %s", title)
	}
	if got := b.get("/packs/EU-PS-2016?than=EU-PS-2016").Find("[data-difference]").Length(); got != 0 {
		t.Errorf("%d differences from itself", got)
	}
	b.get("/packs/EU-PS-2016?than=XX").want(http.StatusNotFound)
}

func TestPacks_haveWords(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, p := range law.Packs() {
		if !words.Has(ctx, "packs.hr."+p.HRRoute) {
			t.Errorf("packs.hr.%s has no words", p.HRRoute)
		}
		for _, id := range law.Rules {
			r := p.Rule(id)
			if !words.Has(ctx, "event."+r.From) && !words.Has(ctx, "packs.from."+strings.ReplaceAll(r.From, " ", "_")) {
				t.Errorf("%s %s runs from %q, which has no words", p.ID, id, r.From)
			}
			if !words.Has(ctx, "role."+string(r.Owner)) || !words.Has(ctx, "packs.roll."+string(r.Roll)) || !words.Has(ctx, "period."+string(r.Unit)) {
				t.Errorf("%s %s: owner, roll or unit has no words", p.ID, id)
			}
		}
	}
}

// counted is a year of the program with enough of everything and one number that
// is too small.
func counted(b *browser) {
	from := complaint.Date{Year: 2018, Month: 8, Day: 1}
	b.service.today = complaint.Date{Year: 2019, Month: 8, Day: 1}
	b.service.tallies = []law.Tally{
		{From: from, Measure: "received", Code: "COMPLAINT", N: 20},
		{From: from, Measure: "received", Code: complaint.RightsRequest, N: 9},
		{From: from, Measure: "person_type", Code: "JOB_SEEKER", N: 26},
		{From: from, Measure: "person_type", Code: "REFEREE", N: 3},
		{From: from, Measure: "principles", Code: "ACCESS", N: 12},
		{From: from, Measure: law.MeasureDays, Code: "12", N: 6},
		{From: from, Measure: law.MeasureDays, Code: "50", N: 5},
		{From: from, Measure: "remedies", Code: "DELETED", N: 8},
		{From: from, Measure: "outcome", Code: "NOT_UPHELD", N: 7},
		{From: from, Measure: "request_outcome", Code: "GRANTED", N: 5},
	}
}

func TestFigures(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	if a := b.get("/figures").want(http.StatusOK); a.Find("[data-empty]").Length() != 1 {
		t.Error("nothing is said before a year is over")
	}
	counted(b)
	a := b.get("/figures").want(http.StatusOK)
	wellBuilt(t, a)
	for line, want := range map[string]string{
		`received"] [data-code="COMPLAINT`: "Complaints 20", `received"] [data-code="TOTAL`: "Together 29", `person_type"] [data-code="REFEREE`: "Referee for somebody else left out",
		`person_type"] [data-code="JOB_SEEKER`: "Job seeker left out", `days"] [data-code="46-`: "More than 45 days, too late 5", `days"] [data-code="MEDIAN_DAYS`: "at most so many days 12",
		`remedies"] [data-code="DELETED`: "Data deleted 8", `outcome"] [data-code="NOT_UPHELD`: "complaint not upheld 7", `request_outcome"] [data-code="GRANTED`: "request granted 5",
	} {
		if got := strings.Join(a.eachText(`[data-measure="`+line+`"] > *`), " "); !strings.Contains(got, want) {
			t.Errorf("%s reads %q, want %q", line, got, want)
		}
	}
	if got := b.get("/figures?year=2018").want(http.StatusOK).text("h2"); !strings.Contains(got, "1 Jan 2018 to 31 Dec 2018") {
		t.Errorf("the calendar year reads %q", got)
	}
	b.get("/figures?year=1999").want(http.StatusNotFound)
}

func TestFigures_asATable(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	counted(b)
	a := b.get("/figures.csv").want(http.StatusOK)
	if got := a.header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Errorf("it is %q", got)
	}
	lines, err := csv.NewReader(strings.NewReader(a.body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	has := func(want ...string) {
		t.Helper()
		if !slices.ContainsFunc(lines, func(l []string) bool { return slices.Equal(l, want) }) {
			t.Errorf("no line %v in %v", want, lines)
		}
	}
	has("program", "2018-08-01", "2019-07-31", "received", "COMPLAINT", "20", "false")
	has("program", "2018-08-01", "2019-07-31", "person_type", "REFEREE", "", "true")
	has("calendar", "2018-01-01", "2018-12-31", "outcome", "TOTAL", "7", "false")
}

func TestFigures_haveWords(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, m := range law.Measures {
		if !words.Has(ctx, "figures.measure."+m) {
			t.Errorf("figures.measure.%s has no words", m)
		}
	}
	for measure, codes := range map[string]complaint.Vocabulary{"days": law.DayBands, "received": {"COMPLAINT", complaint.RightsRequest}} {
		for _, code := range codes {
			if !words.Has(ctx, "figures.code."+measure+"."+code) {
				t.Errorf("%s of %s has no words", code, measure)
			}
		}
	}
	for _, cut := range []string{law.CutProgram, law.CutCalendar} {
		if !words.Has(ctx, "figures.cut."+cut) {
			t.Errorf("%s has no words", cut)
		}
	}
	if got := page.FigureLines(law.Counted{Median: -1}); len(got) != 0 {
		t.Errorf("nothing reads as %v", got)
	}
}

func TestPrivacy_saysWhatTheLawAndTheSettingsSay(t *testing.T) {
	t.Parallel()
	b := open(t, nobody, func(o *Options) { o.Cookie = Cookie{Name: "__Host-session", Lifetime: 2 * time.Hour} })
	a := b.get("/privacy").want(http.StatusOK)
	pack := law.Select(law.Facts{ReceivedAt: b.service.Now()})
	for section, want := range map[string]string{
		"long": "kept for " + page.Span(context.Background(), pack.Rule(law.Retention)), "cookies": "__Host-session”, is set only", "kept": "scrambled", "rights": "at any time",
	} {
		if got := a.text(`[data-section="` + section + `"]`); !strings.Contains(got, want) {
			t.Errorf("%s reads %q, want %q", section, got, want)
		}
	}
	text := a.text("main")
	for _, want := range []string{"at most 2 hours", "30 days", "“language”", "privacyofficerEU@allegisgroup.co.uk", "Hanover", strings.Join(strings.Fields(pack.Rule(law.Retention).Cite), " ")} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q", want)
		}
	}
	if strings.Contains(text, "<no value>") {
		t.Errorf("a gap is open: %s", text)
	}
}

// eachText is the text of every element found.
func (a answer) eachText(selector string) []string {
	var out []string
	a.Find(selector).Each(func(_ int, s *goquery.Selection) { out = append(out, strings.Join(strings.Fields(s.Text()), " ")) })
	return out
}

// What these pages say with answers, dates, differences and numbers can be said in
// other languages too.
func TestPublic_canBeTranslated(t *testing.T) {
	t.Parallel()
	paths := []string{
		"/?country=DE&region=DE-BY", "/?country=DE", "/?country=other", "/dates?from=2018-08-31&rule=RR1M&home=SE", "/dates?from=2018-10-01&rule=ACK&pack=EU-PS-2016", "/dates?from=",
		"/figures", "/figures?year=2018", gatePath + "?asked=residence",
	}
	for _, p := range law.Packs() {
		paths = append(paths, "/packs/"+p.ID)
		for _, o := range law.Packs() {
			paths = append(paths, "/packs/"+p.ID+"?than="+o.ID)
		}
	}
	for _, change := range []string{"", "person_type=EMPLOYEE", "person_type=CONTINGENT_WORKER", "role=PROCESSOR", "matter=intelligence", "matter=europe", "matter=right", "about=child", "about=represented"} {
		for _, residence := range []string{"SE", "CH", "US", "GB"} {
			paths = append(paths, gatePath+"?"+usually("residence="+residence, change).Encode())
		}
	}
	paths = append(paths, gatePath+"?"+usually("residence=US", "residence_then=DE").Encode(), gatePath+"?"+usually("person_type=JOB_SEEKER", "employment_data=false").Encode())
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			b := atGate(t)
			marked(b)
			counted(b)
			foreign(t, b.get(path))
		})
	}
}
