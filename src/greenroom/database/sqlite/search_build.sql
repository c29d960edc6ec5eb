-- What the triggers would have done for each row of `discovered`, at once and in the order of the ranks, in which an index
-- is made without ever being gone back to.

DELETE FROM found;
DELETE FROM found_terms;
INSERT INTO found_popular (found_popular) VALUES ('delete-all');
INSERT INTO found_recent (found_recent) VALUES ('delete-all');
INSERT INTO found_trending (found_trending) VALUES ('delete-all');
INSERT INTO found_popular (found_popular, rank) VALUES ('automerge', 4);
INSERT INTO found_recent (found_recent, rank) VALUES ('automerge', 4);
INSERT INTO found_trending (found_trending, rank) VALUES ('automerge', 4);
INSERT INTO found (account_id, character_id, popularity, recency, trend, words)
  SELECT * FROM found_now ORDER BY recency, character_id;
INSERT INTO found_popular (rowid, words) SELECT by_popularity, words FROM found ORDER BY 1;
INSERT INTO found_recent (rowid, words) SELECT by_recency, words FROM found ORDER BY 1;
INSERT INTO found_trending (rowid, words) SELECT by_trend, words FROM found ORDER BY 1;
INSERT INTO found_terms
  SELECT DISTINCT value FROM found, json_each('["' || replace(words, ' ', '","') || '"]') ORDER BY 1;
INSERT INTO found_popular (found_popular) VALUES ('optimize'); -- a word is looked for in each part
INSERT INTO found_recent (found_recent) VALUES ('optimize');
INSERT INTO found_trending (found_trending) VALUES ('optimize');
INSERT INTO found_popular (found_popular, rank) VALUES ('automerge', 0);
INSERT INTO found_recent (found_recent, rank) VALUES ('automerge', 0);
INSERT INTO found_trending (found_trending, rank) VALUES ('automerge', 0);
