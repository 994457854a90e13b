package complaint

import "strings"

// Step is where one open stage of a case stands, in the codes of the rulebook
// ("S1/OVERDUE", "S2.3"). A case may stand at several steps at once, at most one
// per track.
type Step string

// The steps, in the order of the path. Each says whose move is next.
const (
	S0             Step = "S0"                // received: the case officer triages
	S0AwaitingInfo Step = "S0/AWAITING_INFO"  // the complainant answers questions; the 45 days run on
	S0Referred     Step = "S0/REFERRED"       // the controller, to whom the complaint went, confirms that it has it
	S1             Step = "S1"                // the company answers
	S1Overdue      Step = "S1/OVERDUE"        // the company still owes its answer
	S1Responded    Step = "S1/RESPONDED"      // the complainant says whether the answer satisfies
	S1RespondedLte Step = "S1/RESPONDED_LATE" // the same, after a late answer
	S2Offered      Step = "S2/OFFERED"        // the complainant may file with the recourse body
	S21            Step = "S2.1"              // the recourse body checks eligibility
	S22            Step = "S2.2"              // conciliation
	S23            Step = "S2.3"              // the recourse body reviews and decides
	S24            Step = "S2.4"              // the company performs, the recourse body verifies
	S25            Step = "S2.5"              // decided: the complainant says whether it satisfies
	S3Offered      Step = "S3/OFFERED"        // the complainant may lodge with the authority
	S31            Step = "S3.1"              // lodged: the authority assesses
	S32            Step = "S3.2"              // the panel of authorities prepares its advice
	S33            Step = "S3.3"              // the company complies with the advice
	S34            Step = "S3.4"              // Commerce works with the company
	S35            Step = "S3.5"              // the FTC reviews
	S41            Step = "S4.1"              // arbitration offered: pre-check
	S42            Step = "S4.2"              // the complainant delivers the Notice
	S43            Step = "S4.3"              // the panel is being chosen
	S44            Step = "S4.4"              // the panel hears the claim
	S45            Step = "S4.5"              // the company complies with the award
	S5Performance  Step = "S5/PERFORMANCE"    // settled: the company performs
	RReceived      Step = "R/RECEIVED"        // a rights request: the company answers
	RIdentity      Step = "R/IDENTITY"        // the requester proves who they are; the periods run on
	ROverdue       Step = "R/OVERDUE"         // the company still owes its answer
	S5             Step = "S5"                // closed
)

// Stage is the chapter of the path a step belongs to: S0 to S5, or R for a rights
// request beside it.
type Stage string

// The stages.
const (
	Intake      Stage = "S0"
	Response    Stage = "S1"
	Recourse    Stage = "S2"
	Authority   Stage = "S3"
	Arbitration Stage = "S4"
	Closing     Stage = "S5"
	Request     Stage = "R"
)

// Stage returns the chapter of the path that the step belongs to.
func (s Step) Stage() Stage {
	if chapter, _, ok := strings.Cut(string(s), "/"); ok && chapter == string(Request) {
		return Request
	}
	if len(s) < 2 {
		return ""
	}
	return Stage(s[:2])
}

// Track is one of the roads a case can be on side by side with the others. A
// case has at most one step on each.
type Track string

// The tracks.
const (
	CompanyTrack     Track = "company"
	RecourseTrack    Track = "recourse"
	AuthorityTrack   Track = "authority"
	FTCTrack         Track = "ftc"
	ArbitrationTrack Track = "arbitration"
	SettlementTrack  Track = "settlement"
	RightsTrack      Track = "rights"
)

// Tracks lists all tracks in the order of the path.
var Tracks = []Track{CompanyTrack, RecourseTrack, AuthorityTrack, FTCTrack, ArbitrationTrack, SettlementTrack, RightsTrack}

// Track returns the track the step lies on; "" for a closed case.
func (s Step) Track() Track {
	if s == S5Performance {
		return SettlementTrack
	}
	if s == S35 {
		return FTCTrack
	}
	return trackOf[s.Stage()]
}

var trackOf = map[Stage]Track{
	Intake: CompanyTrack, Response: CompanyTrack, Recourse: RecourseTrack,
	Authority: AuthorityTrack, Arbitration: ArbitrationTrack, Request: RightsTrack,
}

// StepInfo describes a step to people.
type StepInfo struct {
	Step  Step
	Title string // a short noun phrase, English
	Turn  Role   // whose move is next
}

// Steps is the glossary of all steps, in the order of the path.
var Steps = []StepInfo{
	{S0, "Received, being looked at", CaseOfficer},
	{S0AwaitingInfo, "Waiting for information", Complainant},
	{S0Referred, "Referred to the controller", Controller},
	{S1, "Company is preparing its answer", CaseOfficer},
	{S1Overdue, "Company answer overdue", CaseOfficer},
	{S1Responded, "Company has answered", Complainant},
	{S1RespondedLte, "Company has answered late", Complainant},
	{S2Offered, "Independent recourse open to the complainant", Complainant},
	{S21, "Recourse body checks eligibility", IRM},
	{S22, "Conciliation", IRM},
	{S23, "Recourse body reviews", IRM},
	{S24, "Company performs, recourse body verifies", CaseOfficer},
	{S25, "Recourse body has closed its procedure", Complainant},
	{S3Offered, "Authority open to the complainant", Complainant},
	{S31, "Lodged with the data protection authority", DPA},
	{S32, "Panel of authorities prepares its advice", Panel},
	{S33, "Company complies with the advice", CaseOfficer},
	{S34, "Referred to the Department of Commerce", Commerce},
	{S35, "Referred to the Federal Trade Commission", FTC},
	{S41, "Arbitration pre-check", Complainant},
	{S42, "Notice of arbitration", Complainant},
	{S43, "Arbitration panel is being chosen", Administrator},
	{S44, "Arbitration proceeding", Arbitrator},
	{S45, "Company complies with the award", CaseOfficer},
	{S5Performance, "Settled, company performs", CaseOfficer},
	{RReceived, "Company is preparing its answer to the request", CaseOfficer},
	{RIdentity, "Waiting for proof of identity", Complainant},
	{ROverdue, "Answer to the request overdue", CaseOfficer},
	{S5, "Closed", ""},
}

// Info returns the description of the step; its Step is "" for an unknown step.
func (s Step) Info() StepInfo {
	for _, info := range Steps {
		if info.Step == s {
			return info
		}
	}
	return StepInfo{}
}
