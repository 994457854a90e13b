package law

import (
	"slices"
	"strings"
	"time"

	"recourse/complaint"
)

// apply does what the row says. The order matters: duties are done before their
// stage ends, since ending a stage cancels the clocks that are left on it.
func (c *Case) apply(t *Transition, act Act, now time.Time) Event {
	c.Seq++
	c.LastActivity = now
	e := Event{Seq: c.Seq, Action: act.Action, Transition: t.ID, Actor: act.Actor, At: act.At, Recorded: now, Facts: act.Facts, Key: act.Key}
	before, closed := c.Steps(), c.Closed()
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
	e.Letters = c.reach(append(c.tell(t, !closed && c.Closed()), e.Letters...))
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
		case d.Track != s.Track || d.Quiet || d.Rule == Forward && !slices.Contains(forgotten, exit):
		case d.Status == complaint.Running:
			c.stop(d, complaint.Cancelled, e)
		case d.Status == complaint.Missed && d.Seq != e.Seq: // what has just passed still tells so
			d.Quiet, d.Seq = true, e.Seq
		}
	}
}

// forgotten are the exits after which nobody waits for the controller any more;
// otherwise its part is still to be forwarded, whatever becomes of the company's
// (E08, E09).
var forgotten = []string{"WITHDRAWN", "LAPSED_DEATH", erasedExit}

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
	if !c.Erased() {
		c.start(Reopen, "", e)
	}
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
	switch rule {
	case D60:
		at = c.LodgedAt // the panel counts from the authority's receipt
	case Late:
		at = e.Recorded // a new date lies ahead of whoever is told it, however late the old one rang
	default:
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
var fixed = []RuleID{ACK, D45, Late, Forward, SAT, D25, Reopen}

// stated returns the date that the act states, or no date.
func stated(e *Event) complaint.Date {
	if e.Facts["due"] == "" {
		return complaint.Date{}
	}
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
	p := r.reckon(day, due, c.Facts.Place)
	if d.Stated = p.stated; d.Stated {
		d.Order = r.order(day, due, p.Instant, c.Facts.Place)
	}
	d.Due, d.Internal, d.Instant = p.Due, p.Internal, p.Instant
	if c.Trial == nil {
		d.Steps = p.explained(r, c.Facts.Place).Steps
	}
	d.Fired = d.past(r, c.Facts.Place, e.Recorded, false)
	c.Deadlines = append(c.Deadlines, d)
}

// prove notes the first event that shows a guard or bar.
func (c *Case) prove(of string, e *Event) {
	if _, ok := c.Proven(of); !ok {
		p := Proof{Of: of, Seq: e.Seq, At: e.At, Action: e.Action}
		if e.Action == complaint.ResponseSent {
			p.Text = c.Draft.Seq
		}
		c.Proofs = append(c.Proofs, p)
	}
}

// tell lists the letters of a row: its notices to the complainant, the closing
// notice when the case closes without one of its own, alarms to the house.
func (c *Case) tell(t *Transition, closing bool) []Letter {
	var out []Letter
	for _, n := range t.Tells {
		out = append(out, Letter{Code: string(n), To: complaint.Complainant})
	}
	if closing && !slices.ContainsFunc(t.Tells, closes) {
		out = append(out, Letter{Code: string(complaint.N15), To: complaint.Complainant, Outcome: c.Outcome})
	}
	if t.Alarms {
		out = append(out, Letter{Code: AlarmLetter, To: complaint.PrivacyOfficer}, Letter{Code: AlarmLetter, To: complaint.Manager})
	}
	return out
}

// closes reports whether a notice tells by itself that the case has ended.
func closes(n complaint.Notice) bool {
	return slices.Contains([]complaint.Notice{complaint.N04, complaint.N06, complaint.N16, complaint.R04, complaint.R06, complaint.R07}, n)
}
