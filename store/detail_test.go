package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/store/storetest"
)

func TestKeepDetails_areFoundByTheKeyOfTheEvent(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	r := answered(t, s)
	sent := r.events[len(r.events)-1]
	private := map[string]string{"remark": "handed over to her in person"}
	for range 2 { // the same again is fine
		if err := s.KeepDetails(ctx, r.c.Number, sent.Key, "digest", string(sent.Action), private); err != nil {
			t.Fatal(err)
		}
	}
	r.record(s, 1)
	e, err := s.EventByKey(ctx, r.c.Number, sent.Key)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(private, e.Details); diff != "" {
		t.Errorf("details (-want +got):\n%s", diff)
	}
	for range 3 {
		if err := s.DropDetails(ctx, r.c.Number, sent.Key); err != nil {
			t.Fatal(err)
		}
	}
	if e, err = s.EventByKey(ctx, r.c.Number, sent.Key); err != nil || e.Details == nil {
		t.Errorf("details %v, %v: dropped although an event has them", e.Details, err)
	}
}

func TestKeepDetails_anotherActUnderTheKeyIsAConflict(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("filing key", received))
	keep := func(key, digest, action string) error {
		return s.KeepDetails(ctx, c.Number, key, digest, action, map[string]string{"text": "words"})
	}
	if err := keep("key", "digest", "message.sent"); err != nil {
		t.Fatal(err)
	}
	want(t, complaint.Conflict, keep("key", "another", "message.sent"))
	want(t, complaint.Conflict, keep("key", "digest", "info.provided"))
	want(t, complaint.Conflict, keep("filing key", "digest", "message.sent"))
	want(t, complaint.Missing, s.KeepDetails(ctx, "RC-0000-0000", "key", "digest", "message.sent", nil))
}

func TestDropDetails_waitsForTheLastHolder(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("filing key", received))
	there := func() int { return value[int](t, s, "SELECT count(*) FROM act_details") }
	for range 2 { // two requests with one key
		if err := s.KeepDetails(ctx, c.Number, "key", "digest", "message.sent", map[string]string{"text": "words"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, left := range []int{1, 0, 0} {
		if err := s.DropDetails(ctx, c.Number, "key"); err != nil {
			t.Fatal(err)
		}
		if there() != left {
			t.Fatalf("%d rows left, want %d", there(), left)
		}
	}
	if err := s.KeepDetails(ctx, c.Number, "key", "another", "message.sent", nil); err != nil {
		t.Errorf("a dropped key cannot be used again: %v", err)
	}
}

func TestKeepDetails_refusesWhatNoDatabaseCanHold(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	c := file(t, s, newCase("filing key", received))
	for _, text := range []string{"caf\xe9", "a\x00b"} {
		want(t, complaint.Invalid, s.KeepDetails(context.Background(), c.Number, "key", "digest", "message.sent", map[string]string{"text": text}))
		want(t, complaint.Invalid, s.KeepDetails(context.Background(), c.Number, text, "digest", "message.sent", nil))
	}
}
