"""The client of a served process: pages, errors, streams, options, and what it is loaded with."""

import subprocess
import sys
from collections.abc import Callable

import httpx2
import pytest
from tests.client.asking import Stage
from tests.conftest import Run
from tests.served import Caller

from greenroom.client import (
    APIStatusError,
    AsyncGreenroom,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    Greenroom,
    NotFoundError,
    PermissionDeniedError,
    PreconditionFailedError,
    ReplyBegun,
    ReplyEnded,
    ReplyText,
    ServerError,
    UnprocessableEntityError,
    types,
)


def names(client: Greenroom, count: int) -> list[str]:
    """Of new characters, the newest first."""
    found = [f"Nora {number}" for number in range(count)]
    for name in found:
        client.characters.create(character={"name": name})
    return found[::-1]


def test_a_list_goes_on_by_itself(client: Greenroom) -> None:
    made = names(client, 5)
    page = client.characters.list(limit=2)
    assert [one.character.name for one in page.items] == made[:2]
    assert [one.character.name for one in page] == made
    assert [len(one.items) for one in page.pages()] == [2, 2, 1]
    following = page.next_page()
    assert following
    assert [one.character.name for one in following.items] == made[2:4]
    assert [one.character.name for one in client.characters.list(cursor=page.next_cursor)] == made[2:]


def test_it_goes_on_for_who_awaits_it(client: Greenroom, ada: Caller, run: Run) -> None:
    made = names(client, 5)

    async def listed() -> tuple[list[str], list[int], list[str]]:
        async with AsyncGreenroom(ada.served.url, ada.key) as far:
            page = await far.characters.list(limit=2)
            whole = [one.character.name async for one in far.characters.list(limit=2)]
            sizes = [len(one.items) async for one in page.pages()]
            return whole, sizes, [one.character.name async for one in page]

    assert run(listed()) == (made, [2, 2, 1], made)


def test_what_was_read_can_be_sent(client: Greenroom) -> None:
    wanted = types.CanonicalCharacter(
        name="Nora",
        prompt=types.CharacterPrompt(definition="A fixer."),
        knowledge=types.Knowledge(facts=(types.Fact(text="She was born at sea."),)),
        engine=types.Engine(temperature=0.5),
    )
    made = client.characters.create(character=wanted)
    assert made.character == wanted
    replaced = client.characters.replace(made.id, character=made.character)
    assert (replaced.revision, replaced.character) == (made.revision, wanted)
    copy = client.characters.create(character=made.character, id=made.id)
    assert copy.character == wanted


def test_a_patch_clears_with_none(client: Greenroom) -> None:
    made = client.characters.create(character={"name": "Nora", "nickname": "N", "goals": "Peace"})
    changed = client.characters.update(made.id, character={"nickname": None, "mood": {"joy": 20}})
    assert (changed.character.nickname, changed.character.goals) == (None, "Peace")
    assert changed.character.mood == types.Mood(joy=20)


def test_a_write_holds_for_the_revision_that_was_read(client: Greenroom) -> None:
    made = client.characters.create(character={"name": "Nora"})
    changed = client.characters.update(made.id, character={"name": "Vera"}, if_revision=made.revision)
    with pytest.raises(PreconditionFailedError) as raised:
        client.characters.update(made.id, character={"name": "Ada"}, if_revision=made.revision)
    assert raised.value.code == "revision-mismatch"
    assert client.characters.get(made.id).character.name == changed.character.name == "Vera"


def test_an_error_tells_all_that_was_said(client: Greenroom) -> None:
    with pytest.raises(BadRequestError) as raised:
        client.personas.create(name=" ")
    error = raised.value
    assert (error.status, error.code, error.title) == (400, "bad-value", "Bad value")
    assert error.errors[0]["pointer"] == "/name"
    assert error.request_id.startswith("req_")
    assert error.request_id in str(error)


NOBODY = "00000000-0000-7000-8000-000000000000"


