-- name: insert_persona
INSERT INTO personas (account_id, persona_id, created_at, updated_at, revision, name, description, picture)
VALUES (:account_id, :persona_id, :now, :now, 1, :name, :description, :picture)

-- name: persona
SELECT account_id, persona_id, created_at, updated_at, revision, name, description, picture FROM personas
WHERE account_id = :account_id AND persona_id = :persona_id

-- name: locked_persona (sqlite)
SELECT account_id, persona_id, created_at, updated_at, revision, name, description, picture FROM personas
WHERE account_id = :account_id AND persona_id = :persona_id

-- name: locked_persona (postgres)
SELECT account_id, persona_id, created_at, updated_at, revision, name, description, picture FROM personas
WHERE account_id = :account_id AND persona_id = :persona_id FOR UPDATE

-- name: personas
SELECT account_id, persona_id, created_at, updated_at, revision, name, description, picture FROM personas
WHERE account_id = :account_id AND persona_id < :before ORDER BY persona_id DESC LIMIT :most

-- name: update_persona
UPDATE personas SET updated_at = :now, revision = revision + 1, name = :name, description = :description,
       picture = :picture
WHERE account_id = :account_id AND persona_id = :persona_id

-- name: delete_persona
DELETE FROM personas WHERE account_id = :account_id AND persona_id = :persona_id

-- name: leave_persona
UPDATE threads SET persona_id = NULL WHERE account_id = :account_id AND persona_id = :persona_id

-- name: touch_losing
UPDATE personas SET updated_at = :now, revision = revision + 1
WHERE account_id = :account_id AND persona_id IN (
  SELECT persona_id FROM persona_choices
  WHERE account_id = :account_id AND subject = :subject AND persona_id <> :persona_id
)

-- name: choose_persona
INSERT INTO persona_choices (account_id, subject, persona_id) VALUES (:account_id, :subject, :persona_id)
ON CONFLICT (account_id, subject) DO UPDATE SET persona_id = excluded.persona_id

-- name: unchoose_persona
DELETE FROM persona_choices WHERE account_id = :account_id AND subject = :subject AND persona_id = :persona_id

-- name: subjects_of_persona
SELECT subject FROM persona_choices WHERE account_id = :account_id AND persona_id = :persona_id ORDER BY subject

-- name: chosen_persona
SELECT p.account_id, p.persona_id, p.created_at, p.updated_at, p.revision, p.name, p.description, p.picture
FROM persona_choices c
JOIN personas p ON p.account_id = c.account_id AND p.persona_id = c.persona_id
WHERE c.account_id = :account_id AND c.subject IN (:character_id, '*')
ORDER BY c.subject DESC LIMIT 1

-- name: cast_in
INSERT INTO scene_casts (account_id, character_id, owner_id, scene_id)
VALUES (:account_id, :character_id, :owner_id, :scene_id)
ON CONFLICT (account_id, character_id) DO UPDATE SET scene_id = excluded.scene_id

-- name: cast_out
DELETE FROM scene_casts WHERE account_id = :account_id AND character_id = :character_id AND scene_id = :scene_id

-- name: cast_elsewhere
UPDATE scene_casts SET scene_id = :to WHERE account_id = :account_id AND scene_id = :scene_id

-- name: cast_of
SELECT character_id FROM scene_casts WHERE account_id = :account_id AND scene_id = :scene_id ORDER BY character_id

-- name: scene_of
SELECT scene_id FROM scene_casts WHERE account_id = :account_id AND character_id = :character_id

-- name: played_in
SELECT 1 FROM threads WHERE account_id = :account_id AND scene_id = :scene_id LIMIT 1

-- name: insert_thread
INSERT INTO threads (account_id, thread_id, owner_id, character_id, share_id, persona_id, scene_id, created_at,
                     updated_at, revision, title, model, leaf_id, used, reply_id, reply_until)
VALUES (:account_id, :thread_id, :owner_id, :character_id, :share_id, :persona_id, :scene_id, :now, :now, 1, :title,
        :model, NULL, 0, NULL, 0)

-- name: thread
SELECT account_id, thread_id, owner_id, character_id, share_id, persona_id, scene_id, created_at, updated_at, revision,
       title, model, leaf_id, used, reply_id, reply_until
