package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Index turns words into numbers by which sealed text is found without being
// opened. Who has not its key learns from a number only where else the same word
// stands. It is safe for use by many goroutines.
type Index struct{ macs sync.Pool }

// NewIndex returns the index of a key of KeySize bytes.
func NewIndex(key []byte) *Index {
	key = slices.Clone(key)
	return &Index{macs: sync.Pool{New: func() any { return hmac.New(sha256.New, key) }}}
}

// The words of a text: letters and digits without anything between them, and of a
// text of any length at most so many different ones. Product choices.
const (
	longestWord = 64 // bytes; of a longer one its beginning counts
	mostWords   = 5000
)

// Words returns the numbers of the words of texts, in order and each once.
// Letters are compared without case and without accents. Among a million different
// words, one in four thousand shares its number with another.
func (x *Index) Words(texts ...string) []int32 {
	seen := map[string]struct{}{}
	var numbers []int32
	mac, _ := x.macs.Get().(hash.Hash)
	defer x.macs.Put(mac)
	var sum [sha256.Size]byte
	for _, text := range texts {
		eachWord(text, func(word string) {
			if _, known := seen[word]; known || len(seen) == mostWords {
				return
			}
			seen[word] = struct{}{}
			mac.Reset()
			_, _ = mac.Write([]byte(word)) // a hash takes everything
			numbers = append(numbers, int32(binary.BigEndian.Uint32(mac.Sum(sum[:0]))))
		})
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// eachWord calls f with each word of a text in the form in which words are
// compared.
func eachWord(text string, f func(string)) {
	text = folded(text)
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		f(cut(word))
	}
}

func cut(word string) string {
	if len(word) <= longestWord {
		return word
	}
	n := longestWord
	for n > 0 && word[n]&0xC0 == 0x80 { // within a letter
		n--
	}
	return word[:n]
}

// folded returns a text in one case and without marks above and below letters.
func folded(text string) string {
	if ascii(text) {
		return strings.ToLower(text)
	}
	t := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Fold(), norm.NFC)
	out, _, err := transform.String(t, text)
	if err != nil {
		return text // no transformation here fails; a text that somehow does is found as it is
	}
	return out
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
