package words

import (
	"context"

	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Number writes a number as the language does, with so many digits behind the
// point: 2.5, or 2,5.
func Number(ctx context.Context, n float64, digits int) string {
	s := of(ctx)
	return s.out(message.NewPrinter(s.tag).Sprint(number.Decimal(n, number.Scale(digits))))
}
