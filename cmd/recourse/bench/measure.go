package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
)

// narrative is a complaint of 1.5 KB.
var narrative = strings.Repeat("They passed my data on although I had said no, and nobody answers my letters. ", 1500/78+1)[:1500]

// filing compares complaints filed through the API, the dispatcher running, with
// bare starts. Target: at least 4 times as fast.
func (o Options) filing(ctx context.Context, b *bareWorker) error {
	o.say("filing %d complaints and starting %d bare workflows, %d clients, in turns", o.Filings, o.Filings/4, o.Clients)
	var ours, bare float64
	const turns = 4
	for range turns {
		begun := time.Now()
		if _, err := o.file(ctx, o.Filings/turns); err != nil {
			return err
		}
		ours += perSecond(o.Filings/turns, time.Since(begun)) / turns
		if err := o.settled(ctx); err != nil {
			return err
		}
		rate, err := b.starts(ctx, o.Filings/4/turns, o.Clients)
		if err != nil {
			return err
		}
		bare += rate / turns
	}
	return o.Print(Figure{
		Figure: "filing", Ours: round(ours), Bare: round(bare), Ratio: round(ours / bare), Unit: "per second", Target: ">= 4", Met: ours/bare >= 4,
		Note: "complaints filed through the API with the dispatcher running; bare: starts of an empty workflow with a worker completing them",
	})
}

// sustained compares cases that are filed, started and acknowledged with bare
// starts. Target: at least 0.3.
func (o Options) sustained(ctx context.Context, b *bareWorker) error {
	n := o.Filings / 4
	o.say("filing %d complaints and waiting until all are started and acknowledged", n)
	begun := time.Now()
	if _, err := o.file(ctx, n); err != nil {
		return err
	}
	if err := o.settled(ctx); err != nil {
		return err
	}
	ours := perSecond(n, time.Since(begun))
	bare, err := b.starts(ctx, n, o.Clients)
	if err != nil {
		return err
	}
	return o.Print(Figure{
		Figure: "sustained", Ours: round(ours), Bare: round(bare), Ratio: round(ours / bare), Unit: "per second", Target: ">= 0.3", Met: ours/bare >= 0.3,
		Note: "filed, workflow started, N01 sent",
	})
}

// acts compares an officer's act end to end with a bare update, in turns.
// Target: at most 1.6 times its median.
func (o Options) acts(ctx context.Context, b *bareWorker) error {
	numbers, err := o.file(ctx, o.Acts+10)
	if err != nil {
		return err
	}
	if err := o.settled(ctx); err != nil {
		return err
	}
	o.say("timing %d acts and %d bare updates, in turns", o.Acts, o.Acts)
	var ours, bare []time.Duration
	for i, number := range numbers {
		begun := time.Now()
		body := map[string]any{"action": "triage.accepted", "data": map[string]any{"data_class": "NON_HR", "allegations": "As described."}}
		if err := o.post(ctx, "/cases/"+number+"/actions", body, nil); err != nil {
			return err
		}
		took := time.Since(begun)
		touch, err := b.touch(ctx)
		if err != nil {
			return err
		}
		if i >= 10 { // the first ones warm up
			ours, bare = append(ours, took), append(bare, touch)
		}
	}
	a, t := median(ours), median(bare)
	return o.Print(Figure{
		Figure: "act", Ours: round(a), Bare: round(t), Ratio: round(a / t), Unit: "ms, median", Target: "<= 1.6", Met: a/t <= 1.6,
		Note: "triage.accepted through the API, read model level; bare: an update that does nothing",
	})
}

// memory reads the memory of all processes after the first cases.
func (o Options) memory(ctx context.Context, _ *bareWorker) error {
	o.say("filing %d complaints before reading the memory", memoryCases)
	if _, err := o.file(ctx, memoryCases); err != nil {
		return err
	}
	if err := o.settled(ctx); err != nil {
		return err
	}
	pids, err := o.PIDs()
	if err != nil {
		return err
	}
	mb, err := resident(pids)
	if err != nil {
		return err
	}
	return o.Print(Figure{
		Figure: "memory", Ours: round(mb), Unit: "MB", Target: "<= 900", Met: mb <= 900,
		Note: fmt.Sprintf("proportional set size of all %d processes after %d filed cases", len(pids), memoryCases),
	})
}

// file files n complaints and returns their numbers.
func (o Options) file(ctx context.Context, n int) ([]string, error) {
	numbers := make([]string, n)
	body := complaintOf(narrative)
	err := spread(ctx, n, o.Clients, func(ctx context.Context, i int) error {
		var answer struct {
			Number string `json:"case_number"`
		}
		err := o.post(ctx, "/complaints", body, &answer)
		numbers[i] = answer.Number
		return err
	})
	return numbers, err
}

// complaintOf is a complaint with a narrative.
func complaintOf(narrative string) map[string]any {
	return map[string]any{
		"person": map[string]string{"name": "Bench Mark", "email": "bench@example.org"}, "narrative": narrative,
		"residence": "SE", "language": "en", "person_type": "VISITOR", "entity": "TEKSYSTEMS", "principles": []string{"ACCESS"},
	}
}

// settled waits until every case has its workflow and every letter is sent.
func (o Options) settled(ctx context.Context) error {
	return o.none(ctx, `SELECT (SELECT count(*) FROM cases WHERE started_at IS NULL) + (SELECT count(*) FROM letters WHERE status IN ('PENDING', 'CLAIMED'))`)
}

// none waits until a query counts nothing.
func (o Options) none(ctx context.Context, query string) error {
	for {
		var n int
		if err := o.DB.QueryRowContext(ctx, query).Scan(&n); err != nil {
			return fmt.Errorf("look whether all is settled: %w", err)
		}
		if n == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// web keeps its connections, one for each client.
var web = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

func (o Options) post(ctx context.Context, path string, body, answer any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("write request: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, o.Server+"/api/v1"+path, bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("write request: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", uuid.NewString())
	return o.send(request, answer)
}

// send sends a request, as an officer where it is about cases, and reads the answer.
func (o Options) send(request *http.Request, answer any) error {
	path := request.URL.Path
	if strings.Contains(path, "/cases") {
		request.Header.Set("Authorization", "Bearer "+o.Token)
	}
	response, err := web.Do(request) //nolint:gosec // the address is that of the installation that is measured
	if err != nil {
		return fmt.Errorf("%s %s: %w", request.Method, path, err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode >= http.StatusMultipleChoices {
		return errors.Join(fmt.Errorf("%s %s: %s %s", request.Method, path, response.Status, got), err)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(got, answer)
}
