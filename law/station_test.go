package law

import (
	"maps"
	"testing"

	"recourse/complaint"
)

// station brings a new case somewhere.
type station = func(*road) *road

// at makes the function that the tests call out of a station and what is special
// about the filing.
func at(s station, change ...func(*Facts)) func(*testing.T) *road {
	return func(t *testing.T) *road { return s(newRoad(t, change...)) }
}

// The ways to some of the stations.
var (
	notSatisfied = func(r *road) *road { return r.do(person, complaint.ComplainantNotSatisfied) }
	withdrawn    = func(r *road) *road { return r.do(person, complaint.ComplaintWithdrawn, "confirmed=true") }
	settledAt    = func(class string) station {
		return func(r *road) *road {
			return r.accepted(class).do(officer, complaint.SettlementSigned, "told_of_bar=true")
		}
	}
	// filedLate goes to the recourse body once the 45 days have passed.
	filedLate = func(r *road) *road { return r.accepted("NON_HR").day(46).do(person, complaint.IRMFiled) }
	// decidedLate has the recourse body decide while the answer is still owed.
	decidedLate = func(r *road) *road {
		return filedLate(r).do(officer, complaint.IRMEligible).do(officer, complaint.IRMNoSettlement).do(officer, complaint.IRMDecision, "decision=REJECTED")
	}
	// decidedEarly has the recourse body decide within days, and Commerce at work.
	decidedEarly = func(r *road) *road {
		return notSatisfied(r.accepted("NON_HR").do(person, complaint.IRMFiled).do(officer, complaint.IRMEligible).do(officer, complaint.IRMNoSettlement).
			do(officer, complaint.IRMDecision, "decision=REJECTED")).do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPARefersDoC)
	}
	closedToErase = func(r *road) *road {
		return r.answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantSatisfied)
	}
	closedRequest = func(r *road) *road { return r.do(officer, complaint.RequestAnswered, "outcome=NO_DATA_HELD") }
	// straight goes to the authority without the recourse body.
	straight = func(r *road) *road {
		return r.accepted("NON_HR").do(person, complaint.DPAContacted, "authority=SE").day(20).sent("PARTLY").day(60)
	}
)

