package server

import (
	"strings"
	"testing"
	"time"
)

// TestCodes_cannotBeGuessedAndLinksLiveShort holds what lets people in against OWASP
// ASVS 5.0.0, 6.5.2 and 6.5.5.
func TestCodes_cannotBeGuessedAndLinksLiveShort(t *testing.T) {
	t.Parallel()
	const bitsOfALetter, least = 5, 112
	code, hash := NewCode()
	h := newHouse(t)
	for kind, code := range map[string]string{"invitation": code, "access code": h.visitor().file().AccessCode} {
		groups := strings.Split(code, "-")
		if bits := len(strings.Join(groups, "")) * bitsOfALetter; bits < least || len(groups) != 6 {
			t.Errorf("the %s %q has %d bits in %d groups", kind, code, bits, len(groups))
		}
	}
	if again, other := NewCode(); again == code || string(other) == string(hash) {
		t.Error("two codes are the same")
	}
	if LinkLasts > 10*time.Minute {
		t.Errorf("a link lasts %s", LinkLasts)
	}
}
