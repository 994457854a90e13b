package law

import (
	"cmp"
	"time"

	"recourse/complaint"
)

// OwnReminder is a day on which somebody who follows a case wants to be reminded of
// it. It is theirs alone: no rule sees it, and it moves nothing.
type OwnReminder struct {
	ID       string         // random, opaque
	Agent    int            // whose it is: the event that admitted the representative, 0 for the person
	Day      complaint.Date // in their zone
	At       time.Time      // the morning of the day, real time
	Word     string         // what they want to be told then; "" for nothing. Personal data
	Reminded bool           // the letter is written
}

// Morning is the instant at which somebody who complains is reminded on a day: the
// hour of other reminders, on the clock where they live. Case time.
func (p Place) Morning(d complaint.Date) time.Time {
	return zoneOf(p.personal()).at(d, reminderHour, 0, 0)
}

// Home is the local day of an instant where the person lives.
func (p Place) Home(t time.Time) complaint.Date {
	return complaint.DateOf(t.In(zoneOf(p.personal()).Location))
}

// personal names the zone of the person.
func (p Place) personal() string { return cmp.Or(p.Person, p.Zone) }
