package law

import "recourse/complaint"

// arbitration is stage S4: binding arbitration of residual claims under Annex I,
// voluntary for the individual. It is offered when the three guards are met and
// no bar stands; a Notice that arrives unannounced is never ignored (E24).
var arbitration = []Transition{
	{
		ID: "T30", From: steps(complaint.S41), Action: complaint.ArbPrecheck, If: when(open), To: complaint.S42, Stops: clocks(SAT), Starts: clocks(SAT), Tells: letters(complaint.N13),
		Says: "Arbitration is open: the complainant may deliver the Notice.", Cite: "Annex I.C (G1-G3, B1-B5)",
	},
	{
		ID: "T31", From: steps(complaint.S41), Action: complaint.ArbPrecheck, Tells: letters(complaint.N13),
		Says: "Arbitration is not open; the complainant is told which step is missing or which bar stands.", Cite: "Annex I.C",
	},
	{
		ID: "H17", From: steps(complaint.S41, complaint.S42), Action: complaint.ArbDeclined, If: when(noNoticeYet), Ends: "ARB_DECLINED", Stops: clocks(SAT), Does: unlessDecided(complaint.NoObjection),
		Says: "The complainant does without arbitration.", Cite: "Annex I (voluntary)",
	},
	{
		ID: "H18", From: steps(complaint.S41, complaint.S42), Action: complaint.TimerWindow, If: when(noNoticeYet), Ends: "ARB_NOT_INVOKED", Does: unlessDecided(complaint.UnansweredByComplainant),
		Says: "The complainant has not invoked arbitration within the window; the case can be reopened.", Cite: "Rulebook section 7, E15",
	},
	{
		ID: "T32", From: steps(complaint.S41, complaint.S42), Action: complaint.ArbNoticeDelivered, If: when(noNoticeYet), To: complaint.S42, Stops: clocks(SAT), Starts: clocks(ARB90), Tells: letters(complaint.N14), Alarms: true, Does: notice,
		Says: "The 90 days of arbitration run from this delivery.", Cite: "Annex I.G; II.7.c",
	},
	{
		ID: "T32", Action: complaint.ArbNoticeDelivered, If: when(noNoticeYet), Opens: complaint.S42, Starts: clocks(ARB90), Tells: letters(complaint.N14), Alarms: true, Does: notice,
		Says: "The 90 days of arbitration run from this delivery; missing steps are recorded as objections for the panel.", Cite: "E24; II.7.c (duty to arbitrate)",
	},
	{
		ID: "T32", From: steps(complaint.S5), Action: complaint.ArbNoticeDelivered, Opens: complaint.S42, Starts: clocks(ARB90), Tells: letters(complaint.N14), Alarms: true, Does: noticeWhenClosed,
		Says: "The case opens again and the 90 days of arbitration run from this delivery; missing steps are recorded as objections for the panel.", Cite: "E24 (never ignored); II.7.c (duty to arbitrate)",
	},
	{
		ID: "H19", From: steps(complaint.S42), Action: complaint.ArbListReceived, If: when(noticeDelivered), To: complaint.S43,
		Says: "Each side may strike two of five and ranks three.", Cite: "Rulebook S4.3 (practice)",
	},
	{
		ID: "T33", From: steps(complaint.S42, complaint.S43), Action: complaint.ArbPanelFormed, If: when(noticeDelivered), To: complaint.S44, Tells: letters(complaint.N14),
		Says: "The panel hears the claim.", Cite: "Annex I (one or three arbitrators)",
	},
	{
		ID: "T33", From: steps(complaint.S44), Action: complaint.ArbAward, If: when(fact("award", "the award binds the company to act", "FOR_INDIVIDUAL", "PARTIAL")), To: complaint.S45,
		Stops: clocks(ARB90), Starts: clocks(AwardDue), Tells: letters(complaint.N14), Proves: "B1", Does: byAward,
		Says: "The company complies with the award.", Cite: "Annex I.B",
	},
	{
		ID: "T33", From: steps(complaint.S44), Action: complaint.ArbAward, Ends: "ARB_AWARD_FOR_COMPANY", Stops: clocks(ARB90), Tells: letters(complaint.N14), Proves: "B1", Does: byAward,
		Says: "The award is for the company and ends the claim.", Cite: "Annex I.B",
	},
	{
		ID: "H20", From: steps(complaint.S42, complaint.S43, complaint.S44), Action: complaint.ArbEnded, If: when(noticeDelivered, settled, settlementOpen), Ends: "ARB_{reason_code}", Stops: clocks(ARB90), Tells: letters(complaint.N14), Proves: "B3",
		Says: "The arbitration ends; the settlement is being performed already.", Cite: "Rulebook S4.5 (ARB_SETTLED); E02",
	},
	{
		ID: "H20", From: steps(complaint.S42, complaint.S43, complaint.S44), Action: complaint.ArbEnded, If: when(noticeDelivered, settled), Ends: "ARB_{reason_code}", To: complaint.S5Performance, Stops: clocks(ARB90), Starts: clocks(Performance), Tells: letters(complaint.N14), Proves: "B3",
		Says: "The parties have settled; the case closes once the settlement is performed.", Cite: "Rulebook S4.5 (ARB_SETTLED); E02",
	},
	{
		ID: "H20", From: steps(complaint.S42, complaint.S43, complaint.S44), Action: complaint.ArbEnded, If: when(noticeDelivered, notSettled), Ends: "ARB_{reason_code}", Stops: clocks(ARB90), Tells: letters(complaint.N14), Does: arbEnded,
		Says: "The arbitration ends without award.", Cite: "Rulebook S4.5 (ARB_WITHDRAWN, ARB_TERMINATED)",
	},
	{
		ID: "T34", From: steps(complaint.S45), Action: complaint.AwardComplied, Ends: "ARB_AWARD_COMPLIED", Stops: clocks(AwardDue),
		Says: "The company has complied with the award.", Cite: "Annex I.B",
	},
	{
		ID: "H31", From: steps(complaint.S45), Action: complaint.AwardNotComplied, If: when(missed(AwardDue, "the date of compliance has passed")), Ends: "ARB_AWARD_NOT_COMPLIED", Alarms: true, Does: noncompliance,
		Says: "The case closes; the complainant may have the award enforced, and the company risks removal from the list.", Cite: "Rulebook S4.5 (ARB_AWARD_NOT_COMPLIED); III.11.g",
	},
}

