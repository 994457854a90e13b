package law

import "recourse/complaint"

// accepted brings the case to S1 on day 2.
func (r *road) accepted(class string) *road {
	r.t.Helper()
	return r.day(2).do(officer, complaint.TriageAccepted, "data_class="+class)
}

// answered brings the case to S1/RESPONDED on the day given.
func (r *road) answered(class string, n int, finding string) *road {
	r.t.Helper()
	return r.accepted(class).day(n).sent(finding)
}

// sent drafts, approves and sends the answer.
func (r *road) sent(finding string) *road {
	r.t.Helper()
	return r.do(officer, complaint.ResponseDrafted, "finding="+finding, "remedies=NONE").
		do(privacy, complaint.ResponseApproved).
		do(officer, complaint.ResponseSent)
}

// filed brings the case to S2.1 on day 30.
func (r *road) filed() *road {
	r.t.Helper()
	return r.answered("NON_HR", 20, "NOT_SUBSTANTIATED").day(25).do(person, complaint.ComplainantNotSatisfied).
		day(30).do(person, complaint.IRMFiled)
}

// reviewed brings the case to S2.3 on day 60.
func (r *road) reviewed() *road {
	r.t.Helper()
	return r.filed().day(38).do(officer, complaint.IRMEligible).day(60).do(officer, complaint.IRMNoSettlement)
}

// rejected brings the case to S2.5 on day 85: the recourse body rejects the claim.
func (r *road) rejected() *road {
	r.t.Helper()
	return r.reviewed().day(85).do(officer, complaint.IRMDecision, "decision=REJECTED")
}

// upheld brings the case to S2.4 on day 85: the company must perform.
func (r *road) upheld() *road {
	r.t.Helper()
	return r.reviewed().day(85).do(officer, complaint.IRMDecision, "decision=UPHELD")
}

// lodged brings the case to S3.1 on day 100, after the recourse body.
func (r *road) lodged() *road {
	r.t.Helper()
	return r.rejected().day(90).do(person, complaint.ComplainantNotSatisfied).day(100).do(person, complaint.DPAContacted, "authority=SE")
}

// commerce brings the case to S3.4 on day 151.
func (r *road) commerce() *road {
	r.t.Helper()
	return r.lodged().day(151).do(officer, complaint.DPARefersDoC)
}

// offered brings the case to S4.1 on day 242: the 90 days of Commerce have passed.
func (r *road) offered() *road {
	r.t.Helper()
	return r.commerce().day(242)
}

// noticed brings the case to S4.2 on day 250 with the Notice delivered.
func (r *road) noticed() *road {
	r.t.Helper()
	return r.offered().do(person, complaint.ArbPrecheck).day(250).do(person, complaint.ArbNoticeDelivered)
}

// heard brings the case to S4.4 on day 262.
func (r *road) heard() *road {
	r.t.Helper()
	return r.noticed().day(255).do(officer, complaint.ArbListReceived).day(262).do(officer, complaint.ArbPanelFormed, "arbitrators=1")
}

// panel brings a case about employment data to S3.2 on day 50.
func (r *road) panel() *road {
	r.t.Helper()
	return r.answered("HR", 30, "NOT_SUBSTANTIATED").day(35).do(person, complaint.ComplainantNotSatisfied).
		day(40).do(person, complaint.DPAContacted, "authority=SE").day(50).do(officer, complaint.DPAPanelCompetent)
}

// advised brings a case about employment data to S3.3 on day 80.
func (r *road) advised() *road {
	r.t.Helper()
	return r.panel().day(80).do(officer, complaint.DPAAdvice)
}
