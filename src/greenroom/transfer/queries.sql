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

-- name: thread_titled
SELECT thread_id FROM threads
WHERE account_id = :account_id AND owner_id = :account_id AND character_id = :character_id AND title = :title LIMIT 1

-- name: containers_out
SELECT account_id, kind, container, name, title, created_at
FROM containers WHERE account_id = :account_id ORDER BY kind, container

-- name: containers_in
INSERT INTO containers (account_id, kind, container, name, title, created_at)
VALUES (:account_id, :kind, :container, :name, :title, :created_at)

-- name: scenes_out
SELECT account_id, kind, container, scene_id, address, created_at, updated_at, revision, live_revision, draft, live
FROM scenes WHERE account_id = :account_id ORDER BY kind, container, scene_id

-- name: scenes_in
INSERT INTO scenes (account_id, kind, container, scene_id, address, created_at, updated_at, revision, live_revision,
  draft, live)
VALUES (:account_id, :kind, :container, :scene_id, :address, :created_at, :updated_at, :revision, :live_revision,
  :draft, :live)

-- name: common_knowledge_out
SELECT account_id, kind, container, knowledge_id, address, created_at, updated_at, revision, live_revision, draft,
  live
FROM common_knowledge WHERE account_id = :account_id ORDER BY kind, container, knowledge_id

-- name: common_knowledge_in
INSERT INTO common_knowledge (account_id, kind, container, knowledge_id, address, created_at, updated_at, revision,
  live_revision, draft, live)
VALUES (:account_id, :kind, :container, :knowledge_id, :address, :created_at, :updated_at, :revision,
  :live_revision, :draft, :live)

-- name: assets_out
SELECT account_id, asset_id, media_type, size, width, height, created_at
FROM assets WHERE account_id = :account_id ORDER BY asset_id

-- name: assets_in
INSERT INTO assets (account_id, asset_id, media_type, size, width, height, created_at)
VALUES (:account_id, :asset_id, :media_type, :size, :width, :height, :created_at)

-- name: characters_out
SELECT account_id, character_id, created_at, updated_at, revision, live_revision, live_at, visibility, share_id,
  message_count, used_count, talked_at, trend, draft, live, via, key_id, changed, name_key, mature
FROM characters WHERE account_id = :account_id AND character_id = :one ORDER BY character_id

-- name: characters_in
INSERT INTO characters (account_id, character_id, created_at, updated_at, revision, live_revision, live_at,
  visibility, share_id, message_count, used_count, talked_at, trend, draft, live, via, key_id, changed, name_key,
  mature)
VALUES (:account_id, :character_id, :created_at, :updated_at, :revision, :live_revision, :live_at, :visibility,
  :share_id, :message_count, :used_count, :talked_at, :trend, :draft, :live, :via, :key_id, :changed, :name_key,
  :mature)

-- name: standings_out
SELECT account_id, character_id, state, reason, decided_at
FROM standings WHERE account_id = :account_id AND character_id = :one ORDER BY character_id

-- name: standings_in
INSERT INTO standings (account_id, character_id, state, reason, decided_at)
VALUES (:account_id, :character_id, :state, :reason, :decided_at)

-- name: profiles_out
SELECT account_id, about, avatar, chosen_at
FROM profiles WHERE account_id = :account_id ORDER BY account_id

-- name: profiles_in
INSERT INTO profiles (account_id, about, avatar, chosen_at)
VALUES (:account_id, :about, :avatar, :chosen_at)

-- name: addresses_out
SELECT account_id, dialect, container, address, name, character_id
FROM addresses WHERE account_id = :account_id AND character_id = :one ORDER BY dialect, container, address

-- name: addresses_in
INSERT INTO addresses (account_id, dialect, container, address, name, character_id)
VALUES (:account_id, :dialect, :container, :address, :name, :character_id)

-- name: revisions_out
SELECT account_id, character_id, revision, created_at, via, key_id, changed, draft
FROM revisions WHERE account_id = :account_id AND character_id = :one ORDER BY revision

-- name: revisions_in
INSERT INTO revisions (account_id, character_id, revision, created_at, via, key_id, changed, draft)
VALUES (:account_id, :character_id, :revision, :created_at, :via, :key_id, :changed, :draft)

-- name: list_items_out
SELECT account_id, character_id, list_id, position, document
FROM list_items WHERE account_id = :account_id AND character_id = :one ORDER BY list_id, position

-- name: list_items_in
INSERT INTO list_items (account_id, character_id, list_id, position, document)
VALUES (:account_id, :character_id, :list_id, :position, :document)

-- name: asset_uses_out
SELECT account_id, asset_id, character_id
FROM asset_uses WHERE account_id = :account_id AND character_id = :one ORDER BY asset_id

-- name: asset_uses_in
INSERT INTO asset_uses (account_id, asset_id, character_id)
VALUES (:account_id, :asset_id, :character_id)

-- name: originals_out
SELECT account_id, character_id, asset_id, sha256, size, name, place, container, format, avatar, report, imported_at
FROM originals WHERE account_id = :account_id AND character_id = :one ORDER BY character_id

