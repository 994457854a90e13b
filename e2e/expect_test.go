package e2e

import (
	"slices"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// event is the event that is spoken of.
func (m *matter) event() entry {
	m.Helper()
	k := slices.IndexFunc(m.Entries, func(e entry) bool { return e.Seq == m.seq })
	if k < 0 {
		m.Fatalf("event %d is not on record", m.seq)
	}
	return m.Entries[k]
}

// moved checks the event that is spoken of: the row of the rulebook, where the
// case stands after it ("S1/OVERDUE, S2.1"), and its letters ("N07" to the
// complainant, "ALARM manager").
func (m *matter) moved(row, to, letters string) *matter {
	m.Helper()
	e := m.event()
	var steps, sent []string
	for _, s := range e.To {
		steps = append(steps, string(s))
	}
	for _, l := range e.Letters {
		if l.To == complaint.Complainant {
			sent = append(sent, l.Code)
		} else {
			sent = append(sent, l.Code+" "+string(l.To))
		}
	}
	for _, c := range []struct{ what, got, want string }{
		{"row", e.Transition, row}, {"steps", strings.Join(steps, ", "), to}, {"letters", strings.Join(sent, ", "), letters},
	} {
		if c.got != c.want {
			m.Errorf("%s, event %d: %s %q, want %q", e.Action, e.Seq, c.what, c.got, c.want)
		}
	}
	return m
}

// alarms are the letters that tell the house of something grave.
const alarms = "ALARM privacy_officer, ALARM manager"

// rings waits for a clock to move the case, and checks the event as moved does.
func (m *matter) rings(row, to, letters string) *matter {
	m.Helper()
	before := m.seq
	await(m.T, "the clock of "+row, agrees+4*m.i.day, func() bool {
		m.look()
		for _, e := range m.Entries {
			if e.Seq > before && e.Transition == row && e.Actor.Role == complaint.Clock {
				m.seq = e.Seq
				return true
			}
		}
		return false
	})
	return m.moved(row, to, letters)
}

// clocks checks what has become of the periods since before the last act: "D45
// met, SAT runs". The time for reopening is left to closed.
func (m *matter) clocks(want string) *matter {
	m.Helper()
	var all []string
	for k, d := range m.Deadlines {
		status := strings.ToLower(string(d.Status))
		if d.Status == complaint.Running {
			status = "runs"
		}
		switch {
		case d.Rule == law.Reopen:
		case k >= len(m.was.Deadlines) || m.was.Deadlines[k].Status != d.Status:
			all = append(all, string(d.Rule)+" "+status)
		case !m.was.Deadlines[k].Done.Equal(d.Done):
			all = append(all, string(d.Rule)+" done late")
		}
	}
	if got := strings.Join(all, ", "); got != want {
		m.Errorf("after event %d: %q, want %q", m.seq, got, want)
	}
	return m
}

// closed checks that the case is closed with an outcome and can be reopened for
// twelve months.
func (m *matter) closed(outcome complaint.Outcome) *matter {
	m.Helper()
	d := m.deadline(law.Reopen)
	if m.Status != "CLOSED" || m.Outcome != outcome || d.Due != d.Start.AddMonths(12) {
		m.Errorf("the case is %s with outcome %q until %s, want it closed with %s", m.Status, m.Outcome, d.Due, outcome)
	}
	return m
}

// deadline returns the latest period of a rule.
func (m *matter) deadline(id law.RuleID) deadline {
	m.Helper()
	for _, d := range slices.Backward(m.Deadlines) {
		if d.Rule == id {
			return d
		}
	}
	m.Fatalf("there is no %s", id)
	return deadline{}
}

// due checks the last day of the latest period of a rule.
func (m *matter) due(id law.RuleID, day string) *matter {
	m.Helper()
	if d := m.deadline(id); d.Due.String() != day {
		m.Errorf("%s from %s is due on %s, want %s", id, d.Start, d.Due, day)
	}
	return m
}

// misses waits for the latest period of a rule to end in vain.
func (m *matter) misses(id law.RuleID) *matter {
	m.Helper()
	await(m.T, string(id)+" to be missed", agrees, func() bool { return m.look().deadline(id).Status == complaint.Missed })
	return m
}

// day is the local day some days after the receipt, and today that of now.
func (m *matter) day(n int) complaint.Date {
	return m.Facts.Place.Local(m.receipt.ReceivedAt).AddDays(n)
}

func (m *matter) today() complaint.Date { return m.Facts.Place.Local(m.i.clock.Case(time.Now())) }

// dated has the next acts happen on a day.
func (m *matter) dated(day string) *matter {
	m.at = noon(day)
	return m
}

// noon is the middle of a day that everybody in Europe has.
func noon(day string) time.Time { return date(day).In(time.UTC, 12, 0) }

func date(day string) complaint.Date {
	d, err := complaint.ParseDate(day)
	if err != nil {
		panic(err) // it is written in the tests
	}
	return d
}
