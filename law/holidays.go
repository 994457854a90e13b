package law

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	austria "github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/us"

	"recourse/complaint"
)

// Calendar says where the working days of one place come from.
type Calendar struct {
	Name    string // ISO 3166 code of the place: US-MD, GB-ENG, else the country's
	Country string // the country in English
	Covered bool   // holidays are known; else only weekends are no working days
	Gaps    string // what is known to be missing; "" for nothing

	holidays []*cal.Holiday
}

// weekendsOnly is the gap of a place whose holidays nobody keeps for us. Counting
// weekends alone never gives the company a later date (docs/decisions/0010).
const weekendsOnly = "every public holiday"

// calendarTable is every place whose working days can be asked for. Holidays come
// from rickar/cal; what it lacks or has for the wrong years is mended here, from
// recalled public announcements (basis: recalled).
var calendarTable = []Calendar{
	covered("US-MD", "United States", "holidays of the State of Maryland only (the day after Thanksgiving, election day); closings by executive order", us.Holidays),
	covered("GB-ENG", "United Kingdom", "", gb.Holidays,
		once("State Funeral of Queen Elizabeth II", 2022, time.September, 19)), // proclaimed on 10 September 2022
	covered("AT", "Austria", "holidays of one Land", austria.Holidays),
	covered("BE", "Belgium", "", be.Holidays),
	covered("BG", "Bulgaria", "days in lieu that fall on Easter Monday", without(bg.Holidays, bg.LabourDay), bulgarianLabourDay()),
	covered("CH", "Switzerland", "all cantonal holidays; only the four days that every canton keeps are counted", swiss),
	covered("CZ", "Czechia", "", cz.Holidays),
	covered("DE", "Germany", "holidays of one Land only (Epiphany, Corpus Christi, Reformation Day, All Saints and others)", de.Holidays,
		once("Reformationstag", 2017, time.October, 31)), // in all Länder for its 500th year
	covered("DK", "Denmark", "24 and 31 December", dk.Holidays),
	covered("ES", "Spain", "holidays of the autonomous communities and towns", es.Holidays),
	covered("FR", "France", "holidays of Alsace-Moselle and overseas", fr.Holidays),
	covered("GR", "Greece", "moves of 1 May by decree other than 2021 and 2024", without(gr.Holidays, gr.Protoxronia, gr.ErgatikiProtomagia),
		gr.Protoxronia.Clone(&cal.Holiday{Name: "Πρωτοχρονιά"}), // the library calls it Christmas
		gr.ErgatikiProtomagia.Clone(&cal.Holiday{Except: []int{2024}}),
		once("Εργατική Πρωτομαγιά", 2021, time.May, 4),  // 1 May was Holy Saturday
		once("Εργατική Πρωτομαγιά", 2024, time.May, 7)), // 1 May was in Holy Week
	// The law of holidays changed with 2020; the library has the new one for all years.
	covered("HR", "Croatia", "", without(hr.Holidays, hr.DanDrzavnosti, hr.DanSjecanjaNaZrtveDomovinskogRata),
		years(hr.DanDrzavnosti, 2020, 0), years(hr.DanSjecanjaNaZrtveDomovinskogRata, 2020, 0),
		years(annual("Dan državnosti", time.June, 25), 0, 2019), years(annual("Dan neovisnosti", time.October, 8), 0, 2019)),
	covered("IE", "Ireland", "days taken in lieu of a holiday on a weekend; Good Friday, which is none in law", ie.Holidays),
	covered("IT", "Italy", "patron saints of towns", it.Holidays,
		years(annual("San Francesco d'Assisi", time.October, 4), 2026, 0)), // again a holiday from 2026
	covered("LT", "Lithuania", "", without(lt.Holidays, lt.AllSoulsDay),
		years(lt.AllSoulsDay, 2020, 0)), // a holiday from 2020
	covered("LV", "Latvia", "working days moved by yearly order", lv.Holidays,
		once("Dziesmu un deju svētku noslēguma diena", 2018, time.July, 9),
		once("Viņa Svētības pāvesta Franciska vizīte", 2018, time.September, 24),
		once("Hokeja izlases bronzas medaļa", 2023, time.May, 29),
		once("Dziesmu un deju svētku noslēguma diena", 2023, time.July, 10)),
	covered("NL", "Netherlands", "", nl.Holidays), // Good Friday and 5 May count under the Algemene termijnenwet
	covered("NO", "Norway", "", no.Holidays),
	covered("PL", "Poland", "", pl.Holidays,
		once("Święto Narodowe z okazji setnej rocznicy niepodległości", 2018, time.November, 12),
		years(annual("Wigilia Bożego Narodzenia", time.December, 24), 2025, 0)), // a holiday from 2025
	covered("RO", "Romania", "bridge days by government decision", ro.Holidays,
		years(annual("Boboteaza", time.January, 6), 2024, 0), years(annual("Sfântul Ion", time.January, 7), 2024, 0)), // from 2024
	covered("SE", "Sweden", "", se.Holidays), // the three eves count as holidays under lagen (1930:173)
	covered("SI", "Slovenia", "", si.Holidays,
		once("dan solidarnosti", 2023, time.August, 14)), // after the floods
	// Savings of the State: no days of rest any more. Sources differ on whether 8 May
	// and 15 September return after 2026; left out, they move no date back.
	covered("SK", "Slovakia", "8 May and 15 September, should they be holidays again after 2026",
		without(sk.Holidays, sk.Constitution, sk.Freedom, sk.Liberation, sk.LadyOfSorrows),
		years(sk.Constitution, 0, 2023), years(sk.Freedom, 0, 2024), years(sk.Liberation, 0, 2025), years(sk.LadyOfSorrows, 0, 2025),
		once("Výročie Deklarácie slovenského národa", 2018, time.October, 30)),
	uncovered("CY", "Cyprus"), uncovered("EE", "Estonia"), uncovered("FI", "Finland"), uncovered("HU", "Hungary"),
	uncovered("IS", "Iceland"), uncovered("LI", "Liechtenstein"), uncovered("LU", "Luxembourg"), uncovered("MT", "Malta"),
	uncovered("PT", "Portugal"),
}

