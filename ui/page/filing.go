package page

import (
	"context"

	"recourse/complaint"
	"recourse/words"
)

// say says a part of the receipt, to the person or to the officer who has to
// pass it on.
func (v ReceiptView) say(ctx context.Context, name string) string {
	if v.Staff {
		return words.T(ctx, "entry.receipt."+name)
	}
	return words.T(ctx, "receipt."+name)
}

// FilingView fills the form for a complaint or a request, for the person or for an
// officer who enters one that came another way.
type FilingView struct {
	Form  Form
	Lead  string
	Staff bool
}

// ReceiptView says what a filing has led to.
type ReceiptView struct {
	Number    complaint.Number
	Code      string // "" once it is not shown any more
	Received  complaint.Date
	RespondBy complaint.Date
	Staff     bool
	Request   bool

	Represented bool // whoever filed did so for somebody else
	Copies      Copies
}
