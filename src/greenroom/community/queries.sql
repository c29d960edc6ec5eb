-- name: profile
SELECT about, avatar, chosen_at FROM profiles WHERE account_id = :account_id

-- name: save_profile
INSERT INTO profiles (account_id, about, avatar, chosen_at) VALUES (:account_id, :about, :avatar, :now)
ON CONFLICT (account_id) DO UPDATE SET about = :about, avatar = :avatar, chosen_at = :now

-- name: open_report
SELECT report_id FROM reports
WHERE account_id = :account_id AND character_id = :character_id AND reporter_id = :reporter_id AND settled_at IS NULL

-- name: open_report_of_account
SELECT report_id FROM reports
WHERE account_id = :account_id AND character_id IS NULL AND reporter_id = :reporter_id AND settled_at IS NULL

-- name: settle_reports_of_account
UPDATE reports SET settled_at = :now WHERE account_id = :account_id AND character_id IS NULL AND settled_at IS NULL

-- name: insert_report
INSERT INTO reports (account_id, report_id, character_id, reporter_id, reason, text, created_at)
VALUES (:account_id, :report_id, :character_id, :reporter_id, :reason, :text, :now)

-- name: update_report
UPDATE reports SET reason = :reason, text = :text WHERE account_id = :account_id AND report_id = :report_id

-- name: open_reports
SELECT report_id, account_id, character_id, reporter_id, reason, text, created_at FROM reports
WHERE settled_at IS NULL AND report_id > :after ORDER BY report_id LIMIT :most

-- name: settle_reports
UPDATE reports SET settled_at = :now
WHERE account_id = :account_id AND character_id = :character_id AND settled_at IS NULL

-- name: block
INSERT INTO blocks (account_id, creator_id, created_at) VALUES (:account_id, :creator_id, :now) ON CONFLICT DO NOTHING

-- name: unblock
DELETE FROM blocks WHERE account_id = :account_id AND creator_id = :creator_id

-- name: blocked
SELECT creator_id FROM blocks WHERE account_id = :account_id ORDER BY created_at, creator_id
