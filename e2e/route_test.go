package e2e

import (
	"net/http"

	"recourse/complaint"
	"recourse/law"
)

// routeRules are the routes R1 to R9 in order.
var routeRules = []rule{
	{"R1_recourse_body_authority_arbitration", func(k *clerk) {
		for _, group := range []string{"VISITOR", "JOB_SEEKER", "BUSINESS_CONTACT", "REFEREE"} {
			k.files(residing("SE"), as(group)).offered("NON_HR").moved("T13", "S2/OFFERED", "N09").reads(complaint.N09, "BBB", "Integritetsskyddsmyndigheten").
				offers(complaint.Complainant, complaint.IRMFiled, complaint.DPAContacted)
		}
		m := k.files(residing("SE")).decided("REJECTED").person(complaint.ComplainantNotSatisfied).moved("T21", "S3/OFFERED", "N10")
		m.lodged().officer(complaint.DPARefersDoC).unresolved().moved("T29", "S4.1", "N13").person(complaint.ArbPrecheck).moved("T30", "S4.2", "N13")
	}},
	{"R2_employment_data", func(k *clerk) {
		m := k.files(residing("DE"), as("EMPLOYEE")).offered("HR").moved("T14", "S3/OFFERED", "N10").withholds("T16", complaint.IRMFiled).
			reads(complaint.N10, "Bundesbeauftragte", "go to the authority of the country where you work")
		m.person(complaint.DPAContacted, "authority", "FR").moved("T22", "S3.1", "").officer(complaint.DPAPanelCompetent).moved("T23", "S3.2", "").
			officer(complaint.AuthorityEnquiry, "enquiry", "What has the company done?").clocks("DREF runs").officer(complaint.AuthorityAnswered, "answer", "It has answered.").clocks("DREF met").
			officer(complaint.DPAAdvice, "advice", "Delete it.").moved("T26", "S3.3", alarms).omits("BBB")
	}},
	{"R3_Swiss_employment_data", func(k *clerk) {
		m := k.files(residing("CH"), as("EMPLOYEE")).offered("HR").moved("T14", "S3/OFFERED", "N10").reads(complaint.N10, "Federal Data Protection and Information Commissioner").
			withholds("T16", complaint.IRMFiled)
		m.lodged().moved("T22", "S3.1", "").refused("T24", complaint.CaseOfficer, complaint.DPARefersDoC)
		var pack struct {
			Authority, IRM law.Body
			Residence      []string
		}
		k.i.must(k.T, request{method: http.MethodGet, path: "/api/v1/packs/" + m.Pack.ID}).want(k.T, http.StatusOK).read(k.T, &pack)
		if !pack.Authority.HR || pack.IRM.HR || pack.Residence[0] != "CH" {
			k.Errorf("by %s the authority takes employment data: %t, the recourse body: %t, for residents of %v", m.Pack.ID, pack.Authority.HR, pack.IRM.HR, pack.Residence)
		}
	}},
	{"R4_job_seeker", func(k *clerk) {
		k.files(as("JOB_SEEKER")).accepted("NON_HR").moved("T02", "S1", "N02").answered("PARTLY").person(complaint.ComplainantNotSatisfied).moved("T13", "S2/OFFERED", "N09")
		m := k.files(as("JOB_SEEKER")).unreasoned("HR").officer(complaint.TriageAccepted, "data_class", "HR", "reason", "Hired meanwhile.").moved("T02", "S1", "N02").withholds("T16", complaint.IRMFiled)
		if got := m.words("reason"); got != "Hired meanwhile." {
			k.Errorf("the reason on record is %q", got)
		}
		m.answered("PARTLY").person(complaint.ComplainantNotSatisfied).moved("T14", "S3/OFFERED", "N10")
		m = k.files(as("JOB_SEEKER")).accepted("NON_HR").invalid(complaint.CaseOfficer, complaint.CaseReclassified, "data_class", "HR").
			refused("H38", complaint.CaseOfficer, complaint.CaseReclassified, "data_class", "NON_HR", "reason", "As before.").
			officer(complaint.CaseReclassified, "data_class", "HR", "reason", "Hired meanwhile.").moved("H38", "S1", "").clocks("").withholds("T16", complaint.IRMFiled)
		m.answered("PARTLY").person(complaint.ComplainantNotSatisfied).moved("T14", "S3/OFFERED", "N10")
		k.files(as("JOB_SEEKER")).accepted("NON_HR").person(complaint.IRMFiled).refused("H38", complaint.CaseOfficer, complaint.CaseReclassified, "data_class", "HR", "reason", "Too late.")
	}},
	{"R5_contingent_worker", func(k *clerk) {
		k.files(as("CONTINGENT_WORKER")).unreasoned("NON_HR").accepted("HR").moved("T02", "S1", "N02").withholds("T16", complaint.IRMFiled).
			answered("PARTLY").arbitration("G2 G3 B4").person(complaint.ComplainantNotSatisfied).moved("T14", "S3/OFFERED", "N10").omits("BBB")
	}},
	{"R6_processor", func(k *clerk) {
		m := k.files(at("MARKETSOURCE")).forController().moved("T05", "S0/REFERRED", "N05, CONTROLLER controller_client").clocks("D45 cancelled, FORWARD runs").
			reads(complaint.N05, "Client B.V.", "The answer itself has to come from them.").gets(complaint.Controller, law.ControllerLetter, "We work with you so that the person gets an answer.")
		if m.Facts.Role != "PROCESSOR" {
			k.Errorf("the company is %s, want PROCESSOR", m.Facts.Role)
		}
		m.refused("H04", complaint.CaseOfficer, complaint.ResponseDrafted, "finding", "PARTLY", "remedies", []string{"NONE"}, "text", "Not ours to answer.").
			offers(complaint.Complainant, complaint.DPAContacted)
	}},
	{"R7_intelligence_access", func(k *clerk) {
		for country, authority := range map[string]string{"NL": "Autoriteit Persoonsgegevens", "CH": "Federal Data Protection and Information Commissioner"} {
			for _, sent := range []string{"2019-03-04", "2024-09-30"} { // the Ombudsperson's, and the redress that followed
				k.enters(20, residing(country), transferred(date(sent))).officer(complaint.TriageIneligible, "reason_code", "WRONG_FORUM_NATIONAL_SECURITY").moved("T04", "S5", "N04").closed(complaint.Ineligible).
					reads(complaint.N04, "United States intelligence services", "Such a complaint starts with the data protection authority of your country.", authority).omits("BBB").
					refused("T16", complaint.Complainant, complaint.IRMFiled)
			}
		}
	}},
	{"R8_residence_gate", func(k *clerk) {
		m := k.files(residing("US")).refused("T02", complaint.CaseOfficer, complaint.TriageAccepted, "data_class", "NON_HR").
			refused("T16", complaint.Complainant, complaint.IRMFiled)
		m.officer(complaint.TriageIneligible, "reason_code", "NOT_EEA_CH").moved("T04", "S5", "N04").closed(complaint.Ineligible).
			reads(complaint.N04, "general question about privacy", "privacyofficer@allegisgroup.com").omits("BBB")
		for _, country := range []string{"SE", "IS", "LI", "NO", "CH"} {
			k.files(residing(country)).accepted("NON_HR").moved("T02", "S1", "N02")
		}
		k.enters(20, residing("GB"), transferred(date("2019-05-06"))).accepted("NON_HR").moved("T02", "S1", "N02") // by the pack
	}},
	{"R9_GDPR_only", func(k *clerk) {
		m := k.files().officer(complaint.TriageIneligible, "reason_code", "WRONG_FORUM_GDPR_ONLY").moved("T04", "S5", "N04").closed(complaint.Ineligible).
			reads(complaint.N04, "under European data protection law alone", "your rights against the European company", "Autoriteit Persoonsgegevens")
		m.omits("BBB").refused("T16", complaint.Complainant, complaint.IRMFiled)
	}},
}

// unreasoned checks that nobody takes the complaint up as one of the unusual
// class without a reason.
func (m *matter) unreasoned(class string) *matter {
	m.Helper()
	return m.turnedDown(http.StatusBadRequest, "R4", complaint.CaseOfficer, complaint.TriageAccepted, []any{"data_class", class})
}
