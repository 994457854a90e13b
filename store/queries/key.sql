-- CaseKey reads the wrapped key of a case; no row when the case is erased or unknown.
-- name: CaseKey :one
SELECT wrapped FROM case_keys WHERE number = @number;

-- AddInstallationKey adds a secret unless there is one of the name.
-- name: AddInstallationKey :exec
INSERT INTO installation_keys (name, wrapped, master) VALUES (@name, @wrapped, @master) ON CONFLICT (name) DO NOTHING;

-- InstallationKey reads a secret.
-- name: InstallationKey :one
SELECT wrapped FROM installation_keys WHERE name = @name;

-- InstallationKeys lists the secrets that another master key than the first has wrapped.
-- name: InstallationKeys :many
SELECT name, wrapped FROM installation_keys WHERE master <> @master ORDER BY name;

-- RewrapInstallationKey puts a secret that was wrapped anew in the place of the old one.
-- name: RewrapInstallationKey :execrows
UPDATE installation_keys SET wrapped = @wrapped, master = @master WHERE name = @name AND wrapped = @was;

-- CaseKeys lists the keys of cases after a number that another master key than the
-- first has wrapped.
-- name: CaseKeys :many
SELECT number, wrapped FROM case_keys WHERE number > @after AND master <> @master ORDER BY number LIMIT @max_rows::bigint;

-- RewrapCaseKeys puts keys that were wrapped anew in the place of the old ones; a
-- key that was destroyed meanwhile stays so.
-- name: RewrapCaseKeys :execrows
UPDATE case_keys k SET wrapped = n.wrapped, master = @master
FROM (SELECT unnest(@numbers::text[]) AS number, unnest(@wrapped::bytea[]) AS wrapped, unnest(@was::bytea[]) AS was) n
WHERE k.number = n.number AND k.wrapped = n.was;

-- MasterKeysInUse lists the master keys that have wrapped something.
-- name: MasterKeysInUse :many
SELECT master, sum(keys)::bigint AS keys
FROM (
    SELECT master, count(*) AS keys FROM case_keys GROUP BY master
    UNION ALL
    SELECT master, count(*) AS keys FROM installation_keys GROUP BY master
    UNION ALL
    SELECT master, count(*) AS keys FROM drafts WHERE wrapped IS NOT NULL GROUP BY master
    UNION ALL
    SELECT master, count(*) AS keys FROM draft_files GROUP BY master
) k
GROUP BY master ORDER BY master;
