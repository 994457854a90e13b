package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// matter is one complaint, seen through the API alone.
type matter struct {
	*clerk
	receipt struct {
		receipt
		ReceivedAt time.Time      `json:"received_at"`
		RespondBy  complaint.Date `json:"respond_by"`
	}
	session []*http.Cookie // the complainant's
	other   string         // token of the officer who has taken over from the first; "" while nobody has
	key     string         // idempotency keys of the acts begin with it
	acts    int
	at      time.Time // when the next acts happen; zero for now
	was     file      // before the last act
	file              // as an officer sees it now
	seq     int       // the event that is spoken of: of the last act, or ring of a clock
}

// file is a case as the API shows it.
type file struct {
	Pack       law.PackRef        `json:"pack"`
	Status     string             `json:"status"`
	Steps      []complaint.Step   `json:"steps"`
	Outcome    complaint.Outcome  `json:"final_outcome"`
	Version    int                `json:"version"`
	Facts      law.Facts          `json:"facts"`
	ReceivedAt time.Time          `json:"received_at"`
	RespondBy  complaint.Date     `json:"respond_by"`
	Siblings   []complaint.Number `json:"siblings"`
	Stages     []law.Stage        `json:"stages"`
	Deadlines  []deadline         `json:"deadlines"`
	Entries    []entry            `json:"entries"`
	Letters    []law.Posted       `json:"letters"`
	Choices    []law.Option       `json:"choices"`
	Overdue    bool               `json:"overdue"`
	Delisting  bool               `json:"delisting_risk"`
	Objections []string           `json:"objections"`

	Assignee    string             `json:"assignee"`
	Flags       []string           `json:"flags"`
	Linked      []complaint.Number `json:"linked_cases"`
	Mandate     string             `json:"mandate"`
	Conflicted  []string           `json:"conflicted"`
	Undelivered []string           `json:"undelivered"`
}

type deadline struct {
	law.Deadline
	Basis string   `json:"basis"`
	Cite  string   `json:"cite"`
	Why   []string `json:"why"`
}

type entry struct {
	law.Entry
	Late float64 `json:"late_seconds"`
}

func (m *matter) path(of, what string) string {
	path := "/api/v1/" + of + "/" + string(m.receipt.Number)
	if what != "" {
		path += "/" + what
	}
	return path
}

// on has the next acts happen some days after the receipt.
func (m *matter) on(day int) *matter {
	zone, err := time.LoadLocation(m.Facts.Place.Zone) // days are those of the place, also across a change to winter time
	check(m.T, err)
	m.at = m.receipt.ReceivedAt.In(zone).AddDate(0, 0, day).UTC()
	return m
}

// officer, privacy, manager and person have somebody act. The data of the act is given as
// names and values.
func (m *matter) officer(a complaint.Action, data ...any) *matter {
	m.Helper()
	return m.act(complaint.CaseOfficer, a, data)
}

func (m *matter) privacy(a complaint.Action, data ...any) *matter {
	m.Helper()
	return m.act(complaint.PrivacyOfficer, a, data)
}

func (m *matter) manager(a complaint.Action, data ...any) *matter {
	m.Helper()
	return m.act(complaint.Manager, a, data)
}

func (m *matter) person(a complaint.Action, data ...any) *matter {
	m.Helper()
	return m.act(complaint.Complainant, a, data)
}

// act does an act, which must be allowed, and looks at the case.
func (m *matter) act(role complaint.Role, a complaint.Action, data []any) *matter {
	m.Helper()
	m.was = m.file
	var done struct {
		Event int      `json:"event"`
		Steps []string `json:"steps"`
	}
	m.ask(m.acting(role, a, data)).want(m.T, http.StatusOK).read(m.T, &done)
	m.seq = done.Event
	return m.look()
}

// acting is the request of an act.
func (m *matter) acting(role complaint.Role, a complaint.Action, data []any) request {
	m.acts++
	body := map[string]any{"action": a}
	if len(data) > 0 {
		fields := map[string]any{}
		for k := 0; k < len(data); k += 2 {
			fields[data[k].(string)] = data[k+1]
		}
		body["data"] = fields
	}
	if !m.at.IsZero() {
		body["at"] = m.at
	}
	r := request{method: http.MethodPost, path: m.path("cases", "actions"), token: m.token(role), key: fmt.Sprintf("%s-%d", m.key, m.acts), body: body}
	if role == complaint.Complainant {
		r.path, r.token, r.cookies = m.path("complaints", "actions"), "", m.session
	}
	return r
}

// token is that of who acts in a role.
func (m *matter) token(role complaint.Role) string {
	if role == complaint.CaseOfficer && m.other != "" {
		return m.other
	}
	return m.i.tokens[role]
}

// colleague has another officer, who is new on the staff, take the case over.
func (m *matter) colleague() *matter {
	m.Helper()
	name := newKey()
	m.i.run(m.T, "staff", "add", name, name+"@recourse.example", "--role", string(complaint.CaseOfficer))
	m.other = strings.TrimSpace(m.i.run(m.T, "token", "create", "--staff", name))
	return m
}

// ask sends a request again for as long as the installation says that it is busy.
func (m *matter) ask(r request) (a answer) {
	m.Helper()
	await(m.T, "an answer", time.Minute, func() bool {
		a = m.i.must(m.T, r)
		return a.status != http.StatusAccepted && a.status != http.StatusServiceUnavailable
	})
	return a
}

// look reads the case and compares it with what holds for every case.
func (m *matter) look() *matter {
	m.Helper()
	m.file = file{}
	m.i.must(m.T, request{method: http.MethodGet, path: m.path("cases", ""), token: m.i.tokens[complaint.CaseOfficer]}).want(m.T, http.StatusOK).read(m.T, &m.file)
	for k := range m.Deadlines {
		if d := &m.Deadlines[k]; d.Status == complaint.DueSoon {
			d.Status = complaint.Running
		}
	}
	m.checkAlways()
	return m
}

// refused has an act refused, and expects the problem to name the rule.
func (m *matter) refused(rule string, role complaint.Role, a complaint.Action, data ...any) *matter {
	m.Helper()
	return m.turnedDown(http.StatusConflict, rule, role, a, data)
}

// invalid has an act turned down because its form lacks what the rule asks for.
func (m *matter) invalid(role complaint.Role, a complaint.Action, data ...any) *matter {
	m.Helper()
	return m.turnedDown(http.StatusBadRequest, "", role, a, data)
}

func (m *matter) turnedDown(status int, rule string, role complaint.Role, a complaint.Action, data []any) *matter {
	m.Helper()
	var problem struct{ Rule, Detail string }
	m.ask(m.acting(role, a, data)).want(m.T, status).read(m.T, &problem)
	if problem.Rule != rule || problem.Detail == "" {
		m.Errorf("%s is refused by %q (%s), want by %q", a, problem.Rule, problem.Detail, rule)
	}
	if m.look(); slices.ContainsFunc(m.Entries, func(e entry) bool { return e.Seq > m.seq && e.Action == a }) {
		m.Errorf("%s was refused and is on record", a)
	}
	return m
}
