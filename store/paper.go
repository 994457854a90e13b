package store

import (
	"context"

	"recourse/complaint"
	"recourse/store/storedb"
)

// AskReceipt writes down the letter that brings the receipt of a case to the person,
// unless there are so many already; sent tells.
func (s *Store) AskReceipt(ctx context.Context, number complaint.Number, most int) (sent bool, err error) {
	n, err := s.q.AskReceipt(ctx, storedb.AskReceiptParams{Number: string(number), Most: int64(most)})
	return n > 0, fault(err, "write down a wish for a receipt of case %s", number)
}