// CalendarTable lists the working-day calendars with their sources and gaps.
func CalendarTable() []Calendar { return slices.Clone(calendarTable) }

// Holiday is a public holiday on the day it is kept.
type Holiday struct {
	Day  complaint.Date
	Name string // in the language of the place
}

// Holidays lists the public holidays of one year that fall on no weekend, days in
// lieu included.
func (c Calendar) Holidays(year int) []Holiday {
	var all []Holiday
	for d := (complaint.Date{Year: year, Month: time.January, Day: 1}); d.Year == year; d = d.AddDays(1) {
		name := calendars[c.Name].holiday(d)
		if name != "" && d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			all = append(all, Holiday{Day: d, Name: name})
		}
	}
	return all
}

// swiss is what the library's 26 cantonal lists and the federal law have in
// common. The library's national list is the union of the cantons instead.
var swiss = []*cal.Holiday{ch.Neujahr, ch.Auffahrt, ch.Bundesfeiertag, ch.Weihnachtstag}

// bulgarianLabourDay is 1 May, or Tuesday after Easter when it meets the weekend
// of Easter. The library moves it in every year with a late Easter.
func bulgarianLabourDay() *cal.Holiday {
	day := bg.LabourDay.Clone(nil)
	day.Func = func(h *cal.Holiday, year int) time.Time {
		friday, first := cal.CalcEasterOffset(bg.OrthodoxGoodFriday, year), cal.CalcDayOfMonth(h, year)
		if first.After(friday) && first.Before(friday.AddDate(0, 0, 3)) {
			return friday.AddDate(0, 0, 4)
		}
		return first
	}
	return day
}

func covered(name, country, gaps string, lists []*cal.Holiday, more ...*cal.Holiday) Calendar {
	return Calendar{Name: name, Country: country, Covered: true, Gaps: gaps, holidays: slices.Concat(lists, more)}
}

func uncovered(name, country string) Calendar {
	return Calendar{Name: name, Country: country, Gaps: weekendsOnly}
}

// without is the list less some of its holidays.
func without(list []*cal.Holiday, out ...*cal.Holiday) []*cal.Holiday {
	return slices.DeleteFunc(slices.Clone(list), func(h *cal.Holiday) bool { return slices.Contains(out, h) })
}

// annual is a holiday on the same date in every year.
func annual(name string, month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Name: name, Type: cal.ObservancePublic, Month: month, Day: day, Func: cal.CalcDayOfMonth}
}

// once is a holiday of one single year.
func once(name string, year int, month time.Month, day int) *cal.Holiday {
	return years(annual(name, month, day), year, year)
}

// years is the holiday from one year to another, both included; 0 for no bound.
func years(h *cal.Holiday, from, to int) *cal.Holiday {
	return h.Clone(&cal.Holiday{StartYear: from, EndYear: to})
}
