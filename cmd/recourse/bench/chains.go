package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"recourse/audit"
	"recourse/complaint"
)

// The made-up record on which verification is measured.
const (
	ChainEvents = 1_000_000
	chainEach   = 10   // events of a case
	chainBatch  = 1000 // cases written at once
)

// loadChains writes made-up cases and their events; the database links them.
const loadChains = `
WITH rows AS (
    SELECT * FROM jsonb_populate_recordset(NULL::case_events, $1::jsonb)
), filed AS (
    INSERT INTO cases (
        number, version, state, filing_key, filing_digest, access_hash, started_at, filed_at, received_at, status, steps, residence, entity,
        data_class, pack, last_action, last_at
    )
    SELECT number, max(seq), '{}', number, '', '', now(), min(at), min(at), 'CLOSED', '{}', '', '', '', '', '', max(at)
    FROM rows GROUP BY number
), filing AS (
    INSERT INTO filings (number, sealed) SELECT number, $2 FROM rows WHERE seq = 1
), key AS (
    INSERT INTO case_keys (number, wrapped, master) SELECT number, '', 0 FROM rows WHERE seq = 1
)
INSERT INTO case_events (
    number, seq, action, transition, actor_role, actor_id, at, recorded_at, facts, from_steps, to_steps, late, key, content, sealed
)
SELECT number, seq, action, transition, actor_role, actor_id, at, recorded_at, facts, from_steps, to_steps, late, key, content,
    CASE WHEN seq = 1 THEN sha256($2) END
FROM rows ORDER BY number, seq`

// LoadChains fills a record with made-up cases whose chains are whole, as many as
// make up so many events. Such cases cannot be worked on.
func LoadChains(ctx context.Context, db *sql.DB, events int) error {
	for left := events / chainEach; left > 0; left -= chainBatch {
		var rows []chainRow
		for range min(left, chainBatch) {
			rows = append(rows, chainOf(complaint.NewNumber())...)
		}
		text, err := json.Marshal(rows)
		if err != nil {
			return fmt.Errorf("write made-up events: %w", err)
		}
		if _, err := db.ExecContext(ctx, loadChains, text, []byte(narrative)); err != nil {
			return fmt.Errorf("load made-up chains: %w", err)
		}
	}
	if _, err := db.ExecContext(ctx, "VACUUM ANALYZE cases, case_events, filings, case_keys"); err != nil {
		return fmt.Errorf("analyse the made-up chains: %w", err)
	}
	return nil
}

// verify measures the verification of the record. Target: at least 50,000 events
// per second.
func (o Options) verify(ctx context.Context, _ *bareWorker) error {
	o.say("loading %d events and verifying the record", ChainEvents)
	if err := LoadChains(ctx, o.DB, ChainEvents); err != nil {
		return err
	}
	begun := time.Now()
	events, err := o.Verify(ctx)
	if err != nil {
		return err
	}
	rate := perSecond(events, time.Since(begun))
	return o.Print(Figure{
		Figure: "audit verify", Ours: round(rate), Unit: "per second", Target: ">= 50000", Met: rate >= 50_000,
		Note: fmt.Sprintf("%d events of the record of a running installation, read from the database", events),
	})
}

// chainRow is an event as the columns of the record.
type chainRow struct {
	audit.Event
	Number  complaint.Number `json:"number"`
	Content string           `json:"content"`
}

// chainOf makes up the events of one case.
func chainOf(number complaint.Number) []chainRow {
	rows := make([]chainRow, chainEach)
	for i := range rows {
		at := time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC).AddDate(0, 0, i)
		e := audit.Event{
			Number: number, Seq: i + 1, Action: complaint.MessageSent, Transition: "H25", ActorRole: complaint.CaseOfficer, ActorID: "staff/1",
			At: at, RecordedAt: at, Facts: map[string]string{"rule": "D45", "deadline": "1"}, From: []complaint.Step{complaint.S1},
			To: []complaint.Step{complaint.S1}, Key: fmt.Sprintf("%s/%024d", number, i),
		}
		rows[i] = chainRow{e, number, `\x` + e.Content().String()}
	}
	return rows
}
