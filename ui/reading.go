package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// reading turns one record into what a page shows of it to one reader.
type reading struct {
	ctx   context.Context
	rec   law.Record
	pack  *law.Pack
	now   time.Time
	zone  *time.Location
	today complaint.Date
	own   bool              // the complainant reads
	self  complaint.Actor   // who reads
	names map[string]string // of staff and of representatives, by identifier; for the complainant of the latter only
	base  string            // address of the case's page
}

func newReading(ctx context.Context, rec law.Record, now time.Time, who access.Caller, staff []access.Caller, base string) (*reading, error) {
	pack, err := law.Lookup(rec.Case.Pack)
	if err != nil {
		return nil, err
	}
	r := &reading{
		ctx: ctx, rec: rec, pack: pack, now: now, zone: zoneOf(rec.Case.Facts.Place.Zone), today: rec.Case.Facts.Place.Local(now),
		own: who.Complains(), self: who.Actor, names: map[string]string{}, base: base,
	}
	for _, a := range rec.Admitted() {
		r.names[a.ID()] = a.Name
	}
	for _, s := range staff {
		r.names[s.Actor.ID] = s.Name
	}
	return r, nil
}

// say looks up a sentence.
func (r *reading) say(id string, gaps ...any) string { return words.T(r.ctx, id, gaps...) }

// moment writes an instant in the case's zone.
func (r *reading) moment(t time.Time) string { return words.Moment(r.ctx, t, r.zone) }

// day is the case's local day of an instant; no date for no instant.
func (r *reading) day(t time.Time) complaint.Date {
	if t.IsZero() {
		return complaint.Date{}
	}
	return r.rec.Case.Facts.Place.Local(t)
}

// party names a role to the reader: outside bodies by their own names.
func (r *reading) party(role complaint.Role) string {
	switch role {
	case complaint.IRM:
		return r.pack.IRM.Name
	case complaint.DPA:
		if a := law.AuthorityOf(r.rec.Case.Facts.Residence); a.Name != "" {
			return a.Name
		}
	case complaint.Administrator:
		return r.pack.Arbitration.Administrator
	case complaint.Complainant, complaint.Representative:
		if r.own {
			return r.say("role.you")
		}
	case complaint.CaseOfficer, complaint.PrivacyOfficer, complaint.Manager, complaint.SystemAdmin:
		if r.own {
			return r.say("role.company")
		}
	default:
	}
	return roleWords(r.ctx, role)
}

// who names an actor: staff by name to their colleagues, otherwise the party.
func (r *reading) who(a complaint.Actor) string {
	name := r.names[a.ID]
	switch {
	case a == r.self && r.own:
		return r.say("role.you")
	case name != "":
		return r.say("layout.staff", "Name", name, "Role", roleWords(r.ctx, a.Role))
	case r.own && kindOf(a.Role) == "person":
		return roleWords(r.ctx, a.Role)
	}
	return r.party(a.Role)
}

// assignee names who works on the case.
func (r *reading) assignee() string {
	id := r.rec.Case.Assignee
	switch name := r.names[id]; {
	case id == "":
		return r.say("case.unassigned")
	case name == "":
		return r.say("case.assigned", "Name", id)
	default:
		return r.say("case.assigned", "Name", name)
	}
}

// chapters are the rungs of the ladder.
var chapters = []complaint.Stage{
	complaint.Intake, complaint.Response, complaint.Recourse, complaint.Authority, complaint.Arbitration, complaint.Closing,
}

// requestChapters are those of a rights request, which goes beside the path.
var requestChapters = []complaint.Stage{complaint.Request, complaint.Closing}

// ladder shows where the case stands on the path.
func (r *reading) ladder() page.Ladder {
	chapters := chapters
	if r.rec.Case.IsRequest() {
		chapters = requestChapters
	}
	ladder := make(page.Ladder, len(chapters))
	for i, chapter := range chapters {
		rung := page.Rung{Stage: chapter, State: r.rungState(chapter)}
		for _, step := range r.rec.Case.Steps() {
			if step.Stage() == chapter && step != complaint.S5 {
				rung.At = append(rung.At, r.stand(step))
			}
		}
		if rung.State == page.Shut {
			rung.Note = r.say("rung.hr")
		}
		if chapter == complaint.Closing && r.rec.Case.Outcome != "" {
			rung.Note = codeWords(r.ctx, "outcome", string(r.rec.Case.Outcome))
		}
		ladder[i] = rung
	}
	return ladder
}

