package store_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// at is a complaint about a company by a resident of a country.
func at(entity, residence string) func(*complaint.Filing) {
	return func(f *complaint.Filing) { f.Entity, f.Residence = entity, residence }
}

// The worklist holds what is in the scope of who asks, and nothing else, whatever
// else narrows it.
func TestWorklist_keepsToTheScope(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	swedish := file(t, s, newCase("a", received, at("TEKSYSTEMS", "SE"))).Number
	american := file(t, s, newCase("b", received, at("TEKSYSTEMS", "US"))).Number
	other := file(t, s, newCase("c", received, at("AEROTEK", "SE"))).Number
	for name, tt := range map[string]struct {
		filter law.Filter
		want   []complaint.Number
	}{
		"all":                   {law.Filter{}, []complaint.Number{swedish, american, other}},
		"a company":             {law.Filter{Entities: []string{"TEKSYSTEMS"}}, []complaint.Number{swedish, american}},
		"two companies":         {law.Filter{Entities: []string{"TEKSYSTEMS", "AEROTEK"}}, []complaint.Number{swedish, american, other}},
		"a queue":               {law.Filter{Queues: []string{"eu"}}, []complaint.Number{swedish, other}},
		"a company and a queue": {law.Filter{Entities: []string{"TEKSYSTEMS"}, Queues: []string{"us"}}, []complaint.Number{american}},
		"asking for another":    {law.Filter{Entities: []string{"TEKSYSTEMS"}, Entity: "AEROTEK"}, nil},
		"its very number":       {law.Filter{Queues: []string{"us"}, Query: string(other)}, nil},
	} {
		page, err := s.Worklist(context.Background(), tt.filter)
		var got []complaint.Number
		for _, row := range page.Rows {
			got = append(got, row.Number)
		}
		if diff := cmp.Diff(tt.want, got, anyOrder, loosely); diff != "" || err != nil {
			t.Errorf("%s (-want +got):\n%s%v", name, diff, err)
		}
	}
}

// The queue is written with the case and again with each event, since it follows
// from the pack.
func TestQueue_isWhatTheLawSays(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	n := newCase("a", received, at("TEKSYSTEMS", "GB"))
	r := begin(t, n)
	file(t, s, n)
	queue := func() string {
		return value[string](t, s, "SELECT queue FROM cases WHERE number = $1", string(n.Case.Number))
	}
	if got := queue(); got != n.Case.Queue() {
		t.Errorf("filed in the queue %s, want %s", got, n.Case.Queue())
	}
	if _, err := s.DB().ExecContext(t.Context(), "UPDATE cases SET queue = CASE queue WHEN 'eu' THEN 'us' ELSE 'eu' END"); err != nil {
		t.Fatal(err)
	}
	r.do(complaint.CaseOfficer, complaint.TriageNeedsInfo).record(s, 1)
	if got := queue(); got != r.c.Queue() {
		t.Errorf("after an event it is in the queue %s, want %s", got, r.c.Queue())
	}
}

func TestScopeStaff(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	hire(t, s, "Ada", "", complaint.CaseOfficer)
	m, err := s.ScopeStaff(t.Context(), "ADA", []string{"AEROTEK"}, []string{"eu"}, by(noon))
	if err != nil || !m.WorksOn("AEROTEK", "eu") || m.WorksOn("AEROTEK", "us") || m.WorksOn("TEKSYSTEMS", "eu") {
		t.Errorf("got %+v %v", m, err)
	}
	wantEvents(t, s, "scope_changed AEROTEK eu")
	if m, err = s.ScopeStaff(t.Context(), "Ada", nil, nil, by(noon)); err != nil || !m.WorksOn("TEKSYSTEMS", "us") {
		t.Errorf("without codes: %+v %v", m, err)
	}
	_, err = s.ScopeStaff(t.Context(), "Bo", nil, nil, by(noon))
	want(t, complaint.Missing, err)
	_, err = s.ScopeStaff(t.Context(), "Ada", []string{"ELSEWHERE"}, nil, by(noon))
	want(t, complaint.Invalid, err)
	_, err = s.AddStaff(t.Context(), store.Staff{Name: "Cy", Role: complaint.Manager, Queues: []string{"asia"}})
	want(t, complaint.Invalid, err)
}

