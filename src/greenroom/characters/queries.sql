-- name: insert_character
INSERT INTO characters (account_id, character_id, created_at, updated_at, revision, live_revision, live_at,
                        visibility, share_id, message_count, used_count, trend, draft, live, via, key_id, changed,
                        name_key)
VALUES (:account_id, :character_id, :now, :now, 1, :live_revision, :live_at, :visibility, :share_id, 0, 0, 0, :draft,
        NULL, :via, :key_id, '', :name_key)

-- name: owner
SELECT account_id, visibility FROM characters WHERE character_id = :character_id

-- name: names_of_account
SELECT character_id, share_id FROM characters WHERE account_id = :account_id

-- name: character
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.character_id = :character_id

-- name: addressed_character
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, d.container, d.name, c.draft
FROM addresses d
JOIN characters c ON c.account_id = d.account_id AND c.character_id = d.character_id
JOIN accounts a ON a.account_id = d.account_id
WHERE d.account_id = :account_id AND d.dialect = :dialect AND d.container = :container AND d.address = :address

-- name: character_with_address
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, d.container, d.name, c.draft
FROM addresses d
JOIN characters c ON c.account_id = d.account_id AND c.character_id = d.character_id
JOIN accounts a ON a.account_id = d.account_id
WHERE d.account_id = :account_id AND d.character_id = :character_id AND d.dialect = :dialect

-- name: character_at_home
-- Of a dialect with names that follow from ids: without a name, and at home, unless something else is written down.
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, COALESCE(d.container, :home), COALESCE(d.name, ''), c.draft
FROM characters c
JOIN accounts a ON a.account_id = c.account_id
LEFT JOIN addresses d ON d.account_id = c.account_id AND d.character_id = c.character_id AND d.dialect = :dialect
WHERE c.account_id = :account_id AND c.character_id = :character_id

-- name: oldest_at_home
-- Likewise, of everybody who stands there. NOT EXISTS, because PostgreSQL would take a comparison of what was joined to
-- leave one of two hundred, and read the whole account for each page; and that addresses, too, come after follows from
-- the join, and has it look there only.
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, :home, COALESCE(d.name, ''), c.draft
FROM characters c
JOIN accounts a ON a.account_id = c.account_id
LEFT JOIN addresses d ON d.account_id = c.account_id AND d.character_id = c.character_id AND d.dialect = :dialect
     AND d.character_id > :after
WHERE c.account_id = :account_id AND c.character_id > :after
      AND NOT EXISTS (SELECT 1 FROM addresses e WHERE e.account_id = c.account_id AND e.character_id = c.character_id
                      AND e.dialect = :dialect AND e.container <> :home AND e.character_id > :after)
ORDER BY c.character_id LIMIT :most

-- name: shared_character
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.live_at, c.live_revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', COALESCE(c.live, c.draft)
FROM shares s
JOIN characters c ON c.account_id = s.account_id AND c.character_id = s.character_id
JOIN accounts a ON a.account_id = s.account_id
WHERE s.share_id = :share_id AND c.visibility <> 'private' AND c.live_revision IS NOT NULL AND a.suspended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM standings o WHERE o.account_id = c.account_id
                      AND o.character_id = c.character_id AND o.state = 'withheld')

-- name: newest_characters
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.character_id < :before
ORDER BY c.character_id DESC LIMIT :most

-- name: nth_created_last
SELECT '', character_id FROM characters
WHERE account_id = :account_id ORDER BY character_id DESC LIMIT 1 OFFSET :skipped

-- name: nth_created
SELECT '', character_id FROM characters
WHERE account_id = :account_id ORDER BY character_id LIMIT 1 OFFSET :skipped

-- name: by_creation
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.character_id <= :character_id
ORDER BY c.character_id DESC LIMIT :most

-- name: nth_updated_last
SELECT updated_at, character_id FROM characters
WHERE account_id = :account_id ORDER BY updated_at DESC, character_id DESC LIMIT 1 OFFSET :skipped

-- name: nth_updated
SELECT updated_at, character_id FROM characters
WHERE account_id = :account_id ORDER BY updated_at, character_id LIMIT 1 OFFSET :skipped

-- name: by_update
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND (c.updated_at, c.character_id) <= (:value, :character_id)
ORDER BY c.updated_at DESC, c.character_id DESC LIMIT :most

-- name: nth_by_name
SELECT name_key, character_id FROM characters
WHERE account_id = :account_id ORDER BY name_key, character_id LIMIT 1 OFFSET :skipped

-- name: nth_by_name_last
SELECT name_key, character_id FROM characters
WHERE account_id = :account_id ORDER BY name_key DESC, character_id DESC LIMIT 1 OFFSET :skipped

-- name: by_name
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND (c.name_key, c.character_id) >= (:value, :character_id)
ORDER BY c.name_key, c.character_id LIMIT :most

-- name: named
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.name_key = :name_key ORDER BY c.character_id DESC

