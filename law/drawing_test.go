package law

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"recourse/complaint"
)

// drawn is one arrow of one row, without the route.
type drawn struct {
	row      string
	from, to complaint.Step
}

// arrowsOf lists what routes draw.
func arrowsOf(routes []Route) map[drawn]bool {
	out := map[drawn]bool{}
	for _, r := range routes {
		for _, a := range r.Arrows {
			for _, row := range a.Rows {
				id, _, _ := strings.Cut(row, " ")
				out[drawn{id, a.From, a.To}] = true
			}
		}
	}
	return out
}

// arrowsMeant lists the arrows that a row asks for.
func arrowsMeant(t Transition) []drawn {
	froms, tos := t.From, append(steps(t.To, t.Opens), beyond[t.Action].to...)
	if froms == nil {
		froms = steps(map[bool]complaint.Step{true: Outside, false: AnyOpen}[t.begins()])
	}
	tos = slices.DeleteFunc(tos, func(s complaint.Step) bool { return s == "" })
	var out []drawn
	for _, from := range froms {
		switch {
		case len(tos) == 0 && (t.Ends != "" || t.ID == "T35" || t.Action == complaint.CaseErased):
			out = append(out, drawn{t.ID, from, Outside})
		case len(tos) == 0:
			out = append(out, drawn{t.ID, from, from})
		}
		for _, to := range tos {
			out = append(out, drawn{t.ID, from, to})
		}
	}
	return out
}

func TestPath_drawsEveryRowAndNothingElse(t *testing.T) {
	t.Parallel()
	have, want := arrowsOf(Path(shield())), map[drawn]bool{}
	for _, row := range Table {
		for _, d := range arrowsMeant(row) {
			if want[d] = true; !have[d] {
				t.Errorf("%s from %s to %s is not drawn", d.row, d.from, d.to)
			}
		}
	}
	for d := range have {
		if !want[d] {
			t.Errorf("%s is drawn from %s to %s, which no row says", d.row, d.from, d.to)
		}
	}
}

func TestPath_drawsRowsOnlyOnTheRoutesTheyTouch(t *testing.T) {
	t.Parallel()
	for i, r := range Path(shield()) {
		has := routes[i].has
		for _, m := range r.Rows {
			touches := slices.ContainsFunc(m.From, has) || slices.ContainsFunc(m.To, has)
			if everywhere := m.From == nil && len(m.To) == 0; touches == everywhere || everywhere && r.ID != "closing" {
				t.Errorf("%s is drawn on the route %s, which it does not touch", m.ID, r.ID)
			}
		}
		for _, a := range r.Arrows {
			if !has(a.From) && !has(a.To) && r.ID != "closing" {
				t.Errorf("%s: the arrow from %s to %s belongs elsewhere", r.ID, a.From, a.To)
			}
		}
	}
}

func TestPath_keepsEmploymentDataApart(t *testing.T) {
	t.Parallel()
	rows := map[string][]string{}
	for _, r := range Path(shield()) {
		for _, m := range r.Rows {
			rows[r.ID] = append(rows[r.ID], m.ID)
		}
	}
	for _, tc := range []struct {
		route   string
		has     []string
		without []string
	}{
		{"panel", []string{"T14", "T22", "T23", "T26", "T27", "H10", "H23"}, []string{"T13", "T16", "T17", "T20", "T21", "T24", "T28", "T29"}},
		{"authority", []string{"T13", "T20", "T21", "T22", "T24", "T28", "T29"}, []string{"T14", "T23", "T26", "T27", "H10", "H23"}},
	} {
		for _, id := range tc.has {
			if !slices.Contains(rows[tc.route], id) {
				t.Errorf("%s is missing on the route %s", id, tc.route)
			}
		}
		for _, id := range tc.without {
			if slices.Contains(rows[tc.route], id) {
				t.Errorf("%s stands on the route %s", id, tc.route)
			}
		}
	}
}

