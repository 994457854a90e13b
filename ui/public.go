package ui

import "net/http"

// publicRoutes are the pages that everybody may read, and the questions before
// anything is filed.
func (p *Pages) publicRoutes() []route {
	return []route{
		{http.MethodGet, gatePath, p.gate},
		{http.MethodGet, "/dates", p.dates},
		{http.MethodGet, "/packs", p.packs},
		{http.MethodGet, "/packs/:pack", p.pack},
		{http.MethodGet, "/figures", p.figures},
		{http.MethodGet, "/figures.csv", p.figuresCSV},
		{http.MethodGet, "/accessibility", p.accessibility},
		{http.MethodGet, "/privacy", p.privacy},
	}
}
