package complaint

import "slices"

// Outcome is how a case ended; a closed case has exactly one (rulebook, section 7).
type Outcome string

// The final outcomes.
const (
	UpheldRemedied          Outcome = "UPHELD_REMEDIED"
	PartlyUpheldRemedied    Outcome = "PARTLY_UPHELD_REMEDIED"
	NotUpheld               Outcome = "NOT_UPHELD"
	Settled                 Outcome = "SETTLED"
	NoObjection             Outcome = "NO_OBJECTION"
	Withdrawn               Outcome = "WITHDRAWN"
	Ineligible              Outcome = "INELIGIBLE"
	ReferredController      Outcome = "REFERRED_CONTROLLER"
	ConvertedRightsRequest  Outcome = "CONVERTED_RIGHTS_REQUEST"
	MergedDuplicate         Outcome = "MERGED_DUPLICATE"
	UnansweredByComplainant Outcome = "UNANSWERED_BY_COMPLAINANT"
	AuthorityResolved       Outcome = "AUTHORITY_RESOLVED"
	AuthorityNoBreach       Outcome = "AUTHORITY_NO_BREACH"
	ArbitratedForIndividual Outcome = "ARBITRATED_FOR_INDIVIDUAL"
	ArbitratedPartial       Outcome = "ARBITRATED_PARTIAL"
	ArbitratedForCompany    Outcome = "ARBITRATED_FOR_COMPANY"
	NoncomplianceReported   Outcome = "NONCOMPLIANCE_REPORTED"
	LapsedDeath             Outcome = "LAPSED_DEATH"
)

// The outcomes of a rights request (rulebook, section 11), besides
// ReferredController and Withdrawn. Extended is interim: no request ends with it.
const (
	Granted           Outcome = "GRANTED"
	PartlyGranted     Outcome = "PARTLY_GRANTED"
	RefusedRestricted Outcome = "REFUSED_RESTRICTED"
	RefusedIdentity   Outcome = "REFUSED_IDENTITY"
	RefusedExcessive  Outcome = "REFUSED_EXCESSIVE"
	NoDataHeld        Outcome = "NO_DATA_HELD"
	Extended          Outcome = "EXTENDED"
)

// Vocabulary is a closed list of codes.
type Vocabulary []string

// Has reports whether the vocabulary knows the code.
func (v Vocabulary) Has(code string) bool { return slices.Contains(v, code) }

// The closed vocabularies of the rulebook (section 7).
var (
	IneligibleReasons = Vocabulary{
		"NOT_EEA_CH", "NOT_TRANSFERRED_TO_US", "NOT_PERSONAL_DATA", "NOT_OUR_GROUP", "WRONG_FORUM_NATIONAL_SECURITY",
		"WRONG_FORUM_GDPR_ONLY", "PROCESSOR_ONLY", "NO_AUTHORITY_OF_AGENT", "UNIDENTIFIABLE", "FRIVOLOUS",
		"ALREADY_DECIDED", "FRAMEWORK_EXCEPTION",
	}
	Principles = Vocabulary{
		"NOTICE", "CHOICE", "ONWARD_TRANSFER", "SECURITY", "DATA_INTEGRITY_PURPOSE", "ACCESS",
		"RECOURSE_ENFORCEMENT_LIABILITY", "SENSITIVE_DATA", "HR_DATA",
	}
	Findings = Vocabulary{"SUBSTANTIATED", "PARTLY", "NOT_SUBSTANTIATED", "NOT_DETERMINED"}
	Remedies = Vocabulary{
		"ACCESS_GIVEN", "CORRECTED", "AMENDED", "DELETED", "ANONYMISED", "RETURNED", "PROCESSING_STOPPED",
		"OPT_OUT_APPLIED", "OPT_IN_TAKEN", "APOLOGY", "EXPLANATION", "PROCESS_CHANGED", "AGENT_INSTRUCTED",
		"COMPENSATION_VOLUNTARY", "NONE",
	}
	// Reliefs are all that an award can order: it is about the individual's data
	// and never about money (Annex I.B).
	Reliefs = Vocabulary{"ACCESS", "CORRECTION", "DELETION", "RETURN"}
	// Languages are the official languages of the EEA and Switzerland, BCP 47.
	Languages = Vocabulary{
		"bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "mt", "nb", "nl",
		"pl", "pt", "rm", "ro", "sk", "sl", "sv",
	}
	Channels = Vocabulary{
		"WEB_FORM", "EMAIL_US", "EMAIL_EU", "EMAIL_DSR", "POST_US", "POST_EU", "PHONE", "IN_PERSON",
		"FROM_IRM", "FROM_DPA", "FROM_DOC", "FROM_CONTROLLER",
	}
	DataClasses   = Vocabulary{"NON_HR", "HR", "UNDECIDED"}
	ProcessorRole = Vocabulary{"CONTROLLER", "PROCESSOR", "BOTH"}
	PersonTypes   = Vocabulary{
		"VISITOR", "JOB_SEEKER", "BUSINESS_CONTACT", "REFEREE", "EMPLOYEE", "CONTINGENT_WORKER",
	}
)

