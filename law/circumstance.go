package law

import (
	"slices"

	"recourse/complaint"
)

// circumstances holds the acts about what befalls a complaint beside the path:
// who may act on it and for whom, cases that are alike, letters that do not
// arrive, litigation, death, incidents and pressure (rulebook, section 15).
var circumstances = slices.Concat(
	[]Transition{
		{
			ID: "H37", Action: complaint.MandateRecorded, Does: mandate,
			Says: "Whoever acts for the complainant may do so. Arbitration is still started by the individual.", Cite: "E13, E28; GDPR Art. 80 for not-for-profit bodies",
		},
		{
			ID: "H38", From: reclassifiable, Action: complaint.CaseReclassified,
			If: when(noOtherBody, otherClass), Does: reclassify,
			Says: "The complaint goes by the road of the other class from now on; all clocks run on.", Cite: "R4, R5; III.9",
		},
		{
			ID: "H92", Action: complaint.DuplicateMerged, If: when(otherThan("merged_case")), Does: mergedInto,
			Says: "Another case has been merged into this one, which goes on with the earlier receipt date.", Cite: "E10",
		},
		{
			ID: "H82", Action: complaint.CaseLapsed, If: when(paused, notLapsed), Does: lapse,
			Says: "The case closes, and systemic faults are mended all the same. A stage run by an authority ends only when the authority says so.", Cite: "E16",
		},
		{
			ID: "H88", Action: complaint.ConflictDeclared, If: when(unbiased("officer")), Does: conflict,
			Says: "This officer no longer acts on the case; the manager assigns another.", Cite: "Rulebook S0 (check 13) and section 14 (complaints about the DPO or the officer)",
		},
	},
	everywhere(Transition{
		ID: "H89", Action: complaint.ControllerForwarded, If: when(owed(Forward, "the complaint is still to be forwarded to the controller")), Stops: clocks(Forward),
		Says: "The controller has the complaint, or its part of it.", Cite: "E08, E09; N-EN, N-SV",
	}),
	everywhere(Transition{
		ID: "H80", Action: complaint.DeathRecorded, If: when(alive), Does: func(c *Case, _ *Event) { c.Deceased = true },
		Says: "Letters to the complainant pause, and no silence counts; the company's clocks run on. Heirs or the estate may go on with proof.", Cite: "E16",
	}),
	everywhere(Transition{
		ID: "H81", Action: complaint.HeirsAdmitted, If: when(paused), Does: admitHeirs,
		Says: "Heirs or the estate go on with the complaint; letters go out again, and what waited for an answer waits for theirs.", Cite: "E16 (proof, and the law of the residence)",
	}),
	everywhere(Transition{
		ID: "H36", Action: complaint.CaseLinked, If: when(otherThan("linked_case"), notLinked, thirdOfGroup), Alarms: true, Does: linked,
		Says: "Three or more cases are linked: the fault may be systemic.", Cite: "E25",
	}),
	everywhere(Transition{
		ID: "H36", Action: complaint.CaseLinked, If: when(otherThan("linked_case"), notLinked), Does: linked,
		Says: "The two cases know of each other; each goes its own way.", Cite: "E25, E15",
	}),
	everywhere(Transition{
		ID: "H39", Action: complaint.ForumCorrected,
		Says: "The body knows where the complaint belongs. The company's own step is still needed.", Cite: "E04; III.9, Annex I.C (guard G1)",
	}),
	everywhere(Transition{
		ID: "H84", Action: complaint.DeliveryFailed, Does: undelivered,
		Says: "Another channel is tried; after two the letter waits on the case page. It counts as sent on its first proven try.", Cite: "E21",
	}),
	everywhere(Transition{
		ID: "H93", Action: complaint.BreachExplained, If: when(breached),
		Says: "The cause of the breach is on record.", Cite: "E20; rulebook section 9 (S1)",
	}),
	everywhere(Transition{
		ID: "H85", Action: complaint.HoldPlaced, If: when(notHeld), Does: func(c *Case, _ *Event) { c.Hold = true },
		Says: "Nothing of the case is deleted while the hold stands; the path goes on beside it.", Cite: "E22",
	}),
	everywhere(Transition{
		ID: "H94", Action: complaint.HoldReleased, If: when(held), Does: func(c *Case, _ *Event) { c.Hold = false },
		Says: "The time for keeping the case runs again.", Cite: "E22",
	}),
	everywhere(Transition{
		ID: "H86", Action: complaint.IncidentReported, Alarms: true, Does: func(c *Case, _ *Event) { c.Incident = true },
		Says: "A security incident is inside the complaint: the incident process begins at once. Its 72 hours (GDPR Art. 33) are not counted here.", Cite: "E26",
	}),
	everywhere(Transition{
		ID: "H87", Action: complaint.RetaliationRaised, Alarms: true, Does: func(c *Case, _ *Event) { c.Retaliation = true },
		Says: "Retaliation or pressure is alleged: the data protection officer looks into it. Choices must not restrict employment.", Cite: "E27; III.9",
	}),
)

