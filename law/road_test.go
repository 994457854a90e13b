package law

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
)

// received is the receipt of every complaint in these tests: a Friday in
// daylight-saving time.
var received = time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)

// road drives one case by days after receipt, ringing every clock on the way.
type road struct {
	t      *testing.T
	c      Case
	now    time.Time
	events []Event
	acts   int
}

// newRoad files a complaint: by web form about data that is not employment data.
func newRoad(t *testing.T, change ...func(*Facts)) *road {
	t.Helper()
	f := Facts{Channel: "WEB_FORM", ReceivedAt: received, Place: PlaceOf("WEB_FORM", "SE"), Residence: "SE", Language: "sv",
		PersonType: "JOB_SEEKER", DataClass: "UNDECIDED", Role: "CONTROLLER", Entity: "TEKSYSTEMS", Mailable: true}
	for _, c := range change {
		c(&f)
	}
	r := &road{t: t, now: f.ReceivedAt}
	c, e := Receive("RC-TEST-0001", packs[0].Ref(), f, "file", complaint.Actor{Role: complaint.Complainant}, f.ReceivedAt)
	r.c, r.events = c, []Event{e}
	return r
}

var who = map[complaint.Role]complaint.Actor{
	complaint.Complainant:    {Role: complaint.Complainant},
	complaint.CaseOfficer:    {Role: complaint.CaseOfficer, ID: "staff/1"},
	complaint.PrivacyOfficer: {Role: complaint.PrivacyOfficer, ID: "staff/2"},
	complaint.Manager:        {Role: complaint.Manager, ID: "staff/3"},
}

// day moves to a day after receipt, at noon, and rings what is due.
func (r *road) day(n int) *road {
	r.now = received.AddDate(0, 0, n).Add(2 * time.Hour)
	r.events = append(r.events, r.c.Wake(r.now, time.Minute)...)
	return r
}

// do performs an act; facts are written "name=value".
func (r *road) do(role complaint.Role, action complaint.Action, facts ...string) *road {
	r.t.Helper()
	if err := r.try(role, action, facts...); err != nil {
		r.t.Fatalf("%s: %v", action, err)
	}
	return r
}

func (r *road) try(role complaint.Role, action complaint.Action, facts ...string) error {
	r.acts++
	act := Act{Key: fmt.Sprint("k", r.acts), Action: action, Actor: who[role], Facts: map[string]string{}}
	for _, f := range facts {
		name, value, _ := strings.Cut(f, "=")
		act.Facts[name] = value
	}
	e, err := r.c.Apply(act, r.now)
	if err == nil {
		r.events = append(r.events, e)
	}
	return err
}

// refused expects the act to be refused with words about it.
func (r *road) refused(about string, role complaint.Role, action complaint.Action, facts ...string) *road {
	r.t.Helper()
	before := r.c.Seq
	if err := r.try(role, action, facts...); err == nil || !strings.Contains(err.Error(), about) || r.c.Seq != before {
		r.t.Fatalf("%s: got %v, want a refusal about %q that changes nothing", action, err, about)
	}
	return r
}

// at expects the open steps.
func (r *road) at(want ...complaint.Step) *road {
	r.t.Helper()
	if got := r.c.Steps(); fmt.Sprint(got) != fmt.Sprint(want) {
		r.t.Fatalf("the case stands at %v, want %v", got, want)
	}
	return r
}

// told expects the codes of the letters of the last event.
func (r *road) told(want ...string) *road {
	r.t.Helper()
	var got []string
	for _, l := range r.events[len(r.events)-1].Letters {
		got = append(got, l.Code)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		r.t.Fatalf("%s sent %v, want %v", r.events[len(r.events)-1].Action, got, want)
	}
	return r
}

// by expects the number of the last transition.
func (r *road) by(id string) *road {
	r.t.Helper()
	for i := len(r.events) - 1; i >= 0; i-- {
		if got := r.events[i].Transition; got == id {
			return r
		} else if got != "" {
			r.t.Fatalf("the last transition was %s, want %s", got, id)
		}
	}
	return r
}

// due expects the status and due date of the latest deadline of a rule.
func (r *road) due(rule RuleID, status complaint.DeadlineStatus, date string) *road {
	r.t.Helper()
	d := r.c.last(rule)
	if d == nil || d.Status != status || d.Due.String() != date {
		r.t.Fatalf("%s: got %+v, want %s, due %s", rule, d, status, date)
	}
	return r
}

