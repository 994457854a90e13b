package law

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"recourse/complaint"
)

// requests makes a filing a request for a right.
func requests(right string) func(*Facts) {
	return func(f *Facts) { f.Kind, f.Right = complaint.RightsRequest, right }
}

// on moves the receipt to the morning of a day at the receiving address.
func on(day string) func(*Facts) {
	d, err := complaint.ParseDate(day)
	if err != nil {
		panic(err)
	}
	return func(f *Facts) { f.ReceivedAt = d.In(time.UTC, 10, 0) }
}

func from(country string) func(*Facts) {
	return func(f *Facts) { f.Residence, f.Place = country, PlaceOf(f.Channel, country) }
}

// Every right starts its clocks, and the earlier of two governs (section 11). A
// Friday, 24 August 2018: the month ends on Monday 24 September.
func TestH40_clocksOfEveryRight(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		right, country string
		clocks         []RuleID
		by             string
	}{
		{"ACCESS", "SE", clocks(RR1M, RRPS), "2018-09-24"},
		{"ACCESS", "GB", clocks(RR1M, RRPS), "2018-09-24"},
		{"ACCESS", "CH", clocks(RRPS), "2018-10-08"},
		{"ACCESS", "US", clocks(RRPS), "2018-10-08"},
		{"CORRECTION", "DE", clocks(RR1M, RRPS), "2018-09-24"},
		{"AMENDMENT", "DE", clocks(RR1M, RRPS), "2018-09-24"},
		{"DELETION", "CH", clocks(RRPS), "2018-10-08"},
		{"CHOICE", "SE", clocks(RRChoice), "2018-09-10"}, // 27 August is a bank holiday in England
		{"CHOICE", "CH", clocks(RRChoice), "2018-09-10"},
		{"MARKETING_OPT_OUT", "SE", clocks(RR1M, RRMarketing), "2018-08-29"},
		{"MARKETING_OPT_OUT", "CH", clocks(RRMarketing), "2018-08-29"},
		{"CONSENT_WITHDRAWAL", "SE", clocks(RRConsent), "2018-08-29"},
		{"RESTRICTION", "SE", clocks(RR1M), "2018-09-24"},
		{"PORTABILITY", "SE", clocks(RR1M), "2018-09-24"},
		{"OBJECTION", "CH", clocks(RR1M), "2018-09-24"}, // the month that the company grants
	} {
		t.Run(tc.right+" "+tc.country, func(t *testing.T) {
			t.Parallel()
			r := newRoad(t, requests(tc.right), from(tc.country)).by("H40").at(complaint.RReceived).clocks(tc.clocks...).told("R01")
			if got := r.c.RespondBy().String(); got != tc.by {
				t.Errorf("to be answered by %s, want %s", got, tc.by)
			}
		})
	}
	for _, right := range complaint.Rights {
		if _, ok := rightPeriods[right]; !ok {
			t.Errorf("%s starts no clock", right)
		}
	}
	// Whoever lived in the EEA when the data was collected keeps the month.
	newRoad(t, requests("ACCESS"), from("CH"), func(f *Facts) { f.ResidenceThen = "DE" }).clocks(RR1M, RRPS)
	newRoad(t, requests("DELETION"), child).told("R01", "ALARM", "ALARM")
}

// The examples of section 12.7.
func TestH40_examplesOfTheRulebook(t *testing.T) {
	t.Parallel()
	newRoad(t, requests("PORTABILITY"), on("2018-08-31")).due(RR1M, complaint.Running, "2018-10-01")
	newRoad(t, requests("PORTABILITY"), on("2019-01-31")).due(RR1M, complaint.Running, "2019-02-28")
}

