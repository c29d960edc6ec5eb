-- name: note
INSERT INTO audit (audit_id, moment, account_id, actor_id, act, about)
VALUES (:audit_id, :moment, :account_id, :actor_id, :act, :about)

-- name: of_account
SELECT audit_id, moment, account_id, actor_id, act, about FROM audit
WHERE (account_id = :account_id OR actor_id = :account_id) AND audit_id < :before
ORDER BY audit_id DESC LIMIT :most

-- name: own
SELECT audit_id, moment, account_id, actor_id, act, about FROM audit
WHERE (account_id = :account_id OR actor_id = :account_id) AND audit_id < :before
  AND (act NOT IN ('character reported', 'account reported') OR COALESCE(actor_id, '') = :account_id)
ORDER BY audit_id DESC LIMIT :most

-- name: page
SELECT audit_id, moment, account_id, actor_id, act, about FROM audit
WHERE audit_id < :before ORDER BY audit_id DESC LIMIT :most

-- name: forget_subject
UPDATE audit SET account_id = NULL, actor_id = NULL, about = '' WHERE account_id = :account_id

-- name: forget_actor
UPDATE audit SET actor_id = NULL, about = '' WHERE actor_id = :account_id

-- name: forget_old
DELETE FROM audit WHERE moment < :before
