package store

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"recourse/audit"
	"recourse/complaint"
	"recourse/law"
)

// The rows below travel to the database as JSON whose keys are the columns;
// what is left out becomes null.

type caseRow struct {
	Number     complaint.Number  `json:"number"`
	Version    int               `json:"version"`
	State      *law.Case         `json:"state"`
	ReceivedAt time.Time         `json:"received_at"`
	Status     string            `json:"status"`
	Steps      []complaint.Step  `json:"steps"`
	Outcome    complaint.Outcome `json:"outcome"`
	ClosedAt   time.Time         `json:"closed_at,omitzero"`
	Residence  string            `json:"residence"`
	Entity     string            `json:"entity"`
	DataClass  string            `json:"data_class"`
	Pack       string            `json:"pack"`
	Assignee   string            `json:"assignee"`
	NextRule   law.RuleID        `json:"next_rule"`
	NextDue    complaint.Date    `json:"next_due,omitzero"`
	NextDueAt  time.Time         `json:"next_due_at,omitzero"`
	Overdue    bool              `json:"overdue"`
	LastAction complaint.Action  `json:"last_action"`
	LastAt     time.Time         `json:"last_at"`
	Queue      string            `json:"queue"`
}

type eventRow struct {
	Seq        int               `json:"seq"`
	Action     complaint.Action  `json:"action"`
	Transition string            `json:"transition"`
	ActorRole  complaint.Role    `json:"actor_role"`
	ActorID    string            `json:"actor_id"`
	At         time.Time         `json:"at"`
	RecordedAt time.Time         `json:"recorded_at"`
	Facts      map[string]string `json:"facts"`
	FromSteps  []complaint.Step  `json:"from_steps"`
	ToSteps    []complaint.Step  `json:"to_steps"`
	Late       time.Duration     `json:"late"`
	Key        string            `json:"key"`
	Content    bytea             `json:"content"`
}

// bytea are bytes as PostgreSQL reads them in a text.
type bytea []byte

// MarshalText writes the bytes in hexadecimal digits.
func (b bytea) MarshalText() ([]byte, error) { return hex.AppendEncode([]byte(`\x`), b), nil }

type stageRow struct {
	Opened int             `json:"opened"`
	Track  complaint.Track `json:"track"`
	Step   complaint.Step  `json:"step"`
	Since  time.Time       `json:"since"`
	Begun  time.Time       `json:"begun"`
	Ended  time.Time       `json:"ended,omitzero"`
	Exit   string          `json:"exit"`
	Seq    int             `json:"seq"`
}

type deadlineRow struct {
	ID       int                      `json:"id"`
	Rule     law.RuleID               `json:"rule"`
	Title    string                   `json:"title"`
	Owner    complaint.Role           `json:"owner"`
	Breach   bool                     `json:"breach"`
	Basis    law.Basis                `json:"basis"`
	Citation string                   `json:"citation"`
	Track    complaint.Track          `json:"track"`
	Start    complaint.Date           `json:"start"`
	Due      complaint.Date           `json:"due"`
	Internal complaint.Date           `json:"internal"`
	DueAt    time.Time                `json:"due_at"`
	Stated   bool                     `json:"stated"`
	Status   complaint.DeadlineStatus `json:"status"`
	Ended    time.Time                `json:"ended,omitzero"`
	Done     time.Time                `json:"done,omitzero"`
	Steps    []string                 `json:"steps"`
	Seq      int                      `json:"seq"`
}

type letterRow struct {
	Seq    int            `json:"seq"`
	Code   string         `json:"code"`
	ToRole complaint.Role `json:"to_role"`
	Rule   law.RuleID     `json:"rule"`
	Rung   int            `json:"rung"`
	// Outcome of the case, in the letter that tells it.
	Outcome complaint.Outcome `json:"outcome"`
}

// batch is what some events of a case change, encoded for one statement.
type batch struct {
	row, events, stages, deadlines, letters json.RawMessage
}

