package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/server"
	"recourse/store"
	"recourse/store/storetest"
)

// noCases are running cases that nobody asks for anything.
type noCases struct{}

func (noCases) Act(context.Context, complaint.Number, law.Act) (int, error) {
	return 0, complaint.Errorf(complaint.Busy, "not here")
}

// The front door over the real record: a scope keeps a case from a member of
// staff, and who looks at one is on record.
func TestScope_overTheRealRecord(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	clock, err := db.Installation(t.Context(), 24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	by, err := signer(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	service, err := server.NewService(server.ServiceOptions{
		Record: record{db}, Cases: noCases{}, Chains: db, Signer: by, Accounts: db, Keys: db, Site: "http://127.0.0.1:8080", Clock: clock, Now: time.Now, Secret: bytes.Repeat([]byte("s"), 32),
		LinkKey:  bytes.Repeat([]byte("l"), 32),
		Sessions: server.NewSessions(memstore.NewWithCleanupInterval(0), true),
	})
	if err != nil {
		t.Fatal(err)
	}
	front, err := server.New(server.Options{Service: service, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	c, _, _, err := service.File(t.Context(), complaint.Filing{
		Person: complaint.Person{Name: "Quillon Vexworth", Email: "quillon@example.org"}, Narrative: "They kept it.", Residence: "SE", Language: "sv",
		PersonType: "JOB_SEEKER", Entity: "TEKSYSTEMS", Principles: []string{"CHOICE"}, Channel: "WEB_FORM",
	}, "k", complaint.Actor{})
	if err != nil {
		t.Fatal(err)
	}
	get := func(member, path string) (int, string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1/cases"+path, nil)
		r.Header.Set("Authorization", "Bearer "+member)
		rec := httptest.NewRecorder()
		front.ServeHTTP(rec, r)
		return rec.Code, rec.Body.String()
	}
	for name, m := range map[string]store.Staff{
		"inside":  {Entities: []string{"TEKSYSTEMS"}, Queues: []string{"eu"}},
		"outside": {Entities: []string{"TEKSYSTEMS"}, Queues: []string{"us"}},
	} {
		m.Name, m.Role = name, complaint.Auditor
		m, err := db.AddStaff(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		hash := sha256.Sum256([]byte(name))
		if err := db.AddToken(t.Context(), hash[:], m.ID, time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	number := string(c.Number)
	for who, want := range map[string]int{"inside": http.StatusOK, "outside": http.StatusNotFound} {
		if got, body := get(who, "/"+number); got != want {
			t.Errorf("%s: %d %s", who, got, body)
		}
		if got, body := get(who, ""); got != http.StatusOK || bytes.Contains([]byte(body), []byte(number)) != (want == http.StatusOK) {
			t.Errorf("the worklist of who is %s: %d %s", who, got, body)
		}
	}
	list, err := db.Readings(t.Context(), c.Number, 0, 9)
	if what := func(r law.Reading) bool { return r.What != "case" }; err != nil || len(list) != 1 || slices.ContainsFunc(list, what) {
		t.Errorf("on record are %+v %v, want one look", list, err)
	}
}

func TestRecord_provide(t *testing.T) {
	t.Parallel()
	r := record{storetest.New(t)}
	m, err := r.Provide(t.Context(), server.Provided{Issuer: "https://id.example", Subject: "s", Name: "Ada", Role: complaint.Manager, Queues: []string{"us"}}, access.OperatorHand(time.Now()))
	if err != nil || m.Role != complaint.Manager || !slices.Equal(m.Queues, []string{"us"}) {
		t.Fatalf("got %+v %v", m, err)
	}
	if again, err := r.StaffByID(t.Context(), m.ID); err != nil || again.Name != "Ada" || !slices.Equal(again.Queues, []string{"us"}) {
		t.Errorf("on record is %+v %v", again, err)
	}
}
