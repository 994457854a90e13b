package complaint

import (
	"crypto/rand"
	"regexp"
	"strconv"
	"strings"
)

// Number names one case, for example "RC-7K3F-9Q2M". It is random, so that it
// tells neither how many complaints there are nor who filed them, and it is
// written without I, L, O and U so that it survives a telephone.
//
// It tells the kind of the case. One that is filed begins with RC for a complaint
// and RR for a rights request. One that another case has opened bears that case's
// number and says at its end what it is: "RC-7K3F-9Q2M-R1" is the first request
// opened by the complaint RC-7K3F-9Q2M, and "RR-2B4D-6F8H-C1" the complaint about
// the answer to the request RR-2B4D-6F8H.
type Number string

const (
	complaintPrefix = "RC"
	requestPrefix   = "RR"
	numberLetters   = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford's base 32
	numberLength    = 8
)

// The ends of the numbers of cases that another case has opened.
const (
	complaintEnd = "C"
	requestEnd   = "R"
)

// NewNumber draws a fresh number for a complaint from 40 random bits. Uniqueness is
// kept by the database, which refuses a second case of the same number.
func NewNumber() Number { return NewNumberOf("") }

// NewNumberOf draws a fresh number for a case of a kind.
func NewNumberOf(kind string) Number {
	var b [numberLength]byte
	_, _ = rand.Read(b[:]) // never fails: the runtime aborts when the system has no randomness
	for i := range b {
		b[i] = numberLetters[int(b[i])%len(numberLetters)]
	}
	return Number(ofKind(kind, requestPrefix, complaintPrefix) + "-" + string(b[:4]) + "-" + string(b[4:]))
}

// ofKind returns what is for requests or what is for complaints.
func ofKind(kind, request, other string) string {
	if kind == RightsRequest {
		return request
	}
	return other
}

// Opened returns the number of the nth case of a kind that this case opens.
func (n Number) Opened(kind string, nth int) Number {
	return n + Number("-"+ofKind(kind, requestEnd, complaintEnd)+strconv.Itoa(nth))
}

// Kind returns the kind of the case, "" for a complaint.
func (n Number) Kind() string {
	parts := strings.Split(string(n), "-")
	if last := parts[len(parts)-1]; len(parts) > 3 && strings.HasPrefix(last, requestEnd) ||
		len(parts) <= 3 && parts[0] == requestPrefix {
		return RightsRequest
	}
	return ""
}

// typedNumber is a number without hyphens and blanks: prefix, random letters, and
// the ends of cases opened by cases, of which there are never many.
var typedNumber = regexp.MustCompile(`^(R[CR])?([` + numberLetters + `]{8})((?:[CR][1-9][0-9]?){0,9})$`)

// ParseNumber reads a case number as a person types it: in either case, with or
// without hyphens and blanks, with I or L for 1 and O for 0. Without prefix it is
// that of a complaint.
func ParseNumber(s string) (Number, error) {
	s = strings.NewReplacer("-", "", " ", "", "I", "1", "L", "1", "O", "0").Replace(strings.ToUpper(s))
	m := typedNumber.FindStringSubmatch(s)
	if m == nil {
		return "", Errorf(Invalid, "a case number looks like RC-7K3F-9Q2M")
	}
	prefix, letters, ends := m[1], m[2], m[3]
	if prefix == "" {
		prefix = complaintPrefix
	}
	ends = strings.NewReplacer(complaintEnd, "-"+complaintEnd, requestEnd, "-"+requestEnd).Replace(ends)
	return Number(prefix + "-" + letters[:4] + "-" + letters[4:] + ends), nil
}