// The month can be extended inside it only, and the Shield's time stays.
func TestH43_extension(t *testing.T) {
	t.Parallel()
	r := newRoad(t, requests("ACCESS")).day(30).do(officer, complaint.RequestExtended, "ground=COMPLEXITY").by("H43").told("R03").
		at(complaint.RReceived).due(RR1M, complaint.Superseded, "2018-09-24").due(RR3M, complaint.Running, "2018-11-26").due(RRPS, complaint.Running, "2018-10-08")
	if got := r.c.RespondBy().String(); got != "2018-10-08" || r.c.Result != complaint.Extended {
		t.Errorf("by %s with %s", got, r.c.Result)
	}
	r.refused("first month", officer, complaint.RequestExtended, "ground=NUMBER")
	r.day(46).at(complaint.ROverdue).due(RRPS, complaint.Missed, "2018-10-08")
	newRoad(t, requests("PORTABILITY")).do(officer, complaint.RequestExtended, "ground=NUMBER").day(90).at(complaint.RReceived).day(95).at(complaint.ROverdue)
	newRoad(t, requests("ACCESS")).day(32).at(complaint.ROverdue).refused("possible only at R/RECEIVED, R/IDENTITY", officer, complaint.RequestExtended, "ground=NUMBER")
	newRoad(t, requests("ACCESS"), from("CH")).refused("first month under the GDPR", officer, complaint.RequestExtended, "ground=NUMBER")
	newRoad(t, requests("ACCESS")).refused("must be one of", officer, complaint.RequestExtended, "ground=HOLIDAYS")
}

// The last second of the month is inside it.
func TestH43_toTheLastSecond(t *testing.T) {
	t.Parallel()
	r := newRoad(t, requests("PORTABILITY"))
	end := r.c.last(RR1M).Instant
	r.until(end).do(officer, complaint.RequestExtended, "ground=NUMBER")
	newRoad(t, requests("PORTABILITY")).until(end.Add(time.Second)).at(complaint.ROverdue).by("H47")
}

// Proof of identity is asked once; nothing is given without it where it was
// asked, and the periods run on.
func TestH41_identity(t *testing.T) {
	t.Parallel()
	asked := func() *road {
		return newRoad(t, requests("ACCESS")).do(officer, complaint.IdentityAsked).by("H41").at(complaint.RIdentity).told("R02").clocks(RR1M, RRPS)
	}
	asked().refused("possible only at R/RECEIVED, R/OVERDUE", officer, complaint.IdentityAsked).
		refused("sufficiently proven", officer, complaint.RequestAnswered, "outcome=GRANTED").
		do(officer, complaint.IdentityChecked, "method=OTHER", "result=INSUFFICIENT").by("H42").at(complaint.RIdentity).
		refused("sufficiently proven", officer, complaint.RequestAnswered, "outcome=PARTLY_GRANTED", "ground=RIGHTS_OF_OTHERS").
		do(officer, complaint.IdentityChecked, "method=ADDRESS", "result=SUFFICIENT").at(complaint.RReceived).
		refused("not sufficient", officer, complaint.RequestAnswered, "outcome=REFUSED_IDENTITY").
		do(officer, complaint.RequestAnswered, "outcome=GRANTED").ended(complaint.Granted)
	asked().do(officer, complaint.RequestAnswered, "outcome=REFUSED_IDENTITY").ended(complaint.RefusedIdentity)
	asked().day(32).at(complaint.ROverdue).refused("asked once", officer, complaint.IdentityAsked).
		do(officer, complaint.IdentityChecked, "method=BIRTH_DATE", "result=SUFFICIENT").at(complaint.ROverdue).do(officer, complaint.RequestAnswered, "outcome=GRANTED")
	newRoad(t, requests("ACCESS")).refused("not sufficient", officer, complaint.RequestAnswered, "outcome=REFUSED_IDENTITY").
		day(32).do(officer, complaint.IdentityAsked).at(complaint.ROverdue).told("R02")
	newRoad(t, requests("ACCESS")).refused("was asked for", officer, complaint.IdentityChecked, "method=OTHER", "result=INSUFFICIENT")
	newRoad(t, requests("MARKETING_OPT_OUT")).refused("marketing is always stopped", officer, complaint.IdentityAsked)
}

