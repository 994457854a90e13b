package law

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"recourse/complaint"
)

// Measures are what the yearly figures count: cases received by kind and by who
// complains, the principles that complaints name, answers by the days they took,
// remedies given with them, and how complaints and requests ended. BBB's yearly
// reports count the same (rulebook, section 16: type, duration, outcome).
var Measures = complaint.Vocabulary{"received", "person_type", "principles", MeasureDays, "remedies", "outcome", "request_outcome"}

// MeasureDays counts answers by whole days from receipt; Years turns them into
// DayBands.
const MeasureDays = "days"

// several are the measures in which a case counts under each of its codes, so that
// they have no total.
var several = []string{"principles", "remedies"}

// DayBands are the bands of days in which an answer was sent (rulebook, section 16);
// the last is late.
var DayBands = complaint.Vocabulary{"0-15", "16-30", "31-45", "46-"}

// dayBands are the longest days of all bands but the last.
var dayBands = []int{15, 30, 45}

// Tally is how many cases of one kind fall into a stretch of a year. It knows no
// case.
type Tally struct {
	From    complaint.Date // first day of the stretch: 1 January or 1 August
	Measure string
	Code    string
	N       int
}

// The two ways to cut a year: that of BBB's reports, 1 August to 31 July, and the
// calendar's (rulebook, section 16).
const (
	CutProgram  = "program"
	CutCalendar = "calendar"
)

// secondHalf is the month in which the second stretch of a calendar year, and the
// year of the program, begins.
const secondHalf = time.August

// Count is how many cases bear a code; Withheld when the number could single
// somebody out.
type Count struct {
	Code     string
	N        int
	Withheld bool
}

// Counted is one measure of a year.
type Counted struct {
	Measure string
	Total   Count // without code; of no meaning where a case counts several times
	Several bool  // a case can count under several codes
	Counts  []Count
	Median  int // days, of MeasureDays; -1 where none is told
}

// Yearly is the figures of one year that is over.
type Yearly struct {
	Cut         string // CutProgram or CutCalendar
	From, Until complaint.Date
	Measures    []Counted
}

// Label names the year: 2019, or 2018-2019.
func (y Yearly) Label() string {
	if y.From.Year == y.Until.Year {
		return strconv.Itoa(y.From.Year)
	}
	return strconv.Itoa(y.From.Year) + "-" + strconv.Itoa(y.Until.Year)
}

// StretchOf returns the first day of the stretch of a year in which a day lies.
func StretchOf(d complaint.Date) complaint.Date {
	if d.Month < secondHalf {
		return complaint.Date{Year: d.Year, Month: time.January, Day: 1}
	}
	return complaint.Date{Year: d.Year, Month: secondHalf, Day: 1}
}

// next is the stretch after one.
func next(from complaint.Date) complaint.Date {
	if from.Month == secondHalf {
		return complaint.Date{Year: from.Year + 1, Month: time.January, Day: 1}
	}
	return complaint.Date{Year: from.Year, Month: secondHalf, Day: 1}
}

// Years makes the figures of every year that is over on a day, in both cuts, the
// latest first. Numbers below five are withheld, and with them what would give them
// away: another number of the same table, so that they do not follow from its total,
// and both years that a stretch belongs to, so that they do not follow from the
// difference of two cuts. Running years are not told, since of two looks at a growing
// number the second tells what happened in between.
func Years(tallies []Tally, today complaint.Date) []Yearly {
	b := newBook(tallies)
	var out []Yearly
	for _, first := range b.stretches {
		second := next(first)
		end := next(second)
		if today.Before(end) {
			continue
		}
		y := Yearly{Cut: CutCalendar, From: first, Until: end.AddDays(-1)}
		if first.Month == secondHalf {
			y.Cut = CutProgram
		}
		for _, m := range Measures {
			y.Measures = append(y.Measures, b.counted(m, first, second))
		}
		out = append(out, y)
	}
	slices.SortStableFunc(out, func(a, b Yearly) int {
		return cmp.Or(cmp.Compare(b.From.Year, a.From.Year), cmp.Compare(b.From.Month, a.From.Month))
	})
	return out
}

