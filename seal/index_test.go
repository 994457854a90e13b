package seal

import (
	"slices"
	"strings"
	"testing"
)

func TestIndex_findsWordsAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	x := NewIndex([]byte("0123456789abcdef0123456789abcdef"))
	text := x.Words("Åsa Öberg-Lind <asa.oberg@example.org>", "De svarade ALDRIG, inte ens 2018; straße Ἀθῆναι.")
	for word, want := range map[string]bool{
		"åsa": true, "ASA": true, "oberg": true, "Öberg": true, "lind": true, "öberg-lind": true, "asa.oberg@example.org": true,
		"aldrig": true, "2018": true, "STRASSE": true, "αθηναι": true,
		"aldri": false, "ldrig": false, "svar": false, "2019": false,
	} {
		found := true
		for _, n := range x.Words(word) {
			found = found && slices.Contains(text, n)
		}
		if found != want || len(x.Words(word)) == 0 {
			t.Errorf("%q: found is %v", word, found)
		}
	}
}

func TestIndex_dependsOnItsKeyAndTellsNoOrder(t *testing.T) {
	t.Parallel()
	one, other := NewIndex(make([]byte, KeySize)), NewIndex([]byte(strings.Repeat("k", KeySize)))
	words := one.Words("to be or not to be")
	if len(words) != 4 || !slices.IsSorted(words) || !slices.Equal(words, one.Words("not or be to")) {
		t.Errorf("got %v", words)
	}
	for _, n := range other.Words("to be or not to be") {
		if slices.Contains(words, n) {
			t.Error("two keys give a word the same number")
		}
	}
}

func TestIndex_boundsWhatItTakes(t *testing.T) {
	t.Parallel()
	x := NewIndex(make([]byte, KeySize))
	var many strings.Builder
	for i := range 3 * mostWords {
		many.WriteString(strings.Repeat("å", i%50+2))
		many.WriteString(string(rune('a' + i%26)))
		many.WriteString(string(rune('a' + i/26%26)))
		many.WriteString(string(rune('a'+i/676%26)) + " ")
	}
	if n := len(x.Words(many.String())); n > mostWords {
		t.Errorf("%d words were taken", n)
	}
	long := strings.Repeat("é", longestWord) + "x"
	if got := x.Words(long); len(got) != 1 || !slices.Equal(got, x.Words(long+"y")) {
		t.Errorf("a long word gives %v", got)
	}
	if got := x.Words(" \xff -- ..."); len(got) != 0 {
		t.Errorf("what is no word gives %v", got)
	}
}

func BenchmarkIndex(b *testing.B) {
	x := NewIndex(make([]byte, KeySize))
	text := "In June I asked the recruiter to delete everything they hold about me; nobody answered, and in August a client I had never heard of telephoned."
	for b.Loop() {
		x.Words(strings.Repeat(text, 10))
	}
}

func BenchmarkNewKey(b *testing.B) {
	m, err := NewMaster()
	if err != nil {
		b.Fatal(err)
	}
	plain := []byte(strings.Repeat("a", 1800))
	for b.Loop() {
		k, _, err := m.NewKey("RC-7K3F-9Q2M")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := k.Seal(plain, "filing"); err != nil {
			b.Fatal(err)
		}
	}
}
