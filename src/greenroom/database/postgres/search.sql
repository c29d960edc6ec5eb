-- Words by which those in `discovered` are found. Without a list of what is still to be entered, which each search would
-- go through.

ALTER TABLE discovered ADD COLUMN lexemes TSVECTOR
  GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
CREATE INDEX discovered_lexemes ON discovered USING gin (lexemes) WITH (fastupdate = off);
