-- The outbox: letters are written down with the event that sends them and go out
-- afterwards. All instants here are real time.

-- +goose Up

CREATE TABLE letters (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number          text        COLLATE "C" NOT NULL,
    seq             bigint      NOT NULL, -- event that sends it
    code            text        NOT NULL,
    to_role         text        NOT NULL,
    rule            text        NOT NULL, -- of a reminder
    rung            bigint      NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    status          text        NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'CLAIMED', 'SENT', 'FAILED')),
    attempts        bigint      NOT NULL DEFAULT 0, -- begun so far
    claimed_at      timestamptz,
    sent_at         timestamptz,
    receipt         text        NOT NULL DEFAULT '',
    subject         text        NOT NULL DEFAULT '', -- as sent
    body            text        NOT NULL DEFAULT '',
    UNIQUE (number, seq, code, to_role)
);

CREATE INDEX letters_due ON letters (next_attempt_at, id) WHERE status = 'PENDING';
CREATE INDEX letters_claimed ON letters (claimed_at, id) WHERE status = 'CLAIMED';

-- Attempts: each try to send a letter, and what is known of it. An attempt that
-- was begun and of which nothing more was heard is UNSETTLED: the letter may
-- have gone out.
CREATE TABLE letter_attempts (
    letter_id  bigint      NOT NULL REFERENCES letters,
    attempt    bigint      NOT NULL,
    claimed_at timestamptz NOT NULL,
    settled_at timestamptz,
    result     text        CHECK (result IN ('NOTED', 'REFUSED', 'RETRY', 'UNSETTLED')),
    reason     text        NOT NULL DEFAULT '',
    PRIMARY KEY (letter_id, attempt)
);

CREATE INDEX letter_attempts_unsettled ON letter_attempts (letter_id) WHERE result = 'UNSETTLED';

-- The tray: letters that are read here instead of being sent.
CREATE TABLE tray (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    letter_id bigint      NOT NULL UNIQUE REFERENCES letters,
    to_role   text        NOT NULL,
    subject   text        NOT NULL,
    body      text        NOT NULL,
    landed_at timestamptz NOT NULL DEFAULT now()
);

-- Entries: the events of a case with their letters and private texts, in the
-- form in which package law reads them.
CREATE VIEW entries AS
SELECT
    e.number,
    e.seq,
    e.key,
    jsonb_build_object(
        'seq', e.seq,
        'action', e.action,
        'transition', e.transition,
        'actor', jsonb_build_object('role', e.actor_role, 'id', e.actor_id),
        'at', e.at,
        'recorded', e.recorded_at,
        'facts', nullif(e.facts, '{}'),
        'key', e.key,
        'from', to_jsonb(e.from_steps),
        'to', to_jsonb(e.to_steps),
        'late', e.late,
        'letters', (
            SELECT jsonb_agg(jsonb_build_object('code', l.code, 'to', l.to_role, 'rule', l.rule, 'rung', l.rung) ORDER BY l.id)
            FROM letters l
            WHERE l.number = e.number AND l.seq = e.seq
        ),
        'details', nullif(d.details, '{}')
    ) AS entry
FROM case_events e
LEFT JOIN act_details d ON d.number = e.number AND d.key = e.key;