// open is the whole pre-check: G1, G2 and G3 are proven and no bar stands.
var open = Condition{Says: "the guards G1, G2 and G3 are met and no bar stands", Holds: func(c *Case, _ Act) bool { return c.Arbitration().Open }}

// Finding is one guard or bar with its answer and the event that proves it.
type Finding struct {
	Code  string `json:"code"` // G1-G3, B1-B5
	Says  string `json:"says"`
	Holds bool   `json:"holds"` // a guard that is met, or a bar that stands
	Event int    `json:"event"` // sequence of the proving event; 0 when none is needed or there is none
	Why   string `json:"why"`   // the answer in plain words
	Cite  string `json:"cite"`  // where the rule stands
	Basis Basis  `json:"basis"` // how well it is sourced
}

// Availability is the answer to whether arbitration is open.
type Availability struct {
	Open    bool      `json:"open"`
	Guards  []Finding `json:"guards"`
	Bars    []Finding `json:"bars"`
	Missing []string  `json:"missing"` // codes of guards not met and bars that stand
}

// findings is the table of guards and bars (rulebook, S4.1; Annex I.C).
var findings = []struct {
	code, says, yes, no, cite string
	basis                     Basis
}{
	{"G1", "The claim was raised with the company, which had its 45 days", "The company has answered or its 45 days have passed.", "The company still has time to answer.", "Annex I.C, per the administrator's filing page (Rule 1)", Primary},
	{"G2", "The free independent recourse mechanism was used", "The recourse body has ended its procedure.", "The recourse body has not decided the claim yet.", "Annex I.C, per the administrator's filing page (Rule 1)", Primary},
	{"G3", "The authority took the issue to Commerce, which had its time", "Commerce has answered or its 90 days have passed.", "Commerce has not had the issue, or still has time.", "Annex I.C; rest recalled", Recalled},
	{"B1", "The violation was already subject to binding arbitration", "There is an award on this violation.", "No arbitration of this violation is on record.", "Annex I.C as restated", Secondary},
	{"B2", "A court has finally decided it with the individual as a party", "A final judgment is on record.", "No judgment is on record.", "Annex I.C as restated", Secondary},
	{"B3", "The parties have settled it", "A settlement is on record.", "No settlement is on record.", "Annex I.C as restated", Secondary},
	{"B4", "An authority has power under III.5 or III.9 (employment data)", "The data is employment data, which belongs to the authorities.", "The data is not employment data and the company has not chosen the authorities.", "Annex I.C as restated", Secondary},
	{"B5", "An authority can resolve the claim directly with this company", "The authority has dealt with the company directly.", "No authority has done so.", "Annex I.C as restated", Secondary},
}

// Arbitration checks the guards and bars against the record.
func (c *Case) Arbitration() Availability {
	a := Availability{Missing: []string{}}
	for _, f := range findings {
		found := Finding{Code: f.code, Says: f.says, Why: f.no, Cite: f.cite, Basis: f.basis}
		if p, ok := c.Proven(f.code); ok || f.code == "B4" && c.HR() {
			found.Holds, found.Event, found.Why = true, p.Seq, f.yes
		}
		guard := f.code[0] == 'G'
		if guard != found.Holds {
			a.Missing = append(a.Missing, f.code)
		}
		if guard {
			a.Guards = append(a.Guards, found)
		} else {
			a.Bars = append(a.Bars, found)
		}
	}
	a.Open = len(a.Missing) == 0
	return a
}

// notice notes the delivery of the Notice, and as objections for the panel what
// the pre-check finds missing (E24). Whoever had withdrawn has come back.
func notice(c *Case, e *Event) {
	c.NoticeAt, c.NoticeSeq, c.Withdrawn = e.At, e.Seq, false
	c.Objections = append([]string(nil), c.Arbitration().Missing...)
}

// noticeWhenClosed opens the case again for a Notice; what earlier bodies found
// stays found.
func noticeWhenClosed(c *Case, e *Event) {
	c.unclose(e)
	notice(c, e)
}

func byAward(c *Case, e *Event) {
	c.Result = map[string]complaint.Outcome{
		"FOR_INDIVIDUAL": complaint.ArbitratedForIndividual, "PARTIAL": complaint.ArbitratedPartial, "FOR_COMPANY": complaint.ArbitratedForCompany,
	}[e.Facts["award"]]
}

var (
	settled    = fact("reason_code", "the parties have settled", "SETTLED")
	notSettled = fact("reason_code", "the arbitration was withdrawn or terminated", "WITHDRAWN", "TERMINATED")
)

// arbEnded leaves standing what was decided before.
func arbEnded(c *Case, e *Event) {
	end := complaint.NotUpheld
	if e.Facts["reason_code"] == "WITHDRAWN" {
		end = complaint.Withdrawn
	}
	unlessDecided(end)(c, e)
}
