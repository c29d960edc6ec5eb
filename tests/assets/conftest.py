"""An account with characters, as the rooms that own those rows would have made them."""

from collections.abc import Iterator

import pytest
from tests.conftest import Run
from tests.object_store import ObjectStore

from greenroom.assets.bucket import Bucket
from greenroom.database import Database, Transaction
from greenroom.database.statements import parse

QUERIES = """
-- name: add_account
INSERT INTO accounts (account_id, handle, display_name, plan, created_at)
VALUES (:account_id, :account_id, '', 'home', 0);

-- name: add_character
INSERT INTO characters
  (account_id, character_id, created_at, updated_at, revision, visibility, message_count, used_count, trend, draft, via,
   changed, name_key)
VALUES (:account_id, :character_id, 0, 0, 1, 'private', 0, 0, 0, :draft, 'test', '', '');
"""
SQL = parse(QUERIES, __name__)
CAST = {"alice": ("nora", "max", "ivy", "leo"), "bob": ("zoe",)}


def populate(db: Transaction) -> None:
    for account_id, characters in CAST.items():
        db.run(SQL.add_account, {"account_id": account_id})
        for name in characters:
            db.run(SQL.add_character, {"account_id": account_id, "character_id": name, "draft": b"{}"})


@pytest.fixture
def populated(run: Run, database: Database) -> Database:
    """A database in which alice has four characters and bob one."""
    run(database.write(populate))
    return database


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    with ObjectStore() as store:
        yield store


@pytest.fixture
def bucket(store: ObjectStore) -> Bucket:
    return Bucket(f"s3://{store.bucket()}/in/here", tuple(store.options.items()))
