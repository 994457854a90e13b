package law

import (
	"maps"
	"slices"
	"time"

	"github.com/rickar/cal/v2"

	"recourse/complaint"
)

// Place is where a deadline is counted: the receiving address, whose zone and
// working days decide, and the complainant's zone, which decides when its day
// ends first (rulebook, section 12, rules 3 and 6).
type Place struct {
	Zone     string `json:"zone"`               // IANA zone of the receiving address
	Person   string `json:"person,omitempty"`   // IANA zone of the complainant; "" for the same
	Calendar string `json:"calendar,omitempty"` // working days by ISO 3166: US-MD, GB-ENG, SE; "" for the zone's own
}

// calendars are the working-day calendars by place, computed once when the
// program starts and never written again: a workflow may read them.
var calendars = newCalendars(calendarTable)

func newCalendars(table []Calendar) map[string]*workdays {
	cal.DefaultLoc = time.UTC // the library's own is this machine's zone, in which midnight may not exist
	all := make(map[string]*workdays, len(table))
	for _, c := range table {
		all[c.Name] = newWorkdays(c.holidays)
	}
	return all
}

// Calendars lists the names of the working-day calendars.
func Calendars() []string { return slices.Sorted(maps.Keys(calendars)) }

// calendarOf names the calendar of a receiving zone: New York's is US-MD, that
// of a capital in the directory of authorities its country's.
var calendarOf = newCalendarOf(Authorities)

func newCalendarOf(directory []Authority) map[string]string {
	names := map[string]string{"America/New_York": "US-MD"}
	for _, a := range directory {
		if calendars[a.Country] != nil {
			names[a.Zone] = a.Country
		}
	}
	names["Europe/London"] = "GB-ENG"
	return names
}

// The years the table of holidays covers; other years are computed when asked
// for, so that a rehearsal may run centuries ahead.
const (
	firstYear = 2016
	lastYear  = 2060
)

// workdays tells working days from weekends and public holidays. Ladders ask it
// over and over, so it knows every day of the years above.
type workdays struct {
	holidays []*cal.Holiday
	days     []uint8 // by day since 1 January of firstYear: 0, or 1 + index of the holiday
}

var firstDay = dayNumber(time.Date(firstYear, time.January, 1, 0, 0, 0, 0, time.UTC))

// dayNumber counts days since 1970; t is a midnight in UTC.
func dayNumber(t time.Time) int { return int(t.Unix() / int64(fullDay/time.Second)) }

func newWorkdays(holidays []*cal.Holiday) *workdays {
	end := dayNumber(time.Date(lastYear+1, time.January, 1, 0, 0, 0, 0, time.UTC))
	w := &workdays{holidays: holidays, days: make([]uint8, end-firstDay)}
	for year := firstYear; year <= lastYear+1; year++ { // New Year's Day in lieu may fall on the last day of the year before
		for i, h := range holidays {
			w.mark(h, year, uint8(i+1))
		}
	}
	return w
}

// mark enters a holiday of one year on its own day and on the day in lieu; the
// first holiday of a day gives it its name.
func (w *workdays) mark(h *cal.Holiday, year int, entry uint8) {
	actual, observed := h.Calc(year)
	if actual.IsZero() {
		return
	}
	for _, t := range [2]time.Time{actual, observed} {
		if i := dayNumber(t) - firstDay; i >= 0 && i < len(w.days) && w.days[i] == 0 {
			w.days[i] = entry
		}
	}
}

// on returns the public holiday on the day t, a midnight in UTC; nil for none.
func (w *workdays) on(t time.Time) *cal.Holiday {
	if i := dayNumber(t) - firstDay; i >= 0 && i < len(w.days) {
		if entry := w.days[i]; entry > 0 {
			return w.holidays[entry-1]
		}
		return nil
	}
	for year := t.Year(); year <= t.Year()+1; year++ {
		for _, h := range w.holidays {
			if actual, observed := h.Calc(year); actual.Equal(t) || observed.Equal(t) {
				return h
			}
		}
	}
	return nil
}

// isWorkday reports whether d is neither Saturday, Sunday nor a public holiday.
func (w *workdays) isWorkday(d complaint.Date) bool {
	t := d.In(time.UTC, 0, 0)
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday && w.on(t) == nil
}

// addBusinessDays counts n working days on from d, not counting d; backwards if
// n is negative.
func (w *workdays) addBusinessDays(d complaint.Date, n int) complaint.Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		if d = d.AddDays(step); w.isWorkday(d) {
			n--
		}
	}
	return d
}

// roll moves d to a working day as the policy says.
func (w *workdays) roll(d complaint.Date, policy Roll) complaint.Date {
	step := 0
	switch policy {
	case RollNext:
		step = 1
	case RollPrevious:
		step = -1
	case RollNone:
	}
	for step != 0 && !w.isWorkday(d) {
		d = d.AddDays(step)
	}
	return d
}

// holiday returns the name of the public holiday on d, or "".
func (w *workdays) holiday(d complaint.Date) string {
	if h := w.on(d.In(time.UTC, 0, 0)); h != nil {
		return h.Name
	}
	return ""
}

// calendarName returns the place's calendar, US-MD when none is known.
func (p Place) calendarName() string {
	if p.Calendar != "" {
		return p.Calendar
	}
	if name := calendarOf[p.Zone]; name != "" {
		return name
	}
	return "US-MD"
}

func (p Place) calendar() *workdays {
	if w := calendars[p.calendarName()]; w != nil {
		return w
	}
	return calendars["US-MD"]
}

// zone returns the receiving address's location, UTC when its name is unknown.
func (p Place) zone() *time.Location { return location(p.Zone) }

// Local returns the day that t is at the receiving address.
func (p Place) Local(t time.Time) complaint.Date { return complaint.DateOf(t.In(p.zone())) }
