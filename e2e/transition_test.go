package e2e

import (
	"slices"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// transitionRules are the rows T01 to T37 in order.
func transitionRules() []rule {
	return slices.Concat(companyRows, recourseRows, authorityRows, arbitrationRows, closingRows)
}

// companyRows are intake and the company's answer, S0 and S1.
var companyRows = []rule{
	{"T01_received", func(k *clerk) {
		k.files().moved("T01", "S0", "N01").clocks("D45 runs").reads(complaint.N01, "45 days", "free of charge")
		k.enters(1, letter).moved("T01", "S0", "N01").clocks("D45 runs, ACK runs")
	}},
	{"T02_accepted", func(k *clerk) {
		k.files().accepted("NON_HR").moved("T02", "S1", "N02").clocks("")
		k.enters(1, letter).accepted("NON_HR").moved("T02", "S1", "N02").clocks("ACK met")
	}},
	{"T03_information_needed", func(k *clerk) {
		m := k.files().officer(complaint.TriageNeedsInfo, "questions", "Which e-mail address did you use?").moved("T03", "S0/AWAITING_INFO", "N03").clocks("")
		m.person(complaint.InfoProvided, "answer", "The one of this complaint.").moved("H01", "S0", "MESSAGE case_officer").clocks("")
	}},
	{"T04_ineligible", func(k *clerk) {
		k.files().invalid(complaint.CaseOfficer, complaint.TriageIneligible, "reason", "No code.").
			officer(complaint.TriageIneligible, "reason_code", "NOT_PERSONAL_DATA").moved("T04", "S5", "N04").clocks("D45 cancelled").closed(complaint.Ineligible).
			reads(complaint.N04, "not about data relating to a person", "Autoriteit Persoonsgegevens", "Federal Trade Commission", "IF YOU THINK WE ARE WRONG")
	}},
	{"T05_processor", func(k *clerk) {
		k.files().invalid(complaint.CaseOfficer, complaint.TriageProcessor).
			officer(complaint.TriageProcessor, "controller", "Client B.V.").moved("T05", "S0/REFERRED", "N05, CONTROLLER controller_client").clocks("D45 cancelled, FORWARD runs").reads(complaint.N05, "Client B.V.").gets(complaint.Controller, law.ControllerLetter, "To Client B.V.", "Confirm to").
			officer(complaint.ControllerForwarded).clocks("FORWARD met").
			officer(complaint.ControllerAcknowledged, "proof", "They have it.").moved("H90", "S5", "N15").closed(complaint.ReferredController)
		k.files().officer(complaint.TriageProcessor, "controller", "Client B.V.", "also_controller", true, "data_class", "NON_HR").moved("T05", "S1", "N05, CONTROLLER controller_client").clocks("FORWARD runs")
	}},
	{"T06_rights_only", func(k *clerk) {
		m := k.enters(3).refused("H44", complaint.CaseOfficer, complaint.RequestAnswered, "outcome", "GRANTED", "text", "Not a request.")
		q := m.officer(complaint.TriageRightsOnly, "right", "DELETION").moved("T06", "S5", "N15").clocks("D45 cancelled").closed(complaint.ConvertedRightsRequest).opens(complaint.RightsRequest)
		q.moved("H40", "R/RECEIVED", "R01").clocks("RR1M runs, RRPS runs").reads(complaint.R01, "deletion of personal data", string(m.receipt.Number), "Autoriteit Persoonsgegevens")
		q.receivedWith(m).officer(complaint.RequestAnswered, "outcome", "GRANTED", "text", "It is deleted.").moved("H44", "S5", "R04").clocks("RR1M met, RRPS met").closed(complaint.Granted)
	}},
	{"T07_mixed", func(k *clerk) {
		m := k.files().officer(complaint.TriageMixed, "right", "ACCESS", "data_class", "NON_HR").moved("T07", "S1", "N02").clocks("")
		m.opens(complaint.RightsRequest).moved("H40", "R/RECEIVED", "R01").clocks("RR1M runs, RRPS runs").receivedWith(m)
		late := k.enters(50).rings("T11", "S0", "N08").officer(complaint.TriageMixed, "right", "ACCESS", "data_class", "NON_HR").moved("T07", "S1/OVERDUE", "N02")
		q := late.opens(complaint.RightsRequest).receivedWith(late).rings("H47", "R/OVERDUE", "R05, "+alarms).reads(complaint.R05, "That is our failure", "A new complaint opens")
		c := q.person(complaint.RequestComplained, "reasons", "It is late.").moved("H48", "R/OVERDUE", "MESSAGE case_officer").opens("")
		c.moved("T01", "S0", "N01").clocks("D45 runs").reads(complaint.N01, string(q.receipt.Number))
	}},
	{"T08_duplicate", func(k *clerk) {
		older, younger := k.enters(3), k.files()
		older.refused("T08", complaint.CaseOfficer, complaint.DuplicateFound, "surviving_case", younger.receipt.Number)
		younger.officer(complaint.DuplicateFound, "surviving_case", older.receipt.Number).moved("T08", "S5", "N06").clocks("D45 cancelled").closed(complaint.MergedDuplicate).
			reads(complaint.N06, string(older.receipt.Number))
		older.look().offers(complaint.CaseOfficer, complaint.TriageAccepted)
	}},
	{"T09_answered_in_time", func(k *clerk) {
		k.files().accepted("NON_HR").refused("T09", complaint.CaseOfficer, complaint.ResponseSent).
			answered("SUBSTANTIATED").moved("T09", "S1/RESPONDED", "N07").clocks("D45 met, SAT runs").
			reads(complaint.N07, "an independent body", "Autoriteit Persoonsgegevens", "binding arbitration").arbitration("G2 G3")
		lastSecond(k, 0).moved("T09", "S1/RESPONDED", "N07").clocks("D45 met, LATE met, SAT runs")
	}},
	{"T10_answered_late", func(k *clerk) {
		m := lastSecond(k, time.Second).moved("T10", "S1/RESPONDED_LATE", "N07").clocks("D45 done late, LATE met, SAT runs").reads(complaint.N07, "This answer is late.", "We are sorry")
		if d := m.deadline(law.D45); d.Status != complaint.Missed {
			k.Errorf("after the late answer the 45 days are %s, want the breach to stay", d.Status)
		}
	}},
	{"T11_no_answer", func(k *clerk) {
		m := k.enters(43).accepted("NON_HR").moved("T02", "S1", "N02")
		m.rings("T11", "S1/OVERDUE", "N08").clocks("D45 missed, LATE runs").reads(complaint.N08, "That is our failure", "BBB", "Autoriteit Persoonsgegevens").
			offers(complaint.CaseOfficer, complaint.ResponseDrafted).offers(complaint.Complainant, complaint.IRMFiled, complaint.DPAContacted).reminds(complaint.Manager, law.D45)
		k.enters(50).rings("T11", "S0", "N08").accepted("NON_HR").moved("T02", "S1/OVERDUE", "N02")
	}},
	{"T12_satisfied", func(k *clerk) {
		k.files().accepted("NON_HR").answered("SUBSTANTIATED").person(complaint.ComplainantSatisfied).moved("T12", "S5", "N15").clocks("SAT met").closed(complaint.UpheldRemedied)
		k.enters(50).rings("T11", "S0", "N08").accepted("NON_HR").answered("NOT_SUBSTANTIATED").person(complaint.ComplainantSatisfied).moved("T12", "S5", "N15").closed(complaint.NotUpheld)
	}},
	{"T13_not_satisfied", func(k *clerk) {
		k.files().offered("NON_HR").moved("T13", "S2/OFFERED", "N09").clocks("SAT met, SAT runs").reads(complaint.N09, "BBB", "3033 Wilson Boulevard", "free of charge", "SUMMARY OF YOUR CASE")
	}},
	{"T14_not_satisfied_employment", func(k *clerk) {
		k.files(as("EMPLOYEE")).offered("HR").moved("T14", "S3/OFFERED", "N10").clocks("SAT met, SAT runs").reads(complaint.N10, "Autoriteit Persoonsgegevens", "template form", "employment data")
	}},
	{"T15_no_reply", func(k *clerk) {
		m := k.enters(100).rings("T11", "S0", "N08").accepted("NON_HR").on(40).answered("PARTLY")
		m.rings("T15", "S5", "N15").clocks("D45 met, LATE met, SAT missed").closed(complaint.NoObjection)
	}},
}

// lastSecond has the company answer at the last second of its 45 days, or some
// time after it.
func lastSecond(k *clerk, after time.Duration) *matter {
	k.Helper()
	m := k.enters(50).rings("T11", "S0", "N08").accepted("NON_HR").on(40).drafted("SUBSTANTIATED")
	m.at = m.deadline(law.D45).Instant.Add(after)
	return m.officer(complaint.ResponseSent)
}

// recourseRows are the independent recourse mechanism, S2.
var recourseRows = []rule{
	{"T16_filed_with_the_recourse_body", func(k *clerk) {
		k.files().refused("T16", complaint.Complainant, complaint.IRMFiled).accepted("NON_HR").
			person(complaint.IRMFiled, "reference", "EU-PS 1").moved("T16", "S1, S2.1", "").clocks("IRM runs, IRM_ELIGIBILITY runs").
			answered("PARTLY").moved("T09", "S1/RESPONDED, S2.1", "N07")
		k.enters(50).rings("T11", "S0", "N08").accepted("NON_HR").person(complaint.IRMFiled).moved("T16", "S1/OVERDUE, S2.1", "").offers(complaint.CaseOfficer, complaint.ResponseDrafted)
		k.files(as("EMPLOYEE")).accepted("HR").refused("T16", complaint.Complainant, complaint.IRMFiled)
	}},
	{"T17_eligibility", func(k *clerk) {
		k.files().offered("NON_HR").person(complaint.IRMFiled).officer(complaint.IRMEligible).moved("T17", "S2.2", "").clocks("IRM_ELIGIBILITY met, IRM_CONCILIATION runs")
		k.files().offered("NON_HR").person(complaint.IRMFiled).officer(complaint.IRMIneligible, "reason_code", "OTHER").
			moved("T17", "S1/RESPONDED", "").clocks("IRM met, IRM_ELIGIBILITY met, SAT runs")
		k.files().accepted("NON_HR").person(complaint.IRMFiled).officer(complaint.IRMIneligible, "reason_code", "CONTACT_BUSINESS_FIRST").
			moved("T17", "S1", "").clocks("IRM met, IRM_ELIGIBILITY met")
	}},
	{"T18_conciliation", func(k *clerk) {
		k.files().offered("NON_HR").person(complaint.IRMFiled).officer(complaint.IRMEligible).officer(complaint.IRMSettled, "settlement", "We agree.").
			moved("T18", "S2.4", "").clocks("IRM met, IRM_CONCILIATION met, IRM_VERIFICATION runs").arbitration("G3 B3")
		k.files().reviewed().moved("T18", "S2.3", "").clocks("IRM_CONCILIATION met, IRM_REVIEW runs")
	}},
	{"T19_decision", func(k *clerk) {
		k.files().decided("UPHELD").moved("T19", "S2.4", "N11").clocks("IRM met, IRM_REVIEW met, IRM_VERIFICATION runs").reads(complaint.N11, "the complaint is upheld", "WHAT WE WILL DO")
		k.files().decided("REJECTED").moved("T19", "S2.5", "N11").clocks("IRM met, IRM_REVIEW met, SAT runs").arbitration("G3")
	}},
	{"T20_performance", func(k *clerk) {
		k.files().decided("UPHELD").officer(complaint.IRMPerformed).moved("T20", "S2.5", "").clocks("IRM_VERIFICATION met, SAT runs")
		m := k.files().decided("PARTLY_UPHELD").officer(complaint.IRMNonperformed).moved("T20", "S2.5, S3.5", "N12, "+alarms).clocks("IRM_VERIFICATION missed, SAT runs")
		if m.reads(complaint.N12, "Federal Trade Commission"); !m.Delisting {
			k.Error("a decision is not performed and the company risks nothing")
		}
	}},
	{"T21_on_to_the_authority", func(k *clerk) {
		k.files().decided("REJECTED").person(complaint.ComplainantNotSatisfied).moved("T21", "S3/OFFERED", "N10").clocks("SAT met, SAT runs").
			reads(complaint.N10, "before binding arbitration").arbitration("G3").lodged().moved("T22", "S3.1", "").clocks("SAT met")
	}},
}

// authorityRows are the authorities, Commerce and the FTC, S3.
var authorityRows = []rule{
	{"T22_authority_contacted", func(k *clerk) {
		k.files().lodged().moved("T22", "S0, S3.1", "").clocks("").accepted("NON_HR").moved("T02", "S1, S3.1", "N02")
		k.files().accepted("NON_HR").lodged().moved("T22", "S1, S3.1", "").clocks("")
		k.files().accepted("NON_HR").person(complaint.IRMFiled).lodged().moved("T22", "S1, S2.1, S3.1", "").clocks("")
	}},
	{"T23_panel_competent", func(k *clerk) {
		m := k.enters(20, as("EMPLOYEE")).accepted("HR").on(10).lodged().on(15).officer(complaint.DPAPanelCompetent).moved("T23", "S1, S3.2", "").clocks("D60 runs")
		if d, day := m.deadline(law.D60), m.Facts.Place.Local(m.receipt.ReceivedAt.AddDate(0, 0, 10)); d.Start != day {
			k.Errorf("the panel's 60 days run from %s, want the authority's receipt, %s", d.Start, day)
		}
		k.files().accepted("NON_HR").lodged().refused("T23", complaint.CaseOfficer, complaint.DPAPanelCompetent)
	}},
	{"T24_referred_to_Commerce", func(k *clerk) {
		k.files().atCommerce().moved("T24", "S1, S3.4", "N12").clocks("D90 runs").reads(complaint.N12, "Department of Commerce", "It is free of charge")
		k.files(as("EMPLOYEE")).accepted("HR").lodged().refused("T24", complaint.CaseOfficer, complaint.DPARefersDoC)
	}},
	{"T25_referred_to_the_FTC", func(k *clerk) {
		k.files().accepted("NON_HR").lodged().officer(complaint.FTCReferral).moved("T25", "S1, S3.1, S3.5", "N12").clocks("").officer(complaint.DPARefersDoC).moved("T24", "S1, S3.4, S3.5", "N12")
		k.files(as("EMPLOYEE")).accepted("HR").lodged().officer(complaint.DPAPanelCompetent).officer(complaint.FTCReferral).moved("T25", "S1, S3.2, S3.5", "N12").clocks("")
		k.files(as("EMPLOYEE")).advised().officer(complaint.FTCReferral).moved("T25", "S1, S3.3, S3.5", "N12").clocks("")
		k.files().atCommerce().officer(complaint.FTCReferral).moved("T25", "S1, S3.4, S3.5", "N12").clocks("").
			answered("PARTLY").unresolved().moved("T29", "S1/RESPONDED, S3.5, S4.1", "N13")
	}},
	{"T26_advice", func(k *clerk) {
		k.files(as("EMPLOYEE")).advised().moved("T26", "S1, S3.3", alarms).clocks("D60 met, D25 runs")
	}},
	{"T27_advice_complied_with_or_not", func(k *clerk) {
		k.files(as("EMPLOYEE")).offered("HR").lodged().officer(complaint.DPAPanelCompetent).officer(complaint.DPAAdvice, "advice", "Delete it.").
			invalid(complaint.CaseOfficer, complaint.AdviceComplied).officer(complaint.AdviceComplied, "confirmation", "It is deleted.").
			moved("T27", "S5", "N15").clocks("D25 met").closed(complaint.AuthorityResolved)
		m := k.enters(37, as("EMPLOYEE")).on(10).advised().rings("T27", "S1, S3.5", "N12, "+alarms).clocks("D60 met, D25 missed")
		if m.reads(complaint.N12, "we have not done it in time"); !m.Delisting || !m.Overdue {
			k.Errorf("advice is not complied with: overdue %t, risk of removal from the list %t", m.Overdue, m.Delisting)
		}
	}},
	{"T28_Commerce_resolves", func(k *clerk) {
		k.files().offered("NON_HR").lodged().officer(complaint.DPARefersDoC).officer(complaint.DoCResolved, "remark", "It is deleted.").
			moved("T28", "S5", "N15").clocks("SAT cancelled, D90 met").closed(complaint.AuthorityResolved)
		k.files().decided("REJECTED").lodged().person(complaint.ComplainantNotSatisfied).officer(complaint.DPARefersDoC).officer(complaint.DoCResolved, "remark", "It is deleted.").
			moved("T28", "S5", "N15").clocks("D90 met").closed(complaint.AuthorityResolved)
	}},
	{"T29_Commerce_does_not_resolve", func(k *clerk) {
		k.files().exhausted().moved("T29", "S4.1", "N13").clocks("D90 met, SAT runs").arbitration("").reads(complaint.N13, "All that has to be done before binding arbitration has been done.", "ICDR-AAA")
		k.enters(120).rings("T11", "S0", "N08").accepted("NON_HR").on(10).lodged().officer(complaint.DPARefersDoC).
			rings("T29", "S1/OVERDUE, S4.1", "N13").clocks("D90 missed, SAT runs").arbitration("G2")
	}},
}

// arbitrationRows are binding arbitration, S4.
var arbitrationRows = []rule{
	{"T30_arbitration_open", func(k *clerk) {
		k.files().exhausted().person(complaint.ArbPrecheck).moved("T30", "S4.2", "N13").clocks("SAT met, SAT runs").arbitration("").reads(complaint.N13, "You can start it if you want to.")
	}},
	{"T31_arbitration_not_open", func(k *clerk) {
		m := k.files().atCommerce().answered("PARTLY").unresolved()
		m.person(complaint.ArbPrecheck).moved("T31", "S1/RESPONDED, S4.1", "N13").clocks("").arbitration("G2").reads(complaint.N13, "You cannot do so yet", "not done yet. The recourse body has not decided the claim yet. (G2)")
	}},
	{"T32_Notice_delivered", func(k *clerk) {
		m := k.enters(20).exhausted().person(complaint.ArbPrecheck).noticed().moved("T32", "S4.2", "N14, "+alarms).clocks("SAT met, ARB90 runs").reads(complaint.N14, "We received your Notice")
		if d, day := m.deadline(law.ARB90), m.Facts.Place.Local(m.event().At); d.Start != day || len(m.Objections) > 0 {
			k.Errorf("the 90 days run from %s, the Notice was delivered on %s, objections %v", d.Start, day, m.Objections)
		}
	}},
	{"T33_panel_and_award", func(k *clerk) {
		k.files().heard().moved("T33", "S4.4", "N14").clocks("").invalid(complaint.CaseOfficer, complaint.ArbAward, "award", "FOR_INDIVIDUAL", "text", "No relief.").
			invalid(complaint.CaseOfficer, complaint.ArbAward, "award", "FOR_INDIVIDUAL", "text", "Money.", "relief", []string{"DAMAGES"})
		k.files().awarded("PARTIAL").moved("T33", "S4.5", "N14").clocks("ARB90 met, AWARD runs")
		k.files().awarded("FOR_COMPANY").moved("T33", "S5", "N14, N15").clocks("ARB90 met").closed(complaint.ArbitratedForCompany).arbitration("B1")
	}},
	{"T34_award_complied_with", func(k *clerk) {
		k.files().awarded("FOR_INDIVIDUAL").invalid(complaint.CaseOfficer, complaint.AwardComplied).
			officer(complaint.AwardComplied, "confirmation", "It is deleted.").moved("T34", "S5", "N15").clocks("AWARD met").closed(complaint.ArbitratedForIndividual)
	}},
}

// closingRows are the acts of every open stage, and S5.
var closingRows = []rule{
	{"T35_withdrawn", func(k *clerk) {
		k.files().person(complaint.ComplaintWithdrawn, "confirmed", true).moved("T35", "S5", "N16").clocks("D45 cancelled").closed(complaint.Withdrawn).reads(complaint.N16, "it takes none of your rights away")
		k.files().accepted("NON_HR").lodged().person(complaint.ComplaintWithdrawn, "confirmed", true).moved("T35", "S3.1", "N16").clocks("D45 cancelled").
			officer(complaint.DPANoBreach).moved("H11", "S5", "N15").closed(complaint.Withdrawn)
	}},
	{"T36_settled", func(k *clerk) {
		m := k.files().accepted("NON_HR")
		m.officer(complaint.SettlementSigned, "told_of_bar", true, "text", "We agree.").moved("T36", "S5/PERFORMANCE", "").clocks("D45 cancelled, PERFORMANCE runs").arbitration("G1 G2 G3 B3").
			officer(complaint.SettlementPerformed, "proof", "Paid.").moved("H21", "S5", "N15").clocks("PERFORMANCE met").closed(complaint.Settled)
	}},
	{"T37_reopened", func(k *clerk) {
		m := k.files().accepted("NON_HR").answered("SUBSTANTIATED").person(complaint.ComplainantSatisfied).closed(complaint.UpheldRemedied).reads(complaint.N15, "Your case is now closed.")
		due := m.Facts.Place.Local(m.event().At).AddDays(30)
		m.invalid(complaint.CaseOfficer, complaint.CaseReopened, "ground", "NEW_FACTS", "reason", "No date.").
			officer(complaint.CaseReopened, "ground", "NEW_FACTS", "due", due, "reason", "There is more.").moved("T37", "S1", "").clocks("REOPENED runs")
		if d := m.deadline(law.Reopened); d.Due != due || !d.Stated {
			k.Errorf("the reopened case is due on %s, the officer said %s", d.Due, due)
		}
	}},
}
