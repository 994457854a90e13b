package store_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/store/storetest"
)

// The nightly run drops files of which no document was made.
func TestEraseDue_dropsStaleUploads(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("key", received))
	if _, err := s.Upload(ctx, c.Number, "stale", complaint.Complainant, bytes.NewReader([]byte("a"))); err != nil {
		t.Fatal(err)
	}
	if _, err := s.DB().Exec(`UPDATE uploads SET begun_at = $1`, time.Now().Add(-25*time.Hour)); err != nil {
		t.Fatal(err)
	}
	erase(t, eraserAt(s, nil, 0), "")
	if n := count(t, s, `SELECT count(*) FROM uploads`); n != 0 {
		t.Errorf("%d files are left", n)
	}
}