-- name: oldest_characters
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.character_id > :after
ORDER BY c.character_id LIMIT :most

-- name: live_character
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', COALESCE(c.live, c.draft)
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.character_id = :character_id

-- name: public_character
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.live_at, c.live_revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', COALESCE(c.live, c.draft)
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.character_id = :character_id AND c.visibility = 'public' AND c.live_revision IS NOT NULL
      AND a.suspended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM standings o WHERE o.account_id = c.account_id
                      AND o.character_id = c.character_id AND o.state <> 'approved')

-- name: public_characters (sqlite)
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.live_at, c.live_revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', COALESCE(c.live, c.draft)
FROM json_each(:whose) w
CROSS JOIN characters c ON c.account_id = json_extract(w.value, '$[0]') AND c.character_id = json_extract(w.value, '$[1]')
JOIN accounts a ON a.account_id = c.account_id
WHERE c.visibility = 'public' AND c.live_revision IS NOT NULL AND a.suspended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM standings o WHERE o.account_id = c.account_id
                      AND o.character_id = c.character_id AND o.state <> 'approved')

-- name: public_characters (postgres)
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.live_at, c.live_revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', COALESCE(c.live, c.draft)
FROM json_array_elements(CAST(:whose AS json)) AS w (value)
JOIN characters c ON c.account_id = w.value ->> 0 AND c.character_id = w.value ->> 1
JOIN accounts a ON a.account_id = c.account_id
WHERE c.visibility = 'public' AND c.live_revision IS NOT NULL AND a.suspended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM standings o WHERE o.account_id = c.account_id
                      AND o.character_id = c.character_id AND o.state <> 'approved')

-- name: public_of_account
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.live_at, c.live_revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', COALESCE(c.live, c.draft)
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.visibility = 'public' AND c.live_revision IS NOT NULL

-- name: add_to_total
INSERT INTO character_totals (account_id, count) VALUES (:account_id, :change)
ON CONFLICT (account_id) DO UPDATE SET count = character_totals.count + :change, edition = character_totals.edition + 1

-- name: turn
UPDATE character_totals SET edition = edition + 1 WHERE account_id = :account_id

-- name: edition
SELECT edition FROM character_totals WHERE account_id = :account_id

-- name: total
SELECT count FROM character_totals WHERE account_id = :account_id

-- name: count_messages
UPDATE characters SET message_count = message_count + :messages, used_count = used_count + :uses, talked_at = :now
WHERE account_id = :account_id AND character_id = :character_id

-- name: oldest_in_container
-- The last condition follows from the one before, and has PostgreSQL join from there on, not from the first character.
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, d.container, d.name, c.draft
FROM addresses d
JOIN characters c ON c.account_id = d.account_id AND c.character_id = d.character_id
JOIN accounts a ON a.account_id = d.account_id
WHERE d.account_id = :account_id AND d.dialect = :dialect AND d.container = :container AND d.character_id > :after
      AND c.character_id > :after
ORDER BY d.character_id LIMIT :most

-- name: locked_character (sqlite)
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft, c.live
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.character_id = :character_id

-- name: locked_character (postgres)
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft, c.live
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.character_id = :character_id
FOR KEY SHARE OF a FOR NO KEY UPDATE OF c

-- name: doomed_character (sqlite)
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft, c.live
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.character_id = :character_id

-- name: doomed_character (postgres)
SELECT c.character_id, c.account_id, a.handle, c.created_at, c.updated_at, c.revision, c.live_revision, c.share_id,
       c.message_count, c.used_count, c.talked_at, '', '', c.draft, c.live
FROM characters c JOIN accounts a ON a.account_id = c.account_id
WHERE c.account_id = :account_id AND c.character_id = :character_id
FOR KEY SHARE OF a FOR UPDATE OF c

-- name: doomed_characters (sqlite)
SELECT character_id FROM characters WHERE account_id = :account_id

-- name: doomed_characters (postgres)
SELECT character_id FROM characters WHERE account_id = :account_id ORDER BY character_id FOR UPDATE

-- name: update_working_copy
UPDATE characters SET updated_at = :now, revision = :revision, live_revision = :live_revision,
       visibility = :visibility, draft = :draft, live = :live, via = :via, key_id = :key_id, changed = :changed,
       name_key = :name_key,
       live_at = CASE WHEN :moved = 0 THEN live_at WHEN live_at >= :now THEN live_at + 1 ELSE :now END
WHERE account_id = :account_id AND character_id = :character_id

-- name: update_live_copy
UPDATE characters SET live_revision = :live_revision, live = :live,
       live_at = CASE WHEN :moved = 0 THEN live_at WHEN live_at >= :now THEN live_at + 1 ELSE :now END
WHERE account_id = :account_id AND character_id = :character_id

-- name: set_share
UPDATE characters SET share_id = :share_id WHERE account_id = :account_id AND character_id = :character_id

