package simulation

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// Every move is an act of the table, done by somebody who may, with facts its form
// knows, and the shares of a turn leave nothing over.
func TestModel_movesAreActsOfTheLaw(t *testing.T) {
	t.Parallel()
	for i := range turns {
		sum := 0.0
		for _, m := range turns[i].moves {
			sum += m.share
		}
		if sum <= 0 || sum > 1.0000001 || len(turns[i].at) == 0 {
			t.Errorf("%s: the shares add up to %g", turns[i].name, sum)
		}
	}
	for _, a := range theScript.acts {
		spec, err := law.Spec(a.do)
		if err != nil || !slices.Contains(spec.By, a.actor.Role) || a.days <= 0 || a.wide <= 0 {
			t.Errorf("%s by %s: %v", a.do, a.actor.Role, err)
		}
		for name, value := range a.facts {
			known := slices.ContainsFunc(spec.Asks, func(f law.Field) bool {
				return f.Name == name && !f.Private() && (len(f.Of) == 0 || !slices.ContainsFunc(strings.Split(value, ","), func(v string) bool { return !f.Of.Has(v) }))
			})
			if !known {
				t.Errorf("%s asks for no %s=%s", a.do, name, value)
			}
		}
	}
}

// Whoever complains is known to the law.
func TestModel_arrivals(t *testing.T) {
	t.Parallel()
	for _, c := range channels {
		if !complaint.Channels.Has(c.of) {
			t.Errorf("there is no channel %s", c.of)
		}
	}
	for _, p := range people {
		if !complaint.PersonTypes.Has(p.of) {
			t.Errorf("there is nobody called %s", p.of)
		}
	}
	for _, p := range law.Packs() {
		if len(covered(p)) == 0 {
			t.Errorf("nobody complains under %s", p.ID)
		}
	}
	o := options(t, 1)
	y, d := newYear(o.Pack, o.Year, o.Seed), newDice()
	var p plan
	const n = 20_000
	byDay := map[time.Weekday]int{}
	employed := 0
	for i := range n {
		y.draw(d, i, &p)
		if at := p.facts.ReceivedAt; at.Before(y.begin) || !at.Before(y.end) || at.Hour() < firstHour || at.Hour() >= lastHour {
			t.Fatalf("a complaint arrives at %s", at)
		}
		byDay[p.facts.ReceivedAt.Weekday()]++
		if p.employment {
			employed++
		}
	}
	if byDay[time.Monday] < 2*byDay[time.Sunday] || employed < n/5 || employed > n*3/10 {
		t.Errorf("arrivals by weekday %v, employment data %d of %d", byDay, employed, n)
	}
}

func TestMove_takes(t *testing.T) {
	t.Parallel()
	m := move{days: 10, wide: 0.5}
	if got := m.takes(0.5); got != 240*time.Hour {
		t.Errorf("half of them take %s", got)
	}
	if a, b := m.takes(0.1), m.takes(0.9); a >= 240*time.Hour || b <= 240*time.Hour || m.takes(0) != shortest || m.takes(1) != longest {
		t.Errorf("one in ten takes less than %s and one more than %s", a, b)
	}
	if got := atWork(time.Date(2018, 8, 25, 10, 0, 0, 0, time.UTC)); got.Weekday() != time.Monday || got.Day() != 27 {
		t.Errorf("Saturday's work is done on %s", got)
	}
}

var update = flag.Bool("update", false, "write the assumptions into docs/simulation.md again")

const page, begin, end = "../../../docs/simulation.md", "<!-- assumptions begin -->\n", "<!-- assumptions end -->\n"

// The page lists every assumption as it is.
func TestModel_documented(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	was, after, ended := strings.Cut(rest, end)
	if !ok || !ended {
		t.Fatalf("%s has no place for the assumptions", page)
	}
	is := assumptions()
	if *update {
		if err := os.WriteFile(page, []byte(before+begin+is+end+after), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if was != is {
		t.Errorf("%s has other assumptions; write them again with go test ./cmd/recourse/simulation -run documented -update", page)
	}
}

// assumptions writes the model as Markdown.
func assumptions() string {
	var b strings.Builder
	b.WriteString("\n| arrivals | weights beside each other |\n|---|---|\n")
	fmt.Fprintf(&b, "| by day, Sunday to Saturday | %s |\n", numbers(weekdays[:]))
	fmt.Fprintf(&b, "| by month, January to December | %s |\n", numbers(months[:]))
	fmt.Fprintf(&b, "| channel | %s |\n", listed(channels))
	fmt.Fprintf(&b, "| who complains (the data of EMPLOYEE and CONTINGENT_WORKER is employment data) | %s |\n", listed(people))
	fmt.Fprintf(&b, "| residence, as far as the pack covers it | %s |\n", listed(residences))
	fmt.Fprintf(&b, "| hours of arrival, UTC | %d to %d, all alike |\n", firstHour, lastHour)
	b.WriteString("\n| whose turn | at | share | does | days (half of them) | spread |\n|---|---|---|---|---|---|\n")
	for i := range turns {
		t := &turns[i]
		for j := range t.moves {
			assumption(&b, t, &t.moves[j], fmt.Sprintf("%.0f %%", 100*t.moves[j].share))
		}
	}
	b.WriteString("\n")
	return b.String()
}

func assumption(b *strings.Builder, t *turn, m *move, share string) {
	at := make([]string, len(t.at))
	for i, s := range t.at {
		at[i] = string(s)
	}
	with := ""
	if m.with != "" {
		with = ", " + m.with
	}
	fmt.Fprintf(b, "| %s | %s | %s | `%s`%s | %g | %g |\n", t.name, strings.Join(at, ", "), share, m.do, with, m.days, m.wide)
	if m.then != nil {
		assumption(b, t, m.then, "then")
	}
}

func numbers(list []float64) string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = fmt.Sprint(n)
	}
	return strings.Join(out, ", ")
}

func listed(list []share) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = fmt.Sprintf("%s %g", s.of, s.weight)
	}
	return strings.Join(out, ", ")
}
