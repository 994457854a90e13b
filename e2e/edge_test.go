package e2e

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// edgeRules are the edge cases E01 to E28 in order.
var edgeRules = []rule{
	{"E01_withdrawal", func(k *clerk) {
		k.files().invalid(complaint.Complainant, complaint.ComplaintWithdrawn, "reason", "No confirmation.").
			invalid(complaint.Complainant, complaint.ComplaintWithdrawn, "confirmed", false)
		for _, road := range []func(*matter) *matter{
			func(m *matter) *matter { return m.officer(complaint.TriageNeedsInfo, "questions", "Which one?") },
			func(m *matter) *matter { return m.accepted("NON_HR") },
			func(m *matter) *matter { return m.offered("NON_HR") },
			(*matter).reviewed, (*matter).exhausted, (*matter).heard,
		} {
			road(k.files()).person(complaint.ComplaintWithdrawn, "confirmed", true).moved("T35", "S5", "N16").closed(complaint.Withdrawn)
		}
		m := k.files().atCommerce().person(complaint.ComplaintWithdrawn, "confirmed", true).moved("T35", "S3.4", "N16").clocks("D45 cancelled").reads(complaint.N16, "Only the authority can end its own procedure.")
		m.refused("T35", complaint.Complainant, complaint.ComplaintWithdrawn, "confirmed", true)
		m.unresolved().moved("T29", "S5", "N15").closed(complaint.Withdrawn)
		m.officer(complaint.MessageSent, "text", "The fault behind your complaint is mended.").moved("H25", "S5", "MESSAGE")
	}},
	{"E02_settlement", func(k *clerk) {
		m := k.enters(20).accepted("NON_HR").on(5)
		due := m.day(10)
		m.invalid(complaint.CaseOfficer, complaint.SettlementSigned, "text", "Not told of the bar.", "due", due).
			invalid(complaint.CaseOfficer, complaint.SettlementSigned, "told_of_bar", true, "due", due).
			officer(complaint.SettlementSigned, "told_of_bar", true, "text", "Signed.", "due", due).moved("T36", "S5/PERFORMANCE", "")
		m.misses(law.Performance).reminds(complaint.Manager, law.Performance)
		m.at = time.Time{}
		m.person(complaint.ComplainantNotSatisfied).moved("H22", "S2/OFFERED", "N09").
			person(complaint.IRMFiled).officer(complaint.IRMEligible).officer(complaint.IRMNoSettlement).
			officer(complaint.IRMDecision, "decision", "REJECTED", "text", "The decision.").person(complaint.ComplainantNotSatisfied).
			lodged().officer(complaint.DPARefersDoC).unresolved().person(complaint.ArbPrecheck).moved("T31", "S4.1", "N13").
			arbitration("G1 B3").reads(complaint.N13, "because something rules it out")
		k.files().accepted("NON_HR").officer(complaint.SettlementSigned, "told_of_bar", true, "text", "Signed.").
			refused("H22", complaint.Complainant, complaint.ComplainantNotSatisfied)
	}},
	{"E03_contested_ineligibility", contested},
	{"E04_wrong_forum", func(k *clerk) {
		m := k.enters(50, as("EMPLOYEE")).rings("T11", "S0", "N08").person(complaint.IRMFiled, "reference", "EU-PS 2").moved("T16", "S0, S2.1", "")
		m.accepted("HR").moved("T02", "S1/OVERDUE", "N02").clocks("IRM cancelled, IRM_ELIGIBILITY cancelled").
			invalid(complaint.CaseOfficer, complaint.ForumCorrected, "body", "IRM").
			officer(complaint.ForumCorrected, "body", "IRM", "answer", "It is employment data.").moved("H39", "S1/OVERDUE", "").
			lodged().moved("T22", "S1/OVERDUE, S3.1", "")
		m = k.enters(1, by("FROM_DPA")).lodged().officer(complaint.AuthorityEnquiry, "enquiry", "What has the company done?").moved("H13", "S0, S3.1", "").clocks("DREF runs").
			officer(complaint.AuthorityAnswered, "answer", "Nothing yet.").moved("H14", "S0, S3.1", "").clocks("DREF met").
			officer(complaint.ForumCorrected, "body", "DPA", "answer", "The company has not had its time.").moved("H39", "S0, S3.1", "").clocks("").
			accepted("NON_HR").officer(complaint.DPARefersDoC).unresolved().moved("T29", "S1, S4.1", "N13").arbitration("G1 G2")
		m.person(complaint.ArbPrecheck).moved("T31", "S1, S4.1", "N13").answered("PARTLY").arbitration("G2")
	}},
	{"E05_employment_data", func(k *clerk) {
		m := k.files(as("EMPLOYEE")).accepted("HR").withholds("T16", complaint.IRMFiled).withholds("T30", complaint.ArbPrecheck)
		m.answered("PARTLY").moved("T09", "S1/RESPONDED", "N07").reads(complaint.N07, "Binding arbitration is not available for employment data.").arbitration("G2 G3 B4").
			person(complaint.ComplainantNotSatisfied).moved("T14", "S3/OFFERED", "N10").refused("T16", complaint.Complainant, complaint.IRMFiled)
		m.lodged().moved("T22", "S3.1", "").refused("T24", complaint.CaseOfficer, complaint.DPARefersDoC).omits("BBB")
		k.files(as("EMPLOYEE")).officer(complaint.TriageAccepted, "data_class", "HR", "grievance_procedure", true).moved("T02", "S1", "N02").clocks("").arbitration("G2 G3 B4")
	}},
	{"E06_not_a_resident", generalCase},
	{"E07_moved_residence", func(k *clerk) {
		for _, m := range []*matter{k.files(residing("US"), then("SE")), k.files(residing("SE"), then("US"))} {
			m.refused("T04", complaint.CaseOfficer, complaint.TriageIneligible, "reason_code", "NOT_EEA_CH").accepted("NON_HR").moved("T02", "S1", "N02").
				reads(complaint.N01, "Integritetsskyddsmyndigheten")
		}
		k.files(residing("US"), then("US")).refused("T02", complaint.CaseOfficer, complaint.TriageAccepted, "data_class", "NON_HR")
	}},
	{"E08_processor", processor},
	{"E09_mixed_role", func(k *clerk) {
		m := k.files().refused("T05", complaint.CaseOfficer, complaint.TriageProcessor, "controller", "Client B.V.", "also_controller", true).
			officer(complaint.TriageProcessor, "controller", "Client B.V.", "also_controller", true, "data_class", "NON_HR").moved("T05", "S1", "N05, CONTROLLER controller_client").clocks("FORWARD runs").
			reads(complaint.N05, "Client B.V.", "The other part we decide about ourselves.")
		if m.Facts.Role != "BOTH" {
			k.Errorf("the company is %s, want BOTH", m.Facts.Role)
		}
		m.officer(complaint.ControllerForwarded).moved("H89", "S1", "").clocks("FORWARD met").answered("PARTLY").moved("T09", "S1/RESPONDED", "N07").clocks("D45 met, SAT runs")
	}},
	{"E10_duplicates", duplicates},
	{"E11_same_claim_again", func(k *clerk) {
		first := k.files().accepted("NON_HR").answered("SUBSTANTIATED").person(complaint.ComplainantSatisfied).closed(complaint.UpheldRemedied).reads(complaint.N15, "closed")
		again := k.files().refused("T08", complaint.CaseOfficer, complaint.DuplicateFound, "surviving_case", first.receipt.Number)
		again.officer(complaint.TriageIneligible, "reason_code", "ALREADY_DECIDED").moved("T04", "S5", "N04").closed(complaint.Ineligible).
			reads(complaint.N04, "has been decided before", "If there is something new")
		first.reopened("NEW_FACTS").moved("T37", "S1", "")
	}},
	{"E12_anonymous_report", anonymousReport},
	{"E13_representative", representative},
	{"E14_late_answer_after_escalation", func(k *clerk) {
		m := k.enters(50).rings("T11", "S0", "N08").accepted("NON_HR").person(complaint.IRMFiled).lodged().moved("T22", "S1/OVERDUE, S2.1, S3.1", "")
		m.answered("SUBSTANTIATED").moved("T10", "S1/RESPONDED_LATE, S2.1, S3.1", "N07").clocks("D45 done late, LATE met, SAT runs")
		if d := m.deadline(law.D45); d.Status != complaint.Missed || m.Overdue {
			k.Errorf("after the late answer the 45 days are %s and the case is overdue: %t", d.Status, m.Overdue)
		}
		m.person(complaint.ComplainantSatisfied).moved("T12", "S2.1, S3.1", "").
			officer(complaint.IRMClosed, "reason_code", "WITHDRAWN").moved("H06", "S2.5, S3.1", "").person(complaint.ComplainantSatisfied).moved("H07", "S3.1", "")
	}},
	{"E15_reopening", func(k *clerk) {
		for _, ground := range []string{"NEW_FACTS", "NOT_PERFORMED", "AUTHORITY_ASKS"} {
			k.files().accepted("NON_HR").answered("SUBSTANTIATED").person(complaint.ComplainantSatisfied).reads(complaint.N15, "closed").reopened(ground).moved("T37", "S1", "").clocks("REOPENED runs")
		}
		k.enters(300).rings("T11", "S0", "N08").accepted("NON_HR").on(5).person(complaint.ComplaintWithdrawn, "confirmed", true).reads(complaint.N16, "withdraw").reopened("NEW_FACTS").moved("T37", "S1", "")
		old := k.enters(420).rings("T11", "S0", "N08").accepted("NON_HR").on(5).person(complaint.ComplaintWithdrawn, "confirmed", true).rings("H29", "S5", "")
		old.at = time.Time{}
		old.refused("T37", complaint.CaseOfficer, complaint.CaseReopened, "ground", "NEW_FACTS", "due", old.today().AddDays(30), "reason", "There is more.")
		k.files().officer(complaint.CaseLinked, "linked_case", old.receipt.Number).moved("H36", "S0", "")
	}},
	{"E16_death", death},
	{"E17_weekends_and_holidays", func(k *clerk) {
		for received, due := range map[string]string{"2018-08-24": "2018-10-08", "2018-08-09": "2018-09-23", "2018-11-16": "2018-12-31"} {
			k.entersAt(noon(received)).due(law.D45, due)
		}
		if d := k.entersAt(noon("2018-08-09")).deadline(law.D45); d.Internal.String() != "2018-09-21" {
			k.Errorf("the internal date of the 45 days that end on a Sunday is %s, want the Friday before", d.Internal)
		}
		panel := k.entersAt(noon("2018-09-03"), as("EMPLOYEE")).rings("T11", "S0", "N08").accepted("HR").dated("2018-10-01").lodged().officer(complaint.DPAPanelCompetent).due(law.D60, "2018-11-30")
		panel.officer(complaint.DPAAdvice, "advice", "Delete it.").due(law.D25, "2018-10-26")
		k.entersAt(noon("2018-09-03")).rings("T11", "S0", "N08").accepted("NON_HR").dated("2018-10-01").lodged().officer(complaint.DPARefersDoC).due(law.D90, "2018-12-30")
		for sent, due := range map[string]string{"2018-08-30": "2018-10-01", "2018-07-28": "2018-08-28"} { // a Saturday; the summer bank holiday
			k.entersAt(noon("2018-07-16")).rings("T11", "S0", "N08").accepted("NON_HR").dated(sent).answered("PARTLY").due(law.SAT, due)
		}
	}},
	{"E18_other_languages", func(k *clerk) {
		const offer = "This letter is in English. If you would like it in your own language"
		for _, language := range []string{"pt", "el", "mt", "is"} {
			m := k.files(writing(language), func(f *complaint.Filing) {
				f.Narrative = "Δεν έλαβα απάντηση. Je n'ai pas eu de réponse."
			})
			m.moved("T01", "S0", "N01").clocks("D45 runs").reads(complaint.N01, offer)
			m.accepted("NON_HR").moved("T02", "S1", "N02").clocks("").answered("PARTLY").moved("T09", "S1/RESPONDED", "N07").reads(complaint.N07, offer)
		}
		k.files().reads(complaint.N01, "45 days").omits(offer)
	}},
	{"E19_frivolous", func(k *clerk) {
		m := k.files().refused("T04", complaint.CaseOfficer, complaint.TriageIneligible, "reason_code", "FRIVOLOUS").
			invalid(complaint.CaseOfficer, complaint.FrivolousProposed).officer(complaint.FrivolousProposed, "reason", "It is about the weather.").moved("H03", "S0", "")
		if got := m.words("reason"); got != "It is about the weather." {
			k.Errorf("the reason on record is %q", got)
		}
		m.refused("T04", complaint.CaseOfficer, complaint.TriageIneligible, "reason_code", "FRIVOLOUS").
			privacy(complaint.TriageIneligible, "reason_code", "FRIVOLOUS").moved("T04", "S5", "N04").closed(complaint.Ineligible).
			reads(complaint.N04, "Two of us have looked at your complaint", "Autoriteit Persoonsgegevens")
	}},
	{"E20_found_late", func(k *clerk) {
		m := k.enters(100, letter).rings("T11", "S0", "N08").clocks("D45 missed, ACK missed, LATE runs").misses(law.D45)
		if m.event().Late <= 0 || !m.Overdue {
			k.Errorf("the 45 days were over on arrival: rung %g seconds late, overdue %t", m.event().Late, m.Overdue)
		}
		m.accepted("NON_HR").moved("T02", "S1/OVERDUE", "N02").offers(complaint.CaseOfficer, complaint.ResponseDrafted).reads(complaint.N02, "That day has passed, and we are sorry.").
			invalid(complaint.CaseOfficer, complaint.BreachExplained).officer(complaint.BreachExplained, "cause", "LOST_MAIL").moved("H93", "S1/OVERDUE", "").
			answered("PARTLY").moved("T10", "S1/RESPONDED_LATE", "N07")
	}},
	{"E21_undeliverable", undeliverable},
	{"E22_litigation_and_legal_hold", litigation},
	{"E23_company_leaves_the_framework", func(k *clerk) {
		for received, pack := range map[string]string{"2019-03-04": "EU-PS-2016", "2021-06-01": "EU-PS-2016", "2024-06-03": "EU-DPF-2023"} {
			m := k.entersAt(noon(received), transferred(date("2018-05-25"))).rings("T11", "S0", "N08").accepted("NON_HR").moved("T02", "S1/OVERDUE", "N02").answered("PARTLY").
				person(complaint.ComplainantNotSatisfied).moved("T13", "S2/OFFERED", "N09")
			if m.Pack.ID != pack {
				k.Errorf("received on %s, data of 2018 is under %s, want %s", received, m.Pack.ID, pack)
			}
		}
		var list struct{ Packs []struct{ ID string } }
		k.i.must(k.T, request{method: http.MethodGet, path: "/api/v1/packs"}).want(k.T, http.StatusOK).read(k.T, &list)
		for _, id := range strings.Fields("EU-PS-2016 CH-PS-2017 EU-DPF-2023 UK-EXT-2023 CH-DPF-2024") {
			if !slices.ContainsFunc(list.Packs, func(p struct{ ID string }) bool { return p.ID == id }) {
				k.Errorf("%s is no longer active", id)
			}
		}
	}},
	{"E24_unannounced_Notice", func(k *clerk) {
		for _, tc := range []struct {
			to         string
			road       func(*matter) *matter
			objections string
			group      string
		}{
			{"S0, S4.2", func(m *matter) *matter { return m }, "G1 G2 G3", "VISITOR"},
			{"S1/RESPONDED, S4.2", func(m *matter) *matter { return m.accepted("NON_HR").answered("PARTLY") }, "G2 G3", "VISITOR"},
			{"S1, S4.2", func(m *matter) *matter { return m.accepted("HR") }, "G1 G2 G3 B4", "EMPLOYEE"},
			{"S4.2", func(m *matter) *matter {
				return m.person(complaint.ComplaintWithdrawn, "confirmed", true).reads(complaint.N16, "withdraw")
			}, "G1 G2 G3", "VISITOR"},
		} {
			m := tc.road(k.files(as(tc.group))).noticed().moved("T32", tc.to, "N14, "+alarms).reads(complaint.N14, "Your Notice counts, and we take part.")
			if got := strings.Join(m.Objections, " "); got != tc.objections || m.deadline(law.ARB90).Status != complaint.Running {
				k.Errorf("at %s the objections are %q, want %q; the 90 days are %s", tc.to, got, tc.objections, m.deadline(law.ARB90).Status)
			}
			m.officer(complaint.ArbPanelFormed, "arbitrators", "3").moved("T33", strings.Replace(tc.to, "S4.2", "S4.4", 1), "N14")
		}
	}},
	{"E25_linked_cases", linkedCases},
	{"E26_security_incident", incident},
	{"E27_retaliation", retaliation},
	{"E28_child", aboutAChild},
}
