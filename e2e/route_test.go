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
