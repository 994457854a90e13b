-- Local accounts of staff: invitations, second factors, sessions, tries of
-- signing in, and what has happened to each account. Instants are real time.

-- +goose Up

ALTER TABLE staff
    ADD COLUMN handle      uuid        NOT NULL DEFAULT gen_random_uuid() UNIQUE, -- by which passkeys know their owner
    ADD COLUMN demo        boolean     NOT NULL DEFAULT false, -- signs in by password alone, on development installations only
    ADD COLUMN version     integer     NOT NULL DEFAULT 1, -- counts what ends sessions: password, role, disabling, reset
    ADD COLUMN disabled_at timestamptz,
    ADD COLUMN totp        bytea, -- secret of the authenticator app, sealed
    ADD COLUMN totp_step   bigint      NOT NULL DEFAULT 0; -- the last step whose code was accepted

-- A token has a name of its own by which it is listed and revoked.
ALTER TABLE tokens ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY NOT NULL UNIQUE;
CREATE INDEX tokens_staff ON tokens (staff_id);

-- One-time codes with which a person sets up their account; hashed.
CREATE TABLE invitations (
    hash       bytea       PRIMARY KEY,
    staff_id   bigint      NOT NULL REFERENCES staff,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz -- also when another one has replaced it
);

CREATE INDEX invitations_staff ON invitations (staff_id);

CREATE TABLE passkeys (
    id         bytea       PRIMARY KEY, -- credential identifier
    staff_id   bigint      NOT NULL REFERENCES staff,
    name       text        NOT NULL, -- given by its owner
    credential bytea       NOT NULL, -- public key, flags and counter, as the library writes them
    added_at   timestamptz NOT NULL,
    used_at    timestamptz
);

CREATE INDEX passkeys_staff ON passkeys (staff_id);

-- Codes for who has lost every other factor; hashed, each good for once.
CREATE TABLE recovery_codes (
    staff_id bigint NOT NULL REFERENCES staff,
    hash     bytea  NOT NULL,
    used_at  timestamptz,
    PRIMARY KEY (staff_id, hash)
);

-- Sessions of staff. The cookie leads to a row of sessions, and that one here,
-- where it can be listed and ended.
CREATE TABLE staff_sessions (
    id         text        COLLATE "C" PRIMARY KEY,
    staff_id   bigint      NOT NULL REFERENCES staff,
    method     text        NOT NULL, -- how it was opened
    network    text        NOT NULL, -- prefix only
    opened_at  timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    proven_at  timestamptz NOT NULL, -- when a factor was last shown
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz
);

CREATE INDEX staff_sessions_staff ON staff_sessions (staff_id);

-- Tries of passwords and codes, counted by account, network and device so that
-- all servers share them. Keys are keyed hashes: what was typed as a name is not kept.
CREATE TABLE tries (
    key     bytea       PRIMARY KEY,
    failed  integer     NOT NULL,
    last_at timestamptz NOT NULL,
    next_at timestamptz NOT NULL -- no try before
);

CREATE INDEX tries_last ON tries (last_at);

-- What has happened to accounts, for administrators and auditors. No foreign
-- keys: an entry outlives what it is about.
CREATE TABLE account_events (
    id       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL,
    kind     text        NOT NULL,
    staff_id bigint, -- whose account; null where nobody has the name that was tried
    by_actor text        NOT NULL, -- staff/3, operator; empty for who is not signed in
    detail   text        NOT NULL, -- a code: the role given, the factor added
    network  text        NOT NULL -- prefix only
);

CREATE INDEX account_events_staff ON account_events (staff_id, id);

-- +goose StatementBegin
CREATE FUNCTION refuse_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'account_events is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER account_events_append_only BEFORE UPDATE OR DELETE ON account_events
    FOR EACH ROW EXECUTE FUNCTION refuse_account_change();
CREATE TRIGGER account_events_no_truncate BEFORE TRUNCATE ON account_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_account_change();
