package law

import (
	"slices"
	"strings"
	"time"

	"recourse/complaint"
)

// open is the whole pre-check: the framework's panel can be used, G1, G2 and G3
// are proven and no bar stands.
var open = Condition{
	Says:  "the framework's panel can be used, the guards G1, G2 and G3 are met and no bar stands",
	Holds: func(c *Case, a Act) bool { return c.Arbitration(a.At).Open },
}

// Available is the code of the finding that says whether the framework's panel
// can be used at all.
const Available = "AVAILABLE"

// Finding is one guard or bar with its answer, what proves it, and what is still
// to be done about it.
type Finding struct {
	Code     string `json:"code"` // G1-G3, B1-B5, or AVAILABLE
	Says     string `json:"says"`
	Holds    bool   `json:"holds"`              // a guard that is met, or a bar that stands
	Event    int    `json:"event"`              // sequence of the proving event; 0 when none is needed or there is none
	Text     int    `json:"text,omitempty"`     // sequence of the event with the text that shows it; 0 when none is needed
	Evidence string `json:"evidence,omitempty"` // field of that event: answer, settlement, decision, judgment
	Papers   []int  `json:"papers,omitempty"`   // events with which documents were added to show it
	Why      string `json:"why"`                // the answer in plain words
	Cite     string `json:"cite"`               // where the rule stands
	Basis    Basis  `json:"basis"`              // how well it is sourced
	Next     Remedy `json:"next,omitzero"`      // for a guard that is not met or a bar that stands
}

// Remedy is what is missing to arbitration, who must do it and how, for officer
// and complainant alike.
type Remedy struct {
	Says   string           `json:"says"`
	By     complaint.Role   `json:"by,omitempty"`     // whose move it is; "" when only time helps, or nothing
	Action complaint.Action `json:"action,omitempty"` // the act that brings it or puts it on record
	On     complaint.Date   `json:"on,omitzero"`      // the day from which time alone has brought it
}

// Availability is the answer to whether arbitration is open.
type Availability struct {
	Open         bool           `json:"open"`
	Available    Finding        `json:"available"` // whether the framework's panel can be used on the day
	Guards       []Finding      `json:"guards"`
	Bars         []Finding      `json:"bars"`
	Missing      []string       `json:"missing"`                // codes of what keeps it shut
	PossibleFrom complaint.Date `json:"possible_from,omitzero"` // the day from which time alone opens it, if it does
	Objections   []string       `json:"objections,omitempty"`   // codes noted for the panel when the Notice was delivered
	Panel        Choice         `json:"panel,omitzero"`         // how the panel comes about
	Asked        Hearing        `json:"asked,omitzero"`         // how the complainant wants to take part
	Agreed       Hearing        `json:"agreed,omitzero"`        // what is settled about that
}

// findings is the table of guards and bars (rulebook, S4.1; Annex I.C).
var findings = []struct {
	code, says, yes, no, cite string
	basis                     Basis
	next                      func(*Case) Remedy
}{
	{"G1", "The claim was raised with the company, which had its 45 days", "The company has answered or its 45 days have passed.", "The company still has time to answer.", "Annex I.C, per the administrator's filing page (Rule 1)", Primary, companyNext},
	{"G2", "The free independent recourse mechanism was used", "The recourse body has ended its procedure.", "The recourse body has not decided the claim yet.", "Annex I.C, per the administrator's filing page (Rule 1)", Primary, recourseNext},
	{"G3", "The authority took the issue to Commerce, which had its time", "Commerce has answered or its 90 days have passed.", "Commerce has not had the issue, or still has time.", "Annex I.C; rest recalled", Recalled, commerceNext},
	{"B1", "The violation was already subject to binding arbitration", "Binding arbitration of this violation is on record.", "No arbitration of this violation is on record.", "Annex I.C as restated", Secondary, lasting("An award binds both sides; a court can review and enforce it.")},
	{"B2", "A court has finally decided it with the individual as a party", "A final judgment is on record.", "No judgment is on record.", "Annex I.C as restated", Secondary, lasting("The judgment binds both sides.")},
	{"B3", "The parties have settled it", "A settlement is on record.", "No settlement is on record.", "Annex I.C as restated", Secondary, lasting("If what was agreed is not done in time, say so: then the other bodies are open.")},
	{"B4", "An authority has power under III.5 or III.9 (employment data, or a company that chose the authorities)", "The data is employment data, or the company has chosen the authorities: they decide.", "The data is not employment data and the company has not chosen the authorities.", "Annex I.C as restated", Secondary, authorityNext},
	{"B5", "An authority can resolve the claim directly with this company", "The authority has dealt with this company directly.", "No authority has dealt with this company directly; its power over another company, such as the sender in Europe, is no bar.", "Annex I.C as restated; recalled for other companies", Secondary, lasting("What the authority ordered counts; ask it what is left to do.")},
}

