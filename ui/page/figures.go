package page

import (
	"context"
	"strconv"

	"recourse/law"
	"recourse/words"
)

// FiguresView fills the page of the yearly figures.
type FiguresView struct {
	Years []law.Yearly
	Year  *law.Yearly // the one that is shown; nil when no year is over
}

// The codes of the lines that are not counts of a vocabulary.
const (
	totalLine  = "TOTAL"
	medianLine = "MEDIAN_DAYS"
)

// FigureLines are the numbers of a measure, line by line, the total and the median
// last.
func FigureLines(m law.Counted) []law.Count {
	lines := append([]law.Count{}, m.Counts...)
	if !m.Several && (m.Total.N > 0 || m.Total.Withheld) {
		lines = append(lines, law.Count{Code: totalLine, N: m.Total.N, Withheld: m.Total.Withheld})
	}
	if m.Median >= 0 {
		lines = append(lines, law.Count{Code: medianLine, N: m.Median})
	}
	return lines
}

// figureName names a line: a code of the vocabulary of its measure.
func figureName(ctx context.Context, measure, code string) string {
	switch code {
	case totalLine, medianLine:
		return words.T(ctx, "figures."+code)
	}
	vocabulary := measure
	if measure == "request_outcome" {
		vocabulary = "outcome"
	}
	return words.Or(ctx, "code."+vocabulary+"."+code, words.Or(ctx, "figures.code."+measure+"."+code, code))
}

// figure writes a number, or that it is withheld.
func figure(ctx context.Context, c law.Count) string {
	if c.Withheld {
		return words.T(ctx, "figures.withheld")
	}
	return strconv.Itoa(c.N)
}

// yearName names a year with its cut.
func yearName(ctx context.Context, y law.Yearly) string {
	return words.T(ctx, "figures.year", "From", words.Day(ctx, y.From), "Until", words.Day(ctx, y.Until))
}

// cuts are the two ways to cut a year, in the order of the page.
var cuts = []string{law.CutProgram, law.CutCalendar}

// of lists the years of a cut.
func (v FiguresView) of(cut string) []law.Yearly {
	var out []law.Yearly
	for _, y := range v.Years {
		if y.Cut == cut {
			out = append(out, y)
		}
	}
	return out
}
