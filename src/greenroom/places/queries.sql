-- name: insert_container
INSERT INTO containers (account_id, kind, container, name, title, created_at)
VALUES (:account_id, :kind, :container, :name, :title, :now) ON CONFLICT DO NOTHING

-- name: container
SELECT kind, name, title, created_at FROM containers
WHERE account_id = :account_id AND kind = :kind AND container = :container

-- name: delete_container
DELETE FROM containers WHERE account_id = :account_id AND kind = :kind AND container = :container

-- name: containers
SELECT kind, name, title, created_at FROM containers WHERE account_id = :account_id ORDER BY kind, container
