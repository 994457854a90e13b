package paper

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/phpdave11/gofpdf"
)

// The same sheet must give the same bytes.
func init() { gofpdf.SetDefaultCatalogSort(true) }

// The measures of a page of A4: millimetres, and points for letters.
const (
	margin    = 22.0
	foot      = 20.0 // free at the bottom
	titleSize = 19.0
	headSize  = 12.5
	bodySize  = 10.0
	largeSize = 16.0
	smallSize = 8.0
	leading   = 1.4   // height of a line, in its letters
	point     = 0.353 // millimetres of a point
	gap       = 2.5   // between blocks
	nameShare = 0.32  // of the width, for the names of facts
)

type colour struct{ r, g, b int }

var (
	ink  = colour{20, 24, 32}
	grey = colour{84, 90, 100}
	rule = colour{190, 195, 202}
)

// PDF sets the sheet.
func PDF(s *Sheet) ([]byte, error) {
	b := &board{Fpdf: gofpdf.New("P", "mm", "A4", "")}
	b.begin(s)
	b.paragraph(s.Caption, bodySize, "", grey)
	b.paragraph(s.Title, titleSize, bold, ink)
	for i := range s.Parts {
		b.part(&s.Parts[i])
	}
	var out bytes.Buffer
	if err := b.Output(&out); err != nil {
		return nil, fmt.Errorf("set a sheet: %w", err)
	}
	return out.Bytes(), nil
}

// board is a document that is being set.
type board struct {
	*gofpdf.Fpdf
	width float64 // between the margins
}

func (b *board) begin(s *Sheet) {
	// The library writes into what it is given.
	b.AddUTF8FontFromBytes(family, "", bytes.Clone(dejavusans.TTF))
	b.AddUTF8FontFromBytes(family, bold, bytes.Clone(dejavusansbold.TTF))
	b.SetMargins(margin, margin, margin)
	b.SetCellMargin(0)
	b.SetAutoPageBreak(false, 0)
	b.SetTitle(s.Title, true)
	b.SetCreator("Recourse", false)
	b.SetCreationDate(s.Made.UTC())
	b.SetModificationDate(s.Made.UTC())
	b.AliasNbPages("{pages}")
	b.SetFooterFunc(func() { b.footer(s) })
	w, _ := b.GetPageSize()
	b.width = w - 2*margin
	b.AddPage()
}

// footer says at the end of a page what it belongs to, and which page it is.
func (b *board) footer(s *Sheet) {
	_, h := b.GetPageSize()
	b.face(smallSize, "", grey)
	b.line(margin, h-foot/2, b.width, s.Foot)
	b.SetXY(margin, h-foot/2)
	b.CellFormat(b.width, smallSize*point*leading, fmt.Sprintf("%d / {pages}", b.PageNo()), "", 0, "R", false, 0, "")
}

func (b *board) face(size float64, style string, c colour) {
	b.SetFont(family, style, size)
	b.SetTextColor(c.r, c.g, c.b)
}

// part sets a section. Its heading stays with what follows.
func (b *board) part(p *Part) {
	if p.Title != "" {
		b.room(headSize * point * leading * 4)
		b.down(2 * gap)
		b.paragraph(p.Title, headSize, bold, ink)
	}
	for i := range p.Blocks {
		b.block(&p.Blocks[i])
	}
}

// tones say how each tone is set.
var tones = map[Tone]struct {
	size  float64
	style string
	ink   colour
}{
	Plain: {bodySize, "", ink}, Strong: {bodySize, bold, ink}, Quiet: {smallSize, "", grey}, Large: {largeSize, bold, ink},
}

func (b *board) block(k *Block) {
	if k.Says != "" {
		t := tones[k.Tone]
		b.paragraph(k.Says, t.size, t.style, t.ink)
	}
	for _, f := range k.Facts {
		b.fact(f)
	}
	for _, item := range k.Items {
		b.item(item)
	}
	for _, l := range k.Links {
		b.item(strings.TrimSpace(l.Text + "\n" + l.Note))
	}
	if len(k.Items)+len(k.Links) > 0 {
		b.down(gap / 2)
	}
}

