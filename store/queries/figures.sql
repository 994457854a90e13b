-- Tallies counts cases by the stretch of a year in which something of theirs falls,
-- 1 January to 31 July or 1 August to 31 December, by the clock where the case is
-- received. It reads facts only, so that an erased case is counted as before.
-- name: Tallies :many
WITH c AS (
    SELECT
        number,
        outcome,
        coalesce(state #>> '{facts,kind}', '') AS kind,
        coalesce(state #>> '{facts,person_type}', '') AS person_type,
        coalesce(state #> '{facts,principles}', '[]') AS principles,
        coalesce(nullif(state #>> '{facts,place,zone}', ''), 'UTC') AS zone,
        received_at,
        closed_at
    FROM cases
), sent AS (
    SELECT DISTINCT ON (e.number)
        e.number,
        e.seq,
        (e.at AT TIME ZONE c.zone)::date AS day,
        (c.received_at AT TIME ZONE c.zone)::date AS received
    FROM case_events e
    JOIN c ON c.number = e.number
    WHERE e.action = 'response.sent'
    ORDER BY e.number, e.seq
), counted AS (
    SELECT (received_at AT TIME ZONE zone)::date AS day, 'received' AS measure, CASE kind WHEN '' THEN 'COMPLAINT' ELSE kind END AS code FROM c
    UNION ALL
    SELECT (received_at AT TIME ZONE zone)::date, 'person_type', person_type FROM c
    UNION ALL
    SELECT (c.received_at AT TIME ZONE c.zone)::date, 'principles', p.code
    FROM c CROSS JOIN LATERAL jsonb_array_elements_text(c.principles) AS p (code)
    WHERE c.kind = ''
    UNION ALL
    SELECT day, 'days', (day - received)::text FROM sent
    UNION ALL
    SELECT s.day, 'remedies', r.code
    FROM sent s
    CROSS JOIN LATERAL (
        SELECT d.facts ->> 'remedies' AS list FROM case_events d
        WHERE d.number = s.number AND d.action = 'response.drafted' AND d.seq < s.seq
        ORDER BY d.seq DESC LIMIT 1
    ) AS d
    CROSS JOIN LATERAL unnest(string_to_array(d.list, ',')) AS r (code)
    UNION ALL
    SELECT (closed_at AT TIME ZONE zone)::date, CASE kind WHEN '' THEN 'outcome' ELSE 'request_outcome' END, outcome
    FROM c
    WHERE closed_at IS NOT NULL AND outcome <> ''
)
SELECT
    (date_trunc('year', day) + CASE WHEN extract(month FROM day) < 8 THEN interval '0 months' ELSE interval '7 months' END)::date AS stretch,
    measure::text AS measure,
    code::text AS code,
    count(*)::bigint AS n
FROM counted
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;
