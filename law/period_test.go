package law

import (
	"strings"
	"testing"
	"time"

	"recourse/complaint"
)

func day(t *testing.T, s string) complaint.Date {
	t.Helper()
	d, err := complaint.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var hanover = Place{Zone: "America/New_York"}

// The worked examples of the rulebook, section 12.7.
func TestCount(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, rule, from, due, internal string
	}{
		{"D45 plain", "D45", "2018-08-24", "2018-10-08", "2018-10-05"}, // Columbus Day in US-MD
		{"D45 legal date stays on a Sunday", "D45", "2018-08-09", "2018-09-23", "2018-09-21"},
		{"D45 across holidays, none skipped", "D45", "2018-11-16", "2018-12-31", "2018-12-31"},
		{"D25 strict", "D25", "2018-10-01", "2018-10-26", "2018-10-26"},
		{"D60 panel target", "D60", "2018-10-01", "2018-11-30", "2018-11-30"},
		{"D90 strict, no roll", "D90", "2018-10-01", "2018-12-30", "2018-12-30"},
		{"RR1M rolls to the next working day", "RR1M", "2018-08-31", "2018-10-01", "2018-10-01"},
		{"RR1M in a shorter month", "RR1M", "2019-01-31", "2019-02-28", "2019-02-28"},
		{"RR1M in a leap year", "RR1M", "2020-01-31", "2020-03-02", "2020-03-02"}, // 29 February is a Saturday
		{"ACK skips Labor Day and weekends", "ACK", "2018-08-24", "2018-09-10", "2018-09-10"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			p := shield().Rule(RuleID(tc.rule)).Count(day(t, tc.from), hanover)
			if p.Due != day(t, tc.due) || p.Internal != day(t, tc.internal) {
				t.Errorf("due %s internal %s, want %s and %s\n%s", p.Due, p.Internal, tc.due, tc.internal, strings.Join(p.Steps, "\n"))
			}
		})
	}
}

func TestCount_endsInTheEarlierZone(t *testing.T) {
	t.Parallel()
	p := shield().Rule(D45).Count(day(t, "2018-08-24"), Place{Zone: "America/New_York", Person: "Europe/Stockholm"})
	if want := time.Date(2018, 10, 8, 21, 59, 59, 0, time.UTC); !p.Instant.Equal(want) {
		t.Errorf("ends %s, want %s: midnight comes first in Stockholm", p.Instant, want)
	}
}

func TestCount_countsDatesAcrossDaylightSaving(t *testing.T) {
	t.Parallel()
	p := shield().Rule(D45).Count(day(t, "2018-10-01"), hanover)
	if want := time.Date(2018, 11, 16, 4, 59, 59, 0, time.UTC); !p.Instant.Equal(want) {
		t.Errorf("ends %s, want %s", p.Instant, want)
	}
}

