package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lib/pq"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// Whether anything is open, as the worklist tells and narrows by.
const (
	statusOpen   = "OPEN"
	statusClosed = "CLOSED"
)

// How many rows a page of the worklist has: usually, and at most. Product choice.
const (
	pageSize    = 50
	maxPageSize = 200
)

// nobody asks for the cases without an assignee.
const nobody = "none"

// sortKeys are the orders of the worklist. Each expression is never null and has
// an index together with the number. Cases without a running deadline are due
// after all others.
var sortKeys = map[string]string{
	"due":      "coalesce(next_due_at, '9999-12-31 00:00:00+00'::timestamptz)",
	"received": "received_at",
	"activity": "last_at",
}

// order is one way to sort the worklist.
type order struct {
	name string // as asked for: due, -due, ...
	key  string // expression
	down bool
}

func orderOf(name string) (order, error) {
	if name == "" {
		name = "due"
	}
	key, ok := sortKeys[strings.TrimPrefix(name, "-")]
	if !ok {
		return order{}, complaint.Errorf(complaint.Invalid, "sort must be due, received or activity, with - in front to turn it round")
	}
	return order{name: name, key: key, down: strings.HasPrefix(name, "-")}, nil
}

// Worklist returns one page of the cases that pass the filter. The next page
// begins after the last row of this one, so that new cases neither repeat rows
// nor hide any. A filter that makes no sense is Invalid.
func (s *Store) Worklist(ctx context.Context, f law.Filter) (law.Page, error) {
	if err := checkTexts(f); err != nil {
		return law.Page{}, err
	}
	by, err := orderOf(f.Sort)
	if err != nil {
		return law.Page{}, err
	}
	limit, err := f.Limit, checkFilter(f)
	if err != nil {
		return law.Page{}, err
	}
	if limit == 0 {
		limit = pageSize
	}
	w := narrow(f)
	if f.Query != "" {
		if err := s.narrowTo(ctx, w, f.Query); err != nil {
			return law.Page{}, err
		}
	}
	if err := w.after(by, f.Cursor); err != nil {
		return law.Page{}, err
	}
	return s.page(ctx, w, by, limit)
}

func checkFilter(f law.Filter) error {
	switch {
	case f.Limit < 0 || f.Limit > maxPageSize:
		return complaint.Errorf(complaint.Invalid, "limit must be between 1 and %d", maxPageSize)
	case f.Status != "" && f.Status != statusOpen && f.Status != statusClosed:
		return complaint.Errorf(complaint.Invalid, "status must be OPEN or CLOSED")
	case f.Stage != "" && len(stepsOf(f.Stage)) == 0:
		return complaint.Errorf(complaint.Invalid, "stage must be one of S0 to S5, or R")
	}
	return nil
}

// where collects conditions and their values.
type where struct {
	conditions []string
	values     []any
}

// add adds a condition; each ? in it is one of the values.
func (w *where) add(condition string, values ...any) {
	for _, v := range values {
		w.values = append(w.values, v)
		condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(w.values)), 1)
	}
	w.conditions = append(w.conditions, condition)
}

func narrow(f law.Filter) *where {
	w := &where{conditions: []string{"true"}}
	for _, c := range []struct {
		asked     bool
		condition string
		value     any
	}{
		{f.Stage != "", "steps && ?::text[]", pq.Array(stepsOf(f.Stage))},
		{f.Status != "", "status = ?", f.Status},
		{!f.DueBefore.IsZero(), "next_due_at < ?", f.DueBefore},
		{f.Assignee == nobody, "assignee = ?", ""},
		{f.Assignee != "" && f.Assignee != nobody, "assignee = ?", f.Assignee},
		{f.Country != "", "residence = ?", f.Country},
		{f.Entity != "", "entity = ?", f.Entity},
		{f.Pack != "", "pack = ?", f.Pack},
		{len(f.Entities) > 0, "entity = ANY(?::text[])", pq.Array(f.Entities)},
		{len(f.Queues) > 0, "queue = ANY(?::text[])", pq.Array(f.Queues)},
	} {
		if c.asked {
			w.add(c.condition, c.value)
		}
	}
	return w
}

// manyFound is how many found cases are still looked up one by one; of more, a page
// full is met soon on the way down the worklist. In between, both take as long with
// some hundred thousand cases.
const manyFound = 2000

// fewestDigits is how much of a case number must be typed to find it by: one
// character alone begins a thirty-second of all numbers, which helps nobody and
// takes long. Product choice.
const fewestDigits = 2

