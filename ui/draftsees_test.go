package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"recourse/law"
)

// What stands on one line of the page is handled alike by everybody it can go to.
func TestSights_areHandledAlike(t *testing.T) {
	t.Parallel()
	for _, k := range sights {
		for _, r := range law.Recipients {
			for _, item := range k.items {
				if item.For(r).Use != k.items[0].For(r).Use {
					t.Errorf("%s: %s gets %s, and %s not as well", k.name, r, k.items[0], item)
				}
			}
		}
	}
}

func TestWhoSees(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change url.Values
		want   []string // recipients beside the company
	}{
		{"a complaint", nil, []string{"Independent body", "Data protection authority", "U.S. Department of Commerce", "Federal Trade Commission", "Arbitration panel"}},
		{"about employment", url.Values{"employment_data": {"true"}}, []string{"Data protection authority", "Federal Trade Commission"}},
		{"a request", url.Values{"kind": {"request"}}, []string{"Data protection authority"}},
	} {
		b, form := open(t, nobody), fromGate()
		for name, list := range c.change {
			form[name] = list
		}
		b.post("/complaint/draft", form)
		a := b.get("/complaint/draft/who-sees").want(http.StatusOK)
		var got []string
		for i := range a.Find("thead th").Length() {
			got = append(got, strings.TrimSpace(a.Find("thead th").Eq(i).Text()))
		}
		if !slices.Equal(got[2:], c.want) {
			t.Errorf("%s goes to %v, want %v", c.name, got[2:], c.want)
		}
		if n := a.Find("tbody tr").Length(); n != len(sights) {
			t.Errorf("%d rows, want %d", n, len(sights))
		}
		b.post("/complaint/draft/who-sees", url.Values{}).leads("/complaint/draft")
		if got := b.get("/complaint/draft").Find(`[data-task="who-sees"]`).AttrOr("data-state", ""); got != "done" {
			t.Errorf("%s: the task is %q", c.name, got)
		}
	}
}