// everywhere makes a row hold at any open stage and in a closed case alike.
func everywhere(t Transition) []Transition {
	closed := t
	closed.From = steps(complaint.S5)
	return []Transition{t, closed}
}

// offPath reports whether the complaint gets an answer and nothing beyond: it is
// a general privacy case or comes from where no framework reaches (R8, E06), or it
// is an anonymous report (E12).
func (c *Case) offPath() bool { return c.General || c.Facts.Anonymous || !c.Covered() }

var beyondPath = Condition{Says: "it is a general privacy case or an anonymous report (E06, E12)", Holds: func(c *Case, _ Act) bool { return c.offPath() }}

// shut says that an act is not for this actor on this case, whatever its step.
func (c *Case) shut(act Act) error {
	complains := act.Actor.Role == complaint.Complainant || act.Actor.Role == complaint.Representative
	writes := act.Action == complaint.MessageSent || act.Action == complaint.DocumentAdded
	switch {
	case c.Erased():
		return complaint.Refuse(erasedRow[c.Erasure.Ground], "%s is not possible: the case was erased on %s (%s)", act.Action, c.Facts.Place.Local(c.Erasure.At), c.Erasure.Ground)
	case act.Actor.ID != "" && slices.Contains(c.Conflicted, act.Actor.ID):
		return complaint.Refuse("H88", "%s is not for this officer, who has a conflict of interest in the case; another officer acts", act.Action)
	case act.Actor.Role == complaint.Representative && act.Actor.ID != "" && !c.admits(act.Actor.ID):
		return complaint.Refuse("H99", "%s is not possible: the person has taken this representative's access back", act.Action)
	case c.paused() && complains && !writes:
		return complaint.Refuse("E16", "%s is not possible: the complainant has died; heirs or the estate send proof first (document.added, message.sent)", act.Action)
	}
	return nil
}

// paused reports whether the complainant has died and nobody has taken their
// place.
func (c *Case) paused() bool { return c.Deceased && !c.Heirs }

// reach leaves out the letters to a complainant who has died (E16), or of whom
// nothing is known any more.
func (c *Case) reach(letters []Letter) []Letter {
	if !c.paused() && !c.Erased() {
		return letters
	}
	var left []Letter
	for _, l := range letters {
		if l.To != complaint.Complainant && l.To != complaint.Representative {
			left = append(left, l)
		}
	}
	return left
}

var (
	notHeld = Condition{Says: "no legal hold stands", Holds: func(c *Case, _ Act) bool { return !c.Hold }}
	held    = Condition{Says: "a legal hold stands", Holds: func(c *Case, _ Act) bool { return c.Hold }}
)

var (
	alive = Condition{Says: "no death is on record", Holds: func(c *Case, _ Act) bool { return !c.Deceased }}
	// mayAnswer keeps the silence of the dead from counting as consent.
	mayAnswer = Condition{Says: "the complainant lives, or somebody has taken their place (E16)", Holds: func(c *Case, _ Act) bool { return !c.paused() }}
	paused    = Condition{Says: "the complainant's death is on record and nobody has taken their place", Holds: func(c *Case, _ Act) bool { return c.paused() }}
)

// admitHeirs gives heirs the window that passed while nobody could answer.
func admitHeirs(c *Case, e *Event) {
	c.Heirs = true
	for _, s := range c.Stages {
		waits := s.Open() && s.Step.Info().Turn == complaint.Complainant && s.Step != complaint.S0AwaitingInfo && (s.Step != complaint.S42 || !c.noticed())
		if d := c.deadline(SAT, &s); waits && d != nil && d.Track == s.Track && d.Status == complaint.Missed {
			c.start(SAT, s.Track, e)
		}
	}
}

var notLapsed = Condition{Says: "the case has not lapsed before", Holds: func(c *Case, _ Act) bool { return c.Result != complaint.LapsedDeath }}

// lapse ends every stage that is not run by an authority.
func lapse(c *Case, e *Event) {
	c.Result = complaint.LapsedDeath
	c.leave(ownTracks, "LAPSED_DEATH", e)
}

// mandate notes why somebody acts for the complainant.
func mandate(c *Case, e *Event) {
	c.Mandate = e.Facts["mandate"]
	c.Facts.Represented = true
}

// noOtherBody keeps a case from changing its class while a body has it whose
// procedure depends on the class.
var noOtherBody = Condition{
	Says: "neither the recourse body, a panel, Commerce nor arbitrators have the complaint",
	Holds: func(c *Case, _ Act) bool {
		s := c.open(complaint.RecourseTrack)
		return (s == nil || s.Step == complaint.S2Offered) && c.open(complaint.ArbitrationTrack) == nil &&
			!slices.ContainsFunc(steps(complaint.S32, complaint.S33, complaint.S34), c.At)
	},
}

