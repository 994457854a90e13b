package mail

import (
	"time"

	"recourse/complaint"
)

func date(y int, m time.Month, d int) complaint.Date {
	return complaint.Date{Year: y, Month: m, Day: d}
}

// sample is a case in which every datum is known. The person does not exist.
func sample() Data {
	return Data{
		Today:   date(2018, time.September, 12),
		CaseURL: "https://privacy.example.com/my-case",

		Name: "Elin Example", Entity: "Aerotek", Framework: "EU-U.S. Privacy Shield",
		Contact: "privacy@example.com", ContactPost: "Privacy Office, 1 Example Street, Example Town EX1 1EX, United Kingdom",

		ReceivedOn: date(2018, time.August, 24), RespondBy: date(2018, time.October, 8), RespondedOn: date(2018, time.September, 20),
		NewDate: date(2018, time.October, 22), ReplyBy: date(2018, time.November, 19), ReopenUntil: date(2019, time.September, 12),
		Principles: []string{"ACCESS", "CHOICE"},

		AuthorityName: "Integritetsskyddsmyndigheten", AuthorityWeb: "www.imy.se", AuthorityCountry: "SE",
		RecourseName: "BBB EU Privacy Shield", RecourseWeb: "bbb.org/EU-privacy-shield/for-eu-consumers",
		RecoursePost: "BBB National Programs, Inc., ATTN: BBB EU Privacy Shield, 3033 Wilson Boulevard, Suite 600, Arlington, VA 22201, USA",
		EnforcerName: "Federal Trade Commission", EnforcerWeb: "www.ftc.gov",
		ArbitrationName: "Privacy Shield Panel", ArbitrationAdministrator: "ICDR-AAA", ArbitrationWeb: "go.adr.org/dpfeufiling.html",
		FormWeb: "forms.example.org/complaint",

		Happened: complaint.DPARefersDoC, Reason: "NOT_TRANSFERRED_TO_US", SurvivingCase: "RC-2B4D-6F8H",
		ControllerName: "Example Client GmbH, Example Square 2, Berlin",
		Finding:        "PARTLY", Remedies: []string{"CORRECTED", "EXPLANATION"}, RemedyBy: date(2018, time.October, 1),
		Decision: "UPHELD", ActBy: date(2018, time.December, 14),
		ReferredTo: "United States Department of Commerce", ReferredWeb: "www.commerce.gov", Reference: "ITA-2018-0077", ExpectedBy: date(2019, time.February, 5),
		Outcome: complaint.PartlyUpheldRemedied,

		Available: Finding{"AVAILABLE", "The framework's panel can be used", true, "The day from which the panel can be used has come.", ""},
		Guards: []Finding{
			{"G1", "The claim was raised with the company, which had its 45 days", true, "The company has answered.", ""},
			{"G2", "The free independent recourse mechanism was used", true, "The recourse body has ended its procedure.", ""},
			{"G3", "The authority took the issue to Commerce, which had its time", true, "Commerce has answered.", ""},
		},
		Bars: []Finding{
			{"B1", "The violation was already subject to binding arbitration", false, "No arbitration is on record.", ""},
			{"B3", "The parties have settled it", false, "No settlement is on record.", ""},
		},
		PossibleFrom: date(2019, time.February, 6), NoticeOn: date(2019, time.March, 1), ConcludeBy: date(2019, time.May, 30),
		Arbitrators: 3, Award: "PARTIAL", EndReason: "SETTLED",

		Link: "https://privacy.example.com/follow/link?token=SAMPLE", LinkMinutes: 10, DraftUntil: date(2018, time.October, 12),

		Reminder: "The draft answer is due", Alarm: "Breach: the 45 days have passed without an answer",
		Deadline: "Answer of the company", Due: date(2018, time.September, 18),
	}
}

// story is one letter as somebody gets it, and the facts it must tell them.
type story struct {
	name  string // of its golden file
	code  string
	to    complaint.Role
	set   func(*Letter)
	tells []string
}

