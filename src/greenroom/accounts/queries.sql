-- name: insert_account
INSERT INTO accounts (account_id, handle, display_name, plan, suspended_at, suspended_for, created_at)
VALUES (:account_id, :handle, :display_name, :plan, NULL, '', :created_at)

-- name: set_plan
UPDATE accounts SET plan = :plan WHERE account_id = :account_id

-- name: claim_handle
INSERT INTO handles (handle_key, account_id) VALUES (:handle_key, :account_id) ON CONFLICT DO NOTHING

-- name: handle_taken
SELECT 1 FROM handles WHERE handle_key = :handle_key

-- name: account_by_handle
SELECT a.account_id, a.handle, a.display_name, a.plan, a.suspended_at, a.created_at
FROM handles h JOIN accounts a ON a.account_id = h.account_id
WHERE h.handle_key = :handle_key

-- name: account_by_id
SELECT account_id, handle, display_name, plan, suspended_at, created_at FROM accounts WHERE account_id = :account_id

-- name: accounts
SELECT account_id, handle, display_name, plan, suspended_at, created_at FROM accounts ORDER BY account_id

-- name: suspend_account
UPDATE accounts SET suspended_at = :suspended_at, suspended_for = :reason WHERE account_id = :account_id

-- name: delete_account
DELETE FROM accounts WHERE account_id = :account_id

-- name: insert_key
INSERT INTO api_keys (account_id, key_id, digest, label, scopes, created_at, expires_at)
VALUES (:account_id, :key_id, :digest, :label, :scopes, :created_at, :expires_at)

-- name: insert_key_owner
INSERT INTO key_owners (key_id, account_id) VALUES (:key_id, :account_id)

-- name: presented_key
SELECT k.digest, k.scopes, k.expires_at, k.revoked_at, k.last_used_at,
       a.account_id, a.handle, a.plan, a.suspended_at, a.suspended_for
FROM key_owners o
JOIN api_keys k ON k.account_id = o.account_id AND k.key_id = o.key_id
JOIN accounts a ON a.account_id = o.account_id
WHERE o.key_id = :key_id

-- name: key_owner
SELECT account_id FROM key_owners WHERE key_id = :key_id

-- name: keys_of_account
SELECT key_id, account_id, label, scopes, created_at, expires_at, revoked_at, last_used_at
FROM api_keys WHERE account_id = :account_id ORDER BY created_at, key_id

-- name: key_by_id
SELECT key_id, account_id, label, scopes, created_at, expires_at, revoked_at, last_used_at
FROM api_keys WHERE account_id = :account_id AND key_id = :key_id

-- name: revoke_key
UPDATE api_keys SET revoked_at = :revoked_at
WHERE account_id = :account_id AND key_id = :key_id AND revoked_at IS NULL

-- name: touch_key
UPDATE api_keys SET last_used_at = :now WHERE account_id = :account_id AND key_id = :key_id
-- name: forget_answer
DELETE FROM idempotency
WHERE account_id = :account_id AND scope = :scope AND key = :key AND created_at <= :before

-- name: claim_answer
INSERT INTO idempotency (account_id, scope, key, digest, status, body, created_at)
VALUES (:account_id, :scope, :key, :digest, 0, '', :now) ON CONFLICT DO NOTHING

-- name: keep_answer
UPDATE idempotency SET status = :status, body = :body
WHERE account_id = :account_id AND scope = :scope AND key = :key

-- name: answer
SELECT digest, status, body FROM idempotency
WHERE account_id = :account_id AND scope = :scope AND key = :key

-- name: forget_answers
DELETE FROM idempotency WHERE created_at <= :before

-- name: guest
SELECT 1 FROM guests WHERE account_id = :account_id

-- name: insert_guest
INSERT INTO guests (account_id, seen_at) VALUES (:account_id, :now)

-- name: delete_guest
DELETE FROM guests WHERE account_id = :account_id

-- name: idle_guests
SELECT account_id FROM guests WHERE seen_at < :before ORDER BY seen_at LIMIT :most

-- name: operator
SELECT 1 FROM operators WHERE account_id = :account_id

-- name: insert_operator
INSERT INTO operators (account_id) VALUES (:account_id) ON CONFLICT DO NOTHING

-- name: delete_operator
DELETE FROM operators WHERE account_id = :account_id

-- name: operators
SELECT a.account_id, a.handle, a.display_name, a.plan, a.suspended_at, a.created_at
FROM operators o JOIN accounts a ON a.account_id = o.account_id ORDER BY a.account_id