// rungState says whether the case stands at a stage, has been there, or never
// can be: employment data knows neither recourse body nor arbitration.
func (r *reading) rungState(chapter complaint.Stage) page.RungState {
	c := &r.rec.Case
	for _, step := range c.Steps() {
		if step.Stage() == chapter {
			return page.Here
		}
	}
	for _, s := range c.Stages {
		if s.Step.Stage() == chapter || chapter == complaint.Intake {
			return page.Done
		}
	}
	if c.HR() && (chapter == complaint.Recourse || chapter == complaint.Arbitration) {
		return page.Shut
	}
	return page.Ahead
}

// stand is one open step with whose turn it is and until when.
func (r *reading) stand(step complaint.Step) page.Stand {
	info := step.Info()
	s := page.Stand{Step: step, Title: r.stepTitle(step)}
	if info.Turn == "" {
		return s
	}
	s.Who = r.party(info.Turn)
	s.You = r.own && info.Turn == complaint.Complainant
	var first *law.Deadline
	for i := range r.rec.Case.Deadlines {
		d := &r.rec.Case.Deadlines[i]
		if d.Running() && d.Track == step.Track() && d.Rule != law.ACK && (first == nil || d.Instant.Before(first.Instant)) {
			first = d
		}
	}
	if first != nil {
		s.Until, s.Clock = first.Due, first.ID
	}
	return s
}

// turns lists the open steps, the reader's own first.
func (r *reading) turns() []page.Stand {
	var list []page.Stand
	for _, step := range r.rec.Case.Steps() {
		list = append(list, r.stand(step))
	}
	slices.SortStableFunc(list, func(a, b page.Stand) int { return cmp.Compare(rank(a), rank(b)) })
	return list
}

func rank(s page.Stand) int {
	if s.You {
		return 0
	}
	return 1
}

// ended says how the case has ended; "" while it is open.
func (r *reading) ended() string {
	if !r.rec.Case.Closed() {
		return ""
	}
	return r.say("case.ended", "Date", words.Date(r.ctx, r.day(r.rec.Case.ClosedAt)), "Outcome", codeWords(r.ctx, "outcome", string(r.rec.Case.Outcome)))
}

// deadlines lists every period of the case, those that matter now first.
func (r *reading) deadlines() []page.Deadline {
	var list []page.Deadline
	for _, d := range r.rec.Case.Deadlines {
		list = append(list, r.deadline(d))
	}
	slices.SortStableFunc(list, func(a, b page.Deadline) int {
		if a.Live() != b.Live() {
			return map[bool]int{true: -1, false: 1}[a.Live()]
		}
		return a.Start.DaysUntil(b.Start) * -1
	})
	return list
}

func (r *reading) deadline(d law.Deadline) page.Deadline {
	rule := r.rec.Case.Rule(d)
	out := page.Deadline{
		ID: d.ID, Rule: d.Rule, Title: words.Or(r.ctx, "rule."+string(d.Rule), rule.Title), Start: d.Start, Due: d.Due, Status: d.StatusAt(r.now),
		Left: r.today.DaysUntil(d.Due), Length: d.Start.DaysUntil(d.Due), Stated: d.Stated, Ended: r.day(d.Ended), Done: r.day(d.Done),
	}
	for _, s := range d.Steps {
		out.Steps = append(out.Steps, words.Said(r.ctx, s))
	}
	out.Passed = min(max(out.Length-out.Left, 0), out.Length)
	if r.own {
		out.Title, out.Steps = words.Or(r.ctx, "own.rule."+string(d.Rule), out.Title), r.derivation(d, rule)
	} else {
		out.Internal = d.Internal
	}
	out.Who, out.Breach, out.Basis, out.Cite = r.party(rule.Owner), rule.Breach, rule.Basis, words.Cited(r.ctx, rule.Cite)
	if r.own {
		out.Cite = words.Or(r.ctx, "own.cite."+string(d.Rule), out.Cite)
	}
	return out
}

