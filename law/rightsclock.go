package law

import (
	"slices"

	"recourse/complaint"
)

// requestPeriods are the periods within which a rights request is answered, and
// requestClocks those and the new date of a late answer.
var (
	requestPeriods = clocks(RR1M, RR3M, RRPS, RRChoice, RRMarketing, RRConsent)
	requestClocks  = append(slices.Clone(requestPeriods), Late)
)

// rightPeriod says which clocks a right starts (rulebook, section 11): that of
// the GDPR, and the one of the Shield or of this house. The GDPR counts for
// residents of its countries, or for everybody where the right is the GDPR's
// alone.
type rightPeriod struct {
	gdpr bool // GDPR Art. 12(3) covers the right
	own  RuleID
}

var rightPeriods = map[string]rightPeriod{
	"ACCESS":             {true, RRPS},
	"CORRECTION":         {true, RRPS},
	"AMENDMENT":          {true, RRPS},
	"DELETION":           {true, RRPS},
	"CHOICE":             {false, RRChoice},
	"MARKETING_OPT_OUT":  {true, RRMarketing},
	"CONSENT_WITHDRAWAL": {false, RRConsent}, // Art. 7(3) is none of the Arts. 15 to 22 that Art. 12(3) names
	"RESTRICTION":        {true, ""},
	"PORTABILITY":        {true, ""},
	"OBJECTION":          {true, ""},
}

// beginRequest starts the clocks of the right on the day of receipt, that of the
// complaint if the request was part of one.
func beginRequest(c *Case, e *Event) {
	p := rightPeriods[c.Facts.Right]
	if p.gdpr && (c.underGDPR() || p.own == "") {
		c.start(RR1M, complaint.RightsTrack, e)
	}
	if p.own != "" {
		c.start(p.own, complaint.RightsTrack, e)
	}
}

// underGDPR reports whether the GDPR or the UK GDPR gives the requester its month:
// they live, or lived when the data was collected, in the EEA, the United Kingdom
// or Gibraltar. Residents of Switzerland have the Shield's time.
func (c *Case) underGDPR() bool {
	return slices.ContainsFunc([]string{c.Facts.Residence, c.Facts.ResidenceThen}, func(country string) bool {
		return country != "" && country != "CH" && AuthorityOf(country).Country != ""
	})
}

// IsRequest reports whether the case is a rights request, not a complaint.
func (c *Case) IsRequest() bool { return c.Facts.Kind == complaint.RightsRequest }

// requestBy returns the last day for the answer to a request: the earliest of the
// periods that have not been superseded.
func (c *Case) requestBy() complaint.Date {
	var first complaint.Date
	for _, d := range c.Deadlines {
		if slices.Contains(requestPeriods, d.Rule) && d.Status != complaint.Superseded && (first.IsZero() || d.Due.Before(first)) {
			first = d.Due
		}
	}
	return first
}
