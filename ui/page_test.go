package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// pages are all pages, with who opens them.
var pages = []struct {
	path   string
	who    access.Caller
	status int
}{
	{"/", nobody, 200},
	{"/how", nobody, 200},
	{"/complaint/start", nobody, 200},
	{"/dates", nobody, 200},
	{"/packs", nobody, 200},
	{"/packs/EU-PS-2016", nobody, 200},
	{"/figures", nobody, 200},
	{"/accessibility", nobody, 200},
	{"/privacy", nobody, 200},
	{"/complaint/receipt", nobody, 200},
	{"/complaint/draft", nobody, 200},
	{"/complaint/draft/later", nobody, 200},
	{"/complaint/draft/resume", nobody, 200},
	{"/complaint/draft/link", nobody, 200},
	{"/complaint/draft/who-sees", nobody, 200},
	{"/complaint/draft/check", nobody, 200},
	{"/complaint/draft/name", nobody, 200},
	{"/complaint/draft/residence", nobody, 200},
	{"/complaint/draft/grounds", nobody, 200},
	{"/complaint/draft/when", nobody, 200},
	{"/complaint/draft/asked-what", nobody, 200},
	{"/complaint/draft/wanted", nobody, 200},
	{"/complaint/draft/nothing", nobody, 404},
	{"/desk/request", officer, 200},
	{"/follow", nobody, 200},
	{"/sign-in", nobody, 200},
	{"/my-case", person, 200},
	{"/my-case/access", person, 200},
	{"/my-case/packets", person, 200},
	{"/my-case/packets/recourse", person, 200},
	{"/my-case/packets/authority", person, 200},
	{"/my-case/packets/commerce", person, 200},
	{"/my-case/packets/ftc", person, 200},
	{"/my-case/packets/arbitration", person, 200},
	{"/my-case/sessions", person, 200},
	{"/my-case/answer", person, 200},
	{"/my-case/elsewhere", person, 200},
	{"/my-case/arbitration", person, 200},
	{"/my-case/reminders", person, 200},
	{"/my-case/acts/arb.notice_delivered", person, 200},
	{"/my-case/acts/complaint.withdrawn", person, 200},
	{"/my-case/acts/erasure.requested", person, 200},
	{"/follow/link", nobody, 200},
	{"/my-case/acts/message.sent", person, 200},
	{"/my-case/evidence", person, 200},
	{"/my-case/acts/dpa.contacted", person, 200},
	{"/my-case/acts/complainant.satisfied", person, 409},
	{"/desk", officer, 200},
	{"/desk/new", officer, 200},
	{"/desk/receipt", officer, 200},
	{"/desk/cases/RC-TEST-0001", officer, 200},
	{"/desk/cases/RC-TEST-0001/acts/triage.accepted", officer, 200},
	{"/desk/cases/RC-TEST-0001/acts/triage.ineligible", officer, 200},
	{"/desk/cases/RC-TEST-0001/acts/duplicate.found", officer, 200},
	{"/desk/cases/RC-TEST-0001/acts/case.assigned", manager, 200},
	{"/desk/cases/RC-TEST-0001/acts/response.sent", officer, 409},
	{"/sign-in/code", nobody, 200},
	{"/welcome", nobody, 200},
	{"/welcome/password", nobody, 200},
	{"/welcome/app", nobody, 200},
	{"/account", officer, 200},
	{"/account/password", officer, 200},
	{"/account/app", officer, 200},
	{"/account/codes", officer, 200},
	{"/account/prove", officer, 200},
	{"/admin/accounts", admin, 200},
	{"/admin/accounts/new", admin, 200},
	{"/admin/accounts/1", admin, 200},
	{"/admin/accounts/3", admin, 200},
	{"/admin/accounts/9", admin, 404},
	{"/admin/events", auditing, 200},
	{"/dev/mail", nobody, 200},
	{"/dev/mail/2", nobody, 200},
	{"/desk/cases/RC-NONE-0001", officer, 404},
}

// busy fills the case of the fake, so that every part of its page has content.
func busy(b *browser) {
	f := b.service
	f.do(b.t, officer, complaint.TriageAccepted, map[string]string{"allegations": "A CV was kept."}, "data_class=NON_HR", "principles=ACCESS,SECURITY")
	f.do(b.t, manager, complaint.CaseAssigned, nil, "assignee=staff/1")
	f.do(b.t, officer, complaint.MessageSent, map[string]string{"text": "We look into it."})
	f.on(46)
	f.rec.Documents = []law.Document{{ID: "d1", Name: "mail.pdf", Type: "application/pdf", Size: 2100, SHA256: "ab12", By: "complainant", AddedAt: f.now}}
	f.rows = law.Page{Cursor: "more", Rows: []law.Row{{
		Number: "RC-TEST-0001", Steps: []complaint.Step{complaint.S1Overdue, complaint.S31}, Status: "OPEN", Residence: "SE", Entity: "TEKSYSTEMS",
		Pack: "EU-PS-2016", Assignee: "staff/1", NextRule: law.D45, NextDue: complaint.Date{Year: 2018, Month: 10, Day: 8}, Overdue: true,
		LastAction: complaint.MessageSent, LastAt: f.now,
	}}}
}

