"""A small schema for tests of the database itself, and units that work with it."""

from greenroom.database import Row, Transaction
from greenroom.database.schema import Schema, Step
from greenroom.database.statements import parse

WHOLE = """
CREATE TABLE things (
  id     TEXT NOT NULL PRIMARY KEY,
  size   BIGINT,
  weight DOUBLE PRECISION,
  body   ${bytes}
) ${clustered};
CREATE TABLE parts (
  thing  TEXT NOT NULL REFERENCES things ON DELETE CASCADE,
  number BIGINT NOT NULL,
  PRIMARY KEY (thing, number)
) ${clustered};
"""
TABLES: dict[str, tuple[str, ...]] = {
    "greenroom_schema": ("version", "applied_at"),
    "things": ("id", "size", "weight", "body"),
    "parts": ("thing", "number"),
}
SCHEMA = Schema(WHOLE, (Step(1, "first", WHOLE),))

SQL = parse(
    """
    -- Things with two parts each, so that half of one would show.
-- name: add
INSERT INTO things (id, size, weight, body) VALUES (:id, :size, :weight, :body);
-- name: add_if_new
INSERT INTO things (id) VALUES (:id) ON CONFLICT DO NOTHING;
-- name: add_part
INSERT INTO parts (thing, number) VALUES (:id, :number);
-- name: find
SELECT id, size, weight, body FROM things WHERE id = :id;
-- name: find_all
SELECT id, size, weight, body FROM things ORDER BY id;
-- name: ids
SELECT id FROM things ORDER BY id;
-- name: resize
UPDATE things SET size = :size WHERE id = :id;
-- name: resize_all
UPDATE things SET size = :size;
-- name: count_things
SELECT count(*) FROM things;
-- name: count_parts
SELECT count(*) FROM parts;
""",
    "tests",
)


def add(db: Transaction, name: str) -> str:
    """A thing with two parts."""
    db.run(SQL.add, {"id": name, "size": db.now, "weight": 0.5, "body": b"\0\xff"})
    db.many(SQL.add_part, [{"id": name, "number": 1}, {"id": name, "number": 2}])
    return name


def find(db: Transaction, name: str) -> Row | None:
    return db.one(SQL.find, {"id": name})


def ids(db: Transaction) -> list[str]:
    return [name for (name,) in db.all(SQL.ids, {})]


def counts(db: Transaction) -> tuple[int, int]:
    """How many things and parts there are."""
    (things,), (parts,) = db.all(SQL.count_things, {})[0], db.all(SQL.count_parts, {})[0]
    return things, parts
