-- name: insert_operation
INSERT INTO operations (account_id, operation_id, kind, subject, input, state, attempts, lease_until, created_at)
VALUES (:account_id, :operation_id, :kind, :subject, :input, 'queued', 0, :now, :now)

-- name: operation
SELECT account_id, operation_id, kind, subject, input, state, attempts, lease_until, outcome, created_at, finished_at
FROM operations WHERE account_id = :account_id AND operation_id = :operation_id

-- name: unfinished
SELECT account_id, operation_id, kind, subject, input, state, attempts, lease_until, outcome, created_at, finished_at
FROM operations WHERE account_id = :account_id AND subject = :subject AND finished_at IS NULL
ORDER BY operation_id

-- name: recent
SELECT account_id, operation_id, kind, subject, input, state, attempts, lease_until, outcome, created_at, finished_at
FROM operations WHERE account_id = :account_id AND (finished_at IS NULL OR finished_at >= :before)
  AND (:kind = '' OR kind = :kind) AND operation_id < :until
ORDER BY operation_id DESC LIMIT :most

-- name: next_to_do
SELECT o.account_id, o.operation_id, o.kind, o.subject, o.input, o.state, o.attempts, o.lease_until, o.outcome,
       o.created_at, o.finished_at
FROM operations o
WHERE o.finished_at IS NULL AND o.lease_until <= :now AND o.kind = :kind
  AND NOT EXISTS (
    SELECT 1 FROM operations e
    WHERE e.account_id = o.account_id AND e.subject = o.subject AND e.kind = o.kind
      AND e.finished_at IS NULL AND e.operation_id < o.operation_id)
ORDER BY o.lease_until LIMIT 1

-- name: waiting
SELECT COUNT(*), COALESCE(MIN(created_at), :now) FROM operations WHERE finished_at IS NULL

-- name: claim
UPDATE operations SET state = 'running', attempts = attempts + 1, lease_until = :lease_until
WHERE account_id = :account_id AND operation_id = :operation_id AND attempts = :attempts AND finished_at IS NULL

-- name: renew
UPDATE operations SET lease_until = :lease_until
WHERE account_id = :account_id AND operation_id = :operation_id AND attempts = :attempts AND finished_at IS NULL

-- name: finish
UPDATE operations SET state = :state, outcome = :outcome, finished_at = :now
WHERE account_id = :account_id AND operation_id = :operation_id AND attempts = :attempts AND finished_at IS NULL

-- name: cancel
UPDATE operations SET state = 'cancelled', outcome = :outcome, finished_at = :now
WHERE account_id = :account_id AND subject = :subject AND finished_at IS NULL

-- name: forget
DELETE FROM operations WHERE finished_at < :before