func TestPath_namesEveryStepOnItsRoute(t *testing.T) {
	t.Parallel()
	all := Path(shield())
	for _, info := range complaint.Steps {
		at := slices.DeleteFunc(slices.Clone(all), func(r Route) bool {
			return !slices.ContainsFunc(r.Steps, func(s Station) bool { return s.StepInfo == info })
		})
		if len(at) == 0 {
			t.Errorf("%s is on no route", info.Step)
		}
		for _, r := range at {
			if want := `state "` + string(info.Step) + " " + info.Title + `" as ` + node(info.Step) + "\n"; strings.Count(r.Mermaid(), want) != 1 {
				t.Errorf("%s does not name %s once", r.ID, info.Step)
			}
		}
	}
}

// clocksOf lists the periods that routes show as started.
func clocksOf(routes []Route) map[RuleID]bool {
	out := map[RuleID]bool{}
	for _, r := range routes {
		for _, s := range r.Steps {
			for _, c := range s.Clocks {
				out[c.ID] = true
			}
		}
		for _, m := range r.Rows {
			for _, c := range m.Starts {
				out[c.ID] = true
			}
		}
	}
	return out
}

// What cases really do is on the drawing, also where an effect moves them.
func TestPath_drawsWhatCasesDo(t *testing.T) {
	t.Parallel()
	have, shown, moves := arrowsOf(Path(shield())), clocksOf(Path(shield())), 0
	to := map[string][]complaint.Step{}
	for d := range have {
		to[d.row] = append(to[d.row], d.to)
	}
	all := maps.Clone(stations)
	all["sent back"] = at(func(r *road) *road {
		return r.answered("NON_HR", 30, "PARTLY").do(person, complaint.IRMFiled).do(officer, complaint.IRMIneligible, "reason_code=OTHER")
	})
	for _, name := range slices.Sorted(maps.Keys(all)) {
		r := all[name](t)
		for _, d := range r.c.Deadlines {
			if !shown[d.Rule] {
				t.Errorf("%s: %s runs, which is not drawn", name, d.Rule)
			}
		}
		for _, e := range r.events {
			for _, step := range e.To {
				if e.Transition == "" || slices.Contains(e.From, step) || step == complaint.S5 || slices.Contains(to[e.Transition], Resumed) {
					continue
				}
				if moves++; !slices.Contains(to[e.Transition], step) {
					t.Errorf("%s: %s led to %s, which is not drawn", name, e.Transition, step)
				}
			}
		}
	}
	if moves < 100 {
		t.Errorf("only %d moves seen", moves)
	}
}

func TestPath_followsTheTable(t *testing.T) {
	t.Parallel()
	before := Path(shield())
	after := draw(shield(), append(slices.Clone(Table), Transition{
		ID: "H99", From: steps(complaint.S22), Action: complaint.IRMClosed, If: when(notHR), To: complaint.S43, Starts: clocks(ARB90), Says: "A test.", Cite: "None.",
	}))
	for i, r := range after {
		changed, touched := before[i].Mermaid() != r.Mermaid(), r.ID == "recourse" || r.ID == "arbitration"
		if changed != touched || touched != strings.Contains(r.Mermaid(), "S2_2 --> S4_3 : H99 Recourse body - closed without decision\n") {
			t.Errorf("%s: changed %v", r.ID, changed)
		}
		if touched && !reflect.DeepEqual(r.Rows[len(r.Rows)-1].If, []string{notHR.Says}) {
			t.Errorf("%s: the new row is not the last one", r.ID)
		}
	}
}

func TestPath_followsThePack(t *testing.T) {
	t.Parallel()
	p := *shield()
	p.Rules = maps.Clone(p.Rules)
	d45 := *p.Rule(D45)
	d45.N, d45.Basis, d45.Cite = 1, Recalled, `A "new" place; to be read`
	p.Rules[D45] = &d45
	if got := draw(&p, Table)[0].Mermaid(); !strings.Contains(got, "    D45: 1 calendar day (recalled: A new place, to be read)\n") {
		t.Errorf("got\n%s", got)
	}
	for _, p := range packs {
		for _, r := range Path(p) {
			for _, s := range r.Steps {
				for _, c := range s.Clocks {
					if c != p.Rule(c.ID) || !strings.Contains(r.Mermaid(), "    "+string(c.ID)+": "+c.Span()+" ("+string(c.Basis)+": ") {
						t.Errorf("%s: %s of %s at %s is not the pack's", r.ID, c.ID, p.Ref(), s.Step)
					}
				}
			}
		}
	}
}