FROM threads WHERE account_id = :account_id AND thread_id = :thread_id

-- name: hold_character_of (sqlite)
SELECT 1 FROM threads WHERE account_id = :account_id AND thread_id = :thread_id

-- name: hold_character_of (postgres)
SELECT 1 FROM threads t
JOIN characters c ON c.account_id = t.owner_id AND c.character_id = t.character_id
JOIN accounts a ON a.account_id = t.account_id
JOIN accounts o ON o.account_id = t.owner_id
WHERE t.account_id = :account_id AND t.thread_id = :thread_id FOR KEY SHARE OF a, o, c

-- name: hold_both (sqlite)
SELECT account_id FROM accounts WHERE account_id IN (:account_id, :owner_id)

-- name: hold_both (postgres)
SELECT account_id FROM accounts WHERE account_id IN (:account_id, :owner_id) ORDER BY account_id FOR KEY SHARE

-- name: hold_account (sqlite)
SELECT 1 FROM accounts WHERE account_id = :account_id

-- name: hold_account (postgres)
SELECT 1 FROM accounts WHERE account_id = :account_id FOR NO KEY UPDATE

-- name: locked_thread (sqlite)
SELECT account_id, thread_id, owner_id, character_id, share_id, persona_id, scene_id, created_at, updated_at, revision,
       title, model, leaf_id, used, reply_id, reply_until
FROM threads WHERE account_id = :account_id AND thread_id = :thread_id

-- name: locked_thread (postgres)
SELECT account_id, thread_id, owner_id, character_id, share_id, persona_id, scene_id, created_at, updated_at, revision,
       title, model, leaf_id, used, reply_id, reply_until
FROM threads WHERE account_id = :account_id AND thread_id = :thread_id FOR UPDATE

-- name: threads
SELECT account_id, thread_id, owner_id, character_id, share_id, persona_id, scene_id, created_at, updated_at, revision,
       title, model, leaf_id, used, reply_id, reply_until
FROM threads WHERE account_id = :account_id AND (updated_at, thread_id) < (:moment, :thread_id)
ORDER BY updated_at DESC, thread_id DESC LIMIT :most

-- name: threads_with
SELECT account_id, thread_id, owner_id, character_id, share_id, persona_id, scene_id, created_at, updated_at, revision,
       title, model, leaf_id, used, reply_id, reply_until
FROM threads WHERE account_id = :account_id AND (updated_at, thread_id) < (:moment, :thread_id)
  AND character_id = :character_id
ORDER BY updated_at DESC, thread_id DESC LIMIT :most

-- name: update_thread
UPDATE threads SET updated_at = :now, revision = :revision, persona_id = :persona_id, scene_id = :scene_id,
       title = :title, model = :model, leaf_id = :leaf_id, used = :used, reply_id = :reply_id, reply_until = :reply_until
WHERE account_id = :account_id AND thread_id = :thread_id

-- name: renew_reply
UPDATE threads SET reply_until = :reply_until
WHERE account_id = :account_id AND thread_id = :thread_id AND reply_id = :reply_id

-- name: ask_to_stop
INSERT INTO reply_stops (account_id, thread_id, reply_id) VALUES (:account_id, :thread_id, :reply_id)
ON CONFLICT (account_id, thread_id) DO UPDATE SET reply_id = excluded.reply_id

-- name: asked_of_makers
SELECT reply_id, 1 FROM reply_stops
UNION ALL
SELECT reply_id, 0 FROM passing_replies WHERE followed_until > :now

-- name: follow_reply
INSERT INTO passing_replies (account_id, thread_id, reply_id, followed_until, text)
VALUES (:account_id, :thread_id, :reply_id, :until, '')
ON CONFLICT (account_id, thread_id, reply_id) DO UPDATE SET followed_until = excluded.followed_until
RETURNING text

-- name: tell_followers
UPDATE passing_replies SET text = :text
WHERE account_id = :account_id AND thread_id = :thread_id AND reply_id = :reply_id

-- name: leave_followers
DELETE FROM passing_replies WHERE account_id = :account_id AND thread_id = :thread_id AND reply_id = :reply_id

-- name: forget_followed
DELETE FROM passing_replies WHERE followed_until < :before

