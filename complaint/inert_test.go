package complaint

import "testing"

func TestInert(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ given, want string }{
		"plain":                     {"Åsa\tÖberg\r\n2 < 3", "Åsa\tÖberg\r\n2 < 3"},
		"turned around":             {"invoice\u202efdp.exe", "invoice�fdp.exe"},
		"isolated":                  {"a\u2066b\u2069c", "a�b�c"},
		"without width":             {"pass\u200bword\ufeff\u2060", "pass�word��"},
		"commands of a terminal":    {"\x1b[2J\x1b]0;owned\x07\u009b31m", "�[2J�]0;owned��31m"},
		"tags":                      {"hi\U000e0041\U000e007f", "hi��"},
		"a NUL":                     {"a\x00b", "a�b"},
		"Persian keeps its joiners": {"می\u200cخواهم", "می\u200cخواهم"},
		"Hebrew keeps its marks":    {"שלום\u200f!", "שלום\u200f!"},
		"a family":                  {"👩\u200d👧", "👩\u200d👧"},
	} {
		if got := Inert(c.given); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
