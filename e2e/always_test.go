package e2e

import (
	"net/http"
	"slices"
	"strings"

	"recourse/complaint"
	"recourse/law"
)

// strict are the lengths in calendar days of the periods of section 8 that never
// roll, and rolled those that end on the next working day. The house's own figures
// are among them.
var (
	strict = map[law.RuleID]int{
		law.D45: 45, law.D25: 25, law.D90: 90, law.ARB90: 90, law.IRM: 60, law.IRMConciliation: 30, law.IRMReview: 30,
		law.IRMVerification: 30, law.AwardDue: 30, law.Performance: 30, law.Late: 14, law.RRPS: 45,
	}
	rolled = map[law.RuleID]int{law.SAT: 30, law.D60: 60}
)

// longestRoll is how many days in a row can be without work: Easter, or Christmas
// beside a weekend.
const longestRoll = 4

// checkAlways compares a case with what the rulebook says of every case: the
// invariants of section 15 that can be seen from outside, and the lengths of
// section 8. What is wrong once is told once.
func (m *matter) checkAlways() {
	m.Helper()
	if m.Failed() {
		return
	}
	if m.Facts.Kind == complaint.RightsRequest {
		m.checkRequest()
	} else if d45, day := m.deadline(law.D45), m.Facts.Place.Local(m.receipt.ReceivedAt); d45.Start != day || d45.Due != day.AddDays(45) || d45.Due != m.receipt.RespondBy {
		m.Errorf("received on %s, the 45 days run from %s to %s and %s was promised (iii)", day, d45.Start, d45.Due, m.receipt.RespondBy)
	}
	for _, d := range m.Deadlines {
		m.checkPeriod(d)
	}
	if m.Facts.DataClass == "HR" {
		m.checkEmployment()
	}
	if closed := m.Status == "CLOSED"; closed != (m.Outcome != "") || closed != slices.Equal(m.Steps, []complaint.Step{complaint.S5}) {
		m.Errorf("the case is %s at %v with outcome %q (iv)", m.Status, m.Steps, m.Outcome)
	}
	for k, e := range m.Entries {
		if e.Seq != k+1 {
			m.Errorf("event %d of the record bears the number %d", k+1, e.Seq)
		}
	}
}

// checkRequest compares a rights request with section 11: the earliest of its
// periods is promised, and each runs from the receipt.
func (m *matter) checkRequest() {
	m.Helper()
	day, first := m.Facts.Place.Local(m.Facts.ReceivedAt), complaint.Date{}
	for _, d := range m.Deadlines {
		if !strings.HasPrefix(string(d.Rule), "RR") || d.Status == complaint.Superseded {
			continue
		}
		if d.Start != day {
			m.Errorf("received on %s, %s runs from %s", day, d.Rule, d.Start)
		}
		if first.IsZero() || d.Due.Before(first) {
			first = d.Due
		}
	}
	if first.IsZero() || first != m.RespondBy {
		m.Errorf("an answer is promised by %s, the earliest period ends on %s", m.RespondBy, first)
	}
}

// checkPeriod compares a period with section 8.
func (m *matter) checkPeriod(d deadline) {
	m.Helper()
	if d.Basis == "" || d.Cite == "" || len(d.Why) == 0 {
		m.Errorf("%s shows no basis, no citation or no reason (v)", d.Rule)
	}
	long := d.Start.DaysUntil(d.Due)
	if n, ok := strict[d.Rule]; ok && !d.Stated && long != n {
		m.Errorf("%s lasts %d days, want %d", d.Rule, long, n)
	}
	if n, ok := rolled[d.Rule]; ok && !d.Stated && (long < n || long > n+longestRoll || weekend(d.Due)) {
		m.Errorf("%s lasts %d days and ends on a %s, want %d days and a working day", d.Rule, long, d.Due.Weekday(), n)
	}
}

func weekend(d complaint.Date) bool { return d.Weekday()%6 == 0 }

// checkEmployment checks that employment data is with no recourse body, and with
// arbitrators only if a Notice arrived (i).
func (m *matter) checkEmployment() {
	m.Helper()
	for _, s := range m.Steps {
		noticed := slices.ContainsFunc(m.Entries, func(e entry) bool { return e.Action == complaint.ArbNoticeDelivered })
		if s.Stage() == complaint.Recourse || s.Stage() == complaint.Arbitration && !noticed {
			m.Errorf("employment data stands at %s (i)", s)
		}
	}
}

