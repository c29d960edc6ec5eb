"""The catalogue of characters over a database of each engine, and people who use it."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, TypeVarTuple

import pytest
from msgspec.structs import replace
from tests.callers import caller, new_caller
from tests.conftest import Run

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.assets.model import Asset
from greenroom.characters import store
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.edits import Edit
from greenroom.characters.model import Character, Record
from greenroom.characters.naming import Naming
from greenroom.characters.work import DEPLOYING
from greenroom.database import Database, Transaction
from greenroom.kit.structs import put_paths
from greenroom.operations import store as operations
from greenroom.operations.model import Operation
from greenroom.operations.worker import Worker

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def proposals(record: Record) -> Iterator[str]:
    """Names in the garden: the character's own, then with numbers."""
    name = "".join(filter(str.isalnum, record.character.name)) or "nobody"
    yield name
    number = 1
    while number := number + 1:
        yield f"{name}-{number}"


GARDEN = Naming("garden", "beds", proposals)


class Room:
    """The catalogue over one database. Its dialects are `garden`, which gives names, and any other, which does not."""

    def __init__(self, database: Database, run: Run) -> None:
        self.database = database
        self.run = run
        self.catalogue = Catalogue([GARDEN])
        self.worker = Worker(database, {"deploy": DEPLOYING})

    def write(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        return self.run(self.database.write(unit, *args))

    def read(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        return self.run(self.database.read(unit, *args))

    def newcomer(self, handle: str) -> Caller:
        return self.write(new_caller, handle)

    def create(self, who: Caller, character: Character, via: str = "stable", **options: Any) -> Record:
        return self.write(lambda db: self.catalogue.create(db, who, character, via, **options))

    def get(self, who: Caller, character_id: str, *, lists: bool = False) -> Record:
        return self.read(lambda db: self.catalogue.get(db, who, character_id, lists=lists))

    def change(
        self, who: Caller, record: Record, via: str = "stable", *, live: bool = True, **paths: Any
    ) -> Record:
        """A change of core paths, dots as double underscores."""
        return self.write(lambda db: self.catalogue.change(db, who, record, plan(**paths), via, live=live))

    def deploy(self, who: Caller, record: Record) -> Operation:
        return self.write(lambda db: self.catalogue.deploy(db, who, record))

    def publish(self, record: Record) -> Record:
        return self.write(lambda db: self.catalogue.publish(db, record))

    def delete(self, record: Record) -> list[str]:
        return self.write(lambda db: self.catalogue.delete(db, record))

    def live(self, record: Record) -> Character | None:
        """What conversations would use, read behind the catalogue's back."""

        def unit(db: Transaction) -> Character | None:
            now, live = store.lock(db, record)
            return (
                None
                if now.live_revision is None
                else store.load_lists(db, replace(now, character=live or now.character)).character
            )

        return self.write(unit)

    def operation(self, who: Caller, operation_id: str) -> Operation:
        found = self.read(lambda db: operations.find(db, who.account_id, operation_id))
        assert found
        return found

    def work(self) -> None:
        """Do what is queued."""
        while self.run(self.worker.step()):
            pass

    def picture(self, who: Caller, letter: str) -> str:
        """The id of a picture of this account."""
        asset = Asset(letter * 24, "image/webp", 100, 2, 2)
        self.write(assets.keep, who.account_id, asset)
        return asset.asset_id


def plan(**paths: Any) -> Callable[[Record], Edit]:
    """What a change would do: put values at core paths, whatever stands there."""
    changes = {path.replace("__", "."): value for path, value in paths.items()}
    return lambda _: lambda copy: put_paths(copy.character, changes)


@pytest.fixture
def room(database: Database, run: Run) -> Room:
    return Room(database, run)


@pytest.fixture
def ada(room: Room) -> Caller:
    return room.newcomer("ada")


@pytest.fixture
def bob(room: Room) -> Caller:
    return room.newcomer("bob")


def with_key(who: Caller, key_id: str) -> Caller:
    return caller(who.account_id, who.handle, key_id)
