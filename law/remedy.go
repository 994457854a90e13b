package law

import "recourse/complaint"

// next says what is missing to a guard, or what can be done about a bar. Nothing
// can be done on a closed case before it is opened again.
func (c *Case) next(of func(*Case) Remedy) Remedy {
	switch {
	case c.Ended:
		return Remedy{Says: "The time for opening the case again is over; the complainant files a new complaint, which can be linked to it.", By: complaint.Complainant}
	case c.Closed():
		return Remedy{Says: "The case is closed; the privacy office opens it again on new facts, or if what was promised was not done.", By: complaint.CaseOfficer, Action: complaint.CaseReopened}
	}
	return of(c)
}

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
	return Remedy{
		Says: "The company answers, or its time passes; the complainant need do nothing.",
		By:   complaint.CaseOfficer, Action: complaint.ResponseSent, On: c.dayAfter(c.last(D45)),
	}
}

// recourseNext is the way to G2.
func recourseNext(c *Case) Remedy {
	s := c.open(complaint.RecourseTrack)
	switch {
	case c.HR():
		return Remedy{Says: "Employment data does not go to the recourse body: the authority decides."}
	case s == nil || s.Step == complaint.S2Offered:
		return Remedy{Says: "The complainant files with the recourse body, free of charge, and says so here.", By: complaint.Complainant, Action: complaint.IRMFiled}
	case s.Step == complaint.S25:
		return Remedy{Says: "The recourse body has closed without a decision; the complainant says that this does not satisfy, and files again.", By: complaint.Complainant, Action: complaint.ComplainantNotSatisfied}
	}
	return Remedy{Says: "The recourse body decides, or brings about a settlement; the privacy office records it.", By: complaint.IRM, Action: complaint.IRMDecision}
}

// commerceNext is the way to G3.
func commerceNext(c *Case) Remedy {
	s := c.open(complaint.AuthorityTrack)
	switch {
	case c.authorityDecides(c.pack()):
		return Remedy{Says: "The authority decides this complaint itself and does not take it to Commerce."}
	case s == nil || s.Step == complaint.S3Offered:
		return Remedy{Says: "The complainant turns to the data protection authority, free of charge, asks it to take the issue to Commerce, and says so here.", By: complaint.Complainant, Action: complaint.DPAContacted}
	case s.Step == complaint.S34:
		return Remedy{Says: "Commerce answers, or its 90 days pass; the complainant need do nothing.", By: complaint.Commerce, Action: complaint.DoCUnresolved, On: c.dayAfter(c.running(D90))}
	}
	return Remedy{Says: "The authority takes the issue to Commerce; the complainant may ask it to, and the privacy office records it.", By: complaint.DPA, Action: complaint.DPARefersDoC}
}

// authorityNext is what is left where an authority has power (B4).
func authorityNext(c *Case) Remedy {
	if noAuthorityYet.Holds(c, Act{}) {
		return Remedy{Says: "Nothing lifts this bar while the data is what it is. The complainant turns to the authority, which decides instead.", By: complaint.Complainant, Action: complaint.DPAContacted}
	}
	return Remedy{Says: "Nothing lifts this bar while the data is what it is. The authority has the complaint and decides instead.", By: complaint.DPA}
}
