-- name: insert
INSERT INTO sessions (account_id, session_id, way, agent, created_at, seen_at, idle_at, expires_at)
VALUES (:account_id, :session_id, :way, :agent, :now, :now, :idle_at, :expires_at)

-- name: insert_token
INSERT INTO session_tokens (digest, account_id, session_id) VALUES (:digest, :account_id, :session_id)

-- name: presented
SELECT s.session_id, s.account_id, a.handle, a.display_name, a.plan,
       EXISTS (SELECT 1 FROM guests g WHERE g.account_id = a.account_id),
       EXISTS (SELECT 1 FROM operators o WHERE o.account_id = a.account_id),
       s.way, s.agent, s.created_at, s.seen_at, s.expires_at, s.idle_at, a.suspended_at, a.suspended_for
FROM session_tokens t
JOIN sessions s ON s.account_id = t.account_id AND s.session_id = t.session_id
JOIN accounts a ON a.account_id = t.account_id
WHERE t.digest = :digest

-- name: of_account
SELECT s.session_id, s.account_id, a.handle, a.display_name, a.plan,
       EXISTS (SELECT 1 FROM guests g WHERE g.account_id = a.account_id),
       EXISTS (SELECT 1 FROM operators o WHERE o.account_id = a.account_id),
       s.way, s.agent, s.created_at, s.seen_at, s.expires_at, s.idle_at, a.suspended_at, a.suspended_for
FROM sessions s JOIN accounts a ON a.account_id = s.account_id
WHERE s.account_id = :account_id AND s.idle_at > :now AND s.expires_at > :now
ORDER BY s.seen_at DESC, s.session_id DESC

-- name: touch
UPDATE sessions SET seen_at = :now, idle_at = :idle_at WHERE account_id = :account_id AND session_id = :session_id

-- name: touch_guest
UPDATE guests SET seen_at = :now WHERE account_id = :account_id

-- name: delete
DELETE FROM sessions WHERE account_id = :account_id AND session_id = :session_id

-- name: delete_others
DELETE FROM sessions WHERE account_id = :account_id AND session_id <> :session_id

-- name: forget_ended
DELETE FROM sessions WHERE idle_at <= :now OR expires_at <= :now

-- name: insert_key
INSERT INTO session_keys (account_id, key_id, session_id, expires_at)
VALUES (:account_id, :key_id, :session_id, :expires_at)

-- name: keys_of
SELECT key_id FROM session_keys WHERE account_id = :account_id AND session_id = :session_id

-- name: keys_of_others
SELECT key_id FROM session_keys WHERE account_id = :account_id AND session_id <> :session_id

-- name: ended_keys
SELECT account_id, key_id FROM session_keys WHERE expires_at <= :now

-- name: delete_key
DELETE FROM api_keys WHERE account_id = :account_id AND key_id = :key_id

-- name: delete_key_owner
DELETE FROM key_owners WHERE account_id = :account_id AND key_id = :key_id
