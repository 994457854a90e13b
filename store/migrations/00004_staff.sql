-- Staff, the tokens of their programs, and sessions.

-- +goose Up

CREATE TABLE staff (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text        NOT NULL,
    email         text        NOT NULL,
    role          text        NOT NULL,
    password_hash text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX staff_name ON staff (lower(name));
CREATE UNIQUE INDEX staff_email ON staff (lower(email)) WHERE email <> '';

CREATE TABLE tokens (
    hash       bytea       PRIMARY KEY,
    staff_id   bigint      NOT NULL REFERENCES staff,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);

-- Sessions, in the shape the session library asks for.
CREATE TABLE sessions (
    token  text        PRIMARY KEY,
    data   bytea       NOT NULL,
    expiry timestamptz NOT NULL
);

CREATE INDEX sessions_expiry ON sessions (expiry);
