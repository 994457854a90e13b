package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"recourse/complaint"
)

// claimLease is how long a letter may be under way in this test. It is longer
// than the post waits for an answer.
const claimLease = 16 * time.Second

// Letters go out through a provider that is busy, fails, hangs and breaks off,
// while the worker that carries them is killed. Each is accepted at least once.
// Twice accepted are exactly those of which the first attempt is on record as
// unsettled: nobody could know.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestSendGrid(t *testing.T) {
	p := newProvider(t)
	i := quiet
	if i.up != nil {
		i.stop(t)
	}
	i.ready(t, "SENDGRID_API_KEY=key-of-the-test", "SENDGRID_HOST="+p.URL, "RECOURSE_CLAIM_LEASE="+claimLease.String())
	defer i.stop(t) // others want the tray
	var numbers []complaint.Number
	for k := range 40 {
		numbers = append(numbers, i.file(t, fmt.Sprintf("posted-%d", k), simple("Somebody Posted")).Number)
	}
	await(t, "letters to be in the provider's hands", time.Minute, p.holdsSome)
	i.awaitAnother(t, "worker", i.send(t, "worker", syscall.SIGKILL))
	p.release()
	for k, n := range numbers[:10] {
		i.must(t, i.accepting(n, fmt.Sprintf("posted-%d", k))).want(t, http.StatusOK)
	}
	const waiting = `SELECT count(*) FROM letters WHERE status IN ('PENDING', 'CLAIMED')`
	await(t, "all letters to be out", 2*time.Minute, func() bool { return i.count(t, waiting) == 0 })
	i.checkPosted(t, p)
}

// provider stands in for SendGrid.
type provider struct {
	*httptest.Server
	mu       sync.Mutex
	seen     int                  // first attempts
	accepted map[string][]attempt // by letter
	receipts map[string]string    // given last, by letter
	turned   map[attempt]bool     // attempts that were certainly not accepted
	held     int                  // letters accepted and not answered, for the worker to be killed over
	freed    chan struct{}        // closed when nothing is held any more
	wrong    []string             // requests that are none of SendGrid's
}

// attempt names one attempt at one letter.
type attempt struct {
	letter string
	number int
}

// holds is how many letters the provider holds for the worker to be killed over.
const holds = 4

func newProvider(t *testing.T) *provider {
	p := &provider{accepted: map[string][]attempt{}, receipts: map[string]string{}, turned: map[attempt]bool{}, freed: make(chan struct{})}
	p.Server = httptest.NewServer(p)
	t.Cleanup(func() {
		p.release()
		p.CloseClientConnections()
		p.Close()
	})
	return p
}

// release answers nothing more late.
func (p *provider) release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.freed:
	default:
		close(p.freed)
	}
}

// holdsSome reports whether letters wait for their answer.
func (p *provider) holdsSome() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.held == holds
}

// ServeHTTP takes a letter, or does one of the things that providers do.
func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var m struct {
		Personalizations []struct{ To []struct{ Email string } }
		Content          []struct{ Value string }
		CustomArgs       map[string]string `json:"custom_args"`
	}
	err := json.NewDecoder(r.Body).Decode(&m)
	number, numberErr := strconv.Atoi(m.CustomArgs["attempt"])
	if err != nil || numberErr != nil || r.URL.Path != "/v3/mail/send" || r.Header.Get("Authorization") != "Bearer key-of-the-test" ||
		len(m.Personalizations) == 0 || len(m.Content) == 0 || !strings.Contains(m.Content[0].Value, m.CustomArgs["case"]) {
		p.mu.Lock()
		p.wrong = append(p.wrong, fmt.Sprintf("%s %v %v", r.URL.Path, err, m.CustomArgs))
		p.mu.Unlock()
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	p.behave(w, r, attempt{m.CustomArgs["letter"], number})
}

// behave misbehaves on first attempts in turn, and is good afterwards.
func (p *provider) behave(w http.ResponseWriter, r *http.Request, a attempt) {
	turn := 0
	if a.number == 1 {
		p.mu.Lock()
		p.seen++
		turn = p.seen % 10
		p.mu.Unlock()
	}
	switch turn {
	case 1:
		p.turnDown(w, a, http.StatusTooManyRequests)
	case 2:
		p.turnDown(w, a, http.StatusInternalServerError)
	case 3:
		breakOff(w)
	case 4:
		p.accept(a)
		breakOff(w)
	case 5:
		p.accept(a)
		p.hang(r)
	case 7, 8:
		p.acceptAndHold(w, r, a)
	default:
		p.answer(w, a)
	}
}

