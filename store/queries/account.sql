-- AddAccount adds an account.
-- name: AddAccount :one
INSERT INTO staff (name, email, role, password_hash, demo, entities, queues) VALUES (@name, @email, @role, @password_hash, @demo, @entities, @queues)
RETURNING id;

-- Accounts lists accounts with what else is told about them: all, or the one
-- of a number.
-- name: Accounts :many
SELECT sqlc.embed(s),
    (SELECT count(*) FROM passkeys p WHERE p.staff_id = s.id)::int AS passkeys,
    (SELECT count(*) FROM recovery_codes r WHERE r.staff_id = s.id AND r.used_at IS NULL)::int AS recovery_left,
    coalesce((SELECT max(i.expires_at) FROM invitations i WHERE i.staff_id = s.id AND i.used_at IS NULL), 'epoch')::timestamptz AS invited_until
FROM staff s
WHERE sqlc.arg(id)::bigint = 0 OR s.id = sqlc.arg(id)
ORDER BY lower(s.name);

-- AccountIDByHandle finds the owner of passkeys.
-- name: AccountIDByHandle :one
SELECT id FROM staff WHERE handle = @handle;

-- AccountIDByInvitation finds who may set up an account with a code.
-- name: AccountIDByInvitation :one
SELECT i.staff_id FROM invitations i JOIN staff s ON s.id = i.staff_id
WHERE i.hash = @hash AND i.used_at IS NULL AND i.expires_at > @at AND s.disabled_at IS NULL;

-- LockAccounts makes changes of accounts wait for each other, so that the last
-- administrator stays.
-- name: LockAccounts :exec
SELECT pg_advisory_xact_lock(7326);

-- UsableAdministrators counts who can administer accounts, but for one.
-- name: UsableAdministrators :one
SELECT count(*) FROM staff WHERE role = 'administrator' AND disabled_at IS NULL AND (password_hash <> '' OR issuer <> '') AND id <> @id;

-- SetRole gives another role.
-- name: SetRole :execrows
UPDATE staff SET role = @role, version = version + 1 WHERE id = @id AND role <> @role;

-- Disable takes an account out of use.
-- name: Disable :execrows
UPDATE staff SET disabled_at = @at, version = version + 1 WHERE id = @id AND disabled_at IS NULL;

-- Enable takes it into use again.
-- name: Enable :execrows
UPDATE staff SET disabled_at = NULL, version = version + 1 WHERE id = @id AND disabled_at IS NOT NULL;

-- ClearAccount takes password and authenticator app away.
-- name: ClearAccount :execrows
UPDATE staff SET password_hash = '', totp = NULL, totp_step = 0, version = version + 1 WHERE id = @id AND NOT demo;

-- SetUpAccount writes what its owner has chosen.
-- name: SetUpAccount :execrows
UPDATE staff SET password_hash = @password_hash, totp = sqlc.narg(totp), totp_step = @totp_step, version = version + 1 WHERE id = @id AND NOT demo;

-- SetPassword writes another password.
-- name: SetPassword :execrows
UPDATE staff SET password_hash = @password_hash, version = version + 1 WHERE id = @id AND version = @version AND NOT demo;

-- Rehash writes the same password as hashed anew.
-- name: Rehash :exec
UPDATE staff SET password_hash = @fresh WHERE id = @id AND password_hash = @old;

-- SetTOTP writes the secret of an authenticator app, or takes it away.
-- name: SetTOTP :execrows
UPDATE staff SET totp = sqlc.narg(totp), totp_step = @totp_step WHERE id = @id AND NOT demo;

-- UseTOTP uses up the code of a step and of all before it.
-- name: UseTOTP :execrows
UPDATE staff SET totp_step = @step WHERE id = @id AND totp_step < @step AND totp IS NOT NULL;

-- AddInvitation invites a person to set up an account.
-- name: AddInvitation :exec
INSERT INTO invitations (hash, staff_id, expires_at) VALUES (@hash, @staff_id, @expires_at);

-- UseInvitation uses up one invitation.
-- name: UseInvitation :one
UPDATE invitations i SET used_at = @at FROM staff s
WHERE i.hash = @hash AND i.used_at IS NULL AND i.expires_at > @at AND s.id = i.staff_id AND s.disabled_at IS NULL
RETURNING i.staff_id;

-- WithdrawInvitations uses up all invitations of an account.
-- name: WithdrawInvitations :exec
UPDATE invitations SET used_at = @at WHERE staff_id = @staff_id AND used_at IS NULL;

-- AddPasskey adds a passkey.
-- name: AddPasskey :exec
INSERT INTO passkeys (id, staff_id, name, credential, added_at) VALUES (@id, @staff_id, @name, @credential, @added_at);

-- Passkeys lists the passkeys of an account.
-- name: Passkeys :many
SELECT * FROM passkeys WHERE staff_id = @staff_id ORDER BY added_at, id;

-- UsePasskey writes the counter and the last use of a passkey.
-- name: UsePasskey :exec
UPDATE passkeys SET credential = @credential, used_at = @at WHERE id = @id;

-- DropPasskey takes a passkey away.
-- name: DropPasskey :execrows
DELETE FROM passkeys WHERE staff_id = @staff_id AND id = @id;

-- DropPasskeys takes all passkeys of an account away.
-- name: DropPasskeys :exec
DELETE FROM passkeys WHERE staff_id = @staff_id;

-- DropRecoveryCodes forgets the recovery codes of an account.
-- name: DropRecoveryCodes :exec
DELETE FROM recovery_codes WHERE staff_id = @staff_id;

