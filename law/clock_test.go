package law

import (
	"testing"
	"time"
)

func TestClock_roundTrip(t *testing.T) {
	t.Parallel()
	epoch := time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)
	for _, length := range []time.Duration{24 * time.Hour, time.Second, 250 * time.Millisecond, 7 * time.Millisecond} {
		c := Clock{Epoch: epoch, Day: length}
		for _, days := range []int{-400, -1, 0, 1, 45, 3650} {
			at := epoch.AddDate(0, 0, days).Add(time.Second)
			got := c.Case(c.Real(at))
			if got.Before(at) || got.Sub(at) > time.Second {
				t.Errorf("day %s, %d days: case time %s comes back as %s", length, days, at, got)
			}
		}
	}
}

func TestClock_oneDayASecond(t *testing.T) {
	t.Parallel()
	epoch := time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)
	c := Clock{Epoch: epoch, Day: time.Second}
	for past, want := range map[time.Duration]string{
		0:                      "2026-11-24T06:00:00Z",
		500 * time.Millisecond: "2026-11-24T18:00:00Z",
		45 * time.Second:       "2027-01-08T06:00:00Z",
		-time.Second / 2:       "2026-11-23T18:00:00Z",
		-3 * time.Second:       "2026-11-21T06:00:00Z",
		3 * 24 * time.Hour:     "2736-07-25T06:00:00Z", // three days of an installation at this pace
		30 * 24 * time.Hour:    "9123-07-22T06:00:00Z",
	} {
		at := c.Case(epoch.Add(past))
		if got := at.Format(time.RFC3339); got != want {
			t.Errorf("after %s it is %s, want %s", past, got, want)
		}
		if back := c.Real(at); !back.Equal(epoch.Add(past)) {
			t.Errorf("%s comes back after %s, want %s", want, back.Sub(epoch), past)
		}
	}
}

func TestClock_ofTheWorld(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 8, 0, 0, 1, time.FixedZone("", 7200))
	for _, c := range []Clock{{}, {Day: 24 * time.Hour}} {
		if got := c.Case(now); !got.Equal(now) || got.Location() != time.UTC {
			t.Errorf("case time %s", got)
		}
		if got := c.Real(now); !got.Equal(now) || c.Late() != time.Minute {
			t.Errorf("real time %s, late after %s", got, c.Late())
		}
	}
}

// Time never runs backwards, and Real is the first instant of its case time.
func TestClock_monotone(t *testing.T) {
	t.Parallel()
	epoch := time.Date(2026, 11, 24, 6, 0, 0, 250, time.UTC)
	for _, day := range []time.Duration{time.Second, 7 * time.Millisecond, 3*time.Second + 1, 36 * time.Hour} {
		c := Clock{Epoch: epoch, Day: day}
		before := c.Case(epoch.Add(-2 * day))
		for past := -2 * day; past < 3*day; past += day/17 + 1 {
			at := c.Case(epoch.Add(past))
			if at.Before(before) {
				t.Fatalf("day %s: at %s it is %s, after %s", day, past, at, before)
			}
			first := c.Real(at)
			if c.Case(first).Before(at) || !c.Case(first.Add(-time.Nanosecond)).Before(at) {
				t.Fatalf("day %s: %s is not the first instant of %s", day, first, at)
			}
			before = at
		}
	}
}

func TestClock_late(t *testing.T) {
	t.Parallel()
	for day, want := range map[time.Duration]time.Duration{
		time.Second: 60 * 24 * time.Hour, 2 * time.Minute: 12 * time.Hour, time.Nanosecond: maxLate * fullDay,
	} {
		if got := (Clock{Day: day}).Late(); got != want {
			t.Errorf("day %s: late after %s, want %s", day, got, want)
		}
	}
}
