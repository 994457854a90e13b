package simulation

import (
	"recourse/complaint"
	"recourse/law"
)

// Every figure of this model is an assumption: nobody has counted such complaints.
// docs/simulation.md lists them all; a test keeps the two alike.

// weekdays is how many complaints arrive on each day of the week, from Sunday on,
// relative to each other.
var weekdays = [7]float64{0.4, 1.3, 1.2, 1.1, 1.0, 0.9, 0.4}

// months is how many complaints arrive on a day of each month, from January on,
// relative to each other.
var months = [12]float64{1.2, 1.1, 1.1, 1.0, 1.0, 0.9, 0.7, 0.7, 1.1, 1.1, 1.1, 0.8}

// Complaints arrive at any time between these hours, UTC.
const firstHour, lastHour = 6, 22

// share is one possibility with its weight beside the others of its list.
type share struct {
	of     string
	weight float64
}

// residences are where the complainants of a pack live, as far as it covers them.
var residences = []share{
	{"DE", 18},
	{"FR", 14},
	{"NL", 12},
	{"SE", 10},
	{"IE", 8},
	{"IT", 7},
	{"ES", 7},
	{"BE", 5},
	{"PL", 5},
	{"DK", 4},
	{"FI", 3},
	{"AT", 3},
	{"NO", 3},
	{"CZ", 1},
	{"CH", 10},
	{"GB", 49},
	{"GI", 1},
}

// channels are how complaints come in. What comes by post or telephone has no
// e-mail address to acknowledge it at once.
var channels = []share{{"WEB_FORM", 70}, {"EMAIL_EU", 15}, {"EMAIL_US", 5}, {"POST_EU", 6}, {"POST_US", 2}, {"PHONE", 2}}

// people are who complains. The data of employees and contingent workers is
// employment data (R2, R5).
var people = []share{{"JOB_SEEKER", 50}, {"BUSINESS_CONTACT", 15}, {"VISITOR", 8}, {"REFEREE", 2}, {"EMPLOYEE", 15}, {"CONTINGENT_WORKER", 10}}

// move is something that one of those whose turn it is may do.
type move struct {
	share float64 // of the cases in which it is their turn
	do    complaint.Action
	with  string         // what is special about it, written "field=value field=value"
	days  float64        // half of them take no longer
	wide  float64        // spread of the time: the standard deviation of its logarithm
	by    complaint.Role // "" for whose turn it is
	then  *move          // what is done next, whatever its share
}

// turn is a choice among moves, made when a case comes to a step; what is left of
// the shares is doing nothing.
type turn struct {
	name  string
	by    complaint.Role
	at    []complaint.Step
	only  func(*life) bool // nil for every case
	once  bool             // the choice made first stands
	later bool             // possible at any step that follows, too
	moves []move
}

func steps(s ...complaint.Step) []complaint.Step { return s }

func employment(l *life) bool { return l.employment }
func other(l *life) bool      { return !l.employment }
func byHand(l *life) bool     { return !l.facts.Mailable }

const (
	person  = complaint.Complainant
	officer = complaint.CaseOfficer
	privacy = complaint.PrivacyOfficer
)

// sent is the way of a draft: a privacy officer approves it, an officer sends it.
var sent = &move{do: complaint.ResponseApproved, by: privacy, days: 2, wide: 0.8, then: &move{do: complaint.ResponseSent, days: 0.5, wide: 0.5}}

