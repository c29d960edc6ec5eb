"""The TypeScript client of a served process, on the way to which things go wrong."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.client.asking import Stage
from tests.client.flaky import Cut, Flaky, HangUp, Refuse
from tests.client.typescript.building import called
from tests.served import Caller

from greenroom.client import Greenroom

WHOLE = "word0 word1 word2 word3 word4 "


@pytest.fixture
def engine() -> str:
    """One of them: what goes wrong on the way has nothing to do with it."""
    return "sqlite"


@pytest.fixture
def flaky(ada: Caller) -> Iterator[Flaky]:
    with Flaky(ada.served.url) as flaky:
        yield flaky


class Far:
    """Ada's client behind a way on which things go wrong."""

    def __init__(self, folder: Path, flaky: Flaky, ada: Caller) -> None:
        self._folder = folder
        self._options = {"baseUrl": flaky.url, "key": ada.key}

    def call(self, name: str, *arguments: Any, **options: Any) -> Any:
        """What a call comes to."""
        return called(self._folder, self._options | options, [(name, arguments)])[0]


@pytest.fixture
def far(folder: Path, flaky: Flaky, ada: Caller) -> Far:
    return Far(folder, flaky, ada)


def test_it_tries_again(far: Far, flaky: Flaky) -> None:
    flaky.faults = [Refuse(503), Refuse(429, {"retry-after": "1"}), HangUp(heard=True)]
    made = far.call("characters.create", {"character": {"name": "Nora"}})["value"]
    assert (len(flaky.seen), len({one.headers["idempotency-key"] for one in flaky.seen})) == (4, 1)
    assert [one["id"] for one in far.call("characters.list")["value"]] == [made["id"]]


NEVER = [
    (Refuse(401, {"retry-after": "0"}), "AuthenticationError"),
    (Refuse(403, {"retry-after": "0"}), "PermissionDeniedError"),
    (Refuse(400), "BadRequestError"),
    (Refuse(429, {"retry-after": "3600"}), "RateLimitError"),
    (Refuse(200, {}, b"<html>"), "APIResponseError"),
]


@pytest.mark.parametrize(("fault", "name"), NEVER)
def test_what_will_not_pass_is_thrown_at_once(fault: Refuse, name: str, far: Far, flaky: Flaky) -> None:
    flaky.faults = [fault]
    assert far.call("account.get")["error"]["name"] == name
    assert len(flaky.seen) == 1


def test_in_the_end_it_gives_up(far: Far, flaky: Flaky) -> None:
    flaky.faults = [HangUp()] * 9
    error = far.call("account.get", maxRetries=1)["error"]
    assert (error["name"], len(flaky.seen)) == ("APIConnectionError", 2)


def test_what_takes_too_long_is_too_late(far: Far, ada: Caller) -> None:
    with Greenroom(ada.served.url, ada.key) as client:
        thread = Stage(client).thread
    said = far.call("threads.say", thread.id, {"text": "#pause=0.4 Well?"}, timeout=0.3, maxRetries=0)
    assert said["error"]["name"] == "APITimeoutError"


def test_a_refusal_tells_all_that_was_said(far: Far) -> None:
    error = far.call("personas.create", {"name": " "})["error"]
    assert (error["name"], error["status"], error["code"]) == ("BadRequestError", 400, "bad-value")
    assert error["errors"][0]["pointer"] == "/name"
    assert error["requestId"].startswith("req_")


def test_a_list_goes_on_by_itself(far: Far, ada: Caller) -> None:
    with Greenroom(ada.served.url, ada.key) as client:
        made = [client.characters.create(character={"name": "Nora"}).id for _ in range(5)]
    listed = far.call("characters.list", {"limit": 2})["value"]
    assert [one["id"] for one in listed] == made[::-1]


@pytest.mark.parametrize(
    "faults", [[], [Cut(1)], [Cut(3)], [Cut(4), Cut(2)], [HangUp(heard=True), Cut(3)]], ids=str
)
def test_a_stream_that_breaks_goes_on(faults: list[Any], far: Far, flaky: Flaky, ada: Caller) -> None:
    with Greenroom(ada.served.url, ada.key) as client:
        thread = Stage(client).thread
        flaky.faults = list(faults)
        said = far.call("threads.say", thread.id, {"text": "#pause=0.1 Well?", "stream": True})["value"]
        speakers = [one.speaker for one in client.threads.messages.list(thread.id)]
    assert "".join(one.get("text", "") for one in said["pieces"]) == WHOLE
    assert (said["message"]["text"], said["message"]["id"]) == (WHOLE, said["replyId"])
    assert (flaky.faults, speakers) == ([], ["character", "user", "character"])


def test_a_reply_that_fails_says_how(far: Far, ada: Caller) -> None:
    with Greenroom(ada.served.url, ada.key) as client:
        thread = Stage(client).thread
    said = far.call("threads.say", thread.id, {"text": "#then=error", "stream": True}, maxRetries=0)
    assert (said["error"]["name"], said["error"]["code"]) == ("ServerError", "model-failed")