func TestPages_areWellBuilt(t *testing.T) {
	t.Parallel()
	for _, p := range pages {
		t.Run(p.path, func(t *testing.T) {
			t.Parallel()
			b := open(t, p.who)
			b.service.awaits, b.service.invited, b.service.chosen, b.service.codes = true, true, true, []string{"AAAA-BBBB-CCCC-DDDD"}
			b.service.begin("", map[string][]string{"asked": {yes}, "narrative": {"Too long"}})
			if strings.HasSuffix(p.path, "/receipt") {
				b.service.keys, b.session[receiptKey] = []string{"k1"}, keptReceipt("RC-TEST-0001", time.Now(), "k1")
			} else if !strings.Contains(p.path, "/acts/triage") && !strings.Contains(p.path, "duplicate") {
				busy(b)
			}
			wellBuilt(t, b.get(p.path).want(p.status))
		})
	}
}

func TestPages_withFaultsAreWellBuilt(t *testing.T) {
	t.Parallel()
	for _, p := range []struct {
		path string
		who  access.Caller
	}{
		{"/complaint/draft/name", nobody},
		{"/complaint/draft/send", nobody},
		{"/complaint/draft/resume", nobody},
		{"/desk/new", officer},
		{"/desk/request", officer},
		{"/follow", nobody},
		{"/sign-in", nobody},
		{"/follow/send", nobody},
		{"/follow/link", nobody},
		{"/my-case/access", person},
		{"/sign-in/code", nobody},
		{"/welcome", nobody},
		{"/welcome/password", nobody},
		{"/welcome/app", nobody},
		{"/account/password", officer},
		{"/account/app", officer},
		{"/account/prove", officer},
		{"/admin/accounts/new", admin},
		{"/my-case/acts/message.sent", person},
		{"/my-case/acts/document.added", person},
		{"/my-case/evidence", person},
		{"/desk/cases/RC-TEST-0001/acts/triage.accepted", officer},
	} {
		t.Run(p.path, func(t *testing.T) {
			t.Parallel()
			b := open(t, p.who)
			b.service.begin("", nil)
			b.service.awaits, b.service.invited, b.service.chosen = true, true, true
			a := b.post(p.path, url.Values{"key": {"k1"}})
			if a.status != http.StatusBadRequest && a.status != http.StatusForbidden {
				t.Fatalf("status %d for an empty form", a.status)
			}
			wellBuilt(t, a)
			if a.Find(".govuk-error-summary a").Length() == 0 {
				t.Error("the error summary links to no field")
			}
			if !strings.HasPrefix(a.Find("title").Text(), "Error: ") {
				t.Errorf("the title does not say that there is an error: %q", a.Find("title").Text())
			}
		})
	}
}

// wellBuilt checks what every page owes to everybody.
func wellBuilt(t *testing.T, a answer) {
	t.Helper()
	if a.Find("h1").Length() != 1 || a.text("h1") == "" {
		t.Errorf("%d h1, want one", a.Find("h1").Length())
	}
	if title := a.Find("title").Text(); !strings.HasSuffix(title, " – Recourse") || len(title) < 14 {
		t.Errorf("title %q", title)
	}
	if a.Find("html").AttrOr("lang", "") != "en" {
		t.Error("html has no lang")
	}
	if a.Find("main#main").Length() != 1 || a.Find(`a.govuk-skip-link[href="#main"]`).Length() != 1 {
		t.Error("no main part to skip to")
	}
	if a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("may be kept in a cache: %q", a.header.Get("Cache-Control"))
	}
	noInline(t, a)
	identifiers(t, a)
	labels(t, a)
	headings(t, a)
}

// noInline checks that a strict content security policy breaks nothing.
func noInline(t *testing.T, a answer) {
	t.Helper()
	a.Find("style, [style], script:not([src])").Each(func(_ int, s *goquery.Selection) {
		t.Errorf("inline style or script: %s", goquery.NodeName(s))
	})
	a.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, attr := range s.Nodes[0].Attr {
			if strings.HasPrefix(attr.Key, "on") {
				t.Errorf("inline handler %s", attr.Key)
			}
			if (attr.Key == "src" || attr.Key == "href" && goquery.NodeName(s) == "link" && s.AttrOr("rel", "") != "alternate") && !strings.HasPrefix(attr.Val, "/assets/") && !strings.HasSuffix(attr.Val, "/app.png") {
				t.Errorf("%s is loaded from outside", attr.Val)
			}
		}
	})
}

