package ui

import (
	"net/http"
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
	a := b.get("/desk?stage=S1&status=OPEN&country=SE&assignee=staff%2F2&due=7&q=rc-te&sort=-received&cursor=abc").want(http.StatusOK)
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
