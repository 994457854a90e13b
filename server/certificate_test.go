package server

import (
	"bytes"
	"context"
	"net/http"
	"testing"

	"recourse/audit"
	"recourse/audit/paper"
	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

func testSigner(t testing.TB) *audit.Signer {
	t.Helper()
	s, err := audit.NewSigner(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Chain links the events of a case as the database does.
func (r *fakeRecord) Chain(ctx context.Context, number complaint.Number) (audit.Chain, error) {
	entries, err := r.Events(ctx, number, 0, 1000)
	if err != nil {
		return audit.Chain{}, err
	}
	var c audit.Chain
	hash := audit.Begin(number)
	for _, entry := range entries {
		e := audit.EventOf(number, entry.Event)
		hash = audit.Next(hash, e.Content(), audit.Hash{})
		c.Events, c.Links = append(c.Events, e), append(c.Links, audit.NewLink(&e, e.Content(), audit.Hash{}, hash))
	}
	return c, nil
}

func TestCertificate_forTheOfficeAndForTheComplainant(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	o := h.officer(complaint.CaseOfficer)
	h.answered(number)
	for path, reader := range map[string]*visitor{"/cases/": o, "/complaints/": v} {
		a := reader.get(apiBase + path + number + "/certificate").is(http.StatusOK)
		c, err := audit.ParseCertificate(a.body)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Verify(testSigner(t).Public()); err != nil {
			t.Error(err)
		}
		a = reader.get(apiBase+path+number+"/certificate", "Accept: application/pdf, application/json;q=0.5").is(http.StatusOK)
		if got := a.header.Get("Content-Type"); got != typePDF {
			t.Errorf("%s: got type %q", path, got)
		}
		if c, err = paper.Certificate(a.body); err != nil {
			t.Fatal(err)
		}
		if err := paper.Check(a.body, &c); err != nil {
			t.Error(err)
		}
	}
	h.officer(complaint.Auditor).get(apiBase + "/cases/" + number + "/certificate").is(http.StatusOK)
	o.get(apiBase + "/cases/RC-0000-0000/certificate").is(http.StatusNotFound)
}

func TestCertificate_keepsTheOfficesOwnAffairsFromTheComplainant(t *testing.T) {
	t.Parallel()
	c := &law.Case{}
	for action, want := range map[complaint.Action]bool{complaint.ResponseSent: true, complaint.ResponseDrafted: false, complaint.CaseAssigned: false} {
		e := audit.Event{Seq: 2, Action: action, ActorRole: complaint.CaseOfficer}
		if got := shows(c, complaint.Actor{Role: complaint.Complainant})(e); got != want {
			t.Errorf("%s: shown %v, want %v", action, got, want)
		}
	}
	if shows(c, complaint.Actor{Role: complaint.Auditor}) != nil {
		t.Error("want auditors to see all")
	}
}

func TestCertificate_ofACaseWhoseChainIsBrokenIsNotGiven(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, number := h.resident()
	h.service.chains = brokenChains{h.record}
	h.officer(complaint.CaseOfficer).get(apiBase + "/cases/" + number + "/certificate").is(http.StatusInternalServerError)
}

// brokenChains changes an event behind the back of the chain.
type brokenChains struct{ *fakeRecord }

// Chain returns a chain whose first event was changed.
func (b brokenChains) Chain(ctx context.Context, number complaint.Number) (audit.Chain, error) {
	c, err := b.fakeRecord.Chain(ctx, number)
	if err == nil {
		c.Events[0].Late = 1
	}
	return c, err
}

func TestAuditKey_isForEverybody(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var got api.AuditKey
	h.visitor().get(apiBase + "/audit/key").is(http.StatusOK).into(&got)
	key, err := audit.ParseKey([]byte(got.Pem))
	if err != nil || key.ID() != got.KeyId || key.Fingerprint() != got.Fingerprint || key.ID() != testSigner(t).Public().ID() {
		t.Errorf("got %+v, %v", got, err)
	}
}
