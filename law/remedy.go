package law

import (
	"slices"

	"recourse/complaint"
)

// next says what is missing to a guard, or what can be done about a bar. Nothing
// can be done on a closed case before it is opened again.
func (c *Case) next(of func(*Case) Remedy) Remedy {
	switch {
	case c.IsRequest():
		return Remedy{Says: "A rights request never comes to arbitration. A complaint about the answer to it can."}
	case c.Ended:
		return Remedy{Says: "The time for opening the case again is over. File a new complaint, which can be linked to this one.", By: complaint.Complainant}
	case c.Closed():
		return Remedy{Says: "The case is closed. The privacy office can open it again on new facts, or if what was promised was not done.", By: complaint.CaseOfficer, Action: complaint.CaseReopened}
	case c.offPath():
		return Remedy{Says: "A general privacy case and an anonymous report are answered by the company alone."}
	}
	return of(c)
}

// withController is what comes first while the controller has the complaint.
var withController = Remedy{Says: "The controller has the complaint. If it does not take it over, the company goes on with it.", By: complaint.Controller}

// lasting is the remedy of a bar that nothing lifts.
func lasting(says string) func(*Case) Remedy {
	return func(*Case) Remedy { return Remedy{Says: "Nothing lifts this bar. " + says} }
}

// dayAfter returns the first day after a running deadline, or no date.
func (c *Case) dayAfter(d *Deadline) complaint.Date {
	if d == nil || !d.Running() {
		return complaint.Date{}
	}
	return d.Due.AddDays(1)
}

// companyNext is the way to G1.
func companyNext(c *Case) Remedy {
	if c.At(complaint.S0Referred) {
		return withController
	}
	return Remedy{
		Says: "The company's answer is awaited. If none comes, its time passes, which will do as well.",
		By:   complaint.CaseOfficer, Action: complaint.ResponseSent, On: c.dayAfter(c.last(D45)),
	}
}

// recourseNext is the way to G2.
func recourseNext(c *Case) Remedy {
	s := c.open(complaint.RecourseTrack)
	switch {
	case c.HR():
		return Remedy{Says: "Employment data does not go to the recourse body: the authority decides."}
	case s == nil && c.At(complaint.S0Referred):
		return withController
	case s == nil && c.open(complaint.SettlementTrack) != nil:
		return settlementFirst(c)
	case s == nil && slices.ContainsFunc(triage, c.At) && !companyLate.Holds(c, Act{}):
		return Remedy{Says: "The company accepts the complaint, or its time passes; then file with the recourse body, free of charge.", By: complaint.CaseOfficer, Action: complaint.TriageAccepted}
	case s == nil || s.Step == complaint.S2Offered:
		return Remedy{Says: "File with the recourse body, free of charge, and put it on record on the case page.", By: complaint.Complainant, Action: complaint.IRMFiled}
	case s.Step == complaint.S25:
		return Remedy{Says: "The recourse body has closed without a decision: say that this does not satisfy, and file again.", By: complaint.Complainant, Action: complaint.ComplainantNotSatisfied}
	}
	return Remedy{Says: "The decision of the recourse body is awaited; the privacy office puts it on record.", By: complaint.IRM, Action: complaint.IRMDecision}
}

// settlementFirst is what comes before the recourse body while a settlement is
// being performed.
func settlementFirst(c *Case) Remedy {
	r := Remedy{Says: "A settlement is being performed. If that is not done in time, say so: then the recourse body is open."}
	if unperformed.Holds(c, Act{}) {
		r.By, r.Action = complaint.Complainant, complaint.ComplainantNotSatisfied
	}
	return r
}

// commerceNext is the way to G3.
func commerceNext(c *Case) Remedy {
	s := c.open(complaint.AuthorityTrack)
	switch {
	case c.authorityDecides(c.pack()):
		return Remedy{Says: "The authority decides this complaint itself and does not take it to Commerce."}
	case s == nil || s.Step == complaint.S3Offered:
		return Remedy{Says: "Turn to the data protection authority, free of charge, ask it to take the issue to Commerce, and put it on record on the case page.", By: complaint.Complainant, Action: complaint.DPAContacted}
	case s.Step == complaint.S34:
		return Remedy{Says: "The answer of Commerce is awaited. If none comes, its 90 days pass, which will do as well.", By: complaint.Commerce, Action: complaint.DoCUnresolved, On: c.dayAfter(c.running(D90))}
	}
	return Remedy{Says: "The authority has yet to take the issue to Commerce, and may be asked to. The privacy office puts it on record.", By: complaint.DPA, Action: complaint.DPARefersDoC}
}

// authorityNext is what is left where an authority has power (B4).
func authorityNext(c *Case) Remedy {
	if noAuthorityYet.Holds(c, Act{}) {
		return Remedy{Says: "Nothing lifts this bar while the data is what it is. Turn to the authority, which decides instead.", By: complaint.Complainant, Action: complaint.DPAContacted}
	}
	return Remedy{Says: "Nothing lifts this bar while the data is what it is. The authority has the complaint and decides instead.", By: complaint.DPA}
}
