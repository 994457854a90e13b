package law

import (
	"testing"
	"time"

	"recourse/complaint"
)

// The last second of D45, on the days the clocks change, one day before and after,
// and with the complainant east and west of the receiving address.
func TestCount_lastSecondWhenClocksChange(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, zone, person, from, want string }{
		{"London, the day before summer time", "Europe/London", "", "2018-02-07", "2018-03-24T23:59:59Z"},
		{"London, summer time begins", "Europe/London", "", "2018-02-08", "2018-03-25T22:59:59Z"},
		{"London, the day before winter time", "Europe/London", "", "2018-09-12", "2018-10-27T22:59:59Z"},
		{"London, winter time begins", "Europe/London", "", "2018-09-13", "2018-10-28T23:59:59Z"},
		{"Hanover, the day before summer time", "America/New_York", "", "2018-01-24", "2018-03-11T04:59:59Z"},
		{"Hanover, summer time begins", "America/New_York", "", "2018-01-25", "2018-03-12T03:59:59Z"},
		{"Hanover, the day before winter time", "America/New_York", "", "2018-09-19", "2018-11-04T03:59:59Z"},
		{"Hanover, winter time begins", "America/New_York", "", "2018-09-20", "2018-11-05T04:59:59Z"},
		{"Stockholm, on the leap day", "Europe/Stockholm", "", "2020-01-15", "2020-02-29T22:59:59Z"},
		{"complainant east, in Cyprus", "America/New_York", "Asia/Nicosia", "2018-08-24", "2018-10-08T20:59:59Z"},
		{"complainant west, in California", "America/New_York", "America/Los_Angeles", "2018-08-24", "2018-10-09T03:59:59Z"},
		{"complainant west, in New York", "Europe/London", "America/New_York", "2018-08-24", "2018-10-08T22:59:59Z"},
		{"complainant at the far east", "Europe/London", "Pacific/Auckland", "2018-08-24", "2018-10-08T10:59:59Z"},
		{"America has summer time, Europe not yet", "America/New_York", "Europe/Stockholm", "2018-02-01", "2018-03-18T22:59:59Z"},
	} {
		p, err := Lookup(PackRef{ID: "EU-PS-2016"})
		if err != nil {
			t.Fatal(err)
		}
		got := p.Rule(D45).Count(day(t, tc.from), Place{Zone: tc.zone, Person: tc.person})
		if end := got.Instant.Format(time.RFC3339); end != tc.want {
			t.Errorf("%s: ends %s, want %s", tc.name, end, tc.want)
		}
	}
}

// The day of receipt is the day at the receiving address.
func TestPlace_local(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ zone, at, want string }{
		{"America/New_York", "2018-08-24T03:59:59Z", "2018-08-23"},
		{"America/New_York", "2018-08-24T04:00:00Z", "2018-08-24"},
		{"America/New_York", "2018-12-24T04:59:59Z", "2018-12-23"},
		{"Europe/London", "2018-08-23T23:00:00Z", "2018-08-24"},
		{"Europe/London", "2018-12-23T23:00:00Z", "2018-12-23"},
		{"Europe/Helsinki", "2018-12-31T22:00:00Z", "2019-01-01"},
	} {
		at, err := time.Parse(time.RFC3339, tc.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := (Place{Zone: tc.zone}).Local(at); got != day(t, tc.want) {
			t.Errorf("%s in %s is %s, want %s", tc.at, tc.zone, got, tc.want)
		}
	}
}

// Zones come from the embedded database alone; neither the machine's files nor its
// own zone is ever asked.
func TestLocation_embedded(t *testing.T) {
	t.Parallel()
	for _, a := range Authorities {
		if got := location(a.Zone); got.String() != a.Zone || len(zoneData[a.Zone]) == 0 {
			t.Errorf("the zone of %s, %s, is not embedded", a.Country, a.Zone)
		}
	}
	for _, name := range []string{"", "Local", "Europe/", "Mars/Olympus", "../zoneinfo/Europe/London"} {
		if location(name) != time.UTC {
			t.Errorf("%q is a zone", name)
		}
	}
}

func TestReadZones_damaged(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("a damaged database was read")
		}
	}()
	readZones(zoneFile[:len(zoneFile)/2])
}

// Every instant worked out from the offsets of the days is the library's own.
func TestZone_agreesWithTheLibrary(t *testing.T) {
	t.Parallel()
	clocks := [][3]int{{0, 0, 0}, {2, 30, 0}, {9, 0, 0}, {23, 59, 59}}
	for _, name := range []string{"America/New_York", "Europe/London", "Europe/Lisbon", "Atlantic/Reykjavik", "Europe/Dublin", "UTC", "no such zone"} {
		z := zoneOf(name)
		for d := (complaint.Date{Year: firstYear - 1, Month: 12, Day: 1}); d.Year < lastYear+2; d = d.AddDays(1) {
			for _, c := range clocks {
				want := time.Date(d.Year, d.Month, d.Day, c[0], c[1], c[2], 0, z.Location).UTC()
				if got := z.at(d, c[0], c[1], c[2]); got != want {
					t.Fatalf("%s, %s %v: got %s, want %s", name, d, c, got, want)
				}
			}
		}
	}
}