-- name: stop_heard
DELETE FROM reply_stops WHERE account_id = :account_id AND thread_id = :thread_id

-- name: delete_thread
DELETE FROM threads WHERE account_id = :account_id AND thread_id = :thread_id

-- name: insert_message
INSERT INTO messages (account_id, thread_id, message_id, parent_id, speaker, state, created_at, edited_at, text, about)
VALUES (:account_id, :thread_id, :message_id, :parent_id, :speaker, :state, :now, NULL, :text, :about)

-- name: message
SELECT account_id, thread_id, message_id, parent_id, speaker, state, created_at, edited_at, text, about FROM messages
WHERE account_id = :account_id AND thread_id = :thread_id AND message_id = :message_id

-- name: messages
SELECT account_id, thread_id, message_id, parent_id, speaker, state, created_at, edited_at, text, about FROM messages
WHERE account_id = :account_id AND thread_id = :thread_id AND message_id > :after ORDER BY message_id LIMIT :most

-- name: path
WITH RECURSIVE path (message_id, parent_id, depth) AS (
  SELECT message_id, parent_id, 0 FROM messages
  WHERE account_id = :account_id AND thread_id = :thread_id AND message_id = :leaf_id
  UNION ALL
  SELECT m.message_id, m.parent_id, path.depth + 1 FROM path
  JOIN messages m ON m.account_id = :account_id AND m.thread_id = :thread_id AND m.message_id = path.parent_id
  WHERE path.depth < :most - 1
)
SELECT m.account_id, m.thread_id, m.message_id, m.parent_id, m.speaker, m.state, m.created_at, m.edited_at, m.text,
       m.about
FROM path JOIN messages m ON m.account_id = :account_id AND m.thread_id = :thread_id AND m.message_id = path.message_id
ORDER BY path.depth

-- name: newest_below
WITH RECURSIVE below (message_id) AS (
  SELECT message_id FROM messages
  WHERE account_id = :account_id AND thread_id = :thread_id AND message_id = :message_id
  UNION ALL
  SELECT m.message_id FROM below
  JOIN messages m ON m.account_id = :account_id AND m.thread_id = :thread_id AND m.parent_id = below.message_id
)
SELECT max(message_id) FROM below

-- name: all_below
WITH RECURSIVE below (message_id) AS (
  SELECT message_id FROM messages
  WHERE account_id = :account_id AND thread_id = :thread_id AND message_id = :message_id
  UNION ALL
  SELECT m.message_id FROM below
  JOIN messages m ON m.account_id = :account_id AND m.thread_id = :thread_id AND m.parent_id = below.message_id
)
SELECT message_id FROM below

-- name: versions
SELECT message_id FROM messages
WHERE account_id = :account_id AND thread_id = :thread_id
  AND (parent_id = :parent_id OR (parent_id IS NULL AND CAST(:parent_id AS TEXT) IS NULL))
ORDER BY message_id

-- name: update_message
UPDATE messages SET text = :text, state = :state, edited_at = :edited_at, about = :about
WHERE account_id = :account_id AND thread_id = :thread_id AND message_id = :message_id

-- name: delete_message
DELETE FROM messages WHERE account_id = :account_id AND thread_id = :thread_id AND message_id = :message_id

-- name: enter
INSERT INTO ledger (owner_id, character_id, message_id, uses, moment)
VALUES (:owner_id, :character_id, :message_id, :uses, :now)

-- name: sums
SELECT count(*), coalesce(sum(uses), 0), max(moment) FROM ledger
WHERE owner_id = :owner_id AND character_id = :character_id

-- name: differing
SELECT c.account_id, c.character_id, c.message_count, c.used_count, coalesce(l.messages, 0), coalesce(l.uses, 0)
FROM characters c LEFT JOIN (
  SELECT owner_id, character_id, count(*) AS messages, CAST(sum(uses) AS BIGINT) AS uses FROM ledger
  GROUP BY owner_id, character_id
) l ON l.owner_id = c.account_id AND l.character_id = c.character_id
LEFT JOIN discovered d ON d.account_id = c.account_id AND d.character_id = c.character_id
WHERE c.message_count <> coalesce(l.messages, 0) OR c.used_count <> coalesce(l.uses, 0)
  OR d.popularity <> coalesce(l.messages, 0)