func TestMailOf_goesToTheAssigneeOrToAllOfTheRoleWithinTheirScope(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	a := hire(t, s, "a", "a@example.org", complaint.CaseOfficer)
	hire(t, s, "b", "b@example.org", complaint.CaseOfficer)
	silent := hire(t, s, "c", "", complaint.CaseOfficer)
	hire(t, s, "m", "m@example.org", complaint.Manager)
	stranger := hire(t, s, "d", "d@example.org", complaint.CaseOfficer)
	hire(t, s, "n", "n@example.org", complaint.Manager)
	for name, scope := range map[string][2][]string{"a": {{"TEKSYSTEMS"}, nil}, "m": {nil, {"eu"}}, "d": {{"AEROTEK"}, nil}, "n": {nil, {"us"}}} {
		if _, err := s.ScopeStaff(t.Context(), name, scope[0], scope[1], by(noon)); err != nil {
			t.Fatal(err)
		}
	}
	both := []string{"a@example.org", "b@example.org"}
	for name, tt := range map[string]struct {
		role     complaint.Role
		assignee string
		want     []string
	}{
		"assigned":                    {complaint.CaseOfficer, a.Actor().ID, both[:1]},
		"nobody assigned":             {complaint.CaseOfficer, "", both},
		"assignee has no address":     {complaint.CaseOfficer, silent.Actor().ID, both},
		"assignee has another scope":  {complaint.CaseOfficer, stranger.Actor().ID, both},
		"assignee unknown":            {complaint.CaseOfficer, "staff/99", both},
		"manager of an assigned case": {complaint.Manager, a.Actor().ID, []string{"m@example.org"}},
		"role without people":         {complaint.PrivacyOfficer, "", nil},
	} {
		c := newCase("a", received).Case
		c.Assignee = tt.assignee
		got, err := s.MailOf(context.Background(), tt.role, &c)
		if diff := cmp.Diff(tt.want, got, loosely); diff != "" || err != nil {
			t.Errorf("%s (-want +got):\n%s%v", name, diff, err)
		}
	}
}

// Looks at the same part in one minute are one; all others are on record, for good.
func TestReadings(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx, number := t.Context(), file(t, s, newCase("a", received)).Number
	begun := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	look := func(n complaint.Number, staff int, what string, after time.Duration) {
		t.Helper()
		r := law.Reading{Staff: "staff/" + strconv.Itoa(staff), What: what, At: received.Add(after), Real: begun.Add(after)}
		if err := s.AddReading(ctx, n, r); err != nil {
			t.Fatal(err)
		}
	}
	look(number, 1, "case", 0)
	look(number, 1, "case", 50*time.Second)
	look(number, 1, "case", time.Minute)
	look(number, 1, "events", time.Minute)
	look(number, 2, "case", time.Minute)
	look("RC-0000-0000", 1, "case", 0)
	all, err := s.Readings(ctx, number, 0, 10)
	if err != nil || len(all) != 4 {
		t.Fatalf("got %+v %v, want four looks", all, err)
	}
	want := law.Reading{ID: all[3].ID, Staff: "staff/1", What: "case", At: received, Real: begun}
	if diff := cmp.Diff(want, all[3]); diff != "" {
		t.Errorf("the first look (-want +got):\n%s", diff)
	}
	if older, err := s.Readings(ctx, number, all[1].ID, 1); err != nil || len(older) != 1 || older[0].ID != all[2].ID {
		t.Errorf("the page after the second is %+v %v", older, err)
	}
	for _, change := range []string{"UPDATE case_reads SET staff = 'staff/9'", "DELETE FROM case_reads", "TRUNCATE case_reads"} {
		if _, err := s.DB().ExecContext(ctx, change); err == nil {
			t.Errorf("%s has been allowed", change)
		}
	}
}

// wantEvents expects the last things that happened to accounts, newest first.
func wantEvents(t *testing.T, s *store.Store, events ...string) {
	t.Helper()
	list, err := s.AccountEvents(t.Context(), 0, len(events))
	var got []string
	for _, e := range list {
		got = append(got, strings.TrimSpace(string(e.Kind)+" "+e.Detail))
	}
	if err != nil || !slices.Equal(got, events) {
		t.Errorf("noted is %q (%v), want %q", got, err, events)
	}
}

