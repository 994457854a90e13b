-- LockUploads lets one upload of a case at a time be counted, until the end of
-- the transaction.
-- name: LockUploads :exec
SELECT pg_advisory_xact_lock(hashtextextended('uploads/' || @number::text, 0));

-- BeginUpload makes room for a file. It does nothing when the case has as many
-- files as it may have.
-- name: BeginUpload :execrows
INSERT INTO uploads (id, number)
SELECT @id, @number
WHERE (SELECT count(*) FROM uploads u WHERE u.number = @number) < @most::bigint;

-- AddChunk keeps a piece of a file.
-- name: AddChunk :exec
INSERT INTO document_chunks (upload, n, sealed) VALUES (@upload, @n, @sealed);

-- FinishUpload notes how large a file is. It does nothing when the files of the
-- case would together be larger than they may be.
-- name: FinishUpload :execrows
UPDATE uploads SET size = @size::bigint
WHERE uploads.id = @id AND (SELECT coalesce(sum(u.size), 0) FROM uploads u WHERE u.number = @number) + @size::bigint <= @most::bigint;

-- DropUpload forgets a file of which no document was made.
-- name: DropUpload :exec
DELETE FROM uploads WHERE uploads.id = @id AND NOT EXISTS (SELECT FROM documents d WHERE d.upload = uploads.id);

-- DropStaleUploads forgets files of which no document was made since an instant.
-- name: DropStaleUploads :execrows
DELETE FROM uploads WHERE uploads.begun_at < @before AND NOT EXISTS (SELECT FROM documents d WHERE d.upload = uploads.id);

-- Chunk reads a piece of a file.
-- name: Chunk :one
SELECT sealed FROM document_chunks WHERE upload = @upload AND n = @n;
