"""A model server that does what it is told: the last thing that a user said tells it how to answer, also how to go on.

Run as a program it prints its address. Words that begin with # are read from what the user said:

    #mark=WORD       tokens are `WORD0 `, `WORD1 ` and so on; else `word0 ` …
    #tokens=N        how many; 5 unless it is said
    #find=WORD       the mark is how often that stands in all that is asked, and an x
    #keeps=form      the least JSON that is allowed, where the form of the reply is given
    #pause=SECONDS   before each of them
    #gate=WORD       in the midst of them it waits until `let_pass` lets one pass there
    #status=NNN      no answer but this status
    #then=END        what comes behind them: `cut`, `garbage`, `silence`, `error`, a `zero` byte between a and b, or
                     `nothing` that ever ends

Its vectors tell how many words of each row of MEANINGS a text has, and its moderation what a text says after `#unfit=`.
"""

import asyncio
import json
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import httpx2

from greenroom.llm.endpoint import Endpoint
from greenroom.llm.openai_compatible.wire import GO_ON

MEANINGS = (("cat", "feline", "purrs"), ("boat", "ship", "sails"), ("bread", "baker", "oven"))
"""Words that mean much the same."""

_HEAD = "HTTP/1.1 {} Said\r\ncontent-type: {}\r\nconnection: close\r\n\r\n"
_STREAM = _HEAD.format(200, "text/event-stream")


def tokens(mark: str = "word", count: int = 5) -> str:
    """The whole of a reply."""
    return "".join(f"{mark}{number} " for number in range(count))


class ModelPeer:
    """The server in a process of its own; `endpoint` is where it answers."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.model_peer"],
            cwd=Path(__file__).parents[1],  # where a test is, there may be no such module
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        self.url = self._process.stdout.readline().strip()
        self.endpoint = Endpoint(f"{self.url}/v1")
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def open(self, mark: str) -> int:
        """How many replies of this mark it is making, or wait at this gate; of `vectors`, how many it has made."""
        return int(httpx2.get(f"{self.url}/open/{mark}", timeout=60, trust_env=False).text)

    def let_pass(self, gate: str, replies: int = 1) -> None:
        """Let as many replies go on that wait at a gate, or will."""
        httpx2.get(f"{self.url}/open/{gate}/{replies}", timeout=60, trust_env=False)

    def lets_go(self, mark: str, seconds: float = 60) -> bool:
        """Whether it makes no reply of this mark any more before so many seconds have passed.

        Whoever it made one for may be told of its end before the model is.
        """
        until = time.monotonic() + seconds
        while self.open(mark):
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True


_open = Counter[str]()
_gates = defaultdict[str, asyncio.Semaphore](lambda: asyncio.Semaphore(0))


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1])) if length else b""
        async for piece in _answer(head.split(" ")[1], body):
            writer.write(piece.encode())
            await writer.drain()
    writer.close()


async def _answer(path: str, body: bytes) -> AsyncIterator[str]:
    if path == "/v1/models":
        yield _HEAD.format(200, "application/json") + '{"data": [{"id": "peer"}]}'
    elif path.startswith("/open/"):
        yield _HEAD.format(200, "text/plain") + _opened(*path.split("/")[2:])
    elif path == "/v1/chat/completions":
        asked = json.loads(body)
        told = dict(_told(asked))
        if "keeps" in told and "response_format" in asked:
            told["json"] = json.dumps(_least(asked["response_format"]["json_schema"]["schema"]))
        if "find" in told:
            told["mark"] = f"{body.decode().count(told['find'])}x"
        async for piece in _reply(told):
            yield piece
    elif path == "/v1/embeddings":
        texts = json.loads(body)["input"]
        _open["vectors"] += len(texts)
        broken = any("#then=error" in text for text in texts)
        found = [{"index": at, "embedding": _vector(text)} for at, text in enumerate(texts)]
        yield _HEAD.format(400 if broken else 200, "application/json") + json.dumps({"data": found})
    elif path == "/v1/moderations":
        yield _HEAD.format(200, "application/json") + json.dumps(
            {"results": [_judged(json.loads(body)["input"])]}
        )
    else:
        yield _HEAD.format(404, "application/json") + "{}"


def _opened(word: str, replies: str = "0") -> str:
    for _ in range(int(replies)):
        _gates[word].release()
    return str(_open[word])


def _vector(text: str) -> list[float]:
    words = re.findall(r"\w+", text.lower())
    return [0.1, *(float(sum(word in row for word in words)) for row in MEANINGS)]


def _judged(text: str) -> Any:
    found = re.findall(r"#unfit=([\w/]+)", text)
    return {"flagged": bool(found), "categories": dict.fromkeys(found, True) | {"harassment": False}}


async def _reply(told: dict[str, str]) -> AsyncIterator[str]:
    if "status" in told:
        yield _HEAD.format(told["status"], "application/json") + '{"error": {"message": "told to"}}'
        return
    yield _STREAM
    _open[told.get("mark", "")] += 1
    try:
        async for text in _tokens(told):
            yield _event(choices=[{"delta": {"content": text}}])
        if told.get("then") == "zero":
            yield _event(choices=[{"delta": {"content": "a\0b"}}])
        async for piece in _end(told.get("then", "")):
            yield piece
    finally:
        _open[told.get("mark", "")] -= 1


async def _tokens(told: dict[str, str]) -> AsyncIterator[str]:
    if "json" in told:
        yield told["json"]
        return
    count = int(told.get("tokens", "5"))
    for number in range(count):
        if "gate" in told and number == count // 2:
            await _pass(told["gate"])
        if "pause" in told:
            await asyncio.sleep(float(told["pause"]))
        yield f"{told.get('mark', 'word')}{number} "


async def _pass(gate: str) -> None:
    _open[gate] += 1
    await _gates[gate].acquire()
    _open[gate] -= 1


async def _end(then: str) -> AsyncIterator[str]:
    match then:
        case "cut":
            return
        case "garbage":
            yield "data: {{{\n\n"
        case "silence":
            await asyncio.sleep(3600)
        case "error":
            yield _event(error={"message": "out of memory"})
        case "nothing":
            while True:
                yield _event(choices=[{"delta": {"content": "and on " * 20}}])
                await asyncio.sleep(0)
        case _:
            usage = {"prompt_tokens": 7, "completion_tokens": 3}
            yield _event(choices=[{"delta": {}, "finish_reason": "stop"}], usage=usage) + "data: [DONE]\n\n"


def _least(schema: Any) -> Any:
    """The first of what is allowed."""
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "array":
        return [_least(schema["items"])]
    return {name: _least(one) for name, one in schema["properties"].items()}


def _event(**said: Any) -> str:
    return f"data: {json.dumps(said)}\n\n"


def _told(asked: Any) -> Iterator[tuple[str, str]]:
    said = [one["content"] for one in asked["messages"] if one["role"] == "user" and one["content"] != GO_ON]
    for found in re.finditer(r"#(\w+)=([\w.]+)", said[-1] if said else ""):
        yield found[1], found[2]


async def _main() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0, backlog=4096)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)  # until whoever started it is gone


if __name__ == "__main__":
    asyncio.run(_main())