// noPrefix begins no case number.
const noPrefix = "-"

// narrowTo narrows to the cases whose number begins with the query, and to those
// whose complaint holds all its words.
func (s *Store) narrowTo(ctx context.Context, w *where, query string) error {
	prefix, words := numberPrefix(query), s.sealer.Words(query)
	if len(prefix) < len("RC-")+fewestDigits {
		prefix = noPrefix
	}
	found, err := s.q.Found(ctx, storedb.FoundParams{Prefix: prefix, Words: words, MaxRows: manyFound})
	if err != nil {
		return fault(err, "search the cases")
	}
	if len(found) < manyFound {
		w.add("number = ANY(?::text[])", pq.Array(found))
		return nil
	}
	holds, values := "", []any{prefix}
	if len(words) > 0 {
		holds = " OR (SELECT w.words @> ?::integer[] FROM case_words w WHERE w.number = cases.number)"
		values = append(values, pq.Array(words))
	}
	w.add("(starts_with(number, ?)"+holds+")", values...)
	return nil
}

// stepsOf lists the steps of a stage.
func stepsOf(stage complaint.Stage) []string {
	var steps []string
	for _, info := range complaint.Steps {
		if info.Step.Stage() == stage {
			steps = append(steps, string(info.Step))
		}
	}
	return steps
}

// numberPrefix turns the beginning of a case number, as a person types it, into
// the beginning of one on record. What is no beginning of a number stays as it is
// and begins none.
func numberPrefix(query string) string {
	s := strings.NewReplacer("-", "", " ", "", "I", "1", "L", "1", "O", "0").Replace(strings.ToUpper(query))
	if strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return query // a letter of several bytes would be cut in two below
	}
	prefix := "RC"
	if len(s) >= len(prefix) && (s[:2] == "RC" || s[:2] == "RR") {
		prefix, s = s[:2], s[2:]
	}
	if len(s) > 8 { // what another case has opened tells so at its end
		s = s[:8] + strings.NewReplacer("C", "-C", "R", "-R").Replace(s[8:])
	}
	if len(s) > 4 {
		s = s[:4] + "-" + s[4:]
	}
	return prefix + "-" + s
}

// page reads one row more than asked for, to know whether there is a next page.
func (s *Store) page(ctx context.Context, w *where, by order, limit int) (law.Page, error) {
	direction := "ASC"
	if by.down {
		direction = "DESC"
	}
	//nolint:gosec // pieces are of this file; what callers say travels as values
	query := fmt.Sprintf("SELECT %s, %s FROM cases WHERE %s ORDER BY %[2]s %[4]s, number %[4]s LIMIT %[5]d",
		rowColumns, by.key, strings.Join(w.conditions, " AND "), direction, limit+1)
	rows, err := s.db.QueryContext(ctx, query, w.values...)
	if err != nil {
		return law.Page{}, fault(err, "read the worklist")
	}
	defer func() { _ = rows.Close() }()
	page := law.Page{Rows: []law.Row{}}
	var key time.Time
	for rows.Next() {
		if len(page.Rows) == limit {
			page.Cursor = cursor(by, key, page.Rows[limit-1].Number)
			break
		}
		var row law.Row
		if row, key, err = scanRow(rows); err != nil {
			return law.Page{}, fault(err, "read a row of the worklist")
		}
		page.Rows = append(page.Rows, row)
	}
	return page, fault(rows.Err(), "read the worklist")
}

const rowColumns = "number, steps, status, outcome, received_at, residence, entity, data_class, pack, assignee, next_rule, " +
	"next_due, next_due_at, overdue, last_action, last_at"

func scanRow(rows *sql.Rows) (law.Row, time.Time, error) {
	var r law.Row
	var steps []string
	var due, dueAt sql.NullTime
	var key time.Time
	err := rows.Scan(&r.Number, pq.Array(&steps), &r.Status, &r.Outcome, &r.ReceivedAt, &r.Residence, &r.Entity, &r.DataClass, &r.Pack,
		&r.Assignee, &r.NextRule, &due, &dueAt, &r.Overdue, &r.LastAction, &r.LastAt, &key)
	for _, step := range steps {
		r.Steps = append(r.Steps, complaint.Step(step))
	}
	if due.Valid && dueAt.Valid {
		r.NextDue, r.NextAt = complaint.DateOf(due.Time), dueAt.Time.UTC()
	}
	r.ReceivedAt, r.LastAt = r.ReceivedAt.UTC(), r.LastAt.UTC()
	return r, key, err
}
