package paper

import (
	"fmt"
	"strings"
	"sync"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// The one family: it has the letters of all languages of Europe, and Hebrew and Arabic.
const (
	family = "DejaVu"
	bold   = "B"
)

// strange stands for a letter that the fonts do not have.
const strange = '\ufffd'

// fonts holds both faces, to ask which letters they have.
var fonts = sync.OnceValues(func() ([]*sfnt.Font, error) {
	var list []*sfnt.Font
	for _, text := range [][]byte{dejavusans.TTF, dejavusansbold.TTF} {
		f, err := sfnt.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("read a font: %w", err)
		}
		list = append(list, f)
	}
	return list, nil
})

// shown reports whether both faces have the letter.
func shown(list []*sfnt.Font, buf *sfnt.Buffer, r rune) bool {
	if r > 0xffff { // the library knows the basic plane only
		return false
	}
	for _, f := range list {
		if i, err := f.GlyphIndex(buf, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

// settable returns a text as it can be set: composed, joined where its script joins
// letters, without what has no shape, and with a mark for letters that no font has.
func settable(text string) (string, error) {
	list, err := fonts()
	if err != nil {
		return "", err
	}
	var out strings.Builder
	var buf sfnt.Buffer
	for _, r := range join(norm.NFC.String(strings.ReplaceAll(text, "\r\n", "\n"))) {
		switch {
		case r == '\n':
			out.WriteRune(r)
		case r == '\t' || r == '\u2028' || r == '\u2029':
			out.WriteRune(' ')
		case formless(r):
		case shown(list, &buf, r):
			out.WriteRune(r)
		default:
			out.WriteRune(strange)
		}
	}
	return out.String(), nil
}

// formless reports whether a character has no shape of its own: controls, marks of
// direction, joiners, variation selectors.
func formless(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e ||
		r >= 0x2060 && r <= 0x206f || r == 0xfeff || r >= 0xfe00 && r <= 0xfe0f
}

// leftward reports whether a text is written from right to left, by its first letter
// that has a direction.
func leftward(text string) bool {
	for _, r := range text {
		switch p, _ := bidi.LookupRune(r); p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		default:
		}
	}
	return false
}

// visual puts the letters of one line in the order in which they stand on paper.
func visual(line string, fromRight bool) string {
	base := bidi.LeftToRight
	if fromRight {
		base = bidi.RightToLeft
	}
	var p bidi.Paragraph
	if _, err := p.SetString(line, bidi.DefaultDirection(base)); err != nil {
		return line
	}
	order, err := p.Order()
	if err != nil || order.NumRuns() == 0 {
		return line
	}
	var out string
	for i := range order.NumRuns() {
		run := order.Run(i)
		text := run.String()
		if run.Direction() == bidi.RightToLeft {
			text = bidi.ReverseString(text)
		}
		if fromRight {
			out = text + out
		} else {
			out += text
		}
	}
	return out
}
