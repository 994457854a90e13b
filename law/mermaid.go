package law

import (
	"fmt"
	"strings"

	"recourse/complaint"
)

// pseudo names the ends of arrows that are no steps; Outside has its own sign.
var pseudo = map[complaint.Step]string{
	AnyOpen: "Any open stage", AllDone: "The last open stage has ended", Resumed: "The last stage at which a body or the company had work",
}

// Mermaid draws the route as a Mermaid state diagram: steps as states, rows as
// arrows, and beside each step the periods that begin there, with basis and
// citation.
func (r Route) Mermaid() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	arrows := r.Arrows
	if r.closes() {
		arrows = append([]Arrow{{From: AllDone, To: complaint.S5}}, arrows...)
	}
	r.states(&b, arrows)
	for _, a := range arrows {
		fmt.Fprintf(&b, "  %s --> %s", node(a.From), node(a.To))
		if len(a.Rows) > 0 {
			fmt.Fprintf(&b, " : %s", plain.Replace(strings.Join(a.Rows, "<br/>")))
		}
		b.WriteByte('\n')
	}
	for _, s := range r.Steps {
		for i, c := range s.Clocks {
			if i == 0 {
				fmt.Fprintf(&b, "  note right of %s\n", node(s.Step))
			}
			fmt.Fprintf(&b, "    %s: %s (%s: %s)\n", c.ID, c.Span(), c.Basis, plain.Replace(c.Cite))
			if i == len(s.Clocks)-1 {
				b.WriteString("  end note\n")
			}
		}
	}
	return b.String()
}

// closes reports whether the route holds the step of closed cases.
func (r Route) closes() bool {
	for _, s := range r.Steps {
		if s.Step == complaint.S5 {
			return true
		}
	}
	return false
}

// states names every end of an arrow once: the steps of the route, then what it
// comes from or leads to elsewhere.
func (r Route) states(b *strings.Builder, arrows []Arrow) {
	named := map[complaint.Step]bool{Outside: true}
	name := func(s complaint.Step, title string) {
		if !named[s] {
			named[s] = true
			fmt.Fprintf(b, "  state \"%s\" as %s\n", plain.Replace(title), node(s))
		}
	}
	for _, s := range r.Steps {
		name(s.Step, string(s.Step)+" "+s.Title)
	}
	for _, a := range arrows {
		for _, s := range []complaint.Step{a.From, a.To} {
			title, ok := pseudo[s]
			if !ok {
				title = string(s) + " " + s.Info().Title
			}
			name(s, title)
		}
	}
}

// node is the step as an identifier of the diagram.
func node(s complaint.Step) string {
	if s == Outside {
		return string(s)
	}
	return strings.NewReplacer("/", "_", ".", "_").Replace(string(s))
}

// plain takes out what ends a label of Mermaid early.
var plain = strings.NewReplacer(";", ",", `"`, "", ":", " -")
