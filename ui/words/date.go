package words

import (
	"context"
	"strconv"
	"time"

	"recourse/complaint"
)

// Date writes a day in full: Friday 24 August 2018. No date is "".
func Date(ctx context.Context, d complaint.Date) string { return date(ctx, "date.long", d) }

// Day writes a day shortly: 24 Aug 2018. No date is "".
func Day(ctx context.Context, d complaint.Date) string { return date(ctx, "date.short", d) }

func date(ctx context.Context, form string, d complaint.Date) string {
	if d.IsZero() {
		return ""
	}
	month := strconv.Itoa(int(d.Month))
	return T(ctx, form, "Weekday", T(ctx, "weekday."+strconv.Itoa(int(d.Weekday()))), "Day", d.Day,
		"Month", T(ctx, "month."+month), "Mon", T(ctx, "mon."+month), "Year", d.Year)
}

// Moment writes an instant as the clock of zone shows it: 24 Aug 2018, 10:05.
// The zone itself is said once per page. The zero instant is "".
func Moment(ctx context.Context, t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(zone)
	return T(ctx, "date.moment", "Day", Day(ctx, complaint.DateOf(t)), "Time", t.Format("15:04"))
}
