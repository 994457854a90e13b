package workflows

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.temporal.io/sdk/testsuite"
	"pgregory.net/rapid"

	"recourse/complaint"
	"recourse/law"
)

// A walk costs some milliseconds, so that a normal test takes 300 of them;
// RAPID_CHECKS=3000 takes more.
func TestMain(m *testing.M) {
	if _, chosen := os.LookupEnv("RAPID_CHECKS"); !chosen {
		if err := flag.Set("rapid.checks", "300"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// walker takes a random walk through the law alone and writes down the acts on
// the way, so that the workflow can be made to take the same walk.
type walker struct {
	t      *rapid.T
	c      law.Case
	now    time.Time
	events []law.Event // what the law says happens
	acts   []walked
}

// walked is one act and the refusal it meets; nil when it is done.
type walked struct {
	at      time.Time
	act     law.Act
	refusal error
	seq     int  // of the event, when it is done
	calm    bool // no clock rings soon after
}

// to moves on to an instant and lets every clock ring at its own.
func (w *walker) to(now time.Time) {
	for {
		r, ok := w.c.Next()
		if !ok || r.At.After(now) {
			break
		}
		w.events = append(w.events, w.c.Wake(later(r.At, w.now), clockOfTests.Late())...)
	}
	w.now = now
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// rare acts are possible nearly everywhere and would leave little else to happen.
var rare = []complaint.Action{
	complaint.MessageSent, complaint.DocumentAdded, complaint.CaseAssigned, complaint.CourtJudgment, complaint.ComplaintWithdrawn, complaint.PackMoved,
	complaint.SettlementSigned, complaint.ArbNoticeDelivered, complaint.FrivolousProposed, complaint.DuplicateFound, complaint.TriageProcessor,
	complaint.MandateRecorded, complaint.CaseLinked, complaint.ForumCorrected, complaint.ConflictDeclared, complaint.DeliveryFailed, complaint.BreachExplained,
	complaint.RequestWithdrawn, complaint.HoldPlaced, complaint.HoldReleased, complaint.DeathRecorded, complaint.IncidentReported, complaint.RetaliationRaised,
}

// actors are who acts, some more often than others.
var actors = []complaint.Actor{who[person], who[person], who[officer], who[officer], who[officer], who[privacy], who[privacy], who[manager], {Role: complaint.Representative}}

// step lets some days pass and somebody try something, most often something that
// the law allows.
func (w *walker) step() {
	wait := rapid.OneOf(rapid.IntRange(0, 10), rapid.IntRange(0, 100)).Draw(w.t, "days")
	w.to(w.now.Add(time.Duration(wait)*day + time.Duration(rapid.IntRange(1, 86_000).Draw(w.t, "seconds"))*time.Second))
	if w.c.Ended {
		return // for good: there is nobody to answer
	}
	actor := rapid.SampledFrom(actors).Draw(w.t, "actor")
	var likely, all []law.ActionSpec
	for _, o := range w.c.Options(actor, w.now) {
		all = append(all, o.ActionSpec)
		if o.Allowed && !slices.Contains(rare, o.Action) {
			likely = append(likely, o.ActionSpec)
		}
	}
	if len(likely) == 0 || rapid.IntRange(0, 9).Draw(w.t, "at random") == 0 {
		likely = all
	}
	act := law.Act{Key: fmt.Sprint("key-", len(w.acts)), Actor: actor}
	spec := rapid.SampledFrom(likely).Draw(w.t, "act")
	act.Action, act.Facts = spec.Action, w.facts(spec)
	if rapid.IntRange(0, 7).Draw(w.t, "told later") == 0 {
		act.At = w.now.Add(-time.Duration(rapid.IntRange(0, 6).Draw(w.t, "days ago")) * day)
	}
	w.try(act)
}

func (w *walker) try(act law.Act) {
	err := w.c.Check(act, w.now)
	w.acts = append(w.acts, walked{at: w.now, act: act, refusal: err})
	if err != nil {
		return
	}
	e, err := w.c.Apply(act, w.now)
	if err != nil {
		w.t.Fatalf("%s is allowed and then refused: %v", act.Action, err)
	}
	w.events = append(w.events, e)
	r, ticks := w.c.Next()
	done := &w.acts[len(w.acts)-1]
	done.seq, done.calm = e.Seq, !ticks || r.At.After(w.now.Add(time.Hour))
}

// facts fills in the codes that an act asks for.
func (w *walker) facts(spec law.ActionSpec) map[string]string {
	facts := map[string]string{}
	for _, f := range spec.Asks {
		if f.Private() || !f.Needed(facts) && rapid.Bool().Draw(w.t, "without "+f.Name) {
			continue
		}
		switch f.Kind {
		case law.ChoiceField, law.ChoicesField:
			facts[f.Name] = rapid.SampledFrom(f.Of).Draw(w.t, f.Name)
		case law.DateField:
			facts[f.Name] = complaint.DateOf(w.now).AddDays(rapid.IntRange(-2, 90).Draw(w.t, f.Name)).String()
		case law.FlagField:
			facts[f.Name] = "true"
		case law.CaseField:
			facts[f.Name] = "RC-7K3F-9Q2M"
		case law.StaffField:
			facts[f.Name] = "staff/7"
		case law.AgentField:
			facts[f.Name] = law.AgentID(rapid.IntRange(2, 4).Draw(w.t, f.Name))
		case law.PackField:
			facts[f.Name] = rapid.SampledFrom(law.Packs()).Draw(w.t, f.Name).Ref().String()
		default:
			w.t.Fatalf("%s: a %s among the facts", f.Name, f.Kind)
		}
	}
	return facts
}

// Whatever people do and whenever they do it, however often the case is renewed,
// the database stumbles, and an act reaches the record without the case: the case
// takes the way that the law takes alone, the record has no gap, and the workflow
// does not fail.
func TestWalk(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		filing := rapid.SampledFrom([]func(*law.Facts){func(*law.Facts) {}, byPost, livesIn("CH", ""), livesIn("US", "DE"), livesIn("US", ""), namesNobody, speaksForOther, aboutAChild, asksAccess, asks("OBJECTION"), asks("CONSENT_WITHDRAWAL")}).Draw(t, "filing")
		s := newStory(t, filing)
		w := &walker{t: t, c: s.filed.Clone(), now: received, events: s.book.events[:1:1]}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			if w.step(); w.c.Ended {
				break
			}
		}
		w.to(w.now.AddDate(3, 0, 0))
		s.follow(w)
		stumble := rapid.IntRange(2, 9).Draw(t, "stumbles")
		s.book.broken = func(call writing) error {
			switch {
			case call.n%stumble != 0:
				return nil
			case call.local:
				return errAnswerLost
			}
			return errAway
		}
		s.tell()
		if diff := cmp.Diff(w.events, s.book.events, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("the record is not what the law says (-law +record):\n%s", diff)
		}
		if diff := cmp.Diff(w.c, s.book.last, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(law.Case{})); diff != "" {
			t.Errorf("the case is not what the law says (-law +record):\n%s", diff)
		}
		checkD45(t, s.book.events, s.book.states)
	})
}

// follow has the workflow take the walk, with renewals half a second after acts,
// and some acts lost on the way from the record to the engine.
func (s *story) follow(w *walker) {
	for i, step := range w.acts {
		calm := step.calm && (i == len(w.acts)-1 || w.acts[i+1].at.After(step.at.Add(time.Hour)))
		switch {
		case step.refusal != nil:
			s.when(step.at, func() { s.send(step.act, step.refusal.Error()) }).expect(step.act)
		case calm && rapid.IntRange(0, 5).Draw(w.t, "lost") == 0:
			s.when(step.at, func() { s.loseOrSend(step) })
		default:
			s.when(step.at, func() { s.send(step.act, "") }).expect(step.act)
		}
		if rapid.IntRange(0, 4).Draw(w.t, "renew") == 0 {
			s.when(step.at.Add(500*time.Millisecond), func() { s.env.SignalWorkflow(signalRenew, nil) })
		}
	}
	if !w.c.Ended {
		s.end = w.now
	}
}

// loseOrSend puts an act on record behind the back of the case, which is then
// told to look; an act is not lost while others are on their way.
func (s *story) loseOrSend(step walked) {
	if s.book.last.Seq != step.seq-1 {
		s.send(step.act, "")
		return
	}
	s.book.lost = true
	s.onRecord(step.act, step.at)
	s.env.UpdateWorkflow(updateCatchUp, "catch-up-"+step.act.Key, &testsuite.TestUpdateCallback{
		OnAccept: func() {}, OnReject: func(err error) { s.t.Errorf("catching up is refused: %v", err) }, OnComplete: func(any, error) {},
	})
}

// checkD45 expects the 45 days never to move (invariant iii). The date of a request
// moves by an extension.
func checkD45(t *rapid.T, events []law.Event, states map[int]law.Case) {
	first := states[1]
	if first.IsRequest() {
		return
	}
	due := first.RespondBy()
	for _, e := range events {
		c, ok := states[e.Seq]
		if ok && c.RespondBy() != due {
			t.Errorf("event %d, %s, moves the last day of the 45 from %s to %s", e.Seq, e.Action, due, c.RespondBy())
		}
		if strings.HasPrefix(string(e.Action), "timer.") && e.Actor.Role != complaint.Clock {
			t.Errorf("event %d, %s, is an act of %s", e.Seq, e.Action, e.Actor.Role)
		}
	}
}
