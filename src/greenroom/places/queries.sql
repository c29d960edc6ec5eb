-- name: insert_container
INSERT INTO containers (account_id, kind, container, name, title, created_at)
VALUES (:account_id, :kind, :container, :name, :title, :now) ON CONFLICT DO NOTHING

-- name: container
SELECT kind, name, title, created_at FROM containers
WHERE account_id = :account_id AND kind = :kind AND container = :container

-- name: held_container (sqlite)
SELECT kind, name, title, created_at FROM containers
WHERE account_id = :account_id AND kind = :kind AND container = :container

-- name: held_container (postgres)
SELECT kind, name, title, created_at FROM containers
WHERE account_id = :account_id AND kind = :kind AND container = :container
FOR KEY SHARE

-- name: delete_container
DELETE FROM containers WHERE account_id = :account_id AND kind = :kind AND container = :container

-- name: containers
SELECT kind, name, title, created_at FROM containers WHERE account_id = :account_id ORDER BY kind, container

-- name: insert_scene
INSERT INTO scenes (account_id, kind, container, scene_id, address, created_at, updated_at, revision, draft)
VALUES (:account_id, :kind, :container, :thing_id, :address, :now, :now, 1, :draft) ON CONFLICT DO NOTHING

-- name: scene
SELECT account_id, kind, container, scene_id, address, created_at, updated_at, revision, live_revision, draft FROM scenes
WHERE account_id = :account_id AND kind = :kind AND container = :container
  AND (address = :address OR scene_id = :address)

-- name: locked_scene (sqlite)
SELECT account_id, kind, container, scene_id, address, created_at, updated_at, revision, live_revision, draft FROM scenes
WHERE account_id = :account_id AND kind = :kind AND container = :container AND scene_id = :thing_id

-- name: locked_scene (postgres)
SELECT account_id, kind, container, scene_id, address, created_at, updated_at, revision, live_revision, draft FROM scenes
WHERE account_id = :account_id AND kind = :kind AND container = :container AND scene_id = :thing_id
FOR UPDATE

-- name: scenes
SELECT account_id, kind, container, scene_id, address, created_at, updated_at, revision, live_revision, draft FROM scenes
WHERE account_id = :account_id AND kind = :kind AND container = :container AND scene_id > :after
ORDER BY scene_id LIMIT :most

-- name: update_scene
UPDATE scenes SET updated_at = :now, revision = revision + 1,
       live = coalesce(live, CASE WHEN live_revision IS NULL THEN NULL ELSE draft END),
       draft = :draft
WHERE account_id = :account_id AND kind = :kind AND container = :container AND scene_id = :thing_id

-- name: deploy_scene
UPDATE scenes SET live = NULL, live_revision = revision
WHERE account_id = :account_id AND kind = :kind AND container = :container AND scene_id = :thing_id

-- name: delete_scene
DELETE FROM scenes
WHERE account_id = :account_id AND kind = :kind AND container = :container AND scene_id = :thing_id

-- name: insert_knowledge
INSERT INTO common_knowledge (account_id, kind, container, knowledge_id, address, created_at, updated_at, revision, draft)
VALUES (:account_id, :kind, :container, :thing_id, :address, :now, :now, 1, :draft) ON CONFLICT DO NOTHING

-- name: knowledge
SELECT account_id, kind, container, knowledge_id, address, created_at, updated_at, revision, live_revision, draft FROM common_knowledge
WHERE account_id = :account_id AND kind = :kind AND container = :container
  AND (address = :address OR knowledge_id = :address)

-- name: locked_knowledge (sqlite)
SELECT account_id, kind, container, knowledge_id, address, created_at, updated_at, revision, live_revision, draft FROM common_knowledge
WHERE account_id = :account_id AND kind = :kind AND container = :container AND knowledge_id = :thing_id

-- name: locked_knowledge (postgres)
SELECT account_id, kind, container, knowledge_id, address, created_at, updated_at, revision, live_revision, draft FROM common_knowledge
WHERE account_id = :account_id AND kind = :kind AND container = :container AND knowledge_id = :thing_id
FOR UPDATE

-- name: all_knowledge
SELECT account_id, kind, container, knowledge_id, address, created_at, updated_at, revision, live_revision, draft FROM common_knowledge
WHERE account_id = :account_id AND kind = :kind AND container = :container AND knowledge_id > :after
ORDER BY knowledge_id LIMIT :most

-- name: update_knowledge
UPDATE common_knowledge SET updated_at = :now, revision = revision + 1,
       live = coalesce(live, CASE WHEN live_revision IS NULL THEN NULL ELSE draft END),
       draft = :draft
WHERE account_id = :account_id AND kind = :kind AND container = :container AND knowledge_id = :thing_id

-- name: deploy_knowledge
UPDATE common_knowledge SET live = NULL, live_revision = revision
WHERE account_id = :account_id AND kind = :kind AND container = :container AND knowledge_id = :thing_id

-- name: delete_knowledge
DELETE FROM common_knowledge
WHERE account_id = :account_id AND kind = :kind AND container = :container AND knowledge_id = :thing_id
