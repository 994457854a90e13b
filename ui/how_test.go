package ui

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"recourse/law"
	"recourse/words"
)

func TestHow_showsEveryRuleAndStepOfThePath(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	a := b.get("/how").want(http.StatusOK)
	for _, r := range law.Path(law.Select(law.Facts{ReceivedAt: b.service.Now()})) {
		part := a.Find(`section[data-route="` + r.ID + `"]`)
		if part.Find("[data-step]").Length() != len(r.Steps) || part.Find("[data-row]").Length() != len(r.Rows) {
			t.Errorf("%s: %d steps and %d rows, want %d and %d", r.ID, part.Find("[data-step]").Length(), part.Find("[data-row]").Length(), len(r.Steps), len(r.Rows))
		}
		for i, m := range r.Rows {
			row := part.Find("[data-row]").Eq(i)
			if text := row.Text(); row.AttrOr("data-row", "") != m.ID || !strings.Contains(text, m.Says) || !strings.Contains(text, m.Cite) {
				t.Errorf("%s: row %d is not %s: %s", r.ID, i, m.ID, text)
			}
			for _, says := range m.If {
				if !strings.Contains(row.Text(), says) {
					t.Errorf("%s does not say that %s", m.ID, says)
				}
			}
		}
	}
	for _, row := range law.Table {
		if a.Find(`[data-row="`+row.ID+`"]`).Length() == 0 {
			t.Errorf("%s is not on the page", row.ID)
		}
	}
}

func TestHow_showsThePeriodsOfThePack(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	for _, pack := range law.Packs() {
		a := b.get("/how?pack=" + pack.ID).want(http.StatusOK)
		wellBuilt(t, a)
		for _, r := range law.Path(pack) {
			for _, s := range r.Steps {
				for _, c := range s.Clocks {
					got := a.text(fmt.Sprintf(`section[data-route="%s"] [data-step="%s"] [data-rule="%s"]`, r.ID, s.Step, c.ID))
					periodShown(t, got, c)
				}
			}
		}
		if a.Find(`main a[aria-current][href="/how?pack=`+pack.ID+`"]`).Length() != 1 && len(law.Packs()) > 1 {
			t.Errorf("%s is not shown as chosen", pack.ID)
		}
	}
	if got := b.get("/how?pack=EU-PS-2016").text(`[data-step="S0"] [data-rule="D45"]`); !strings.Contains(got, ": 45 days. III.11.d.i") {
		t.Errorf("the time for the answer reads %q", got)
	}
	b.get("/how?pack=XX").want(http.StatusNotFound)
}

// periodShown checks that a text gives the length of a period, its source and how
// well that is known.
func periodShown(t *testing.T, text string, r *law.Rule) {
	t.Helper()
	length := words.T(context.Background(), "period."+string(r.Unit), "N", r.N)
	for _, want := range []string{length, strings.Join(strings.Fields(r.Cite), " "), words.T(context.Background(), "basis."+string(r.Basis))} {
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q does not say %q", r.ID, text, want)
		}
	}
}

func TestHow_hasWordsForEveryRoute(t *testing.T) {
	t.Parallel()
	for _, p := range law.Packs() {
		for _, r := range law.Path(p) {
			for _, id := range []string{"how.route." + r.ID, "how.route." + r.ID + "_says"} {
				if !words.Has(context.Background(), id) {
					t.Errorf("%s of %s has no words", id, p.ID)
				}
			}
		}
	}
}

func TestHow_isLinkedFromTheStartPageAndEveryFoot(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	if a := b.get("/"); a.Find(`main a[href="/how"]`).Length() != 1 || a.Find(`footer a[href="/how"]`).Length() != 1 {
		t.Error("the start page does not lead to it")
	}
	if b.get("/follow").Find(`footer a[href="/how"]`).Length() != 1 {
		t.Error("the foot of another page does not lead to it")
	}
}
