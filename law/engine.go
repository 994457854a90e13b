package law

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"recourse/complaint"
)

// Receive opens a case (T01): the day of receipt is day 0 of the 45 days. The
// acknowledgment runs only where no notice can leave at once by e-mail.
func Receive(number complaint.Number, pack PackRef, facts Facts, key string, actor complaint.Actor, now time.Time) (Case, Event) {
	c := Case{Number: number, Pack: pack, Facts: facts}
	act := Act{Key: key, Action: complaint.ComplaintReceived, Actor: actor, At: facts.ReceivedAt}
	e := c.apply(&intake[0], act, now)
	return c, e
}

// Check says whether the act is allowed now; the error names the rule.
func (c *Case) Check(act Act, now time.Time) error {
	_, err := c.decide(c.dated(act, now), now)
	return err
}

// Apply does the act and returns what happened. The case is unchanged when the
// act is refused.
func (c *Case) Apply(act Act, now time.Time) (Event, error) {
	act = c.dated(act, now)
	t, err := c.decide(act, now)
	if err != nil {
		return Event{}, err
	}
	return c.apply(t, act, now), nil
}

// dated gives an act without an instant the present one.
func (c *Case) dated(act Act, now time.Time) Act {
	if act.At.IsZero() {
		act.At = now
	}
	act.At = act.At.UTC()
	return act
}

// decide finds the row of the table for the act.
func (c *Case) decide(act Act, now time.Time) (*Transition, error) {
	spec, err := actionSpec(act.Action)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(spec.By, act.Actor.Role) {
		return nil, &complaint.Error{Kind: complaint.Forbidden, Text: fmt.Sprintf("%s is not for the role %s", act.Action, act.Actor.Role)}
	}
	if act.At.After(now) {
		return nil, complaint.Errorf(complaint.Invalid, "at lies in the future: %s is after %s", act.At.Format(time.RFC3339), now.Format(time.RFC3339))
	}
	if act.At.Before(c.Facts.ReceivedAt) {
		return nil, complaint.Errorf(complaint.Invalid, "at lies before the receipt of the complaint, %s", c.Facts.ReceivedAt.Format(time.RFC3339))
	}
	if err := c.checkFacts(spec, act); err != nil {
		return nil, err
	}
	return c.row(act, false)
}

// farthest is how many years ahead a stated date may lie. Product choice; it
// keeps slips of the pen, such as the year 2108, out of the clocks.
const farthest = 10

// checkFacts says what is wrong with the facts of an act, or with the date it
// states.
func (c *Case) checkFacts(spec ActionSpec, act Act) error {
	if err := spec.check(act.Facts); err != nil || act.Facts["due"] == "" {
		return err
	}
	day := c.Facts.Place.Local(act.At)
	due, err := complaint.ParseDate(act.Facts["due"])
	switch {
	case err != nil:
		return fmt.Errorf("%s: due: %w", act.Action, err)
	case due.Before(day):
		return complaint.Errorf(complaint.Invalid, "%s: due, %s, lies before the act, %s", act.Action, due, day)
	case day.AddMonths(12 * farthest).Before(due):
		return complaint.Errorf(complaint.Invalid, "%s: due, %s, lies more than %d years ahead", act.Action, due, farthest)
	}
	return nil
}

// row returns the first row of the act whose step is open and whose conditions
// hold; the refusal explains the row that came closest, which is the one that
// meets the most conditions.
// When probing, conditions on the fields of the act are taken as met.
func (c *Case) row(act Act, probe bool) (*Transition, error) {
	list := rows[act.Action]
	if c.Ended {
		return nil, complaint.Refuse("T37", "%s is not possible: the time for reopening is over; a new complaint can be linked to this case (E15)", act.Action)
	}
	closest, most, says := list[0], -1, ""
	for _, t := range list {
		if c.match(t, act.track) == nil && (t.From != nil || c.Closed()) {
			continue
		}
		met, unmet := t.meets(c, act, probe)
		if unmet == "" {
			return t, nil
		}
		if met > most {
			closest, most, says = t, met, unmet
		}
	}
	if most < 0 {
		return nil, complaint.Refuse(closest.ID, "%s (%s) is possible only at %s; the case stands at %s", act.Action, closest.ID, startsFrom(list), names(c.Steps()))
	}
	return nil, complaint.Refuse(closest.ID, "%s (%s) is possible only when %s", act.Action, closest.ID, says)
}

// meets counts the conditions that hold up to the first that does not, and
// returns the words of that one, or "".
func (t *Transition) meets(c *Case, act Act, probe bool) (met int, unmet string) {
	for _, cond := range t.If {
		if !(probe && cond.OnFacts) && !cond.Holds(c, act) {
			return met, cond.Says
		}
		met++
	}
	return met, ""
}

// startsFrom lists the steps from which the rows of an act start.
func startsFrom(list []*Transition) string {
	var from []complaint.Step
	for _, t := range list {
		from = append(from, t.From...)
	}
	return names(from)
}

