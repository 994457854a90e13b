package words

import (
	"context"
	"testing"
)

// FuzzWith chooses a language by whatever a browser sends.
func FuzzWith(f *testing.F) {
	for _, s := range []string{"en", "sv-SE,sv;q=0.9,en;q=0.8", "*", "x-klingon;q=1e999", "de-1996-" + "a-a-a-a-a-a", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, wish string) {
		ctx := With(context.Background(), wish)
		if Lang(ctx) == "" || T(ctx, "product.name") == "product.name" {
			t.Errorf("%q leaves us without words", wish)
		}
	})
}
