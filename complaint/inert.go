package complaint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hidden are characters that turn around, hide or forge what stands beside them
// and that no language needs: embeddings and overrides of direction, blanks
// without width, tags and annotations. Marks of direction and joiners of letters,
// which Arabic, Hebrew, Persian and others do need, are none of them.
var hidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x180e, Hi: 0x180e, Stride: 1}, // Mongolian vowel separator
		{Lo: 0x200b, Hi: 0x200b, Stride: 1}, // zero width space
		{Lo: 0x2028, Hi: 0x202e, Stride: 1}, // line and paragraph separators, embeddings, overrides
		{Lo: 0x2060, Hi: 0x206f, Stride: 1}, // word joiner, invisible operators, isolates, retired formats
		{Lo: 0xfeff, Hi: 0xfeff, Stride: 1}, // zero width no-break space
		{Lo: 0xfff9, Hi: 0xfffb, Stride: 1}, // interlinear annotations
	},
	R32: []unicode.Range32{{Lo: 0xe0000, Hi: 0xe007f, Stride: 1}}, // tags
}

// Hidden reports whether a character controls a terminal or a line of text instead
// of being read: a control character other than a tab and the ends of a line, or
// one that hides or turns around what is beside it.
func Hidden(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return false
	}
	return unicode.IsControl(r) || unicode.Is(hidden, r)
}

// Inert returns a text with a visible sign in place of each hidden character, so
// that it can be shown to others as what it is.
func Inert(text string) string {
	if !strings.ContainsFunc(text, Hidden) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if Hidden(r) {
			return utf8.RuneError
		}
		return r
	}, text)
}
