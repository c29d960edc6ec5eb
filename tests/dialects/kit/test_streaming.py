"""Replies as events for any listener: where they go on, how silence sounds, and whom nobody tells any more."""

from collections.abc import AsyncIterator
from typing import cast

import pytest
from tests.conftest import Run

from greenroom.conversations.model import Begun, Made, Message, Thread
from greenroom.conversations.outcomes import Outcome
from greenroom.conversations.reply import Reply
from greenroom.dialects.kit import streaming
from greenroom.dialects.kit.streaming import Manner, Place, frames, frames_of_rows, place
from greenroom.http.sse import HEARTBEAT
from greenroom.problems import BadValue, ExpiredKey, ModelBusy, Problem

MESSAGE = Message(
    account_id="a",
    thread_id="t",
    message_id="r",
    parent_id=None,
    speaker="character",
    state="whole",
    created_at=0,
    edited_at=None,
    text="Hello there",
    about=Made(),
)


def manner(*, allowed: bool = True, came: list[Outcome | None] | None = None) -> Manner:
    """Of somebody who is told ids and names; what became of a reply is looked at once for each of `came`."""
    left = [*(came or [])]

    async def refusal() -> Problem | None:
        return None if allowed else ExpiredKey()

    async def became() -> Outcome | None:
        return left.pop(0)

    return Manner(refusal, became, lambda one: one.message_id, lambda one: {"said": type(one).__name__})


def reply() -> Reply:
    return Reply(Begun(cast("Thread", None), "r", None))


async def whole(stream: AsyncIterator[bytes]) -> list[bytes]:
    return [one async for one in stream]


@pytest.mark.parametrize(("last", "here"), [("", Place()), ("r.3.17", Place(3, 17))])
def test_a_last_event_id_is_a_place(last: str, here: Place) -> None:
    assert place("r", last) == here


@pytest.mark.parametrize("last", ["other.3.17", "r", "r.3", "r.x.1", "r.1.-1"])
def test_what_is_none_is_refused(last: str) -> None:
    with pytest.raises(BadValue):
        place("r", last)


def test_a_silence_is_filled_with_comments(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "TICK", 0.01)
    made = reply()

    async def listen() -> list[bytes]:
        stream = frames(manner(), made, Place())
        first = await anext(stream)
        made.add("text", "Hello")
        made.end(None)
        return [first, *await whole(stream)]

    beat, text, end = run(listen())
    assert beat == HEARTBEAT
    assert text == b'id: r.0.5\nevent: text\ndata: {"text":"Hello"}\n\n'
    assert end == b'id: r.1.5\nevent: end\ndata: {"reply":null}\n\n'


def test_a_problem_is_told_in_the_listener_s_words(run: Run) -> None:
    made = reply()
    made.fail(ModelBusy("m", 1), MESSAGE)
    (told,) = run(whole(frames(manner(), made, Place())))
    assert told == b'id: r.0.0\nevent: problem\ndata: {"said":"ModelBusy","reply":"r"}\n\n'


def test_who_may_not_listen_any_more_hears_why(run: Run) -> None:
    made = reply()
    made.add("text", "Hello")
    made.end(MESSAGE)
    last = b'event: problem\ndata: {"said":"ExpiredKey"}\n\n'
    assert run(whole(frames(manner(allowed=False), made, Place()))) == [last]
    came: list[Outcome | None] = [Outcome(MESSAGE)]
    assert run(whole(frames_of_rows(manner(allowed=False, came=came), "r", Place()))) == [last]


def test_a_row_goes_on_where_the_text_was_cut(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "TICK", 0.001)
    told = run(whole(frames_of_rows(manner(came=[None, None, Outcome(MESSAGE)]), "r", Place(2, 5))))
    assert told == [
        b'id: r.3.11\nevent: text\ndata: {"text":" there"}\n\n',
        b'id: r.4.11\nevent: end\ndata: {"reply":"r"}\n\n',
    ]


def test_where_nothing_came_the_end_says_why(run: Run) -> None:
    came: list[Outcome | None] = [Outcome(None, "ModelMissing")]
    assert run(whole(frames_of_rows(manner(came=came), "r", Place()))) == [
        b'id: r.1.0\nevent: problem\ndata: {"said":"ModelMissing","reply":null}\n\n'
    ]
