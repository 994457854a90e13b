package ui

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"recourse/law"
	"recourse/ui/page"
)

// figures shows the figures of one year that is over: the one the address names, or
// the latest.
func (p *Pages) figures(c echo.Context) error {
	years, err := p.Service.Figures(c.Request().Context())
	if err != nil {
		return err
	}
	v, label := page.FiguresView{Years: years}, c.QueryParam("year")
	i := slices.IndexFunc(years, func(y law.Yearly) bool { return label == "" || y.Label() == label })
	switch {
	case i >= 0:
		v.Year = &years[i]
	case label != "":
		return echo.ErrNotFound
	}
	return show(c, http.StatusOK, page.Figures(p.chrome(c, say(c, "figures.title")), v))
}

// figuresCSV is all figures as a table, one number a line. A number that is withheld
// is empty.
func (p *Pages) figuresCSV(c echo.Context) error {
	years, err := p.Service.Figures(c.Request().Context())
	if err != nil {
		return err
	}
	r := c.Response()
	r.Header().Set(echo.HeaderContentType, "text/csv; charset=utf-8")
	r.Header().Set(echo.HeaderContentDisposition, `attachment; filename="figures.csv"`)
	r.WriteHeader(http.StatusOK)
	w := csv.NewWriter(r)
	_ = w.Write([]string{"year_cut", "from", "until", "measure", "code", "count", "withheld"}) // Flush keeps the first fault
	for _, y := range years {
		for _, m := range y.Measures {
			for _, line := range page.FigureLines(m) {
				_ = w.Write([]string{y.Cut, y.From.String(), y.Until.String(), m.Measure, line.Code, number(line), strconv.FormatBool(line.Withheld)})
			}
		}
	}
	w.Flush()
	return w.Error()
}

func number(c law.Count) string {
	if c.Withheld {
		return ""
	}
	return strconv.Itoa(c.N)
}
