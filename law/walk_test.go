package law

import (
	goflag "flag"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/complaint"
)

// walks is how many random walks the property test takes, a third of them about
// employment data, a third rights requests, unless -rapid.checks says otherwise.
const walks = 200_000

func TestMain(m *testing.M) {
	goflag.Parse()
	shelve("testdata/packs/*.yaml")
	settings := map[string]string{"rapid.nofailfile": "true"} // the seed suffices to walk again
	if !testing.Short() {
		settings["rapid.checks"] = fmt.Sprint(walks / 3)
	}
	goflag.Visit(func(f *goflag.Flag) { delete(settings, f.Name) })
	for name, value := range settings {
		if err := goflag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// moves are the acts of a walk: every act of people with every choice of its
// form. Those whose date is stated get one when they are made.
var moves = func() []Act {
	var list []Act
	for _, spec := range ActionSpecs() {
		actors := []complaint.Actor{who[officer]}
		switch {
		case spec.Action == complaint.CaseErased:
			actors[0] = who[system]
		case spec.Action == complaint.ResponseApproved, spec.Action == complaint.ErasureApproved:
			actors[0] = who[privacy]
		case spec.Action == complaint.TriageIneligible:
			actors = append(actors, who[privacy])
		case slices.Contains(spec.By, person):
			actors[0] = who[person]
		}
		for _, actor := range actors {
			list = append(list, samples(spec, actor)...)
		}
	}
	return list
}()

// Acts that are possible nearly everywhere would crowd out the others, so they
// are chosen seldom; those that only lead to other bodies or to the end do not
// count as the next step on the road.
var (
	sideDoors = []complaint.Action{complaint.ComplaintWithdrawn, complaint.RequestWithdrawn, complaint.SettlementSigned, complaint.DPAContacted, complaint.ArbNoticeDelivered}
	asides    = append(slices.Clone(sideDoors), complaint.MessageSent, complaint.DocumentAdded, complaint.CaseAssigned, complaint.CourtJudgment,
		complaint.FrivolousProposed, complaint.MandateRecorded, complaint.CaseLinked, complaint.DuplicateMerged, complaint.ForumCorrected, complaint.ConflictDeclared,
		complaint.DeliveryFailed, complaint.BreachExplained, complaint.HoldPlaced, complaint.HoldReleased, complaint.DeathRecorded, complaint.HeirsAdmitted, complaint.CaseLapsed,
		complaint.IncidentReported, complaint.RetaliationRaised, complaint.CaseReclassified, complaint.DeadlineStated, complaint.PackMoved, complaint.AuthorityEnquiry, complaint.CaseReopened,
		complaint.RepresentativeAdmitted, complaint.RepresentativeRevoked,
		complaint.ErasureRequested, complaint.ErasureProposed, complaint.ErasureApproved, complaint.ErasureRefused, complaint.CaseErased)
)

// walker is one case on a random walk.
type walker struct {
	t      *rapid.T
	c      Case
	now    time.Time
	events []Event
}

// Whatever people do from any station on, and whenever they do it, the
// invariants of the rulebook hold, no open case is left without a next step, and
// the events tell the whole story.
func TestWalk_invariants(t *testing.T) {
	t.Parallel()
	roads, names := map[string]*road{}, map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(stations)) {
		r := stations[name](t)
		if !r.c.Ended {
			kind := map[bool]string{true: "employment data", false: "other data"}[r.c.HR()]
			if r.c.IsRequest() {
				kind = "requests"
			}
			roads[name], names[kind] = r, append(names[kind], name)
		}
	}
	for kind, from := range names {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				start := roads[rapid.SampledFrom(from).Draw(t, "station")]
				w := &walker{t: t, c: start.c.Clone(), now: start.now}
				for range rapid.IntRange(2, 9).Draw(t, "steps") {
					w.wait(rapid.SampledFrom(waits).Draw(t, "days"))
					w.act(rapid.IntRange(0, 9).Draw(t, "aside") == 0)
				}
				w.replay(start)
			})
		})
	}
}

// waits are days to let pass: mostly none or few, sometimes whole periods.
var waits = []int{0, 0, 0, 0, 1, 3, 10, 31, 95, 400}

func (w *walker) wait(days int) {
	w.now = w.now.AddDate(0, 0, days).Add(time.Hour)
	w.events = append(w.events, w.c.Wake(w.now, time.Minute)...)
	if ring, ok := w.c.Next(); ok && !ring.At.After(w.now) {
		w.t.Fatalf("the clock rings at %s, which has passed at %s", ring.At, w.now)
	}
	w.check()
}

