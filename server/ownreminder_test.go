package server

import (
	"strings"
	"testing"
	"time"

	"recourse/complaint"
)

func TestRemind(t *testing.T) {
	t.Parallel()
	h := newHouse(t) // noon of 24 August 2018 in Stockholm
	number := complaint.Number(h.visitor().file().CaseNumber)
	by := complaint.Actor{Role: complaint.Complainant}
	day := func(month time.Month, d int) complaint.Date { return complaint.Date{Year: 2018, Month: month, Day: d} }
	for name, c := range map[string]struct {
		day  complaint.Date
		word string
		kind complaint.Kind
	}{
		"a day to come":            {day(9, 10), " Ask again ", ""},
		"this morning":             {day(8, 24), "", complaint.Invalid},
		"no day":                   {complaint.Date{}, "", complaint.Invalid},
		"a day far away":           {complaint.Date{Year: 2024, Month: 1, Day: 1}, "", complaint.Invalid},
		"too many words":           {day(9, 10), strings.Repeat("ä", longestWord+1), complaint.Invalid},
		"words that nobody stores": {day(9, 10), "\x00", complaint.Invalid},
	} {
		if err := h.service.Remind(t.Context(), number, by, "key", c.day, c.word); complaint.KindOf(err) != c.kind {
			t.Errorf("%s: got %v, want %q", name, err, c.kind)
		}
	}
	if err := h.service.Remind(t.Context(), number, by, "key", day(9, 10), "Ask again"); err != nil {
		t.Errorf("the same form again: %v", err)
	}
	list, err := h.service.OwnReminders(t.Context(), number, by)
	if err != nil || len(list) != 1 || list[0].Word != "Ask again" || !list[0].At.Equal(time.Date(2018, 9, 10, 7, 0, 0, 0, time.UTC)) {
		t.Fatalf("reminders: %+v, %v; want one at nine in Stockholm", list, err)
	}
	other := complaint.Actor{Role: complaint.Representative, ID: "rep/2"}
	if err := h.service.Forget(t.Context(), number, other, list[0].ID); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("somebody else forgets it: %v", err)
	}
	if err := h.service.Remind(t.Context(), number, other, "key", day(9, 10), ""); complaint.KindOf(err) != complaint.Conflict {
		t.Errorf("without an address: %v", err)
	}
	if err := h.service.Forget(t.Context(), number, by, list[0].ID); err != nil {
		t.Error(err)
	}
}
