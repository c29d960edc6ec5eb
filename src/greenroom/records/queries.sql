-- name: put
INSERT INTO records (account_id, dialect, kind, scope, record_id, created_at, updated_at, document)
VALUES (:account_id, :dialect, :kind, :scope, :record_id, :now, :now, :document)
ON CONFLICT (account_id, dialect, kind, scope, record_id)
DO UPDATE SET updated_at = excluded.updated_at, document = excluded.document

-- name: insert
INSERT INTO records (account_id, dialect, kind, scope, record_id, created_at, updated_at, document)
VALUES (:account_id, :dialect, :kind, :scope, :record_id, :now, :now, :document) ON CONFLICT DO NOTHING

-- name: locked_record (sqlite)
SELECT scope, record_id, created_at, updated_at, document FROM records
WHERE account_id = :account_id AND dialect = :dialect AND kind = :kind AND scope = :scope AND record_id = :record_id

-- name: locked_record (postgres)
SELECT scope, record_id, created_at, updated_at, document FROM records
WHERE account_id = :account_id AND dialect = :dialect AND kind = :kind AND scope = :scope AND record_id = :record_id
FOR UPDATE

-- name: record
SELECT scope, record_id, created_at, updated_at, document FROM records
WHERE account_id = :account_id AND dialect = :dialect AND kind = :kind AND scope = :scope AND record_id = :record_id

-- name: records
SELECT scope, record_id, created_at, updated_at, document FROM records
WHERE account_id = :account_id AND dialect = :dialect AND kind = :kind AND scope = :scope AND record_id > :after
ORDER BY record_id LIMIT :most

-- name: in_all_scopes
SELECT scope, record_id, created_at, updated_at, document FROM records
WHERE account_id = :account_id AND dialect = :dialect AND kind = :kind AND (scope, record_id) > (:scope, :after)
ORDER BY scope, record_id LIMIT :most

-- name: count
SELECT count(*) FROM records
WHERE account_id = :account_id AND dialect = :dialect AND kind = :kind AND scope = :scope

-- name: delete
DELETE FROM records
WHERE account_id = :account_id AND dialect = :dialect AND kind = :kind AND scope = :scope AND record_id = :record_id

-- name: delete_in_all_scopes
DELETE FROM records
WHERE account_id = :account_id AND dialect = :dialect AND kind = :kind AND record_id = :record_id

-- name: delete_scope
DELETE FROM records WHERE account_id = :account_id AND scope = :scope

-- name: delete_scope_of
DELETE FROM records WHERE account_id = :account_id AND dialect = :dialect AND scope = :scope
