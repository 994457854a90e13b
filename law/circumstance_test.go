package law

import (
	"slices"
	"testing"

	"recourse/complaint"
)

func anonymous(f *Facts)   { f.Anonymous = true }
func represented(f *Facts) { f.Represented = true }
func child(f *Facts)       { f.Under13 = true }

// E03: whoever contests gets another officer and keeps the original receipt date.
func TestH35_contestedIneligibility(t *testing.T) {
	t.Parallel()
	refused := func() *road {
		return newRoad(t).day(10).do(officer, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE")
	}
	refused().day(20).do(person, complaint.IneligibilityContested).by("H35").at(complaint.S0).clocks(D45).due(D45, complaint.Running, "2018-10-08").
		told("MESSAGE").refused("another officer", officer, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE").
		do(officer, complaint.TriageAccepted, "data_class=NON_HR").at(complaint.S1).day(30).sent("PARTLY").by("T09")
	refused().day(20).do(person, complaint.IneligibilityContested).do(privacy, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE").ended(complaint.Ineligible).
		refused("not been contested before", person, complaint.IneligibilityContested)
	refused().day(100).do(person, complaint.IneligibilityContested).day(100).at(complaint.S0).due(D45, complaint.Missed, "2018-10-08").clocks(Late)
	refused().day(400).refused("time for reopening is over", person, complaint.IneligibilityContested)
	newRoad(t).day(100).do(officer, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE").do(person, complaint.IneligibilityContested).
		at(complaint.S0).clocks(Late).due(D45, complaint.Missed, "2018-10-08")

	beside := func() *road {
		return newRoad(t).do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE").at(complaint.S31)
	}
	beside().do(person, complaint.IneligibilityContested).at(complaint.S0, complaint.S31).clocks(D45)
	beside().do(officer, complaint.DPARefersDoC).refused("Commerce", person, complaint.IneligibilityContested)
	newRoad(t).refused("found ineligible", person, complaint.IneligibilityContested)
}

// E06: who lives elsewhere gets an answer within the same 45 days, and nothing
// beyond it.
func TestH33_generalCase(t *testing.T) {
	t.Parallel()
	newRoad(t).refused("where else the pack reaches", officer, complaint.TriageGeneral)
	r := newRoad(t, american).refused("EEA or Switzerland", officer, complaint.TriageAccepted, "data_class=NON_HR").
		do(officer, complaint.TriageGeneral).by("H33").at(complaint.S1).told("N02").clocks(D45).
		refused("on the path", person, complaint.IRMFiled).
		refused("on the path", person, complaint.DPAContacted, "authority=SE").
		refused("on the path", officer, complaint.SettlementSigned, "told_of_bar=true").
		day(20).sent("SUBSTANTIATED").by("T09").refused("on the path", person, complaint.IRMFiled)
	r.do(person, complaint.ComplainantNotSatisfied).by("H34").ended(complaint.UpheldRemedied).exit(complaint.CompanyTrack, "NOT_SATISFIED")
	newRoad(t, american).day(50).do(officer, complaint.TriageGeneral).at(complaint.S1Overdue)
	newRoad(t, american).do(officer, complaint.TriageGeneral).day(46).at(complaint.S1Overdue).told("N08")
}

// E12: a report by nobody in particular is answered, without individual remedy.
func TestH34_anonymousReport(t *testing.T) {
	t.Parallel()
	newRoad(t, anonymous).refused("on the path", person, complaint.DPAContacted, "authority=SE").
		accepted("NON_HR").refused("no individual remedy", officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=DELETED").
		do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=PROCESS_CHANGED,EXPLANATION").do(privacy, complaint.ResponseApproved).
		do(officer, complaint.ResponseSent).do(person, complaint.ComplainantNotSatisfied).by("H34").ended(complaint.PartlyUpheldRemedied)
}

// E13: nobody complains for somebody else without a mandate.
func TestH37_mandate(t *testing.T) {
	t.Parallel()
	newRoad(t, represented).refused("written authority (E13)", officer, complaint.TriageAccepted, "data_class=NON_HR").
		do(officer, complaint.TriageNeedsInfo).do(officer, complaint.MandateRecorded, "mandate=WRITTEN_AUTHORITY").by("H37").
		refused("no mandate is on record", officer, complaint.TriageIneligible, "reason_code=NO_AUTHORITY_OF_AGENT").
		do(officer, complaint.TriageAccepted, "data_class=NON_HR").at(complaint.S1)
	newRoad(t, represented).do(officer, complaint.TriageIneligible, "reason_code=NO_AUTHORITY_OF_AGENT").ended(complaint.Ineligible)
	newRoad(t).refused("no mandate is on record", officer, complaint.TriageIneligible, "reason_code=NO_AUTHORITY_OF_AGENT")
}

// E28: the office is told of a child's data at once, and only the guardian
// complains.
func TestT01_child(t *testing.T) {
	t.Parallel()
	r := newRoad(t, child).told("N01", "ALARM", "ALARM").refused("guardian (E28)", officer, complaint.TriageAccepted, "data_class=NON_HR").
		do(officer, complaint.MandateRecorded, "mandate=WRITTEN_AUTHORITY").refused("guardian (E28)", officer, complaint.TriageAccepted, "data_class=NON_HR")
	r.do(officer, complaint.MandateRecorded, "mandate=GUARDIAN").do(officer, complaint.TriageAccepted, "data_class=NON_HR").at(complaint.S1)
}

// R4: the class can change after triage, but not while a body has the complaint
// whose procedure depends on it.
func TestH38_reclassified(t *testing.T) {
	t.Parallel()
	newRoad(t).answered("NON_HR", 20, "PARTLY").refused("another one", officer, complaint.CaseReclassified, "data_class=NON_HR").
		do(officer, complaint.CaseReclassified, "data_class=HR").by("H38").do(person, complaint.ComplainantNotSatisfied).by("T14").at(complaint.S3Offered)
	newRoad(t).accepted("NON_HR").do(person, complaint.IRMFiled).refused("recourse body", officer, complaint.CaseReclassified, "data_class=HR")
	newRoad(t).refused("possible only at", officer, complaint.CaseReclassified, "data_class=HR")
}

// R4 and R5: a class that departs from the default of the group needs a reason.
func TestCheckTexts_reasonForTheClass(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		group, class, reason string
		missing              bool
	}{
		{"JOB_SEEKER", "NON_HR", "", false},
		{"JOB_SEEKER", "HR", "", true},
		{"JOB_SEEKER", "HR", "signed the contract before", false},
		{"CONTINGENT_WORKER", "HR", "", false},
		{"CONTINGENT_WORKER", "NON_HR", "", true},
		{"EMPLOYEE", "NON_HR", "", true},
		{"VISITOR", "NON_HR", "", false},
	} {
		r := newRoad(t, func(f *Facts) { f.PersonType = tc.group })
		a := act(officer, complaint.TriageAccepted, "data_class="+tc.class)
		err := r.c.CheckTexts(a, map[string]string{"reason": tc.reason})
		if (err != nil) != tc.missing || tc.missing && (complaint.KindOf(err) != complaint.Invalid || complaint.RuleOf(err) != "R4") {
			t.Errorf("%s as %s because %q: %v", tc.group, tc.class, tc.reason, err)
		}
	}
}

// E10, E25: cases know of each other, and the third of a group is an alarm.
func TestH36_linkedCases(t *testing.T) {
	t.Parallel()
	r := newRoad(t).refused("not this one", officer, complaint.CaseLinked, "linked_case=RC-TEST-0001").
		do(officer, complaint.CaseLinked, "linked_case=RC-TEST-0002").by("H36").told().
		refused("not linked yet", officer, complaint.CaseLinked, "linked_case=RC-TEST-0002")
	if r.c.Systemic {
		t.Error("two cases look systemic")
	}
	r.do(officer, complaint.CaseLinked, "linked_case=RC-TEST-0003").told("ALARM", "ALARM").do(officer, complaint.CaseLinked, "linked_case=RC-TEST-0004").told()
	if !r.c.Systemic || len(r.c.Links) != 3 {
		t.Errorf("systemic %t, links %v", r.c.Systemic, r.c.Links)
	}
	merged := newRoad(t).do(officer, complaint.DuplicateMerged, "merged_case=RC-TEST-0009").by("H92").told("MESSAGE").
		do(officer, complaint.DuplicateMerged, "merged_case=RC-TEST-0008").do(officer, complaint.CaseLinked, "linked_case=RC-TEST-0002").told()
	if merged.c.Systemic {
		t.Error("the same complaint made three times looks systemic")
	}
	merged.do(officer, complaint.CaseLinked, "linked_case=RC-TEST-0003").told("ALARM", "ALARM")
	if !slices.Contains(merged.c.Links, "RC-TEST-0009") {
		t.Error("the merged case is not known")
	}
}

// E16: letters pause, clocks run, heirs go on with proof or the case lapses.
func TestH80_death(t *testing.T) {
	t.Parallel()
	dead := func() *road {
		return newRoad(t).accepted("NON_HR").day(10).do(officer, complaint.DeathRecorded).by("H80")
	}
	dead().day(46).at(complaint.S1Overdue).due(D45, complaint.Missed, "2018-10-08").
		refused("has died", person, complaint.ComplaintWithdrawn, "confirmed=true").do(person, complaint.MessageSent).
		do(officer, complaint.CaseLapsed).by("H82").told().ended(complaint.LapsedDeath)
	dead().do(officer, complaint.HeirsAdmitted).by("H81").sent("PARTLY").told("N07").do(person, complaint.ComplainantSatisfied).ended(complaint.PartlyUpheldRemedied)
	for _, e := range dead().day(100).events[3:] {
		if slices.ContainsFunc(e.Letters, func(l Letter) bool { return l.To == complaint.Complainant }) {
			t.Errorf("%s writes to a complainant who has died", e.Action)
		}
	}
	dead().refused("no death is on record", officer, complaint.DeathRecorded)
	newRoad(t).panel().do(officer, complaint.DeathRecorded).do(officer, complaint.CaseLapsed).at(complaint.S32).
		do(officer, complaint.DPANoBreach).ended(complaint.AuthorityNoBreach)
}

// An officer with a conflict of interest no longer acts on the case.
func TestH88_conflictOfInterest(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").do(officer, complaint.CaseAssigned, "assignee=staff/1").do(privacy, complaint.ConflictDeclared, "officer=staff/1").by("H88").told("ALARM")
	if r.c.Assignee != "" {
		t.Errorf("the case is still with %s", r.c.Assignee)
	}
	r.refused("conflict of interest", officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").
		refused("no conflict", privacy, complaint.CaseAssigned, "assignee=staff/1").
		do(privacy, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE")
	for _, o := range r.c.Options(who[officer], r.now) {
		if o.Allowed {
			t.Errorf("%s is offered to an officer with a conflict of interest", o.Action)
		}
	}
}

// E21, E22, E26, E27: recorded beside the path, at any time.
func TestCircumstances_besideThePath(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]*road{"open": newRoad(t).accepted("NON_HR"), "closed": newRoad(t).answered("NON_HR", 20, "PARTLY").day(60)} {
		before := r.c.Steps()
		r.do(officer, complaint.DeliveryFailed, "channel=EMAIL").by("H84").do(officer, complaint.DeliveryFailed, "channel=POST").
			do(officer, complaint.HoldPlaced).by("H85").refused("no legal hold stands", officer, complaint.HoldPlaced)
		if !r.c.Hold || len(r.c.Undelivered) != 2 {
			t.Errorf("%s: hold %t, undelivered %v", name, r.c.Hold, r.c.Undelivered)
		}
		r.do(officer, complaint.HoldReleased).refused("a legal hold stands", officer, complaint.HoldReleased).
			do(officer, complaint.IncidentReported).by("H86").told("ALARM", "ALARM").
			do(person, complaint.RetaliationRaised).by("H87").told("ALARM", "ALARM").
			do(officer, complaint.ForumCorrected, "body=IRM").by("H39").
			refused("legal date of the company was missed", officer, complaint.BreachExplained, "cause=SPAM_FILTER")
		if r.c.Hold || !r.c.Incident || !r.c.Retaliation || !slices.Equal(before, r.c.Steps()) {
			t.Errorf("%s: %+v", name, r.c)
		}
	}
	newRoad(t).accepted("NON_HR").day(46).do(officer, complaint.BreachExplained, "cause=SPAM_FILTER").by("H93")
}

// E21: an answer counts as sent on its first proven try.
func TestT09_firstProvenTry(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("NON_HR").day(43).do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE").do(privacy, complaint.ResponseApproved).
		day(46).do(officer, complaint.DeliveryFailed, "channel=EMAIL").do(officer, complaint.DeliveryFailed, "channel=POST").
		doAt(44, officer, complaint.ResponseSent).by("T09").due(D45, complaint.Met, "2018-10-08")
}

// R8: who lives where no framework reaches does not come to the bodies of the
// path, triaged or not; an unannounced Notice is not ignored all the same (E24).
func TestOffPath_beforeTriage(t *testing.T) {
	t.Parallel()
	newRoad(t, american).day(46).refused("on the path", person, complaint.IRMFiled).
		refused("on the path", person, complaint.DPAContacted, "authority=SE").
		do(person, complaint.ArbNoticeDelivered).by("T32")
}

// E05: a grievance procedure agreed with a union is an internal review.
func TestT02_grievanceProcedureIsTheReview(t *testing.T) {
	t.Parallel()
	r := newRoad(t).do(officer, complaint.TriageAccepted, "data_class=HR", "grievance_procedure=true").clocks(D45)
	if p, ok := r.c.Proven("G1"); !ok || p.Seq != r.last().Seq {
		t.Errorf("the review is shown by %+v", p)
	}
}

// E22: a judgment that comes after the case has closed is an objection to a later
// Notice.
func TestH28_judgmentAfterClosing(t *testing.T) {
	t.Parallel()
	r := newRoad(t).answered("NON_HR", 20, "PARTLY").day(60).do(officer, complaint.CourtJudgment).by("H28").do(person, complaint.ArbNoticeDelivered)
	if !slices.Contains(r.c.Objections, "B2") {
		t.Errorf("the objections are %v", r.c.Objections)
	}
}

// T28: who accepts the resolution of Commerce has no use for what was offered
// beside it.
func TestT28_endsWhatWasOffered(t *testing.T) {
	t.Parallel()
	r := newRoad(t).answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantNotSatisfied).do(person, complaint.DPAContacted, "authority=SE").
		do(officer, complaint.DPARefersDoC).at(complaint.S2Offered, complaint.S34)
	r.do(officer, complaint.DoCResolved).by("T28").ended(complaint.AuthorityResolved).told("N15")
	if o := r.last().Letters[0].Outcome; o != complaint.AuthorityResolved {
		t.Errorf("the closing notice tells the outcome %q", o)
	}
}

// R2, R4, E04: the class is put right also where a body is merely offered, and
// where the authority has yet to look whether its panel is competent.
func TestH38_afterTheCompany(t *testing.T) {
	t.Parallel()
	offered := func() *road {
		return newRoad(t).answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantNotSatisfied)
	}
	offered().do(officer, complaint.CaseReclassified, "data_class=HR").at(complaint.S3Offered).told("N10").clocks(SAT).exit(complaint.RecourseTrack, "WRONG_FORUM").
		do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPAPanelCompetent).at(complaint.S32)
	offered().do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.CaseReclassified, "data_class=HR").at(complaint.S31).told().
		do(officer, complaint.DPAPanelCompetent).by("T23")
	newRoad(t).answered("HR", 20, "PARTLY").do(person, complaint.ComplainantNotSatisfied).do(officer, complaint.CaseReclassified, "data_class=NON_HR").
		at(complaint.S2Offered).told("N09").do(person, complaint.IRMFiled).at(complaint.S21)
	newRoad(t).accepted("HR").do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.CaseReclassified, "data_class=NON_HR").
		do(officer, complaint.DPARefersDoC).by("T24")
}

