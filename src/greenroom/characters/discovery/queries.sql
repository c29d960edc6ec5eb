-- Who may be found. Each page begins behind a rank, which for the first one stands before everybody.

-- name: found
SELECT category, words FROM discovered WHERE account_id = :account_id AND character_id = :character_id

-- name: insert_found
INSERT INTO discovered (account_id, character_id, category, created_at, popularity, trend, mature, words)
SELECT account_id, character_id, :category, created_at, message_count, trend, mature, :words FROM characters
WHERE account_id = :account_id AND character_id = :character_id

-- name: trend
SELECT trend FROM characters WHERE account_id = :account_id AND character_id = :character_id

-- name: update_trend
UPDATE characters SET trend = :trend WHERE account_id = :account_id AND character_id = :character_id

-- name: update_rank
UPDATE discovered SET popularity = popularity + :messages, trend = :trend
WHERE account_id = :account_id AND character_id = :character_id

-- name: delete_found
DELETE FROM discovered WHERE account_id = :account_id AND character_id = :character_id

-- name: of_account
SELECT character_id, category FROM discovered WHERE account_id = :account_id

-- name: count_of_account
SELECT count(*) FROM discovered WHERE account_id = :account_id

-- name: update_found
UPDATE discovered SET category = :category, words = :words
WHERE account_id = :account_id AND character_id = :character_id

-- name: add_to_total
INSERT INTO discovery_totals (category, count) VALUES (:category, :change)
ON CONFLICT (category) DO UPDATE SET count = discovery_totals.count + :change

-- name: delete_empty_total
DELETE FROM discovery_totals WHERE category = :category AND count <= 0

-- name: total
SELECT count FROM discovery_totals WHERE category = :category

-- name: mature_total
SELECT count(*) FROM discovered WHERE mature = 1 AND (:category = '' OR category = :category)

-- name: rating
SELECT mature FROM characters WHERE account_id = :account_id AND character_id = :character_id

-- name: rate
UPDATE characters SET mature = :mature WHERE account_id = :account_id AND character_id = :character_id

-- name: rate_found
UPDATE discovered SET mature = :mature WHERE account_id = :account_id AND character_id = :character_id

-- name: popular
SELECT account_id, character_id, popularity, 0 FROM discovered
WHERE (popularity, character_id) < (:first, :character_id) AND mature <= :mature
ORDER BY popularity DESC, character_id DESC LIMIT :most OFFSET :offset

-- name: popular_in
SELECT account_id, character_id, popularity, 0 FROM discovered
WHERE category = :category AND (popularity, character_id) < (:first, :character_id) AND mature <= :mature
ORDER BY popularity DESC, character_id DESC LIMIT :most OFFSET :offset

-- name: recent
SELECT account_id, character_id, created_at, 0 FROM discovered
WHERE (created_at, character_id) < (:first, :character_id) AND mature <= :mature
ORDER BY created_at DESC, character_id DESC LIMIT :most OFFSET :offset

-- name: recent_in
SELECT account_id, character_id, created_at, 0 FROM discovered
WHERE category = :category AND (created_at, character_id) < (:first, :character_id) AND mature <= :mature
ORDER BY created_at DESC, character_id DESC LIMIT :most OFFSET :offset

-- name: trending
SELECT account_id, character_id, trend, popularity FROM discovered
WHERE (trend, popularity, character_id) < (:first, :second, :character_id) AND mature <= :mature
ORDER BY trend DESC, popularity DESC, character_id DESC LIMIT :most OFFSET :offset

-- name: trending_in
SELECT account_id, character_id, trend, popularity FROM discovered
WHERE category = :category AND (trend, popularity, character_id) < (:first, :second, :character_id) AND mature <= :mature
ORDER BY trend DESC, popularity DESC, character_id DESC LIMIT :most OFFSET :offset

-- Searches by words. SQLite looks for everybody at once, in its own index for each order, behind `first` as a rank in it.
-- Where many words begin as one that is asked for, it goes through those that begin with its first letters.
-- PostgreSQL walks through the first so many of the order, then finds those whom anybody ever talked with by words, and then
-- all others, whatever its planner would think; of several words by the `rarest`, as it gathers all who have one.

