package law

import (
	"fmt"
	"slices"
	"strings"

	"recourse/complaint"
)

// Route is one part of the path as it is drawn: the steps on it, the rows that
// start or arrive there, and the arrows these rows make.
type Route struct {
	ID     string // company, recourse, panel, authority, arbitration, rights or closing
	Title  string
	Steps  []Station
	Rows   []Move // in the order of the table
	Arrows []Arrow
}

// Station is a step with the periods that begin when a case arrives there.
type Station struct {
	complaint.StepInfo
	Clocks []*Rule // in the order of Rules
}

// Move is one row of the table in words.
type Move struct {
	ID     string
	From   []complaint.Step // nil: any open stage, or for T01 no case yet
	Begins bool             // there is no case before it
	Action complaint.Action
	Title  string // of the act
	If     []string
	To     []complaint.Step // steps it leads to; Resumed for the last stage of work; nil when it stays
	Beside bool             // what it leads to is opened beside what is open
	Ends   string           // exit of the stage that ends; "" when none does
	Stops  []RuleID
	Starts []*Rule
	Tells  []complaint.Notice
	Alarms bool
	Says   string
	Cite   string
}

// Arrow leads from one step to another and carries the numbers of its rows.
type Arrow struct {
	From, To complaint.Step
	Rows     []string // number and act, for example "T12 Accept the answer"
}

// The ends of arrows that are no steps.
const (
	Outside complaint.Step = "[*]"     // before the case, or where a stage ends
	AnyOpen complaint.Step = "any"     // any open stage
	AllDone complaint.Step = "ended"   // the last open stage has ended
	Resumed complaint.Step = "resumed" // the stage at which a reopened case goes on
)

// routes say which steps and rows are drawn together. A step may lie on two: the
// authority receives employment data and other data alike.
var routes = []struct {
	id, title string
	has       func(complaint.Step) bool
	takes     func(*Transition) bool
}{
	{"company", "Receipt and the answer of the company", onTracks(complaint.CompanyTrack), everyRow},
	{"recourse", "Independent recourse body", onTracks(complaint.RecourseTrack), everyRow},
	{"panel", "Employment data and the panel of authorities", func(s complaint.Step) bool {
		return onTracks(complaint.AuthorityTrack, complaint.FTCTrack)(s) && s != complaint.S34
	}, forEmployment},
	{"authority", "Authority, Commerce and the FTC", func(s complaint.Step) bool {
		return onTracks(complaint.AuthorityTrack, complaint.FTCTrack)(s) && s != complaint.S32 && s != complaint.S33
	}, forOtherData},
	{"arbitration", "Arbitration", onTracks(complaint.ArbitrationTrack), everyRow},
	{"rights", "Rights request beside the complaint", onTracks(complaint.RightsTrack), everyRow},
	{"closing", "Closing, settlement and reopening", onTracks(complaint.SettlementTrack, ""), everyRow},
}

// beyond are the acts whose effect moves a case in a way that the columns of
// their rows do not show.
var beyond = map[complaint.Action]struct {
	to     []complaint.Step
	ends   string
	starts []RuleID
}{
	complaint.IRMIneligible:      {to: append(slices.Clone(answeredSteps), complaint.S3Offered), starts: clocks(SAT)},
	complaint.ComplaintWithdrawn: {ends: "WITHDRAWN"},
	complaint.SettlementSigned:   {ends: "SETTLED"},
	complaint.CaseReclassified:   {to: steps(complaint.S2Offered, complaint.S3Offered), starts: clocks(SAT)},
	complaint.CaseReopened:       {to: steps(Resumed), starts: clocks(Reopened)},
	complaint.CaseErased:         {ends: erasedExit},
	complaint.RequestReceived:    {starts: clocks(RR1M, RRPS, RRChoice, RRMarketing, RRConsent)},
	complaint.RequestExtended:    {starts: clocks(RR3M)},
}

func onTracks(tracks ...complaint.Track) func(complaint.Step) bool {
	return func(s complaint.Step) bool { return slices.Contains(tracks, s.Track()) }
}

func everyRow(*Transition) bool { return true }

// forEmployment leaves out what never happens to employment data: it goes neither
// to the recourse body nor to Commerce (III.9.d).
func forEmployment(t *Transition) bool {
	other := func(s complaint.Step) bool {
		return s == complaint.S34 || onTracks(complaint.RecourseTrack, complaint.ArbitrationTrack)(s)
	}
	return !t.asks(notHR) && !t.asks(panelNotCompetent) && (t.From == nil || !every(t.From, other))
}

// forOtherData leaves out what happens to employment data only, such as late
// compliance with the advice of the panel.
func forOtherData(t *Transition) bool {
	panel := func(s complaint.Step) bool { return s == complaint.S32 || s == complaint.S33 }
	return !t.asks(isHR) && !t.asks(panelCompetent) && !slices.Contains(t.Stops, D25) && (t.From == nil || !every(t.From, panel))
}

func every(list []complaint.Step, is func(complaint.Step) bool) bool {
	return !slices.ContainsFunc(list, func(s complaint.Step) bool { return !is(s) })
}

