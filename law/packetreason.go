package law

// Reason says why a packet asks for a field, holds it or must not hold it.
type Reason string

// The reasons.
const (
	NamesCase        Reason = "NAMES_CASE"
	NamesLaw         Reason = "NAMES_LAW"
	NamesCompany     Reason = "NAMES_COMPANY"
	FindsYou         Reason = "FINDS_YOU"
	ReachesYou       Reason = "REACHES_YOU"
	SpeaksYours      Reason = "SPEAKS_YOURS"
	ShowsResidence   Reason = "SHOWS_RESIDENCE"
	ShowsTransfer    Reason = "SHOWS_TRANSFER"
	ShowsClass       Reason = "SHOWS_CLASS"
	ShowsSteps       Reason = "SHOWS_STEPS"
	ShowsConduct     Reason = "SHOWS_CONDUCT"
	ShowsGuards      Reason = "SHOWS_GUARDS"
	OfChild          Reason = "OF_CHILD"
	ActsForYou       Reason = "ACTS_FOR_YOU"
	IsComplaint      Reason = "IS_COMPLAINT"
	IsBreach         Reason = "IS_BREACH"
	IsRelief         Reason = "IS_RELIEF"
	ReliefOfPanel    Reason = "RELIEF_OF_PANEL"
	IsEvidence       Reason = "IS_EVIDENCE"
	YouKnow          Reason = "YOU_KNOW"
	OwnWords         Reason = "OWN_WORDS"
	NotAsked         Reason = "NOT_ASKED"
	NotNeeded        Reason = "NOT_NEEDED"
	InPerson         Reason = "IN_PERSON"
	ThroughAuthority Reason = "THROUGH_AUTHORITY"
	ConductOnly      Reason = "CONDUCT_ONLY"
	OpensCase        Reason = "OPENS_CASE"
	OfficeOnly       Reason = "OFFICE_ONLY"
)

// Ground is a reason in plain words, with where it stands.
type Ground struct {
	Says  string
	Cite  string
	Basis Basis
}

// Reasons gives each reason its words and its source.
var Reasons = map[Reason]Ground{
	NamesCase:        {"It names the case, so that letters find each other.", "Rulebook section 9", Product},
	NamesLaw:         {"It says under which framework the data was sent.", "Rulebook sections 9 and 13", Product},
	NamesCompany:     {"It says which company the complaint is about.", "Template form to the authorities; BBB file a complaint", Primary},
	FindsYou:         {"With it the company finds the data about you.", "Template form to the authorities (name, identifier)", Primary},
	ReachesYou:       {"So that the answer reaches you.", "Template form to the authorities (preferred contact)", Primary},
	SpeaksYours:      {"It says in which language you read and how you want to take part.", "Annex I.G.5-6", Recalled},
	ShowsResidence:   {"The path is for residents, and where you live decides which authority is yours.", "N-EN and N-SV, step 1; GDPR Art. 77(1)", Primary},
	ShowsTransfer:    {"It has to be seen that the data came to the United States under the framework.", "BBB conditions for consumers; template form", Primary},
	ShowsClass:       {"Employment data goes to the authorities alone, so it has to be seen which data it is.", "III.9", Primary},
	ShowsSteps:       {"It shows that you have asked the company first, and what came of it.", "BBB conditions for consumers; template form (company contacted, other steps)", Primary},
	ShowsConduct:     {"It shows what the company has done or left undone.", "III.11.f", Primary},
	ShowsGuards:      {"The Notice sums up the steps that were taken before.", "Annex I.G.1", Recalled},
	OfChild:          {"A parent or guardian may complain for a child under 13.", "BBB file a complaint", Primary},
	ActsForYou:       {"Somebody acts for you, and has to be able to show that.", "E13; GDPR Art. 80", Primary},
	IsComplaint:      {"This is the complaint.", "Template form (alleged breach); BBB file a complaint", Primary},
	IsBreach:         {"The Notice describes the breach.", "Annex I.G.1", Recalled},
	IsRelief:         {"The body asks what you want.", "Template form (relief sought)", Primary},
	ReliefOfPanel:    {"A panel can order access, correction, deletion or return of your data, and no money.", "Annex I.B", Primary},
	IsEvidence:       {"Your own documents show what happened. What the office has added does not go with them.", "Rulebook N09 (what to attach); Annex I.G.1", Recalled},
	YouKnow:          {"The form asks for it, and you have not told us. Fill it in if you know it.", "Template form to the authorities", Primary},
	OwnWords:         {"Tell it in your own words, as far as you want to: the commission looks at the company and not at one person's case.", "How to Submit a Complaint; rest assumed", Product},
	NotAsked:         {"The body does not ask for it.", "Rulebook section 9 (fields of the form)", Product},
	NotNeeded:        {"It does not matter for any of this, so we do not even ask for it.", "Rulebook section 9", Product},
	InPerson:         {"Arbitration is started by the individual.", "II.7.c; E13", Primary},
	ThroughAuthority: {"The department answers your authority, which knows how to reach you.", "How to Submit a Complaint; Administration of Privacy Shield", Primary},
	ConductOnly:      {"The commission looks at what the company does and does not settle one person's case.", "Rulebook S3.5", Product},
	OpensCase:        {"Whoever has the code can open your case.", "Decision of this house", Product},
	OfficeOnly:       {"It is the office's own work and no part of your complaint.", "Decision 17 of this house", Product},
}
