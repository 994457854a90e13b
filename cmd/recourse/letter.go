package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/mail"
)

// The U.S. bodies as letters name them.
const (
	commerceName = "U.S. Department of Commerce"
	commerceWeb  = "www.trade.gov"
	ftcName      = "Federal Trade Commission"
	ftcWeb       = "www.ftc.gov"
)

// letterCase is what a letter is written from: the case, the complaint, and the
// events up to now.
type letterCase struct {
	law.Case
	filing  complaint.Filing
	entries []law.Entry
	letter  law.Letter
	seq     int       // the event that sends the letter
	today   time.Time // case time
	url     string    // of the installation
}

// data gathers all that the letter may say.
func (l *letterCase) data() mail.Data {
	d := mail.Data{Today: l.local(l.today), CaseURL: l.caseURL()}
	e := l.event()
	l.addCase(&d)
	l.addBodies(&d)
	l.addEvent(&d, e)
	l.addResponse(&d)
	l.addArbitration(&d, e)
	l.addErasure(&d, e)
	if l.letter.Code == mail.Reminder {
		l.addReminder(&d, e)
	}
	return d
}

func (l *letterCase) caseURL() string {
	if l.letter.To == complaint.Complainant || l.letter.To == complaint.Representative {
		return l.url + "/my-case"
	}
	return l.url + "/desk/cases/" + string(l.Number)
}

// addCase tells who, what and when.
func (l *letterCase) addCase(d *mail.Data) {
	pack, contact := l.pack(), l.Contact()
	d.Name, d.Entity, d.Framework = l.filing.Person.Name, law.EntityName(l.Facts.Entity), pack.Name
	d.Contact, d.ContactPost = contact.Email, contact.Post
	d.ReceivedOn, d.RespondBy = l.local(l.Facts.ReceivedAt), l.RespondBy()
	d.NewDate, d.Contested = l.due(law.Late), l.Contested
	if d.Anonymous = l.Facts.Anonymous; d.Anonymous {
		d.Name = mail.Nobody
	}
	d.ReplyBy, d.ReopenUntil = l.due(law.SAT), l.due(law.Reopen)
	d.Principles, d.HR, d.Outcome = l.Facts.Principles, l.HR(), cmp.Or(l.letter.Outcome, l.Outcome)
	d.Outside = !l.Covered()
	if d.Right = l.Facts.Right; l.IsRequest() {
		d.Late, d.Disappoints = l.RequestLate(), l.Disappoints()
	}
	d.AuthorityOpen = slices.ContainsFunc(l.Stages, func(s law.Stage) bool { return s.Open() && s.Track == complaint.AuthorityTrack })
}

// addBodies names the bodies a complaint can go to.
func (l *letterCase) addBodies(d *mail.Data) {
	country := l.Facts.Residence
	if !l.Covers(country) && l.Covers(l.Facts.ResidenceThen) {
		country = l.Facts.ResidenceThen
	}
	authority, pack := law.AuthorityOf(country), l.pack()
	d.AuthorityName, d.AuthorityWeb, d.AuthorityCountry = authority.Name, authority.Web, authority.Country
	d.RecourseName, d.RecourseWeb, d.RecoursePost = pack.IRM.Name, pack.IRM.Web, pack.IRM.Post
	d.ArbitrationName, d.ArbitrationAdministrator, d.ArbitrationWeb = pack.Arbitration.Name, pack.Arbitration.Administrator, pack.Arbitration.Web
	d.EnforcerName, d.EnforcerWeb = ftcName, ftcWeb
}

// addEvent tells what happened.
func (l *letterCase) addEvent(d *mail.Data, e law.Entry) {
	d.Happened = e.Action
	d.Ground, d.OpenedBy = e.Facts["ground"], complaint.Number(e.Facts[law.SiblingFact])
	d.Reason, d.SurvivingCase = e.Facts["reason_code"], complaint.Number(e.Facts["surviving_case"])
	d.ControllerName, d.AlsoController = e.Details["controller"], e.Facts["also_controller"] == "true"
	d.Decision, d.Award, d.EndReason = e.Facts["decision"], e.Facts["award"], e.Facts["reason_code"]
	d.Alarm = alarm(e)
	switch e.Action {
	case complaint.DPARefersDoC:
		d.ReferredTo, d.ReferredWeb, d.ExpectedBy = commerceName, commerceWeb, l.due(law.D90)
	case complaint.FTCReferral, complaint.TimerD25, complaint.IRMNonperformed:
		d.ReferredTo, d.ReferredWeb = ftcName, ftcWeb
	case complaint.IRMDecision:
		d.ActBy = l.due(law.IRMVerification)
	case complaint.ArbAward:
		d.ActBy = l.due(law.AwardDue)
	default: // the letter says nothing about the act
	}
}

// alarm is what an alarm says of an event: the consequence of its row. Where
// several rows bear its number, the one that raises an alarm is meant.
func alarm(e law.Entry) (says string) {
	for i := range law.Table {
		t := &law.Table[i]
		if t.ID != e.Transition || t.Action != e.Action {
			continue
		}
		if t.Alarms {
			return t.Says
		}
		if says == "" {
			says = t.Says
		}
	}
	return says
}

