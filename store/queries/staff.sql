-- AddStaff adds a member of staff.
-- name: AddStaff :one
INSERT INTO staff (name, email, role, password_hash, entities, queues)
VALUES (@name, @email, @role, @password_hash, @entities, @queues)
RETURNING *;

-- StaffByID finds a member of staff in office.
-- name: StaffByID :one
SELECT * FROM staff WHERE id = @id AND disabled_at IS NULL;

-- StaffByName finds a member of staff by name, in either case.
-- name: StaffByName :one
SELECT * FROM staff WHERE lower(name) = lower(@name);

-- StaffByEmail finds a member of staff by e-mail address, in either case.
-- name: StaffByEmail :one
SELECT * FROM staff WHERE lower(email) = lower(@email);

-- AllStaff lists all staff.
-- name: AllStaff :many
SELECT * FROM staff ORDER BY lower(name);

-- AddToken adds a token of a program.
-- name: AddToken :exec
INSERT INTO tokens (hash, staff_id, expires_at) VALUES (@hash, @staff_id, @expires_at);

-- RevokeToken ends a token before its time.
-- name: RevokeToken :execrows
UPDATE tokens SET revoked_at = coalesce(revoked_at, now()) WHERE hash = @hash;

-- StaffByToken finds whose token it is, while it is valid.
-- name: StaffByToken :one
SELECT s.*
FROM tokens t
JOIN staff s ON s.id = t.staff_id
WHERE t.hash = @hash AND t.expires_at > now() AND t.revoked_at IS NULL AND s.disabled_at IS NULL;