// options are the acts of a role by name, allowed or not, as the API lists them.
func (m *matter) options(role complaint.Role) map[complaint.Action]law.Option {
	m.Helper()
	var list struct {
		Actions []law.Option `json:"actions"`
		Choices []law.Option `json:"choices"`
	}
	r := request{method: http.MethodGet, path: m.path("cases", "actions"), token: m.i.tokens[role]}
	if role == complaint.Complainant {
		r = request{method: http.MethodGet, path: m.path("complaints", ""), cookies: m.session}
	}
	m.i.must(m.T, r).want(m.T, http.StatusOK).read(m.T, &list)
	all := map[complaint.Action]law.Option{}
	for _, o := range append(list.Actions, list.Choices...) {
		all[o.Action] = o
	}
	return all
}

// offers checks that acts are offered to a role.
func (m *matter) offers(role complaint.Role, actions ...complaint.Action) *matter {
	m.Helper()
	options := m.options(role)
	for _, a := range actions {
		if o, ok := options[a]; !ok || !o.Allowed {
			m.Errorf("%s is not offered to the %s: %s", a, role, o.Why)
		}
	}
	return m
}

// withholds checks that acts are not offered to an officer, and that the reason
// names the rule.
func (m *matter) withholds(rule string, actions ...complaint.Action) *matter {
	m.Helper()
	options := m.options(complaint.CaseOfficer)
	for _, a := range actions {
		if o, ok := options[a]; !ok || o.Allowed || o.Transition != rule || o.Why == "" {
			m.Errorf("%s is offered (%t) or withheld by %q, want it withheld by %s", a, o.Allowed, o.Transition, rule)
		}
	}
	return m
}

// reads checks that the complainant gets a notice that holds the words.
func (m *matter) reads(notice complaint.Notice, words ...string) *matter {
	m.Helper()
	return m.gets(complaint.Complainant, string(notice), words...)
}

// gets checks that a letter of this kind to a role lies in the tray and holds the
// words.
func (m *matter) gets(role complaint.Role, code string, words ...string) *matter {
	m.Helper()
	await(m.T, "the letter "+code, agrees, func() bool {
		letters, err := m.i.tray(m.Context(), m.receipt.Number)
		check(m.T, err)
		return slices.ContainsFunc(letters, func(l mail) bool { return l.Code == code && l.To == role && contains(l.Body, words) })
	})
	return m
}

// contains reports whether a text holds all words. Lines may break between them.
func contains(text string, words []string) bool {
	flat := strings.Join(strings.Fields(text), " ")
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(flat, w) })
}

// omits checks that none of the letters to the complainant holds the words.
func (m *matter) omits(words string) *matter {
	m.Helper()
	letters, err := m.i.tray(m.Context(), m.receipt.Number)
	check(m.T, err)
	for _, l := range letters {
		if l.To == complaint.Complainant && contains(l.Body, []string{words}) {
			m.Errorf("the letter %s says %q", l.Code, words)
		}
	}
	return m
}

// arbitration checks which guards are not met and which bars stand: "G2 B4".
func (m *matter) arbitration(missing string) *matter {
	m.Helper()
	var a law.Availability
	for _, r := range []request{{token: m.i.tokens[complaint.CaseOfficer]}, {cookies: m.session}} {
		r.method, r.path = http.MethodGet, m.path("cases", "arbitration")
		m.i.must(m.T, r).want(m.T, http.StatusOK).read(m.T, &a)
		if got := strings.Join(a.Missing, " "); got != missing || a.Open != (missing == "") {
			m.Errorf("arbitration is open: %t, missing %q; want %q", a.Open, got, missing)
		}
	}
	return m
}

// words returns what was written with the event that is spoken of.
func (m *matter) words(field string) string {
	m.Helper()
	return m.event().Details[field]
}

// reminds waits for a reminder of a period to a role.
func (m *matter) reminds(role complaint.Role, of law.RuleID) {
	m.Helper()
	await(m.T, "the "+string(role)+" to be reminded of "+string(of), agrees+2*m.i.day, func() bool {
		return slices.ContainsFunc(m.look().Letters, func(l law.Posted) bool { return l.To == role && l.Rule == of && l.Status == "SENT" })
	})
}
