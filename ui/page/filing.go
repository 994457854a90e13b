package page

import (
	"context"

	"recourse/complaint"
	"recourse/ui/words"
)

// code says what the access code is for, to the person or to the officer who
// has to pass it on.
func code(ctx context.Context, staff bool) string {
	if staff {
		return words.T(ctx, "receipt.code_staff")
	}
	return words.T(ctx, "receipt.code_says")
}

// FilingView fills the form for a complaint, for the person or for an officer
// who enters one that came another way.
type FilingView struct {
	Form  Form
	Staff bool
}

// ReceiptView says what a filing has led to.
type ReceiptView struct {
	Number    complaint.Number
	Code      string
	Received  complaint.Date
	RespondBy complaint.Date
	Staff     bool
}
