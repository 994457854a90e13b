package workflows

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
)

// answered brings a case to the company's answer.
func (s *story) answered(class string, day int, finding string) *story {
	return s.do(2, officer, complaint.TriageAccepted, "data_class="+class).
		do(day-1, officer, complaint.ResponseDrafted, "finding="+finding, "remedies=NONE").
		do(day-1, privacy, complaint.ResponseApproved).
		do(day, officer, complaint.ResponseSent)
}

// The whole way: company, recourse body, authority, Commerce, arbitration.
func TestCase_fullRoadToAnAward(t *testing.T) {
	s := newStory(t).answered("NON_HR", 20, "NOT_SUBSTANTIATED").
		do(25, person, complaint.ComplainantNotSatisfied).
		do(30, person, complaint.IRMFiled).do(38, officer, complaint.IRMEligible).
		do(60, officer, complaint.IRMNoSettlement).do(85, officer, complaint.IRMDecision, "decision=REJECTED").
		do(90, person, complaint.ComplainantNotSatisfied).do(100, person, complaint.DPAContacted, "authority=SE").
		do(151, officer, complaint.DPARefersDoC).at(200, complaint.S34).at(242, complaint.S41).
		do(243, person, complaint.ArbPrecheck).do(250, person, complaint.ArbNoticeDelivered).
		do(262, officer, complaint.ArbPanelFormed, "arbitrators=1").
		do(330, officer, complaint.ArbAward, "award=PARTIAL", "due=2019-08-10").
		do(345, officer, complaint.AwardComplied).at(346, complaint.S5).tell()
	want := []string{"T01", "T02", "H04", "H05", "T09", "T13", "T16", "T17", "T18", "T19", "T21", "T22", "T24", "T29", "T30", "T32", "T33", "T33", "T34", "H29"}
	if diff := cmp.Diff(want, s.transitions()); diff != "" {
		t.Error(diff)
	}
	if s.book.case_.Outcome != complaint.ArbitratedPartial {
		t.Errorf("outcome %s", s.book.case_.Outcome)
	}
}
