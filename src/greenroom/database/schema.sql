-- The whole schema of this version, for an empty database. Words in ${braces} are the engine's own (database/engines.py).
--
-- Every tenant table begins its primary key with account_id, so that an account's rows lie together and an engine that
-- distributes by account can hold them. What must be found without knowing the account (a key, a handle, a share link)
-- has a small table of its own. Times are microseconds since 1970, UTC.
--
-- Tables whose names begin with passing_ hold what nobody misses after a crash, and are in no backup.

CREATE TABLE accounts (
  account_id    TEXT NOT NULL PRIMARY KEY,      -- UUIDv7
  handle        TEXT NOT NULL,
  display_name  TEXT NOT NULL,
  plan          TEXT NOT NULL,
  suspended_at  BIGINT,
  suspended_for TEXT NOT NULL DEFAULT '',       -- why, as its owner is told
  created_at    BIGINT NOT NULL
) ${clustered};

CREATE TABLE handles (                          -- global: a handle is unique without regard to case
  handle_key    TEXT NOT NULL PRIMARY KEY,
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE
) ${clustered};
CREATE INDEX handles_of_account ON handles (account_id);

CREATE TABLE api_keys (
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  key_id        TEXT NOT NULL,                  -- public part of the key
  digest        ${bytes} NOT NULL,              -- keyed hash of the whole key; the key itself is never stored
  label         TEXT NOT NULL,
  scopes        TEXT NOT NULL,                  -- words joined by blanks
  created_at    BIGINT NOT NULL,
  expires_at    BIGINT,
  revoked_at    BIGINT,
  last_used_at  BIGINT,                         -- to the minute or so
  PRIMARY KEY (account_id, key_id)
) ${clustered};

CREATE TABLE key_owners (                       -- global: which account a presented key belongs to
  key_id        TEXT NOT NULL PRIMARY KEY,
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE
) ${clustered};
CREATE INDEX key_owners_of_account ON key_owners (account_id);

CREATE TABLE identities (                       -- how people sign in, as (issuer, subject); never by e-mail
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  issuer        TEXT NOT NULL,                  -- an address, or local: a password of this server
  subject       TEXT NOT NULL,                  -- whom the issuer means; local: the account's id
  label         TEXT NOT NULL,                  -- what its owner knows it by, as an e-mail address; never compared
  created_at    BIGINT NOT NULL,
  used_at       BIGINT NOT NULL,
  PRIMARY KEY (account_id, issuer, subject)
) ${clustered};

CREATE TABLE identity_owners (                  -- global: whom an identity signs in as
  issuer        TEXT NOT NULL,
  subject       TEXT NOT NULL,
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject)
) ${clustered};
CREATE INDEX identity_owners_of_account ON identity_owners (account_id);

CREATE TABLE passwords (                        -- of local identities
  account_id    TEXT NOT NULL PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  hash          TEXT NOT NULL,                  -- argon2id with its parameters
  recovery      ${bytes} NOT NULL,              -- keyed hash of the recovery code
  changed_at    BIGINT NOT NULL
) ${clustered};

CREATE TABLE guests (                           -- accounts that nobody can sign in to again; they end when idle
  account_id    TEXT NOT NULL PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  seen_at       BIGINT NOT NULL                 -- to a few minutes
) ${clustered};
CREATE INDEX guests_by_age ON guests (seen_at);

CREATE TABLE operators (                        -- accounts that look after this server
  account_id    TEXT NOT NULL PRIMARY KEY REFERENCES accounts ON DELETE CASCADE
) ${clustered};

CREATE TABLE profiles (                         -- how accounts appear, beside handle and display name
  account_id    TEXT NOT NULL PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  about         TEXT NOT NULL,
  avatar        TEXT,                           -- an asset of the account's
  chosen_at     BIGINT NOT NULL
) ${clustered};