// act does one of the acts that have a place where the case stands.
func (w *walker) act(aside bool) {
	open := make([]int, 0, len(moves))
	for i, m := range moves {
		if slices.Contains(asides, m.Action) == aside && w.hasPlace(m) {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return
	}
	a := moves[rapid.SampledFrom(open).Draw(w.t, "act")]
	a.Facts = maps.Clone(a.Facts)
	if _, ok := a.Facts["due"]; ok {
		a.Facts["due"] = w.c.Facts.Place.Local(w.now).AddDays(20).String()
	}
	before := w.c.Seq
	e, err := w.c.Apply(a, w.now)
	if err == nil {
		w.events = append(w.events, e)
		w.check()
	} else if w.c.Seq != before {
		w.t.Fatalf("%s was refused and yet counted", a.Action)
	}
}

// hasPlace reports whether a row of the act starts where the case stands.
func (w *walker) hasPlace(a Act) bool {
	for _, t := range w.c.rowsOf(a.Action) {
		if w.c.match(t, "") != nil || t.From == nil && !w.c.Closed() {
			return true
		}
	}
	return false
}

func (w *walker) check() {
	c := &w.c
	for _, problem := range []string{wrongStages(c), wrongOutcome(c), wrongEmployment(c), wrongDeadlines(c), noNextStep(c), waitsForNobody(c), wrongOffer(c, w.events)} {
		if problem != "" {
			w.t.Fatalf("%s: at %v after %v", problem, c.Steps(), story(w.events))
		}
	}
}

func story(events []Event) []string {
	out := make([]string, len(events))
	for i, e := range events {
		out[i] = fmt.Sprintf("%s %s", e.At.Format("01-02"), e.Action)
	}
	return out
}

func wrongStages(c *Case) string {
	tracks := map[complaint.Track]bool{}
	for _, s := range c.Stages {
		switch {
		case !s.Open() && s.Exit == "":
			return "a stage ended without exit"
		case s.Open() && (tracks[s.Track] || s.Track == "" || s.Track != s.Step.Track()):
			return "two stages on one track, or one on none"
		case s.Open():
			tracks[s.Track] = true
		}
	}
	switch {
	case c.Closed() != (len(tracks) == 0):
		return "closed with an open stage, or open without one"
	case len(tracks) == 1 && tracks[complaint.FTCTrack] && !c.FTCDecides:
		return "the FTC track keeps the case open (invariant viii)"
	}
	return ""
}

var outcomes = []complaint.Outcome{
	complaint.UpheldRemedied, complaint.PartlyUpheldRemedied, complaint.NotUpheld, complaint.Settled, complaint.NoObjection, complaint.Withdrawn,
	complaint.Ineligible, complaint.ReferredController, complaint.MergedDuplicate, complaint.UnansweredByComplainant, complaint.AuthorityResolved,
	complaint.AuthorityNoBreach, complaint.ArbitratedForIndividual, complaint.ArbitratedPartial, complaint.ArbitratedForCompany, complaint.NoncomplianceReported,
	complaint.LapsedDeath, complaint.ConvertedRightsRequest,
	complaint.Granted, complaint.PartlyGranted, complaint.RefusedRestricted, complaint.RefusedIdentity, complaint.RefusedExcessive, complaint.NoDataHeld,
}

func wrongOutcome(c *Case) string {
	switch {
	case c.Closed() && !slices.Contains(outcomes, c.Outcome):
		return fmt.Sprintf("closed with outcome %q (invariant iv)", c.Outcome)
	case !c.Closed() && c.Outcome != "":
		return fmt.Sprintf("open with outcome %q (invariant iv)", c.Outcome)
	}
	return ""
}

// wrongEmployment is invariant (i): employment data is never before the recourse
// body, and before arbitrators only by a Notice.
func wrongEmployment(c *Case) string {
	s := c.open(complaint.ArbitrationTrack)
	if c.HR() && (c.open(complaint.RecourseTrack) != nil || s != nil && !c.noticed()) {
		return "employment data outside the road of the authorities (invariant i)"
	}
	return ""
}

// wrongOffer is invariant (ii): S4.2 by our offer needs all guards and no bar.
func wrongOffer(c *Case, events []Event) string {
	if n := len(events); n > 0 && events[n-1].Transition == "T30" && !c.Arbitration(events[n-1].At).Open {
		return "arbitration was opened against a guard or a bar (invariant ii)"
	}
	return ""
}

func wrongDeadlines(c *Case) string {
	d45, latest := 0, complaint.Date{}
	for i, d := range c.Deadlines {
		switch {
		case d.ID != i+1 || len(d.Steps) == 0 || d.Due.IsZero() || d.Due.Before(d.Internal):
			return "a deadline without number, date or steps"
		case d.Rule == D45 && !latest.IsZero() && latest.Before(d.Due), d.Rule == D45 && c.Facts.Place.Local(c.Facts.ReceivedAt).AddDays(45).Before(d.Due):
			return "the 45 days have moved later (invariant iii)"
		case d.Running() && d.Rule == Reopen && !c.Closed(), d.Running() && d.Rule != Reopen && d.Rule != Forward && c.open(d.Track) == nil:
			return fmt.Sprintf("the clock of %s runs for nobody", d.Rule)
		case d.Rule == D45 && d.Status != complaint.Superseded:
			d45++
		}
		if d.Rule == D45 {
			latest = d.Due
		}
	}
	if want := map[bool]int{true: 0, false: 1}[c.IsRequest()]; d45 != want {
		return "the 45 days run more than once, or never"
	}
	return wrongRequest(c)
}

// wrongRequest says what must never be with a rights request, or with a complaint
// beside one.
func wrongRequest(c *Case) string {
	if !c.IsRequest() {
		if c.open(complaint.RightsTrack) != nil {
			return "a complaint on the track of requests"
		}
		return ""
	}
	for _, s := range c.Stages {
		if s.Track != complaint.RightsTrack {
			return fmt.Sprintf("a request on the track %s", s.Track)
		}
	}
	switch {
	case c.requestBy().IsZero():
		return "a request without a date"
	case grants.Has(string(c.Outcome)) && c.doubtful():
		return "something was given to whom nobody knows"
	case c.At(complaint.RReceived) && c.RequestLate():
		return "a late request that does not say so"
	}
	return ""
}

// noNextStep finds an open stage that neither an act nor a clock carries on.
func noNextStep(c *Case) string {
	for _, s := range c.Stages {
		if s.Open() && !goesOn(c, s) {
			return fmt.Sprintf("%s has no next step", s.Step)
		}
	}
	return ""
}

// waitsForNobody finds an open stage that waits for nobody in particular, or for
// a complainant without end: whoever is silent loses no right by it, and the case
// goes on by its clock.
func waitsForNobody(c *Case) string {
	for _, s := range c.Stages {
		if !s.Open() {
			continue
		}
		running := slices.ContainsFunc(c.Deadlines, func(d Deadline) bool { return d.Running() && d.Track == s.Track })
		switch turn := s.Step.Info().Turn; {
		case turn == "":
			return fmt.Sprintf("%s waits for nobody", s.Step)
		case s.Step == complaint.S0AwaitingInfo, s.Step == complaint.S42 && c.noticed(): // the company still owes its answer; the administrator sends its list
		case turn == complaint.Complainant && !running && !c.paused(): // else it waits for heirs, or for the office to close it
			return fmt.Sprintf("%s waits for the complainant without end", s.Step)
		}
	}
	return ""
}

func goesOn(c *Case, s Stage) bool {
	if c.paused() && c.Result != complaint.LapsedDeath {
		return true // heirs are admitted, or the office closes the case
	}
	for i := range Table {
		t := &Table[i]
		if t.Of != c.Facts.Kind || !slices.Contains(t.From, s.Step) || t.Ends == "" && t.To == "" || slices.Contains(sideDoors, t.Action) {
			continue
		}
		if _, unmet := t.meets(c, Act{Actor: complaint.Actor{Role: officer, ID: "staff/9"}}, true); unmet == "" || c.ticks(t.Action, s.Track) {
			return true
		}
	}
	return s.Step == complaint.S1 || s.Step == complaint.S1Overdue // draft, approve, send
}

// ticks reports whether the act belongs to a clock that runs on the track.
func (c *Case) ticks(a complaint.Action, track complaint.Track) bool {
	return slices.ContainsFunc(c.Deadlines, func(d Deadline) bool {
		return d.Running() && d.Track == track && c.Rule(d).Then == a
	})
}

// replay does what the events tell, and expects the same case.
func (w *walker) replay(start *road) {
	c := start.c.Clone()
	told, err := retell(&c, w.events)
	if err != nil || !reflect.DeepEqual(c, w.c) || !reflect.DeepEqual(told, w.events) {
		w.t.Fatalf("the events tell another story (%v): %v", err, story(told))
	}
}

// retell does again what the events tell of acts and clocks.
func retell(c *Case, events []Event) ([]Event, error) {
	var told []Event
	for len(told) < len(events) {
		next := events[len(told)]
		if next.Actor.Role == complaint.Clock {
			rung := c.Wake(next.Recorded, time.Minute)
			if len(rung) == 0 {
				return told, fmt.Errorf("no clock rings at %s", next.Recorded)
			}
			told = append(told, rung...)
			continue
		}
		e, err := c.Apply(Act{Key: next.Key, Action: next.Action, Actor: next.Actor, At: next.At, Facts: asked(next)}, next.Recorded)
		if err != nil {
			return told, err
		}
		told = append(told, e)
	}
	return told, nil
}

// asked are the facts of an event that its act was asked for; the rest is what it
// did.
func asked(e Event) map[string]string {
	spec, err := actionSpec(e.Action)
	if err != nil {
		panic(err)
	}
	facts := maps.Clone(e.Facts)
	maps.DeleteFunc(facts, func(name, _ string) bool {
		return !slices.ContainsFunc(spec.Asks, func(f Field) bool { return f.Name == name })
	})
	return facts
}

// The events of every station tell its whole story from the receipt on.
func TestEvents_retellEveryStation(t *testing.T) {
	t.Parallel()
	for name, station := range stations {
		r := station(t)
		first := r.events[0]
		c, e := Receive(r.c.Number, Select(r.facts).Ref(), r.facts, first.Key, first.Actor, first.Recorded)
		told, err := retell(&c, r.events[1:])
		if err != nil || !reflect.DeepEqual(c, r.c) || !reflect.DeepEqual(append([]Event{e}, told...), r.events) {
			t.Errorf("%s: the events tell another story: %v\n%s", name, err, cmp.Diff(r.c, c))
		}
	}
}
