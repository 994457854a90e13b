package rehearsal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// compare holds the case against what the rulebook says of the step.
func (d *drive) compare(s Step) error {
	c := &d.record.Case
	if got := c.Steps(); !slices.Equal(got, s.Stands) {
		return fmt.Errorf("stands at %v, want %v", got, s.Stands)
	}
	e := d.lastTransition()
	if e.Transition != s.Transition {
		return fmt.Errorf("moved by %s, want %s", e.Transition, s.Transition)
	}
	for rule, days := range s.Starts {
		if err := d.started(rule, e, days); err != nil {
			return err
		}
	}
	if s.Missed != "" {
		if dl := d.deadline(s.Missed); dl == nil || dl.Status != complaint.Missed {
			return fmt.Errorf("%s is not missed", s.Missed)
		}
	}
	return d.compareDates()
}

// started checks a clock that the event must have started: its day 0 is the
// event's local day and its due date lies the given number of days later.
func (d *drive) started(rule law.RuleID, e law.Entry, days int) error {
	dl := d.deadline(rule)
	if dl == nil || dl.Status != complaint.Running {
		return fmt.Errorf("%s does not run", rule)
	}
	day := d.record.Case.Facts.Place.Local(e.At)
	if dl.Start != day || dl.Due != day.AddDays(days) {
		return fmt.Errorf("%s runs from %s to %s, the rulebook says from %s to %s", rule, dl.Start, dl.Due, day, day.AddDays(days))
	}
	return nil
}

// compareDates recomputes every due date of the case from the pack.
func (d *drive) compareDates() error {
	c := &d.record.Case
	pack, err := law.Lookup(c.Pack)
	if err != nil {
		return err
	}
	for _, dl := range c.Deadlines {
		if want := pack.Rule(dl.Rule).Count(dl.Start, c.Facts.Place); !dl.Stated && (dl.Due != want.Due || !dl.Instant.Equal(want.Instant)) {
			return fmt.Errorf("%s from %s is due %s, the rulebook says %s", dl.Rule, dl.Start, dl.Due, want.Due)
		}
	}
	return nil
}

func (d *drive) lastTransition() law.Entry {
	for _, e := range slices.Backward(d.record.Entries) {
		if e.Transition != "" {
			return e
		}
	}
	return law.Entry{}
}

func (d *drive) deadline(rule law.RuleID) *law.Deadline {
	for i := len(d.record.Case.Deadlines) - 1; i >= 0; i-- {
		if d.record.Case.Deadlines[i].Rule == rule {
			return &d.record.Case.Deadlines[i]
		}
	}
	return nil
}

// finish compares the end: the outcome, the chain of events, and the letters,
// each sent once.
func (d *drive) finish(ctx context.Context) error {
	if got := d.record.Case.Outcome; got != d.road.Outcome {
		return fmt.Errorf("ended with %s, want %s", got, d.road.Outcome)
	}
	for i, e := range d.record.Entries {
		if e.Seq != i+1 {
			return fmt.Errorf("event %d bears the number %d", i+1, e.Seq)
		}
	}
	end := time.Now().Add(d.Patience)
	for {
		err := d.compareLetters()
		if err == nil || time.Now().After(end) {
			return err
		}
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return err
		}
		if err := d.look(ctx); err != nil {
			return err
		}
	}
}

// compareLetters checks that the notices went out in order, each letter once,
// and that they hold the words they must.
func (d *drive) compareLetters() error {
	var notices []complaint.Notice
	seen := map[string]bool{}
	for _, l := range d.record.Letters {
		key := fmt.Sprint(l.Seq, l.Code, l.To)
		if seen[key] {
			return fmt.Errorf("letter %s of event %d went out twice", l.Code, l.Seq)
		}
		seen[key] = true
		if l.Status != "SENT" {
			return fmt.Errorf("letter %s of event %d is %s, want SENT", l.Code, l.Seq, l.Status)
		}
		if l.To == complaint.Complainant && strings.HasPrefix(l.Code, "N") {
			notices = append(notices, complaint.Notice(l.Code))
		}
	}
	if !slices.Equal(notices, d.road.Notices) {
		return fmt.Errorf("the complainant was sent %v, want %v", notices, d.road.Notices)
	}
	for _, e := range d.record.Entries {
		for _, l := range e.Letters {
			if !seen[fmt.Sprint(e.Seq, l.Code, l.To)] {
				return fmt.Errorf("letter %s of event %d is missing", l.Code, e.Seq)
			}
		}
	}
	return d.compareWords()
}

func (d *drive) compareWords() error {
	for _, said := range d.road.Says {
		found := slices.ContainsFunc(d.record.Letters, func(l law.Posted) bool {
			return l.Code == string(said.Notice) && strings.Contains(l.Body, said.Words)
		})
		if !found {
			return fmt.Errorf("no letter %s says %q", said.Notice, said.Words)
		}
	}
	return nil
}
