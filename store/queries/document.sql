-- AddDocument makes a document of an upload, once. It does nothing when the
-- identifier is taken.
-- name: AddDocument :execrows
INSERT INTO documents (id, number, sealed, type, size, sha256, by_role, added_at, key, upload)
SELECT @id, @number, @sealed, @type, @size, @sha256, @by_role, @added_at, @key, u.id
FROM uploads u
WHERE u.id = @upload AND u.number = @number AND u.size = @size
ON CONFLICT (id) DO NOTHING;

-- Document reads what a document of a case is, and where its content is.
-- name: Document :one
SELECT d.id, d.sealed, k.wrapped, d.type, d.size, d.sha256, d.by_role, d.added_at, d.upload
FROM documents d
LEFT JOIN case_keys k ON k.number = d.number
WHERE d.number = @number AND d.id = @id;
