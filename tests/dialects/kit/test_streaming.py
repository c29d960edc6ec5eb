"""Replies as events for any listener: where they go on, how silence sounds, and whom nobody tells any more."""

from collections.abc import AsyncIterator, Sequence
from typing import cast

import pytest
from tests.conftest import Run

from greenroom.conversations.model import Begun, Made, Message, Thread
from greenroom.conversations.outcomes import Outcome
from greenroom.conversations.reply import Reply
from greenroom.dialects.kit import streaming
from greenroom.dialects.kit.streaming import Manner, Place, frames, frames_of_rows, place
from greenroom.http.sse import HEARTBEAT
from greenroom.problems import BadValue, ExpiredKey, ModelBusy, Problem, Unavailable

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


def manner(
    *, refused: Problem | None = None, came: Sequence[Outcome | None] = (), tells: Sequence[str] = ()
) -> Manner:
    """Of somebody who is told ids and names; what became of a reply, and its text, are looked at once for each of these."""
    left, told = [*came], [*tells]

    async def refusal() -> Problem | None:
        return refused

    async def became() -> Outcome | None:
        return left.pop(0)

    async def so_far() -> str:
        return told.pop(0) if told else ""

    return Manner(
        refusal, became, so_far, lambda one: one.message_id, lambda one: {"said": type(one).__name__}
    )


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
    assert run(whole(frames(manner(refused=ExpiredKey()), made, Place()))) == [last]
    came: list[Outcome | None] = [Outcome(MESSAGE)]
    assert run(whole(frames_of_rows(manner(refused=ExpiredKey(), came=came), "r", Place()))) == [last]


def test_where_nobody_can_tell_who_may_listen_a_stream_goes_on(run: Run) -> None:
    made = reply()
    made.add("text", "Hello")
    made.end(MESSAGE)
    unknown = Unavailable("The database")
    told = run(whole(frames(manner(refused=unknown), made, Place())))
    assert [one.split(b"\n")[1] for one in told] == [b"event: text", b"event: end"]
    came: list[Outcome | None] = [Outcome(MESSAGE)]
    assert run(whole(frames_of_rows(manner(refused=unknown, came=came), "r", Place())))[-1].startswith(
        b"id: r.1"
    )


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
        b'id: r.0.0\nevent: problem\ndata: {"said":"ModelMissing","reply":null}\n\n'
    ]


def test_what_another_process_makes_comes_as_far_as_it_tells(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "TICK", 0.001)
    listener = manner(came=[None, None, None, Outcome(MESSAGE)], tells=["", "Hel", "Hello th"])
    assert run(whole(frames_of_rows(listener, "r", Place()))) == [
        b'id: r.0.3\nevent: text\ndata: {"text":"Hel"}\n\n',
        b'id: r.1.8\nevent: text\ndata: {"text":"lo th"}\n\n',
        b'id: r.2.11\nevent: text\ndata: {"text":"ere"}\n\n',
        b'id: r.3.11\nevent: end\ndata: {"reply":"r"}\n\n',
    ]


@pytest.mark.parametrize("number", [0, 2, 9])
def test_who_comes_back_from_another_process_goes_on_in_the_middle_of_a_piece(run: Run, number: int) -> None:
    made = reply()
    for piece in ("Hel", "lo ", "there"):
        made.add("text", piece)
    made.end(MESSAGE)
    assert run(whole(frames(manner(), made, Place(number, 4)))) == [
        b'id: r.1.6\nevent: text\ndata: {"text":"o "}\n\n',
        b'id: r.2.11\nevent: text\ndata: {"text":"there"}\n\n',
        b'id: r.3.11\nevent: end\ndata: {"reply":"r"}\n\n',
    ]
