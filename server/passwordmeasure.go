package server

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"recourse/access"
)

// houseWords are known to whoever guesses passwords of this house.
var houseWords = []string{"recourse", "complaint", "privacy"}

// shortestWord is the least length of a word that counts for nothing in a
// password, in letters: shorter ones are in every other word. Product choice.
const shortestWord = 3

// knownWords are what whoever guesses a password tries first: the parts of the
// owner's name and address, and the words of the house.
func knownWords(a access.Account) []string {
	parts := strings.FieldsFunc(lettered(a.Name+" "+a.Email), func(r rune) bool { return strings.ContainsRune(" @.-_", r) })
	return append(parts, houseWords...)
}

// measured returns what the measure is given of a password: in plain letters,
// without the words that are known, and no longer than the measure can bear.
func measured(password string, known []string) string {
	rest := []rune(lettered(password))
	for found := true; found; { // what is left may make such a word again
		found = false
		for _, word := range known {
			if len(word) >= shortestWord {
				rest, found = without(rest, []rune(word), found)
			}
		}
	}
	return string(rest[:min(len(rest), measuredLetters)])
}

// lettered writes a text in small letters of ASCII, one for each letter: the measure
// counts bytes and knows English. Marks are left out; a letter of another alphabet
// becomes one of ours, neighbours becoming neighbours, so that rows and repetitions
// stay what they are.
func lettered(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r > unicode.MaxASCII:
			return 'a' + r%('z'-'a'+1)
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
}

// lookalikes are the signs that people write for a letter.
var lookalikes = map[rune]string{'a': "4@", 'b': "8", 'e': "3", 'g': "69", 'i': "1!|", 'l': "1|", 'o': "0", 's': "5$", 't': "7+", 'z': "2"}

// without cuts each occurrence of a word out of a text, also when it is written
// with signs that look alike. found is passed on, and true when there was one.
func without(text, word []rune, found bool) ([]rune, bool) {
	for i := 0; i+len(word) <= len(text); {
		if !slices.EqualFunc(text[i:i+len(word)], word, alike) {
			i++
			continue
		}
		text, found = slices.Delete(text, i, i+len(word)), true
	}
	return text, found
}

// alike reports whether a sign stands for a letter.
func alike(sign, letter rune) bool {
	return sign == letter || strings.ContainsRune(lookalikes[letter], sign)
}