func (t *Transition) asks(c Condition) bool {
	return slices.ContainsFunc(t.If, func(have Condition) bool { return have.Says == c.Says })
}

// Path draws the table with the periods of a pack, route by route.
func Path(p *Pack) []Route { return draw(p, Table) }

func draw(p *Pack, table []Transition) []Route {
	out := make([]Route, len(routes))
	for i, r := range routes {
		out[i] = Route{ID: r.id, Title: r.title}
		for _, info := range complaint.Steps {
			if r.has(info.Step) {
				out[i].Steps = append(out[i].Steps, Station{info, startedAt(p, table, info.Step)})
			}
		}
		for j := range table {
			if m := table[j].move(p); r.takes(&table[j]) && m.touches(r.has) {
				out[i].Rows = append(out[i].Rows, m)
				out[i].draw(m, r.has)
			}
		}
	}
	return out
}

// startedAt lists the periods that rows start as they lead to the step. No row
// closes a case: it closes by itself, and the time for reopening begins.
func startedAt(p *Pack, table []Transition, step complaint.Step) []*Rule {
	var ids []RuleID
	if step == complaint.S5 {
		ids = clocks(Reopen, Retention)
	}
	for _, t := range table {
		if t.To == step || t.To == "" && t.Opens == step {
			ids = append(ids, t.Starts...)
		}
	}
	return p.pick(slices.DeleteFunc(slices.Clone(Rules), func(id RuleID) bool { return !slices.Contains(ids, id) }))
}

// pick returns the periods that the pack has.
func (p *Pack) pick(ids []RuleID) []*Rule {
	var out []*Rule
	for _, id := range ids {
		if r := p.Rule(id); r != nil {
			out = append(out, r)
		}
	}
	return out
}

// move puts a row in words.
func (t *Transition) move(p *Pack) Move {
	m := Move{
		ID: t.ID, From: t.From, Begins: t.begins(), Action: t.Action, Title: "Receive a complaint", Beside: t.Opens != "",
		Ends: t.Ends, Stops: t.Stops, Starts: p.pick(t.Starts), Tells: t.Tells, Alarms: t.Alarms, Says: t.Says, Cite: t.Cite,
	}
	if spec, err := actionSpec(t.Action); err == nil {
		m.Title = spec.Title
	} else if t.Of == complaint.RightsRequest {
		m.Title = "Receive a rights request"
	}
	for _, c := range t.If {
		m.If = append(m.If, c.Says)
	}
	for _, s := range steps(t.To, t.Opens) {
		if s != "" {
			m.To = append(m.To, s)
		}
	}
	more := beyond[t.Action]
	m.To = append(m.To, more.to...)
	m.Starts = append(m.Starts, p.pick(more.starts)...)
	if m.Ends == "" {
		m.Ends = more.ends
	}
	return m
}

// begins reports whether there is no case before the row.
func (t *Transition) begins() bool {
	return t.Action == complaint.ComplaintReceived || t.Action == complaint.RequestReceived
}

// touches reports whether the row is drawn on a route: it starts or arrives
// there. What can happen at any open stage and leads nowhere is drawn where cases
// close.
func (m *Move) touches(has func(complaint.Step) bool) bool {
	if m.From == nil && len(m.To) == 0 {
		return has(complaint.S5)
	}
	return slices.ContainsFunc(m.From, has) || slices.ContainsFunc(m.To, has)
}

// starts are the ends at which the arrows of a row begin: the steps on the route,
// or if it comes from elsewhere all its steps.
func (m *Move) starts(has func(complaint.Step) bool) []complaint.Step {
	switch {
	case m.Begins:
		return steps(Outside)
	case m.From == nil:
		return steps(AnyOpen)
	}
	here := slices.DeleteFunc(slices.Clone(m.From), func(s complaint.Step) bool { return !has(s) })
	if len(here) == 0 {
		return m.From
	}
	return here
}

// draw adds the arrows of a row: to where it leads, else to the end of the stage,
// else back to where it started. Arrows between steps of other routes are theirs.
func (r *Route) draw(m Move, has func(complaint.Step) bool) {
	for _, from := range m.starts(has) {
		to := m.To
		switch {
		case len(to) > 0:
		case m.Ends != "":
			to = steps(Outside)
		default:
			to = steps(from)
		}
		for _, step := range to {
			if has(from) || has(step) || from == AnyOpen && step.Info().Step == "" {
				r.arrow(from, step, m.ID+" "+m.Title)
			}
		}
	}
}

func (r *Route) arrow(from, to complaint.Step, row string) {
	i := slices.IndexFunc(r.Arrows, func(a Arrow) bool { return a.From == from && a.To == to })
	if i < 0 {
		i, r.Arrows = len(r.Arrows), append(r.Arrows, Arrow{From: from, To: to})
	}
	if !slices.Contains(r.Arrows[i].Rows, row) {
		r.Arrows[i].Rows = append(r.Arrows[i].Rows, row)
	}
}

// Span writes the length of the period: "45 calendar days".
func (r *Rule) Span() string {
	unit := strings.ReplaceAll(string(r.Unit), "_", " ")
	if r.N != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", r.N, unit)
}
