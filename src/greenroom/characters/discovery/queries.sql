-- Who may be found. Each page begins behind a rank, which for the first one stands before everybody.

-- name: found
SELECT category FROM discovered WHERE account_id = :account_id AND character_id = :character_id

-- name: insert_found
INSERT INTO discovered (account_id, character_id, category, created_at, popularity, trend, mature)
SELECT account_id, character_id, :category, created_at, message_count, trend, mature FROM characters
WHERE account_id = :account_id AND character_id = :character_id

-- name: update_category
UPDATE discovered SET category = :category WHERE account_id = :account_id AND character_id = :character_id

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

-- name: words
SELECT word FROM discovery_words WHERE account_id = :account_id AND character_id = :character_id

-- name: insert_word
INSERT INTO discovery_words (word, account_id, character_id) VALUES (:word, :account_id, :character_id)

-- name: delete_word
DELETE FROM discovery_words WHERE word = :word AND character_id = :character_id

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

-- A search by words begins with the characters that the rarest of them finds, and asks these for the others; where even
-- that is frequent, it goes through the lists above, and asks those who stand there for all words.

-- name: count_of_word
SELECT count(*) FROM (
  SELECT character_id FROM discovery_words WHERE word >= :low AND word < :high LIMIT :most) AS found

-- name: having_words (sqlite)
SELECT json_extract(p.value, '$[1]') FROM json_each(:pairs) p WHERE NOT EXISTS (
  SELECT 1 FROM json_each(:words) o WHERE NOT EXISTS (
    SELECT 1 FROM discovery_words v
    WHERE v.account_id = json_extract(p.value, '$[0]') AND v.character_id = json_extract(p.value, '$[1]')
    AND v.word >= o.value AND v.word < o.value || :after))

-- name: having_words (postgres)
SELECT p.value ->> 1 FROM json_array_elements(CAST(:pairs AS json)) AS p (value) WHERE NOT EXISTS (
  SELECT 1 FROM json_array_elements_text(CAST(:words AS json)) AS o (value) WHERE NOT EXISTS (
    SELECT 1 FROM discovery_words v WHERE v.account_id = p.value ->> 0 AND v.character_id = p.value ->> 1
    AND v.word >= o.value COLLATE "C" AND v.word < (o.value || :after) COLLATE "C"))

-- name: with_words (sqlite)
WITH matching AS (
  SELECT DISTINCT w.account_id, w.character_id FROM discovery_words w
  WHERE w.word >= :low AND w.word < :high AND NOT EXISTS (
    SELECT 1 FROM json_each(:others) o WHERE NOT EXISTS (
      SELECT 1 FROM discovery_words v WHERE v.account_id = w.account_id AND v.character_id = w.character_id
      AND v.word >= o.value AND v.word < o.value || :after))),
ranked AS (
  SELECT d.account_id, d.character_id,
         CASE :sort WHEN 'popular' THEN d.popularity WHEN 'recent' THEN d.created_at ELSE d.trend END AS one,
         CASE :sort WHEN 'trending' THEN d.popularity ELSE 0 END AS two
  FROM matching m JOIN discovered d ON d.account_id = m.account_id AND d.character_id = m.character_id
  WHERE (:category = '' OR d.category = :category) AND d.mature <= :mature)
SELECT account_id, character_id, one, two FROM ranked WHERE (one, two, character_id) < (:first, :second, :character_id)
ORDER BY one DESC, two DESC, character_id DESC LIMIT :most OFFSET :offset

-- name: with_words (postgres)
WITH matching AS (
  SELECT DISTINCT w.account_id, w.character_id FROM discovery_words w
  WHERE w.word >= :low AND w.word < :high AND NOT EXISTS (
    SELECT 1 FROM json_array_elements_text(CAST(:others AS json)) AS o (value) WHERE NOT EXISTS (
      SELECT 1 FROM discovery_words v WHERE v.account_id = w.account_id AND v.character_id = w.character_id
      AND v.word >= o.value COLLATE "C" AND v.word < (o.value || :after) COLLATE "C"))),
ranked AS (
  SELECT d.account_id, d.character_id,
         CASE :sort WHEN 'popular' THEN CAST(d.popularity AS DOUBLE PRECISION)
                    WHEN 'recent' THEN CAST(d.created_at AS DOUBLE PRECISION) ELSE d.trend END AS one,
         CASE :sort WHEN 'trending' THEN d.popularity ELSE 0 END AS two
  FROM matching m JOIN discovered d ON d.account_id = m.account_id AND d.character_id = m.character_id
  WHERE (:category = '' OR d.category = :category) AND d.mature <= :mature)
SELECT account_id, character_id, one, two FROM ranked WHERE (one, two, character_id) < (:first, :second, :character_id)
ORDER BY one DESC, two DESC, character_id DESC LIMIT :most OFFSET :offset

-- name: count_with_words (sqlite)
SELECT count(*) FROM (
  SELECT DISTINCT d.character_id FROM discovery_words w
  JOIN discovered d ON d.account_id = w.account_id AND d.character_id = w.character_id
  WHERE w.word >= :low AND w.word < :high AND (:category = '' OR d.category = :category)
        AND d.mature <= :mature AND NOT EXISTS (
    SELECT 1 FROM json_each(:others) o WHERE NOT EXISTS (
      SELECT 1 FROM discovery_words v WHERE v.account_id = w.account_id AND v.character_id = w.character_id
      AND v.word >= o.value AND v.word < o.value || :after))
  LIMIT :most)

-- name: count_with_words (postgres)
SELECT count(*) FROM (
  SELECT DISTINCT d.character_id FROM discovery_words w
  JOIN discovered d ON d.account_id = w.account_id AND d.character_id = w.character_id
  WHERE w.word >= :low AND w.word < :high AND (:category = '' OR d.category = :category)
        AND d.mature <= :mature AND NOT EXISTS (
    SELECT 1 FROM json_array_elements_text(CAST(:others AS json)) AS o (value) WHERE NOT EXISTS (
      SELECT 1 FROM discovery_words v WHERE v.account_id = w.account_id AND v.character_id = w.character_id
      AND v.word >= o.value COLLATE "C" AND v.word < (o.value || :after) COLLATE "C"))
  LIMIT :most) AS found

-- name: categories
SELECT category FROM discovery_totals WHERE category <> '' ORDER BY count DESC, category LIMIT :most

-- name: of_account_by_rank
SELECT character_id FROM discovered WHERE account_id = :account_id AND mature <= :mature
ORDER BY popularity DESC, character_id DESC LIMIT :most
