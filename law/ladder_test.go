package law

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
)

// ladder lists what a rule's clock did: "2018-08-29 09:00 case_officer" for a
// reminder in the time of the receiving address, and "2018-10-09 22:00 UTC T11"
// for the end of the period by its transition or as "passed".
func (r *road) ladder(rule RuleID) []string {
	var out []string
	for _, e := range r.events {
		if e.Actor.Role != complaint.Clock || e.Facts["rule"] != string(rule) {
			continue
		}
		switch {
		case e.Action == complaint.ReminderDue:
			var to []string
			for _, l := range e.Letters {
				to = append(to, string(l.To))
			}
			out = append(out, e.At.In(r.c.Facts.Place.zone()).Format("2006-01-02 15:04 ")+strings.Join(to, " "))
		case e.Transition != "":
			out = append(out, e.At.Format("2006-01-02 15:04 UTC ")+e.Transition)
		default:
			out = append(out, e.At.Format("2006-01-02 15:04 UTC passed"))
		}
	}
	return out
}

// rings expects what the clock of a rule did from beginning to end.
func (r *road) rings(rule RuleID, want ...string) *road {
	r.t.Helper()
	if diff := cmp.Diff(want, r.ladder(rule)); diff != "" {
		r.t.Errorf("%s rings otherwise (-want +got):\n%s", rule, diff)
	}
	return r
}

func TestACK_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t, byPost).day(40).rings(ACK, // Monday 27 August is a bank holiday in England
		"2018-08-28 09:00 case_officer",
		"2018-08-29 09:00 case_officer",
		"2018-08-30 09:00 privacy_officer",
		"2018-09-03 09:00 manager",
		"2018-09-10 09:00 manager",
		"2018-09-10 22:00 UTC passed",
	).due(ACK, complaint.Missed, "2018-09-10").at(complaint.S0)
	hanover := func(f *Facts) { byPost(f); f.Channel, f.Place = "POST_US", PlaceOf("POST_US", "SE") }
	newRoad(t, hanover).day(40).rings(ACK, // Monday 3 September is Labor Day in Maryland
		"2018-08-27 09:00 case_officer",
		"2018-08-28 09:00 case_officer",
		"2018-08-29 09:00 privacy_officer",
		"2018-08-31 09:00 manager",
		"2018-09-10 09:00 manager",
		"2018-09-10 22:00 UTC passed",
	)
	newRoad(t).day(40).rings(ACK) // the receipt page and N01 acknowledge at once
}

func TestD45_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("NON_HR").day(100).rings(D45,
		"2018-08-29 09:00 case_officer",
		"2018-09-08 09:00 case_officer",
		"2018-09-18 09:00 case_officer",
		"2018-09-23 09:00 case_officer",
		"2018-09-28 09:00 privacy_officer",
		"2018-10-01 09:00 privacy_officer",
		"2018-10-03 09:00 manager",
		"2018-10-05 09:00 privacy_officer",
		"2018-10-07 09:00 manager",
		"2018-10-08 12:00 manager",
		"2018-10-08 22:00 UTC T11",
		"2018-10-09 09:00 manager",
	).at(complaint.S1Overdue)
	newRoad(t).answered("NON_HR", 20, "PARTLY").day(100).rings(D45, "2018-08-29 09:00 case_officer", "2018-09-08 09:00 case_officer")
}

func TestSAT_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).answered("NON_HR", 20, "PARTLY").day(100).rings(SAT,
		"2018-09-27 09:00 complainant",
		"2018-10-11 09:00 case_officer",
		"2018-10-15 22:00 UTC T15",
	)
}

func TestIRM_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).filed().day(150).rings(IRM, // 60 days from 23 September end on Thursday 22 November
		"2018-11-15 09:00 case_officer",
		"2018-11-20 09:00 case_officer privacy_officer",
		"2018-11-22 09:00 case_officer privacy_officer manager",
		"2018-11-22 23:00 UTC passed",
		"2018-11-23 09:00 manager",
	).rings(IRMEligibility, // 10 business days from Sunday 23 September
		"2018-09-28 09:00 case_officer",
		"2018-10-03 09:00 case_officer privacy_officer",
		"2018-10-05 09:00 case_officer privacy_officer manager",
		"2018-10-05 22:00 UTC passed",
		"2018-10-06 09:00 manager",
	).at(complaint.S21)
}

