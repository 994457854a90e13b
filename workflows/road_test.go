package workflows

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"recourse/complaint"
	"recourse/law"
)

// The roads: each brings a case to a step, by days after receipt on 24 August
// 2018. They build on each other, so that the last one is the whole way.

func hr(f *law.Facts) { f.PersonType = "EMPLOYEE" }

// accepted: triaged on day 2; at S1.
func (s *story) accepted(class string) *story {
	return s.do(2, officer, complaint.TriageAccepted, "data_class="+class)
}

// answered: the company answers on a day; at S1/RESPONDED.
func (s *story) answered(class string, n int, finding string) *story {
	return s.accepted(class).drafted(n, finding).do(n, officer, complaint.ResponseSent)
}

// drafted: the answer is drafted and approved.
func (s *story) drafted(n int, finding string) *story {
	return s.do(n, officer, complaint.ResponseDrafted, "finding="+finding, "remedies=NONE").do(n, privacy, complaint.ResponseApproved)
}

// referred: rejected by the company on day 20, filed with the recourse body on
// day 30; at S2.1.
func (s *story) referred() *story {
	return s.answered("NON_HR", 20, "NOT_SUBSTANTIATED").do(25, person, complaint.ComplainantNotSatisfied).do(30, person, complaint.IRMFiled)
}

// conciliation: at S2.2 on day 38.
func (s *story) conciliation() *story { return s.referred().do(38, officer, complaint.IRMEligible) }

// review: at S2.3 on day 60.
func (s *story) review() *story { return s.conciliation().do(60, officer, complaint.IRMNoSettlement) }

// rejected: the recourse body rejects on day 85; at S2.5.
func (s *story) rejected() *story {
	return s.review().do(85, officer, complaint.IRMDecision, "decision=REJECTED")
}

// upheld: the recourse body upholds on day 85; at S2.4.
func (s *story) upheld() *story {
	return s.review().do(85, officer, complaint.IRMDecision, "decision=UPHELD")
}

// lodged: with the authority on day 100; at S3.1.
func (s *story) lodged() *story {
	return s.rejected().do(90, person, complaint.ComplainantNotSatisfied).do(100, person, complaint.DPAContacted, "authority=SE")
}

// commerce: with Commerce from day 151, until day 241; at S3.4.
func (s *story) commerce() *story { return s.lodged().do(151, officer, complaint.DPARefersDoC) }

// invited: arbitration is open on day 243; at S4.2.
func (s *story) invited() *story { return s.commerce().do(243, person, complaint.ArbPrecheck) }

// noticed: the Notice is delivered on day 250.
func (s *story) noticed() *story { return s.invited().do(250, person, complaint.ArbNoticeDelivered) }

// listed: the list of arbitrators has come on day 255; at S4.3.
func (s *story) listed() *story { return s.noticed().do(255, officer, complaint.ArbListReceived) }

// heard: the panel is formed on day 262; at S4.4.
func (s *story) heard() *story {
	return s.listed().do(262, officer, complaint.ArbPanelFormed, "arbitrators=1")
}

// awarded: partly for the individual on day 330; at S4.5.
func (s *story) awarded() *story {
	return s.heard().do(330, officer, complaint.ArbAward, "award=PARTIAL", "relief=CORRECTION,DELETION", "due=2019-08-10")
}

// employment: employment data, lodged with the authority on day 40; at S3.1.
func (s *story) employment() *story {
	return s.answered("HR", 30, "NOT_SUBSTANTIATED").do(35, person, complaint.ComplainantNotSatisfied).do(40, person, complaint.DPAContacted, "authority=SE")
}

// panel: the panel is competent on day 50; at S3.2.
func (s *story) panel() *story { return s.employment().do(50, officer, complaint.DPAPanelCompetent) }

// advised: the panel advises on day 80, to be complied with by day 105; at S3.3.
func (s *story) advised() *story { return s.panel().do(80, officer, complaint.DPAAdvice) }

// fullRoad is the whole way: company, recourse body, authority, Commerce,
// arbitration, compliance with the award.
func (s *story) fullRoad() *story { return s.awarded().do(345, officer, complaint.AwardComplied) }

