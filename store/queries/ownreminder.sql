-- AddOwnReminder keeps a day on which somebody wants to be reminded. It does nothing
-- for one that is there, nor when they have as many to come as they may have.
-- name: AddOwnReminder :execrows
INSERT INTO own_reminders (id, number, agent, day, due_at, sealed)
SELECT @id, k.number, @agent::bigint, @day, @due_at, @sealed
FROM case_keys k
WHERE k.number = @number
    AND (SELECT count(*) FROM own_reminders r WHERE r.number = @number AND r.agent = @agent::bigint AND r.letter_id IS NULL) < @most::bigint
FOR SHARE OF k
ON CONFLICT (id) DO NOTHING;

-- HasOwnReminder reports whether a reminder is there.
-- name: HasOwnReminder :one
SELECT EXISTS (SELECT FROM own_reminders r WHERE r.id = @id);

-- OwnReminders lists the reminders that somebody has set on a case, by day.
-- name: OwnReminders :many
SELECT r.id, r.day, r.due_at, r.sealed, k.wrapped, (r.letter_id IS NOT NULL)::boolean AS reminded
FROM own_reminders r
LEFT JOIN case_keys k ON k.number = r.number
WHERE r.number = @number AND r.agent = @agent
ORDER BY r.day, r.made_at, r.id;

-- DropOwnReminder forgets a reminder, unless its letter is on its way.
-- name: DropOwnReminder :execrows
DELETE FROM own_reminders r
WHERE r.id = @id AND r.number = @number AND r.agent = @agent
    AND NOT EXISTS (SELECT FROM letters l WHERE l.id = r.letter_id AND l.status IN ('PENDING', 'CLAIMED'));

-- SendOwnReminder writes the letter of one reminder whose morning has come. Others
-- that do the same at this moment take another one.
-- name: SendOwnReminder :execrows
WITH due AS (
    SELECT o.id, o.number, o.agent FROM own_reminders o
    WHERE o.letter_id IS NULL AND o.due_at <= @at
    ORDER BY o.due_at, o.id LIMIT 1
    FOR UPDATE SKIP LOCKED
), letter AS (
    INSERT INTO letters (number, seq, code, to_role, rule, rung)
    SELECT due.number, 0, 'REMIND-OWN', CASE due.agent WHEN 0 THEN 'complainant' ELSE 'representative' END, '', 0 FROM due
    RETURNING id
)
UPDATE own_reminders r SET letter_id = letter.id
FROM due, letter
WHERE r.id = due.id;

-- ReminderOf reads whose reminder a letter is.
-- name: ReminderOf :one
SELECT agent FROM own_reminders WHERE letter_id = @letter_id::bigint;
