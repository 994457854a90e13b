package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"recourse/complaint"
	"recourse/law"
)

// agrees is how long the record, the tray and the running case may take to be
// level with each other.
const agrees = 20 * time.Second

// errMoved says that a case has moved while it was looked at.
var errMoved = errors.New("the case has moved meanwhile")

// alike compares what has been through the database with what has not.
var alike = cmp.Options{
	cmpopts.EquateEmpty(), cmpopts.EquateApproxTime(2 * grain), cmpopts.IgnoreFields(law.Event{}, "Opens"),
	cmp.Comparer(func(a, b time.Duration) bool { return (a - b).Abs() <= 2*grain }),
}

// checkCases looks at every case from all sides: what the law says must have
// happened, the events, the read model, the running case, the letters, the tray.
func (i *installation) checkCases(t *testing.T) {
	t.Helper()
	for _, n := range i.numbers(t) {
		if err := i.settled(t.Context(), n, i.checkCase); err != nil {
			t.Errorf("case %s: %v", n, err)
		}
	}
}

// settled repeats a check until it passes or the patience ends: a case goes on
// moving while one looks.
func (i *installation) settled(ctx context.Context, n complaint.Number, look func(context.Context, complaint.Number) error) error {
	end := time.Now().Add(agrees)
	for {
		err := look(ctx, n)
		if err == nil || time.Now().After(end) || ctx.Err() != nil {
			return err
		}
		until(ctx, time.Now().Add(200*time.Millisecond))
	}
}

// numbers lists all cases.
func (i *installation) numbers(t *testing.T) []complaint.Number {
	t.Helper()
	rows, err := i.db.QueryContext(t.Context(), `SELECT number FROM cases ORDER BY created_at`)
	check(t, err)
	defer rows.Close()
	var all []complaint.Number
	for rows.Next() {
		var n complaint.Number
		check(t, rows.Scan(&n))
		all = append(all, n)
	}
	check(t, rows.Err())
	return all
}

// checkCase looks at one case.
func (i *installation) checkCase(ctx context.Context, n complaint.Number) error {
	r, err := i.store.Dossier(ctx, n)
	if err != nil {
		return err
	}
	if r.Case.Erased() { // and its filing and letters with it
		return errors.Join(i.checkRows(ctx, &r.Case), i.checkRunning(ctx, &r.Case))
	}
	relived, events, err := i.relive(ctx, r)
	if err != nil {
		return fmt.Errorf("the record does not follow the law: %w", err)
	}
	if diff := cmp.Diff(events, plain(r.Entries), alike, byLetter); diff != "" {
		return fmt.Errorf("the events are not what the law says (-law +record):\n%s", diff)
	}
	if diff := cmp.Diff(relived, r.Case, alike); diff != "" {
		return fmt.Errorf("the case is not what the law says (-law +record):\n%s", diff)
	}
	return errors.Join(i.checkRows(ctx, &r.Case), i.checkRunning(ctx, &r.Case), i.checkLetters(ctx, n, events))
}

// relive lives the case on record anew, and before it the case that has opened it.
func (i *installation) relive(ctx context.Context, r law.Record) (law.Case, []law.Event, error) {
	by := complaint.Number(r.Entries[0].Facts[law.SiblingFact])
	if by == "" {
		return relive(r, i.clock, nil)
	}
	parent, err := i.store.Dossier(ctx, by)
	if err != nil {
		return law.Case{}, nil, err
	}
	_, story, err := i.relive(ctx, parent)
	if err != nil {
		return law.Case{}, nil, fmt.Errorf("relive the case that opened it: %w", err)
	}
	for _, e := range story {
		if e.Opens != nil && e.Opens.Case.Number == r.Case.Number {
			return relive(r, i.clock, e.Opens)
		}
	}
	return law.Case{}, nil, fmt.Errorf("case %s did not open it", by)
}

// byLetter ignores the order of the letters of an event.
var byLetter = cmpopts.SortSlices(func(a, b law.Letter) bool { return fmt.Sprint(a) < fmt.Sprint(b) })

// plain returns the events without the private texts.
func plain(entries []law.Entry) []law.Event {
	events := make([]law.Event, len(entries))
	for k, e := range entries {
		events[k] = e.Event
	}
	return events
}

// checkRunning compares the case on record with the running one.
func (i *installation) checkRunning(ctx context.Context, c *law.Case) error {
	ctx, cancel := context.WithTimeout(ctx, agrees)
	defer cancel()
	value, err := i.temporal.QueryWorkflow(ctx, workflowID(c.Number), "", "state")
	if err != nil {
		return fmt.Errorf("ask the running case: %w", err)
	}
	var running law.Case
	if err := value.Get(&running); err != nil {
		return fmt.Errorf("read the running case: %w", err)
	}
	if running.Ended && running.Seq < c.Seq {
		return nil // what comes after the end is on record alone
	}
	if running.Seq != c.Seq {
		return fmt.Errorf("the running case has come to event %d, the record to %d: %w", running.Seq, c.Seq, errMoved)
	}
	if diff := cmp.Diff(&running, c, cmpopts.EquateEmpty()); diff != "" {
		return fmt.Errorf("the record is not the running case (-running +record):\n%s", diff)
	}
	return nil
}

