-- AddDocument adds a document with its content, once. It does nothing when the
-- identifier is taken.
-- name: AddDocument :execrows
WITH added AS (
    INSERT INTO documents (id, number, sealed, type, size, sha256, by_role, added_at, key)
    VALUES (@id, @number, @sealed, @type, @size, @sha256, @by_role, @added_at, @key)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
)
INSERT INTO document_contents (id, content) SELECT added.id, @content FROM added;

-- Document reads a document of a case with its content.
-- name: Document :one
SELECT d.id, d.sealed, k.wrapped, d.type, d.size, d.sha256, d.by_role, d.added_at, t.content
FROM documents d
JOIN document_contents t ON t.id = d.id
LEFT JOIN case_keys k ON k.number = d.number
WHERE d.number = @number AND d.id = @id;