func TestProvide(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx, hand := t.Context(), access.Hand{At: received}
	local := hire(t, s, "ada", "ada@example.org", complaint.CaseOfficer)
	person := func(subject string, change ...func(*store.Provided)) store.Provided {
		p := store.Provided{Issuer: "https://id.example", Subject: subject, Name: "Name " + subject, Email: subject + "@example.org", Role: complaint.Auditor}
		for _, c := range change {
			c(&p)
		}
		return p
	}
	provide := func(p store.Provided) store.Staff {
		t.Helper()
		m, err := s.Provide(ctx, p, hand)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	first := provide(person("bo", func(p *store.Provided) { p.Entities, p.Queues = []string{"AEROTEK"}, []string{"us"} }))
	if first.Role != complaint.Auditor || first.PasswordHash != "" || !first.WorksOn("AEROTEK", "us") || first.WorksOn("AEROTEK", "eu") {
		t.Errorf("made as %+v", first)
	}
	again := provide(person("bo", func(p *store.Provided) { p.Role, p.Name, p.Email = complaint.Manager, "Bo New", "new@example.org" }))
	if again.ID != first.ID || again.Role != complaint.Manager || again.Name != "Bo New" || again.Email != "new@example.org" || !again.WorksOn("TEKSYSTEMS", "eu") {
		t.Errorf("renewed as %+v", again)
	}
	if twin := provide(person("cy", func(p *store.Provided) { p.Name = "bo new" })); twin.ID == first.ID || twin.Name != "bo new (cy@example.org)" {
		t.Errorf("of the same name: %+v", twin)
	}
	if other := provide(person("bo", func(p *store.Provided) { p.Issuer, p.Email = "https://other.example", "" })); other.ID == first.ID {
		t.Error("a subject of another issuer is somebody else")
	}
	_, err := s.Provide(ctx, person("ada"), hand)
	want(t, complaint.Conflict, err)
	if m := provide(person("ada", func(p *store.Provided) { p.Verified = true })); m.ID != local.ID || m.Role != complaint.Auditor {
		t.Errorf("known by a checked address: %+v, want number %d", m, local.ID)
	}
	wantEvents(t, s, "role_changed auditor", "linked")
	provide(person("ada", func(p *store.Provided) { p.Queues = []string{"us"} }))
	wantEvents(t, s, "scope_changed us", "role_changed auditor")
	provide(person("ada", func(p *store.Provided) { p.Queues = []string{"us"} }))
	wantEvents(t, s, "scope_changed us", "role_changed auditor") // nothing has changed
	_, err = s.Provide(ctx, person("mallory", func(p *store.Provided) { p.Verified, p.Email = true, "ada@example.org" }), hand)
	want(t, complaint.Conflict, err)
	own, err := s.Account(ctx, local.ID)
	if err != nil || own.PasswordHash != "" || own.Issuer != "https://id.example" || !own.Enrolled() || own.Version == 1 {
		t.Errorf("what opened the local account is left: %+v %v", own, err)
	}
	if err := s.Disable(ctx, first.ID, hand); err != nil {
		t.Fatal(err)
	}
	_, err = s.Provide(ctx, person("bo"), hand)
	want(t, complaint.Forbidden, err)
	for _, wrong := range []func(*store.Provided){
		func(p *store.Provided) { p.Subject = "" },
		func(p *store.Provided) { p.Role = complaint.Complainant },
		func(p *store.Provided) { p.Entities = []string{"ELSEWHERE"} },
	} {
		_, err := s.Provide(ctx, person("dee", wrong), hand)
		want(t, complaint.Invalid, err)
	}
}

func TestEndProvided(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx, hand := t.Context(), access.Hand{At: noon}
	provide := func(issuer string) access.Account {
		t.Helper()
		m, err := s.Provide(ctx, store.Provided{Issuer: issuer, Subject: "bo", Name: "Bo of " + issuer, Role: complaint.Auditor}, hand)
		if err != nil {
			t.Fatal(err)
		}
		a, err := s.Account(ctx, m.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.OpenSession(ctx, a, access.Session{ID: issuer, ExpiresAt: noon.Add(time.Hour)}, hand); err != nil {
			t.Fatal(err)
		}
		if err := s.AddToken(ctx, []byte(issuer), a.ID, time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		return a
	}
	out, stays := provide("https://id.example"), provide("https://other.example")
	for _, subject := range []string{"bo", "nobody"} {
		if err := s.EndProvided(ctx, out.Issuer, subject, hand); err != nil {
			t.Fatal(err)
		}
	}
	_, _, err := s.Session(ctx, out.Issuer, noon, time.Minute)
	want(t, complaint.Missing, err)
	_, err = s.StaffByToken(ctx, []byte(out.Issuer))
	want(t, complaint.Missing, err)
	want(t, complaint.Conflict, s.OpenSession(ctx, out, access.Session{ID: "late", ExpiresAt: noon.Add(time.Hour)}, hand))
	if _, _, err := s.Session(ctx, stays.Issuer, noon, time.Minute); err != nil {
		t.Errorf("the session of another issuer's: %v", err)
	}
	if _, err := s.StaffByToken(ctx, []byte(stays.Issuer)); err != nil {
		t.Errorf("the token of another issuer's: %v", err)
	}
	list, err := s.AccountEvents(ctx, 0, 1)
	if err != nil || len(list) != 1 || list[0].Kind != access.SessionsEnded || list[0].StaffID != out.ID {
		t.Errorf("noted is %+v, %v", list, err)
	}
}
