-- BeginDraft writes a new draft.
-- name: BeginDraft :exec
INSERT INTO drafts (id, kind, code_hash, link_hash, seed, wrapped, master, sealed, begun_at, changed_at, expires_at)
VALUES (@id, @kind, @code_hash, @link_hash, @seed, @wrapped, @master, @sealed, @at, @at, @expires_at);

-- Draft reads a draft that has not expired.
-- name: Draft :one
SELECT kind, seed, wrapped, sealed, version, changed_at, expires_at, coalesce(number, '')::text AS number
FROM drafts
WHERE id = @id AND expires_at > @at;

-- SaveDraft puts other answers into a draft, unless it was changed or sent meanwhile.
-- name: SaveDraft :execrows
UPDATE drafts SET sealed = @sealed, version = version + 1, changed_at = @at, expires_at = @expires_at
WHERE id = @id AND version = @version AND number IS NULL;

-- DraftCode reads the hash of the code that opens a draft.
-- name: DraftCode :one
SELECT code_hash FROM drafts WHERE id = @id AND expires_at > @at;

-- DraftOfLink finds the draft that a link opens.
-- name: DraftOfLink :one
SELECT id FROM drafts WHERE link_hash = @link_hash AND expires_at > @at;

-- AskDraftLink counts that a link to a draft was asked for, and writes its letter
-- down when there were not too many.
-- name: AskDraftLink :one
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
    SELECT 'CASE', @draft_key::bytea, ARRAY[@at::timestamptz], true, @at FROM network WHERE network.granted
    ON CONFLICT (kind, key) DO UPDATE SET
        asked = last_hour(a.asked, excluded.last_at)
            || CASE WHEN cardinality(last_hour(a.asked, excluded.last_at)) < @per_draft::bigint THEN excluded.asked ELSE '{}' END,
        granted = cardinality(last_hour(a.asked, excluded.last_at)) < @per_draft::bigint,
        last_at = excluded.last_at
    RETURNING granted
), letter AS (
    INSERT INTO letters (number, seq, code, to_role, rule, rung)
    SELECT d.id, 0, 'DRAFT', @to_role::text, '', 0
    FROM matter, drafts d
    WHERE matter.granted AND d.id = @id AND d.number IS NULL AND d.expires_at > @at
    RETURNING id
)
SELECT count(*) FROM letter;

-- DropDrafts forgets the drafts that have expired, with the letters about them.
-- name: DropDrafts :one
WITH gone AS (
    DELETE FROM drafts WHERE expires_at <= @at RETURNING id
), letter AS (
    SELECT l.id FROM letters l JOIN gone ON gone.id = l.number
), laid AS (
    DELETE FROM tray t USING letter WHERE t.letter_id = letter.id
), tried AS (
    DELETE FROM letter_attempts a USING letter WHERE a.letter_id = letter.id
), sent AS (
    DELETE FROM letters l USING letter WHERE l.id = letter.id
)
SELECT count(*) FROM gone;

-- DraftKeys lists the keys of drafts after a name that another master key than the
-- first has wrapped.
-- name: DraftKeys :many
SELECT id, wrapped FROM drafts WHERE id > @after AND wrapped IS NOT NULL AND master <> @master ORDER BY id LIMIT @max_rows::bigint;

-- RewrapDraftKeys puts keys that were wrapped anew in the place of the old ones; one
-- that was destroyed meanwhile stays so.
-- name: RewrapDraftKeys :execrows
UPDATE drafts d SET wrapped = n.wrapped, master = @master
FROM (SELECT unnest(@ids::text[]) AS id, unnest(@wrapped::bytea[]) AS wrapped, unnest(@was::bytea[]) AS was) n
WHERE d.id = n.id AND d.wrapped = n.was;
