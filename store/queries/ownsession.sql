-- OpenOwnSession notes that a case is open somewhere.
-- name: OpenOwnSession :exec
INSERT INTO own_sessions (id, number, agent, opened_at, seen_at, expires_at) VALUES (@id, @number, @agent, @at, @at, @expires_at);

-- OwnSession tells when a session was last seen that nobody has ended. That it is not
-- over either is for the session itself to know.
-- name: OwnSession :one
SELECT seen_at FROM own_sessions WHERE id = @id AND number = @number AND agent = @agent;

-- SeeOwnSession notes that a session is in use.
-- name: SeeOwnSession :exec
UPDATE own_sessions SET seen_at = @at WHERE id = @id AND seen_at < @at;

-- OwnSessions lists where a case is open for the person, agent 0, or for a
-- representative, the last used first.
-- name: OwnSessions :many
SELECT id, opened_at, seen_at FROM own_sessions
WHERE number = @number AND agent = @agent AND expires_at > @at
ORDER BY seen_at DESC, id;

-- EndOwnSession ends one of them.
-- name: EndOwnSession :exec
DELETE FROM own_sessions WHERE number = @number AND agent = @agent AND id = @id;

-- EndOwnSessions ends all of them but one.
-- name: EndOwnSessions :exec
DELETE FROM own_sessions WHERE number = @number AND agent = @agent AND id <> @but;

-- ForgetOwnSessions removes some that are over.
-- name: ForgetOwnSessions :exec
DELETE FROM own_sessions WHERE id IN (
    SELECT o.id FROM own_sessions o WHERE o.expires_at < @before ORDER BY o.expires_at LIMIT 20 FOR UPDATE SKIP LOCKED
);