// closedStage stands in for the stage of a closed case.
var closedStage = &Stage{Step: complaint.S5}

// match returns the open stage that the row starts from, or nil. The act of a
// clock concerns only the track on which the clock runs.
func (c *Case) match(t *Transition, track complaint.Track) *Stage {
	if c.Closed() && slices.Contains(t.From, complaint.S5) {
		return closedStage
	}
	for i := range c.Stages {
		if s := &c.Stages[i]; s.Open() && (track == "" || track == s.Track) && slices.Contains(t.From, s.Step) {
			return s
		}
	}
	return nil
}

// names lists steps for people; an empty list is any open stage.
func names(list []complaint.Step) string {
	if len(list) == 0 {
		return "any open stage"
	}
	var out []string
	for _, s := range list {
		if !slices.Contains(out, string(s)) {
			out = append(out, string(s))
		}
	}
	return strings.Join(out, ", ")
}

// apply does what the row says. The order matters: duties are done before their
// stage ends, since ending a stage cancels the clocks that are left on it.
func (c *Case) apply(t *Transition, act Act, now time.Time) Event {
	c.Seq++
	c.LastActivity = now
	e := Event{Seq: c.Seq, Action: act.Action, Transition: t.ID, Actor: act.Actor, At: act.At, Recorded: now, Facts: act.Facts, Key: act.Key}
	before := c.Steps()
	from := c.match(t, act.track)
	for _, rule := range t.Stops {
		c.done(c.deadline(rule, from), &e)
	}
	track := c.move(t, from, &e)
	e.To = c.entered(t)
	if t.Proves != "" {
		c.prove(t.Proves, &e)
	}
	if t.Does != nil {
		t.Does(c, &e)
	}
	for _, rule := range t.Starts {
		c.start(rule, track, &e)
	}
	c.close(&e)
	if c.Seq > 1 {
		e.From = before
	}
	e.To = c.Steps()
	e.Letters = append(c.tell(t), e.Letters...)
	return e
}

// entered returns the step that a row enters, for effects that need it before
// the case has settled.
func (c *Case) entered(t *Transition) []complaint.Step {
	if t.To != "" {
		return steps(t.To)
	}
	return c.Steps()
}

// move ends, moves and opens stages, and returns the track on which the row's
// clocks start.
func (c *Case) move(t *Transition, from *Stage, e *Event) complaint.Track {
	track := complaint.CompanyTrack
	if from != nil {
		track = from.Track
	}
	switch {
	case t.Ends != "":
		c.end(from, t.exit(e), e)
	case t.To != "" && from != nil:
		from.Step, from.Since, from.Seq = t.To, e.At, e.Seq
	}
	if t.To != "" {
		track = t.To.Track()
		c.enter(t.To, e)
	}
	if t.Opens != "" {
		c.enter(t.Opens, e)
		if t.To == "" {
			track = t.Opens.Track()
		}
	}
	return track
}

// exit returns the exit code with the field of the act filled in that it names.
func (t *Transition) exit(e *Event) string {
	code, field, _ := strings.Cut(t.Ends, "{")
	return code + e.Facts[strings.TrimSuffix(field, "}")]
}

// enter opens a track at a step, unless the track is open already.
func (c *Case) enter(step complaint.Step, e *Event) {
	if c.open(step.Track()) == nil {
		c.Stages = append(c.Stages, Stage{Opened: e.Seq, Track: step.Track(), Step: step, Since: e.At, Begun: e.At, Seq: e.Seq})
	}
}

// end closes a stage and cancels the clocks left on its track. A missed duty
// whose stage ends rings no more.
func (c *Case) end(s *Stage, exit string, e *Event) {
	if s == nil || !s.Open() {
		return
	}
	s.Ended, s.Exit, s.Seq = e.At, exit, e.Seq
	c.LastStep = s.Step
	for i := range c.Deadlines {
		d := &c.Deadlines[i]
		switch {
		case d.Track != s.Track || d.Quiet:
		case d.Status == complaint.Running:
			c.stop(d, complaint.Cancelled, e)
		case d.Status == complaint.Missed && d.Seq != e.Seq: // what has just passed still tells so
			d.Quiet, d.Seq = true, e.Seq
		}
	}
}

// close closes the case when nothing is open but an FTC track that nobody waits
// for (invariant viii), and starts the time for reopening.
func (c *Case) close(e *Event) {
	if c.Closed() {
		return
	}
	for _, track := range complaint.Tracks {
		if c.open(track) != nil && (track != complaint.FTCTrack || c.FTCDecides) {
			return
		}
	}
	last := c.LastStep
	c.end(c.open(complaint.FTCTrack), "FTC_PENDING", e)
	c.LastStep = last
	c.ClosedAt = e.At
	c.Outcome = c.Result
	if c.Withdrawn {
		c.Outcome = complaint.Withdrawn
	}
	c.start(Reopen, "", e)
}

