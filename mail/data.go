package mail

import "recourse/complaint"

// Data is everything a letter can say beyond its case number. Which fields a
// letter needs stands in the table of need.go; the others may stay empty. All
// texts are names, codes, addresses or fixed phrases of the rules: nobody's own
// words ever come in here. Dates are case time.
type Data struct {
	// Every letter.
	Today   complaint.Date // the date the letter bears
	CaseURL string         // where the receiver reads the case: portal or desk

	// Every letter to the complaining side.
	Name        string // salutation, as the complainant gave it; never printed to staff
	Entity      string // name of the company complained about
	Framework   string // for example "EU-U.S. Privacy Shield"
	Contact     string // e-mail address of the privacy office
	ContactPost string // its postal address, one line

	// The case.
	ReceivedOn  complaint.Date // receipt by the company, day 0 of its time to answer
	RespondBy   complaint.Date // last day for the answer
	RespondedOn complaint.Date // when the company answered; zero if it has not
	Late        bool           // the answer came after RespondBy: the letter apologises
	NewDate     complaint.Date // by when a missed answer will come after all
	ReplyBy     complaint.Date // last day for the complainant to say how to go on
	ReopenUntil complaint.Date // last day on which a closed case can be reopened
	Principles  []string       // codes of the principles concerned
	HR          bool           // employment data: the authorities decide, never recourse body or arbitration
	Contested   bool           // the complainant has contested an earlier finding of this kind
	Anonymous   bool           // nobody is named: an answer, and nothing beyond it
	Outside     bool           // lives outside the EEA and Switzerland, now and then: no body there is competent

	// The bodies a complaint can go to.
	AuthorityName            string // data protection authority, by its own name
	AuthorityWeb             string // with or without scheme
	AuthorityCountry         string // the country it serves, ISO 3166-1 alpha-2
	RecourseName             string // independent recourse mechanism
	RecourseWeb              string
	RecoursePost             string // postal address, one line
	EnforcerName             string // for example "Federal Trade Commission"
	EnforcerWeb              string
	ArbitrationName          string // for example "Privacy Shield Panel"
	ArbitrationAdministrator string // who runs the arbitration, for example "ICDR-AAA"
	ArbitrationWeb           string
	FormWeb                  string // the authorities' template complaint form; optional

	// What happened.
	Happened       complaint.Action  // the act that sends the letter (N12, N14)
	Reason         string            // code of complaint.IneligibleReasons (N04)
	SurvivingCase  complaint.Number  // the case that goes on (N06)
	ControllerName string            // who decides about the data (N05; N04 when known)
	AlsoController bool              // the company answers for a part itself (N05)
	Finding        string            // code of complaint.Findings (N07)
	Remedies       []string          // codes of complaint.Remedies; NONE alone for no remedy (N07)
	RemedyBy       complaint.Date    // when the remedies are done at the latest (N07)
	Decision       string            // of the recourse body: UPHELD, PARTLY_UPHELD or REJECTED (N11)
	ActBy          complaint.Date    // last day to do what a decision or award asks (N11, N14)
	ReferredTo     string            // body that has the complaint now (N12)
	ReferredWeb    string            // optional
	Reference      string            // that body's reference; optional
	ExpectedBy     complaint.Date    // when that body's time ends; zero when it has no limit (N12)
	Outcome        complaint.Outcome // how the case ended (N15)
	AuthorityOpen  bool              // an authority still deals with it after the withdrawal (N16)

	// A rights request, and the case out of which a case comes.
	Right       string           // code of complaint.Rights
	Ground      string           // of an extension (R03), of a restriction (R04) or of keeping a case (ERASURE)
	Disappoints bool             // the answer was late or gave less than was asked for (R04)
	OpenedBy    complaint.Number // whose access code opens this case too (N01, R01); optional

	// Erasure.
	StaysUntil complaint.Date // until when it stays where erasing is refused; zero for an open case
	KeptFor    int            // how long a closed case is kept, in KeptUnit
	KeptUnit   string         // unit of the law, such as year

	// Arbitration (N13, N14).
	Available    Finding        // whether the framework's panel can be used at all
	Guards       []Finding      // steps that must be done first
	Bars         []Finding      // facts that rule arbitration out
	PossibleFrom complaint.Date // when arbitration may open at the earliest; optional
	NoticeOn     complaint.Date // delivery of the Notice
	ConcludeBy   complaint.Date // when the proceeding should be over
	Arbitrators  int            // 1 or 3, once the panel is formed
	Award        string         // FOR_INDIVIDUAL, PARTIAL or FOR_COMPANY
	RankBy       complaint.Date // by when the list is to be struck and ranked; optional
	Relief       []string       // codes of complaint.Reliefs: what the award orders; optional
	EndReason    string         // of an end without award: WITHDRAWN, SETTLED or TERMINATED

	// The hearing (N14), as asked for or as settled; all optional.
	HearingSettled  bool     // settled, and not only asked for
	Participation   string   // VIDEO, TELEPHONE or IN_PERSON
	HearingLanguage string   // of the hearing, BCP 47
	Help            []string // INTERPRETATION, TRANSLATION
	HelpCost        string   // FREE or DISPROPORTIONATE

	// A link that opens the case once.
	Link        string // address; whoever has it comes in
	LinkMinutes int    // how long it lasts
	ForAgent    bool   // it is for a representative, and Name is theirs

	// A link that leads back to a draft, in Link.
	DraftUntil complaint.Date // last day on which it is kept

	// Reminders and alarms.
	Reminder string         // the words of the rung, from the rules
	Alarm    string         // what happened, from the rules
	Deadline string         // title of the deadline
	Due      complaint.Date // its legal date
}

