package simulation

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// options are those of the tests: the Privacy Shield in 2018.
func options(t testing.TB, cases int, sets ...string) Options {
	t.Helper()
	p, err := law.Lookup(law.PackRef{ID: "EU-PS-2016"})
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Pack: p, Year: 2018, Cases: cases, Seed: 1}
	if len(sets) > 0 {
		if o.WhatIf, err = p.With(sets...); err != nil {
			t.Fatal(err)
		}
		o.Name = "what if"
	}
	return o
}

func run(t *testing.T, o Options) Result {
	t.Helper()
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A seed gives the same figures whatever the number of workers, another seed gives
// others.
func TestRun_sameSeedSameFigures(t *testing.T) {
	t.Parallel()
	o := options(t, 3000, "D45.n=30")
	o.Workers = 1
	alone := run(t, o)
	o.Workers = 3
	if together := run(t, o); !reflect.DeepEqual(alone, together) {
		t.Error("three workers find something else than one")
	}
	o.Seed = 2
	if reflect.DeepEqual(alone.Reports, run(t, o).Reports) {
		t.Error("the seed changes nothing")
	}
}

// Nothing is lost and nothing is counted twice, under any pack of the release.
func TestRun_sumsAgree(t *testing.T) {
	t.Parallel()
	for _, p := range law.Packs() {
		year, err := FirstYear(p)
		if err != nil {
			t.Fatal(err)
		}
		r := run(t, Options{Pack: p, Year: year, Cases: 3000, Seed: 7}).Reports[0]
		missed, outcomes := 0, 0
		for _, d := range r.Duties {
			missed += d.Missed
		}
		for _, o := range r.Outcomes {
			outcomes += o.Count
		}
		sum := func(of func(Week) int) int { return r.sum(of) }
		for name, pair := range map[string][2]int{
			"complaints":                       {r.Received, 3000},
			"closed and open":                  {r.Closed + r.Open, r.Received},
			"received by week":                 {sum(func(w Week) int { return w.Received }), r.Received},
			"closed by week":                   {sum(func(w Week) int { return w.Closed }), r.Closed},
			"open after the last week":         {r.Weeks[weeks-1].Open, r.Open},
			"outcomes":                         {outcomes, r.Closed},
			"breaches and missed duties":       {r.Breaches, missed},
			"breaches by week":                 {sum(func(w Week) int { return w.Breaches }), r.Breaches},
			"the 45 days begin once each case": {duties(r, law.D45), r.Received},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s, %s: %d and %d", p.ID, name, pair[0], pair[1])
			}
		}
		if r.Breaches == 0 || r.Open == 0 || r.Refused*100 > r.Received {
			t.Errorf("%s: %d breaches, %d open, %d refused of %d", p.ID, r.Breaches, r.Open, r.Refused, r.Received)
		}
	}
}

// duties counts the periods of a rule that began.
func duties(r Report, rule law.RuleID) int {
	d := r.duty(Duty{Rule: rule})
	return d.Met + d.Missed + d.Cancelled + d.Running
}

// The same people come to both packs, so that a shorter period is missed by all who
// miss the longer one, and an unchanged pack changes nothing.
func TestRun_comparesTheSamePeople(t *testing.T) {
	t.Parallel()
	r := run(t, options(t, 4000, "D45.n=30"))
	as, what := r.Reports[0], r.Reports[1]
	if a, b := as.duty(Duty{Rule: law.D45}).Missed, what.duty(Duty{Rule: law.D45}).Missed; b <= a {
		t.Errorf("45 days are missed %d times and 30 days %d times", a, b)
	}
	for i := range as.Weeks {
		if as.Weeks[i].Received != what.Weeks[i].Received {
			t.Fatalf("in week %d other complaints arrive", i+1)
		}
	}
	same := run(t, options(t, 4000, "D45.n=45"))
	same.Reports[1].Name = same.Reports[0].Name
	if !reflect.DeepEqual(same.Reports[0], same.Reports[1]) {
		t.Error("45 days are not 45 days")
	}
}

// recount counts a small run once more, from nothing but the events and by itself.
type recount struct {
	open, events, reminders, letters, breaches, acts int
	outcomes                                         map[complaint.Outcome]int
	came                                             map[complaint.Step]int
}

func (r *recount) see(pack *law.Pack, events []law.Event) {
	before := 0
	came := map[complaint.Step]bool{}
	for i, e := range events {
		r.events++
		r.letters += len(e.Letters)
		closed := slices.Equal(e.To, []complaint.Step{complaint.S5})
		switch {
		case i == 0:
			r.open++
		case closed && before == 1:
			r.open--
		case !closed && before == 0:
			r.open++
		}
		before = map[bool]int{true: 0, false: 1}[closed]
		for _, s := range e.To {
			if !came[s] {
				came[s] = true
				r.came[s]++
			}
		}
		switch {
		case e.Action == complaint.ReminderDue:
			r.reminders++
		case e.Action == complaint.TimerD45 || e.Action == complaint.TimerD25:
			r.breaches++
		case e.Action == complaint.DeadlinePassed && pack.Rule(law.RuleID(e.Facts["rule"])).Breach:
			r.breaches++
		case e.Actor.Role == complaint.CaseOfficer || e.Actor.Role == complaint.PrivacyOfficer:
			r.acts++
		}
		if e.Action == complaint.IRMNonperformed && !slices.ContainsFunc(events[:i], missedVerification) {
			r.breaches++ // noted before the date has passed
		}
	}
}