// addResponse tells the company's answer. A remedy without a date was given with
// the answer.
func (l *letterCase) addResponse(d *mail.Data) {
	for _, e := range l.entries {
		switch {
		case e.Seq > l.seq:
			return
		case e.Action == complaint.ResponseDrafted:
			d.Finding, d.Remedies = e.Facts["finding"], strings.Split(e.Facts["remedies"], ",")
			d.RemedyBy, _ = complaint.ParseDate(e.Facts["remedy_due"])
		case e.Action == complaint.ResponseSent:
			d.RespondedOn = l.local(e.At)
			d.Late = e.Transition == "T10"
			if d.RemedyBy.IsZero() {
				d.RemedyBy = d.RespondedOn
			}
		}
	}
}

// addArbitration tells which steps are done and which bars stand.
func (l *letterCase) addArbitration(d *mail.Data, e law.Entry) {
	a := l.Arbitration(l.today)
	d.Available, d.PossibleFrom = finding(a.Available), a.PossibleFrom
	for _, g := range a.Guards {
		d.Guards = append(d.Guards, finding(g))
	}
	for _, b := range a.Bars {
		d.Bars = append(d.Bars, finding(b))
	}
	if !l.NoticeAt.IsZero() {
		d.NoticeOn, d.ConcludeBy = l.local(l.NoticeAt), l.due(law.ARB90)
	}
	d.Arbitrators, _ = strconv.Atoi(e.Facts["arbitrators"])
	if e.Facts["relief"] != "" {
		d.Relief = strings.Split(e.Facts["relief"], ",")
	}
	if e.Action == complaint.ArbListReceived {
		d.RankBy, _ = complaint.ParseDate(e.Facts["due"])
	}
	l.addHearing(d, e)
}

func finding(f law.Finding) mail.Finding {
	return mail.Finding{Code: f.Code, Says: f.Says, Holds: f.Holds, Why: f.Why, Next: f.Next.Says}
}

// addHearing tells how the complainant takes part: what is settled, or else what
// was asked for. The letter that confirms a wish tells the wish.
func (l *letterCase) addHearing(d *mail.Data, e law.Entry) {
	h := l.Asked
	if d.HearingSettled = l.Agreed.Seq > 0 && e.Action != complaint.ArbHearingAsked; d.HearingSettled {
		h = l.Agreed
	}
	d.Participation, d.Help, d.HelpCost = h.Participation, h.Help, h.Cost
	d.HearingLanguage = h.Language
}

// addReminder tells the words of the rung and the date it is about, by the rule by
// which that deadline is counted. One that kept its date when the case was moved
// names its own pack; any other goes by that of the case.
func (l *letterCase) addReminder(d *mail.Data, e law.Entry) {
	clock := law.Deadline{Rule: l.letter.Rule}
	if id, err := strconv.Atoi(e.Facts["deadline"]); err == nil && id >= 1 && id <= len(l.Deadlines) {
		clock = l.Deadlines[id-1]
	}
	clock.Pack = cmp.Or(clock.Pack, law.PackAt(l.Pack, l.entries, l.seq))
	rule := l.Rule(clock)
	if rule == nil {
		return
	}
	d.Due, d.Reminder, d.Deadline = clock.Due, rule.Title, rule.Title
	if n := l.letter.Rung; n >= 0 && n < len(rule.Ladder) {
		d.Reminder = rule.Ladder[n].Say
	}
}

// addErasure tells how long a case is kept, and until when this one stays where
// erasing it is refused.
func (l *letterCase) addErasure(d *mail.Data, e law.Entry) {
	keeping := l.pack().Rule(law.Retention)
	d.KeptFor, d.KeptUnit, d.StaysUntil = keeping.N, string(keeping.Unit), l.KeptUntil()
	if !d.StaysUntil.IsZero() && d.StaysUntil.Before(d.ReopenUntil) {
		d.ReopenUntil = d.StaysUntil // what is erased is not opened again
	}
	if until, err := complaint.ParseDate(e.Facts["until"]); err == nil {
		d.StaysUntil = until
	}
	if d.StaysUntil.Before(d.Today) {
		d.StaysUntil = complaint.Date{} // it stays for another reason than its time
	}
}

// event returns the event that sends the letter.
func (l *letterCase) event() law.Entry {
	for _, e := range l.entries {
		if e.Seq == l.seq {
			return e
		}
	}
	return law.Entry{}
}

// due returns the due date of the deadline of a rule that the event started, or
// else of the latest one.
func (l *letterCase) due(rule law.RuleID) complaint.Date {
	var last complaint.Date
	day := l.local(l.event().At)
	for _, d := range l.Deadlines {
		if d.Rule == rule {
			if last = d.Due; d.Start == day {
				break
			}
		}
	}
	return last
}

func (l *letterCase) local(t time.Time) complaint.Date { return l.Facts.Place.Local(t) }

// pack returns the case's pack; a release that lacks it would not have loaded
// the case.
func (l *letterCase) pack() *law.Pack {
	p, err := law.Lookup(l.Pack)
	if err != nil {
		panic(err)
	}
	return p
}
