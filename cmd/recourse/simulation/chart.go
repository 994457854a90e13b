package simulation

import (
	"fmt"
	"io"
	"strings"
)

// rows is the height of a chart of bars in lines.
const rows = 6

// blocks are bars of an eighth of a line and more.
var blocks = []rune(" ▁▂▃▄▅▆▇█")

// Chart draws bars of every week for a terminal, those of both packs to one scale.
func (r Result) Chart(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", r.title(), r.Note)
	for _, m := range append([]measure{{"received", func(w Week) int { return w.Received }}}, measures...) {
		most := 0
		for _, p := range r.Reports {
			most = max(most, p.most(m.of))
		}
		for i, p := range r.Reports {
			if m.name == "received" && i > 0 {
				continue // the same complaints
			}
			name := m.name
			if len(r.Reports) > 1 && m.name != "received" {
				name += ", " + p.Name
			}
			fmt.Fprintf(&b, "\n%s\n", name)
			bars(&b, p.Weeks, m.of, most)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// bars draws one bar for each week; most is the figure that fills the height.
func bars(b *strings.Builder, weeks []Week, of func(Week) int, most int) {
	for row := rows - 1; row >= 0; row-- {
		label := ""
		if row == rows-1 {
			label = fmt.Sprint(most)
		}
		fmt.Fprintf(b, "%8s ┤", label)
		for _, w := range weeks {
			eighths := 0
			if most > 0 {
				eighths = (of(w)*rows*8 + most/2) / most
			}
			b.WriteRune(blocks[min(max(eighths-8*row, 0), 8)])
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(b, "%8d └%s\n%10s%s\n", 0, strings.Repeat("─", len(weeks)), "", monthScale(weeks))
}

// monthScale names the months below the first week that begins in each.
func monthScale(weeks []Week) string {
	scale := []rune(strings.Repeat(" ", len(weeks)))
	names := []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	for m, name := range names {
		for i, w := range weeks {
			if w.From[5:7] == fmt.Sprintf("%02d", m+1) {
				copy(scale[i:], []rune(name))
				break
			}
		}
	}
	return string(scale)
}
