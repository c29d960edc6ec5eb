-- name: insert
INSERT INTO passwords (account_id, hash, recovery, changed_at) VALUES (:account_id, :hash, :recovery, :now)

-- name: password
SELECT hash, recovery FROM passwords WHERE account_id = :account_id

-- name: update_hash
UPDATE passwords SET hash = :hash, changed_at = :now WHERE account_id = :account_id

-- name: update_recovery
UPDATE passwords SET recovery = :recovery WHERE account_id = :account_id

-- name: recover
UPDATE passwords SET hash = :hash, recovery = :recovery, changed_at = :now
WHERE account_id = :account_id AND recovery = :old

-- name: delete
DELETE FROM passwords WHERE account_id = :account_id
