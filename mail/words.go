package mail

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"recourse/ui/words"
)

// Plain returns plain words for a code of one of complaint's closed vocabularies,
// or of a decision or award, in the language of the context; "" for a code that
// has none.
func Plain(ctx context.Context, code string) string {
	return words.Or(ctx, "plain."+code, "")
}

// clause gives words a capital letter and takes the full stop away.
func clause(s string) string {
	s = strings.TrimRight(s, ". ")
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// sentence gives words a capital letter and a full stop.
func sentence(s string) string { return clause(s) + "." }