CREATE TABLE sessions (                         -- people at their browsers
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  session_id    TEXT NOT NULL,                  -- UUIDv7
  way           TEXT NOT NULL,                  -- how they signed in: guest, password, link, or an issuer
  agent         TEXT NOT NULL,                  -- what their browser calls itself
  created_at    BIGINT NOT NULL,
  seen_at       BIGINT NOT NULL,                -- to a few minutes
  idle_at       BIGINT NOT NULL,                -- it ends then, unless it is used before
  expires_at    BIGINT NOT NULL,                -- it ends then, whatever happens
  PRIMARY KEY (account_id, session_id)
) ${clustered};

CREATE TABLE session_tokens (                   -- global: which session a presented cookie belongs to
  digest        ${bytes} NOT NULL PRIMARY KEY,  -- keyed hash of the cookie; the cookie itself is never stored
  account_id    TEXT NOT NULL,
  session_id    TEXT NOT NULL,
  FOREIGN KEY (account_id, session_id) REFERENCES sessions ON DELETE CASCADE
) ${clustered};
CREATE INDEX session_tokens_of ON session_tokens (account_id, session_id);

CREATE TABLE session_keys (                     -- keys that end with a session
  account_id    TEXT NOT NULL,
  key_id        TEXT NOT NULL,
  session_id    TEXT NOT NULL,
  expires_at    BIGINT NOT NULL,
  PRIMARY KEY (account_id, key_id),
  FOREIGN KEY (account_id, key_id) REFERENCES api_keys ON DELETE CASCADE
) ${clustered};
CREATE INDEX session_keys_of ON session_keys (account_id, session_id);
CREATE INDEX session_keys_by_end ON session_keys (expires_at);

CREATE TABLE tickets (                          -- global: what opens a door once
  digest        ${bytes} NOT NULL PRIMARY KEY,  -- keyed hash of the ticket; the ticket itself is never stored
  kind          TEXT NOT NULL,                  -- link: signs in to an account; invite: lets a newcomer have one
  account_id    TEXT REFERENCES accounts ON DELETE CASCADE,
  plan          TEXT NOT NULL,                  -- of the newcomer's account
  expires_at    BIGINT NOT NULL
) ${clustered};
CREATE INDEX tickets_of_account ON tickets (account_id);
CREATE INDEX tickets_by_end ON tickets (expires_at);

CREATE TABLE audit (                            -- who did what; of a deleted account it keeps that something was done
  audit_id      TEXT NOT NULL PRIMARY KEY,      -- UUIDv7
  moment        BIGINT NOT NULL,
  account_id    TEXT,                           -- whom it is about
  actor_id      TEXT,                           -- who did it; null: nobody that is known, or the command line
  key_id        TEXT,                           -- with which of their keys; null: none, as at a browser
  act           TEXT NOT NULL,                  -- a word of the list in accounts/audit
  about         TEXT NOT NULL                   -- what else there is to say; nothing after a deletion
) ${clustered};
CREATE INDEX audit_of_account ON audit (account_id, audit_id);
CREATE INDEX audit_of_actor ON audit (actor_id, audit_id);
CREATE INDEX audit_by_age ON audit (moment);

CREATE TABLE idempotency (                      -- one answer for each key, kept a day
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  scope         TEXT NOT NULL,                  -- method and path
  key           TEXT NOT NULL,
  digest        ${bytes} NOT NULL,              -- of the request body
  status        INTEGER NOT NULL,
  body          ${bytes} NOT NULL,
  created_at    BIGINT NOT NULL,
  PRIMARY KEY (account_id, scope, key)
) ${clustered};
CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE ${passing} TABLE passing_buckets (       -- global: limits that hold over several processes; who is only a keyed hash
  bucket        ${bytes} NOT NULL PRIMARY KEY,
  arrival       BIGINT NOT NULL,                -- when it will be empty again, by the database's clock
  granted       INTEGER NOT NULL                -- whether the last who asked was let in
) ${clustered};
CREATE INDEX passing_buckets_by_arrival ON passing_buckets (arrival);

