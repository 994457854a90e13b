package complaint

// Action names one act on a case, by the rulebook's event names (section 6).
// Acts arrive from people, from bodies outside through officers, or from clocks
// ("timer.D45").
type Action string

// The acts of intake and triage.
const (
	ComplaintReceived   Action = "complaint.received"
	AcknowledgmentSent  Action = "acknowledgment.sent"
	TriageAccepted      Action = "triage.accepted"
	TriageNeedsInfo     Action = "triage.needs_info"
	InfoProvided        Action = "info.provided"
	TriageIneligible    Action = "triage.ineligible"
	FrivolousProposed   Action = "frivolous.proposed"
	TriageProcessor     Action = "triage.processor"
	DuplicateFound      Action = "duplicate.found"
	ComplaintWithdrawn  Action = "complaint.withdrawn"
	CaseAssigned        Action = "case.assigned"
	MessageSent         Action = "message.sent"
	DocumentAdded       Action = "document.added"
	CaseReopened        Action = "case.reopened"
	DeadlineStated      Action = "deadline.stated"
	CourtJudgment       Action = "court.judgment"
	PackMoved           Action = "pack.moved" // to another framework, or version of its rules
	SettlementSigned    Action = "settlement.signed"
	SettlementPerformed Action = "settlement.performed"
)

// The acts about a complaint's way in: who decides about the data, who speaks for
// the complainant, and which other complaint is the same or alike.
const (
	TriageGeneral          Action = "triage.general"
	TriageRightsOnly       Action = "triage.rights_only"
	TriageMixed            Action = "triage.mixed"
	IneligibilityContested Action = "ineligibility.contested"
	ControllerForwarded    Action = "controller.forwarded"
	ControllerAcknowledged Action = "controller.acknowledged"
	ControllerRefused      Action = "controller.refused"
	MandateRecorded        Action = "mandate.recorded"
	CaseReclassified       Action = "case.reclassified"
	DuplicateMerged        Action = "duplicate.merged"
	CaseLinked             Action = "case.linked"
	ForumCorrected         Action = "forum.corrected"
)

// The acts about what befalls a complaint on its way.
const (
	ConflictDeclared  Action = "conflict.declared"
	DeliveryFailed    Action = "delivery.failed"
	BreachExplained   Action = "breach.explained"
	HoldPlaced        Action = "hold.placed"
	HoldReleased      Action = "hold.released"
	DeathRecorded     Action = "death.recorded"
	HeirsAdmitted     Action = "heirs.admitted"
	CaseLapsed        Action = "case.lapsed"
	IncidentReported  Action = "incident.reported"
	RetaliationRaised Action = "retaliation.raised"
)

// The acts around the company's answer.
const (
	ResponseDrafted         Action = "response.drafted"
	ResponseApproved        Action = "response.approved"
	ResponseSent            Action = "response.sent"
	ComplainantSatisfied    Action = "complainant.satisfied"
	ComplainantNotSatisfied Action = "complainant.not_satisfied"
)

// The acts before the independent recourse mechanism.
const (
	IRMFiled        Action = "irm.filed"
	IRMEligible     Action = "irm.eligible"
	IRMIneligible   Action = "irm.ineligible"
	IRMSettled      Action = "irm.settled"
	IRMNoSettlement Action = "irm.no_settlement"
	IRMDecision     Action = "irm.decision"
	IRMPerformed    Action = "irm.performed"
	IRMNonperformed Action = "irm.nonperformed"
	IRMClosed       Action = "irm.closed"
)

// The acts before the authorities, Commerce and the FTC.
const (
	DPAContacted      Action = "dpa.contacted"
	DPAPanelCompetent Action = "dpa.panel_competent"
	DPARefersDoC      Action = "dpa.refers_doc"
	DPANoBreach       Action = "dpa.no_breach"
	DPADirectAction   Action = "dpa.direct_action"
	DPAAdvice         Action = "dpa.advice"
	AdviceComplied    Action = "advice.complied"
	AuthorityEnquiry  Action = "authority.enquiry"
	AuthorityAnswered Action = "authority.answered"
	DoCResolved       Action = "doc.resolved"
	DoCUnresolved     Action = "doc.unresolved"
	FTCReferral       Action = "ftc.referral"
	FTCActed          Action = "ftc.action"
	FTCNoAction       Action = "ftc.no_action"
)

// The acts of binding arbitration.
const (
	ArbPrecheck        Action = "arb.precheck"
	ArbDeclined        Action = "arb.declined"
	ArbNoticeDelivered Action = "arb.notice_delivered"
	ArbListReceived    Action = "arb.list_received"
	ArbListRanked      Action = "arb.list_ranked"
	ArbHearingAsked    Action = "arb.hearing_asked"
	ArbHearingSettled  Action = "arb.hearing_settled"
	ArbElsewhere       Action = "arb.elsewhere"
	ArbPanelFormed     Action = "arb.panel_formed"
	ArbAward           Action = "arb.award"
	ArbEnded           Action = "arb.ended"
	AwardComplied      Action = "award.complied"
	AwardNotComplied   Action = "award.not_complied"
)

// The acts on a rights request (section 11).
const (
	RequestReceived   Action = "request.received"
	IdentityAsked     Action = "identity.asked"
	IdentityChecked   Action = "identity.checked"
	RequestExtended   Action = "request.extended"
	RequestAnswered   Action = "request.answered"
	RequestReferred   Action = "request.referred"
	RequestWithdrawn  Action = "request.withdrawn"
	RequestComplained Action = "request.complained"
)

// The acts that end the keeping of a case: people ask, propose and decide, and
// Recourse itself erases.
const (
	ErasureRequested Action = "erasure.requested"
	ErasureProposed  Action = "erasure.proposed"
	ErasureApproved  Action = "erasure.approved"
	ErasureRefused   Action = "erasure.refused"
	CaseErased       Action = "case.erased" // what identifies the person is destroyed
)

// The acts of clocks.
const (
	ReminderDue    Action = "reminder.due" // a rung of a ladder of reminders
	TimerD45       Action = "timer.D45"
	TimerWindow    Action = "timer.window" // the satisfaction window SAT
	TimerD25       Action = "timer.D25"
	TimerD90       Action = "timer.D90"
	TimerRequest   Action = "timer.request"   // a period for the answer to a rights request
	DeadlinePassed Action = "deadline.passed" // any other period ended without the act
	ReopenExpired  Action = "timer.reopen"    // the 12 months for reopening are over
)

// The acts by which the person gives a representative an access to the case of
// their own, and takes it back (E13).
const (
	RepresentativeAdmitted Action = "representative.admitted"
	RepresentativeRevoked  Action = "representative.revoked"
)
