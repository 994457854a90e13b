package law

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
)

// A case on trial lives like a complaint in every event and every state; only the
// words that explain its deadlines are left out.
func TestTry_livesLikeAComplaint(t *testing.T) {
	t.Parallel()
	for name, station := range stations {
		r := station(t)
		first := r.events[0]
		c, e := Try(r.c.Number, Select(r.facts), r.facts, first.Key, first.Actor, first.Recorded)
		told, err := retell(&c, r.events[1:])
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(r.events, append([]Event{e}, told...)); diff != "" {
			t.Errorf("%s: the events of the trial differ:\n%s", name, diff)
		}
		if diff := cmp.Diff(silent(r.c), silent(c)); diff != "" {
			t.Errorf("%s: the trial differs:\n%s", name, diff)
		}
		for _, d := range c.Deadlines {
			if d.Steps != nil && c.Pack == Select(r.facts).Ref() { // a move to another pack is explained
				t.Errorf("%s: %s is explained", name, d.Rule)
			}
		}
	}
}

// silent is the case without the words that explain its deadlines.
func silent(c Case) Case {
	c = c.Clone()
	c.Trial = nil
	for i := range c.Deadlines {
		c.Deadlines[i].Steps = nil
	}
	return c
}

// A case on trial follows the pack it was given, which no record ever names.
func TestTry_followsItsPack(t *testing.T) {
	t.Parallel()
	shorter, err := shield().With("D45.n=30")
	if err != nil {
		t.Fatal(err)
	}
	f := newRoad(t).facts
	c, _ := Try("RC-TEST-0001", shorter, f, "file", complaint.Actor{Role: person}, f.ReceivedAt)
	if got := c.last(D45).Due.String(); got != "2018-09-23" {
		t.Errorf("day 30 is %s", got)
	}
	if breaches := c.Wake(f.ReceivedAt.AddDate(0, 0, 31), time.Minute); breaches[len(breaches)-1].Transition != "T11" {
		t.Errorf("nothing happens after 30 days: %+v", breaches)
	}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back Case
	if err := json.Unmarshal(text, &back); err != nil || back.Trial != nil {
		t.Errorf("the trial was written down: %v", err)
	}
}

func TestPackWith(t *testing.T) {
	t.Parallel()
	p := shield()
	changed, err := p.With("D45.n=30", "SAT.roll=NONE", "ACK.n=9", "ACK.target=9", "D60.unit=business_day", "D45.internal=NONE", "DREF.breach=false")
	if err != nil {
		t.Fatal(err)
	}
	d45, ack := changed.Rule(D45), changed.Rule(ACK)
	if d45.N != 30 || d45.Internal != RollNone || changed.Rule(SAT).Roll != RollNone || ack.Target != 9 || ack.N != 9 || changed.Rule(D60).Unit != BusinessDay || changed.Rule(DREF).Breach {
		t.Errorf("got %+v, %+v", d45, ack)
	}
	if p.Rule(D45).N != 45 || p.Rule(D45) == d45 || changed.Rule(D90) != p.Rule(D90) || changed.ID != p.ID {
		t.Error("more was changed than was said, or the pack of the release itself")
	}
}

func TestPackWith_refusesWithWhatThereIs(t *testing.T) {
	t.Parallel()
	for set, want := range map[string]string{
		"D45":            `"D45" is no setting; write RULE.field=value, for example D45.n=30`,
		"D45.n":          `"D45.n" is no setting; write RULE.field=value, for example D45.n=30`,
		"D46.n=30":       "D46.n=30: EU-PS-2016 has no rule D46; it has ACK, ARB90, AWARD, D25, D45",
		"D45.length=30":  "D45.length=30: a rule has no figure length to set; it has breach, internal, n, roll, target, unit",
		"D45.cite=x":     "D45.cite=x: a rule has no figure cite to set",
		"D45.n=thirty":   "D45.n=thirty: n takes a whole number",
		"D45.n=0":        "D45.n=0: n must be a positive number, not 0",
		"D45.n=3651":     "D45.n=3651: n must not be more than 3650",
		"ACK.target=11":  "ACK.target=11: target must lie between 0 and n, not at 11",
		"D45.unit=week":  `D45.unit=week: unknown unit "week"`,
		"D45.roll=LATER": `D45.roll=LATER: unknown roll "LATER"`,
		"D45.roll=":      "D45.roll=: a code is missing",
		"D45.breach=ja":  "D45.breach=ja: breach takes true or false",
	} {
		t.Run(set, func(t *testing.T) {
			t.Parallel()
			if _, err := shield().With(set); err == nil || len(err.Error()) < len(want) || err.Error()[:len(want)] != want {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
}
