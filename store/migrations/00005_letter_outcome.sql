-- How the case ended, as the letter that tells it must say: a case can be opened
-- again before its letter goes out.

-- +goose Up

ALTER TABLE letters ADD COLUMN outcome text NOT NULL DEFAULT '';
