// Package paper sets a certificate of timeliness as a PDF that carries the
// certificate itself, and tells whether a PDF is one: it is set anew and must be the
// same to the last byte, so that no doctored page goes by.
package paper

import (
	"bytes"
	"fmt"

	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/page"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/components/text"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/border"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontfamily"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/props"
	"github.com/phpdave11/gofpdf"

	"recourse/audit"
)

// The same certificate must always give the same bytes, and the library lists its
// resources in the random order of a map unless it is told otherwise.
func init() { gofpdf.SetDefaultCatalogSort(true) }

// The measures of the page: millimetres, and points for letters.
const (
	margin    = 22.0
	titleSize = 19.0
	bodySize  = 10.0
	smallSize = 8.0
	leading   = 1.0 // between the lines of one text
	gap       = 3.0 // between paragraphs
)

var (
	ink   = &props.Color{Red: 20, Green: 24, Blue: 32}
	grey  = &props.Color{Red: 90, Green: 96, Blue: 106}
	red   = &props.Color{Red: 160, Green: 24, Blue: 24}
	shade = &props.Color{Red: 238, Green: 240, Blue: 243}
	rule  = &props.Color{Red: 190, Green: 195, Blue: 202}
)

// Render sets the certificate.
func Render(c *audit.Certificate) ([]byte, error) {
	t := &c.Statement
	m := maroto.New(config.NewBuilder().
		WithLeftMargin(margin).WithRightMargin(margin).WithTopMargin(margin).WithBottomMargin(margin).
		WithDefaultFont(&props.Font{Family: fontfamily.Helvetica, Size: bodySize, Color: ink}).
		WithCompression(false). // other releases may compress otherwise
		WithTitle("Certificate of timeliness "+string(t.Number), false).WithCreator("Recourse", false).
		WithCreationDate(t.IssuedAt.UTC()).
		WithPageNumber(props.PageNumber{Pattern: "{current} of {total}", Place: props.RightBottom, Size: smallSize, Color: grey}).
		Build())
	m.AddRows(opening(t)...)
	m.AddRows(paragraph("Duties and dates", bodySize+2, 3*gap, fontstyle.Bold, ink), row.New(gap), tableHead())
	for _, l := range t.Lines() {
		together(m, dutyHeight, dutyRows(l), tableHead())
	}
	together(m, sealHeight, seal(c))
	doc, err := m.Generate()
	if err != nil {
		return nil, fmt.Errorf("set certificate: %w", err)
	}
	return attach(settled(doc.GetBytes()), c.Encode())
}

// settled gives the document the date of its making as that of its last change,
// where the library writes the present.
func settled(pdf []byte) []byte {
	const made, changed, size = "/CreationDate (", "/ModDate (", len("D:20060102150405)")
	from, to := bytes.LastIndex(pdf, []byte(made)), bytes.LastIndex(pdf, []byte(changed))
	if from < 0 || to < 0 {
		return pdf
	}
	copy(pdf[to+len(changed):], pdf[from+len(made):from+len(made)+size])
	return pdf
}

// paragraph is one text over the whole width.
func paragraph(says string, size, above float64, style fontstyle.Type, colour *props.Color) core.Row {
	return text.NewAutoRow(says, props.Text{Size: size, Style: style, Color: colour, Top: above, VerticalPadding: leading})
}

func opening(t *audit.Timeliness) []core.Row {
	rows := []core.Row{
		paragraph("Certificate of timeliness", titleSize, 0, fontstyle.Bold, ink),
		paragraph(string(t.Number), bodySize+4, gap, fontstyle.Normal, grey),
	}
	for i, line := range t.Opening() {
		style, above := fontstyle.Normal, gap
		if i == 0 {
			above = 3 * gap
		}
		if i == 3 { // the warning of a rehearsal
			style = fontstyle.Bold
		}
		rows = append(rows, paragraph(line, bodySize, above, style, ink))
	}
	return rows
}

// The columns of the table, of twelve.
const (
	dutyWidth   = 5
	dueWidth    = 3
	resultWidth = 4
)

// The most that a duty and the proof take, in millimetres.
const (
	dutyHeight = 26.0
	sealHeight = 62.0
)

// together keeps rows on one page: where they do not fit any more, a new one begins
// with its head.
func together(m core.Maroto, height float64, rows []core.Row, head ...core.Row) {
	if m.FitlnCurrentPage(height) {
		m.AddRows(rows...)
		return
	}
	m.AddPages(page.New().Add(head...).Add(rows...))
}

// tableHead names the columns of the table: what was owed, when, and what became of it.
func tableHead() core.Row {
	head := props.Text{Size: smallSize, Style: fontstyle.Bold, Color: ink, Top: 1.5, Bottom: 1.5, Left: 1.5, Right: 1.5}
	return row.New().Add(text.NewCol(dutyWidth, "Duty", head), text.NewCol(dueWidth, "Due", head), text.NewCol(resultWidth, "Done", head)).
		WithStyle(&props.Cell{BackgroundColor: shade})
}

// dutyRows are a duty in bold and beneath it, small, what shows it.
func dutyRows(l audit.Line) []core.Row {
	strong := props.Text{Size: bodySize - 0.5, Style: fontstyle.Bold, Color: ink, Top: 2, Left: 1.5, Right: 1.5, VerticalPadding: leading}
	result := strong
	if l.Breach {
		result.Color = red
	}
	small := props.Text{Size: smallSize, Color: grey, Top: 0.8, Bottom: 2, Left: 1.5, Right: 1.5, VerticalPadding: leading}
	done := l.Proof
	if l.Done != "" {
		done = l.Done + "; " + done
	}
	return []core.Row{
		row.New().Add(text.NewCol(dutyWidth, l.Duty, strong), text.NewCol(dueWidth, l.Due, strong), text.NewCol(resultWidth, l.Result, result)),
		row.New().Add(text.NewCol(dutyWidth, l.Rule, small), text.NewCol(dueWidth, l.DueAt, small), text.NewCol(resultWidth, done, small)).
			WithStyle(&props.Cell{BorderType: border.Bottom, BorderColor: rule, BorderThickness: 0.2}),
	}
}

// seal says what proves the certificate, and how to find out.
func seal(c *audit.Certificate) []core.Row {
	rows := []core.Row{paragraph("What proves it", bodySize+2, 3*gap, fontstyle.Bold, ink)}
	for _, line := range c.Statement.Seal(c.Key) {
		rows = append(rows, paragraph(line, smallSize+0.5, gap-1, fontstyle.Normal, ink))
	}
	return append(rows,
		paragraph("The certificate itself is attached to this file as "+attachment+", with the events it speaks of. To verify both, without the record:", smallSize+0.5, 2*gap, fontstyle.Normal, ink),
		text.NewAutoRow("recourse certificate verify --key KEY.pem FILE.pdf", props.Text{Size: smallSize + 0.5, Family: fontfamily.Courier, Color: ink, Top: gap - 1}),
		paragraph("Compare the fingerprint of the key with the one that you were given another way. Parties appear by their role; no person is named.", smallSize+0.5, gap-1, fontstyle.Normal, ink),
	)
}
