package server

import (
	"strings"
	"testing"

	"recourse/access"
	"recourse/complaint"
)

// TestCheckPassword holds the rules against OWASP ASVS 5.0.0, 6.2.1, 6.2.4, 6.2.5,
// 6.2.9 and 6.2.11.
func TestCheckPassword(t *testing.T) {
	t.Parallel()
	owner := access.Account{Name: "Ada Lind", Email: "ada.lind@uppsala.example.org"}
	long := "velvet otter mends nine kites over a pond, and none of them comes back before noon; "
	for name, c := range map[string]struct {
		password string
		taken    bool
	}{
		"small letters alone":            {"velvet otter mends nine kites", true},
		"letters with marks":             {"ångström möter älgar på fjället", true},
		"more than 64 letters":           {long, true},
		"as long as it may be":           {(long + long + long + long)[:longestPassword], true},
		"longer":                         {strings.Repeat(long, 4), false},
		"eleven letters":                 {"v9!otterKx7", false},
		"of the most used":               {"123456789012", false},
		"twice of the most used":         {"passwordpassword", false},
		"a row of keys":                  {"qwertyuiopasdf", false},
		"one's own name, twice":          {"AdaLindAdaLind", false},
		"a word of the house, twice":     {"recourserecourse", false},
		"a Cyrillic letter at the end":   {"velvet otter mends nine kites я", true},
		"Cyrillic words":                 {"бархатная выдра чинит девять змеев", true},
		"Greek words":                    {"η βίδρα φτιάχνει εννέα χαρταετούς", true},
		"a Cyrillic letter, repeated":    {"яяяяяяяяяяяяяяяя", false},
		"a row of Cyrillic letters":      {"абвгдежзийкл", false},
		"words that hold one's own":      {"velvet otter mends blinded kites", true},
		"two words of one's own":         {"ada.x7.lind.ada", false},
		"two words of the house":         {"recourse-4-complaint", false},
		"the same in signs":              {"Rec0urse-4-c0mplaint!", false},
		"own, house and address":         {"AdaLind@uppsala#privacy", false},
		"one within the other":           {"recourrecoursese17complaint", false},
		"no text":                        {"velvet otter mends nine kites\xff", false},
		"all kinds of letters, but easy": {"Password123!", false},
	} {
		err := CheckPassword(c.password, owner)
		if taken := err == nil; taken != c.taken || !taken && complaint.KindOf(err) != complaint.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
