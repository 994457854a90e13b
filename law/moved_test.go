package law

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
)

// shelve adds packs of the tests to those of the release: older versions, so that
// nothing chooses them by itself.
func shelve(pattern string) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		panic(err)
	}
	texts := map[string][]byte{}
	for _, name := range names {
		if texts[name], err = os.ReadFile(name); err != nil {
			panic(err)
		}
	}
	read, faults := ReadPacks(texts)
	for _, name := range names {
		if faults[name] != nil {
			panic(name + ": " + faults[name].Error())
		}
		packs = append(packs, read[name])
	}
	slices.SortFunc(packs, byVersion)
}

const (
	older = "pack=EU-PS-2016@0.9.0"
	newer = "pack=EU-PS-2016@1.0.0"
)

// New cases take the newest version of a pack; running ones find their own.
func TestVersions_chooseAndFind(t *testing.T) {
	t.Parallel()
	f := newRoad(t).facts
	if got := Select(f).Ref(); got != (PackRef{"EU-PS-2016", "1.0.0"}) {
		t.Errorf("a new case goes by %s", got)
	}
	if got := Substance(f).Version; got != "1.0.0" {
		t.Errorf("the substance is measured by version %s", got)
	}
	for version, n := range map[string]int{"0.9.0": 40, "1.0.0": 45, "": 45} {
		if p, err := Lookup(PackRef{ID: "EU-PS-2016", Version: version}); err != nil || p.Rule(D45).N != n {
			t.Errorf("version %q: %v", version, err)
		}
	}
	c, _ := Receive("RC-TEST-0001", PackRef{"EU-PS-2016", "0.9.0"}, f, "file", who[person], f.ReceivedAt)
	if got := c.RespondBy().String(); got != "2018-10-03" {
		t.Errorf("the older version gives %s", got)
	}
}

func TestMovePack_recountsWhatRuns(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").day(12)
	if got, err := r.c.Move(PackRef{"EU-PS-2016", "0.9.0"}); err != nil || len(got) != 1 || got[0].From.String() != "2018-10-08" || got[0].To.String() != "2018-10-03" || len(got[0].Why) == 0 {
		t.Fatalf("the preview says %+v, %v", got, err)
	}
	r.do(officer, complaint.PackMoved, older).by("H70").at(complaint.S1).due(D45, complaint.Running, "2018-10-03").told("MESSAGE")
	old, now := r.c.Deadlines[0], r.c.last(D45)
	if old.Status != complaint.Superseded || old.Pack.Version != "1.0.0" || r.c.Rule(old).N != 45 || now.Pack != (PackRef{}) || r.c.Rule(*now).N != 40 {
		t.Errorf("got %+v and %+v", old, now)
	}
	if now.Start != old.Start || now.Fired != 1 || !strings.Contains(now.Steps[0], "EU-PS-2016@0.9.0") || !strings.Contains(now.Steps[0], "8 October 2018") {
		t.Errorf("got %+v", now)
	}
	e := r.last()
	if e.Facts["from_pack"] != "EU-PS-2016@1.0.0" || e.Facts["moved"] != "D45:2018-10-08>2018-10-03" || len(e.Moved()) != 1 || e.Moved()[0].To != now.Due {
		t.Errorf("the event says %v", e.Facts)
	}
	r.until(now.Instant).at(complaint.S1).day(41).by("T11").at(complaint.S1Overdue)
}

// Invariant (iii): a pack that would give more days leaves the date where it is.
func TestMovePack_neverMovesTheAnswerLater(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").day(12).do(officer, complaint.PackMoved, older).do(officer, complaint.PackMoved, newer).told()
	d := r.due(D45, complaint.Running, "2018-10-03").c.last(D45)
	if last := d.Steps[len(d.Steps)-1]; !strings.Contains(last, "never moves later") || !strings.Contains(last, "8 October 2018") || d.Pack.Version != "0.9.0" || r.c.Rule(*d).N != 40 {
		t.Errorf("got %+v", d)
	}
	if got := r.last().Facts["moved"]; got != "" || len(r.last().Letters) != 0 {
		t.Errorf("the event says %q", got)
	}
	r.day(41).by("T11")
}

// The complainant's window does not get shorter; it may get longer.
func TestMovePack_leavesTheComplainantTheirTime(t *testing.T) {
	t.Parallel()
	r := newRoad(t).answered("NON_HR", 20, "PARTLY").do(officer, complaint.PackMoved, older).told().due(SAT, complaint.Running, "2018-10-15")
	if d := r.c.last(SAT); !strings.Contains(d.Steps[len(d.Steps)-1], "never gets shorter") {
		t.Errorf("got %v", d.Steps)
	}
	newRoad(t).accepted("NON_HR").do(officer, complaint.PackMoved, older).day(20).sent("PARTLY").due(SAT, complaint.Running, "2018-10-03").
		do(officer, complaint.PackMoved, newer).due(SAT, complaint.Running, "2018-10-15").told("MESSAGE")
}