// ended expects the final outcome.
func (r *road) ended(want complaint.Outcome) *road {
	r.t.Helper()
	if r.c.Outcome != want || !r.c.Closed() {
		r.t.Fatalf("outcome %q closed %v at %v, want %s", r.c.Outcome, r.c.Closed(), r.c.Steps(), want)
	}
	return r
}

const (
	person  = complaint.Complainant
	officer = complaint.CaseOfficer
	privacy = complaint.PrivacyOfficer
)

// accepted brings the case to S1 on day 2.
func (r *road) accepted(class string) *road {
	r.t.Helper()
	return r.day(2).do(officer, complaint.TriageAccepted, "data_class="+class)
}

// answered brings the case to S1/RESPONDED on the day given.
func (r *road) answered(class string, n int, finding string) *road {
	r.t.Helper()
	return r.accepted(class).day(n).
		do(officer, complaint.ResponseDrafted, "finding="+finding, "remedies=NONE").
		do(privacy, complaint.ResponseApproved).
		do(officer, complaint.ResponseSent)
}

// commerce brings the case to S3.4 on day 151.
func (r *road) commerce() *road {
	r.t.Helper()
	return r.answered("NON_HR", 20, "NOT_SUBSTANTIATED").day(25).do(person, complaint.ComplainantNotSatisfied).
		day(30).do(person, complaint.IRMFiled).day(38).do(officer, complaint.IRMEligible).
		day(60).do(officer, complaint.IRMNoSettlement).day(85).do(officer, complaint.IRMDecision, "decision=REJECTED").
		day(90).do(person, complaint.ComplainantNotSatisfied).day(100).do(person, complaint.DPAContacted, "authority=SE").
		day(151).do(officer, complaint.DPARefersDoC)
}

func TestRoad_fullPathToAnAward(t *testing.T) {
	t.Parallel()
	r := newRoad(t).at(complaint.S0).due(D45, complaint.Running, "2018-10-08").told("N01").by("T01")
	r.commerce().at(complaint.S34).due(D90, complaint.Running, "2019-04-22").told("N12")
	r.day(242).at(complaint.S41).by("T29")
	r.do(person, complaint.ArbPrecheck).by("T30").at(complaint.S42).told("N13")
	r.day(250).do(person, complaint.ArbNoticeDelivered).by("T32").due(ARB90, complaint.Running, "2019-07-30")
	r.day(255).do(officer, complaint.ArbListReceived).at(complaint.S43)
	r.day(262).do(officer, complaint.ArbPanelFormed, "arbitrators=1").at(complaint.S44)
	r.day(330).do(officer, complaint.ArbAward, "award=PARTIAL", "due=2019-08-10").at(complaint.S45).due(AwardDue, complaint.Running, "2019-08-10")
	r.day(345).do(officer, complaint.AwardComplied).by("T34").at(complaint.S5).ended(complaint.ArbitratedPartial).told("N15")
	if len(r.c.Objections) != 0 {
		t.Errorf("objections %v, want none", r.c.Objections)
	}
	r.day(345 + 368).at(complaint.S5)
	if !r.c.Ended {
		t.Error("the time for reopening has not ended after 12 months")
	}
	t.Logf("%d events", len(r.events))
}

func TestRoad_employmentDataThroughThePanel(t *testing.T) {
	t.Parallel()
	r := newRoad(t).answered("HR", 30, "NOT_SUBSTANTIATED").day(35).refused("employment data", person, complaint.IRMFiled).
		do(person, complaint.ComplainantNotSatisfied).by("T14").at(complaint.S3Offered).told("N10")
	r.day(40).do(person, complaint.DPAContacted, "authority=SE").at(complaint.S31).
		day(50).do(officer, complaint.DPAPanelCompetent).due(D60, complaint.Running, "2018-12-03"). // 2 December is a Sunday
		day(80).do(officer, complaint.DPAAdvice).at(complaint.S33).due(D25, complaint.Running, "2018-12-07")
	r.day(106).at(complaint.S35).due(D25, complaint.Missed, "2018-12-07")
	if !r.c.DelistRisk {
		t.Error("no risk of removal from the list is noted")
	}
	r.day(120).do(officer, complaint.FTCActed).ended(complaint.NoncomplianceReported)
}
