-- Who is let in to a case beside the code of its filing, and how often somebody has
-- tried in vain. Nothing here names anybody. All instants are real time.

-- +goose Up

-- Representatives: those whom the person has given an access of their own. Who
-- they are says the event.
CREATE TABLE representatives (
    number      text        COLLATE "C" NOT NULL REFERENCES cases,
    seq         bigint      NOT NULL, -- event that gives the access
    access_hash bytea       NOT NULL,
    given_at    timestamptz NOT NULL DEFAULT now(),
    revoked_at  timestamptz,
    PRIMARY KEY (number, seq)
);

-- Renewals: the keys that have made a new code, so that a late repetition does not
-- bring back a code which was replaced.
CREATE TABLE access_renewals (
    number text COLLATE "C" NOT NULL REFERENCES cases,
    key    text COLLATE "C" NOT NULL,
    PRIMARY KEY (number, key)
);

-- A link is sent by no event, and more than once.
ALTER TABLE letters DROP CONSTRAINT letters_number_seq_code_to_role_key;
CREATE UNIQUE INDEX letters_of_event ON letters (number, seq, code, to_role) WHERE seq > 0;

-- Links: what opens a case once. What stands in the letter follows from the seed and
-- a key that is not here; of that we keep the hash.
CREATE TABLE access_links (
    letter_id  bigint      PRIMARY KEY REFERENCES letters,
    number     text        COLLATE "C" NOT NULL,
    agent      bigint      NOT NULL, -- event that admitted the representative; 0 for the person
    seed       bytea       NOT NULL,
    hash       bytea       NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);

-- Tries: how often somebody has failed to open a case, by case and by network. The
-- keys are keyed hashes: which cases and networks they are, the row does not tell.
CREATE TABLE access_tries (
    kind    text        NOT NULL CHECK (kind IN ('CASE', 'NETWORK')),
    key     bytea       NOT NULL,
    failed  bigint      NOT NULL DEFAULT 0,
    refused bigint      NOT NULL DEFAULT 0, -- tries that came too early to be looked at
    last_at timestamptz NOT NULL,           -- of the failures
    PRIMARY KEY (kind, key)
);

CREATE INDEX access_tries_last ON access_tries (last_at);

-- Asks: when links were asked for in the last hour, by case and by network.
CREATE TABLE link_asks (
    kind    text          NOT NULL CHECK (kind IN ('CASE', 'NETWORK')),
    key     bytea         NOT NULL,
    asked   timestamptz[] NOT NULL,
    granted boolean       NOT NULL, -- the latest was one of them
    last_at timestamptz   NOT NULL,
    PRIMARY KEY (kind, key)
);

CREATE INDEX link_asks_last ON link_asks (last_at);

-- +goose StatementBegin
CREATE FUNCTION last_hour(asked timestamptz[], at timestamptz) RETURNS timestamptz[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(SELECT t FROM unnest(asked) t WHERE t > at - interval '1 hour')
$$;
-- +goose StatementEnd
