-- Words by which those in `discovered` are found. Triggers keep them, and nothing copies them: search_build.sql makes them
-- anew of that table.
--
-- There is a full-text index for each order, whose row ids are ranks: the last that match are the first to be shown, and
-- a search ends with them, however many there are. A rank is 32 bits of what is ordered by, and 30 of a number that tells
-- equals apart, the newest last. It may lag, a popularity by a sixteenth and a trend by a sixteenth of a doubling, so that
-- most messages move nobody.

CREATE TABLE found (
  number        INTEGER PRIMARY KEY,
  account_id    TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  popularity    INTEGER NOT NULL,
  recency       INTEGER NOT NULL,               -- seconds
  trend         INTEGER NOT NULL,               -- in 2^-18 of a doubling
  words         TEXT NOT NULL,                  -- those of `discovered`, its category in hexadecimal as _…, ! where for adults
  by_popularity INTEGER GENERATED ALWAYS AS (popularity << 30 | number) VIRTUAL,
  by_recency    INTEGER GENERATED ALWAYS AS (recency << 30 | number) VIRTUAL,
  by_trend      INTEGER GENERATED ALWAYS AS (trend << 30 | number) VIRTUAL,
  UNIQUE (character_id, account_id)
);

CREATE TABLE found_terms (                      -- every word there is, for those who know its beginning
  word          TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

CREATE VIRTUAL TABLE found_popular USING fts5(words, content='', columnsize=0, detail=none, prefix='1 2 3 4',
  tokenize="ascii tokenchars '_!#@&%*+<=>|~$'");
CREATE VIRTUAL TABLE found_recent USING fts5(words, content='', columnsize=0, detail=none, prefix='1 2 3 4',
  tokenize="ascii tokenchars '_!#@&%*+<=>|~$'");
CREATE VIRTUAL TABLE found_trending USING fts5(words, content='', columnsize=0, detail=none, prefix='1 2 3 4',
  tokenize="ascii tokenchars '_!#@&%*+<=>|~$'");

-- Left to itself FTS5 merges hundreds of pages at once, for some 30 ms, in every twentieth change. Here each change merges
-- a few, which comes to the same in sum.
INSERT INTO found_popular (found_popular, rank) VALUES ('automerge', 0);
INSERT INTO found_recent (found_recent, rank) VALUES ('automerge', 0);
INSERT INTO found_trending (found_trending, rank) VALUES ('automerge', 0);

CREATE VIEW found_now AS
  SELECT account_id, character_id, min(popularity, 4294967295) AS popularity,
         max(0, min(created_at / 1000000, 4294967295)) AS recency,
         max(0, min(CAST(trend * 262144 AS INTEGER), 4294967295)) AS trend,
         words || ' _' || hex(category) || CASE mature WHEN 0 THEN '' ELSE ' !' END AS words
  FROM discovered;

CREATE TRIGGER discovered_comes AFTER INSERT ON discovered BEGIN
  INSERT INTO found (account_id, character_id, popularity, recency, trend, words)
  SELECT * FROM found_now WHERE account_id = new.account_id AND character_id = new.character_id;
END;
CREATE TRIGGER discovered_goes AFTER DELETE ON discovered BEGIN
  DELETE FROM found WHERE character_id = old.character_id AND account_id = old.account_id;
END;
CREATE TRIGGER discovered_changes AFTER UPDATE OF words, category, mature ON discovered BEGIN
  UPDATE found SET words = n.words FROM found_now n
  WHERE n.account_id = new.account_id AND n.character_id = new.character_id
  AND found.account_id = new.account_id AND found.character_id = new.character_id AND found.words <> n.words;
END;
CREATE TRIGGER discovered_is_liked AFTER UPDATE OF popularity, trend ON discovered BEGIN
  UPDATE found SET popularity = n.popularity FROM found_now n
  WHERE n.account_id = new.account_id AND n.character_id = new.character_id
  AND found.account_id = new.account_id AND found.character_id = new.character_id
  AND abs(n.popularity - found.popularity) * 16 > found.popularity;
  UPDATE found SET trend = n.trend FROM found_now n
  WHERE n.account_id = new.account_id AND n.character_id = new.character_id
  AND found.account_id = new.account_id AND found.character_id = new.character_id
  AND abs(n.trend - found.trend) > 16384;
END;

CREATE TRIGGER found_comes AFTER INSERT ON found BEGIN
  INSERT INTO found_popular (rowid, words) VALUES (new.by_popularity, new.words);
  INSERT INTO found_popular (found_popular, rank) VALUES ('merge', 8);
  INSERT INTO found_recent (rowid, words) VALUES (new.by_recency, new.words);
  INSERT INTO found_recent (found_recent, rank) VALUES ('merge', 8);
  INSERT INTO found_trending (rowid, words) VALUES (new.by_trend, new.words);
  INSERT INTO found_trending (found_trending, rank) VALUES ('merge', 8);
  INSERT OR IGNORE INTO found_terms SELECT value FROM json_each('["' || replace(new.words, ' ', '","') || '"]');
END;
CREATE TRIGGER found_goes AFTER DELETE ON found BEGIN
  INSERT INTO found_popular (found_popular, rowid, words) VALUES ('delete', old.by_popularity, old.words);
  INSERT INTO found_recent (found_recent, rowid, words) VALUES ('delete', old.by_recency, old.words);
  INSERT INTO found_trending (found_trending, rowid, words) VALUES ('delete', old.by_trend, old.words);
  DELETE FROM found_terms WHERE word IN (SELECT value FROM json_each('["' || replace(old.words, ' ', '","') || '"]'))
  AND NOT EXISTS (SELECT 1 FROM found_recent WHERE found_recent MATCH '"' || found_terms.word || '"');
END;
CREATE TRIGGER found_renamed AFTER UPDATE OF words ON found BEGIN
  INSERT INTO found_popular (found_popular, rowid, words) VALUES ('delete', old.by_popularity, old.words);
  INSERT INTO found_recent (found_recent, rowid, words) VALUES ('delete', old.by_recency, old.words);
  INSERT INTO found_trending (found_trending, rowid, words) VALUES ('delete', old.by_trend, old.words);
  INSERT INTO found_popular (rowid, words) VALUES (new.by_popularity, new.words);
  INSERT INTO found_popular (found_popular, rank) VALUES ('merge', 8);
  INSERT INTO found_recent (rowid, words) VALUES (new.by_recency, new.words);
  INSERT INTO found_recent (found_recent, rank) VALUES ('merge', 8);
  INSERT INTO found_trending (rowid, words) VALUES (new.by_trend, new.words);
  INSERT INTO found_trending (found_trending, rank) VALUES ('merge', 8);
  INSERT OR IGNORE INTO found_terms SELECT value FROM json_each('["' || replace(new.words, ' ', '","') || '"]');
  DELETE FROM found_terms WHERE word IN (SELECT value FROM json_each('["' || replace(old.words, ' ', '","') || '"]'))
  AND NOT EXISTS (SELECT 1 FROM found_recent WHERE found_recent MATCH '"' || found_terms.word || '"');
END;
CREATE TRIGGER found_rises AFTER UPDATE OF popularity ON found BEGIN
  INSERT INTO found_popular (found_popular, rowid, words) VALUES ('delete', old.by_popularity, old.words);
  INSERT INTO found_popular (rowid, words) VALUES (new.by_popularity, new.words);
  INSERT INTO found_popular (found_popular, rank) VALUES ('merge', 8);
END;
CREATE TRIGGER found_trends AFTER UPDATE OF trend ON found BEGIN
  INSERT INTO found_trending (found_trending, rowid, words) VALUES ('delete', old.by_trend, old.words);
  INSERT INTO found_trending (rowid, words) VALUES (new.by_trend, new.words);
  INSERT INTO found_trending (found_trending, rank) VALUES ('merge', 8);
END;
