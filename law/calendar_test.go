package law

import (
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
)

// Days taken from the public announcements of each place: those marked + are
// working days, the others public holidays (on no weekend).
var knownDays = map[string]string{
	"US-MD": "2018-01-15 2018-05-28 2018-07-04 2018-11-12 +2018-11-23 +2020-06-19 2021-06-18 2021-07-05 2021-12-24 2021-12-31 +2022-01-03 " +
		"2022-06-20 2022-12-26 2023-01-02 2023-11-10 2026-07-03 2027-06-18 2027-07-05 2027-12-24 2027-12-31 +2027-12-27 2024-10-14 +2025-01-09",
	"GB-ENG": "2018-03-30 2018-04-02 2018-05-07 2018-05-28 2018-08-27 +2020-05-04 2020-05-08 2020-12-28 2021-12-27 2021-12-28 2022-01-03 +2022-05-30 " +
		"2022-06-02 2022-06-03 2022-09-19 2022-12-26 2022-12-27 2023-01-02 2023-05-08 2024-03-29 2026-12-28 2027-03-26 2027-12-27 2027-12-28 +2018-08-06",
	"SE": "2018-03-30 2018-05-10 2018-06-06 2018-06-22 2018-12-24 2018-12-31 2019-05-30 2021-01-06 2023-06-23 2024-06-21 2027-06-25 +2018-05-21 +2018-10-31",
	"AT": "2018-05-31 2018-10-26 2024-05-30 2027-12-08 +2018-03-30",
	"BE": "2018-05-10 2021-07-21 2024-11-01 2025-11-11 +2018-03-30 +2022-12-26",
	"BG": "2018-05-07 2021-04-30 2021-05-03 2021-05-04 2022-05-02 2023-12-26 2023-12-27 2024-05-01 +2024-05-07 2024-05-06 2025-04-21 2027-05-04",
	"CH": "2018-08-01 2019-05-30 2023-12-25 2024-01-01 +2019-03-19 +2023-12-26 +2024-03-29",
	"CZ": "2018-03-30 2018-09-28 2024-07-05 2025-11-17 2027-10-28",
	"DE": "2017-10-31 2018-10-03 2019-05-30 2024-05-20 2022-10-03 2024-10-03 +2018-10-31 +2018-05-31 2023-12-26",
	"DK": "2018-04-27 2023-05-05 +2024-04-26 2024-03-28 2025-06-05",
	"ES": "2018-10-12 2022-12-06 2023-12-08 2024-03-29 +2018-04-02",
	"FR": "2018-05-08 2018-05-10 2019-06-10 2021-07-14 2024-11-11 +2018-03-30",
	"GR": "2018-02-19 2018-04-06 2018-04-09 2019-06-17 2021-05-04 +2024-05-01 2024-05-07 2025-03-03 2025-10-28",
	"HR": "2018-06-25 2018-10-08 +2018-05-30 +2019-11-18 2019-10-08 2020-11-18 2022-05-30 +2020-06-25 +2021-10-08",
	"IE": "+2018-03-19 2018-10-29 2022-03-18 2023-02-06 2024-02-05 2027-02-01 +2018-03-30",
	"IT": "2018-04-25 2020-06-02 2022-08-15 +2023-10-04 2027-10-04 +2018-03-30",
	"LT": "+2018-11-02 2020-11-02 2018-02-16 2019-03-11 2024-06-24",
	"LV": "2018-07-09 2018-09-24 2019-05-06 2018-11-19 2023-05-29 2023-07-10 2024-06-24",
	"NL": "2018-03-30 2018-04-27 2020-05-05 2027-05-06 +2018-12-31 2022-04-27",
	"NO": "2018-05-17 2018-03-29 2019-05-30 2024-05-17 2024-05-20",
	"PL": "2018-11-12 2018-05-31 +2024-12-24 2025-12-24 2023-05-03",
	"RO": "2018-04-06 2018-11-30 +2022-01-06 2025-01-06 2025-01-07 2025-01-24 2024-05-03",
	"SI": "2018-01-02 2018-02-08 2023-08-14 2023-04-27 2025-10-31",
	"SK": "2018-10-30 2022-09-01 +2025-09-01 2023-11-17 +2025-11-17 2025-09-15 +2026-09-15 +2026-05-08 2025-05-08",
	"FI": "+2018-12-06 +2018-01-01",
	"PT": "+2018-04-25",
}

