package law

import (
	stdcmp "cmp"
	goflag "flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = goflag.Bool("update", false, "write testdata/effects.txt anew; read the difference before you keep it")

// Every row of the table from every step it starts from, and every choice of its
// form: what it does to steps, deadlines, proofs, outcome and letters. The file
// is to be read; whatever changes in it is a change of the law.
func TestEffects(t *testing.T) {
	t.Parallel()
	var lines []string
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(stations)) {
		r := stations[name](t)
		for _, a := range moves {
			lines = append(lines, r.effect(name, a, seen)...)
		}
		lines = append(lines, r.clockEffects(name, seen)...)
	}
	slices.Sort(lines)
	const file = "testdata/effects.txt"
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(string(want)), "\n"), lines); diff != "" {
		t.Errorf("the effects of the table have changed (-want +got); run with -update and read the difference:\n%s", diff)
	}
}

// effect describes what an act does, if it is allowed and nothing like it has
// been described: the same row from the same step by the same choice, with or
// without an acknowledgment owed and a decision made.
func (r *road) effect(station string, a Act, seen map[string]bool) []string {
	c := r.c.Clone()
	row, err := c.row(c.dated(a, r.now), false)
	if err != nil {
		return nil
	}
	from := "anywhere"
	if s := c.match(row, ""); s != nil {
		from = string(s.Step)
	}
	key := fmt.Sprint(row.ID, slices.Index(rows[a.Action], row), from, a.Action, choicesOf(a), r.c.owed(ACK), c.Result == "")
	e, err := c.Apply(a, r.now)
	if err != nil || seen[key] {
		return nil
	}
	seen[key] = true
	return []string{fmt.Sprintf("%s %s%s from %s, %s: %s", row.ID, a.Action, choicesOf(a), from, station, changes(&r.c, &c, e))}
}

// clockEffects lets the clocks of the station ring until two have moved the case.
func (r *road) clockEffects(station string, seen map[string]bool) []string {
	var lines []string
	c := r.c.Clone()
	for range 60 {
		ring, ok := c.Next()
		if !ok || len(lines) == 2 {
			break
		}
		before := c.Clone()
		for _, e := range c.Wake(ring.At, time.Minute) {
			key := fmt.Sprint(e.Transition, e.Action, e.From, e.To)
			if e.Transition != "" && !seen[key] {
				seen[key] = true
				lines = append(lines, fmt.Sprintf("%s %s %s from %v, %s: %s", e.Transition, e.Action, e.Facts["rule"], e.From, station, changes(&before, &c, e)))
			}
		}
	}
	return lines
}

// choicesOf names the choices of an act that the rules could care for.
func choicesOf(a Act) string {
	out := ""
	for _, name := range slices.Sorted(maps.Keys(a.Facts)) {
		if !slices.Contains([]string{"due", "assignee", "surviving_case", "authority", "remedies", "confirmed", "told_of_bar", "agreed", "first", "second", "third", "lawyer", "cost", "language", "right", "method", "participation"}, name) {
			out += " " + name + "=" + a.Facts[name]
		}
	}
	return out
}

// changes tells how an event has changed a case.
func changes(before, after *Case, e Event) string {
	out := []string{fmt.Sprintf("%v to %v", before.Steps(), after.Steps())}
	for _, s := range after.Stages {
		if s.Seq == e.Seq && !s.Open() {
			out = append(out, fmt.Sprintf("%s track ends %s", s.Track, s.Exit))
		}
	}
	for i, d := range after.Deadlines {
		switch {
		case i >= len(before.Deadlines):
			out = append(out, fmt.Sprintf("%s starts, due %s", d.Rule, d.Due))
		case d.Status != before.Deadlines[i].Status:
			out = append(out, fmt.Sprintf("%s %s", d.Rule, d.Status))
		case !d.Done.Equal(before.Deadlines[i].Done):
			out = append(out, fmt.Sprintf("%s done late", d.Rule))
		}
	}
	for _, p := range after.Proofs[len(before.Proofs):] {
		out = append(out, "proves "+p.Of)
	}
	was, is := remembered(before), remembered(after)
	for what, value := range is {
		if value != was[what] {
			out = append(out, what+" "+stdcmp.Or(value, "none"))
		}
	}
	slices.Sort(out[1:])
	if e.Opens != nil {
		out = append(out, fmt.Sprintf("opens %s at %v", e.Opens.Case.Number, e.Opens.Case.Steps()))
	}
	for _, l := range e.Letters {
		out = append(out, fmt.Sprintf("%s to %s", l.Code, l.To))
	}
	return strings.Join(out, "; ")
}

// erasureOf tells how far erasing a case has come.
func erasureOf(c *Case) string {
	e := c.Erasure
	return fmt.Sprintf("asked %t, by %q, approved %t, erased %t %s", e.Asked > 0, e.By, e.Approved, c.Erased(), e.Ground)
}

// remembered is what a case remembers beside its stages and deadlines.
func remembered(c *Case) map[string]string {
	return map[string]string{
		"result": string(c.Result), "outcome": string(c.Outcome), "role": c.Facts.Role, "class": c.Facts.DataClass,
		"principles": strings.Join(c.Facts.Principles, ","), "assignee": c.Assignee, "answered": string(c.Answered),
		"pack": c.Pack.String(), "drafted by": c.Draft.By, "finding": c.Draft.Finding, "approved by": c.Draft.Approved, "frivolous says": c.Frivolous,
		"withdrawn": fmt.Sprint(c.Withdrawn), "FTC decides": fmt.Sprint(c.FTCDecides), "delisting risk": fmt.Sprint(c.DelistRisk),
		"ended": fmt.Sprint(c.Ended), "identity": c.Identity, "complained": fmt.Sprint(c.Complained), "objections": fmt.Sprint(c.Objections), "lodged": c.LodgedAt.Format(time.DateOnly), "notice": c.NoticeAt.Format(time.DateOnly),
		"list": fmt.Sprint(c.Arbitrators.List), "rankings": fmt.Sprint(len(c.Arbitrators.Rankings)), "arbitrators": fmt.Sprint(c.Arbitrators.Size),
		"asked": c.Asked.Participation + c.Asked.Language, "erasure": erasureOf(c), "agreed": c.Agreed.Participation + c.Agreed.Language + c.Agreed.Cost,
	}
}
