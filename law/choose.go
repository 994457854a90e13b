package law

import (
	"cmp"
	"fmt"

	"recourse/complaint"
)

// eea stands in a pack for every country of the European Economic Area.
const eea = "EEA"

// span is the days of transfers that a pack covers; without a last day it is open.
type span struct{ from, until complaint.Date }

func newSpan(from, until string) (span, error) {
	var s span
	var err error
	if s.from, err = complaint.ParseDate(from); err != nil {
		return s, fmt.Errorf("from: %w", err)
	}
	if until == "" {
		return s, nil
	}
	if s.until, err = complaint.ParseDate(until); err != nil {
		return s, fmt.Errorf("until: %w", err)
	}
	if s.until.Before(s.from) {
		return s, fmt.Errorf("until lies before from")
	}
	return s, nil
}

func (s span) holds(d complaint.Date) bool {
	return !d.Before(s.from) && (s.until.IsZero() || !s.until.Before(d))
}

func (s span) meets(o span) bool {
	return s.holds(o.from) || o.holds(s.from)
}

// reach returns the transfers of residents of a country that the pack covers,
// and whether it covers any.
func (p *Pack) reach(country string) (span, bool) {
	if s, ok := p.spans[country]; ok {
		return s, true
	}
	s, ok := p.spans[eea]
	return s, ok && AuthorityOf(country).EEA
}

// Reached reports whether some pack of this release covers residents of the
// country, on whatever days.
func Reached(country string) bool {
	for _, p := range packs {
		if _, ok := p.reach(country); ok {
			return true
		}
	}
	return false
}

// Began returns the first day of the first framework of this release.
func Began() complaint.Date {
	first := packs[0].start()
	for _, p := range packs {
		if p.start().Before(first) {
			first = p.start()
		}
	}
	return first
}

// start returns the first day of transfers that the pack covers.
func (p *Pack) start() complaint.Date { return p.spans[p.Residence[0]].from }

// transferred is the day by which the pack is chosen: that of the transfer, and
// that of receipt where it is unknown (selection rule 3).
func (f Facts) transferred() complaint.Date { return cmp.Or(f.TransferredOn, f.receipt()) }

func (f Facts) receipt() complaint.Date { return complaint.DateOf(f.ReceivedAt.UTC()) }

// homes are the countries by which the pack is chosen: that of the time of the
// transfer before that of today (E07). Whoever lives where no framework reaches
// is treated like a resident of the EEA.
func (f Facts) homes() []string {
	var out []string
	for _, country := range []string{f.ResidenceThen, f.Residence} {
		if country != "" && Reached(country) {
			out = append(out, country)
		}
	}
	if len(out) == 0 {
		return []string{eea}
	}
	return out
}

// Select returns the pack by whose procedure a complaint goes (rulebook, section
// 13, selection rules 1-4): that of the framework under which the data was
// received, or of the successor that the company has certified to since.
func Select(f Facts) *Pack {
	p := Substance(f)
	for next := f.successor(p); next != nil; next = f.successor(p) {
		p = next
	}
	return p
}

// Substance returns the pack of the framework under which the data was received;
// it stays the measure of what was right when a successor gives the procedure
// (selection rule 2).
func Substance(f Facts) *Pack {
	days := []complaint.Date{f.transferred(), f.receipt()} // rules 1 and 4, then rule 3
	for _, day := range days {
		for _, home := range f.homes() {
			for _, p := range newest(packs) {
				if s, ok := p.reach(home); ok && s.holds(day) {
					return p
				}
			}
		}
	}
	return f.lastBegun()
}

// lastBegun returns the pack for a day on which no framework was in force: the
// last that had begun, since its duties go on for data that is kept (E23), or
// else the first that ever began.
func (f Facts) lastBegun() *Pack {
	var last, first *Pack
	home, day := f.homes()[0], f.transferred()
	for _, p := range newest(packs) {
		s, ok := p.reach(home)
		switch {
		case !ok:
			continue
		case !day.Before(s.from) && (last == nil || last.start().Before(s.from)):
			last = p
		}
		if first == nil || s.from.Before(first.start()) {
			first = p
		}
	}
	return cmp.Or(last, first)
}

// successor returns the pack that has succeeded p for the same person's data by
// the receipt of the complaint, or nil.
func (f Facts) successor(p *Pack) *Pack {
	for _, s := range newest(packs) {
		if s.Succeeds.Pack != p.ID || f.receipt().String() < s.Succeeds.On {
			continue
		}
		for _, home := range f.homes() {
			_, before := p.reach(home)
			if _, now := s.reach(home); before && now {
				return s
			}
		}
	}
	return nil
}

// covers reports whether the path is open to residents of a country: always to
// those of the EEA and Switzerland, whom the notices name, and to others for the
// data that the pack covers.
func (p *Pack) covers(country string, f Facts) bool {
	s, ok := p.reach(country)
	return Covered(country) || ok && (s.holds(f.transferred()) || s.holds(f.receipt()))
}

// Covers reports whether the path of the case is open to residents of a country.
func (c *Case) Covers(country string) bool { return c.pack().covers(country, c.Facts) }

// Covered reports whether the path is open to the complainant, who lives, or
// lived at the time, in a country that it covers (E07).
func (c *Case) Covered() bool { return c.Covers(c.Facts.Residence) || c.Covers(c.Facts.ResidenceThen) }

// Contact returns the privacy office that holds the case: those to whom the path
// is open where they live have their own.
func (c *Case) Contact() Contact { return contacts[c.Covers(c.Facts.Residence)] }