-- name: rename
UPDATE accounts SET handle = :handle, display_name = :display_name WHERE account_id = :account_id

-- name: release_other_handles
DELETE FROM handles WHERE account_id = :account_id AND handle_key <> :handle_key

-- name: identity_owner
SELECT account_id FROM identity_owners WHERE issuer = :issuer AND subject = :subject

-- name: claim_identity
INSERT INTO identity_owners (issuer, subject, account_id) VALUES (:issuer, :subject, :account_id)
ON CONFLICT DO NOTHING

-- name: insert_identity
INSERT INTO identities (account_id, issuer, subject, label, created_at, used_at)
VALUES (:account_id, :issuer, :subject, :label, :now, :now)

-- name: touch_identity
UPDATE identities SET used_at = :now, label = :label
WHERE account_id = :account_id AND issuer = :issuer AND subject = :subject

-- name: identities
SELECT issuer, subject, label, created_at, used_at FROM identities
WHERE account_id = :account_id ORDER BY created_at, issuer, subject

-- name: lock_account (sqlite)
SELECT 1 FROM accounts WHERE account_id = :account_id

-- name: lock_account (postgres)
SELECT 1 FROM accounts WHERE account_id = :account_id FOR UPDATE

-- name: delete_identity
DELETE FROM identities WHERE account_id = :account_id AND issuer = :issuer AND subject = :subject

-- name: release_identity
DELETE FROM identity_owners WHERE account_id = :account_id AND issuer = :issuer AND subject = :subject

-- name: insert_ticket
INSERT INTO tickets (digest, kind, account_id, plan, expires_at)
VALUES (:digest, :kind, :account_id, :plan, :expires_at)

-- name: ticket
SELECT account_id, plan FROM tickets WHERE digest = :digest AND kind = :kind AND expires_at > :now

-- name: delete_ticket
DELETE FROM tickets WHERE digest = :digest

-- name: delete_links
DELETE FROM tickets WHERE account_id = :account_id AND kind = :kind

-- name: forget_tickets
DELETE FROM tickets WHERE expires_at <= :now

-- name: take_bucket (sqlite)
INSERT INTO passing_buckets (bucket, arrival, granted) VALUES (:bucket, :now + :step, 1)
ON CONFLICT (bucket) DO UPDATE SET
  granted = arrival <= excluded.arrival - :step + :room,
  arrival = CASE WHEN arrival <= excluded.arrival - :step + :room
                 THEN max(arrival, excluded.arrival - :step) + :step
                 ELSE min(arrival, excluded.arrival + :room) END
RETURNING arrival, granted, :now

-- name: take_bucket (postgres)
-- The clock is the database's: processes on several machines have one each. It is read before the row is waited for, so
-- that who waited is let in a little later rather than too early.
INSERT INTO passing_buckets AS b (bucket, arrival, granted)
SELECT :bucket::BYTEA, (extract(epoch FROM clock_timestamp()) * 1000000)::BIGINT + :step::BIGINT, 1
ON CONFLICT (bucket) DO UPDATE SET
  granted = CASE WHEN b.arrival <= excluded.arrival - :step::BIGINT + :room::BIGINT THEN 1 ELSE 0 END,
  arrival = CASE WHEN b.arrival <= excluded.arrival - :step::BIGINT + :room::BIGINT
                 THEN greatest(b.arrival, excluded.arrival - :step::BIGINT) + :step::BIGINT
                 ELSE least(b.arrival, excluded.arrival + :room::BIGINT) END
RETURNING arrival, granted, (extract(epoch FROM clock_timestamp()) * 1000000)::BIGINT

-- name: look_at_bucket (sqlite)
SELECT coalesce((SELECT arrival FROM passing_buckets WHERE bucket = :bucket), 0), 1, :now

-- name: look_at_bucket (postgres)
SELECT coalesce((SELECT arrival FROM passing_buckets WHERE bucket = :bucket), 0), 1,
       (extract(epoch FROM clock_timestamp()) * 1000000)::BIGINT

-- name: lower_bucket
UPDATE passing_buckets SET arrival = arrival - :step WHERE bucket = :bucket

-- name: empty_bucket
DELETE FROM passing_buckets WHERE bucket = :bucket

-- name: forget_buckets
DELETE FROM passing_buckets WHERE arrival <= :before

-- name: secret_mark
SELECT mark FROM secret_mark WHERE number = 1

-- name: insert_secret_mark
INSERT INTO secret_mark (number, mark) VALUES (1, :mark) ON CONFLICT DO NOTHING

-- name: delete_secret_mark
DELETE FROM secret_mark WHERE number = 1
