-- Sealing: what persons have written is sealed with a key of their case, which is
-- wrapped by the master key of the installation, and found by numbers of its
-- words. Without the row in case_keys nobody reads any of it again.

-- +goose Up

-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT FROM cases) THEN
        RAISE EXCEPTION 'this record was begun before texts were sealed, by no released version: begin anew with an empty database or data directory';
    END IF;
END
$$;
-- +goose StatementEnd

-- Case keys: destroying one erases the person.
CREATE TABLE case_keys (
    number  text   COLLATE "C" PRIMARY KEY,
    wrapped bytea  NOT NULL,
    master  bigint NOT NULL -- number of the master key that has wrapped it
);

-- Installation keys: secrets that all processes share, each for one purpose.
CREATE TABLE installation_keys (
    name    text   PRIMARY KEY,
    wrapped bytea  NOT NULL,
    master  bigint NOT NULL
);

-- Case words: the words of a complaint, as numbers that only a secret key gives.
CREATE TABLE case_words (
    number text      COLLATE "C" PRIMARY KEY,
    words  integer[] NOT NULL
);

CREATE INDEX case_words_words ON case_words USING gin (words);

DROP VIEW entries;

ALTER TABLE filings DROP COLUMN filing, ADD COLUMN sealed bytea NOT NULL;
ALTER TABLE act_details DROP COLUMN details, ADD COLUMN sealed bytea; -- null for an act without private texts
ALTER TABLE letters DROP COLUMN subject, DROP COLUMN body, ADD COLUMN sealed bytea; -- as sent
ALTER TABLE tray DROP COLUMN subject, DROP COLUMN body; -- the letter has them
ALTER TABLE documents DROP COLUMN name, ADD COLUMN sealed bytea NOT NULL; -- the name

-- What is sealed cannot be compressed.
ALTER TABLE filings ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE act_details ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE letters ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Entries: the events of a case with their letters and sealed texts, and the
-- wrapped key of the case; in the form in which package store reads them.
CREATE VIEW entries AS
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
        'sealed', encode(d.sealed, 'base64')
    ) AS entry
FROM case_events e
LEFT JOIN act_details d ON d.number = e.number AND d.key = e.key;
