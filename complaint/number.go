package complaint

import (
	"crypto/rand"
	"strings"
)

// Number names one case, for example "RC-7K3F-9Q2M". It is random, so that it
// tells neither how many complaints there are nor who filed them, and it is
// written without I, L, O and U so that it survives a telephone.
type Number string

const (
	numberPrefix  = "RC"
	numberLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford's base 32
	numberLength  = 8
)

// NewNumber draws a fresh case number from 40 random bits. Uniqueness is kept
// by the database, which refuses a second case of the same number.
func NewNumber() Number {
	var b [numberLength]byte
	_, _ = rand.Read(b[:]) // never fails: the runtime aborts when the system has no randomness
	for i := range b {
		b[i] = numberLetters[int(b[i])%len(numberLetters)]
	}
	return Number(numberPrefix + "-" + string(b[:4]) + "-" + string(b[4:]))
}

// ParseNumber reads a case number as a person types it: in either case, with or
// without hyphens and blanks, with I or L for 1 and O for 0.
func ParseNumber(s string) (Number, error) {
	s = strings.NewReplacer("-", "", " ", "").Replace(strings.ToUpper(s))
	if len(s) == len(numberPrefix)+numberLength {
		s = strings.TrimPrefix(s, numberPrefix)
	}
	s = strings.NewReplacer("I", "1", "L", "1", "O", "0").Replace(s)
	if len(s) != numberLength || strings.Trim(s, numberLetters) != "" {
		return "", Errorf(Invalid, "a case number looks like RC-7K3F-9Q2M")
	}
	return Number(numberPrefix + "-" + s[:4] + "-" + s[4:]), nil
}