// Data goes to nobody whom the person has not sent; a child's is deleted all the
// same.
func TestH44_mandate(t *testing.T) {
	t.Parallel()
	newRoad(t, requests("ACCESS"), represented).refused("mandate of whoever acts", officer, complaint.RequestAnswered, "outcome=GRANTED").
		do(officer, complaint.MandateRecorded, "mandate=WRITTEN_AUTHORITY").do(officer, complaint.RequestAnswered, "outcome=GRANTED").ended(complaint.Granted)
	newRoad(t, requests("PORTABILITY"), represented).do(officer, complaint.RequestAnswered, "outcome=NO_DATA_HELD").ended(complaint.NoDataHeld)
	newRoad(t, requests("CORRECTION"), represented).refused("mandate of whoever acts", officer, complaint.RequestAnswered, "outcome=GRANTED")
	newRoad(t, requests("MARKETING_OPT_OUT"), represented).do(officer, complaint.RequestAnswered, "outcome=GRANTED").ended(complaint.Granted)
	newRoad(t, requests("DELETION"), child).do(officer, complaint.RequestAnswered, "outcome=GRANTED").ended(complaint.Granted)
}

// Each right is restricted on its own grounds only, and some on none.
func TestH44_groundsOfARestriction(t *testing.T) {
	t.Parallel()
	for _, right := range complaint.Rights {
		for _, ground := range complaint.RestrictionGrounds {
			r := newRoad(t, requests(right))
			err := r.try(officer, complaint.RequestAnswered, "outcome=REFUSED_RESTRICTED", "ground="+ground)
			if want := slices.Contains(restrictions[right], ground); want != (err == nil) {
				t.Errorf("%s restricted for %s: %v", right, ground, err)
			}
		}
		r := newRoad(t, requests(right))
		err := r.try(officer, complaint.RequestAnswered, "outcome=REFUSED_EXCESSIVE")
		if absolute := right == "MARKETING_OPT_OUT" || right == "CONSENT_WITHDRAWAL"; absolute == (err == nil) {
			t.Errorf("%s refused as excessive: %v", right, err)
		}
		newRoad(t, requests(right)).refused("can be restricted", officer, complaint.RequestAnswered, "outcome=PARTLY_GRANTED")
	}
}

// A restriction explains itself and names a contact; a refusal gives its reasons.
func TestH44_textsOfARestriction(t *testing.T) {
	t.Parallel()
	r := newRoad(t, requests("ACCESS"))
	for outcome, needs := range map[string][2]bool{
		"GRANTED": {false, false}, "NO_DATA_HELD": {false, false}, "PARTLY_GRANTED": {true, true}, "REFUSED_RESTRICTED": {true, true},
		"REFUSED_IDENTITY": {true, false}, "REFUSED_EXCESSIVE": {true, false},
	} {
		a := act(officer, complaint.RequestAnswered, "outcome="+outcome)
		for _, tc := range []struct {
			texts map[string]string
			ok    bool
		}{
			{map[string]string{}, !needs[0] && !needs[1]},
			{map[string]string{"explanation": "x"}, !needs[1]},
			{map[string]string{"contact": "x"}, !needs[0]},
			{map[string]string{"explanation": "x", "contact": "x"}, true},
		} {
			if err := r.c.CheckTexts(a, tc.texts); tc.ok != (err == nil) {
				t.Errorf("%s with %v: %v", outcome, tc.texts, err)
			}
		}
	}
}

func TestH47_lateAnswer(t *testing.T) {
	t.Parallel()
	r := newRoad(t, requests("ACCESS")).day(32).at(complaint.ROverdue).by("H47").told("R05", "ALARM", "ALARM").due(RR1M, complaint.Missed, "2018-09-24").clocks(RRPS, Late)
	r.day(50).at(complaint.ROverdue).due(RRPS, complaint.Missed, "2018-10-08").
		do(officer, complaint.BreachExplained, "cause=STAFFING").
		do(officer, complaint.RequestAnswered, "outcome=GRANTED").ended(complaint.Granted).told("R04").clocks(Reopen)
	for _, rule := range clocks(RR1M, RRPS) {
		if r.c.last(rule).Done.IsZero() {
			t.Errorf("%s is not noted as done late", rule)
		}
	}
}