CREATE TABLE containers (                       -- workspaces, and what other dialects group characters by
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  kind          TEXT NOT NULL,
  container     TEXT NOT NULL,                  -- folded, for look-up
  name          TEXT NOT NULL,                  -- as first written
  title         TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  PRIMARY KEY (account_id, kind, container)
) ${clustered};

CREATE TABLE scenes (                           -- places and moments where characters meet
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  kind          TEXT NOT NULL,                  -- that of the container
  container     TEXT NOT NULL,                  -- folded
  scene_id      TEXT NOT NULL,                  -- UUIDv7: ids sort by time of creation
  address       TEXT NOT NULL,                  -- its name there, folded
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,
  revision      INTEGER NOT NULL,
  live_revision INTEGER,                        -- null: never deployed
  draft         ${bytes} NOT NULL,              -- JSON
  live          ${bytes},                       -- as it was deployed last; null: the same as draft, or never
  PRIMARY KEY (account_id, kind, container, scene_id)
);
CREATE UNIQUE INDEX scenes_by_address ON scenes (account_id, kind, container, address);

CREATE TABLE common_knowledge (                 -- what several characters know together; columns as above
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  kind          TEXT NOT NULL,
  container     TEXT NOT NULL,
  knowledge_id  TEXT NOT NULL,
  address       TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,
  revision      INTEGER NOT NULL,
  live_revision INTEGER,
  draft         ${bytes} NOT NULL,
  live          ${bytes},
  PRIMARY KEY (account_id, kind, container, knowledge_id)
);
CREATE UNIQUE INDEX common_knowledge_by_address ON common_knowledge (account_id, kind, container, address);

CREATE TABLE characters (
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  character_id  TEXT NOT NULL,                  -- UUIDv7: ids sort by time of creation
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,
  revision      INTEGER NOT NULL,               -- counts up by one with each change of the working copy
  live_revision INTEGER,                        -- the revision that conversations use; null: never live
  live_at       BIGINT,                         -- when what is live last changed; each change has a later moment
  visibility    TEXT NOT NULL,                  -- private, unlisted or public; acts at once
  share_id      TEXT,
  message_count BIGINT NOT NULL,
  used_count    BIGINT NOT NULL,
  talked_at     BIGINT,                         -- when a message was last exchanged with it
  trend         DOUBLE PRECISION NOT NULL,      -- log2 of messages weighed by their age
  draft         ${bytes} NOT NULL,              -- the working copy: canonical JSON without its big lists
  live          ${bytes},                       -- what conversations use; null: the same as draft, or never live
  via           TEXT NOT NULL,                  -- the dialect, file format or act that made this revision
  key_id        TEXT,                           -- with which key
  changed       TEXT NOT NULL,                  -- core paths that it changed, joined by blanks
  name_key      TEXT NOT NULL,                  -- what the name is sorted by: folded
  mature        INTEGER NOT NULL DEFAULT 0,     -- 1: for adults, found by those who ask for it
  PRIMARY KEY (account_id, character_id)
);
CREATE INDEX characters_by_update ON characters (account_id, updated_at, character_id);
CREATE INDEX characters_by_name ON characters (account_id, name_key, character_id);
CREATE INDEX characters_by_id ON characters (character_id); -- whose an id is; asked only about other people's characters

CREATE TABLE shares (                           -- global: what a share link leads to
  share_id      TEXT NOT NULL PRIMARY KEY,
  account_id    TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};
CREATE INDEX shares_of_character ON shares (account_id, character_id);

CREATE TABLE addresses (                        -- the names that dialects with names of their own give a character, but for those that follow from its id
  account_id    TEXT NOT NULL,
  dialect       TEXT NOT NULL,
  container     TEXT NOT NULL,                  -- folded
  address       TEXT NOT NULL,                  -- folded
  name          TEXT NOT NULL,                  -- as shown
  character_id  TEXT NOT NULL,
  PRIMARY KEY (account_id, dialect, container, address),
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};
CREATE UNIQUE INDEX addresses_of_character ON addresses (account_id, character_id, dialect);
CREATE INDEX addresses_in_order ON addresses (account_id, dialect, container, character_id);

