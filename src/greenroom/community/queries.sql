-- name: profile
SELECT about, avatar, chosen_at FROM profiles WHERE account_id = :account_id

-- name: save_profile
INSERT INTO profiles (account_id, about, avatar, chosen_at) VALUES (:account_id, :about, :avatar, :now)
ON CONFLICT (account_id) DO UPDATE SET about = :about, avatar = :avatar, chosen_at = :now
