-- Documents: their description, and apart from it their content, so that a list
-- does not read it. Personal data.

-- +goose Up

CREATE TABLE documents (
    id       text        COLLATE "C" PRIMARY KEY,
    number   text        COLLATE "C" NOT NULL REFERENCES cases,
    name     text        NOT NULL,
    type     text        NOT NULL,
    size     bigint      NOT NULL,
    sha256   text        NOT NULL,
    by_role  text        NOT NULL,
    added_at timestamptz NOT NULL -- case time
);

CREATE INDEX documents_case ON documents (number, added_at, id);

CREATE TABLE document_contents (
    id      text  COLLATE "C" PRIMARY KEY REFERENCES documents,
    content bytea NOT NULL
);

-- Content is compressed already more often than not.
ALTER TABLE document_contents ALTER COLUMN content SET STORAGE EXTERNAL;
