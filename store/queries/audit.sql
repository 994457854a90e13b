-- RunCheckpoint finds the checkpoint that a run has made.
-- name: RunCheckpoint :one
SELECT n, at, previous, heads, root, signature, public_key FROM checkpoints WHERE run = @run;

-- LastCheckpoint reads the latest checkpoint.
-- name: LastCheckpoint :one
SELECT n, at, previous, heads, root, signature, public_key FROM checkpoints ORDER BY n DESC LIMIT 1;

-- Checkpoint reads one checkpoint.
-- name: Checkpoint :one
SELECT n, at, previous, heads, root, signature, public_key FROM checkpoints WHERE n = @n;

-- AddHeads writes down how far the chains have come that have grown since the
-- last checkpoint, and returns them by number.
-- name: AddHeads :many
WITH grown AS (
    INSERT INTO checkpoint_heads (n, number, seq, hash)
    SELECT @n, c.number, e.seq, e.hash
    FROM cases c
    JOIN case_events e ON e.number = c.number AND e.seq = c.version
    WHERE c.version > coalesce((SELECT max(h.seq) FROM checkpoint_heads h WHERE h.number = c.number), 0)
    RETURNING number, seq, hash
)
SELECT number, seq, hash FROM grown ORDER BY number;

-- AddCheckpoint adds a signed checkpoint.
-- name: AddCheckpoint :exec
INSERT INTO checkpoints (n, at, previous, heads, root, signature, public_key, run)
VALUES (@n, @at, @previous, @heads, @root, @signature, @public_key, @run);

-- CaseHeads lists what the checkpoints know of a case, latest first.
-- name: CaseHeads :many
SELECT n, number, seq, hash FROM checkpoint_heads WHERE number = @number ORDER BY n DESC;

-- CheckpointHeads lists the chains of a checkpoint by number.
-- name: CheckpointHeads :many
SELECT number, seq, hash FROM checkpoint_heads WHERE n = @n ORDER BY number;

-- Chain reads the chain of a case.
-- name: Chain :many
SELECT seq, action, transition, actor_role, actor_id, at, recorded_at, facts, from_steps, to_steps, late, key, content, sealed, hash
FROM case_events WHERE number = @number ORDER BY seq;
