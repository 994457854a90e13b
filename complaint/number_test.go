package complaint

import (
	"regexp"
	"strings"
	"testing"
)

var numberForm = regexp.MustCompile(`^R[CR]-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(-[CR][1-9][0-9]?){0,9}$`)

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]Number{
		"RC-7K3F-9Q2M": "RC-7K3F-9Q2M", "rc-7k3f-9q2m": "RC-7K3F-9Q2M", "7k3f9q2m": "RC-7K3F-9Q2M", " rc 7k3f 9q2m ": "RC-7K3F-9Q2M",
		"RC-O1IL-0000": "RC-0111-0000", "RC7K3F9Q2M": "RC-7K3F-9Q2M", "R-C-7-K-3-F-9-Q-2-M": "RC-7K3F-9Q2M",
		"RC-RC12-3456": "RC-RC12-3456", "RC12-3456": "RC-RC12-3456", "RCRCRCRC": "RC-RCRC-RCRC", // a number may begin like the prefix
		"RR-7K3F-9Q2M": "RR-7K3F-9Q2M", "rr 7k3f 9q2m": "RR-7K3F-9Q2M", "rc7k3f9q2mr1": "RC-7K3F-9Q2M-R1", "RR-7K3F-9Q2M-C1-R12": "RR-7K3F-9Q2M-C1-R12",
		"7k3f 9q2m r l": "RC-7K3F-9Q2M-R1",
	} {
		if got, err := ParseNumber(typed); err != nil || got != want {
			t.Errorf("%q is read as %s (%v), want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{
		"", "RC-", "RC-7K3F-9Q2", "RC-7K3F-9Q2MM", "RC-7K3F-9Q2U", "XX-7K3F-9Q2M", "RC-7K3F-9Q2Ä", "RC_7K3F_9Q2M", "7K3F\n9Q2M", "RC-7K3F-9Q2\x00",
		"RC-7K3F-9Q2M-R", "RC-7K3F-9Q2M-R0", "RC-7K3F-9Q2M-R100", "RC-7K3F-9Q2M-X1", "RC-7K3F-9Q2M-1",
	} {
		if got, err := ParseNumber(typed); KindOf(err) != Invalid || got != "" {
			t.Errorf("%q is read as %s: %v", typed, got, err)
		}
	}
}

func TestNewNumber(t *testing.T) {
	t.Parallel()
	seen, letters := map[Number]bool{}, map[rune]bool{}
	for range 2000 {
		n := NewNumber()
		if back, err := ParseNumber(string(n)); err != nil || back != n || !numberForm.MatchString(string(n)) || seen[n] {
			t.Fatalf("%s: read back as %s (%v), seen before: %v", n, back, err, seen[n])
		}
		seen[n] = true
		for _, r := range strings.TrimPrefix(string(n), "RC-") {
			letters[r] = true
		}
	}
	if len(letters) != len(numberLetters)+1 { // and the hyphen
		t.Errorf("%d letters in use, want %d", len(letters), len(numberLetters)+1)
	}
}

func TestNumber_tellsItsKind(t *testing.T) {
	t.Parallel()
	for number, kind := range map[Number]string{
		"RC-7K3F-9Q2M": "", "RR-7K3F-9Q2M": RightsRequest, "RC-RRRR-RRRR": "", "RR-CCCC-CCCC": RightsRequest, "": "",
		NewNumberOf(RightsRequest): RightsRequest, NewNumber(): "",
		Number("RC-7K3F-9Q2M").Opened(RightsRequest, 1):                RightsRequest,
		Number("RR-7K3F-9Q2M").Opened("", 1):                           "",
		Number("RR-7K3F-9Q2M").Opened("", 1).Opened(RightsRequest, 12): RightsRequest,
		Number("RC-7K3F-9Q2M").Opened(RightsRequest, 2).Opened("", 1):  "",
	} {
		if back, err := ParseNumber(string(number)); number.Kind() != kind || number != "" && (err != nil || back != number) {
			t.Errorf("%s is a %q, want %q; read back as %s (%v)", number, number.Kind(), kind, back, err)
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"RC-7K3F-9Q2M", "rc7k3f9q2m", "RC12-3456", "", "ı", "ſ", "RC-7K3F-9Q2Ä"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseNumber(s)
		if err != nil {
			if KindOf(err) != Invalid || n != "" {
				t.Fatalf("%q: %s, %v", s, n, err)
			}
			return
		}
		if !numberForm.MatchString(string(n)) {
			t.Fatalf("%q is read as %s", s, n)
		}
		for _, again := range []string{string(n), strings.ToLower(string(n)), strings.ReplaceAll(strings.TrimPrefix(string(n), "RC-"), "-", " ")} {
			if back, err := ParseNumber(again); err != nil || back != n {
				t.Fatalf("%q is read as %s and %q as %s (%v)", s, n, again, back, err)
			}
		}
	})
}