func TestCalendar_knownDays(t *testing.T) {
	t.Parallel()
	for name, days := range knownDays {
		for _, text := range strings.Fields(days) {
			text, work := strings.CutPrefix(text, "+")
			d := day(t, text)
			if got := calendars[name].isWorkday(d); got != work {
				t.Errorf("%s, %s: working day %v, want %v (%q)", name, d.Long(), got, work, calendars[name].holiday(d))
			}
		}
	}
}

// No calendar that claims to know its holidays goes unchecked.
func TestCalendar_everyPlaceHasAKnownHoliday(t *testing.T) {
	t.Parallel()
	for _, c := range CalendarTable() {
		checked := slices.ContainsFunc(strings.Fields(knownDays[c.Name]), func(d string) bool { return !strings.HasPrefix(d, "+") })
		if checked != c.Covered {
			t.Errorf("%s: covered %v, checked against a known holiday %v", c.Name, c.Covered, checked)
		}
	}
}

// Every country of the EEA, Switzerland, England and Maryland have a calendar;
// where the holidays are not known, weekends alone are no working days.
func TestCalendarTable(t *testing.T) {
	t.Parallel()
	for _, a := range Authorities {
		if (a.EEA || a.Country == "CH") && calendars[a.Country] == nil {
			t.Errorf("%s has no calendar", a.Country)
		}
		if place := (Place{Zone: a.Zone}); a.EEA && place.calendarName() != a.Country {
			t.Errorf("%s counts by %s", a.Zone, place.calendarName())
		}
	}
	var uncovered []string
	for _, c := range CalendarTable() {
		if !c.Covered {
			uncovered = append(uncovered, c.Name)
			if calendars[c.Name].addBusinessDays(complaint.Date{Year: 2018, Month: 12, Day: 21}, 10) != day(t, "2019-01-04") {
				t.Errorf("%s knows a holiday", c.Name)
			}
		}
	}
	if got := strings.Join(uncovered, " "); got != "CY EE FI HU IS LI LU MT PT" {
		t.Errorf("not covered: %s", got)
	}
}

// The table and the rules behind it agree, so that years beyond the table count
// the same way.
func TestCalendar_beyondTheTable(t *testing.T) {
	t.Parallel()
	for _, c := range calendarTable {
		bare := &workdays{holidays: c.holidays}
		for d := (complaint.Date{Year: 2021, Month: 1, Day: 1}); d.Year < 2024; d = d.AddDays(1) {
			if table, rule := calendars[c.Name].holiday(d), bare.holiday(d); (table == "") != (rule == "") {
				t.Errorf("%s, %s: the table says %q, the rules %q", c.Name, d, table, rule)
			}
		}
	}
	for text, want := range map[string]string{"2060-12-24": "Julafton", "2061-12-24": "Julafton", "2015-12-24": "Julafton", "2736-12-24": "Julafton"} {
		if got := calendars["SE"].holiday(day(t, text)); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}

// A library that changes its mind would move periods that run already: every day
// of every calendar, as a fingerprint per place.
func TestCalendar_unchanged(t *testing.T) {
	t.Parallel()
	var lines []string
	for _, c := range calendarTable {
		h := fnv.New64a()
		for _, entry := range calendars[c.Name].days {
			fmt.Fprint(h, entry != 0, " ")
		}
		lines = append(lines, fmt.Sprintf("%s %016x", c.Name, h.Sum64()))
	}
	const file = "testdata/calendars.txt"
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Fields(string(want)), strings.Fields(strings.Join(lines, " "))); diff != "" {
		t.Errorf("holidays have changed (-want +got); see docs/calendars.md before you run with -update:\n%s", diff)
	}
}

// Regulation 1182/71, Art. 3(5): a period of two days or more holds at least two
// working days. No month can hold fewer, so that the rule needs no code.
func TestCount_twoWorkingDaysInEveryMonth(t *testing.T) {
	t.Parallel()
	for name, w := range calendars {
		for d := (complaint.Date{Year: 2018, Month: 1, Day: 1}); d.Year < 2028; d = d.AddDays(1) {
			end := w.roll(d.AddMonths(1), RollNext)
			if !w.isWorkday(end) || end.Before(w.addBusinessDays(d, 2)) {
				t.Fatalf("%s: the month from %s to %s is too short", name, d, end)
			}
		}
	}
}

