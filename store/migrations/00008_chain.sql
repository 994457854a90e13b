-- The chain: every event is linked to the one before it by a hash, and the ends of
-- all chains are signed once a day. docs/audit.md states the forms byte by byte.

-- +goose Up

ALTER TABLE case_events
    ADD COLUMN content bytea NOT NULL, -- SHA-256 of the canonical form of the columns before
    ADD COLUMN sealed  bytea,          -- SHA-256 of the sealed texts that came with the event; null when none did
    ADD COLUMN hash    bytea NOT NULL; -- SHA-256 of the hash before, content and sealed

-- The act that added a document, so that its event is bound to it.
ALTER TABLE documents ADD COLUMN key text COLLATE "C" NOT NULL DEFAULT '';

-- chain_event links an event to the one before it, and refuses one that has none.
-- The filing comes with its event in one statement, which gives its hash; other
-- texts are on record before their event. Rows come in the order of their sequence.
-- +goose StatementBegin
CREATE FUNCTION chain_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    previous bytea;
    none     bytea := decode(repeat('00', 32), 'hex');
BEGIN
    IF NEW.seq = 1 THEN
        previous := sha256(convert_to(E'recourse chain 1\n' || NEW.number, 'UTF8'));
    ELSE
        SELECT e.hash INTO previous FROM case_events e WHERE e.number = NEW.number AND e.seq = NEW.seq - 1;
        IF previous IS NULL THEN
            RAISE EXCEPTION 'case_events has a gap' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    IF NEW.sealed IS NULL AND NEW.key <> '' THEN
        SELECT sha256(d.sealed) INTO NEW.sealed
        FROM act_details d WHERE d.number = NEW.number AND d.key = NEW.key AND d.sealed IS NOT NULL;
        IF NEW.action = 'document.added' THEN
            SELECT sha256(coalesce(NEW.sealed, none) || convert_to(d.sha256, 'UTF8')) INTO NEW.sealed
            FROM documents d WHERE d.number = NEW.number AND d.key = NEW.key;
        END IF;
    END IF;
    NEW.hash := sha256(previous || NEW.content || coalesce(NEW.sealed, none));
    RETURN NEW;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER case_events_chain BEFORE INSERT ON case_events FOR EACH ROW EXECUTE FUNCTION chain_event();

-- Checkpoints: signed statements of how far every chain has come that has grown
-- since the one before.
CREATE TABLE checkpoints (
    n          bigint      PRIMARY KEY CHECK (n > 0),
    at         timestamptz NOT NULL, -- case time
    previous   bytea       NOT NULL, -- SHA-256 of the statement before; empty for the first
    heads      bigint      NOT NULL, -- how many chains have grown
    root       bytea       NOT NULL, -- Merkle tree hash of these (RFC 6962), by case number
    signature  bytea       NOT NULL, -- Ed25519 over the statement
    public_key bytea       NOT NULL,
    run        text        NOT NULL UNIQUE, -- what made it: a repeated run makes no second one
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE checkpoint_heads (
    n      bigint NOT NULL REFERENCES checkpoints DEFERRABLE INITIALLY DEFERRED,
    number text   COLLATE "C" NOT NULL,
    seq    bigint NOT NULL,
    hash   bytea  NOT NULL,
    PRIMARY KEY (n, number)
);

CREATE INDEX checkpoint_heads_case ON checkpoint_heads (number, seq);

-- +goose StatementBegin
CREATE FUNCTION refuse_checkpoint_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER checkpoints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_checkpoint_change();
CREATE TRIGGER checkpoint_heads_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_checkpoint_change();