// paragraph sets a text over the whole width.
func (b *board) paragraph(text string, size float64, style string, c colour) {
	if text == "" {
		return
	}
	b.face(size, style, c)
	for _, l := range b.wrap(text, b.width) {
		b.room(size * point * leading)
		b.put(margin, b.width, size, l)
		b.down(size * point * leading)
	}
	b.down(gap)
}

// item sets an entry of a list.
func (b *board) item(text string) {
	const indent = 5.0
	height := bodySize * point * leading
	b.face(bodySize, "", ink)
	for i, l := range b.wrap(text, b.width-indent) {
		b.room(height)
		if i == 0 {
			b.line(margin, b.GetY(), indent, "•")
		}
		b.put(margin+indent, b.width-indent, bodySize, l)
		b.down(height)
	}
	b.down(gap / 2)
}

// fact sets a name and, beside it, its value; one without a value gets a line to write
// on. The value runs on over pages.
func (b *board) fact(f Fact) {
	left, height := b.width*nameShare, bodySize*point*leading
	b.face(bodySize, bold, ink)
	names := b.wrap(f.Name, left-gap)
	b.face(bodySize, "", ink)
	values := b.wrap(f.Text, b.width-left)
	b.room(height * float64(min(len(names), 4)))
	for i := range max(len(names), len(values)) {
		b.room(height)
		if i < len(names) {
			b.face(bodySize, bold, ink)
			b.put(margin, left-gap, bodySize, names[i])
		}
		b.face(bodySize, "", ink)
		if i < len(values) {
			b.put(margin+left, b.width-left, bodySize, values[i])
		}
		b.down(height)
	}
	if f.Text == "" {
		b.ruled(margin + left)
	}
	b.down(gap / 2)
	b.ruled(margin)
	b.down(gap / 2)
}

// ruled draws a thin line from a place to the right margin.
func (b *board) ruled(from float64) {
	b.SetDrawColor(rule.r, rule.g, rule.b)
	b.SetLineWidth(0.2)
	b.Line(from, b.GetY(), margin+b.width, b.GetY())
}

// down leaves room below what was set.
func (b *board) down(by float64) { b.SetXY(margin, b.GetY()+by) }

// room begins a page where a height does not fit any more.
func (b *board) room(height float64) {
	if _, h := b.GetPageSize(); b.GetY()+height > h-foot {
		b.AddPage()
	}
}

// set is one line of a text, in the order of reading.
type set struct {
	text      string
	fromRight bool
}

// wrap breaks a text into lines, each line break beginning a paragraph of its own
// direction.
func (b *board) wrap(text string, width float64) []set {
	ready, err := settable(text)
	if err != nil {
		b.SetError(err)
		return nil
	}
	var lines []set
	for paragraph := range strings.SplitSeq(strings.Trim(ready, "\n"), "\n") {
		right := leftward(paragraph)
		parts := b.SplitText(paragraph, width)
		if len(parts) == 0 {
			parts = []string{""}
		}
		for _, l := range parts {
			lines = append(lines, set{strings.TrimRight(l, " "), right})
		}
	}
	return lines
}

// put sets one line where the pen is: to the right where it is read from there.
func (b *board) put(x, width, size float64, l set) {
	align := "L"
	if l.fromRight {
		align = "R"
	}
	y := b.GetY()
	b.SetXY(x, y)
	b.CellFormat(width, size*point*leading, visual(l.text, l.fromRight), "", 0, align, false, 0, "")
	b.SetXY(margin, y)
}

// line sets a short text of our own at a place.
func (b *board) line(x, y, width float64, text string) {
	ready, err := settable(text)
	if err != nil {
		b.SetError(err)
		return
	}
	was := b.GetY()
	b.SetXY(x, y)
	b.CellFormat(width, smallSize*point*leading, visual(ready, false), "", 0, "L", false, 0, "")
	b.SetXY(margin, was)
}