def test_each_status_has_its_error(client: Greenroom, ada: Caller) -> None:
    stage = Stage(client)
    asset = stage.asset
    client.characters.create(character={"name": "Nora", "avatar": asset.id})
    reader = Greenroom(ada.served.url, ada.with_key(scopes=["read"]).key)
    stranger = Greenroom(ada.served.url, "rp_wrong")
    client.personas.create(name="Ada", idempotency_key="one")
    rows: list[tuple[type[APIStatusError], Callable[[], object]]] = [
        (NotFoundError, lambda: client.characters.get(NOBODY)),
        (AuthenticationError, stranger.account.get),
        (PermissionDeniedError, lambda: reader.personas.create(name="Ada")),
        (ConflictError, lambda: client.assets.delete(asset.id)),
        (UnprocessableEntityError, lambda: client.personas.create(name="Eve", idempotency_key="one")),
    ]
    for kind, asked in rows:
        with pytest.raises(kind) as raised:
            asked()
        assert raised.value.request_id
    reader.close()
    stranger.close()


def test_an_id_with_a_slash_leads_nowhere_else(client: Greenroom) -> None:
    with pytest.raises(NotFoundError):
        client.characters.get("../account")
    for no_id in ("", ".", ".."):
        with pytest.raises(ValueError, match="is no id"):
            client.characters.delete(no_id)


def test_a_reply_comes_piece_by_piece(client: Greenroom) -> None:
    thread = Stage(client).thread
    with client.threads.say(thread.id, text="Well?", stream=True) as stream:
        first, *middle, last = stream
    assert isinstance(first, ReplyBegun)
    assert first.message
    assert first.message.text == "Well?"
    assert (
        "".join(one.text for one in middle if isinstance(one, ReplyText)) == "word0 word1 word2 word3 word4 "
    )
    assert isinstance(last, ReplyEnded)
    assert stream.message() == last.reply


def test_another_version_of_a_reply_streams_as_well(client: Greenroom) -> None:
    stage = Stage(client)
    with client.threads.reply(stage.thread.id, parent=stage.said.id, stream=True) as stream:
        message = stream.message()
    assert message
    assert message.parent == stage.said.id
    assert message.id != stage.reply.id


def test_a_reply_that_fails_says_how_and_what_was_kept(client: Greenroom) -> None:
    thread = Stage(client).thread
    with (
        client.with_options(max_retries=0).threads.say(thread.id, text="#then=error", stream=True) as stream,
        pytest.raises(ServerError) as raised,
    ):
        stream.message()
    assert raised.value.code == "model-failed"
    assert raised.value.body["reply"]["state"] == "failed"


def test_a_stream_that_is_left_can_be_stopped(client: Greenroom) -> None:
    thread = Stage(client).thread
    with client.threads.say(thread.id, text="#tokens=500 #pause=0.05", stream=True) as stream:
        next(iter(stream.texts()))
    stopped = client.threads.messages.stop(thread.id, stream.reply_id)
    assert stopped.reply
    assert stopped.reply.state == "stopped"


def test_headers_of_ones_own_are_sent_once_however_they_are_spelt(client: Greenroom) -> None:
    with pytest.raises(AuthenticationError):
        client.with_options(headers={"Authorization": "Bearer rp_wrong"}).account.get()


def test_options_are_those_of_one_call(client: Greenroom) -> None:
    named = client.with_options(headers={"x-request-id": "mine-1"})
    with pytest.raises(NotFoundError) as raised:
        named.characters.get(NOBODY)
    assert raised.value.request_id == "mine-1"
    named.close()
    assert client.server.health().status == "ok"  # whose connections they were


def test_connections_of_ones_own_stay_open(ada: Caller) -> None:
    with httpx2.Client(timeout=60, trust_env=False) as http:
        with Greenroom(ada.served.url, ada.key, http=http) as client:
            client.account.get()
        assert not http.is_closed


def test_the_environment_names_server_and_key(ada: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENROOM_URL", ada.served.url)
    monkeypatch.setenv("GREENROOM_KEY", ada.key)
    with Greenroom.from_environment(max_retries=0) as client:
        assert client.account.get().handle == ada.handle
    monkeypatch.delenv("GREENROOM_KEY")
    with pytest.raises(ValueError, match="GREENROOM_KEY"):
        AsyncGreenroom.from_environment()


def test_a_key_is_not_printed(client: Greenroom, ada: Caller) -> None:
    assert ada.key not in repr(client._transport.options)


def test_it_is_loaded_without_the_server() -> None:
    said = "import sys, greenroom.client; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    ours = {
        name for name in loaded if name.startswith("greenroom.") and not name.startswith("greenroom.client")
    }
    assert ours == set()
    assert not {"starlette", "uvicorn", "PIL", "psycopg", "click", "lark", "yaml"} & set(loaded)