func (s story) letter() Letter {
	l := Letter{ID: 7, Attempt: 1, Case: "RC-7K3F-9Q2M", Code: s.code, To: s.to, Language: "en", Addresses: []string{"elin@example.com"}, Data: sample()}
	if l.To == "" {
		l.To = complaint.Complainant
	}
	if s.set != nil {
		s.set(&l)
	}
	return l
}

func with(change func(*Data)) func(*Letter) { return func(l *Letter) { change(&l.Data) } }

// request makes the letter one about a request for access.
func request(change func(*Data)) func(*Letter) {
	return func(l *Letter) {
		l.Data.Right = "ACCESS"
		if change != nil {
			change(&l.Data)
		}
	}
}

func reason(code string) func(*Letter) { return with(func(d *Data) { d.Reason = code }) }

func after(a complaint.Action) func(*Letter) { return with(func(d *Data) { d.Happened = a }) }

func overdue(d *Data) { d.Today = date(2018, time.October, 20) }

func closed(o complaint.Outcome) func(*Letter) { return with(func(d *Data) { d.Outcome = o }) }

// Facts of the sample as letters print them.
const (
	received    = "Friday 24 August 2018"
	respondBy   = "Monday 8 October 2018"
	replyBy     = "Monday 19 November 2018"
	reopenUntil = "Thursday 12 September 2019"
	authorityAt = "Integritetsskyddsmyndigheten (Sweden), https://www.imy.se"
	recourseAt  = "https://bbb.org/EU-privacy-shield/for-eu-consumers"
	recourseTo  = "3033 Wilson Boulevard"
	panel       = "Privacy Shield Panel"
)

