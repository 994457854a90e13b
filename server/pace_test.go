package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
)

// paced is a house that holds up who is too fast, by the clock of the house.
func paced(t *testing.T, filings int) *house {
	t.Helper()
	p := NewPaces(filings)
	h := newHouse(t, func(o *Options) { o.Paces = p })
	p.now = h.clock
	return h
}

// from sends a filing from an address.
func (h *house) from(address string) *httptest.ResponseRecorder {
	h.t.Helper()
	v := h.visitor()
	r := v.request(http.MethodPost, apiBase+"/complaints", filing())
	r.RemoteAddr = address
	rec := httptest.NewRecorder()
	h.handler.ServeHTTP(rec, r)
	return rec
}

func TestPace_ofFilingIsCountedByNetwork(t *testing.T) {
	t.Parallel()
	h := paced(t, 2) // per minute, and twice as many at once
	for i := range 4 {
		if rec := h.from(fmt.Sprintf("198.51.100.%d:1", i)); rec.Code != http.StatusCreated {
			t.Fatalf("filing %d got %d", i, rec.Code)
		}
	}
	rec := h.from("198.51.100.99:1")
	wait, err := strconv.Atoi(rec.Header().Get("Retry-After"))
	if rec.Code != http.StatusTooManyRequests || err != nil || wait < 1 || wait > 31 || !strings.Contains(rec.Body.String(), `"/api/docs#too-many"`) {
		t.Errorf("the fifth got %d, retry after %q: %s", rec.Code, rec.Header().Get("Retry-After"), rec.Body)
	}
	if rec := h.from("198.51.101.1:1"); rec.Code != http.StatusCreated {
		t.Errorf("the network beside it got %d", rec.Code)
	}
	h.pass(31 * time.Second)
	if rec := h.from("198.51.100.99:1"); rec.Code != http.StatusCreated {
		t.Errorf("who has waited got %d", rec.Code)
	}
}

// TestPace_ofStrangersDoesNotHoldUpOfficers floods the public form from the network
// of an officer.
func TestPace_ofStrangersDoesNotHoldUpOfficers(t *testing.T) {
	t.Parallel()
	h := paced(t, 1)
	o, number := h.officer(complaint.CaseOfficer), h.visitor().file().CaseNumber
	for range 20 {
		h.from("192.0.2.7:1")
	}
	if rec := h.from("192.0.2.7:1"); rec.Code != http.StatusTooManyRequests {
		t.Fatalf("the flood got %d", rec.Code)
	}
	o.get(apiBase + "/cases").is(http.StatusOK)
	o.act(number, complaint.TriageAccepted, map[string]any{"data_class": "NON_HR"})
	o.post(apiBase+"/cases", filing(set("received_at", "2018-08-24T09:00:00Z"), set("channel", "POST_EU"))).is(http.StatusCreated)
}

// TestPace_ofKnownCallersIsTheirOwn lets one program read too much.
func TestPace_ofKnownCallersIsTheirOwn(t *testing.T) {
	t.Parallel()
	h := paced(t, 0)
	one, other := h.officer(complaint.CaseOfficer), h.officer(complaint.CaseOfficer)
	for range access.Reading.Burst {
		one.get(apiBase + "/clock").is(http.StatusOK)
	}
	one.get(apiBase+"/clock").problem(http.StatusTooManyRequests, "slow down")
	other.get(apiBase + "/clock").is(http.StatusOK)
	one.get("/healthz").is(http.StatusOK)
}

// TestPace_letsFewStrangersWriteAtOnce fills all places.
func TestPace_letsFewStrangersWriteAtOnce(t *testing.T) {
	t.Parallel()
	p := NewPaces(0)
	var places sync.WaitGroup
	leave := make(chan struct{})
	for range publicWrites {
		out, err := p.enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		places.Go(func() { <-leave; out() })
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.enter(gone); err == nil {
		t.Error("one more has found a place")
	}
	close(leave)
	places.Wait()
	if out, err := p.enter(gone); err != nil {
		t.Error(err)
	} else {
		out()
	}
}

func TestPaces_rememberOnlySoMany(t *testing.T) {
	t.Parallel()
	p := NewPaces(0)
	for i := range 5 * mostCallers {
		p.take(access.Reading, strconv.Itoa(i))
	}
	if n := len(p.recent) + len(p.older); n > 2*mostCallers {
		t.Errorf("%d callers are remembered", n)
	}
}

func TestPace_warnsOfAProxyThatNobodyHasNamed(t *testing.T) {
	t.Parallel()
	h := paced(t, 0)
	for range 2 {
		h.visitor().get(apiBase+"/clock", "X-Forwarded-For: 198.51.100.7").is(http.StatusOK)
	}
	if n := strings.Count(h.log.String(), "RECOURSE_TRUSTED_PROXIES"); n != 1 {
		t.Errorf("it is said %d times", n)
	}
}

// Who sends a body slowly holds no place among the public writes, so that others file.
func TestPublicWrites_areNotHeldBySlowSenders(t *testing.T) {
	t.Parallel()
	h := paced(t, 1000)
	site := httptest.NewServer(h.handler)
	t.Cleanup(site.Close)
	for range publicWrites + 4 {
		slow, err := net.Dial("tcp", site.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = slow.Close() })
		if _, err := slow.Write([]byte("POST /api/v1/complaints HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")); err != nil {
			t.Fatal(err)
		}
	}
	body, err := json.Marshal(filing())
	if err != nil {
		t.Fatal(err)
	}
	for range 5 { // by then the slow ones have all come in
		r, err := http.Post(site.URL+"/api/v1/complaints", "application/json", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		if r.StatusCode != http.StatusCreated {
			t.Fatalf("a complaint is answered with %d", r.StatusCode)
		}
	}
}
