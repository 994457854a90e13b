-- ClaimLetters takes letters that are due, and those whose claim is older than
-- the lease: of such a claim nobody knows whether the letter went out, and its
-- attempt is noted as unsettled. Letters that another claims at this moment are
-- left alone.
-- name: ClaimLetters :many
WITH expired AS (
    SELECT id, attempts FROM letters
    WHERE status = 'CLAIMED' AND claimed_at <= now() - make_interval(secs => @lease_seconds::double precision)
    ORDER BY claimed_at, id LIMIT @max_rows::bigint
    FOR UPDATE SKIP LOCKED
), waiting AS (
    SELECT id, attempts FROM letters
    WHERE status = 'PENDING' AND next_attempt_at <= now()
    ORDER BY next_attempt_at, id LIMIT @max_rows::bigint
    FOR UPDATE SKIP LOCKED
), due AS (
    SELECT id, attempts FROM expired UNION ALL SELECT id, attempts FROM waiting LIMIT @max_rows::bigint
), unsettled AS (
    UPDATE letter_attempts a SET settled_at = now(), result = 'UNSETTLED'
    FROM due
    WHERE a.letter_id = due.id AND a.attempt = due.attempts AND a.result IS NULL
), claimed AS (
    UPDATE letters l SET status = 'CLAIMED', attempts = l.attempts + 1, claimed_at = now()
    FROM due
    WHERE l.id = due.id
    RETURNING l.id, l.attempts, l.number, l.seq, l.code, l.to_role, l.rule, l.rung, l.outcome
), tried AS (
    INSERT INTO letter_attempts (letter_id, attempt, claimed_at)
    SELECT claimed.id, claimed.attempts, now() FROM claimed
)
SELECT
    l.id, l.attempts, l.number, l.seq, l.code, l.to_role, l.rule, l.rung, l.outcome, coalesce(c.state, 'null')::jsonb AS state, f.sealed AS filing,
    coalesce(k.wrapped, d.wrapped)::bytea AS wrapped, d.seed, d.sealed AS draft, d.expires_at,
    (
        SELECT coalesce(jsonb_agg(e.entry ORDER BY e.seq), '[]')
        FROM entries e
        WHERE e.number = l.number
    )::jsonb AS entries
FROM claimed l
LEFT JOIN cases c ON c.number = l.number
LEFT JOIN filings f ON f.number = l.number
LEFT JOIN case_keys k ON k.number = l.number
LEFT JOIN drafts d ON d.id = l.number
WHERE c.number IS NOT NULL OR l.code = 'DRAFT'
ORDER BY l.id;

-- LetterKey reads the key of the case, or of the draft, that a letter belongs to.
-- name: LetterKey :one
SELECT l.number, coalesce(k.wrapped, d.wrapped)::bytea AS wrapped
FROM letters l
LEFT JOIN case_keys k ON k.number = l.number
LEFT JOIN drafts d ON d.id = l.number
WHERE l.id = @id;

-- NoteLetter notes that an attempt has gone out. It tells whether there is such
-- an attempt.
-- name: NoteLetter :one
WITH letter AS (
    SELECT id FROM letters WHERE id = @id FOR UPDATE
), attempt AS (
    UPDATE letter_attempts a SET settled_at = now(), result = 'NOTED'
    FROM letter
    WHERE a.letter_id = letter.id AND a.attempt = @attempt AND a.result IS DISTINCT FROM 'NOTED'
), sent AS (
    UPDATE letters l SET status = 'SENT', sent_at = now(), receipt = @receipt, sealed = @sealed
    FROM letter
    WHERE l.id = letter.id AND l.status <> 'SENT' AND l.attempts >= @attempt
)
SELECT EXISTS (SELECT FROM letter_attempts a WHERE a.letter_id = @id AND a.attempt = @attempt);

-- DeliverLetter lays a letter into the tray, once, and notes the attempt. It tells
-- whether there is such an attempt.
-- name: DeliverLetter :one
WITH letter AS (
    SELECT id FROM letters WHERE id = @id FOR UPDATE
), attempt AS (
    UPDATE letter_attempts a SET settled_at = now(), result = 'NOTED'
    FROM letter
    WHERE a.letter_id = letter.id AND a.attempt = @attempt AND a.result IS DISTINCT FROM 'NOTED'
), sent AS (
    UPDATE letters l SET status = 'SENT', sent_at = now(), receipt = 'tray', sealed = @sealed
    FROM letter
    WHERE l.id = letter.id AND l.status <> 'SENT' AND l.attempts >= @attempt
    RETURNING l.id, l.to_role
), laid AS (
    INSERT INTO tray (letter_id, to_role)
    SELECT sent.id, sent.to_role FROM sent
    ON CONFLICT (letter_id) DO NOTHING
)
SELECT EXISTS (SELECT FROM letter_attempts a WHERE a.letter_id = @id AND a.attempt = @attempt);

-- RetryLetter notes that an attempt has not gone out and when to try again. An
-- attempt that is no longer the letter's last moves nothing but itself.
-- name: RetryLetter :one
WITH letter AS (
    SELECT id FROM letters WHERE id = @id FOR UPDATE
), attempt AS (
    UPDATE letter_attempts a SET settled_at = now(), result = 'RETRY'
    FROM letter
    WHERE a.letter_id = letter.id AND a.attempt = @attempt AND (a.result IS NULL OR a.result = 'UNSETTLED')
), moved AS (
    UPDATE letters l SET status = 'PENDING', next_attempt_at = @next_attempt_at
    FROM letter
    WHERE l.id = letter.id AND l.status = 'CLAIMED' AND l.attempts = @attempt
)
SELECT EXISTS (SELECT FROM letter_attempts a WHERE a.letter_id = @id AND a.attempt = @attempt);

-- FailLetter notes that a letter cannot go out, and why.
-- name: FailLetter :one
WITH letter AS (
    SELECT id FROM letters WHERE id = @id FOR UPDATE
), attempt AS (
    UPDATE letter_attempts a SET settled_at = now(), result = 'REFUSED', reason = @reason
    FROM letter
    WHERE a.letter_id = letter.id AND a.attempt = @attempt AND (a.result IS NULL OR a.result = 'UNSETTLED')
), moved AS (
    UPDATE letters l SET status = 'FAILED'
    FROM letter
    WHERE l.id = letter.id AND l.status = 'CLAIMED' AND l.attempts = @attempt
)
SELECT EXISTS (SELECT FROM letter_attempts a WHERE a.letter_id = @id AND a.attempt = @attempt);

-- Tray lists the letters in the tray, latest first; all of them when no case is
-- named.
-- name: Tray :many
SELECT t.id, t.letter_id, l.number, l.seq, l.code, t.to_role, l.sealed, coalesce(k.wrapped, d.wrapped)::bytea AS wrapped, t.landed_at
FROM tray t
JOIN letters l ON l.id = t.letter_id
LEFT JOIN case_keys k ON k.number = l.number
LEFT JOIN drafts d ON d.id = l.number
WHERE @number::text = '' OR l.number = @number
ORDER BY t.id DESC LIMIT @max_rows::bigint;

-- UnsettledCount counts the attempts of which nobody knows how they ended.
-- name: UnsettledCount :one
SELECT count(*) FROM letter_attempts WHERE result = 'UNSETTLED';
