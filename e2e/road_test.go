package e2e

import (
	"time"

	"recourse/complaint"
)

// accepted takes the complaint up as one of a class of data.
func (m *matter) accepted(class string) *matter {
	m.Helper()
	return m.officer(complaint.TriageAccepted, "data_class", class, "allegations", "As described.")
}

// drafted has the company's answer drafted and approved by another person.
func (m *matter) drafted(finding string) *matter {
	m.Helper()
	return m.officer(complaint.ResponseDrafted, "finding", finding, "remedies", []string{"EXPLANATION"}, "text", "This is what we have found.").
		privacy(complaint.ResponseApproved)
}

// answered has the company answer.
func (m *matter) answered(finding string) *matter {
	m.Helper()
	return m.drafted(finding).officer(complaint.ResponseSent)
}

// offered has the complainant not satisfied with the company's answer.
func (m *matter) offered(class string) *matter {
	m.Helper()
	return m.accepted(class).answered("NOT_SUBSTANTIATED").person(complaint.ComplainantNotSatisfied)
}

// reviewed has the recourse body review the complaint.
func (m *matter) reviewed() *matter {
	m.Helper()
	return m.offered("NON_HR").person(complaint.IRMFiled).officer(complaint.IRMEligible).officer(complaint.IRMNoSettlement)
}

// decided has the recourse body decide.
func (m *matter) decided(decision string) *matter {
	m.Helper()
	return m.reviewed().officer(complaint.IRMDecision, "decision", decision, "text", "The decision.")
}

// lodged has the complainant go to the authority.
func (m *matter) lodged() *matter {
	m.Helper()
	return m.person(complaint.DPAContacted, "authority", m.Facts.Residence)
}

// advised has the panel of authorities give its advice about employment data.
func (m *matter) advised() *matter {
	m.Helper()
	return m.accepted("HR").lodged().officer(complaint.DPAPanelCompetent).officer(complaint.DPAAdvice, "advice", "Delete it.")
}

// atCommerce goes from the company to Commerce without the recourse body.
func (m *matter) atCommerce() *matter {
	m.Helper()
	return m.accepted("NON_HR").lodged().officer(complaint.DPARefersDoC)
}

// exhausted goes to the recourse body, the authority and Commerce, in vain:
// arbitration may be open.
func (m *matter) exhausted() *matter {
	m.Helper()
	return m.decided("REJECTED").person(complaint.ComplainantNotSatisfied).lodged().officer(complaint.DPARefersDoC).unresolved()
}

// unresolved has Commerce answer that it could not help.
func (m *matter) unresolved() *matter {
	m.Helper()
	return m.officer(complaint.DoCUnresolved, "remark", "It could not be resolved.")
}

// noticed has the complainant deliver the Notice of arbitration.
func (m *matter) noticed() *matter {
	m.Helper()
	return m.person(complaint.ArbNoticeDelivered, "steps_taken", "Company, recourse body, authority, Commerce.", "breach", "It is still there.")
}

// heard has the panel of arbitrators hear the claim.
func (m *matter) heard() *matter {
	m.Helper()
	return m.exhausted().person(complaint.ArbPrecheck).noticed().officer(complaint.ArbListReceived, "list", "Five arbitrators.").officer(complaint.ArbPanelFormed, "arbitrators", "1")
}

// awarded has the panel of arbitrators decide.
func (m *matter) awarded(award string) *matter {
	m.Helper()
	data := []any{"award", award, "text", "The award."}
	if award != "FOR_COMPANY" {
		data = append(data, "relief", []string{"DELETION"})
	}
	return m.heard().officer(complaint.ArbAward, data...)
}

// reopened has an officer reopen the closed case for a month, now.
func (m *matter) reopened(ground string) *matter {
	m.Helper()
	m.at = time.Time{}
	return m.officer(complaint.CaseReopened, "ground", ground, "due", m.today().AddDays(30), "reason", "There is more.")
}
