"""Servers that are slow, silent, failing, busy, cut off, endless or talk garbage: each a peer at the end of a socket."""

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import aclosing
from typing import NamedTuple

import pytest
from tests.conftest import Run

from greenroom.llm.endpoint import Endpoint
from greenroom.llm.model import Ask, End, Message, Text, Usage
from greenroom.llm.openai_compatible import OpenAICompatible
from greenroom.llm.patience import Patience
from greenroom.problems import (
    BadValue,
    ContextTooSmall,
    ModelBusy,
    ModelFailed,
    ModelRefused,
    ModelSlow,
    ModelUnreachable,
    Problem,
)

ASK = Ask((Message("user", "Hello"),))
PATIENT = Patience(connect=60, first_token=60, between_tokens=60, whole=120)
STREAM = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
HI = 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n'
STOP = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'
WHOLE = [STREAM, HI, STOP, "data: [DONE]\n\n"]


def said(text: str) -> str:
    """An event with some text."""
    return f'data: {{"choices":[{{"delta":{{"content":{json.dumps(text)}}}}}]}}\n\n'


Step = str | float
"""A text to send, or seconds to wait."""

Steps = Sequence[Step]


def refusal(status: int, body: str = "", *headers: str) -> Steps:
    lines = [f"HTTP/1.1 {status} No", f"content-length: {len(body.encode())}", "connection: close", *headers]
    return ["\r\n".join([*lines, "", body])]


class Heard(NamedTuple):
    """What a caller has had of a reply, how often the server was asked, and how long all took."""

    text: str
    end: End | None
    problem: Problem | None
    asked: int
    seconds: float


async def hear(*answers: Steps, patience: Patience = PATIENT) -> Heard:
    """What comes of a server that answers so, one after the other, and the last one for ever."""
    asked = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        if not (await reader.read(1 << 16)):  # a probe, or nobody
            return
        steps = answers[min(asked, len(answers) - 1)]
        asked += 1
        try:
            for step in steps:
                if isinstance(step, str):
                    writer.write(step.encode("utf-8", "surrogateescape"))
                    await writer.drain()
                else:
                    await asyncio.sleep(step)
        except ConnectionError:
            return
        finally:
            writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        backend = OpenAICompatible(Endpoint(f"http://127.0.0.1:{port}", "sk-secret"), "tiny", patience)
        heard = await listen(backend)
        await backend.close()
    return heard._replace(asked=asked)


async def listen(backend: OpenAICompatible) -> Heard:
    began, text, end, problem = time.monotonic(), "", None, None
    try:
        async with aclosing(backend.stream(ASK)) as stream:
            async for piece in stream:
                if isinstance(piece, Text):
                    text += piece.text
                else:
                    end = piece
    except Problem as raised:
        problem = raised
    return Heard(text, end, problem, 0, time.monotonic() - began)


ENDINGS: dict[str, tuple[Steps, str]] = {
    "as it should be": (WHOLE, "Hi"),
    "without [DONE]": ([STREAM, HI, STOP], "Hi"),
    "without a reason": ([STREAM, HI, "data: [DONE]\n\n"], "Hi"),
    "cut after the last token": (
        [STREAM.replace("\r\n\r\n", "\r\ncontent-length: 9999\r\n\r\n"), HI, STOP],
        "Hi",
    ),
    "silent after the last token": ([STREAM, HI, STOP, 5.0], "Hi"),
    "with comments between": ([STREAM, ": ping\n\n", HI, ": ping\n\n", STOP], "Hi"),
    "with carriage returns": ([STREAM, *(part.replace("\n\n", "\r\n\r\n") for part in WHOLE[1:])], "Hi"),
    "in crumbs": ([STREAM, HI[:9], 0.05, HI[9:30], 0.05, HI[30:] + STOP[:5], STOP[5:]], "Hi"),
    "with thoughts before": (
        [STREAM, 'data: {"choices":[{"delta":{"reasoning":"Hm"}}]}\n\n', HI, STOP],
        "Hi",
    ),
    "empty": ([STREAM, STOP], ""),
    "with thoughts in its text": (
        [STREAM, said("\n<thi"), said("nk>Hm</th"), said("ink>\n"), said("\nHi"), STOP],
        "Hi",
    ),
    "with empty thoughts": ([STREAM, said("<think></think>" * 2000 + "Hi"), STOP], "Hi"),
    "with thoughts alone": ([STREAM, said("<think>Hm"), STOP], ""),
    "with what is no thought": ([STREAM, said("<thin"), said(" ice> Hi"), STOP], "<thin ice> Hi"),
    "with a thought in its midst": ([STREAM, said("Hi <think>"), STOP], "Hi <think>"),
    "with half a thought": ([STREAM, said("<th"), STOP], "<th"),
    "a character in halves": ([STREAM, said("Hi \ud83d"), said("\ude00!"), STOP], "Hi \U0001f600!"),
    "half a character": (
        [STREAM, said("Hi \ud83d"), said("!"), said("\ude00"), said("\ud83d"), STOP],
        "Hi \ufffd!\ufffd\ufffd",
    ),
    "with a zero byte": ([STREAM, said("H\0i"), STOP], "Hi"),
    "two at once": (
        [STREAM, HI, HI.replace('{"delta', '{"index":1,"delta').replace("Hi", "OTHER"), STOP],
        "Hi",
    ),
}


