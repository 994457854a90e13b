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
			p := packs[0].Rule(RuleID(tc.rule)).Count(day(t, tc.from), hanover)
			if p.Due != day(t, tc.due) || p.Internal != day(t, tc.internal) {
				t.Errorf("due %s internal %s, want %s and %s\n%s", p.Due, p.Internal, tc.due, tc.internal, strings.Join(p.Steps, "\n"))
			}
		})
	}
}

func TestCount_endsInTheEarlierZone(t *testing.T) {
	t.Parallel()
	p := packs[0].Rule(D45).Count(day(t, "2018-08-24"), Place{Zone: "America/New_York", Person: "Europe/Stockholm"})
	if want := time.Date(2018, 10, 8, 21, 59, 59, 0, time.UTC); !p.Instant.Equal(want) {
		t.Errorf("ends %s, want %s: midnight comes first in Stockholm", p.Instant, want)
	}
}

func TestCount_countsDatesAcrossDaylightSaving(t *testing.T) {
	t.Parallel()
	p := packs[0].Rule(D45).Count(day(t, "2018-10-01"), hanover)
	if want := time.Date(2018, 11, 16, 4, 59, 59, 0, time.UTC); !p.Instant.Equal(want) {
		t.Errorf("ends %s, want %s", p.Instant, want)
	}
}

func TestCount_explainsEveryStep(t *testing.T) {
	t.Parallel()
	text := strings.Join(packs[0].Rule(D45).Count(day(t, "2018-08-09"), hanover).Steps, " ")
	for _, want := range []string{"day 0", "23 September 2018", "Sunday", "does not roll", "23:59:59", "21 September 2018"} {
		if !strings.Contains(text, want) {
			t.Errorf("steps do not mention %q: %s", want, text)
		}
	}
}

func TestClock_roundTrip(t *testing.T) {
	t.Parallel()
	epoch := time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)
	for _, length := range []time.Duration{24 * time.Hour, time.Second, 250 * time.Millisecond, 7 * time.Millisecond} {
		c := Clock{Epoch: epoch, Day: length}
		for _, days := range []int{-400, -1, 0, 1, 45, 3650} {
			at := epoch.AddDate(0, 0, days).Add(time.Second)
			got := c.Case(c.Real(at))
			if got.Before(at) || got.Sub(at) > time.Second {
				t.Errorf("day %s, %d days: case time %s comes back as %s", length, days, at, got)
			}
		}
	}
}

func TestParsePack_refusesWhatIsWrong(t *testing.T) {
	t.Parallel()
	text, err := packFiles.ReadFile("packs/eu-ps-2016.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, old, new, want string }{
		{"negative period", "n: 45", "n: -45", "positive"},
		{"missing citation", "cite: WP29 Rules of Procedure of the Informal Panel (target of the panel)", "cite: ''", "cite is missing"},
		{"unknown rule", "  D60:", "  D61:", "D60 is missing"},
		{"unknown field", "owner: dpa_panel", "ownr: dpa_panel", "ownr"},
		{"bad rung", "{on: due-5bd", "{on: five days before", "no day of a ladder"},
		{"unknown basis", "basis: secondary", "basis: hearsay", "hearsay"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParsePack([]byte(strings.Replace(string(text), tc.old, tc.new, 1)))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error about %q", err, tc.want)
			}
		})
	}
}
