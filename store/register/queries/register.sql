-- LockEntries lets one writer in at a time, for the chain; readers go on. Locking the
-- table would ask for the right to change it.
-- name: LockEntries :exec
SELECT pg_advisory_xact_lock(7327);

-- Has tells whether a case is in the register.
-- name: Has :one
SELECT EXISTS (SELECT FROM destroyed_keys WHERE number = @number);

-- LastEntry reads where the chain ends.
-- name: LastEntry :one
SELECT seq, hash FROM destroyed_keys ORDER BY seq DESC LIMIT 1;

-- AddEntry adds an entry to the chain.
-- name: AddEntry :exec
INSERT INTO destroyed_keys (seq, number, ground, at, hash) VALUES (@seq, @number, @ground, @at, @hash);

-- Entries lists entries after a place.
-- name: Entries :many
SELECT seq, number, ground, at, hash FROM destroyed_keys WHERE seq > @after ORDER BY seq LIMIT @max_rows::bigint;

-- HashOf reads the hash of one entry.
-- name: HashOf :one
SELECT hash FROM destroyed_keys WHERE seq = @seq;

-- Known lists those of the numbers that are in the register.
-- name: Known :many
SELECT number FROM destroyed_keys WHERE number = ANY(@numbers::text[]);
