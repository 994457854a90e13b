package words

import (
	"context"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// Tongues lists the languages in which residents are spoken to, each in its own
// words, English first.
func Tongues() []Named { return slices.Clone(spoken()) }

var spoken = sync.OnceValue(func() []Named {
	list := make([]Named, len(ours.residents.speakers))
	for i, s := range ours.residents.speakers {
		list[i] = Named{s.tag.String(), Language(s.tag.String())}
	}
	return list
})

// Tongue returns the code of the language in which we would speak to somebody
// who asks for a language by its BCP 47 tag; "" where we do not have it.
func Tongue(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	if s := ours.residents.byBase[base(t)]; s != nil {
		return s.tag.String()
	}
	return ""
}

// rightToLeft are the scripts that run from right to left.
const rightToLeft = "Arab Hebr Syrc Thaa Nkoo Adlm Rohg"

// Dir is the direction of the language spoken, for the dir attribute: ltr or rtl.
func Dir(ctx context.Context) string {
	script, _ := of(ctx).tag.Script()
	if strings.Contains(rightToLeft, script.String()) {
		return "rtl"
	}
	return "ltr"
}