func TestIRMConciliation_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).filed().day(38).do(officer, complaint.IRMEligible).day(150).rings(IRMConciliation, // 30 days from 1 October
		"2018-10-24 09:00 case_officer",
		"2018-10-29 09:00 case_officer privacy_officer",
		"2018-10-31 09:00 case_officer privacy_officer manager",
		"2018-10-31 23:00 UTC passed",
		"2018-11-01 09:00 manager",
	).at(complaint.S22)
}

func TestIRMReview_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).reviewed().day(150).rings(IRMReview, // 30 days from 23 October
		"2018-11-15 09:00 case_officer",
		"2018-11-20 09:00 case_officer privacy_officer",
		"2018-11-22 09:00 case_officer privacy_officer manager",
		"2018-11-22 23:00 UTC passed",
		"2018-11-23 09:00 manager",
	).at(complaint.S23)
}

func TestIRMVerification_ladder(t *testing.T) {
	t.Parallel()
	r := newRoad(t).upheld().day(150).rings(IRMVerification, // 30 days from 17 November end on Monday 17 December
		"2018-12-10 09:00 case_officer",
		"2018-12-13 09:00 case_officer privacy_officer",
		"2018-12-17 09:00 case_officer privacy_officer manager",
		"2018-12-17 23:00 UTC passed",
		"2018-12-18 09:00 manager",
	).at(complaint.S24)
	if !r.c.Overdue() {
		t.Error("missed performance does not count as a breach")
	}
	newRoad(t).upheld().day(100).do(officer, complaint.IRMNonperformed).day(115).rings(IRMVerification) // nothing more to remind of
}

func TestD60_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).panel().day(150).rings(D60, // from 3 October; 2 December is a Sunday, so it ends on Monday
		"2018-10-18 09:00 case_officer",
		"2018-11-02 09:00 case_officer privacy_officer",
		"2018-11-17 09:00 privacy_officer",
		"2018-11-28 09:00 manager",
		"2018-12-03 23:00 UTC passed",
		"2018-12-04 09:00 manager",
	).at(complaint.S32)
	newRoad(t).accepted("HR").do(person, complaint.DPAContacted, "authority=SE").do(officer, complaint.DPAPanelCompetent).day(100).rings(D60,
		"2018-08-27 09:00 case_officer", // days 1, 15, 30, 45, 55 and 61 after 26 August
		"2018-09-10 09:00 case_officer",
		"2018-09-25 09:00 case_officer privacy_officer",
		"2018-10-10 09:00 privacy_officer",
		"2018-10-20 09:00 manager",
		"2018-10-25 22:00 UTC passed",
		"2018-10-26 09:00 manager",
	)
}

func TestD25_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).advised().day(150).rings(D25, // from 12 November
		"2018-11-13 09:00 case_officer privacy_officer manager",
		"2018-11-19 09:00 case_officer",
		"2018-11-26 09:00 case_officer privacy_officer",
		"2018-12-02 09:00 case_officer privacy_officer manager",
		"2018-12-05 09:00 privacy_officer",
		"2018-12-06 09:00 manager",
		"2018-12-07 09:00 manager",
		"2018-12-07 23:00 UTC T27",
	).at(complaint.S35)
}

func TestDREF_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).lodged().day(102).do(officer, complaint.AuthorityEnquiry).day(150).rings(DREF, // 10 business days from 4 December
		"2018-12-11 09:00 case_officer",
		"2018-12-14 09:00 case_officer privacy_officer",
		"2018-12-18 09:00 case_officer manager",
		"2018-12-18 23:00 UTC passed",
		"2018-12-19 09:00 manager",
	).at(complaint.S31)
}

