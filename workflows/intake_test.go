package workflows

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/law"
)

// byPost is a complaint that no notice can acknowledge at once.
func byPost(f *law.Facts) {
	f.Channel, f.Mailable = "POST_EU", false
	f.Place = law.PlaceOf(f.Channel, f.Residence)
}

func livesIn(now, then string) func(*law.Facts) {
	return func(f *law.Facts) { f.Residence, f.ResidenceThen = now, then }
}

var intakePassages = []passage{
	{
		name: "T02: an eligible complaint is accepted", day: 2, by: officer, act: complaint.TriageAccepted, facts: []string{"data_class=NON_HR"},
		to: "S1", letters: "N02 complainant",
	},
	{
		name: "T02: who lived in Germany when the data was sent is eligible", filing: livesIn("US", "DE"), day: 2, by: officer, act: complaint.TriageAccepted, facts: []string{"data_class=NON_HR"},
		to: "S1", letters: "N02 complainant",
	},
	{
		name: "T02: accepted after the 45 days, the answer is overdue at once", day: 50, by: officer, act: complaint.TriageAccepted, facts: []string{"data_class=NON_HR"},
		to: "S1/OVERDUE", letters: "N02 complainant",
	},
	{
		name: "T02: accepting does the acknowledgment that was still owed", filing: byPost, day: 2, by: officer, act: complaint.TriageAccepted, facts: []string{"data_class=NON_HR"},
		to: "S1", letters: "N02 complainant", clocks: "ACK met",
	},
	{
		name: "T02: nobody outside the EEA and Switzerland is accepted", filing: livesIn("US", ""), day: 2, by: officer, act: complaint.TriageAccepted, facts: []string{"data_class=NON_HR"},
		refused: "EEA or Switzerland",
	},
	{
		name: "T02: the complainant does not triage", day: 2, by: person, act: complaint.TriageAccepted, facts: []string{"data_class=NON_HR"},
		refused: "not for the role complainant",
	},
	{
		name: "T02: nothing is accepted twice", road: func(s *story) *story { return s.accepted("HR") }, day: 3, by: officer, act: complaint.TriageAccepted, facts: []string{"data_class=NON_HR"},
		refused: "possible only at",
	},

	{
		name: "T03: questions go out and the 45 days run on", day: 3, by: officer, act: complaint.TriageNeedsInfo,
		to: "S0/AWAITING_INFO", letters: "N03 complainant",
	},
	{name: "T03: no questions after triage", road: func(s *story) *story { return s.accepted("HR") }, day: 3, by: officer, act: complaint.TriageNeedsInfo, refused: "possible only at S0"},

	{
		name: "H01: the information comes and triage goes on", road: func(s *story) *story { return s.do(3, officer, complaint.TriageNeedsInfo) }, day: 9, by: person, act: complaint.InfoProvided,
		to: "S0", letters: "MESSAGE case_officer",
	},
	{name: "H01: nobody answers what was not asked", day: 9, by: person, act: complaint.InfoProvided, refused: "possible only at S0/AWAITING_INFO"},

	{name: "H02: the acknowledgment of a letter goes out by post", filing: byPost, day: 3, by: officer, act: complaint.AcknowledgmentSent, to: "S0", clocks: "ACK met"},
	{name: "H02: an acknowledgment after its ten working days is late", filing: byPost, day: 20, by: officer, act: complaint.AcknowledgmentSent, to: "S0", clocks: "ACK done late"},
	{name: "H02: what was acknowledged by e-mail is not acknowledged again", day: 3, by: officer, act: complaint.AcknowledgmentSent, refused: "still owed"},

	{name: "H03: an officer proposes to treat the complaint as frivolous", day: 4, by: officer, act: complaint.FrivolousProposed, to: "S0"},
	{
		name: "T04: a second person refuses the frivolous complaint", road: func(s *story) *story { return s.do(4, officer, complaint.FrivolousProposed) },
		day: 5, by: privacy, act: complaint.TriageIneligible, facts: []string{"reason_code=FRIVOLOUS"}, to: "S5", letters: "N04 complainant", clocks: "D45 cancelled, REOPEN until 2019-08-29",
	},
	{
		name: "T04: nobody decides alone that a complaint is frivolous", road: func(s *story) *story { return s.do(4, officer, complaint.FrivolousProposed) },
		day: 5, by: officer, act: complaint.TriageIneligible, facts: []string{"reason_code=FRIVOLOUS"}, refused: "second person",
	},
	{name: "T04: who lives in the EEA is not ineligible for living elsewhere", day: 5, by: officer, act: complaint.TriageIneligible, facts: []string{"reason_code=NOT_EEA_CH"}, refused: "EEA or Switzerland"},
	{
		name: "T04: an ineligible complaint closes with the other routes", filing: livesIn("US", ""), day: 5, by: officer, act: complaint.TriageIneligible, facts: []string{"reason_code=NOT_EEA_CH"},
		to: "S5", letters: "N04 complainant", clocks: "D45 cancelled, REOPEN until 2019-08-29",
	},
	{name: "T04: a reason is one of the rulebook's", day: 5, by: officer, act: complaint.TriageIneligible, facts: []string{"reason_code=TEDIOUS"}, refused: "must be one of"},

	{
		name: "T05: what the company only processes goes to the controller", day: 5, by: officer, act: complaint.TriageProcessor,
		to: "S0/REFERRED", letters: "N05 complainant, CONTROLLER controller_client", clocks: "D45 cancelled, FORWARD until 2018-09-05",
	},
	{
		name: "T05: what it also controls it answers for", day: 5, by: officer, act: complaint.TriageProcessor, facts: []string{"also_controller=true", "data_class=NON_HR"},
		to: "S1", letters: "N05 complainant, CONTROLLER controller_client", clocks: "FORWARD until 2018-09-05",
	},
	{
		name: "T05: what it also controls is overdue at once after the 45 days", day: 50, by: officer, act: complaint.TriageProcessor, facts: []string{"also_controller=true", "data_class=HR"},
		to: "S1/OVERDUE", letters: "N05 complainant, CONTROLLER controller_client", clocks: "FORWARD until 2018-10-19",
	},
	{name: "T05: what it also controls is employment data or not", day: 5, by: officer, act: complaint.TriageProcessor, facts: []string{"also_controller=true"}, refused: "employment data"},

	{
		name: "T08: a duplicate goes into the older case", day: 5, by: officer, act: complaint.DuplicateFound, facts: []string{"surviving_case=RC-7K3F-9Q2M"},
		to: "S5", letters: "N06 complainant", clocks: "D45 cancelled, REOPEN until 2019-08-29",
	},
	{name: "T08: a duplicate names the case that goes on", day: 5, by: officer, act: complaint.DuplicateFound, refused: "needs surviving_case"},
}

func TestT02toT08_intake(t *testing.T) {
	t.Parallel()
	tellPassages(t, intakePassages)
}

// Filing is no act on a running case: the case begins with it on record.
func TestT01_theCaseBeginsWithTheFilingOnRecord(t *testing.T) {
	t.Parallel()
	s := newStory(t).at(0, "S0").until(4).tell()
	if got := s.book.calls; got != 0 {
		t.Errorf("the case writes %d times before anything happens", got)
	}
	e := s.book.events[0]
	if e.Transition != "T01" || letterNames(e.Letters) != "N01 complainant" {
		t.Errorf("the filing is %s and sends %s", e.Transition, letterNames(e.Letters))
	}
	d := s.deadline(law.D45)
	if diff := cmp.Diff([]string{"2018-08-24", "2018-10-08", "2018-10-08T21:59:59Z"}, []string{d.Start.String(), d.Due.String(), d.Instant.Format(time.RFC3339)}); diff != "" {
		t.Error(diff)
	}
}

func TestT01_nobodyFilesInARunningCase(t *testing.T) {
	t.Parallel()
	newStory(t).refused(1, "unknown update", person, complaint.ComplaintReceived).until(2).tell()
}
