package workflows

import (
	"testing"

	"recourse/complaint"
	"recourse/law"
)

// The authority is turned to on day 3: the 45 days run on, every rung rings,
// and the breach is recorded beside the authority's procedure.
func TestBeside_authorityWhileThe45DaysRun(t *testing.T) {
	t.Parallel()
	alone := newStory(t).accepted("NON_HR").until(60).tell()
	s := newStory(t).accepted("NON_HR").do(3, person, complaint.DPAContacted, "authority=SE").at(4, "S1 S3.1").at(46, "S1/OVERDUE S3.1").until(60).tell()
	want, got := alone.book.bells(t, law.D45), s.book.bells(t, law.D45)
	if len(got) != 12 || len(want) != len(got) {
		t.Errorf("D45 rings %v beside the authority, %v alone", got, want)
	}
	s.went("T01 T02 T22 T11")
}

// The FTC reviews beside Commerce and blocks nothing: Commerce's 90 days run
// out, arbitration opens, and the case closes with the FTC still at work.
func TestBeside_ftcBesideCommerce(t *testing.T) {
	t.Parallel()
	s := newStory(t).commerce().do(160, officer, complaint.FTCReferral).at(200, "S3.4 S3.5").at(242, "S3.5 S4.1").
		do(243, person, complaint.ArbPrecheck).at(244, "S3.5 S4.2").do(250, person, complaint.ArbDeclined).at(251, "S5").tell()
	s.went("T01 T02 H04 H05 T09 T13 T16 T17 T18 T19 T21 T22 T24 T25 T29 T30 H17 H29").ended(complaint.NotUpheld)
	for _, stage := range s.book.last.Stages {
		if stage.Track == complaint.FTCTrack && stage.Exit != "FTC_PENDING" {
			t.Errorf("the FTC track ends with %s", stage.Exit)
		}
	}
}

// After the 45 days the complainant has turned to the recourse body. The answer
// is still owed, still sent, and recorded as late.
func TestBeside_lateAnswerAfterTheRecourseBodyWasTurnedTo(t *testing.T) {
	t.Parallel()
	s := newStory(t).accepted("NON_HR").do(50, person, complaint.IRMFiled).at(51, "S1/OVERDUE S2.1").
		drafted(58, "PARTLY").do(58, officer, complaint.ResponseSent).at(59, "S1/RESPONDED_LATE S2.1").
		do(60, officer, complaint.IRMEligible).at(61, "S1/RESPONDED_LATE S2.2").until(61).tell()
	s.went("T01 T02 T11 T16 H04 H05 T10 T17")
	if d := s.deadline(law.D45); d.Status != complaint.Missed || d.Done.IsZero() {
		t.Errorf("D45 is %s, done %s", d.Status, d.Done)
	}
}

// All at once: the answer is owed, the recourse body conciliates, the authority
// assesses, the FTC reviews, and a Notice of arbitration arrives.
func TestBeside_fiveTracks(t *testing.T) {
	t.Parallel()
	s := fiveTracks(newStory(t)).at(9, "S1 S2.1 S3.1 S3.5 S4.2").at(46, "S1/OVERDUE S2.1 S3.1 S3.5 S4.2").
		renew(50, 1).at(51, "S1/OVERDUE S2.1 S3.1 S3.5 S4.2").until(52).tell()
	s.went("T01 T02 T16 T22 T25 T32 T11")
}
