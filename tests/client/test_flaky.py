"""A client of a served process, on the way to which things go wrong."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.client.asking import CARD, Stage
from tests.client.flaky import Cut, Flaky, HangUp, Refuse
from tests.conftest import Run
from tests.model_peer import ModelPeer
from tests.served import Caller

from greenroom.client import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    AsyncGreenroom,
    AuthenticationError,
    Greenroom,
    PermissionDeniedError,
    RateLimitError,
    ReplyText,
    ServerError,
)

BUSY = Refuse(503, {"retry-after": "0"})
WHOLE = "word0 word1 word2 word3 word4 "


@pytest.fixture
def engine() -> str:
    """One of them: what goes wrong on the way has nothing to do with it."""
    return "sqlite"


@contextmanager
def waiting(seconds: float) -> Iterator[None]:
    """What takes so long at least."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun >= seconds


def test_it_tries_again_after_one_and_two_seconds(far: Greenroom, flaky: Flaky) -> None:
    flaky.faults = [Refuse(503), HangUp()]
    with waiting(0.75 + 1.5):
        assert far.account.get().plan == "home"
    assert len(flaky.seen) == 3


def test_it_waits_as_long_as_it_is_told(far: Greenroom, flaky: Flaky) -> None:
    flaky.faults = [Refuse(429, {"retry-after": "2"})]
    with waiting(2):
        far.account.get()
    assert len(flaky.seen) == 2


def test_it_does_not_wait_a_day(far: Greenroom, flaky: Flaky) -> None:
    flaky.faults = [Refuse(429, {"retry-after": "86400"})]
    with pytest.raises(RateLimitError) as raised:
        far.account.get()
    assert raised.value.retry_after == 86400
    assert len(flaky.seen) == 1


@pytest.mark.parametrize(("status", "kind"), [(401, AuthenticationError), (403, PermissionDeniedError)])
def test_what_will_not_pass_is_raised_at_once(
    status: int, kind: type[Exception], far: Greenroom, flaky: Flaky
) -> None:
    flaky.faults = [Refuse(status, {"retry-after": "0"})]
    with pytest.raises(kind):
        far.account.get()
    assert len(flaky.seen) == 1


def test_in_the_end_it_gives_up(far: Greenroom, flaky: Flaky) -> None:
    flaky.faults = [BUSY] * 9
    with pytest.raises(ServerError):
        far.account.get()
    assert len(flaky.seen) == 5
    with pytest.raises(ServerError):
        far.with_options(max_retries=0).account.get()
    assert len(flaky.seen) == 6


def test_a_create_that_was_heard_and_not_answered_has_one_effect(far: Greenroom, flaky: Flaky) -> None:
    flaky.faults = [HangUp(heard=True), BUSY]
    made = far.characters.create(character={"name": "Nora"})
    keys = {one.headers["idempotency-key"] for one in flaky.seen}
    assert (len(flaky.seen), len(keys)) == (3, 1)
    assert [one.id for one in far.characters.list()] == [made.id]


def test_two_creates_have_two_keys(far: Greenroom, flaky: Flaky) -> None:
    first, second = (far.characters.create(character={"name": "Nora"}) for _ in range(2))
    assert first.id != second.id
    assert len({one.headers["idempotency-key"] for one in flaky.seen}) == 2


def test_a_key_of_ones_own_holds_over_calls(far: Greenroom, flaky: Flaky) -> None:
    first, second = (far.imports.create(CARD, idempotency_key="card-1") for _ in range(2))
    assert first.id == second.id
    assert flaky.seen[0].headers["idempotency-key"] == "card-1"


def test_what_is_said_again_is_said_once(far: Greenroom, flaky: Flaky) -> None:
    thread = Stage(far).thread
    flaky.faults = [HangUp(heard=True)]
    said = far.threads.say(thread.id, text="Who are you?")
    assert said.reply
    assert said.reply.text == WHOLE
    assert [one.speaker for one in far.threads.messages.list(thread.id)] == ["character", "user", "character"]


def test_a_reply_that_the_model_failed_is_not_asked_for_again(far: Greenroom, flaky: Flaky) -> None:
    thread = Stage(far).thread
    asked = len(flaky.seen)
    with pytest.raises(ServerError) as raised:
        far.threads.say(thread.id, text="#status=500")
    assert raised.value.code.startswith("model-")
    assert len(flaky.seen) == asked + 1


