-- Entries tell the outcome that a letter tells, so that the events on record are
-- what the law says.

-- +goose Up

CREATE OR REPLACE VIEW entries AS
SELECT
    e.number,
    e.seq,
    e.key,
    jsonb_build_object(
        'seq', e.seq,
        'action', e.action,
        'transition', e.transition,
        'actor', jsonb_build_object('role', e.actor_role, 'id', e.actor_id),
        'at', e.at,
        'recorded', e.recorded_at,
        'facts', nullif(e.facts, '{}'),
        'key', e.key,
        'from', to_jsonb(e.from_steps),
        'to', to_jsonb(e.to_steps),
        'late', e.late,
        'letters', (
            SELECT jsonb_agg(jsonb_build_object('code', l.code, 'to', l.to_role, 'rule', l.rule, 'rung', l.rung, 'outcome', l.outcome) ORDER BY l.id)
            FROM letters l
            WHERE l.number = e.number AND l.seq = e.seq
        ),
        'details', nullif(d.details, '{}')
    ) AS entry
FROM case_events e
LEFT JOIN act_details d ON d.number = e.number AND d.key = e.key;
