package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
)

// ruled is the installation on which every rule of the rulebook is tried. Its day
// is long enough that a slow machine keeps every date, and short enough that
// clocks can be waited for. Clocks that shall ring at once are given a true
// receipt in the past.
var ruled = &installation{day: 6 * time.Second}

// rule is the proof of one rule: its number, what it says in a word, and the
// complaints that show it.
type rule struct {
	name  string
	shows func(*clerk)
}

// clerk brings complaints to the installation and remembers their cases.
type clerk struct {
	*testing.T
	i     *installation
	cases []complaint.Number
}

// The rows of section 6 of the rulebook. A row that leads to several steps has a
// complaint for each.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestTransition(t *testing.T) { tryRules(t, transitionRules()) }

// The edge cases of section 15.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestEdge(t *testing.T) { tryRules(t, edgeRules) }

// The checks of section 5, S0, that have no number.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestIntake(t *testing.T) { tryRules(t, intakeRules) }

// The routes of section 3. The last of the four leaves the machine to others.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestRoute(t *testing.T) {
	t.Cleanup(ruled.remove)
	tryRules(t, routeRules)
}

// tryRules shows rules side by side. Afterwards every case is looked at from all
// sides: the law, the events, the read model, the running case, the letters.
func tryRules(t *testing.T, rules []rule) {
	i := ruled.ready(t)
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			k := &clerk{T: t, i: i}
			r.shows(k)
			for _, n := range k.cases {
				if err := i.settled(t.Context(), n, i.checkCase); err != nil {
					t.Errorf("case %s: %v", n, err)
				}
			}
		})
	}
}

// numbered is how many rules of each letter the rulebook has, and how their
// numbers are written.
var numbered = []struct {
	form string
	n    int
}{{"T%02d", 37}, {"E%02d", 28}, {"R%d", 9}}

// Every transition, every edge case and every route of the rulebook has a test
// that bears its number, and no other test does.
func TestRules_areAllShown(t *testing.T) {
	t.Parallel()
	var want, got []string
	for _, of := range numbered {
		for n := range of.n {
			want = append(want, fmt.Sprintf(of.form, n+1))
		}
	}
	for _, r := range slices.Concat(transitionRules(), edgeRules, routeRules) {
		id, _, _ := strings.Cut(r.name, "_")
		got = append(got, id)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the tests show %v, the rulebook has %v", got, want)
	}
}

// change is what is special about a complaint.
type change = func(*complaint.Filing)

func residing(country string) change { return func(f *complaint.Filing) { f.Residence = country } }
func then(country string) change     { return func(f *complaint.Filing) { f.ResidenceThen = country } }
func as(group string) change         { return func(f *complaint.Filing) { f.PersonType = group } }
func by(channel string) change       { return func(f *complaint.Filing) { f.Channel = channel } }
func writing(language string) change {
	return func(f *complaint.Filing) { f.Language = language }
}

func transferred(day complaint.Date) change {
	return func(f *complaint.Filing) { f.TransferredOn = day }
}

// letter is a complaint by post from somebody without e-mail.
func letter(f *complaint.Filing) {
	f.Channel, f.Person.Email, f.Person.Address = "POST_EU", "", "1 Some Street, Sometown"
}

// files files a complaint as its complainant does, now.
func (k *clerk) files(changes ...change) *matter {
	k.Helper()
	f := simple("Somebody Ruled")
	for _, c := range changes {
		c(&f)
	}
	return k.open(request{method: http.MethodPost, path: "/api/v1/complaints", key: newKey(), body: f}, f)
}

// enters enters a complaint that was received some days ago, as staff do.
func (k *clerk) enters(days int, changes ...change) *matter {
	k.Helper()
	return k.entersAt(k.i.clock.Case(time.Now()).AddDate(0, 0, -days).Truncate(time.Millisecond), changes...)
}

func (k *clerk) entersAt(received time.Time, changes ...change) *matter {
	k.Helper()
	f := simple("Somebody Ruled")
	f.Channel, f.ReceivedAt = "EMAIL_EU", received
	for _, c := range changes {
		c(&f)
	}
	return k.open(request{method: http.MethodPost, path: "/api/v1/cases", token: k.i.tokens[complaint.CaseOfficer], key: newKey(), body: f}, f)
}

// newKey is an idempotency key that nobody has used.
func newKey() string { return "rule-" + string(complaint.NewNumber()) }

// open hands a complaint in, opens the complainant's session and looks at the
// case.
func (k *clerk) open(r request, f complaint.Filing) *matter {
	k.Helper()
	m := &matter{clerk: k, key: newKey()}
	a := k.i.must(k.T, r).want(k.T, http.StatusCreated)
	a.read(k.T, &m.receipt)
	k.cases = append(k.cases, m.receipt.Number)
	if !f.ReceivedAt.IsZero() && !m.receipt.ReceivedAt.Equal(f.ReceivedAt) {
		k.Errorf("the complaint counts as received on %s, not on %s", m.receipt.ReceivedAt, f.ReceivedAt)
	}
	session := k.i.must(k.T, request{
		method: http.MethodPost, path: m.path("complaints", "session"), key: newKey(), body: map[string]string{"access_code": m.receipt.Code},
	}).want(k.T, http.StatusNoContent)
	m.session = session.cookies
	m.seq = 1
	return m.look()
}
