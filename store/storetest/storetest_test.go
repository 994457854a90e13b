package storetest_test

import (
	"context"
	"testing"

	"recourse/complaint"
	"recourse/store"
	"recourse/store/storetest"
)

func TestNew_isMigratedAndAlone(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	one, two := storetest.New(t), storetest.New(t)
	if _, err := one.AddStaff(ctx, store.Staff{Name: "one", Role: complaint.Manager}); err != nil {
		t.Fatal(err)
	}
	staff, err := two.Staff(ctx)
	if err != nil || len(staff) != 0 {
		t.Errorf("the second database shows %d rows of the first, %v", len(staff), err)
	}
}
