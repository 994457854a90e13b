package paper

import (
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"recourse/complaint"
)

// Day is one entry of a calendar: a whole day.
type Day struct {
	ID    string // the same for the same date, so that a calendar that is loaded again replaces it
	On    complaint.Date
	Title string
	Says  string
}

// Calendar is a calendar of days.
type Calendar struct {
	Lang string // BCP 47
	Name string
	URL  string // where more can be read
	Made time.Time
	Days []Day
}

// alarms are when a calendar reminds of a day: a week before and the day before, at
// nine in the morning where its owner is. Product choice.
var alarms = []string{"-P6DT15H", "-PT15H"}

// ICS writes the calendar (RFC 5545). Nothing in it is anybody's own words: calendars
// are shared and synchronised.
func (c *Calendar) ICS() ([]byte, error) {
	out := ics.NewCalendarFor("Recourse")
	out.SetProductId("-//Recourse//Dates of a case//EN")
	out.SetXWRCalName(c.Name)
	for _, d := range c.Days {
		c.add(out, d)
	}
	var text strings.Builder
	if err := out.SerializeTo(&text, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("write a calendar: %w", err)
	}
	return []byte(text.String()), nil
}

func (c *Calendar) add(out *ics.Calendar, d Day) {
	e := out.AddEvent(d.ID)
	e.SetDtStampTime(c.Made.UTC())
	e.SetAllDayStartAt(d.On.In(time.UTC, 0, 0))
	e.SetAllDayEndAt(d.On.AddDays(1).In(time.UTC, 0, 0))
	e.SetSummary(d.Title, language(c.Lang)...)
	e.SetDescription(d.Says, language(c.Lang)...)
	e.SetClass(ics.ClassificationPrivate)
	e.SetTimeTransparency(ics.TransparencyTransparent)
	if c.URL != "" {
		e.SetURL(c.URL)
	}
	for _, before := range alarms {
		a := e.AddAlarm()
		a.SetAction(ics.ActionDisplay)
		a.SetTrigger(before)
		a.SetDescription(d.Title)
	}
}

// language marks a text of a calendar with its language.
func language(lang string) []ics.PropertyParameter {
	if lang == "" {
		return nil
	}
	return []ics.PropertyParameter{&ics.KeyValues{Key: string(ics.ParameterLanguage), Value: []string{lang}}}
}
