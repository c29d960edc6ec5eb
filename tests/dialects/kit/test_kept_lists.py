"""Lists that are kept: never older than the last change, of one account alone, and no longer than they may be."""

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import count

import pytest
from starlette.responses import Response
from tests.dialects.roleplay.bodies import created
from tests.served import Caller, Served

from greenroom.accounts import store as accounts
from greenroom.characters import store
from greenroom.characters.model import Whose
from greenroom.dialects.kit.kept_lists import KeptLists, Part
from greenroom.http.answers import Answer, StreamedJson

STUDIO = "/studio/v1/workspaces/default/characters"
LISTS = (
    "/v1/characters?limit=20",
    "/apiListCharacters?",
    "/apiListCharacters?limit=20",
    "/v1/replrs?limit=20",
    f"{STUDIO}?pageSize=20",
    f"{STUDIO}?view=CHARACTER_VIEW_WITH_SCENES",
    "/api/context/characters/default/default?",
    "/character/list?",
)
ACTS: dict[str, Callable[[Caller, str], object]] = {
    "made": lambda who, _: created(who, name="Bo"),
    "renamed": lambda who, one: who.send(
        "PATCH", f"/v1/characters/{one}", json={"character": {"name": "Bo"}}
    ),
    "unlisted": lambda who, one: who.send(
        "PATCH", f"/v1/characters/{one}", json={"character": {"visibility": "unlisted"}}
    ),
    "shared": lambda who, one: who.post(f"/v1/characters/{one}/share"),
    "deleted": lambda who, one: who.delete(f"/v1/characters/{one}"),
    "moved": lambda who, one: who.send(
        "PUT", f"/v1/characters/{one}/places/npcbuilder", json={"container": "elsewhere/far"}
    ),
    "talked with": lambda who, one: who.served.write(store.count_messages, Whose(who.account_id, one), 3, 1),
    "of another name": lambda who, _: who.served.write(
        accounts.rename, who.account_id, f"{who.handle}x", who.handle
    ),
}
"""What may happen to one's characters, by what they are afterwards."""


def shown(who: Caller, path: str) -> bytes:
    answer = who.get(path)
    assert answer.status_code == 200, answer.text
    content: bytes = answer.content
    return content


@pytest.mark.parametrize("act", ACTS)
def test_a_list_shows_what_was_just_done(served: Served, act: str) -> None:
    ada = served.newcomer()
    made = created(ada, visibility="public")["id"]
    ada.post("/api/context/characters/elsewhere/far", {"name": "Eve"})
    before = {path: shown(ada, path) for path in LISTS}
    assert {path: shown(ada, path) for path in LISTS} == before
    ACTS[act](ada, made)
    after = {path: shown(ada, path) for path in LISTS}
    assert after == {path: shown(ada, f"{path}&") for path in LISTS}, "what nobody asked for before"
    assert after != before
    assert {path: shown(ada, path) for path in LISTS} == after


def test_a_kept_list_is_of_one_account(served: Served) -> None:
    ada, bob = served.newcomer(), served.newcomer()
    for who in (ada, bob):
        created(who, name=who.handle)
    for path in LISTS:
        for who, other in ((ada, bob), (bob, ada), (ada, bob)):
            assert who.handle.encode() in shown(who, path)
            assert other.handle.encode() not in shown(who, path)


def test_a_long_list_shows_what_was_just_done_in_each_of_its_parts(served: Served) -> None:
    """It is too long to be kept whole: what is kept are parts."""
    ada = served.newcomer()
    character = {"name": "Bo", "prompt": {"definition": "x" * 4000}}
    made = [ada.post("/v1/characters", {"character": character}).json()["id"] for _ in range(210)]
    paths = "/character/list?", "/apiListCharacters?"
    before = {path: shown(ada, path) for path in paths}
    assert min(map(len, before.values())) > 256 * 1024
    for n, one in enumerate((made[5], made[150], made[205])):
        name = f"Renamed {n}"
        ada.send("PATCH", f"/v1/characters/{one}", json={"character": {"name": name}})
        after = {path: shown(ada, path) for path in paths}
        assert all(text.count(name.encode()) == 1 for text in after.values())
        assert after == {path: shown(ada, f"{path}&") for path in paths}, "what nobody asked for before"
        assert {path: shown(ada, path) for path in paths} == after
    ada.delete(f"/v1/characters/{made[100]}")
    assert all(text.count(b"Renamed") == 3 for text in (shown(ada, path) for path in paths))
    assert len(ada.get("/apiListCharacters").json()["characters"]) == 209


def test_an_answer_is_made_once() -> None:
    lists, made = KeptLists(), count()

    async def make() -> Response:
        return Answer(str(next(made)).encode(), headers=[(b"link", b"next")])

    async def twice(key: str) -> list[tuple[bytes, list[tuple[bytes, bytes]]]]:
        answers = [await lists.answer(key, make) for _ in range(2)]
        return [(bytes(one.body), one.raw_headers) for one in answers]

    first, again = asyncio.run(twice("one"))
    assert first == again
    assert first[1][2:] == [(b"link", b"next")]
    assert asyncio.run(twice("other")) == [(b"1", first[1])] * 2


@pytest.mark.parametrize(("length", "times"), [(524_288, 1), (524_289, 2)])
def test_a_part_is_read_once_up_to_a_length(length: int, times: int) -> None:
    lists, made = KeptLists(), count(1)

    def make() -> Part:
        next(made)
        return Part(b"x" * length, "an id")

    assert [lists.part("key", make) for _ in range(2)] == [Part(b"x" * length, "an id")] * 2
    assert next(made) == times + 1
    assert lists.part("other", lambda: Part(b"", None)) == Part(b"", None)


@pytest.mark.parametrize(("parts", "times"), [(4, 1), (5, 2)])
def test_a_streamed_answer_is_kept_up_to_a_length(parts: int, times: int) -> None:
    lists, made = KeptLists(), count(1)

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(parts):
            yield b"x" * 65_536

    async def make() -> Response:
        next(made)
        return StreamedJson(chunks())

    async def read() -> bytes:
        answer = await lists.answer("key", make)
        return (
            b"".join([part async for part in answer.chunks])
            if isinstance(answer, StreamedJson)
            else bytes(answer.body)
        )

    assert [asyncio.run(read()) for _ in range(3)] == [b"x" * 65_536 * parts] * 3
    assert next(made) == {1: 2, 2: 4}[times]


def test_a_stream_that_was_not_heard_to_its_end_is_not_kept() -> None:
    lists = KeptLists()

    async def chunks() -> AsyncIterator[bytes]:
        yield b"["
        raise ConnectionError

    async def make() -> Response:
        return StreamedJson(chunks())

    async def read() -> None:
        answer = await lists.answer("key", make)
        assert isinstance(answer, StreamedJson)
        with pytest.raises(ConnectionError):
            _ = [part async for part in answer.chunks]

    for _ in range(2):
        asyncio.run(read())