// Nobody stands for the name of somebody who has given none, or whose name is not
// to be said: the letter addresses them in its own language.
const Nobody = "/"

// Finding is one guard or bar of arbitration with its answer.
type Finding struct {
	Code  string // G1-G3, B1-B5
	Says  string // what is asked
	Holds bool   // a guard that is met, or a bar that stands
	Why   string // the answer in plain words
	Next  string // what is missing and how to bring it about; "" where nothing is
}

// AnswerDays returns how many days the company has for its answer.
func (d Data) AnswerDays() int { return d.ReceivedOn.DaysUntil(d.RespondBy) }

// Overdue reports whether the last day for the answer has passed.
func (d Data) Overdue() bool { return d.RespondBy.Before(d.Today) }

// DaysLeft returns the days until Due: 0 on the day itself, negative after it.
func (d Data) DaysLeft() int { return d.Today.DaysUntil(d.Due) }

// DaysPast returns the days since Due.
func (d Data) DaysPast() int { return -d.DaysLeft() }

// ArbitrationOpen reports whether the framework's panel can be used, all guards
// are met and no bar stands.
func (d Data) ArbitrationOpen() bool {
	return d.Available.Holds && d.StepsDone() && !d.Barred()
}

// StepsDone reports whether all guards are met.
func (d Data) StepsDone() bool {
	for _, g := range d.Guards {
		if !g.Holds {
			return false
		}
	}
	return true
}

// Barred reports whether a bar stands.
func (d Data) Barred() bool {
	for _, b := range d.Bars {
		if b.Holds {
			return true
		}
	}
	return false
}

// ArbitrationLeft reports whether arbitration may still be ahead of a closed
// case: never with employment data (Annex I.C, bar B4), after an award (B1) or
// after a settlement (B3).
func (d Data) ArbitrationLeft() bool {
	switch d.Outcome {
	case complaint.Settled, complaint.ArbitratedForIndividual, complaint.ArbitratedPartial, complaint.ArbitratedForCompany:
		return false
	default:
		return !d.HR && !d.Outside
	}
}

// Remedied reports whether the answer promises any remedy.
func (d Data) Remedied() bool { return len(d.Remedies) > 0 && d.Remedies[0] != "NONE" }