// sheet is one measure of one stretch.
type sheet struct {
	counts map[string]int
	days   map[int]int // of MeasureDays
	hidden map[string]bool
	total  int
	secret bool // the total is withheld, and with it everything
}

// book holds the sheets of all stretches from the first with a case on, one before
// it included, since a program year can begin there.
type book struct {
	stretches []complaint.Date
	sheets    map[string]map[complaint.Date]*sheet
}

func newBook(tallies []Tally) book {
	b := book{sheets: map[string]map[complaint.Date]*sheet{}}
	var first, last complaint.Date
	for _, t := range tallies {
		b.sheet(t.Measure, t.From).add(t)
		if first.IsZero() || t.From.Before(first) {
			first = t.From
		}
		if last.Before(t.From) {
			last = t.From
		}
	}
	for measure, list := range b.sheets {
		for _, s := range list {
			s.withhold(!slices.Contains(several, measure))
		}
	}
	if first.IsZero() {
		return b
	}
	for d := StretchOf(first.AddDays(-1)); !last.Before(d); d = next(d) {
		b.stretches = append(b.stretches, d)
	}
	return b
}

func (b book) sheet(measure string, from complaint.Date) *sheet {
	if b.sheets[measure] == nil {
		b.sheets[measure] = map[complaint.Date]*sheet{}
	}
	s := b.sheets[measure][from]
	if s == nil {
		s = &sheet{counts: map[string]int{}, days: map[int]int{}, hidden: map[string]bool{}}
		b.sheets[measure][from] = s
	}
	return s
}

func (s *sheet) add(t Tally) {
	code := t.Code
	if t.Measure == MeasureDays {
		days, _ := strconv.Atoi(t.Code) // the record counts them
		code = bandOf(days)
		s.days[days] += t.N
	}
	s.counts[code] += t.N
	s.total += t.N
}

func bandOf(days int) string {
	for i, longest := range dayBands {
		if days <= longest {
			return DayBands[i]
		}
	}
	return DayBands[len(DayBands)-1]
}

// fewest is the least number that is told besides none. Product choice, a usual
// bound in official statistics.
const fewest = 5

// withhold hides the small numbers, and where a total is told so many others, the
// smallest first, that what is hidden is two numbers at least and five cases
// together: then neither follows from the total.
func (s *sheet) withhold(summed bool) {
	codes := slices.SortedFunc(maps.Keys(s.counts), func(a, b string) int { return cmp.Or(cmp.Compare(s.counts[a], s.counts[b]), cmp.Compare(a, b)) })
	s.secret = summed && s.total > 0 && s.total < fewest
	sum := 0
	for _, code := range codes {
		n := s.counts[code]
		small := n > 0 && n < fewest
		covers := summed && len(s.hidden) > 0 && (len(s.hidden) < 2 || sum < fewest)
		if n > 0 && (s.secret || small || covers) {
			s.hidden[code] = true
			sum += n
		}
	}
}

// counted adds up a measure over two stretches.
func (b book) counted(measure string, first, second complaint.Date) Counted {
	c := Counted{Measure: measure, Several: slices.Contains(several, measure), Median: -1}
	counts, days := map[string]Count{}, map[int]int{}
	for _, from := range []complaint.Date{first, second} {
		s := b.sheet(measure, from)
		c.Total.N += s.total
		c.Total.Withheld = c.Total.Withheld || s.secret
		for code, n := range s.counts {
			was := counts[code]
			counts[code] = Count{code, was.N + n, was.Withheld || s.hidden[code]}
		}
		for d, n := range s.days {
			days[d] += n
		}
	}
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		c.Counts = append(c.Counts, counts[code].told())
	}
	if measure == MeasureDays && !c.Total.Withheld && c.Total.N > 0 {
		c.Median = median(days, c.Total.N)
	}
	c.Total = c.Total.told()
	return c
}

// told leaves out a number that is withheld.
func (c Count) told() Count {
	if c.Withheld {
		c.N = 0
	}
	return c
}

// median is the lower median of n answers by their days.
func median(days map[int]int, n int) int {
	seen := 0
	for _, d := range slices.Sorted(maps.Keys(days)) {
		if seen += days[d]; 2*seen >= n {
			return d
		}
	}
	return 0
}
