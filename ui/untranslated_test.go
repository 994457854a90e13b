package ui

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"github.com/labstack/echo/v4"
	"golang.org/x/net/html"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

// mark puts a text of package words into brackets, by which the tests below tell
// it from what a page says by itself.
func mark(text string) string { return "⟦" + text + "⟧" }

// marked has the pages speak in brackets.
func marked(b *browser) {
	b.front.Pre(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			c.SetRequest(r.WithContext(words.Through(words.With(r.Context(), "en"), mark)))
			return next(c)
		}
	})
}

// within is a text in brackets that holds no other.
var within = regexp.MustCompile(`⟦[^⟦⟧]*⟧`)

// bare is what is left of a text when all that stands in brackets is taken away.
func bare(text string) string {
	for within.MatchString(text) {
		text = within.ReplaceAllString(text, " ")
	}
	return text
}

// data are texts that are the same in every language: what people have written,
// names of companies, bodies, frameworks and languages, numbers, addresses.
func data() *strings.Replacer {
	known := []string{
		narrative, "Anna Åkesson", "anna@example.org", "Storgatan 1", "111 22 Stockholm", "Delete everything.", "I wrote in May.", "We look into it.", "A CV was kept.",
		"mail.pdf", "RC-TEST-0001", "RD-TEST-0001", draftCode, "About your case", "Dear reader,", "read this.", code, "Europe/London", "America/New_York", "req-1", "ab12", "UTC", "SHA-256", "KB", "UK GDPR", "Kim Agent", "kim@example.org",
	}
	for line := range strings.Lines(narrative) {
		known = append(known, strings.TrimSpace(line))
	}
	for _, e := range law.Entities {
		known = append(known, e.Name)
	}
	for _, a := range law.Authorities {
		known = append(known, a.Name, a.Web)
	}
	for _, p := range law.Packs() {
		known = append(known, p.Name, p.ID, p.IRM.Name, p.IRM.Web, p.IRM.Post, p.Arbitration.Name, p.Arbitration.Administrator)
	}
	of := newFake().rec.Case
	known = append(known, of.Contact().Email, of.Contact().Post, ftcWeb)
	for _, l := range words.Languages() {
		known = append(known, l.Name)
	}
	for _, o := range law.Offices() {
		known = append(known, o.Email, o.Post)
	}
	for _, r := range law.Regions {
		known = append(known, r.Web, r.Short)
	}
	slices.SortFunc(known, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, k := range known {
		if k != "" {
			pairs = append(pairs, k, " ")
		}
	}
	return strings.NewReplacer(pairs...)
}

// codes are rule numbers and citations, which stay as they are.
var codes = regexp.MustCompile(`\b([A-Z]{1,3}\d+|[TRHE]\d+)\b`)

// inEnglish reports whether an element says of itself that it is English, as
// citations of documents do that are in English.
func inEnglish(n *html.Node) bool {
	for _, attr := range n.Attr {
		if attr.Key == "lang" && attr.Val == "en" && n.Data == "span" {
			return true
		}
	}
	return false
}

// shown are the texts of a page that people see or hear.
func shown(a answer) []string {
	var list []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") || inEnglish(n) {
			return
		}
		if n.Type == html.TextNode {
			list = append(list, n.Data)
		}
		for _, attr := range n.Attr {
			switch attr.Key {
			case "aria-label", "alt", "placeholder", "title", "data-label", "data-failed", "label":
				list = append(list, attr.Val)
			}
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	a.Find("title, body").Each(func(_ int, s *goquery.Selection) { walk(s.Nodes[0]) })
	return list
}

// foreign checks that a page says nothing that no language file holds.
func foreign(t *testing.T, a answer) {
	t.Helper()
	same := data()
	for _, text := range shown(a) {
		rest := codes.ReplaceAllString(same.Replace(bare(text)), "")
		if strings.ContainsFunc(rest, unicode.IsLetter) {
			t.Errorf("not from a language file: %q", strings.Join(strings.Fields(rest), " "))
		}
	}
}

// residents are the pages of residents and the public.
func residents(who access.Caller, path string) bool {
	return !who.Works() && !strings.HasPrefix(path, "/sign-in") && !strings.HasPrefix(path, "/welcome") && !strings.HasPrefix(path, "/dev")
}

func TestPages_sayNothingThatCannotBeTranslated(t *testing.T) {
	t.Parallel()
	for _, p := range pages {
		if !residents(p.who, p.path) {
			continue
		}
		t.Run(p.path, func(t *testing.T) {
			t.Parallel()
			b := open(t, p.who)
			marked(b)
			b.service.begin("", map[string][]string{"asked": {yes}})
			if strings.HasSuffix(p.path, "/receipt") {
				b.service.keys, b.session[receiptKey] = []string{"k1"}, keptReceipt("RC-TEST-0001", time.Now(), "k1")
			} else {
				busy(b)
			}
			foreign(t, b.get(p.path).want(p.status))
			foreign(t, b.post(p.path, nil)) // and what is wrong with an empty form
		})
	}
}

// TestCase_onItsWayCanBeTranslated goes a long way with a case, for the texts of
// events, dates, conditions and remedies.
func TestCase_onItsWayCanBeTranslated(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	marked(b)
	f := b.service
	f.do(t, officer, complaint.TriageAccepted, nil, "data_class=NON_HR", "principles=ACCESS")
	for _, day := range []int{46, 50, 90} {
		f.on(day)
		foreign(t, b.get("/my-case").want(200))
	}
	f.do(t, person, complaint.IRMFiled, nil)
	foreign(t, b.get("/my-case").want(200))
	f.do(t, officer, complaint.IRMEligible, nil)
	f.do(t, officer, complaint.IRMNoSettlement, nil)
	f.do(t, officer, complaint.IRMDecision, nil, "decision=REJECTED")
	foreign(t, b.get("/my-case").want(200))
	f.do(t, person, complaint.ComplaintWithdrawn, nil, "confirmed=true")
	foreign(t, b.get("/my-case").want(200))
}

func TestMark_findsWhatIsLeft(t *testing.T) {
	t.Parallel()
	ctx := words.Through(context.Background(), mark)
	if got := bare(words.T(ctx, "case.ended", "Date", words.T(ctx, "days.today"), "Outcome", "x") + " left over"); strings.TrimSpace(got) != "left over" {
		t.Errorf("%q is left", got)
	}
}
