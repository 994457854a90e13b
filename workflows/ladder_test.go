package workflows

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/law"
)

// bells lists when the clock of a rule rang, at the receiving address, whom it
// reminded, and what its end did.
func (n *notebook) bells(t *testing.T, rule law.RuleID) []string {
	t.Helper()
	zone, err := time.LoadLocation(n.last.Facts.Place.Zone)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range n.events {
		if e.Facts["rule"] != string(rule) || e.Actor.Role != complaint.Clock {
			continue
		}
		var to []string
		if e.Action == complaint.ReminderDue {
			for _, l := range e.Letters {
				to = append(to, string(l.To))
			}
		} else {
			to = []string{"end:", cmp.Or(e.Transition, string(e.Action))}
		}
		lines = append(lines, e.At.In(zone).Format("Mon 2006-01-02 15:04 ")+strings.Join(to, " "))
		if !e.Recorded.Equal(e.At) || e.Late != 0 {
			t.Errorf("event %d rang at %s for %s", e.Seq, e.Recorded, e.At)
		}
	}
	return lines
}

// ladder is one rule and when its clock rings on a road that starts it.
type ladder struct {
	rule  law.RuleID
	file  func(*law.Facts)
	road  func(*story) *story
	until int
	want  []string
}

// The ladders, on the real timers: a rung rings once, at nine in the morning at
// the receiving address; a period ends with its last day, which is over in
// Stockholm an hour before it is in Bracknell.
var ladders = []ladder{
	{rule: law.Late, until: 80, want: []string{
		"Sat 2018-10-13 09:00 case_officer privacy_officer", "Thu 2018-10-18 09:00 case_officer privacy_officer manager", "Mon 2018-10-22 09:00 case_officer manager",
		"Mon 2018-10-22 23:00 end: deadline.passed", "Tue 2018-10-23 09:00 manager",
	}},
	{rule: law.Forward, road: referred, until: 30, want: []string{
		"Mon 2018-09-03 09:00 case_officer", "Wed 2018-09-05 09:00 case_officer privacy_officer", "Wed 2018-09-05 23:00 end: deadline.passed", "Thu 2018-09-06 09:00 manager",
	}},
	{rule: law.ACK, file: byPost, until: 30, want: []string{ // 27 August is a bank holiday
		"Tue 2018-08-28 09:00 case_officer", "Wed 2018-08-29 09:00 case_officer", "Thu 2018-08-30 09:00 privacy_officer", "Mon 2018-09-03 09:00 manager",
		"Mon 2018-09-10 09:00 manager", "Mon 2018-09-10 23:00 end: deadline.passed",
	}},
	{rule: law.D45, road: acceptedNonHR, until: 100, want: []string{
		"Wed 2018-08-29 09:00 case_officer", "Sat 2018-09-08 09:00 case_officer", "Tue 2018-09-18 09:00 case_officer", "Sun 2018-09-23 09:00 case_officer",
		"Fri 2018-09-28 09:00 privacy_officer", "Mon 2018-10-01 09:00 privacy_officer", "Wed 2018-10-03 09:00 manager", "Fri 2018-10-05 09:00 privacy_officer",
		"Sun 2018-10-07 09:00 manager", "Mon 2018-10-08 12:00 manager", "Mon 2018-10-08 23:00 end: T11", "Tue 2018-10-09 09:00 manager",
	}},
	{rule: law.DREF, file: hr, road: func(s *story) *story { return s.panel().do(55, officer, complaint.AuthorityEnquiry) }, until: 80, want: []string{
		"Thu 2018-10-25 09:00 case_officer", "Tue 2018-10-30 09:00 case_officer privacy_officer", "Thu 2018-11-01 09:00 case_officer manager",
		"Thu 2018-11-01 23:00 end: deadline.passed", "Fri 2018-11-02 09:00 manager",
	}},
	{rule: law.SAT, road: rejectedByCompany, until: 80, want: []string{
		"Thu 2018-09-27 09:00 complainant", "Thu 2018-10-11 09:00 case_officer", "Mon 2018-10-15 23:00 end: T15",
	}},
	{rule: law.IRM, road: (*story).review, until: 120, want: []string{
		"Thu 2018-11-15 09:00 case_officer", "Tue 2018-11-20 09:00 case_officer privacy_officer", "Thu 2018-11-22 09:00 case_officer privacy_officer manager",
		"Thu 2018-11-22 23:00 end: deadline.passed", "Fri 2018-11-23 09:00 manager",
	}},
	{rule: law.IRMEligibility, road: (*story).referred, until: 60, want: []string{
		"Fri 2018-09-28 09:00 case_officer", "Wed 2018-10-03 09:00 case_officer privacy_officer", "Fri 2018-10-05 09:00 case_officer privacy_officer manager",
		"Fri 2018-10-05 23:00 end: deadline.passed", "Sat 2018-10-06 09:00 manager",
	}},
	{rule: law.IRMConciliation, road: (*story).conciliation, until: 80, want: []string{
		"Wed 2018-10-24 09:00 case_officer", "Mon 2018-10-29 09:00 case_officer privacy_officer", "Wed 2018-10-31 09:00 case_officer privacy_officer manager",
		"Wed 2018-10-31 23:00 end: deadline.passed", "Thu 2018-11-01 09:00 manager",
	}},
	{rule: law.IRMReview, road: (*story).review, until: 120, want: []string{
		"Thu 2018-11-15 09:00 case_officer", "Tue 2018-11-20 09:00 case_officer privacy_officer", "Thu 2018-11-22 09:00 case_officer privacy_officer manager",
		"Thu 2018-11-22 23:00 end: deadline.passed", "Fri 2018-11-23 09:00 manager",
	}},
	{rule: law.IRMVerification, road: (*story).upheld, until: 140, want: []string{
		"Mon 2018-12-10 09:00 case_officer", "Thu 2018-12-13 09:00 case_officer privacy_officer", "Mon 2018-12-17 09:00 case_officer privacy_officer manager",
		"Mon 2018-12-17 23:00 end: deadline.passed", "Tue 2018-12-18 09:00 manager",
	}},
	// The 60th day is a Sunday, so that the period ends on the Monday after; the
	// clocks went back on 28 October.
	{rule: law.D60, file: hr, road: func(s *story) *story { return s.employment().do(40, officer, complaint.DPAPanelCompetent) }, until: 120, want: []string{
		"Thu 2018-10-04 09:00 case_officer", "Thu 2018-10-18 09:00 case_officer", "Fri 2018-11-02 09:00 case_officer privacy_officer", "Sat 2018-11-17 09:00 privacy_officer",
		"Wed 2018-11-28 09:00 manager", "Mon 2018-12-03 23:00 end: deadline.passed", "Tue 2018-12-04 09:00 manager",
	}},
	{rule: law.D25, file: hr, road: (*story).advised, until: 140, want: []string{
		"Tue 2018-11-13 09:00 case_officer privacy_officer manager", "Mon 2018-11-19 09:00 case_officer", "Mon 2018-11-26 09:00 case_officer privacy_officer",
		"Sun 2018-12-02 09:00 case_officer privacy_officer manager", "Wed 2018-12-05 09:00 privacy_officer", "Thu 2018-12-06 09:00 manager",
		"Fri 2018-12-07 09:00 manager", "Fri 2018-12-07 23:00 end: T27",
	}},
	{rule: law.D90, road: (*story).commerce, until: 260, want: []string{
		"Wed 2019-01-23 09:00 case_officer", "Thu 2019-02-21 09:00 case_officer", "Sat 2019-03-23 09:00 case_officer privacy_officer", "Sun 2019-04-07 09:00 case_officer",
		"Wed 2019-04-17 09:00 privacy_officer manager", "Mon 2019-04-22 23:00 end: T29", "Tue 2019-04-23 09:00 manager",
	}},
	{rule: law.ARB90, road: (*story).heard, until: 380, want: []string{
		"Thu 2019-05-02 09:00 case_officer privacy_officer manager", "Sat 2019-05-11 09:00 case_officer", "Fri 2019-05-31 09:00 case_officer",
		"Sun 2019-06-30 09:00 case_officer privacy_officer", "Mon 2019-07-15 09:00 case_officer", "Thu 2019-07-25 09:00 manager", "Tue 2019-07-30 09:00 manager",
		"Tue 2019-07-30 23:00 end: deadline.passed",
	}},
	{rule: law.AwardDue, road: (*story).awarded, until: 380, want: []string{
		"Mon 2019-08-05 09:00 case_officer privacy_officer", "Thu 2019-08-08 09:00 case_officer privacy_officer", "Sat 2019-08-10 09:00 case_officer manager",
		"Sat 2019-08-10 23:00 end: deadline.passed", "Sun 2019-08-11 09:00 manager",
	}},
	{rule: law.Performance, road: settled, until: 60, want: []string{
		"Wed 2018-09-26 09:00 case_officer privacy_officer", "Mon 2018-10-01 09:00 case_officer privacy_officer", "Wed 2018-10-03 09:00 case_officer manager",
		"Wed 2018-10-03 23:00 end: deadline.passed", "Thu 2018-10-04 09:00 manager",
	}},
	{rule: law.Reopened, road: func(s *story) *story {
		return satisfied(s).do(60, officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-12-01")
	}, until: 120, want: []string{
		"Mon 2018-11-26 09:00 case_officer privacy_officer", "Thu 2018-11-29 09:00 case_officer privacy_officer", "Sat 2018-12-01 09:00 case_officer manager",
		"Sat 2018-12-01 23:00 end: deadline.passed", "Sun 2018-12-02 09:00 manager",
	}},
	// The month of the GDPR as the rulebook has its ladder: days 3, 10, 20, 22, 26 and 28.
	{rule: law.RR1M, file: asks("PORTABILITY"), until: 60, want: []string{
		"Mon 2018-08-27 09:00 case_officer", "Mon 2018-09-03 09:00 case_officer", "Thu 2018-09-13 09:00 case_officer", "Sat 2018-09-15 09:00 privacy_officer",
		"Wed 2018-09-19 09:00 privacy_officer", "Fri 2018-09-21 09:00 manager", "Mon 2018-09-24 23:00 end: H47",
	}},
	{rule: law.RR3M, file: asks("PORTABILITY"), road: func(s *story) *story { return s.do(20, officer, complaint.RequestExtended, "ground=NUMBER") }, until: 120, want: []string{
		"Tue 2018-11-06 09:00 case_officer", "Wed 2018-11-21 09:00 case_officer privacy_officer", "Mon 2018-11-26 23:00 end: H47",
	}},
	{rule: law.RRPS, file: func(f *law.Facts) { livesIn("CH", "")(f); asksAccess(f) }, until: 60, want: []string{
		"Sun 2018-09-23 09:00 case_officer", "Wed 2018-10-03 09:00 privacy_officer", "Sat 2018-10-06 09:00 manager", "Mon 2018-10-08 23:00 end: H47",
	}},
	{rule: law.RRChoice, file: asks("CHOICE"), until: 60, want: []string{
		"Mon 2018-09-03 09:00 case_officer", "Thu 2018-09-06 09:00 case_officer privacy_officer", "Mon 2018-09-10 23:00 end: H47",
	}},
	{rule: law.RRMarketing, file: asks("MARKETING_OPT_OUT"), until: 60, want: []string{
		"Tue 2018-08-28 09:00 case_officer", "Wed 2018-08-29 23:00 end: H47",
	}},
	{rule: law.RRConsent, file: asks("CONSENT_WITHDRAWAL"), until: 60, want: []string{
		"Tue 2018-08-28 09:00 case_officer", "Wed 2018-08-29 23:00 end: H47",
	}},
	{rule: law.Reopen, road: satisfied, until: 400, want: []string{"Wed 2019-09-18 23:00 end: H29"}},
}

func TestLadder(t *testing.T) {
	t.Parallel()
	for _, l := range ladders {
		t.Run(string(l.rule), func(t *testing.T) {
			t.Parallel()
			file := l.file
			if file == nil {
				file = func(*law.Facts) {}
			}
			s := newStory(t, file)
			if l.road != nil {
				l.road(s)
			}
			s.until(l.until).tell()
			if diff := gocmp.Diff(l.want, s.book.bells(t, l.rule)); diff != "" {
				t.Errorf("rings (-want +got):\n%s", diff)
			}
		})
	}
}

// Every rule that a row of the table starts has its ladder told.
func TestLadder_coversTheTable(t *testing.T) {
	t.Parallel()
	for _, row := range law.Table {
		for _, rule := range row.Starts {
			if !slices.ContainsFunc(ladders, func(l ladder) bool { return l.rule == rule }) {
				t.Errorf("%s starts %s, whose ladder is not told", row.ID, rule)
			}
		}
	}
}

// A duty that is done rings no more.
func TestLadder_endsWhenTheDutyIsDone(t *testing.T) {
	t.Parallel()
	s := newStory(t).answered("NON_HR", 20, "PARTLY").until(60).tell()
	want := []string{"Wed 2018-08-29 09:00 case_officer", "Sat 2018-09-08 09:00 case_officer"}
	if diff := gocmp.Diff(want, s.book.bells(t, law.D45)); diff != "" {
		t.Error(diff)
	}
}