-- name: insert_share
INSERT INTO shares (share_id, account_id, character_id) VALUES (:share_id, :account_id, :character_id)

-- name: delete_shares
DELETE FROM shares WHERE account_id = :account_id AND character_id = :character_id

-- name: delete_character
DELETE FROM characters WHERE account_id = :account_id AND character_id = :character_id

-- name: archive
INSERT INTO revisions (account_id, character_id, revision, created_at, via, key_id, changed, draft)
SELECT account_id, character_id, revision, updated_at, via, key_id, changed, draft FROM characters
WHERE account_id = :account_id AND character_id = :character_id

-- name: revision
SELECT draft FROM characters
WHERE account_id = :account_id AND character_id = :character_id AND revision = :revision
UNION ALL
SELECT draft FROM revisions
WHERE account_id = :account_id AND character_id = :character_id AND revision = :revision

-- name: revisions
SELECT revision, updated_at, via, key_id, changed FROM characters
WHERE account_id = :account_id AND character_id = :character_id AND revision < :before
UNION ALL
SELECT revision, created_at, via, key_id, changed FROM revisions
WHERE account_id = :account_id AND character_id = :character_id AND revision < :before
ORDER BY 1 DESC LIMIT :most

-- name: insert_address
INSERT INTO addresses (account_id, dialect, container, address, name, character_id)
VALUES (:account_id, :dialect, :container, :address, :name, :character_id) ON CONFLICT DO NOTHING

-- name: delete_address
DELETE FROM addresses WHERE account_id = :account_id AND character_id = :character_id AND dialect = :dialect

-- name: addresses_of_character
SELECT dialect, container, name FROM addresses
WHERE account_id = :account_id AND character_id = :character_id ORDER BY dialect

-- name: population
SELECT dialect, container, count(*) FROM addresses WHERE account_id = :account_id GROUP BY dialect, container

-- name: list_items
SELECT document FROM list_items
WHERE account_id = :account_id AND character_id = :character_id AND list_id = :list_id ORDER BY position

-- name: list_stored
SELECT 1 FROM list_items
WHERE account_id = :account_id AND character_id = :character_id AND list_id = :list_id LIMIT 1

-- name: insert_item
INSERT INTO list_items (account_id, character_id, list_id, position, document)
VALUES (:account_id, :character_id, :list_id, :position, :document)

-- name: insert_deployment
INSERT INTO deployments (account_id, character_id, operation_id, revision, document)
VALUES (:account_id, :character_id, :operation_id, :revision, :document)

-- name: deployments
SELECT operation_id, revision, document FROM deployments
WHERE account_id = :account_id AND character_id = :character_id

-- name: update_deployment
UPDATE deployments SET document = :document
WHERE account_id = :account_id AND character_id = :character_id AND operation_id = :operation_id

-- name: delete_deployment
DELETE FROM deployments
WHERE account_id = :account_id AND character_id = :character_id AND operation_id = :operation_id

-- name: keep_original
INSERT INTO originals (
  account_id, character_id, asset_id, sha256, size, name, place, container, format, avatar, report, imported_at
) VALUES (
  :account_id, :character_id, :asset_id, :sha256, :size, :name, :place, :container, :format, :avatar, :report, :now
) ON CONFLICT (account_id, character_id) DO UPDATE SET
  asset_id = excluded.asset_id, sha256 = excluded.sha256, size = excluded.size, name = excluded.name,
  place = excluded.place, container = excluded.container, format = excluded.format, avatar = excluded.avatar,
  report = excluded.report, imported_at = excluded.imported_at

-- name: original
SELECT asset_id, sha256, size, name, place, container, format, avatar, report FROM originals
WHERE account_id = :account_id AND character_id = :character_id

-- name: from_file
SELECT place, character_id FROM originals
WHERE account_id = :account_id AND sha256 = :sha256 ORDER BY character_id DESC

-- name: from_named
SELECT character_id, sha256 FROM originals WHERE account_id = :account_id AND name = :name AND place = :place

-- name: pictured_in
SELECT asset_id, sha256, size, name, place, container, format, avatar, report FROM originals
WHERE avatar = :avatar AND asset_id <> '' LIMIT 1

-- name: standing
SELECT state, reason, decided_at FROM standings WHERE account_id = :account_id AND character_id = :character_id

-- name: save_standing
INSERT INTO standings (account_id, character_id, state, reason, decided_at)
VALUES (:account_id, :character_id, :state, :reason, :now)
ON CONFLICT (account_id, character_id) DO UPDATE SET state = :state, reason = :reason, decided_at = :now

-- name: await_standing
INSERT INTO standings (account_id, character_id, state, reason, decided_at)
VALUES (:account_id, :character_id, 'waiting', '', :now) ON CONFLICT DO NOTHING

-- name: waiting
SELECT account_id, character_id, decided_at FROM standings
WHERE state = 'waiting' ORDER BY decided_at, character_id LIMIT :most