// deadline returns the latest deadline of a rule on the track of the stage, or
// else on any track; nil if there is none. The same rule can run on several
// tracks at once, as the window for the complainant does.
func (c *Case) deadline(rule RuleID, s *Stage) *Deadline {
	for i := len(c.Deadlines) - 1; i >= 0 && s != nil; i-- {
		if d := &c.Deadlines[i]; d.Rule == rule && d.Track == s.Track {
			return d
		}
	}
	return c.last(rule)
}

// done notes that the duty behind a deadline is done: in time it is met, even
// when that is recorded late; later it stays missed with the instant at which it
// was done after all.
func (c *Case) done(d *Deadline, e *Event) {
	switch {
	case d == nil:
	case d.Status == complaint.Running && d.over(e.At):
		c.stop(d, complaint.Missed, e)
		d.Done, d.Quiet = e.At, true
	case d.Status == complaint.Running:
		c.stop(d, complaint.Met, e)
	case d.Status == complaint.Missed && d.Done.IsZero() && d.over(e.At):
		d.Done, d.Quiet, d.Seq = e.At, true, e.Seq
	case d.Status == complaint.Missed && d.Done.IsZero():
		d.Status, d.Ended, d.Quiet, d.Seq = complaint.Met, e.At, true, e.Seq
	}
}

// stop ends a running deadline.
func (c *Case) stop(d *Deadline, status complaint.DeadlineStatus, e *Event) {
	if d == nil || d.Status != complaint.Running {
		return
	}
	d.Status, d.Ended, d.Seq = status, e.At, e.Seq
	d.Quiet = status != complaint.Missed
}

// start begins a period on the local day of the event. A date in the act
// replaces the counted one, unless no letter can restate the period.
func (c *Case) start(rule RuleID, track complaint.Track, e *Event) {
	if rule == ACK && c.Facts.Mailable {
		return // the receipt page and N01 acknowledge at once
	}
	at := e.At
	if rule == D60 {
		at = c.LodgedAt // the panel counts from the authority's receipt
	}
	due := complaint.Date{}
	if !slices.Contains(fixed, rule) {
		due = stated(e)
	}
	c.startOn(rule, track, c.Facts.Place.Local(at), due, e)
}

// fixed are the periods no letter can restate: the company's own duty
// (invariant iii: the 45 days never move), the 25 days and the windows of the
// house.
var fixed = []RuleID{ACK, D45, SAT, D25, Reopen}

// stated returns the date that the act states, or no date.
func stated(e *Event) complaint.Date {
	due, err := complaint.ParseDate(e.Facts["due"])
	if err != nil {
		return complaint.Date{}
	}
	return due
}

// startOn begins a period on a day, counted, or to end on the due date if one is
// given.
func (c *Case) startOn(rule RuleID, track complaint.Track, day, due complaint.Date, e *Event) {
	r := c.pack().Rule(rule)
	d := Deadline{ID: len(c.Deadlines) + 1, Rule: rule, Track: track, Start: day, Status: complaint.Running, Seq: e.Seq}
	period := r.Count(day, c.Facts.Place)
	if !due.IsZero() {
		period = r.Stated(day, due, c.Facts.Place)
		d.Stated, d.Order = true, r.order(day, due, period.Instant, c.Facts.Place)
	}
	d.Due, d.Internal, d.Instant, d.Steps = period.Due, period.Internal, period.Instant, period.Steps
	d.Fired = d.past(r, c.Facts.Place, e.Recorded)
	c.Deadlines = append(c.Deadlines, d)
}

// prove notes the first event that shows a guard or bar.
func (c *Case) prove(of string, e *Event) {
	if _, ok := c.Proven(of); !ok {
		c.Proofs = append(c.Proofs, Proof{Of: of, Seq: e.Seq, At: e.At})
	}
}

// tell lists the letters of a row: its notices to the complainant, the closing
// notice when the case closes without one of its own, alarms to the house.
func (c *Case) tell(t *Transition) []Letter {
	var out []Letter
	for _, n := range t.Tells {
		out = append(out, Letter{Code: string(n), To: complaint.Complainant})
	}
	if c.Closed() && t.Action != complaint.ReopenExpired && !slices.ContainsFunc(t.Tells, closes) {
		out = append(out, Letter{Code: string(complaint.N15), To: complaint.Complainant})
	}
	if t.Alarms {
		out = append(out, Letter{Code: AlarmLetter, To: complaint.PrivacyOfficer}, Letter{Code: AlarmLetter, To: complaint.Manager})
	}
	return out
}

// closes reports whether a notice tells by itself that the case has ended.
func closes(n complaint.Notice) bool {
	return slices.Contains([]complaint.Notice{complaint.N04, complaint.N05, complaint.N06, complaint.N16}, n)
}