// E16: the silence of the dead is no consent, heirs get a window of their own, and
// what opens out of the case does not write to the dead either.
func TestH81_heirsGetAWindow(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").day(10).do(officer, complaint.DeathRecorded).sent("PARTLY").day(60).at(complaint.S1Responded).clocks()
	r.do(officer, complaint.HeirsAdmitted).clocks(SAT).do(person, complaint.ComplainantNotSatisfied).by("T13").at(complaint.S2Offered)
	newRoad(t).accepted("NON_HR").sent("PARTLY").do(person, complaint.ComplainantSatisfied).do(officer, complaint.DeathRecorded).do(officer, complaint.HeirsAdmitted)
	opened := newRoad(t).do(officer, complaint.DeathRecorded).do(officer, complaint.HoldPlaced).do(officer, complaint.TriageRightsOnly, "right=ACCESS").last().Opens
	if !opened.Case.Deceased || !opened.Case.Hold || len(opened.Event.Letters) != 0 {
		t.Errorf("the request knows of death %t and hold %t and writes %v", opened.Case.Deceased, opened.Case.Hold, opened.Event.Letters)
	}
	request := newRoad(t, requests("ACCESS")).do(officer, complaint.DeathRecorded).do(officer, complaint.RequestAnswered, "outcome=REFUSED_EXCESSIVE")
	request.do(officer, complaint.HeirsAdmitted).do(person, complaint.RequestComplained).by("H48")
}

