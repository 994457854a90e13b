-- LockDraftFiles lets one file of a draft at a time be counted, until the end of the
-- transaction.
-- name: LockDraftFiles :exec
SELECT pg_advisory_xact_lock(hashtextextended('draft_files/' || @draft::text, 0));

-- BeginDraftFile makes room for a file. It does nothing when the draft has as many as
-- it may have.
-- name: BeginDraftFile :execrows
INSERT INTO draft_files (id, draft, wrapped, master)
SELECT @id, @draft, @wrapped, @master
WHERE (SELECT count(*) FROM draft_files f WHERE f.draft = @draft) < @most::bigint;

-- DraftFilesSize is how large the files of all drafts are together, in bytes.
-- name: DraftFilesSize :one
SELECT coalesce(sum(size), 0)::bigint FROM draft_files;

-- AddDraftChunk keeps a piece of a file.
-- name: AddDraftChunk :exec
INSERT INTO draft_chunks (file, n, sealed) VALUES (@file, @n, @sealed);

-- DraftChunk reads a piece of a file.
-- name: DraftChunk :one
SELECT sealed FROM draft_chunks WHERE file = @file AND n = @n;

-- FinishDraftFile notes how large a file is. It does nothing when the files of the
-- draft would together be larger than they may be.
-- name: FinishDraftFile :execrows
UPDATE draft_files SET size = @size::bigint
WHERE draft_files.id = @id
    AND (SELECT coalesce(sum(f.size), 0) FROM draft_files f WHERE f.draft = draft_files.draft) + @size::bigint <= @most::bigint;

-- DescribeDraftFile keeps what is said of a file that is whole.
-- name: DescribeDraftFile :execrows
UPDATE draft_files SET sealed = @sealed WHERE id = @id AND draft = @draft AND size IS NOT NULL;

-- DraftFiles lists the files of a draft that are whole, in the order they came.
-- name: DraftFiles :many
SELECT id, wrapped, sealed, size FROM draft_files WHERE draft = @draft AND sealed IS NOT NULL ORDER BY begun_at, id;

-- DraftFileKey reads the key of a file.
-- name: DraftFileKey :one
SELECT wrapped FROM draft_files WHERE id = @id AND draft = @draft;

-- FilesToMove lists whole files of drafts that were sent, after an identifier.
-- name: FilesToMove :many
SELECT f.id, f.draft, f.wrapped, f.sealed, f.size, d.number
FROM draft_files f
JOIN drafts d ON d.id = f.draft
WHERE d.number IS NOT NULL AND f.sealed IS NOT NULL AND f.id > @after
ORDER BY f.id LIMIT @max_rows::bigint;

-- DropDraftFile forgets a file.
-- name: DropDraftFile :exec
DELETE FROM draft_files WHERE id = @id;

-- DropStaleDraftFiles forgets files that are not whole since an instant.
-- name: DropStaleDraftFiles :execrows
DELETE FROM draft_files WHERE begun_at < @before AND sealed IS NULL;

-- DraftFileKeys lists the keys of files after an identifier that another master key
-- than the first has wrapped.
-- name: DraftFileKeys :many
SELECT id, wrapped FROM draft_files WHERE id > @after AND master <> @master ORDER BY id LIMIT @max_rows::bigint;

-- RewrapDraftFileKeys puts keys that were wrapped anew in the place of the old ones.
-- name: RewrapDraftFileKeys :execrows
UPDATE draft_files f SET wrapped = n.wrapped, master = @master
FROM (SELECT unnest(@ids::text[]) AS id, unnest(@wrapped::bytea[]) AS wrapped, unnest(@was::bytea[]) AS was) n
WHERE f.id = n.id AND f.wrapped = n.was;
