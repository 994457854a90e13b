package complaint

import (
	"fmt"
	"time"
)

// Date is a calendar day without a zone. Legal periods are counted on dates and
// never on blocks of 24 hours, so that daylight saving cannot move them.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day that t is in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads a date written as 2018-08-24.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, Errorf(Invalid, "a date is written as year-month-day, for example 2018-08-24")
	}
	return DateOf(t), nil
}

// AddDays returns the day n days later; n may be negative.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC))
}

// AddMonths returns the same day n months later, or the last day of a shorter
// month: one month after 31 January is 28 February.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// DaysUntil returns how many days lie between d and later; negative if later is earlier.
func (d Date) DaysUntil(later Date) int {
	return int(later.In(time.UTC, 0, 0).Sub(d.In(time.UTC, 0, 0)).Hours() / 24)
}

// Before reports whether d is an earlier day than o.
func (d Date) Before(o Date) bool { return o.In(time.UTC, 0, 0).After(d.In(time.UTC, 0, 0)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.In(time.UTC, 0, 0).Weekday() }

// IsZero reports whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// In returns the instant at which the clock of zone shows hour:minute on d.
func (d Date) In(zone *time.Location, hour, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, zone)
}

// EndIn returns the last second of d in zone, 23:59:59.
func (d Date) EndIn(zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 23, 59, 59, 0, zone)
}

// String returns the date as 2018-08-24, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Long returns the date as a person reads it in English: Friday 24 August 2018.
func (d Date) Long() string { return d.In(time.UTC, 0, 0).Format("Monday 2 January 2006") }

// MarshalText writes the date as 2018-08-24.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a date written as 2018-08-24; an empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
