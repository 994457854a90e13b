package law

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/complaint"
)

func aDay(t testing.TB, day string) complaint.Date {
	t.Helper()
	d, err := complaint.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// told is a measure of a year as people read it.
func told(c Counted) []string {
	out := []string{read("", c.Total)}
	for _, n := range c.Counts {
		out = append(out, read(n.Code, n))
	}
	return out
}

func read(name string, c Count) string {
	if c.Withheld {
		return name + "?"
	}
	return fmt.Sprint(name, c.N)
}

func measureOf(y Yearly, name string) Counted {
	i := slices.IndexFunc(y.Measures, func(c Counted) bool { return c.Measure == name })
	return y.Measures[i]
}

func TestYears_inBothCuts(t *testing.T) {
	t.Parallel()
	tallies := []Tally{
		{aDay(t, "2018-08-01"), "received", "COMPLAINT", 10},
		{aDay(t, "2019-01-01"), "received", "COMPLAINT", 20},
		{aDay(t, "2019-08-01"), "received", "COMPLAINT", 40},
		{aDay(t, "2020-01-01"), "received", "COMPLAINT", 80},
	}
	var got []string
	for _, y := range Years(tallies, aDay(t, "2020-07-31")) {
		got = append(got, fmt.Sprint(y.Cut, " ", y.Label(), " ", y.From, " ", y.Until, " ", told(measureOf(y, "received"))))
	}
	want := []string{
		"calendar 2019 2019-01-01 2019-12-31 [60 COMPLAINT60]",
		"program 2018-2019 2018-08-01 2019-07-31 [30 COMPLAINT30]",
		"calendar 2018 2018-01-01 2018-12-31 [10 COMPLAINT10]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if y := Years(tallies, aDay(t, "2020-08-01"))[0]; y.Label() != "2019-2020" {
		t.Errorf("the program year that ended yesterday is not there: %s", y.Label())
	}
	if len(Years(nil, aDay(t, "2020-08-01"))) != 0 {
		t.Error("years without a case")
	}
}

func TestYears_withholdSmallNumbers(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		counts map[string]int
		want   []string
	}{
		"none is small":              {map[string]int{"A": 5, "B": 9}, []string{"14", "A5", "B9"}},
		"a small one needs another":  {map[string]int{"A": 3, "B": 10, "C": 20}, []string{"33", "A?", "B?", "C20"}},
		"two that are small":         {map[string]int{"A": 3, "B": 4, "C": 20}, []string{"27", "A?", "B?", "C20"}},
		"two that are too few still": {map[string]int{"A": 1, "B": 1, "C": 20}, []string{"22", "A?", "B?", "C?"}},
		"few in all":                 {map[string]int{"A": 2, "B": 2}, []string{"?", "A?", "B?"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tallies []Tally
			for code, n := range tt.counts {
				tallies = append(tallies, Tally{aDay(t, "2019-01-01"), "outcome", code, n})
			}
			y := Years(tallies, aDay(t, "2020-01-01"))[0]
			if got := told(measureOf(y, "outcome")); y.Cut != CutCalendar || !slices.Equal(got, tt.want) {
				t.Errorf("%s: got %v, want %v", y.Label(), got, tt.want)
			}
		})
	}
}

// A small number in one stretch is withheld in both years it belongs to, though
// each is large enough: it would follow from their difference.
func TestYears_withholdAcrossTheCuts(t *testing.T) {
	t.Parallel()
	years := Years([]Tally{
		{aDay(t, "2018-08-01"), "received", "COMPLAINT", 50},
		{aDay(t, "2019-01-01"), "received", "COMPLAINT", 2},
		{aDay(t, "2019-08-01"), "received", "COMPLAINT", 50},
	}, aDay(t, "2021-01-01"))
	got := map[string]string{}
	for _, y := range years {
		got[y.Label()] = read("", measureOf(y, "received").Total)
	}
	if got["2018"] != "50" || got["2018-2019"] != "?" || got["2019"] != "?" || got["2019-2020"] != "50" {
		t.Errorf("got %v", got)
	}
}

func TestYears_timesToAnswer(t *testing.T) {
	t.Parallel()
	years := Years([]Tally{
		{aDay(t, "2019-01-01"), MeasureDays, "3", 5},
		{aDay(t, "2019-01-01"), MeasureDays, "20", 6},
		{aDay(t, "2019-08-01"), MeasureDays, "45", 7},
		{aDay(t, "2019-08-01"), MeasureDays, "46", 5},
	}, aDay(t, "2020-01-01"))
	c := measureOf(years[0], MeasureDays)
	if got, want := told(c), []string{"23", "0-155", "16-306", "31-457", "46-5"}; !slices.Equal(got, want) || c.Median != 45 {
		t.Errorf("got %v with a median of %d, want %v and 45", got, c.Median, want)
	}
	few := Years([]Tally{{aDay(t, "2019-01-01"), MeasureDays, "3", 4}}, aDay(t, "2020-01-01"))[0]
	if c := measureOf(few, MeasureDays); c.Median != -1 {
		t.Errorf("the median of four answers is told: %d", c.Median)
	}
}

func TestYears_theMeasuresWithSeveralCodesHaveNoTotal(t *testing.T) {
	t.Parallel()
	y := Years([]Tally{{aDay(t, "2019-01-01"), "remedies", "DELETED", 3}, {aDay(t, "2019-01-01"), "remedies", "APOLOGY", 30}}, aDay(t, "2020-01-01"))[0]
	c := measureOf(y, "remedies")
	if !c.Several || read("", c.Counts[0]) != "30" || !c.Counts[1].Withheld {
		t.Errorf("got %+v", c)
	}
}

// Whoever knows every number that is told, of both cuts, finds out no small one: what
// is hidden of a stretch is nothing, or two numbers that add up to five at least.
func TestYears_nothingFollowsBySubtraction(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := &sheet{counts: map[string]int{}, hidden: map[string]bool{}}
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, 12), 1, 7).Draw(t, "numbers") {
			s.counts[string(rune('A'+i))] = n
			s.total += n
		}
		s.withhold(true)
		sum := 0
		for code, n := range s.counts {
			if n > 0 && n < fewest && !s.hidden[code] {
				t.Fatalf("%s is told: %d", code, n)
			}
			if s.hidden[code] {
				sum += n
			}
		}
		if !s.secret && len(s.hidden) > 0 && (len(s.hidden) < 2 || sum < fewest) {
			t.Fatalf("%v follow from the total of %v", s.hidden, s.counts)
		}
	})
}

func TestStretchOf(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{"2019-01-01": "2019-01-01", "2019-07-31": "2019-01-01", "2019-08-01": "2019-08-01", "2019-12-31": "2019-08-01"} {
		if got := StretchOf(aDay(t, day)).String(); got != want {
			t.Errorf("%s lies in the stretch from %s, want %s", day, got, want)
		}
	}
	if secondHalf != time.August {
		t.Error("the program's year begins in another month")
	}
}