// The closed vocabularies of this house, for what the rulebook asks to be
// recorded without naming the codes.
var (
	// Mandates are the grounds on which somebody acts for a complainant (E13, E28).
	Mandates = Vocabulary{"WRITTEN_AUTHORITY", "GUARDIAN", "NON_PROFIT"}
	// WrongForums are the bodies that can have been given a complaint that is not
	// theirs (E04).
	WrongForums = Vocabulary{"IRM", "DPA", "DOC", "FTC"}
	// DeliveryChannels are the ways in which a letter is tried (E21).
	DeliveryChannels = Vocabulary{"EMAIL", "POST", "PHONE"}
	// BreachCauses are why a legal date was missed (E20; section 9, S1).
	BreachCauses = Vocabulary{"LOST_MAIL", "SPAM_FILTER", "MISROUTED", "STAFFING", "COMPLEXITY", "WAITED_FOR_INFORMATION", "WAITED_FOR_THIRD_PARTY", "SYSTEM_FAILURE", "OTHER"}
)

// The closed vocabularies of erasure (rulebook, section 9, retention; E22, E28).
var (
	// ErasureGrounds are why an erasure is proposed.
	ErasureGrounds = Vocabulary{"REQUESTED", "NO_LONGER_NEEDED", "UNLAWFUL"}
	// RetentionGrounds are why a case must stay although somebody asks for its
	// erasure: its path is open, a legal hold stands, claims are made or defended, or
	// enforcement bodies can ask for the proof (III.11.a, II.7).
	RetentionGrounds = Vocabulary{"PATH_OPEN", "LEGAL_HOLD", "LEGAL_CLAIMS", "PROOF_OWED"}
	// ErasedBy are the rules by which a case is erased.
	ErasedBy = Vocabulary{ErasedByRetention, ErasedOnRequest, ErasedUnder13}
)

// The rules by which a case is erased: the time for keeping it is over, the person
// has asked and the office has agreed, or it is about a child under 13.
const (
	ErasedByRetention = "RETENTION"
	ErasedOnRequest   = "REQUEST"
	ErasedUnder13     = "UNDER_13"
)

// RightsRequest is the kind of case that follows a request by which somebody uses
// a right over their data; "" is the kind of a complaint.
const RightsRequest = "RIGHTS_REQUEST"

// The closed vocabularies of rights requests (rulebook, section 11).
var (
	// Rights are what can be asked for. Complaining to the authority, the last row
	// of section 11, is offered with every answer and is no request.
	Rights = Vocabulary{
		"ACCESS", "CORRECTION", "AMENDMENT", "DELETION", "CHOICE", "MARKETING_OPT_OUT", "CONSENT_WITHDRAWAL",
		"RESTRICTION", "PORTABILITY", "OBJECTION",
	}
	// RequestAnswers are the outcomes that an answer can give.
	RequestAnswers = Vocabulary{
		string(Granted), string(PartlyGranted), string(RefusedRestricted), string(RefusedIdentity), string(RefusedExcessive), string(NoDataHeld),
	}
	// RestrictionGrounds are why something is held back: for access the two of the
	// Principles (III.8), for an objection compelling grounds (GDPR Art. 21(1)), for
	// the other rights that what the law asks for is not there.
	RestrictionGrounds = Vocabulary{"DISPROPORTIONATE_BURDEN", "RIGHTS_OF_OTHERS", "COMPELLING_GROUNDS", "CONDITIONS_NOT_MET"}
	// ExtensionGrounds are why an answer takes longer (GDPR Art. 12(3)).
	ExtensionGrounds = Vocabulary{"COMPLEXITY", "NUMBER"}
	// IdentityMethods are how an identity is checked (N-EN: account log-in, or data
	// such as address or birth date).
	IdentityMethods = Vocabulary{"ACCOUNT_LOGIN", "ADDRESS", "BIRTH_DATE", "OTHER"}
	// IdentityResults are what the check has shown.
	IdentityResults = Vocabulary{"SUFFICIENT", "INSUFFICIENT"}
)

// DeadlineStatus is where one deadline stands.
type DeadlineStatus string

// The deadline statuses. DueSoon is never stored: it is Running with its last
// reminder near.
const (
	Running    DeadlineStatus = "RUNNING"
	DueSoon    DeadlineStatus = "DUE_SOON"
	Met        DeadlineStatus = "MET"
	Missed     DeadlineStatus = "MISSED"
	Cancelled  DeadlineStatus = "CANCELLED"
	Superseded DeadlineStatus = "SUPERSEDED"
)

// Notice is the code of a letter to the complainant (rulebook, section 10).
type Notice string

// The notices.
const (
	N01 Notice = "N01" // receipt
	N02 Notice = "N02" // accepted
	N03 Notice = "N03" // information needed
	N04 Notice = "N04" // ineligible
	N05 Notice = "N05" // processor
	N06 Notice = "N06" // duplicate
	N07 Notice = "N07" // response
	N08 Notice = "N08" // 45 days missed
	N09 Notice = "N09" // route to the recourse body
	N10 Notice = "N10" // route to the authority
	N11 Notice = "N11" // decision of the recourse body
	N12 Notice = "N12" // referral known
	N13 Notice = "N13" // arbitration
	N14 Notice = "N14" // arbitration steps
	N15 Notice = "N15" // closed
	N16 Notice = "N16" // withdrawn
)

// The notices about a rights request: this house's, for what section 11 says the
// requester must be told.
const (
	R01 Notice = "R01" // receipt
	R02 Notice = "R02" // identity asked
	R03 Notice = "R03" // extended
	R04 Notice = "R04" // answered
	R05 Notice = "R05" // late
	R06 Notice = "R06" // referred to the controller
	R07 Notice = "R07" // closed
)