-- name: match (sqlite)
WITH asked AS (
  SELECT value AS word, length(value) > 4 AND 64 < (
    SELECT count(*) FROM (SELECT 1 FROM found_terms WHERE word >= value AND word < value || :after LIMIT 65)) AS many
  FROM json_each(:words))
SELECT '(' || group_concat(CASE
    WHEN length(a.word) <= 4 OR a.many THEN '"' || substr(a.word, 1, :letters) || '" *'
    ELSE '(' || coalesce((SELECT group_concat('"' || t.word || '"', ' OR ') FROM found_terms t
                          WHERE t.word >= a.word AND t.word < a.word || :after), '"' || a.word || '"') || ')' END, ' AND ')
  || CASE :category WHEN '' THEN '' ELSE ' AND "_' || hex(:category) || '"' END || ')'
  || CASE :mature WHEN 0 THEN ' NOT "!"' ELSE '' END,
  coalesce(json_group_array(a.word) FILTER (WHERE a.many), '[]')
FROM asked a

-- name: match (postgres)
SELECT string_agg(quote_literal(value) || ':*', ' & ') || CASE :category WHEN '' THEN '' ELSE ' & _' || md5(:category) END, '[]'
FROM json_array_elements_text(CAST(:words AS json))

-- name: popular_matching (sqlite)
SELECT f.account_id, f.character_id, found_popular.rowid, 0
FROM found_popular CROSS JOIN found f ON f.number = found_popular.rowid & 1073741823
WHERE found_popular MATCH :match AND found_popular.rowid < :first
  AND (:many = '[]' OR NOT EXISTS (SELECT 1 FROM json_each(:many) w WHERE instr(' ' || f.words, ' ' || w.value) = 0))
ORDER BY found_popular.rowid DESC LIMIT :most

-- name: popular_matching (postgres)
SELECT account_id, character_id, popularity, 0 FROM (
  SELECT account_id, character_id, popularity, mature, lexemes FROM discovered
  WHERE (popularity, character_id) < (:first, :character_id) ORDER BY popularity DESC, character_id DESC LIMIT :walked) AS near
WHERE lexemes @@ CAST(:match AS tsquery) AND mature <= :mature
ORDER BY popularity DESC, character_id DESC LIMIT :most

-- name: popular_matching_liked (sqlite)
SELECT NULL WHERE 0

-- name: popular_matching_liked (postgres)
WITH matching AS MATERIALIZED (
  SELECT account_id, character_id, popularity FROM discovered
  WHERE lexemes @@ CAST(:rarest AS tsquery) AND (lexemes @@ CAST(:match AS tsquery)) IS TRUE AND mature <= :mature AND popularity > 0)
SELECT account_id, character_id, popularity, 0 FROM matching
WHERE (popularity, character_id) < (:first, :character_id) ORDER BY popularity DESC, character_id DESC LIMIT :most

-- name: popular_matching_too (sqlite)
SELECT NULL WHERE 0

-- name: popular_matching_too (postgres)
WITH matching AS MATERIALIZED (
  SELECT account_id, character_id, popularity FROM discovered
  WHERE lexemes @@ CAST(:rarest AS tsquery) AND (lexemes @@ CAST(:match AS tsquery)) IS TRUE AND mature <= :mature)
SELECT account_id, character_id, popularity, 0 FROM matching
WHERE (popularity, character_id) < (:first, :character_id) ORDER BY popularity DESC, character_id DESC LIMIT :most

-- name: recent_matching (sqlite)
SELECT f.account_id, f.character_id, found_recent.rowid, 0
FROM found_recent CROSS JOIN found f ON f.number = found_recent.rowid & 1073741823
WHERE found_recent MATCH :match AND found_recent.rowid < :first
  AND (:many = '[]' OR NOT EXISTS (SELECT 1 FROM json_each(:many) w WHERE instr(' ' || f.words, ' ' || w.value) = 0))
ORDER BY found_recent.rowid DESC LIMIT :most

-- name: recent_matching (postgres)
SELECT account_id, character_id, created_at, 0 FROM (
  SELECT account_id, character_id, created_at, mature, lexemes FROM discovered
  WHERE (created_at, character_id) < (:first, :character_id) ORDER BY created_at DESC, character_id DESC LIMIT :walked) AS near
