-- Words by which those in `discovered` are found, and the category as _…. Without a list of what is still to be entered,
-- which each search would go through. Those whom somebody talked with come first in most orders, and are the fewer by far.

ALTER TABLE discovered ADD COLUMN lexemes TSVECTOR
  GENERATED ALWAYS AS (array_to_tsvector(string_to_array(ltrim(words || ' _' || md5(category)), ' '))) STORED;
CREATE INDEX discovered_lexemes ON discovered USING gin (lexemes) WITH (fastupdate = off);
CREATE INDEX discovered_lexemes_liked ON discovered USING gin (lexemes) WITH (fastupdate = off) WHERE popularity > 0;