func missedVerification(e law.Event) bool {
	return e.Action == complaint.DeadlinePassed && e.Facts["rule"] == string(law.IRMVerification)
}

func TestRun_agreesWithARecount(t *testing.T) {
	t.Parallel()
	o := options(t, 1500)
	y := newYear(o.Pack, o.Year, o.Seed)
	count := tallies([]*law.Pack{o.Pack}, y)
	w := worker{dice: newDice(), packs: []*law.Pack{o.Pack}, lives: newLives(y, count)}
	r := recount{outcomes: map[complaint.Outcome]int{}, came: map[complaint.Step]int{}}
	for n := range o.Cases {
		var events []law.Event
		w.lives[0].watch = func(_ *law.Case, more []law.Event) { events = append(events, more...) }
		if err := w.cases(n, n+1); err != nil {
			t.Fatal(err)
		}
		if last := events[len(events)-1]; !last.At.Before(y.end) {
			t.Fatalf("an event at %s, after the year", last.At)
		}
		r.see(o.Pack, events)
	}
	report := run(t, o).Reports[0]
	for name, pair := range map[string][2]int{
		"open": {report.Open, r.open}, "events": {report.Events, r.events}, "breaches": {report.Breaches, r.breaches},
		"reminders": {report.sum(func(w Week) int { return w.Reminders }), r.reminders},
		"letters":   {report.sum(func(w Week) int { return w.Letters }), r.letters},
		"acts":      {report.sum(func(w Week) int { return w.Acts }), r.acts},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: counted %d, recounted %d", name, pair[0], pair[1])
		}
	}
	for i, b := range bodies {
		if report.Reached[i].Count != r.came[b.step] {
			t.Errorf("%s: counted %d, recounted %d", b.name, report.Reached[i].Count, r.came[b.step])
		}
	}
}

// A complaint of January whose people always choose the next body comes to an award
// within the year.
func TestLife_wholeRoad(t *testing.T) {
	t.Parallel()
	o := options(t, 1)
	y := newYear(o.Pack, o.Year, o.Seed)
	count := tallies([]*law.Pack{o.Pack}, y)
	l := newLives(y, count)[0]
	l.plan = &plan{}
	y.draw(newDice(), 0, l.plan)
	l.facts.ReceivedAt, l.employment, l.facts.PersonType = y.begin.AddDate(0, 0, 1).Add(9*time.Hour), false, "VISITOR"
	l.facts.Mailable = true
	for i := range l.moves {
		l.moves[i] = 0.3
	}
	for i := range turns {
		l.turns[i] = 0.999 // nothing
	}
	choose(t, l.plan, "triage", complaint.TriageAccepted)
	choose(t, l.plan, "answer of the company", complaint.ResponseDrafted)
	choose(t, l.plan, "reply to the answer", complaint.ComplainantNotSatisfied)
	choose(t, l.plan, "offer of the recourse body", complaint.IRMFiled)
	choose(t, l.plan, "recourse body: eligibility", complaint.IRMEligible)
	choose(t, l.plan, "recourse body: conciliation", complaint.IRMNoSettlement)
	choose(t, l.plan, "recourse body: decision", complaint.IRMDecision)
	choose(t, l.plan, "performance", complaint.IRMPerformed)
	choose(t, l.plan, "reply to the recourse body", complaint.ComplainantNotSatisfied)
	choose(t, l.plan, "offer of the authority", complaint.DPAContacted)
	choose(t, l.plan, "authority", complaint.DPARefersDoC)
	choose(t, l.plan, "Commerce", complaint.DoCUnresolved)
	choose(t, l.plan, "offer of arbitration", complaint.ArbPrecheck)
	choose(t, l.plan, "Notice of arbitration", complaint.ArbNoticeDelivered)
	choose(t, l.plan, "choice of the panel", complaint.ArbPanelFormed)
	choose(t, l.plan, "arbitrators", complaint.ArbAward)
	choose(t, l.plan, "compliance with the award", complaint.AwardComplied)
	if err := l.live(o.Pack); err != nil {
		t.Fatal(err)
	}
	if l.c.Outcome != complaint.ArbitratedForIndividual || count[0].Reached[complaint.S43] != 1 || count[0].Refused != 0 {
		t.Errorf("the case stands at %v, outcome %q, %d refused", l.c.Steps(), l.c.Outcome, count[0].Refused)
	}
}

// choose lets a turn fall on its first move that does the action.
func choose(t *testing.T, p *plan, name string, action complaint.Action) {
	t.Helper()
	for i := range turns {
		sum := 0.0
		for _, m := range turns[i].moves {
			if turns[i].name == name && m.do == action {
				p.turns[i] = sum + m.share/2
				return
			}
			sum += m.share
		}
	}
	t.Fatalf("nobody does %s at %q", action, name)
}
