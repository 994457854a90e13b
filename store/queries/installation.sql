-- Install writes the installation at its first use.
-- name: Install :exec
INSERT INTO installation (day_length) VALUES (@day_length) ON CONFLICT (only_row) DO NOTHING;

-- Installation reads the installation.
-- name: Installation :one
SELECT id, epoch, day_length FROM installation;