-- name: originals_in
INSERT INTO originals (account_id, character_id, asset_id, sha256, size, name, place, container, format, avatar,
  report, imported_at)
VALUES (:account_id, :character_id, :asset_id, :sha256, :size, :name, :place, :container, :format, :avatar, :report,
  :imported_at)

-- name: ledger_out
SELECT owner_id, character_id, message_id, uses, moment
FROM ledger WHERE owner_id = :account_id AND character_id = :one ORDER BY message_id

-- name: ledger_in
INSERT INTO ledger (owner_id, character_id, message_id, uses, moment)
VALUES (:owner_id, :character_id, :message_id, :uses, :moment)

-- name: records_out
SELECT account_id, dialect, kind, scope, record_id, created_at, updated_at, document
FROM records WHERE account_id = :account_id ORDER BY dialect, kind, scope, record_id

-- name: records_in
INSERT INTO records (account_id, dialect, kind, scope, record_id, created_at, updated_at, document)
VALUES (:account_id, :dialect, :kind, :scope, :record_id, :created_at, :updated_at, :document)

-- name: personas_out
SELECT account_id, persona_id, created_at, updated_at, revision, name, description, picture
FROM personas WHERE account_id = :account_id ORDER BY persona_id

-- name: personas_in
INSERT INTO personas (account_id, persona_id, created_at, updated_at, revision, name, description, picture)
VALUES (:account_id, :persona_id, :created_at, :updated_at, :revision, :name, :description, :picture)

-- name: persona_choices_out
SELECT account_id, subject, persona_id
FROM persona_choices WHERE account_id = :account_id ORDER BY subject

-- name: persona_choices_in
INSERT INTO persona_choices (account_id, subject, persona_id)
VALUES (:account_id, :subject, :persona_id)

-- name: scene_casts_out
SELECT account_id, character_id, owner_id, scene_id
FROM scene_casts WHERE account_id = :account_id ORDER BY character_id

-- name: scene_casts_in
INSERT INTO scene_casts (account_id, character_id, owner_id, scene_id)
VALUES (:account_id, :character_id, :owner_id, :scene_id)

-- name: threads_out
SELECT account_id, thread_id, owner_id, character_id, share_id, persona_id, scene_id, created_at, updated_at,
  revision, title, model, leaf_id, used, reply_id, reply_until
FROM threads WHERE account_id = :account_id AND thread_id = :one ORDER BY thread_id

-- name: threads_in
INSERT INTO threads (account_id, thread_id, owner_id, character_id, share_id, persona_id, scene_id, created_at,
  updated_at, revision, title, model, leaf_id, used, reply_id, reply_until)
VALUES (:account_id, :thread_id, :owner_id, :character_id, :share_id, :persona_id, :scene_id, :created_at,
  :updated_at, :revision, :title, :model, :leaf_id, :used, :reply_id, :reply_until)

-- name: messages_out
SELECT account_id, thread_id, message_id, parent_id, speaker, state, created_at, edited_at, text, about
FROM messages WHERE account_id = :account_id AND thread_id = :one ORDER BY message_id

-- name: messages_in
INSERT INTO messages (account_id, thread_id, message_id, parent_id, speaker, state, created_at, edited_at, text,
  about)
VALUES (:account_id, :thread_id, :message_id, :parent_id, :speaker, :state, :created_at, :edited_at, :text, :about)

-- name: recollections_out
SELECT account_id, thread_id, kind, character_id, speaker, message_id, updated_at, text
FROM recollections WHERE account_id = :account_id AND thread_id = :one ORDER BY kind

-- name: recollections_in
INSERT INTO recollections (account_id, thread_id, kind, character_id, speaker, message_id, updated_at, text)
VALUES (:account_id, :thread_id, :kind, :character_id, :speaker, :message_id, :updated_at, :text)

-- name: imports_out
SELECT account_id, sha256, place, character_id, thread_id, imported_at
FROM imports WHERE account_id = :account_id ORDER BY sha256, place

-- name: imports_in
INSERT INTO imports (account_id, sha256, place, character_id, thread_id, imported_at)
VALUES (:account_id, :sha256, :place, :character_id, :thread_id, :imported_at)

-- name: characters_ids
SELECT character_id FROM characters WHERE account_id = :account_id AND character_id > :after ORDER BY character_id LIMIT :most

-- name: threads_ids
SELECT thread_id FROM threads WHERE account_id = :account_id AND thread_id > :after ORDER BY thread_id LIMIT :most

-- name: share_in
INSERT INTO shares (share_id, account_id, character_id) VALUES (:share_id, :account_id, :character_id)
ON CONFLICT DO NOTHING

-- name: unshare
UPDATE characters SET share_id = NULL WHERE account_id = :account_id AND character_id = :character_id

-- name: total_in
INSERT INTO character_totals (account_id, count) VALUES (:account_id, :count)
ON CONFLICT (account_id) DO UPDATE SET count = excluded.count, edition = character_totals.edition + 1

-- name: taken
SELECT 1 FROM characters WHERE character_id = :character_id LIMIT 1