func TestD90_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).commerce().day(250).rings(D90, // from 22 January 2019
		"2019-01-23 09:00 case_officer",
		"2019-02-21 09:00 case_officer",
		"2019-03-23 09:00 case_officer privacy_officer",
		"2019-04-07 09:00 case_officer",
		"2019-04-17 09:00 privacy_officer manager",
		"2019-04-22 22:00 UTC T29",
		"2019-04-23 09:00 manager",
	).at(complaint.S41)
	newRoad(t).commerce().day(170).do(officer, complaint.DoCUnresolved).day(190).rings(D90, "2019-01-23 09:00 case_officer")
}

func TestARB90_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).noticed().day(360).rings(ARB90, // from 1 May 2019
		"2019-05-02 09:00 case_officer privacy_officer manager",
		"2019-05-11 09:00 case_officer",
		"2019-05-31 09:00 case_officer",
		"2019-06-30 09:00 case_officer privacy_officer",
		"2019-07-15 09:00 case_officer",
		"2019-07-25 09:00 manager",
		"2019-07-30 09:00 manager",
		"2019-07-30 22:00 UTC passed",
	).at(complaint.S42)
}

func TestAward_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).heard().do(officer, complaint.ArbAward, "award=PARTIAL").day(330).rings(AwardDue, // 30 days from 13 May 2019
		"2019-06-05 09:00 case_officer privacy_officer",
		"2019-06-10 09:00 case_officer privacy_officer",
		"2019-06-12 09:00 case_officer manager",
		"2019-06-12 22:00 UTC passed",
		"2019-06-13 09:00 manager",
	).at(complaint.S45)
}

func TestPerformance_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).do(officer, complaint.SettlementSigned, "told_of_bar=true").day(60).rings(Performance, // 30 days from 24 August
		"2018-09-17 09:00 case_officer privacy_officer", // five business days before Sunday 23 September
		"2018-09-20 09:00 case_officer privacy_officer",
		"2018-09-23 09:00 case_officer manager",
		"2018-09-23 22:00 UTC passed",
		"2018-09-24 09:00 manager",
	).at(complaint.S5Performance)
}

func TestReopened_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).do(person, complaint.ComplaintWithdrawn, "confirmed=true").day(10).
		do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-09-20").day(60).rings(Reopened,
		"2018-09-13 09:00 case_officer privacy_officer",
		"2018-09-18 09:00 case_officer privacy_officer",
		"2018-09-20 09:00 case_officer manager",
		"2018-09-20 22:00 UTC passed",
		"2018-09-21 09:00 manager",
	).at(complaint.S0)
}

func TestReopen_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).do(person, complaint.ComplaintWithdrawn, "confirmed=true").day(400).rings(Reopen, "2019-08-24 22:00 UTC H29")
}

// A date that a body states moves the rungs that count from it, drops those that
// would come after it and repeats none that have rung.
func TestStated_ladder(t *testing.T) {
	t.Parallel()
	newRoad(t).commerce().day(160).do(officer, complaint.DeadlineStated, "rule=D90", "due=2019-03-10").day(250).rings(D90,
		"2019-01-23 09:00 case_officer",
		"2019-02-21 09:00 case_officer",
		"2019-02-23 09:00 case_officer",
		"2019-03-05 09:00 privacy_officer manager",
		"2019-03-10 23:00 UTC T29",
		"2019-03-11 09:00 manager",
	)
	newRoad(t).noticed().day(253).do(officer, complaint.DeadlineStated, "rule=ARB90", "due=2019-12-31", "agreed=true").day(500).rings(ARB90,
		"2019-05-02 09:00 case_officer privacy_officer manager",
		"2019-05-11 09:00 case_officer",
		"2019-11-01 09:00 case_officer",
		"2019-12-01 09:00 case_officer privacy_officer",
		"2019-12-16 09:00 case_officer",
		"2019-12-26 09:00 manager",
		"2019-12-31 09:00 manager",
		"2019-12-31 23:00 UTC passed",
	)
	newRoad(t).lodged().do(officer, complaint.AuthorityEnquiry, "due=2018-12-03").day(110).rings(DREF, // tomorrow: no time for earlier rungs
		"2018-12-03 09:00 case_officer manager",
		"2018-12-03 23:00 UTC passed",
		"2018-12-04 09:00 manager",
	)
}
