-- StaffBySubject finds who signs in by OpenID Connect.
-- name: StaffBySubject :one
SELECT * FROM staff WHERE issuer = @issuer AND subject = @subject;

-- LocalStaffByEmail finds a member of staff who does not, by address.
-- name: LocalStaffByEmail :one
SELECT * FROM staff WHERE lower(email) = lower(@email) AND email <> '' AND issuer = '' AND NOT demo;

-- RenewProvided brings who signs in by OpenID Connect up to what the provider
-- says. What they signed in with before is gone.
-- name: RenewProvided :one
UPDATE staff SET
    name = @name, email = @email, role = @role, entities = @entities, queues = @queues, issuer = @issuer, subject = @subject,
    password_hash = '', totp = NULL, totp_step = 0, version = version + (role <> @role OR issuer = '')::int
WHERE id = @id
RETURNING *;

-- OutdateProvided makes what was read of an account before out of date, so that no
-- sign-in that is under way ends well.
-- name: OutdateProvided :one
UPDATE staff SET version = version + 1 WHERE issuer = @issuer AND subject = @subject RETURNING id;

-- AddProvided adds who signs in by OpenID Connect for the first time.
-- name: AddProvided :one
INSERT INTO staff (name, email, role, password_hash, entities, queues, issuer, subject)
VALUES (@name, @email, @role, '', @entities, @queues, @issuer, @subject)
RETURNING *;

-- ScopeStaff sets which cases a member of staff works on.
-- name: ScopeStaff :one
UPDATE staff SET entities = @entities, queues = @queues WHERE lower(name) = lower(@name)
RETURNING *;

-- MailInScope lists the addresses of those who have a role and work on a case.
-- name: MailInScope :many
SELECT email FROM staff
WHERE role = @role AND email <> '' AND disabled_at IS NULL
    AND (entities = '{}' OR @entity::text = ANY(entities)) AND (queues = '{}' OR @queue::text = ANY(queues))
ORDER BY id;
