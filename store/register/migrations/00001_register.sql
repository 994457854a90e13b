-- The register of destroyed keys: a database of its own, backed up by itself and
-- never restored to an older state, so that a restored backup of the record cannot
-- bring back a person who was erased. It names no person.

-- +goose Up

CREATE TABLE destroyed_keys (
    seq      bigint      PRIMARY KEY CHECK (seq > 0),
    number   text        COLLATE "C" NOT NULL UNIQUE,
    ground   text        NOT NULL,
    at       timestamptz NOT NULL, -- of the erasure, case time
    noted_at timestamptz NOT NULL DEFAULT now(),
    hash     bytea       NOT NULL -- SHA-256 of the hash before and of this entry
);

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'destroyed_keys is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER destroyed_keys_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON destroyed_keys
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