// identifiers checks that each is given once and that what is referred to exists.
func identifiers(t *testing.T, a answer) {
	t.Helper()
	ids := a.each("[id]", "id")
	slices.Sort(ids)
	if len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("an id is given twice: %v", ids)
	}
	has := func(id, by string) {
		if _, ok := slices.BinarySearch(ids, id); !ok {
			t.Errorf("%s refers to %q, which is not there", by, id)
		}
	}
	for _, attr := range []string{"aria-describedby", "aria-labelledby", "for"} {
		for _, refs := range a.each("["+attr+"]", attr) {
			for id := range strings.FieldsSeq(refs) {
				has(id, attr)
			}
		}
	}
	for _, href := range a.each(`a[href^="#"]`, "href") {
		has(href[1:], "a link")
	}
}

// labels checks that every question has a name, and every link and button words.
func labels(t *testing.T, a answer) {
	t.Helper()
	a.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if a.Find(`label[for="`+id+`"]`).Length() != 1 {
			t.Errorf("input %q has no label", s.AttrOr("name", ""))
		}
		if kind := s.AttrOr("type", ""); kind == "radio" && s.ParentsFiltered("fieldset").Find("legend").Length() == 0 {
			t.Errorf("radio %q has no legend", id)
		}
	})
	a.Find("a, button, summary").Each(func(_ int, s *goquery.Selection) {
		if strings.TrimSpace(s.Text()) == "" {
			t.Errorf("a %s without words", goquery.NodeName(s))
		}
	})
	a.Find("table").Each(func(_ int, s *goquery.Selection) {
		if s.Find("caption").Length() != 1 || s.Find("th[scope=col]").Length() == 0 {
			t.Error("a table without caption or heads")
		}
	})
}

// headings checks that no level is left out.
func headings(t *testing.T, a answer) {
	t.Helper()
	last := 1
	a.Find("main").Find("h1, h2, h3, h4").Each(func(_ int, s *goquery.Selection) {
		level := int(goquery.NodeName(s)[1] - '0')
		if level > last+1 {
			t.Errorf("h%d follows h%d: %q", level, last, s.Text())
		}
		last = level
	})
}

func TestRoutes_allHaveTheirRule(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	for _, r := range b.front.Routes() {
		if _, ok := access.Find(r.Method, r.Path); !ok {
			t.Errorf("%s %s has no rule in the table of access", r.Method, r.Path)
		}
	}
}

func TestTray_isThereOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	b := open(t, nobody, func(o *Options) { o.Tray = nil })
	b.get("/dev/mail").want(http.StatusNotFound)
	if a := b.get("/"); a.Find(`a[href="/dev/mail"]`).Length() != 0 {
		t.Error("the way to the tray is shown without a tray")
	}
}

func TestRehearsal_isSaidOnEveryPage(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	if b.get("/").Find(".rehearsal").Length() != 0 {
		t.Error("a day of 24 hours is called a rehearsal")
	}
	b.service.day = 1e9
	if got := b.get("/follow").text(".rehearsal"); !strings.Contains(got, "One legal day lasts 1s") {
		t.Errorf("the banner says %q", got)
	}
}

func TestStart_showsThePeriodsOfThePack(t *testing.T) {
	t.Parallel()
	a := open(t, nobody).get("/").want(http.StatusOK)
	text := a.text("main")
	for _, want := range []string{"within 45 days", "about 60 days", "within 25 days", "which has 90 days", "costs you nothing", "at any time", "BBB EU Privacy Shield"} {
		if !strings.Contains(text, want) {
			t.Errorf("the start page does not say %q", want)
		}
	}
	pack := law.Select(law.Facts{ReceivedAt: newFake().Now()})
	if got := a.text(`[data-rule="D45"] .why__source`); !strings.Contains(got, strings.Join(strings.Fields(pack.Rule(law.D45).Cite), " ")) {
		t.Errorf("the 45 days are cited as %q", got)
	}
	if got := a.Find("tr[data-country]").Length(); got != len(law.Authorities) {
		t.Errorf("%d authorities, want %d", got, len(law.Authorities))
	}
	for _, way := range []string{"/complaint/start", "/request", "/follow"} {
		if a.Find(`main a[href="`+way+`"]`).Length() != 1 {
			t.Errorf("no way to %s", way)
		}
	}
}
