package law

import (
	"math/bits"
	"time"
)

// Clock maps real time to case time and back. With Day at 24 hours the two are
// the same; with a shorter Day the law runs faster, which serves rehearsals and
// tests only. Server, worker and workflow of one installation share one Clock. Case
// time ends with the year 9999, which days of one second reach in 33 real days.
type Clock struct {
	Epoch time.Time     `json:"epoch"` // the instant at which both times agree
	Day   time.Duration `json:"day"`   // real time one legal day takes
}

const fullDay = 24 * time.Hour

// Case returns the case time at a real instant, in UTC.
func (c Clock) Case(t time.Time) time.Time {
	if c.Day == fullDay || c.Day == 0 {
		return t.UTC()
	}
	days, rest := split(t.Sub(c.Epoch), c.Day)
	return after(c.Epoch, days, scale(rest, fullDay, c.Day))
}

// Real returns the first real instant at which case time has reached t, in UTC.
func (c Clock) Real(t time.Time) time.Time {
	if c.Day == fullDay || c.Day == 0 {
		return t.UTC()
	}
	days := (t.Unix() - c.Epoch.Unix()) / secondsPerDay
	if after(c.Epoch, days, 0).After(t) {
		days--
	}
	rest := t.Sub(after(c.Epoch, days, 0))
	part := scale(rest, c.Day, fullDay)
	if scale(part, fullDay, c.Day) < rest {
		part++
	}
	return c.Epoch.Add(time.Duration(days)*c.Day + part).UTC()
}

// Late is the case time that may pass between an instant and its ringing before
// the ringing counts as late: one minute of real time.
func (c Clock) Late() time.Duration {
	if c.Day == fullDay || c.Day == 0 {
		return time.Minute
	}
	days, rest := split(time.Minute, c.Day)
	return time.Duration(min(days, maxLate))*fullDay + scale(rest, fullDay, c.Day)
}

const (
	secondsPerDay = 24 * 60 * 60
	maxLate       = 100 * 365 // days; keeps the shortest days from overflowing
)

// split divides a stretch of real time into whole legal days and a rest that is
// never negative, so that time before the epoch runs the same way.
func split(d, day time.Duration) (days int64, rest time.Duration) {
	days, rest = int64(d/day), d%day
	if rest < 0 {
		days, rest = days-1, rest+day
	}
	return days, rest
}

// after returns the instant some days of 24 hours and a rest after the epoch.
// Unlike durations it reaches past 292 years, which a clock of one second a day
// passes in 30 hours.
func after(epoch time.Time, days int64, rest time.Duration) time.Time {
	return time.Unix(epoch.Unix()+days*secondsPerDay, int64(epoch.Nanosecond())).Add(rest).UTC()
}

// scale returns d*mul/div for a d shorter than div, rounded down, in 128 bits so
// that it neither overflows nor differs between machines.
func scale(d, mul, div time.Duration) time.Duration {
	hi, lo := bits.Mul64(uint64(d), uint64(mul))
	q, _ := bits.Div64(hi, lo, uint64(div))
	return time.Duration(q)
}