// encode prepares the events, which must be the case's last ones, and all that
// they changed.
func encode(c *law.Case, events []law.Event) (batch, error) {
	pack, err := law.Lookup(c.Pack)
	if err != nil {
		return batch{}, fmt.Errorf("find the pack of case %s: %w", c.Number, err)
	}
	first, last := events[0], events[len(events)-1]
	deadlines, err := deadlineRows(c, pack, first.Seq)
	if err != nil {
		return batch{}, err
	}
	var b batch
	for _, part := range []struct {
		to   *json.RawMessage
		rows any
	}{
		{&b.row, newCaseRow(c, last)},
		{&b.events, eventRows(c.Number, events)},
		{&b.stages, stageRows(c, first.Seq)},
		{&b.deadlines, deadlines},
		{&b.letters, letterRows(events)},
	} {
		if *part.to, err = json.Marshal(part.rows); err != nil {
			return batch{}, fmt.Errorf("encode case %s: %w", c.Number, err)
		}
	}
	return b, nil
}

func newCaseRow(c *law.Case, last law.Event) caseRow {
	row := caseRow{
		Number: c.Number, Version: c.Seq, State: c, ReceivedAt: c.Facts.ReceivedAt, Status: statusOpen, Steps: c.Steps(),
		Outcome: c.Outcome, ClosedAt: c.ClosedAt, Residence: c.Facts.Residence, Entity: c.Facts.Entity,
		DataClass: c.Facts.DataClass, Pack: c.Pack.ID, Assignee: c.Assignee, Overdue: c.Overdue(),
		LastAction: last.Action, LastAt: c.LastActivity, Queue: c.Queue(),
	}
	if c.Closed() {
		row.Status = statusClosed
	}
	if next := c.NextDeadline(); next != nil {
		row.NextRule, row.NextDue, row.NextDueAt = next.Rule, next.Due, next.Instant
	}
	return row
}

// eventRows are the events in the form in which they are hashed: what the chain
// says of an event is what its columns say.
func eventRows(number complaint.Number, events []law.Event) []eventRow {
	rows := make([]eventRow, len(events))
	for i, event := range events {
		e := audit.EventOf(number, event)
		content := e.Content()
		rows[i] = eventRow{
			Seq: e.Seq, Action: e.Action, Transition: e.Transition, ActorRole: e.ActorRole, ActorID: e.ActorID, At: e.At,
			RecordedAt: e.RecordedAt, Facts: e.Facts, FromSteps: e.From, ToSteps: e.To, Late: time.Duration(e.Late), Key: e.Key,
			Content: content[:],
		}
		if e.Facts == nil {
			rows[i].Facts = map[string]string{}
		}
		if e.From == nil {
			rows[i].FromSteps = []complaint.Step{}
		}
		if e.To == nil {
			rows[i].ToSteps = []complaint.Step{}
		}
	}
	return rows
}

func stageRows(c *law.Case, since int) []stageRow {
	rows := []stageRow{}
	for _, s := range c.Stages {
		if s.Seq >= since {
			rows = append(rows, stageRow{
				Opened: s.Opened, Track: s.Track, Step: s.Step, Since: s.Since, Begun: s.Begun, Ended: s.Ended, Exit: s.Exit, Seq: s.Seq,
			})
		}
	}
	return rows
}

func deadlineRows(c *law.Case, pack *law.Pack, since int) ([]deadlineRow, error) {
	rows := []deadlineRow{}
	for _, d := range c.Deadlines {
		if d.Seq < since {
			continue
		}
		rule := c.Rule(d)
		if rule == nil {
			return nil, fmt.Errorf("case %s has a deadline of rule %s, which pack %s does not know", c.Number, d.Rule, pack.ID)
		}
		rows = append(rows, deadlineRow{
			ID: d.ID, Rule: d.Rule, Title: rule.Title, Owner: rule.Owner, Breach: rule.Breach, Basis: rule.Basis,
			Citation: rule.Cite, Track: d.Track, Start: d.Start, Due: d.Due, Internal: d.Internal, DueAt: d.Instant,
			Stated: d.Stated, Status: d.Status, Ended: d.Ended, Done: d.Done, Steps: append([]string{}, d.Steps...), Seq: d.Seq,
		})
	}
	return rows, nil
}

func letterRows(events []law.Event) []letterRow {
	rows := []letterRow{}
	for _, e := range events {
		for _, l := range e.Letters {
			rows = append(rows, letterRow{Seq: e.Seq, Code: l.Code, ToRole: l.To, Rule: l.Rule, Rung: l.Rung, Outcome: l.Outcome})
		}
	}
	return rows
}