// E09: the controller gets its part whatever becomes of the company's.
func TestH89_afterTheAnswer(t *testing.T) {
	t.Parallel()
	r := newRoad(t).do(officer, complaint.TriageProcessor, "also_controller=true", "data_class=NON_HR").sent("PARTLY").do(person, complaint.ComplainantSatisfied).
		due(Forward, complaint.Running, "2018-09-03")
	r.day(14).due(Forward, complaint.Missed, "2018-09-03").do(officer, complaint.ControllerForwarded).by("H89").refused("still to be forwarded", officer, complaint.ControllerForwarded)
	newRoad(t).do(officer, complaint.TriageProcessor, "also_controller=true", "data_class=NON_HR").do(person, complaint.ComplaintWithdrawn, "confirmed=true").
		due(Forward, complaint.Cancelled, "2018-09-03")
	newRoad(t, represented).refused("written authority (E13)", officer, complaint.TriageProcessor)
}

// S4.3: where the strikes leave too few of the five, the administrator fills the
// panel from elsewhere.
func TestT33_tooFewLeft(t *testing.T) {
	t.Parallel()
	newRoad(t).listed().do(person, complaint.ArbListRanked, "side=INDIVIDUAL", "strikes=1,2", "first=5").
		do(officer, complaint.ArbListRanked, "side=COMPANY", "strikes=3,4", "first=5").
		refused("named by their numbers", officer, complaint.ArbPanelFormed, "arbitrators=1").
		do(officer, complaint.ArbPanelFormed, "arbitrators=3").by("T33").at(complaint.S44)
}

// E03, E20: a contested case whose 45 days were missed is overdue again.
func TestH35_overdueAgain(t *testing.T) {
	t.Parallel()
	r := newRoad(t).day(46).do(officer, complaint.TriageIneligible, "reason_code=UNIDENTIFIABLE").day(50).do(person, complaint.IneligibilityContested)
	if !r.c.Overdue() {
		t.Error("nothing is overdue")
	}
}
