package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