func (p *provider) accept(a attempt) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.accepted[a.letter] = append(p.accepted[a.letter], a)
	p.receipts[a.letter] = fmt.Sprintf("receipt-%s-%d", a.letter, a.number)
	return p.receipts[a.letter]
}

func (p *provider) answer(w http.ResponseWriter, a attempt) {
	w.Header().Set("X-Message-Id", p.accept(a))
	w.WriteHeader(http.StatusAccepted)
}

func (p *provider) turnDown(w http.ResponseWriter, a attempt, status int) {
	p.mu.Lock()
	p.turned[a] = true
	p.mu.Unlock()
	w.WriteHeader(status)
}

// hang never answers.
func (p *provider) hang(r *http.Request) { <-r.Context().Done() }

// acceptAndHold accepts a letter and keeps its answer back until the worker has
// been killed over it; later ones are answered at once.
func (p *provider) acceptAndHold(w http.ResponseWriter, r *http.Request, a attempt) {
	p.mu.Lock()
	hold := p.held < holds
	if hold {
		p.held++
	}
	p.mu.Unlock()
	if !hold {
		p.answer(w, a)
		return
	}
	p.accept(a)
	select {
	case <-p.freed:
	case <-r.Context().Done():
	}
	breakOff(w)
}

// breakOff ends the connection without a word.
func breakOff(w http.ResponseWriter) {
	c, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = c.Close()
	}
}

// checkPosted compares what the provider has accepted with what the record says.
func (i *installation) checkPosted(t *testing.T, p *provider) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, w := range p.wrong {
		t.Errorf("a request that SendGrid would not understand: %s", w)
	}
	results := i.results(t)
	twice, unsettled := 0, 0
	for letter, list := range results {
		p.checkAttempts(t, letter, list)
		if len(p.accepted[letter]) > 1 {
			twice++
		}
		for _, result := range list {
			if result == "UNSETTLED" {
				unsettled++
			}
		}
	}
	if twice < holds || unsettled <= twice {
		t.Errorf("%d letters accepted twice, %d attempts unsettled: the provider was too kind", twice, unsettled)
	}
	i.checkReceipts(t, p)
	t.Logf("%d letters, %d accepted twice, %d attempts unsettled", len(results), twice, unsettled)
}

// checkAttempts compares one letter: every attempt that was accepted is noted or
// unsettled, and only an unsettled one is followed by another acceptance.
func (p *provider) checkAttempts(t *testing.T, letter string, results []string) {
	t.Helper()
	accepted := p.accepted[letter]
	for k, result := range results {
		a := attempt{letter, k + 1}
		wasAccepted := slices.Contains(accepted, a)
		switch {
		case wasAccepted && result != "NOTED" && result != "UNSETTLED", !wasAccepted && result == "NOTED", p.turned[a] && result != "RETRY":
			t.Errorf("attempt %d at letter %s is %s; turned down: %v, accepted: %v", a.number, letter, result, p.turned[a], wasAccepted)
		}
	}
	switch {
	case len(accepted) == 0:
		t.Errorf("letter %s was never accepted", letter)
	case results[len(results)-1] != "NOTED":
		t.Errorf("the last attempt at letter %s is %s", letter, results[len(results)-1])
	case len(accepted) > 2, len(accepted) == 2 && results[accepted[0].number-1] != "UNSETTLED":
		t.Errorf("letter %s was accepted %d times, and its attempts are %v", letter, len(accepted), results)
	}
}

// results returns what is on record of the attempts at each letter that went to
// the provider, in order.
func (i *installation) results(t *testing.T) map[string][]string {
	t.Helper()
	rows, err := i.db.QueryContext(t.Context(), `SELECT a.letter_id, coalesce(a.result, 'OPEN') FROM letter_attempts a
		JOIN letters l ON l.id = a.letter_id WHERE l.receipt <> 'tray' ORDER BY a.letter_id, a.attempt`)
	check(t, err)
	defer rows.Close()
	all := map[string][]string{}
	for rows.Next() {
		var letter, result string
		check(t, rows.Scan(&letter, &result))
		all[letter] = append(all[letter], result)
	}
	check(t, rows.Err())
	return all
}

// checkReceipts looks for the provider's receipts on record.
func (i *installation) checkReceipts(t *testing.T, p *provider) {
	t.Helper()
	for letter, receipt := range p.receipts {
		var noted, status string
		check(t, i.db.QueryRowContext(t.Context(), `SELECT receipt, status FROM letters WHERE id = $1::bigint`, letter).Scan(&noted, &status))
		if noted != receipt || status != "SENT" {
			t.Errorf("letter %s is %s with the receipt %q, want SENT with %q", letter, status, noted, receipt)
		}
	}
}
