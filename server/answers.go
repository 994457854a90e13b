package server

import (
	"fmt"
	"maps"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

// status is the status of a case in one word.
func status(c *law.Case) api.Status {
	if c.Closed() {
		return api.CLOSED
	}
	return api.OPEN
}

// receipt is the answer to a filing.
func receipt(c law.Case, code string) api.Receipt {
	return api.Receipt{CaseNumber: string(c.Number), AccessCode: code, ReceivedAt: c.Facts.ReceivedAt, RespondBy: c.RespondBy()}
}

// caseFile is a case as the contract shows it. The record holds what the caller
// may see; staff says whether the caller is of the office.
func caseFile(r law.Record, staff bool, now time.Time) (api.CaseFile, error) {
	c := &r.Case
	deadlines, err := deadlines(c, now, func(law.Deadline) bool { return true })
	if err != nil {
		return api.CaseFile{}, err
	}
	f := api.CaseFile{
		CaseNumber: string(c.Number), Pack: c.Pack, Status: status(c), Steps: c.Steps(), FinalOutcome: string(c.Outcome),
		ReceivedAt: c.Facts.ReceivedAt, RespondBy: c.RespondBy(), FiledAt: r.FiledAt, ClosedAt: c.ClosedAt, Version: c.Seq,
		Complaint: &r.Filing, Facts: c.Facts, Stages: stages(c), Deadlines: deadlines,
		Entries: entries(r.Entries), Letters: orEmpty(r.Letters), Documents: orEmpty(r.Documents),
	}
	if f.KeptUntil = c.KeptUntil(); c.Erased() {
		f.Complaint, f.ErasedAt, f.ErasedBy = nil, c.Erasure.At, c.Erasure.Ground
	}
	for _, n := range c.Siblings {
		f.Siblings = append(f.Siblings, string(n))
	}
	if staff {
		f.Assignee, f.Overdue, f.DelistingRisk, f.Objections = c.Assignee, c.Overdue(), c.DelistRisk, c.Objections
		f.Flags, f.Mandate, f.Conflicted, f.Undelivered = c.Flags(), c.Mandate, c.Conflicted, c.Undelivered
		for _, n := range c.Links {
			f.LinkedCases = append(f.LinkedCases, string(n))
		}
	}
	return f, nil
}

// state is where a case stands after an act.
func state(c *law.Case, seq int, now time.Time) (api.State, error) {
	open, err := deadlines(c, now, func(d law.Deadline) bool {
		return d.Running() || d.Status == complaint.Missed && d.Done.IsZero() && !d.Quiet
	})
	return api.State{
		CaseNumber: string(c.Number), Event: seq, Status: status(c), Steps: c.Steps(), FinalOutcome: string(c.Outcome), Deadlines: open,
	}, err
}

func stages(c *law.Case) []api.Stage {
	out := []api.Stage{}
	for _, s := range c.Stages {
		a := api.Stage{
			Track: string(s.Track), Step: string(s.Step), Title: s.Step.Info().Title, Since: s.Since, Begun: s.Begun, Ended: s.Ended, Exit: s.Exit,
		}
		if s.Open() {
			a.Turn = string(s.Step.Info().Turn)
		}
		out = append(out, a)
	}
	return out
}

// deadlines are the periods of a case that are wanted, each with what its pack
// says about it.
func deadlines(c *law.Case, now time.Time, wanted func(law.Deadline) bool) ([]api.Deadline, error) {
	if _, err := law.Lookup(c.Pack); err != nil {
		return nil, fmt.Errorf("find the pack of case %s: %w", c.Number, err)
	}
	out := []api.Deadline{}
	for _, d := range c.Deadlines {
		if !wanted(d) {
			continue
		}
		r := c.Rule(d)
		out = append(out, api.Deadline{
			Id: d.ID, Rule: string(d.Rule), Title: r.Title, Owner: string(r.Owner), Start: d.Start, Due: d.Due, Internal: d.Internal,
			Instant: d.Instant, Stated: d.Stated, Status: api.DeadlineStatus(d.StatusAt(now)), Breach: r.Breach,
			Ended: d.Ended, Done: d.Done, Basis: string(r.Basis), Cite: r.Cite, Why: orEmpty(d.Steps),
		})
	}
	return out, nil
}

// event is an event without the texts of persons.
func event(e law.Event) api.Event {
	return api.Event{
		Seq: e.Seq, Action: string(e.Action), Transition: e.Transition, Actor: e.Actor, At: e.At, RecordedAt: e.Recorded,
		From: orEmpty(e.From), To: orEmpty(e.To), Facts: orEmptyMap(e.Facts), Letters: orEmpty(e.Letters), LateSeconds: e.Late.Seconds(),
	}
}

func entries(all []law.Entry) []api.RecordEntry {
	out := []api.RecordEntry{}
	for _, e := range all {
		v := event(e.Event)
		out = append(out, api.RecordEntry{
			Seq: v.Seq, Action: v.Action, Transition: v.Transition, Actor: v.Actor, At: v.At, RecordedAt: v.RecordedAt, From: v.From, To: v.To,
			Facts: v.Facts, Letters: v.Letters, LateSeconds: v.LateSeconds, Details: orEmptyMap(e.Details),
		})
	}
	return out
}

// pack is a pack as the contract shows it.
func pack(p *law.Pack) api.Pack {
	h := packHead(p)
	out := api.Pack{
		Id: h.Id, Version: h.Version, Name: h.Name, Instrument: h.Instrument, ValidFrom: h.ValidFrom, ValidUntil: h.ValidUntil,
		Residence: h.Residence, HrRoute: h.HrRoute, ResidenceUntil: h.ResidenceUntil, ReferenceLaw: h.ReferenceLaw, Succeeds: h.Succeeds, ValidBasis: h.ValidBasis, ValidCite: h.ValidCite,
		Authority: body(p.Authority), Irm: body(p.IRM), Arbitration: body(p.Arbitration), Rules: []api.Rule{},
	}
	for _, id := range law.Rules {
		if r := p.Rule(id); r != nil {
			out.Rules = append(out.Rules, rule(r))
		}
	}
	return out
}

func packHead(p *law.Pack) api.PackHead {
	return api.PackHead{
		Id: p.ID, Version: p.Version, Name: p.Name, Instrument: p.Instrument, ValidFrom: p.ValidTransfers.From, ValidUntil: p.ValidTransfers.Until,
		Residence: orEmpty(p.Residence), HrRoute: p.HRRoute, ResidenceUntil: p.ResidenceUntil, ReferenceLaw: p.ReferenceLaw, Succeeds: p.Succeeds.Pack,
		ValidBasis: string(p.ValidTransfers.Basis), ValidCite: p.ValidTransfers.Cite,
	}
}

func body(b law.Body) api.Body {
	var operators []api.Term
	for _, t := range b.Operators {
		operators = append(operators, api.Term{Name: t.Name, From: t.From, Until: t.Until, Basis: string(t.Basis), Cite: t.Cite})
	}
	return api.Body{
		Name: b.Name, Web: b.Web, Post: b.Post, Administrator: b.Administrator, Free: b.Free, Hr: b.HR, Guards: b.Guards, Bars: b.Bars,
		PanelSizes: b.PanelSizes, AvailableFrom: b.AvailableFrom, AvailableBasis: string(b.AvailableBasis), AvailableCite: b.AvailableCite, Directory: b.Directory, Operators: operators, Basis: string(b.Basis), Cite: b.Cite,
	}
}

func rule(r *law.Rule) api.Rule {
	out := api.Rule{
		Id: string(r.ID), Title: r.Title, Length: r.N, Target: r.Target, Unit: api.RuleUnit(r.Unit), From: r.From, Roll: string(r.Roll),
		Internal: string(r.Internal), Owner: string(r.Owner), Breach: r.Breach, Then: string(r.Then), Basis: api.RuleBasis(r.Basis), Cite: r.Cite,
		Ladder: []api.Rung{},
	}
	for _, g := range r.Ladder {
		to := make([]string, len(g.To))
		for i, role := range g.To {
			to[i] = string(role)
		}
		out.Ladder = append(out.Ladder, api.Rung{On: g.On.String(), To: to, Say: g.Say, Alarm: g.Alarm})
	}
	return out
}

// clock is the clock of the installation, with the case time at a real instant.
func clock(c law.Clock, caseTime, instant time.Time) api.Clock {
	day := c.Day
	if day == 0 {
		day = fullDay
	}
	out := api.Clock{CaseTime: caseTime, RealTime: instant.UTC(), DaySeconds: day.Seconds(), Rehearsal: day != fullDay}
	if out.Rehearsal {
		out.Epoch = c.Epoch
	}
	return out
}

const fullDay = 24 * time.Hour

// orEmpty and orEmptyMap write nothing as [] and {}, never as null.
func orEmpty[T any](list []T) []T { return append([]T{}, list...) }

func orEmptyMap(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return maps.Clone(m)
}
