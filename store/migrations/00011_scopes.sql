-- Scopes: which cases a member of staff works on, and who has read which.

-- +goose Up

-- The queue follows from pack and residence, which only package law can say. A
-- case that is on record already has the right one with its next event.
ALTER TABLE cases ADD COLUMN queue text NOT NULL DEFAULT 'eu' CHECK (queue IN ('eu', 'us'));

CREATE INDEX cases_scope ON cases (entity, queue, (coalesce(next_due_at, '9999-12-31 00:00:00+00'::timestamptz)), number);

-- Staff work on the cases of some companies and of one queue; none named is all.
-- Who signs in by OpenID Connect is known by issuer and subject.
ALTER TABLE staff
    ADD COLUMN entities text[] NOT NULL DEFAULT '{}',
    ADD COLUMN queues   text[] NOT NULL DEFAULT '{}',
    ADD COLUMN issuer   text   NOT NULL DEFAULT '',
    ADD COLUMN subject  text   NOT NULL DEFAULT '';

CREATE UNIQUE INDEX staff_subject ON staff (issuer, subject) WHERE issuer <> '';

-- Readings: who of the staff has looked at what of a case, for good. Looks at the
-- same within a minute are one.
CREATE TABLE case_reads (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number  text        COLLATE "C" NOT NULL REFERENCES cases,
    staff   text        NOT NULL, -- identifier, as in events
    what    text        NOT NULL, -- part of the file
    at      timestamptz NOT NULL, -- case time
    read_at timestamptz NOT NULL, -- real time
    minute  timestamptz NOT NULL, -- of real time
    UNIQUE (number, staff, what, minute)
);

CREATE INDEX case_reads_latest ON case_reads (number, id);

-- +goose StatementBegin
CREATE FUNCTION refuse_change_of_reads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case_reads is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER case_reads_append_only BEFORE UPDATE OR DELETE ON case_reads
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_reads();
CREATE TRIGGER case_reads_no_truncate BEFORE TRUNCATE ON case_reads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_reads();
