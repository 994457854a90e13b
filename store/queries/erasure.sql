-- Erasable lists closed cases after a number that may be due for erasure; the law
-- says which are. A case with a letter that has not left waits.
-- name: Erasable :many
SELECT c.state
FROM cases c
WHERE c.number > @after AND c.status = 'CLOSED' AND c.erased_at IS NULL
    AND (c.closed_at < @closed_before::timestamptz OR c.state -> 'erasure' IS NOT NULL OR c.state #> '{facts,under_13}' IS NOT NULL)
    AND NOT EXISTS (SELECT FROM letters l WHERE l.number = c.number AND l.status IN ('PENDING', 'CLAIMED'))
ORDER BY c.number LIMIT @max_rows::bigint;

-- Undestroyed lists those of the numbers whose cases still have a key, or something
-- else that leads to a person.
-- name: Undestroyed :many
SELECT c.number
FROM cases c
WHERE c.number = ANY(@numbers::text[])
    AND (c.erased_at IS NULL OR EXISTS (SELECT FROM case_keys k WHERE k.number = c.number)
        OR EXISTS (SELECT FROM case_words w WHERE w.number = c.number)
        OR EXISTS (SELECT FROM representatives r WHERE r.number = c.number AND r.revoked_at IS NULL))
ORDER BY c.number;

-- ErasedCases lists erased cases after a number.
-- name: ErasedCases :many
SELECT state FROM cases WHERE number > @after AND erased_at IS NOT NULL ORDER BY number LIMIT @max_rows::bigint;

-- LockCaseKey waits for whoever is about to write something under the key of a case,
-- so that Destroy sees it.
-- name: LockCaseKey :exec
SELECT FROM case_keys WHERE number = @number FOR UPDATE;

-- Destroy destroys what identifies the person of a case: its key, which is all that
-- opens what they wrote, the numbers of its words, and what is not sealed and yet
-- theirs alone. Sealed bytes that nobody can open are given up for their space, and
-- letters that have not left never will. Events, facts and dates stay.
-- name: Destroy :exec
WITH key AS (
    DELETE FROM case_keys k WHERE k.number = @number
), words AS (
    DELETE FROM case_words w WHERE w.number = @number
), filing AS (
    UPDATE filings f SET sealed = NULL WHERE f.number = @number
), details AS (
    UPDATE act_details d SET digest = '', sealed = NULL WHERE d.number = @number
), contents AS (
    DELETE FROM document_chunks t USING uploads u WHERE t.upload = u.id AND u.number = @number
), waiting AS (
    DELETE FROM draft_files t USING drafts d WHERE t.draft = d.id AND d.number = @number
), document AS (
    UPDATE documents d SET sealed = NULL, sha256 = '' WHERE d.number = @number
), attempts AS (
    UPDATE letter_attempts a SET reason = '' FROM letters l WHERE a.letter_id = l.id AND l.number = @number
), laid AS (
    DELETE FROM tray t USING letters l WHERE t.letter_id = l.id AND l.number = @number
), access AS (
    UPDATE representatives r SET access_hash = '', revoked_at = coalesce(r.revoked_at, now()) WHERE r.number = @number
), link AS (
    DELETE FROM access_links k WHERE k.number = @number
), reminder AS (
    DELETE FROM own_reminders m WHERE m.number = @number
), letter AS (
    UPDATE letters l SET sealed = NULL, receipt = '', status = CASE WHEN l.status = 'SENT' THEN 'SENT' ELSE 'FAILED' END
    WHERE l.number = @number
)
UPDATE cases c SET access_hash = '', filing_digest = '', erased_at = coalesce(c.erased_at, now()) WHERE c.number = @number;
