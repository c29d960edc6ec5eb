import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from tests.conftest import Run

from greenroom.http.answers import Answer, StreamedJson, json_answer


async def receive() -> Any:
    """Nothing more comes, and nobody leaves."""
    await asyncio.Event().wait()


async def sent(response: Any, method: str = "GET") -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        messages.append(message)

    await response({"type": "http", "method": method}, receive, send)
    return messages


def test_a_finished_answer_says_its_type_and_length(run: Run) -> None:
    start, body = run(sent(Answer(b"abc", 201, media_type=b"text/x", headers=[(b"etag", b'"1"')])))
    assert start["status"] == 201
    assert start["headers"] == [(b"content-type", b"text/x"), (b"content-length", b"3"), (b"etag", b'"1"')]
    assert body["body"] == b"abc"


def test_head_gets_the_headers_alone(run: Run) -> None:
    start, body = run(sent(Answer(b"abc"), "HEAD"))
    assert (dict(start["headers"])[b"content-length"], body["body"]) == (b"3", b"")


def test_json(run: Run) -> None:
    assert run(sent(json_answer({"a": [1, None, "ü"]})))[1]["body"] == '{"a":[1,null,"ü"]}'.encode()


def test_a_stream_that_fails_never_ends_as_if_whole(run: Run) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"["
        raise RuntimeError

    async def unit() -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            messages.append(message)

        with pytest.raises((RuntimeError, ExceptionGroup)):
            await StreamedJson(chunks())({"type": "http", "method": "GET"}, receive, send)
        return messages

    messages = run(unit())
    assert messages[0]["status"] == 200
    assert all(message.get("more_body", True) for message in messages[1:])