// A date that a body has stated stays, with its ladder; what ended stays as it
// was; a figure that is the same by another source takes that source.
func TestMovePack_leavesWhatIsStatedOrPast(t *testing.T) {
	t.Parallel()
	r := newRoad(t).commerce().do(officer, complaint.DeadlineStated, "rule=D90", "due=2019-03-01")
	before := r.c.Clone()
	r.do(officer, complaint.PackMoved, older).due(D90, complaint.Running, "2019-03-01")
	for i, d := range before.Deadlines {
		if got := r.c.Deadlines[i]; got.Pack.Version != "1.0.0" || got.Due != d.Due || got.Status != d.Status || got.Fired != d.Fired || !slices.Equal(got.Order, d.Order) {
			t.Errorf("%s has become %+v", d.Rule, got)
		}
	}
	r = newRoad(t).advised().do(officer, complaint.PackMoved, older)
	if d := r.c.running(D25); d.Pack != (PackRef{}) || r.c.Rule(*d).Basis != Recalled || !slices.Contains(d.Steps, "Basis of the figure: recalled.") {
		t.Errorf("got %+v", d)
	}
}

// A rung that has rung does not ring again, nor one whose day is over.
func TestMovePack_ringsNothingTwice(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").day(12).do(officer, complaint.PackMoved, older)
	n := len(r.events)
	r.day(31)
	for _, e := range r.events[n:] {
		if got := e.Recorded.Format("01-02"); e.Action != complaint.ReminderDue || got != "09-23" {
			t.Errorf("%s on %s", e.Action, got)
		}
	}
	r = newRoad(t).accepted("NON_HR").day(42)
	n = len(r.events)
	r.do(officer, complaint.PackMoved, older).wake().at(complaint.S1Overdue)
	var alarms int
	for _, e := range r.events[n:] {
		if e.Action == complaint.ReminderDue {
			alarms++
		}
	}
	if alarms != 1 {
		t.Errorf("the breach that the other pack makes is told %d times", alarms)
	}
}

func TestMovePack_refusals(t *testing.T) {
	t.Parallel()
	r := newRoad(t).refused("another one", officer, complaint.PackMoved, newer).
		refused("reaches residents", officer, complaint.PackMoved, "pack=CH-DPF-2024@1.0.0").
		refused("no pack", officer, complaint.PackMoved, "pack=EU-PS-2016@7.0.0").
		refused("with its version", officer, complaint.PackMoved, "pack=EU-PS-2016").
		refused("needs pack", officer, complaint.PackMoved).
		refused("not for the role", person, complaint.PackMoved, older).
		refused("not for the role", complaint.Manager, complaint.PackMoved, older)
	r.answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantSatisfied).refused("any open stage", officer, complaint.PackMoved, older)
	if got := r.c.Goals(); len(got) != 0 {
		t.Errorf("a closed case can go to %v", got)
	}
	if _, err := r.c.Move(PackRef{"EU-PS-2016", "7.0.0"}); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("got %v", err)
	}
	newRoad(t, func(f *Facts) { f.ResidenceThen = "CH" }).do(privacy, complaint.PackMoved, newer).by("H70")
	newRoad(t, american).do(officer, complaint.PackMoved, "pack=EU-DPF-2023@1.0.0")
}

func TestGoals(t *testing.T) {
	t.Parallel()
	r := newRoad(t)
	var got []string
	for _, g := range r.c.Goals() {
		got = append(got, g.Pack.Ref().String())
		if moved := len(g.Changes) > 0; moved != (g.Pack.Version == "0.9.0") {
			t.Errorf("%s changes %v", g.Pack.Ref(), g.Changes)
		}
	}
	if want := []string{"EU-DPF-2023@1.0.0", "EU-PS-2016@0.9.0"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPackAt(t *testing.T) {
	t.Parallel()
	r := newRoad(t).do(officer, complaint.PackMoved, older).do(officer, complaint.MessageSent).do(officer, complaint.PackMoved, "pack=EU-DPF-2023@1.0.0")
	var entries []Entry
	for _, e := range r.events {
		entries = append(entries, Entry{Event: e})
	}
	for seq, want := range map[int]string{1: "EU-PS-2016@1.0.0", 2: "EU-PS-2016@0.9.0", 3: "EU-PS-2016@0.9.0", 4: "EU-DPF-2023@1.0.0", 5: "EU-DPF-2023@1.0.0"} {
		if got := PackAt(r.c.Pack, entries, seq).String(); got != want {
			t.Errorf("event %d went by %s, want %s", seq, got, want)
		}
	}
}

// A move never closes a path that is open to the complainant.
func TestGoals_keepThePathOpen(t *testing.T) {
	t.Parallel()
	received := time.Date(2024, 5, 1, 10, 0, 0, 0, time.UTC)
	f := Facts{Channel: "WEB_FORM", ReceivedAt: received, Residence: "GB", PersonType: "JOB_SEEKER", DataClass: "UNDECIDED", Place: PlaceOf("WEB_FORM", "GB"), TransferredOn: complaint.DateOf(received.AddDate(0, -2, 0))}
	c, _ := Receive("RC-TEST-0001", Select(f).Ref(), f, "file", who[person], received)
	if !c.Covered() || c.Pack.ID != "UK-EXT-2023" {
		t.Fatalf("the case has %s", c.Pack)
	}
	for _, g := range c.Goals() {
		moved := c.Clone()
		if moved.Pack = g.Pack.Ref(); !moved.Covered() {
			t.Errorf("by %s nobody but the company is open", g.Pack.Ref())
		}
	}
	a := act(officer, complaint.PackMoved, "pack=EU-PS-2016@1.0.0")
	if _, err := c.Apply(a, received.Add(time.Hour)); err == nil || complaint.RuleOf(err) != "H70" {
		t.Errorf("got %v", err)
	}
}
