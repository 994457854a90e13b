package server

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"recourse/complaint"
	"recourse/law"
)

// BenchmarkFile measures what the front door adds to a filing of 1.5 KB: reading,
// checking, the law, the answer. The record behind it forgets at once.
func BenchmarkFile(b *testing.B) {
	service, err := NewService(ServiceOptions{
		Accounts: noAccounts{}, Keys: noAccounts{},
		Record: forgetful{newFakeRecord()}, Cases: &fakeCases{}, Clock: law.Clock{Day: fullDay}, Now: time.Now,
		Secret: bytes.Repeat([]byte("s"), shortestSecret), Sessions: NewSessions(memstore.NewWithCleanupInterval(0), true),
		Chains: newFakeRecord(), Signer: testSigner(b),
		LinkKey: bytes.Repeat([]byte("l"), shortestSecret),
	})
	if err != nil {
		b.Fatal(err)
	}
	h, err := New(Options{Service: service, Log: slog.New(slog.NewJSONHandler(discard{}, nil))})
	if err != nil {
		b.Fatal(err)
	}
	body, err := json.Marshal(filing(set("narrative", strings.Repeat("narrative ", 150))))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, apiBase+"/complaints", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		if rec.Code != http.StatusCreated {
			b.Fatal(rec.Body)
		}
	}
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

// forgetful is a record that takes complaints and keeps none.
type forgetful struct{ *fakeRecord }

func (forgetful) File(_ context.Context, _ complaint.Filing, c law.Case, _ law.Event, _ string, _ []byte, _ complaint.Draft) (law.Case, bool, error) {
	return c, true, nil
}