// turns is the whole model of behaviour, in the order of the path.
var turns = []turn{
	{name: "triage", by: officer, at: steps(complaint.S0), moves: []move{
		{share: 0.80, do: complaint.TriageAccepted, days: 2.5, wide: 0.8},
		{share: 0.08, do: complaint.TriageNeedsInfo, days: 2, wide: 0.7},
		{share: 0.07, do: complaint.TriageIneligible, with: "reason_code=NOT_TRANSFERRED_TO_US", days: 4, wide: 0.7},
		{share: 0.03, do: complaint.TriageProcessor, days: 3, wide: 0.7},
		{share: 0.02, do: complaint.DuplicateFound, with: "surviving_case=" + older, days: 1.5, wide: 0.7},
	}},
	{name: "acknowledgment by hand", by: officer, at: steps(complaint.S0), only: byHand, once: true, moves: []move{
		{share: 1, do: complaint.AcknowledgmentSent, days: 1.5, wide: 0.9},
	}},
	{name: "answers to questions", by: person, at: steps(complaint.S0AwaitingInfo), moves: []move{
		{share: 0.9, do: complaint.InfoProvided, days: 6, wide: 0.8},
	}},
	{name: "no answers to questions", by: officer, at: steps(complaint.S0AwaitingInfo), moves: []move{
		{share: 1, do: complaint.TriageIneligible, with: "reason_code=UNIDENTIFIABLE", days: 35, wide: 0.2},
	}},
	{name: "the controller's part", by: officer, at: steps(complaint.S0Referred), moves: []move{
		{share: 1, do: complaint.ControllerForwarded, days: 2, wide: 0.7, then: &move{do: complaint.ControllerAcknowledged, days: 8, wide: 0.6}},
	}},
	{name: "answer of the company", by: officer, at: steps(complaint.S1, complaint.S1Overdue), once: true, later: true, moves: []move{
		{share: 0.30, do: complaint.ResponseDrafted, with: "finding=SUBSTANTIATED remedies=DELETED,APOLOGY", days: 12, wide: 0.6, then: sent},
		{share: 0.22, do: complaint.ResponseDrafted, with: "finding=PARTLY remedies=CORRECTED", days: 15, wide: 0.6, then: sent},
		{share: 0.38, do: complaint.ResponseDrafted, with: "finding=NOT_SUBSTANTIATED remedies=EXPLANATION", days: 12, wide: 0.6, then: sent},
		{share: 0.10, do: complaint.ResponseDrafted, with: "finding=NOT_DETERMINED remedies=NONE", days: 45, wide: 0.5, then: sent},
	}},
	{name: "change of mind", by: person, at: steps(complaint.S1), once: true, later: true, moves: []move{
		{share: 0.02, do: complaint.ComplaintWithdrawn, with: "confirmed=true", days: 10, wide: 0.8},
		{share: 0.01, do: complaint.DPAContacted, days: 15, wide: 0.7},
	}},
	{name: "no answer in time", by: person, at: steps(complaint.S1Overdue), only: other, moves: []move{
		{share: 0.15, do: complaint.IRMFiled, days: 10, wide: 0.8},
		{share: 0.05, do: complaint.DPAContacted, days: 12, wide: 0.8},
	}},
	{name: "no answer in time, employment data", by: person, at: steps(complaint.S1Overdue), only: employment, moves: []move{
		{share: 0.20, do: complaint.DPAContacted, days: 12, wide: 0.8},
	}},
	{name: "reply to the answer", by: person, at: steps(complaint.S1Responded), moves: []move{
		{share: 0.40, do: complaint.ComplainantSatisfied, days: 6, wide: 0.8},
		{share: 0.22, do: complaint.ComplainantNotSatisfied, days: 8, wide: 0.7},
	}},
	{name: "reply to a late answer", by: person, at: steps(complaint.S1RespondedLte), moves: []move{
		{share: 0.30, do: complaint.ComplainantSatisfied, days: 6, wide: 0.8},
		{share: 0.35, do: complaint.ComplainantNotSatisfied, days: 6, wide: 0.7},
	}},
	{name: "offer of the recourse body", by: person, at: steps(complaint.S2Offered), moves: []move{
		{share: 0.50, do: complaint.IRMFiled, days: 9, wide: 0.7},
		{share: 0.05, do: complaint.DPAContacted, days: 12, wide: 0.7},
	}},
	{name: "recourse body: eligibility", by: officer, at: steps(complaint.S21), moves: []move{
		{share: 0.85, do: complaint.IRMEligible, days: 8, wide: 0.5},
		{share: 0.15, do: complaint.IRMIneligible, with: "reason_code=OTHER", days: 7, wide: 0.5},
	}},
	{name: "recourse body: conciliation", by: officer, at: steps(complaint.S22), moves: []move{
		{share: 0.45, do: complaint.IRMSettled, days: 18, wide: 0.5},
		{share: 0.55, do: complaint.IRMNoSettlement, days: 26, wide: 0.3},
	}},
	{name: "recourse body: decision", by: officer, at: steps(complaint.S23), moves: []move{
		{share: 0.30, do: complaint.IRMDecision, with: "decision=UPHELD", days: 26, wide: 0.3},
		{share: 0.25, do: complaint.IRMDecision, with: "decision=PARTLY_UPHELD", days: 26, wide: 0.3},
		{share: 0.45, do: complaint.IRMDecision, with: "decision=REJECTED", days: 24, wide: 0.3},
	}},
	{name: "performance", by: officer, at: steps(complaint.S24), moves: []move{
		{share: 0.97, do: complaint.IRMPerformed, days: 15, wide: 0.5},
		{share: 0.03, do: complaint.IRMNonperformed, days: 40, wide: 0.3},
	}},
	{name: "reply to the recourse body", by: person, at: steps(complaint.S25), moves: []move{
		{share: 0.45, do: complaint.ComplainantSatisfied, days: 7, wide: 0.8},
		{share: 0.20, do: complaint.ComplainantNotSatisfied, days: 9, wide: 0.7},
	}},
	{name: "offer of the authority", by: person, at: steps(complaint.S3Offered), moves: []move{
		{share: 0.40, do: complaint.DPAContacted, days: 10, wide: 0.7},
	}},
	{name: "authority, employment data", by: officer, at: steps(complaint.S31), only: employment, moves: []move{
		{share: 0.85, do: complaint.DPAPanelCompetent, days: 14, wide: 0.6},
		{share: 0.10, do: complaint.DPANoBreach, days: 40, wide: 0.4},
		{share: 0.05, do: complaint.DPADirectAction, days: 45, wide: 0.4},
	}},
	{name: "authority", by: officer, at: steps(complaint.S31), only: other, moves: []move{
		{share: 0.60, do: complaint.DPARefersDoC, days: 20, wide: 0.6},
		{share: 0.25, do: complaint.DPANoBreach, days: 40, wide: 0.4},
		{share: 0.15, do: complaint.DPADirectAction, days: 45, wide: 0.4},
	}},
	{name: "enquiry of the authority", by: officer, at: steps(complaint.S31), once: true, later: true, moves: []move{
		{share: 0.30, do: complaint.AuthorityEnquiry, days: 8, wide: 0.5, then: &move{do: complaint.AuthorityAnswered, days: 6, wide: 0.6}},
	}},
	{name: "panel of authorities", by: officer, at: steps(complaint.S32), moves: []move{
		{share: 0.60, do: complaint.DPAAdvice, days: 50, wide: 0.3},
		{share: 0.30, do: complaint.DPANoBreach, days: 50, wide: 0.3},
		{share: 0.10, do: complaint.DPADirectAction, days: 50, wide: 0.3},
	}},
	{name: "advice of the panel", by: officer, at: steps(complaint.S33), moves: []move{
		{share: 0.97, do: complaint.AdviceComplied, days: 14, wide: 0.4},
	}},
	{name: "Commerce", by: officer, at: steps(complaint.S34), moves: []move{
		{share: 0.50, do: complaint.DoCResolved, days: 50, wide: 0.4},
		{share: 0.30, do: complaint.DoCUnresolved, days: 70, wide: 0.3},
	}},
	{name: "FTC", by: officer, at: steps(complaint.S35), moves: []move{
		{share: 0.30, do: complaint.FTCActed, days: 120, wide: 0.5},
		{share: 0.50, do: complaint.FTCNoAction, days: 90, wide: 0.5},
	}},
	{name: "offer of arbitration", by: person, at: steps(complaint.S41), moves: []move{
		{share: 0.45, do: complaint.ArbPrecheck, days: 5, wide: 0.7},
		{share: 0.20, do: complaint.ArbDeclined, days: 8, wide: 0.7},
	}},
	{name: "Notice of arbitration", by: person, at: steps(complaint.S42), moves: []move{
		{share: 0.50, do: complaint.ArbNoticeDelivered, days: 10, wide: 0.6, then: &move{do: complaint.ArbListReceived, by: officer, days: 14, wide: 0.3}},
	}},
	{name: "choice of the panel", by: officer, at: steps(complaint.S43), moves: []move{
		{share: 0.95, do: complaint.ArbPanelFormed, with: "arbitrators=1", days: 12, wide: 0.4},
		{share: 0.05, do: complaint.ArbEnded, with: "reason_code=WITHDRAWN", days: 12, wide: 0.4},
	}},
	{name: "arbitrators", by: officer, at: steps(complaint.S44), moves: []move{
		{share: 0.35, do: complaint.ArbAward, with: "award=FOR_INDIVIDUAL", days: 40, wide: 0.3},
		{share: 0.20, do: complaint.ArbAward, with: "award=PARTIAL", days: 40, wide: 0.3},
		{share: 0.35, do: complaint.ArbAward, with: "award=FOR_COMPANY", days: 40, wide: 0.3},
		{share: 0.10, do: complaint.ArbEnded, with: "reason_code=SETTLED", days: 30, wide: 0.4},
	}},
	{name: "compliance with the award", by: officer, at: steps(complaint.S45), moves: []move{
		{share: 0.97, do: complaint.AwardComplied, days: 15, wide: 0.4},
	}},
	{name: "performance of a settlement", by: officer, at: steps(complaint.S5Performance), moves: []move{
		{share: 0.95, do: complaint.SettlementPerformed, days: 15, wide: 0.4},
	}},
}

// older is the case that goes on when a complaint is found to be there already.
const older = "RC-0000-0000"

// bodies are those beyond the company to which a complaint can go on, with the
// step at which it comes to them.
var bodies = []struct {
	name string
	step complaint.Step
}{
	{"recourse body", complaint.S21},
	{"data protection authority", complaint.S31},
	{"panel of authorities", complaint.S32},
	{"Department of Commerce", complaint.S34},
	{"FTC", complaint.S35},
	{"arbitrators", complaint.S43},
}

// covered are the residences of the model that a pack covers.
func covered(p *law.Pack) []share {
	var out []share
	for _, r := range residences {
		for _, of := range p.Residence {
			if r.of == of || of == "EEA" && law.AuthorityOf(r.of).EEA {
				out = append(out, r)
			}
		}
	}
	return out
}
