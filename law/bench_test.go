package law

import (
	"testing"
	"time"

	"recourse/complaint"
)

// BenchmarkRoad drives a complaint down the whole road to an award, ringing every
// clock at its time, under the pack of the release.
func BenchmarkRoad(b *testing.B) {
	b.ReportAllocs()
	events := 0
	for b.Loop() {
		events = fullRoad(Receive)
	}
	b.ReportMetric(float64(events), "events/op")
}

// BenchmarkTrial drives the same complaint as a case on trial.
func BenchmarkTrial(b *testing.B) {
	b.ReportAllocs()
	p := shield()
	for b.Loop() {
		fullRoad(func(n complaint.Number, _ PackRef, f Facts, key string, a complaint.Actor, now time.Time) (Case, Event) {
			return Try(n, p, f, key, a, now)
		})
	}
}

// receive is how a case of the benchmarks is opened.
type receive func(complaint.Number, PackRef, Facts, string, complaint.Actor, time.Time) (Case, Event)

// fullRoad is the road to an award by days after receipt; it returns the number
// of events.
func fullRoad(open receive) int {
	f := Facts{
		Channel: "WEB_FORM", ReceivedAt: received, Place: PlaceOf("WEB_FORM", "SE"), Residence: "SE", Language: "sv",
		PersonType: "JOB_SEEKER", DataClass: "UNDECIDED", Role: "CONTROLLER", Entity: "TEKSYSTEMS", Mailable: true,
	}
	c, _ := open("RC-TEST-0001", PackRef{ID: "EU-PS-2016", Version: "1.0.0"}, f, "file", complaint.Actor{Role: complaint.Complainant}, f.ReceivedAt)
	for _, step := range wholeRoad {
		now := received.AddDate(0, 0, step.day).Add(2 * time.Hour)
		for ring, ok := c.Next(); ok && !ring.At.After(now); ring, ok = c.Next() {
			c.Wake(ring.At, time.Minute)
		}
		if _, err := c.Apply(step.act, now); err != nil {
			panic(err)
		}
	}
	return c.Seq
}

// wholeRoad is every act on the road to an award.
var wholeRoad = []struct {
	day int
	act Act
}{
	{3, act(officer, complaint.TriageAccepted, "data_class=NON_HR")},
	{20, act(officer, complaint.ResponseDrafted, "finding=NOT_SUBSTANTIATED", "remedies=EXPLANATION")},
	{25, act(privacy, complaint.ResponseApproved)},
	{26, act(officer, complaint.ResponseSent)},
	{40, act(person, complaint.ComplainantNotSatisfied)},
	{45, act(person, complaint.IRMFiled)},
	{50, act(officer, complaint.IRMEligible)},
	{75, act(officer, complaint.IRMNoSettlement)},
	{100, act(officer, complaint.IRMDecision, "decision=REJECTED")},
	{110, act(person, complaint.ComplainantNotSatisfied)},
	{115, act(person, complaint.DPAContacted, "authority=SE")},
	{130, act(officer, complaint.DPARefersDoC)},
	{200, act(officer, complaint.DoCUnresolved)},
	{205, act(officer, complaint.ArbPrecheck)},
	{215, act(person, complaint.ArbNoticeDelivered)},
	{230, act(officer, complaint.ArbListReceived)},
	{240, act(officer, complaint.ArbPanelFormed, "arbitrators=1")},
	{290, act(officer, complaint.ArbAward, "award=FOR_INDIVIDUAL")},
	{300, act(officer, complaint.AwardComplied)},
}
