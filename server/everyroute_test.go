package server

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
	"recourse/ui"
)

// wholeHouse opens a house with everything it can have: accounts in PostgreSQL,
// pages, metrics, and where asked for the sign-in by a provider, which is away.
func wholeHouse(t *testing.T, byProvider bool) *staffHouse {
	t.Helper()
	o := &staffHouse{db: storetest.New(t)}
	o.house = newHouseOf(t, ServiceOptions{Accounts: o.db, Keys: o.db, Site: secureSite}, func(o *Options) {
		pages, err := ui.New(ui.Options{Service: o.Service, Sessions: o.Service.sessions})
		if err != nil {
			t.Fatal(err)
		}
		o.Pages, o.ErrorPage = pages.Mount, pages.Error
		o.Metrics = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
		if byProvider {
			o.Onward = pages.Onward
			o.Provider, err = NewProvider(ProviderOptions{Issuer: "http://127.0.0.1:1", ClientID: "recourse", Base: site, RolesClaim: "roles"})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	o.service.hashing = lightHashing
	return o
}

// signedIn returns the cookie of a fresh session of somebody.
func (h *house) signedIn(who access.Caller) *http.Cookie {
	h.t.Helper()
	ctx, err := h.service.sessions.Load(h.t.Context(), "")
	if err != nil {
		h.t.Fatal(err)
	}
	if !who.Works() {
		agent := agentOf(who.Actor)
		if agent != 0 { // let in again, if the call before has taken the access back
			err = h.record.AddRepresentative(ctx, who.Case, agent, codeHash("agent"))
		}
		hashes, readErr := h.record.Accesses(ctx, who.Case)
		err = errors.Join(err, readErr, h.service.letIn(ctx, who.Case, agent, hashes[agent]))
	} else {
		var a access.Account
		if a, err = h.service.accounts.Account(ctx, access.StaffID(who.Actor.ID)); err == nil {
			_, err = h.service.admit(ctx, a, access.ByProvider)
		}
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return &http.Cookie{Name: sessionCookie, Value: h.service.sessions.Token(ctx)}
}

// somebody is one kind of caller, and whether a case is theirs.
type somebody struct {
	name  string
	who   access.Caller
	holds bool // the case is theirs, or in their scope
	local bool // calls from the machine itself
}

// everybody lists all kinds of caller, seen from one case of TEKSYSTEMS in the eu
// queue; stranger is another case.
func (o *staffHouse) everybody(number, stranger string) []somebody {
	party := func(role complaint.Role, n string) access.Caller {
		by := complaint.Actor{Role: role}
		if role == complaint.Representative {
			by.ID = law.AgentID(2)
		}
		return access.Caller{Actor: by, Case: complaint.Number(n)}
	}
	all := []somebody{
		{"nobody", access.Nobody, false, false},
		{"an operator", access.Nobody, false, true},
		{"the complainant", party(complaint.Complainant, number), true, false},
		{"another complainant", party(complaint.Complainant, stranger), false, false},
		{"the representative", party(complaint.Representative, number), true, false},
		{"another's representative", party(complaint.Representative, stranger), false, false},
	}
	for _, role := range complaint.StaffRoles {
		for scope, m := range map[string]store.Provided{
			"for all":               {},
			"of the case's company": {Entities: []string{"TEKSYSTEMS"}, Queues: []string{"eu"}},
			"of another company":    {Entities: []string{"AEROTEK"}},
			"of the other queue":    {Queues: []string{"us"}},
		} {
			m.Issuer, m.Name, m.Role = "https://id.example", string(role)+" "+scope, role
			m.Subject = m.Name
			added, err := o.db.Provide(o.t.Context(), m, access.OperatorHand(o.clock()))
			if err != nil {
				o.t.Fatal(err)
			}
			who := access.Caller{Actor: added.Actor(), Name: added.Name, Scope: access.NewScope(m.Entities, m.Queues)}
			all = append(all, somebody{m.Name, who, !strings.Contains(scope, "other"), false})
		}
	}
	return all
}

// call calls a route as somebody, by a session of theirs.
func (h *house) call(who somebody, method, path string) *httptest.ResponseRecorder {
	if who.who == access.Nobody {
		return h.callBy(nil, who, method, path)
	}
	return h.callBy(h.signedIn(who.who), who, method, path)
}

// callBy calls a route by a session that is open.
func (h *house) callBy(cookie *http.Cookie, who somebody, method, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.RemoteAddr = "192.0.2.7:4711"
	if who.local {
		r.RemoteAddr = "127.0.0.1:4711"
	}
	if cookie != nil {
		r.AddCookie(cookie)
	}
	rec := httptest.NewRecorder()
	h.handler.ServeHTTP(rec, r)
	return rec
}

// The answers that a caller can expect of the guard.
type expected string

const (
	goesIn    expected = "goes in"
	mustEnter expected = "must sign in"
	forbidden expected = "may not"
	missing   expected = "finds nothing"
)

// expect says, from the table and from whose the case is, what becomes of a call.
func expect(rule access.Rule, who somebody, byProvider bool) expected {
	role := who.who.Actor.Role
	if who.local && rule.Route == metricsRoute {
		role = access.Operator
	}
	own := strings.HasPrefix(rule.Route, "/my-case") // the case that the session itself names
	switch {
	case byProvider && localDoor(rule):
		return forbidden
	case rule.Open():
		return goesIn
	case !slices.Contains(rule.Roles, role):
		if who.who == access.Nobody {
			return mustEnter
		}
		return forbidden
	case rule.OfCase() && !own && !who.holds, own && strings.Contains(rule.Route, ":document") && !who.holds:
		return missing
	}
	return goesIn
}

// became reads off an answer what has become of a call.
func became(rule access.Rule, who somebody, rec *httptest.ResponseRecorder) expected {
	door := "/follow"
	for _, root := range []string{"/desk", "/account", "/admin"} {
		if strings.HasPrefix(rule.Route, root) {
			door = "/sign-in"
		}
	}
	last := rule.Route == "/account/sessions" && who.who.Works() // who ends their own session must sign in as well
	led := !last && rec.Code == http.StatusSeeOther && !rule.Open() && strings.HasPrefix(rec.Header().Get("Location"), door)
	switch {
	case rec.Code == http.StatusUnauthorized, led:
		return mustEnter
	case rec.Code == http.StatusForbidden:
		return forbidden
	case rec.Code == http.StatusNotFound && (strings.Contains(rec.Body.String(), "or it is not yours") || !programmatic(rule.Route)):
		return missing
	}
	return goesIn
}

// TestEveryRoute calls every route there is as everybody there is, and expects
// what the table of routes and the scopes say. Who is turned away leaves no trace,
// and staff who read a case leave one.
func TestEveryRoute(t *testing.T) {
	t.Parallel()
	for _, byProvider := range []bool{false, true} {
		t.Run(fmt.Sprintf("provider %v", byProvider), func(t *testing.T) {
			t.Parallel()
			h := wholeHouse(t, byProvider)
			number, stranger := h.visitor().file().CaseNumber, h.visitor().file().CaseNumber
			h.record.files[complaint.Number(number)].Documents = []law.Document{{ID: "DOC1", Name: "a.txt", Type: "text/plain", Size: 1, By: string(complaint.Complainant)}}
			file := h.record.files[complaint.Number(number)]
			file.Entries = append(file.Entries, law.Entry{
				Event: law.Event{Seq: 2, Key: "added", Action: complaint.DocumentAdded, Actor: complaint.Actor{Role: complaint.Complainant}},
			})
			file.details["added"] = kept{private: map[string]string{"document": "DOC1"}}
			file.Case.Seq = 2
			everybody := h.everybody(number, stranger)
			e := h.handler.(*echo.Echo)
			fill := strings.NewReplacer("/my-case/acts/:action", "/my-case/acts/message.sent", ":action", string(complaint.CaseAssigned),
				":case", number, ":document", "DOC1", ":pack", "EU-PS-2016", ":letter", "1", ":account", "1", ":change", "enable", ":recipient", "authority", "*", "x")
			for _, route := range e.Routes() {
				rule, ok := access.Find(route.Method, route.Path)
				if !ok {
					t.Errorf("%s %s is not in the table", route.Method, route.Path)
					continue
				}
				for _, who := range everybody {
					h.tryRoute(t, rule, who, fill.Replace(rule.Route), byProvider)
				}
			}
		})
	}
}

// tryRoute calls one route as somebody and compares with what is to be expected.
func (h *house) tryRoute(t *testing.T, rule access.Rule, who somebody, path string, byProvider bool) {
	t.Helper()
	h.record.looks = nil
	before, acts := h.record.snapshot(), len(h.cases.acts)
	rec := h.call(who, rule.Method, path)
	want, got := expect(rule, who, byProvider), became(rule, who, rec)
	typed := rule.Open() || localDoor(rule)
	quiet := typed && want == goesIn && got != mustEnter // a door may refuse what is typed
	if got != want && !quiet {
		t.Errorf("%s %s as %s: got %d, who calls %s; want: %s", rule.Method, rule.Route, who.name, rec.Code, got, want)
	}
	busy := rec.Code == http.StatusServiceUnavailable && (rule.Route == providerRoute || localDoor(rule)) // away, or slowed down
	if rec.Code >= http.StatusInternalServerError && !busy {
		t.Errorf("%s %s as %s: got %d", rule.Method, rule.Route, who.name, rec.Code)
	}
	if want != goesIn && (h.record.snapshot() != before || len(h.cases.acts) != acts) {
		t.Errorf("%s %s as %s has left a trace", rule.Method, rule.Route, who.name)
	}
	looks := 0
	for _, list := range h.record.looks {
		looks += len(list)
	}
	if recorded := want == goesIn && rule.Reads() && who.who.Works(); recorded != (looks == 1) || looks > 1 {
		t.Errorf("%s %s as %s: %d looks are on record, want one: %v", rule.Method, rule.Route, who.name, looks, recorded)
	}
}

// No spelling of an address, and no other method, leads to what the table would
// refuse.
func TestEveryRoute_trickyAddresses(t *testing.T) {
	t.Parallel()
	h := wholeHouse(t, false)
	number, stranger := h.visitor().file().CaseNumber, h.visitor().file().CaseNumber
	everybody, cookies := h.everybody(number, stranger), map[string]*http.Cookie{}
	for _, who := range everybody {
		if who.who != access.Nobody {
			cookies[who.name] = h.signedIn(who.who)
		}
	}
	for _, rule := range access.Table {
		if rule.Method != http.MethodGet || rule.Open() || rule.Route == metricsRoute {
			continue
		}
		path := strings.NewReplacer(":case", number, ":document", "DOC1", ":action", string(complaint.MessageSent)).Replace(rule.Route)
		for _, who := range everybody {
			if expect(rule, who, false) == goesIn {
				continue
			}
			h.record.looks = nil
			for _, try := range tricks(path) {
				rec := h.callBy(cookies[who.name], who, try[0], try[1])
				if ok := rec.Code < http.StatusMultipleChoices && rec.Code != http.StatusNoContent; ok || rec.Code >= http.StatusInternalServerError ||
					strings.Contains(rec.Body.String(), "Vexworth") || len(h.record.looks) > 0 {
					t.Errorf("%s %s as %s: got %d", try[0], try[1], who.name, rec.Code)
				}
			}
		}
	}
}

// tricks are ways of asking for an address that a careless guard would not
// recognise.
func tricks(path string) [][2]string {
	last := path[strings.LastIndex(path, "/"):]
	spelt := []string{
		"/" + path, path + "/", path + "//", "/." + path, "/x/.." + path, "/x/%2e%2e" + path, "/%2e" + path, strings.ToUpper(path),
		strings.ReplaceAll(path[:len(path)-len(last)], "/", "//") + cmp.Or(last, "/"), strings.ReplaceAll(path, "-", "%2D"), strings.ReplaceAll(path, "-", "%252D"),
		"/" + strings.ReplaceAll(path[1:], "/", "%2F"), "/" + strings.ReplaceAll(path[1:], "/", "%5C"), path + ";x", path + "%00", path + "%20", path + "?x=/healthz", "/assets/.." + path, "/assets/%2e%2e" + path,
	}
	var out [][2]string
	for _, s := range spelt {
		out = append(out, [2]string{http.MethodGet, s})
	}
	for _, method := range []string{http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodPatch, http.MethodTrace, "PROPFIND", "get", "X"} {
		out = append(out, [2]string{method, path})
	}
	return out
}

// A handler that the table does not know is reached by nobody, even if it was
// added after the routes were checked.
func TestGuard_knowsOnlyTheTable(t *testing.T) {
	t.Parallel()
	h := wholeHouse(t, false)
	h.handler.(*echo.Echo).GET("/back-door", func(c echo.Context) error { return c.String(http.StatusOK, "open") })
	for _, who := range h.everybody("RC-0000-0000", "RC-0000-0001") {
		if rec := h.call(who, http.MethodGet, "/back-door"); rec.Code != http.StatusNotFound {
			t.Errorf("%s got %d %s", who.name, rec.Code, rec.Body)
		}
	}
	rec := h.call(somebody{who: access.Nobody}, http.MethodPut, "/sign-out")
	if rec.Code != http.StatusMethodNotAllowed || rec.Header().Get("Allow") != "OPTIONS, POST" {
		t.Errorf("another method got %d, allowed %q", rec.Code, rec.Header().Get("Allow"))
	}
}
