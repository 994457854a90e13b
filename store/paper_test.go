package store_test

import (
	"testing"

	"recourse/store/storetest"
)

func TestAskReceipt_fewTimes(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	n := file(t, s, newCase("one", received)).Number
	for i, want := range []bool{true, true, false} {
		if sent, err := s.AskReceipt(t.Context(), n, 2); err != nil || sent != want {
			t.Errorf("wish %d: %v, %v", i+1, sent, err)
		}
	}
	if sent, err := s.AskReceipt(t.Context(), "RC-0000-0000", 2); err != nil || sent {
		t.Errorf("of no case: %v, %v", sent, err)
	}
	if got := value[int](t, s, "SELECT count(*) FROM letters WHERE code = 'RECEIPT' AND to_role = 'complainant' AND seq = 0"); got != 2 {
		t.Errorf("%d letters", got)
	}
	value[int](t, s, "WITH failed AS (UPDATE letters SET status = 'FAILED' WHERE code = 'RECEIPT' RETURNING 1) SELECT count(*) FROM failed")
	if sent, err := s.AskReceipt(t.Context(), n, 2); err != nil || !sent {
		t.Errorf("after those that failed: %v, %v", sent, err)
	}
}
