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
	p := Period{Start: start}
	p.say("%s is day 0: the day of the event does not count.", start.Long())
	last := r.last(&p, place)
	p.Due = place.calendar().roll(last, r.Roll)
	p.sayRoll(r.Roll, last, place)
	p.finish(r, place)
	return p
}

// Stated is the deadline when an outside body, or an agreement, names the date
// itself; such a date replaces the counted one (rulebook, section 4).
func (r *Rule) Stated(start, due complaint.Date, place Place) Period {
	p := Period{Start: start, Due: due}
	p.say("The date %s was stated by the body or agreement concerned; it replaces the period of the pack.", due.Long())
	p.finish(r, place)
	return p
}

// last returns the last day of the period before any roll.
func (r *Rule) last(p *Period, place Place) complaint.Date {
	switch r.Unit {
	case BusinessDay:
		day := place.calendar().addBusinessDays(p.Start, r.N)
		p.say("%d business days, skipping weekends and the public holidays of %s, end on %s.", r.N, place.calendarName(), day.Long())
		return day
	case Month:
		day := p.Start.AddMonths(r.N)
		p.say("%d month(s) later is %s; a shorter month ends on its last day.", r.N, day.Long())
		return day
	default:
		day := p.Start.AddDays(r.N)
		p.say("Day %d, counting calendar days with weekends and holidays, is %s.", r.N, day.Long())
		return day
	}
}

func (p *Period) sayRoll(policy Roll, last complaint.Date, place Place) {
	switch {
	case place.calendar().isWorkday(last):
	case policy == RollNone:
		p.say("That is %s; the legal date stays, since the rule does not roll.", p.dayOff(last, place))
	default:
		way := map[Roll]string{RollNext: "next", RollPrevious: "previous"}[policy]
		p.say("That is %s; the period ends on the %s working day, %s.", p.dayOff(last, place), way, p.Due.Long())
	}
}

func (p *Period) dayOff(d complaint.Date, place Place) string {
	if name := place.calendar().holiday(d); name != "" {
		return fmt.Sprintf("a public holiday (%s, %s)", name, place.calendarName())
	}
	return "a " + d.Weekday().String()
}

// finish sets the instant and the internal date.
func (p *Period) finish(r *Rule, place Place) {
	p.Instant = p.Due.EndIn(place.zone()).UTC()
	zone := place.Zone
	if place.Person != "" {
		if t := p.Due.EndIn(location(place.Person)).UTC(); t.Before(p.Instant) {
			p.Instant, zone = t, place.Person
		}
	}
	p.say("It ends at 23:59:59 in %s, the earlier of the receiving address's and the complainant's zone: %s.", zone, p.Instant.Format("2006-01-02 15:04:05 UTC"))
	p.Internal = place.calendar().roll(p.Due, r.Internal)
	if p.Internal != p.Due {
		p.say("Internal date: the last working day before, %s.", p.Internal.Long())
	}
	if r.Basis != Primary && r.Basis != Secondary {
		p.say("Basis of the figure: %s.", r.Basis)
	}
}

func (p *Period) say(format string, args ...any) {
	p.Steps = append(p.Steps, fmt.Sprintf(format, args...))
}
