package law

import (
	"slices"

	"recourse/complaint"
)

// ActionSpec says what an act is called, who may do it and what its form asks.
type ActionSpec struct {
	Action complaint.Action `json:"action"`
	Title  string           `json:"title"`
	By     []complaint.Role `json:"by"`
	Asks   []Field          `json:"asks,omitempty"`
	Final  bool             `json:"final,omitempty"` // cannot be taken back
}

var (
	officers = []complaint.Role{complaint.CaseOfficer, complaint.PrivacyOfficer}
	approver = []complaint.Role{complaint.PrivacyOfficer}
	leaders  = []complaint.Role{complaint.CaseOfficer, complaint.PrivacyOfficer, complaint.Manager}
	either   = []complaint.Role{complaint.Complainant, complaint.Representative, complaint.CaseOfficer, complaint.PrivacyOfficer}
	clock    = []complaint.Role{complaint.Clock}
	// inPerson is either without the representative: arbitration is started by the
	// individual (E13).
	inPerson = []complaint.Role{complaint.Complainant, complaint.CaseOfficer, complaint.PrivacyOfficer}
	// owner is the person alone: who may read the case is for nobody else to say.
	owner = []complaint.Role{complaint.Complainant}
)

// restatable are the periods whose date an outside body or an agreement can name
// (rulebook, section 4).
var restatable = []string{
	string(DREF), string(IRM), string(IRMEligibility), string(IRMConciliation), string(IRMReview), string(IRMVerification),
	string(D60), string(D90), string(ARB90), string(AwardDue),
}

func text(name, label string) Field  { return Field{Name: name, Label: label, Kind: TextField} }
func short(name, label string) Field { return Field{Name: name, Label: label, Kind: ShortField} }
func date(name, label string) Field  { return Field{Name: name, Label: label, Kind: DateField} }
func flag(name, label string) Field  { return Field{Name: name, Label: label, Kind: FlagField} }
func choice(name, label string, of ...string) Field {
	return Field{Name: name, Label: label, Kind: ChoiceField, Of: of}
}

func caseField(name, label string) Field {
	return Field{Name: name, Label: label, Kind: CaseField, Required: true}
}

func choices(name, label string, of ...string) Field {
	return Field{Name: name, Label: label, Kind: ChoicesField, Of: of}
}

// translation stands beside what the office writes to the complaining side (E18: in
// English, with a translation).
var translation = text("translation", "Translation into the complainant's language, if the text above is in another")

func (f Field) must() Field { f.Required = true; return f }

// mustIf makes a field required where another field has one of the values.
func (f Field) mustIf(name string, values ...string) Field {
	f.RequiredIf = &Given{name, values}
	return f
}

