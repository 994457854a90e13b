package simulation

import (
	"fmt"
	"html"
	"io"
	"strings"
)

// The sizes of a drawing, in its own units.
const (
	svgWidth, svgPanel, svgLeft, svgTop = 760, 130, 70, 70
	svgPlot                             = svgWidth - svgLeft - 20
	svgHeight                           = 90 // of the plot in a panel
)

// svgLines are the colours and strokes of the reports; the stroke tells them apart
// where colours do not.
var svgLines = []string{`stroke="#1d4f91" stroke-width="2"`, `stroke="#b3430f" stroke-width="2" stroke-dasharray="6 3"`}

// SVG draws the weeks as one picture that needs nothing else.
func (r Result) SVG(out io.Writer) error {
	var b strings.Builder
	height := svgTop + svgPanel*len(measures) + 10
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="t d" font-family="sans-serif" font-size="12">`+"\n", svgWidth, height)
	fmt.Fprintf(&b, "<title id=\"t\">%s</title>\n<desc id=\"d\">%s %s</desc>\n", html.EscapeString(r.title()), html.EscapeString(r.Note), html.EscapeString(r.inWords()))
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", svgWidth, height)
	fmt.Fprintf(&b, `<text x="10" y="20" font-size="15" font-weight="bold">%s</text>`+"\n", html.EscapeString(r.title()))
	fmt.Fprintf(&b, `<text x="10" y="38" fill="#444">%s</text>`+"\n", html.EscapeString(r.Note))
	for i, p := range r.Reports {
		x := 10 + 200*i
		fmt.Fprintf(&b, `<path d="M%d 54h30" fill="none" %s/><text x="%d" y="58">%s</text>`+"\n", x, svgLines[i], x+36, html.EscapeString(p.Name))
	}
	for i, m := range measures {
		r.panel(&b, m, svgTop+svgPanel*i)
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(out, b.String())
	return err
}

// inWords says the figures of the year to those who do not see the picture.
func (r Result) inWords() string {
	var words []string
	for _, p := range r.Reports {
		words = append(words, fmt.Sprintf("%s: %d breaches, %d complaints closed and %d open at the end of the year.", p.Name, p.Breaches, p.Closed, p.Open))
	}
	return strings.Join(words, " ")
}

// panel draws one figure of every week, from y downwards.
func (r Result) panel(b *strings.Builder, m measure, y int) {
	most := 1
	for _, p := range r.Reports {
		most = max(most, p.most(m.of))
	}
	base := y + 20 + svgHeight
	fmt.Fprintf(b, `<text x="%d" y="%d" font-weight="bold">%s</text>`+"\n", svgLeft, y+12, m.label())
	fmt.Fprintf(b, `<path d="M%d %dv%dh%d" fill="none" stroke="#666"/>`+"\n", svgLeft, y+20, svgHeight, svgPlot)
	fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="end">%d</text><text x="%d" y="%d" text-anchor="end">0</text>`+"\n", svgLeft-6, y+28, most, svgLeft-6, base)
	for i, p := range r.Reports {
		points := make([]string, len(p.Weeks))
		for j, w := range p.Weeks {
			points[j] = fmt.Sprintf("%.1f,%.1f", svgLeft+float64(j)*svgPlot/float64(len(p.Weeks)-1), float64(base)-float64(m.of(w)*svgHeight)/float64(most))
		}
		fmt.Fprintf(b, `<polyline points="%s" fill="none" %s/>`+"\n", strings.Join(points, " "), svgLines[i])
	}
	for j, w := range r.Reports[0].Weeks {
		if j%13 == 0 && j < weeks-1 {
			fmt.Fprintf(b, `<text x="%.1f" y="%d" fill="#444">%s</text>`+"\n", svgLeft+float64(j)*svgPlot/float64(weeks-1), base+14, w.From[5:])
		}
	}
}

// label is the name of a figure at the head of a panel.
func (m measure) label() string {
	if m.name == "open" {
		return "open at the end of the week"
	}
	return m.name + " in the week"
}
