-- Files that wait with a draft. Each has a key of its own, so that it can be opened
-- for the case when the key of the draft is destroyed by sending it. They go with the
-- draft when it expires.

-- +goose Up

CREATE TABLE draft_files (
    id       text        COLLATE "C" PRIMARY KEY,
    draft    text        COLLATE "C" NOT NULL REFERENCES drafts ON DELETE CASCADE,
    wrapped  bytea       NOT NULL, -- key of the file
    master   bigint      NOT NULL, -- number of the master key that has wrapped it
    sealed   bytea,                -- description; null until it is whole and looked at
    size     bigint      CHECK (size >= 0), -- bytes of the file; null while it is coming in
    begun_at timestamptz NOT NULL DEFAULT now() -- real time
);

CREATE INDEX draft_files_draft ON draft_files (draft);
CREATE INDEX draft_files_begun ON draft_files (begun_at) WHERE sealed IS NULL;

CREATE TABLE draft_chunks (
    file   text   COLLATE "C" NOT NULL REFERENCES draft_files ON DELETE CASCADE,
    n      bigint NOT NULL CHECK (n >= 0),
    sealed bytea  NOT NULL,
    PRIMARY KEY (file, n)
);

-- What is sealed cannot be compressed.
ALTER TABLE draft_chunks ALTER COLUMN sealed SET STORAGE EXTERNAL;