// actions is the one table of acts: names, parties and forms.
var actions = []ActionSpec{
	{complaint.AcknowledgmentSent, "Record that the acknowledgment went out", officers, nil, false},
	{complaint.TriageAccepted, "Accept the complaint", officers, []Field{
		choice("data_class", "Employment data?", "NON_HR", "HR").must(),
		choice("role", "Company is", "CONTROLLER", "BOTH"),
		choices("principles", "Principles concerned", complaint.Principles...),
		flag("grievance_procedure", "It went through a grievance procedure agreed with a union, which counts as the company's review"),
		text("allegations", "Allegations as understood"),
		text("reason", "Reason for the classification"),
	}, false},
	{complaint.TriageNeedsInfo, "Ask for information", officers, []Field{text("questions", "Exact questions, and why they are asked").must(), translation}, false},
	{complaint.InfoProvided, "Give the information asked for", either, []Field{text("answer", "Answer").must()}, false},
	{complaint.FrivolousProposed, "Propose to treat the complaint as frivolous", officers, []Field{text("reason", "Reason").must()}, false},
	{complaint.TriageIneligible, "Find the complaint ineligible", officers, []Field{
		choice("reason_code", "Reason", complaint.IneligibleReasons...).must(),
		text("reason", "Explanation for the complainant"),
	}, true},
	{complaint.TriageProcessor, "Refer to the controller", officers, []Field{
		flag("also_controller", "The company is also a controller for part of it"),
		short("controller", "Name and address of the controller").must(),
		short("controller_email", "E-mail address of the controller"),
		choice("data_class", "Is the company's own part employment data?", "NON_HR", "HR"),
		text("reason", "Reason for the classification"),
	}, true},
	{complaint.DuplicateFound, "Merge into an older case", officers, []Field{
		caseField("surviving_case", "Case that goes on"),
	}, true},
	{complaint.TriageGeneral, "Handle as a general privacy case", officers, []Field{text("reason", "Reason")}, false},
	{complaint.TriageRightsOnly, "Handle as a rights request only", officers, []Field{
		choice("right", "Right that is used", complaint.Rights...).must(), text("reason", "Why no grievance is left"),
	}, true},
	{complaint.TriageMixed, "Accept the complaint, and open a rights request beside it", officers, []Field{
		choice("right", "Right that is used", complaint.Rights...).must(),
		choice("data_class", "Employment data?", "NON_HR", "HR").must(),
		choices("principles", "Principles concerned", complaint.Principles...),
		text("allegations", "Allegations as understood"),
		text("reason", "Reason for the classification"),
	}, false},
	{complaint.ControllerForwarded, "Record that the complaint was forwarded to the controller", officers, []Field{text("proof", "Proof of sending")}, false},
	{complaint.ControllerAcknowledged, "Controller: acknowledged", officers, []Field{text("proof", "What the controller wrote").must()}, true},
	{complaint.ControllerRefused, "Controller: does not take the complaint over", officers, []Field{text("reason", "Reason in the controller's words").must()}, false},
	{complaint.MandateRecorded, "Record the mandate of whoever acts for the complainant", officers, []Field{
		choice("mandate", "Mandate", complaint.Mandates...).must(), text("proof", "Where it is on file").must(),
	}, false},
	{complaint.CaseAssigned, "Assign the case", leaders, []Field{{Name: "assignee", Label: "Officer", Kind: StaffField, Required: true}}, false},
	{complaint.MessageSent, "Write a message", either, []Field{text("text", "Message").must(), translation}, false},
	{complaint.DocumentAdded, "Add a document", either, []Field{
		short("document", "Document").must(), short("name", "File name"), text("caption", "What it shows"),
		short("dated", "Date of what it shows"), short("original", "SHA-256 of the file as it was sent, if something was taken out of it"),
		choices("shows", "Condition or bar of arbitration it shows", findingCodes()...),
		flag(SharedFact, "The complainant may read it"),
	}, false},
	{complaint.ResponseDrafted, "Draft the answer", officers, []Field{
		choice("finding", "Finding", complaint.Findings...).must(),
		choices("remedies", "Remedies", complaint.Remedies...).must(),
		date("remedy_due", "Date of the remedy"),
		text("text", "Answer to the complainant").must(),
		translation,
	}, false},
	{complaint.ResponseApproved, "Approve the answer", approver, []Field{text("remark", "Remark")}, false},
	{complaint.ResponseSent, "Send the answer", officers, []Field{text("remark", "Proof of delivery")}, true},
	{complaint.ComplainantSatisfied, "Accept the answer", either, []Field{text("remark", "Remark")}, true},
	{complaint.ComplainantNotSatisfied, "Not satisfied", either, []Field{flag("partly", "Part of the answer is accepted"), text("reasons", "Reasons")}, true},
	{complaint.IRMFiled, "Record the filing with the recourse body", either, []Field{short("reference", "Case number of the body")}, true},
	{complaint.IRMEligible, "Recourse body: eligible", officers, []Field{date("due", "Date the body states for the next step"), text("remark", "Remark")}, true},
	{complaint.IRMIneligible, "Recourse body: not eligible", officers, []Field{
		choice("reason_code", "Reason", "CONTACT_BUSINESS_FIRST", "OTHER").must(), text("reason", "Reason in the body's words"),
	}, true},
	{complaint.IRMSettled, "Recourse body: settled", officers, []Field{date("due", "Date of performance"), text("settlement", "Text of the settlement").must()}, true},
	{complaint.IRMNoSettlement, "Recourse body: no settlement", officers, []Field{date("due", "Date the body states for its decision"), text("remark", "Remark")}, true},
	{complaint.IRMDecision, "Recourse body: decision", officers, []Field{
		choice("decision", "Decision", "UPHELD", "PARTLY_UPHELD", "REJECTED").must(), date("due", "Date of performance"), text("text", "Decision").must(),
	}, true},
	{complaint.IRMPerformed, "Recourse body: performance verified", officers, []Field{text("proof", "Proof of performance")}, true},
	{complaint.IRMNonperformed, "Recourse body: non-compliance reported", officers, []Field{text("report", "Report of the body")}, true},
	{complaint.IRMClosed, "Recourse body: closed without decision", officers, []Field{
		choice("reason_code", "Reason", "WITHDRAWN", "ABANDONED").must(), text("remark", "Remark"),
	}, true},
	{complaint.DPAContacted, "Record the complaint to the authority", either, []Field{
		{Name: "authority", Label: "Authority (country)", Kind: ChoiceField, Of: AuthorityCodes(), Required: true}, short("reference", "Reference of the authority"),
	}, true},
	{complaint.DPAPanelCompetent, "Authority: panel is competent", officers, []Field{text("remark", "Lead and co-reviewing authorities")}, true},
	{complaint.DPARefersDoC, "Authority: referred to Commerce", officers, []Field{short("reference", "Reference of Commerce")}, true},
	{complaint.DPANoBreach, "Authority: no breach", officers, []Field{text("remark", "Finding of the authority")}, true},
	{complaint.DPADirectAction, "Authority: dealt directly with this company (its power over another company, such as the sender in Europe, is no bar)", officers, []Field{text("remark", "Action of the authority").must()}, true},
	{complaint.DPAAdvice, "Panel: advice requiring action", officers, []Field{text("advice", "Advice").must()}, true},
	{complaint.AdviceComplied, "Confirm compliance with the advice", officers, []Field{text("confirmation", "Written confirmation of the action taken").must()}, true},
	{complaint.AuthorityEnquiry, "Record an authority's enquiry", officers, []Field{
		text("enquiry", "Enquiry").must(), date("due", "Date the authority states for the answer"),
	}, false},
	{complaint.AuthorityAnswered, "Record the answer to the authority", officers, []Field{text("answer", "Answer").must()}, false},
	{complaint.DoCResolved, "Commerce: resolved", officers, []Field{
		text("remark", "Resolution").must(), flag("not_accepted", "The complainant does not accept the resolution"),
	}, true},
	{complaint.DoCUnresolved, "Commerce: not resolved", officers, []Field{text("remark", "Answer of Commerce").must()}, true},
	{complaint.FTCReferral, "Record the referral to the FTC", officers, []Field{short("reference", "Reference of the FTC")}, true},
	{complaint.FTCActed, "FTC: action", officers, []Field{text("remark", "Action")}, true},
	{complaint.FTCNoAction, "FTC: no action", officers, []Field{text("remark", "Remark")}, true},
	{complaint.ArbPrecheck, "Check whether arbitration is open", either, nil, false},
	{complaint.ArbDeclined, "Do without arbitration", either, []Field{text("remark", "Remark")}, true},
	{complaint.ArbNoticeDelivered, "Deliver the Notice of arbitration", inPerson, []Field{
		text("steps_taken", "Steps taken before").must(), text("breach", "Alleged breach").must(),
	}, true},
	{complaint.ArbListReceived, "Administrator: list of arbitrators received", officers, []Field{
		text("list", "Names of the five, numbered 1 to 5").must(), date("due", "Date by which both sides rank"),
		short("reference", "Case number of the administrator"), text("remark", "Remark"),
	}, false},
	{complaint.ArbListRanked, "Strike and rank the arbitrators", either, []Field{
		choice("side", "Whose strikes and ranking", Individual, Company).must(), choices("strikes", "Struck, at most two", candidates...),
		choice("first", "First choice", candidates...), choice("second", "Second choice", candidates...), choice("third", "Third choice", candidates...),
	}, true},
	{complaint.ArbPanelFormed, "Administrator: panel formed", officers, []Field{
		choice("arbitrators", "Arbitrators", "1", "3").must(), choices("members", "Numbers on the list", candidates...), text("remark", "Names"),
	}, true},
	{complaint.ArbHearingAsked, "Say how to take part, or ask for a language or language help", either, []Field{
		choice("participation", "Way to take part", participations...), choices("help", "Language help", "INTERPRETATION", "TRANSLATION"),
		choice("language", "Language", complaint.Languages...), flag("lawyer", "A lawyer represents the complainant"), text("reasons", "Reasons").must(),
	}, false},
	{complaint.ArbHearingSettled, "Record how the complainant takes part and in which language", officers, []Field{
		choice("participation", "Way to take part", participations...), choices("help", "Language help granted", "INTERPRETATION", "TRANSLATION"),
		choice("language", "Language agreed, if not English", complaint.Languages...), choice("cost", "Language help is", "FREE", "DISPROPORTIONATE"),
		text("remark", "Where it is stated").must(),
	}, false},
	{complaint.ArbAward, "Panel: award", officers, []Field{
		choice("award", "Award", "FOR_INDIVIDUAL", "PARTIAL", "FOR_COMPANY").must(),
		choices("relief", "What the award orders", complaint.Reliefs...).mustIf("award", "FOR_INDIVIDUAL", "PARTIAL"),
		date("due", "Date of compliance"), text("text", "Award").must(),
	}, true},
	{complaint.ArbEnded, "Arbitration ended without award", officers, []Field{
		choice("reason_code", "Reason", "WITHDRAWN", "SETTLED", "TERMINATED").must(), date("due", "Date of performance, if settled"),
		text("settlement", "Text of the settlement, if settled").mustIf("reason_code", "SETTLED"), text("remark", "Remark"),
	}, true},
	{complaint.AwardComplied, "Confirm compliance with the award", officers, []Field{text("confirmation", "Confirmation").must()}, true},
	{complaint.AwardNotComplied, "Record that the award was not complied with", officers, []Field{text("remark", "Remark")}, true},
	{complaint.ComplaintWithdrawn, "Withdraw the complaint", either, []Field{flag("confirmed", "The complainant confirms in writing").must(), text("reason", "Reason")}, true},
	{complaint.SettlementSigned, "Record a signed settlement", officers, []Field{
		flag("told_of_bar", "The complainant was told that a settlement bars arbitration").must(), date("due", "Date of performance"), text("text", "Signed text").must(),
	}, true},
	{complaint.SettlementPerformed, "Confirm that the settlement was performed", officers, []Field{text("proof", "Proof of performance").must()}, true},
	{complaint.DeadlineStated, "Record a date stated by a body or agreed", officers, []Field{
		choice("rule", "Deadline", restatable...).must(),
		date("due", "Date").must(), flag("agreed", "Both parties agree (needed for the 90 days of arbitration)"), text("remark", "Where it is stated").must(),
	}, false},
	{complaint.PackMoved, "Move the case to another pack", officers, []Field{
		{Name: "pack", Label: "Pack and version", Kind: PackField, Required: true}, text("reason", "Reason").must(),
	}, false},
	{complaint.CourtJudgment, "Record a final judgment on the same violation, with the complainant as a party", officers, []Field{text("remark", "Court and date").must()}, false},
	{complaint.ArbElsewhere, "Record binding arbitration of the same violation elsewhere", officers, []Field{text("remark", "Body, date and reference").must()}, false},
	{complaint.IneligibilityContested, "Contest that the complaint is ineligible", either, []Field{text("reasons", "What was overlooked").must()}, false},
	{complaint.CaseReclassified, "Reclassify the data", officers, []Field{
		choice("data_class", "Employment data?", "NON_HR", "HR").must(), text("reason", "Reason").must(),
	}, false},
	{complaint.DuplicateMerged, "Another case was merged into this one", officers, []Field{caseField("merged_case", "Case that was merged")}, false},
	{complaint.CaseLinked, "Link to another case", officers, []Field{caseField("linked_case", "Other case"), text("remark", "What they have in common")}, false},
	{complaint.ForumCorrected, "Tell a body that the complaint is not its own", officers, []Field{
		choice("body", "Body", complaint.WrongForums...).must(), text("answer", "Answer to the body").must(),
	}, false},
	{complaint.ConflictDeclared, "Record an officer's conflict of interest", leaders, []Field{
		{Name: "officer", Label: "Officer", Kind: StaffField, Required: true}, text("reason", "Reason").must(),
	}, false},
	{complaint.DeliveryFailed, "Record that a letter did not arrive", officers, []Field{
		choice("channel", "Channel", complaint.DeliveryChannels...).must(), text("proof", "Proof of the try").must(),
	}, false},
	{complaint.BreachExplained, "Record the cause of a breach", leaders, []Field{
		choice("cause", "Cause", complaint.BreachCauses...).must(), text("remark", "Remark"),
	}, false},
	{complaint.HoldPlaced, "Place a legal hold", leaders, []Field{text("reason", "Litigation concerned").must()}, false},
	{complaint.HoldReleased, "Release the legal hold", leaders, []Field{text("reason", "Reason").must()}, false},
	{complaint.DeathRecorded, "Record the complainant's death", officers, []Field{text("proof", "How it is known").must()}, false},
	{complaint.HeirsAdmitted, "Admit heirs or the estate", officers, []Field{text("proof", "Proof, and the law that allows it").must()}, false},
	{complaint.CaseLapsed, "Close the case of a complainant who has died", officers, []Field{text("reason", "Reason").must()}, true},
	{complaint.IncidentReported, "Report a security incident", officers, []Field{text("report", "What has happened").must()}, false},
	{complaint.RetaliationRaised, "Report retaliation or pressure", either, []Field{text("report", "What has happened").must()}, false},
	{complaint.CaseReopened, "Reopen the case", officers, []Field{
		choice("ground", "Ground", "NEW_FACTS", "NOT_PERFORMED", "AUTHORITY_ASKS").must(), date("due", "New due date").must(), text("reason", "Reason").must(),
	}, false},
	{complaint.IdentityAsked, "Ask for proof of identity", officers, []Field{text("asked_for", "What is needed, the least that will do, and why").must()}, false},
	{complaint.IdentityChecked, "Record the check of the identity", officers, []Field{
		choice("method", "How it was checked", complaint.IdentityMethods...).must(), choice("result", "Result", complaint.IdentityResults...).must(),
	}, false},
	{complaint.RequestExtended, "Extend the time for the answer", officers, []Field{
		choice("ground", "Ground", complaint.ExtensionGrounds...).must(), text("reasons", "Reasons, as the requester is told them").must(),
	}, false},
	{complaint.RequestAnswered, "Answer the request", officers, []Field{
		choice("outcome", "Answer", complaint.RequestAnswers...).must(),
		choice("ground", "Ground of a restriction", complaint.RestrictionGrounds...),
		text("text", "Answer to the requester").must(),
		text("explanation", "Why not everything is given"),
		short("contact", "Contact point for further questions"),
		translation,
	}, true},
	{complaint.RequestReferred, "Refer the request to the controller", officers, []Field{
		short("controller", "Name and address of the controller").must(), short("controller_email", "E-mail address of the controller"),
	}, true},
	{complaint.RequestWithdrawn, "Withdraw the request", either, []Field{flag("confirmed", "The requester confirms in writing").must(), text("reason", "Reason")}, true},
	{complaint.RequestComplained, "Complain about the answer, or that there is none", either, []Field{text("reasons", "What is wrong")}, true},
	{complaint.RepresentativeAdmitted, "Give a representative access to the case", owner, []Field{
		short("name", "Name of the representative").must(), short("email", "E-mail address of the representative"),
	}, false},
	{complaint.RepresentativeRevoked, "Take a representative's access back", owner, []Field{
		{Name: AgentFact, Label: "Representative", Kind: AgentField, Required: true},
	}, false},
	{complaint.ErasureRequested, "Ask for the erasure of the case", []complaint.Role{complaint.Complainant}, []Field{text("reasons", "Reasons")}, false},
	{complaint.ErasureProposed, "Propose to erase the case", officers, []Field{
		choice("ground", "Ground", complaint.ErasureGrounds...).must(), text("reasons", "Reasons").must(),
	}, false},
	{complaint.ErasureApproved, "Approve the erasure", []complaint.Role{complaint.PrivacyOfficer, complaint.Manager}, []Field{text("remark", "Remark")}, true},
	{complaint.ErasureRefused, "Refuse the erasure", leaders, []Field{
		choice("ground", "Why it must stay", complaint.RetentionGrounds...).must(), date("until", "Date until which it must stay, if known"),
		text("reasons", "What must stay and why, as the person is told").must(),
	}, false},
	{complaint.CaseErased, "Erase the case", []complaint.Role{complaint.System}, []Field{
		choice("ground", "Rule", complaint.ErasedBy...).must(), flag("again", "It was erased before and has come back with a backup"),
	}, true},
	{complaint.TimerRequest, "The time for the answer to the request passed", clock, nil, false},
	{complaint.TimerD45, "45 days passed without an answer", clock, nil, false},
	{complaint.TimerWindow, "Window passed without a reply", clock, nil, false},
	{complaint.TimerD25, "25 days passed without compliance", clock, nil, false},
	{complaint.TimerD90, "90 days of Commerce passed", clock, nil, false},
	{complaint.ReopenExpired, "Time for reopening is over", clock, nil, false},
}

// ActionSpecs returns the acts that come from outside the case, of people and of
// Recourse itself, in the order of the path; those of the case's own clocks are not
// among them.
func ActionSpecs() []ActionSpec {
	return slices.DeleteFunc(slices.Clone(actions), func(s ActionSpec) bool { return slices.Contains(s.By, complaint.Clock) })
}

// Spec describes one act; an error says that there is no such act.
func Spec(action complaint.Action) (ActionSpec, error) { return actionSpec(action) }

// specs finds an act in the table.
var specs = func() map[complaint.Action]ActionSpec {
	m := make(map[complaint.Action]ActionSpec, len(actions))
	for _, s := range actions {
		m[s.Action] = s
	}
	return m
}()

func actionSpec(action complaint.Action) (ActionSpec, error) {
	if s, ok := specs[action]; ok {
		return s, nil
	}
	return ActionSpec{}, complaint.Errorf(complaint.Invalid, "there is no action %q", action)
}
