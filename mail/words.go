package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words holds plain English for the closed vocabularies of package complaint:
// clauses and noun phrases without capital and full stop, so that a letter or a
// page can put them into a sentence, and neutral, so that they suit a
// complainant and an officer alike. No code stands in two lists.
var words = []map[string]string{
	{ // complaint.IneligibleReasons: "the reason is that ..."
		"NOT_EEA_CH":                    "this procedure is open only to people who live, or lived at the time, in the European Economic Area or in Switzerland",
		"NOT_TRANSFERRED_TO_US":         "the data was not sent to the United States, and this procedure covers only data that was",
		"NOT_PERSONAL_DATA":             "the complaint is not about data relating to a person who can be identified",
		"NOT_OUR_GROUP":                 "the complaint is about a company that does not belong to this group",
		"WRONG_FORUM_NATIONAL_SECURITY": "the complaint is about access to data by United States intelligence services, for which there is a procedure of its own",
		"WRONG_FORUM_GDPR_ONLY":         "the complaint is about a European company under European data protection law alone, and not about data sent to the United States",
		"PROCESSOR_ONLY":                "the company holds the data for somebody else, who alone decides what happens to it",
		"NO_AUTHORITY_OF_AGENT":         "the complaint was made for somebody else, and no written authority from that person has reached the company",
		"UNIDENTIFIABLE":                "with the details given, the company could not find out whose data the complaint is about",
		"FRIVOLOUS":                     "the complaint is obviously without any foundation",
		"ALREADY_DECIDED":               "the same complaint has been decided before, and nothing new has come to light",
		"FRAMEWORK_EXCEPTION":           "the framework itself allows this use of data as an exception to its principles",
	},
	{ // complaint.Principles
		"NOTICE":                         "being told what data is collected and why",
		"CHOICE":                         "having a say in how data is used and passed on",
		"ONWARD_TRANSFER":                "what happens when data is passed to others",
		"SECURITY":                       "keeping data safe",
		"DATA_INTEGRITY_PURPOSE":         "keeping data correct, and using it only for its purpose",
		"ACCESS":                         "seeing data, and having it corrected or deleted",
		"RECOURSE_ENFORCEMENT_LIABILITY": "how complaints are dealt with, and what follows from them",
		"SENSITIVE_DATA":                 "sensitive data, such as data about health or beliefs",
		"HR_DATA":                        "data from an employment",
	},
	{ // complaint.Findings
		"SUBSTANTIATED":     "the complaint is justified",
		"PARTLY":            "the complaint is justified in part",
		"NOT_SUBSTANTIATED": "the complaint is not justified",
		"NOT_DETERMINED":    "it could not be established whether the complaint is justified",
	},
	{ // complaint.Remedies
		"ACCESS_GIVEN":           "access to the data",
		"CORRECTED":              "correction of wrong data",
		"AMENDED":                "completion of data that was missing or misleading",
		"DELETED":                "deletion of the data",
		"ANONYMISED":             "making the data anonymous",
		"RETURNED":               "return of the data",
		"PROCESSING_STOPPED":     "an end to the use of the data",
		"OPT_OUT_APPLIED":        "carrying out the objection to the use or passing on of the data",
		"OPT_IN_TAKEN":           "asking for consent before the data is used or passed on",
		"APOLOGY":                "an apology",
		"EXPLANATION":            "an explanation of what happened",
		"PROCESS_CHANGED":        "a change in the way the company works",
		"AGENT_INSTRUCTED":       "clear instructions to the firm that handles the data for the company",
		"COMPENSATION_VOLUNTARY": "a payment that the company makes of its own accord",
		"NONE":                   "no remedy",
	},
	{ // complaint.Outcome
		"UPHELD_REMEDIED":           "the complaint was upheld and put right",
		"PARTLY_UPHELD_REMEDIED":    "the complaint was upheld in part, and that part was put right",
		"NOT_UPHELD":                "the complaint was not upheld",
		"SETTLED":                   "the matter was settled by agreement",
		"NO_OBJECTION":              "no objection was raised to the last answer or decision",
		"WITHDRAWN":                 "the complaint was withdrawn",
		"INELIGIBLE":                "the complaint could not be dealt with under this procedure",
		"REFERRED_CONTROLLER":       "the complaint was passed to the organisation that decides about the data",
		"CONVERTED_RIGHTS_REQUEST":  "the matter goes on as a request about rights over data",
		"MERGED_DUPLICATE":          "the complaint goes on under an earlier case",
		"UNANSWERED_BY_COMPLAINANT": "the complainant did not take the complaint further",
		"AUTHORITY_RESOLVED":        "the matter was resolved through the authorities",
		"AUTHORITY_NO_BREACH":       "the authority found no breach",
		"ARBITRATED_FOR_INDIVIDUAL": "the arbitration was decided for the complainant",
		"ARBITRATED_PARTIAL":        "the arbitration was decided partly for the complainant",
		"ARBITRATED_FOR_COMPANY":    "the arbitration was decided for the company",
		"NONCOMPLIANCE_REPORTED":    "the company did not do what was asked of it, and this was reported to the authorities of the United States",
		"LAPSED_DEATH":              "the complaint ended with the death of the complainant",
	},
	{ // the outcomes of a rights request
		"GRANTED":            "the request was granted",
		"PARTLY_GRANTED":     "the request was granted in part",
		"REFUSED_RESTRICTED": "the request was refused, because something stands in its way",
		"REFUSED_IDENTITY":   "the request was refused, because it could not be made sure that it comes from the person whose data it is about",
		"REFUSED_EXCESSIVE":  "the request was refused, because it is manifestly unfounded or excessive",
		"NO_DATA_HELD":       "the company holds no such data",
		"EXTENDED":           "the time for the answer was extended",
	},
	{ // complaint.RestrictionGrounds: "the reason is that ..."
		"DISPROPORTIONATE_BURDEN": "the burden or expense would be out of proportion to the risk to privacy",
		"RIGHTS_OF_OTHERS":        "the rights of other people would be hurt",
		"COMPELLING_GROUNDS":      "there are compelling grounds to go on using the data",
		"CONDITIONS_NOT_MET":      "the conditions that the law sets for this right are not met",
	},
	{ // complaint.RetentionGrounds: "the reason is that ..."
		"PATH_OPEN":    "the case is still open, and what is in it is needed to deal with it",
		"LEGAL_HOLD":   "the law forbids us to delete anything of it at present",
		"LEGAL_CLAIMS": "it is needed to make legal claims or to defend against them",
		"PROOF_OWED":   "authorities can ask us to prove how we dealt with it",
	},
	{ // complaint.ExtensionGrounds: "because ..."
		"EXTENSION_COMPLEXITY": "the request is a complex one",
		"EXTENSION_NUMBER":     "there are many requests",
	},
	{ // complaint.Rights: "a request for ..."
		"RIGHT_ACCESS":             "access to personal data",
		"RIGHT_CORRECTION":         "correction of personal data",
		"RIGHT_AMENDMENT":          "completion of personal data",
		"RIGHT_DELETION":           "deletion of personal data",
		"RIGHT_CHOICE":             "a say in how personal data is used and passed on",
		"RIGHT_MARKETING_OPT_OUT":  "an end to marketing",
		"RIGHT_CONSENT_WITHDRAWAL": "an end to the use of personal data to which consent was given",
		"RIGHT_RESTRICTION":        "a limit to the use of personal data",
		"RIGHT_PORTABILITY":        "personal data in a form that can be taken elsewhere",
		"RIGHT_OBJECTION":          "an end to the use of personal data to which there is an objection",
	},
	{ // decisions of the recourse body, then awards of an arbitration panel
		"UPHELD":         "the complaint is upheld",
		"PARTLY_UPHELD":  "the complaint is upheld in part",
		"REJECTED":       "the complaint is rejected",
		"FOR_INDIVIDUAL": "the claim succeeds",
		"PARTIAL":        "the claim succeeds in part",
		"FOR_COMPANY":    "the claim does not succeed",
	},
	{ // ways to take part in an arbitration, language help and its cost; in person is a channel too
		"VIDEO":            "by video",
		"TELEPHONE":        "by telephone",
		"INTERPRETATION":   "an interpreter",
		"TRANSLATION":      "translations",
		"FREE":             "language help costs you nothing",
		"DISPROPORTIONATE": "you would have to pay for language help, because the panel finds the cost out of proportion",
	},
	{ // complaint.Channels
		"WEB_FORM":        "web form",
		"EMAIL_US":        "e-mail to the privacy office in the United States",
		"EMAIL_EU":        "e-mail to the privacy office for Europe",
		"EMAIL_DSR":       "e-mail to the address for requests about data",
		"POST_US":         "letter to the privacy office in the United States",
		"POST_EU":         "letter to the privacy office for Europe",
		"PHONE":           "telephone",
		"IN_PERSON":       "in person",
		"FROM_IRM":        "passed on by the recourse body",
		"FROM_DPA":        "passed on by a data protection authority",
		"FROM_DOC":        "passed on by the U.S. Department of Commerce",
		"FROM_CONTROLLER": "passed on by the organisation that decides about the data",
	},
	{ // complaint.DataClasses
		"NON_HR":    "not employment data",
		"HR":        "employment data",
		"UNDECIDED": "not decided yet",
	},
	{ // complaint.ProcessorRole
		"CONTROLLER": "decides about the data itself",
		"PROCESSOR":  "holds the data for somebody else",
		"BOTH":       "decides about one part and holds the other for somebody else",
	},
	{ // complaint.PersonTypes
		"VISITOR":           "visitor to a website or office",
		"JOB_SEEKER":        "job seeker",
		"BUSINESS_CONTACT":  "contact of a customer or supplier",
		"REFEREE":           "referee",
		"EMPLOYEE":          "employee",
		"CONTINGENT_WORKER": "contingent worker",
	},
	{ // complaint.DeadlineStatus
		"RUNNING":    "running",
		"DUE_SOON":   "due soon",
		"MET":        "met",
		"MISSED":     "missed",
		"CANCELLED":  "no longer applies",
		"SUPERSEDED": "replaced by another date",
	},
}

// Plain returns plain English words for a code of one of complaint's closed
// vocabularies, or of a decision or award; "" for a code it does not know.
func Plain(code string) string {
	for _, list := range words {
		if w, ok := list[code]; ok {
			return w
		}
	}
	return ""
}

// clause gives words a capital letter and takes the full stop away.
func clause(s string) string {
	s = strings.TrimRight(s, ". ")
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// sentence gives words a capital letter and a full stop.
func sentence(s string) string { return clause(s) + "." }
