-- AddReading records a look at a case, once a minute. It writes nothing for a case
-- that is not there.
-- name: AddReading :exec
INSERT INTO case_reads (number, staff, what, at, read_at, minute)
SELECT c.number, @staff, @what, @at, @read_at, date_trunc('minute', @read_at::timestamptz)
FROM cases c
WHERE c.number = @number
ON CONFLICT (number, staff, what, minute) DO NOTHING;

-- Readings lists the looks at a case before one of them, the latest first.
-- name: Readings :many
SELECT id, staff, what, at, read_at FROM case_reads
WHERE number = @number AND (@before::bigint = 0 OR id < @before::bigint)
ORDER BY id DESC LIMIT @max_rows::bigint;