// Every zone and both ways over the change of the clocks: the last second of the
// day in whichever place it comes first.
func TestCount_lastSecond(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, zone, person, from, want string }{
		{"Hanover alone, winter time", "America/New_York", "", "2018-10-01", "2018-11-16T04:59:59Z"},
		{"Hanover alone, summer time", "America/New_York", "", "2018-03-01", "2018-04-16T03:59:59Z"},
		{"Bracknell, complainant in Helsinki", "Europe/London", "Europe/Helsinki", "2018-08-24", "2018-10-08T20:59:59Z"},
		{"Bracknell, complainant in Reykjavik", "Europe/London", "Atlantic/Reykjavik", "2018-08-24", "2018-10-08T22:59:59Z"},
		{"Bracknell, complainant in Reykjavik in winter", "Europe/London", "Atlantic/Reykjavik", "2018-11-16", "2018-12-31T23:59:59Z"},
		{"a zone nobody knows is UTC", "Mars/Olympus", "", "2018-08-24", "2018-10-08T23:59:59Z"},
	} {
		p := shield().Rule(D45).Count(day(t, tc.from), Place{Zone: tc.zone, Person: tc.person})
		if got := p.Instant.Format(time.RFC3339); got != tc.want {
			t.Errorf("%s: ends %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestCount_rolls(t *testing.T) {
	t.Parallel()
	for policy, want := range map[Roll]string{RollNone: "2018-10-06", RollNext: "2018-10-09", RollPrevious: "2018-10-05"} { // Monday is Columbus Day
		r := Rule{N: 43, Unit: CalendarDay, Roll: policy, Basis: Primary}
		p := r.Count(day(t, "2018-08-24"), hanover)
		if p.Due != day(t, want) {
			t.Errorf("%s: due %s, want %s", policy, p.Due, want)
		}
		word := map[Roll]string{RollNone: "does not roll", RollNext: "next working day", RollPrevious: "previous working day"}[policy]
		if text := strings.Join(p.Steps, " "); !strings.Contains(text, "a Saturday") || !strings.Contains(text, word) {
			t.Errorf("%s: %s", policy, text)
		}
	}
}

func TestStated_replacesTheCountedDate(t *testing.T) {
	t.Parallel()
	p := shield().Rule(D90).Stated(day(t, "2018-10-01"), day(t, "2018-12-22"), hanover)
	if p.Due != day(t, "2018-12-22") || p.Internal != p.Due || p.Start != day(t, "2018-10-01") || !strings.Contains(p.Steps[0], "stated") {
		t.Errorf("got %+v", p)
	}
}

func TestCalendar_holidays(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		calendar, day string
		work          bool
	}{
		{"US-MD", "2018-09-03", false},
		{"US-MD", "2018-11-22", false},
		{"US-MD", "2018-08-27", true},
		{"US-MD", "2018-11-23", true},
		{"GB-ENG", "2018-08-27", false},
		{"GB-ENG", "2018-12-26", false},
		{"GB-ENG", "2019-04-22", false},
		{"GB-ENG", "2018-09-03", true},
		{"SE", "2018-06-06", false},
		{"SE", "2019-05-30", false},
		{"SE", "2018-08-27", true},
		{"SE", "2018-09-01", false},
	} {
		if got := calendars[tc.calendar].isWorkday(day(t, tc.day)); got != tc.work {
			t.Errorf("%s in %s: working day %v, want %v", tc.day, tc.calendar, got, tc.work)
		}
	}
	if got := (Place{Zone: "Europe/Stockholm"}).calendarName(); got != "SE" {
		t.Errorf("Stockholm counts by %s", got)
	}
}

func TestPlaceOf(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ channel, residence, zone, person string }{
		{"WEB_FORM", "SE", "Europe/London", "Europe/Stockholm"},
		{"WEB_FORM", "CH", "Europe/London", "Europe/Zurich"},
		{"WEB_FORM", "US", "America/New_York", ""},
		{"EMAIL_DSR", "US", "America/New_York", ""},
		{"POST_US", "SE", "America/New_York", "Europe/Stockholm"},
		{"POST_EU", "US", "Europe/London", ""},
		{"FROM_DPA", "DE", "Europe/London", "Europe/Berlin"},
	} {
		p := PlaceOf(tc.channel, tc.residence)
		if p.Zone != tc.zone || p.Person != tc.person || calendars[p.Calendar] == nil {
			t.Errorf("%s from %s: %+v", tc.channel, tc.residence, p)
		}
	}
	for _, channel := range complaint.Channels {
		if PlaceOf(channel, "SE").zone().String() == "UTC" {
			t.Errorf("%s has no zone", channel)
		}
	}
}

func TestAuthorities_directory(t *testing.T) {
	t.Parallel()
	eea, seen := 0, map[string]bool{}
	for _, a := range Authorities {
		if a.EEA {
			eea++
		}
		if seen[a.Country] || a.Name == "" || a.Short == "" || a.Web == "" || a.Place == "" || location(a.Zone) == time.UTC {
			t.Errorf("the authority of %s is doubled or incomplete: %+v", a.Country, a)
		}
		seen[a.Country] = true
		if AuthorityOf(a.Country) != a {
			t.Errorf("%s is not found", a.Country)
		}
	}
	if eea != 30 || len(Authorities) != 33 {
		t.Errorf("%d of the EEA among %d, want 30 among 33", eea, len(Authorities))
	}
	for country, want := range map[string]bool{"SE": true, "LI": true, "NO": true, "CH": true, "GB": false, "US": false, "": false} {
		if Covered(country) != want {
			t.Errorf("%q is covered: %v", country, Covered(country))
		}
	}
}

func TestCount_explainsEveryStep(t *testing.T) {
	t.Parallel()
	text := strings.Join(shield().Rule(D45).Count(day(t, "2018-08-09"), hanover).Steps, " ")
	for _, want := range []string{"day 0", "23 September 2018", "Sunday", "does not roll", "23:59:59", "21 September 2018"} {
		if !strings.Contains(text, want) {
			t.Errorf("steps do not mention %q: %s", want, text)
		}
	}
}
