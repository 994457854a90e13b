package law

import (
	"math/bits"
	"time"
)

// Clock maps real time to case time and back. With Day at 24 hours the two are
// the same; with a shorter Day the law runs faster, which serves rehearsals and
// tests only. Server, worker and workflow of one installation share one Clock.
type Clock struct {
	Epoch time.Time     `json:"epoch"` // the instant at which both times agree
	Day   time.Duration `json:"day"`   // real time one legal day takes
}

const fullDay = 24 * time.Hour

// Case returns the case time at a real instant, in UTC.
func (c Clock) Case(real time.Time) time.Time {
	if c.Day == fullDay || c.Day == 0 {
		return real.UTC()
	}
	return c.Epoch.Add(scale(real.Sub(c.Epoch), fullDay, c.Day)).UTC()
}

// Real returns the first real instant at which case time has reached t, in UTC.
func (c Clock) Real(t time.Time) time.Time {
	if c.Day == fullDay || c.Day == 0 {
		return t.UTC()
	}
	d := scale(t.Sub(c.Epoch), c.Day, fullDay)
	if scale(d, fullDay, c.Day) < t.Sub(c.Epoch) {
		d++
	}
	return c.Epoch.Add(d).UTC()
}

// Late is the case time that may pass between an instant and its ringing before
// the ringing counts as late: one minute of real time.
func (c Clock) Late() time.Duration {
	if c.Day == fullDay || c.Day == 0 {
		return time.Minute
	}
	return scale(time.Minute, fullDay, c.Day)
}

// scale returns d*mul/div, rounded towards zero, in 128 bits so that decades at
// any day length neither overflow nor differ between machines.
func scale(d, mul, div time.Duration) time.Duration {
	if d < 0 {
		return -scale(-d, mul, div)
	}
	hi, lo := bits.Mul64(uint64(d), uint64(mul))
	q, _ := bits.Div64(hi, lo, uint64(div))
	return time.Duration(q)
}
