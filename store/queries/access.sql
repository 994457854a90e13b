-- Accesses lists the hashes of the codes that open a case: the person's, of agent 0,
-- and those of representatives.
-- name: Accesses :many
SELECT 0::bigint AS agent, c.access_hash FROM cases c WHERE c.number = @number
UNION ALL
SELECT r.seq, r.access_hash FROM representatives r WHERE r.number = @number AND r.revoked_at IS NULL;

-- RenewAccess gives a case another code, and with it all cases that are opened by
-- the same one: those that it has opened, or that has opened it. A key does it once.
-- name: RenewAccess :execrows
WITH first AS (
    INSERT INTO access_renewals (number, key) SELECT c.number, @key FROM cases c WHERE c.number = @number
    ON CONFLICT (number, key) DO NOTHING
    RETURNING number
)
UPDATE cases SET access_hash = @access_hash
FROM first
WHERE (cases.number = @root::text OR cases.number > @root::text || '-' AND cases.number < @root::text || '.')
    AND access_hash = (SELECT c.access_hash FROM cases c WHERE c.number = @number);

-- AddRepresentative lets a representative in with a code. Once is enough.
-- name: AddRepresentative :exec
INSERT INTO representatives (number, seq, access_hash) VALUES (@number, @seq, @access_hash)
ON CONFLICT (number, seq) DO NOTHING;

-- RevokeRepresentative lets a representative in no more, also one who has yet to be
-- let in because that was interrupted.
-- name: RevokeRepresentative :exec
INSERT INTO representatives AS r (number, seq, access_hash, revoked_at)
SELECT c.number, @seq, '', now() FROM cases c WHERE c.number = @number
ON CONFLICT (number, seq) DO UPDATE SET revoked_at = coalesce(r.revoked_at, now());

-- Correspondents reads the filing of a case, of agent 0, and what the person has said
-- of the representatives who have access; both sealed, with the wrapped key.
-- name: Correspondents :many
SELECT 0::bigint AS agent, ''::text AS act_key, f.sealed, k.wrapped
FROM filings f
JOIN case_keys k ON k.number = f.number
WHERE f.number = @number
UNION ALL
SELECT r.seq, e.key, d.sealed, k.wrapped
FROM representatives r
JOIN case_keys k ON k.number = r.number
JOIN case_events e ON e.number = r.number AND e.seq = r.seq
JOIN act_details d ON d.number = e.number AND d.key = e.key
WHERE r.number = @number AND r.revoked_at IS NULL;

-- AskLink counts that a link was asked for, and writes it and its letter down when
-- the address is the right one and there were not too many. It does so in one
-- statement, so that an answer takes as long either way.
-- name: AskLink :one
WITH network AS (
    INSERT INTO link_asks AS a (kind, key, asked, granted, last_at)
    VALUES ('NETWORK', @network_key, ARRAY[@at::timestamptz], true, @at)
    ON CONFLICT (kind, key) DO UPDATE SET
        asked = last_hour(a.asked, excluded.last_at)
            || CASE WHEN cardinality(last_hour(a.asked, excluded.last_at)) < @per_network::bigint THEN excluded.asked ELSE '{}' END,
        granted = cardinality(last_hour(a.asked, excluded.last_at)) < @per_network::bigint,
        last_at = excluded.last_at
    RETURNING granted
), matter AS (
    INSERT INTO link_asks AS a (kind, key, asked, granted, last_at)
    SELECT 'CASE', @case_key::bytea, ARRAY[@at::timestamptz], true, @at FROM network WHERE network.granted AND @matches::boolean
    ON CONFLICT (kind, key) DO UPDATE SET
        asked = last_hour(a.asked, excluded.last_at)
            || CASE WHEN cardinality(last_hour(a.asked, excluded.last_at)) < @per_case::bigint THEN excluded.asked ELSE '{}' END,
        granted = cardinality(last_hour(a.asked, excluded.last_at)) < @per_case::bigint,
        last_at = excluded.last_at
    RETURNING granted
), letter AS (
    INSERT INTO letters (number, seq, code, to_role, rule, rung)
    SELECT @number::text, 0, 'LINK', @to_role::text, '', 0 FROM matter WHERE matter.granted
    RETURNING id
), link AS (
    INSERT INTO access_links (letter_id, number, agent, seed, hash, expires_at)
    SELECT letter.id, @number::text, @agent::bigint, @seed::bytea, @hash::bytea, @expires_at::timestamptz FROM letter
)
SELECT count(*) FROM letter;

-- LinkOf reads from what the link of a letter follows, and whom it lets in.
-- name: LinkOf :one
SELECT seed, agent FROM access_links WHERE letter_id = @letter_id;

-- UseLink uses a link, once, in its time, while who it is for has access; only on the
-- case that is named, if one is.
-- name: UseLink :one
UPDATE access_links l SET used_at = @at::timestamptz
WHERE l.hash = @hash AND (@number::text = '' OR l.number = @number) AND l.used_at IS NULL AND l.expires_at > @at::timestamptz AND (
    l.agent = 0 OR EXISTS (SELECT FROM representatives r WHERE r.number = l.number AND r.seq = l.agent AND r.revoked_at IS NULL)
)
RETURNING l.number, l.agent;

-- TakeTries reads what is remembered of tries at a case or from a network, and
-- keeps others from changing it.
-- name: TakeTries :one
INSERT INTO access_tries AS t (kind, key, last_at) VALUES (@kind, @key, @at)
ON CONFLICT (kind, key) DO UPDATE SET failed = t.failed
RETURNING failed, last_at;

-- NoteTry writes down what is remembered from now on.
-- name: NoteTry :exec
UPDATE access_tries SET failed = @failed, last_at = @last_at, refused = refused + @refused::bigint WHERE kind = @kind AND key = @key;

-- ForgetTries removes some of what is too old to matter.
-- name: ForgetTries :exec
DELETE FROM access_tries WHERE (kind, key) IN (
    SELECT t.kind, t.key FROM access_tries t WHERE t.last_at < @before ORDER BY t.last_at LIMIT 20 FOR UPDATE SKIP LOCKED
);

-- ForgetAsks does the same for links asked for.
-- name: ForgetAsks :exec
DELETE FROM link_asks WHERE (kind, key) IN (
    SELECT t.kind, t.key FROM link_asks t WHERE t.last_at < @before ORDER BY t.last_at LIMIT 20 FOR UPDATE SKIP LOCKED
);
