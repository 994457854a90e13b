package words

import (
	"context"
	"strconv"
	"time"

	"recourse/complaint"
)

// Date writes a day in full: Friday 24 August 2018. No date is "".
func Date(ctx context.Context, d complaint.Date) string {
	s := of(ctx)
	return s.out(s.date("date.long", d))
}

// Day writes a day shortly: 24 Aug 2018. No date is "".
func Day(ctx context.Context, d complaint.Date) string {
	s := of(ctx)
	return s.out(s.date("date.short", d))
}

func (s *speaker) date(form string, d complaint.Date) string {
	if d.IsZero() {
		return ""
	}
	month := strconv.Itoa(int(d.Month))
	return s.must(form, "Weekday", s.must("weekday."+strconv.Itoa(int(d.Weekday()))), "Day", d.Day,
		"Month", s.must("month."+month), "Mon", s.must("mon."+month), "Year", d.Year)
}

// must says a sentence that every language has.
func (s *speaker) must(id string, gaps ...any) string {
	text, _ := s.say(id, gaps)
	return text
}

// Moment writes an instant as the clock of zone shows it: 24 Aug 2018, 10:05.
// The zone itself is said once per page. The zero instant is "".
func Moment(ctx context.Context, t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(zone)
	s := of(ctx)
	return s.out(s.must("date.moment", "Day", s.date("date.short", complaint.DateOf(t)), "Time", t.Format(s.must("date.clock"))))
}
