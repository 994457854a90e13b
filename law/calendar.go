package law

import (
	"maps"
	"slices"
	"sync"
	"time"
	_ "time/tzdata" // zones travel with the binary, so that every machine counts alike

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/us"

	"recourse/complaint"
)

// Place is where a deadline is counted: the receiving address, whose zone and
// working days decide, and the complainant's zone, which decides when its day
// ends first (rulebook, section 12, rules 3 and 6).
type Place struct {
	Zone     string `json:"zone"`               // IANA zone of the receiving address
	Person   string `json:"person,omitempty"`   // IANA zone of the complainant; "" for the same
	Calendar string `json:"calendar,omitempty"` // working days: US-MD, GB-ENG, SE; "" for the zone's own
}

// calendars are the working-day calendars by place. Holidays come from the
// library, which has no state holidays of Maryland: US-MD is the federal list.
var calendars = map[string]*workdays{
	"US-MD":  newWorkdays(us.Holidays),
	"GB-ENG": newWorkdays(gb.Holidays),
	"SE":     newWorkdays(se.Holidays),
}

// Calendars lists the names of the working-day calendars.
func Calendars() []string { return slices.Sorted(maps.Keys(calendars)) }

// calendarOf names the calendar of a receiving zone.
var calendarOf = map[string]string{
	"America/New_York": "US-MD",
	"Europe/London":    "GB-ENG",
	"Europe/Stockholm": "SE",
}

// workdays tells working days from weekends and public holidays. Ladders ask it
// over and over, so it computes each year once.
type workdays struct {
	cal   *cal.BusinessCalendar
	years sync.Map // year to *[367]bool by day of the year: is it a working day?
}

func newWorkdays(holidays []*cal.Holiday) *workdays {
	c := cal.NewBusinessCalendar()
	c.AddHoliday(holidays...)
	return &workdays{cal: c}
}

// isWorkday reports whether d is neither Saturday, Sunday nor a public holiday.
func (w *workdays) isWorkday(d complaint.Date) bool {
	year, ok := w.years.Load(d.Year)
	if !ok {
		year, _ = w.years.LoadOrStore(d.Year, w.year(d.Year))
	}
	return year.(*[367]bool)[d.In(time.UTC, 0, 0).YearDay()]
}

// year tells the working days of one year.
func (w *workdays) year(n int) *[367]bool {
	var days [367]bool
	for t := time.Date(n, time.January, 1, 12, 0, 0, 0, time.UTC); t.Year() == n; t = t.AddDate(0, 0, 1) {
		days[t.YearDay()] = w.cal.IsWorkday(t)
	}
	return &days
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
	step := map[Roll]int{RollNext: 1, RollPrevious: -1}[policy]
	for step != 0 && !w.isWorkday(d) {
		d = d.AddDays(step)
	}
	return d
}

// holiday returns the name of the public holiday on d, or "".
func (w *workdays) holiday(d complaint.Date) string {
	if _, observed, h := w.cal.IsHoliday(d.In(time.UTC, 12, 0)); observed {
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

// zones are the locations met so far by name: loading one reads a file.
var zones sync.Map

func location(name string) *time.Location {
	if zone, ok := zones.Load(name); ok {
		return zone.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	zones.Store(name, zone)
	return zone
}
