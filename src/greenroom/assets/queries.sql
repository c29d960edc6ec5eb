-- What accounts keep, and which of their characters and personas use it.
--
-- Two transactions of an account may cross: one deletes the last character that uses an asset, the other keeps the same
-- asset anew. Where transactions run side by side, both lock the asset's row first, so that one waits for the other.

-- name: keep
-- The update changes nothing; it locks the row, or waits for its deletion and then inserts it.
INSERT INTO assets (account_id, asset_id, media_type, size, width, height, created_at)
VALUES (:account_id, :asset_id, :media_type, :size, :width, :height, :now)
ON CONFLICT (account_id, asset_id) DO UPDATE SET size = excluded.size;

-- name: use (sqlite)
INSERT INTO asset_uses (account_id, asset_id, character_id)
SELECT account_id, asset_id, :character_id FROM assets
WHERE account_id = :account_id AND asset_id = :asset_id
ON CONFLICT (account_id, asset_id, character_id) DO UPDATE SET asset_id = excluded.asset_id;

-- name: use (postgres)
INSERT INTO asset_uses (account_id, asset_id, character_id)
SELECT account_id, asset_id, :character_id FROM assets
WHERE account_id = :account_id AND asset_id = :asset_id
FOR KEY SHARE
ON CONFLICT (account_id, asset_id, character_id) DO UPDATE SET asset_id = excluded.asset_id;

-- name: used_by (sqlite)
SELECT asset_id FROM asset_uses
WHERE account_id = :account_id AND character_id = :character_id
ORDER BY asset_id;

-- name: used_by (postgres)
SELECT assets.asset_id FROM asset_uses JOIN assets USING (account_id, asset_id)
WHERE account_id = :account_id AND character_id = :character_id
ORDER BY assets.asset_id
FOR UPDATE OF assets;

-- name: release
DELETE FROM asset_uses
WHERE account_id = :account_id AND character_id = :character_id;

-- name: discard_unused
DELETE FROM assets
WHERE account_id = :account_id AND asset_id = :asset_id
  AND NOT EXISTS (
    SELECT 1 FROM asset_uses
    WHERE asset_uses.account_id = assets.account_id AND asset_uses.asset_id = assets.asset_id
  )
  AND NOT EXISTS (
    SELECT 1 FROM profiles WHERE profiles.account_id = assets.account_id AND profiles.avatar = assets.asset_id
  )
  AND NOT EXISTS (
    SELECT 1 FROM personas WHERE personas.account_id = assets.account_id AND personas.picture = assets.asset_id
  );

-- name: assets_of
SELECT asset_id, media_type, size, width, height FROM assets
WHERE account_id = :account_id
ORDER BY created_at, asset_id;

-- name: page
SELECT asset_id, media_type, size, width, height, created_at, (
  SELECT count(*) FROM asset_uses
  WHERE asset_uses.account_id = assets.account_id AND asset_uses.asset_id = assets.asset_id
) + (
  SELECT count(*) FROM personas WHERE personas.account_id = assets.account_id AND personas.picture = assets.asset_id
) FROM assets
WHERE account_id = :account_id AND (created_at, asset_id) < (:created_at, :asset_id) AND width > 0
ORDER BY created_at DESC, asset_id DESC LIMIT :most;

-- name: asset
SELECT asset_id, media_type, size, width, height, created_at, (
  SELECT count(*) FROM asset_uses
  WHERE asset_uses.account_id = assets.account_id AND asset_uses.asset_id = assets.asset_id
) + (
  SELECT count(*) FROM personas WHERE personas.account_id = assets.account_id AND personas.picture = assets.asset_id
) FROM assets WHERE account_id = :account_id AND asset_id = :asset_id;

-- name: hold (sqlite)
SELECT 1 FROM assets WHERE account_id = :account_id AND asset_id = :asset_id;

-- name: hold (postgres)
SELECT 1 FROM assets WHERE account_id = :account_id AND asset_id = :asset_id FOR KEY SHARE;

-- name: lock (sqlite)
SELECT 1 FROM assets WHERE account_id = :account_id AND asset_id = :asset_id;

-- name: lock (postgres)
SELECT 1 FROM assets WHERE account_id = :account_id AND asset_id = :asset_id FOR UPDATE;

-- name: usage
SELECT count(*), CAST(COALESCE(sum(size), 0) AS BIGINT) FROM assets WHERE account_id = :account_id;

-- name: known (sqlite)
-- One pass over all assets for a whole batch of ids: nothing else asks for an asset without its account.
SELECT asset_id FROM assets
WHERE asset_id IN (SELECT value FROM json_each(:asset_ids));

-- name: known (postgres)
SELECT asset_id FROM assets
WHERE asset_id IN (SELECT json_array_elements_text(CAST(:asset_ids AS json)));
