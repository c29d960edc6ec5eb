-- A list may be kept until its account's edition is another. Characters that come and go count in `add_to_total`, and who
-- stands elsewhere now in `turn`; all else that lists show of them is in these rows.

CREATE TRIGGER characters_change AFTER UPDATE ON characters BEGIN
  UPDATE character_totals SET edition = edition + 1 WHERE account_id = new.account_id;
END;
CREATE TRIGGER accounts_are_renamed AFTER UPDATE OF handle ON accounts BEGIN
  UPDATE character_totals SET edition = edition + 1 WHERE account_id = new.account_id;
END;
