import asyncio
from typing import TypeVar, TypeVarTuple

import pytest
from tests.callers import new_caller
from tests.conftest import Run
from tests.crossing import Pause
from tests.tables import count

from greenroom.accounts import service
from greenroom.database import Database, Transaction
from greenroom.places.containers import (
    DEFAULT,
    Container,
    containers_of,
    delete_container,
    ensure_container,
    find_container,
    folded,
    hold_container,
)

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


@pytest.fixture
def ada(database: Database, run: Run) -> str:
    return run(database.write(new_caller, "ada")).account_id


@pytest.fixture
def bob(database: Database, run: Run) -> str:
    return run(database.write(new_caller, "bob")).account_id


@pytest.mark.parametrize(
    ("name", "key"), [("Hills", "hills"), ("HILLS-2", "hills-2"), ("a_b", "a_b"), ("", "")]
)
def test_names_are_compared_without_case(name: str, key: str) -> None:
    assert folded(name) == key == folded(key)


@pytest.mark.parametrize("name", ["default", "Default", "DEFAULT"])
def test_the_default_was_always_there(database: Database, run: Run, ada: str, name: str) -> None:
    always = Container("workspace", DEFAULT, DEFAULT, 0)
    assert run(database.read(find_container, ada, "workspace", name)) == always
    assert run(database.write(ensure_container, ada, "workspace", name)) == always
    assert run(database.read(count, "containers")) == 0


def test_what_nobody_made_is_not_there(database: Database, run: Run, ada: str) -> None:
    assert run(database.read(find_container, ada, "workspace", "hills")) is None


def test_a_container_is_made_when_it_is_first_named(database: Database, run: Run, ada: str) -> None:
    made = run(database.write(ensure_container, ada, "workspace", "Hills"))
    assert (made.kind, made.name, made.title) == ("workspace", "Hills", "Hills")
    assert made.created_at > 0
    for name in ("Hills", "hills", "HILLS"):
        assert run(database.read(find_container, ada, "workspace", name)) == made
        assert run(database.write(ensure_container, ada, "workspace", name)) == made
    assert run(database.read(count, "containers")) == 1


def test_kinds_and_accounts_have_containers_of_their_own(
    database: Database, run: Run, ada: str, bob: str
) -> None:
    run(database.write(ensure_container, ada, "workspace", "Hills"))
    assert run(database.read(find_container, ada, "world", "hills")) is None
    assert run(database.read(find_container, bob, "workspace", "hills")) is None
    assert run(database.write(ensure_container, bob, "workspace", "HILLS")).name == "HILLS"


def test_many_who_make_one_at_once_agree_on_it(database: Database, run: Run, ada: str) -> None:
    names = ["Hills", "hills", "HILLS", "hIlLs"] * 4

    async def all_at_once() -> list[Container]:
        return await asyncio.gather(
            *(database.write(ensure_container, ada, "workspace", name) for name in names)
        )

    made = run(all_at_once())
    assert (
        len({container.name for container in made}) == len({container.created_at for container in made}) == 1
    )
    assert run(database.read(count, "containers")) == 1


def test_of_many_who_make_one_and_remove_it_at_once_none_fails(
    database: Database, run: Run, ada: str
) -> None:
    async def all_at_once() -> list[object]:
        made = (database.write(ensure_container, ada, "workspace", "Hills") for _ in range(60))
        removed = (database.write(delete_container, ada, "workspace", "Hills") for _ in range(60))
        return await asyncio.gather(*(one for pair in zip(made, removed, strict=True) for one in pair))

    assert [one.name for one in run(all_at_once()) if isinstance(one, Container)] == ["Hills"] * 60


def test_a_container_that_is_held_is_removed_only_afterwards(database: Database, run: Run, ada: str) -> None:
    pause = Pause()

    def put_in(db: Transaction) -> bool:
        ensure_container(db, ada, "workspace", "Hills")
        pause()
        return hold_container(db, ada, "workspace", "hills") is not None

    async def both() -> list[bool]:
        inside = asyncio.create_task(database.write(put_in))
        await pause.reached()
        return [await database.write(delete_container, ada, "workspace", "Hills"), await inside]

    run(database.write(ensure_container, ada, "workspace", "Hills"))
    assert run(both()) == [True, True]
    assert run(database.read(count, "containers")) == 0


def test_containers_go_with_their_account(database: Database, run: Run, ada: str) -> None:
    run(database.write(ensure_container, ada, "workspace", "Hills"))
    run(database.write(service.delete_account, ada))
    assert run(database.read(count, "containers")) == 0


def test_a_container_is_removed_by_its_name_in_any_case(
    database: Database, run: Run, ada: str, bob: str
) -> None:
    for who, kind in ((ada, "workspace"), (ada, "world"), (bob, "workspace")):
        run(database.write(ensure_container, who, kind, "Hills"))
    for name in ("HILLS", "nothing", DEFAULT):
        run(database.write(delete_container, ada, "workspace", name))
    assert run(database.read(find_container, ada, "workspace", "hills")) is None
    assert run(database.read(find_container, ada, "workspace", DEFAULT))
    assert run(database.read(count, "containers")) == 2


def test_what_was_made_is_listed_by_kind_and_name(database: Database, run: Run, ada: str, bob: str) -> None:
    for kind, name in (("workspace", "hills"), ("garden", "Roses"), ("workspace", "Arena")):
        run(database.write(ensure_container, ada, kind, name))
    found = run(database.read(containers_of, ada))
    assert [(one.kind, one.name) for one in found] == [
        ("garden", "Roses"),
        ("workspace", "Arena"),
        ("workspace", "hills"),
    ]
    assert run(database.read(containers_of, bob)) == []