ORDER BY c.account_id, c.character_id

-- name: hold_counters
UPDATE characters SET message_count = message_count WHERE account_id = :owner_id AND character_id = :character_id

-- name: mend_counters
UPDATE characters SET
  message_count = (SELECT count(*) FROM ledger WHERE owner_id = :owner_id AND character_id = :character_id),
  used_count = (
    SELECT coalesce(sum(uses), 0) FROM ledger WHERE owner_id = :owner_id AND character_id = :character_id
  ),
  talked_at = (SELECT max(moment) FROM ledger WHERE owner_id = :owner_id AND character_id = :character_id)
WHERE account_id = :owner_id AND character_id = :character_id

-- name: mend_popularity
UPDATE discovered SET
  popularity = (SELECT count(*) FROM ledger WHERE owner_id = :owner_id AND character_id = :character_id)
WHERE account_id = :owner_id AND character_id = :character_id

-- name: last_entry
SELECT moment FROM ledger WHERE owner_id = :owner_id AND character_id = :character_id
ORDER BY message_id DESC LIMIT 1

-- name: count_day
INSERT INTO message_days (account_id, day, count) VALUES (:account_id, :day, 1)
ON CONFLICT (account_id, day) DO UPDATE SET count = message_days.count + 1

-- name: day
SELECT count FROM message_days WHERE account_id = :account_id AND day = :day

-- name: give_back_day
UPDATE message_days SET count = count - 1 WHERE account_id = :account_id AND day = :day AND count > 0

-- name: forget_days
DELETE FROM message_days WHERE day < :day

-- name: keep_outcome
INSERT INTO outcomes (account_id, thread_id, reply_id, ended_at, document)
VALUES (:account_id, :thread_id, :reply_id, :now, :document)
ON CONFLICT (account_id, thread_id, reply_id) DO NOTHING

-- name: outcome
SELECT document FROM outcomes
WHERE account_id = :account_id AND thread_id = :thread_id AND reply_id = :reply_id

-- name: forget_outcomes
DELETE FROM outcomes WHERE ended_at < :before

-- name: recollect
INSERT INTO recollections (account_id, thread_id, kind, character_id, speaker, message_id, updated_at, text)
VALUES (:account_id, :thread_id, :kind, :character_id, :speaker, :message_id, :now, :text)
ON CONFLICT (account_id, thread_id, kind, speaker) DO UPDATE SET
  message_id = excluded.message_id, updated_at = excluded.updated_at, text = excluded.text

-- name: recollection
SELECT message_id, text FROM recollections
WHERE account_id = :account_id AND thread_id = :thread_id AND kind = :kind AND speaker = :speaker

-- name: recollections
SELECT text FROM recollections
WHERE account_id = :account_id AND character_id = :character_id AND speaker = :speaker AND kind = 'memory'
  AND thread_id <> :thread_id
ORDER BY updated_at DESC LIMIT :most

-- name: forget
DELETE FROM recollections
WHERE account_id = :account_id AND thread_id = :thread_id AND message_id >= :message_id

-- name: vectors
SELECT digest, vector FROM vectors
WHERE account_id = :account_id AND character_id = :character_id AND model = :model

-- name: keep_vector (sqlite)
INSERT INTO vectors (account_id, character_id, model, digest, vector)
SELECT account_id, character_id, :model, :digest, :vector FROM characters
WHERE account_id = :account_id AND character_id = :character_id
ON CONFLICT (account_id, character_id, model, digest) DO NOTHING

-- name: keep_vector (postgres)
INSERT INTO vectors (account_id, character_id, model, digest, vector)
SELECT account_id, character_id, :model, :digest, :vector FROM characters
WHERE account_id = :account_id AND character_id = :character_id FOR KEY SHARE
ON CONFLICT (account_id, character_id, model, digest) DO NOTHING

-- name: drop_vector
DELETE FROM vectors
WHERE account_id = :account_id AND character_id = :character_id AND model = :model AND digest = :digest

-- name: drop_vectors
DELETE FROM vectors WHERE account_id = :account_id AND character_id = :character_id AND model = :model
