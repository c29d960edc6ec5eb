"""Scenes and common knowledge as rows, on both engines: both kinds are kept by the same code over tables of their own."""

import asyncio
from collections.abc import Iterator
from itertools import count as counted
from typing import Any

import pytest
from msgspec import Raw, Struct
from msgspec.structs import replace
from tests.callers import new_caller
from tests.conftest import Run
from tests.tables import count, rows

from greenroom.accounts import service
from greenroom.database import Database, Transaction
from greenroom.places.knowledge import KNOWLEDGE, Knowledge
from greenroom.places.scenes import SCENES, Role, Scene, Trigger
from greenroom.places.things import Drawer, Spot, Thing
from greenroom.problems import NotFound

SCENE = Scene(
    title="Hills\0",
    triggers=(Trigger("rain", "It rains.", {"garden": Raw(b'{"wet":true}')}),),
    knowledge=("weather",),
    cast=(Role("ada", "The gardener"),),
    more={"garden": Raw(b"[1]")},
)
PIECE = Knowledge(title="Weather", records=("It rains.", "\0"), more={"garden": Raw(b"[1]")})


class Kind:
    """A kind of things at work in a database: its drawer, its table, and something to keep."""

    def __init__(
        self, drawer: Drawer[Any], table: str, content: Struct, database: Database, run: Run
    ) -> None:
        self.drawer, self.table, self.content = drawer, table, content
        self.database, self._run = database, run

    def do(self, verb: str, *args: Any) -> Any:
        return self._run(self.database.write(getattr(self.drawer, verb), *args))

    def make(self, spot: Spot, *addresses: str) -> Thing[Any]:
        thing: Thing[Any] = self.do("insert", spot, addresses, self.content)
        return thing

    def count(self) -> int:
        return self._run(self.database.read(count, self.table))

    def live(self, thing: Thing[Any]) -> tuple[int | None, bytes | None]:
        """Which revision is live, and its text where it is another one than the working copy."""

        def look(db: Transaction) -> tuple[int | None, bytes | None]:
            return next((row[8], row[10]) for row in rows(db, self.table) if thing.thing_id in row)

        return self._run(self.database.read(look))


@pytest.fixture(params=["scenes", "common_knowledge"])
def kind(request: pytest.FixtureRequest, database: Database, run: Run) -> Kind:
    made: dict[str, tuple[Drawer[Any], Struct]] = {
        "scenes": (SCENES, SCENE),
        "common_knowledge": (KNOWLEDGE, PIECE),
    }
    drawer, content = made[request.param]
    return Kind(drawer, request.param, content, database, run)


@pytest.fixture
def spot(database: Database, run: Run) -> Spot:
    return Spot(run(database.write(new_caller, "ada")).account_id, "workspace", "hills")


def test_what_was_put_in_is_found_by_address_in_any_case_and_by_id(kind: Kind, spot: Spot) -> None:
    made = kind.make(spot, "Meadow")
    assert (made.revision, made.live_revision, made.address) == (1, None, "meadow")
    assert made.content == kind.content
    for name in ("meadow", "MEADOW", made.thing_id, made.thing_id.upper()):
        assert kind.do("find", spot, name) == made
    for elsewhere in (spot._replace(container="dales"), spot._replace(kind="world")):
        assert kind.do("find", elsewhere, "meadow") is None


def test_without_an_address_it_stands_under_its_id(kind: Kind, spot: Spot) -> None:
    made = kind.make(spot)
    assert made.address == made.thing_id
    assert kind.do("find", spot, made.thing_id) == made


def test_the_first_free_address_is_taken(kind: Kind, spot: Spot) -> None:
    made = [kind.make(spot, "meadow", "meadow-a", "meadow-b").address for _ in range(3)]
    assert made == ["meadow", "meadow-a", "meadow-b"]
    assert kind.make(spot._replace(container="dales"), "meadow").address == "meadow"


def test_many_who_put_in_at_once_get_addresses_of_their_own(kind: Kind, spot: Spot, run: Run) -> None:
    def proposals() -> Iterator[str]:
        return (f"meadow-{number}" for number in counted())

    async def all_at_once() -> list[Thing[Any]]:
        return await asyncio.gather(
            *(
                kind.database.write(lambda db: kind.drawer.insert(db, spot, proposals(), kind.content))
                for _ in range(8)
            )
        )

    assert len({thing.address for thing in run(all_at_once())}) == 8


def test_pages_go_by_time_of_making(kind: Kind, spot: Spot) -> None:
    made = [kind.make(spot, name).thing_id for name in ("c", "a", "b")]
    kind.make(spot._replace(container="dales"), "d")

    def page(after: str, most: int) -> list[str]:
        return [thing.thing_id for thing in kind.do("page", spot, after, most)]

    assert page("", 9) == made
    assert page("", 2) == made[:2]
    assert page(made[1], 2) == made[2:]


def test_a_change_is_a_revision_and_leaves_the_live_copy(kind: Kind, spot: Spot) -> None:
    made = kind.make(spot, "meadow")
    changed = kind.do("replace", made, replace(made.content, title="Dales"))
    assert (changed.revision, changed.live_revision, changed.content.title) == (2, None, "Dales")
    assert kind.live(made) == (None, None)
    deployed = kind.do("deploy", changed)
    assert (deployed.revision, deployed.live_revision) == (2, 2)
    assert kind.live(made) == (2, None)
    for title in ("Woods", "Lakes"):
        kind.do("replace", made, replace(made.content, title=title))
        number, text = kind.live(made)
        assert number == 2
        assert b"Dales" in (text or b"")
    assert kind.do("deploy", made).live_revision == 4
    assert kind.live(made) == (4, None)


def test_what_is_removed_is_gone(kind: Kind, spot: Spot) -> None:
    made, other = kind.make(spot, "meadow"), kind.make(spot, "wood")
    kind.do("delete", made)
    assert kind.do("find", spot, "meadow") is None
    assert kind.do("page", spot, "", 9) == [other]
    with pytest.raises(NotFound):
        kind.do("lock", made)


def test_things_go_with_their_account(kind: Kind, spot: Spot, run: Run) -> None:
    kind.make(spot, "meadow")
    run(kind.database.write(service.delete_account, spot.account_id))
    assert kind.count() == 0
