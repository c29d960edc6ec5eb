-- name: claim
INSERT INTO imports (account_id, sha256, place, imported_at) VALUES (:account_id, :sha256, :place, :now)
ON CONFLICT DO NOTHING

-- name: settle
UPDATE imports SET character_id = :character_id, thread_id = :thread_id
WHERE account_id = :account_id AND sha256 = :sha256 AND place = :place

-- name: claimed
SELECT character_id, thread_id FROM imports
WHERE account_id = :account_id AND sha256 = :sha256 AND place = :place

-- name: leave
DELETE FROM imports WHERE account_id = :account_id AND character_id = :character_id AND thread_id IS NULL

-- name: begun
SELECT 1 FROM originals WHERE account_id = :account_id LIMIT 1

-- name: date_message
UPDATE messages SET created_at = :created_at
WHERE account_id = :account_id AND thread_id = :thread_id AND message_id = :message_id

-- name: date_thread
UPDATE threads SET created_at = :created_at, updated_at = :updated_at
WHERE account_id = :account_id AND thread_id = :thread_id
