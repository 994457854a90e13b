-- Erasure: when what identifies the person of a case was destroyed. That it is to
-- be destroyed stands in the case; what was destroyed stands in the register too,
-- which is another database.

-- +goose Up

ALTER TABLE cases ADD COLUMN erased_at timestamptz; -- real time; null while the person is on file

-- Sealed texts that nobody can open are given up for their space; the chain holds
-- their hash and knows that they may be gone with the key.
ALTER TABLE filings ALTER COLUMN sealed DROP NOT NULL;
ALTER TABLE documents ALTER COLUMN sealed DROP NOT NULL;

-- What the nightly run looks for: cases kept long enough, and those of which it is
-- asked, decided or plain from the start (a child's) that they are not kept as long.
CREATE INDEX cases_kept ON cases (closed_at) WHERE status = 'CLOSED' AND erased_at IS NULL;
CREATE INDEX cases_not_kept ON cases (number)
    WHERE status = 'CLOSED' AND erased_at IS NULL AND (state -> 'erasure' IS NOT NULL OR state #> '{facts,under_13}' IS NOT NULL);
CREATE INDEX cases_erased ON cases (number) WHERE erased_at IS NOT NULL;