CREATE TABLE revisions (                        -- earlier working copies; the latest revision is the character itself
  account_id    TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  revision      INTEGER NOT NULL,
  created_at    BIGINT NOT NULL,
  via           TEXT NOT NULL,
  key_id        TEXT,
  changed       TEXT NOT NULL,
  draft         ${bytes} NOT NULL,
  PRIMARY KEY (account_id, character_id, revision),
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
);

CREATE TABLE list_items (                       -- facts, lorebook entries: a list is written once and then only referred to
  account_id    TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  list_id       TEXT NOT NULL,
  position      INTEGER NOT NULL,
  document      ${bytes} NOT NULL,
  PRIMARY KEY (account_id, character_id, list_id, position),
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};

CREATE TABLE reports (                          -- complaints about public characters and accounts, for the operator
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE, -- whose the character is
  report_id     TEXT NOT NULL,                  -- UUIDv7
  character_id  TEXT,                           -- NULL: it is about the account's own page
  reporter_id   TEXT REFERENCES accounts ON DELETE SET NULL,
  reason        TEXT NOT NULL,                  -- a word of the list in moderation/model
  text          TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  settled_at    BIGINT,
  PRIMARY KEY (account_id, report_id),
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};
CREATE INDEX reports_of_character ON reports (account_id, character_id);
CREATE INDEX reports_of_reporter ON reports (reporter_id);
CREATE INDEX reports_to_settle ON reports (report_id) WHERE settled_at IS NULL;

CREATE TABLE standings (                        -- what operators decided about a character in the public
  account_id    TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  state         TEXT NOT NULL,                  -- waiting, approved, withheld
  reason        TEXT NOT NULL,                  -- told to the owner
  decided_at    BIGINT NOT NULL,
  PRIMARY KEY (account_id, character_id),
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};
CREATE INDEX standings_waiting ON standings (decided_at) WHERE state = 'waiting';

CREATE TABLE blocks (                           -- creators whose characters an account doesn't want to see
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  creator_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  created_at    BIGINT NOT NULL,
  PRIMARY KEY (account_id, creator_id)
) ${clustered};
CREATE INDEX blocks_of ON blocks (creator_id);

CREATE TABLE deployments (                      -- frozen copies that running deployments will make live
  account_id    TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  operation_id  TEXT NOT NULL,
  revision      INTEGER NOT NULL,
  document      ${bytes} NOT NULL,
  PRIMARY KEY (account_id, character_id, operation_id),
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
);

