-- The record of cases: what is known, what has happened, and what people read.
--
-- Filings, events, stages, deadlines and letters have no foreign key to their
-- case: they are written by the statements that write the case, and nothing else
-- writes them, so that a key would only make each filing a tenth dearer. What is
-- written by itself, such as a document, has one.

-- +goose Up

-- The installation: one row, written at first use and never changed. Case time
-- is derived from it, so a changed row would move every deadline on file.
CREATE TABLE installation (
    only_row   boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    epoch      timestamptz NOT NULL DEFAULT now(), -- both times agree here
    day_length bigint      NOT NULL CHECK (day_length > 0), -- nanoseconds of real time a legal day takes
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Cases: the state the rules work on, and beside it what the worklist sorts and
-- narrows by. Nothing here names or describes a person. All instants but
-- created_at and started_at are case time.
CREATE TABLE cases (
    number        text        COLLATE "C" PRIMARY KEY,
    version       bigint      NOT NULL, -- sequence of the last event
    state         jsonb       NOT NULL,
    filing_key    text        COLLATE "C" NOT NULL UNIQUE,
    filing_digest text        NOT NULL,
    access_hash   bytea       NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    started_at    timestamptz, -- null until the workflow runs
    filed_at      timestamptz NOT NULL,
    received_at   timestamptz NOT NULL,
    status        text        NOT NULL CHECK (status IN ('OPEN', 'CLOSED')),
    steps         text[]      NOT NULL,
    outcome       text        NOT NULL DEFAULT '',
    closed_at     timestamptz,
    residence     text        NOT NULL,
    entity        text        NOT NULL,
    data_class    text        NOT NULL,
    pack          text        NOT NULL,
    assignee      text        NOT NULL DEFAULT '',
    next_rule     text        NOT NULL DEFAULT '',
    next_due      date,
    next_due_at   timestamptz,
    overdue       boolean     NOT NULL DEFAULT false,
    last_action   text        NOT NULL,
    last_at       timestamptz NOT NULL
);

CREATE INDEX cases_unstarted ON cases (created_at) WHERE started_at IS NULL;
CREATE INDEX cases_due ON cases ((coalesce(next_due_at, '9999-12-31 00:00:00+00'::timestamptz)), number);
CREATE INDEX cases_received ON cases (received_at, number);
CREATE INDEX cases_activity ON cases (last_at, number);

-- Filings: the complaint in the complainant's words. Personal data, kept apart.
CREATE TABLE filings (
    number text  COLLATE "C" PRIMARY KEY,
    filing jsonb NOT NULL
);

-- Events: what has happened, for good.
CREATE TABLE case_events (
    number      text        COLLATE "C" NOT NULL,
    seq         bigint      NOT NULL CHECK (seq > 0),
    action      text        NOT NULL,
    transition  text        NOT NULL,
    actor_role  text        NOT NULL,
    actor_id    text        NOT NULL,
    at          timestamptz NOT NULL, -- when it happened, case time
    recorded_at timestamptz NOT NULL, -- when it was recorded, case time
    facts       jsonb       NOT NULL,
    from_steps  text[]      NOT NULL,
    to_steps    text[]      NOT NULL,
    late        bigint      NOT NULL, -- nanoseconds of case time a clock rang late
    key         text        COLLATE "C" NOT NULL, -- idempotency key of the act; empty for clocks
    PRIMARY KEY (number, seq)
);

CREATE UNIQUE INDEX case_events_key ON case_events (number, key) WHERE key <> '';

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case_events is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER case_events_append_only BEFORE UPDATE OR DELETE ON case_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_events_no_truncate BEFORE TRUNCATE ON case_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Act details: the private texts of an act, kept before the act is done and
-- found again by its key. Personal data.
CREATE TABLE act_details (
    number  text   COLLATE "C" NOT NULL REFERENCES cases,
    key     text   COLLATE "C" NOT NULL,
    digest  text   NOT NULL,
    action  text   NOT NULL,
    details jsonb  NOT NULL,
    holders bigint NOT NULL DEFAULT 1, -- requests that have kept them and not dropped them again
    PRIMARY KEY (number, key)
);

-- Stages: each stretch of a track.
CREATE TABLE stages (
    number text        COLLATE "C" NOT NULL,
    opened bigint      NOT NULL, -- sequence of the event that opened it
    track  text        NOT NULL,
    step   text        NOT NULL,
    since  timestamptz NOT NULL,
    begun  timestamptz NOT NULL,
    ended  timestamptz,
    exit   text        NOT NULL,
    seq    bigint      NOT NULL, -- sequence of the event that last changed it
    PRIMARY KEY (number, opened, track)
);

-- Deadlines: each period with why it ends when it does.
CREATE TABLE deadlines (
    number   text        COLLATE "C" NOT NULL,
    id       bigint      NOT NULL,
    rule     text        NOT NULL,
    title    text        NOT NULL,
    owner    text        NOT NULL,
    breach   boolean     NOT NULL, -- missing it is a breach by the company
    basis    text        NOT NULL,
    citation text        NOT NULL,
    track    text        NOT NULL,
    start    date        NOT NULL,
    due      date        NOT NULL,
    internal date        NOT NULL,
    due_at   timestamptz NOT NULL,
    stated   boolean     NOT NULL,
    status   text        NOT NULL,
    ended    timestamptz,
    done     timestamptz,
    steps    text[]      NOT NULL, -- of the computation, for people
    seq      bigint      NOT NULL,
    PRIMARY KEY (number, id)
);
