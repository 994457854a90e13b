-- RecordEvents moves a case from one version to a later one and writes down the
-- events in between, with the stages, deadlines and letters they changed. It does
-- nothing when the case is not at the version to start from.
-- name: RecordEvents :one
WITH moved AS (
    UPDATE cases SET
        version = c.version, state = c.state, status = c.status, steps = c.steps, outcome = c.outcome,
        closed_at = c.closed_at, data_class = c.data_class, pack = c.pack, assignee = c.assignee,
        next_rule = c.next_rule, next_due = c.next_due, next_due_at = c.next_due_at, overdue = c.overdue,
        last_action = c.last_action, last_at = c.last_at, queue = c.queue
    FROM jsonb_populate_record(NULL::cases, @case_row::jsonb) c
    WHERE cases.number = @number AND cases.version = @from_version
    RETURNING cases.number
), event AS (
    INSERT INTO case_events (
        number, seq, action, transition, actor_role, actor_id, at, recorded_at, facts, from_steps, to_steps, late, key, content
    )
    SELECT
        moved.number, e.seq, e.action, e.transition, e.actor_role, e.actor_id, e.at, e.recorded_at, e.facts,
        e.from_steps, e.to_steps, e.late, e.key, e.content
    FROM moved, jsonb_populate_recordset(NULL::case_events, @events::jsonb) e
    ORDER BY e.seq
), stage AS (
    INSERT INTO stages (number, opened, track, step, since, begun, ended, exit, seq)
    SELECT moved.number, s.opened, s.track, s.step, s.since, s.begun, s.ended, s.exit, s.seq
    FROM moved, jsonb_populate_recordset(NULL::stages, @stages::jsonb) s
    ON CONFLICT (number, opened, track) DO UPDATE SET
        step = excluded.step, since = excluded.since, ended = excluded.ended, exit = excluded.exit, seq = excluded.seq
), deadline AS (
    INSERT INTO deadlines (
        number, id, rule, title, owner, breach, basis, citation, track, start, due, internal, due_at, stated, status,
        ended, done, steps, seq
    )
    SELECT
        moved.number, d.id, d.rule, d.title, d.owner, d.breach, d.basis, d.citation, d.track, d.start, d.due,
        d.internal, d.due_at, d.stated, d.status, d.ended, d.done, d.steps, d.seq
    FROM moved, jsonb_populate_recordset(NULL::deadlines, @deadlines::jsonb) d
    ON CONFLICT (number, id) DO UPDATE SET
        title = excluded.title, owner = excluded.owner, breach = excluded.breach, basis = excluded.basis, citation = excluded.citation,
        internal = excluded.internal, steps = excluded.steps,
        status = excluded.status, ended = excluded.ended, done = excluded.done, seq = excluded.seq
), letter AS (
    INSERT INTO letters (number, seq, code, to_role, rule, rung, outcome)
    SELECT moved.number, l.seq, l.code, l.to_role, l.rule, l.rung, coalesce(l.outcome, '')
    FROM moved, jsonb_populate_recordset(NULL::letters, @letters::jsonb) l
)
SELECT count(*) FROM moved;

-- RecordedAt tells how far a case is on record, and which act is on record as its
-- last event up to a sequence number, and since when.
-- name: RecordedAt :one
SELECT c.version, coalesce(e.action, '')::text AS action, coalesce(e.key, '')::text AS key,
    coalesce(e.recorded_at, c.filed_at)::timestamptz AS recorded_at
FROM cases c
LEFT JOIN case_events e ON e.number = c.number AND e.seq = least(c.version, @last::bigint)
WHERE c.number = @number;

-- KeepDetails keeps the private texts of an act, or counts one more holder of the
-- same texts. It returns nothing when the key stands for something else. It does
-- not wait for the disk: the event that needs the texts is committed later, to the
-- same log, and that commit waits for all before it.
-- name: KeepDetails :execrows
INSERT INTO act_details (number, key, digest, action, sealed)
SELECT @number, @key, @digest, @action, @sealed::bytea
FROM set_config('synchronous_commit', 'off', true)
WHERE NOT EXISTS (SELECT FROM cases c WHERE c.number = @number AND c.filing_key = @key)
ON CONFLICT (number, key) DO UPDATE SET holders = act_details.holders + 1
WHERE act_details.digest = excluded.digest AND act_details.action = excluded.action;

-- ReleaseDetails takes one holder away.
-- name: ReleaseDetails :execrows
UPDATE act_details SET holders = holders - 1 WHERE number = @number AND key = @key AND holders > 0;

-- DropDetails removes texts that nobody holds and no event refers to.
-- name: DropDetails :exec
DELETE FROM act_details d
WHERE d.number = @number AND d.key = @key AND d.holders = 0
    AND NOT EXISTS (SELECT FROM case_events e WHERE e.number = d.number AND e.key = d.key);
