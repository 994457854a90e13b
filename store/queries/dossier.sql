-- CaseState reads what the rules know of a case.
-- name: CaseState :one
SELECT state FROM cases WHERE number = @number;

-- CaseVersion reads the sequence of the last event of a case.
-- name: CaseVersion :one
SELECT version FROM cases WHERE number = @number;

-- AccessHash reads the hash of the code that opens a case to its complainant.
-- name: AccessHash :one
SELECT access_hash FROM cases WHERE number = @number;

-- Dossier reads everything on file about a case, at one instant.
-- name: Dossier :one
SELECT
    c.state,
    f.sealed AS filing,
    k.wrapped,
    c.filed_at,
    (
        SELECT coalesce(jsonb_agg(e.entry ORDER BY e.seq), '[]')
        FROM entries e
        WHERE e.number = c.number
    )::jsonb AS entries,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', d.id, 'sealed', encode(d.sealed, 'base64'), 'type', d.type, 'size', d.size, 'sha256', d.sha256, 'by', d.by_role,
            'added_at', d.added_at
        ) ORDER BY d.added_at, d.id), '[]')
        FROM documents d
        WHERE d.number = c.number
    )::jsonb AS documents,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', l.id, 'seq', l.seq, 'code', l.code, 'to', l.to_role, 'rule', l.rule, 'rung', l.rung, 'outcome', l.outcome,
            'attempts', l.attempts, 'sealed', encode(l.sealed, 'base64'), 'sent_at', l.sent_at,
            'status', CASE
                WHEN l.status IN ('PENDING', 'CLAIMED') AND EXISTS (
                    SELECT FROM letter_attempts a WHERE a.letter_id = l.id AND a.result = 'UNSETTLED'
                ) THEN 'UNSETTLED'
                ELSE l.status
            END
        ) ORDER BY l.id), '[]')
        FROM letters l
        WHERE l.number = c.number
    )::jsonb AS letters
FROM cases c
JOIN filings f ON f.number = c.number
LEFT JOIN case_keys k ON k.number = c.number
WHERE c.number = @number;

-- Entries lists what has happened to a case after an event.
-- name: Entries :many
SELECT e.entry, k.wrapped
FROM entries e
LEFT JOIN case_keys k ON k.number = e.number
WHERE e.number = @number AND e.seq > @after
ORDER BY e.seq LIMIT @max_rows::bigint;

-- EntryByKey finds what an act with a key has brought about.
-- name: EntryByKey :one
SELECT e.entry, k.wrapped
FROM entries e
LEFT JOIN case_keys k ON k.number = e.number
WHERE e.number = @number AND e.key = @key AND e.key <> '';

-- Found lists cases whose number begins with a prefix and cases whose complaint
-- holds all the words, up to a limit of each.
-- name: Found :many
(SELECT c.number FROM cases c WHERE starts_with(c.number, @prefix) LIMIT @max_rows::bigint)
UNION
(SELECT w.number FROM case_words w WHERE w.words @> @words::integer[] AND cardinality(@words::integer[]) > 0 LIMIT @max_rows::bigint);
