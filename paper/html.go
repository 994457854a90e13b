package paper

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"recourse/complaint"
)

// sheetPage is a page that stands for itself: no script, and nothing that it would
// have to fetch.
//
//go:embed sheet.html
var sheetPage string

var pageOf = template.Must(template.New("sheet").Funcs(template.FuncMap{
	"inert": complaint.Inert,
	"tone":  func(t Tone) string { return [...]string{"plain", "strong", "quiet", "large"}[t] },
}).Parse(sheetPage))

// HTML writes the sheet as a page to be read without this house. What others wrote
// stays text, and hidden characters become visible.
func HTML(w io.Writer, s *Sheet) error {
	if err := pageOf.Execute(w, s); err != nil {
		return fmt.Errorf("write a page: %w", err)
	}
	return nil
}