CREATE TABLE operations (                       -- durable long-running work
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  operation_id  TEXT NOT NULL,
  kind          TEXT NOT NULL,
  subject       TEXT NOT NULL,                  -- id of the thing worked on
  input         ${bytes} NOT NULL,
  state         TEXT NOT NULL,                  -- queued, running, done, failed, cancelled
  attempts      INTEGER NOT NULL,               -- also the fence: a claim raises it, and only its holder may finish
  lease_until   BIGINT NOT NULL,                -- queued: not before; running: whoever comes after may claim it
  outcome       ${bytes},
  created_at    BIGINT NOT NULL,
  finished_at   BIGINT,
  PRIMARY KEY (account_id, operation_id)
);
CREATE INDEX operations_to_do ON operations (lease_until) WHERE finished_at IS NULL;
CREATE INDEX operations_by_subject ON operations (account_id, subject, kind, operation_id) WHERE finished_at IS NULL;
CREATE INDEX operations_by_end ON operations (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE assets (
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  asset_id      TEXT NOT NULL,                  -- keyed hash of account and bytes: unguessable, the same for the same bytes
  media_type    TEXT NOT NULL,
  size          BIGINT NOT NULL,
  width         INTEGER NOT NULL,
  height        INTEGER NOT NULL,
  created_at    BIGINT NOT NULL,
  PRIMARY KEY (account_id, asset_id)
) ${clustered};
CREATE INDEX assets_by_age ON assets (account_id, created_at, asset_id);

CREATE TABLE asset_uses (                       -- which characters refer to an asset, in any of their revisions
  account_id    TEXT NOT NULL,
  asset_id      TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  PRIMARY KEY (account_id, asset_id, character_id),
  FOREIGN KEY (account_id, asset_id) REFERENCES assets ON DELETE CASCADE,
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};
CREATE INDEX asset_uses_of_character ON asset_uses (account_id, character_id);

CREATE TABLE originals (                        -- the files that characters were imported from
  account_id    TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  asset_id      TEXT NOT NULL,                  -- its bytes; nothing: not kept, for there were secrets in it
  sha256        TEXT NOT NULL,                  -- of the file, in hexadecimal digits
  size          BIGINT NOT NULL,                -- bytes
  name          TEXT NOT NULL,                  -- of the file
  place         TEXT NOT NULL,                  -- where in it the character stood, if it held several
  container     TEXT NOT NULL,                  -- png, json, …
  format        TEXT NOT NULL,
  avatar        TEXT NOT NULL,                  -- the asset that was made of its picture
  report        ${bytes} NOT NULL,              -- JSON
  imported_at   BIGINT NOT NULL,
  PRIMARY KEY (account_id, character_id),
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};
CREATE INDEX originals_by_digest ON originals (account_id, sha256);
CREATE INDEX originals_by_name ON originals (account_id, name);
CREATE INDEX originals_by_avatar ON originals (avatar); -- what a picture is made of; asked when it is first looked at

CREATE TABLE character_totals (                 -- how many characters an account has
  account_id    TEXT NOT NULL PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  count         BIGINT NOT NULL,
  edition       BIGINT NOT NULL DEFAULT 0       -- another one after each change of them; counted on SQLite alone
) ${clustered};
${editions}                                     -- where the engine is to count them

CREATE TABLE discovered (                       -- public characters that are live, made of their live copies
  account_id    TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  category      TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  popularity    BIGINT NOT NULL,                -- messages
  trend         DOUBLE PRECISION NOT NULL,
  mature        INTEGER NOT NULL DEFAULT 0,
  words         TEXT NOT NULL DEFAULT '',       -- by which it is found, each once, with blanks between
  PRIMARY KEY (account_id, character_id),
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};
CREATE INDEX discovered_mature ON discovered (category, mature) WHERE mature = 1; -- mature: or SQLite walks a longer one
CREATE INDEX discovered_popular ON discovered (popularity, character_id, mature);
CREATE INDEX discovered_popular_in ON discovered (category, popularity, character_id, mature);
CREATE INDEX discovered_recent ON discovered (created_at, character_id, mature);
CREATE INDEX discovered_recent_in ON discovered (category, created_at, character_id, mature);
CREATE INDEX discovered_trending ON discovered (trend, popularity, character_id, mature);
CREATE INDEX discovered_trending_in ON discovered (category, trend, popularity, character_id, mature);

${search}                                       -- each engine's index of the words of `discovered`

CREATE TABLE discovery_totals (                 -- global: how many may be found in each category, and in all as nothing
  category      TEXT NOT NULL PRIMARY KEY,
  count         BIGINT NOT NULL
) ${clustered};

CREATE TABLE records (                          -- things that only one vendor has
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  dialect       TEXT NOT NULL,
  kind          TEXT NOT NULL,
  scope         TEXT NOT NULL,                  -- what it belongs to: a character's id, a container's name, or nothing
  record_id     TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,
  document      ${bytes} NOT NULL,              -- JSON
  PRIMARY KEY (account_id, dialect, kind, scope, record_id)
) ${clustered};
CREATE INDEX records_by_scope ON records (account_id, scope);

CREATE TABLE personas (                         -- whom people are when they talk with characters
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  persona_id    TEXT NOT NULL,                  -- UUIDv7
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,
  revision      INTEGER NOT NULL,
  name          TEXT NOT NULL,
  description   TEXT NOT NULL,
  picture       TEXT,                           -- an asset of the account
  PRIMARY KEY (account_id, persona_id)
) ${clustered};

CREATE INDEX personas_with ON personas (account_id, picture) WHERE picture IS NOT NULL;

CREATE TABLE persona_choices (                  -- which persona talks with whom, unless a thread says otherwise
  account_id    TEXT NOT NULL,
  subject       TEXT NOT NULL,                  -- a character's id, or * for all others
  persona_id    TEXT NOT NULL,
  PRIMARY KEY (account_id, subject),
  FOREIGN KEY (account_id, persona_id) REFERENCES personas ON DELETE CASCADE
) ${clustered};
CREATE INDEX persona_choices_of ON persona_choices (account_id, persona_id);

CREATE TABLE scene_casts (                      -- in which scene a character is met, unless a thread says otherwise
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  character_id  TEXT NOT NULL,
  owner_id      TEXT NOT NULL,                  -- whose the character is
  scene_id      TEXT NOT NULL,
  PRIMARY KEY (account_id, character_id),
  FOREIGN KEY (owner_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};
CREATE INDEX scene_casts_with ON scene_casts (owner_id, character_id);
CREATE INDEX scene_casts_of ON scene_casts (account_id, scene_id, character_id);

CREATE TABLE threads (                          -- conversations of an account with a character of its own or another's
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  thread_id     TEXT NOT NULL,                  -- UUIDv7
  owner_id      TEXT NOT NULL,                  -- whose the character is
  character_id  TEXT NOT NULL,
  share_id      TEXT,                           -- the link by which it was reached
  persona_id    TEXT,                           -- null: whoever is chosen for the character
  scene_id      TEXT,
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,                -- of the last message, or of the last change of the row
  revision      INTEGER NOT NULL,
  title         TEXT NOT NULL,
  model         TEXT NOT NULL,                  -- an alias; nothing: the character's own
  leaf_id       TEXT,                           -- the message that the active path ends in; null: nothing was said yet
  used          INTEGER NOT NULL,               -- 1 once a user has said something
  reply_id      TEXT,                           -- the reply that is being made, which nobody else may make meanwhile
  reply_until   BIGINT NOT NULL,                -- after this moment, whoever made it is dead
  PRIMARY KEY (account_id, thread_id),
  FOREIGN KEY (owner_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};
CREATE INDEX threads_by_update ON threads (account_id, updated_at, thread_id);
CREATE INDEX threads_of_character ON threads (owner_id, character_id);
CREATE INDEX threads_in_scene ON threads (account_id, scene_id) WHERE scene_id IS NOT NULL;

CREATE TABLE messages (                         -- a tree for each thread: siblings are swipes and branches
  account_id    TEXT NOT NULL,
  thread_id     TEXT NOT NULL,
  message_id    TEXT NOT NULL,                  -- UUIDv7: the newest of siblings sorts last
  parent_id     TEXT,                           -- null: a beginning
  speaker       TEXT NOT NULL,                  -- user, character
  state         TEXT NOT NULL,                  -- whole, stopped, failed
  created_at    BIGINT NOT NULL,
  edited_at     BIGINT,
  text          TEXT NOT NULL,
  about         ${bytes} NOT NULL,              -- JSON: how it was made
  PRIMARY KEY (account_id, thread_id, message_id),
  FOREIGN KEY (account_id, thread_id) REFERENCES threads ON DELETE CASCADE
) ${clustered};
CREATE INDEX messages_after ON messages (account_id, thread_id, parent_id, message_id);

CREATE TABLE reply_stops (                      -- replies that are to be stopped by whichever process makes them
  account_id    TEXT NOT NULL,
  thread_id     TEXT NOT NULL,
  reply_id      TEXT NOT NULL,
  PRIMARY KEY (account_id, thread_id),
  FOREIGN KEY (account_id, thread_id) REFERENCES threads ON DELETE CASCADE
) ${clustered};

CREATE ${passing} TABLE passing_replies (       -- replies that are followed through other processes than their makers
  account_id    TEXT NOT NULL,
  thread_id     TEXT NOT NULL,
  reply_id      TEXT NOT NULL,
  followed_until BIGINT NOT NULL,               -- who follows says so again and again
  text          TEXT NOT NULL,                  -- what has come of it so far
  PRIMARY KEY (account_id, thread_id, reply_id),
  FOREIGN KEY (account_id, thread_id) REFERENCES threads ON DELETE CASCADE
) ${clustered};
CREATE INDEX passing_replies_followed ON passing_replies (followed_until);

CREATE TABLE outcomes (                         -- what became of replies where no message tells it, for a day
  account_id    TEXT NOT NULL,
  thread_id     TEXT NOT NULL,
  reply_id      TEXT NOT NULL,
  ended_at      BIGINT NOT NULL,
  document      ${bytes} NOT NULL,              -- JSON
  PRIMARY KEY (account_id, thread_id, reply_id),
  FOREIGN KEY (account_id, thread_id) REFERENCES threads ON DELETE CASCADE
) ${clustered};
CREATE INDEX outcomes_by_end ON outcomes (ended_at);

CREATE TABLE recollections (                    -- what is remembered of what was said in a thread
  account_id    TEXT NOT NULL,
  thread_id     TEXT NOT NULL,
  kind          TEXT NOT NULL,                  -- summary: of what its prompts leave out; memory: for other threads
  character_id  TEXT NOT NULL,
  speaker       TEXT NOT NULL,                  -- of a memory: the persona's id as whom it was said, or nothing
  message_id    TEXT NOT NULL,                  -- the last message that it tells
  updated_at    BIGINT NOT NULL,
  text          TEXT NOT NULL,
  PRIMARY KEY (account_id, thread_id, kind, speaker),
  FOREIGN KEY (account_id, thread_id) REFERENCES threads ON DELETE CASCADE
) ${clustered};
CREATE INDEX recollections_of ON recollections (account_id, character_id, speaker, kind, updated_at);

CREATE TABLE vectors (                          -- what an embedding model makes of texts of a character
  account_id    TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  model         TEXT NOT NULL,
  digest        TEXT NOT NULL,                  -- of the text
  vector        ${bytes} NOT NULL,              -- of length one, 32-bit floats, the lowest byte first
  PRIMARY KEY (account_id, character_id, model, digest),
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};

CREATE TABLE ledger (                           -- every message ever exchanged with a character; rows outlive messages
  owner_id      TEXT NOT NULL,
  character_id  TEXT NOT NULL,
  message_id    TEXT NOT NULL,                  -- UUIDv7
  uses          INTEGER NOT NULL,               -- 1: the first of a user in a thread
  moment        BIGINT NOT NULL,
  PRIMARY KEY (owner_id, character_id, message_id),
  FOREIGN KEY (owner_id, character_id) REFERENCES characters ON DELETE CASCADE
) ${clustered};

CREATE TABLE message_days (                     -- replies that an account asked for, by day
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  day           BIGINT NOT NULL,                -- days since 1970, UTC
  count         BIGINT NOT NULL,
  PRIMARY KEY (account_id, day)
) ${clustered};

CREATE TABLE imports (                          -- which files were taken in, so that none is taken twice
  account_id    TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  sha256        TEXT NOT NULL,                  -- of the file, in hexadecimal digits
  place         TEXT NOT NULL,                  -- where in it the thing stood, if it held several
  character_id  TEXT,                           -- what came of it: a character, or
  thread_id     TEXT,                           -- a thread
  imported_at   BIGINT NOT NULL,
  PRIMARY KEY (account_id, sha256, place),
  FOREIGN KEY (account_id, character_id) REFERENCES characters ON DELETE CASCADE,
  FOREIGN KEY (account_id, thread_id) REFERENCES threads ON DELETE CASCADE
);
CREATE INDEX imports_of_character ON imports (account_id, character_id);
CREATE INDEX imports_of_thread ON imports (account_id, thread_id);

CREATE TABLE secret_mark (                      -- global: by which the server's secret is known again; at most one row
  number        INTEGER NOT NULL PRIMARY KEY,
  mark          ${bytes} NOT NULL
) ${clustered};
