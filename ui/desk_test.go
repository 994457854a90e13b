package ui

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
)

func TestDesk_filtersAreTheAddress(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	to := b.post("/desk", url.Values{"stage": {"S1"}, "q": {"rc-te"}, "country": {""}}).location()
	a := b.get(to + "&status=OPEN&country=SE&assignee=staff%2F2&due=7&sort=-received&cursor=abc").want(http.StatusOK)
	want := law.Filter{
		Stage: complaint.Response, Status: "OPEN", Country: "SE", Assignee: "staff/2", Query: "RC-TE", Sort: "-received", Cursor: "abc", Limit: pageOfCases,
		DueBefore: time.Date(2018, 9, 3, 0, 0, 0, 0, time.UTC),
	}
	if !reflect.DeepEqual(b.service.filter, want) {
		t.Errorf("filter %+v, want %+v", b.service.filter, want)
	}
	for name, value := range map[string]string{"stage": "S1", "status": "OPEN", "country": "SE", "assignee": "staff/2", "due": "7", "sort": "-received"} {
		if got := a.Find("#f-"+name+" option[selected]").AttrOr("value", ""); got != value {
			t.Errorf("%s shows %q", name, got)
		}
	}
	if got := a.Find("#f-q").AttrOr("value", ""); got != "rc-te" {
		t.Errorf("the number shows %q", got)
	}
}

func TestDesk_rows(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	busy(b)
	row := b.get("/desk").text(`tr[data-case="RC-TEST-0001"]`)
	for _, want := range []string{"RC-TEST-0001", "Company answer overdue", "Lodged with the data protection authority", "case officer", "Overdue", "8 Oct 2018", "1 day ago", "Sweden", "TEKsystems", "Ola Berg", "Message written"} {
		if !strings.Contains(row, want) {
			t.Errorf("the row does not say %q: %s", want, row)
		}
	}
}

func TestDesk_turnsPagesAndKeepsTheFilters(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	busy(b)
	a := b.get("/desk?stage=S1&q=&cursor=here")
	if got := a.Find(".pages a[rel=next]").AttrOr("href", ""); got != "/desk?cursor=more&stage=S1" {
		t.Errorf("next page %q", got)
	}
	if got := a.Find(".pages a").First().AttrOr("href", ""); got != "/desk?stage=S1" {
		t.Errorf("first page %q", got)
	}
	b.service.rows.Cursor = ""
	if got := b.get("/desk").Find(".pages a").Length(); got != 0 {
		t.Errorf("%d ways on from the only page", got)
	}
}

func TestDesk_aBrokenAddressIsTold(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	b.service.fail = complaint.Errorf(complaint.Invalid, "the cursor is none of ours")
	a := b.get("/desk?cursor=x").want(http.StatusBadRequest)
	if got := a.text(".govuk-error-summary"); !strings.Contains(got, "cursor") {
		t.Errorf("summary %q", got)
	}
}

func TestDesk_emptyListSaysSo(t *testing.T) {
	t.Parallel()
	if got := open(t, officer).get("/desk").text("main"); !strings.Contains(got, "No case fits.") {
		t.Errorf("the page says %q", got)
	}
}

// TestDesk_wordsStandInNoAddress holds searching against OWASP ASVS 5.0.0, 14.2.1.
func TestDesk_wordsStandInNoAddress(t *testing.T) {
	t.Parallel()
	b := open(t, officer)
	busy(b)
	b.get("/desk?q=Vexworth")
	if got := b.service.filter.Query; got != "" {
		t.Errorf("words of an address are searched for: %q", got)
	}
	var searches []string
	for n := range keptSearches + 1 {
		to := b.post("/desk", url.Values{"q": {fmt.Sprintf("Vexworth %d", n)}, "status": {"OPEN"}, "other": {"x"}}).location()
		if strings.Contains(to, "Vexworth") || !strings.HasPrefix(to, "/desk?search=") || !strings.HasSuffix(to, "&status=OPEN") {
			t.Fatalf("a search leads to %s", to)
		}
		searches = append(searches, to)
	}
	for n, to := range searches[1:] {
		a := b.get(to).want(http.StatusOK)
		if want := fmt.Sprintf("VEXWORTH %d", n+1); b.service.filter.Query != want {
			t.Errorf("%s searches for %q, want %q", to, b.service.filter.Query, want)
		}
		if next := a.Find(".pages a[rel=next]").AttrOr("href", ""); strings.Contains(strings.ToLower(next), "vexworth") || !strings.Contains(next, "search=") {
			t.Errorf("the next page is %s", next)
		}
		wellBuilt(t, a)
	}
	if a := b.get(searches[0]); !strings.Contains(a.text(".govuk-error-summary"), "Search again") || a.Find("tr[data-case]").Length() != 0 {
		t.Errorf("a search that is forgotten shows %s", a.text("main"))
	}
	b.post("/desk", url.Values{}).leads("/desk")
}

// location expects the answer to send the browser on, and returns where to.
func (a answer) location() string {
	a.t.Helper()
	return a.want(http.StatusSeeOther).header.Get("Location")
}
