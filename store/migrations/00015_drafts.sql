-- Drafts: complaints and requests that are still being written. Each has a key of
-- its own; its answers are gone with the row, and with the answers when it is sent.
-- All instants are real time: a draft waits for a person, not for the law.

-- +goose Up

CREATE TABLE drafts (
    id         text        COLLATE "C" PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('', 'RIGHTS_REQUEST')),
    code_hash  bytea       NOT NULL,
    link_hash  bytea       NOT NULL UNIQUE,
    seed       bytea       NOT NULL, -- from which code and link follow, by keys that are not here
    wrapped    bytea,                -- key of the draft; null once it was sent
    master     bigint      NOT NULL, -- number of the master key that has wrapped it
    sealed     bytea,                -- answers; null once it was sent
    version    bigint      NOT NULL DEFAULT 1,
    begun_at   timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    number     text        COLLATE "C", -- case that it has become
    CHECK ((sealed IS NULL) = (number IS NOT NULL))
);

CREATE INDEX drafts_expires ON drafts (expires_at);

-- What is sealed cannot be compressed.
ALTER TABLE drafts ALTER COLUMN sealed SET STORAGE EXTERNAL;