func TestH45_otherEnds(t *testing.T) {
	t.Parallel()
	newRoad(t, requests("ACCESS")).do(officer, complaint.RequestReferred).by("H45").ended(complaint.ReferredController).exit(complaint.RightsTrack, "REFERRED_CONTROLLER").
		told("R06", "CONTROLLER").refused("gave less than was asked", person, complaint.RequestComplained)
	newRoad(t, requests("ACCESS")).do(person, complaint.RequestWithdrawn, "confirmed=true").by("H46").ended(complaint.Withdrawn).told("R07")
	r := newRoad(t, requests("ACCESS")).do(officer, complaint.RequestAnswered, "outcome=GRANTED").refused("gave less than was asked", person, complaint.RequestComplained).day(380)
	if !r.c.Ended {
		t.Error("the request has not ended after 12 months")
	}
}

// No act of a complaint touches a request, and the other way round.
func TestRequests_areApart(t *testing.T) {
	t.Parallel()
	newRoad(t, requests("ACCESS")).refused("not for a case of this kind", person, complaint.ComplaintWithdrawn, "confirmed=true").
		refused("not for a case of this kind", officer, complaint.TriageAccepted, "data_class=NON_HR").
		refused("not for a case of this kind", officer, complaint.CourtJudgment)
	newRoad(t).refused("not for a case of this kind", officer, complaint.RequestAnswered, "outcome=GRANTED")
	for _, tc := range []struct {
		r    *road
		has  complaint.Action
		hasn complaint.Action
	}{
		{newRoad(t), complaint.TriageMixed, complaint.RequestAnswered},
		{newRoad(t, requests("ACCESS")), complaint.RequestAnswered, complaint.TriageMixed},
	} {
		offered := func(a complaint.Action) bool {
			return slices.ContainsFunc(tc.r.c.Options(who[officer], tc.r.now), func(o Option) bool { return o.Action == a })
		}
		if !offered(tc.has) || offered(tc.hasn) || !offered(complaint.MessageSent) {
			t.Errorf("the options are those of another kind of case")
		}
	}
}

// opened expects the case that the last event has opened.
func (r *road) opened(number complaint.Number) *road {
	r.t.Helper()
	e := r.last()
	if e.Opens == nil || e.Opens.Case.Number != number || e.Facts[SiblingFact] != string(number) || e.Opens.Event.Facts[SiblingFact] != string(r.c.Number) {
		r.t.Fatalf("%s opened %+v, want %s", e.Action, e.Opens, number)
	}
	s := e.Opens.Case
	if !slices.Contains(r.c.Siblings, number) || fmt.Sprint(s.Siblings) != fmt.Sprintf("[%s]", r.c.Number) {
		r.t.Fatalf("%v and %v do not know each other", r.c.Siblings, s.Siblings)
	}
	return &road{t: r.t, facts: s.Facts, c: s.Clone(), now: r.now, events: []Event{e.Opens.Event}}
}

// T06: the request keeps the date of the complaint, and the complaint closes.
func TestT06_rightsOnly(t *testing.T) {
	t.Parallel()
	r := newRoad(t).day(4).do(officer, complaint.TriageRightsOnly, "right=DELETION").by("T06").ended(complaint.ConvertedRightsRequest).told("N15").
		exit(complaint.CompanyTrack, "CONVERTED_RIGHTS_REQUEST").due(D45, complaint.Cancelled, "2018-10-08")
	q := r.opened("RC-TEST-0001-R1").at(complaint.RReceived).told("R01").clocks(RR1M, RRPS).due(RR1M, complaint.Running, "2018-09-24")
	if q.c.Facts.Right != "DELETION" || !q.c.Facts.ReceivedAt.Equal(received) || q.c.Number.Kind() != complaint.RightsRequest {
		t.Errorf("the request is %+v", q.c.Facts)
	}
	newRoad(t, anonymous).refused("named person", officer, complaint.TriageRightsOnly, "right=ACCESS")
	newRoad(t, represented).refused("mandate", officer, complaint.TriageRightsOnly, "right=ACCESS")
	again := r.day(30).do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-12-01").do(officer, complaint.TriageRightsOnly, "right=ACCESS")
	again.opened("RC-TEST-0001-R2")
	newRoad(t).day(40).do(officer, complaint.TriageRightsOnly, "right=ACCESS").opened("RC-TEST-0001-R1").wake().at(complaint.ROverdue).due(RR1M, complaint.Missed, "2018-09-24")
}