// checkRows compares the rows of stages and deadlines with the case on record.
func (i *installation) checkRows(ctx context.Context, c *law.Case) error {
	var version int
	var stages, deadlines []byte
	err := i.db.QueryRowContext(ctx, `SELECT version,
		(SELECT jsonb_agg(to_jsonb(s) ORDER BY opened, track) FROM stages s WHERE s.number = c.number),
		(SELECT jsonb_agg(to_jsonb(d) || jsonb_build_object('instant', due_at) ORDER BY id) FROM deadlines d WHERE d.number = c.number)
		FROM cases c WHERE number = $1`, string(c.Number)).Scan(&version, &stages, &deadlines)
	if err != nil {
		return fmt.Errorf("read stages and deadlines: %w", err)
	}
	if version != c.Seq {
		return errMoved
	}
	rows := law.Case{}
	if err := errors.Join(json.Unmarshal(stages, &rows.Stages), json.Unmarshal(deadlines, &rows.Deadlines)); err != nil {
		return fmt.Errorf("read stages and deadlines: %w", err)
	}
	want := slices.Clone(c.Deadlines)
	for k := range want { // what the law keeps to itself
		want[k].Fired, want[k].Order, want[k].Quiet = 0, nil, false
	}
	byTrack := cmpopts.SortSlices(func(a, b law.Stage) bool {
		return a.Opened < b.Opened || a.Opened == b.Opened && a.Track < b.Track
	})
	if diff := cmp.Diff(c.Stages, rows.Stages, alike, byTrack); diff != "" {
		return fmt.Errorf("the stages are not those of the case (-case +rows):\n%s", diff)
	}
	if diff := cmp.Diff(want, rows.Deadlines, alike); diff != "" {
		return fmt.Errorf("the deadlines are not those of the case (-case +rows):\n%s", diff)
	}
	return nil
}

// checkLetters looks for every letter that the law says the events have sent:
// each lies in the tray, once, and nothing else does.
func (i *installation) checkLetters(ctx context.Context, n complaint.Number, events []law.Event) error {
	var owed []string
	for _, e := range events {
		for _, l := range e.Letters {
			owed = append(owed, fmt.Sprintf("%d %s to %s", e.Seq, l.Code, l.To))
		}
	}
	laid, err := i.laid(ctx, n)
	if err != nil {
		return err
	}
	slices.Sort(owed)
	slices.Sort(laid)
	if diff := cmp.Diff(owed, laid, cmpopts.EquateEmpty()); diff != "" {
		return fmt.Errorf("the tray does not hold every letter once (-owed +in the tray):\n%s", diff)
	}
	return i.checkTrayPage(ctx, n, owed)
}

// laid lists the letters of a case that lie in the tray and are marked so.
func (i *installation) laid(ctx context.Context, n complaint.Number) ([]string, error) {
	rows, err := i.db.QueryContext(ctx, `SELECT l.seq, l.code, l.to_role, l.status, t.to_role = l.to_role AND l.sealed IS NOT NULL
		FROM tray t JOIN letters l ON l.id = t.letter_id WHERE l.number = $1`, string(n))
	if err != nil {
		return nil, fmt.Errorf("read the tray: %w", err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var seq int
		var code, to, status string
		var same bool
		if err := rows.Scan(&seq, &code, &to, &status, &same); err != nil {
			return nil, fmt.Errorf("read the tray: %w", err)
		}
		if status != "SENT" || !same {
			code += " (" + status + ", not as it was noted)"
		}
		all = append(all, fmt.Sprintf("%d %s to %s", seq, code, to))
	}
	return all, rows.Err()
}

// checkTrayPage compares the page of the tray with what lies in it.
func (i *installation) checkTrayPage(ctx context.Context, n complaint.Number, owed []string) error {
	letters, err := i.tray(ctx, n)
	if err != nil {
		return err
	}
	var shown, want []string
	for _, l := range letters {
		shown = append(shown, l.Code+" to "+string(l.To))
	}
	for _, l := range owed {
		_, letter, _ := strings.Cut(l, " ")
		want = append(want, letter)
	}
	slices.Sort(shown)
	slices.Sort(want)
	if diff := cmp.Diff(want, shown, cmpopts.EquateEmpty()); diff != "" {
		return fmt.Errorf("the tray page does not show every letter once (-owed +shown):\n%s", diff)
	}
	return nil
}