// commerceWithoutRecourse: to the authority first, and Commerce could not resolve
// it on day 60; at S4.1 without the recourse body.
func (s *story) commerceWithoutRecourse() *story {
	return rejectedByCompany(s).do(25, person, complaint.ComplainantNotSatisfied).do(30, person, complaint.DPAContacted, "authority=SE").
		do(40, officer, complaint.DPARefersDoC).do(60, officer, complaint.DoCUnresolved)
}

// missedThenUpheld: the 45 days are missed, the recourse body upholds, the
// company performs.
func missedThenUpheld(s *story) *story {
	return s.accepted("NON_HR").do(50, person, complaint.IRMFiled).do(58, officer, complaint.IRMEligible).do(80, officer, complaint.IRMNoSettlement).
		do(100, officer, complaint.IRMDecision, "decision=UPHELD").do(120, officer, complaint.IRMPerformed).do(130, person, complaint.ComplainantSatisfied).
		drafted(133, "SUBSTANTIATED").do(134, officer, complaint.ResponseSent).do(140, person, complaint.ComplainantSatisfied)
}

// withdrawnBesideTheAuthority: the authority goes on by itself.
func withdrawnBesideTheAuthority(s *story) *story {
	return s.accepted("NON_HR").do(5, person, complaint.DPAContacted, "authority=SE").do(10, person, complaint.ComplaintWithdrawn, "confirmed=true").
		do(90, officer, complaint.DPANoBreach)
}

// reopened: closed, reopened with a new date, answered again.
func reopened(s *story) *story {
	return satisfied(s).do(60, officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-12-01").drafted(70, "SUBSTANTIATED").
		do(71, officer, complaint.ResponseSent).do(75, person, complaint.ComplainantSatisfied)
}

// fiveTracks: the answer is owed while the recourse body, the authority, the FTC
// and a panel of arbitrators have the case.
func fiveTracks(s *story) *story {
	return s.accepted("NON_HR").do(5, person, complaint.IRMFiled).do(6, person, complaint.DPAContacted, "authority=SE").
		do(7, officer, complaint.FTCReferral).do(8, person, complaint.ArbNoticeDelivered)
}

// refusedAndRepeated: what is refused leaves no trace, what is repeated is done
// once.
func refusedAndRepeated(s *story) *story {
	s.accepted("NON_HR").refused(5, "approved", officer, complaint.ResponseSent)
	act := s.newAct(person, complaint.MessageSent)
	for _, n := range []int{8, 9, 30} {
		s.on(n, func() { s.deliver(fmt.Sprint("update-", n), act, "", nil) }).expect(act)
	}
	return s.renew(20, 1).refused(40, "not for the role", person, complaint.ResponseSent)
}

// fullWay are the transitions of the full road.
const fullWay = "T01 T02 H04 H05 T09 T13 T16 T17 T18 T19 T21 T22 T24 T29 T30 T32 H19 T33 T33 T34 H29"

func TestCase_fullRoadToAnAward(t *testing.T) {
	t.Parallel()
	newStory(t).fullRoad().at(200, "S3.4").at(242, "S4.1").at(346, "S5").tell().went(fullWay).ended(complaint.ArbitratedPartial)
}

// The rehearsal's clock: a legal day takes a second, and nothing else changes.
func TestCase_fullRoadWithDaysOfASecond(t *testing.T) {
	t.Parallel()
	want := newStory(t).fullRoad().tell()
	s := newStory(t)
	s.clock.Day = time.Second
	s.fullRoad().tell().went(fullWay).ended(complaint.ArbitratedPartial)
	sameEvents(t, want, s, cmpopts.EquateApproxTime(time.Millisecond)) // a nanosecond of real time is 86 microseconds of case time
}

// sameEvents expects two stories to have the same record.
func sameEvents(t *testing.T, want, got *story, opts ...cmp.Option) {
	t.Helper()
	opts = append(opts, cmpopts.EquateEmpty()) // no list and an empty one are the same to a new run
	if diff := cmp.Diff(want.book.events, got.book.events, opts...); diff != "" {
		t.Errorf("the records differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want.book.last, got.book.last, opts...); diff != "" {
		t.Errorf("the cases differ (-want +got):\n%s", diff)
	}
}