@pytest.mark.parametrize(("steps", "text"), ENDINGS.values(), ids=ENDINGS)
def test_a_reply_is_whole(run: Run, steps: Steps, text: str) -> None:
    heard = run(hear(steps))
    assert (heard.text, heard.problem, heard.asked) == (text, None, 1)
    assert heard.end == End("stop")


COSTS: dict[str, tuple[str, Usage | None]] = {
    "numbers": ('{"prompt_tokens":12,"completion_tokens":3}', Usage(12, 3)),
    "fractions": ('{"prompt_tokens":12.0,"completion_tokens":3.0}', Usage(12, 3)),
    "texts": ('{"prompt_tokens":"12","completion_tokens":"3"}', Usage(12, 3)),
    "one of them": ('{"prompt_tokens":12}', Usage(12, 0)),
    "words": ('{"prompt_tokens":"many"}', None),
    "beyond any number": ('{"prompt_tokens":1e999}', None),
    "a list": ("[1]", None),
    "nothing": ("null", None),
}


@pytest.mark.parametrize(("cost", "usage"), COSTS.values(), ids=COSTS)
def test_no_reply_fails_by_what_it_cost(run: Run, cost: str, usage: Usage | None) -> None:
    heard = run(hear([STREAM, HI, STOP, f'data: {{"choices":[],"usage":{cost}}}\n\n', "data: [DONE]\n\n"]))
    assert (heard.text, heard.end, heard.problem) == ("Hi", End("stop", usage), None)


PINGS: Steps = [": ping\n\n", 0.1] * 200
HIS: Steps = [HI, 0.1] * 200
BEGIN, GO_ON, END = (
    PATIENT._replace(first_token=0.5),
    PATIENT._replace(between_tokens=0.3),
    PATIENT._replace(whole=1),
)
"""Patience that is short in one thing: what comes meanwhile has the time that a slow machine takes."""

SLOW: dict[str, tuple[Steps, Patience, set[str]]] = {
    "silent": ([9.0], BEGIN, {""}),
    "silent after its headers": ([STREAM, 9.0], BEGIN, {""}),
    "alive and silent": ([STREAM, *PINGS], BEGIN, {""}),
    "silent after a token": ([STREAM, HI, 9.0], GO_ON, {"Hi"}),
    "slow without end": ([STREAM, *HIS], END, {"Hi" * many for many in range(100)}),
}


@pytest.mark.parametrize(("steps", "patience", "texts"), SLOW.values(), ids=SLOW)
def test_what_does_not_come_in_time_is_waited_for_no_longer(
    run: Run, steps: Steps, patience: Patience, texts: set[str]
) -> None:
    heard = run(hear(steps, patience=patience))
    assert type(heard.problem) is ModelSlow
    assert heard.text in texts
    assert (heard.end, heard.asked) == (None, 1)