-- AddRecoveryCodes adds recovery codes.
-- name: AddRecoveryCodes :exec
INSERT INTO recovery_codes (staff_id, hash) SELECT @staff_id, unnest(@hashes::bytea[]);

-- UseRecoveryCode uses up a recovery code.
-- name: UseRecoveryCode :execrows
UPDATE recovery_codes SET used_at = @at WHERE staff_id = @staff_id AND hash = @hash AND used_at IS NULL;

-- OpenSession signs a member of staff in, unless the account has changed since
-- it was looked at. It waits for a change that is under way, and a change waits for
-- it, so that what ends all sessions finds this one too.
-- name: OpenSession :execrows
INSERT INTO staff_sessions (id, staff_id, method, network, opened_at, seen_at, proven_at, expires_at)
SELECT @session, s.id, @method, @network, @at::timestamptz, @at, @proven_at, @expires_at FROM staff s
WHERE s.id = @id AND s.version = @version AND s.disabled_at IS NULL
FOR SHARE OF s;

-- Session finds who is signed in.
-- name: Session :one
SELECT sqlc.embed(v), sqlc.embed(s) FROM staff_sessions v JOIN staff s ON s.id = v.staff_id
WHERE v.id = @session AND v.ended_at IS NULL AND v.expires_at > @at AND v.seen_at > @idle AND s.disabled_at IS NULL;

-- SeeSession notes that a session is in use.
-- name: SeeSession :exec
UPDATE staff_sessions SET seen_at = @at WHERE id = @session AND seen_at < @at;

-- ProveSession notes that a factor was shown.
-- name: ProveSession :exec
UPDATE staff_sessions SET proven_at = @at WHERE id = @session;

-- Sessions lists where a member of staff is signed in.
-- name: Sessions :many
SELECT * FROM staff_sessions
WHERE staff_id = @staff_id AND ended_at IS NULL AND expires_at > @at AND seen_at > @idle
ORDER BY seen_at DESC, id;

-- EndSession ends one session of a member of staff.
-- name: EndSession :execrows
UPDATE staff_sessions SET ended_at = @at WHERE staff_id = @staff_id AND id = @session AND ended_at IS NULL;

-- EndSessions ends all sessions of a member of staff but one.
-- name: EndSessions :execrows
UPDATE staff_sessions SET ended_at = @at WHERE staff_id = @staff_id AND id <> @but AND ended_at IS NULL;

-- DropOldSessions forgets sessions that are long over.
-- name: DropOldSessions :exec
DELETE FROM staff_sessions WHERE expires_at < @before;

-- Tokens lists the tokens of all staff.
-- name: Tokens :many
SELECT id, staff_id, created_at, expires_at, revoked_at FROM tokens ORDER BY id;

-- RevokeTokenByID ends a token before its time.
-- name: RevokeTokenByID :one
UPDATE tokens SET revoked_at = coalesce(revoked_at, @at) WHERE id = @id RETURNING staff_id;

-- RevokeTokens ends all tokens of a member of staff.
-- name: RevokeTokens :exec
UPDATE tokens SET revoked_at = @at WHERE staff_id = @staff_id AND revoked_at IS NULL;

-- CountTry counts a try as failed before it is made, unless the counter has to
-- wait; a day without a try forgets the earlier ones. Waits are in seconds.
-- name: CountTry :execrows
INSERT INTO tries AS t (key, failed, last_at, next_at)
VALUES (sqlc.arg(key), 1, sqlc.arg(at), sqlc.arg(at)::timestamptz + sqlc.arg(once)::float8 * interval '1 second')
ON CONFLICT (key) DO UPDATE SET
    failed = CASE WHEN t.last_at < sqlc.arg(forget) THEN 1 ELSE t.failed + 1 END,
    last_at = sqlc.arg(at),
    next_at = sqlc.arg(at)::timestamptz + interval '1 second' * CASE
        WHEN t.last_at < sqlc.arg(forget) THEN sqlc.arg(once)::float8
        WHEN t.failed + 1 < sqlc.arg(free)::int THEN 0
        ELSE least(sqlc.arg(longest)::float8, sqlc.arg(wait)::float8 * 2.0 ^ least(t.failed + 1 - sqlc.arg(free)::int, 30))
    END
WHERE t.next_at <= sqlc.arg(at)::timestamptz;

-- NextTry says when a counter allows the next try.
-- name: NextTry :one
SELECT next_at FROM tries WHERE key = @key;

-- DropTry forgets a counter.
-- name: DropTry :exec
DELETE FROM tries WHERE key = @key;

-- GiveBackTry takes one try back that has not failed.
-- name: GiveBackTry :exec
UPDATE tries SET failed = greatest(failed - 1, 0), next_at = least(next_at, @at::timestamptz) WHERE key = @key;

-- DropOldTries forgets some counters that have been still for long.
-- name: DropOldTries :exec
DELETE FROM tries WHERE key IN (SELECT o.key FROM tries o WHERE o.last_at < @before ORDER BY o.last_at LIMIT 20 FOR UPDATE SKIP LOCKED);

-- AddAccountEvent notes what happened to an account.
-- name: AddAccountEvent :exec
INSERT INTO account_events (at, kind, staff_id, by_actor, detail, network) VALUES (@at, @kind, sqlc.narg(staff_id), @by_actor, @detail, @network);

-- AccountEvents lists what happened to accounts, newest first, before an entry.
-- name: AccountEvents :many
SELECT * FROM account_events WHERE id < @before ORDER BY id DESC LIMIT @max;
