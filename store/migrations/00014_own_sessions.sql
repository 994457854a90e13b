-- Sessions of complainants: where a case is open, so that they can see it and end
-- it. The cookie leads to a row of sessions, and that one here. Instants are real
-- time, and nothing here names anybody.

-- +goose Up

CREATE TABLE own_sessions (
    id         text        COLLATE "C" PRIMARY KEY,
    number     text        COLLATE "C" NOT NULL REFERENCES cases,
    agent      bigint      NOT NULL, -- event that admitted the representative; 0 for the person
    opened_at  timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX own_sessions_case ON own_sessions (number, agent);
CREATE INDEX own_sessions_expires ON own_sessions (expires_at);