func TestCount_places(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, calendar, rule, from, due, internal string }{
		{"from a leap day", "US-MD", "RR1M", "2020-02-29", "2020-03-30", "2020-03-30"}, // 29 March is a Sunday
		{"into a leap day", "US-MD", "RR1M", "2024-01-30", "2024-02-29", "2024-02-29"},
		{"past the end of February", "US-MD", "RR1M", "2023-01-30", "2023-02-28", "2023-02-28"},
		{"twelve months from a leap day", "US-MD", "REOPEN", "2020-02-29", "2021-02-28", "2021-02-28"}, // a Sunday; no roll
		{"twelve months into a leap year", "US-MD", "REOPEN", "2023-02-28", "2024-02-28", "2024-02-28"},
		{"over a leap day", "US-MD", "D45", "2020-01-16", "2020-03-01", "2020-02-28"},
		{"over the year", "US-MD", "RR1M", "2018-12-31", "2019-01-31", "2019-01-31"},
		{"three months into a leap day", "US-MD", "RR3M", "2023-11-30", "2024-02-29", "2024-02-29"},
		{"three months into February", "US-MD", "RR3M", "2022-11-30", "2023-02-28", "2023-02-28"},
		{"Christmas on a Saturday", "US-MD", "RR3M", "2021-09-25", "2021-12-27", "2021-12-27"}, // observed on Friday
		{"Christmas on a Saturday", "GB-ENG", "RR3M", "2021-09-25", "2021-12-29", "2021-12-29"},
		{"Christmas on a Saturday", "SE", "RR3M", "2021-09-25", "2021-12-27", "2021-12-27"},
		{"Christmas on a Saturday", "BG", "RR3M", "2021-09-25", "2021-12-29", "2021-12-29"},
		{"Midsummer's eve", "SE", "RR1M", "2023-05-23", "2023-06-26", "2023-06-26"},
		{"Unity Day", "DE", "RR1M", "2018-09-03", "2018-10-04", "2018-10-04"},
		{"Good Friday to Tuesday", "DE", "RR1M", "2022-03-15", "2022-04-19", "2022-04-19"},
		{"Ascension", "FR", "RR1M", "2018-04-10", "2018-05-11", "2018-05-11"},
		{"a royal funeral", "GB-ENG", "RR1M", "2022-08-19", "2022-09-20", "2022-09-20"},
		{"a holiday nobody told us of", "FI", "RR1M", "2018-11-06", "2018-12-06", "2018-12-06"},
		{"ten business days over Christmas", "SE", "ACK", "2018-12-14", "2019-01-04", "2019-01-04"},
		{"ten business days over Christmas", "US-MD", "ACK", "2018-12-14", "2018-12-31", "2018-12-31"},
		{"ten business days over Christmas", "GB-ENG", "ACK", "2018-12-14", "2019-01-02", "2019-01-02"},
		{"ten business days over Christmas", "FI", "ACK", "2018-12-14", "2018-12-28", "2018-12-28"},
		{"legal date on Ascension stays", "SE", "D45", "2019-04-15", "2019-05-30", "2019-05-29"},
		{"legal date on Christmas Day stays", "SE", "D45", "2018-11-10", "2018-12-25", "2018-12-21"},
		{"legal date on Christmas Day stays", "GB-ENG", "D45", "2018-11-10", "2018-12-25", "2018-12-24"},
		{"window ends after Christmas", "GB-ENG", "SAT", "2018-11-25", "2018-12-27", "2018-12-27"},
	} {
		p, err := Lookup(PackRef{ID: "EU-PS-2016"})
		if err != nil {
			t.Fatal(err)
		}
		got := p.Rule(RuleID(tc.rule)).Count(day(t, tc.from), Place{Zone: "Europe/London", Calendar: tc.calendar})
		if got.Due != day(t, tc.due) || got.Internal != day(t, tc.internal) {
			t.Errorf("%s, %s, %s: due %s internal %s, want %s and %s", tc.calendar, tc.rule, tc.name, got.Due, got.Internal, tc.due, tc.internal)
		}
	}
}

func BenchmarkAddBusinessDays(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		calendars["US-MD"].addBusinessDays(complaint.Date{Year: 2018, Month: time.August, Day: 24}, 10)
	}
}