// acts lists the acts of the reader's role.
func (r *reading) acts(options []law.Option) []page.Act {
	var list []page.Act
	if r.rec.Case.Erased() {
		return nil // there is nothing more to be done, and no step at which it would be
	}
	for _, o := range options {
		a := page.Act{
			Action: o.Action, Title: actTitle(r.ctx, o.ActionSpec, r.own), Href: r.base + "/acts/" + string(o.Action),
			Says: words.Said(r.ctx, o.Says), Allowed: o.Allowed,
		}
		switch {
		case r.own && o.Allowed:
			a.Says = ownSays(r.ctx, o)
		case r.own:
			a.Says = ownWhen(r.ctx, o)
		case !o.Allowed:
			a.Says = whyNot(r.ctx, o)
		}
		list = append(list, a)
	}
	slices.SortStableFunc(list, func(a, b page.Act) int { return cmp.Compare(aside[a.Action], aside[b.Action]) })
	return list
}

// aside moves acts that are always possible behind those that the case waits
// for, and those that end it to the end.
var aside = map[complaint.Action]int{
	complaint.MessageSent: 1, complaint.DocumentAdded: 1, complaint.CaseAssigned: 1, complaint.DeadlineStated: 2, complaint.PackMoved: 2, complaint.CourtJudgment: 2, complaint.ArbElsewhere: 2,
	complaint.RepresentativeAdmitted: 2, complaint.RepresentativeRevoked: 2, complaint.SettlementSigned: 2, complaint.ArbNoticeDelivered: 2, complaint.ComplaintWithdrawn: 3,
	complaint.ErasureRequested: 4, complaint.ErasureProposed: 4,
}

// whyNot says in words why an act is not possible now: the condition that is
// not met, or the steps at which it is possible.
func whyNot(ctx context.Context, o law.Option) string {
	if _, condition, ok := strings.Cut(o.Why, " is possible only when "); ok {
		return words.T(ctx, "acts.only_when", "Condition", words.Said(ctx, condition), "Rule", o.Transition)
	}
	var at []string
	for _, t := range law.Table {
		if t.Action != o.Action {
			continue
		}
		for _, step := range t.From {
			if title := stepTitle(ctx, step); !slices.Contains(at, title) {
				at = append(at, title)
			}
		}
	}
	if len(at) == 0 {
		return words.Said(ctx, o.Why)
	}
	return words.T(ctx, "acts.only_at", "Steps", strings.Join(at, "; "), "Rule", o.Transition)
}

// ownSays is the consequence of an act as its complainant reads it: that of the row
// which decides, or of the act.
func ownSays(ctx context.Context, o law.Option) string {
	id := "own.says." + string(o.Action)
	return words.Or(ctx, id+"."+o.Transition, words.Or(ctx, id, ""))
}

// ownWhen says to a complainant when an act becomes possible.
func ownWhen(ctx context.Context, o law.Option) string {
	return words.Or(ctx, "own.when."+string(o.Action), words.T(ctx, "own.when"))
}

// stepTitle names a step to the reader.
func (r *reading) stepTitle(step complaint.Step) string {
	title := stepTitle(r.ctx, step)
	if r.own {
		return words.Or(r.ctx, "own.step."+string(step), title)
	}
	return title
}

// stepTitle, roleWords, letterTitle and actTitle name things to people.
func stepTitle(ctx context.Context, step complaint.Step) string {
	return words.Or(ctx, "step."+string(step), step.Info().Title)
}

func roleWords(ctx context.Context, role complaint.Role) string {
	return words.Or(ctx, "role."+string(role), string(role))
}

func letterTitle(ctx context.Context, code string) string {
	return words.Or(ctx, "letter."+code, code)
}

func actTitle(ctx context.Context, spec law.ActionSpec, own bool) string {
	title := words.Or(ctx, "action."+string(spec.Action), spec.Title)
	if own {
		return words.Or(ctx, "own.action."+string(spec.Action), title)
	}
	return title
}
