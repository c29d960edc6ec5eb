"""Many at once, on both engines: nothing is lost, nothing comes twice."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from msgspec.structs import replace
from tests.characters.conftest import Room, plan
from tests.tables import count

from greenroom.accounts.model import Caller
from greenroom.characters import revisions
from greenroom.characters.edits import Edit
from greenroom.characters.model import Character, Record
from greenroom.database import Transaction
from greenroom.problems import NotFound

TASKS = 32
EACH = 8


async def together(*tasks: Coroutine[Any, Any, Any]) -> list[Any]:
    return await asyncio.gather(*tasks, return_exceptions=True)


def test_changes_of_one_character_lose_nothing(room: Room, ada: Caller) -> None:
    made = room.create(ada, Character(name="Nora"))

    def add(word: str) -> Any:
        def edit(copy: Record) -> Character:
            return replace(copy.character, tags=(*copy.character.tags, word))

        return edit

    async def client(number: int) -> None:
        for turn in range(EACH):
            word = f"{number}.{turn}"

            def unit(db: Transaction, word: str = word) -> None:
                old = room.catalogue.get(db, ada, made.character_id)
                room.catalogue.change(db, ada, old, lambda _: add(word), "stable", live=number % 2 == 0)

            await room.database.write(unit)

    assert room.run(together(*map(client, range(TASKS)))) == [None] * TASKS
    now = room.get(ada, made.character_id)
    assert sorted(now.character.tags) == sorted(f"{n}.{t}" for n in range(TASKS) for t in range(EACH))
    for number in range(TASKS):
        assert [tag for tag in now.character.tags if tag.startswith(f"{number}.")] == [
            f"{number}.{turn}" for turn in range(EACH)
        ]
    assert now.revision == 1 + TASKS * EACH
    history = room.read(revisions.newest, made, 2**31 - 1, 1000)
    assert [one.revision for one in history] == list(range(now.revision, 0, -1))
    live = room.live(made)
    assert live
    assert sorted(live.tags) == sorted(tag for tag in now.character.tags if int(tag.split(".")[0]) % 2 == 0)


def test_changes_publishing_sharing_and_deploying_at_once_leave_one_truth(room: Room, ada: Caller) -> None:
    made = room.create(ada, Character(name="Nora", visibility="public"))

    def unit(db: Transaction, number: int) -> str | None:
        old = room.catalogue.get(db, ada, made.character_id)
        match number % 4:
            case 0:
                room.catalogue.change(db, ada, old, plan(goals=str(number)), "stable", live=number % 8 == 0)
            case 1:
                room.catalogue.publish(db, old)
            case 2:
                return room.catalogue.share(db, old).share_id
            case _:
                room.catalogue.deploy(db, ada, old)
        return None

    answers = room.run(together(*(room.database.write(unit, number) for number in range(4 * TASKS))))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    now = room.get(ada, made.character_id)
    assert {*answers} == {None, now.share_id}
    assert room.read(count, "shares") == 1
    assert now.revision == 1 + room.read(count, "revisions") == 1 + TASKS
    assert room.read(revisions.find, made, now.revision) == now.character
    room.work()
    assert room.read(count, "deployments") == 0
    room.publish(now)
    assert room.live(made) == now.character
    assert room.change(ada, made, goals="the last").revision == now.revision + 1


def test_one_of_many_who_hold_the_same_revision_wins(room: Room, ada: Caller) -> None:
    """As handlers do that honour If-Match: the plan compares what the caller saw with what is there now."""
    made = room.create(ada, Character(name="Nora"))

    def unit(db: Transaction, number: int) -> bool:
        old = room.catalogue.get(db, ada, made.character_id)

        def when_unchanged(now: Record) -> Edit:
            edit = plan(goals=str(number))(now)
            return edit if now.revision == 1 else lambda copy: copy.character

        return room.catalogue.change(db, ada, old, when_unchanged, "stable").character.goals == str(number)

    answers = room.run(together(*(room.database.write(unit, number) for number in range(TASKS))))
    assert sorted(answers) == [False] * (TASKS - 1) + [True]
    assert room.get(ada, made.character_id).revision == 2


def test_characters_of_one_name_get_names_of_their_own(room: Room, ada: Caller) -> None:
    def unit(db: Transaction, number: int) -> str:
        name = "NORA" if number % 2 else "Nora"
        return room.catalogue.create(db, ada, Character(name=name), "garden").address

    given = room.run(together(*(room.database.write(unit, number) for number in range(2 * TASKS))))
    assert len({*given}) == len(given) == 2 * TASKS == room.read(count, "addresses")
    folded = {name.lower() for name in given}
    assert folded == {"nora", *(f"nora-{number}" for number in range(2, 2 * TASKS + 1))}


def test_a_character_is_deleted_once_and_nothing_is_written_to_it_later(room: Room, ada: Caller) -> None:
    made = room.create(ada, Character(name="Nora"))

    def unit(db: Transaction, number: int) -> str:
        old = room.catalogue.get(db, ada, made.character_id)
        match number % 4:
            case 0:
                room.catalogue.delete(db, old)
                return "deleted"
            case 1:
                room.catalogue.deploy(db, ada, old)
            case _:
                room.catalogue.change(db, ada, old, plan(goals=str(number)), "stable")
        return "written"

    answers = room.run(together(*(room.database.write(unit, number) for number in range(TASKS))))
    assert answers.count("deleted") == 1
    assert {type(answer) for answer in answers} == {str, NotFound}
    room.work()
    assert [room.read(count, table) for table in ("characters", "revisions", "deployments")] == [0, 0, 0]