// stations are cases at every step of the glossary, alone or beside others, and
// on both sides of every condition of the table that a case can be on.
var stations = map[string]func(*testing.T) *road{
	"received":                   at(func(r *road) *road { return r }),
	"received by post":           at(func(r *road) *road { return r.day(3) }, byPost),
	"unacknowledged":             at(func(r *road) *road { return r.day(30) }, byPost),
	"unacknowledged and overdue": at(func(r *road) *road { return r.day(50) }, byPost),
	"outside the path":           at(func(r *road) *road { return r }, american),
	"waiting for answers":        at(func(r *road) *road { return r.do(officer, complaint.TriageNeedsInfo) }),
	"waiting and overdue":        at(func(r *road) *road { return r.do(officer, complaint.TriageNeedsInfo).day(50) }),
	"untriaged and overdue":      at(func(r *road) *road { return r.day(50) }),
	"accepted":                   at(func(r *road) *road { return r.accepted("NON_HR") }),
	"employment accepted":        at(func(r *road) *road { return r.accepted("HR") }),
	"drafted": at(func(r *road) *road {
		return r.accepted("NON_HR").do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE")
	}),
	"approved": at(func(r *road) *road {
		return r.accepted("NON_HR").do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").do(privacy, complaint.ResponseApproved)
	}),
	"approved and overdue": at(func(r *road) *road {
		return r.accepted("NON_HR").day(50).do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").do(privacy, complaint.ResponseApproved)
	}),
	"overdue":                              at(func(r *road) *road { return r.accepted("NON_HR").day(50) }),
	"answered":                             at(func(r *road) *road { return r.answered("NON_HR", 20, "PARTLY") }),
	"employment answered":                  at(func(r *road) *road { return r.answered("HR", 20, "PARTLY") }),
	"answered late":                        at(func(r *road) *road { return r.accepted("NON_HR").day(50).sent("PARTLY") }),
	"employment answered late":             at(func(r *road) *road { return r.accepted("HR").day(50).sent("PARTLY") }),
	"answered beside the recourse":         at(func(r *road) *road { return filedLate(r).sent("PARTLY") }),
	"answered after the recourse":          at(func(r *road) *road { return notSatisfied(decidedLate(r)).day(82).sent("PARTLY") }),
	"answered in time beside the recourse": at(func(r *road) *road { return r.accepted("NON_HR").do(person, complaint.IRMFiled).day(20).sent("PARTLY") }),
	"answered beside the authority": at(func(r *road) *road {
		return r.accepted("NON_HR").do(person, complaint.DPAContacted, "authority=SE").day(20).sent("PARTLY")
	}),
	"answered in time after Commerce": at(func(r *road) *road {
		return decidedEarly(r).do(officer, complaint.DoCUnresolved).do(person, complaint.ArbDeclined).sent("PARTLY")
	}),
	"answered in time beside Commerce": at(func(r *road) *road { return decidedEarly(r).sent("PARTLY") }),
	"answered in time after the recourse": at(func(r *road) *road {
		return notSatisfied(r.accepted("NON_HR").do(person, complaint.IRMFiled).do(officer, complaint.IRMEligible).do(officer, complaint.IRMNoSettlement).
			do(officer, complaint.IRMDecision, "decision=REJECTED")).day(40).sent("PARTLY")
	}),
	"employment answered late beside the authority": at(func(r *road) *road {
		return r.accepted("HR").do(person, complaint.DPAContacted, "authority=SE").day(50).sent("PARTLY")
	}),
	"answered beside Commerce": at(func(r *road) *road {
		return notSatisfied(decidedLate(r)).do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPARefersDoC).sent("PARTLY")
	}),
	"answered after Commerce": at(func(r *road) *road {
		return notSatisfied(decidedLate(r)).do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPARefersDoC).
			do(officer, complaint.DoCUnresolved).do(person, complaint.ArbDeclined).sent("PARTLY")
	}),
	"employment answered beside the authority": at(func(r *road) *road {
		return r.accepted("HR").do(person, complaint.DPAContacted, "authority=SE").sent("PARTLY")
	}),
	"recourse offered":          at(func(r *road) *road { return notSatisfied(r.answered("NON_HR", 20, "PARTLY")) }),
	"recourse checks":           at((*road).filed),
	"recourse checks untriaged": at(func(r *road) *road { return r.day(46).do(person, complaint.IRMFiled) }),
	"recourse conciliates":      at(func(r *road) *road { return r.filed().do(officer, complaint.IRMEligible) }),
	"recourse reviews":          at((*road).reviewed),
	"recourse verifies":         at((*road).upheld),
	"recourse verifies, FTC open": at(func(r *road) *road {
		return r.upheld().do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.FTCReferral)
	}),
	"decision not performed":          at(func(r *road) *road { return r.upheld().do(officer, complaint.IRMNonperformed) }),
	"recourse closed":                 at((*road).rejected),
	"recourse gave no decision":       at(func(r *road) *road { return r.filed().do(officer, complaint.IRMClosed, "reason_code=ABANDONED") }),
	"recourse closed, authority open": at(func(r *road) *road { return r.rejected().do(person, complaint.DPAContacted, "authority=SE") }),
	"recourse closed, Commerce used": at(func(r *road) *road {
		return straight(r).do(officer, complaint.DPARefersDoC).do(officer, complaint.DoCUnresolved).do(person, complaint.IRMFiled).
			do(officer, complaint.IRMClosed, "reason_code=WITHDRAWN")
	}),
	"authority offered":           at(func(r *road) *road { return notSatisfied(r.rejected()) }),
	"authority assesses":          at((*road).lodged),
	"authority without recourse":  at(straight),
	"authority of employment":     at(func(r *road) *road { return r.accepted("HR").do(person, complaint.DPAContacted, "authority=SE") }),
	"authority enquires":          at(func(r *road) *road { return r.lodged().do(officer, complaint.AuthorityEnquiry) }),
	"panel enquires":              at(func(r *road) *road { return r.panel().do(officer, complaint.AuthorityEnquiry) }),
	"enquiry about the advice":    at(func(r *road) *road { return r.advised().do(officer, complaint.AuthorityEnquiry) }),
	"Commerce enquires":           at(func(r *road) *road { return r.commerce().do(officer, complaint.AuthorityEnquiry) }),
	"panel advises":               at((*road).panel),
	"advice to be followed":       at((*road).advised),
	"advice not followed":         at(func(r *road) *road { return r.advised().day(120) }),
	"Commerce works":              at((*road).commerce),
	"Commerce without recourse":   at(func(r *road) *road { return straight(r).do(officer, complaint.DPARefersDoC) }),
	"Commerce after withdrawal":   at(func(r *road) *road { return withdrawn(r.commerce()) }),
	"Commerce beside arbitration": at(func(r *road) *road { return r.commerce().do(person, complaint.ArbNoticeDelivered) }),
	"FTC beside Commerce":         at(func(r *road) *road { return r.commerce().do(officer, complaint.FTCReferral) }),
	"arbitration offered":         at((*road).offered),
	"arbitration lacks recourse": at(func(r *road) *road {
		return straight(r).do(officer, complaint.DPARefersDoC).do(officer, complaint.DoCUnresolved)
	}),
	"arbitration open":             at(func(r *road) *road { return r.offered().do(person, complaint.ArbPrecheck) }),
	"Notice delivered":             at((*road).noticed),
	"Notice in mid-answer":         at(func(r *road) *road { return r.accepted("HR").do(person, complaint.ArbNoticeDelivered) }),
	"panel being chosen":           at(func(r *road) *road { return r.noticed().do(officer, complaint.ArbListReceived) }),
	"panel hears":                  at((*road).heard),
	"award to be followed":         at(func(r *road) *road { return r.heard().do(officer, complaint.ArbAward, "award=PARTIAL") }),
	"award not followed":           at(func(r *road) *road { return r.heard().do(officer, complaint.ArbAward, "award=PARTIAL").day(320) }),
	"settled":                      at(settledAt("NON_HR")),
	"settlement broken":            at(func(r *road) *road { return settledAt("NON_HR")(r).day(40) }),
	"employment settlement broken": at(func(r *road) *road { return settledAt("HR")(r).day(40) }),
	"settlement broken, authority open": at(func(r *road) *road {
		return r.accepted("HR").do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.SettlementSigned, "told_of_bar=true").day(40)
	}),
	"settled in arbitration": at(func(r *road) *road { return settledAt("NON_HR")(r).do(person, complaint.ArbNoticeDelivered) }),
	"closed": at(func(r *road) *road {
		return r.answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantSatisfied)
	}),
	"closed for good": at(func(r *road) *road { return r.answered("NON_HR", 20, "PARTLY").day(500) }),
	"reopened": at(func(r *road) *road {
		return r.answered("NON_HR", 20, "PARTLY").day(60).do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-12-01")
	}),
	"referred to the controller": at(func(r *road) *road { return r.do(officer, complaint.TriageProcessor) }),
	"forwarded to the controller": at(func(r *road) *road {
		return r.do(officer, complaint.TriageProcessor).do(officer, complaint.ControllerForwarded)
	}),
	"referred after the 45 days": at(func(r *road) *road { return r.day(50).do(officer, complaint.TriageProcessor) }),
	"found ineligible":           at(func(r *road) *road { return r.do(officer, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE") }),
	"found ineligible beside the authority": at(func(r *road) *road {
		return r.do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE")
	}),
	"found ineligible beside Commerce": at(func(r *road) *road {
		return r.do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE").do(officer, complaint.DPARefersDoC)
	}),
	"contested": at(func(r *road) *road {
		return r.do(officer, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE").day(60).do(person, complaint.IneligibilityContested)
	}),
	"general case":          at(func(r *road) *road { return r.do(officer, complaint.TriageGeneral) }, american),
	"general case overdue":  at(func(r *road) *road { return r.day(50) }, american),
	"general case answered": at(func(r *road) *road { return r.do(officer, complaint.TriageGeneral).sent("PARTLY") }, american),
	"report answered":       at(func(r *road) *road { return r.accepted("NON_HR").sent("PARTLY") }, anonymous),
	"agent without mandate": at(func(r *road) *road { return r }, represented),
	"complaint of a child":  at(func(r *road) *road { return r }, child),
	"complainant has died":  at(func(r *road) *road { return r.accepted("NON_HR").do(officer, complaint.DeathRecorded) }),
	"heirs go on": at(func(r *road) *road {
		return r.accepted("NON_HR").do(officer, complaint.DeathRecorded).do(officer, complaint.HeirsAdmitted)
	}),
	"died before the panel": at(func(r *road) *road { return r.panel().do(officer, complaint.DeathRecorded) }),
	"on hold":               at(func(r *road) *road { return r.accepted("NON_HR").do(officer, complaint.HoldPlaced) }),
	"closed and on hold": at(func(r *road) *road {
		return r.answered("NON_HR", 20, "PARTLY").do(officer, complaint.HoldPlaced).day(60)
	}),
	"linked": at(func(r *road) *road {
		return r.accepted("NON_HR").do(officer, complaint.CaseLinked, "linked_case=RC-TEST-0002")
	}),
	"closed and linked": at(func(r *road) *road {
		return r.answered("NON_HR", 20, "PARTLY").do(officer, complaint.CaseLinked, "linked_case=RC-TEST-0002").day(60)
	}),
	"closed after a breach": at(func(r *road) *road {
		return r.accepted("NON_HR").day(50).sent("PARTLY").do(person, complaint.ComplainantSatisfied)
	}),
	"moved to other figures":                    at(func(r *road) *road { return r.accepted("NON_HR").do(officer, complaint.PackMoved, older) }),
	"moved to other figures in Commerce's time": at(func(r *road) *road { return r.commerce().do(officer, complaint.PackMoved, older) }),
	"request received":                          at(func(r *road) *road { return r }, requests("ACCESS")),
	"request of a child":                        at(func(r *road) *road { return r }, requests("DELETION"), child),
	"request for an objection":                  at(func(r *road) *road { return r }, requests("OBJECTION")),
	"marketing to be stopped":                   at(func(r *road) *road { return r }, requests("MARKETING_OPT_OUT")),
	"marketing not stopped":                     at(func(r *road) *road { return r.day(10) }, requests("MARKETING_OPT_OUT")),
	"choice to be applied":                      at(func(r *road) *road { return r }, requests("CHOICE")),
	"consent withdrawn":                         at(func(r *road) *road { return r }, requests("CONSENT_WITHDRAWAL")),
	"identity asked":                            at(func(r *road) *road { return r.do(officer, complaint.IdentityAsked) }, requests("ACCESS")),
	"identity in doubt": at(func(r *road) *road {
		return r.do(officer, complaint.IdentityAsked).do(officer, complaint.IdentityChecked, "method=OTHER", "result=INSUFFICIENT")
	}, requests("ACCESS")),
	"request extended": at(func(r *road) *road { return r.do(officer, complaint.RequestExtended, "ground=NUMBER") }, requests("ACCESS")),
	"request overdue":  at(func(r *road) *road { return r.day(40) }, requests("ACCESS")),
	"request overdue, identity asked": at(func(r *road) *road {
		return r.do(officer, complaint.IdentityAsked).day(40)
	}, requests("ACCESS")),
	"late request complained of": at(func(r *road) *road { return r.day(40).do(person, complaint.RequestComplained) }, requests("ACCESS")),
	"request granted":            at(func(r *road) *road { return r.do(officer, complaint.RequestAnswered, "outcome=GRANTED") }, requests("ACCESS")),
	"request granted late":       at(func(r *road) *road { return r.day(40).do(officer, complaint.RequestAnswered, "outcome=GRANTED") }, requests("ACCESS")),
	"request refused": at(func(r *road) *road {
		return r.do(officer, complaint.RequestAnswered, "outcome=REFUSED_RESTRICTED", "ground=RIGHTS_OF_OTHERS")
	}, requests("ACCESS")),
	"request complained of": at(func(r *road) *road {
		return r.do(officer, complaint.RequestAnswered, "outcome=REFUSED_EXCESSIVE").do(person, complaint.RequestComplained)
	}, requests("ACCESS")),
	"request for the controller": at(func(r *road) *road { return r.do(officer, complaint.RequestReferred) }, requests("ACCESS")),
	"request withdrawn":          at(func(r *road) *road { return r.do(person, complaint.RequestWithdrawn, "confirmed=true") }, requests("ACCESS")),
	"converted to a request":     at(func(r *road) *road { return r.do(officer, complaint.TriageRightsOnly, "right=ACCESS") }),
	"accepted beside a request":  at(func(r *road) *road { return r.do(officer, complaint.TriageMixed, "right=ACCESS", "data_class=NON_HR") }),
	"requester has died":         at(func(r *road) *road { return r.do(officer, complaint.DeathRecorded) }, requests("ACCESS")),
	"request on hold":            at(func(r *road) *road { return r.do(officer, complaint.HoldPlaced) }, requests("DELETION")),
	"represented":                at(func(r *road) *road { return r.do(person, complaint.RepresentativeAdmitted) }),
	"represented and closed": at(func(r *road) *road {
		return r.do(person, complaint.RepresentativeAdmitted).do(person, complaint.ComplaintWithdrawn, "confirmed=true")
	}),
	"request represented": at(func(r *road) *road { return r.do(person, complaint.RepresentativeAdmitted) }, requests("ACCESS")),
	"request represented and withdrawn": at(func(r *road) *road {
		return r.do(person, complaint.RepresentativeAdmitted).do(person, complaint.RequestWithdrawn, "confirmed=true")
	}, requests("ACCESS")),
	"to be erased: asked": at(func(r *road) *road {
		return r.answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantSatisfied).do(person, complaint.ErasureRequested)
	}),
	"to be erased: proposed": at(func(r *road) *road {
		return closedToErase(r).do(officer, complaint.ErasureProposed, "ground=REQUESTED")
	}),
	"to be erased: approved": at(func(r *road) *road {
		return closedToErase(r).do(officer, complaint.ErasureProposed, "ground=REQUESTED").do(privacy, complaint.ErasureApproved)
	}),
	"to be erased: kept long enough": at(func(r *road) *road { return closedToErase(r).day(20 + 6*366) }),
	"to be erased: a child without guardian": at(func(r *road) *road {
		return r.do(officer, complaint.TriageIneligible, "reason_code=NO_AUTHORITY_OF_AGENT").day(3)
	}, child),
	"to be erased: request, asked":    at(func(r *road) *road { return closedRequest(r).do(person, complaint.ErasureRequested) }, requests("ACCESS")),
	"to be erased: request, proposed": at(func(r *road) *road { return closedRequest(r).do(officer, complaint.ErasureProposed, "ground=UNLAWFUL") }, requests("ACCESS")),
	"to be erased: request, approved": at(func(r *road) *road {
		return closedRequest(r).do(officer, complaint.ErasureProposed, "ground=UNLAWFUL").do(privacy, complaint.ErasureApproved)
	}, requests("ACCESS")),
	"to be erased: request, kept long enough": at(func(r *road) *road { return closedRequest(r).day(6*366 + 10) }, requests("ACCESS")),
	"to be erased: request of a child":        at(func(r *road) *road { return closedRequest(r).day(3) }, requests("ACCESS"), child),
	"to be erased: done": at(func(r *road) *road {
		return closedToErase(r).do(system, complaint.CaseErased, "ground=REQUEST", "again=true")
	}),
	"everything side by side": at(func(r *road) *road {
		return r.accepted("NON_HR").do(person, complaint.IRMFiled).do(person, complaint.DPAContacted, "authority=SE").
			do(officer, complaint.FTCReferral).do(person, complaint.ArbNoticeDelivered)
	}),
}

func TestStations_coverEveryStep(t *testing.T) {
	t.Parallel()
	seen := map[complaint.Step]bool{}
	for _, station := range stations {
		r := station(t)
		for _, s := range r.c.Steps() {
			seen[s] = true
		}
	}
	for _, info := range complaint.Steps {
		if !seen[info.Step] {
			t.Errorf("no station at %s", info.Step)
		}
	}
}

// samples are acts of one kind with every combination of the choices and flags
// that its form offers.
func samples(spec ActionSpec, actor complaint.Actor) []Act {
	list := []Act{{Key: "k", Action: spec.Action, Actor: actor, Facts: map[string]string{}}}
	for _, f := range spec.Asks {
		values := []string{sampleValues[f.Kind]}
		switch {
		case f.Private() || !f.Required && (f.Kind == DateField || f.Kind == ChoicesField):
			continue
		case f.Kind == ChoiceField && f.Name != "authority" && (f.Required || len(f.Of) <= 3): // long lists would multiply
			values = f.Of
		case f.Kind == PackField:
			values = []string{"EU-PS-2016@0.9.0", "EU-PS-2016@1.0.0", "EU-DPF-2023@1.0.0", "CH-PS-2017@1.0.0"}
		case len(f.Of) > 0:
			values = f.Of[:1]
		}
		if !f.Required {
			values = append([]string{""}, values...)
		}
		list = combine(list, f.Name, values)
	}
	return list
}

// combine gives every act every value of a field; "" leaves the field out.
func combine(acts []Act, name string, values []string) []Act {
	var out []Act
	for _, a := range acts {
		for _, v := range values {
			b := a
			if b.Facts = maps.Clone(a.Facts); v != "" {
				b.Facts[name] = v
			}
			out = append(out, b)
		}
	}
	return out
}

var sampleValues = map[FieldKind]string{
	DateField: "2021-06-01", FlagField: "true", CaseField: "RC-7K3F-9Q2M", StaffField: "staff/3", AgentField: "rep/2",
}
