package law

import (
	"fmt"
	"time"

	"recourse/complaint"
)

// Period is one counted deadline with the steps of its computation.
type Period struct {
	Start    complaint.Date // day 0: the local day of the event
	Due      complaint.Date // the legal date
	Internal complaint.Date // the house's own date, never later than Due
	Instant  time.Time      // last second of the legal date, UTC
	Steps    []string       // how it was computed, for people
}

// Count computes a deadline: the day of the event is day 0, the period ends
// with the last second of its last day in the earlier of the receiving
// address's and the complainant's zone, and rolls only where the rule says so
// (rulebook, section 12).
func (r *Rule) Count(start complaint.Date, place Place) Period {
	return r.reckon(start, complaint.Date{}, place).explained(r, place)
}

// Stated is the deadline when an outside body, or an agreement, names the date
// itself; such a date replaces the counted one (rulebook, section 4).
func (r *Rule) Stated(start, due complaint.Date, place Place) Period {
	return r.reckon(start, due, place).explained(r, place)
}

// reckoning is a period with what its explanation needs besides. The words cost
// more than the dates, and a case on trial needs none.
type reckoning struct {
	Period
	last   complaint.Date // last day before any roll
	zone   string         // in which the period ends
	stated bool           // the date was named, not counted
}

// reckon computes the dates of a period: counted, or up to the due date if one
// is given.
func (r *Rule) reckon(start, due complaint.Date, place Place) reckoning {
	p := reckoning{Period: Period{Start: start, Due: due}, zone: place.Zone, stated: !due.IsZero()}
	if !p.stated {
		p.last = r.last(start, place)
		p.Due = place.calendar().roll(p.last, r.Roll)
	}
	p.Instant = endIn(place.Zone, p.Due)
	if place.Person != "" {
		if t := endIn(place.Person, p.Due); t.Before(p.Instant) {
			p.Instant, p.zone = t, place.Person
		}
	}
	p.Internal = place.calendar().roll(p.Due, r.Internal)
	return p
}

const monthsPerYear = 12

// last returns the last day of the period before any roll.
func (r *Rule) last(start complaint.Date, place Place) complaint.Date {
	switch r.Unit {
	case BusinessDay:
		return place.calendar().addBusinessDays(start, r.N)
	case Month:
		return start.AddMonths(r.N)
	case Year:
		return start.AddMonths(monthsPerYear * r.N)
	default:
		return start.AddDays(r.N)
	}
}

// explained is the period with the steps of its computation.
func (p reckoning) explained(r *Rule, place Place) Period {
	if p.stated {
		p.say("The date %s was stated by the body or agreement concerned; it replaces the period of the pack.", p.Due.Long())
	} else {
		p.say("%s is day 0: the day of the event does not count.", p.Start.Long())
		p.sayLast(r, place)
		p.sayRoll(r.Roll, place)
	}
	p.say("It ends at 23:59:59 in %s, the earlier of the receiving address's and the complainant's zone: %s.", p.zone, p.Instant.Format("2006-01-02 15:04:05 UTC"))
	if p.Internal != p.Due {
		p.say("Internal date: the last working day before, %s.", p.Internal.Long())
	}
	if r.Basis != Primary && r.Basis != Secondary {
		p.say("Basis of the figure: %s.", r.Basis)
	}
	return p.Period
}

func (p *reckoning) sayLast(r *Rule, place Place) {
	switch r.Unit {
	case BusinessDay:
		p.say("%d business days, skipping weekends and the public holidays of %s, end on %s.", r.N, place.calendarName(), p.last.Long())
	case Month:
		p.say("%d month(s) later is %s; a shorter month ends on its last day.", r.N, p.last.Long())
	case Year:
		p.say("%d year(s) later is %s; the last day of a shorter month stands for a day that it does not have.", r.N, p.last.Long())
	default:
		p.say("Day %d, counting calendar days with weekends and holidays, is %s.", r.N, p.last.Long())
	}
}

func (p *reckoning) sayRoll(policy Roll, place Place) {
	switch {
	case place.calendar().isWorkday(p.last):
	case policy == RollNone:
		p.say("That is %s; the legal date stays, since the rule does not roll.", dayOff(p.last, place))
	default:
		way := map[Roll]string{RollNext: "next", RollPrevious: "previous"}[policy]
		p.say("That is %s; the period ends on the %s working day, %s.", dayOff(p.last, place), way, p.Due.Long())
	}
}

func dayOff(d complaint.Date, place Place) string {
	if name := place.calendar().holiday(d); name != "" {
		return fmt.Sprintf("a public holiday (%s, %s)", name, place.calendarName())
	}
	return "a " + d.Weekday().String()
}

func (p *reckoning) say(format string, args ...any) {
	p.Steps = append(p.Steps, fmt.Sprintf(format, args...))
}