// T07: two clocks, the same receipt date.
func TestT07_mixed(t *testing.T) {
	t.Parallel()
	r := newRoad(t, represented).do(officer, complaint.MandateRecorded, "mandate=NON_PROFIT").day(4).
		do(officer, complaint.TriageMixed, "right=ACCESS", "data_class=NON_HR", "principles=SECURITY").by("T07").at(complaint.S1).told("N02").clocks(D45).
		due(D45, complaint.Running, "2018-10-08")
	q := r.opened("RC-TEST-0001-R1").due(RR1M, complaint.Running, "2018-09-24")
	if q.c.Mandate != "NON_PROFIT" || q.c.Facts.DataClass != "NON_HR" || r.c.Facts.Principles[0] != "SECURITY" {
		t.Errorf("the request is %+v", q.c)
	}
	newRoad(t).day(50).do(officer, complaint.TriageMixed, "right=ACCESS", "data_class=HR").at(complaint.S1Overdue)
	newRoad(t, american).refused("EEA or Switzerland", officer, complaint.TriageMixed, "right=ACCESS", "data_class=NON_HR")
}

// H48: a refused, partial or late answer, or none in time, is a ground for a
// complaint of its own.
func TestH48_complaintAboutTheAnswer(t *testing.T) {
	t.Parallel()
	for _, outcome := range []string{"REFUSED_EXCESSIVE", "NO_DATA_HELD"} {
		r := newRoad(t, requests("ACCESS")).day(10).do(officer, complaint.RequestAnswered, "outcome="+outcome).day(20).do(person, complaint.RequestComplained).
			by("H48").at(complaint.S5).told("MESSAGE").refused("complained about the answer before", person, complaint.RequestComplained)
		k := r.day(20).opened("RC-TEST-0001-C1").at(complaint.S0).told("N01").due(D45, complaint.Running, "2018-10-28")
		if k.c.Facts.Kind != "" || k.c.Facts.Principles[0] != "ACCESS" || k.c.Facts.DataClass != "UNDECIDED" || k.c.Number.Kind() != "" {
			t.Errorf("the complaint is %+v", k.c.Facts)
		}
	}
	late := newRoad(t, requests("MARKETING_OPT_OUT")).refused("possible only at R/OVERDUE, S5", person, complaint.RequestComplained).
		day(7).at(complaint.ROverdue).do(person, complaint.RequestComplained).at(complaint.ROverdue)
	if got := late.opened("RC-TEST-0001-C1").c.Facts.Principles[0]; got != "CHOICE" {
		t.Errorf("the principle is %s", got)
	}
	late.do(officer, complaint.RequestAnswered, "outcome=GRANTED").refused("complained about the answer before", person, complaint.RequestComplained)
	newRoad(t, requests("ACCESS")).day(40).do(officer, complaint.RequestAnswered, "outcome=GRANTED").do(person, complaint.RequestComplained).by("H48")
	newRoad(t, requests("ACCESS")).do(officer, complaint.RequestAnswered, "outcome=NO_DATA_HELD").day(380).refused("time for reopening is over", person, complaint.RequestComplained)
}

// A chain of cases ends where its number would no longer be one.
func TestOpened_numbersEnd(t *testing.T) {
	t.Parallel()
	r := newRoad(t, requests("ACCESS")).day(40)
	r.c.Number = "RR-TEST-0001-C1-R1-C1-R1-C1-R1-C1-R1-C1"
	r.refused("out of more cases", person, complaint.RequestComplained)
}

// An act of the law is not changed by what the law adds to its event.
func TestOpened_leavesTheActAlone(t *testing.T) {
	t.Parallel()
	r := newRoad(t)
	a := act(officer, complaint.TriageRightsOnly, "right=ACCESS")
	if _, err := r.c.Apply(a, r.now); err != nil || len(a.Facts) != 1 {
		t.Errorf("%v: the act has the facts %v", err, a.Facts)
	}
}
