-- name: note
INSERT INTO audit (audit_id, moment, account_id, actor_id, key_id, act, about)
VALUES (:audit_id, :moment, :account_id, :actor_id, :key_id, :act, :about)

-- name: of_account
-- Each of two indexes is read from its end: an OR would sort all that an account ever did. What others reported, if asked for.
WITH done_to_it AS (
  SELECT audit_id, moment, account_id, actor_id, key_id, act, about FROM audit
  WHERE account_id = :account_id AND audit_id < :before
    AND (:reports = 1 OR act NOT IN ('character reported', 'account reported') OR COALESCE(actor_id, '') = :account_id)
  ORDER BY audit_id DESC LIMIT :most
), done_by_it AS (
  SELECT audit_id, moment, account_id, actor_id, key_id, act, about FROM audit
  WHERE actor_id = :account_id AND audit_id < :before
  ORDER BY audit_id DESC LIMIT :most
)
SELECT audit_id, moment, account_id, actor_id, key_id, act, about FROM done_to_it
UNION
SELECT audit_id, moment, account_id, actor_id, key_id, act, about FROM done_by_it
ORDER BY audit_id DESC LIMIT :most

-- name: page
SELECT audit_id, moment, account_id, actor_id, key_id, act, about FROM audit
WHERE audit_id < :before ORDER BY audit_id DESC LIMIT :most

-- name: forget_subject
UPDATE audit SET account_id = NULL, actor_id = NULL, key_id = NULL, about = '' WHERE account_id = :account_id

-- name: forget_actor
UPDATE audit SET actor_id = NULL, key_id = NULL, about = '' WHERE actor_id = :account_id

-- name: forget_old
DELETE FROM audit WHERE moment < :before
