-- FileCase writes a new case with everything its first event brings: one
-- statement, one commit, one round trip. It writes nothing when the filing key
-- is known, or when the draft it was written in has changed meanwhile; the draft
-- gives up its answers, and is kept as long again, since its files have yet to be
-- moved. The rows come as JSON with the columns as keys, so that the number of
-- parameters does not grow with the number of rows.
-- name: FileCase :one
WITH filed AS (
    INSERT INTO cases (
        number, version, state, filing_key, filing_digest, access_hash, filed_at, received_at, status, steps, outcome,
        closed_at, residence, entity, data_class, pack, assignee, next_rule, next_due, next_due_at, overdue,
        last_action, last_at, queue
    )
    SELECT
        c.number, c.version, c.state, @filing_key, @filing_digest, @access_hash, @filed_at, c.received_at, c.status,
        c.steps, c.outcome, c.closed_at, c.residence, c.entity, c.data_class, c.pack, c.assignee, c.next_rule,
        c.next_due, c.next_due_at, c.overdue, c.last_action, c.last_at, c.queue
    FROM jsonb_populate_record(NULL::cases, @case_row::jsonb) c
    WHERE @draft::text = '' OR EXISTS (SELECT FROM drafts d WHERE d.id = @draft AND d.version = @draft_version AND d.number IS NULL FOR UPDATE)
    ON CONFLICT (filing_key) DO NOTHING
    RETURNING number
), filing AS (
    INSERT INTO filings (number, sealed) SELECT filed.number, @sealed::bytea FROM filed
), case_key AS (
    INSERT INTO case_keys (number, wrapped, master)
    SELECT filed.number, @wrapped::bytea, @master::bigint FROM filed WHERE @wrapped::bytea IS NOT NULL
), event AS (
    INSERT INTO case_events (
        number, seq, action, transition, actor_role, actor_id, at, recorded_at, facts, from_steps, to_steps, late, key, content, sealed
    )
    SELECT
        filed.number, e.seq, e.action, e.transition, e.actor_role, e.actor_id, e.at, e.recorded_at, e.facts,
        e.from_steps, e.to_steps, e.late, e.key, e.content, sha256(@sealed::bytea)
    FROM filed, jsonb_populate_recordset(NULL::case_events, @events::jsonb) e
), stage AS (
    INSERT INTO stages (number, opened, track, step, since, begun, ended, exit, seq)
    SELECT filed.number, s.opened, s.track, s.step, s.since, s.begun, s.ended, s.exit, s.seq
    FROM filed, jsonb_populate_recordset(NULL::stages, @stages::jsonb) s
), deadline AS (
    INSERT INTO deadlines (
        number, id, rule, title, owner, breach, basis, citation, track, start, due, internal, due_at, stated, status,
        ended, done, steps, seq
    )
    SELECT
        filed.number, d.id, d.rule, d.title, d.owner, d.breach, d.basis, d.citation, d.track, d.start, d.due,
        d.internal, d.due_at, d.stated, d.status, d.ended, d.done, d.steps, d.seq
    FROM filed, jsonb_populate_recordset(NULL::deadlines, @deadlines::jsonb) d
), letter AS (
    INSERT INTO letters (number, seq, code, to_role, rule, rung, outcome)
    SELECT filed.number, l.seq, l.code, l.to_role, l.rule, l.rung, coalesce(l.outcome, '')
    FROM filed, jsonb_populate_recordset(NULL::letters, @letters::jsonb) l
), draft AS (
    UPDATE drafts d SET
        number = filed.number, sealed = NULL, wrapped = NULL,
        changed_at = t.sent_at, expires_at = t.sent_at + (d.expires_at - d.changed_at)
    FROM filed, (SELECT @drafted_at::timestamptz AS sent_at) t
    WHERE d.id = @draft::text
)
SELECT count(*) FROM filed;

-- OpeningCase reads, of a case that opens another one by an act, what goes over to
-- that: who complains, in what words, with which access code, and the texts of the act.
-- name: OpeningCase :one
SELECT c.access_hash, f.sealed AS filing, k.wrapped, d.sealed AS details
FROM cases c
JOIN filings f ON f.number = c.number
JOIN case_keys k ON k.number = c.number
LEFT JOIN act_details d ON d.number = c.number AND d.key = @act_key
WHERE c.number = @number;

-- FiledCase finds what was filed with a key.
-- name: FiledCase :one
SELECT state, filing_digest FROM cases WHERE filing_key = @filing_key;

-- Unstarted lists the cases whose workflow does not run yet, oldest first.
-- name: Unstarted :many
SELECT state FROM cases WHERE started_at IS NULL ORDER BY created_at, number LIMIT @max_rows::bigint;

-- SealedFilings reads filings with the keys that open them.
-- name: SealedFilings :many
SELECT f.number, f.sealed, k.wrapped
FROM filings f
JOIN case_keys k ON k.number = f.number
WHERE f.number = ANY(@numbers::text[]);

-- MarkStarted notes that the workflows of cases run, and keeps the words by which
-- some of them are found, unless such a case is erased meanwhile.
-- name: MarkStarted :exec
WITH started AS (
    UPDATE cases SET started_at = now() WHERE number = ANY(@numbers::text[]) AND started_at IS NULL
)
INSERT INTO case_words (number, words)
SELECT w.number, w.words
FROM (SELECT unnest(@indexed::text[]) AS number, unnest(@words::text[])::integer[] AS words) w
JOIN case_keys k ON k.number = w.number
FOR SHARE OF k
ON CONFLICT (number) DO NOTHING;