// stories shows every letter at least once, and every turn it can take.
var stories = []story{
	{"N01", "N01", "", nil, []string{"RC-7K3F-9Q2M", received, "within 45 days", respondBy, "privacy@example.com", "1 Example Street", "WHAT WE DO WITH WHAT YOU TELL US", "free of charge", authorityAt}},
	{"N01-found-late", "N01", "", with(overdue), []string{respondBy, "has passed", "sorry"}},
	{"N01-outside", "N01", "", with(func(d *Data) { d.Outside = true }), []string{respondBy, "free of charge"}},
	{"N01-Germany", "N01", "", with(func(d *Data) {
		d.AuthorityName, d.AuthorityWeb, d.AuthorityCountry = "Bundesbeauftragte für den Datenschutz und die Informationsfreiheit", "www.bfdi.bund.de", "DE"
	}), []string{"https://www.bfdi.bund.de", "authority of your Land"}},
	{"N01-in-Greek", "N01", "", func(l *Letter) { l.Language = "el-GR" }, []string{"in your own language", "costs you nothing"}},
	{"N02", "N02", "", nil, []string{"seeing data, and having it corrected or deleted", "having a say", "privacy team of Aerotek", respondBy}},
	{"N02-overdue", "N02", "", with(func(d *Data) { overdue(d); d.Principles = nil }), []string{respondBy, "sorry", authorityAt, "just as you described it"}},
	{"N03", "N03", "", nil, []string{"questions are on your case page", "reason why", "Part of an answer", "goes on running", respondBy}},
	{"N03-overdue", "N03", "", with(overdue), []string{"has not stopped", respondBy}},
	{"N04-not-resident", "N04", "", with(func(d *Data) {
		d.Reason, d.Outside, d.AuthorityName, d.ControllerName = "NOT_EEA_CH", true, "", ""
	}), []string{"European Economic Area", "general question", "https://www.ftc.gov", reopenUntil}},
	{"N04-not-transferred", "N04", "", reason("NOT_TRANSFERRED_TO_US"), []string{"not sent to the United States", authorityAt, "Federal Trade Commission: https://www.ftc.gov", "Example Client GmbH", reopenUntil, "first received"}},
	{"N04-not-personal", "N04", "", reason("NOT_PERSONAL_DATA"), []string{"as a person", authorityAt}},
	{"N04-not-ours", "N04", "", reason("NOT_OUR_GROUP"), []string{"company that holds the data", authorityAt}},
	{"N04-intelligence", "N04", "", reason("WRONG_FORUM_NATIONAL_SECURITY"), []string{"intelligence", authorityAt}},
	{"N04-GDPR", "N04", "", reason("WRONG_FORUM_GDPR_ONLY"), []string{"European company directly", authorityAt}},
	{"N04-processor", "N04", "", reason("PROCESSOR_ONLY"), []string{"Example Client GmbH", authorityAt}},
	{"N04-agent", "N04", "", reason("NO_AUTHORITY_OF_AGENT"), []string{"written authority", authorityAt}},
	{"N04-unidentifiable", "N04", "", reason("UNIDENTIFIABLE"), []string{"candidate number", authorityAt}},
	{"N04-frivolous", "N04", "", reason("FRIVOLOUS"), []string{"Two of us", authorityAt}},
	{"N04-decided", "N04", "", reason("ALREADY_DECIDED"), []string{"something new", authorityAt}},
	{"N04-exception", "N04", "", reason("FRAMEWORK_EXCEPTION"), []string{"exception", authorityAt}},
	{"N04-authority-goes-on", "N04", "", with(func(d *Data) {
		d.Reason, d.Outcome, d.ReopenUntil = "UNIDENTIFIABLE", "", complaint.Date{}
	}), []string{authorityAt, "Tell us so on your case page and say what we have overlooked."}},
	{"N04-contested", "N04", "", with(func(d *Data) { d.Contested = true }), []string{"another of us has looked", authorityAt}},
	{"N05", "N05", "", nil, []string{"Example Client GmbH, Example Square 2, Berlin", "copy of your complaint", "work with them", "keep your case open until they confirm", authorityAt}},
	{"N05-both", "N05", "", with(func(d *Data) { d.AlsoController = true }), []string{"Example Client GmbH", "work with them", respondBy, authorityAt}},
	{"CONTROLLER", "CONTROLLER", complaint.Controller, nil, []string{"Example Client GmbH, Example Square 2, Berlin", "Friday 24 August 2018", "privacy@example.com", "take the complaint over", "nobody else's business"}},
	{"N06", "N06", "", nil, []string{"RC-7K3F-9Q2M", "RC-2B4D-6F8H", "reached us first"}},
	{"N07", "N07", "", nil, []string{
		"The complaint is justified in part.", "correction of wrong data", "an explanation of what happened", "by Monday 1 October 2018", "what we hold back and why", "privacy@example.com",
		replyBy, recourseAt, recourseTo, authorityAt, "binding arbitration before the " + panel,
	}},
	{"N07-late", "N07", "", with(func(d *Data) { d.Late, d.Finding = true, "SUBSTANTIATED" }), []string{"late", respondBy, "sorry", "The complaint is justified.", recourseAt, authorityAt, panel}},
	{
		"N07-not-justified", "N07", "", with(func(d *Data) {
			d.Finding, d.Remedies, d.RemedyBy = "NOT_SUBSTANTIATED", []string{"NONE"}, complaint.Date{}
		}),
		[]string{"The complaint is not justified.", "nothing for us to put right", recourseAt, authorityAt, panel},
	},
	{"N07-anonymous", "N07", "", with(func(d *Data) { d.Anonymous = true }), []string{"not told us who you are", "mention this case"}},
	{"N02-outside", "N02", "", with(func(d *Data) { d.Outside = true }), []string{"not open to you", "general question about privacy", respondBy}},
	{"N07-employment", "N07", "", with(func(d *Data) { d.HR = true }), []string{authorityAt, "employment data", "arbitration is not available"}},
	{"N07-outside", "N07", "", with(func(d *Data) { d.Outside = true }), []string{"Write to us again", replyBy}},
	{"N08", "N08", "", with(overdue), []string{received, respondBy, "within 45 days", "We have not done so", "sorry", "Monday 22 October 2018", recourseAt, recourseTo, authorityAt, "from now on"}},
	{"N08-employment", "N08", "", with(func(d *Data) { overdue(d); d.HR = true }), []string{"We have not done so", authorityAt, "Monday 22 October 2018", "employment data"}},
	{"N08-outside", "N08", "", with(func(d *Data) { overdue(d); d.Outside = true }), []string{"We have not done so", "Federal Trade Commission", "https://www.ftc.gov", "Monday 22 October 2018"}},
	{"N09", "N09", "", nil, []string{recourseAt, recourseTo, "free of charge", "WHAT TO SEND", "SUMMARY OF YOUR CASE", received, respondBy, "Answer given: Thursday 20 September 2018", "Aerotek", replyBy, authorityAt}},
	{"N09-unanswered", "N09", "", with(func(d *Data) { d.RespondedOn, d.Finding, d.Principles = complaint.Date{}, "", nil }), []string{"Answer given: none so far", recourseAt}},
	{"N10", "N10", "", nil, []string{authorityAt, "template form", "https://forms.example.org/complaint", "Department of Commerce", replyBy, "free of charge"}},
	{"N10-employment", "N10", "", with(func(d *Data) { d.HR, d.FormWeb = true, "" }), []string{authorityAt, "template form", "employment data", "follow their advice", replyBy}},
	{"N11-upheld", "N11", "", nil, []string{"The decision: the complaint is upheld.", "We will do all", "by Friday 14 December 2018", "checks", authorityAt}},
	{"N11-rejected", "N11", "", with(func(d *Data) { d.Decision = "REJECTED" }), []string{"the complaint is rejected", "does not ask us to do anything", replyBy, authorityAt}},
	{"N12-commerce", "N12", "", nil, []string{"United States Department of Commerce", "ITA-2018-0077", "WHAT HAPPENS NEXT", "Tuesday 5 February 2019", "binding arbitration"}},
	{"N12-ftc", "N12", "", with(toFTC(complaint.FTCReferral)), []string{"Federal Trade Commission", "WHAT HAPPENS NEXT", "no time limit", "Nothing else in your case waits"}},
	{"N12-advice-ignored", "N12", "", with(toFTC(complaint.TimerD25)), []string{"our failure", "Federal Trade Commission", "lose our place on the list", "no time limit"}},
	{"N12-not-performed", "N12", "", with(toFTC(complaint.IRMNonperformed)), []string{"our failure", "BBB EU Privacy Shield", "Federal Trade Commission", replyBy, authorityAt}},
	{"N13-open", "N13", "", nil, []string{
		"45 days: done. The company has answered. (G1)", "was used: done.", "(G2)", "had its time: done.", "(G3)", "arbitration: no. No arbitration is on record. (B1)", "settled it: no.", "(B3)", "voluntary", "show it, correct it, delete it or give it back", "cannot award money",
		"in the United States", "video or telephone", "no fee", "ICDR-AAA runs the procedure: https://go.adr.org/dpfeufiling.html", "binds you as well as us", replyBy,
	}},
	{"N13-step-missing", "N13", "", with(func(d *Data) {
		d.Guards[2] = Finding{"G3", "The authority took the issue to Commerce, which had its time", false, "Commerce has not had the issue, or still has time.", "The answer of Commerce is awaited. If none comes, its 90 days pass, which will do as well."}
	}), []string{"is not open yet", "What is missing: The answer of Commerce is awaited.", "had its time: not done yet. Commerce has not had the issue, or still has time. (G3)", "from Wednesday 6 February 2019", "Take the missing step", "voluntary", "no fee"}},
	{"N13-barred", "N13", "", with(func(d *Data) { d.Bars[1].Holds, d.Bars[1].Why = true, "A settlement is on record." }), []string{"rules it out", "settled it: yes, and this stands in the way. A settlement is on record. (B3)", authorityAt}},
	{"N14-begun", "N14", "", after(complaint.ArbNoticeDelivered), []string{"Friday 1 March 2019", "Thursday 30 May 2019", "video or telephone", "interpreter", "ICDR-AAA"}},
	{"N14-begun-early", "N14", "", with(func(d *Data) {
		d.Happened, d.Guards[1].Holds, d.Guards[1].Why = complaint.ArbNoticeDelivered, false, "The recourse body has not decided the claim yet."
	}), []string{"Your Notice counts", "was used: not done yet. The recourse body has not decided the claim yet. (G2)", "interpreter"}},
	{"N14-formed", "N14", "", after(complaint.ArbPanelFormed), []string{"A panel of 3 arbitrators", "Thursday 30 May 2019", "video or telephone", "interpreter"}},
	{"N14-formed-single", "N14", "", with(func(d *Data) { d.Happened, d.Arbitrators = complaint.ArbPanelFormed, 1 }), []string{"One arbitrator"}},
	{"N13-panel-not-available", "N13", "", with(func(d *Data) {
		d.Available, d.PossibleFrom = Finding{"AVAILABLE", "The framework's panel can be used", false, "No day is verified from which the panel can be used.", "The privacy office has to verify the day and bring out a new version of the pack."}, complaint.Date{}
	}), []string{"is not open yet", "No day is verified", "has to verify the day", "All the steps"}},
	{"N14-list", "N14", "", with(func(d *Data) { d.Happened, d.RankBy = complaint.ArbListReceived, date(2019, time.March, 15) }), []string{"list of five", "strike up to two", "rank up to three", "Friday 15 March 2019", "video or telephone", "interpreter"}},
	{"N14-list-without-date", "N14", "", after(complaint.ArbListReceived), []string{"list of five", "as soon as you can"}},
	{"N14-hearing-asked", "N14", "", with(func(d *Data) {
		d.Happened, d.Participation, d.HearingLanguage, d.Help = complaint.ArbHearingAsked, "VIDEO", "sv", []string{"INTERPRETATION", "TRANSLATION"}
	}), []string{"what you have asked for:", "you take part by video", "an interpreter (Swedish)", "translations (Swedish)", "Thursday 30 May 2019"}},
	{"N14-hearing-settled", "N14", "", with(func(d *Data) {
		d.Happened, d.HearingSettled, d.Participation, d.HearingLanguage, d.Help, d.HelpCost = complaint.ArbHearingSettled, true, "TELEPHONE", "sv", []string{"INTERPRETATION"}, "FREE"
	}), []string{"This is settled:", "take part by telephone", "an interpreter (Swedish)", "costs you nothing", "Thursday 30 May 2019"}},
	{"N14-formed-after-settling", "N14", "", with(func(d *Data) {
		d.Happened, d.HearingSettled, d.Participation, d.Help, d.HearingLanguage, d.HelpCost = complaint.ArbPanelFormed, true, "IN_PERSON", []string{"TRANSLATION"}, "sv", "DISPROPORTIONATE"
	}), []string{"This is settled:", "take part in person", "out of proportion"}},
	{"N14-extended", "N14", "", after(complaint.DeadlineStated), []string{"agreed", "Thursday 30 May 2019"}},
	{"N14-award-relief", "N14", "", with(func(d *Data) { d.Happened, d.Relief = complaint.ArbAward, []string{"CORRECTION", "DELETION"} }), []string{"- correct your data", "- delete your data", "Friday 14 December 2018"}},
	{"N14-award", "N14", "", after(complaint.ArbAward), []string{"the claim succeeds in part", "Friday 14 December 2018"}},
	{"N14-award-for-company", "N14", "", with(func(d *Data) { d.Happened, d.Award, d.ActBy = complaint.ArbAward, "FOR_COMPANY", complaint.Date{} }), []string{"the claim does not succeed"}},
	{"N14-settled", "N14", "", after(complaint.ArbEnded), []string{"agreed on a solution"}},
	{"N14-terminated", "N14", "", with(func(d *Data) { d.Happened, d.EndReason = complaint.ArbEnded, "TERMINATED" }), []string{"has ended it"}},
	{"N14-withdrawn", "N14", "", with(func(d *Data) { d.Happened, d.EndReason = complaint.ArbEnded, "WITHDRAWN" }), []string{"was withdrawn"}},
	{"N15", "N15", "", nil, []string{"The complaint was upheld in part", "open the case again until " + reopenUntil, "WHAT YOU CAN STILL DO", authorityAt, "go to court", "binding arbitration may be open"}},
	{"N15-settled", "N15", "", closed(complaint.Settled), []string{"settled by agreement", reopenUntil, authorityAt}},
	{"N15-employment", "N15", "", with(func(d *Data) { d.HR, d.Outcome = true, complaint.AuthorityResolved }), []string{"resolved through the authorities", reopenUntil, authorityAt}},
	{"N15-outside", "N15", "", with(func(d *Data) { d.Outside = true }), []string{reopenUntil, "go to court"}},
	{"N16", "N16", "", nil, []string{"We stop working on it", reopenUntil, authorityAt, "tell us at once"}},
	{"N16-authority-goes-on", "N16", "", with(func(d *Data) { d.AuthorityOpen, d.ReopenUntil = true, complaint.Date{} }), []string{"Only the authority can end", "at any time", authorityAt}},
	{"N01-opened", "N01", "", with(func(d *Data) { d.OpenedBy = "RR-2B4D-6F8H" }), []string{"comes out of your case RR-2B4D-6F8H", "access code of that case opens this one too"}},
	{"R01", "R01", "", request(nil), []string{"access to personal data", received, "by " + respondBy + " at the latest", "free of charge", "do not have to give a reason", authorityAt}},
	{"R01-opened", "R01", "", request(func(d *Data) { d.OpenedBy = "RC-2B4D-6F8H"; overdue(d) }), []string{"comes out of your case RC-2B4D-6F8H", "access code of that case", "that day has passed", "sorry"}},
	{"R01-outside", "R01", "", request(func(d *Data) { d.Outside, d.Right = true, "DELETION" }), []string{"deletion of personal data", respondBy}},
	{"R02", "R02", "", request(nil), []string{"least that will do", "copy of a passport", "stays the same: " + respondBy}},
	{"R03", "R03", "", request(func(d *Data) { d.Ground = "COMPLEXITY" }), []string{"the request is a complex one", "reasons are on your case page", "by " + respondBy + " at the latest", authorityAt, "complain to us"}},
	{"R04", "R04", "", request(func(d *Data) { d.Outcome = complaint.Granted }), []string{"The request was granted.", "privacy@example.com", authorityAt}},
	{"R04-partly-late", "R04", "", request(func(d *Data) {
		d.Outcome, d.Ground, d.Late, d.Disappoints = complaint.PartlyGranted, "RIGHTS_OF_OTHERS", true, true
	}), []string{"late", respondBy, "granted in part", "rights of other people", "explanation is on your case page", "new complaint opens", authorityAt}},
	{"R04-identity", "R04", "", request(func(d *Data) { d.Outcome, d.Disappoints = complaint.RefusedIdentity, true }), []string{"could not be made sure", "new complaint opens", authorityAt}},
	{"R05", "R05", "", request(nil), []string{"We have not done so", respondBy, "Monday 22 October 2018", "new complaint opens", authorityAt}},
	{"R06", "R06", "", request(nil), []string{"Example Client GmbH", "help them", authorityAt}},
	{"R07", "R07", "", request(nil), []string{"none of your rights", "tell us at once", authorityAt}},
	{"CONTROLLER-request", "CONTROLLER", complaint.Controller, request(nil), []string{"request for access to personal data", "take the request over"}},
	{"REMINDER", Reminder, complaint.CaseOfficer, nil, []string{"RC-7K3F-9Q2M", "The draft answer is due.", "Answer of the company", "Tuesday 18 September 2018", "in 6 days"}},
	{"REMINDER-today", Reminder, complaint.Manager, with(func(d *Data) { d.Today = d.Due }), []string{"Tuesday 18 September 2018 (today)"}},
	{"REMINDER-past", Reminder, complaint.PrivacyOfficer, with(func(d *Data) { d.Today = d.Due.AddDays(1) }), []string{"(1 day ago)"}},
	{"REMINDER-complainant", Reminder, complaint.Complainant, nil, []string{"waiting for word from you", "Tuesday 18 September 2018", "in 6 days", "authority remains"}},
	{"ALARM", Alarm, complaint.Manager, with(overdue), []string{"RC-7K3F-9Q2M", "Breach: the 45 days have passed", "(32 days ago)"}},
	{"LINK", Link, complaint.Complainant, nil, []string{"https://privacy.example.com/follow/link?token=SAMPLE", "once, within 10 minutes", "new access code", "not asked for it"}},
	{"DRAFT", Draft, complaint.Complainant, func(l *Letter) { l.Case = "RD-7K3F-9Q2M" }, []string{"RD-7K3F-9Q2M", "https://privacy.example.com/follow/link?token=SAMPLE", "until Friday 12 October 2018", "no time begins to run"}},
	{"REMIND-OWN", RemindOwn, complaint.Complainant, nil, []string{"asked us to remind you today", "on your case page"}},
	{"LINK-representative", Link, complaint.Representative, func(l *Letter) { l.Data.Name, l.Data.ForAgent = "Robin Example", true }, []string{"Dear Robin Example", "another link"}},
	{"RECEIPT", Receipt, complaint.Complainant, nil, []string{received, respondBy, "attached", "neither your access code", "https://privacy.example.com/my-case"}},
	{"ERASURE-approved", Erasure, complaint.Complainant, after(complaint.ErasureApproved), []string{"We will erase your case", "Two people", "save it", "opens nothing", "Integritetsskyddsmyndigheten"}},
	{"ERASURE-refused", Erasure, complaint.Complainant, with(func(d *Data) {
		d.Happened, d.Ground, d.StaysUntil, d.KeptFor, d.KeptUnit = complaint.ErasureRefused, "PROOF_OWED", date(2024, time.September, 13), 6, "year"
	}), []string{"authorities can ask us", "until Friday 13 September 2024", "Integritetsskyddsmyndigheten"}},
	{"ERASURE-refused-hold", Erasure, complaint.Complainant, with(func(d *Data) {
		d.Happened, d.Ground, d.KeptFor, d.KeptUnit = complaint.ErasureRefused, "LEGAL_HOLD", 6, "year"
	}), []string{"forbids us", "as long as that lasts"}},
	{"ERASURE-refused-open", Erasure, complaint.Complainant, request(func(d *Data) {
		d.Happened, d.Ground, d.KeptFor, d.KeptUnit = complaint.ErasureRefused, "PATH_OPEN", 6, "year"
	}), []string{"still open", "6 years", "Your request"}},
	{"MESSAGE", Message, complaint.Complainant, nil, []string{"something new in your case", "https://privacy.example.com/my-case"}},
	{"MESSAGE-officer", Message, complaint.CaseOfficer, nil, []string{"something new to read", "RC-7K3F-9Q2M", "https://privacy.example.com/my-case"}},
}

func toFTC(a complaint.Action) func(*Data) {
	return func(d *Data) {
		d.Happened, d.ReferredTo, d.ReferredWeb, d.Reference, d.ExpectedBy = a, "Federal Trade Commission", "www.ftc.gov", "", complaint.Date{}
	}
}