FAILURES: dict[str, tuple[Steps, type[Problem], str]] = {
    "cut after a token": ([STREAM, HI], ModelFailed, "Hi"),
    "cut within a token": ([STREAM, HI, HI[:20]], ModelFailed, "Hi"),
    "cut within its headers": (["HTTP/1.1 200 OK\r\ncontent-"], ModelFailed, ""),
    "cut at once": ([], ModelFailed, ""),
    "endless": (
        [STREAM, *['data: {"choices":[{"delta":{"content":"%s"}}]}\n\n' % ("x" * 90_000)] * 20],
        ModelFailed,
        "…",
    ),
    "an endless line": ([STREAM, *["data: " + "x" * 90_000] * 20], ModelFailed, ""),
    "garbage": ([STREAM, HI, "data: {{{\n\n"], ModelFailed, "Hi"),
    "no UTF-8": ([STREAM, HI, HI.replace("Hi", "\udcff")], ModelFailed, "Hi"),
    "another form": ([STREAM, 'data: {"choices":[{"delta":{"content":7}}]}\n\n'], ModelFailed, ""),
    "no HTTP": (["220 mail.example ESMTP\r\n"], ModelFailed, ""),
    "a page": (
        ["HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<p>Hi"],
        ModelFailed,
        "",
    ),
    "another address": (refusal(302, "", "location: http://127.0.0.1/"), ModelFailed, ""),
    "an error": ([STREAM, HI, 'data: {"error":{"message":"out of memory"}}\n\n'], ModelFailed, "Hi"),
    "an error of words": ([STREAM, 'data: {"error":"out of memory"}\n\n'], ModelFailed, ""),
    "failing": (refusal(500, '{"error":{"message":"CUDA error"}}'), ModelFailed, ""),
    "a wrong key": (refusal(401, '{"error":{"message":"Incorrect API key: sk-sec***"}}'), ModelRefused, ""),
    "an unknown model": (refusal(404, '{"error":"model tiny not found"}'), ModelRefused, ""),
    "a request it dislikes": (refusal(400, '{"error":{"message":"I dislike it"}}'), ModelRefused, ""),
    "a parameter it dislikes": (
        refusal(400, '{"error":{"message":"must be below 2","param":"temperature"}}'),
        BadValue,
        "",
    ),
    "too long a prompt": (
        refusal(400, '{"error":{"message":"…","code":"context_length_exceeded"}}'),
        ContextTooSmall,
        "",
    ),
    "busy for long": (refusal(429, "", "retry-after: 40"), ModelBusy, ""),
}


@pytest.mark.parametrize(("steps", "kind", "text"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_told_and_nothing_is_asked_twice(
    run: Run, steps: Steps, kind: type[Problem], text: str
) -> None:
    heard = run(hear(steps))
    assert type(heard.problem) is kind
    assert heard.text == text or (text == "…" and 10 < len(heard.text) <= 1 << 20)
    assert (heard.end, heard.asked) == (None, 1)
    assert "sk-sec" not in str(heard.problem)


ROLES = refusal(400, '{"error":{"message":"Conversation roles must alternate user/assistant"}}')

AGAIN: dict[str, tuple[list[Steps], int]] = {
    "busy": ([refusal(429, "", "retry-after: 0"), WHOLE], 2),
    "loading its model": ([refusal(503, '{"error":{"message":"Loading model"}}'), WHOLE], 2),
    "of another template": ([ROLES, WHOLE], 2),
    "of a template without a system": (
        [ROLES, refusal(400, '{"error":"System role not supported"}'), WHOLE],
        3,
    ),
    "behind a proxy that is starting": ([refusal(502, "<html>"), refusal(504, "<html>"), WHOLE], 3),
}


@pytest.mark.parametrize(("answers", "asked"), AGAIN.values(), ids=AGAIN)
def test_what_may_succeed_later_is_asked_again(run: Run, answers: list[Steps], asked: int) -> None:
    heard = run(hear(*answers))
    assert (heard.text, heard.problem, heard.asked) == ("Hi", None, asked)


def test_a_servers_wish_to_be_left_alone_is_honoured(run: Run) -> None:
    heard = run(hear(refusal(429, "", "retry-after-ms: 700"), WHOLE))
    assert heard.text == "Hi"
    assert heard.seconds >= 0.7


def test_it_is_asked_three_times_at_most(run: Run) -> None:
    heard = run(hear(refusal(429, "", "retry-after: 0")))
    assert isinstance(heard.problem, ModelBusy)
    assert heard.problem.retry_after == 1
    assert heard.asked == 3


def test_how_long_a_busy_server_wants_to_be_left_alone_is_told(run: Run) -> None:
    heard = run(hear(refusal(429, "", "retry-after: 40")))
    assert isinstance(heard.problem, ModelBusy)
    assert heard.problem.retry_after == 40


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "http://no-such-host.invalid/v1"])
def test_nobody_there(run: Run, url: str) -> None:
    async def go() -> Heard:
        backend = OpenAICompatible(Endpoint(url), "tiny", PATIENT)
        heard = await listen(backend)
        assert not (await backend.count("abcd")).exact
        assert await backend.window() == 4096
        await backend.close()
        return heard

    assert isinstance(run(go()).problem, ModelUnreachable)