// reclassifiable are the steps at which the class can still be put right: while
// the company answers, where a body is merely offered, and where an authority has
// yet to find out whether its panel is competent.
var reclassifiable = steps(complaint.S1, complaint.S1Overdue, complaint.S1Responded, complaint.S1RespondedLte, complaint.S2Offered, complaint.S3Offered, complaint.S31)

// reclassify puts the complaint on the road of the other class: what was offered
// on the wrong one ends, and the right one is offered in its place.
func reclassify(c *Case, e *Event) {
	c.Facts.DataClass, c.ClassSeq = e.Facts["data_class"], e.Seq
	_, used := c.Proven("G2")
	switch r, a := c.open(complaint.RecourseTrack), c.open(complaint.AuthorityTrack); {
	case c.HR() && r != nil && a == nil:
		c.offer(r, complaint.S3Offered, complaint.N10, e)
	case c.HR() && r != nil:
		c.end(r, "WRONG_FORUM", e)
	case !c.HR() && a != nil && a.Step == complaint.S3Offered && r == nil && !used:
		c.offer(a, complaint.S2Offered, complaint.N09, e)
	}
}

// offer ends a stage in the wrong forum and offers another body.
func (c *Case) offer(wrong *Stage, right complaint.Step, notice complaint.Notice, e *Event) {
	c.end(wrong, "WRONG_FORUM", e)
	c.enter(right, e)
	c.start(SAT, right.Track(), e)
	e.Letters = append(e.Letters, Letter{Code: string(notice), To: complaint.Complainant})
}

var otherClass = Condition{Says: "the class is another one than before", OnFacts: true, Holds: func(c *Case, a Act) bool { return a.Facts["data_class"] != c.Facts.DataClass }}

// otherThan keeps a case from being named to itself.
func otherThan(field string) Condition {
	return Condition{Says: "the case named is another one, not this one", OnFacts: true, Holds: func(c *Case, a Act) bool { return a.Facts[field] != string(c.Number) }}
}

// systemicFrom is how many linked cases make a fault look systemic (E25; product).
const systemicFrom = 3

var (
	notLinked    = Condition{Says: "the two cases are not linked yet", OnFacts: true, Holds: func(c *Case, a Act) bool { return !slices.Contains(c.Links, complaint.Number(a.Facts["linked_case"])) }}
	thirdOfGroup = Condition{Says: "this makes three or more linked cases", Holds: func(c *Case, _ Act) bool { return !c.Systemic && c.group()+1 >= systemicFrom }}
)

// group is how many cases are alike, this one among them. The same complaint made
// twice is not two.
func (c *Case) group() int { return 1 + len(c.Links) - c.Merged }

// linked notes a case that is alike, and with the third that the fault may be
// systemic.
func linked(c *Case, e *Event) {
	c.link(e.Facts["linked_case"])
	c.Systemic = c.Systemic || c.group() >= systemicFrom
}

// link notes another case; it reports whether it was not known before.
func (c *Case) link(other string) bool {
	n := complaint.Number(other)
	if slices.Contains(c.Links, n) {
		return false
	}
	c.Links = append(c.Links, n)
	return true
}

// merge notes another case as the same complaint.
func (c *Case) merge(other string) {
	if c.link(other) {
		c.Merged++
	}
}

func mergedInto(c *Case, e *Event) {
	c.merge(e.Facts["merged_case"])
	e.Letters = append(e.Letters, Letter{Code: MessageLetter, To: complaint.CaseOfficer})
}

// conflict takes an officer off the case and tells the manager.
func conflict(c *Case, e *Event) {
	officer := e.Facts["officer"]
	c.Conflicted = append(c.Conflicted, officer)
	if c.Assignee == officer {
		c.Assignee = ""
	}
	e.Letters = append(e.Letters, Letter{Code: AlarmLetter, To: complaint.Manager})
}

func undelivered(c *Case, e *Event) {
	if channel := e.Facts["channel"]; !slices.Contains(c.Undelivered, channel) {
		c.Undelivered = append(c.Undelivered, channel)
	}
}

// breached holds when a date has passed whose missing is a breach.
var breached = Condition{Says: "a legal date of the company was missed", Holds: func(c *Case, _ Act) bool {
	return slices.ContainsFunc(c.Deadlines, func(d Deadline) bool { return d.Status == complaint.Missed && c.Rule(d).Breach })
}}

// unbiased keeps the officer whom an act names from being one who must not act on
// the case.
func unbiased(field string) Condition {
	return Condition{Says: "no conflict of interest of that officer is on record", OnFacts: true, Holds: func(c *Case, a Act) bool { return !slices.Contains(c.Conflicted, a.Facts[field]) }}
}
