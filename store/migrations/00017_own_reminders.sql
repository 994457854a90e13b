-- Own reminders: days on which the person, or a representative, wants to be reminded
-- of the case, each with a word for themselves. The word is sealed, and no letter
-- carries it.

-- +goose Up

CREATE TABLE own_reminders (
    id        text        COLLATE "C" PRIMARY KEY, -- follows from the key of the form
    number    text        COLLATE "C" NOT NULL REFERENCES cases,
    agent     bigint      NOT NULL,        -- event that admitted the representative whose it is; 0 for the person's
    day       date        NOT NULL,        -- in their zone
    due_at    timestamptz NOT NULL,        -- the morning of that day, real time
    sealed    bytea,                       -- the word; null for none
    letter_id bigint      REFERENCES letters, -- that has reminded; null before
    made_at   timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX own_reminders_case ON own_reminders (number);
CREATE INDEX own_reminders_due ON own_reminders (due_at) WHERE letter_id IS NULL;
CREATE INDEX own_reminders_letter ON own_reminders (letter_id) WHERE letter_id IS NOT NULL;

ALTER TABLE own_reminders ALTER COLUMN sealed SET STORAGE EXTERNAL; -- what is sealed cannot be compressed