def test_what_nobody_serves_is_out_of_reach(ada: Caller) -> None:
    with Greenroom("http://127.0.0.1:9", ada.key, max_retries=0) as client, pytest.raises(APIConnectionError):
        client.account.get()


def test_what_takes_too_long_is_too_late(client: Greenroom, ada: Caller, model_peer: ModelPeer) -> None:
    thread, gate = Stage(client).thread, f"late{ada.handle}"
    with pytest.raises(APITimeoutError):
        client.with_options(timeout=0.3, max_retries=0).threads.say(thread.id, text=f"#gate={gate} Well?")
    model_peer.let_pass(gate)


def test_what_is_no_json_is_said_with_its_request(far: Greenroom, flaky: Flaky) -> None:
    flaky.faults = [Refuse(200, {"x-request-id": "req_1"}, b"<html>"), Refuse(200, {}, b'{"id": 3}')]
    with pytest.raises(APIResponseError) as raised:
        far.account.get()
    assert raised.value.request_id == "req_1"
    with pytest.raises(APIResponseError):
        far.account.get()


CUTS = [
    [Cut(1)],  # before the reply has an id
    [Cut(2)],
    [Cut(3)],
    [Cut(4), Cut(2), Cut(2)],
    [HangUp(heard=True), Cut(3)],
    [Cut(3), BUSY, HangUp(), Cut(2)],
]


@pytest.mark.parametrize("faults", CUTS, ids=str)
def test_a_stream_that_breaks_goes_on(
    faults: list[Refuse | HangUp | Cut], far: Greenroom, flaky: Flaky
) -> None:
    thread = Stage(far).thread
    asked = len(flaky.seen)
    flaky.faults = list(faults)
    with far.threads.say(thread.id, text="#pause=0.1 Well?", stream=True) as stream:
        events = [*stream]
    texts = "".join(one.text for one in events if isinstance(one, ReplyText))
    message = stream.message()
    assert message
    assert (texts, message.text, message.id) == (WHOLE, WHOLE, stream.reply_id)
    assert flaky.faults == []
    assert len(flaky.seen) == asked + len(faults) + 1
    assert [one.speaker for one in far.threads.messages.list(thread.id)] == ["character", "user", "character"]


def test_it_goes_on_after_the_last_event(far: Greenroom, flaky: Flaky) -> None:
    thread = Stage(far).thread
    flaky.faults = [Cut(4)]
    with far.threads.say(thread.id, text="#pause=0.1 Well?", stream=True) as stream:
        assert "".join(stream.texts()) == WHOLE
    again = flaky.seen[-1]
    assert again.method == "GET"
    assert again.path.endswith(f"/messages/{stream.reply_id}/events")
    assert again.headers["last-event-id"].startswith(f"{stream.reply_id}.")


@pytest.mark.parametrize("faults", CUTS[:4], ids=str)
def test_it_goes_on_for_who_awaits_it(
    faults: list[Refuse | HangUp | Cut], flaky: Flaky, client: Greenroom, ada: Caller, run: Run
) -> None:
    async def talk(thread_id: str) -> tuple[str, str]:
        async with AsyncGreenroom(flaky.url, ada.key) as far:
            async with await far.threads.say(thread_id, text="#pause=0.1 Well?", stream=True) as stream:
                texts = [text async for text in stream.texts()]
                message = await stream.message()
            assert message
            return "".join(texts), message.text

    flaky.faults = list(faults)
    assert run(talk(Stage(client).thread.id)) == (WHOLE, WHOLE)


def test_one_that_breaks_again_and_again_is_given_up(ada: Caller, flaky: Flaky, client: Greenroom) -> None:
    thread = Stage(client).thread
    flaky.faults = [Cut(1)] * 9
    with Greenroom(flaky.url, ada.key, max_retries=1) as far:
        stream = far.threads.say(thread.id, text="Well?", stream=True)
        with pytest.raises(APIConnectionError):
            stream.message()


def test_an_awaiting_client_tries_again_too(flaky: Flaky, ada: Caller, run: Run) -> None:
    async def plan() -> str:
        async with AsyncGreenroom(flaky.url, ada.key) as far:
            return (await far.account.get()).plan

    flaky.faults = [BUSY, Refuse(503)]
    assert run(plan()) == "home"
    assert len(flaky.seen) == 3