WHERE lexemes @@ CAST(:match AS tsquery) AND mature <= :mature
ORDER BY created_at DESC, character_id DESC LIMIT :most

-- name: recent_matching_too (sqlite)
SELECT NULL WHERE 0

-- name: recent_matching_too (postgres)
WITH matching AS MATERIALIZED (
  SELECT account_id, character_id, created_at FROM discovered
  WHERE lexemes @@ CAST(:rarest AS tsquery) AND (lexemes @@ CAST(:match AS tsquery)) IS TRUE AND mature <= :mature)
SELECT account_id, character_id, created_at, 0 FROM matching
WHERE (created_at, character_id) < (:first, :character_id) ORDER BY created_at DESC, character_id DESC LIMIT :most

-- name: trending_matching (sqlite)
SELECT f.account_id, f.character_id, found_trending.rowid, 0
FROM found_trending CROSS JOIN found f ON f.number = found_trending.rowid & 1073741823
WHERE found_trending MATCH :match AND found_trending.rowid < :first
  AND (:many = '[]' OR NOT EXISTS (SELECT 1 FROM json_each(:many) w WHERE instr(' ' || f.words, ' ' || w.value) = 0))
ORDER BY found_trending.rowid DESC LIMIT :most

-- name: trending_matching (postgres)
SELECT account_id, character_id, trend, popularity FROM (
  SELECT account_id, character_id, trend, popularity, mature, lexemes FROM discovered
  WHERE (trend, popularity, character_id) < (:first, :second, :character_id) ORDER BY trend DESC, popularity DESC, character_id DESC LIMIT :walked) AS near
WHERE lexemes @@ CAST(:match AS tsquery) AND mature <= :mature
ORDER BY trend DESC, popularity DESC, character_id DESC LIMIT :most

-- name: trending_matching_liked (sqlite)
SELECT NULL WHERE 0

-- name: trending_matching_liked (postgres)
WITH matching AS MATERIALIZED (
  SELECT account_id, character_id, trend, popularity FROM discovered
  WHERE lexemes @@ CAST(:rarest AS tsquery) AND (lexemes @@ CAST(:match AS tsquery)) IS TRUE AND mature <= :mature AND popularity > 0)
SELECT account_id, character_id, trend, popularity FROM matching
WHERE (trend, popularity, character_id) < (:first, :second, :character_id) ORDER BY trend DESC, popularity DESC, character_id DESC LIMIT :most

-- name: trending_matching_too (sqlite)
SELECT NULL WHERE 0

-- name: trending_matching_too (postgres)
WITH matching AS MATERIALIZED (
  SELECT account_id, character_id, trend, popularity FROM discovered
  WHERE lexemes @@ CAST(:rarest AS tsquery) AND (lexemes @@ CAST(:match AS tsquery)) IS TRUE AND mature <= :mature)
SELECT account_id, character_id, trend, popularity FROM matching
WHERE (trend, popularity, character_id) < (:first, :second, :character_id) ORDER BY trend DESC, popularity DESC, character_id DESC LIMIT :most

-- name: by_words (sqlite)
SELECT 1

-- name: by_words (postgres)
SELECT set_config('enable_seqscan', 'off', true)

-- name: likely (sqlite)
SELECT NULL

-- name: likely (postgres)
EXPLAIN (FORMAT JSON) SELECT 1 FROM discovered WHERE lexemes @@ CAST(:match AS tsquery)

-- name: count_matching (sqlite)
SELECT count(*) FROM (SELECT 1 FROM found_recent WHERE found_recent MATCH :match LIMIT :most)

-- name: count_matching (postgres)
SELECT count(*) FROM (
  SELECT 1 FROM discovered
  WHERE lexemes @@ CAST(:match AS tsquery) AND mature <= :mature
  LIMIT :most) AS found

-- name: categories
SELECT category FROM discovery_totals WHERE category <> '' ORDER BY count DESC, category LIMIT :most

-- name: of_account_by_rank
SELECT character_id FROM discovered WHERE account_id = :account_id AND mature <= :mature
ORDER BY popularity DESC, character_id DESC LIMIT :most
