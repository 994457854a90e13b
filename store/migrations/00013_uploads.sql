-- Contents of documents come in and go out in sealed pieces, so that no file is
-- ever whole in memory. Nothing reads an upload but through the document that
-- was made of it.

-- +goose Up

CREATE TABLE uploads (
    id       text        COLLATE "C" PRIMARY KEY,
    number   text        COLLATE "C" NOT NULL REFERENCES cases,
    size     bigint      CHECK (size >= 0), -- bytes of the file; null while it is coming in
    begun_at timestamptz NOT NULL DEFAULT now() -- real time
);

CREATE INDEX uploads_case ON uploads (number);
CREATE INDEX uploads_begun ON uploads (begun_at);

CREATE TABLE document_chunks (
    upload text   COLLATE "C" NOT NULL REFERENCES uploads ON DELETE CASCADE,
    n      bigint NOT NULL CHECK (n >= 0),
    sealed bytea  NOT NULL,
    PRIMARY KEY (upload, n)
);

-- What is sealed cannot be compressed.
ALTER TABLE document_chunks ALTER COLUMN sealed SET STORAGE EXTERNAL;

DROP TABLE document_contents;

ALTER TABLE documents ADD COLUMN upload text COLLATE "C" NOT NULL UNIQUE REFERENCES uploads;
