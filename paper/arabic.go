package paper

import (
	"sync"

	"golang.org/x/text/unicode/norm"
)

// The forms of an Arabic letter, in the order in which Unicode lists them.
const (
	isolated = iota
	final
	initial
	medial
)

// lam begins the ligatures with alef.
const lam = '\u0644'

// The blocks of presentation forms of Unicode: A for Persian, Urdu and others, B for
// Arabic.
var formBlocks = [][2]rune{{0xfb50, 0xfbff}, {0xfe80, 0xfefc}}

// shapes are the presentation forms of a letter, and of lam with the alef after it: two
// for one that joins to the right only, four for one that joins to both sides.
var shapes = sync.OnceValue(func() map[string][]rune {
	forms := map[string][]rune{}
	for _, block := range formBlocks {
		for r := block[0]; r <= block[1]; r++ {
			if base := norm.NFKC.String(string(r)); base != string(r) {
				forms[base] = append(forms[base], r)
			}
		}
	}
	return forms
})

// join gives Arabic letters the forms that they have beside each other; the library
// that sets them does not. Other texts stay as they are.
func join(text string) string {
	letters, forms := []rune(text), shapes()
	var out []rune
	tied := false // the letter before joins to the left
	for i := 0; i < len(letters); i++ {
		key, next := string(letters[i]), i+1
		if letters[i] == lam && next < len(letters) && len(forms[key+string(letters[next])]) > 0 {
			key, next = key+string(letters[next]), next+1
		}
		list := forms[key]
		if len(list) < 2 {
			if !vowel(letters[i]) {
				tied = false
			}
			out = append(out, letters[i])
			continue
		}
		onward := len(list) == 4 && joins(letters[next:], forms)
		out = append(out, list[form(tied, onward)])
		tied, i = onward, next-1
	}
	return string(out)
}

// form is the one that a letter takes by what it joins to.
func form(before, after bool) int {
	switch {
	case before && after:
		return medial
	case before:
		return final
	case after:
		return initial
	}
	return isolated
}

// joins reports whether the next letter, after any vowel signs, is one that joins.
func joins(rest []rune, forms map[string][]rune) bool {
	for _, r := range rest {
		if !vowel(r) {
			return len(forms[string(r)]) >= 2
		}
	}
	return false
}

// vowel reports whether it is an Arabic sign above or below a letter.
func vowel(r rune) bool { return r >= 0x064b && r <= 0x0652 || r == 0x0670 }