// codes splits the codes of a field that takes several.
func codes(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}

// findingCodes lists the guards and bars in order.
func findingCodes() []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.code)
	}
	return out
}

// Arbitration checks the guards and bars against the record, at an instant of
// case time.
func (c *Case) Arbitration(now time.Time) Availability {
	a := Availability{
		Available: c.pack().available(c.Facts.Place.Local(now)), Missing: []string{}, Objections: c.Objections,
		Panel: c.Arbitrators.choice(), Asked: c.Asked, Agreed: c.Agreed,
	}
	if !a.Available.Holds {
		a.Missing = append(a.Missing, Available)
	}
	for _, f := range findings {
		found := Finding{Code: f.code, Says: f.says, Why: f.no, Cite: f.cite, Basis: f.basis, Papers: c.papers(f.code)}
		if p, ok := c.shown(f.code); ok {
			found.Holds, found.Why, found.Event = true, f.yes, p.Seq
			found.Text, found.Evidence = p.evidence()
		}
		guard := f.code[0] == 'G'
		if guard != found.Holds {
			a.Missing, found.Next = append(a.Missing, f.code), c.next(f.next)
		}
		if guard {
			a.Guards = append(a.Guards, found)
		} else {
			a.Bars = append(a.Bars, found)
		}
	}
	a.Open = len(a.Missing) == 0
	a.PossibleFrom = a.byTime()
	return a
}

// byTime returns the day from which time alone opens arbitration; no date when
// it is open, or when time alone does not.
func (a Availability) byTime() complaint.Date {
	var last complaint.Date
	for _, f := range slices.Concat([]Finding{a.Available}, a.Guards, a.Bars) {
		switch {
		case !slices.Contains(a.Missing, f.Code):
		case f.Next.On.IsZero():
			return complaint.Date{}
		case last.IsZero() || last.Before(f.Next.On):
			last = f.Next.On
		}
	}
	return last
}

// shown returns the event that shows a guard or bar. Whether an authority has
// power follows from what the data is, as it was said last, or from the pack that
// the receipt has chosen.
func (c *Case) shown(code string) (Proof, bool) {
	if p, ok := c.Proven(code); ok || code != "B4" {
		return p, ok
	}
	switch {
	case c.HR() && c.ClassSeq > 0:
		return Proof{Of: code, Seq: c.ClassSeq, Action: complaint.TriageAccepted}, true
	case c.authorityDecides(c.pack()):
		return Proof{Of: code, Seq: 1, Action: complaint.ComplaintReceived}, true
	}
	return Proof{}, false
}

// authorityDecides reports whether an authority has power under III.5 or III.9:
// over employment data, and over all data of a company that chose the
// authorities.
func (c *Case) authorityDecides(p *Pack) bool { return c.HR() || p.DPAsChosen }

// texts names the field in which each proving act carries what shows it. What a
// clock proves is shown by the deadline that passed.
var texts = map[complaint.Action]string{
	complaint.TriageAccepted: "reason", complaint.ResponseSent: "text", complaint.IRMSettled: "settlement", complaint.IRMDecision: "text",
	complaint.DoCResolved: "remark", complaint.DoCUnresolved: "remark", complaint.DPADirectAction: "remark", complaint.CourtJudgment: "remark",
	complaint.ArbElsewhere: "remark", complaint.SettlementSigned: "text", complaint.ArbAward: "text", complaint.ArbEnded: "settlement",
}

// evidence returns the event and the field that hold the text which shows it. The
// answer of the company was written when it was drafted.
func (p Proof) evidence() (seq int, field string) {
	field, ok := texts[p.Action]
	switch {
	case !ok:
		return 0, ""
	case p.Text > 0:
		return p.Text, field
	}
	return p.Seq, field
}

// papers lists the events with which documents were added to show the guard or
// bar.
func (c *Case) papers(code string) []int {
	var out []int
	for _, p := range c.Papers {
		if p.Of == code {
			out = append(out, p.Seq)
		}
	}
	return out
}

// available says whether the framework's panel can be used on a day (rulebook,
// section 13). An empty day is one that nobody has verified.
func (p *Pack) available(day complaint.Date) Finding {
	b := p.Arbitration
	f := Finding{Code: Available, Says: "The framework's panel can be used", Cite: b.AvailableCite, Basis: b.AvailableBasis}
	from, err := complaint.ParseDate(b.AvailableFrom)
	switch {
	case err != nil:
		f.Why = "No day is verified from which the panel can be used."
		f.Next = Remedy{Says: "The privacy office has to verify the day and bring out a new version of the pack.", By: complaint.PrivacyOfficer}
	case day.Before(from):
		f.Why = "The day from which the panel can be used has not come yet."
		f.Next = Remedy{Says: "Nothing needs to be done: the panel can be used from that day.", On: from}
	default:
		f.Holds, f.Why = true, "The day from which the panel can be used has come."
	}
	return f
}
